use super::*;
use crate::model::{Heading, System};

fn project() -> Project {
    let source = |name| Attribute::custom(AttributeId::source(Resource::User, name));
    let protocol = |name| Attribute::custom(AttributeId::protocol(Resource::User, name));
    let named = |name, attributes: Vec<Attribute>| System::new(name).with_attributes(attributes).0;
    let state = AttributeId::target(Resource::User, "state", Some("active"));
    let mut project = Project::new(
        Heading::default(),
        named(
            "Entra ID",
            vec![source("mail"), source("upn"), source("Gone")],
        ),
        named(
            "SCIM",
            vec![protocol("userName"), protocol("active"), protocol("title")],
        ),
        named("Genesys Cloud", vec![Attribute::custom(state.clone())]),
    );
    let path = |column, name: &str| AttributePath::new(column, name);
    for link in [
        Link::new(
            AttributeId::protocol(Resource::User, "userName"),
            Rule::direct(path(Column::Source, "mail")),
        ),
        Link::new(
            AttributeId::protocol(Resource::User, "active"),
            Rule::Expression {
                text: "Not([Gone])".to_owned(),
            },
        ),
        Link::new(state, Rule::direct(path(Column::Protocol, "active"))),
    ] {
        let id = project.next_link_id(&link.destination);
        let link = Arc::new(link);
        project.apply(Edit::AddLink { id, link }).unwrap();
    }
    let note = Note {
        place: Place::Attribute(AttributeId::protocol(Resource::User, "title")),
        kind: NoteKind::Comment,
        text: "unlinked, and a row all the same".to_owned(),
        author: String::new(),
        created: Timestamp::UNIX_EPOCH,
        audience: Audience::Customer,
        unknown: UnknownMembers::default(),
    };
    let change = add_note(&project, note).unwrap();
    project.apply(change.edit).unwrap();
    project
}

/// Calls `act` with what an edit needs and the row of a SCIM attribute.
fn with_row<R>(project: &Project, name: &str, act: impl FnOnce(CellContext<'_>, &Row) -> R) -> R {
    let index = Index::derive(project);
    let rows = Rows::derive(&index);
    let number = index.number(project, &AttributeId::protocol(Resource::User, name));
    let row = rows
        .all()
        .iter()
        .find(|row| row.protocol == number)
        .unwrap();
    let ctx = CellContext {
        project,
        index: &index,
        rows: &rows,
        author: "Ada",
        now: Timestamp::UNIX_EPOCH,
    };
    act(ctx, row)
}

/// The cell after `text` was put into it, as the table shows it, and the name of the step.
fn put_text(name: &str, column: TableColumn, text: &str) -> Result<(String, String), CellRefusal> {
    let before = project();
    let change = with_row(&before, name, |ctx, row| edit_cell(ctx, row, column, text))?;
    let Some(change) = change else {
        return Ok(("unchanged".to_owned(), String::new()));
    };
    let mut after = before.clone();
    let inverse = after.apply(change.edit).unwrap();
    let shown = with_row(&after, name, |ctx, row| {
        let nothing = crate::rows::NoReference;
        crate::rows::Table::new(
            ctx.project,
            ctx.index,
            ctx.rows,
            &nothing,
            Audience::Internal,
        )
        .cell(row, column)
    });
    after.apply(inverse).unwrap();
    assert_eq!(after, before, "{}", change.name);
    Ok((shown, change.name))
}

fn check(name: &str, column: TableColumn, text: &str, shown: &str) {
    assert_eq!(put_text(name, column, text).unwrap().0, shown, "{text:?}");
}

fn refused(name: &str, column: TableColumn, text: &str, words: &str) {
    let refusal = put_text(name, column, text).unwrap_err().to_string();
    assert!(refusal.contains(words), "{text:?}: {refusal}");
}

#[test]
fn what_a_cell_shows_typed_again_changes_nothing() {
    for (name, column, text) in [
        ("userName", TableColumn::Source, "mail"),
        ("userName", TableColumn::Rule, "direct"),
        ("active", TableColumn::Source, "Gone"),
        ("active", TableColumn::Rule, "Not([Gone])"),
        ("active", TableColumn::TargetRule, "direct"),
        ("active", TableColumn::Apply, "always"),
        ("active", TableColumn::Status, "proposed"),
        ("active", TableColumn::Owner, ""),
        ("active", TableColumn::Mark, ""),
        ("active", TableColumn::Notes, "  "),
        ("title", TableColumn::Source, ""),
    ] {
        check(name, column, text, "unchanged");
    }
}

#[test]
fn sources_are_named_apart_by_commas_and_make_a_link_where_there_is_none() {
    check("userName", TableColumn::Source, "upn, mail", "upn, mail");
    check("userName", TableColumn::Source, "UPN", "upn");
    check("userName", TableColumn::Source, "", "");
    check("title", TableColumn::Source, "upn", "upn");
    refused(
        "userName",
        TableColumn::Source,
        "mial",
        "Entra ID has no attribute \"mial\"",
    );
    refused("active", TableColumn::Source, "mail", "Rule cell");
}

#[test]
fn rules_are_read_as_they_are_shown() {
    check(
        "userName",
        TableColumn::Rule,
        "Constant \"a \"b\"\"",
        "constant \"a \"b\"\"",
    );
    check("userName", TableColumn::Rule, "\"x\"", "constant \"x\"");
    check(
        "userName",
        TableColumn::Rule,
        "ToLower([upn])",
        "ToLower([upn])",
    );
    check("active", TableColumn::Rule, "DIRECT", "direct");
    check(
        "title",
        TableColumn::Rule,
        "constant \"Agent\"",
        "constant \"Agent\"",
    );
    refused("title", TableColumn::Rule, "direct", "Entra ID cell");
    refused("userName", TableColumn::Rule, "ToLower([upn]", "not a rule");
    refused("userName", TableColumn::Rule, " ", "type direct");
    let values = "True = active; False = inactive";
    check("active", TableColumn::TargetRule, values, values);
    check("active", TableColumn::TargetRule, "True=on;", "True = on");
    refused(
        "active",
        TableColumn::TargetRule,
        "ToLower([x])",
        "type direct",
    );
    refused(
        "userName",
        TableColumn::TargetRule,
        values,
        "no field of Genesys Cloud",
    );
}

#[test]
fn words_may_be_begun_and_marks_go_where_the_row_reads_them() {
    check("active", TableColumn::Mark, "required", "required");
    check("active", TableColumn::Mark, "s", "system-generated");
    check(
        "active",
        TableColumn::Mark,
        "System generated",
        "system-generated",
    );
    check("userName", TableColumn::Mark, "opt", "optional");
    check(
        "active",
        TableColumn::Apply,
        "only d",
        "only during creation",
    );
    check("active", TableColumn::Status, "Agreed", "agreed");
    refused("active", TableColumn::Apply, "only", "type one of");
    refused(
        "active",
        TableColumn::Status,
        "maybe",
        "proposed, agreed, rejected",
    );
    refused(
        "title",
        TableColumn::Status,
        "agreed",
        "nothing feeds \"title\" yet",
    );
}

#[test]
fn settings_take_what_they_can() {
    check("userName", TableColumn::DefaultIfNull, "none", "none");
    check("userName", TableColumn::Match, "1", "1");
    check("userName", TableColumn::Owner, " HR ", "HR");
    for text in ["0", "-1", "first", "99999999999"] {
        refused("userName", TableColumn::Match, text, "whole number");
    }
    refused("userName", TableColumn::Used, "yes", "cannot be typed");
    refused("userName", TableColumn::Protocol, "x", "on the map");
}

#[test]
fn a_note_is_added_and_each_step_has_a_name() {
    let name = |column, text| put_text("userName", column, text).unwrap().1;
    assert_eq!(
        name(TableColumn::Status, "agreed"),
        "Change status of userName"
    );
    assert_eq!(
        name(TableColumn::Mark, "required"),
        "Mark userName required"
    );
    assert_eq!(name(TableColumn::Notes, "checked"), "Add comment");
    let (shown, _) = put_text("userName", TableColumn::Notes, "checked").unwrap();
    assert_eq!(shown, "Comment (Ada): checked");
}

#[test]
fn many_cells_are_one_step_and_those_that_refuse_say_why() {
    let before = project();
    let edits = with_row(&before, "title", |ctx, row| {
        let cell = |column, text: &str| CellText {
            row: row.clone(),
            column,
            text: text.to_owned(),
        };
        let cells = [
            cell(TableColumn::Status, "agreed"),
            cell(TableColumn::Owner, "HR"),
            cell(TableColumn::Type, "string"),
            cell(TableColumn::Source, "upn"),
        ];
        edit_cells(ctx, &cells, |number| format!("Paste {number} cells"))
    });
    assert_eq!(edits.refused, [(2, CellRefusal::Derived)]);
    let change = edits.change.unwrap();
    assert_eq!(change.name, "Paste 3 cells");
    let mut after = before.clone();
    let inverse = after.apply(change.edit).unwrap();
    let title = AttributeId::protocol(Resource::User, "title");
    let (_, link) = after
        .links()
        .find(|(_, link)| link.destination == title)
        .unwrap();
    assert_eq!(link.status, Status::Agreed);
    assert_eq!(link.owner.as_deref(), Some("HR"));
    after.apply(inverse).unwrap();
    assert_eq!(after, before);
}
