//! Our own table coming back, in each form: what it carries is equal, column by column; what it does not carry stays.

#![expect(
    clippy::indexing_slicing,
    reason = "a table that is not as expected shall fail the test"
)]

use std::path::Path;
use std::sync::Arc;

use crosswalk::catalog::reference;
use crosswalk::editor::empty_project;
use crosswalk::export::csv::Delimiter;
use crosswalk::export::{self, Format, Request};
use crosswalk::import::{
    Change, OnConflict, Options, Order, Plan, Source, Start, Verdict, Watch, completion, plan,
};
use crosswalk::model::{
    Answer, Apply, Attribute, AttributeId, AttributePath, Audience, Cardinality, Column,
    Confidence, Edit, Evidence, Link, LinkId, Mark, NoteKind, Place, Project, Resource, Rule,
    Stance, Status, Support, TenantCheck, UnknownMembers, ValueType,
};
use crosswalk::store;
use jiff::Timestamp;
use jiff::civil::date;

use crate::awkward::{self, add_link, add_note, apply, direct};

const USER: Resource = Resource::User;

const FORMS: [Format; 4] = [
    Format::Csv,
    Format::CsvSafe(Delimiter::Comma),
    Format::CsvSafe(Delimiter::Semicolon),
    Format::Markdown,
];

fn written(project: &Project, format: Format) -> Vec<u8> {
    let request = Request {
        audience: Audience::Internal,
        ..format.into()
    };
    let mut out = Vec::new();
    export::write(project, request, reference(), &mut out).unwrap();
    out
}

/// The table as programs read it: the header, then the rows.
fn cells(project: &Project) -> Vec<Vec<String>> {
    let bytes = written(project, Format::Csv);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice());
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        record.iter().map(str::to_owned).collect()
    });
    records.collect()
}

fn planned(project: &Project, bytes: &[u8], start: Start, on_conflict: OnConflict) -> Plan {
    let source = Source {
        name: "table",
        bytes,
    };
    let options = Options {
        start,
        on_conflict,
        now: Timestamp::UNIX_EPOCH,
        ..Options::default()
    };
    plan(project, reference(), source, options, Watch::nobody()).unwrap()
}

/// A new project made of the table.
fn made(bytes: &[u8]) -> (Project, Plan) {
    let mut project = empty_project();
    let plan = planned(&project, bytes, Start::New, OnConflict::Keep);
    let edit = plan.edit(&project).unwrap();
    apply(&mut project, edit);
    if let Some(edit) = completion(&project, reference(), None, Order::of(&plan)) {
        apply(&mut project, edit);
    }
    (project, plan)
}

#[track_caller]
fn check_comes_back(name: &str, project: &Project) {
    let before = cells(project);
    for form in FORMS {
        let bytes = written(project, form);
        let same = planned(project, &bytes, Start::Existing, OnConflict::Replace);
        assert_eq!(same.items, [], "{name} {form:?}");
        assert_eq!(same.verdict(), Verdict::All, "{name} {:?}", same.problems);
        let (new, plan) = made(&bytes);
        assert_ne!(plan.verdict(), Verdict::Nothing);
        let after = cells(&new);
        let header = before.first().unwrap();
        // A field without a name that no SCIM attribute stands beside cannot be told from its like: it is listed.
        let is_told = |row: &&Vec<String>| !(row[4].is_empty() && row[6] == "(not published)");
        let expected: Vec<_> = before.iter().filter(is_told).collect();
        let untold = before.len() - expected.len();
        assert_eq!(
            plan.problems
                .iter()
                .filter(|one| one.text == "(not published)")
                .count(),
            untold
        );
        let names = |row: &Vec<String>| [1, 2, 4, 6].map(|at: usize| row[at].clone());
        let found: Vec<_> = after.iter().map(names).collect();
        let wanted: Vec<_> = expected.iter().map(|row| names(row)).collect();
        assert_eq!(found, wanted, "{name} {form:?}");
        for (before, after) in expected.into_iter().zip(&after) {
            assert!(
                untold > 0 || after[0] == before[0],
                "{name} {form:?} {after:?}"
            );
            let row = names(before);
            for (column, (before, after)) in before.iter().zip(after).enumerate().skip(1) {
                // Of an attribute that no column has nothing is known but its name.
                if header[column] == "Type" && before.is_empty() {
                    continue;
                }
                let of = (&header[column], &row);
                assert_eq!(after, before, "{name} {form:?} {of:?}");
            }
        }
    }
}

fn sample(name: &str) -> Project {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample-data/{name}.crosswalk.json"));
    store::open(&path).unwrap().opened.project
}

#[test]
fn the_tables_of_the_examples_come_back() {
    for name in [
        "reference",
        "northwind-care",
        "founding-draft",
        "founding-draft-corrected",
    ] {
        check_comes_back(name, &sample(name));
    }
}

#[test]
fn an_awkward_table_comes_back() {
    check_comes_back("awkward", &awkward::project());
}

fn said(source: &str, confidence: Confidence, stance: Stance) -> Evidence {
    Evidence {
        source: source.to_owned(),
        stance,
        confidence,
        read_on: Some(date(2026, 11, 21)),
        claim: "a claim".to_owned(),
        unknown: UnknownMembers::default(),
    }
}

fn check_of(tenant: &str, by: &str) -> TenantCheck {
    TenantCheck {
        tenant: tenant.to_owned(),
        date: date(2026, 12, 1),
        by: by.to_owned(),
        unknown: UnknownMembers::default(),
    }
}

/// A project in which every column has something to say that nobody could work out.
fn rich() -> Project {
    let mut project = empty_project();
    for (column, name) in Column::ALL
        .into_iter()
        .zip(["HR store", "Bus", "Phone, system"])
    {
        let name = name.to_owned();
        apply(&mut project, Edit::RenameSystem { column, name });
    }
    let protocol = |path: &str| AttributeId::protocol(USER, path);
    let target = |path: &str, scim: &str| AttributeId::target(USER, path, Some(scim));
    let mut attributes = [
        Attribute::custom(AttributeId::source(USER, "mail")),
        Attribute::custom(AttributeId::source(USER, "surname")),
        Attribute::custom(AttributeId::source(USER, "shoeSize")),
        Attribute::custom(protocol("title")),
        Attribute::custom(protocol("nickName")),
        Attribute::custom(protocol("userName")),
        Attribute::custom(protocol("urn:example:2.0:User:badge")),
        Attribute::custom(target("UserProfile.title", "title")),
        Attribute::custom(target("UserProfile.other", "title")),
        Attribute::custom(target("UserProfile.badge", "urn:example:2.0:User:badge")),
        Attribute::custom(target("UserProfile.fixed", "x")),
        Attribute::custom(target("UserProfile.never", "y")),
    ];
    let documents = reference().sources();
    for (at, attribute) in attributes.iter_mut().enumerate() {
        let document = &documents[at % documents.len()].id;
        attribute.evidence = vec![
            said(document, Confidence::Inferred, Stance::Supports),
            said(
                "interview; May: two",
                Confidence::Reported,
                Stance::Contradicts,
            ),
        ];
    }
    attributes[2].no_counterpart = Some("does not matter here; see note".to_owned());
    attributes[4].value_type = ValueType::Other("colour".to_owned());
    attributes[4].cardinality = Cardinality::Multiple;
    attributes[6].value_type = ValueType::Reference;
    attributes[7].mark = Some(Mark::SystemGenerated);
    attributes[9].mark = Some(Mark::Required);
    attributes[9].support = Support::Unsupported;
    attributes[11].no_counterpart = Some("nothing in our world needs it".to_owned());
    for attribute in attributes {
        let edit = Edit::AddAttribute {
            position: usize::MAX,
            attribute: Arc::new(attribute),
        };
        apply(&mut project, edit);
    }
    add_rich_links(&mut project);
    add_rich_notes(&mut project);
    project
}

fn add_rich_links(project: &mut Project) {
    let protocol = |path: &str| AttributeId::protocol(USER, path);
    let target = |path: &str, scim: &str| AttributeId::target(USER, path, Some(scim));
    let origin = |path: &str| AttributePath::new(Column::Source, path);
    // Four links into one attribute, each of another kind and with settings of its own.
    let rules = [
        Rule::Direct {
            origins: vec![origin("mail"), origin("surname")],
        },
        Rule::Expression {
            text: "Join(\"; \", [mail], [surname])".to_owned(),
        },
        Rule::Constant {
            value: "none; at all".to_owned(),
        },
        Rule::Translation {
            origins: vec![origin("shirt")],
            pairs: vec![
                ("on leave".to_owned(), "away".to_owned()),
                ("x".to_owned(), String::new()),
            ],
        },
    ];
    for (at, rule) in rules.into_iter().enumerate() {
        let mut link = Link::new(protocol("title"), rule);
        link.status = Status::ALL[at % 3];
        link.settings.apply = Apply::ALL[at];
        link.owner = Some(format!("owner {at}"));
        link.settings.default_if_null = Some(format!("default {at}"));
        link.settings.matching_precedence = Some(at as u32 + 1);
        link.evidence = vec![said("a mail", Confidence::ALL[at], Stance::Supports)];
        link.tenant_check = Some(check_of(&format!("tenant {at}"), "Noam, of IT"));
        add_link(project, link);
    }
    for (path, name) in [("UserProfile.title", "one"), ("UserProfile.other", "two")] {
        let mut link = direct(target(path, "title"), "title");
        link.evidence = vec![said(name, Confidence::Verified, Stance::Contradicts)];
        link.tenant_check = Some(check_of(name, ""));
        add_link(project, link);
    }
    let mut draft = Link::new(
        protocol("userName"),
        Rule::Expression {
            text: "Switch([".to_owned(),
        },
    );
    draft.settings.apply = Apply::OnlyDuringCreation;
    add_link(project, draft);
    add_link(
        project,
        direct(protocol("urn:example:2.0:User:badge"), "shoe size"),
    );
    let badge = target("UserProfile.badge", "urn:example:2.0:User:badge");
    let mut badge = direct(badge, "urn:example:2.0:User:badge");
    badge.status = Status::Rejected;
    add_link(project, badge);
    let fixed = Rule::Constant {
        value: "=1+1".to_owned(),
    };
    add_link(project, Link::new(target("UserProfile.fixed", "x"), fixed));
    add_link(
        project,
        Link::new(
            protocol("unheard"),
            Rule::Direct {
                origins: Vec::new(),
            },
        ),
    );
}

fn add_rich_notes(project: &mut Project) {
    let title = AttributeId::protocol(USER, "title");
    let on_title = Place::Attribute(title);
    let on_link = Place::Link(LinkId::new("user/protocol/userName"));
    let decision = |why: &str| NoteKind::Decision {
        by: "Dana (HR)".to_owned(),
        date: Some(date(2026, 12, 2)),
        why: why.to_owned(),
    };
    let question = |answer| NoteKind::Question {
        owner: Some("Noam".to_owned()),
        due: Some(date(2027, 1, 31)),
        answer,
    };
    let answer = Answer {
        text: "Yes,\nthey do".to_owned(),
        by: "Dana".to_owned(),
        date: Some(date(2026, 12, 3)),
        unknown: UnknownMembers::default(),
    };
    let customer = Audience::Customer;
    add_note(
        project,
        on_title,
        NoteKind::Comment,
        "said of both rows",
        customer,
    );
    add_note(
        project,
        on_link.clone(),
        decision("a reason"),
        "first\n\n  second",
        customer,
    );
    add_note(
        project,
        on_link.clone(),
        question(Some(answer)),
        "Do they?",
        customer,
    );
    add_note(
        project,
        on_link,
        question(None),
        "Which one?",
        Audience::Internal,
    );
    let nick_name = Place::Attribute(AttributeId::protocol(USER, "nickName"));
    for number in 0..12 {
        let text = format!("note {number}");
        add_note(
            project,
            nick_name.clone(),
            NoteKind::Comment,
            &text,
            customer,
        );
    }
}

#[test]
fn a_table_with_all_columns_filled_comes_back() {
    let project = rich();
    let cells = cells(&project);
    let (header, rows) = cells.split_first().unwrap();
    for (column, name) in header.iter().enumerate() {
        let is_filled = rows.iter().any(|row| !row[column].is_empty());
        assert!(is_filled, "{name} has nothing to bring back");
    }
    check_comes_back("rich", &project);
}

#[test]
fn what_the_checks_say_beside_it_does_no_harm() {
    let project = sample("northwind-care");
    for form in [Format::Csv, Format::CsvSafe(Delimiter::Comma)] {
        let request = Request {
            with_findings: true,
            ..form.into()
        };
        let mut bytes = Vec::new();
        export::write(&project, request, reference(), &mut bytes).unwrap();
        let same = planned(&project, &bytes, Start::Existing, OnConflict::Replace);
        assert_eq!(same.items, []);
        let remarks = same.remarks.join("\n");
        assert!(remarks.contains("left as it is, since"), "{remarks}");
    }
}

/// A project after its own table came back with one cell changed, and what that did.
fn with_cell(project: &Project, scim: &str, column: &str, text: &str) -> (Project, Plan) {
    let mut cells = cells(project);
    let header = cells[0].clone();
    let place = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let (row, at) = (place("SCIM"), place(column));
    let row = cells.iter_mut().find(|cells| cells[row] == scim).unwrap();
    text.clone_into(&mut row[at]);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in &cells {
        writer.write_record(record).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    let plan = planned(project, &bytes, Start::Existing, OnConflict::Replace);
    let mut after = project.clone();
    if let Some(edit) = plan.edit(project) {
        apply(&mut after, edit);
    }
    (after, plan)
}

#[test]
fn a_changed_cell_of_evidence_changes_that_alone() {
    let project = awkward::project();
    let before = cells(&project);
    let text = "a colleague's mail: verified; Tenant fabrikam (2026-12-05): checked";
    let (after, plan) = with_cell(&project, "title", "Evidence", text);
    assert!(plan.items.iter().all(|item| item.change == Change::Change));
    let after = cells(&after);
    let evidence = before[0].len() - 1;
    for (before, after) in before.iter().zip(&after) {
        if before[4] == "title" {
            assert_eq!(after[evidence], text);
            assert_eq!(after[..evidence], before[..evidence]);
        } else {
            assert_eq!(after, before);
        }
    }
}

#[test]
fn a_changed_type_changes_that_alone() {
    let project = awkward::project();
    let (after, plan) = with_cell(&project, "title", "Type", "boolean, multi-valued");
    assert!(plan.items.iter().all(|item| item.is_conflict));
    let title = after
        .attribute(&AttributeId::protocol(USER, "title"))
        .unwrap();
    assert_eq!(title.value_type, ValueType::Boolean);
    assert_eq!(title.cardinality, Cardinality::Multiple);
}

#[test]
fn evidence_that_is_written_otherwise_is_listed() {
    let project = awkward::project();
    let (after, plan) = with_cell(&project, "active", "Evidence", "I was told so");
    assert_eq!(plan.verdict(), Verdict::Some);
    let problem = plan.problems.first().unwrap();
    assert_eq!(
        (problem.text.as_str(), problem.column),
        ("I was told so", Some(17))
    );
    assert_eq!(after, project);
}
