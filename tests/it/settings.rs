//! Settings as a person meets them: the page, keys of one's own, broken files, recent files, panes, dropped files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::command::Action;
use crosswalk::app::settings::UserSettings;
use crosswalk::app::state::MessageKind;
use crosswalk::store::settings::{Separator, Theme, load};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

type Window = Harness<'static, App>;

fn window_with(make: impl FnOnce(&egui::Context, App) -> App + 'static) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 1000.0))
        .with_max_steps(64)
        .build_eframe(|creation| {
            let ctx = &creation.egui_ctx;
            make(ctx, App::new(ctx))
        });
    window.run_steps(4);
    window
}

/// A window whose settings are kept in `folder`.
fn window_in(folder: &Path) -> Window {
    let folder = folder.to_owned();
    window_with(move |ctx, app| app.with_settings(ctx, UserSettings::load(&folder)))
}

fn until(window: &mut Window, what: &str, done: impl Fn(&App) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done(window.state()) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(3);
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(3);
}

fn message(window: &Window) -> String {
    let message = window.state().window().message.clone();
    message.map(|message| message.text).unwrap_or_default()
}

fn open_settings(window: &mut Window) {
    press(window, Modifiers::COMMAND, Key::Comma);
    window.get_by_label("Settings page");
}

fn open_keys(window: &mut Window, query: &str) {
    open_settings(window);
    click(window, "Keys");
    window.get_by_label("Find an action or a key").focus();
    window.run_steps(2);
    window
        .get_by_label("Find an action or a key")
        .type_text(query);
    window.run_steps(3);
}

fn project_file(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let bytes = crosswalk::store::write(&crosswalk::catalog::reference_project());
    std::fs::write(&path, bytes).unwrap();
    path
}

fn is_dark(window: &Window) -> bool {
    window.ctx.theme() == egui::Theme::Dark
}

#[test]
fn choices_count_at_once_and_are_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_in(folder.path());
    open_settings(&mut window);
    click(&mut window, "Dark");
    assert!(is_dark(&window));
    click(&mut window, "Light");
    assert!(!is_dark(&window));
    click(&mut window, "Dark");
    click(&mut window, "Nothing moves");
    assert!(window.ctx.global_style().animation_time.abs() < f32::EPSILON);
    click(&mut window, "Semicolon");
    let (field, name) = (Role::TextInput, "Your name");
    window.get_by_role_and_label(field, name).focus();
    window.run_steps(2);
    window.get_by_role_and_label(field, name).type_text("Ada");
    window.run_steps(2);
    click(&mut window, "Larger");
    assert!((window.ctx.zoom_factor() - 1.1).abs() < 0.01);
    click(&mut window, "Close");
    assert!(window.query_by_label("Settings page").is_none());

    let file = folder.path().join("settings.json");
    until(&mut window, "the settings to be saved", |_| {
        load(&file).settings.scale == 110
    });
    let kept = load(&file).settings;
    assert_eq!(kept.theme, Theme::Dark);
    assert_eq!(kept.separator, Separator::Semicolon);
    assert_eq!(kept.author, "Ada");

    let window = window_in(folder.path());
    assert!(is_dark(&window));
    assert!(window.ctx.global_style().animation_time.abs() < f32::EPSILON);
    assert!((window.ctx.zoom_factor() - 1.1).abs() < 0.01);
}

#[test]
fn what_was_chosen_last_is_saved_when_the_window_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_in(folder.path());
    open_settings(&mut window);
    click(&mut window, "Dark");
    eframe::App::on_exit(window.state_mut(), None);
    let file = folder.path().join("settings.json");
    assert_eq!(load(&file).settings.theme, Theme::Dark);
}

#[test]
fn notes_carry_the_name() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("settings.json"),
        r#"{"version": 1, "author": "Ada"}"#,
    )
    .unwrap();
    let mut window = window_in(folder.path());
    window.get_by_label("New note").focus();
    window.run_steps(2);
    window.get_by_label("New note").type_text("Who owns this?");
    window.run_steps(3);
    window.get_by_label("Add note").scroll_to_me();
    window.run_steps(3);
    click(&mut window, "Add note");
    let project = window.state().editor().project();
    let authors: Vec<_> = project
        .notes()
        .filter(|(_, note)| note.text == "Who owns this?")
        .map(|(_, note)| note.author.as_str())
        .collect();
    assert_eq!(authors, ["Ada"]);
}

#[test]
fn a_key_is_changed_used_shown_and_reset() {
    let mut window = window_with(|_, app| app);
    open_keys(&mut window, "table");
    click(&mut window, "Alt+2, key of Table");
    window.get_by_label("Press the new key");
    // Keyboards tell of the held key first.
    press(&mut window, Modifiers::CTRL, Key::ControlLeft);
    press(&mut window, Modifiers::SHIFT, Key::ShiftLeft);
    window.get_by_label("Press the new key");
    press(&mut window, Modifiers::NONE, Key::F9);
    window.get_by_label("F9, key of Table");
    click(&mut window, "Close");

    let view = |window: &Window| window.state().window().view;
    let map = view(&window);
    press(&mut window, Modifiers::ALT, Key::Num2);
    assert_eq!(view(&window), map, "the old key does nothing");
    press(&mut window, Modifiers::NONE, Key::F9);
    assert_ne!(view(&window), map);

    press(&mut window, Modifiers::NONE, Key::F1);
    assert!(window.query_by_label("F9").is_some(), "key help shows it");
    click(&mut window, "Close");

    open_keys(&mut window, "table");
    click(&mut window, "Reset keys of Table");
    window.get_by_label("Alt+2, key of Table");
    assert!(window.query_by_label("Reset keys of Table").is_none());
}

#[test]
fn a_key_of_another_action_is_refused_by_name() {
    let mut window = window_with(|_, app| app);
    open_keys(&mut window, "table");
    click(&mut window, "Alt+2, key of Table");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(
        window
            .query_by_label_contains("is a key of “Save” already")
            .is_some()
    );
    assert!(
        window.state().window().dialog.is_none(),
        "nothing was saved"
    );
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(window.query_by_label_contains("cannot be used").is_some());
    // Escape gives up the key alone, then the page.
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_label("Alt+2, key of Table");
    let keys = window.state().settings().keymap();
    assert_eq!(
        keys.keys_of(Action::ShowTable),
        Action::ShowTable.entry().keys
    );
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Settings page").is_none());
}

#[test]
fn keys_are_added_removed_and_all_reset() {
    let mut window = window_with(|_, app| app);
    open_keys(&mut window, "light theme");
    click(&mut window, "Add a key for Light theme");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    click(&mut window, "Ctrl+Shift+L, key of Light theme");
    click(&mut window, "Remove");
    assert!(
        window
            .query_by_label("Ctrl+Shift+L, key of Light theme")
            .is_none()
    );
    click(&mut window, "Add a key for Light theme");
    press(&mut window, Modifiers::COMMAND, Key::L);
    click(&mut window, "Reset all keys");
    let keys = window.state().settings().keymap();
    assert_eq!(keys.keys_of(Action::ThemeLight), []);
}

/// A window on a folder whose settings are broken works, and says so once.
fn check_broken(make: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    make(&file);
    let started = Instant::now();
    let mut window = window_in(folder.path());
    assert!(started.elapsed() < Duration::from_secs(3));
    let said = message(&window);
    assert!(
        said.starts_with("Your settings could not be read"),
        "{said}"
    );
    assert!(folder.path().join("settings.json.broken-1").exists());
    click(&mut window, "Dismiss message");
    window.run_steps(5);
    assert_eq!(message(&window), "");

    open_settings(&mut window);
    click(&mut window, "Dark");
    eframe::App::on_exit(window.state_mut(), None);
    let window = window_in(folder.path());
    assert_eq!(message(&window), "");
    assert!(is_dark(&window));
}

#[test]
fn broken_settings_are_set_aside_with_one_message() {
    let bytes = |bytes: &'static [u8]| {
        check_broken(move |file| std::fs::write(file, bytes).unwrap());
    };
    bytes(b"");
    bytes(&[0; 600]);
    bytes(b"{\"version\": 1, \"the");
    bytes(b"{\"version\": 99, \"theme\": \"dark\"}");
    check_broken(|file| std::fs::create_dir(file).unwrap());
    check_broken(|file| {
        let file = std::fs::File::create(file).unwrap();
        file.set_len(100 * 1024 * 1024).unwrap();
    });
}

#[test]
fn the_message_on_settings_outlives_the_opening_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path(), "a.crosswalk.json");
    std::fs::write(folder.path().join("settings.json"), "").unwrap();
    let home = folder.path().to_owned();
    let mut window = window_with(move |ctx, app| {
        app.with_settings(ctx, UserSettings::load(&home))
            .with_file(path)
    });
    until(&mut window, "the message", |app| {
        app.file().is_some() && app.window().message.is_some()
    });
    assert!(message(&window).starts_with("Your settings could not be read"));
}

fn open_recent(window: &mut Window) {
    click(window, "Menu");
    click(window, "File");
    // The arrow behind it belongs to the name.
    window.get_by_label_contains("Open recent").click();
    window.run_steps(4);
}

#[test]
fn an_opened_file_is_among_the_recent_ones_until_it_has_vanished() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path(), "a.crosswalk.json");
    let home = folder.path().join("home");
    let mut window = window_in(&home);
    drop_on(&mut window, std::slice::from_ref(&path));
    until(&mut window, "the file to open", |app| app.file().is_some());
    eframe::App::on_exit(window.state_mut(), None);
    let text = std::fs::read_to_string(home.join("settings.json")).unwrap();
    assert!(text.contains("a.crosswalk.json"));
    assert!(!text.contains("userName"), "no project in settings");

    std::fs::remove_file(&path).unwrap();
    let mut window = window_in(&home);
    open_recent(&mut window);
    click(&mut window, "a.crosswalk.json");
    until(&mut window, "the message", |app| {
        app.window().message.is_some()
    });
    let said = message(&window);
    assert!(
        said.contains("a.crosswalk.json") && said.contains("taken off the recent files"),
        "{said}"
    );
    assert!(window.state().settings().now().recent.is_empty());
    open_recent(&mut window);
    window.get_by_label("No files yet");
}

#[test]
fn the_list_of_recent_files_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("settings.json"),
        r#"{"version": 1, "recent": ["/a/one.json", "/b/two.json"]}"#,
    )
    .unwrap();
    let mut window = window_in(folder.path());
    open_recent(&mut window);
    window.get_by_label("two.json");
    click(&mut window, "Clear this list");
    assert!(window.state().settings().now().recent.is_empty());
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the program reads files by itself".to_owned())
    }
}

pub(crate) fn drop_on(window: &mut Window, paths: &[PathBuf]) {
    let held = paths.iter().map(|path| egui::HoveredFile {
        path: Some(path.clone()),
        ..Default::default()
    });
    window.input_mut().hovered_files = held.collect();
    window.step();
    window.input_mut().hovered_files.clear();
    for path in paths {
        let file = Arc::new(Dropped(path.clone()));
        window.input_mut().dropped_files.push(file);
    }
    window.step();
    window.input_mut().dropped_files.clear();
    window.run_steps(2);
}

/// Drops paths and returns what is said; nothing is opened.
fn said_to(make: impl FnOnce(&TempDir) -> Vec<PathBuf>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let paths = make(&folder);
    let mut window = window_with(|_, app| app);
    let started = Instant::now();
    drop_on(&mut window, &paths);
    until(&mut window, "the message", |app| {
        app.window().message.is_some()
    });
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(window.state().file().is_none());
    let message = window.state().window().message.clone().unwrap();
    assert_eq!(message.kind, MessageKind::Failed);
    message.text
}

#[test]
fn what_is_no_project_is_told_when_it_is_dropped() {
    let said = said_to(|folder| vec![folder.path().to_owned()]);
    assert!(said.contains("is no project"), "{said}");
    let said = said_to(|folder| {
        let path = folder.path().join("folder.json");
        std::fs::create_dir(&path).unwrap();
        vec![path]
    });
    assert!(said.contains("this is a folder"), "{said}");
    let said = said_to(|folder| {
        let path = folder.path().join("me.png");
        std::fs::write(&path, b"\x89PNG\r\n\x1a\n").unwrap();
        vec![path]
    });
    assert!(said.contains("\"me.png\" is no project"), "{said}");
    let said = said_to(|folder| {
        let path = folder.path().join("picture.json");
        std::fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0").unwrap();
        vec![path]
    });
    assert!(said.contains("picture.json"), "{said}");
    let said = said_to(|folder| {
        let path = folder.path().join("huge.json");
        let file = std::fs::File::create(&path).unwrap();
        file.set_len(2 * 1024 * 1024 * 1024).unwrap();
        vec![path]
    });
    assert!(
        said.contains("huge.json") && said.contains("2147483648"),
        "{said}"
    );
}

#[test]
fn of_ten_dropped_files_the_one_project_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths: Vec<_> = (0..9)
        .map(|number| folder.path().join(format!("{number}.png")))
        .collect();
    paths.push(project_file(folder.path(), "a.crosswalk.json"));
    let mut window = window_with(|_, app| app);
    drop_on(&mut window, &paths);
    until(&mut window, "the file to open", |app| app.file().is_some());
    assert_eq!(window.state().file().unwrap().path, paths[9]);
}

/// The name of what has the keyboard's focus.
fn focused(window: &Window) -> String {
    let mut all = window.root().children_recursive();
    let node = all.find(|node| node.accesskit_node().is_focused());
    let label = node.and_then(|node| node.accesskit_node().label());
    label.unwrap_or_default()
}

#[test]
fn f6_goes_through_the_panes_and_comes_back_to_where_it_was() {
    let mut window = window_with(|_, app| app);
    let next = |window: &mut Window| {
        press(window, Modifiers::NONE, Key::F6);
        focused(window)
    };
    assert_eq!(next(&mut window), "Menu");
    let rows = [next(&mut window), next(&mut window), next(&mut window)];
    for (row, system) in rows.iter().zip(["Entra", "SCIM", "Genesys"]) {
        assert!(row.contains(", "), "{row} is no row of {system}");
    }
    assert_ne!(rows[0], rows[1]);
    assert_ne!(rows[1], rows[2]);
    let inspector = next(&mut window);
    assert_ne!(inspector, "");
    let drawer = next(&mut window);
    assert!(drawer.starts_with("Findings"), "{drawer}");
    assert_eq!(next(&mut window), "Menu");
    let back = |window: &mut Window| {
        press(window, Modifiers::SHIFT, Key::F6);
        focused(window)
    };
    assert_eq!(back(&mut window), drawer);
    assert_eq!(back(&mut window), inspector);
    assert_eq!(back(&mut window), rows[2]);
}

#[test]
fn enter_presses_the_control_that_has_the_focus() {
    let mut window = window_with(|_, app| app);
    window
        .get_by(|node| {
            node.role() == Role::ListBoxOption
                && node
                    .label()
                    .is_some_and(|label| label.starts_with("title, "))
        })
        .click();
    window.run_steps(3);
    window.get_by_label("Menu").focus();
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.query_by_label("File").is_some());
}

#[test]
fn no_control_of_the_page_is_without_a_name() {
    let check = |window: &Window, known: &str| {
        let acts = [Role::Button, Role::RadioButton, Role::TextInput];
        let names: Vec<String> = window
            .root()
            .children_recursive()
            .filter(|node| acts.contains(&node.accesskit_node().role()))
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect();
        assert!(names.iter().any(|name| name == known), "{names:?}");
        assert!(
            names.iter().all(|name| !name.trim().is_empty()),
            "{names:?}"
        );
    };
    let mut window = window_with(|_, app| app);
    open_settings(&mut window);
    check(&window, "Your name");
    click(&mut window, "Keys");
    check(&window, "Ctrl+S, key of Save");
}
