//! Golden files of the pilot: what the built-in users come to, whatever is tried on them, and the reports.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::golden::assert_golden;

/// What `pilot` prints for the reference mapping and the built-in users.
fn pilot(arguments: &[&str]) -> Vec<u8> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join("reference.crosswalk.json");
    let output = Command::new(env!("CARGO_BIN_EXE_crosswalk-cli"))
        .arg("pilot")
        .arg(project)
        .args(["--now", "2026-11-25T12:00:00Z"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    // Two of the built-in users fail on purpose.
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    output.stdout
}

fn users(arguments: &[&str]) -> Vec<Json> {
    let mut all = vec!["--format", "json", "--include-values"];
    all.extend(arguments);
    serde_json::from_slice(&pilot(&all)).unwrap()
}

fn word(json: &Json) -> &str {
    json.as_str().unwrap_or("-")
}

fn outcome(user: &Json) -> String {
    format!(
        "{}: {}, {}",
        word(&user["user"]),
        word(&user["action"]),
        word(&user["reason"])
    )
}

fn request(out: &mut String, request: &Json) {
    let (method, path) = (word(&request["method"]), word(&request["path"]));
    match &request["body"] {
        Json::Null => writeln!(out, "  {method} {path}").unwrap(),
        body => writeln!(out, "  {method} {path} {body}").unwrap(),
    }
}

#[test]
fn each_built_in_user_in_full() {
    let mut out = String::new();
    for user in users(&[]) {
        writeln!(out, "{}", outcome(&user)).unwrap();
        for step in user["steps"].as_array().unwrap() {
            let (name, status) = (word(&step["name"]), word(&step["status"]));
            writeln!(out, "  {name}, {status}: {}", word(&step["detail"])).unwrap();
        }
        for attribute in user["attributes"].as_array().unwrap() {
            writeln!(
                out,
                "  {} <- {} = {}: {}, {}",
                word(&attribute["target"]),
                word(&attribute["expression"]),
                attribute["result"],
                word(&attribute["outcome"]),
                word(&attribute["reason"])
            )
            .unwrap();
        }
        for one in user["requests"].as_array().unwrap() {
            request(&mut out, one);
        }
        writeln!(
            out,
            "  before {}\n  after {}",
            user["before"], user["after"]
        )
        .unwrap();
        for warning in user["warnings"].as_array().unwrap() {
            writeln!(out, "  look at: {}", word(&warning["message"])).unwrap();
        }
    }
    assert_golden("pilot-built-in.txt", out.as_bytes());
}

#[test]
fn each_transition_on_each_built_in_user() {
    let mut out = String::new();
    for transition in [
        "unassign",
        "disable",
        "soft-delete",
        "restore",
        "hard-delete",
        "change:jobTitle=Lead",
        "change:accountEnabled=false",
        "clear:jobTitle",
    ] {
        writeln!(out, "{transition}").unwrap();
        for flag in [&[][..], &["--aadoptscim062020"][..]] {
            let mut arguments = vec!["--transition", transition];
            arguments.extend(flag);
            for user in users(&arguments) {
                if flag.is_empty() {
                    writeln!(out, "{}", outcome(&user)).unwrap();
                } else {
                    writeln!(out, "{} with the flag", word(&user["user"])).unwrap();
                }
                let changes = user["requests"].as_array().unwrap().iter();
                for one in changes.filter(|one| one["method"] != "GET") {
                    request(&mut out, one);
                }
            }
        }
    }
    assert_golden("pilot-transitions.txt", out.as_bytes());
}

#[test]
fn the_reports_of_the_built_in_users() {
    assert_golden("pilot-report.md", &pilot(&["--format", "markdown"]));
    assert_golden("pilot-report.csv", &pilot(&["--format", "csv"]));
    let tried = [
        "--format",
        "markdown",
        "--transition",
        "unassign",
        "--include-values",
    ];
    assert_golden("pilot-report-unassigned.md", &pilot(&tried));
}
