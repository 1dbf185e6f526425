//! The headers of the table: pressed to sort, dragged at their right edge to be wider.

use egui::{
    CornerRadius, CursorIcon, EventFilter, Key, Modifiers, Popup, PopupCloseBehavior, Rect,
    Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::arrange::{Direction, Sort};
use super::columns::{Freeze, Layout, Place};
use super::state::TableState;
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::rows::TableColumn;

/// Height of the headers.
pub(super) const HEIGHT: f32 = 34.0;

/// Draws the headers over the columns of `layout`, scrolled as the body is.
pub(super) fn header_ui(
    ui: &mut Ui,
    rect: Rect,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    layout: &Layout,
) {
    let tokens = Tokens::of(ui);
    ui.painter()
        .rect_filled(rect, CornerRadius::ZERO, tokens.panel);
    let (frozen, moving) = layout
        .cells
        .split_at_checked(layout.num_frozen)
        .unwrap_or_default();
    let edge = rect.left() + layout.frozen_width;
    for (places, clip, shift, salt) in [
        (
            moving,
            Rect::from_min_max(pos2(edge, rect.top()), rect.max),
            state.offset.x,
            "moving headers",
        ),
        (frozen, rect, 0.0, "frozen headers"),
    ] {
        let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt));
        ui.set_clip_rect(clip.intersect(ui.clip_rect()));
        for place in places {
            let left = rect.left() + place.left - shift;
            let cell =
                Rect::from_min_size(pos2(left, rect.top()), vec2(place.width, rect.height()));
            if clip.intersects(cell) {
                one_ui(&mut ui, cell, ctx, state, place);
            }
        }
    }
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(scale::HAIRLINE, tokens.border),
    );
}

fn one_ui(ui: &mut Ui, cell: Rect, ctx: ViewContext<'_>, state: &mut TableState, place: &Place) {
    let tokens = Tokens::of(ui);
    let header = place.column.header(ctx.project());
    let id = ui.scope_id().with(("header", place.column));
    let response = ui.interact(cell, id, Sense::click());
    let sorted = state.sort.filter(|sort| sort.column == place.column);
    response.widget_info(|| {
        let name = match place.column {
            TableColumn::Number => "number",
            _ => header,
        };
        WidgetInfo::selected(
            Role::Button,
            true,
            sorted.is_some(),
            format!("Sort by {name}"),
        )
    });
    if response.clicked() {
        state.sort = Sort::pressed(state.sort, place.column);
    }
    let color = if sorted.is_some() || response.hovered() {
        tokens.text
    } else {
        tokens.text_soft
    };
    let arrow = match sorted.map(|sort| sort.direction) {
        None => "",
        Some(Direction::Ascending) => "↑",
        Some(Direction::Descending) => "↓",
    };
    let arrow = widgets::elided(
        ui,
        arrow,
        Type::SecondaryStrong,
        tokens.accent,
        f32::INFINITY,
    );
    let arrow_room = if sorted.is_some() {
        arrow.size().x + 4.0
    } else {
        0.0
    };
    let room = (cell.width() - 2.0 * scale::PAD - arrow_room).max(0.0);
    let galley = widgets::elided(ui, header, Type::SecondaryStrong, color, room);
    let cut = galley.elided;
    let top = (cell.center().y - galley.size().y / 2.0).round();
    let left = cell.left() + scale::PAD;
    let end = left + galley.size().x;
    ui.painter().galley(pos2(left, top), galley, color);
    if sorted.is_some() {
        ui.painter()
            .galley(pos2(end + 4.0, top), arrow, tokens.accent);
    }
    if response.has_focus() {
        let ring = cell.shrink2(vec2(2.0, 4.0));
        widgets::focus_ring(ui.painter(), ring, scale::RADIUS_INNER, tokens);
    }
    column_ui(ui, &response, state, place);
    if cut {
        response.tip(widgets::shown(header));
    }
    edge_ui(ui, cell, state, place);
}

/// The width of a column without dragging its edge, by the arrows while its title has the focus and by a menu; there also
/// what else is done with a column.
fn column_ui(ui: &Ui, title: &Response, state: &mut TableState, place: &Place) {
    const STEP: f32 = 24.0;
    let column = place.column;
    if title.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(title.id, filter));
        for (key, step) in [(Key::ArrowLeft, -STEP), (Key::ArrowRight, STEP)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                state.columns.set_width(column, place.width + step);
            }
        }
    }
    ui.ctx().accesskit_node_builder(title.id, |node| {
        node.set_description("Left and right change the width");
    });
    Popup::context_menu(title)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            for (words, step) in [("Wider", STEP), ("Narrower", -STEP)] {
                if ui.button(words).clicked() {
                    state.columns.set_width(column, place.width + step);
                }
            }
            if ui.button("Its own width").clicked() {
                state.columns.reset_width(column);
            }
            ui.separator();
            let (words, freeze) = if state.columns.freeze == Freeze::UpTo(column) {
                ("Freeze nothing", Freeze::Nothing)
            } else {
                ("Freeze up to here", Freeze::UpTo(column))
            };
            if ui.button(words).clicked() {
                state.columns.freeze = freeze;
                ui.close();
            }
            if ui.button("Hide column").clicked() {
                state.columns.toggle(column);
                ui.close();
            }
        });
}

/// The right edge: dragged to make the column wider, pressed twice to give it its own width back.
fn edge_ui(ui: &Ui, cell: Rect, state: &mut TableState, place: &Place) {
    let grip = Rect::from_min_max(
        pos2(cell.right() - 5.0, cell.top()),
        pos2(cell.right() + 1.0, cell.bottom()),
    );
    let id = ui.scope_id().with(("edge", place.column));
    let response = ui.interact(grip, id, Sense::CLICK | Sense::DRAG);
    if response.dragged() {
        let width = place.width + response.drag_delta().x;
        state.columns.set_width(place.column, width);
    }
    if response.double_clicked() {
        state.columns.reset_width(place.column);
    }
    if response.hovered() || response.dragged() {
        let stroke = Stroke::new(scale::HAIRLINE, Tokens::of(ui).accent);
        ui.painter()
            .vline(cell.right() - 1.0, cell.shrink(6.0).y_range(), stroke);
    }
    response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
}
