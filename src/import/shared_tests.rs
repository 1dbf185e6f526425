//! The importers against files that were made to break readers, and the draft that started it all, where they are at hand.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may panic"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::*;
use crate::catalog::reference;
use crate::model::Project;
use crate::rows::{Index, Rows};

fn fixtures() -> PathBuf {
    let shared = std::env::var_os("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the fixtures");
    Path::new(&shared).join("fixtures")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn planned(path: &Path, kind: Option<Kind>) -> Plan {
    let bytes = std::fs::read(path).unwrap();
    let source = Source {
        name: "file",
        bytes: &bytes,
    };
    let options = Options {
        kind,
        start: Start::New,
        ..Options::default()
    };
    plan(
        &Project::default(),
        reference(),
        source,
        options,
        Watch::nobody(),
    )
    .unwrap()
}

#[test]
fn shared_draft_gives_eight_rows_in_each_form() {
    for name in ["table.csv", "table.tsv", "pasted-table.txt"] {
        let plan = planned(&fixtures().join("thread").join(name), None);
        assert_eq!(plan.verdict(), Verdict::All, "{name}: {:?}", plan.problems);
        assert_eq!(plan.num_read, 8, "{name}");
        let mut project = Project::default();
        project.apply(plan.edit(&project).unwrap()).unwrap();
        assert_eq!(Rows::derive(&Index::derive(&project)).len(), 8, "{name}");
    }
}

#[test]
fn shared_hostile_files_are_read_or_refused_in_time() {
    let mut all = Vec::new();
    files(&fixtures().join("hostile"), &mut all);
    all.sort();
    assert!(all.len() > 200, "{}", all.len());
    let kinds = std::iter::once(None).chain(Kind::ALL.map(Some));
    for kind in kinds {
        for path in &all {
            let started = Instant::now();
            let plan = planned(path, kind);
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(5),
                "{path:?} as {kind:?}: {took:?}"
            );
            let is_said = plan.num_read > 0 || !plan.problems.is_empty();
            assert!(
                is_said,
                "{path:?} as {kind:?}: nothing read and nothing said"
            );
            assert!(
                plan.problems
                    .iter()
                    .all(|problem| !problem.reason.is_empty())
            );
        }
    }
}

#[test]
fn shared_spreadsheets_say_what_is_wrong_with_them() {
    let check = |name: &str, part: &str| {
        let path = fixtures().join("hostile/xlsx").join(name);
        let bytes = std::fs::read(path).unwrap();
        let text = match table::read_xlsx(&bytes, None) {
            Ok(table) => format!("{:?} {:?}", table.records, table.problems),
            Err(problem) => problem.to_string(),
        };
        assert!(
            text.contains(part),
            "{name}: {}",
            text.chars().take(600).collect::<String>()
        );
    };
    check("far-cell-XFD1048576.xlsx", "beyond column");
    check("bomb-cells-600k.xlsx", "where another stands");
    check("truncated-no-central.xlsx", "cannot be read");
    check("billion-laughs.xlsx", "cannot be read");
}

#[test]
fn shared_text_tables_are_read_as_they_are_meant() {
    let spectrum = fixtures().join("hostile/csv/csv-spectrum");
    let mut num_checked = 0;
    let mut all = Vec::new();
    files(&spectrum, &mut all);
    for path in all
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "csv"))
    {
        let table = table::Table::read_text(&std::fs::read(path).unwrap(), None).unwrap();
        let expected: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let header = &table.records[0].cells;
        for (record, expected) in table.records[1..].iter().zip(&expected) {
            for (name, cell) in header.iter().zip(&record.cells) {
                assert_eq!(expected[name].as_str().unwrap(), cell, "{path:?}");
                num_checked += 1;
            }
        }
        assert_eq!(table.records.len() - 1, expected.len(), "{path:?}");
    }
    assert!(num_checked > 20, "{num_checked}");
    let cells = |name: &str| {
        let bytes = std::fs::read(fixtures().join("hostile/csv/made").join(name)).unwrap();
        let table = table::Table::read_text(&bytes, None).unwrap();
        let records = table.records.into_iter();
        records.map(|record| record.cells).collect::<Vec<_>>()
    };
    let plain = cells("utf8.csv");
    for name in [
        "utf16be-bom.csv",
        "utf16le-nobom.csv",
        "utf8-bom-semicolon.csv",
        "sep-line.csv",
        "tab.tsv",
    ] {
        assert_eq!(cells(name), plain, "{name}");
    }
    assert_eq!(cells("lone-cr.csv"), [["a", "b"], ["1", "2"], ["3", "4"]]);
    assert_eq!(cells("backslash-escape.csv")[1], ["x\"y", "2"]);
    assert_eq!(cells("ragged.csv").len(), 4);
}
