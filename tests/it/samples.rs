//! The sample projects: that they open, stay as the program saves them, and show what they are there to show.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crosswalk::catalog::{reference, reference_project};
use crosswalk::export::csv::Delimiter;
use crosswalk::export::{self, Format};
use crosswalk::model::{
    AttributeId, Audience, Column, Note, NoteKind, Place, Project, Resource, Rule, Status,
};
use crosswalk::rows::{Index, Rows};
use crosswalk::store;

const REFERENCE: &str = "reference";
const CUSTOMER: &str = "northwind-care";
const DRAFT: &str = "founding-draft";
const CORRECTED: &str = "founding-draft-corrected";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn bytes_of(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(format!("{name}.crosswalk.json"))).unwrap()
}

fn project(name: &str) -> Project {
    store::read(&bytes_of(name)).unwrap().project
}

fn exported(project: &Project, format: Format) -> String {
    let mut bytes = Vec::new();
    export::write(project, format, reference(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The exported CSV as a reader sees it: cells by header, nothing of the project behind them.
struct Sheet {
    rows: Vec<BTreeMap<String, String>>,
}

impl Sheet {
    fn of(name: &str) -> Self {
        let text = exported(&project(name), Format::Csv);
        let rows = csv::Reader::from_reader(text.as_bytes())
            .deserialize()
            .map(Result::unwrap)
            .collect();
        Self { rows }
    }

    fn column(&self, header: &str) -> Vec<&str> {
        let cells = self.rows.iter().map(|row| row.get(header).unwrap());
        cells.map(String::as_str).collect()
    }

    /// The cell `wanted` of the only row whose cell `header` is `value`.
    fn cell(&self, (header, value): (&str, &str), wanted: &str) -> &str {
        let mut found = self
            .rows
            .iter()
            .filter(|row| row.get(header).unwrap() == value);
        let row = found
            .next()
            .unwrap_or_else(|| panic!("no row with {value:?} as {header}"));
        assert!(found.next().is_none(), "two rows with {value:?}");
        row.get(wanted).unwrap()
    }

    fn check(&self, row: (&str, &str), wanted: &str, parts: &[&str]) {
        let cell = self.cell(row, wanted);
        for part in parts {
            assert!(
                cell.contains(part),
                "{wanted} of {row:?}: no {part:?} in {cell:?}"
            );
        }
    }
}

#[test]
fn the_folder_holds_these_projects_and_no_other() {
    let mut names: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".crosswalk.json")?.to_owned()))
        .collect();
    names.sort();
    assert_eq!(names, [DRAFT, CORRECTED, CUSTOMER, REFERENCE]);
}

#[test]
fn each_opens_without_a_problem_and_saves_as_the_same_bytes() {
    for name in [REFERENCE, CUSTOMER, DRAFT, CORRECTED] {
        let bytes = bytes_of(name);
        let opened = store::read(&bytes).unwrap();
        assert_eq!(opened.problems, [], "{name}");
        assert_eq!(opened.read_only, None, "{name}");
        assert!(store::write(&opened.project) == bytes, "{name}");
    }
}

#[test]
fn the_reference_sample_is_the_reference() {
    assert!(project(REFERENCE) == reference_project());
    // The bytes too: equal projects may spell a path in two ways.
    assert!(bytes_of(REFERENCE) == store::write(&reference_project()));
}

#[test]
fn each_exports_in_every_format_with_as_many_rows_as_it_should_have() {
    for (name, expected) in [(REFERENCE, 82), (CUSTOMER, 82), (DRAFT, 8), (CORRECTED, 11)] {
        let project = project(name);
        let rows = Rows::derive(&Index::derive(&project));
        assert_eq!(rows.len(), expected, "{name}");
        for format in [
            Format::Csv,
            Format::CsvSafe(Delimiter::Comma),
            Format::Markdown,
        ] {
            let text = exported(&project, format);
            assert!(text.contains("userName"), "{name} as {format:?}");
        }
        let csv = exported(&project, Format::Csv);
        let records = csv::Reader::from_reader(csv.as_bytes()).into_records();
        assert_eq!(records.count(), expected, "{name}");
    }
}

#[test]
fn no_sample_names_an_attribute_that_is_not_there() {
    for name in [REFERENCE, CUSTOMER, DRAFT, CORRECTED] {
        let project = project(name);
        let index = Index::derive(&project);
        for column in Column::ALL {
            assert_eq!(index.dangling(column).count(), 0, "{name}, {column:?}");
        }
        assert_eq!(index.orphaned_notes(), [], "{name}");
    }
}

/// The fact behind the sample: the draft as posted, cell by cell.
#[test]
fn the_draft_is_the_table_as_posted() {
    let sheet = Sheet::of(DRAFT);
    let columns = ["Rule", "Entra ID", "SCIM", "Target rule", "Genesys Cloud"];
    let found: Vec<[&str; 5]> = sheet
        .rows
        .iter()
        .map(|row| columns.map(|header| row[header].as_str()))
        .collect();
    let status = "True = active; False = inactive";
    let user_name = "User.contactInfo.email_main.[0].value";
    let department = "scimEnterpriseUser.department";
    let number = "scimEnterpriseUser.employeeNumber";
    let expected = [
        ["", "", "id", "direct", "User.Id"],
        [
            "direct",
            "userPrincipleName",
            "userName",
            "direct",
            user_name,
        ],
        ["", "", "state", status, "User.state"],
        ["Not([IsSoftDeleted])", "IsSoftDeleted", "active", "", ""],
        [
            "direct",
            "displayName",
            "displayName",
            "direct",
            "User.general.name.[0].value",
        ],
        [
            "direct",
            "jobTitle",
            "title",
            "direct",
            "User.general.title.[0].value",
        ],
        [
            "direct",
            "department",
            department,
            "direct",
            "User.general.department.[0].value",
        ],
        [
            "direct",
            "employeeId",
            number,
            "direct",
            "User.hr.empId.[0].value",
        ],
    ];
    assert_eq!(found, expected);
    for mark in sheet.column("Mark") {
        assert!(mark.starts_with("unmarked (reference: "), "{mark:?}");
    }
    let project = project(DRAFT);
    assert!(
        project
            .links()
            .all(|(_, link)| link.status == Status::Proposed)
    );
    let open = project.notes().filter(|(_, note)| note.is_open_question());
    assert_eq!(open.count(), 5);
}

#[test]
fn the_corrected_table_says_what_feeds_id() {
    let sheet = Sheet::of(CORRECTED);
    let id = ("SCIM", "id");
    assert_eq!(sheet.cell(id, "Entra ID"), "");
    assert_eq!(sheet.cell(id, "Genesys Cloud"), "UserProfile.Id");
    assert_eq!(sheet.cell(id, "Mark"), "system-generated");
    assert_eq!(sheet.cell(id, "Used"), "by the system");
    let answer = "None. Genesys Cloud issues it; nothing in Entra ID feeds it.";
    sheet.check(id, "Notes", &["which Entra ID attribute feeds it?", answer]);
    let sources = [
        "Genesys Cloud Platform API: SCIM models",
        "How Application Provisioning works in Microsoft Entra ID",
    ];
    sheet.check(id, "Evidence", &sources);
}

#[test]
fn the_corrected_table_says_which_field_receives_active() {
    let sheet = Sheet::of(CORRECTED);
    let active = ("SCIM", "active");
    assert_eq!(sheet.cell(active, "Rule"), "Not([IsSoftDeleted])");
    assert_eq!(sheet.cell(active, "Genesys Cloud"), "UserProfile.state");
    let translation = "True = active; False = inactive";
    assert_eq!(sheet.cell(active, "Target rule"), translation);
    assert_eq!(sheet.cell(active, "Used"), "yes");
    let question = "which Genesys Cloud field receives it?";
    let answer = "UserProfile.state, the account status";
    sheet.check(active, "Notes", &[question, answer, "label state"]);
    let source = "SCIM and Genesys Cloud field mappings";
    sheet.check(active, "Evidence", &[source]);
}

#[test]
fn the_corrected_table_says_that_nothing_feeds_state() {
    let sheet = Sheet::of(CORRECTED);
    assert!(!sheet.column("SCIM").contains(&"state"));
    let question = "state on the SCIM side reaches User.state: what feeds it?";
    let answer = "Nothing: there is no SCIM attribute state.";
    sheet.check(("SCIM", "active"), "Notes", &[question, answer]);
    let state = ("Entra ID", "state");
    assert_eq!(sheet.cell(state, "Genesys Cloud"), "");
    let reason = [
        "no: The province of the address",
        "never feed the account status",
    ];
    sheet.check(state, "Used", &reason);
}

#[test]
fn the_corrected_table_says_what_is_required_made_by_the_system_and_used() {
    let sheet = Sheet::of(CORRECTED);
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
    let long = ["department", "employeeNumber", "manager"].map(|it| format!("{enterprise}{it}"));
    for (path, mark, used) in [
        ("id", "system-generated", "by the system"),
        ("userName", "required", "yes"),
        ("active", "required", "yes"),
        ("displayName", "required", "yes"),
        ("title", "optional", "yes"),
        (long[0].as_str(), "optional", "yes"),
        (long[1].as_str(), "optional", "yes"),
        (long[2].as_str(), "optional", "yes"),
    ] {
        assert_eq!(sheet.cell(("SCIM", path), "Mark"), mark, "{path}");
        assert_eq!(sheet.cell(("SCIM", path), "Used"), used, "{path}");
    }
    for name in ["givenName", "surname", "state"] {
        let used = sheet.cell(("Entra ID", name), "Used");
        assert!(used.starts_with("no: "), "{name}: {used}");
    }
    let user_name = ("SCIM", "userName");
    assert_eq!(sheet.cell(user_name, "Match"), "1");
    assert_eq!(sheet.cell(user_name, "Entra ID"), "userPrincipalName");
    let answer = "Required: userName, active and displayName";
    let question = "Which attributes are required";
    sheet.check(user_name, "Notes", &[question, answer]);
}

#[test]
fn the_corrected_table_says_that_no_document_has_it_all() {
    let sheet = Sheet::of(CORRECTED);
    let user_name = ("SCIM", "userName");
    let question = "Is there one complete, authoritative mapping?";
    let answer = "No. No single document that was read prints the whole chain";
    let why = "contradict each other";
    sheet.check(user_name, "Notes", &[question, answer, why]);
    let halves = [
        "SCIM and Genesys Cloud field mappings (Genesys Cloud Resource Center)",
        "Configure Genesys Cloud for Azure for automatic user provisioning",
    ];
    sheet.check(user_name, "Evidence", &halves);
    let number = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber";
    let number = ("SCIM", number);
    sheet.check(number, "Notes", &["Two claims"]);
    sheet.check(number, "Evidence", &["reported, contradicts"]);
}

#[test]
fn the_corrected_project_leaves_no_question_open() {
    let project = project(CORRECTED);
    assert!(!project.notes().any(|(_, note)| note.is_open_question()));
    let wrong = [
        AttributeId::source(Resource::User, "userPrincipleName"),
        AttributeId::protocol(Resource::User, "state"),
    ];
    for id in wrong {
        assert_eq!(project.attribute(&id), None);
    }
    let without = project.links().filter(|(_, link)| link.evidence.is_empty());
    assert_eq!(without.count(), 0);
}

#[test]
fn the_customer_project_shows_every_part_of_the_work() {
    let project = project(CUSTOMER);
    assert_eq!(project.heading().customer, "Northwind Care");
    assert!(
        project
            .people()
            .iter()
            .all(|person| !person.role.is_empty())
    );
    for status in Status::ALL {
        let of_source = |column| column == Column::Protocol;
        assert!(
            project
                .links()
                .any(|(_, link)| link.status == status && of_source(link.destination.column)),
            "{status:?}"
        );
    }
    let names: Vec<_> = project.people().iter().map(|it| it.name.as_str()).collect();
    for (id, link) in project.links() {
        if let Some(owner) = &link.owner {
            assert!(names.contains(&owner.as_str()), "{id:?}: {owner}");
        }
    }
    assert!(project.links().any(|(_, link)| link.tenant_check.is_some()));
    assert!(
        project
            .links()
            .any(|(_, link)| link.settings.default_if_null.is_some())
    );
    let extension = |name: &str| {
        let digits = name.strip_prefix("extension_").and_then(|rest| {
            let (digits, rest) = rest.split_at_checked(32)?;
            rest.strip_prefix('_').map(|_| digits)
        });
        digits.is_some_and(|it| it.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    assert!(project.links().any(|(_, link)| match &link.rule {
        Rule::Expression { text } => crosswalk::expr::origins(text).into_iter().any(extension),
        _ => false,
    }));
    let notes = || project.notes().map(|(_, note)| note);
    assert!(notes().any(|note| note.audience == Audience::Internal));
    assert!(notes().any(Note::is_open_question));
    assert!(notes().any(|note| matches!(
        &note.kind,
        NoteKind::Question {
            answer: Some(_),
            ..
        }
    )));
    assert!(
        notes()
            .any(|note| matches!(note.kind, NoteKind::Decision { .. })
                && note.place == Place::Project)
    );
    let users = project.resource_settings(Resource::User);
    assert!(!users.scoping_filters.is_empty() && !users.actions.delete);
    let [workshop, ..] = project.workshops() else {
        panic!("no workshop");
    };
    assert!(!workshop.agenda.is_empty() && !workshop.minutes.is_empty());
}

#[test]
fn what_is_internal_is_not_exported() {
    let project = project(CUSTOMER);
    let internal: Vec<_> = project
        .notes()
        .filter(|(_, note)| note.audience == Audience::Internal)
        .map(|(_, note)| note.text.clone())
        .collect();
    for format in [Format::Csv, Format::Markdown] {
        let text = exported(&project, format);
        for note in &internal {
            let start: String = note.chars().take(20).collect();
            assert!(!text.contains(&start), "{format:?}: {note}");
        }
    }
}
