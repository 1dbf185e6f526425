//! The window as a person uses it, found by what a screen reader says: map, inspector, keys, files, questions.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::state::MessageKind;
use crosswalk::model::{AttributeId, Column, LinkId, Mark, NoteKind, Resource, Rule, Status};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

fn window() -> Window {
    window_with(|app| app)
}

fn window_with(make: impl FnOnce(App) -> App + 'static) -> Window {
    sized(vec2(1440.0, 1400.0), make)
}

fn sized(size: Vec2, make: impl FnOnce(App) -> App + 'static) -> Window {
    let mut window = Harness::builder()
        .with_size(size)
        .with_max_steps(64)
        .build_eframe(|creation| make(App::new(&creation.egui_ctx)));
    window.run_steps(3);
    window
}

/// Runs frames until `done`, or fails: files are read and written beside the frames.
fn until(window: &mut Window, what: &str, done: impl Fn(&App) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done(window.state()) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(2);
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn click(window: &mut Window, label: &str) {
    // As a person does: what is below the fold is scrolled to first.
    window.get_by_label(label).scroll_to_me();
    window.run_steps(3);
    window.get_by_label(label).click();
    window.run_steps(3);
}

/// Selects the row whose spoken name begins with `name`.
pub(crate) fn select(window: &mut Window, name: &str) {
    let start = format!("{name}, ");
    window
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node.label().is_some_and(|label| label.starts_with(&start))
        })
        .click();
    window.run_steps(3);
}

fn protocol(path: &str) -> AttributeId {
    AttributeId::protocol(Resource::User, path)
}

fn source(path: &str) -> AttributeId {
    AttributeId::source(Resource::User, path)
}

fn mark_of(window: &Window, id: &AttributeId) -> Option<Mark> {
    window
        .state()
        .editor()
        .project()
        .attribute(id)
        .unwrap()
        .mark
}

fn message(window: &Window) -> Option<(MessageKind, String)> {
    let message = window.state().window().message.clone()?;
    Some((message.kind, message.text))
}

fn project_file(folder: &Path) -> PathBuf {
    let path = folder.join("customer.crosswalk.json");
    std::fs::write(
        &path,
        crosswalk::store::write(&crosswalk::catalog::reference_project()),
    )
    .unwrap();
    path
}

#[test]
fn a_first_start_shows_the_reference_with_nothing_to_save() {
    let window = window();
    assert!(window.query_all_by_label("Reference mapping").count() > 0);
    assert!(!window.state().editor().is_modified());
    assert!(window.query_by_label("unsaved changes").is_none());
}

#[test]
fn a_mark_is_set_by_click_and_by_key_and_taken_back_by_name() {
    let mut window = window();
    select(&mut window, "title");
    click(&mut window, "Required");
    assert_eq!(mark_of(&window, &protocol("title")), Some(Mark::Required));
    press(&mut window, Modifiers::NONE, Key::S);
    assert_eq!(
        mark_of(&window, &protocol("title")),
        Some(Mark::SystemGenerated)
    );
    window.get_by_label("unsaved changes");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(mark_of(&window, &protocol("title")), Some(Mark::Optional));
    let said = Some((
        MessageKind::Done,
        "Taken back: Mark title required".to_owned(),
    ));
    assert_eq!(message(&window), said);
    assert!(window.query_by_label("unsaved changes").is_none());
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(mark_of(&window, &protocol("title")), Some(Mark::Required));
}

#[test]
fn status_owner_and_default_are_edited_and_typing_is_one_step() {
    let mut window = window();
    select(&mut window, "title");
    click(&mut window, "Agreed");
    let id = LinkId::new("user/protocol/title");
    let link = |window: &Window| window.state().editor().project().link(&id).unwrap().clone();
    assert_eq!(link(&window).status, Status::Agreed);
    window
        .get_by_role_and_label(Role::TextInput, "Owner")
        .focus();
    window.run_steps(2);
    for letter in ["H", "R", " team"] {
        window
            .get_by_role_and_label(Role::TextInput, "Owner")
            .type_text(letter);
        window.run_steps(2);
    }
    assert_eq!(link(&window).owner.as_deref(), Some("HR team"));
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Change owner of title")
    );
    window.get_by_label("Matching precedence").focus();
    window.run_steps(2);
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_label("Matching precedence").type_text("2");
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(link(&window).settings.matching_precedence, Some(2));
    select(&mut window, "userName");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(link(&window).owner, None);
    assert_eq!(link(&window).status, Status::Agreed);
}

#[test]
fn a_rule_becomes_a_translation_with_values() {
    let mut window = window();
    select(&mut window, "title");
    click(&mut window, "Rule");
    click(&mut window, "value translation");
    click(&mut window, "Add value");
    window.get_by_label("target value 1").focus();
    window.run_steps(2);
    window.get_by_label("target value 1").type_text("Boss");
    window.run_steps(2);
    let id = LinkId::new("user/protocol/title");
    assert_eq!(
        window.state().editor().project().link(&id).unwrap().rule,
        Rule::Translation {
            origins: vec![source("jobTitle").path],
            pairs: vec![("True".to_owned(), "Boss".to_owned())],
        }
    );
}

#[test]
fn a_decision_and_a_question_are_written_and_answered() {
    let mut window = window();
    select(&mut window, "active");
    press(&mut window, Modifiers::NONE, Key::N);
    window
        .get_by_label("New note")
        .type_text("Disable, never delete");
    window.run_steps(3);
    click(&mut window, "Decision");
    click(&mut window, "Add note");
    let notes: Vec<_> = window
        .state()
        .editor()
        .project()
        .notes()
        .filter(|(_, note)| note.text == "Disable, never delete")
        .map(|(_, note)| note.kind.as_str())
        .collect();
    assert_eq!(notes, ["decision"]);
    window.get_by_label("Decisions 1");
    window.get_by_label("New note").focus();
    window.run_steps(2);
    window.get_by_label("New note").type_text("Who approves?");
    window.run_steps(3);
    click(&mut window, "Question");
    click(&mut window, "Add note");
    window.get_by_label("Questions 2");
    click(&mut window, "Answer…");
    window.get_by_label("Answer").type_text("HR");
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Questions 1");
    let answered = window.state().editor().project().notes().any(|(_, note)| {
        matches!(&note.kind, NoteKind::Question { answer: Some(answer), .. } if answer.text == "HR")
    });
    assert!(answered);
}

#[test]
fn no_counterpart_is_said_with_a_reason_and_taken_back() {
    let mut window = window();
    select(&mut window, "accountEnabled");
    click(&mut window, "No counterpart…");
    window
        .get_by_label("Reason for no counterpart")
        .type_text("IsSoftDeleted covers it");
    window.run_steps(2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let reason = |window: &Window| {
        let project = window.state().editor().project();
        project
            .attribute(&source("accountEnabled"))
            .unwrap()
            .no_counterpart
            .clone()
    };
    assert_eq!(reason(&window).as_deref(), Some("IsSoftDeleted covers it"));
    click(&mut window, "It has a counterpart");
    assert_eq!(reason(&window), None);
}

#[test]
fn delete_removes_the_selected_link_and_nothing_else() {
    let mut window = window();
    let before = window.state().editor().project().links().len();
    window
        .get_by_label_contains("link jobTitle to title")
        .click();
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Delete);
    let project = window.state().editor().project();
    assert_eq!(project.links().len(), before - 1);
    assert!(project.link(&LinkId::new("user/protocol/title")).is_none());
    assert!(project.attribute(&protocol("title")).is_some());
}

#[test]
fn links_are_selected_moved_and_deleted_by_keyboard_alone() {
    let mut window = window();
    let direct_from = |window: &Window| {
        let id = LinkId::new("user/protocol/title");
        let link = window.state().editor().project().link(&id);
        link.map(|link| link.rule.clone())
    };
    let jump_to = |window: &mut Window, name: &str| {
        press(window, Modifiers::COMMAND, Key::F);
        window.get_by_label("Find attribute").type_text(name);
        window.run_steps(3);
        press(window, Modifiers::NONE, Key::Enter);
        press(window, Modifiers::NONE, Key::Escape);
    };
    jump_to(&mut window, "jobTitle");
    // Its one link, however often it is asked for.
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::K);
        let selection = &window.state().window().selection;
        assert_eq!(selection.links().count(), 1);
        assert_eq!(selection.items().len(), 1);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let moved = Rule::direct(source("department").path);
    assert_eq!(direct_from(&window), Some(moved));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    jump_to(&mut window, "jobTitle");
    press(&mut window, Modifiers::NONE, Key::K);
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert_eq!(direct_from(&window), None);
}

#[test]
fn an_attribute_of_the_reference_is_not_deleted_and_the_window_says_so() {
    let mut window = window();
    select(&mut window, "mail");
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(
        window
            .state()
            .editor()
            .project()
            .attribute(&source("mail"))
            .is_some()
    );
    assert!(message(&window).unwrap().1.contains("\"mail\""));
}

#[test]
fn new_asks_what_becomes_of_unsaved_work() {
    let mut window = window();
    select(&mut window, "title");
    click(&mut window, "Required");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.get_by_label("Save your changes?");
    click(&mut window, "Cancel");
    assert_eq!(mark_of(&window, &protocol("title")), Some(Mark::Required));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    click(&mut window, "Don't save");
    let project = window.state().editor().project();
    assert_eq!(project.system(Column::Source).attributes().len(), 0);
    assert!(!window.state().editor().is_modified());
}

#[test]
fn a_project_is_opened_changed_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let before = std::fs::read(&path).unwrap();
    let name = path.clone();
    let mut window = window_with(move |app| app.with_file(name));
    until(&mut window, "the file to open", |app| app.file().is_some());
    select(&mut window, "title");
    click(&mut window, "Required");
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the save to end", |app| {
        !app.editor().is_modified()
    });
    let after = std::fs::read(&path).unwrap();
    assert_ne!(before, after);
    let saved = crosswalk::store::read(&after).unwrap().project;
    assert_eq!(
        saved.attribute(&protocol("title")).unwrap().mark,
        Some(Mark::Required)
    );
    let backup = folder.path().join("customer.crosswalk.json.bak");
    assert_eq!(std::fs::read(backup).unwrap(), before);
    assert_eq!(message(&window).unwrap().0, MessageKind::Done);
}

#[test]
fn a_file_that_is_no_project_leaves_what_is_shown_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.crosswalk.json");
    std::fs::write(&path, "{\"format\": \"crosswalk-project\", \"vers").unwrap();
    let name = path.clone();
    let mut window = window_with(move |app| app.with_file(name));
    until(&mut window, "the message", |app| {
        app.window().message.is_some()
    });
    let (kind, text) = message(&window).unwrap();
    assert_eq!(kind, MessageKind::Failed);
    assert!(
        text.contains("cut off") && text.contains("broken.crosswalk.json"),
        "{text}"
    );
    assert!(window.query_all_by_label("Reference mapping").count() > 0);
    click(&mut window, "Dismiss message");
    assert_eq!(message(&window), None);
}

#[test]
fn a_newer_major_version_opens_read_only_and_is_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let text = std::fs::read_to_string(&path).unwrap();
    let newer = text.replacen("\"version\": \"1.0\"", "\"version\": \"999.0\"", 1);
    assert_ne!(text, newer);
    std::fs::write(&path, &newer).unwrap();
    let name = path.clone();
    let mut window = window_with(move |app| app.with_file(name));
    until(&mut window, "the file to open", |app| app.file().is_some());
    window.get_by_label("read-only");
    window.get_by_label_contains("is read-only: the file has format version 999.0");
    select(&mut window, "title");
    click(&mut window, "Required");
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.run_steps(10);
    assert!(message(&window).unwrap().1.starts_with("Not saved"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn the_palette_finds_an_action_and_carries_it_out() {
    let mut window = window();
    select(&mut window, "title");
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command").type_text("mark req");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(mark_of(&window, &protocol("title")), Some(Mark::Required));
    assert!(window.query_by_label("Command").is_none());
}

#[test]
fn keys_are_explained_and_the_page_closes() {
    let mut window = window();
    press(&mut window, Modifiers::NONE, Key::F1);
    window.get_by_label("Link two attributes, either way");
    window.get_by_label("Close").click();
    window.run_steps(3);
    assert!(
        window
            .query_by_label("Link two attributes, either way")
            .is_none()
    );
}

#[test]
fn escape_clears_the_selection() {
    let mut window = window();
    select(&mut window, "title");
    assert!(!window.state().window().selection.is_empty());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.state().window().selection.is_empty());
}

#[test]
fn a_path_that_hides_or_overflows_is_kept_and_shown_as_it_is() {
    let hostile = format!("x\u{202e}\u{0}\n{}", "long".repeat(2_500));
    let id = AttributeId::protocol(Resource::User, &hostile);
    let attribute = crosswalk::model::Attribute::custom(id.clone());
    let (protocol, _) = crosswalk::model::System::new("SCIM").with_attributes([attribute]);
    let project = crosswalk::model::Project::new(
        crosswalk::model::Heading::default(),
        crosswalk::model::System::new("Entra ID"),
        protocol,
        crosswalk::model::System::new("Genesys Cloud"),
    );
    let mut window = window_with(move |app| app.with_project(project));
    window
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node.label().is_some_and(|label| label.contains("longlong"))
        })
        .click();
    window.run_steps(3);
    assert!(window.state().window().selection.contains_attribute(&id));
    let shown = window.query_all_by_label_contains("⟨U+202E⟩").count();
    assert!(shown > 0, "the control characters are not shown");
    click(&mut window, "Required");
    let after = window.state().editor().project();
    assert_eq!(after.attribute(&id).unwrap().mark, Some(Mark::Required));
    assert_eq!(after.attribute(&id).unwrap().id.path.as_str(), hostile);
}

/// A tooltip has an id of its own: hovering a row long enough shows it beside the row's ports.
#[test]
fn a_row_under_the_pointer_shows_its_whole_path() {
    let mut window = window();
    let row = window.get_by(|node| {
        node.role() == Role::ListBoxOption
            && node
                .label()
                .is_some_and(|label| label.starts_with("emails[work], "))
    });
    row.hover();
    for _ in 0..60 {
        window.step();
    }
    assert!(
        window
            .query_all_by_label_contains("emails[type eq \"work\"].value")
            .count()
            > 0
    );
}

/// Every control says what it is: nothing a person can act on is without a name.
#[test]
fn no_control_is_without_a_name() {
    let check = |window: &Window, where_: &str| {
        let acts = [
            Role::Button,
            Role::CheckBox,
            Role::RadioButton,
            Role::ComboBox,
            Role::TextInput,
            Role::MultilineTextInput,
            Role::ListBoxOption,
            Role::Link,
            Role::Slider,
        ];
        let unnamed: Vec<_> = window
            .root()
            .query_all_by(|node| {
                acts.contains(&node.role())
                    && node.label().is_none_or(|label| label.trim().is_empty())
            })
            .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
            .collect();
        assert_eq!(unnamed, Vec::<String>::new(), "{where_}");
    };
    let mut window = window();
    check(&window, "first start");
    select(&mut window, "active");
    check(&window, "an attribute");
    window
        .get_by_label_contains("link jobTitle to title")
        .click();
    window.run_steps(3);
    check(&window, "a link");
    press(&mut window, Modifiers::COMMAND, Key::K);
    check(&window, "the palette");
}
