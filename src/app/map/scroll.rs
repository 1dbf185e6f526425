//! Scrolling: the wheel, the bars, and the edges while something is dragged.

use egui::{CursorIcon, Id, Pos2, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use super::begin::begin_drag;
use super::drag::Gesture;
use super::scene::{Scene, frame};
use super::state::MapState;
use crate::app::theme::{Tokens, scale};
use crate::model::{Column, Resource};
use crate::picture::{ColumnFrame, Layout};

/// How near to the edge of a column a drag must come to scroll it, in points.
const EDGE: f32 = 36.0;
/// How fast a drag at the very edge scrolls, in points a second.
const SPEED: f32 = 900.0;
/// How far beside a bar it is taken all the same, in points.
const NEAR: f32 = 6.0;

/// Moves the column under the pointer by the wheel, both neighbours if it is over a gutter.
pub(super) fn by_wheel(
    ui: &Ui,
    state: &mut MapState,
    resource: Resource,
    layout: &Layout,
    at: Pos2,
) {
    let delta = ui.input(egui::InputState::smooth_scroll_delta).y;
    if delta == 0.0 || ui.input(|input| input.modifiers.command) {
        return;
    }
    let [first, second] = layout
        .gutters
        .map(|gutter| gutter.left < at.x && at.x < gutter.right);
    let beside = [first, first || second, second];
    let places = layout.columns.iter().zip(beside);
    for (offset, (frame, beside)) in state.offsets(resource).iter_mut().zip(places) {
        if beside || (frame.card.left..=frame.card.right).contains(&at.x) {
            *offset = (frame.offset - delta).clamp(0.0, frame.furthest());
        }
    }
}

/// Zooms the map where two fingers or the wheel with the command key ask for it; the rows there stay where they are.
pub(super) fn by_pinch(
    ui: &Ui,
    state: &mut MapState,
    resource: Resource,
    layout: &Layout,
    at: Pos2,
) {
    let factor = ui.input(egui::InputState::zoom_delta);
    let before = state.zoom();
    state.set_zoom(before * factor);
    let ratio = state.zoom() / before;
    if (ratio - 1.0).abs() < 1e-4 {
        return;
    }
    for (offset, frame) in state.offsets(resource).iter_mut().zip(&layout.columns) {
        let into = (at.y - frame.body.top).max(0.0);
        *offset = ((frame.offset + into) * ratio - into).max(0.0);
    }
}

/// Scrolls a column that the gesture could end in while the pointer is at its upper or lower edge.
pub(super) fn by_drag(
    ui: &Ui,
    state: &mut MapState,
    resource: Resource,
    layout: &Layout,
    at: Pos2,
) {
    if !state.gesture.seeks_attribute() {
        return;
    }
    let seconds = ui.input(|input| input.stable_dt).min(0.1);
    let gesture = state.gesture.clone();
    let offsets = state.offsets(resource);
    for ((column, frame), offset) in Column::ALL.into_iter().zip(&layout.columns).zip(offsets) {
        let beside = frame.card.left - EDGE..=frame.card.right + EDGE;
        if !gesture.may_end_in(column) || !beside.contains(&at.x) {
            continue;
        }
        let up = (frame.body.top + EDGE - at.y).clamp(0.0, EDGE);
        let down = (at.y - frame.body.bottom + EDGE).clamp(0.0, EDGE);
        let step = (down - up) / EDGE * SPEED * seconds;
        let moved = (frame.offset + step).clamp(0.0, frame.furthest());
        if (moved - frame.offset).abs() > 0.01 {
            *offset = moved;
            ui.ctx().request_repaint();
        }
    }
}

/// Where the bar of a column runs, and the part of it that stands for what is in view; none if all is.
fn bar(frame: &ColumnFrame) -> Option<(Rect, Rect)> {
    let (from, to) = frame.shown_part()?;
    let body = frame.body;
    let track = Rect::from_min_max(
        pos2(body.right - 18.0, body.top + 6.0),
        pos2(body.right - 10.0, body.bottom - 6.0),
    );
    let length = ((to - from) * track.height()).max(scale::TARGET);
    let free = track.height() - length;
    let part = if frame.furthest() > 0.0 {
        frame.offset / frame.furthest()
    } else {
        0.0
    };
    let top = track.top() + free * part;
    let handle = Rect::from_min_max(pos2(track.left(), top), pos2(track.right(), top + length));
    Some((track, handle))
}

/// Moves a column by its bar.
pub(super) fn by_bar(ui: &Ui, scene: &Scene<'_>, state: &mut MapState, base: Id) {
    for column in Column::ALL {
        let frame = *scene.frame(column);
        let Some((track, handle)) = bar(&frame) else {
            continue;
        };
        let name = &scene.ctx.project().system(column).name;
        let response: Response = ui.interact(
            track,
            base.with(("scroll", column.as_str())),
            Sense::CLICK | Sense::DRAG,
        );
        response.widget_info(|| {
            let mut info =
                WidgetInfo::labeled(egui::Role::ScrollBar, true, format!("Scroll {name}"));
            info.value = Some(f64::from(frame.offset / frame.furthest().max(1.0)));
            info
        });
        let Some(at) = response.interact_pointer_pos() else {
            continue;
        };
        let pressed = ui.input(|input| input.pointer.press_origin());
        if response.drag_started() && pressed.is_some_and(|at| !track.expand(NEAR).contains(at)) {
            begin_drag(ui, scene, state);
        } else if response.drag_started() || response.clicked() {
            let grip = if handle.contains(at) {
                at.y - handle.top()
            } else {
                handle.height() / 2.0
            };
            state.gesture = Gesture::Scroll { column, grip };
        }
        if let Gesture::Scroll { column: held, grip } = state.gesture
            && held == column
        {
            let free = (track.height() - handle.height()).max(1.0);
            let part = ((at.y - grip - track.top()) / free).clamp(0.0, 1.0);
            for (offset, each) in state
                .offsets(scene.ctx.resource)
                .iter_mut()
                .zip(&scene.layout.columns)
            {
                if each.card == frame.card {
                    *offset = part * frame.furthest();
                }
            }
            ui.ctx().request_repaint();
        }
        if response.drag_stopped() || response.clicked() {
            state.gesture = Gesture::None;
        }
        response.on_hover_cursor(CursorIcon::Default);
    }
}

/// Draws the bars: a trace at rest, more under the pointer.
pub(super) fn paint(ui: &Ui, scene: &Scene<'_>, state: &MapState, at: Option<Pos2>) {
    let tokens = Tokens::of(ui);
    for column in Column::ALL {
        let frame = frame(&scene.layout, column);
        let Some((track, handle)) = bar(frame) else {
            continue;
        };
        let held = matches!(state.gesture, Gesture::Scroll { column: held, .. } if held == column);
        let near = at.is_some_and(|at| track.expand(4.0).contains(at));
        let (width, color) = if held || near {
            (6.0, tokens.text_faint)
        } else {
            (2.0, tokens.outline)
        };
        let shown = Rect::from_center_size(
            pos2(track.center().x + 1.0, handle.center().y),
            egui::vec2(width, handle.height()),
        );
        ui.painter().rect_filled(shown, width / 2.0, color);
    }
}
