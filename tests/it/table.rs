//! The table view by keyboard and pointer: each way of editing a cell, found by the names that screen readers hear.

use crosswalk::app::App;
use crosswalk::app::command::View;
use crosswalk::model::{AttributeId, Mark, Resource, Rule, Status};
use eframe::egui::{Event, Key, Modifiers, OutputCommand, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

/// The reference mapping in the table, with the keyboard there.
fn table() -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(16)
        .build_eframe(|cc| App::new(&cc.egui_ctx));
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run();
    assert_eq!(window.state().window().view, View::Table);
    window
}

fn keys(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.key_press(*key);
        window.run();
    }
}

fn type_text(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run();
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run();
}

/// Whether the cell of this name has the focus.
fn is_at(window: &Window, name: &str) {
    let cell = window.get_by_label(name);
    assert!(cell.is_focused(), "{name} has not the focus");
}

/// Whether some words on screen contain these.
fn says(window: &Window, words: &str) {
    let mut labels = window.get_all_by_role(Role::Label);
    let said = labels.any(|label| label.value().is_some_and(|text| text.contains(words)));
    assert!(said, "nothing says {words:?}");
}

fn protocol(name: &str) -> AttributeId {
    AttributeId::protocol(Resource::User, name)
}

fn status_of(window: &Window, name: &str) -> Status {
    let id = protocol(name);
    let project = window.state().editor().project();
    let (_, link) = project
        .links()
        .find(|(_, link)| link.destination == id)
        .unwrap();
    link.status
}

fn owner_of(window: &Window, name: &str) -> Option<String> {
    let id = protocol(name);
    let project = window.state().editor().project();
    let (_, link) = project
        .links()
        .find(|(_, link)| link.destination == id)
        .unwrap();
    link.owner.clone()
}

fn copied(window: &Window) -> String {
    let commands = &window.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

/// Copies and looks at the very pass that does it.
fn copy(window: &mut Window, modifiers: Modifiers) -> String {
    window.event(Event::ModifiersChanged(modifiers));
    window.step();
    window.event(Event::Copy);
    window.step();
    let text = copied(window);
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
    text
}

#[test]
fn arrows_tab_and_enter_move_the_cell() {
    let mut window = table();
    is_at(&window, "Entra ID of userName: userPrincipalName");
    keys(&mut window, &[Key::ArrowDown, Key::ArrowRight]);
    is_at(&window, "Rule of active: Not([IsSoftDeleted])");
    keys(&mut window, &[Key::Tab]);
    is_at(&window, "SCIM of active: active");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    keys(&mut window, &[Key::ArrowUp, Key::Home]);
    is_at(&window, "Row of userName: 1");
    keys(&mut window, &[Key::End, Key::PageDown, Key::PageDown]);
    assert!(
        window.query_by_label("Row of userName: 1").is_none(),
        "it scrolled"
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    window.run();
    is_at(&window, "Row of userName: 1");
}

#[test]
fn typing_replaces_enter_keeps_and_undo_takes_back() {
    let mut window = table();
    click(&mut window, "Owner of userName: empty");
    type_text(&mut window, "H");
    type_text(&mut window, "R");
    assert_eq!(owner_of(&window, "userName"), None, "not before Enter");
    keys(&mut window, &[Key::Enter]);
    assert_eq!(owner_of(&window, "userName").as_deref(), Some("HR"));
    is_at(&window, "Owner of active: empty");
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Change owner of userName")
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(owner_of(&window, "userName"), None);
}

#[test]
fn letters_are_typed_and_mean_no_action() {
    let mut window = table();
    click(&mut window, "Owner of userName: empty");
    // R would mark, X reject, Delete remove, were the table not being typed in.
    window.key_press(Key::R);
    window.event(Event::Text("r".to_owned()));
    window.key_press(Key::X);
    window.event(Event::Text("x".to_owned()));
    window.run();
    keys(&mut window, &[Key::Tab]);
    assert_eq!(owner_of(&window, "userName").as_deref(), Some("rx"));
    assert_eq!(status_of(&window, "userName"), Status::Proposed);
    click(&mut window, "Owner of userName: rx");
    keys(&mut window, &[Key::Delete]);
    assert_eq!(owner_of(&window, "userName"), None);
    assert_eq!(window.state().editor().undo_name(), Some("Clear 1 cell"));
}

#[test]
fn f2_keeps_what_is_there_and_esc_gives_up() {
    let mut window = table();
    click(&mut window, "Rule of active: Not([IsSoftDeleted])");
    keys(&mut window, &[Key::F2]);
    let field = window.get_by_role_and_label(Role::TextInput, "Edit Rule of active");
    assert_eq!(field.value().as_deref(), Some("Not([IsSoftDeleted])"));
    type_text(&mut window, " ");
    keys(&mut window, &[Key::Escape]);
    assert!(!window.state().editor().is_modified());
    is_at(&window, "Rule of active: Not([IsSoftDeleted])");
}

#[test]
fn what_a_cell_cannot_take_says_why_and_stays() {
    let mut window = table();
    click(&mut window, "Entra ID of userName: userPrincipalName");
    type_text(&mut window, "mial");
    keys(&mut window, &[Key::Enter]);
    says(&window, "has no attribute \"mial\"");
    let field = window.get_by_role_and_label(Role::TextInput, "Edit Entra ID of userName");
    assert_eq!(field.value().as_deref(), Some("mial"));
    assert!(!window.state().editor().is_modified());
    // What is worked out says so at once.
    keys(&mut window, &[Key::Escape]);
    click(&mut window, "Used of userName: yes");
    type_text(&mut window, "n");
    says(&window, "cannot be typed");
    assert!(!window.state().editor().is_modified());
}

#[test]
fn a_mark_is_chosen_by_letter_by_arrows_and_by_click() {
    let mut window = table();
    let mark = |window: &Window| {
        let project = window.state().editor().project();
        let index = &window.state().editor().derived().index;
        let number = index.number(project, &protocol("title")).unwrap();
        let link = index.links_out(number).first().copied().unwrap();
        let field = index.destination(link).unwrap();
        index.attribute(field).unwrap().mark
    };
    assert_eq!(mark(&window), Some(Mark::Optional));
    click(&mut window, "Mark of title: optional");
    type_text(&mut window, "r");
    keys(&mut window, &[Key::Enter]);
    assert_eq!(mark(&window), Some(Mark::Required));
    let differs = "Mark of title: required (reference: optional)";
    is_at(&window, differs);
    keys(&mut window, &[Key::Enter, Key::ArrowDown, Key::Enter]);
    assert_eq!(mark(&window), Some(Mark::SystemGenerated));
    click(
        &mut window,
        "Mark of title: system-generated (reference: optional)",
    );
    window
        .get_by_role_and_label(Role::ListBoxOption, "optional")
        .click();
    window.run();
    assert_eq!(mark(&window), Some(Mark::Optional));
    assert!(
        window.query_by_role(Role::ListBoxOption).is_none(),
        "the choice is closed"
    );
}

#[test]
fn a_status_fills_down_as_one_step() {
    let mut window = table();
    click(&mut window, "Status of userName: proposed");
    type_text(&mut window, "a");
    keys(&mut window, &[Key::Enter]);
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        window.run();
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::D);
    window.run();
    for name in ["userName", "active", "displayName"] {
        assert_eq!(status_of(&window, name), Status::Agreed, "{name}");
    }
    let undo = window.state().editor().undo_name().map(str::to_owned);
    assert_eq!(undo.as_deref(), Some("Fill Status down 2 rows"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(status_of(&window, "active"), Status::Proposed);
}

#[test]
fn cells_are_copied_as_a_spreadsheet_reads_them_and_rows_with_headers() {
    let mut window = table();
    click(&mut window, "Rule of userName: direct");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.run();
    let text = copy(&mut window, Modifiers::COMMAND);
    assert_eq!(text, "direct\tuserName\nNot([IsSoftDeleted])\tactive");
    click(&mut window, "Row of userName: 1");
    let text = copy(&mut window, Modifiers::COMMAND);
    let mut lines = text.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("#\tEntra ID\tRule\tSCIM\t"),
        "{text}"
    );
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("1\tuserPrincipalName\tdirect\tuserName\t")
    );
    assert_eq!(lines.next(), None);
    let text = copy(&mut window, Modifiers::COMMAND | Modifiers::SHIFT);
    assert!(text.starts_with("| # | Entra ID | Rule |"), "{text}");
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn pasted_cells_change_the_project_as_one_step() {
    let mut window = table();
    click(&mut window, "Status of userName: proposed");
    window.event(Event::Paste(
        "agreed\tIdentity team\nagreed\tHR\n".to_owned(),
    ));
    window.run();
    assert_eq!(status_of(&window, "active"), Status::Agreed);
    assert_eq!(
        owner_of(&window, "userName").as_deref(),
        Some("Identity team")
    );
    assert_eq!(owner_of(&window, "active").as_deref(), Some("HR"));
    assert_eq!(window.state().editor().undo_name(), Some("Paste 4 cells"));
    window.event(Event::Paste("agreed\n".repeat(100_000)));
    window.run();
    says(&window, "nothing was changed");
    assert_eq!(window.state().editor().undo_name(), Some("Paste 4 cells"));
}

#[test]
fn a_rule_can_be_pasted_and_a_source_makes_a_link() {
    let mut window = table();
    click(&mut window, "Rule of userName: direct");
    window.event(Event::Paste("ToLower([userPrincipalName])".to_owned()));
    window.run();
    let project = window.state().editor().project();
    let (_, link) = project
        .links()
        .find(|(_, link)| link.destination == protocol("userName"))
        .unwrap();
    let text = "ToLower([userPrincipalName])".to_owned();
    assert_eq!(link.rule, Rule::Expression { text });
}

#[test]
fn chips_filter_and_headers_sort() {
    let mut window = table();
    click(&mut window, "Required 3");
    assert_eq!(window.get_all_by_role(Role::GridCell).count(), 3 * 11);
    assert!(window.query_by_label("Row of title: 5").is_none());
    window.get_by_label("Sort by SCIM").click();
    window.run();
    let top = |window: &Window, name: &str| window.get_by_label(name).rect().top();
    assert!(top(&window, "SCIM of active: active") < top(&window, "SCIM of userName: userName"));
    window.get_by_label("Sort by SCIM").click();
    window.run();
    assert!(top(&window, "SCIM of active: active") > top(&window, "SCIM of userName: userName"));
    // The cursor stays on its row wherever that goes.
    click(&mut window, "Owner of active: empty");
    window.get_by_label("Sort by SCIM").click();
    window.run();
    window.get_by_label("Completed table").focus();
    window.run();
    is_at(&window, "Owner of active: empty");
}

#[test]
fn the_first_columns_stay_and_the_rest_scrolls() {
    let mut window = table();
    window.set_size(vec2(900.0, 600.0));
    window.run();
    let left = |window: &Window, name: &str| window.get_by_label(name).rect().left();
    let frozen = left(&window, "Entra ID of userName: userPrincipalName");
    keys(&mut window, &[Key::End]);
    is_at(&window, "Notes of userName: empty");
    assert!((left(&window, "Entra ID of userName: userPrincipalName") - frozen).abs() < 0.1);
    let notes = window.get_by_label("Notes of userName: empty").rect();
    assert!(notes.right() <= 901.0, "{notes:?}");
}

#[test]
fn the_cell_selects_what_it_is_about() {
    let mut window = table();
    click(&mut window, "SCIM of active: active");
    let selection = window.state().window().selection.clone();
    assert!(selection.contains_attribute(&protocol("active")));
    click(&mut window, "Status of active: proposed");
    assert_eq!(window.state().window().selection.links().count(), 1);
}

#[test]
fn two_clicks_edit_a_cell_and_letters_mean_no_action() {
    let mut window = table();
    let name = "Owner of userName: empty";
    for _ in 0..2 {
        window.get_by_label(name).click();
        window.step();
    }
    window.run_steps(2);
    type_text(&mut window, "Ada");
    keys(&mut window, &[Key::Enter]);
    assert_eq!(owner_of(&window, "userName").as_deref(), Some("Ada"));
    // A and P would have changed it.
    assert_eq!(status_of(&window, "userName"), Status::Proposed);
}

/// The founding draft in the table.
fn draft() -> Window {
    let text = include_str!("../../sample-data/founding-draft.crosswalk.json");
    let project = crosswalk::store::read(text.as_bytes()).unwrap().project;
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(16)
        .build_eframe(move |cc| App::new(&cc.egui_ctx).with_project(project.clone()));
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run();
    window
}

#[test]
fn a_row_says_what_the_checks_found_puts_it_right_and_leads_to_its_place() {
    let mut window = draft();
    click(&mut window, "4 findings on userName: 2 errors, 2 hints");
    window.get_by_label_contains("C21 · ");
    click(&mut window, "Rename userPrincipleName to userPrincipalName");
    assert_eq!(
        window.state().editor().undo_name(),
        Some("Rename userPrincipleName to userPrincipalName")
    );
    // One error less.
    window
        .get_by_label_contains(" findings on userName: 1 error")
        .click();
    window.run();
    window
        .get_all_by_label("Show on the map")
        .next()
        .unwrap()
        .click();
    window.run();
    let state = window.state().window();
    assert_eq!(state.view, View::Map);
    assert!(!state.selection.is_empty());
}

#[test]
fn a_chip_shows_the_rows_with_findings_only() {
    let mut window = table();
    let number = |window: &Window, chip: &str| -> (String, usize) {
        let label = window
            .query_all_by_role(Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .find(|label| label.starts_with(chip) && label.len() < chip.len() + 4)
            .unwrap();
        let number = label.strip_prefix(chip).unwrap().parse().unwrap();
        (label, number)
    };
    let (_, all) = number(&window, "All ");
    let (chip, found) = number(&window, "Findings ");
    assert!(found > 0 && found < all, "{found} of {all}");
    click(&mut window, &chip);
    says(&window, &format!("{found} of {all} rows"));
    let badges = window.query_all_by_label_contains(" on ").count();
    let cells = window.query_all_by_label_contains("SCIM of ").count();
    assert!(badges >= cells && cells > 0, "{badges} of {cells}");
}

#[test]
fn what_the_checks_say_of_a_row_is_opened_and_left_by_keyboard() {
    let mut window = table();
    // From any cell of the row; a screen reader hears of the badge in its cell.
    keys(&mut window, &[Key::ArrowDown, Key::End]);
    let cell = window.get_by_label("SCIM of active: active");
    let description = cell.accesskit_node().description();
    assert_eq!(description.as_deref(), Some("1 finding on active: 1 hint"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Period);
    window.run();
    says(&window, "Users may be deleted by Entra ID");
    assert!(window.get_by_label("Show on the map").is_focused());
    keys(&mut window, &[Key::Escape]);
    assert!(window.query_by_label("Show on the map").is_none());
    is_at(&window, "SCIM of active: active");
    // And it is a way to its place.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Period);
    window.run();
    keys(&mut window, &[Key::Enter]);
    assert_eq!(window.state().window().view, View::Map);
    assert!(!window.state().window().selection.is_empty());
}

#[test]
fn a_row_without_findings_says_so() {
    let mut window = table();
    keys(&mut window, &[Key::ArrowDown, Key::ArrowDown]);
    let cell = window.get_by_label("SCIM of displayName: displayName");
    assert_eq!(cell.accesskit_node().description(), None);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Period);
    window.run();
    says(&window, "The checks say nothing of this row");
    keys(&mut window, &[Key::Escape]);
    is_at(&window, "Entra ID of displayName: displayName");
}

#[test]
fn a_column_is_made_wider_by_arrows_and_by_its_menu_and_hidden() {
    let mut window = table();
    let width = |window: &Window| window.get_by_label("Sort by Rule").rect().width();
    let before = width(&window);
    window.get_by_label("Sort by Rule").focus();
    window.run();
    keys(
        &mut window,
        &[Key::ArrowRight, Key::ArrowRight, Key::ArrowLeft],
    );
    assert!((width(&window) - before - 24.0).abs() < 1.0);
    window.get_by_label("Sort by Rule").click_secondary();
    window.run();
    click(&mut window, "Wider");
    assert!((width(&window) - before - 48.0).abs() < 1.0);
    click(&mut window, "Its own width");
    assert!((width(&window) - before).abs() < 1.0);
    click(&mut window, "Hide column");
    assert!(window.query_by_label("Sort by Rule").is_none());
    says(&window, "77 rows");
}

#[test]
fn columns_up_to_one_that_is_chosen_stay_when_the_others_are_scrolled() {
    let mut window = Harness::builder()
        .with_size(vec2(900.0, 700.0))
        .with_max_steps(16)
        .build_eframe(|cc| App::new(&cc.egui_ctx));
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run();
    let left = |window: &Window| window.get_by_label("Sort by Rule").rect().left();
    let before = left(&window);
    keys(&mut window, &[Key::End]);
    assert!(window.query_by_label("Sort by Rule").is_none() || left(&window) < before);
    // What stays is in view anyway: the first cell that is not brings the others back.
    let back = [Key::Home, Key::ArrowRight, Key::ArrowRight];
    keys(&mut window, &back);
    for (entry, stays) in [("Freeze up to here", true), ("Freeze nothing", false)] {
        window.get_by_label("Sort by Rule").click_secondary();
        window.run();
        click(&mut window, entry);
        click(&mut window, "SCIM of userName: userName");
        keys(&mut window, &[Key::End]);
        assert!(window.query_by_label("Sort by Notes").is_some());
        let there = window
            .query_by_label("Sort by Rule")
            .map(|title| title.rect().left());
        assert_eq!(
            there.is_some_and(|there| (there - before).abs() < 1.0),
            stays
        );
        keys(&mut window, &back);
    }
}
