//! The rows of the table: only those in view are laid out; the first columns stay when the others are scrolled.

use egui::{
    CornerRadius, EventFilter, Pos2, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::columns::{Layout, Place};
use super::context_menu::context_menu_ui;
use super::editing::{choices, table};
use super::findings;
use super::keys::take_focus;
use super::paint::cell_ui;
use super::state::{CellPlace, Mode, TableState};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, scale};

const ROW: f32 = scale::TABLE_ROW;
/// Room that a scroll bar takes.
const BAR: f32 = 10.0;

/// Draws the rows in `rect`. Returns where the cell under the cursor stands, if there is one, in view or not.
pub(super) fn body_ui(
    ui: &mut Ui,
    rect: Rect,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    layout: &Layout,
    commands: &mut Commands,
) -> Option<Rect> {
    state.body = rect;
    ui.painter()
        .rect_filled(rect, CornerRadius::ZERO, Tokens::of(ui).panel);
    let grid_id = TableState::grid_id();
    let grid = ui.interact(rect, grid_id, Sense::DRAG | Sense::FOCUSABLE);
    grid.widget_info(|| WidgetInfo::labeled(Role::Grid, true, "Completed table"));
    ui.memory_mut(|memory| {
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        memory.set_focus_lock_filter(grid_id, filter);
    });
    let num_lines = state.num_lines();
    let mut area = ScrollArea::both().id_salt("table rows").auto_shrink(false);
    if std::mem::take(&mut state.reveal) {
        area = area.scroll_offset(revealing(state, layout, rect.size()));
    }
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("table body"));
    child.spacing_mut().item_spacing = Vec2::ZERO;
    // A fade at the left would lie over the columns that stay.
    child.spacing_mut().scroll.fade.strength = 0.0;
    let output = area.show_viewport(&mut child, |ui, viewport| {
        ui.set_width(layout.width);
        // The last row can be scrolled out from under the bar below it.
        let bar = if layout.width > rect.width() {
            BAR
        } else {
            0.0
        };
        ui.set_height(num_lines as f32 * ROW + bar);
        let view = View {
            rect,
            offset: viewport.min.to_vec2(),
            layout,
        };
        // In this pass already what is scrolled to is drawn, so that nothing lags by one.
        state.offset = view.offset;
        pointer(ui, &grid, ctx, state, &view, commands);
        let opens_menu = other_button(ui, &grid, ctx, state, &view, commands);
        rows_ui(ui, ctx, state, &view, commands);
        context_menu_ui(&grid, opens_menu, ctx, state, commands);
    });
    state.offset = output.state.clamped_offset();
    let place = *layout
        .cells
        .get(state.columns.place(state.cursor.column)?)?;
    (num_lines > 0).then(|| {
        View {
            rect,
            offset: state.offset,
            layout,
        }
        .cell(state.cursor.line, &place, is_frozen(layout, &place))
    })
}

/// The least scrolling that brings the cell under the cursor into view.
fn revealing(state: &TableState, layout: &Layout, size: Vec2) -> Vec2 {
    let mut offset = state.offset;
    let top = state.cursor.line as f32 * ROW;
    offset.y = offset.y.min(top).max(top + ROW - size.y);
    let place = state.columns.place(state.cursor.column);
    if let Some(place) = place.and_then(|at| layout.cells.get(at))
        && !is_frozen(layout, place)
    {
        let left = place.left - layout.frozen_width;
        offset.x = offset.x.max(place.right() - size.x).min(left.max(0.0));
    }
    offset.max(Vec2::ZERO)
}

fn is_frozen(layout: &Layout, place: &Place) -> bool {
    place.right() <= layout.frozen_width
}

/// What of the table is in view.
struct View<'a> {
    rect: Rect,
    offset: Vec2,
    layout: &'a Layout,
}

impl View<'_> {
    /// In double precision: a long table is higher than single precision can place to the pixel.
    fn top(&self, line: usize) -> f32 {
        let from_view = line as f64 * f64::from(ROW) - f64::from(self.offset.y);
        self.rect.top() + from_view as f32
    }

    fn cell(&self, line: usize, place: &Place, frozen: bool) -> Rect {
        let shift = if frozen { 0.0 } else { self.offset.x };
        let left = self.rect.left() + place.left - shift;
        Rect::from_min_size(pos2(left, self.top(line)), vec2(place.width, ROW))
    }

    fn lines(&self, num_lines: usize) -> std::ops::Range<usize> {
        let first = whole((self.offset.y / ROW).floor());
        let end = whole(((self.offset.y + self.rect.height()) / ROW).ceil());
        first.min(num_lines)..end.min(num_lines)
    }

    fn cell_at(&self, pos: Pos2, state: &TableState) -> Option<CellPlace> {
        let line = ((pos.y - self.rect.top() + self.offset.y) / ROW).floor();
        let x = pos.x - self.rect.left();
        let x = if x < self.layout.frozen_width {
            x
        } else {
            x + self.offset.x
        };
        let place = self
            .layout
            .cells
            .iter()
            .find(|place| x < place.right())
            .or(self.layout.cells.last())?;
        let last = state.num_lines().checked_sub(1)?;
        (line >= 0.0).then(|| CellPlace {
            line: whole(line).min(last),
            column: place.column,
        })
    }

    /// Whether a press there is on rows, not below them or on a scroll bar.
    fn is_on_rows(&self, pos: Pos2, num_lines: usize) -> bool {
        let mut free = self.rect;
        if num_lines as f32 * ROW > self.rect.height() {
            free.max.x -= BAR;
        }
        if self.layout.width > self.rect.width() + 1.0 {
            free.max.y -= BAR;
        }
        free.contains(pos) && pos.y < self.top(num_lines)
    }
}

/// A number of lines; less than none is none.
#[expect(clippy::cast_sign_loss, reason = "not below zero, by `max`")]
fn whole(lines: f32) -> usize {
    lines.max(0.0) as usize
}

/// A press puts the cursor there; a drag selects; a press on the cell under the cursor opens its choice.
fn pointer(
    ui: &Ui,
    grid: &egui::Response,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    view: &View<'_>,
    commands: &mut Commands,
) {
    let (pressed, pos, shift) = ui.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.primary_pressed(),
            pointer.interact_pos(),
            input.modifiers.shift,
        )
    });
    if pressed
        && grid.contains_pointer()
        && let Some(pos) = pos
        && view.is_on_rows(pos, state.num_lines())
        && state.field.is_none_or(|field| !field.contains(pos))
        && let Some(cell) = view.cell_at(pos, state)
    {
        let again = cell == state.cursor && !state.has_range() && !state.is_typing();
        let was_choosing = matches!(state.mode, Mode::Choosing(_));
        if was_choosing {
            state.give_up();
        }
        if state.finish(ctx, commands) {
            if cell.column == crate::rows::TableColumn::Number && !shift {
                state.select_rows(ctx, cell.line..=cell.line);
            } else {
                state.go(ctx, cell, shift);
            }
            state.reveal = false;
            state.pressed_again = again && !was_choosing;
            take_focus(ui);
        }
    }
    // The release of a click takes the focus from what is not under the pointer: the cell is, not the grid.
    let released = ui.input(|input| input.pointer.any_click());
    if released
        && grid.contains_pointer()
        && !state.is_typing()
        && pos.is_some_and(|pos| view.is_on_rows(pos, state.num_lines()))
    {
        take_focus(ui);
    }
    if grid.dragged()
        && !state.is_typing()
        && let Some(pos) = grid.interact_pointer_pos()
        && let Some(cell) = view.cell_at(pos.max(view.rect.min), state)
        && cell != state.cursor
        && state.field.is_none_or(|field| !field.contains(pos))
    {
        state.pressed_again = false;
        state.go(ctx, cell, true);
    }
}

/// A press of the other button puts the cursor there, unless the cell is selected; whether it was on a row.
fn other_button(
    ui: &Ui,
    grid: &egui::Response,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    view: &View<'_>,
    commands: &mut Commands,
) -> bool {
    let (pressed, pos) = ui.input(|input| {
        let pointer = &input.pointer;
        (pointer.secondary_clicked(), pointer.interact_pos())
    });
    let on_row = pos.filter(|pos| {
        pressed && grid.contains_pointer() && view.is_on_rows(*pos, state.num_lines())
    });
    let Some(cell) = on_row.and_then(|pos| view.cell_at(pos, state)) else {
        return false;
    };
    let (lines, columns) = state.selected();
    let column = state.columns.place(cell.column);
    let is_selected =
        lines.contains(&cell.line) && column.is_some_and(|column| columns.contains(&column));
    if !state.finish(ctx, commands) {
        return false;
    }
    if !is_selected {
        state.go(ctx, cell, false);
    }
    take_focus(ui);
    true
}

fn rows_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    view: &View<'_>,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let lines = view.lines(state.num_lines());
    let hovered = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|pos| ui.rect_contains_pointer(view.rect) && view.rect.contains(*pos))
        .and_then(|pos| view.cell_at(pos, state))
        .map(|cell| cell.line);
    let table = table(ctx);
    let (selected_lines, selected_columns) = state.selected();
    let painter = ui.painter().with_clip_rect(view.rect);
    for line in lines.clone() {
        let top = view.top(line);
        let band = Rect::from_min_size(pos2(view.rect.left(), top), vec2(view.rect.width(), ROW));
        let is_last_shown = line + 1 == state.num_lines();
        if line == state.cursor.line {
            painter.rect_filled(band, CornerRadius::ZERO, tokens.accent_fill);
        } else if hovered == Some(line)
            && top + ROW <= view.rect.bottom() + ROW
            && !is_below(ui, band)
        {
            painter.rect_filled(band, CornerRadius::ZERO, tokens.hover);
        }
        let color = if is_last_shown {
            tokens.border
        } else {
            tokens.hairline
        };
        painter.hline(
            band.x_range(),
            band.bottom() - 0.5,
            Stroke::new(scale::HAIRLINE, color),
        );
    }
    let (frozen, moving) = view
        .layout
        .cells
        .split_at_checked(view.layout.num_frozen)
        .unwrap_or_default();
    let edge = view.rect.left() + view.layout.frozen_width;
    let moving_clip = Rect::from_min_max(pos2(edge, view.rect.top()), view.rect.max);
    let mut opened = std::mem::take(&mut state.findings);
    let in_selection = |line: usize, place: &Place| {
        state.has_range()
            && selected_lines.contains(&line)
            && state
                .columns
                .place(place.column)
                .is_some_and(|at| selected_columns.contains(&at))
    };
    let badge_column = findings::column(state.columns.shown());
    let mut clicked = None;
    for (places, clip, is_frozen, salt) in [
        (moving, moving_clip, false, "moving cells"),
        (frozen, view.rect, true, "frozen cells"),
    ] {
        let mut ui = ui.new_child(UiBuilder::new().max_rect(view.rect).id_salt(salt));
        ui.set_clip_rect(clip);
        for line in lines.clone() {
            let Some(row) = state.row(ctx, line) else {
                continue;
            };
            for place in places {
                let rect = view.cell(line, place, is_frozen);
                if !clip.intersects(rect) {
                    continue;
                }
                if in_selection(line, place) {
                    let fill = rect.with_max_y(rect.bottom() - scale::HAIRLINE);
                    ui.painter()
                        .rect_filled(fill, CornerRadius::ZERO, tokens.selection);
                }
                let at = CellPlace {
                    line,
                    column: place.column,
                };
                let lit = line == state.cursor.line || in_selection(line, place);
                let mut room = rect;
                let has_badge = badge_column == Some(place.column) && findings::has_any(ctx, row);
                if has_badge {
                    room.max.x -= findings::WIDTH;
                }
                let response = cell_ui(
                    &mut ui,
                    room,
                    &table,
                    row,
                    place,
                    lit,
                    (line, at == state.cursor),
                );
                if has_badge {
                    let badge = rect.with_min_x(room.right());
                    let of = (&table, row, response.id);
                    let opened = (line == state.cursor.line).then_some(&mut opened);
                    findings::badge_ui(&mut ui, badge, ctx, of, opened, commands);
                }
                if response.clicked() {
                    clicked = Some((at, response.double_clicked()));
                }
            }
        }
    }
    state.findings = opened;
    if view.offset.x > 0.5 && view.layout.num_frozen > 0 {
        painter.vline(
            edge,
            view.rect.y_range(),
            Stroke::new(scale::HAIRLINE, tokens.border),
        );
    }
    if let Some((cell, double)) = clicked {
        click(ui, ctx, state, (cell, double), commands);
    }
}

/// What a click on a cell does, or a double one: the second edits it.
fn click(
    ui: &Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    (cell, double): (CellPlace, bool),
    commands: &mut Commands,
) {
    // A screen reader's click comes without a press.
    if cell != state.cursor && !state.has_range() && state.finish(ctx, commands) {
        state.go(ctx, cell, false);
        take_focus(ui);
    }
    let is_choice = state
        .row(ctx, cell.line)
        .is_some_and(|row| choices(ctx, row, cell.column).is_some());
    let again = std::mem::take(&mut state.pressed_again) && is_choice;
    if cell == state.cursor && !state.is_typing() && (again || (double && !is_choice)) {
        state.begin(ctx, None);
    }
}

/// Whether the pointer is below a band: a line that the pointer's place was clamped to.
fn is_below(ui: &Ui, band: Rect) -> bool {
    ui.input(|input| input.pointer.hover_pos())
        .is_some_and(|pos| pos.y > band.bottom())
}
