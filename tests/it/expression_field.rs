//! The field of an expression as a person uses it: completion, problems, what it gives, and the lines it draws.

use crosswalk::app::App;
use crosswalk::app::command::View;
use crosswalk::model::{LinkId, Rule};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Window = Harness<'static, App>;

const ACTIVE: &str = "user/protocol/active";

/// The reference mapping with the expression of `active` in the inspector and the cursor at its end.
fn field() -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(1440.0, 1400.0))
        .with_max_steps(64)
        .build_eframe(|creation| App::new(&creation.egui_ctx));
    window.run_steps(3);
    let row = window
        .get_all_by_role(Role::ListBoxOption)
        .find(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            label.starts_with("active, ")
        })
        .unwrap();
    row.click();
    window.run_steps(3);
    window.get_by_label("Expression").focus();
    window.run_steps(3);
    window
}

fn typed(window: &mut Window, text: &str) {
    window.get_by_label("Expression").type_text(text);
    window.run_steps(3);
}

/// Types in the place of all that is there.
fn retyped(window: &mut Window, text: &str) {
    press(window, Modifiers::COMMAND, Key::A);
    typed(window, text);
    // The list is closed if it was open, and the field keeps the keyboard.
    if !options(window).is_empty() {
        press(window, Modifiers::NONE, Key::Escape);
    }
    assert!(window.get_by_label("Expression").is_focused());
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn expression(window: &Window) -> String {
    let project = window.state().editor().project();
    match &project.link(&LinkId::new(ACTIVE)).unwrap().rule {
        Rule::Expression { text } => text.clone(),
        other => panic!("{other:?}"),
    }
}

/// What the map draws into `active`, by the names it comes from.
fn lines(window: &Window) -> Vec<String> {
    let index = &window.state().editor().derived().index;
    let number = index.link_number(&LinkId::new(ACTIVE)).unwrap();
    let origins = index.origins(number).iter();
    origins
        .map(|origin| index.attribute_id(*origin).unwrap().label().to_owned())
        .collect()
}

/// What the list offers, with the chosen one marked.
fn options(window: &Window) -> Vec<String> {
    let endings = [", function", ", word"];
    window
        .query_all_by_role(Role::ListBoxOption)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| {
            endings.iter().any(|ending| label.ends_with(ending)) || label.contains(" · ")
        })
        .filter(|label| label.matches(", ").count() == 1)
        .collect()
}

fn says(window: &Window, words: &str) -> bool {
    let contains = |text: Option<String>| text.is_some_and(|text| text.contains(words));
    window
        .query_all_by(|node| contains(node.label()) || contains(node.value()))
        .next()
        .is_some()
}

#[test]
fn an_attribute_is_completed_and_draws_its_line() {
    let mut window = field();
    assert_eq!(lines(&window), ["IsSoftDeleted"]);
    typed(&mut window, " & [accou");
    assert!(
        options(&window)[0].starts_with("accountEnabled, "),
        "{:?}",
        options(&window)
    );
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        expression(&window),
        "Not([IsSoftDeleted]) & [accountEnabled]"
    );
    assert_eq!(lines(&window), ["IsSoftDeleted", "accountEnabled"]);
    assert!(options(&window).is_empty());
    // The cursor stands behind it, and the field still has the keyboard.
    typed(&mut window, " & \"x\"");
    assert_eq!(
        expression(&window),
        "Not([IsSoftDeleted]) & [accountEnabled] & \"x\""
    );
    retyped(&mut window, "Not([accountEnabled])");
    assert_eq!(lines(&window), ["accountEnabled"]);
    retyped(&mut window, "\"True\"");
    assert!(lines(&window).is_empty());
    // All of it was typed in one stay in the field: one step.
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(lines(&window), ["IsSoftDeleted"]);
    assert!(!window.state().editor().is_modified());
}

#[test]
fn a_function_is_chosen_by_keys_with_its_help() {
    let mut window = field();
    press(&mut window, Modifiers::COMMAND, Key::A);
    typed(&mut window, "Join");
    assert_eq!(options(&window)[0], "Join, function");
    assert!(says(&window, "Join(separator, source…)"));
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert_eq!(expression(&window), "Join()");
    // How it is called stays in sight.
    assert!(says(&window, "Join(separator, source…)"));
    typed(&mut window, "\"-\", ");
    assert_eq!(expression(&window), "Join(\"-\", )");

    press(&mut window, Modifiers::CTRL, Key::Space);
    let all = options(&window);
    assert!(all.len() > 5, "{all:?}");
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let second = all[1].split(',').next().unwrap();
    assert_eq!(expression(&window), format!("Join(\"-\", [{second}])"));
}

#[test]
fn escape_closes_the_list_first_and_then_leaves_the_field() {
    let mut window = field();
    typed(&mut window, " & [mai");
    assert!(!options(&window).is_empty());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(options(&window).is_empty());
    assert!(window.get_by_label("Expression").is_focused());
    assert!(!window.state().window().selection.is_empty());
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!window.get_by_label("Expression").is_focused());
    assert_eq!(expression(&window), "Not([IsSoftDeleted]) & [mai");
}

#[test]
fn a_candidate_is_taken_by_a_click() {
    let mut window = field();
    typed(&mut window, " & [mail");
    let nickname = options(&window)
        .into_iter()
        .find(|label| label.starts_with("mailNickname"))
        .unwrap();
    window.get_by_label(&nickname).click();
    window.run_steps(3);
    assert_eq!(expression(&window), "Not([IsSoftDeleted]) & [mailNickname]");
    typed(&mut window, "&");
    assert_eq!(
        expression(&window),
        "Not([IsSoftDeleted]) & [mailNickname]&"
    );
}

#[test]
fn what_the_mapping_makes_wrong_is_named_under_the_field() {
    let mut window = field();
    let field_top = window.get_by_label("Expression").rect().top();
    retyped(&mut window, "Trim([jobtitel])");
    assert!(says(&window, "\"jobtitel\""));
    // What can be done about it stands beside it, and the field stays where it is while somebody types.
    let before = window.get_by_label("Expression").rect();
    for fix in ["Rename jobtitel to jobTitle", "Add jobtitel to Entra ID"] {
        let mut offered = window.query_all_by_label(fix);
        assert!(
            offered.any(|node| node.rect().left() > before.left()),
            "{fix}"
        );
    }
    assert!((before.top() - field_top).abs() < 0.5, "the field moved");
    // Only the mapping knows that this attribute may be empty.
    retyped(&mut window, "IIF([jobTitle]=\"x\", \"True\", \"False\")");
    let findings = &window.state().editor().derived().findings;
    let problems = findings.expression_problems(&LinkId::new(ACTIVE)).unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let message = problems[0].message.clone();
    assert!(says(&window, &message), "{message}");
}

#[test]
fn what_it_gives_for_the_sample_user_follows_every_letter() {
    let mut window = field();
    assert!(says(&window, "For Ana López"));
    retyped(&mut window, "Join(\"-\", [givenName], Left([jobTitle], 2))");
    assert!(says(&window, "Ana-Ag"));
    for _ in 0..4 {
        press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    }
    // The cursor stands within Left: its part has a value of its own.
    assert!(says(&window, "Left([jobTitle], 2) = Ag") || says(&window, "[jobTitle] = Agent"));
    window.get_by_label("Next sample user").click();
    window.run_steps(3);
    assert!(!says(&window, "For Ana López"));
    assert!(!says(&window, "Ana-Ag"));
    // The pilot shows that user too.
    press(&mut window, Modifiers::ALT, Key::Num3);
    assert_eq!(window.state().window().view, View::Pilot);
    let chosen = window
        .query_all_by_role(Role::Button)
        .filter(|node| node.accesskit_node().is_selected() == Some(true))
        .filter_map(|node| node.accesskit_node().label());
    assert!(!chosen.collect::<Vec<_>>().join("\n").contains("Ana López"));
}

#[test]
fn the_pointer_shows_the_value_of_the_part_below_it() {
    let mut window = field();
    retyped(&mut window, "Left([jobTitle], 2)");
    let field = window.get_by_label("Expression").rect();
    // Over the name in brackets, in the first line.
    window.hover_at(field.min + vec2(75.0, 14.0));
    window.run_steps(60);
    assert!(says(&window, "[jobTitle] = Agent"));
}

#[test]
fn without_a_result_there_is_no_sample_user() {
    let mut window = field();
    retyped(&mut window, "Left(");
    assert!(!says(&window, "For Ana López"));
    retyped(&mut window, "Error(\"never\")");
    assert!(says(&window, "For Ana López") && says(&window, "never"));
}

#[test]
fn brackets_and_quotes_come_and_go_in_pairs() {
    let mut window = field();
    retyped(&mut window, "Left");
    typed(&mut window, "(");
    assert_eq!(expression(&window), "Left()");
    typed(&mut window, "\"");
    typed(&mut window, "abc");
    assert_eq!(expression(&window), "Left(\"abc\")");
    typed(&mut window, "\"");
    typed(&mut window, ", 2");
    typed(&mut window, ")");
    assert_eq!(expression(&window), "Left(\"abc\", 2)");
    typed(&mut window, " & ");
    typed(&mut window, "[");
    assert_eq!(expression(&window), "Left(\"abc\", 2) & []");
    // The list that opens with it takes its place in the pair.
    typed(&mut window, "jobT");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(expression(&window), "Left(\"abc\", 2) & [jobTitle]");
    typed(&mut window, " & ");
    typed(&mut window, "(");
    press(&mut window, Modifiers::NONE, Key::Backspace);
    assert_eq!(expression(&window), "Left(\"abc\", 2) & [jobTitle] & ");
}

#[test]
fn each_problem_of_an_expression_has_its_own_line_below_the_map() {
    let mut window = field();
    retyped(&mut window, "Left([jobTitle]");
    let lines = window
        .get_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.starts_with("error ") && label.contains(" on active: "))
        .count();
    assert_eq!(lines, 2);
}
