//! What other widgets are drawn on and with: cards, hairlines, the ring of the focus, elided text.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, CursorIcon, Frame, Galley, InnerResponse, Margin, Painter, Rangef, Rect,
    Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, text::LayoutJob, vec2,
};

use super::shown;
use crate::app::theme::{Tokens, Type, scale};

/// A panel-coloured card with a border, as the columns of the map; `contents` has no margin around it.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let tokens = Tokens::of(ui);
    Frame::new()
        .fill(tokens.panel)
        .stroke(Stroke::new(scale::HAIRLINE, tokens.border))
        .corner_radius(scale::RADIUS_CARD)
        .inner_margin(Margin::ZERO)
        .show(ui, contents)
}

/// A hairline over the width that is there, in the colour of `border` or `hairline`.
pub fn hairline(ui: &mut Ui, color: Color32) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, scale::HAIRLINE), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, color);
}

/// A vertical hairline at `x` that can be dragged to move what is left and right of it; the grip is 8 wide.
///
/// The caller moves its edge by the drag delta of the answer, or by the arrow keys while it has the focus.
pub fn splitter(ui: &mut Ui, name: &str, x: f32, y: impl Into<Rangef>) -> Response {
    let y = y.into();
    let tokens = Tokens::of(ui);
    let grip = Rect::from_x_y_ranges(Rangef::new(x - 4.0, x + 4.0), y);
    let id = ui.scope_id().with("splitter").with(name);
    let response = ui.interact(grip, id, Sense::click_and_drag());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Splitter, enabled, name));
    let stroke = if response.hovered() || response.dragged() || response.has_focus() {
        Stroke::new(scale::FOCUS, tokens.focus)
    } else {
        Stroke::new(scale::HAIRLINE, tokens.border)
    };
    ui.painter().vline(x, y, stroke);
    response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal)
}

/// Draws the ring around what has the keyboard's focus, just outside `rect`.
pub fn focus_ring(painter: &Painter, rect: Rect, radius: CornerRadius, tokens: &Tokens) {
    painter.rect_stroke(
        rect,
        radius,
        Stroke::new(scale::FOCUS, tokens.focus),
        StrokeKind::Outside,
    );
}

/// Lays out one line of `text`, cut with `…` where it would be wider than `width`.
///
/// Given [`f32::INFINITY`] it is as wide as it is. Painting it is one call, so rows drawn by hand need no widget.
pub fn elided(ui: &Ui, text: &str, font: Type, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(shown(text).into_owned(), font.font(), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Draws `galley` with its left edge at `left`, in the middle of the height of `rect`.
pub(super) fn paint_left(ui: &Ui, rect: Rect, left: f32, galley: Arc<Galley>) {
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter()
        .galley(egui::pos2(left, top), galley, Color32::PLACEHOLDER);
}
