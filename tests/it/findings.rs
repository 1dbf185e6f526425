//! The findings below the map, as a person uses them.

use crosswalk::app::App;
use crosswalk::catalog::reference_project;
use crosswalk::model::Project;
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
