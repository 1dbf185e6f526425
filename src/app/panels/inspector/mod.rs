//! Everything about what is selected, edited there.

mod attribute;
mod begun;
mod candidates;
mod custom;
mod evidence;
mod expression;
pub(in crate::app) mod field;
mod findings;
mod jump;
mod link;
mod link_field;
mod many;
mod note_fields;
mod note_view;
mod notes;
mod real_run;
mod rule;

pub(in crate::app) use begun::{Begun, Writer};
pub use expression::ChosenSample;
pub use notes::NoteDraft;

use egui::{ScrollArea, Ui};

use crate::app::command::{Action, Command, Commands};
use crate::app::context::ViewContext;
use crate::app::panels::suggestions::Pair;
use crate::app::real_run::RealRun;
use crate::app::selection::{Item, Selection};
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
    /// What the selected attribute may be linked with.
    suggestions: findings::Suggestions,
    /// The name being typed for the other end of a link.
    link: link_field::LinkDraft,
    /// What is typed for all that is selected.
    many: many::ManyDraft,
    /// The field of an expression.
    expression: expression::ExpressionState,
    /// The field that a key asked for, and for how many frames it is waited for.
    wants: Option<(Wanted, u8)>,
}

/// A field that an action goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The name of the other end of a link.
    Link,
    /// Why there is no counterpart.
    NoCounterpart,
    /// Who answers for a link.
    Owner,
    /// In which tenant a link was seen to work.
    TenantCheck,
}

impl InspectorState {
    /// Gives a field the keyboard as soon as it is drawn.
    pub fn want(&mut self, wanted: Wanted) {
        // A change or a selection that it needs first comes a frame later.
        self.wants = Some((wanted, 3));
    }

    /// Says which sample user expressions are tried on.
    pub fn set_sample(&mut self, sample: Option<ChosenSample>) {
        self.expression.sample = sample;
    }

    /// Shows a suggestion no more while the window is open.
    pub fn dismiss(&mut self, pair: Pair) {
        self.suggestions.dismiss(pair);
    }

    fn wants(&self, wanted: Wanted) -> bool {
        self.wants.is_some_and(|(wants, _)| wants == wanted)
    }

    /// Whether this field is asked for; the next one that asks is told no.
    fn take_wanted(&mut self, wanted: Wanted) -> bool {
        let is_wanted = self.wants(wanted);
        if is_wanted {
            self.wants = None;
        }
        is_wanted
    }

    /// A field that did not come is waited for no longer.
    fn wait(&mut self) {
        self.wants = self
            .wants
            .and_then(|(wanted, frames)| Some((wanted, frames.checked_sub(1)?)));
    }
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
            field::calm(ui);
            select_links_meant(ctx, state, commands);
            match ctx.selection.primary() {
                Some(_) if ctx.selection.items().len() > 1 => {
                    many::many_ui(ui, ctx, state, commands);
                }
                None => empty_ui(ui, ctx, state, commands),
                Some(Item::Attribute(id)) => attribute::attribute_ui(ui, ctx, state, id, commands),
                Some(Item::Link(id)) => link::link_ui(ui, ctx, state, id, commands),
            }
        });
    state.wait();
}

/// An attribute that only feeds others shows no link: for what is said of links its links are selected first.
fn select_links_meant(ctx: ViewContext<'_>, state: &InspectorState, commands: &mut Commands) {
    let [Item::Attribute(id)] = ctx.selection.items() else {
        return;
    };
    let index = ctx.index();
    let is_fed = index
        .number(ctx.project(), id)
        .is_some_and(|number| !index.links_into(number).is_empty());
    if is_fed || !(state.wants(Wanted::Owner) || state.wants(Wanted::TenantCheck)) {
        return;
    }
    let links = ctx.selection.links_meant(ctx.project(), index);
    if !links.is_empty() {
        let links = links.into_iter().map(Item::Link);
        commands.push(Command::Select(Selection::new(links)));
    }
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
