//! What the project is called and for whom it is, the names of its systems, and who takes part.

use egui::{Align, Id, Key, Layout, TextEdit, Ui, vec2};

use super::parts::{Way, arrow_button, labelled, section};
use super::{PagesState, heading_ui};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::panels::inspector::field::{self, Lines};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::editor::changes::{self, HeadingLine};
use crate::model::{Column, Person, UnknownMembers};

pub(super) fn project_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    commands: &mut Commands,
) {
    heading_ui(
        ui,
        "Project properties",
        "Everything here is kept in the project file and stands at the top of the handoff.",
        commands,
    );
    section(
        ui,
        "Heading",
        "What this mapping is called, for whom it is, and what it covers.",
        |ui| heading_lines_ui(ui, ctx, commands),
    );
    section(
        ui,
        "Systems",
        "The three columns, from where values come to where they end. The names stand on the map and in every export.",
        |ui| systems_ui(ui, ctx, state, commands),
    );
    section(
        ui,
        "People",
        "Who takes part. Owners, questions and decisions name people as they are written here.",
        |ui| people_ui(ui, ctx, state, commands),
    );
}

fn heading_lines_ui(ui: &mut Ui, ctx: ViewContext<'_>, commands: &mut Commands) {
    let heading = ctx.project().heading();
    let mut line = |ui: &mut Ui, line: HeadingLine, label: &str, value: &str, hint: &str| {
        let id = Id::unique(("heading", line));
        labelled(ui, label, |ui| {
            let new = match line {
                HeadingLine::Summary => {
                    field::multiline(ui, id, label, value, Type::Body, commands)
                }
                HeadingLine::Title | HeadingLine::Customer => {
                    field::text(ui, id, label, value, hint, commands)
                }
            };
            if let Some(text) = new {
                let change = changes::set_heading(ctx.project(), line, &text);
                commands.change_in(line.as_str(), change);
            }
        });
    };
    let title = "Entra ID to Genesys Cloud";
    line(ui, HeadingLine::Title, "Title", &heading.title, title);
    let customer = "For whom it is";
    line(
        ui,
        HeadingLine::Customer,
        "Customer",
        &heading.customer,
        customer,
    );
    line(ui, HeadingLine::Summary, "Summary", &heading.summary, "");
}

fn systems_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut PagesState, commands: &mut Commands) {
    let gap = scale::PAD;
    let width = (ui.available_width() - 2.0 * gap) / 3.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (column, label) in [
            (Column::Source, "Source"),
            (Column::Protocol, "Protocol"),
            (Column::Target, "Target"),
        ] {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                labelled(ui, label, |ui| {
                    let name = &ctx.project().system(column).name;
                    let new = field::required(
                        ui,
                        &mut state.fields,
                        Id::unique(("system", column)),
                        &format!("{label} system"),
                        name,
                        Type::Body,
                        Lines::One,
                        commands,
                    );
                    if let Some(name) = new {
                        let change = changes::rename_system(ctx.project(), column, &name);
                        commands.change_in(&format!("system {}", column.as_str()), change);
                    }
                });
            });
        }
    });
}

/// The widths of a person's name and role, so that all lines stand in columns.
fn widths(ui: &Ui) -> (f32, f32) {
    let buttons = 3.0 * scale::TARGET + 2.0 * 2.0;
    let fields = ui.available_width() - buttons - 2.0 * scale::PAD;
    (fields * 0.5, fields * 0.5)
}

fn people_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut PagesState, commands: &mut Commands) {
    let people = ctx.project().people();
    let last = people.len().saturating_sub(1);
    let (name_width, role_width) = widths(ui);
    let soft = Tokens::of(ui).text_soft;
    ui.horizontal(|ui| {
        for (label, width) in [("Name", name_width), ("Role", role_width)] {
            let size = vec2(width, 18.0);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                ui.label(Type::Secondary.text(label).color(soft));
            });
        }
    });
    for (place, person) in people.iter().enumerate() {
        // People have no id, and a name changes with every letter typed: the place it is.
        ui.push_id(("person", place), |ui| {
            ui.horizontal(|ui| {
                ui.scope(|ui| {
                    ui.set_width(name_width);
                    let new = field::required(
                        ui,
                        &mut state.fields,
                        Id::unique(("person name", place)),
                        &format!("Name of person {}", place + 1),
                        &person.name,
                        Type::Body,
                        Lines::One,
                        commands,
                    );
                    if let Some(name) = new {
                        let change = changes::change_person(ctx.project(), place, |person| {
                            person.name = name;
                        });
                        commands.change_in(&format!("name of person {place}"), change);
                    }
                });
                ui.scope(|ui| {
                    ui.set_width(role_width);
                    let id = Id::unique(("person role", place));
                    let label = format!("Role of {}", person.name);
                    if let Some(role) =
                        field::text(ui, id, &label, &person.role, "what they do", commands)
                    {
                        let change = changes::change_person(ctx.project(), place, |person| {
                            person.role = role;
                        });
                        commands.change_in(&format!("role of person {place}"), change);
                    }
                });
                ui.spacing_mut().item_spacing.x = 2.0;
                let name = &person.name;
                if arrow_button(ui, Way::Up, &format!("Move {name} up"), place > 0).clicked() {
                    let above = place.saturating_sub(1);
                    commands.change(changes::move_person(ctx.project(), place, above));
                }
                let down = format!("Move {name} down");
                if arrow_button(ui, Way::Down, &down, place < last).clicked() {
                    commands.change(changes::move_person(ctx.project(), place, place + 1));
                }
                if widgets::icon_button(ui, Icon::Close, &format!("Remove {name}")).clicked() {
                    commands.change(changes::remove_person(ctx.project(), place));
                }
            });
        });
    }
    new_person_ui(ui, ctx, state, commands);
}

/// The line that adds somebody.
fn new_person_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    commands: &mut Commands,
) {
    let (name_width, role_width) = widths(ui);
    let (name, role) = &mut state.new_person;
    let mut add = false;
    ui.horizontal(|ui| {
        for (text, width, label, hint) in [
            (&mut *name, name_width, "Name of new person", "Add somebody"),
            (&mut *role, role_width, "Role of new person", "what they do"),
        ] {
            ui.scope(|ui| {
                ui.set_width(width);
                let response = ui.add(
                    TextEdit::singleline(text)
                        .id(Id::unique(label))
                        .hint_text(hint)
                        .desired_width(f32::INFINITY)
                        .margin(egui::Margin::symmetric(8, 5)),
                );
                field::name(ui, &response, label);
                let entered = ui.input(|input| input.key_pressed(Key::Enter));
                add |= response.lost_focus() && entered;
            });
        }
        let can = !name.trim().is_empty();
        let button = ui.add_enabled_ui(can, |ui| widgets::action_button(ui, "Add"));
        button
            .response
            .ctx
            .accesskit_node_builder(button.inner.id, |node| node.set_label("Add person"));
        add |= button.inner.clicked();
    });
    if add {
        let person = Person {
            name: name.trim().to_owned(),
            role: role.trim().to_owned(),
            unknown: UnknownMembers::default(),
        };
        let change = changes::add_person(ctx.project(), person);
        if change.is_some() {
            state.new_person = Default::default();
            ui.memory_mut(|memory| memory.request_focus(Id::unique("Name of new person")));
        }
        commands.change(change);
    }
}
