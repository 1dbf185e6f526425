//! The table view: the completed table, one row per chain, edited in place like a spreadsheet.
//!
//! It reads the rows that every export contains and asks for changes; what a cell takes is decided by
//! `editor::changes`. Work per frame is that of the rows in view.

mod arrange;
mod arranger;
mod bar;
mod body;
mod cell;
mod clipboard;
mod columns;
mod context_menu;
mod copying;
mod editing;
mod findings;
mod header;
mod keys;
mod overlay;
mod paint;
mod searching;
mod selecting;
mod state;

use egui::{Rect, Ui, pos2};

pub use state::TableState;

use super::command::Commands;
use super::context::ViewContext;
use state::Mode;

/// Draws the view.
pub fn table_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    commands: &mut Commands,
) {
    take_keyboard(ui, state);
    state.refresh(ui.ctx(), ctx);
    selecting::follow(ctx, state);
    // Since the last frame the keyboard may have gone to something that has just been opened.
    let keeps_keys = state.wants_keys() && has_keys(ui, state);
    state.set_has_keys(keeps_keys);
    keys::read(ui, ctx, state, commands);

    let all = ui.max_rect();
    let bar = all.with_max_y(all.top() + bar::height(all.width()));
    let header = Rect::from_min_max(
        pos2(all.left(), bar.bottom()),
        pos2(all.right(), bar.bottom() + header::HEIGHT),
    );
    let status = all.with_min_y(all.bottom() - bar::STATUS);
    let body = Rect::from_min_max(
        header.left_bottom(),
        pos2(all.right(), status.top().max(header.bottom())),
    );
    let shown_rows = ctx.rows().of(ctx.resource);
    let largest = shown_rows.last().map_or(0, |row| row.number);
    let layout = state.columns.layout(body.width(), largest);

    bar::bar_ui(ui, bar, ctx, state);
    // The order may be another one from the next pass on: this one draws what was refreshed above.
    header::header_ui(ui, header, ctx, state, &layout);
    let cursor = body::body_ui(ui, body, ctx, state, &layout, commands);
    let has_keys = has_keys(ui, state);
    state.set_has_keys(has_keys);
    if let Some(cursor) = cursor {
        let frozen = cursor.right() <= body.left() + layout.frozen_width;
        let clip = if frozen {
            body
        } else {
            body.with_min_x(body.left() + layout.frozen_width)
        };
        paint::cursor_ui(ui, cursor, clip, has_keys);
        overlay::overlay_ui(ui, cursor, ctx, state, commands);
    } else if shown_rows.is_empty() {
        let what_next =
            "Link attributes on the map, or start from the reference: each chain is a row here";
        overlay::empty_ui(ui, body, "No rows yet", what_next);
    } else if state.num_lines() == 0 && !state.query.is_empty() {
        let words = format!("No row has “{}”", state.query);
        overlay::empty_ui(ui, body, &words, "Clear the search to see every row");
    } else if state.num_lines() == 0 {
        let words = format!("No row is under “{}”", state.filter.label());
        overlay::empty_ui(ui, body, &words, "Press All to see every row");
    }
    bar::status_ui(ui, status, ctx, state);
    state.set_has_keys(self::has_keys(ui, state));
    selecting::tell(ctx, state, commands);
    ui.allocate_rect(all, egui::Sense::HOVER);
}

/// Whether the keys are the table's now: not while a dialog stands before it.
fn has_keys(ui: &Ui, state: &TableState) -> bool {
    ui.memory(|memory| {
        let focused = memory.focused();
        memory.top_modal_layer().is_none()
            && (focused == Some(TableState::grid_id())
                || matches!(state.mode, Mode::Choosing(_))
                || (state.is_typing() && focused == Some(TableState::field_id())))
    })
}

/// When the view appears and nobody has the keyboard, the table takes it.
fn take_keyboard(ui: &Ui, state: &mut TableState) {
    let pass = ui.ctx().cumulative_pass_nr();
    let appears = state.was_drawn.is_none_or(|before| pass > before + 1);
    state.was_drawn = Some(pass);
    if appears && ui.memory(|memory| memory.focused().is_none()) {
        keys::take_focus(ui);
    }
    let has_keys = has_keys(ui, state);
    state.set_has_keys(has_keys);
}
