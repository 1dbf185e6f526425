//! `check` and `explain` as a process, over the founding draft and the reference.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn crosswalk(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(name);
    path.to_str().unwrap().to_owned()
}

fn findings(path: &str) -> Vec<serde_json::Value> {
    let output = crosswalk(&["check", path, "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_draft_has_errors_and_the_reference_has_none() {
    let draft = crosswalk(&["check", &sample("founding-draft.crosswalk.json")]);
    assert_eq!(draft.status.code(), Some(1), "{}", text(&draft.stderr));
    let printed = text(&draft.stdout);
    for expected in [
        "userPrincipleName",
        "certain fix: Join state with active",
        "C02",
        "errors",
    ] {
        assert!(printed.contains(expected), "{expected} in {printed}");
    }
    let reference = crosswalk(&["check", &sample("reference.crosswalk.json")]);
    assert_eq!(
        reference.status.code(),
        Some(0),
        "{}",
        text(&reference.stdout)
    );
    assert_eq!(crosswalk(&["check", "no-such-file"]).status.code(), Some(2));
}

#[test]
fn findings_have_the_promised_members_and_no_others() {
    let mut promised = [
        "code",
        "severity",
        "resource",
        "column",
        "attribute",
        "link",
        "message",
        "evidence",
        "fixes",
        "accepted",
    ];
    promised.sort_unstable();
    let all = findings(&sample("founding-draft.crosswalk.json"));
    assert!(all.len() > 20);
    for finding in &all {
        let mut members: Vec<_> = finding
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        members.sort_unstable();
        assert_eq!(members, promised);
    }
    let conflict = all.iter().find(|one| one["code"] == "C02").unwrap();
    assert_eq!(conflict["column"], "protocol");
    assert!(
        conflict["evidence"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["source"] == "thread")
    );
}

#[test]
fn every_certain_fix_leads_to_a_project_without_errors() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("fixed.crosswalk.json");
    let output = output.to_str().unwrap();
    let draft = sample("founding-draft.crosswalk.json");
    let before = std::fs::read(&draft).unwrap();
    let fixed = crosswalk(&["check", &draft, "--fix", "--output", output]);
    assert_eq!(
        fixed.status.code(),
        Some(0),
        "{}{}",
        text(&fixed.stdout),
        text(&fixed.stderr)
    );
    assert!(text(&fixed.stderr).contains("Rename userPrincipleName to userPrincipalName"));
    assert_eq!(std::fs::read(&draft).unwrap(), before);
    let rows = crosswalk(&["rows", output, "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&rows.stdout).unwrap();
    assert_eq!(rows.len(), 7);
    // The output is never written over unasked.
    assert_eq!(
        crosswalk(&["check", &draft, "--fix", "--output", output])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(
        crosswalk(&["check", &draft, "--fix", "--output", output, "--force"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        crosswalk(&["check", &draft, "--fix"]).status.code(),
        Some(2)
    );
}

#[test]
fn the_references_other_contradictions_on_request() {
    let path = sample("reference.crosswalk.json");
    let quiet = crosswalk(&["check", &path, "--reference", "--format", "json"]);
    let all: Vec<serde_json::Value> = serde_json::from_slice(&quiet.stdout).unwrap();
    for number in 1..=23 {
        let code = format!("C{number:02}");
        assert!(all.iter().any(|one| one["code"] == code.as_str()), "{code}");
    }
    assert!(!findings(&path).iter().any(|one| one["code"] == "C22"));
}

#[test]
fn pages_of_rules() {
    let page = crosswalk(&["explain", "c02"]);
    assert_eq!(page.status.code(), Some(0));
    let printed = text(&page.stdout);
    for expected in [
        "One side [thread]",
        "Assessment (verified)",
        "ms-genesys-tutorial",
        "https://",
    ] {
        assert!(printed.contains(expected), "{expected} in {printed}");
    }
    let list = crosswalk(&["explain", "--list"]);
    assert_eq!(text(&list.stdout).lines().count(), 37 + 23);
    let unknown = crosswalk(&["explain", "M999"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("--list"));
    assert_eq!(crosswalk(&["explain"]).status.code(), Some(2));
}

#[test]
fn fixes_are_never_written_over_a_file_of_a_newer_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newer.crosswalk.json");
    let draft = std::fs::read_to_string(sample("founding-draft.crosswalk.json")).unwrap();
    let newer = draft.replacen("\"version\": \"1.0\"", "\"version\": \"9.0\"", 1);
    assert_ne!(draft, newer);
    std::fs::write(&path, &newer).unwrap();
    let name = path.to_str().unwrap();
    let output = crosswalk(&["check", name, "--fix", "--output", name, "--force"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("9.0"), "{output:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);

    // Over any other project what was there is kept beside it.
    std::fs::write(&path, &draft).unwrap();
    let output = crosswalk(&["check", name, "--fix", "--output", name, "--force"]);
    assert!(text(&output.stderr).contains("fixes applied"), "{output:?}");
    assert_ne!(std::fs::read_to_string(&path).unwrap(), draft);
    let backup = folder.path().join("newer.crosswalk.json.bak");
    assert_eq!(std::fs::read_to_string(backup).unwrap(), draft);
}
