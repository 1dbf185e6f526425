//! The map by label: every gesture, and the commands that come of it.

use crosswalk::app::command::{Command, Commands};
use crosswalk::app::context::ViewContext;
use crosswalk::app::map::{MapState, Way, map_ui};
use crosswalk::app::selection::{Item, Selection};
use crosswalk::app::theme;
use crosswalk::catalog;
use crosswalk::editor::Editor;
use crosswalk::model::{
    Attribute, AttributeId, AttributePath, Column, Edit, Heading, Link, LinkId, Mark, Project,
    Resource, Rule, Status, System,
};
use crosswalk::picture::Fold;
use eframe::egui::{self, Key, Modifiers, Pos2, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// The map alone, with what a window would keep for it.
struct Stage {
    editor: Editor,
    selection: Selection,
    map: MapState,
    /// All that was asked for but for selecting, which is done.
    asked: Vec<Command>,
}

fn source(name: &str) -> AttributeId {
    AttributeId::source(Resource::User, name)
}

fn protocol(name: &str) -> AttributeId {
    AttributeId::protocol(Resource::User, name)
}

fn target(name: &str, scim: &str) -> AttributeId {
    AttributeId::target(Resource::User, name, Some(scim))
}

fn link_id(id: &str) -> LinkId {
    LinkId::new(id)
}

fn system(name: &str, rows: &[(&str, AttributeId, Option<Mark>)]) -> System {
    let attributes = rows.iter().map(|(group, id, mark)| {
        let mut attribute = Attribute::custom(id.clone());
        (*group).clone_into(&mut attribute.group);
        attribute.mark = *mark;
        attribute
    });
    System::new(name).with_attributes(attributes).0
}

/// `upn` feeds `userName` feeds `UserProfile.Id`; `gone` feeds `active` by an expression; the rest is free.
fn project() -> Project {
    let mut project = Project::new(
        Heading::default(),
        system(
            "Entra ID",
            &[
                ("Identity", source("upn"), None),
                ("Identity", source("mail"), None),
                ("Lifecycle", source("gone"), Some(Mark::SystemGenerated)),
            ],
        ),
        system(
            "SCIM",
            &[
                ("Core", protocol("userName"), Some(Mark::Required)),
                ("Core", protocol("active"), None),
                ("Core", protocol("title"), None),
            ],
        ),
        system(
            "Genesys Cloud",
            &[
                ("Account", target("UserProfile.Id", "userName"), None),
                ("Account", target("UserProfile.state", "active"), None),
            ],
        ),
    );
    let direct = |column, name| Rule::direct(AttributePath::new(column, name));
    let links = [
        (
            protocol("userName"),
            direct(Column::Source, "upn"),
            Status::Agreed,
        ),
        (
            protocol("active"),
            Rule::Expression {
                text: "Not([gone])".to_owned(),
            },
            Status::Proposed,
        ),
        (
            target("UserProfile.Id", "userName"),
            direct(Column::Protocol, "userName"),
            Status::Agreed,
        ),
    ];
    for (destination, rule, status) in links {
        let mut link = Link::new(destination, rule);
        link.status = status;
        let id = project.next_link_id(&link.destination);
        let link = link.into();
        project.apply(Edit::AddLink { id, link }).unwrap();
    }
    project
}

fn context<'a>(editor: &'a Editor, selection: &'a Selection) -> ViewContext<'a> {
    ViewContext {
        editor,
        catalog: catalog::reference(),
        selection,
        resource: Resource::User,
        author: "",
        now: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn stage_of(project: Project, size: egui::Vec2) -> Harness<'static, Stage> {
    let stage = Stage {
        editor: Editor::new(project),
        selection: Selection::default(),
        map: MapState::default(),
        asked: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(16)
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, stage: &mut Stage| {
                let ctx = context(&stage.editor, &stage.selection);
                let mut commands = Commands::default();
                map_ui(ui, ctx, &mut stage.map, &mut commands);
                for command in commands.take() {
                    match command {
                        Command::Select(selection) => stage.selection = selection,
                        other => stage.asked.push(other),
                    }
                }
            },
            stage,
        );
    harness.run();
    harness
}

fn stage() -> Harness<'static, Stage> {
    stage_of(project(), vec2(1120.0, 600.0))
}

fn center(harness: &Harness<'_, Stage>, label: &str) -> Pos2 {
    harness.get_by_label(label).rect().center()
}

fn drag(harness: &mut Harness<'_, Stage>, from: Pos2, to: Pos2) {
    harness.drag_at(from);
    harness.step();
    harness.hover_at(from + (to - from) * 0.3);
    harness.step();
    harness.hover_at(to);
    harness.step();
    harness.drop_at(to);
    harness.run();
}

fn selected(harness: &Harness<'_, Stage>) -> Vec<Item> {
    harness.state().selection.items().to_vec()
}

#[test]
fn a_link_is_drawn_by_drag_either_way() {
    let expected = |from: AttributeId, to: AttributeId| vec![Command::Connect { from, to }];
    let mut harness = stage();
    let from = center(&harness, "source port of mail in Entra ID");
    let to = center(&harness, "destination port of title in SCIM");
    drag(&mut harness, from, to);
    assert_eq!(
        harness.state().asked,
        expected(source("mail"), protocol("title"))
    );
    harness.state_mut().asked.clear();
    drag(&mut harness, to, from);
    assert_eq!(
        harness.state().asked,
        expected(protocol("title"), source("mail"))
    );
}

#[test]
fn a_drag_begins_where_the_button_was_pressed_however_far_the_first_move_went() {
    let mut harness = stage();
    let from = center(&harness, "source port of mail in Entra ID");
    let to = center(&harness, "destination port of title in SCIM");
    // Press and first move in one frame, as from a slow machine; then on to `to`.
    let quick = |harness: &mut Harness<'_, Stage>, from: Pos2, first: Pos2| {
        harness.state_mut().asked.clear();
        harness.input_mut().events.extend([
            egui::Event::PointerMoved(from),
            egui::Event::PointerButton {
                pos: from,
                button: egui::PointerButton::Primary,
                pressed: true,
                modifiers: Modifiers::NONE,
            },
            egui::Event::PointerMoved(first),
        ]);
        harness.step();
        harness.hover_at(to);
        harness.step();
        harness.drop_at(to);
        harness.run();
    };
    let row = harness.get_by_role_and_label(Role::ListBoxOption, "mail");
    let row = row.rect().center();
    let above = center(&harness, "source port of upn in Entra ID");
    assert!(above.distance(from) >= 24.0);
    for first in [above, row] {
        quick(&mut harness, from, first);
        let expected = Command::Connect {
            from: source("mail"),
            to: protocol("title"),
        };
        assert_eq!(harness.state().asked, [expected]);
    }
    assert!(selected(&harness).is_empty());
    // From a row it is a frame, even if the first move ends at a port.
    quick(&mut harness, row, from);
    assert_eq!(harness.state().asked, []);
    assert!(!selected(&harness).is_empty());
}

#[test]
fn a_drag_that_ends_on_a_row_links_too_and_one_that_ends_nowhere_does_nothing() {
    let mut harness = stage();
    let from = center(&harness, "source port of active in SCIM");
    let row = center(
        &harness,
        "state, the documents disagree (C01, C03, C07, C10, C18)",
    );
    drag(&mut harness, from, row);
    assert_eq!(
        harness.state().asked,
        [Command::Connect {
            from: protocol("active"),
            to: target("UserProfile.state", "active"),
        }]
    );
    harness.state_mut().asked.clear();
    drag(&mut harness, from, Pos2::new(730.0, 560.0));
    // Not a neighbour of the source column.
    let far = center(&harness, "source port of mail in Entra ID");
    drag(&mut harness, far, row);
    assert_eq!(harness.state().asked, []);
}

#[test]
fn two_clicks_on_ports_link() {
    let mut harness = stage();
    harness
        .get_by_label("destination port of title in SCIM")
        .click();
    harness.run();
    assert_eq!(harness.state().asked, []);
    harness
        .get_by_label("source port of mail in Entra ID")
        .click();
    harness.run();
    assert_eq!(
        harness.state().asked,
        [Command::Connect {
            from: protocol("title"),
            to: source("mail"),
        }]
    );
}

#[test]
fn escape_gives_a_link_up() {
    let mut harness = stage();
    harness
        .get_by_label("source port of mail in Entra ID")
        .click();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    harness
        .get_by_label("destination port of title in SCIM")
        .click();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().asked, []);
    assert!(!harness.state_mut().map.cancel());
}

#[test]
fn dropping_on_a_rule_badge_adds_an_origin() {
    let mut harness = stage();
    let from = center(&harness, "source port of mail in Entra ID");
    let badge = center(&harness, "link gone to active, expression, proposed");
    drag(&mut harness, from, badge);
    assert_eq!(
        harness.state().asked,
        [Command::AddOrigin {
            link: link_id("user/protocol/active"),
            origin: source("mail"),
        }]
    );
}

#[test]
fn the_ends_of_a_selected_link_are_moved_by_drag() {
    let mut harness = stage();
    harness.get_by_label("link upn to userName, agreed").click();
    harness.run();
    let link = link_id("user/protocol/userName");
    assert_eq!(selected(&harness), [Item::Link(link.clone())]);
    let end = center(&harness, "destination port of userName in SCIM");
    let free = center(&harness, "destination port of title in SCIM");
    drag(&mut harness, end, free);
    let start = center(&harness, "source port of upn in Entra ID");
    let other = center(&harness, "source port of mail in Entra ID");
    drag(&mut harness, start, other);
    assert_eq!(
        harness.state().asked,
        [
            Command::RetargetDestination {
                link: link.clone(),
                to: protocol("title"),
            },
            Command::RetargetOrigin {
                link,
                from: source("upn"),
                to: source("mail"),
            },
        ]
    );
}

#[test]
fn rows_are_selected_alone_in_addition_and_in_a_range() {
    let mut harness = stage();
    let row = |name| Item::Attribute(source(name));
    let upn = "upn, feeds userName, agreed";
    harness.get_by_label(upn).click();
    harness.run();
    assert_eq!(selected(&harness), [row("upn")]);
    let gone = "gone, system-generated, feeds active, proposed";
    harness.get_by_label(gone).click_modifiers(Modifiers::SHIFT);
    harness.run();
    assert_eq!(selected(&harness), [row("upn"), row("mail"), row("gone")]);
    harness
        .get_by_label("mail")
        .click_modifiers(Modifiers::COMMAND);
    harness.run();
    assert_eq!(selected(&harness), [row("upn"), row("gone")]);
    let nothing = Pos2::new(730.0, 560.0);
    harness.hover_at(nothing);
    harness.drag_at(nothing);
    harness.drop_at(nothing);
    harness.run();
    assert_eq!(selected(&harness), []);
}

#[test]
fn a_link_is_selected_by_a_click_near_its_line() {
    let mut harness = stage();
    let middle = center(&harness, "link upn to userName, agreed");
    let near = middle + vec2(-25.0, 4.0);
    harness.hover_at(near);
    harness.drag_at(near);
    harness.drop_at(near);
    harness.run();
    assert_eq!(
        selected(&harness),
        [Item::Link(link_id("user/protocol/userName"))]
    );
}

#[test]
fn rows_say_what_they_show() {
    let harness = stage();
    for label in [
        "userName, required, fed by upn, feeds Id, agreed, the documents disagree (C04, C10, C21), error M020: No matching attribute",
        "active, fed by gone, proposed, the documents disagree (C01, C03, C10, C18), the documents disagree, and the mapping touches it (C07), error M001: Required, and no value goes all the way",
        "gone, system-generated, feeds active, proposed",
        "title",
    ] {
        harness.get_by_role_and_label(Role::ListBoxOption, label);
    }
    harness.get_by_role_and_label(
        Role::Heading,
        "Core, 3 attributes, 1 required, 2 with an error",
    );
}

#[test]
fn a_closed_group_gathers_its_links() {
    let mut harness = stage();
    harness.get_by_label("Collapse Core in SCIM").click();
    harness.run();
    assert!(harness.query_by_label("title").is_none());
    harness.get_by_label("Core, 3 attributes, closed, 1 required, 2 with an error");
    harness.get_by_label("link upn to userName, agreed");
    harness
        .get_by_label("Collapse Identity in Entra ID")
        .click();
    harness
        .get_by_label("Collapse Lifecycle in Entra ID")
        .click();
    harness.run();
    harness.get_by_label("link upn to userName, agreed");
    harness.get_by_label("Expand Core in SCIM").click();
    harness.run();
    harness.get_by_label("title");
}

#[test]
fn links_that_leave_the_view_are_counted_at_the_edge() {
    let mut project = project();
    let filler = (0..100).map(|number| Attribute::custom(source(&format!("extra{number:03}"))));
    for (position, attribute) in filler.enumerate() {
        let attribute = attribute.into();
        let position = position + 10;
        project
            .apply(Edit::AddAttribute {
                position,
                attribute,
            })
            .unwrap();
    }
    for number in [80, 90] {
        let rule = Rule::direct(AttributePath::new(
            Column::Source,
            &format!("extra{number:03}"),
        ));
        let link = Link::new(protocol("title"), rule);
        let id = project.next_link_id(&link.destination);
        let link = link.into();
        project.apply(Edit::AddLink { id, link }).unwrap();
    }
    let mut harness = stage_of(project, vec2(1120.0, 600.0));
    harness.get_by_label("2 links into title out of view");
    harness.get_by_label("2 more links below in Entra ID");
    harness.state_mut().map.reveal(source("extra080"));
    harness.run();
    harness.get_by_label("extra080, feeds title, proposed");
    harness.get_by_label("link extra080 to title, proposed");
    harness.get_by_label("2 more links above in Entra ID");
}

#[test]
fn filters_hide_rows_and_say_so() {
    let mut harness = stage();
    harness.get_by_label("Filter Entra ID").click();
    harness.run();
    harness.get_by_label("Unmapped").click();
    harness.run();
    harness.get_by_label("mail");
    assert!(
        harness
            .query_by_label("upn, feeds userName, agreed")
            .is_none()
    );
    harness.get_by_label("Filter Entra ID, 1 chosen");
    harness.get_by_label("Show all").click();
    harness.run();
    harness.get_by_label("upn, feeds userName, agreed");
}

#[test]
fn a_name_of_any_kind_is_drawn() {
    let mut project = project();
    for (position, name) in [
        "x".repeat(10_000),
        "שלום עולם".to_owned(),
        "user\u{202e}eman\0\nnext".to_owned(),
        String::new(),
    ]
    .iter()
    .enumerate()
    {
        let attribute = Attribute::custom(source(name)).into();
        project
            .apply(Edit::AddAttribute {
                position,
                attribute,
            })
            .unwrap();
    }
    let harness = stage_of(project, vec2(640.0, 400.0));
    harness.get_by_label("שלום עולם");
    let long = "x".repeat(10_000);
    let row = harness.get_by_label(&long);
    assert!(row.rect().width() < 300.0);
}

#[test]
fn the_keyboard_moves_over_rows_follows_links_and_links() {
    let mut harness = stage();
    let press = |harness: &mut Harness<'_, Stage>, key| {
        harness.key_press(key);
        harness.run();
    };
    let at = |harness: &Harness<'_, Stage>| match selected(harness).as_slice() {
        [Item::Attribute(id)] => id.clone(),
        other => panic!("{other:?}"),
    };
    press(&mut harness, Key::ArrowDown);
    assert_eq!(at(&harness), source("upn"));
    press(&mut harness, Key::ArrowRight);
    assert_eq!(at(&harness), protocol("userName"));
    press(&mut harness, Key::ArrowRight);
    assert_eq!(at(&harness), target("UserProfile.Id", "userName"));
    press(&mut harness, Key::ArrowLeft);
    press(&mut harness, Key::ArrowLeft);
    press(&mut harness, Key::ArrowDown);
    assert_eq!(at(&harness), source("mail"));
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::End);
    assert_eq!(at(&harness), protocol("title"));
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().asked,
        [Command::Connect {
            from: source("mail"),
            to: protocol("title"),
        }]
    );
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowUp);
    harness.run();
    assert_eq!(selected(&harness).len(), 2);
    press(&mut harness, Key::Home);
    press(&mut harness, Key::Space);
    assert_eq!(selected(&harness), []);
}

#[test]
fn a_search_finds_in_all_columns_counts_and_steps() {
    let mut harness = stage();
    harness.state_mut().map.set_search("a");
    harness.run();
    assert_eq!(harness.state().map.search_hits(), Some((0, 5)));
    harness.state_mut().map.set_search("AI");
    harness.run();
    assert_eq!(harness.state().map.search_hits(), Some((0, 1)));
    harness.state_mut().map.set_search("tive");
    harness
        .state_mut()
        .map
        .set_fold(Column::Protocol, Resource::User, "Core", Fold::Closed);
    harness.run();
    // The field is found by its SCIM path, too.
    assert_eq!(harness.state().map.search_hits(), Some((0, 2)));
    step(&mut harness);
    assert_eq!(selected(&harness), [Item::Attribute(protocol("active"))]);
    harness.get_by_label("title");
    step(&mut harness);
    step(&mut harness);
    assert_eq!(harness.state().map.search_hits(), Some((1, 2)));
    harness.state_mut().map.set_search("");
    harness.run();
    assert_eq!(harness.state().map.search_hits(), None);
}

fn step(harness: &mut Harness<'_, Stage>) {
    let stage = harness.state_mut();
    let mut commands = Commands::default();
    let ctx = context(&stage.editor, &stage.selection);
    stage.map.step_search(ctx, Way::On, &mut commands);
    for command in commands.take() {
        if let Command::Select(selection) = command {
            stage.selection = selection;
        }
    }
    harness.run();
}

#[test]
fn a_frame_selects_what_it_touches() {
    let mut harness = stage();
    let first = harness.get_by_label("upn, feeds userName, agreed").rect();
    let last = harness.get_by_label("mail").rect();
    let below = Pos2::new(first.center().x, 500.0);
    drag(&mut harness, below, last.center());
    let gone = Item::Attribute(source("gone"));
    assert_eq!(selected(&harness), [Item::Attribute(source("mail")), gone]);
}

#[test]
fn untangling_is_one_change_with_a_name() {
    let mut project = project();
    for (from, to) in [("gone", "userName"), ("upn", "title")] {
        let rule = Rule::direct(AttributePath::new(Column::Source, from));
        let link = Link::new(protocol(to), rule);
        let id = project.next_link_id(&link.destination);
        let link = link.into();
        project.apply(Edit::AddLink { id, link }).unwrap();
    }
    let editor = Editor::new(project);
    let selection = Selection::default();
    let mut commands = Commands::default();
    MapState::untangle(context(&editor, &selection), &mut commands);
    let [Command::Change { change, .. }] = commands.as_slice() else {
        panic!("{commands:?}");
    };
    assert_eq!(change.name, "Untangle");
}

#[test]
fn a_group_is_moved_by_its_heading_or_its_menu() {
    let mut harness = stage();
    let heading = center(&harness, "Lifecycle, one attribute");
    let above = center(&harness, "Identity, 2 attributes") - vec2(0.0, 10.0);
    drag(&mut harness, heading, above);
    let names = |harness: &Harness<'_, Stage>| {
        let asked = harness.state().asked.iter();
        let names = asked.filter_map(|command| match command {
            Command::Change { change, .. } => Some(change.name.clone()),
            _ => None,
        });
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&harness), ["Move group Lifecycle"]);
    harness.state_mut().asked.clear();
    harness
        .get_by_label("Lifecycle, one attribute")
        .click_secondary();
    harness.run();
    harness.get_by_label("Move group up").click();
    harness.run();
    assert_eq!(names(&harness), ["Move group Lifecycle up"]);
}

#[test]
fn selected_rows_are_put_in_another_order_by_drag() {
    let mut harness = stage();
    let names = |harness: &Harness<'_, Stage>| -> Vec<String> {
        let asked = harness.state().asked.iter();
        let names = asked.filter_map(|command| match command {
            Command::Change { change, .. } => Some(change.name.clone()),
            _ => None,
        });
        names.collect()
    };
    let middle = |harness: &Harness<'_, Stage>, name: &str| {
        harness
            .get_all_by_role(Role::ListBoxOption)
            .find(|row| row.accesskit_node().label().unwrap().starts_with(name))
            .unwrap()
            .rect()
            .center()
    };
    // From a row that is not selected it is a frame.
    let (mail, upn) = (middle(&harness, "mail"), middle(&harness, "upn"));
    drag(&mut harness, mail, upn);
    assert_eq!(names(&harness), [""; 0]);
    harness.get_by_label("mail").click();
    harness.run();
    // Onto itself nothing changes; to the upper half of the first row it comes before that.
    drag(&mut harness, mail, mail + vec2(30.0, 4.0));
    assert_eq!(names(&harness), [""; 0]);
    drag(&mut harness, mail, upn - vec2(0.0, 10.0));
    assert_eq!(names(&harness), ["Move mail"]);
    // A group keeps its rows: far below, the end of the group is meant.
    harness.state_mut().asked.clear();
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(selected(&harness), [Item::Attribute(source("upn"))]);
    let far = upn + vec2(0.0, 300.0);
    drag(&mut harness, upn, far);
    assert_eq!(names(&harness), ["Move upn"]);
    // Esc gives it up.
    harness.state_mut().asked.clear();
    harness.drag_at(upn);
    harness.step();
    harness.hover_at(far);
    harness.step();
    harness.key_press(Key::Escape);
    harness.step();
    harness.drop_at(far);
    harness.run();
    assert_eq!(names(&harness), [""; 0]);
}

#[test]
fn the_menu_of_a_row_selects_it_and_offers_what_keys_do() {
    let mut harness = stage();
    harness.get_by_label("mail").click_secondary();
    harness.run();
    assert_eq!(selected(&harness), [Item::Attribute(source("mail"))]);
    harness.get_by_label("Mark required").click();
    harness.run();
    assert_eq!(
        harness.state().asked,
        [Command::Act(crosswalk::app::command::Action::MarkRequired)]
    );
}

#[test]
fn zoom_makes_rows_higher_within_bounds() {
    let mut harness = stage();
    let height = |harness: &Harness<'_, Stage>| harness.get_by_label("mail").rect().height();
    let before = height(&harness);
    harness.state_mut().map.set_zoom(2.0);
    harness.run();
    assert!((height(&harness) - 2.0 * before).abs() < 1.0);
    harness.state_mut().map.set_zoom(9.0);
    assert!((harness.state().map.zoom() - 3.0).abs() < 1e-6);
}

#[test]
fn the_ends_of_a_selected_link_are_moved_by_clicks() {
    let mut harness = stage();
    let click = |harness: &mut Harness<'_, Stage>, label: &str| {
        harness.get_by_label(label).click();
        harness.run();
    };
    click(&mut harness, "link upn to userName, agreed");
    let link = link_id("user/protocol/userName");
    // A port and back again: nothing moves.
    for _ in 0..2 {
        click(&mut harness, "destination port of userName in SCIM");
    }
    assert_eq!(harness.state().asked, []);
    click(&mut harness, "destination port of userName in SCIM");
    click(&mut harness, "destination port of title in SCIM");
    click(&mut harness, "source port of upn in Entra ID");
    click(&mut harness, "mail");
    assert_eq!(
        harness.state().asked,
        [
            Command::RetargetDestination {
                link: link.clone(),
                to: protocol("title"),
            },
            Command::RetargetOrigin {
                link,
                from: source("upn"),
                to: source("mail"),
            },
        ]
    );
    // Esc gives it up.
    harness.state_mut().asked.clear();
    click(&mut harness, "source port of upn in Entra ID");
    harness.key_press(Key::Escape);
    harness.run();
    click(&mut harness, "mail");
    assert_eq!(harness.state().asked, []);
}

#[test]
fn a_column_is_made_wider_and_narrower_by_its_menu() {
    let mut harness = stage();
    let width = |harness: &Harness<'_, Stage>| harness.get_by_label("mail").rect().width();
    let before = width(&harness);
    harness.get_by_label("Filter Entra ID").click();
    harness.run();
    for (entry, change) in [("Narrower", -24.0), ("Narrower", -48.0), ("Wider", -24.0)] {
        harness.get_by_label(entry).click();
        harness.run();
        let after = width(&harness);
        assert!(
            (after - before - change).abs() < 4.0,
            "{entry}: {before} {after}"
        );
    }
    harness.get_by_label("Equal widths").click();
    harness.run();
    assert!((width(&harness) - before).abs() < 1.0);
}

#[test]
fn the_paths_of_what_is_selected_are_copied() {
    let mut harness = stage();
    harness.get_by_label("mail").click();
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowUp);
    harness.run();
    let copied = |harness: &mut Harness<'_, Stage>| {
        harness.event(egui::Event::Copy);
        harness.step();
        let commands = &harness.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    assert_eq!(copied(&mut harness).as_deref(), Some("mail\nupn"));
    harness
        .get_by_label("link gone to active, expression, proposed")
        .click();
    harness.run();
    assert_eq!(copied(&mut harness).as_deref(), Some("gone → active"));
    harness.key_press(Key::Escape);
    harness.state_mut().selection = Selection::default();
    harness.run();
    assert_eq!(copied(&mut harness), None);
}

#[test]
fn an_edge_of_a_title_moves_the_width() {
    let mut harness = stage();
    let edge = center(&harness, "Width of Entra ID");
    let before = harness.get_by_label("mail").rect().width();
    drag(&mut harness, edge, edge + vec2(-60.0, 0.0));
    let after = harness.get_by_label("mail").rect().width();
    assert!((before - after - 60.0).abs() < 8.0, "{before} {after}");
}

#[test]
fn everything_that_reacts_is_high_enough() {
    let harness = stage();
    for node in harness.get_all_by_role(Role::Button) {
        assert!(node.rect().height() >= 23.9, "{node:?}");
    }
}
