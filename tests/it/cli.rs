//! The command line as a process: what it prints, what it writes, how it ends.

use std::path::{Path, PathBuf};
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

fn new_project(folder: &Path) -> PathBuf {
    let path = folder.join("new.crosswalk.json");
    let output = crosswalk(&["new", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    path
}

fn rows(path: &Path) -> Vec<serde_json::Value> {
    let output = crosswalk(&["rows", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn new_starts_from_the_reference_and_never_replaces_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let before = std::fs::read(&path).unwrap();
    let row = rows(&path)
        .into_iter()
        .find(|row| row["protocol"] == "userName")
        .unwrap();
    assert_eq!(row["source"], serde_json::json!(["userPrincipalName"]));
    assert_eq!(row["mark"], "required");
    assert_eq!(row["match"], 1);
    assert_eq!(row["status"], "proposed");
    assert_eq!(row["target_status"], "agreed");
    let again = crosswalk(&["new", path.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("new.crosswalk.json"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn new_empty_has_the_three_systems_and_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.crosswalk.json");
    let output = crosswalk(&["new", "--empty", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(rows(&path), Vec::<serde_json::Value>::new());
    let file = std::fs::read_to_string(&path).unwrap();
    for name in ["Entra ID", "SCIM", "Genesys Cloud"] {
        assert!(file.contains(name));
    }
}

#[test]
fn rows_have_the_promised_members_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let mut promised = [
        "id",
        "number",
        "resource",
        "source",
        "rule",
        "expression",
        "protocol",
        "target_rule",
        "target",
        "mark",
        "used",
        "type",
        "default_if_null",
        "apply",
        "match",
        "status",
        "target_status",
        "owner",
        "notes",
        "evidence",
    ];
    promised.sort_unstable();
    for row in rows(&path) {
        let mut members: Vec<_> = row
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        members.sort_unstable();
        assert_eq!(members, promised);
    }
}

#[test]
fn exports_are_the_same_bytes_each_time_and_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let path = path.to_str().unwrap();
    for kind in ["csv", "csv-safe", "markdown"] {
        let first = crosswalk(&["export", path, "--as", kind]);
        let second = crosswalk(&["export", path, "--as", kind]);
        assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
        assert!(!first.stdout.is_empty());
        assert_eq!(first.stdout, second.stdout, "{kind}");
        let out = folder.path().join(kind);
        let out_text = out.to_str().unwrap();
        let written = crosswalk(&["export", path, "--as", kind, "--output", out_text]);
        assert_eq!(written.status.code(), Some(0));
        assert!(written.stdout.is_empty());
        assert_eq!(std::fs::read(&out).unwrap(), first.stdout);
    }
}

#[test]
fn an_export_replaces_a_file_only_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let out = folder.path().join("table.csv");
    std::fs::write(&out, "mine").unwrap();
    let arguments = [
        "export",
        path.to_str().unwrap(),
        "--as",
        "csv",
        "--output",
        out.to_str().unwrap(),
    ];
    let refused = crosswalk(&arguments);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--force"));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    let forced = crosswalk(&[&arguments[..], &["--force"]].concat());
    assert_eq!(forced.status.code(), Some(0), "{}", text(&forced.stderr));
    assert_ne!(std::fs::read_to_string(&out).unwrap(), "mine");
}

#[test]
fn a_file_that_is_no_project_is_named_with_place_and_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, bytes: &[u8], words: &[&str]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let output = crosswalk(&["rows", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
        let message = text(&output.stderr);
        for word in words.iter().copied().chain([name]) {
            assert!(message.contains(word), "{name}: {message:?} lacks {word:?}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name}");
    };
    check("empty.json", b"", &["empty", ".bak"]);
    check("zeros.json", &[0; 300], &["zero bytes", ".bak"]);
    check("text.json", b"hello", &["not JSON", "line 1"]);
    check(
        "half.json",
        b"{\"format\": \"crosswalk-project\",",
        &["cut off"],
    );
    check("other.json", b"{\"a\": 1}", &["not a Crosswalk project"]);
    let deep = ["[".repeat(200), "]".repeat(200)].concat();
    check("deep.json", deep.as_bytes(), &["deep"]);
}

#[test]
fn a_missing_file_and_wrong_arguments_end_with_code_2() {
    for arguments in [
        &["rows", "no-such-file.json"][..],
        &["rows"],
        &["export", "x.json", "--as", "pdf"],
        &["fly"],
    ] {
        let output = crosswalk(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn help_shows_examples_and_version_its_number() {
    let help = crosswalk(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("crosswalk-cli export"));
    for command in ["new", "rows", "export"] {
        let help = crosswalk(&[command, "--help"]);
        assert_eq!(help.status.code(), Some(0));
        assert!(text(&help.stdout).contains("Example"), "{command}");
    }
    let version = crosswalk(&["version"]);
    assert_eq!(version.status.code(), Some(0));
    assert!(text(&version.stdout).contains(env!("CARGO_PKG_VERSION")));
}

/// A pipe whose reader is gone, and a full disk: no panic, an error code, no claim of success.
#[cfg(target_os = "linux")]
#[test]
fn closed_and_full_outputs_end_with_an_error_and_without_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let path = path.to_str().unwrap();
    for arguments in [
        &["rows", path][..],
        &["rows", path, "--format", "json"],
        &["export", path, "--as", "markdown"],
        &["version"],
        &["--help"],
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
            .args(arguments)
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!text(&output.stderr).contains("panicked"), "{arguments:?}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
            .args(arguments)
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!text(&output.stderr).contains("panicked"), "{arguments:?}");
    }
    // Nor does a full error stream turn a failure into a panic.
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
        .args(["rows", "no-such-file.json"])
        .stderr(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn an_output_that_takes_nothing_is_no_success() {
    for arguments in [&["version"][..], &["--help"]] {
        // Open for reading alone, as in a script that mixed up its streams.
        let closed = std::fs::File::open("/dev/null").unwrap();
        let status = Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
            .args(arguments)
            .stdout(closed)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn diff_says_in_words_what_a_project_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let path = path.to_str().unwrap();
    let same = crosswalk(&["diff", path, "--with", "reference"]);
    assert_eq!(same.status.code(), Some(0));
    assert_eq!(text(&same.stdout), "");
    assert!(text(&same.stderr).contains("no difference"));

    let changed = folder.path().join("changed.crosswalk.json");
    let file = std::fs::read_to_string(path).unwrap();
    let file = file.replace("\"jobTitle\"]", "\"department\"]");
    std::fs::write(&changed, file).unwrap();
    let changed = changed.to_str().unwrap();
    for with in ["reference", path] {
        let output = crosswalk(&["diff", changed, "--with", with]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(
            text(&output.stdout),
            "changed link title (Entra ID to SCIM, user): rule: direct from jobTitle → direct from department\n"
        );
    }
    let output = crosswalk(&["diff", changed, "--with", path, "--as", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found[0]["kind"], "changed");
    assert_eq!(found[0]["link"], "user/protocol/title");
    assert_eq!(found[0]["aspects"][0]["after"], "direct from department");

    let neither = folder.path().join("neither.json");
    std::fs::write(&neither, "{\"a\": 1}").unwrap();
    let output = crosswalk(&["diff", path, "--with", neither.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("no Entra ID provisioning schema") && said.contains("neither.json"),
        "{said}"
    );
}

#[test]
fn diff_with_a_schema_shows_the_drift() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let schema = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/entra-schema-recent.json"
    );
    let output = crosswalk(&["diff", path.to_str().unwrap(), "--with", schema]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines = text(&output.stdout);
    let has = |line: &str| assert!(lines.lines().any(|one| one == line), "{line}\n{lines}");
    has("removed link nickName (Entra ID to SCIM, user): rule: constant \"fixed\"");
    has("removed attribute extension_1_costCode (Entra ID, user): type: string");
    has(
        "changed link title (Entra ID to SCIM, user): default if null: Agent → (none); \
         apply: only during creation → always",
    );
}

#[test]
fn a_schema_is_exported_as_a_part_where_none_was_imported() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_project(folder.path());
    let output = crosswalk(&["export", path.to_str().unwrap(), "--as", "entra-schema"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("a part of a schema"));
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let users = &schema["objectMappings"][0];
    assert_eq!(users["sourceObjectName"], "User");
    let mapped = users["attributeMappings"].as_array().unwrap();
    let name = mapped
        .iter()
        .find(|one| one["targetAttributeName"] == "userName")
        .unwrap();
    assert_eq!(name["matchingPriority"], 1);
    assert_eq!(name["source"]["expression"], "[userPrincipalName]");
}

#[test]
fn findings_stand_in_an_export_where_they_are_asked_for_and_come_back_as_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let draft = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/sample-data/founding-draft.crosswalk.json"
    );
    let out = folder.path().join("table.csv");
    let path = out.to_str().unwrap();
    let arguments = ["export", draft, "--as", "csv", "--output", path];
    let written = crosswalk(&[&arguments[..], &["--with-findings"]].concat());
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    let table = std::fs::read_to_string(&out).unwrap();
    assert!(table.lines().next().unwrap().ends_with(",Findings"));
    assert!(table.contains("error C21: "));
    let back = crosswalk(&["import", path, "--into", draft, "--dry-run"]);
    assert_eq!(back.status.code(), Some(0), "{}", text(&back.stdout));
    let document = crosswalk(&["export", draft, "--as", "markdown", "--with-findings"]);
    assert!(text(&document.stdout).contains("## Findings"));
}
