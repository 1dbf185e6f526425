//! Keeping sample users with the project, which nothing does by itself: they are personal data.

use egui::Ui;

use super::state::PilotState;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::widgets::Tip as _;
use crate::editor::changes::{self, MAX_KEPT_SAMPLES};

/// Whether the project keeps the users that are shown.
pub(super) fn is_kept(ctx: ViewContext<'_>, state: &PilotState) -> bool {
    state.is_kept && changes::keeps_samples(ctx.project())
}

/// The entries of the menu, as far as there is something to keep or to drop.
pub(super) fn keep_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    commands: &mut Commands,
) {
    let keeps = changes::keeps_samples(ctx.project());
    let may_keep = !state.is_builtin && !is_kept(ctx, state);
    if !(keeps || may_keep) {
        return;
    }
    ui.separator();
    if may_keep {
        let fits = state.samples.users.len() <= MAX_KEPT_SAMPLES;
        let button = ui.add_enabled(fits, egui::Button::new("Keep with project"));
        let button = button
            .tip("The project file then holds these people’s data, for all who get it")
            .tip_if_disabled(format!(
                "A project keeps at most {MAX_KEPT_SAMPLES} sample users"
            ));
        if button.clicked() {
            commands.change(changes::keep_samples(ctx.project(), &state.samples));
            state.is_kept = true;
            ui.close();
        }
    }
    if keeps && ui.button("Keep no users with project").clicked() {
        commands.change(changes::drop_samples(ctx.project()));
        ui.close();
    }
    ui.separator();
}
