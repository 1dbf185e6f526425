//! The menu of a press with the other button: what can be done with the selected cells, and with what they are about.

use egui::{Button, Popup, Response, SetOpenCommand, Ui};

use super::state::TableState;
use crate::app::command::{Action, Commands};
use crate::app::context::ViewContext;
use crate::app::widgets::Tip as _;

/// Actions of the window that make sense for what a row is about.
const ACTIONS: &[Action] = &[
    Action::MarkRequired,
    Action::MarkSystemGenerated,
    Action::MarkOptional,
    Action::Agree,
    Action::Propose,
    Action::Reject,
    Action::ShowMap,
];

/// Draws the menu while it is open; `opens` when the other button was pressed on a row of `grid`.
pub(super) fn context_menu_ui(
    grid: &Response,
    opens: bool,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    commands: &mut Commands,
) {
    Popup::menu(grid)
        .id(egui::Id::unique("table context menu"))
        .open_memory(opens.then_some(SetOpenCommand::Bool(true)))
        .at_pointer_fixed()
        .show(|ui| {
            if item(ui, "Edit cell", "F2") {
                state.begin(ctx, None);
            }
            if item(ui, "Copy cells", "Ctrl+C") {
                ui.copy_text(state.copied(ctx));
            }
            if item(ui, "Copy as Markdown", "Ctrl+Shift+C") {
                ui.copy_text(state.copied_as_markdown(ctx));
            }
            if item(ui, "Fill down", "Ctrl+D") {
                state.fill_down(ctx, commands);
            }
            if item(ui, "Clear cells", "Delete") {
                state.clear(ctx, commands);
            }
            ui.separator();
            for action in ACTIONS {
                let enabled = crate::app::panels::top_bar::is_enabled(ctx, *action);
                let response = ui.add_enabled(enabled, Button::new(action.name()));
                if response.tip(action.help()).clicked() {
                    commands.act(*action);
                    ui.close();
                }
            }
        });
}

fn item(ui: &mut Ui, text: &str, keys: &str) -> bool {
    let clicked = ui.add(Button::new(text).shortcut_text(keys)).clicked();
    if clicked {
        ui.close();
    }
    clicked
}
