//! Inspector and map together, as a person uses them: links by name, many at once, back and forth, order, folding.

use crosswalk::app::App;
use crosswalk::app::selection::Item;
use crosswalk::model::{AttributeId, Column, LinkId, NoteKind, Project, Resource, Rule, Status};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

fn window() -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 1400.0))
        .with_max_steps(64)
        .build_eframe(|creation| App::new(&creation.egui_ctx));
    window.run_steps(3);
    window
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).scroll_to_me();
    window.run_steps(3);
    window.get_by_label(label).click();
    window.run_steps(3);
}

/// Selects the row whose spoken name begins with `name`.
fn select(window: &mut Window, name: &str) {
    row(window, name).click();
    window.run_steps(3);
}

fn row<'a>(window: &'a Window, name: &'a str) -> egui_kittest::Node<'a> {
    let start = format!("{name}, ");
    let found = window.get_all_by_role(Role::ListBoxOption).find(|node| {
        let label = node.accesskit_node().label().unwrap_or_default();
        label == name || label.starts_with(&start)
    });
    found.unwrap_or_else(|| panic!("no row {name}"))
}

/// Types into the field that has the keyboard.
fn type_into(window: &mut Window, label: &str, text: &str) {
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(text);
    window.run_steps(3);
}

fn project(window: &Window) -> &Project {
    window.state().editor().project()
}

fn rule(window: &Window, id: &str) -> Option<Rule> {
    let link = project(window).link(&LinkId::new(id))?;
    Some(link.rule.clone())
}

fn source(name: &str) -> AttributeId {
    AttributeId::source(Resource::User, name)
}

fn protocol(name: &str) -> AttributeId {
    AttributeId::protocol(Resource::User, name)
}

fn direct(names: &[&str]) -> Rule {
    let origins = names.iter().map(|name| source(name).path).collect();
    Rule::Direct { origins }
}

fn selected(window: &Window) -> Vec<Item> {
    window.state().window().selection.items().to_vec()
}

#[test]
fn a_link_is_made_by_typing_the_name_of_its_other_end() {
    let mut window = window();
    select(&mut window, "accountEnabled");
    press(&mut window, Modifiers::NONE, Key::L);
    assert!(window.get_by_label("Link to").is_focused());
    type_into(&mut window, "Link to", "nicknam");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        rule(&window, "user/protocol/nickName"),
        Some(direct(&["accountEnabled"]))
    );
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Link accountEnabled to nickName")
    );
}

#[test]
fn a_suggestion_is_chosen_by_arrow_or_by_click_and_says_group_and_type() {
    let mut window = window();
    select(&mut window, "accountEnabled");
    click(&mut window, "Link to");
    type_into(&mut window, "Link to", "name.");
    let name = |window: &Window| {
        let options = window.get_all_by_role(Role::Button);
        let labels = options.filter_map(|node| node.accesskit_node().label());
        labels
            .filter(|label| label.contains("Not supported by the target · string"))
            .collect::<Vec<_>>()
    };
    let found = name(&window);
    assert!(found.len() >= 3, "{found:?}");
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(name(&window).is_empty());

    click(&mut window, "Link to");
    type_into(&mut window, "Link to", "familyname");
    click(
        &mut window,
        "name.familyName, Not supported by the target · string",
    );
    assert_eq!(
        rule(&window, "user/protocol/name.familyName"),
        Some(direct(&["accountEnabled"]))
    );
}

#[test]
fn a_name_typed_for_what_is_fed_already_is_combined_with_what_feeds_it() {
    let mut window = window();
    let before = project(&window).clone();
    let ask = |window: &mut Window| {
        select(window, "title");
        window.get_by_label("Link from").focus();
        window.run_steps(3);
        type_into(window, "Link from", "companyName");
        press(window, Modifiers::NONE, Key::Enter);
    };
    // Nothing has changed before it is chosen, and Esc chooses nothing.
    ask(&mut window);
    window.get_by_label("Join: jobTitle and companyName, a blank between");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(*project(&window), before);
    assert!(!selected(&window).is_empty());

    ask(&mut window);
    let second = "Coalesce: jobTitle; where it is empty, companyName";
    assert!(!window.get_by_label(second).is_focused());
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(window.get_by_label(second).is_focused());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        rule(&window, "user/protocol/title"),
        Some(Rule::Expression {
            text: "Coalesce([jobTitle], [companyName])".to_owned()
        })
    );
    assert!(window.query_by_label(second).is_none());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*project(&window), before);

    ask(&mut window);
    click(
        &mut window,
        "Decide later: keep both as sources; it runs once they are combined",
    );
    assert_eq!(
        rule(&window, "user/protocol/title"),
        Some(direct(&["jobTitle", "companyName"]))
    );
    select(&mut window, "active");
    window.get_by_label("Link from").focus();
    window.run_steps(3);
    type_into(&mut window, "Link from", "accountEnabled");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        rule(&window, "user/protocol/active"),
        Some(Rule::Expression {
            text: "Join(\" \", Not([IsSoftDeleted]), [accountEnabled])".to_owned()
        })
    );
}

#[test]
fn many_are_agreed_owned_checked_and_noted_at_once_and_each_is_one_step() {
    let mut window = window();
    select(&mut window, "title");
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&window).len(), 2);
    window.get_by_label("2 attributes selected");
    let ids = [
        "user/protocol/title",
        "user/protocol/emails[type eq \"work\"].value",
    ];
    let links =
        |window: &Window| ids.map(|id| project(window).link(&LinkId::new(id)).unwrap().clone());
    click(&mut window, "Agreed");
    assert!(
        links(&window)
            .iter()
            .all(|link| link.status == Status::Agreed)
    );

    window
        .get_by_role_and_label(Role::TextInput, "Owner")
        .focus();
    window.run_steps(2);
    type_into(&mut window, "Owner", "HR team");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let owners = links(&window).map(|link| link.owner);
    assert!(
        owners
            .iter()
            .all(|owner| owner.as_deref() == Some("HR team")),
        "{owners:?}"
    );

    window.get_by_label("Tenant").focus();
    window.run_steps(2);
    type_into(&mut window, "Tenant", "Northwind test");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let tenants = links(&window).map(|link| link.tenant_check.map(|check| check.tenant));
    assert!(
        tenants
            .iter()
            .all(|tenant| tenant.as_deref() == Some("Northwind test"))
    );

    window.get_by_label("New note").focus();
    window.run_steps(2);
    window.get_by_label("New note").type_text("Ask HR");
    window.run_steps(3);
    click(&mut window, "Add note");
    let noted = |window: &Window| {
        let notes = project(window).notes();
        notes.filter(|(_, note)| note.text == "Ask HR").count()
    };
    assert_eq!(noted(&window), 2);
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Add comment to 2 places")
    );
    select(&mut window, "userName");
    for _ in 0..4 {
        press(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(noted(&window), 0);
    assert!(!window.state().editor().is_modified());
}

#[test]
fn status_reason_owner_and_check_have_keys() {
    let mut window = window();
    select(&mut window, "accountEnabled");
    press(&mut window, Modifiers::NONE, Key::C);
    type_into(&mut window, "Reason for no counterpart", "not used");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let attribute = project(&window)
        .attribute(&source("accountEnabled"))
        .unwrap();
    assert_eq!(attribute.no_counterpart.as_deref(), Some("not used"));

    select(&mut window, "title");
    press(&mut window, Modifiers::NONE, Key::W);
    assert!(
        window
            .get_by_role_and_label(Role::TextInput, "Owner")
            .is_focused()
    );
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::T);
    assert!(window.get_by_label("Tenant").is_focused());
    let title = LinkId::new("user/protocol/title");
    assert!(
        project(&window)
            .link(&title)
            .unwrap()
            .tenant_check
            .is_some()
    );

    press(&mut window, Modifiers::NONE, Key::Escape);
    select(&mut window, "title");
    press(&mut window, Modifiers::NONE, Key::C);
    let message = window.state().window().message.clone().unwrap();
    assert!(message.text.contains("\"title\" has a link"), "{message:?}");
}

#[test]
fn a_jump_leads_to_the_other_end_and_back_again() {
    let mut window = window();
    let field = AttributeId::target(
        Resource::User,
        "UserProfile.general.title.[0].value",
        Some("title"),
    );
    select(&mut window, "title");
    click(&mut window, "UserProfile.general.title.[0].value");
    assert_eq!(selected(&window), [Item::Attribute(field.clone())]);
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(selected(&window), [Item::Attribute(protocol("title"))]);
    press(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(selected(&window), [Item::Attribute(field)]);
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    // What feeds it is named in the rule, and leads there.
    click(&mut window, "jobTitle");
    assert_eq!(selected(&window), [Item::Attribute(source("jobTitle"))]);
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(selected(&window), [Item::Attribute(protocol("title"))]);
}

#[test]
fn rows_are_moved_among_their_neighbours_by_keys() {
    let mut window = window();
    let first = |window: &Window| {
        let attributes = project(window).system(Column::Source).attributes();
        attributes
            .take(3)
            .map(|found| found.id.label().to_owned())
            .collect::<Vec<_>>()
    };
    let before = first(&window);
    select(&mut window, "mail");
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(first(&window), ["userPrincipalName", "mail", "displayName"]);
    assert_eq!(window.state().editor().undo_name(), Some("Move mail up"));
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(first(&window), before);
}

#[test]
fn all_groups_close_and_open_and_say_what_is_inside() {
    let mut window = window();
    press(&mut window, Modifiers::ALT, Key::Minus);
    window.get_by_label("Identity, 6 attributes, closed, 2 required");
    assert_eq!(window.query_all_by_role(Role::ListBoxOption).count(), 0);
    press(&mut window, Modifiers::ALT, Key::Equals);
    window.get_by_label("Identity, 6 attributes, 2 required");
}

#[test]
fn escape_clears_the_selection_then_closes_the_drawer() {
    let mut window = window();
    select(&mut window, "title");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(selected(&window).is_empty());
    window.get_by_label("Close drawer");
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_label("Open drawer");
}

#[test]
fn a_row_says_what_a_sighted_user_sees() {
    let window = window();
    let label = row(&window, "userName")
        .accesskit_node()
        .label()
        .unwrap_or_default();
    let start =
        "userName, required, fed by userPrincipalName, feeds email_main.[0].value, proposed";
    assert!(label.starts_with(start), "{label}");
    let field = "(not published) genesys · routingSkills";
    assert!(
        row(&window, field).accesskit_node().label().is_some(),
        "a field without a name says so"
    );
}

#[test]
fn a_note_shows_its_buttons_to_the_keyboard_too() {
    let mut window = window();
    select(&mut window, "title");
    press(&mut window, Modifiers::NONE, Key::N);
    window.get_by_label("New note").type_text("Once.");
    window.run_steps(3);
    click(&mut window, "Add note");
    window.get_by_label("Delete note").focus();
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Space);
    let is_there = project(&window)
        .notes()
        .any(|(_, note)| note.kind == NoteKind::Comment && note.text == "Once.");
    assert!(!is_there);
}
