//! Scoping filters: titles, clauses, and what Entra ID will not do with them.

use egui::{Frame, Id, Margin, Popup, ScrollArea, Ui};

use super::PagesState;
use super::parts::{caution, system_name};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::panels::inspector::field::{self, Lines};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::catalog::{Operand, SCOPING_OPERATORS, scoping_obstacle, scoping_operator};
use crate::editor::changes;
use crate::model::{Attribute, AttributeId, AttributePath, Clause, Column, ScopingFilter};

/// The filters of the resource that is shown.
///
/// Source: clauses of a filter are joined by AND, filters by OR, null gives false, case counts (ms-scoping); saving a filter
/// starts a full synchronization (ms-known-issues).
pub(super) fn scoping_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    commands: &mut Commands,
) {
    let soft = Tokens::of(ui).text_soft;
    let filters = &ctx
        .project()
        .resource_settings(ctx.resource)
        .scoping_filters;
    if filters.is_empty() {
        let text = "No filter: whoever the scope above lets in is provisioned.";
        ui.label(Type::Body.text(text).color(soft));
    }
    for (place, filter) in filters.iter().enumerate() {
        if place > 0 {
            ui.label(Type::SecondaryStrong.text("or").color(soft));
        }
        // Filters have no id, and two may share a title: the place it is.
        ui.push_id(("filter", ctx.resource, place), |ui| {
            filter_ui(ui, ctx, state, place, filter, commands);
        });
    }
    ui.add_space(2.0);
    if widgets::action_button(ui, "Add scoping filter").clicked() {
        commands.change(changes::add_scoping_filter(ctx.project(), ctx.resource));
    }
    if !filters.is_empty() {
        let text = "Saving a filter in the portal starts a full synchronization, and who is then out of scope is disabled.";
        ui.add(egui::Label::new(Type::Secondary.text(text).color(soft)).wrap());
    }
}

fn filter_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    place: usize,
    filter: &ScopingFilter,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    Frame::new()
        .fill(tokens.canvas)
        .corner_radius(scale::RADIUS_CARD)
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.scope(|ui| {
                    ui.set_width(ui.available_width() - scale::TARGET - scale::PAD);
                    let id = Id::unique(("filter title", ctx.resource, place));
                    let label = format!("Title of scoping filter {}", place + 1);
                    if let Some(title) =
                        field::text(ui, id, &label, &filter.name, "Title", commands)
                    {
                        let change = changes::change_scoping_filter(
                            ctx.project(),
                            ctx.resource,
                            place,
                            |filter| filter.name = title,
                        );
                        commands.change_in(&format!("title of filter {place}"), change);
                    }
                });
                let name = format!("Remove scoping filter {}", place + 1);
                if widgets::icon_button(ui, Icon::Close, &name).clicked() {
                    let change = changes::remove_scoping_filter(ctx.project(), ctx.resource, place);
                    commands.change(change);
                }
            });
            for (number, clause) in filter.clauses.iter().enumerate() {
                ui.push_id(("clause", number), |ui| {
                    clause_ui(ui, ctx, state, (place, number), clause, commands);
                });
            }
            if filter.clauses.is_empty() {
                caution(ui, "Without a clause the portal does not save this filter.");
            }
            if widgets::quiet_button(ui, "Add clause").clicked() {
                let attribute = usual_attribute(ctx);
                let change = changes::add_clause(ctx.project(), ctx.resource, place, &attribute);
                commands.change(change);
            }
        });
}

/// A line that reads like a sentence: `where department EQUALS Support`.
fn clause_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    at: (usize, usize),
    clause: &Clause,
    commands: &mut Commands,
) {
    const LEAD: f32 = 42.0;
    let tokens = Tokens::of(ui);
    let number = at.1 + 1;
    let operator = scoping_operator(&clause.operator);
    let has_value = operator.is_none_or(|operator| operator.operand == Operand::Value)
        || clause.value.is_some();
    let room = ui.available_width() - LEAD - 2.0 * scale::TARGET - 5.0 * scale::PAD;
    let widths = [room * 0.42, room * 0.27, room * 0.31];
    ui.horizontal(|ui| {
        ui.scope(|ui| {
            ui.set_width(LEAD);
            let lead = if at.1 == 0 { "where" } else { "and" };
            ui.label(Type::Secondary.text(lead).color(tokens.text_soft));
        });
        ui.scope(|ui| {
            ui.set_width(widths[0]);
            let new = field::required(
                ui,
                &mut state.fields,
                Id::unique(("clause attribute", ctx.resource, at)),
                &format!("Attribute of clause {number}"),
                clause.attribute.as_str(),
                Type::Name,
                Lines::One,
                commands,
            );
            if let Some(path) = new {
                set_attribute(ctx, at, &path, commands);
            }
        });
        choose_attribute_ui(ui, ctx, at, commands);
        ui.scope(|ui| {
            let width = if has_value {
                widths[1]
            } else {
                widths[1] + widths[2] + scale::PAD
            };
            ui.set_width(width);
            operator_ui(ui, ctx, at, clause, width, commands);
        });
        if has_value {
            ui.scope(|ui| {
                ui.set_width(widths[2]);
                let id = Id::unique(("clause value", ctx.resource, at));
                let value = clause.value.as_deref().unwrap_or_default();
                let label = format!("Value of clause {number}");
                if let Some(value) = field::code(ui, id, &label, value, "value", commands) {
                    let change =
                        changes::change_clause(ctx.project(), ctx.resource, at, |clause| {
                            clause.value = Some(value);
                        });
                    commands.change_in(&format!("value of clause {at:?}"), change);
                }
            });
        }
        if widgets::icon_button(ui, Icon::Close, &format!("Remove clause {number}")).clicked() {
            commands.change(changes::remove_clause(ctx.project(), ctx.resource, at));
        }
    });
    if let Some(text) = obstacle(ctx, clause) {
        ui.horizontal(|ui| {
            ui.add_space(LEAD + scale::PAD);
            caution(ui, &text);
        });
    }
}

fn operator_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    at: (usize, usize),
    clause: &Clause,
    width: f32,
    commands: &mut Commands,
) {
    let response = widgets::list("operator")
        .width(width)
        .height(420.0)
        .truncate()
        .selected_text(Type::NameSmall.text(clause.operator.as_str()))
        .show_ui(ui, |ui| {
            for operator in &SCOPING_OPERATORS {
                let is_chosen = operator.name == clause.operator;
                let response = ui
                    .selectable_label(is_chosen, Type::NameSmall.text(operator.name))
                    .tip(operator.meaning);
                if response.clicked() && !is_chosen {
                    let change =
                        changes::change_clause(ctx.project(), ctx.resource, at, |clause| {
                            operator.name.clone_into(&mut clause.operator);
                            clause.value = match operator.operand {
                                Operand::Value => Some(clause.value.take().unwrap_or_default()),
                                Operand::None => None,
                            };
                        });
                    commands.change(change);
                }
            }
        })
        .response;
    field::name(ui, &response, &format!("Operator of clause {}", at.1 + 1));
    if let Some(operator) = scoping_operator(&clause.operator) {
        response.tip(format!("Holds when {}.", operator.meaning));
    }
}

/// The source attributes of the resource that a filter can use.
fn usable(ctx: ViewContext<'_>) -> impl Iterator<Item = &Attribute> {
    ctx.project()
        .system(Column::Source)
        .attributes()
        .filter(move |attribute| {
            attribute.id.resource == ctx.resource && scoping_obstacle(attribute).is_none()
        })
}

/// What filters are about most often, where the column has it.
fn usual_attribute(ctx: ViewContext<'_>) -> String {
    let department = AttributeId::source(ctx.resource, "department");
    if ctx.project().attribute(&department).is_some() {
        return "department".to_owned();
    }
    let first = usable(ctx).next().map(|attribute| &attribute.id.path);
    first.map_or("displayName", |path| path.as_str()).to_owned()
}

fn set_attribute(ctx: ViewContext<'_>, at: (usize, usize), path: &str, commands: &mut Commands) {
    let path = AttributePath::new(Column::Source, path);
    let change = changes::change_clause(ctx.project(), ctx.resource, at, |clause| {
        clause.attribute = path;
    });
    commands.change_in(&format!("attribute of clause {at:?}"), change);
}

/// The list of what can be filtered by.
fn choose_attribute_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    at: (usize, usize),
    commands: &mut Commands,
) {
    let name = format!("Choose attribute of clause {}", at.1 + 1);
    let button = widgets::icon_button(ui, Icon::ChevronDown, &name);
    Popup::menu(&button).show(|ui| {
        ui.set_width(260.0);
        let attributes: Vec<_> = usable(ctx).collect();
        ScrollArea::vertical().max_height(320.0).show_rows(
            ui,
            scale::TARGET,
            attributes.len(),
            |ui, range| {
                for attribute in attributes.get(range).unwrap_or_default() {
                    let text = Type::Name.text(widgets::shown(attribute.id.label()));
                    let item = egui::Button::selectable(false, text).truncate();
                    if ui.add_sized([248.0, scale::TARGET], item).clicked() {
                        set_attribute(ctx, at, attribute.id.path.as_str(), commands);
                        ui.close();
                    }
                }
            },
        );
    });
}

/// What Entra ID will not do with a clause, in a sentence.
fn obstacle(ctx: ViewContext<'_>, clause: &Clause) -> Option<String> {
    if scoping_operator(&clause.operator).is_none() {
        return Some(format!(
            "The portal has no operator {:?}; choose one from its list.",
            clause.operator
        ));
    }
    let id = AttributeId {
        column: Column::Source,
        resource: ctx.resource,
        path: clause.attribute.clone(),
        scim_path: None,
    };
    let source = system_name(ctx, Column::Source);
    match ctx.project().attribute(&id) {
        None => Some(format!(
            "No attribute of this name is in the column {source}."
        )),
        Some(attribute) => scoping_obstacle(attribute).map(str::to_owned),
    }
}
