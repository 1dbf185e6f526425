//! What the program has to say: one message over the foot of the window, until the next or until it is dismissed.
//!
//! It lies over the views and moves nothing.

use egui::{Align2, Area, Context, Frame, Id, Label, Margin, Order, Stroke, vec2};

use crate::app::state::{Message, MessageKind};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;

/// Draws the message; true if the person dismissed it.
#[must_use]
pub fn message_ui(ctx: &Context, message: &Message) -> bool {
    let tokens = Tokens::of(ctx);
    let icon = match message.kind {
        MessageKind::Done => Icon::Agreed,
        MessageKind::Doing => Icon::Arrow,
        MessageKind::Failed => Icon::Error,
    };
    // As wide as a line that is easy to read, and never wider than the window.
    let room = (ctx.content_rect().width() - 96.0).clamp(200.0, 640.0);
    Area::new(Id::unique("message"))
        .order(Order::Foreground)
        .anchor(Align2::LEFT_BOTTOM, vec2(16.0, -16.0))
        .show(ctx, |ui| {
            Frame::new()
                .fill(tokens.raised)
                .stroke(Stroke::new(scale::HAIRLINE, tokens.border))
                .corner_radius(scale::RADIUS_CONTROL)
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(Margin::symmetric(12, 8))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        widgets::icon(ui, icon);
                        let text = Type::Body.text(widgets::shown(&message.text));
                        ui.scope(|ui| {
                            ui.set_max_width(room - 64.0);
                            ui.add(Label::new(text).wrap().selectable(true));
                        });
                        widgets::icon_button(ui, Icon::Close, "Dismiss message").clicked()
                    })
                    .inner
                })
                .inner
        })
        .inner
}
