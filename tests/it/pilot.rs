//! `eval` and `pilot` as processes: what they print, how they end, and that no value of a user leaks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value as Json, json};

fn crosswalk(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(name)
}

/// A folder with the reference project in `p.json`.
fn scene() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        sample("reference.crosswalk.json"),
        folder.path().join("p.json"),
    )
    .unwrap();
    folder
}

fn parsed(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn eval_answers_as_the_conformance_cases_write_it() {
    let cases: Vec<Json> =
        serde_json::from_str(include_str!("../fixtures/expression-cases.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    // One of each kind of result: a text, null, a list, a flow, an error, a clock, taken values.
    let ids = ["x001", "x034", "x134", "x235", "x008"];
    let with_existing = |case: &&Json| {
        case.get("existing_target_values").is_some() && case["conformance"] == "must"
    };
    let lists = |case: &&Json| case["output"].is_array() && case["conformance"] == "must";
    let nulls = |case: &&Json| case["output"].is_null() && case["conformance"] == "must";
    let chosen = cases
        .iter()
        .filter(|case| ids.contains(&case["id"].as_str().unwrap()))
        .chain(cases.iter().find(with_existing))
        .chain(cases.iter().find(lists))
        .chain(cases.iter().find(nulls));
    for case in chosen {
        fs::write(folder.path().join("v.json"), case["inputs"].to_string()).unwrap();
        let existing = case
            .get("existing_target_values")
            .cloned()
            .unwrap_or(json!([]));
        fs::write(folder.path().join("e.json"), existing.to_string()).unwrap();
        let expression = case["expression"].as_str().unwrap();
        let now = case
            .get("now")
            .and_then(Json::as_str)
            .unwrap_or("2026-01-01T00:00:00Z");
        let output = crosswalk(
            folder.path(),
            &[
                "eval",
                expression,
                "--values",
                "v.json",
                "--existing",
                "e.json",
                "--now",
                now,
                "--format",
                "json",
            ],
        );
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(parsed(&output)["result"], case["output"], "{expression}");
    }
}

#[test]
fn eval_of_what_does_not_run_says_where_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let output = crosswalk(folder.path(), &["eval", "Jon([a]", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer = parsed(&output);
    assert_eq!(answer["result"], Json::Null);
    assert_eq!(answer["problems"][0]["code"], "unknown-function");
    assert_eq!(answer["problems"][0]["severity"], "error");
    fs::write(folder.path().join("v.json"), "[1]").unwrap();
    let output = crosswalk(folder.path(), &["eval", "[a]", "--values", "v.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("v.json"));
}

#[test]
fn a_pilot_has_the_promised_members() {
    let folder = scene();
    fs::write(
        folder.path().join("u.csv"),
        "userPrincipalName,displayName,manager\nana@x.example,Ana,boss@x.example\nboss@x.example,Boss,\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("t.json"),
        r#"{"Resources":[{"id":"gc-2","userName":"boss@x.example","displayName":"The boss","active":true}]}"#,
    )
    .unwrap();
    let output = crosswalk(
        folder.path(),
        &[
            "pilot",
            "p.json",
            "--users",
            "u.csv",
            "--target",
            "t.json",
            "--format",
            "json",
            "--include-values",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let users = parsed(&output);
    let ana = &users[0];
    for member in [
        "user",
        "action",
        "reason",
        "steps",
        "requests",
        "before",
        "after",
        "attributes",
    ] {
        assert!(ana.get(member).is_some(), "{member}");
    }
    assert_eq!(ana["user"], "Ana");
    assert_eq!(ana["action"], "create");
    assert_eq!(ana["before"], Json::Null);
    assert_eq!(ana["after"]["UserProfile.state"], "active");
    assert_eq!(ana["requests"][1]["method"], "POST");
    assert_eq!(ana["requests"][1]["body"]["userName"], "ana@x.example");
    // The manager is in Genesys Cloud already, so the second request carries its id there.
    assert_eq!(ana["requests"][2]["body"]["Operations"][0]["value"], "gc-2");
    let active = ana["attributes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|attribute| attribute["target"] == "active")
        .unwrap();
    assert_eq!(active["expression"], "Not([IsSoftDeleted])");
    assert_eq!(active["result"], "True");
    assert_eq!(active["outcome"], "sent");
    let boss = &users[1];
    assert_eq!(boss["action"], "update");
    assert_eq!(
        boss["before"]["UserProfile.general.name.[0].value"],
        "The boss"
    );
    assert_eq!(boss["after"]["UserProfile.general.name.[0].value"], "Boss");
}

#[test]
fn a_real_run_is_laid_beside_the_pilot_of_its_user() {
    let folder = scene();
    let answer = include_str!("../fixtures/provision-answer.json");
    fs::write(folder.path().join("a.json"), answer).unwrap();
    // Without a file of users the answer's own values are run.
    let alone = ["pilot", "p.json", "--compare", "a.json"];
    let output = crosswalk(folder.path(), &alone);
    let told = text(&output.stdout);
    assert!(told.contains("row 1: update"), "{told}");
    assert!(told.contains("equal  source  jobTitle"), "{told}");
    assert!(told.contains("equal  sent    title"), "{told}");
    assert!(
        !told.contains("kim@") && !told.contains("Team lead"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(0), "{told}");

    // Among users: one value differs, which the exit code says, and values are shown where they are asked for.
    fs::write(
        folder.path().join("u.csv"),
        "userPrincipalName,displayName,jobTitle\nana@example.com,Ana,Agent\nKIM@example.com,Kim,Agent\n",
    )
    .unwrap();
    let among = [&alone[..], &["--users", "u.csv"]].concat();
    let json = [&among[..], &["--format", "json", "--include-values"]].concat();
    let output = crosswalk(folder.path(), &json);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let users = parsed(&output);
    assert_eq!(users.as_array().unwrap().len(), 1);
    assert_eq!(users[0]["row"], 2);
    let compared = users[0]["compared"].as_array().unwrap();
    let title = |part: &str, name: &str| {
        let mut all = compared.iter();
        all.find(|one| one["part"] == part && one["name"] == name)
            .cloned()
            .unwrap()
    };
    let read = title("source", "jobTitle");
    assert_eq!(read["agreement"], "different");
    assert_eq!(
        (&read["predicted"], &read["real"]),
        (&"Agent".into(), &"Team lead".into())
    );
    assert_eq!(title("found", "title")["agreement"], "equal");
    assert_eq!(title("sent", "title")["agreement"], "not predicted");

    // A user that is not there, an answer that is none, and formats without comparison are refused in words.
    fs::write(
        folder.path().join("o.csv"),
        "userPrincipalName\nother@x.example\n",
    )
    .unwrap();
    fs::write(folder.path().join("n.json"), "{}").unwrap();
    let refused = |more: &[&str]| {
        let output = crosswalk(folder.path(), more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        text(&output.stderr)
    };
    let why = refused(&[&alone[..], &["--users", "o.csv"]].concat());
    assert!(
        why.contains("not among the users") && !why.contains("kim@"),
        "{why}"
    );
    assert!(refused(&["pilot", "p.json", "--compare", "n.json"]).contains("n.json"));
    assert!(refused(&[&alone[..], &["--format", "csv"]].concat()).contains("text or json"));
}

#[test]
fn text_and_csv_count_the_same_users() {
    let folder = scene();
    let rows: Vec<String> = (0..9000)
        .map(|n| format!("u{n}@x.example,{}", if n % 3 == 0 { "" } else { "Name" }))
        .collect();
    let rows = rows.join("\n");
    fs::write(
        folder.path().join("u.csv"),
        format!("userPrincipalName,displayName\n{rows}"),
    )
    .unwrap();
    let output = crosswalk(folder.path(), &["pilot", "p.json", "--users", "u.csv"]);
    assert_eq!(output.status.code(), Some(1));
    let counted = text(&output.stdout);
    assert!(counted.starts_with("9000 users\n"), "{counted}");
    assert!(counted.contains("6000  create"), "{counted}");
    assert!(counted.contains("3000  fail"), "{counted}");
    let output = crosswalk(
        folder.path(),
        &["pilot", "p.json", "--users", "u.csv", "--format", "csv"],
    );
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 9000);
    assert_eq!(
        records.iter().filter(|record| &record[2] == "fail").count(),
        3000
    );
    assert_eq!(&records[8999][0], "row 9000");
}

#[test]
fn the_report_is_markdown_with_failures_first() {
    let folder = scene();
    let output = crosswalk(folder.path(), &["pilot", "p.json", "--format", "markdown"]);
    let report = text(&output.stdout);
    assert!(
        report.starts_with("# Pilot: Reference mapping\n"),
        "{report}"
    );
    let users: Vec<_> = report
        .lines()
        .filter(|line| line.starts_with("| row"))
        .collect();
    assert_eq!(users.len(), 20);
    assert!(users[0].contains("| fail |") && users[1].contains("| fail |"));
    assert!(!report.contains("northwind.example"));
}

#[test]
fn a_transition_is_told_after_a_first_run() {
    let folder = scene();
    fs::write(
        folder.path().join("u.json"),
        r#"[{"userPrincipalName":"a@x.example","displayName":"A"}]"#,
    )
    .unwrap();
    for (kind, action) in [
        ("unassign", "disable"),
        ("hard-delete", "delete"),
        ("restore", "update"),
        ("change:jobTitle=Lead", "update"),
        ("clear:displayName", "skip"),
    ] {
        let output = crosswalk(
            folder.path(),
            &[
                "pilot",
                "p.json",
                "--users",
                "u.json",
                "--transition",
                kind,
                "--format",
                "json",
            ],
        );
        assert_eq!(parsed(&output)[0]["action"], action, "{kind}");
    }
    let output = crosswalk(
        folder.path(),
        &["pilot", "p.json", "--transition", "vanish"],
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn bad_rows_are_named_by_line_and_column_and_the_others_run() {
    let folder = scene();
    let mut users = b"userPrincipalName,displayName,nickname2\na@x.example,A,\nragged\nb@x.example,\xff,\nc@x.example,C,\n".to_vec();
    users.extend(b"d@x.example,\"unclosed");
    fs::write(folder.path().join("u.csv"), users).unwrap();
    let output = crosswalk(folder.path(), &["pilot", "p.json", "--users", "u.csv"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stdout).starts_with("2 users\n"),
        "{}",
        text(&output.stdout)
    );
    for part in [
        "line 1, column 3: \"nickname2\"",
        "line 3: 1 field where the header has 3",
        "line 4, column 2: not UTF-8",
        "u.csv",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    fs::write(folder.path().join("n.csv"), "mail\nx@x.example\n").unwrap();
    let output = crosswalk(folder.path(), &["pilot", "p.json", "--users", "n.csv"]);
    assert!(
        text(&output.stderr)
            .contains("no column is named \"userPrincipalName\", by which users are matched")
    );
    assert!(text(&output.stdout).contains("1  fail"));
}

/// Words that stand nowhere but in the users' file: whatever happens, they come out only when they are asked for.
#[test]
fn no_value_of_a_user_leaks() {
    let folder = scene();
    let header = "userPrincipalName,displayName,mail,jobTitle,department,manager,employeeId,telephoneNumber,employeeHireDate,accountEnabled";
    let canaries: Vec<String> = (0..10).map(|n| format!("qzcanary{n}x")).collect();
    let good = canaries.join(",");
    // A row whose expression fails, one whose lifecycle cannot be read, one that is ragged.
    let users = format!(
        "{header}\n{}\n{good}\n{good},more\n",
        good.replace("qzcanary9x", "true")
    );
    fs::write(folder.path().join("u.csv"), &users).unwrap();
    let json_users = format!(
        r#"[{{"userPrincipalName":"{0}","displayName":"{1}","mail":"{0}","mail":"{1}"}},{{"userPrincipalName":"{0}","displayName":"{1}","o":[{{"{2}":"{2}"}}]}}]"#,
        canaries[0], canaries[1], canaries[2]
    );
    fs::write(folder.path().join("u.json"), json_users).unwrap();
    fs::write(
        folder.path().join("t.json"),
        format!(
            r#"[{{"id":"{0}","userName":"{0}","displayName":"{1}"}}]"#,
            canaries[0], canaries[1]
        ),
    )
    .unwrap();
    let leaks = |output: &Output| {
        let all = text(&output.stdout) + &text(&output.stderr);
        all.to_lowercase().matches("qzcanary").count()
    };
    for users in ["u.csv", "u.json"] {
        for format in ["text", "json", "csv", "markdown"] {
            for extra in [
                &[][..],
                &["--target", "t.json"],
                &["--transition", "disable"],
            ] {
                let mut arguments = vec!["pilot", "p.json", "--users", users, "--format", format];
                arguments.extend(extra);
                let output = crosswalk(folder.path(), &arguments);
                assert_ne!(output.status.code(), None);
                assert_eq!(leaks(&output), 0, "{arguments:?}: {}", text(&output.stderr));
            }
        }
    }
    let output = crosswalk(
        folder.path(),
        &[
            "pilot",
            "p.json",
            "--users",
            "u.csv",
            "--format",
            "json",
            "--include-values",
        ],
    );
    assert!(leaks(&output) > 10);
}
