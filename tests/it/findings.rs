//! The findings below the map, as a person uses them.

use crosswalk::app::App;
use crosswalk::catalog::reference_project;
use crosswalk::model::{
    AttributeId, Audience, Edit, Note, NoteKind, Place, Project, Resource, UnknownMembers,
};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn draft() -> Project {
    let text = include_str!("../../sample-data/founding-draft.crosswalk.json");
    crosswalk::store::read(text.as_bytes()).unwrap().project
}

fn window(project: Project) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .build_eframe(move |cc| App::new(&cc.egui_ctx).with_project(project.clone()));
    harness.run_steps(4);
    harness
}

fn key(harness: &mut Harness<'_, App>, modifiers: egui::Modifiers, key: egui::Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn names(harness: &Harness<'_, App>, part: &str) -> Vec<String> {
    harness
        .query_all_by_label_contains(part)
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

#[test]
fn the_drafts_errors_stand_first_and_a_fix_is_one_step() {
    let mut harness = window(draft());
    assert!(!names(&harness, "error C21 on userPrincipleName").is_empty());
    harness
        .get_by_label("Rename userPrincipleName to userP…")
        .click();
    harness.run_steps(4);
    assert!(names(&harness, "error C21").is_empty());
    assert_eq!(
        harness.state().editor().undo_name(),
        Some("Rename userPrincipleName to userPrincipalName")
    );
    key(&mut harness, egui::Modifiers::COMMAND, egui::Key::Z);
    assert!(!names(&harness, "error C21").is_empty());
}

#[test]
fn f8_goes_from_finding_to_finding_and_back() {
    let mut harness = window(draft());
    key(&mut harness, egui::Modifiers::NONE, egui::Key::F8);
    let first = harness.state().window().selection.clone();
    assert!(!first.items().is_empty());
    key(&mut harness, egui::Modifiers::NONE, egui::Key::F8);
    assert_ne!(harness.state().window().selection, first);
    key(&mut harness, egui::Modifiers::SHIFT, egui::Key::F8);
    assert_eq!(harness.state().window().selection, first);
}

#[test]
fn accepting_needs_a_reason_and_hides_the_finding() {
    let mut harness = window(draft());
    let before = harness.state().editor().derived().findings.standing().len();
    harness.get_all_by_label("Accept…").next().unwrap().click();
    harness.run_steps(4);
    let reason = harness.get_by(|node| {
        node.role() == Role::MultilineTextInput
            && node.label().is_some_and(|label| label == "Reason")
    });
    reason.type_text("As the customer wants it");
    harness.run_steps(4);
    harness.get_by_label("Accept finding").click();
    harness.run_steps(4);
    let project = harness.state().editor().project();
    assert_eq!(
        project.accepted_findings().values().next().unwrap().reason,
        "As the customer wants it"
    );
    assert_eq!(
        harness.state().editor().derived().findings.standing().len(),
        before - 1
    );
    assert!(!names(&harness, "Accepted 1").is_empty());
}

#[test]
fn filters_by_severity() {
    let mut harness = window(reference_project());
    assert!(!names(&harness, "hint ").is_empty());
    harness.get_by_label("0 errors").click();
    harness.run_steps(4);
    assert!(names(&harness, "hint C").is_empty());
    harness.get_by_label("No finding passes the filters above.");
}

#[test]
fn a_column_of_the_map_shows_what_has_findings_only() {
    let mut harness = window(draft());
    let rows = |harness: &Harness<'_, App>| {
        harness
            .query_all_by_role(Role::ListBoxOption)
            .filter_map(|node| node.accesskit_node().label())
            .collect::<Vec<_>>()
    };
    harness.get_by_label("Filter SCIM").click();
    harness.run_steps(4);
    harness.get_by_label("With findings").click();
    harness.run_steps(4);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    let shown = rows(&harness);
    let active = shown.iter().find(|row| row.starts_with("active, "));
    assert!(active.unwrap().contains("error M001"), "{active:?}");
    assert!(!shown.iter().any(|row| row.starts_with("nickName")));
}

#[test]
fn a_closed_group_says_how_many_of_its_attributes_have_errors() {
    let mut harness = window(draft());
    key(&mut harness, egui::Modifiers::ALT, egui::Key::Minus);
    assert!(!names(&harness, "with an error").is_empty());
}

/// A question on title that was due, or is due, on this day.
fn asked(year: i16) -> Project {
    let mut project = reference_project();
    let note = Note {
        place: Place::Attribute(AttributeId::protocol(Resource::User, "title")),
        kind: NoteKind::Question {
            owner: Some("Dana".to_owned()),
            due: Some(jiff::civil::date(year, 1, 31)),
            answer: None,
        },
        text: "Which title?".to_owned(),
        author: String::new(),
        created: jiff::Timestamp::UNIX_EPOCH,
        audience: Audience::Customer,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&note);
    let note = note.into();
    project.apply(Edit::AddNote { id, note }).unwrap();
    project
}

#[test]
fn a_question_past_its_day_is_a_finding_in_the_window_and_one_to_come_is_none() {
    let harness = window(asked(2001));
    let said = names(&harness, "M028 on title: ");
    assert!(
        said[0].contains("was due on 2001-01-31, from Dana"),
        "{said:?}"
    );
    assert!(names(&window(asked(9998)), "M028").is_empty());
}

#[test]
fn a_tooltip_gives_way_to_what_a_key_opens_over_it() {
    let mut harness = window(reference_project());
    let row = harness
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node
                    .label()
                    .is_some_and(|label| label.starts_with("userName, "))
        })
        .rect()
        .center();
    harness.hover_at(row);
    harness.run_steps(60);
    let tooltip = |harness: &Harness<'_, App>| {
        let shown = harness.query_all_by_role(Role::Label);
        shown
            .filter_map(|node| node.accesskit_node().value())
            .any(|text| text.starts_with("userName\n"))
    };
    assert!(tooltip(&harness));
    for (modifiers, opens) in [
        (egui::Modifiers::COMMAND, egui::Key::K),
        (
            egui::Modifiers::COMMAND | egui::Modifiers::SHIFT,
            egui::Key::E,
        ),
    ] {
        key(&mut harness, modifiers, opens);
        harness.run_steps(8);
        assert!(!tooltip(&harness), "{opens:?}");
        key(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
        harness.run_steps(60);
    }
}

#[test]
fn what_is_typed_behind_the_key_of_a_field_goes_into_the_field() {
    let mut harness = window(reference_project());
    key(&mut harness, egui::Modifiers::NONE, egui::Key::ArrowDown);
    let selected = harness.state().window().selection.clone();
    // All in one slow frame, each as a keyboard sends it: as a key and as text. Each letter is the key of some action,
    // and the first, which opens the field, is not for it.
    for (letter, pressed) in [
        ("n", egui::Key::N),
        ("r", egui::Key::R),
        ("s", egui::Key::S),
        ("x", egui::Key::X),
    ] {
        let events = &mut harness.input_mut().events;
        events.push(press(pressed, egui::Modifiers::NONE));
        events.push(egui::Event::Text(letter.to_owned()));
    }
    harness.run_steps(8);
    let field = harness.get_by(|node| {
        node.role() == Role::MultilineTextInput
            && node.label().is_some_and(|label| label == "New note")
    });
    assert_eq!(field.accesskit_node().value().as_deref(), Some("rsx"));
    assert!(!harness.state().editor().is_modified());
    assert_eq!(harness.state().window().selection, selected);
}

#[test]
fn all_rows_that_a_column_shows_are_selected_by_one_key() {
    let mut harness = window(reference_project());
    harness.get_by_label("Filter SCIM").click();
    harness.run_steps(4);
    harness.get_by_label("Required").click();
    harness.run_steps(4);
    key(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    harness
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node
                    .label()
                    .is_some_and(|label| label.starts_with("userName, "))
        })
        .click();
    harness.run_steps(4);
    key(&mut harness, egui::Modifiers::COMMAND, egui::Key::A);
    let selection = &harness.state().window().selection;
    let names: Vec<_> = selection.attributes().map(AttributeId::label).collect();
    assert_eq!(names, ["userName", "active", "displayName"]);
}

/// A letter pressed with Alt as some systems send it: as a key and as text, in one frame.
fn alt(harness: &mut Harness<'_, App>, pressed: egui::Key, text: &str) {
    let letter = press(pressed, egui::Modifiers::ALT);
    let events = &mut harness.input_mut().events;
    events.extend([letter, egui::Event::Text(text.to_owned())]);
    harness.run_steps(6);
}

fn press(key: egui::Key, modifiers: egui::Modifiers) -> egui::Event {
    egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

#[test]
fn a_letter_with_alt_opens_its_menu_and_the_arrows_go_on_from_there() {
    let mut harness = window(reference_project());
    let item = |harness: &Harness<'_, App>, name: &str| {
        harness
            .query_all_by_role(Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .any(|label| label.starts_with(name))
    };
    assert!(!item(&harness, "Save as…"));
    alt(&mut harness, egui::Key::F, "f");
    assert!(item(&harness, "Save as…"));
    assert!(!item(&harness, "Mark required"));
    key(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    alt(&mut harness, egui::Key::E, "e");
    assert!(item(&harness, "Mark required"));
    assert!(!item(&harness, "Save as…"));
}

#[test]
fn a_letter_with_alt_is_not_typed_into_a_field() {
    let mut harness = window(reference_project());
    key(&mut harness, egui::Modifiers::COMMAND, egui::Key::F);
    harness.event(egui::Event::Text("ab".to_owned()));
    harness.run_steps(4);
    alt(&mut harness, egui::Key::S, "s");
    let field = harness.get_by(|node| {
        node.role() == Role::SearchInput
            || (node.role() == Role::TextInput
                && node.label().is_some_and(|label| label.starts_with("Find")))
    });
    assert_eq!(field.accesskit_node().value().as_deref(), Some("ab"));
    assert!(!names(&harness, "Suggestions").is_empty());
}
