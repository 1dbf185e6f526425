//! The pilot view: sample users on the left, and for the chosen one the three stages side by side.
//!
//! It reads what `pilot` computes and asks for files and jumps. Sample users live in this state alone and go when the
//! window closes, unless somebody keeps them with the project.

mod assumptions;
mod blame;
mod chain;
mod compare;
mod counts;
mod headline;
mod keep;
mod outcome;
mod report;
mod requests;
mod run;
mod samples;
mod shown;
mod stages;
mod state;
mod steps;
mod told;
mod trying;
mod users;

use std::rc::Rc;

use egui::{Frame, Margin, Panel, ScrollArea, Stroke, Ui};

pub use assumptions::Assumptions;
pub use report::{Names, Report, ReportAsked, ReportFormat};
pub use samples::{ReadSamples, holds_target, read_samples, read_target};
pub use state::PilotState;

use shown::Page;

use super::command::Commands;
use super::context::ViewContext;
use super::theme::{Tokens, Type, scale};
use super::widgets;
use crate::model::Resource;
use crate::pilot::Story;

/// Draws the view.
pub fn pilot_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    if ctx.resource == Resource::Group {
        empty_ui(
            ui,
            "The pilot runs users",
            "Groups are never created or deleted in Genesys Cloud, only their members change. Choose Users above.",
        );
        return;
    }
    state.refresh(ui.ctx(), ctx);
    let list = Frame::new()
        .fill(tokens.panel)
        .inner_margin(Margin::ZERO)
        .stroke(Stroke::NONE);
    Panel::left("sample users")
        .exact_size(users::WIDTH.min(ui.available_width() * 0.3).max(200.0))
        .resizable(false)
        .frame(list)
        .show(ui, |ui| users::users_ui(ui, ctx, state, commands));
    let margin = if ui.available_width() < 800.0 { 12 } else { 24 };
    Frame::new()
        .inner_margin(Margin::symmetric(margin, 14))
        .show(ui, |ui| {
            if state.page == Page::Outcome {
                outcome::outcome_ui(ui, ctx, state, commands);
                return;
            }
            let Some(story) = state.story(ctx) else {
                empty_ui(
                    ui,
                    "No user is chosen",
                    "Choose a user on the left, or open a file of users.",
                );
                return;
            };
            if ui.available_height() >= LEAST_HEIGHT {
                story_ui(ui, ctx, state, &story, 120.0, commands);
            } else {
                // A low window shows it a turn of the wheel after the other, and each whole.
                ScrollArea::vertical()
                    .id_salt("story down")
                    .auto_shrink(false)
                    .show(ui, |ui| {
                        story_ui(ui, ctx, state, &story, LOW_STAGES, commands);
                    });
            }
        });
}

/// The least height in which all that is shown of a user has room at once.
const LEAST_HEIGHT: f32 = 340.0;
/// The height of the stages where not all has room.
const LOW_STAGES: f32 = 180.0;

/// All that is shown of a user, the stages in what the rest leaves but never lower than `least`.
fn story_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    story: &Rc<Story>,
    least: f32,
    commands: &mut Commands,
) {
    headline::headline_ui(ui, ctx, state, story, commands);
    let compared = compare::compare_ui(ui, state, story);
    ui.add_space(scale::SECTION);
    let below = trying::height(ui, state);
    let height = (ui.available_height() - below).max(least);
    let room = ui.available_width();
    let page = state.page;
    let mut body = |ui: &mut Ui| match &compared {
        _ if page == Page::Requests => {
            requests::requests_ui(ui, ctx, story, height, commands);
        }
        Some(compared) => compare::table_ui(ui, compared, height),
        None => stages::stages_ui(ui, ctx, state, story, height, commands),
    };
    if room >= LEAST_STAGES {
        ui.allocate_ui(egui::vec2(room, height), body);
    } else {
        // Three columns that nobody can read are less than two with the third a turn of the wheel away.
        ScrollArea::horizontal()
            .id_salt("stages across")
            .show(ui, |ui| {
                ui.allocate_ui(egui::vec2(LEAST_STAGES, height), |ui| {
                    ui.set_max_width(LEAST_STAGES);
                    body(ui);
                });
            });
    }
    trying::trying_ui(ui, ctx, state, story);
}

/// The least width of the three stages side by side.
const LEAST_STAGES: f32 = 460.0;

/// What to do where there is nothing.
fn empty_ui(ui: &mut Ui, title: &str, what_next: &str) {
    let soft = Tokens::of(ui).text_soft;
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.35);
        ui.label(Type::Title.text(title));
        ui.add_space(scale::GAP);
        ui.label(Type::Body.text(widgets::shown(what_next)).color(soft));
    });
}
