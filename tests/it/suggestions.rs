//! Links that may be missing, reviewed as a set below the map.

use crosswalk::app::App;
use crosswalk::catalog::reference_project;
use crosswalk::editor::changes;
use crosswalk::model::{LinkId, Project};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// The reference without the links into title, and from there on.
fn unlinked() -> Project {
    let mut project = reference_project();
    let ids = ["user/protocol/title", "user/protocol/displayName"].map(LinkId::new);
    let change = changes::remove_links(&project, &ids).unwrap();
    project.apply(change.edit).unwrap();
    project
}

fn window() -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1440.0, 1400.0))
        .build_eframe(|cc| App::new(&cc.egui_ctx).with_project(unlinked()));
    harness.run_steps(4);
    harness.key_press_modifiers(Modifiers::ALT, Key::S);
    harness.run_steps(4);
    harness
}

fn suggestions(harness: &Harness<'_, App>) -> Vec<String> {
    harness
        .query_all_by_label_contains("Suggestion ")
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

fn links(harness: &Harness<'_, App>) -> usize {
    harness.state().editor().project().links().len()
}

#[test]
fn the_likeliest_come_first_with_their_reasons() {
    let harness = window();
    let found = suggestions(&harness);
    let documented = |line: &&String| line.contains("the documents map it so");
    assert!(
        found.iter().take(2).all(|line| documented(&line)),
        "{found:?}"
    );
    let tab = harness.get_by(|node| {
        node.role() == Role::Tab
            && node
                .label()
                .is_some_and(|label| label.starts_with("Suggestions "))
    });
    assert!(tab.accesskit_node().label().unwrap().len() > "Suggestions ".len());
}

#[test]
fn a_reviewed_set_is_accepted_as_one_step() {
    let mut harness = window();
    let before = links(&harness);
    harness.get_by_label("Accept chosen");
    click(&mut harness, "Choose jobTitle to title");
    click(&mut harness, "Choose displayName to displayName");
    click(&mut harness, "Accept 2 chosen");
    assert_eq!(links(&harness), before + 2);
    let editor = harness.state().editor();
    assert_eq!(editor.undo_name(), Some("Accept 2 suggestions"));
    assert!(
        !suggestions(&harness)
            .iter()
            .any(|line| line.contains("jobTitle to title"))
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert_eq!(links(&harness), before);
    assert!(
        suggestions(&harness)
            .iter()
            .any(|line| line.contains("jobTitle to title"))
    );
}

#[test]
fn a_dismissed_one_is_shown_no_more_here_and_in_the_inspector() {
    let mut harness = window();
    let first = suggestions(&harness).remove(0);
    let number = suggestions(&harness).len();
    harness.get_all_by_label("Dismiss").next().unwrap().click();
    harness.run_steps(4);
    assert!(!suggestions(&harness).contains(&first));
    assert!(suggestions(&harness).len() <= number);
    // Its place is where the suggestion led to; nothing was changed for it.
    assert!(!harness.state().editor().is_modified());
}

#[test]
fn a_suggestion_leads_to_its_place() {
    let mut harness = window();
    let first = suggestions(&harness).remove(0);
    click(&mut harness, &first);
    assert!(!harness.state().window().selection.is_empty());
}
