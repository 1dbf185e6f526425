//! Everything about what is selected, edited there.

mod attribute;
mod custom;
mod evidence;
pub(in crate::app) mod field;
mod link;
mod note_fields;
mod notes;
mod real_run;
mod rule;

pub use notes::NoteDraft;

use egui::{ScrollArea, Ui};

use crate::app::command::{Action, Commands};
use crate::app::context::ViewContext;
use crate::app::real_run::RealRun;
use crate::app::selection::Item;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;

/// What the inspector remembers: the note being written, and fields whose text is no value yet.
#[derive(Debug, Default)]
pub struct InspectorState {
    /// The note that is being written.
    pub note: NoteDraft,
    /// The answer of a real provisioning run, shown beside the links that it went through.
    pub real_run: Option<RealRun>,
    /// Fields whose text is no value yet.
    fields: field::Drafts,
    /// The reason being typed for *no counterpart*, for the attribute it is about.
    reason: Option<(crate::model::AttributeId, String)>,
}

/// Draws the inspector for the selection.
pub fn inspector_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    commands: &mut Commands,
) {
    ScrollArea::vertical()
        .id_salt("inspector")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - scale::GAP);
            ui.spacing_mut().item_spacing.y = scale::GAP;
            match ctx.selection.primary() {
                None => empty_ui(ui, ctx, state, commands),
                Some(Item::Attribute(id)) => attribute::attribute_ui(ui, ctx, state, id, commands),
                Some(Item::Link(id)) => link::link_ui(ui, ctx, state, id, commands),
            }
        });
}

/// Nothing is selected: the project itself, and what to do next.
fn empty_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let heading = ctx.project().heading();
    ui.label(Type::PageTitle.text(shown(&heading.title, "Untitled mapping")));
    if !heading.customer.is_empty() {
        ui.label(
            Type::Secondary
                .text(widgets::shown(&heading.customer))
                .color(tokens.text_soft),
        );
    }
    if !heading.summary.is_empty() {
        ui.add_space(scale::GAP);
        ui.label(Type::Body.text(widgets::shown(&heading.summary)));
    }
    ui.add_space(scale::SECTION);
    ui.label(
        Type::Secondary
            .text(
                "Select an attribute or a link to see what feeds it, who says so and what is open. \
                 Drag from one port to another to link two attributes.",
            )
            .color(tokens.text_soft),
    );
    if widgets::action_button(ui, "Project properties").clicked() {
        commands.act(Action::ProjectPage);
    }
    ui.add_space(scale::SECTION);
    notes::notes_ui(
        ui,
        ctx,
        state,
        &crate::model::Place::Project,
        "Notes on the project",
        commands,
    );
}

fn shown<'a>(text: &'a str, if_empty: &'a str) -> std::borrow::Cow<'a, str> {
    if text.trim().is_empty() {
        if_empty.into()
    } else {
        widgets::shown(text)
    }
}
