//! The outcome in one sentence, above the steps of a run.

use egui::{Align, Label, Layout, Ui, vec2};

use super::blame::Blame;
use super::shown::Page;
use super::state::PilotState;
use super::steps::steps_ui;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, Fit, Segment, segmented, segmented_width};
use crate::pilot::{Action, Story};

/// Where name and sentence have less room than this, the sentence stands below the name.
const NARROW: f32 = 420.0;

pub(super) fn headline_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    story: &Story,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let name = story
        .name
        .0
        .clone()
        .unwrap_or_else(|| state.name_of(state.chosen));
    let blame = state.prepared().and_then(|prepared| {
        let reason = Blame::of(&prepared.plan, story.reason);
        let mut warnings = story.warnings.iter();
        reason.or_else(|| warnings.find_map(|one| Blame::of_warning(&prepared.plan, *one)))
    });
    let sentence = sentence(state, story);
    let text = Type::Body
        .text(widgets::shown(&sentence))
        .color(tokens.text_soft);
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::SECTION;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            page_ui(ui, state, story);
            if let Some(blame) = blame.as_ref().filter(|_| !is_narrow) {
                blame.button_ui(ui, ctx, &sentence, commands);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Type::PageTitle.text(widgets::shown(&name))).truncate())
                    .tip(widgets::shown(&name));
                if !is_narrow {
                    ui.add(Label::new(text.clone()).truncate())
                        .tip(widgets::shown(&sentence));
                }
            });
        });
    });
    if is_narrow {
        ui.add(Label::new(text).wrap());
        if let Some(blame) = blame {
            blame.button_ui(ui, ctx, &sentence, commands);
        }
    }
    ui.add_space(scale::PAD);
    steps_ui(ui, story);
}

/// Whether the stages are shown or the requests.
fn page_ui(ui: &mut Ui, state: &mut PilotState, story: &Story) {
    let requests = format!("Requests {}", story.requests.len());
    let pages = [
        Segment::new(Some(Page::Stages), "Stages"),
        Segment::new(Some(Page::Requests), &requests),
    ];
    // Segments are laid out from the left, whatever the line around them does.
    // With a comparison in the place of the stages neither is shown.
    let now = (!state.is_compared()).then_some(state.page);
    let width = segmented_width(ui, now, &pages, Fit::Contents);
    ui.allocate_ui(vec2(width, scale::CONTROL), |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let name = "What is shown of the user";
            if let Some(Some(page)) = segmented(ui, name, now, &pages, Fit::Contents) {
                state.show_page(page);
            }
        });
    });
}

/// What happens and why, as the end of a sentence that begins with the name.
fn sentence(state: &PilotState, story: &Story) -> String {
    let reason = state
        .prepared()
        .map(|prepared| prepared.plan.words(story.reason))
        .unwrap_or_default();
    let action = match story.action {
        Action::Create => "is created",
        Action::Update => "is updated",
        Action::Disable => "is made inactive",
        Action::Delete => "is deleted",
        Action::Skip => "is left as it is",
        Action::Fail => "fails",
    };
    format!("{action}: {reason}")
}
