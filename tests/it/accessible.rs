//! For everybody: every control of every view, page, menu and dialog has a name and can be hit; the bar folds in a narrow
//! window; the keyboard reaches everything; what is too much is refused in words.

use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::command::View;
use crosswalk::app::state::{Dialog, Page};
use crosswalk::catalog::reference_project;
use crosswalk::model::Resource;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

fn sized(size: Vec2) -> Window {
    with_title(size, None)
}

fn with_title(size: Vec2, title: Option<String>) -> Window {
    let mut window = Harness::builder()
        .with_size(size)
        .with_max_steps(64)
        .build_eframe(|creation| {
            let app = App::new(&creation.egui_ctx);
            let Some(title) = title else { return app };
            let mut project = reference_project();
            let mut heading = project.heading().clone();
            heading.title = title;
            project
                .apply(crosswalk::model::Edit::SetHeading(heading))
                .unwrap();
            app.with_project(project)
        });
    window.run_steps(3);
    window
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(4);
}

/// Chooses an action in the palette, by its whole name.
fn act(window: &mut Window, name: &str) {
    press(window, CTRL, Key::K);
    window.get_by_label("Command").type_text(name);
    window.run_steps(3);
    press(window, NONE, Key::Enter);
}

/// What a person can act on.
const CONTROLS: &[Role] = &[
    Role::Button,
    Role::CheckBox,
    Role::RadioButton,
    Role::ComboBox,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::ListBoxOption,
    Role::Link,
    Role::Slider,
    Role::SpinButton,
    Role::Tab,
    Role::MenuItem,
    Role::Splitter,
    Role::Cell,
    Role::GridCell,
    Role::ColumnHeader,
    Role::Switch,
];

/// What is pressed, apart from cells and rows, which are as high as their line.
const PRESSED: &[Role] = &[
    Role::Button,
    Role::CheckBox,
    Role::RadioButton,
    Role::ComboBox,
    Role::Tab,
    Role::MenuItem,
    Role::ListBoxOption,
];

/// From where to where a control goes from left to right.
fn across(rect: Rect) -> [i32; 2] {
    [rect.left(), rect.right()].map(|x| x.round() as i32)
}

/// Fails on a control without a name, on one that is too small to hit, and where there are fewer than `least`.
fn check(window: &Window, place: &str, least: usize) {
    let mut controls = 0;
    let mut faults = Vec::new();
    // What is scrolled half out of view is cut there: it counts as high as the others of its list.
    let whole: Vec<(Role, [i32; 2])> = window
        .root()
        .children_recursive()
        .filter(|node| CONTROLS.contains(&node.accesskit_node().role()))
        .filter(|node| node.rect().height() >= 23.9)
        .map(|node| (node.accesskit_node().role(), across(node.rect())))
        .collect();
    for node in window.root().children_recursive() {
        let access = node.accesskit_node();
        let role = access.role();
        if !CONTROLS.contains(&role) {
            continue;
        }
        controls += 1;
        let name = access.label().unwrap_or_default();
        let rect = node.rect();
        if name.trim().is_empty() {
            faults.push(format!("{role:?} without a name at {rect:?}"));
        }
        let is_small =
            rect.width() < 23.9 || (rect.height() < 23.9 && !whole.contains(&(role, across(rect))));
        if PRESSED.contains(&role) && is_small {
            faults.push(format!("{role:?} {name:?} is {:?}", rect.size()));
        }
    }
    assert!(faults.is_empty(), "{place}: {faults:#?}");
    assert!(controls >= least, "{place}: {controls} controls");
}

#[test]
fn every_control_of_the_views_has_a_name_and_can_be_hit() {
    for size in [vec2(1440.0, 900.0), vec2(640.0, 400.0)] {
        let mut window = sized(size);
        check(&window, "map", 10);
        press(&mut window, ALT, Key::G);
        check(&window, "groups", 5);
        press(&mut window, ALT, Key::U);
        press(&mut window, NONE, Key::ArrowDown);
        press(&mut window, NONE, Key::ArrowRight);
        check(&window, "an attribute", 15);
        press(&mut window, ALT, Key::Num2);
        check(&window, "table", 20);
        press(&mut window, NONE, Key::F2);
        check(&window, "a cell that is typed in", 20);
        press(&mut window, NONE, Key::Escape);
        for _ in 0..5 {
            press(&mut window, NONE, Key::ArrowRight);
        }
        press(&mut window, NONE, Key::F2);
        check(&window, "a cell that is chosen in", 20);
        press(&mut window, NONE, Key::Escape);
        for menu in ["Columns 11 of 17", "Copy", "Sort"] {
            click(&mut window, menu);
            check(&window, menu, 20);
            press(&mut window, NONE, Key::Escape);
        }
    }
}

#[test]
fn every_control_of_the_pages_has_a_name_and_can_be_hit() {
    for size in [vec2(1280.0, 720.0), vec2(640.0, 400.0)] {
        let mut window = sized(size);
        press(&mut window, ALT, Key::Enter);
        assert_eq!(window.state().window().page, Some(Page::Project));
        check(&window, "project", 12);
        press(&mut window, ALT, Key::P);
        assert_eq!(window.state().window().page, Some(Page::Resource));
        check(&window, "provisioning", 12);
        window.get_by_label("Add scoping filter").scroll_to_me();
        window.run_steps(3);
        click(&mut window, "Add scoping filter");
        check(&window, "a scoping filter", 12);
        press(&mut window, NONE, Key::Escape);
        press(&mut window, NONE, Key::Escape);
        let table = "Entra ID,SCIM,Owner\njobTitle,titel,HR\nmail,userName,IT\n";
        window.event(Event::Paste(table.to_owned()));
        window.run_steps(3);
        let deadline = Instant::now() + Duration::from_secs(20);
        while window.state().import().is_working() {
            assert!(Instant::now() < deadline);
            window.step();
        }
        window.run_steps(3);
        assert_eq!(window.state().window().page, Some(Page::Import));
        check(&window, "import", 12);
    }
}

#[test]
fn every_control_of_the_dialogs_has_a_name_and_can_be_hit() {
    for size in [vec2(1280.0, 720.0), vec2(640.0, 400.0)] {
        let mut window = sized(size);
        press(&mut window, CTRL | Modifiers::SHIFT, Key::E);
        for format in ["Handoff as Markdown", "CSV for a spreadsheet", "Exact CSV"] {
            click(&mut window, format);
            check(&window, format, 8);
        }
        press(&mut window, NONE, Key::Escape);
        press(&mut window, NONE, Key::Insert);
        check(&window, "a new attribute", 8);
        press(&mut window, NONE, Key::Escape);
        press(&mut window, CTRL, Key::Comma);
        check(&window, "settings", 8);
        click(&mut window, "Keys");
        check(&window, "settings, keys", 15);
        press(&mut window, NONE, Key::Escape);
        press(&mut window, NONE, Key::F1);
        check(&window, "key help", 6);
        press(&mut window, NONE, Key::Escape);
        press(&mut window, CTRL, Key::K);
        check(&window, "palette", 15);
        press(&mut window, NONE, Key::Escape);
        act(&mut window, "About Crosswalk");
        assert_eq!(window.state().window().dialog, Some(Dialog::About));
        check(&window, "about", 8);
        assert!(window.query_by_label_contains("Version 0.").is_some());
        press(&mut window, NONE, Key::Escape);
        assert_eq!(window.state().window().dialog, None);
        // Something to save, then the question about it.
        press(&mut window, NONE, Key::ArrowDown);
        press(&mut window, NONE, Key::O);
        press(&mut window, CTRL, Key::N);
        assert!(matches!(
            window.state().window().dialog,
            Some(Dialog::Unsaved { .. })
        ));
        check(&window, "unsaved changes", 3);
    }
}

#[test]
fn every_entry_of_the_menus_has_a_name_and_can_be_hit() {
    for (title, entry) in [
        ("File", "Save as…"),
        ("Edit", "Undo"),
        ("View", "Dark theme"),
        ("Help", "About Crosswalk"),
    ] {
        let mut window = sized(vec2(1280.0, 720.0));
        press(&mut window, NONE, Key::F10);
        check(&window, "the menu", 10);
        // The keyboard is in it: Down leads on, Enter opens.
        assert_eq!(focused(&window), "File");
        window.get_by_role_and_label(Role::Button, title).click();
        window.run_steps(4);
        check(&window, title, 12);
        let entries = window.query_all_by_label_contains(entry).count();
        assert!(entries > 0, "{title}");
    }
}

/// The name of what has the keyboard's focus.
fn focused(window: &Window) -> String {
    window
        .root()
        .children_recursive()
        .find(|node| node.accesskit_node().is_focused())
        .and_then(|node| node.accesskit_node().label())
        .unwrap_or_default()
}

/// The controls of the bar, from left to right.
fn bar(window: &Window) -> Vec<(String, Rect)> {
    let mut controls: Vec<_> = window
        .root()
        .children_recursive()
        .filter(|node| CONTROLS.contains(&node.accesskit_node().role()))
        .filter(|node| node.rect().center().y < 48.0)
        .map(|node| {
            let name = node.accesskit_node().label().unwrap_or_default();
            (name, node.rect())
        })
        .collect();
    controls.sort_by(|(_, a), (_, b)| a.left().total_cmp(&b.left()));
    controls
}

#[test]
fn nothing_of_the_bar_is_cut_off_or_overlaps_at_any_width() {
    for title in ["A mapping".to_owned(), "Ж".repeat(200)] {
        for width in [640.0, 700.0, 800.0, 900.0, 1024.0, 1280.0, 1440.0, 3840.0] {
            let mut window = with_title(vec2(width, 720.0), Some(title.clone()));
            for view in [Key::Num1, Key::Num2] {
                press(&mut window, ALT, view);
                let controls = bar(&window);
                assert!(controls.len() >= 5, "{width}: {controls:?}");
                for (name, rect) in &controls {
                    let inside = rect.left() >= 0.0 && rect.right() <= width;
                    assert!(inside, "{width}: {name} {rect:?}");
                }
                for pair in controls.windows(2) {
                    let [(a, before), (b, after)] = pair else {
                        continue;
                    };
                    assert!(before.right() <= after.left() + 0.5, "{width}: {a} and {b}");
                }
            }
        }
    }
}

#[test]
fn a_narrow_bar_opens_its_search_over_itself_and_closes_it() {
    let mut window = sized(vec2(640.0, 400.0));
    assert!(window.query_by_role(Role::TextInput).is_none());
    click(&mut window, "Find attribute");
    window
        .get_by_role_and_label(Role::TextInput, "Find attribute")
        .type_text("userName");
    window.run_steps(4);
    assert!(window.query_by_label_contains("found").is_some());
    press(&mut window, NONE, Key::Escape);
    assert!(window.query_by_role(Role::TextInput).is_none());
    assert!(window.query_by_label("Menu").is_some());
}

#[test]
fn views_and_resources_are_chosen_in_a_narrow_bar_too() {
    let mut window = sized(vec2(640.0, 400.0));
    press(&mut window, ALT, Key::Num2);
    assert_eq!(window.state().window().view, View::Table);
    choose(&mut window, "Resource", "Groups");
    assert_eq!(window.state().window().resource, Resource::Group);
    choose(&mut window, "View", "Map");
    assert_eq!(window.state().window().view, View::Map);
}

/// Chooses a word of the bar, which a narrow window folds into a button of the choice's name.
fn choose(window: &mut Window, choice: &str, word: &str) {
    if let Some(folded) = window.query_by_role_and_label(Role::ComboBox, choice) {
        folded.click();
        window.run_steps(4);
    }
    click(window, word);
}

#[test]
fn escape_leaves_the_field_of_a_page_first_and_then_the_page() {
    let mut window = sized(vec2(1280.0, 720.0));
    press(&mut window, ALT, Key::Enter);
    window
        .get_by_role_and_label(Role::TextInput, "Title")
        .focus();
    window.run_steps(3);
    press(&mut window, NONE, Key::Escape);
    assert_eq!(window.state().window().page, Some(Page::Project));
    assert_ne!(focused(&window), "Title");
    press(&mut window, NONE, Key::Escape);
    assert_eq!(window.state().window().page, None);
}

#[test]
fn the_table_is_searched_where_it_stands() {
    let mut window = sized(vec2(1440.0, 900.0));
    press(&mut window, ALT, Key::Num2);
    let all = window
        .get_by_label_contains("All ")
        .accesskit_node()
        .label();
    press(&mut window, CTRL, Key::F);
    assert_eq!(window.state().window().view, View::Table);
    window
        .get_by_role_and_label(Role::TextInput, "Find attribute")
        .type_text("userName");
    window.run_steps(4);
    let found = window
        .get_by_label_contains("All ")
        .accesskit_node()
        .label();
    assert_ne!(all, found);
    assert!(window.query_by_label_contains("with “userName”").is_some());
    window
        .get_by_role_and_label(Role::TextInput, "Find attribute")
        .type_text(" nowhere");
    window.run_steps(4);
    assert!(
        window
            .query_by_label("No row has “userName nowhere”")
            .is_some()
    );
    press(&mut window, NONE, Key::Escape);
    assert_eq!(
        window
            .get_by_label_contains("All ")
            .accesskit_node()
            .label(),
        all
    );
}

#[test]
fn a_hundred_thousand_lines_are_not_pasted_into_a_field_and_nothing_stalls() {
    let text = "one line of a log\n".repeat(100_000);
    let mut window = sized(vec2(1280.0, 720.0));
    press(&mut window, ALT, Key::Num2);
    // Into cells, into a cell that is typed in, and into a field of a page.
    let check = |window: &mut Window, words: &str| {
        let started = Instant::now();
        window.event(Event::Paste(text.clone()));
        window.run_steps(4);
        let took = started.elapsed();
        assert!(took < Duration::from_secs(5), "{took:?}");
        assert!(!window.state().editor().is_modified());
        assert!(window.query_by_label_contains(words).is_some(), "{words}");
    };
    check(&mut window, "100000 rows");
    press(&mut window, NONE, Key::F2);
    check(&mut window, "100000 lines are too much for one field");
    press(&mut window, NONE, Key::Escape);
    press(&mut window, ALT, Key::Enter);
    window
        .get_by_role_and_label(Role::TextInput, "Title")
        .focus();
    window.run_steps(3);
    check(&mut window, "100000 lines are too much for one field");
}

#[test]
fn the_other_button_offers_what_a_cell_can_take() {
    let mut window = sized(vec2(1440.0, 900.0));
    press(&mut window, ALT, Key::Num2);
    let cell = window.get_by_label("SCIM of userName: userName");
    cell.click_secondary();
    window.run_steps(4);
    check(&window, "the menu of a cell", 20);
    for entry in ["Fill down", "Copy as Markdown", "Mark required", "Agree"] {
        let entries = window.query_all_by_label_contains(entry).count();
        assert!(entries > 0, "{entry}");
    }
    click(&mut window, "Reject");
    assert!(window.state().editor().is_modified());
}

/// A slow frame holds many keys: a person who types on does not wait for the palette.
#[test]
fn what_is_typed_at_once_behind_the_key_of_the_palette_is_typed_into_it() {
    let mut window = sized(vec2(1440.0, 900.0));
    press(&mut window, ALT, Key::Num2);
    window.key_press_modifiers(CTRL, Key::K);
    window.event(Event::Text("about".to_owned()));
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert_eq!(window.state().window().dialog, Some(Dialog::About));
    assert!(!window.state().editor().is_modified());
}
