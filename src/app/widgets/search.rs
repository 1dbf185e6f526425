//! The field to search in: a magnifier, the text, and the key that leads here or a cross that clears it.

use egui::{
    Frame, Id, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::button::icon_button;
use super::surface::{elided, focus_ring, paint_left};
use crate::app::theme::{Icon, Tokens, Type, paint, scale};

/// Draws a search field `width` wide that edits `draft`; `shortcut` is the text of its key, as "Ctrl F".
///
/// `id` is that of the text field, so that a command can give it the focus. The answer is the text field's:
/// `changed()` after typing and after clearing.
pub fn search_field(
    ui: &mut Ui,
    id: Id,
    draft: &mut String,
    hint: &str,
    shortcut: &str,
    width: f32,
) -> Response {
    let tokens = Tokens::of(ui);
    let (frame, _) = ui.allocate_exact_size(vec2(width, scale::CONTROL), Sense::hover());
    ui.painter().rect(
        frame,
        scale::RADIUS_CONTROL,
        tokens.panel,
        Stroke::new(scale::HAIRLINE, tokens.outline),
        StrokeKind::Inside,
    );
    let lens = Rect::from_center_size(
        pos2(frame.left() + 19.0, frame.center().y),
        Vec2::splat(scale::ICON),
    );
    paint(ui.painter(), lens, Icon::Search, tokens.text_faint);

    let key = elided(ui, shortcut, Type::Small, tokens.text_faint, f32::INFINITY);
    let end = if draft.is_empty() {
        key.size().x + scale::PAD
    } else {
        scale::TARGET + 2.0
    };
    let field = Rect::from_min_max(
        pos2(frame.left() + 32.0, frame.top() + 3.0),
        pos2(frame.right() - end - 2.0, frame.bottom() - 3.0),
    );
    let edit = TextEdit::singleline(draft)
        .id(id)
        .hint_text(hint)
        .font(Type::Body.font())
        .frame(Frame::NONE)
        .align(egui::Align2::LEFT_CENTER)
        .min_size(field.size())
        .desired_width(field.width());
    let mut response = ui
        .new_child(UiBuilder::new().max_rect(field))
        .add(edit)
        .accessible_name(hint);
    if draft.is_empty() {
        let left = frame.right() - end;
        paint_left(ui, frame, left, key);
    } else {
        let cross = Rect::from_center_size(
            pos2(frame.right() - 3.0 - scale::TARGET / 2.0, frame.center().y),
            Vec2::splat(scale::TARGET),
        );
        let ui = &mut ui.new_child(UiBuilder::new().max_rect(cross));
        if icon_button(ui, Icon::Close, "Clear search").clicked() {
            draft.clear();
            response.mark_changed();
            response.request_focus();
        }
    }
    if response.has_focus() {
        focus_ring(ui.painter(), frame, scale::RADIUS_CONTROL, tokens);
    }
    response
}
