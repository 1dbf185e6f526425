//! One cell on screen: its face painted, its name told, the frame of the cursor around it.

use egui::{CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::cell::{self, Face};
use super::columns::Place;
use super::state::TableState;
use crate::app::theme::{Tokens, paint, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::rows::{Row, Table};

const ICON: f32 = 14.0;

/// Draws one cell, and tells a screen reader what it says.
pub(super) fn cell_ui(
    ui: &mut Ui,
    rect: Rect,
    table: &Table<'_>,
    row: &Row,
    place: &Place,
    lit: bool,
    (line, is_cursor): (usize, bool),
) -> egui::Response {
    let tokens = Tokens::of(ui);
    let id = Id::unique(("table cell", row.number, place.column));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::GridCell,
            true,
            is_cursor,
            cell::name(table, row, place.column),
        )
    });
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_index(line + 1);
    });
    if is_cursor {
        let grid = TableState::grid_id();
        if ui.ctx().has_accesskit_node(id) {
            ui.ctx().accesskit_node_builder(grid, |node| {
                node.set_active_descendant(id.accesskit_id());
            });
        }
    }
    let face = cell::face(table, row, place.column, tokens, lit);
    let cut = paint_face(ui, rect, &face);
    if response.hovered() {
        let whole = table.cell(row, place.column);
        if !whole.is_empty() && (cut || whole != face.text) && whole != "direct" {
            response
                .clone()
                .tip(widgets::visible_lines(&whole).into_owned());
        }
    }
    response
}

/// Paints a cell's contents; true if they did not fit.
fn paint_face(ui: &Ui, rect: Rect, face: &Face) -> bool {
    let tokens = Tokens::of(ui);
    let mut left = rect.left() + scale::PAD;
    let mut right = rect.right() - scale::PAD;
    if let Some(icon) = face.icon {
        let center = pos2(left + ICON / 2.0, rect.center().y);
        let square = Rect::from_center_size(center, Vec2::splat(ICON));
        paint(ui.painter(), square, icon, icon.color(tokens));
        left += ICON + scale::GAP;
    }
    if face.tail.is_some() {
        right -= ICON + 4.0;
    }
    if face.text.is_empty() {
        return false;
    }
    let room = (right - left).max(0.0);
    let mut galley = widgets::elided(ui, &face.text, face.font, face.color, room);
    let cut = galley.elided;
    if let Some(short) = face.short.filter(|_| cut) {
        galley = widgets::elided(ui, short, face.font, face.color, room);
    }
    let width = galley.size().x;
    let top = (rect.center().y - galley.size().y / 2.0).round();
    let left = if face.to_the_right {
        (right - width).max(left)
    } else {
        left
    };
    ui.painter().galley(pos2(left, top), galley, face.color);
    if let Some(icon) = face.tail {
        let center = pos2(left + width + 4.0 + ICON / 2.0, rect.center().y);
        let square = Rect::from_center_size(center, Vec2::splat(ICON));
        paint(ui.painter(), square, icon, icon.color(tokens));
    }
    cut
}

/// Draws the frame around the cell under the cursor: a ring while the table has the keyboard, a line else.
pub(super) fn cursor_ui(ui: &Ui, cell: Rect, clip: Rect, has_keys: bool) {
    let tokens = Tokens::of(ui);
    let stroke = if has_keys {
        Stroke::new(scale::FOCUS, tokens.focus)
    } else {
        Stroke::new(scale::HAIRLINE, tokens.wire)
    };
    ui.painter().with_clip_rect(clip).rect_stroke(
        cell.shrink(0.5),
        CornerRadius::same(4),
        stroke,
        StrokeKind::Inside,
    );
}
