//! The window at every size: what gives way to what, and that long names do not fill a page.

use crosswalk::app::App;
use crosswalk::app::state::Page;
use crosswalk::catalog::reference_project;
use crosswalk::model::{Column, Edit};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

fn sized(size: Vec2) -> Window {
    let mut window = Harness::builder()
        .with_size(size)
        .with_max_steps(64)
        .build_eframe(|creation| App::new(&creation.egui_ctx));
    window.run_steps(3);
    window
}

/// The row of the map whose spoken name begins with `name`.
fn row<'a>(window: &'a Window, name: &str) -> egui_kittest::Node<'a> {
    let start = format!("{name}, ");
    window.get_by(move |node| {
        node.role() == Role::ListBoxOption
            && node.label().is_some_and(|label| label.starts_with(&start))
    })
}

fn mark(window: &Window) -> Rect {
    window
        .get_by_role_and_label(Role::RadioButton, "System")
        .rect()
}

#[test]
fn the_inspector_stands_beside_the_map_where_both_have_room_else_below_it() {
    for (size, is_below) in [
        (vec2(1280.0, 720.0), false),
        (vec2(960.0, 720.0), false),
        (vec2(900.0, 720.0), true),
        (vec2(720.0, 600.0), true),
        // 1440 x 900 at 200 %, and the least window.
        (vec2(720.0, 450.0), true),
        (vec2(640.0, 400.0), true),
        // 1440 x 900 at 300 %.
        (vec2(480.0, 300.0), true),
    ] {
        let mut window = sized(size);
        let before = row(&window, "userName").rect();
        row(&window, "userName").click();
        window.run_steps(4);
        let after = row(&window, "userName").rect();
        let inspector = mark(&window);
        assert_eq!(inspector.top() > after.bottom() + 20.0, is_below, "{size}");
        if is_below {
            assert!(after.height() > 29.0, "{size}: {after} is cut");
            if size.y > 400.0 {
                assert_eq!(before, after, "{size}: the map moved");
            }
        } else {
            assert!(inspector.left() > after.right(), "{size}");
        }
    }
}

#[test]
fn a_row_that_is_selected_stays_in_view_when_the_inspector_opens_below_it() {
    let mut window = sized(vec2(720.0, 600.0));
    // The last row above the drawer.
    let lowest = "accountEnabled";
    let before = row(&window, lowest).rect();
    row(&window, lowest).click();
    window.run_steps(6);
    let after = row(&window, lowest).rect();
    assert!(after.bottom() <= mark(&window).top() - 40.0, "{after}");
    assert!(after.height() > 29.0, "{after}");
    assert!(after.top() < before.top(), "{before} {after}");
}

#[test]
fn a_list_that_gave_way_to_the_inspector_comes_back_when_it_is_asked_for() {
    let mut window = sized(vec2(720.0, 600.0));
    let findings = |window: &Window| {
        let buttons = window.query_all_by_role(Role::Button);
        let names = buttons.filter_map(|node| node.accesskit_node().label());
        names.filter(|name| name.starts_with("hint ")).count()
    };
    assert!(findings(&window) > 0);
    row(&window, "userName").click();
    window.run_steps(4);
    assert_eq!(findings(&window), 0);
    window
        .get_by(|node| {
            node.role() == Role::Tab
                && node
                    .label()
                    .is_some_and(|label| label.starts_with("Findings"))
        })
        .click();
    window.run_steps(4);
    assert!(findings(&window) > 0);
    assert!(window.state().window().selection.is_empty());
    // With nothing selected the tab folds the list away, as in a wide window.
    window.get_by_label("Close drawer").click();
    window.run_steps(4);
    assert_eq!(findings(&window), 0);
}

#[test]
fn the_provisioning_page_says_long_names_in_short() {
    let long = "Directory of the northern and southern branches ".repeat(4);
    let name = long.trim().to_owned();
    let mut window: Window = Harness::builder()
        .with_size(vec2(1280.0, 2000.0))
        .with_max_steps(64)
        .build_eframe(move |creation| {
            let mut project = reference_project();
            for column in [Column::Source, Column::Target] {
                let name = name.clone();
                project.apply(Edit::RenameSystem { column, name }).unwrap();
            }
            App::new(&creation.egui_ctx).with_project(project)
        });
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::ALT, Key::P);
    window.run_steps(4);
    assert_eq!(window.state().window().page, Some(Page::Resource));
    let mut said = 0;
    for node in window.root().children_recursive() {
        let access = node.accesskit_node();
        for text in [access.label(), access.value(), access.description()] {
            let text = text.unwrap_or_default();
            assert!(!text.contains(long.trim()), "{text}");
            said += usize::from(text.contains("Directory of the northern and so…"));
        }
    }
    assert!(said >= 4, "{said}");
}

#[test]
fn the_steps_of_a_run_stand_side_by_side_where_their_words_have_room_else_below_each_other() {
    for (size, is_beside) in [
        (vec2(1440.0, 900.0), true),
        (vec2(720.0, 450.0), true),
        // 1440 x 900 and 1280 x 720 at 300 %.
        (vec2(480.0, 300.0), false),
        (vec2(427.0, 240.0), false),
    ] {
        let mut window = sized(size);
        window.key_press_modifiers(Modifiers::ALT, Key::Num3);
        window.run_steps(6);
        let steps = ["Import: ", "Scope: ", "Match: ", "Action: "].map(|name| {
            let starts = |label: String| label.starts_with(name);
            let step = window.get_by(move |node| node.value().is_some_and(starts));
            step.rect()
        });
        for two in steps.windows(2) {
            if is_beside {
                assert!(two[0].right() <= two[1].left() + 0.5, "{size}: {steps:?}");
            } else {
                assert!(two[0].bottom() <= two[1].top() + 0.5, "{size}: {steps:?}");
            }
        }
        // Room for the longest of what they say: `create with 13 attributes`, or its beginning beside others.
        let least = if is_beside { 108.0 } else { 190.0 };
        assert!(steps[0].width() >= least, "{size}: {steps:?}");
        let sentence = "is created: nobody in the target matches";
        let said = window.get_by(move |node| {
            node.role() == Role::Label && node.value().is_some_and(|text| text == sentence)
        });
        let said = said.rect();
        assert!(
            said.width() > 100.0 && said.right() <= size.x,
            "{size}: {said}"
        );
    }
}
