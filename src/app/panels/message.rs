//! What the program has to say: one message below the views, until the next or until it is dismissed.

use egui::Ui;

use crate::app::state::{Message, MessageKind};
use crate::app::theme::{Icon, Type};
use crate::app::widgets;

/// Draws the message; true if the person dismissed it.
#[must_use]
pub fn message_ui(ui: &mut Ui, message: &Message) -> bool {
    let icon = match message.kind {
        MessageKind::Done => Icon::Agreed,
        MessageKind::Failed => Icon::Error,
    };
    ui.horizontal_wrapped(|ui| {
        widgets::icon(ui, icon);
        let text = Type::Body.text(widgets::shown(&message.text));
        ui.add(egui::Label::new(text).wrap().selectable(true));
        widgets::icon_button(ui, Icon::Close, "Dismiss message").clicked()
    })
    .inner
}
