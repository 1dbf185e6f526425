//! The dialog that accepts a finding with its reason.

use egui::{Align, Key, Label, Layout, TextEdit};

use super::state::FindingsState;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::dialogs::modal;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::editor::changes;

/// Draws the dialog while a finding is being accepted.
pub fn accept_ui(
    egui: &egui::Context,
    ctx: ViewContext<'_>,
    state: &mut FindingsState,
    commands: &mut Commands,
) {
    let Some(accepting) = &mut state.accepting else {
        return;
    };
    let mut is_done = false;
    let response = modal(egui, "accept finding").show(egui, |ui| {
        ui.set_width(440.0);
        ui.spacing_mut().item_spacing.y = scale::PAD;
        ui.label(Type::Title.text(format!("Accept finding {}", accepting.key.code)));
        ui.add(Label::new(Type::Body.text(widgets::shown(&accepting.message))).wrap());
        let label = ui.label(Type::SecondaryMedium.text("Reason"));
        let field = TextEdit::multiline(&mut accepting.reason)
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .hint_text("Why this is as it should be; it stands in the handoff.");
        let field = ui.add(field).labelled_by(label.id);
        if accepting.reason.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        let soft = Tokens::of(ui).text_soft;
        let who = if ctx.author.is_empty() {
            "nobody named; the settings know whom"
        } else {
            ctx.author
        };
        ui.label(
            Type::Secondary
                .text(format!("Accepted by {who}, {}", ctx.today()))
                .color(soft),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let has_reason = !accepting.reason.trim().is_empty();
            let accepted = ui
                .add_enabled_ui(has_reason, |ui| {
                    widgets::primary_button(ui, "Accept finding")
                })
                .inner;
            let by_key = has_reason
                && ui.input(|input| input.modifiers.command && input.key_pressed(Key::Enter));
            if accepted.clicked() || by_key {
                let change = changes::accept_finding(
                    ctx.project(),
                    &accepting.key,
                    &accepting.reason,
                    ctx.author,
                    ctx.today(),
                );
                commands.change(change);
                is_done = true;
            }
            if widgets::quiet_button(ui, "Cancel").clicked() {
                is_done = true;
            }
        });
    });
    if is_done || response.should_close() {
        state.accepting = None;
    }
}
