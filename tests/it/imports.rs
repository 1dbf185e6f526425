//! `import` as a process: what it writes, what it lists, how it ends; and our own table coming back.

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

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn rows(path: &Path) -> Vec<serde_json::Value> {
    let output = crosswalk(&["rows", path.to_str().unwrap(), "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

const DRAFT: &str = "Entra ID Name,SCIM Name,Genesys Name,Mandatory\n\
    ,id,User.Id,\n\
    userPrincipleName,userName,User.contactInfo.email_main.[0].value,\n\
    ,state,User.state true eq 'active' false eq 'inactive',\n\
    Not([IsSoftDeleted]),active,,\n\
    displayName,displayName,User.general.name.[0].value,\n\
    jobTitle,title,User.general.title.[0].value,\n\
    department,scimEnterpriseUser.department,User.general.department.[0].value,\n\
    employeeId,scimEnterpriseUser.employeeNumber,User.hr.empId.[0].value,\n";

#[test]
fn a_draft_becomes_a_project_of_eight_rows() {
    let folder = tempfile::tempdir().unwrap();
    let draft = write(folder.path(), "draft.csv", DRAFT);
    let out = folder.path().join("draft.crosswalk.json");
    let arguments = [
        "import",
        draft.to_str().unwrap(),
        "--new",
        out.to_str().unwrap(),
    ];
    let dry = crosswalk(&[&arguments[..], &["--dry-run"]].concat());
    assert_eq!(dry.status.code(), Some(0), "{}", text(&dry.stderr));
    assert!(!out.exists());
    let output = crosswalk(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(output.stdout, dry.stdout);
    let found: Vec<_> = rows(&out)
        .iter()
        .map(|row| row["protocol"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(found.len(), 8, "{found:?}");
    assert!(found.contains(&"state".to_owned()));
    // What is there is not replaced.
    let again = crosswalk(&arguments);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn the_exit_code_tells_what_was_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.crosswalk.json");
    let check = |name: &str, content: &str, code: i32| {
        let path = write(folder.path(), name, content);
        let arguments = [
            "import",
            path.to_str().unwrap(),
            "--new",
            out.to_str().unwrap(),
            "--dry-run",
            "--format",
            "json",
        ];
        let output = crosswalk(&arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{name}: {}",
            text(&output.stderr)
        );
        let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        files[0].clone()
    };
    let all = check("all.csv", DRAFT, 0);
    assert_eq!(all["read"], 8);
    let some = check(
        "some.csv",
        "Entra,SCIM,Mandatory\nmail,userName,perhaps\n",
        1,
    );
    assert_eq!(some["problems"][0]["line"], 2);
    assert_eq!(some["problems"][0]["column"], 3);
    assert_eq!(some["problems"][0]["text"], "perhaps");
    let nothing = check("nothing.csv", "a,b\n1,2\n", 2);
    assert_eq!(nothing["verdict"], "nothing");
    let old = check("old.xls", "\u{0}\u{0}", 2);
    assert_eq!(old["items"], serde_json::json!([]));
    let missing = crosswalk(&["import", "no-such-file.csv", "--new", out.to_str().unwrap()]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("no-such-file.csv"));
    assert!(!out.exists());
}

#[test]
fn our_own_table_comes_back_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["reference", "northwind-care", "founding-draft-corrected"] {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("sample-data/{name}.crosswalk.json"));
        let project = folder.path().join(format!("{name}.crosswalk.json"));
        std::fs::copy(&sample, &project).unwrap();
        let before = std::fs::read(&project).unwrap();
        let project = project.to_str().unwrap();
        for kind in ["csv", "csv-safe"] {
            let table = folder.path().join(format!("{name}.{kind}.csv"));
            let table = table.to_str().unwrap();
            crosswalk(&["export", project, "--as", kind, "--output", table]);
            let arguments = [
                "import",
                table,
                "--into",
                project,
                "--on-conflict",
                "replace",
                "--format",
                "json",
            ];
            let output = crosswalk(&arguments);
            let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(files[0]["items"], serde_json::json!([]), "{name} {kind}");
            assert_eq!(
                output.status.code(),
                Some(0),
                "{name} {kind}: {}",
                text(&output.stdout)
            );
            assert_eq!(std::fs::read(project).unwrap(), before);
        }
    }
}

#[test]
fn a_cell_changed_in_our_own_table_changes_that_alone() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("new.crosswalk.json");
    crosswalk(&["new", project.to_str().unwrap()]);
    let table = crosswalk(&["export", project.to_str().unwrap(), "--as", "csv"]);
    let changed =
        text(&table.stdout).replacen(",jobTitle,direct,title,", ",department,direct,title,", 1);
    assert_ne!(changed.as_bytes(), table.stdout);
    let path = write(folder.path(), "changed.csv", &changed);
    let arguments = [
        "import",
        path.to_str().unwrap(),
        "--into",
        project.to_str().unwrap(),
        "--on-conflict",
        "replace",
    ];
    let before = rows(&project);
    let output = crosswalk(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let after = rows(&project);
    let differing: Vec<_> = before.iter().zip(&after).filter(|(a, b)| a != b).collect();
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].1["source"], serde_json::json!(["department"]));
}

#[test]
fn what_somebody_wrote_into_the_notes_of_our_own_table_comes_back_as_notes() {
    let folder = tempfile::tempdir().unwrap();
    let sample =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/northwind-care.crosswalk.json");
    let project = folder.path().join("care.crosswalk.json");
    std::fs::copy(&sample, &project).unwrap();
    let table = crosswalk(&["export", project.to_str().unwrap(), "--as", "csv"]);
    let mut reader = csv::Reader::from_reader(table.stdout.as_slice());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    let notes_at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header == "Notes")
        .unwrap();
    let protocol_at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header == "SCIM")
        .unwrap();
    for record in reader.records() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        let more = match cells[protocol_at].as_str() {
            "userName" => "Legal has agreed to this",
            "displayName" => "Question: with the middle name?",
            _ => "",
        };
        if !more.is_empty() {
            let notes = &mut cells[notes_at];
            *notes = [notes.as_str(), more].join("\n").trim().to_owned();
        }
        writer.write_record(&cells).unwrap();
    }
    let path = write(
        folder.path(),
        "returned.csv",
        &text(&writer.into_inner().unwrap()),
    );
    let arguments = [
        "import",
        path.to_str().unwrap(),
        "--into",
        project.to_str().unwrap(),
    ];
    let before = rows(&project);
    let output = crosswalk(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(
        text(&output.stdout).contains("+ line"),
        "{}",
        text(&output.stdout)
    );
    let after = rows(&project);
    let notes = |rows: &[serde_json::Value], name: &str| {
        let row = rows
            .iter()
            .find(|row| row["protocol"] == name && row["resource"] == "User");
        row.unwrap()["notes"].as_array().unwrap().clone()
    };
    let (old, new) = (notes(&before, "userName"), notes(&after, "userName"));
    assert_eq!(new.len(), old.len() + 1);
    assert!(
        new.iter()
            .any(|note| note.as_str().unwrap().ends_with("Legal has agreed to this"))
    );
    let new = notes(&after, "displayName");
    assert!(
        new.iter()
            .any(|note| note.as_str().unwrap().starts_with("Question"))
    );
    // The same table again says nothing new.
    let bytes = std::fs::read(&project).unwrap();
    let again = crosswalk(&arguments);
    assert!(
        text(&again.stdout).contains("0 added, 0 changed"),
        "{}",
        text(&again.stdout)
    );
    assert_eq!(std::fs::read(&project).unwrap(), bytes);
}

#[test]
fn a_field_without_a_published_name_is_told_by_what_feeds_it() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("new.crosswalk.json");
    crosswalk(&["new", project.to_str().unwrap()]);
    let table = crosswalk(&["export", project.to_str().unwrap(), "--as", "csv"]);
    let table = text(&table.stdout);
    let changed = table.replacen(
        "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
        "AppRoleAssignmentsComplex([appRoleAssignments])",
        1,
    );
    assert_ne!(changed, table);
    let path = write(folder.path(), "changed.csv", &changed);
    let arguments = [
        "import",
        path.to_str().unwrap(),
        "--into",
        project.to_str().unwrap(),
        "--on-conflict",
        "replace",
    ];
    let before = rows(&project);
    let output = crosswalk(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let after = rows(&project);
    assert_eq!(after.len(), before.len());
    let differing = before.iter().zip(&after).filter(|(a, b)| a != b);
    assert_eq!(differing.count(), 1);
}

/// A workbook of these sheets, each a list of rows.
pub(crate) fn workbook(path: &Path, sheets: &[(&str, &[&[&str]])]) {
    use std::io::Write as _;
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let all =
        |related: String| format!(r#"<Relationships xmlns="{PACKAGE}">{related}</Relationships>"#);
    let (mut names, mut targets) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (at, (name, rows)) in (1..).zip(sheets) {
        names.push_str(&sheet_name(at, name));
        targets += &related(
            &format!("r{at}"),
            "worksheet",
            &format!("worksheets/sheet{at}.xml"),
        );
        let mut content = String::new();
        for (number, cells) in (1..).zip(*rows) {
            content.push_str(&sheet_row(number, cells));
        }
        let sheet =
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData></worksheet>"#);
        parts.push((format!("xl/worksheets/sheet{at}.xml"), sheet));
    }
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>"#
    );
    parts.push((
        "_rels/.rels".to_owned(),
        all(related("r", "officeDocument", "xl/workbook.xml")),
    ));
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), all(targets)));
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, part) in parts {
        let plain = zip::write::SimpleFileOptions::default();
        archive.start_file(name, plain).unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

fn sheet_name(at: u32, name: &str) -> String {
    format!(r#"<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>"#)
}

fn sheet_row(number: u32, cells: &[&str]) -> String {
    let cell = |(column, text): (char, &&str)| {
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let cells: Vec<String> = ('A'..).zip(cells).map(cell).collect();
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

/// Sheets of which the last holds the mapping.
pub(crate) const SHEETS: [(&str, &[&[&str]]); 3] = [
    ("Cover", &[&["Welcome"]]),
    ("Old", &[&["Was", "Is"], &["department", "title"]]),
    (
        "Mapping",
        &[&["Entra ID", "SCIM"], &["userPrincipleName", "userName"]],
    ),
];

#[test]
fn a_sheet_is_chosen_and_a_name_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.xlsx");
    workbook(&book, &SHEETS);
    let out = folder.path().join("new.crosswalk.json");
    let run = |more: &[&str]| {
        let arguments = [
            &[
                "import",
                book.to_str().unwrap(),
                "--new",
                out.to_str().unwrap(),
                "--dry-run",
                "--format",
                "json",
            ],
            more,
        ];
        let output = crosswalk(&arguments.concat());
        let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code().unwrap(), files[0].clone())
    };
    let (code, file) = run(&[]);
    assert_eq!((code, file["sheet"].as_str()), (0, Some("Mapping")));
    assert_eq!(
        file["sheets"],
        serde_json::json!(["Cover", "Old", "Mapping"])
    );
    assert_eq!(file["items"][0]["label"], "userPrincipleName → userName");
    assert_eq!(
        file["near"][0]["near"],
        serde_json::json!(["userPrincipalName"])
    );
    let (_, file) = run(&["--name", "userPrincipleName=mail"]);
    assert_eq!(file["items"][0]["label"], "mail → userName");
    assert_eq!(file["near"][0]["taken_for"], "mail");
    let (_, file) = run(&["--fix", "--name", "userPrincipleName="]);
    assert_eq!(file["items"][0]["label"], "userPrincipleName → userName");
    let (code, file) = run(&["--sheet", "cover"]);
    assert_eq!((code, file["sheet"].as_str()), (2, Some("Cover")));
    let (_, file) = run(&["--sheet", "Old"]);
    assert_eq!(file["sheet"], "Old");
    let (code, file) = run(&["--sheet", "Nope"]);
    assert_eq!(code, 2);
    let reason = file["problems"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("no sheet \"Nope\""), "{reason}");
    assert_eq!(file["sheets"].as_array().unwrap().len(), 3);
    let wrong = crosswalk(&["import", "x.csv", "--new", "y", "--name", "nothing"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("TYPED=NAME"));
}
