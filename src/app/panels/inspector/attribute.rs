//! An attribute: its mark, what feeds it and what it feeds, and why it may have no counterpart.

use egui::{RichText, Ui};

use super::jump::jump_ui;
use super::link_field::link_field_ui;
use super::{InspectorState, Wanted, custom, evidence, field, findings, link, notes};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, key_line, section, segmented};
use crate::editor::changes;
use crate::model::{
    Attribute, AttributeId, AttributeOrigin, Cardinality, Column, Mark, Place, Support,
};
use crate::picture::Side;

pub(super) fn attribute_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &AttributeId,
    commands: &mut Commands,
) {
    let attribute = ctx.project().attribute(id);
    heading_ui(ui, ctx, id, attribute);
    let selected = [id.clone()];
    if let Some(attribute) = attribute {
        mark_ui(ui, ctx, attribute, &selected, commands);
    } else {
        ui.label(
            Type::Body
                .text("No attribute of this name is in the column; a link names it.")
                .color(Tokens::of(ui).warning),
        );
        custom::missing_ui(ui, ctx, id, commands);
    }
    if let Some(attribute) = attribute
        && attribute.origin == AttributeOrigin::Custom
    {
        custom::custom_ui(ui, ctx, state, attribute, commands);
    }
    let suggestions = &mut state.suggestions;
    state.expression.still_ui(ui, |ui| {
        findings::of_attribute_ui(ui, ctx, id, suggestions, commands);
    });
    links_ui(ui, ctx, state, id, commands);
    if let Some(attribute) = attribute {
        no_counterpart_ui(ui, ctx, state, attribute, &selected, commands);
        evidence::evidence_ui(ui, ctx, &attribute.evidence);
        evidence::conflicts_ui(ui, ctx, id);
        if !attribute.description.is_empty() {
            section(ui, "About");
            ui.label(Type::Body.text(widgets::shown_lines(&attribute.description)));
        }
    }
    notes::notes_ui(
        ui,
        ctx,
        state,
        &Place::Attribute(id.clone()),
        "Notes",
        commands,
    );
}

fn heading_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &AttributeId, attribute: Option<&Attribute>) {
    let tokens = Tokens::of(ui);
    ui.horizontal_top(|ui| {
        let value_type = attribute.map_or("", |attribute| attribute.value_type.as_str());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            ui.label(Type::Body.text(value_type).color(tokens.text_faint));
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                let name = widgets::shown(id.label());
                let mut text: RichText = Type::Selection.text(name.as_ref());
                if name.chars().count() > 26 {
                    text = text.size(scale::NAME);
                }
                ui.add(egui::Label::new(text).wrap().selectable(true));
            });
        });
    });
    let mut about = vec![ctx.project().system(id.column).name.clone()];
    if let Some(attribute) = attribute {
        about.push(attribute.group.clone());
        about.push(attribute.access.as_str().to_owned());
        if attribute.cardinality == Cardinality::Multiple {
            about.push("multi-valued".to_owned());
        }
        if let Some(length) = attribute.max_length {
            about.push(format!("at most {length} characters"));
        }
        if attribute.support != Support::Supported {
            about.push(attribute.support.as_str().to_owned());
        }
    }
    about.retain(|part| !part.is_empty());
    ui.label(
        Type::Secondary
            .text(widgets::shown(&about.join(" · ")))
            .color(tokens.text_soft),
    );
    if let Some(scim_path) = &id.scim_path {
        ui.add(
            egui::Label::new(
                Type::NameSmall
                    .text(format!("SCIM {}", widgets::shown(scim_path.as_str())))
                    .color(tokens.text_faint),
            )
            .wrap(),
        );
    }
}

fn mark_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    attribute: &Attribute,
    selected: &[AttributeId],
    commands: &mut Commands,
) {
    ui.add_space(scale::GAP);
    let choices = [
        Segment::with_icon(Some(Mark::Required), "Required", Icon::Required),
        Segment::with_icon(Some(Mark::SystemGenerated), "System", Icon::SystemGenerated),
        Segment::with_icon(Some(Mark::Optional), "Optional", Icon::Optional),
        Segment::new(None, "None"),
    ];
    if let Some(mark) = segmented(ui, "Mark", attribute.mark, &choices, Fit::Contents) {
        commands.change(changes::set_mark(ctx.project(), selected, mark));
    }
    if let Some(reference) = ctx.reference_mark(&attribute.id)
        && attribute.mark != Some(reference)
    {
        ui.label(
            Type::Secondary
                .text(format!("The reference says {}.", reference.as_str()))
                .color(Tokens::of(ui).warning),
        );
    }
}

/// The links into the attribute, edited here, and the ones out of it, to go to.
fn links_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &AttributeId,
    commands: &mut Commands,
) {
    let Some(number) = ctx.index().number(ctx.project(), id) else {
        return;
    };
    if id.column != Column::Source {
        section(ui, "Fed by");
        let links = ctx.index().links_into(number);
        for link_number in links {
            if let Some(link_id) = ctx.index().link_id(*link_number) {
                ui.push_id(link_id.as_str(), |ui| {
                    link::link_body_ui(ui, ctx, state, link_id, commands);
                });
            }
        }
        // What is fed already is rather to feed something.
        let is_next = links.is_empty() || id.column == Column::Target;
        let wants_focus = is_next && state.take_wanted(Wanted::Link);
        let draft = &mut state.link;
        link_field_ui(ui, ctx, draft, (id, Side::Left), wants_focus, commands);
    }
    if id.column != Column::Target {
        section(ui, "Feeds");
        let links = ctx.index().links_out(number);
        for link_number in links {
            let Some(destination) = ctx.index().destination(*link_number) else {
                continue;
            };
            let Some(destination) = ctx.index().attribute_id(destination) else {
                continue;
            };
            ui.horizontal(|ui| {
                ui.add_space(scale::PAD);
                jump_ui(ui, destination, commands);
            });
        }
        let wants_focus = state.take_wanted(Wanted::Link);
        let draft = &mut state.link;
        link_field_ui(ui, ctx, draft, (id, Side::Right), wants_focus, commands);
    }
}

fn no_counterpart_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    attribute: &Attribute,
    selected: &[AttributeId],
    commands: &mut Commands,
) {
    let id = egui::Id::unique(("no counterpart", &attribute.id));
    let linked = ctx
        .index()
        .number(ctx.project(), &attribute.id)
        .is_some_and(|number| {
            !ctx.index().links_into(number).is_empty() || !ctx.index().links_out(number).is_empty()
        });
    if state.take_wanted(Wanted::NoCounterpart) {
        if linked {
            commands.push(Command::Refuse(format!(
                "{:?} has a link: delete it before you say that there is no counterpart",
                attribute.id.label()
            )));
        } else if attribute.no_counterpart.is_some() {
            ui.memory_mut(|memory| memory.request_focus(id));
        } else {
            state.reason = Some((attribute.id.clone(), String::new()));
        }
    }
    let typing = state
        .reason
        .as_ref()
        .is_some_and(|(about, _)| *about == attribute.id);
    match (&attribute.no_counterpart, typing) {
        (Some(reason), _) => {
            section(ui, "No counterpart");
            let gesture = format!("reason {}", attribute.id.label());
            if let Some(text) = field::text(ui, id, "Reason", reason, "why", commands) {
                let change = changes::set_no_counterpart(ctx.project(), selected, Some(&text));
                commands.change_in(&gesture, change);
            }
            if widgets::quiet_button(ui, "It has a counterpart").clicked() {
                commands.change(changes::set_no_counterpart(ctx.project(), selected, None));
            }
        }
        (None, true) => {
            section(ui, "No counterpart");
            let mut done = false;
            if let Some((_, reason)) = &mut state.reason {
                let response = ui.add(
                    egui::TextEdit::singleline(reason)
                        .id(id)
                        .hint_text("Why it is left unmapped on purpose")
                        .desired_width(f32::INFINITY)
                        .margin(egui::Margin::symmetric(8, 5)),
                );
                field::name(ui, &response, "Reason for no counterpart");
                if response.lost_focus() {
                    done = true;
                    let reason = reason.trim();
                    if !reason.is_empty() {
                        let change =
                            changes::set_no_counterpart(ctx.project(), selected, Some(reason));
                        commands.change(change);
                    }
                } else if !response.has_focus() {
                    response.request_focus();
                }
            }
            if done {
                state.reason = None;
            }
        }
        (None, false) => {
            if !linked {
                key_line(ui, "Left unmapped", |ui| {
                    if widgets::quiet_button(ui, "No counterpart…").clicked() {
                        state.reason = Some((attribute.id.clone(), String::new()));
                    }
                });
            }
        }
    }
}
