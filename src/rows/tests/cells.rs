//! What a row says: whether it is used, marks, settings, rules, evidence, notes.

use super::*;

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
