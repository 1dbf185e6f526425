//! Pages and dialogs as a person uses them, found by what a screen reader says: project, provisioning, export, attributes,
//! notes.

use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::state::{MessageKind, Page};
use crosswalk::model::{
    Access, AttributeId, AttributeOrigin, Audience, Column, Mark, NoteKind, OutOfScope, PatchStyle,
    Project, Resource, Rule, Scope, Support,
};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::select;

type Window = Harness<'static, App>;

fn window() -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 1400.0))
        .with_max_steps(64)
        .build_eframe(|creation| App::new(&creation.egui_ctx));
    window.run_steps(3);
    window
}

fn project(window: &Window) -> &Project {
    window.state().editor().project()
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).scroll_to_me();
    window.run_steps(3);
    window.get_by_label(label).click();
    window.run_steps(3);
}

fn field<'a>(window: &'a Window, label: &'a str) -> egui_kittest::Node<'a> {
    window.get_by(move |node| {
        matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
            && node.label().is_some_and(|found| found == label)
    })
}

/// Puts a text in a field, in place of what is there.
fn type_in(window: &mut Window, label: &str, text: &str) {
    field(window, label).scroll_to_me();
    window.run_steps(3);
    field(window, label).click();
    window.run_steps(2);
    press(window, Modifiers::COMMAND, Key::A);
    if text.is_empty() {
        press(window, Modifiers::NONE, Key::Backspace);
    }
    for letter in text.chars() {
        field(window, label).type_text(&letter.to_string());
        window.run_steps(1);
    }
}

/// The same, and leaves the field.
fn fill(window: &mut Window, label: &str, text: &str) {
    type_in(window, label, text);
    let leave = match field(window, label).accesskit_node().role() {
        Role::MultilineTextInput => Key::Tab,
        _ => Key::Enter,
    };
    press(window, Modifiers::NONE, leave);
}

/// What undo says it would take back.
fn undo_name(window: &Window) -> Option<&str> {
    window.state().editor().undo_name()
}

fn undo(window: &mut Window) {
    press(window, Modifiers::COMMAND, Key::Z);
}

/// Runs frames until `done`, or fails: previews are made and files written beside the frames.
fn until(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done(window) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(2);
}

fn source(path: &str) -> AttributeId {
    AttributeId::source(Resource::User, path)
}

fn message(window: &Window) -> Option<(MessageKind, String)> {
    let message = window.state().window().message.clone()?;
    Some((message.kind, message.text))
}

#[test]
fn the_projects_heading_and_systems_are_typed_and_each_is_one_step() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::Enter);
    assert_eq!(window.state().window().page, Some(Page::Project));
    let title = project(&window).heading().title.clone();
    fill(&mut window, "Customer", "Northwind");
    assert_eq!(project(&window).heading().customer, "Northwind");
    assert_eq!(undo_name(&window), Some("Change customer"));
    fill(&mut window, "Title", "Phase 2");
    fill(&mut window, "Target system", "Genesys");
    assert_eq!(project(&window).system(Column::Target).name, "Genesys");
    assert_eq!(undo_name(&window), Some("Rename the target system"));
    undo(&mut window);
    assert_eq!(
        project(&window).system(Column::Target).name,
        "Genesys Cloud"
    );
    undo(&mut window);
    assert_eq!(project(&window).heading().title, title);
    undo(&mut window);
    assert_eq!(project(&window).heading().customer, "");
    assert!(!window.state().editor().is_modified());
}

#[test]
fn a_system_left_without_a_name_keeps_the_one_it_had() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::Enter);
    fill(&mut window, "Source system", "");
    assert_eq!(project(&window).system(Column::Source).name, "Entra ID");
    assert!(!window.state().editor().is_modified());
}

#[test]
fn people_are_added_ordered_and_removed_and_the_page_is_left_by_escape() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::Enter);
    for (name, role) in [("Ana", "architect"), ("Noa", "identity team")] {
        type_in(&mut window, "Name of new person", name);
        type_in(&mut window, "Role of new person", role);
        click(&mut window, "Add person");
    }
    click(&mut window, "Move Noa up");
    assert_eq!(undo_name(&window), Some("Move Noa"));
    fill(&mut window, "Role of Ana", "lead");
    let people: Vec<_> = project(&window)
        .people()
        .iter()
        .map(|person| (person.name.as_str(), person.role.as_str()))
        .collect();
    assert_eq!(people, [("Noa", "identity team"), ("Ana", "lead")]);
    click(&mut window, "Remove Noa");
    assert_eq!(project(&window).people().len(), 1);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().window().page, None);
}

#[test]
fn settings_are_chosen_in_words_and_the_applications_own_hold_for_both() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::P);
    let deletes = |window: &Window, resource| {
        let settings = project(window).resource_settings(resource);
        settings.actions.delete
    };
    let before = [Resource::User, Resource::Group].map(|resource| deletes(&window, resource));
    click(&mut window, "Delete");
    assert_eq!(deletes(&window, Resource::User), !before[0]);
    assert_eq!(deletes(&window, Resource::Group), before[1]);
    assert_eq!(undo_name(&window), Some("Change \"delete\" of users"));
    click(&mut window, "Sync all users and groups");
    click(&mut window, "Leave the account as it is");
    click(&mut window, "As the standard has it (aadOptscim062020)");
    for resource in [Resource::User, Resource::Group] {
        let settings = project(&window).resource_settings(resource);
        assert_eq!(settings.scope, Scope::All);
        assert_eq!(settings.out_of_scope, OutOfScope::SkipDeletion);
        assert_eq!(settings.patch_style, PatchStyle::AadOptscim062020);
    }
    assert_eq!(undo_name(&window), Some("Change PATCH style"));
    undo(&mut window);
    let settings = project(&window).resource_settings(Resource::Group);
    assert_eq!(settings.patch_style, PatchStyle::Classic);
}

#[test]
fn a_scoping_filter_is_written_clause_by_clause() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::P);
    click(&mut window, "Add scoping filter");
    fill(&mut window, "Title of scoping filter 1", "Agents");
    click(&mut window, "Add clause");
    fill(&mut window, "Attribute of clause 1", "employeeType");
    click(&mut window, "Operator of clause 1");
    click(&mut window, "NOT EQUALS");
    fill(&mut window, "Value of clause 1", "Vendor");
    let filters = &project(&window)
        .resource_settings(Resource::User)
        .scoping_filters;
    let clause = &filters[0].clauses[0];
    assert_eq!(filters[0].name, "Agents");
    assert_eq!(clause.attribute.as_str(), "employeeType");
    assert_eq!(
        (clause.operator.as_str(), clause.value.as_deref()),
        ("NOT EQUALS", Some("Vendor"))
    );
    click(&mut window, "Operator of clause 1");
    click(&mut window, "IS NULL");
    let clause = &project(&window)
        .resource_settings(Resource::User)
        .scoping_filters[0]
        .clauses[0];
    assert_eq!(clause.value, None);
    click(&mut window, "Remove clause 1");
    click(&mut window, "Remove scoping filter 1");
    assert!(
        project(&window)
            .resource_settings(Resource::User)
            .scoping_filters
            .is_empty()
    );
    assert_eq!(undo_name(&window), Some("Remove scoping filter"));
}

#[test]
fn an_attribute_that_a_filter_cannot_use_says_so() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::P);
    click(&mut window, "Add scoping filter");
    click(&mut window, "Add clause");
    assert!(window.query_by_label_contains("cannot use").is_none());
    fill(&mut window, "Attribute of clause 1", "userType");
    window.get_by_label_contains("scoping filters cannot use");
}

#[test]
fn the_export_dialog_shows_how_the_file_begins() {
    let mut window = window();
    click(&mut window, "Export handoff");
    until(&mut window, "the preview", |window| {
        window.query_by_label_contains(" rows · ").is_some()
    });
    window.get_by_label("# Reference mapping");
    click(&mut window, "Exact CSV");
    let first = "1,User,userPrincipalName,direct,userName,direct,";
    until(&mut window, "the first row", |window| {
        window.query_by_label_contains(first).is_some()
    });
    window.get_by_role_and_label(Role::CheckBox, "Rule").click();
    window.run_steps(2);
    let fewer = "1,User,userPrincipalName,userName,direct,";
    until(&mut window, "the row without the rule", |window| {
        window.query_by_label_contains(fewer).is_some()
    });
    window.get_by_label("Columns 16 of 17");
    // What the checks say is a column more, where it is asked for.
    window
        .get_by_role_and_label(Role::CheckBox, "Include findings")
        .click();
    until(&mut window, "the column of findings", |window| {
        window
            .query_by_label_contains(",Evidence,Findings")
            .is_some()
    });
    window
        .get_by_role_and_label(Role::CheckBox, "Include findings")
        .click();
    click(&mut window, "CSV for a spreadsheet");
    click(&mut window, "Semicolon");
    until(&mut window, "the other delimiter", |window| {
        window
            .query_by_label_contains("\"1\";\"User\";\"userPrincipalName\";\"userName\"")
            .is_some()
    });
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Exact CSV").is_none());
}

#[test]
fn what_was_chosen_is_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let mut window = window();
    click(&mut window, "Export handoff");
    click(&mut window, "Exact CSV");
    for column in ["Notes", "Evidence"] {
        window.get_by_role_and_label(Role::CheckBox, column).click();
        window.run_steps(2);
    }
    click(&mut window, "Export…");
    until(&mut window, "the question for a path", |window| {
        window.query_by_label("Path").is_some()
    });
    fill_path(&mut window, &path);
    until(&mut window, "the export", |_| path.exists());
    let text = std::fs::read_to_string(&path).unwrap();
    let header = text.lines().next().unwrap();
    assert!(header.ends_with(",Status,Owner"), "{header}");
}

fn fill_path(window: &mut Window, path: &std::path::Path) {
    field(window, "Path").click();
    window.run_steps(2);
    press(window, Modifiers::COMMAND, Key::A);
    field(window, "Path").type_text(path.to_str().unwrap());
    window.run_steps(2);
    press(window, Modifiers::NONE, Key::Enter);
}

#[test]
fn an_attribute_of_ones_own_is_added_renamed_and_removed_with_what_hangs_on_it() {
    let mut window = window();
    select(&mut window, "userPrincipalName");
    press(&mut window, Modifiers::NONE, Key::Insert);
    for letter in ["q", "u", "e", "u", "e"] {
        field(&window, "Path").type_text(letter);
        window.run_steps(1);
    }
    click(&mut window, "Multi-valued");
    window.get_all_by_label("Required").last().unwrap().click();
    window.run_steps(3);
    click(&mut window, "Add attribute");
    let added = project(&window)
        .attribute(&source("queue"))
        .unwrap()
        .clone();
    assert_eq!(added.origin, AttributeOrigin::Custom);
    assert_eq!(added.mark, Some(Mark::Required));
    assert_eq!(undo_name(&window), Some("Add queue"));

    // It is selected, and what hangs on it follows its name.
    fill(&mut window, "Path", "contactQueue");
    assert_eq!(undo_name(&window), Some("Rename queue to contactQueue"));
    assert!(
        project(&window)
            .attribute(&source("contactQueue"))
            .is_some()
    );
    fill(&mut window, "Path", "userPrincipalName");
    let (kind, text) = message(&window).unwrap();
    assert_eq!(kind, MessageKind::Failed);
    assert!(text.starts_with("Not renamed: there is already"), "{text}");

    click(&mut window, "Remove attribute");
    assert_eq!(project(&window).attribute(&source("contactQueue")), None);
    undo(&mut window);
    undo(&mut window);
    assert!(project(&window).attribute(&source("queue")).is_some());
}

#[test]
fn what_an_attribute_of_ones_own_is_can_be_said_in_the_inspector() {
    let mut window = window();
    press(&mut window, Modifiers::NONE, Key::Insert);
    field(&window, "Path").type_text("queue");
    window.run_steps(2);
    click(&mut window, "Add attribute");
    let own = |window: &Window| project(window).attribute(&source("queue")).unwrap().clone();
    for (list, word, undone) in [
        ("Access", "read-only", "Change access of queue"),
        ("Support", "partial", "Change support of queue"),
    ] {
        window
            .get_by_role_and_label(Role::ComboBox, list)
            .scroll_to_me();
        window.run_steps(3);
        window.get_by_role_and_label(Role::ComboBox, list).click();
        window.run_steps(3);
        window.get_by_role_and_label(Role::Button, word).click();
        window.run_steps(3);
        assert_eq!(undo_name(&window), Some(undone));
    }
    fill(&mut window, "At most so many characters", "64");
    assert_eq!(undo_name(&window), Some("Change length of queue"));
    let said = own(&window);
    assert_eq!(said.access, Access::ReadOnly);
    assert_eq!(said.support, Support::Partial);
    assert_eq!(said.max_length, Some(64));
    for _ in 0..3 {
        undo(&mut window);
    }
    let before = own(&window);
    assert_eq!(
        (before.access, before.max_length),
        (Access::ReadWrite, None)
    );
    assert_eq!(before.support, Support::Supported);
}

#[test]
fn a_taken_name_cannot_be_added() {
    let mut window = window();
    press(&mut window, Modifiers::NONE, Key::Insert);
    field(&window, "Path").type_text("mail");
    window.run_steps(2);
    window.get_by_label_contains("Not added: there is already");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!window.state().editor().is_modified());
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label_contains("Not added").is_none());
}

/// Writes a note of a kind on `title` and shows its fields.
fn note_on_title(window: &mut Window, kind: &str, text: &str) {
    select(window, "title");
    press(window, Modifiers::NONE, Key::N);
    field(window, "New note").type_text(text);
    window.run_steps(2);
    click(window, kind);
    click(window, "Add note");
    click(window, "Edit note");
}

#[test]
fn a_question_gets_an_owner_and_a_due_date() {
    let mut window = window();
    note_on_title(&mut window, "Question", "Who fills it?");
    fill(&mut window, "Owner of question", "HR");
    fill(&mut window, "Due date", "2026-12-04");
    let kind = |window: &Window| project(window).notes().last().unwrap().1.kind.clone();
    let NoteKind::Question { owner, due, .. } = kind(&window) else {
        panic!("no question");
    };
    assert_eq!(owner.as_deref(), Some("HR"));
    assert_eq!(
        due.map(|due| due.to_string()).as_deref(),
        Some("2026-12-04")
    );
    fill(&mut window, "Due date", "soon");
    let (kind_of_message, text) = message(&window).unwrap();
    assert_eq!(kind_of_message, MessageKind::Failed);
    assert!(text.contains("\"soon\" is no day"), "{text}");
    undo(&mut window);
    undo(&mut window);
    let NoteKind::Question { owner, due, .. } = kind(&window) else {
        panic!("no question");
    };
    assert_eq!((owner, due), (None, None));
}

#[test]
fn a_decision_says_by_whom_when_and_why_and_its_text_and_reader_change() {
    let mut window = window();
    note_on_title(&mut window, "Decision", "Taken from HR.");
    fill(&mut window, "Decided by", "Identity team");
    fill(&mut window, "Date of decision", "2026-11-18");
    fill(&mut window, "Why", "one place of truth");
    fill(&mut window, "Text of note", "Taken from Entra ID.");
    click(&mut window, "Internal, not for the customer");
    window.run_steps(3);
    let (_, note) = project(&window).notes().last().unwrap();
    let NoteKind::Decision { by, date, why } = &note.kind else {
        panic!("no decision");
    };
    assert_eq!(
        (by.as_str(), why.as_str()),
        ("Identity team", "one place of truth")
    );
    assert_eq!(
        date.map(|date| date.to_string()).as_deref(),
        Some("2026-11-18")
    );
    assert_eq!(note.text, "Taken from Entra ID.");
    assert_eq!(note.audience, Audience::Internal);
    click(&mut window, "Done");
    click(&mut window, "Delete note");
    assert_eq!(undo_name(&window), Some("Delete decision"));
}

#[test]
fn keys_do_not_change_what_a_page_hides() {
    let mut window = window();
    select(&mut window, "title");
    press(&mut window, Modifiers::ALT, Key::P);
    press(&mut window, Modifiers::NONE, Key::R);
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(!window.state().editor().is_modified());
    let links_of_title = project(&window)
        .links()
        .filter(|(_, link)| matches!(&link.rule, Rule::Direct { origins } if !origins.is_empty()));
    assert!(links_of_title.count() > 0);
    // The views are one click away, and the selection is as it was.
    click(&mut window, "Map");
    assert_eq!(window.state().window().page, None);
    assert_eq!(window.state().window().selection.items().len(), 1);
}
