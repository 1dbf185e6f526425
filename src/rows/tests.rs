//! Each clause of the row's definition, on the smallest project that shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::catalog::Source;
use crate::model::{
    Answer, Attribute, AttributeId, AttributePath, Audience, Cardinality, Column, Confidence, Edit,
    Evidence, Heading, Link, LinkId, Mark, Note, NoteKind, Place, Project, Resource, Rule, Stance,
    Status, Support, System, TenantCheck, UnknownMembers, ValueType,
};

const USER: Resource = Resource::User;

fn source(path: &str) -> AttributeId {
    AttributeId::source(USER, path)
}

fn protocol(path: &str) -> AttributeId {
    AttributeId::protocol(USER, path)
}

fn target(path: &str, scim_path: &str) -> AttributeId {
    AttributeId::target(USER, path, Some(scim_path))
}

/// A project with these attributes; each closure call may change the one it is given.
fn project(ids: &[AttributeId]) -> Project {
    let mut systems = Column::ALL.map(|column| {
        let attributes = ids
            .iter()
            .filter(|id| id.column == column)
            .map(|id| Attribute::custom(id.clone()));
        let name = ["Entra ID", "SCIM", "Genesys Cloud"][column as usize];
        System::new(name).with_attributes(attributes).0
    });
    let [source, protocol, target] = systems.each_mut().map(std::mem::take);
    Project::new(Heading::default(), source, protocol, target)
}

fn change(project: &mut Project, id: &AttributeId, change: impl FnOnce(&mut Attribute)) {
    let mut attribute = project.attribute(id).unwrap().clone();
    change(&mut attribute);
    let (id, attribute) = (id.clone(), Arc::new(attribute));
    project
        .apply(Edit::ReplaceAttribute { id, attribute })
        .unwrap();
}

fn add_link(project: &mut Project, link: Link) -> LinkId {
    let id = project.next_link_id(&link.destination);
    let link = Arc::new(link);
    let edit = Edit::AddLink {
        id: id.clone(),
        link,
    };
    project.apply(edit).unwrap();
    id
}

fn direct(destination: AttributeId, origins: &[&str]) -> Link {
    let column = destination.column.hop_in().unwrap().origin();
    let origins = origins
        .iter()
        .map(|path| AttributePath::new(column, path))
        .collect();
    Link::new(destination, Rule::Direct { origins })
}

fn expression(destination: AttributeId, text: &str) -> Link {
    let text = text.to_owned();
    Link::new(destination, Rule::Expression { text })
}

fn constant(destination: AttributeId, value: &str) -> Link {
    let value = value.to_owned();
    Link::new(destination, Rule::Constant { value })
}

fn add_note(project: &mut Project, place: Place, kind: NoteKind, text: &str, audience: Audience) {
    let note = Note {
        place,
        kind,
        text: text.to_owned(),
        author: "Maya".to_owned(),
        created: Timestamp::UNIX_EPOCH,
        audience,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&note);
    let note = Arc::new(note);
    project.apply(Edit::AddNote { id, note }).unwrap();
}

fn question(text: &str) -> (NoteKind, &str) {
    let kind = NoteKind::Question {
        owner: Some("Noam".to_owned()),
        due: Some(date(2027, 1, 31)),
        answer: None,
    };
    (kind, text)
}

/// Marks and sources by name.
#[derive(Default)]
struct Known {
    marks: BTreeMap<AttributeId, Mark>,
    sources: Vec<Source>,
}

impl Reference for Known {
    fn mark(&self, attribute: &AttributeId) -> Option<Mark> {
        self.marks.get(attribute).copied()
    }

    fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Reads the whole table through `read`.
fn with_table<T>(project: &Project, read: impl FnOnce(&Table<'_>) -> T) -> T {
    let index = Index::derive(project);
    let rows = Rows::derive(&index);
    read(&Table::new(
        project,
        &index,
        &rows,
        &NoReference,
        Audience::Customer,
    ))
}

/// The cells of these columns, row by row, joined with ` | `.
fn cells(project: &Project, columns: &[TableColumn]) -> Vec<String> {
    with_table(project, |table| {
        let read = |table: &Table<'_>| -> Vec<String> {
            let cells = |row| columns.iter().map(move |column| table.cell(row, *column));
            let rows = table.rows().all().iter();
            rows.map(|row| cells(row).collect::<Vec<_>>().join(" | "))
                .collect()
        };
        read(table)
    })
}

/// The chain and the `Used` cell of each row.
fn check(project: &Project, expected: &[&str]) {
    use TableColumn::{Protocol, Source, Target, Used};
    assert_eq!(cells(project, &[Source, Protocol, Target, Used]), expected);
}

#[test]
fn a_pair_that_a_link_joins_is_a_row_with_all_that_feeds_it() {
    let mut project = project(&[
        source("upn"),
        source("given"),
        source("sur"),
        protocol("displayName"),
        protocol("userName"),
        target("name", "displayName"),
        target("email", "userName"),
        target("login", "userName"),
    ]);
    add_link(
        &mut project,
        expression(protocol("displayName"), "Join(\" \", [given], [sur])"),
    );
    add_link(&mut project, direct(protocol("userName"), &["upn"]));
    add_link(&mut project, direct(protocol("userName"), &["given"]));
    for (field, path) in [
        ("login", "userName"),
        ("email", "userName"),
        ("name", "displayName"),
    ] {
        add_link(&mut project, direct(target(field, path), &[path]));
    }
    check(
        &project,
        &[
            "given, sur | displayName | name | yes",
            "upn; given | userName | email | yes",
            "upn; given | userName | login | yes",
        ],
    );
    use TableColumn::{Apply, Number, Rule, Status, TargetRule};
    assert_eq!(
        cells(&project, &[Number, Rule, TargetRule, Apply, Status]),
        [
            "1 | Join(\" \", [given], [sur]) | direct | always | proposed",
            "2 | direct; direct | direct | always; always | proposed; proposed",
            "3 | direct; direct | direct | always; always | proposed; proposed",
        ]
    );
}

#[test]
fn a_scim_attribute_linked_on_one_side_has_the_other_cell_empty() {
    let mut project = project(&[
        source("a"),
        protocol("fed"),
        protocol("taken"),
        protocol("neither"),
        target("field", "taken"),
    ]);
    add_link(&mut project, direct(protocol("fed"), &["a"]));
    add_link(&mut project, direct(target("field", "taken"), &["taken"]));
    check(
        &project,
        &[
            "a | fed |  | no: nothing in Genesys Cloud receives it",
            " | taken | field | no: nothing feeds it",
        ],
    );
}

#[test]
fn without_a_link_a_note_or_no_counterpart_makes_a_row() {
    let mut project = project(&[
        source("quiet"),
        source("noted"),
        source("left"),
        protocol("silent"),
        protocol("nick"),
        target("bare", "x"),
        target("photo", "photos"),
    ]);
    for id in [source("left"), protocol("nick"), target("photo", "photos")] {
        change(&mut project, &id, |attribute| {
            attribute.no_counterpart = Some(format!("no use for {}", attribute.id.label()));
        });
    }
    let place = Place::Attribute(source("noted"));
    add_note(
        &mut project,
        place,
        NoteKind::Comment,
        "look again",
        Audience::Customer,
    );
    check(
        &project,
        &[
            " | nick |  | no: no use for nick",
            "noted |  |  | no: it feeds nothing",
            "left |  |  | no: no use for left",
            " |  | photo | no: no use for photo",
        ],
    );
}

#[test]
fn several_origins_give_several_rows_and_a_constant_an_empty_scim_cell() {
    let mut project = project(&[
        protocol("a"),
        protocol("b"),
        target("both", "a"),
        target("fixed", "c"),
    ]);
    add_link(&mut project, direct(target("both", "a"), &["b", "a", "B"]));
    add_link(&mut project, constant(target("fixed", "c"), "x\"y"));
    check(
        &project,
        &[
            " | a | both | no: nothing feeds it",
            " | b | both | no: nothing feeds it",
            " |  | fixed | yes",
        ],
    );
    use TableColumn::{Rule, TargetRule};
    assert_eq!(
        cells(&project, &[Rule, TargetRule]),
        [" | direct", " | direct", " | constant \"x\"y\""]
    );
}

#[test]
fn what_no_column_has_is_named_as_typed_and_comes_last() {
    let mut project = project(&[protocol("userName"), target("email", "userName")]);
    add_link(&mut project, direct(protocol("aGhost"), &["x\u{202e}"]));
    add_link(&mut project, direct(protocol("USERNAME"), &["mail"]));
    add_link(
        &mut project,
        direct(target("email", "userName"), &["username"]),
    );
    let into_source = direct(protocol("z"), &["w"]);
    let id = LinkId::new("user/source/z");
    let link = Arc::new(Link {
        destination: source("z"),
        ..into_source
    });
    project.apply(Edit::AddLink { id, link }).unwrap();
    check(
        &project,
        &[
            "mail | userName | email | yes",
            "x\u{202e} | aGhost |  | no: nothing in Genesys Cloud receives it",
            "w | z |  | no: nothing in Genesys Cloud receives it",
        ],
    );
    let index = Index::derive(&project);
    let names: Vec<_> = index
        .dangling(Column::Protocol)
        .map(|(number, id)| {
            assert!(index.is_dangling(number));
            assert_eq!(index.number(&project, id), Some(number));
            id.label()
        })
        .collect();
    assert_eq!(names, ["aGhost", "z"]);
}

#[test]
fn users_come_before_groups_whatever_the_order_of_the_column() {
    let group = AttributeId::protocol(Resource::Group, "displayName");
    let mut project = project(&[group.clone(), protocol("userName"), source("upn")]);
    add_link(&mut project, constant(group, "g"));
    add_link(&mut project, direct(protocol("userName"), &["upn"]));
    change(&mut project, &source("upn"), |attribute| {
        attribute.no_counterpart = Some("unused".to_owned());
    });
    use TableColumn::{Number, Protocol, Resource as Kind};
    assert_eq!(
        cells(&project, &[Number, Kind, Protocol]),
        ["1 | User | userName", "2 | Group | displayName"]
    );
    with_table(&project, |table| {
        assert_eq!(table.rows().of(USER).len(), 1);
        assert_eq!(table.rows().of(Resource::Group)[0].number, 2);
    });
}

#[test]
fn a_rejected_link_is_a_row_and_feeds_nothing() {
    let ids = [
        source("mail"),
        protocol("userName"),
        target("e", "userName"),
    ];
    let rejected = |mut link: Link| {
        link.status = Status::Rejected;
        link
    };
    let into_scim = || direct(protocol("userName"), &["mail"]);
    let into_target = || direct(target("e", "userName"), &["userName"]);

    let mut first = project(&ids);
    add_link(&mut first, rejected(into_scim()));
    add_link(&mut first, into_target());
    check(
        &first,
        &["mail | userName | e | no: its source link is rejected"],
    );
    assert_eq!(cells(&first, &[TableColumn::Status]), ["rejected"]);

    let mut second = project(&ids);
    add_link(&mut second, into_scim());
    add_link(&mut second, rejected(into_target()));
    check(
        &second,
        &["mail | userName | e | no: its target link is rejected"],
    );
}

/// A complete chain `mail -> userName -> e`, or its second half.
fn chain(with_source_link: bool) -> Project {
    let mut project = project(&[
        source("mail"),
        protocol("userName"),
        target("e", "userName"),
    ]);
    if with_source_link {
        add_link(&mut project, direct(protocol("userName"), &["mail"]));
    }
    add_link(&mut project, direct(target("e", "userName"), &["userName"]));
    project
}

fn check_used(project: &Project, expected: &str) {
    assert_eq!(cells(project, &[TableColumn::Used]), [expected]);
}

#[test]
fn what_the_system_makes_is_used_by_the_system_unless_something_feeds_it() {
    for (fed, expected) in [(false, "by the system"), (true, "yes")] {
        let mut project = chain(fed);
        change(&mut project, &protocol("userName"), |attribute| {
            attribute.mark = Some(Mark::SystemGenerated);
        });
        check_used(&project, expected);
    }
}

#[test]
fn support_decides_over_a_complete_chain() {
    for (id, support, expected) in [
        (
            source("mail"),
            Support::Unclear,
            "unknown: whether Entra ID offers it",
        ),
        (
            protocol("userName"),
            Support::Unclear,
            "unknown: whether Genesys Cloud takes it",
        ),
        (
            target("e", "userName"),
            Support::Unclear,
            "unknown: whether Genesys Cloud takes it",
        ),
        (
            protocol("userName"),
            Support::Unsupported,
            "no: Genesys Cloud does not support it",
        ),
        (
            source("mail"),
            Support::Unsupported,
            "no: Entra ID does not offer it",
        ),
        (protocol("userName"), Support::Partial, "yes"),
    ] {
        let mut project = chain(true);
        change(&mut project, &id, |attribute| attribute.support = support);
        check_used(&project, expected);
    }
}

#[test]
fn an_open_question_says_what_to_check() {
    let place = || Place::Link(LinkId::new("user/target/e"));
    let (kind, text) = question("Does it arrive?");

    let mut complete = chain(true);
    add_note(
        &mut complete,
        place(),
        kind.clone(),
        text,
        Audience::Customer,
    );
    check_used(&complete, "yes");
    change(&mut complete, &protocol("userName"), |attribute| {
        attribute.support = Support::Unclear;
    });
    check_used(&complete, "unknown: Does it arrive?");

    let mut gap = chain(false);
    add_note(&mut gap, place(), kind.clone(), text, Audience::Customer);
    check_used(&gap, "unknown: Does it arrive?");

    let mut internal = chain(false);
    add_note(&mut internal, place(), kind, text, Audience::Internal);
    check_used(&internal, "no: nothing feeds it");

    let mut answered = chain(false);
    let kind = NoteKind::Question {
        owner: None,
        due: None,
        answer: Some(Answer {
            text: "No.".to_owned(),
            by: "Noam".to_owned(),
            date: None,
            unknown: UnknownMembers::default(),
        }),
    };
    add_note(&mut answered, place(), kind, text, Audience::Customer);
    check_used(&answered, "no: nothing feeds it");
    assert_eq!(
        cells(&answered, &[TableColumn::Notes]),
        ["Question: Does it arrive? Answer (Noam): No."]
    );
}

#[test]
fn the_mark_is_that_of_the_field_then_of_the_scim_attribute_and_says_where_the_reference_differs() {
    let mark_cell = |scim: Option<Mark>, field: Option<Mark>, reference: Option<Mark>| {
        let mut project = chain(true);
        change(&mut project, &protocol("userName"), |a| a.mark = scim);
        change(&mut project, &target("e", "userName"), |a| a.mark = field);
        let mut known = Known::default();
        known
            .marks
            .extend(reference.map(|mark| (protocol("username"), mark)));
        let index = Index::derive(&project);
        let rows = Rows::derive(&index);
        let table = Table::new(&project, &index, &rows, &known, Audience::Customer);
        table.cell(&rows.all()[0], TableColumn::Mark)
    };
    let (required, optional) = (Some(Mark::Required), Some(Mark::Optional));
    assert_eq!(mark_cell(required, None, None), "required");
    assert_eq!(mark_cell(required, optional, None), "optional");
    assert_eq!(mark_cell(required, None, required), "required");
    assert_eq!(
        mark_cell(required, optional, required),
        "optional (reference: required)"
    );
    assert_eq!(
        mark_cell(None, None, required),
        "unmarked (reference: required)"
    );
    assert_eq!(mark_cell(None, None, None), "");
}

#[test]
fn settings_are_those_of_the_source_link() {
    let mut project = chain(false);
    change(&mut project, &protocol("userName"), |attribute| {
        attribute.value_type = ValueType::Boolean;
        attribute.cardinality = Cardinality::Multiple;
    });
    let mut link = direct(protocol("userName"), &["mail"]);
    link.settings.default_if_null = Some("=none".to_owned());
    link.settings.matching_precedence = Some(1);
    link.settings.apply = crate::model::Apply::OnlyDuringCreation;
    link.owner = Some("Noam".to_owned());
    link.status = Status::Agreed;
    link.tenant_check = Some(TenantCheck {
        tenant: "contoso".to_owned(),
        date: date(2026, 12, 1),
        by: "Noam".to_owned(),
        unknown: UnknownMembers::default(),
    });
    add_link(&mut project, link);
    use TableColumn::{
        Apply, DefaultIfNull, Evidence as Said, Match, Owner, Status as State, Type,
    };
    assert_eq!(
        cells(
            &project,
            &[Type, DefaultIfNull, Apply, Match, State, Owner, Said]
        ),
        [
            "boolean, multi-valued | =none | only during creation | 1 | agreed | Noam | Tenant contoso (Noam, 2026-12-01): checked"
        ]
    );
    let json = with_table(&project, |table| {
        serde_json::to_value(table.json_row(&table.rows().all()[0])).unwrap()
    });
    assert_eq!(
        json,
        serde_json::json!({
            "id": "user/userName/e", "number": 1, "resource": "User", "source": ["mail"],
            "rule": "direct", "expression": null, "protocol": "userName", "target_rule": "direct",
            "target": "e", "mark": null, "used": "yes", "type": "boolean, multi-valued",
            "default_if_null": "=none", "apply": "only during creation", "match": 1,
            "status": "agreed", "target_status": "proposed", "owner": "Noam", "notes": [],
            "evidence": ["Tenant contoso (Noam, 2026-12-01): checked"]
        })
    );
}

#[test]
fn rules_of_every_kind() {
    let mut project = project(&[protocol("active"), target("state", "active")]);
    add_link(
        &mut project,
        expression(protocol("active"), "Not([IsSoftDeleted])"),
    );
    let rule = Rule::Translation {
        origins: vec![AttributePath::new(Column::Protocol, "active")],
        pairs: vec![
            ("True".to_owned(), "active".to_owned()),
            ("False".to_owned(), "inactive".to_owned()),
        ],
    };
    add_link(&mut project, Link::new(target("state", "active"), rule));
    use TableColumn::{Rule as How, Source as From, TargetRule};
    assert_eq!(
        cells(&project, &[From, How, TargetRule]),
        ["IsSoftDeleted | Not([IsSoftDeleted]) | True = active; False = inactive"]
    );
    with_table(&project, |table| {
        let row = table.json_row(&table.rows().all()[0]);
        assert_eq!(row.rule.as_deref(), Some("expression"));
        assert_eq!(row.expression.as_deref(), Some("Not([IsSoftDeleted])"));
        assert_eq!(
            row.target_rule.as_deref(),
            Some("True = active; False = inactive")
        );
    });
}

#[test]
fn evidence_names_each_source_once_with_its_surest_word() {
    let said = |source: &str, stance, confidence| Evidence {
        source: source.to_owned(),
        stance,
        confidence,
        read_on: None,
        claim: String::new(),
        unknown: UnknownMembers::default(),
    };
    let mut project = chain(true);
    change(&mut project, &target("e", "userName"), |attribute| {
        attribute.evidence = vec![
            said("table", Stance::Supports, Confidence::Inferred),
            said("mail from Noam", Stance::Contradicts, Confidence::Reported),
        ];
    });
    change(&mut project, &protocol("userName"), |attribute| {
        attribute.evidence = vec![
            said("table", Stance::Supports, Confidence::Verified),
            said("table", Stance::Supports, Confidence::Unknown),
        ];
    });
    let known = Known {
        sources: vec![Source {
            id: "table".to_owned(),
            title: "Field table".to_owned(),
            publisher: "Genesys".to_owned(),
            url: "https://example.org".to_owned(),
            date: Some("2025-06".to_owned()),
            extent_read: "full".to_owned(),
            read_on: date(2026, 11, 20),
            note: String::new(),
        }],
        ..Known::default()
    };
    let index = Index::derive(&project);
    let rows = Rows::derive(&index);
    let table = Table::new(&project, &index, &rows, &known, Audience::Customer);
    assert_eq!(
        table.cell(&rows.all()[0], TableColumn::Evidence),
        "Field table (Genesys, 2025-06): verified; mail from Noam: reported, contradicts"
    );
}

#[test]
fn notes_show_a_line_each_and_internal_ones_only_when_asked() {
    let mut project = chain(true);
    let decision = NoteKind::Decision {
        by: "Dana".to_owned(),
        date: Some(date(2026, 12, 2)),
        why: "it is unique".to_owned(),
    };
    let place = Place::Attribute(protocol("userName"));
    add_note(
        &mut project,
        place,
        decision,
        "UPN it is.",
        Audience::Customer,
    );
    let (kind, text) = question("Which domain?");
    let place = Place::Attribute(source("mail"));
    add_note(&mut project, place, kind, text, Audience::Customer);
    let place = Place::Link(LinkId::new("user/protocol/userName"));
    add_note(
        &mut project,
        place,
        NoteKind::Comment,
        "costs",
        Audience::Internal,
    );
    let index = Index::derive(&project);
    let rows = Rows::derive(&index);
    let notes = |audience| {
        let table = Table::new(&project, &index, &rows, &NoReference, audience);
        table.cell(&rows.all()[0], TableColumn::Notes)
    };
    let (question, decision) = (
        "Question (Noam, due 2027-01-31): Which domain?",
        "Decision (Dana, 2026-12-02): UPN it is. Why: it is unique",
    );
    assert_eq!(notes(Audience::Customer), format!("{question}\n{decision}"));
    assert_eq!(
        notes(Audience::Internal),
        format!("{question}\nComment (Maya): costs\n{decision}")
    );
}

#[test]
fn no_two_rows_share_an_id() {
    let unpublished = |scim_path| AttributeId::target(USER, "", Some(scim_path));
    let mut project = project(&[
        source("alone"),
        protocol("id"),
        unpublished("id"),
        unpublished("meta"),
        target("Id", "id"),
        target("Id", "meta"),
    ]);
    for field in [
        unpublished("id"),
        unpublished("meta"),
        target("Id", "id"),
        target("Id", "meta"),
    ] {
        add_link(&mut project, direct(field, &["id"]));
    }
    change(&mut project, &source("alone"), |attribute| {
        attribute.no_counterpart = Some("no use".to_owned());
    });
    let ids = with_table(&project, |table| -> Vec<_> {
        let rows = table.rows().all().iter();
        rows.map(|row| table.row_id(row)).collect()
    });
    assert_eq!(
        ids,
        [
            "user/id/(not published)",
            "user/id/(not published) (meta)",
            "user/id/Id",
            "user/id/Id (meta)",
            "user/source:alone",
        ]
    );
}

#[test]
fn an_updated_index_is_that_of_the_project_as_it_became() {
    let mut project = project(&[
        source("a"),
        source("b"),
        protocol("x"),
        protocol("y"),
        target("t", "x"),
    ]);
    add_link(&mut project, direct(protocol("x"), &["a", "ghost"]));
    add_link(&mut project, expression(protocol("y"), "[b] & [other]"));
    add_link(&mut project, direct(target("t", "x"), &["x", "nowhere"]));
    let mut index = Index::derive(&project);

    let id = || LinkId::new("user/protocol/x");
    let replaced = || Arc::new(direct(protocol("x"), &["b"]));
    let renamed = Arc::new(Attribute::custom(protocol("z")));
    let marked = Arc::new(Attribute {
        mark: Some(Mark::Required),
        ..Attribute::custom(protocol("x"))
    });
    let edits = [
        Edit::ReplaceAttribute {
            id: protocol("x"),
            attribute: marked,
        },
        Edit::ReplaceLink {
            id: id(),
            link: replaced(),
        },
        Edit::AddLink {
            id: LinkId::new("user/a"),
            link: Arc::new(direct(protocol("new"), &["other", "a"])),
        },
        Edit::RemoveLink { id: id() },
        Edit::AddLink {
            id: LinkId::new("user/protocol/x~2"),
            link: replaced(),
        },
        Edit::ReplaceAttribute {
            id: protocol("y"),
            attribute: renamed,
        },
        Edit::RemoveAttribute { id: source("a") },
        Edit::AddAttribute {
            position: 0,
            attribute: Arc::new(Attribute::custom(source("ghost"))),
        },
        Edit::OrderAttributes {
            column: Column::Source,
            order: vec![source("b"), source("ghost")],
        },
    ];
    for edit in edits {
        let inverse = project.apply(edit.clone()).unwrap();
        index.update(&project);
        assert_eq!(index, Index::derive(&project), "{edit:?}");
        let forth = project.apply(inverse).unwrap();
        index.update(&project);
        assert_eq!(index, Index::derive(&project), "undone: {edit:?}");
        project.apply(forth).unwrap();
    }
    let place = Place::Attribute(source("lost"));
    add_note(
        &mut project,
        place,
        NoteKind::Comment,
        "?",
        Audience::Customer,
    );
    index.update(&project);
    assert_eq!(index, Index::derive(&project));
}

#[test]
fn the_evidence_cell_says_what_programs_read() {
    let project = crate::catalog::reference_project();
    let index = Index::derive(&project);
    let rows = Rows::derive(&index);
    let table = Table::new(
        &project,
        &index,
        &rows,
        crate::catalog::reference(),
        Audience::Internal,
    );
    for row in rows.all() {
        let evidence = table.json_row(row).evidence;
        assert_eq!(
            table.cell(row, TableColumn::Evidence),
            evidence.join("; "),
            "row {}",
            row.number
        );
    }
}

#[test]
fn an_attribute_is_searched_by_its_name_and_its_scim_path() {
    let project = project(&[source("mail"), target("Email", "emails.value")]);
    let index = Index::derive(&project);
    let names: Vec<_> = [Column::Source, Column::Target]
        .into_iter()
        .flat_map(|column| index.column(column))
        .map(|number| (index.column_of(number), index.names(number)))
        .collect();
    assert_eq!(
        names,
        [
            (Some(Column::Source), Some("mail")),
            (Some(Column::Target), Some("Email\nemails.value")),
        ]
    );
}
