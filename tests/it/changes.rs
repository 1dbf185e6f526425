//! The Changes view as a person uses it: what differs, filtered, read in full, followed to its place.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::command::View;
use crosswalk::app::selection::Item;
use crosswalk::catalog::reference_project;
use crosswalk::model::{LinkId, Project};
use crosswalk::store;
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

fn window(project: Project) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(|creation| App::new(&creation.egui_ctx).with_project(project));
    window.run_steps(3);
    window
}

fn until(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done(window) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(2);
}

fn show_changes(window: &mut Window) {
    window
        .get_by_role_and_label(Role::RadioButton, "Changes")
        .click();
    window.run_steps(3);
}

/// The sentences of the lines in view.
fn lines(window: &Window) -> Vec<String> {
    window
        .query_all_by_role(Role::ListBoxOption)
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

fn has_line(window: &Window, start: &str) -> bool {
    lines(window).iter().any(|line| line.starts_with(start))
}

fn northwind() -> Project {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/sample-data/northwind-care.crosswalk.json"
    );
    store::open(path.as_ref()).unwrap().opened.project
}

#[test]
fn the_reference_has_no_change_against_itself_and_says_what_to_do_next() {
    let mut window = window(reference_project());
    show_changes(&mut window);
    assert_eq!(window.state().window().view, View::Changes);
    until(&mut window, "the comparison", |window| {
        window.query_by_label("All 0").is_some()
    });
    assert!(lines(&window).is_empty());
    assert!(window.query_by_label("Choose file…").is_some());
}

#[test]
fn changes_are_filtered_read_and_followed_to_the_map() {
    let mut window = window(northwind());
    show_changes(&mut window);
    until(&mut window, "the comparison", |window| {
        !lines(window).is_empty()
    });
    let all = window.state().changes().differences().len();
    assert!(window.query_by_label(&format!("All {all}")).is_some());
    let added = window
        .state()
        .changes()
        .differences()
        .iter()
        .filter(|one| one.kind == crosswalk::compare::DifferenceKind::Added)
        .count();
    assert!(added > 0 && added < all);
    window.get_by_label(&format!("Added {added}")).click();
    window.run_steps(3);
    assert!(lines(&window).iter().all(|line| line.starts_with("added ")));
    window.get_by_label(&format!("All {all}")).click();
    window.run_steps(3);

    // A link that differs: chosen, told in full, shown on the map.
    let difference = window
        .state()
        .changes()
        .differences()
        .iter()
        .find(|one| {
            one.kind == crosswalk::compare::DifferenceKind::Changed
                && matches!(one.subject, crosswalk::compare::Subject::Link { .. })
        })
        .unwrap()
        .clone();
    let crosswalk::compare::Subject::Link { id, .. } = &difference.subject else {
        unreachable!("looked for above")
    };
    // The words to look for, as a person types them.
    window.get_by_label("Find change").click();
    window.run_steps(2);
    for letter in difference.name.chars() {
        window
            .get_by_label("Find change")
            .type_text(&letter.to_string());
        window.run_steps(1);
    }
    window.run_steps(2);
    let sentence = difference.sentence();
    window.get_by_label(&sentence).click();
    window.run_steps(3);
    window.get_by_label("Show on the map").click();
    window.run_steps(3);
    assert_eq!(window.state().window().view, View::Map);
    let selected = window.state().window().selection.primary();
    assert_eq!(selected, Some(&Item::Link(id.clone())));
}

#[test]
fn an_edit_is_seen_at_once_and_undo_takes_it_out_again() {
    let mut window = window(reference_project());
    show_changes(&mut window);
    until(&mut window, "the comparison", |window| {
        window.query_by_label("All 0").is_some()
    });
    window.key_press_modifiers(Modifiers::ALT, Key::Num1);
    window.run_steps(3);
    window
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node
                    .label()
                    .is_some_and(|label| label.starts_with("title, "))
        })
        .click();
    window.run_steps(3);
    window.key_press(Key::R);
    window.run_steps(3);
    show_changes(&mut window);
    until(&mut window, "the change", |window| {
        has_line(
            window,
            "changed attribute title (SCIM, user): mark: optional → required",
        )
    });
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut window, "undo", |window| {
        window.query_by_label("All 0").is_some()
    });
}

fn compare_with(window: &mut Window, path: &std::path::Path) {
    window.get_by_label("Choose file…").click();
    until(window, "the question for a path", |window| {
        window.query_by_label("Path").is_some()
    });
    window
        .get_by_label("Path")
        .type_text(path.to_str().unwrap());
    window.run_steps(2);
    window.get_by_label("Compare").click();
    window.run_steps(2);
}

#[test]
fn a_schema_of_entra_id_is_compared_by_what_it_can_hold() {
    let mut window = window(reference_project());
    show_changes(&mut window);
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests",
        "fixtures",
        "entra-schema-recent.json",
    ]
    .iter()
    .collect();
    compare_with(&mut window, &path);
    // The list shows what is in view; the links stand below the attributes.
    until(&mut window, "the schema", |window| {
        let differences = window.state().changes().differences();
        differences
            .iter()
            .any(|one| one.sentence().starts_with("removed link nickName"))
    });
    let differences = window.state().changes().differences();
    assert!(
        !differences
            .iter()
            .any(|one| one.place.contains("Genesys Cloud"))
    );
    let id = LinkId::new("user/protocol/nickName");
    assert!(window.state().editor().project().link(&id).is_none());
    // Back to the reference and to the file again.
    window
        .get_by_role_and_label(Role::RadioButton, "Reference")
        .click();
    until(&mut window, "the reference", |window| {
        window.query_by_label("All 0").is_some()
    });
}

#[test]
fn a_file_that_is_neither_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("neither.json");
    std::fs::write(&path, "[1]").unwrap();
    let mut window = window(reference_project());
    show_changes(&mut window);
    compare_with(&mut window, &path);
    until(&mut window, "the refusal", |window| {
        window
            .state()
            .window()
            .message
            .as_ref()
            .is_some_and(|message| {
                message
                    .text
                    .starts_with("Not compared: neither.json is neither a project")
            })
    });
}

#[test]
fn a_real_run_is_shown_beside_the_link_it_went_through() {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests",
        "fixtures",
        "provision-answer.json",
    ]
    .iter()
    .collect();
    let mut window = window(reference_project());
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(3);
    window
        .get_by_label("Command")
        .type_text("provisioning answer");
    window.run_steps(3);
    window.key_press(Key::Enter);
    until(&mut window, "the question for a path", |window| {
        window.query_by_label("Path").is_some()
    });
    window
        .get_by_label("Path")
        .type_text(path.to_str().unwrap());
    window.run_steps(2);
    window.get_by_role_and_label(Role::Button, "Open").click();
    until(&mut window, "the answer", |window| {
        window
            .state()
            .window()
            .message
            .as_ref()
            .is_some_and(|message| message.text.starts_with("kim@example.com: Update, Success"))
    });
    window
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node
                    .label()
                    .is_some_and(|label| label.starts_with("title, "))
        })
        .click();
    window.run_steps(4);
    for label in [
        "jobTitle · read",
        "title · in the target",
        "Agent → Team lead",
    ] {
        assert!(window.query_by_label(label).is_some(), "{label}");
    }
    // It is no part of the project.
    assert!(!window.state().editor().is_modified());
}

#[test]
fn the_map_marks_the_rows_that_differ_where_that_is_asked_for() {
    let mut window = window(northwind());
    let said = |window: &Window, name: &str| {
        let start = format!("{name}, ");
        window
            .query_all_by_role(Role::ListBoxOption)
            .filter_map(|node| node.accesskit_node().label())
            .find(|label| label.starts_with(&start))
            .unwrap()
    };
    let toggle = |window: &mut Window| {
        window.key_press_modifiers(Modifiers::ALT, Key::Num4);
        window.run_steps(3);
        until(window, "the comparison", |window| !lines(window).is_empty());
        window.get_by_label("Mark on the map").click();
        window.run_steps(3);
        window.key_press_modifiers(Modifiers::ALT, Key::Num1);
        window.run_steps(3);
    };
    toggle(&mut window);
    // The customer writes it by another expression; the field it goes to is as in the reference.
    assert!(said(&window, "title").ends_with("differs from the reference"));
    assert!(!said(&window, "objectId").contains("the reference"));
    toggle(&mut window);
    assert!(!said(&window, "title").contains("the reference"));
}
