//! stub
use super::command::Commands;
use super::context::ViewContext;
/// State.
#[derive(Debug, Default)]
pub struct TableState;
/// x
pub fn table_ui(
    ui: &mut egui::Ui,
    _ctx: ViewContext<'_>,
    _state: &mut TableState,
    _commands: &mut Commands,
) {
    ui.label("table");
}
