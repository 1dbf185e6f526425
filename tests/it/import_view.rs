//! The import page as a person uses it: pasted, chosen and dropped files, corrections, what is ticked, one undo.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::state::{Dialog, MessageKind, Page};
use crosswalk::editor::empty_project;
use crosswalk::model::{AttributeId, Link, Project, Resource};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

type Window = Harness<'static, App>;

/// The draft that started this project, as its author pasted it: empty cells are lost.
const DRAFT: &str = "Entra ID Name SCIM Name Genesys Name Mandatory\n\
    id User.Id\n\
    userPrincipleName userName User.contactInfo.email_main.[0].value\n\
    state User.state true eq 'active' false eq 'inactive'\n\
    Not([IsSoftDeleted]) active\n\
    displayName displayName User.general.name.[0].value\n\
    jobTitle title User.general.title.[0].value\n\
    department scimEnterpriseUser.department User.general.department.[0].value\n\
    employeeId scimEnterpriseUser.employeeNumber User.hr.empId.[0].value\n";

fn window_on(project: Option<Project>) -> Window {
    window_with(|app| match project {
        Some(project) => app.with_project(project),
        None => app,
    })
}

fn window_with(make: impl FnOnce(App) -> App) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(|creation| make(App::new(&creation.egui_ctx)));
    window.run_steps(3);
    window
}

fn project(window: &Window) -> &Project {
    window.state().editor().project()
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(3);
}

/// Runs frames until `done`, or fails: files are read and planned beside the frames.
fn until(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !done(window) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(3);
}

fn paste(window: &mut Window, text: &str) {
    window.event(Event::Paste(text.to_owned()));
    window.run_steps(2);
    until_planned(window);
}

/// Until the page shows the plan for what is said now.
fn until_planned(window: &mut Window) {
    window.run_steps(2);
    until(window, "the plan", |window| {
        let page = window.state().window().page;
        page != Some(Page::Import) || !window.state().import().is_working()
    });
}

/// The boxes to tick, by what they say.
fn boxes<'a>(window: &'a Window, part: &'a str) -> Vec<Node<'a>> {
    window
        .query_all_by(move |node| {
            node.role() == Role::CheckBox && node.label().is_some_and(|label| label.contains(part))
        })
        .collect()
}

fn said(window: &Window, part: &str) -> bool {
    window.query_all_by_label_contains(part).next().is_some()
}

fn message(window: &Window) -> (MessageKind, String) {
    let message = window.state().window().message.clone().unwrap();
    (message.kind, message.text)
}

fn import(window: &mut Window) {
    click(window, "Import");
    until(window, "the import", |window| {
        window.state().window().page != Some(Page::Import)
    });
}

/// Chooses a word behind a button.
fn choose(window: &mut Window, button: &str, word: &str) {
    let found = window.get_by(|node| {
        node.role() == Role::ComboBox && node.label().is_some_and(|label| label == button)
    });
    found.click();
    window.run_steps(3);
    window
        .query_all_by_label(word)
        .rfind(|node| node.accesskit_node().role() == Role::Button)
        .unwrap()
        .click();
    window.run_steps(3);
    until_planned(window);
}

#[test]
fn the_draft_is_pasted_looked_at_imported_without_a_row_and_taken_back() {
    let mut window = window_on(Some(empty_project()));
    let before = project(&window).clone();
    paste(&mut window, DRAFT);
    assert_eq!(window.state().window().page, Some(Page::Import));
    assert!(said(&window, "Import pasted table"));
    assert!(said(&window, "8 understood · 8 added when imported"));
    assert!(
        project(&window) == &before,
        "nothing happens before it is looked at"
    );
    assert_eq!(boxes(&window, "Added row: ").len(), 8);
    // What is only near is said to be so.
    assert!(said(&window, "near is \"userPrincipalName\""));
    // A row that is unticked stays out.
    let row = boxes(&window, "jobTitle → title");
    row.first().unwrap().click();
    window.run_steps(3);
    assert!(said(&window, "7 added when imported"));
    import(&mut window);
    assert_eq!(window.state().window().page, None);
    let links_into = |name: &str| {
        let id = AttributeId::protocol(Resource::User, name);
        project(&window)
            .links()
            .filter(|(_, link)| link.destination == id)
            .count()
    };
    assert_eq!((links_into("displayName"), links_into("title")), (1, 0));
    // It was empty before: what the reference lists is there to be linked.
    let title = AttributeId::protocol(Resource::User, "title");
    assert!(project(&window).attribute(&title).is_some());
    let (kind, text) = message(&window);
    assert_eq!(kind, MessageKind::Done);
    assert!(text.contains("7 added"), "{text}");
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Import pasted table")
    );
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(project(&window) == &before, "one undo takes it all back");
}

#[test]
fn the_imported_draft_is_put_right_where_that_is_certain_and_has_no_error_left() {
    let mut window = window_on(Some(empty_project()));
    paste(&mut window, DRAFT);
    import(&mut window);
    let num_errors = |window: &Window| {
        let derived = window.state().editor().derived();
        derived.findings.num(crosswalk::check::Severity::Error)
    };
    assert!(num_errors(&window) > 0);
    let imported = project(&window).clone();
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label("Command").type_text("certain fixes");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    until(&mut window, "the fixes", |window| {
        window
            .state()
            .editor()
            .undo_name()
            .is_some_and(|name| name.contains("certain fixes"))
    });
    assert_eq!(num_errors(&window), 0);
    // The label "state" is joined with `active`: seven rows of the draft's eight remain.
    let state = AttributeId::protocol(Resource::User, "state");
    assert!(
        !project(&window)
            .links()
            .any(|(_, link)| link.destination == state)
    );
    assert_eq!(window.state().editor().derived().rows.len(), 7);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(project(&window) == &imported);
}

#[test]
fn the_meaning_of_a_column_is_corrected_before_anything_happens() {
    let mut window = window_on(None);
    paste(
        &mut window,
        "Old system,SCIM,Azure\ndepartment,title,jobTitle\n",
    );
    // The reference has just that: nothing to change.
    assert!(said(&window, "1 of them in the project already"));
    assert_eq!(
        boxes(&window, "").len() - boxes(&window, " header").len(),
        1
    );
    choose(
        &mut window,
        "Meaning of column 1, Old system",
        "Source attribute",
    );
    // The meaning is given once: the other column is not taken over any more.
    let third = window.get_by_label("Meaning of column 3, Azure");
    let value = third.accesskit_node().value();
    assert_eq!(value.as_deref(), Some("Not taken over"));
    let changed = boxes(&window, "in conflict with the project");
    assert_eq!(changed.len(), 1);
    drop(changed);
    assert!(said(&window, "nothing would change"));
    click(&mut window, "Take the file's");
    assert!(said(&window, "1 changed when imported"));
    // Without its header the row is one more to read.
    click(&mut window, "The first row is a header");
    until_planned(&mut window);
    assert!(said(&window, "2 understood"));
    click(&mut window, "The first row is a header");
    until_planned(&mut window);
    import(&mut window);
    let title = AttributeId::protocol(Resource::User, "title");
    let link = project(&window)
        .links()
        .find(|(_, link)| link.destination == title)
        .unwrap();
    assert!(format!("{:?}", link.1.rule).contains("department"));
}

#[test]
fn what_a_column_of_a_list_says_is_corrected_too() {
    let mut window = window_on(None);
    paste(
        &mut window,
        "Feld,type,required\nfavouriteColour,string,yes\n",
    );
    choose(&mut window, "Kind of file", "Attribute list");
    assert!(said(&window, "no column holds the attributes' names"));
    choose(&mut window, "Meaning of column 1, Feld", "Attribute");
    choose(&mut window, "Column of the project", "SCIM");
    assert!(said(&window, "1 added when imported"));
    import(&mut window);
    let id = AttributeId::protocol(Resource::User, "favouriteColour");
    assert!(project(&window).attribute(&id).is_some());
}

#[test]
fn a_file_is_chosen_and_its_encoding_and_delimiter_are_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mapping.csv");
    // In Windows-1253 these are Greek letters; worked out it is taken for Windows-1252.
    let text = b"Entra ID;SCIM;Owner\njobTitle;title;\xc1\xe8\xde\xed\xe1\n";
    std::fs::write(&path, text).unwrap();
    let mut window = window_on(None);
    press(&mut window, Modifiers::COMMAND, Key::I);
    until(&mut window, "the question for a path", |window| {
        matches!(window.state().window().dialog, Some(Dialog::Path { .. }))
    });
    let field = window.get_by_role_and_label(Role::TextInput, "Path");
    field.type_text(path.to_str().unwrap());
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    until_planned(&mut window);
    assert!(said(&window, "Import mapping.csv"));
    choose(&mut window, "Encoding", "Windows-1253 (Greek)");
    assert!(said(&window, "Αθήνα"));
    // Split at commas there is one column alone; then it is put right again.
    choose(&mut window, "Delimiter", "Comma");
    assert!(!said(&window, "Meaning of column 2"));
    choose(&mut window, "Delimiter", "Semicolon");
    assert!(said(&window, "1 understood"));
    import(&mut window);
    let owner = project(&window)
        .links()
        .find_map(|(_, link)| link.owner.clone());
    assert_eq!(owner.as_deref(), Some("Αθήνα"));
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Import mapping.csv")
    );
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

fn drop_on(window: &mut Window, path: &Path) {
    let file = Arc::new(Dropped(path.to_owned()));
    window.input_mut().dropped_files.push(file);
    window.step();
    window.input_mut().dropped_files.clear();
    window.run_steps(2);
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

#[test]
fn a_schema_that_is_dropped_is_looked_at_and_a_project_is_opened() {
    let mut window = window_on(None);
    drop_on(&mut window, &fixture("entra-schema-recent.json"));
    until(&mut window, "the page", |window| {
        window.state().window().page == Some(Page::Import)
    });
    until_planned(&mut window);
    assert!(said(&window, "Entra ID provisioning schema"));
    let (all, added) = (boxes(&window, "").len(), boxes(&window, "Added ").len());
    assert!(all > 3 && added > 0, "{all}, {added}");
    // Escape leaves everything as it was.
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().window().page, None);
    assert!(!window.state().editor().is_modified());
    // A project whose name does not say so is opened all the same.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customer.json");
    std::fs::write(&path, crosswalk::store::write(&empty_project())).unwrap();
    drop_on(&mut window, &path);
    until(&mut window, "the project", |window| {
        window.state().file().is_some()
    });
    assert_eq!(window.state().window().page, None);
}

/// Starts the program with the name of a file and waits for the page of imports.
fn started_with(path: PathBuf) -> Window {
    let mut window = window_with(move |app| app.with_file(path));
    until(&mut window, "the page", |window| {
        window.state().window().page == Some(Page::Import)
    });
    until_planned(&mut window);
    assert_eq!(window.state().window().message, None);
    window
}

#[test]
fn a_table_or_schema_named_at_the_start_is_looked_at_as_if_it_had_been_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("Book.XLSX");
    crate::imports::workbook(&book, &crate::imports::SHEETS);
    let mut window = started_with(book.clone());
    assert!(said(&window, "Import Book.XLSX") && said(&window, "1 understood"));
    assert!(window.state().file().is_none());
    import(&mut window);
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Import Book.XLSX")
    );
    // What a name does not tell, the content does.
    let nameless = folder.path().join("book");
    std::fs::copy(&book, &nameless).unwrap();
    assert!(said(&started_with(nameless), "1 understood"));
    let table = folder.path().join("draft.dat");
    std::fs::write(&table, DRAFT).unwrap();
    assert!(said(&started_with(table), "Mapping table"));
    let schema = started_with(fixture("entra-schema-recent.json"));
    assert!(said(&schema, "Entra ID provisioning schema"));
}

#[test]
fn what_cannot_be_looked_at_when_the_program_starts_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = |path: PathBuf| {
        let mut window = window_with(move |app| app.with_file(path));
        until(&mut window, "the message", |window| {
            window.state().window().message.is_some()
        });
        assert_eq!(window.state().window().page, None);
        message(&window).1
    };
    let gone = told(folder.path().join("gone.xlsx"));
    assert!(
        gone.starts_with("Not imported: ") && gone.contains("gone.xlsx"),
        "{gone}"
    );
    let picture = folder.path().join("me");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n").unwrap();
    let picture = told(picture);
    assert!(picture.starts_with("Not opened: "), "{picture}");
    let broken = folder.path().join("broken.json");
    std::fs::write(&broken, "my notes").unwrap();
    let broken = told(broken);
    assert!(
        broken.starts_with("Not opened: ") && broken.contains("broken.json"),
        "{broken}"
    );
}

#[test]
fn the_answer_of_a_provisioning_run_is_shown_beside_the_mapping_instead() {
    let mut window = window_on(None);
    drop_on(&mut window, &fixture("provision-answer.json"));
    until(&mut window, "the answer", |window| {
        window
            .state()
            .window()
            .message
            .as_ref()
            .is_some_and(|message| message.text.contains("select an attribute"))
    });
    assert_eq!(window.state().window().page, None);
    assert!(!window.state().editor().is_modified());
}

#[test]
fn bad_rows_are_listed_with_their_place_and_cost_no_good_one() {
    let mut window = window_on(None);
    let table = "Resource,Entra ID,SCIM,Mandatory\n\
        User,mail,\"emails[type eq \"\"other\"\"].value\",no\n\
        Robot,mail,userName,yes\n\
        User,jobTitle,title,perhaps\n";
    paste(&mut window, table);
    assert!(said(&window, "2 not understood"));
    click(&mut window, "Not understood 2");
    assert!(said(&window, "Left out: line 3, column 1: \"Robot\""));
    assert!(said(&window, "Left out: line 4, column 4: \"perhaps\""));
    assert_eq!(boxes(&window, "Added").len(), 0);
    click(&mut window, "All 4");
    assert_eq!(boxes(&window, "Added").len(), 1);
    import(&mut window);
    let mail = AttributeId::protocol(Resource::User, "emails[type eq \"other\"].value");
    let is_there = |link: &Link| link.destination == mail;
    assert!(project(&window).links().any(|(_, link)| is_there(link)));
}

#[test]
fn all_and_none_are_ticked_under_the_filter_and_a_correction_keeps_them() {
    let mut window = window_on(Some(empty_project()));
    paste(&mut window, DRAFT);
    click(&mut window, "Untick all");
    assert!(said(&window, "nothing would change"));
    let button = window.get_by_role_and_label(Role::Button, "Import");
    assert!(button.accesskit_node().is_disabled());
    boxes(&window, "jobTitle → title").first().unwrap().click();
    window.run_steps(3);
    assert!(said(&window, "1 added when imported"));
    // With the misspelt name corrected it is another plan; what was unticked stays so.
    click(&mut window, "Correct misspelt names");
    until_planned(&mut window);
    assert!(said(&window, "taken for \"userPrincipalName\""));
    assert!(said(&window, "1 added when imported"));
    click(&mut window, "Tick all");
    assert!(said(&window, "8 added when imported"));
}

#[test]
fn what_cannot_be_imported_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(None);
    let check = |window: &mut Window, name: &str, bytes: &[u8], words: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        drop_on(window, &path);
        until(window, words, |window| said(window, words));
        press(window, Modifiers::NONE, Key::Escape);
        press(window, Modifiers::NONE, Key::Escape);
        assert_eq!(window.state().window().page, None);
        assert!(!window.state().editor().is_modified());
    };
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    check(&mut window, "old.xls", old, "format before 2007");
    check(&mut window, "empty.csv", b"", "the file is empty");
    check(
        &mut window,
        "other.json",
        b"{\"a\": 1}",
        "no provisioning schema",
    );
    // One word is no table.
    window.event(Event::Paste("userName".to_owned()));
    window.run_steps(3);
    assert!(message(&window).1.contains("is no table"));
    assert_eq!(window.state().window().page, None);
}

#[test]
fn a_large_file_is_looked_at_while_the_window_stays_live_and_can_be_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.csv");
    let row = |number| format!("extension_{number},urn:x:y:attribute{number},field.{number}\n");
    let rows: String = (0..40_000).map(row).collect();
    let text = format!("Entra ID,SCIM,Genesys\n{rows}");
    std::fs::write(&path, &text).unwrap();
    let mut window = window_on(None);
    drop_on(&mut window, &path);
    window.step();
    assert!(window.state().import().is_working());
    assert!(said(&window, "Reading large.csv…"));
    let mut frames = 0;
    let mut longest = Duration::ZERO;
    while window.state().import().is_working() && frames < 20 {
        let started = Instant::now();
        window.step();
        longest = longest.max(started.elapsed());
        frames += 1;
    }
    assert!(longest < Duration::from_secs(2), "{longest:?}");
    click(&mut window, "Cancel");
    assert_eq!(window.state().window().page, None);
    assert!(!window.state().import().is_working());
    // What the job still had to say is heard by nobody.
    window.run_steps(20);
    assert_eq!(window.state().window().page, None);
    assert!(!window.state().editor().is_modified());
    // Beyond the cap it is refused in words.
    let huge = folder.path().join("huge.csv");
    let file = std::fs::File::create(&huge).unwrap();
    file.set_len(65 * 1024 * 1024).unwrap();
    drop_on(&mut window, &huge);
    until(&mut window, "the refusal", |window| {
        window.state().window().message.is_some()
    });
    assert!(message(&window).1.contains("huge.csv"));
}

#[test]
fn a_sheet_is_chosen_and_names_are_corrected_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.xlsx");
    crate::imports::workbook(&book, &crate::imports::SHEETS);
    let mut window = window_on(None);
    drop_on(&mut window, &book);
    until(&mut window, "the page", |window| {
        window.state().window().page == Some(Page::Import)
    });
    until_planned(&mut window);
    assert!(said(&window, "1 understood"));
    let name = "Meaning of the name userPrincipleName";
    let value = |window: &Window, label: &str| {
        let node = window.get_by_label(label);
        node.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(value(&window, name), "As it is written");
    choose(&mut window, name, "userPrincipalName");
    assert!(said(&window, "1 of them in the project already"));
    choose(&mut window, name, "As it is written");
    assert!(!boxes(&window, "userPrincipleName").is_empty());
    choose(&mut window, name, "Another name…");
    window
        .get_by_label("Name for userPrincipleName")
        .type_text("mail");
    until_planned(&mut window);
    assert!(said(&window, "1 changed") || said(&window, "in conflict"));
    assert_eq!(value(&window, name), "Another name…");
    choose(&mut window, "Sheet", "Old");
    assert!(said(&window, "Read sheet \"Old\""));
    choose(&mut window, "Sheet", "Mapping");
    // What was said of the name holds for the other reading of the file too.
    assert_eq!(value(&window, name), "Another name…");
}
