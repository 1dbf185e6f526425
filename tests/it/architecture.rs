//! The walls of `src/ARCHITECTURE.md`, kept: which module may name which, and what stays out of the pure core.
//!
//! Reads the sources as text, so a wall cannot be passed by a re-export nobody looked at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules of ours it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("expr", &[]),
    ("json", &["model"]),
    ("catalog", &["model"]),
    ("rows", &["model", "catalog", "expr"]),
    ("picture", &["model", "catalog", "expr", "rows"]),
    ("check", &["model", "catalog", "expr", "rows"]),
    ("suggest", &["model", "catalog", "expr", "rows"]),
    ("pilot", &["model", "catalog", "expr", "rows"]),
    ("compare", &["model", "catalog", "expr", "rows"]),
    (
        "import",
        &["model", "json", "entra", "catalog", "expr", "rows"],
    ),
    (
        "workshop",
        &[
            "model", "catalog", "expr", "rows", "check", "pilot", "compare",
        ],
    ),
    (
        "report",
        &[
            "model", "catalog", "expr", "rows", "check", "pilot", "compare", "picture",
        ],
    ),
    (
        "export",
        &[
            "model", "catalog", "expr", "rows", "check", "pilot", "compare", "picture", "report",
            "entra",
        ],
    ),
    ("entra", &["model", "json", "expr"]),
    ("store", &["model", "json"]),
    (
        "editor",
        &[
            "model", "catalog", "expr", "rows", "picture", "check", "suggest", "pilot", "compare",
            "import", "workshop", "report", "json", "entra",
        ],
    ),
    (
        "cli",
        &[
            "model", "catalog", "expr", "rows", "picture", "check", "suggest", "pilot", "compare",
            "import", "workshop", "report", "export", "store", "editor", "json", "entra",
        ],
    ),
    (
        "app",
        &[
            "model", "catalog", "expr", "rows", "picture", "check", "suggest", "pilot", "compare",
            "import", "workshop", "report", "export", "store", "editor", "json", "entra",
        ],
    ),
];

/// Words that only some modules may use.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("egui", &["app"], "the mapping logic needs no window"),
    ("eframe", &["app"], "the mapping logic needs no window"),
    ("rfd::", &["app"], "dialogs are the window's"),
    ("std::fs", &["store"], "one place for files"),
    ("File::", &["store"], "one place for files"),
    ("tempfile", &["store"], "one place for files"),
    ("std::env", &["cli", "app"], "same document, same bytes out"),
    (
        "SystemTime",
        &["cli", "app"],
        "same document, same bytes out",
    ),
    ("Instant", &["cli", "app"], "same document, same bytes out"),
    (
        "Timestamp::now",
        &["cli", "app"],
        "same document, same bytes out",
    ),
    (
        "Zoned::now",
        &["cli", "app"],
        "same document, same bytes out",
    ),
    (
        "HashMap",
        &[
            "editor", "rows", "picture", "catalog", "store", "json", "entra", "expr", "app",
            "check", "suggest", "pilot", "compare", "import",
        ],
        "the model iterates its maps",
    ),
    ("std::net", &[], "no network"),
    ("TcpStream", &[], "no network"),
    ("ctx.open_url", &[], "no network"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The code of each module: comments, doc comments and unit tests (beside or in files of their own) left out.
fn modules() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut modules: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for path in files {
        let inner = path.strip_prefix(&src).unwrap();
        let first = inner.components().next().unwrap();
        let name = first.as_os_str().to_str().unwrap();
        if ["bin", "main.rs", "lib.rs"].contains(&name) {
            continue;
        }
        let file = path.file_stem().unwrap().to_str().unwrap();
        if path.components().any(|part| part.as_os_str() == "tests")
            || file == "tests"
            || file.ends_with("_tests")
            || file.starts_with("arbitrary")
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| [line, "\n"])
            .collect();
        modules
            .entry(name.trim_end_matches(".rs").to_owned())
            .or_default()
            .push((path, code));
    }
    modules
}

#[test]
fn every_module_stands_in_the_picture() {
    let picture = include_str!("../../src/ARCHITECTURE.md");
    for name in modules().keys() {
        assert!(
            MAY_IMPORT.iter().any(|(module, _)| module == name),
            "{name} has no line in MAY_IMPORT"
        );
        assert!(
            picture.contains(&format!("| `{name}` |")),
            "{name} has no line in src/ARCHITECTURE.md"
        );
    }
}

#[test]
fn modules_name_only_those_they_may() {
    for (name, files) in modules() {
        let (_, may) = MAY_IMPORT
            .iter()
            .find(|(module, _)| *module == name)
            .unwrap();
        for (path, code) in files {
            for (other, _) in MAY_IMPORT {
                if *other != name && !may.contains(other) {
                    let word = format!("crate::{other}");
                    assert!(!code.contains(&word), "{} names {word}", path.display());
                }
            }
        }
    }
}

#[test]
fn words_stay_where_they_belong() {
    for (name, files) in modules() {
        for (path, code) in files {
            for (word, only_in, why) in ONLY_IN {
                if !only_in.contains(&name.as_str()) {
                    assert!(
                        !code.contains(word),
                        "{} uses {word}, which is for {only_in:?} only: {why}",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn tooltips_give_way_to_what_stands_before_them() {
    // egui's own ways to show one, which know nothing of pages and dialogs.
    let own_ways = [
        "on_hover_text",
        "on_hover_ui",
        "on_disabled_hover",
        "show_tooltip",
        "Tooltip::",
    ];
    for (path, code) in modules().remove("app").unwrap() {
        if path.ends_with("widgets/tip.rs") {
            continue;
        }
        for word in own_ways {
            let why = "use `widgets::Tip`, which gives way to dialogs";
            assert!(
                !code.contains(word),
                "{} uses {word}: {why}",
                path.display()
            );
        }
    }
}

#[test]
fn lists_to_choose_from_have_one_look() {
    for (path, code) in modules().remove("app").unwrap() {
        if !path.ends_with("widgets/choice.rs") {
            let file = path.display();
            assert!(
                !code.contains("ComboBox::from"),
                "{file}: use `widgets::list`"
            );
        }
    }
}

#[test]
fn a_panic_can_be_caught_in_what_is_shipped_and_sums_are_checked() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, release) = manifest.split_once("[profile.release]\n").unwrap();
    let release = release.split("\n[").next().unwrap();
    for line in ["panic = \"unwind\"", "overflow-checks = true"] {
        assert!(release.lines().any(|one| one == line), "{line}");
    }
}

#[test]
fn the_window_and_the_command_line_start_thin() {
    for file in ["src/main.rs", "src/bin/crosswalk-cli.rs"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let lines = fs::read_to_string(path).unwrap().lines().count();
        assert!(lines < 40, "{file} has {lines} lines");
    }
}

#[test]
fn files_have_one_subject() {
    for files in modules().values() {
        for (path, code) in files {
            let lines = code.lines().count();
            assert!(
                lines <= 600,
                "{} has {lines} lines of code: look for its second subject",
                path.display()
            );
        }
    }
}

#[test]
fn the_visible_top_level_is_as_agreed() {
    let agreed = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "assets",
        "sample-data",
        "src",
        "tests",
    ];
    let mut found: Vec<_> = fs::read_dir(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && name != "target")
        .collect();
    found.sort();
    assert_eq!(found, agreed);
}
