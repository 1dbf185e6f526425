//! The widths of the columns, moved at the edge of a title; a double click makes them equal again.

use egui::{CursorIcon, Id, Key, Modifiers, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo};

use super::scene::{Scene, rect};
use super::state::MapState;
use crate::app::theme::{Tokens, scale};
use crate::model::{Column, Hop};

/// The least width of a column that a person can ask for, in points.
const LEAST: f32 = 160.0;

/// Lets the right edges of the first two titles be moved.
pub(super) fn react(ui: &Ui, scene: &Scene<'_>, state: &mut MapState, base: Id) {
    for (column, next) in [
        (Column::Source, Column::Protocol),
        (Column::Protocol, Column::Target),
    ] {
        let header = rect(scene.frame(column).header);
        let x = header.right();
        let grip = Rect::from_x_y_ranges(Rangef::new(x - 4.0, x + 4.0), header.y_range());
        let id = base.with(("width", column.as_str()));
        let response = ui.interact(grip, id, Sense::click_and_drag());
        let name = &scene.ctx.project().system(column).name;
        response
            .widget_info(|| WidgetInfo::labeled(Role::Splitter, true, format!("Width of {name}")));
        let mut moved = response.drag_delta().x;
        if response.has_focus() {
            ui.memory_mut(|memory| {
                memory.set_focus_lock_filter(
                    id,
                    egui::EventFilter {
                        horizontal_arrows: true,
                        ..egui::EventFilter::default()
                    },
                );
            });
            for (key, step) in [(Key::ArrowLeft, -8.0), (Key::ArrowRight, 8.0)] {
                if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                    moved += step;
                }
            }
        }
        if moved != 0.0 {
            let widths = [column, next].map(|column| scene.frame(column).card.width());
            state.move_edge(column, moved, widths);
            ui.ctx().request_repaint();
        }
        if response.double_clicked() {
            state.shares = [1.0; 3];
            ui.ctx().request_repaint();
        }
        if response.hovered() || response.dragged() || response.has_focus() {
            let color = Tokens::of(ui).focus;
            ui.painter()
                .vline(x, header.y_range(), Stroke::new(scale::FOCUS, color));
        }
        response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    }
}

/// What can be asked for the width of a column without dragging its edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Wider,
    Narrower,
    /// All columns as wide as each other.
    Equal,
}

impl MapState {
    /// Makes a column wider or narrower by a step, its neighbour giving way; or all the same.
    pub(super) fn set_width(&mut self, scene: &Scene<'_>, column: Column, width: Width) {
        const STEP: f32 = 24.0;
        let step = match width {
            Width::Wider => STEP,
            Width::Narrower => -STEP,
            Width::Equal => {
                self.shares = [1.0; 3];
                return;
            }
        };
        // The last column has its edge at its left.
        let (edge, by) = match column {
            Column::Target => (Column::Protocol, -step),
            Column::Source | Column::Protocol => (column, step),
        };
        let next = edge.hop_out().map_or(edge, Hop::destination);
        let widths = [edge, next].map(|column| scene.frame(column).card.width());
        self.move_edge(edge, by, widths);
    }

    /// Moves the edge between a column and the next one, of these widths.
    fn move_edge(&mut self, column: Column, by: f32, widths: [f32; 2]) {
        let [width, next] = widths;
        let both = width + next;
        let new = (width + by).clamp(LEAST.min(width), both - LEAST.min(next));
        let [source, protocol, target] = &mut self.shares;
        let (one, other) = match column {
            Column::Source => (source, protocol),
            Column::Protocol | Column::Target => (protocol, target),
        };
        let sum = *one + *other;
        *one = sum * new / both;
        *other = sum - *one;
    }
}
