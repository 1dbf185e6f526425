//! The pilot view as a person uses it, found by the names that screen readers hear.

use crosswalk::app::App;
use crosswalk::app::command::View;
use crosswalk::editor::changes;
use crosswalk::model::LinkId;
use eframe::egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

/// The reference mapping in the pilot.
fn pilot() -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(16)
        .build_eframe(|cc| App::new(&cc.egui_ctx));
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run();
    assert_eq!(window.state().window().view, View::Pilot);
    window
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run();
}

/// What can be seen and contains these words, as screen readers say it.
fn naming(window: &Window, words: &str) -> Vec<String> {
    window
        .query_all_by(|node| {
            let says = |text: Option<String>| text.is_some_and(|text| text.contains(words));
            says(node.label()) || says(node.value())
        })
        .filter_map(|node| {
            let node = node.accesskit_node();
            node.label().or(node.value())
        })
        .collect()
}

#[test]
fn the_built_in_users_are_run_and_counted() {
    let window = pilot();
    for name in ["All 20", "Create 9", "Update 5", "Skip 4", "Fail 2"] {
        assert!(window.query_by_label(name).is_some(), "{name}");
    }
    let users = naming(&window, "Lea Cohen, disable, soft-deleted");
    assert_eq!(users.len(), 1, "{users:?}");
}

#[test]
fn a_chosen_user_shows_what_is_sent_and_what_changes() {
    let mut window = pilot();
    let lea = naming(&window, "Lea Cohen").remove(0);
    click(&mut window, &lea);
    let lines = naming(&window, "IsSoftDeleted True; active sent: False");
    assert_eq!(
        lines,
        ["IsSoftDeleted True; active sent: False; state inactive, was active"]
    );
    let action = naming(&window, "Action: passed");
    assert_eq!(action, ["Action: passed, disable: active"]);
}

#[test]
fn the_list_is_filtered_and_walked_by_keys() {
    let mut window = pilot();
    click(&mut window, "Fail 2");
    let dora = naming(&window, "Dora Twin, fail").remove(0);
    let nora = naming(&window, "row 19, fail").first().cloned();
    let nora = nora.or_else(|| {
        naming(&window, "n.name@northwind.example, fail")
            .first()
            .cloned()
    });
    assert!(nora.is_some());
    assert!(window.query_by_label("Ana López").is_none());
    click(&mut window, &dora);
    window.key_press(Key::ArrowDown);
    window.run();
    let nora = nora.unwrap();
    let chosen = window.get_by_label(&nora);
    assert!(chosen.is_focused());
}

#[test]
fn transitions_are_tried_and_taken_back() {
    let mut window = pilot();
    click(&mut window, "Unassign");
    assert_eq!(naming(&window, "active sent: False").len(), 1);
    click(&mut window, "Clear a value");
    assert_eq!(naming(&window, "title not sent: empty").len(), 1);
    click(&mut window, "Clear a value");
    assert_eq!(naming(&window, "title sent: Agent").len(), 1);
}

#[test]
fn an_edit_of_the_mapping_runs_the_users_again_at_once() {
    let mut window = pilot();
    assert_eq!(
        naming(&window, "jobTitle Agent; title sent: Agent").len(),
        1
    );
    let sent_before = naming(&window, "Action: passed");
    // The link is selected on the map from its line here, deleted there, and the pilot knows.
    let line = naming(&window, "jobTitle Agent; title sent: Agent").remove(0);
    click(&mut window, &line);
    assert_eq!(window.state().window().view, View::Map);
    window.key_press(Key::Delete);
    window.run();
    let project = window.state().editor().project();
    assert!(project.link(&LinkId::new("user/protocol/title")).is_none());
    assert!(changes::remove_links(project, &[]).is_none());
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run();
    assert_eq!(naming(&window, "title sent: Agent").len(), 0);
    assert_ne!(naming(&window, "Action: passed"), sent_before);
}

#[test]
fn everything_that_can_be_pressed_has_a_name_and_a_size() {
    let window = pilot();
    for node in window.get_all_by(|node| {
        matches!(
            node.role(),
            Role::Button | Role::RadioButton | Role::Tab | Role::TextInput | Role::ComboBox
        )
    }) {
        let label = node.accesskit_node().label();
        assert!(label.is_some_and(|label| !label.is_empty()), "{node:?}");
    }
}

#[test]
fn groups_say_why_there_is_nothing_to_run() {
    let mut window = pilot();
    click(&mut window, "Groups");
    assert!(
        window
            .query_by_label_contains("The pilot runs users")
            .is_some()
    );
}

#[test]
fn all_users_are_counted_by_reason_and_each_reason_leads_to_its_users() {
    let mut window = pilot();
    click(&mut window, "Outcome of all 20");
    let reasons = naming(&window, "1 user, fail: ");
    assert_eq!(
        reasons,
        [
            "1 user, fail: an earlier user has the same value for \"userName\", which must be unique",
            "1 user, fail: \"displayName\" is required and has no value",
        ]
    );
    assert_eq!(naming(&window, "9 users, create: ").len(), 1);
    assert_eq!(naming(&window, "to look at: \"employeeId\"").len(), 1);
    click(&mut window, &reasons[1]);
    assert_eq!(naming(&window, "n.name@northwind.example, fail").len(), 1);
    assert_eq!(naming(&window, "Dora Twin, fail").len(), 0);
    click(&mut window, "Show all users again");
    assert_eq!(naming(&window, "Dora Twin, fail").len(), 1);
}

#[test]
fn the_rule_behind_a_failure_is_one_press_away() {
    let mut window = pilot();
    click(&mut window, "Fail 2");
    let nora = naming(&window, "n.name@northwind.example, fail").remove(0);
    click(&mut window, &nora);
    click(&mut window, "Show the rule");
    let state = window.state();
    assert_eq!(state.window().view, View::Map);
    assert!(
        window
            .query_by_label_contains("Link · configured in Entra ID")
            .is_some()
    );
}

#[test]
fn the_requests_of_a_user_are_shown_with_their_bodies() {
    let mut window = pilot();
    click(&mut window, "Requests 3");
    for words in [
        "/Users?filter=userName eq \"a.lopez@northwind.example\"",
        "\"displayName\": \"Ana López\"",
        "sets references, in a request of their own",
        "\"value\": \"gc-0002\"",
    ] {
        assert!(!naming(&window, words).is_empty(), "{words}");
    }
    let lea = naming(&window, "Lea Cohen").remove(0);
    click(&mut window, &lea);
    assert!(!naming(&window, "\"value\": \"False\"").is_empty());
    click(&mut window, "Stages");
    assert_eq!(naming(&window, "\"value\": \"False\"").len(), 0);
}

#[test]
fn a_value_is_changed_from_what_it_is() {
    let mut window = pilot();
    click(&mut window, "Change a value");
    // Nothing happens before something is typed.
    let unchanged = naming(&window, "the target has every value already");
    assert!(!unchanged.is_empty());
    let field = window.get_by_role_and_label(Role::TextInput, "New value");
    assert!(field.is_focused());
    assert_eq!(field.accesskit_node().value().as_deref(), Some("Agent"));
    field.type_text(" II");
    window.run();
    assert_eq!(naming(&window, "title sent: Agent II").len(), 1);
}

#[test]
fn what_is_inferred_is_said_to_be() {
    let mut window = pilot();
    let lea = naming(&window, "Lea Cohen").remove(0);
    click(&mut window, &lea);
    assert_eq!(
        naming(&window, "Only the status is sent. Inferred from Microsoft").len(),
        1
    );
}
