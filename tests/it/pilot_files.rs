//! Files of the pilot in the window: a real run beside its user, and reports.

use std::path::Path;
use std::time::{Duration, Instant};

use crosswalk::app::App;
use crosswalk::app::command::View;
use crosswalk::model::{Edit, LinkId, Project, Rule};
use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

fn pilot() -> Window {
    pilot_of(crosswalk::catalog::reference_project())
}

fn pilot_of(project: Project) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(move |cc| App::new(&cc.egui_ctx).with_project(project));
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run_steps(4);
    assert_eq!(window.state().window().view, View::Pilot);
    window
}

fn until(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done(window) {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        window.step();
        std::thread::yield_now();
    }
    window.run_steps(3);
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run_steps(3);
}

/// Chooses an entry of a menu and names the file that it asks for.
fn choose(window: &mut Window, menu: &str, entry: &str, path: &Path) {
    click(window, menu);
    click(window, entry);
    name_file(window, path);
}

fn name_file(window: &mut Window, path: &Path) {
    until(window, "the question for a path", |window| {
        window.query_by_label("Path").is_some()
    });
    let field = |window: &Window| {
        let node = window.get_by_role_and_label(Role::TextInput, "Path");
        node.focus();
    };
    field(window);
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window
        .get_by_role_and_label(Role::TextInput, "Path")
        .type_text(path.to_str().unwrap());
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(2);
}

fn message(window: &Window) -> String {
    let message = window.state().window().message.as_ref();
    message
        .map(|message| message.text.clone())
        .unwrap_or_default()
}

fn says(window: &Window, words: &str) -> bool {
    let contains = |text: Option<String>| text.is_some_and(|text| text.contains(words));
    window
        .query_all_by(|node| contains(node.label()) || contains(node.value()))
        .next()
        .is_some()
}

fn answer() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/provision-answer.json")
}

#[test]
fn a_real_run_stands_beside_the_user_that_it_tells_of() {
    let mut window = pilot();
    choose(&mut window, "Open…", "A real run’s answer…", &answer());
    until(&mut window, "the answer", |window| {
        message(window).contains("kim@")
    });
    // No built-in user is meant: the one of the answer is run, and nobody saved anything of it.
    assert!(says(&window, "1 from a file, in memory only"));
    assert!(says(&window, "Real run: "));
    let line = "title sent, equal: pilot Team lead, real run Team lead";
    assert!(says(&window, line));
    assert!(says(
        &window,
        "jobTitle read in Entra ID, equal: pilot Team lead"
    ));
    assert!(!window.state().editor().is_modified());
    click(&mut window, "Show the stages");
    assert!(!says(&window, line));
    assert!(says(&window, "jobTitle Team lead; title sent: Team lead"));
    click(&mut window, "Requests 2");
    assert!(says(&window, "changes the account"));
    click(&mut window, "Show the comparison");
    assert!(says(&window, line));
    click(&mut window, "Put the real run away");
    assert!(!says(&window, "Real run: "));
}

#[test]
fn a_real_run_is_found_among_users_of_a_file_and_follows_the_mapping() {
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("u.csv");
    let text = "userPrincipalName,displayName,jobTitle\nana@example.com,Ana,A\nkim@example.com,Kim,Clerk\n";
    std::fs::write(&users, text).unwrap();
    let mut window = pilot();
    choose(&mut window, "Open…", "Users…", &users);
    until(&mut window, "the users", |window| {
        says(window, "2 from a file, in memory only")
    });
    choose(&mut window, "Open…", "A real run’s answer…", &answer());
    until(&mut window, "the answer", |window| {
        says(window, "Real run: ")
    });
    let line = "jobTitle read in Entra ID, different: pilot Clerk, real run Team lead";
    assert!(says(&window, line));
    let ana = window.get_all_by_role(Role::Button).find_map(|node| {
        let label = node.accesskit_node().label()?;
        label.starts_with("Ana, ").then_some(label)
    });
    click(&mut window, &ana.unwrap());
    assert!(!says(&window, "Real run: "));
}

#[test]
fn a_report_names_nobody_unless_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = pilot();
    let csv = folder.path().join("r.csv");
    choose(&mut window, "Report…", "As CSV…", &csv);
    until(&mut window, "the report", |window| {
        message(window) == "Exported r.csv"
    });
    let text = std::fs::read_to_string(&csv).unwrap();
    assert_eq!(text.lines().count(), 21, "{text}");
    assert!(text.contains("row 1,,create,"), "{text}");
    assert!(
        !text.contains("Ana") && !text.contains("northwind"),
        "{text}"
    );

    // A file that is there is replaced only on request, and names are asked for each time.
    click(&mut window, "Report…");
    click(&mut window, "With the names of users");
    click(&mut window, "As CSV…");
    name_file(&mut window, &csv);
    until(&mut window, "the question", |window| {
        window.query_by_label("Replace").is_some()
    });
    click(&mut window, "Replace");
    until(&mut window, "the names", |_| {
        let text = std::fs::read_to_string(folder.path().join("r.csv"));
        text.is_ok_and(|text| text.contains("Ana López,,create,"))
    });
    let md = folder.path().join("r.md");
    choose(&mut window, "Report…", "As Markdown…", &md);
    until(&mut window, "the document", |window| {
        message(window) == "Exported r.md"
    });
    let text = std::fs::read_to_string(&md).unwrap();
    assert!(text.starts_with("# Pilot: Reference mapping\n"), "{text}");
    assert!(!text.contains("Ana López"), "{text}");
}

/// All that lies in a folder and below it, as one text.
fn all_in(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.push_str(&all_in(&path));
        } else {
            all.push_str(path.to_str().unwrap());
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        }
    }
    all
}

#[test]
fn sample_users_are_nowhere_but_in_memory_unless_they_are_kept() {
    const CANARY: &str = "qzcanary";
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("u.csv");
    let text = "userPrincipalName,displayName,jobTitle\nqzcanary1@x.example,qzcanary2,qzcanary3\n";
    std::fs::write(&users, text).unwrap();
    let state = folder.path().join("state");
    let recovery = state.join("recovery");
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(move |cc| App::new(&cc.egui_ctx).with_recovery(&cc.egui_ctx, recovery));
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run_steps(4);
    choose(&mut window, "Open…", "Users…", &users);
    until(&mut window, "the users", |window| says(window, CANARY));
    // A change of the mapping is kept for recovery, the users are not.
    let line = window.get_all_by_role(Role::Button).find_map(|node| {
        let label = node.accesskit_node().label()?;
        label.contains("jobTitle qzcanary3; title").then_some(label)
    });
    click(&mut window, &line.unwrap());
    window.key_press(Key::Delete);
    window.run_steps(3);
    assert!(window.state().editor().is_modified());
    until(&mut window, "the recovery file", |_| {
        all_in(&state).contains("protocol")
    });
    let saved = |window: &Window| crosswalk::store::write(window.state().editor().project());
    let told = |window: &Window| {
        format!(
            "{:?} {:?}",
            window.state().window(),
            window.state().editor()
        )
    };
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(CANARY);
    assert!(!all_in(&state).contains(CANARY));
    assert!(!has(&saved(&window)) && !told(&window).contains(CANARY));

    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run_steps(3);
    click(&mut window, "Open…");
    click(&mut window, "Keep with project");
    assert!(says(&window, "1 kept with the project"));
    let name = window.state().editor().undo_name().map(str::to_owned);
    assert_eq!(name.as_deref(), Some("Keep 1 sample user with the project"));
    assert!(has(&saved(&window)));
    // Opened again, they are there at once.
    let kept = folder.path().join("kept.crosswalk.json");
    std::fs::write(&kept, saved(&window)).unwrap();
    let mut other = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(move |cc| App::new(&cc.egui_ctx).with_file(kept));
    until(&mut other, "the project", |window| {
        window.state().file().is_some()
    });
    other.key_press_modifiers(Modifiers::ALT, Key::Num3);
    other.run_steps(4);
    assert!(says(&other, "qzcanary2") && says(&other, "1 kept with the project"));

    click(&mut window, "Open…");
    click(&mut window, "Keep no users with project");
    assert!(says(&window, "1 from a file, in memory only"));
    assert!(!has(&saved(&window)));
}

#[test]
fn what_is_wrong_with_a_file_of_users_is_said_above_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    std::fs::write(
        &path,
        "userPrincipalName,Display Name\na@x.example,A\nragged\nb@x.example,B\n",
    )
    .unwrap();
    let mut window = pilot();
    choose(&mut window, "Open…", "Users…", &path);
    until(&mut window, "the users", |window| {
        says(window, "2 from a file, in memory only")
    });
    assert!(says(&window, "1 column to look at · 1 row left out"));
    // A file that cannot be read is told of, until one can be.
    let wide = folder.path().join("wide.csv");
    std::fs::write(&wide, b"\xff\xfeu\0,\0").unwrap();
    choose(&mut window, "Open…", "Users…", &wide);
    until(&mut window, "the refusal", |window| {
        message(window).contains("UTF-16")
    });
    choose(&mut window, "Open…", "Users…", &path);
    until(&mut window, "the users again", |window| {
        message(window).is_empty()
    });
    // Many users are seen as a whole first.
    assert!(says(&window, "2 users, fail: \"displayName\" is required"));
}

#[test]
fn an_attribute_that_the_file_lacks_can_be_changed_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    std::fs::write(&path, "userPrincipalName,displayName\na@x.example,A\n").unwrap();
    let mut window = pilot();
    choose(&mut window, "Open…", "Users…", &path);
    until(&mut window, "the user", |window| {
        says(window, "1 from a file, in memory only")
    });
    click(&mut window, "Change a value");
    window
        .get_by_role_and_label(Role::TextInput, "New value")
        .focus();
    window.run_steps(2);
    window
        .get_by_role_and_label(Role::TextInput, "New value")
        .type_text("Lead");
    window.run_steps(3);
    assert!(says(&window, "jobTitle Lead; title sent: Lead"));
}

#[test]
fn a_long_run_is_cancelled_and_what_has_come_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    let mut text = "userPrincipalName,displayName\n".to_owned();
    for user in 0..60_000 {
        std::fmt::Write::write_fmt(&mut text, format_args!("u{user}@x.example,User {user}\n"))
            .unwrap();
    }
    std::fs::write(&path, text).unwrap();
    let mut window = pilot();
    choose(&mut window, "Open…", "Users…", &path);
    until(&mut window, "the users", |window| {
        says(window, "60,000 from a file") && says(window, " of 60,000 users")
    });
    window.get_by_label("Cancel").click();
    until(&mut window, "the end", |window| {
        says(window, "Cancelled after ")
    });
    assert!(says(&window, "cancelled after "));
    assert!(!says(&window, "60,000 users, create"));
    // Its part can be reported, and says that it is one.
    let report = folder.path().join("part.md");
    choose(&mut window, "Report…", "As Markdown…", &report);
    until(&mut window, "the report", |_| report.exists());
    until(&mut window, "the whole report", |_| {
        std::fs::read_to_string(&report).is_ok_and(|text| text.contains("What the pilot goes by"))
    });
    let text = std::fs::read_to_string(&report).unwrap();
    assert!(text.contains(" of 60000 sample users were put through"));
}

#[test]
fn what_only_the_service_knows_is_assumed_as_somebody_says() {
    let mut project = crosswalk::catalog::reference_project();
    let id = LinkId::new("user/protocol/title");
    let mut link = project.link(&id).unwrap().clone();
    link.rule = Rule::Expression {
        text: "Now()".to_owned(),
    };
    let link = link.into();
    project.apply(Edit::ReplaceLink { id, link }).unwrap();
    let mut window = pilot_of(project);
    click(&mut window, "Assumptions…");
    for (name, text) in [
        ("Clock, for Now()", "2030-01-02"),
        ("Seed, for Guid() and RandomString()", "7"),
    ] {
        window.get_by_role_and_label(Role::TextInput, name).focus();
        window.run_steps(2);
        window
            .get_by_role_and_label(Role::TextInput, name)
            .type_text(text);
        window.run_steps(3);
    }
    assert!(says(&window, "The clock has to be a time such as"));
    let name = "Clock, for Now()";
    window.get_by_role_and_label(Role::TextInput, name).focus();
    window.run_steps(2);
    window
        .get_by_role_and_label(Role::TextInput, name)
        .type_text("T03:04:05Z");
    window.run_steps(3);
    assert!(!says(&window, "The clock has to be a time such as"));
    until(&mut window, "the run by that clock", |window| {
        says(window, "title sent: 1/2/2030 3:04:05 AM")
    });
}
