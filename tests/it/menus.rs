//! Menus and lists that open from a button: the keyboard stays in them until they close.

use crosswalk::app::App;
use crosswalk::app::command::View;
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

fn window() -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(|creation| App::new(&creation.egui_ctx));
    window.run_steps(3);
    window
}

fn table() -> Window {
    let mut window = window();
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run_steps(3);
    assert_eq!(window.state().window().view, View::Table);
    window
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

/// Presses a button with the pointer.
fn point_at(window: &mut Window, part: &str) {
    let button = window.get_by(|node| {
        node.role() == Role::Button && node.label().is_some_and(|label| label.contains(part))
    });
    button.click();
    window.run_steps(4);
}

/// The name of what has the keyboard after a key.
fn after(window: &mut Window, modifiers: Modifiers, key: Key) -> String {
    press(window, modifiers, key);
    focused(window)
}

fn focused(window: &Window) -> String {
    let mut all = window.root().children_recursive();
    let node = all.find(|node| node.accesskit_node().is_focused());
    let label = node.and_then(|node| node.accesskit_node().label());
    label.unwrap_or_default()
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;

#[test]
fn tab_goes_round_in_a_menu_that_the_pointer_opened_and_escape_goes_back_to_its_button() {
    let mut window = table();
    point_at(&mut window, "Columns ");
    assert_eq!(after(&mut window, NONE, Key::Tab), "Number");
    assert_eq!(after(&mut window, NONE, Key::Tab), "Resource");
    assert_eq!(after(&mut window, SHIFT, Key::Tab), "Number");
    let last = after(&mut window, SHIFT, Key::Tab);
    assert!(!last.is_empty() && last != "Menu", "{last}");
    assert_eq!(after(&mut window, NONE, Key::Tab), "Number");
    // The arrows go on from there.
    assert_eq!(after(&mut window, NONE, Key::ArrowDown), "Resource");
    press(&mut window, NONE, Key::Space);
    let hidden = window.get_by_label_contains("Columns ");
    let hidden = hidden.accesskit_node().label().unwrap_or_default();
    let button = after(&mut window, NONE, Key::Escape);
    assert_eq!(button, hidden);
    assert!(
        window.query_by_label("Number").is_none(),
        "the menu is closed"
    );
    assert_ne!(after(&mut window, NONE, Key::Tab), "Menu");
}

#[test]
fn tab_goes_round_in_the_filters_of_a_column() {
    let mut window = window();
    point_at(&mut window, "Filter SCIM");
    let first = after(&mut window, NONE, Key::Tab);
    window.get_by(|node| node.is_focused() && node.role() == Role::CheckBox);
    assert_ne!(after(&mut window, NONE, Key::Tab), first);
    assert_eq!(after(&mut window, SHIFT, Key::Tab), first);
    assert_eq!(after(&mut window, SHIFT, Key::Tab), "Equal widths");
    assert_eq!(after(&mut window, NONE, Key::Escape), "Filter SCIM");
}

#[test]
fn tab_goes_through_the_main_menu_and_into_what_the_pointer_opened_of_it() {
    let mut window = window();
    point_at(&mut window, "Menu");
    assert_eq!(after(&mut window, NONE, Key::Tab), "File");
    assert_eq!(after(&mut window, NONE, Key::Tab), "Edit");
    press(&mut window, NONE, Key::Escape);
    point_at(&mut window, "Menu");
    window.get_by_role_and_label(Role::Button, "Edit").click();
    window.run_steps(4);
    let first = after(&mut window, NONE, Key::Tab);
    assert!(
        !["", "File", "Edit", "Menu"].contains(&first.as_str()),
        "{first}"
    );
    let second = after(&mut window, NONE, Key::Tab);
    assert_ne!(first, second);
    assert_eq!(after(&mut window, SHIFT, Key::Tab), first);
}

#[test]
fn the_menu_of_cells_takes_the_keyboard_and_gives_it_back_to_them() {
    let mut window = table();
    let cell = window.get_by_label("Rule of active: Not([IsSoftDeleted])");
    cell.click_secondary();
    window.run_steps(4);
    assert_eq!(after(&mut window, NONE, Key::ArrowDown), "Edit cell F2");
    assert!(after(&mut window, NONE, Key::Tab).starts_with("Copy cells"));
    press(&mut window, NONE, Key::Escape);
    press(&mut window, NONE, Key::ArrowRight);
    assert_eq!(focused(&window), "SCIM of active: active");
}
