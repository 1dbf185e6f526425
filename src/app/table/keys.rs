//! The keyboard while the table has it: moving, typing, choosing, and what is done to the selected cells.

use egui::{Event, FocusDirection, Key, Modifiers, Ui};

use super::findings;
use super::state::{CellPlace, Mode, TableState};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::scale;

/// Takes the events that mean something to the table; the others stay for whoever is drawn.
pub(super) fn read(ui: &Ui, ctx: ViewContext<'_>, state: &mut TableState, commands: &mut Commands) {
    if !state.wants_keys() {
        return;
    }
    // Arrows and Tab move the cursor, not the focus among widgets, from the very first frame on.
    ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    let events = ui.input_mut(|input| std::mem::take(&mut input.events));
    let mut kept = Vec::with_capacity(events.len());
    for event in events {
        if !take(ui, ctx, state, &event, commands) {
            kept.push(event);
        }
    }
    ui.input_mut(|input| input.events = kept);
}

/// Returns whether the event was for the table.
fn take(
    ui: &Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    event: &Event,
    commands: &mut Commands,
) -> bool {
    if let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    {
        return match state.mode {
            Mode::Moving => moved(ui, ctx, state, *key, *modifiers, commands),
            Mode::Typing(_) => typed(ui, ctx, state, *key, *modifiers, commands),
            Mode::Choosing(_) => chosen(ui, ctx, state, *key, *modifiers, commands),
        };
    }
    match (event, &mut state.mode) {
        // Shift+Space selects rows and also comes as text.
        (Event::Text(text), Mode::Moving) if text == " " => {
            if !ui.input(|input| input.modifiers.shift) {
                state.begin(ctx, Some(text));
            }
        }
        (Event::Text(text), Mode::Moving) => state.begin(ctx, Some(text)),
        // What comes before the field has the keyboard is not lost.
        (Event::Text(text), Mode::Typing(draft)) if draft.is_new => draft.text.push_str(text),
        (Event::Text(text), Mode::Choosing(_)) => state.choose_by_letter(ctx, text),
        (Event::Copy, Mode::Moving) => {
            let text = if ui.input(|input| input.modifiers.shift) {
                state.copied_as_markdown(ctx)
            } else {
                state.copied(ctx)
            };
            ui.copy_text(text);
        }
        (Event::Cut, Mode::Moving) => {
            ui.copy_text(state.copied(ctx));
            state.clear(ctx, commands);
        }
        (Event::Paste(text), Mode::Moving) => state.paste(ctx, text, commands),
        _ => return false,
    }
    true
}

/// A key that moves the cursor or does something to the selected cells.
fn moved(
    ui: &Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    key: Key,
    modifiers: Modifiers,
    commands: &mut Commands,
) -> bool {
    if modifiers.alt {
        return false;
    }
    let command = modifiers.command;
    let page = (state.body.height() / scale::TABLE_ROW).floor().max(1.0) as isize;
    let far = isize::MAX / 2;
    match key {
        Key::ArrowUp => step(
            ctx,
            state,
            if command { -far } else { -1 },
            0,
            modifiers.shift,
        ),
        Key::ArrowDown => step(
            ctx,
            state,
            if command { far } else { 1 },
            0,
            modifiers.shift,
        ),
        Key::ArrowLeft => step(
            ctx,
            state,
            0,
            if command { -far } else { -1 },
            modifiers.shift,
        ),
        Key::ArrowRight => step(
            ctx,
            state,
            0,
            if command { far } else { 1 },
            modifiers.shift,
        ),
        Key::PageUp => step(ctx, state, -page, 0, modifiers.shift),
        Key::PageDown => step(ctx, state, page, 0, modifiers.shift),
        Key::Home => step(
            ctx,
            state,
            if command { -far } else { 0 },
            -far,
            modifiers.shift,
        ),
        Key::End => step(
            ctx,
            state,
            if command { far } else { 0 },
            far,
            modifiers.shift,
        ),
        Key::Tab if !command => return next_cell(ui, ctx, state, modifiers.shift),
        Key::Enter if !command && modifiers.shift => step(ctx, state, -1, 0, false),
        Key::Enter | Key::F2 if !command => state.begin(ctx, None),
        Key::Escape => leave(ui, state),
        Key::Delete | Key::Backspace if !command => state.clear(ctx, commands),
        Key::Space if modifiers.shift => {
            let (lines, _) = state.selected();
            state.select_rows(ctx, lines);
        }
        Key::D if command => state.fill_down(ctx, commands),
        Key::Period if command => findings::open(ctx, state),
        Key::A if command => {
            let last = state.num_lines().saturating_sub(1);
            state.select_rows(ctx, 0..=last);
        }
        // The letter itself comes as text.
        _ => return false,
    }
    true
}

/// Moves the cursor, or with `extend` the other corner of the selection with it.
fn step(ctx: ViewContext<'_>, state: &mut TableState, down: isize, right: isize, extend: bool) {
    let last_line = state.num_lines().saturating_sub(1);
    let columns = state.columns.shown();
    let last_column = columns.len().saturating_sub(1);
    let at = state.columns.place(state.cursor.column).unwrap_or(0);
    let line = state.cursor.line.saturating_add_signed(down).min(last_line);
    let at = at.saturating_add_signed(right).min(last_column);
    if let Some(column) = columns.get(at).copied() {
        state.go(ctx, CellPlace { line, column }, extend);
    }
}

/// Tab: the next cell, at the end of a row the first of the next; behind the last cell the focus goes on.
fn next_cell(ui: &Ui, ctx: ViewContext<'_>, state: &mut TableState, back: bool) -> bool {
    let columns = state.columns.shown();
    let width = columns.len().max(1);
    let at = state.cursor.line * width + state.columns.place(state.cursor.column).unwrap_or(0);
    let next = if back {
        at.checked_sub(1)
    } else {
        Some(at + 1)
    };
    let next = next.filter(|next| *next < width * state.num_lines());
    let column = next.and_then(|next| columns.get(next % width)).copied();
    if let (Some(next), Some(column)) = (next, column) {
        let line = next / width;
        state.go(ctx, CellPlace { line, column }, false);
        return true;
    }
    let direction = if back {
        FocusDirection::Previous
    } else {
        FocusDirection::Next
    };
    ui.memory_mut(|memory| memory.move_focus(direction));
    false
}

/// Esc: the message, then the selected cells, then the keyboard.
fn leave(ui: &Ui, state: &mut TableState) {
    if state.refusal.take().is_none() {
        if state.has_range() {
            state.anchor = state.cursor;
        } else {
            ui.memory_mut(|memory| memory.surrender_focus(TableState::grid_id()));
        }
    }
}

/// A key while a text is typed: those that end it.
fn typed(
    ui: &Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    key: Key,
    modifiers: Modifiers,
    commands: &mut Commands,
) -> bool {
    let Mode::Typing(draft) = &state.mode else {
        return false;
    };
    let arrows_leave = draft.replaces && !modifiers.shift;
    let (down, right) = match key {
        Key::Enter if modifiers.shift => (-1, 0),
        Key::Enter => (1, 0),
        Key::Tab if modifiers.shift => (0, -1),
        Key::Tab => (0, 1),
        Key::ArrowUp if arrows_leave => (-1, 0),
        Key::ArrowDown if arrows_leave => (1, 0),
        Key::Escape => {
            state.give_up();
            take_focus(ui);
            return true;
        }
        _ => return false,
    };
    if state.finish(ctx, commands) {
        step(ctx, state, down, right, false);
        take_focus(ui);
    }
    true
}

/// A key while a word is chosen.
fn chosen(
    ui: &Ui,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    key: Key,
    modifiers: Modifiers,
    commands: &mut Commands,
) -> bool {
    let Mode::Choosing(at) = state.mode else {
        return false;
    };
    let row = state.row(ctx, state.cursor.line);
    let number = row
        .and_then(|row| super::editing::choices(ctx, row, state.cursor.column))
        .map_or(0, |(words, _)| words.len());
    match key {
        Key::ArrowDown => state.mode = Mode::Choosing((at + 1).min(number.saturating_sub(1))),
        Key::ArrowUp => state.mode = Mode::Choosing(at.saturating_sub(1)),
        Key::Home => state.mode = Mode::Choosing(0),
        Key::End => state.mode = Mode::Choosing(number.saturating_sub(1)),
        Key::Escape => state.give_up(),
        Key::Enter => {
            state.finish(ctx, commands);
        }
        Key::Tab => {
            if state.finish(ctx, commands) {
                step(ctx, state, 0, if modifiers.shift { -1 } else { 1 }, false);
            }
        }
        _ => return false,
    }
    take_focus(ui);
    true
}

/// Gives the keyboard back to the table.
pub(super) fn take_focus(ui: &Ui) {
    ui.memory_mut(|memory| memory.request_focus(TableState::grid_id()));
}
