//! Never losing work, as a person sees it: recovery, a file that changed on disk, two windows on one file, failed saves.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::safety::Question;
use crosswalk::app::state::MessageKind;
use crosswalk::catalog::reference_project;
use crosswalk::model::{AttributeId, Audience, Mark, Project, Resource};
use crosswalk::store;
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

use crate::window::select;

type Window = Harness<'static, App>;

/// A window that opens a file, if one is given, and keeps unsaved work beside it.
fn window(folder: &Path, file: Option<&Path>) -> Window {
    let (recovery, file) = (folder.join("state/recovery"), file.map(Path::to_owned));
    let opens = file.is_some();
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 1400.0))
        .with_max_steps(64)
        .build_eframe(move |creation| {
            let ctx = &creation.egui_ctx;
            let app = App::new(ctx).with_recovery(ctx, recovery);
            match file {
                Some(path) => app.with_file(path),
                None => app,
            }
        });
    window.run_steps(3);
    if opens {
        until(&mut window, "the file to open", |app| app.file().is_some());
    }
    window
}

fn until(window: &mut Window, what: &str, done: impl Fn(&App) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !done(window.state()) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(2);
}

fn until_label(window: &mut Window, part: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !has(window, part) {
        assert!(Instant::now() < deadline, "waited in vain: {part:?}");
        window.step();
        std::thread::yield_now();
    }
}

fn has(window: &Window, part: &str) -> bool {
    window.query_all_by_label_contains(part).count() > 0
}

fn click(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::Button, label).click();
    window.run_steps(3);
}

fn save(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.run_steps(3);
}

/// Selects `title` and gives it a mark by its key.
fn mark(window: &mut Window, key: Key) {
    select(window, "title");
    window.key_press_modifiers(Modifiers::NONE, key);
    window.run_steps(3);
}

fn mark_in(project: &Project) -> Option<Mark> {
    let id = AttributeId::protocol(Resource::User, "title");
    project.attribute(&id).unwrap().mark
}

fn on_disk(path: &Path) -> Project {
    store::open(path).unwrap().opened.project
}

fn project_file(folder: &Path) -> PathBuf {
    let path = folder.join("customer.crosswalk.json");
    fs::write(&path, store::write(&reference_project())).unwrap();
    path
}

/// The same project with `title` required, as a colleague saves it.
fn theirs(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let other = text.replacen("\"title\": \"", "\"title\": \"Theirs: ", 1);
    assert_ne!(text, other);
    fs::write(path, other).unwrap();
}

fn message(window: &Window) -> (MessageKind, String) {
    let message = window.state().window().message.clone().unwrap();
    (message.kind, message.text)
}

fn kept(folder: &Path) -> usize {
    let entries = fs::read_dir(folder.join("state/recovery")).into_iter();
    let names = entries.flatten().flatten().map(|entry| entry.file_name());
    names
        .filter(|name| name.to_string_lossy().ends_with(".recovery"))
        .count()
}

fn until_kept(window: &mut Window, folder: &Path, number: usize) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while kept(folder) != number {
        assert!(Instant::now() < deadline, "{} are kept", kept(folder));
        window.step();
        std::thread::yield_now();
    }
}

/// A window that had unsaved work in this file and is gone without a word.
fn crashed(folder: &TempDir, file: Option<&Path>) {
    let mut window = window(folder.path(), file);
    mark(&mut window, Key::S);
    until_kept(&mut window, folder.path(), 1);
}

#[test]
fn unsaved_work_is_offered_and_opened_as_a_modified_copy_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let before = fs::read(&path).unwrap();
    crashed(&folder, Some(&path));
    assert_eq!(fs::read(&path).unwrap(), before);

    let mut window = window(folder.path(), None);
    until_label(&mut window, "Unsaved work can be recovered");
    assert!(!window.state().editor().is_modified(), "nothing by itself");
    click(&mut window, "Review…");
    until_label(&mut window, "Recover unsaved work");
    assert!(has(&window, "1 difference from the file on disk:"));
    assert!(has(&window, "mark: optional → system-generated"));
    assert!(has(&window, "customer.crosswalk.json"));
    click(&mut window, "Open as a modified copy");
    until(&mut window, "the work", |app| app.editor().is_modified());
    let project = window.state().editor().project();
    assert_eq!(mark_in(project), Some(Mark::SystemGenerated));
    assert_eq!(fs::read(&path).unwrap(), before, "nothing on disk unasked");
    assert_eq!(kept(folder.path()), 1, "kept until it is saved");

    save(&mut window);
    until(&mut window, "the save", |app| !app.editor().is_modified());
    assert_eq!(mark_in(&on_disk(&path)), Some(Mark::SystemGenerated));
    until_kept(&mut window, folder.path(), 0);
}

#[test]
fn work_on_the_very_file_that_is_open_is_recovered_into_that_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    crashed(&folder, Some(&path));
    let mut window = window(folder.path(), Some(&path));
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, "Recover unsaved work");
    click(&mut window, "Open as a modified copy");
    until(&mut window, "the work", |app| app.editor().is_modified());
    assert!(
        window
            .state()
            .file()
            .is_some_and(|file| file.held_by.is_none())
    );
    save(&mut window);
    until(&mut window, "the save", |app| !app.editor().is_modified());
    assert_eq!(mark_in(&on_disk(&path)), Some(Mark::SystemGenerated));
}

#[test]
fn work_without_a_file_is_recovered_and_discarded_only_at_a_second_word() {
    let folder = tempfile::tempdir().unwrap();
    crashed(&folder, None);
    let mut window = window(folder.path(), None);
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, "Never saved to a file");
    click(&mut window, "Discard…");
    assert_eq!(kept(folder.path()), 1);
    click(&mut window, "Discard for good");
    until_kept(&mut window, folder.path(), 0);
    assert!(!has(&window, "Unsaved work can be recovered"));
}

#[test]
fn work_on_a_file_that_changed_or_moved_opens_as_a_copy_of_its_own() {
    for moved in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let path = project_file(folder.path());
        crashed(&folder, Some(&path));
        if moved {
            fs::rename(&path, folder.path().join("elsewhere.json")).unwrap();
        } else {
            theirs(&path);
        }
        let mut window = window(folder.path(), None);
        until_label(&mut window, "Unsaved work can be recovered");
        click(&mut window, "Review…");
        until_label(&mut window, "opens as a copy");
        click(&mut window, "Open as a modified copy");
        until(&mut window, "the work", |app| app.editor().is_modified());
        assert!(
            window.state().file().is_none(),
            "it is saved under another name"
        );
    }
}

#[test]
fn a_damaged_recovery_file_is_set_aside_with_one_message_and_the_window_starts() {
    let folder = tempfile::tempdir().unwrap();
    crashed(&folder, None);
    let place = folder.path().join("state/recovery");
    let file = fs::read_dir(&place)
        .unwrap()
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().ends_with(".recovery"))
        .unwrap()
        .path();
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let mut window = window(folder.path(), None);
    until(&mut window, "the message", |app| {
        app.window().message.is_some()
    });
    let (kind, text) = message(&window);
    assert_eq!(kind, MessageKind::Failed);
    assert!(
        text.contains("cut off or damaged") && text.contains("kept as"),
        "{text}"
    );
    assert_eq!(kept(folder.path()), 0);
}

#[test]
fn going_back_to_the_saved_state_leaves_nothing_to_recover() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut window = window(folder.path(), Some(&path));
    mark(&mut window, Key::S);
    until_kept(&mut window, folder.path(), 1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until_kept(&mut window, folder.path(), 0);
}

#[test]
fn a_change_on_disk_is_seen_told_in_words_and_theirs_is_taken_with_mine_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut window = window(folder.path(), Some(&path));
    mark(&mut window, Key::S);
    theirs(&path);
    until_label(&mut window, "the file has changed on disk");
    click(&mut window, "Look at the differences");
    until_label(
        &mut window,
        "What the version on disk has, compared with yours:",
    );
    assert!(has(&window, "→ Theirs: "));
    assert!(has(&window, "mark: system-generated → optional"));
    window
        .get_all_by_label("Take theirs")
        .last()
        .unwrap()
        .click();
    window.run_steps(3);
    assert!(!window.state().editor().is_modified());
    let title = &window.state().editor().project().heading().title;
    assert!(title.starts_with("Theirs: "), "{title}");
    assert!(!has(&window, "the file has changed on disk"));
    // Mine is not lost: it is offered like any other unsaved work.
    until_kept(&mut window, folder.path(), 1);
    assert!(message(&window).1.contains("your version is kept"));
}

#[test]
fn a_save_over_a_changed_file_asks_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut window = window(folder.path(), Some(&path));
    mark(&mut window, Key::S);
    for content in [Some("theirs"), None] {
        match content {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        save(&mut window);
        until(&mut window, "the question", |app| {
            matches!(app.safety().question, Some(Question::OnDisk(_)))
        });
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), content);
        assert!(window.state().editor().is_modified());
        if content.is_some() {
            assert!(has(&window, "cannot be read"));
            click(&mut window, "Not now");
        }
    }
    // The question after a longer one is no larger than what it says.
    let text = window.get_by_label_contains("Your version, with changes");
    let button = window.get_by_role_and_label(Role::Button, "Save it there again");
    let between = button.rect().top() - text.rect().bottom();
    assert!((0.0..60.0).contains(&between), "{between} points");
    click(&mut window, "Save it there again");
    until(&mut window, "the save", |app| !app.editor().is_modified());
    assert_eq!(mark_in(&on_disk(&path)), Some(Mark::SystemGenerated));
}

#[test]
fn equal_bytes_and_other_times_are_no_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let bytes = fs::read(&path).unwrap();
    let mut window = window(folder.path(), Some(&path));
    let end = Instant::now() + Duration::from_secs(4);
    while Instant::now() < end {
        fs::write(folder.path().join("same"), &bytes).unwrap();
        fs::rename(folder.path().join("same"), &path).unwrap();
        window.step();
        assert!(!has(&window, "changed on disk"));
    }
    mark(&mut window, Key::S);
    save(&mut window);
    until(&mut window, "the save", |app| !app.editor().is_modified());
    save(&mut window);
    window.run_steps(10);
    assert!(window.state().safety().question.is_none());
}

#[test]
fn the_second_window_is_read_only_says_who_has_the_file_and_takes_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let first = window(folder.path(), Some(&path));
    let mut second = window(folder.path(), Some(&path));
    second.get_by_label("read-only");
    let pid = format!("(process {})", std::process::id());
    assert!(has(&second, "is read-only here: ") && has(&second, &pid));
    let before = fs::read(&path).unwrap();
    mark(&mut second, Key::S);
    save(&mut second);
    assert!(message(&second).1.starts_with("Not saved"));
    assert_eq!(fs::read(&path).unwrap(), before);
    drop(first);
    until_label(&mut second, "you can edit it here now");
    click(&mut second, "Edit here");
    until(&mut second, "the lock", |app| {
        app.file().is_some_and(|file| file.held_by.is_none())
    });
    save(&mut second);
    until(&mut second, "the save", |app| !app.editor().is_modified());
    assert_eq!(mark_in(&on_disk(&path)), Some(Mark::SystemGenerated));
    drop(second);
    let lock = folder.path().join(".customer.crosswalk.json.lock");
    assert!(!lock.exists());
}

#[cfg(unix)]
#[test]
fn a_save_that_fails_says_what_to_do_and_the_work_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut window = window(folder.path(), Some(&path));
    mark(&mut window, Key::S);
    let mut mode = fs::metadata(&path).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&path, mode).unwrap();
    save(&mut window);
    until(&mut window, "the question", |app| {
        matches!(app.safety().question, Some(Question::NotSaved { .. }))
    });
    assert!(has(&window, "customer.crosswalk.json was not saved"));
    assert!(has(
        &window,
        "Save under another name, or make the file writable."
    ));
    click(&mut window, "Close");
    assert!(window.state().editor().is_modified());
    assert_eq!(mark_in(&on_disk(&path)), Some(Mark::Optional));
}

#[test]
fn the_list_of_offers_follows_what_another_window_does_with_them() {
    let folder = tempfile::tempdir().unwrap();
    crashed(&folder, None);
    let mut first = window(folder.path(), None);
    let mut second = window(folder.path(), None);
    until_label(&mut first, "Unsaved work can be recovered");
    until_label(&mut second, "Unsaved work can be recovered");
    click(&mut first, "Review…");
    until_label(&mut first, "Never saved to a file");
    click(&mut first, "Open as a modified copy");
    until(&mut first, "the work", |app| app.editor().is_modified());
    assert!(!has(&first, "Unsaved work can be recovered"));

    // The second still has it on its list; asked for, it looks again.
    click(&mut second, "Review…");
    until(&mut second, "the answer", |app| {
        app.window().message.is_some()
    });
    assert_eq!(
        message(&second).1,
        "There is no unsaved work to recover",
        "the work is open elsewhere"
    );
    assert!(!has(&second, "Unsaved work can be recovered"));
    assert!(second.state().safety().offers().is_empty());
}

#[test]
fn lists_of_a_project_do_not_stand_when_another_is_opened_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.crosswalk.json");
    let draft = include_str!("../../sample-data/founding-draft.crosswalk.json");
    fs::write(&path, draft).unwrap();
    // What is kept for the first must not stand for the second, though both are at the revision they began with.
    let mut window = window(folder.path(), None);
    let drawn = |window: &Window, part: &str| window.query_all_by_label_contains(part).count();
    assert_eq!(drawn(&window, "error C21 on userPrincipleName"), 0);
    let before = window.state().editor().revision();
    crate::settings::drop_on(&mut window, std::slice::from_ref(&path));
    until(&mut window, "the file to open", |app| app.file().is_some());
    assert_eq!(window.state().editor().revision(), before);
    assert!(drawn(&window, "error C21 on userPrincipleName") > 0);
}

/// What stands in the field for a new note.
fn new_note(window: &Window) -> String {
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "New note");
    field.accesskit_node().value().unwrap_or_default()
}

/// Writes into the field for a new note, and does not enter it.
fn begin_note(window: &mut Window, text: &str) {
    window.get_by_label("New note").focus();
    window.run_steps(2);
    window.get_by_label("New note").type_text(text);
    window.run_steps(3);
}

fn has_note(project: &Project, text: &str) -> bool {
    project.notes().any(|(_, note)| note.text == text)
}

#[test]
fn a_note_that_is_begun_stays_where_it_was_begun() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), None);
    select(&mut window, "title");
    begin_note(&mut window, "Ask HR");
    select(&mut window, "active");
    assert_eq!(new_note(&window), "", "no note moves to another attribute");
    begin_note(&mut window, "Ask IT");
    select(&mut window, "title");
    assert_eq!(new_note(&window), "Ask HR");
    select(&mut window, "active");
    assert_eq!(new_note(&window), "Ask IT");
    let project = window.state().editor().project();
    assert!(!has_note(project, "Ask HR") && !has_note(project, "Ask IT"));
}

#[test]
fn notes_that_were_begun_and_never_entered_are_recovered() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let before = fs::read(&path).unwrap();
    {
        let mut window = window(folder.path(), Some(&path));
        select(&mut window, "title");
        begin_note(&mut window, "Half a tho");
        select(&mut window, "active");
        assert!(!window.state().editor().is_modified());
        until_kept(&mut window, folder.path(), 1);
    }
    let mut window = window(folder.path(), None);
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, "1 difference from the file on disk:");
    assert!(has(&window, "text: Half a tho"));
    click(&mut window, "Open as a modified copy");
    until(&mut window, "the work", |app| app.editor().is_modified());
    assert!(has_note(window.state().editor().project(), "Half a tho"));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn nothing_is_left_to_recover_of_a_note_that_was_taken_back_letter_for_letter() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), None);
    select(&mut window, "title");
    begin_note(&mut window, "x");
    until_kept(&mut window, folder.path(), 1);
    window.key_press(Key::Backspace);
    until_kept(&mut window, folder.path(), 0);
}

#[test]
fn a_window_with_a_note_that_is_begun_asks_before_it_closes_and_saves_the_note() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut window = window(folder.path(), Some(&path));
    select(&mut window, "title");
    begin_note(&mut window, "Last words");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Q);
    until_label(&mut window, "Save your changes?");
    click(&mut window, "Save");
    until(&mut window, "the save", |app| !app.editor().is_modified());
    assert!(has_note(&on_disk(&path), "Last words"));
}

#[test]
fn an_answer_that_is_begun_stays_and_is_recovered() {
    let folder = tempfile::tempdir().unwrap();
    let draft = include_str!("../../sample-data/northwind-care.crosswalk.json");
    let path = folder.path().join("customer.crosswalk.json");
    fs::write(&path, draft).unwrap();
    {
        let mut window = window(folder.path(), Some(&path));
        select(&mut window, "roles");
        click(&mut window, "Answer…");
        window.get_by_label("Answer").type_text("By the team");
        window.run_steps(3);
        select(&mut window, "active");
        select(&mut window, "roles");
        click(&mut window, "Go on answering…");
        let field = window.get_by_label("Answer");
        assert_eq!(
            field.accesskit_node().value().as_deref(),
            Some("By the team")
        );
        until_kept(&mut window, folder.path(), 1);
    }
    let mut window = window(folder.path(), None);
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, "1 difference from the file on disk:");
    assert!(has(&window, "By the team"));
}

#[test]
fn recovered_work_is_still_known_by_its_file_after_a_second_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    crashed(&folder, Some(&path));
    fs::rename(&path, folder.path().join("elsewhere.json")).unwrap();
    {
        let mut window = window(folder.path(), None);
        until_label(&mut window, "Unsaved work can be recovered");
        click(&mut window, "Review…");
        until_label(&mut window, "opens as a copy");
        click(&mut window, "Open as a modified copy");
        until(&mut window, "the work", |app| app.editor().is_modified());
        mark(&mut window, Key::R);
        let place = folder.path().join("state/recovery");
        let deadline = Instant::now() + Duration::from_secs(30);
        let is_kept = || {
            let files = fs::read_dir(&place).unwrap().flatten();
            let texts = files.filter_map(|file| fs::read(file.path()).ok());
            texts
                .filter_map(|bytes| {
                    let end = bytes.iter().position(|byte| *byte == b'\n')?;
                    let project = store::read(&bytes[end + 1..]).ok()?.project;
                    mark_in_some(&project)
                })
                .any(|mark| mark == Mark::Required)
        };
        while !is_kept() {
            assert!(Instant::now() < deadline, "the second mark is not kept");
            window.step();
        }
    }
    let mut window = window(folder.path(), None);
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, "customer.crosswalk.json");
}

fn mark_in_some(project: &Project) -> Option<Mark> {
    let id = AttributeId::protocol(Resource::User, "title");
    project.attribute(&id)?.mark
}

#[test]
fn what_is_typed_into_a_cell_and_not_entered_is_recovered_and_asked_after() {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let type_into_cell = |window: &mut Window| {
        window.key_press_modifiers(Modifiers::ALT, Key::Num2);
        window.run_steps(3);
        window.get_by_label("Owner of userName: empty").click();
        window.run_steps(3);
        for letters in ["Human", " Resources"] {
            window.event(egui::Event::Text(letters.to_owned()));
            window.run_steps(2);
        }
        assert!(!window.state().editor().is_modified());
    };
    {
        let mut window = window(folder.path(), Some(&path));
        type_into_cell(&mut window);
        until_kept(&mut window, folder.path(), 1);
    }
    let mut window = window(folder.path(), Some(&path));
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, "owner: Human Resources");
    // The bar behind has a button of the same name.
    let buttons = window.get_all_by_role_and_label(Role::Button, "Not now");
    buttons.last().unwrap().click();
    window.run_steps(3);

    type_into_cell(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Q);
    window.run_steps(3);
    until_label(&mut window, "Save your changes?");
    click(&mut window, "Save");
    until(&mut window, "the save", |app| !app.editor().is_modified());
    let saved = store::write(&on_disk(&path));
    assert!(
        String::from_utf8(saved)
            .unwrap()
            .contains("Human Resources")
    );
}

/// Types into a cell of the table and presses Enter, which it refuses.
fn type_what_is_refused(window: &mut Window) {
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run_steps(3);
    window
        .get_by_label("Entra ID of userName: userPrincipalName")
        .click();
    window.run_steps(3);
    window.event(egui::Event::Text("userPrincipalNme".to_owned()));
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(has(window, "has no attribute"), "the cell refuses it");
    assert!(!window.state().editor().is_modified());
}

/// Begins to say why a finding is accepted.
fn type_half_a_reason(window: &mut Window) {
    let mut buttons = window.get_all_by_label("Accept…");
    buttons.next().unwrap().click();
    drop(buttons);
    window.run_steps(4);
    window.event(egui::Event::Text("The customer has".to_owned()));
    window.run_steps(3);
    assert!(!window.state().editor().is_modified());
}

/// What is typed is offered after a crash, asked after when the window closes, and saved as an internal comment.
fn is_never_lost(type_it: impl Fn(&mut Window), words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    {
        let mut window = window(folder.path(), Some(&path));
        type_it(&mut window);
        until_kept(&mut window, folder.path(), 1);
    }
    let mut window = window(folder.path(), Some(&path));
    until_label(&mut window, "Unsaved work can be recovered");
    click(&mut window, "Review…");
    until_label(&mut window, words);
    let buttons = window.get_all_by_role_and_label(Role::Button, "Not now");
    buttons.last().unwrap().click();
    window.run_steps(3);

    type_it(&mut window);
    let closes = egui::ViewportEvent::Close;
    let viewport = window.input_mut().viewport_id;
    let viewports = &mut window.input_mut().viewports;
    viewports.entry(viewport).or_default().events.push(closes);
    window.step();
    let viewports = &mut window.input_mut().viewports;
    viewports.entry(viewport).or_default().events.clear();
    until_label(&mut window, "Save your changes?");
    click(&mut window, "Save");
    until(&mut window, "the save", |app| !app.editor().is_modified());
    let saved = on_disk(&path);
    let notes = saved.notes().map(|(_, note)| note);
    let notes: Vec<_> = notes.filter(|note| note.text.contains(words)).collect();
    let audiences: Vec<_> = notes.iter().map(|note| note.audience).collect();
    assert_eq!(audiences, [Audience::Internal]);
    assert!(saved.accepted_findings().is_empty());
}

#[test]
fn what_a_cell_refuses_is_recovered_and_asked_after() {
    let words = "Typed into Entra ID and not taken: userPrincipalNme";
    is_never_lost(type_what_is_refused, words);
}

#[test]
fn half_a_reason_to_accept_a_finding_is_recovered_and_asked_after_and_accepts_nothing() {
    is_never_lost(type_half_a_reason, "The customer has");
}
