//! The map by the keyboard: arrows move over rows and follow links, Space selects, Enter starts and ends a link.

use egui::{Key, Modifiers, Ui};

use super::begin::from_port;
use super::copying;
use super::drag::{Gesture, Way};
use super::hit::sides;
use super::scene::Scene;
use super::state::MapState;
use crate::app::command::{Command, Commands};
use crate::app::selection::{Item, Selection};
use crate::model::{AttributeId, Column};
use crate::picture::{Line, Place};
use crate::rows::AttributeNumber;

/// Where a key leads.
#[derive(Clone, Copy)]
enum Step {
    /// This many rows down.
    Down(usize),
    /// This many rows up.
    Up(usize),
    First,
    Last,
    /// Along a link, to the column before.
    Back,
    /// Along a link, to the next column.
    On,
}

/// Lets the keys act while a row has the focus, or nothing has.
pub(super) fn act(ui: &Ui, scene: &Scene<'_>, state: &mut MapState, commands: &mut Commands) {
    let focused = ui.memory(egui::Memory::focused);
    if focused.is_some() && focused != state.focused_row {
        return;
    }
    if ui.input_mut(|input| consumed_exactly(input, Modifiers::COMMAND, Key::A)) {
        select_column(scene, state, commands);
    }
    copying::act(ui, scene);
    let Some(cursor) = state.cursor.clone() else {
        enter(ui, scene, state, commands);
        return;
    };
    let page = scene.frame(cursor.column).lines_per_page();
    let steps = [
        (Key::ArrowDown, Step::Down(1)),
        (Key::ArrowUp, Step::Up(1)),
        (Key::PageDown, Step::Down(page)),
        (Key::PageUp, Step::Up(page)),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
        (Key::ArrowLeft, Step::Back),
        (Key::ArrowRight, Step::On),
    ];
    for (key, step) in steps {
        for modifiers in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND] {
            if ui.input_mut(|input| consumed_exactly(input, modifiers, key)) {
                if let Some(to) = destination(scene, &cursor, step) {
                    go(ui, scene, state, to, modifiers, commands);
                }
                return;
            }
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        let item = Item::Attribute(cursor.clone());
        commands.push(Command::Select(scene.ctx.selection.toggled(&item)));
        state.anchor = Some(cursor.clone());
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        link(scene, state, &cursor, commands);
    }
}

/// `consume_key` also takes keys with more modifiers than asked for; here Shift must not be lost.
fn consumed_exactly(input: &mut egui::InputState, modifiers: Modifiers, key: Key) -> bool {
    input.modifiers.matches_exact(modifiers) && input.consume_key(modifiers, key)
}

/// Selects all rows that a column shows: the one that the keyboard is in, or that something is selected in.
fn select_column(scene: &Scene<'_>, state: &MapState, commands: &mut Commands) {
    let selected = scene.ctx.selection.attributes().last();
    let here = state.cursor.as_ref().or(selected);
    let column = here.map_or(Column::Source, |id| id.column);
    let lines = scene.columns().column(column).lines().iter();
    let ids = lines.filter_map(|line| id_of(scene, *line));
    let selection = Selection::new(ids.map(Item::Attribute));
    if !selection.is_empty() {
        commands.push(Command::Select(selection));
    }
}

/// The first arrow key leads to the first row in view.
fn enter(ui: &Ui, scene: &Scene<'_>, state: &mut MapState, commands: &mut Commands) {
    let arrows = [
        Key::ArrowDown,
        Key::ArrowUp,
        Key::ArrowLeft,
        Key::ArrowRight,
    ];
    let pressed = arrows
        .into_iter()
        .any(|key| ui.input_mut(|input| consumed_exactly(input, Modifiers::NONE, key)));
    if !pressed {
        return;
    }
    let selected = scene.ctx.selection.attributes().last().cloned();
    let first = selected.or_else(|| {
        let lines = scene.frame(Column::Source).visible_lines();
        let content = scene.columns().column(Column::Source);
        lines
            .filter_map(|line| content.line(line))
            .find_map(|line| id_of(scene, line))
    });
    if let Some(first) = first {
        go(ui, scene, state, first, Modifiers::NONE, commands);
    }
}

/// Starts a link at the cursor, or ends there the one that was started. Where a link alone is selected that ends at the
/// cursor, it is that end that is moved.
fn link(scene: &Scene<'_>, state: &mut MapState, cursor: &AttributeId, commands: &mut Commands) {
    match std::mem::take(&mut state.gesture) {
        Gesture::Link { from, .. } if from == *cursor => {}
        Gesture::Link { from, .. } => commands.push(Command::Connect {
            from,
            to: cursor.clone(),
        }),
        gesture if gesture.may_end_at(cursor) => gesture.end_at(cursor.clone(), commands),
        _ => {
            let new = || Gesture::Link {
                from: cursor.clone(),
                side: None,
                way: Way::Keys,
            };
            state.gesture = moving_end(scene, cursor).unwrap_or_else(new);
        }
    }
}

/// The move of the end that the selected link has at the cursor.
fn moving_end(scene: &Scene<'_>, cursor: &AttributeId) -> Option<Gesture> {
    let number = scene.index().number(scene.ctx.project(), cursor)?;
    sides(cursor.column)
        .iter()
        .map(|side| from_port(scene, number, cursor, *side, Way::Keys))
        .find(|gesture| !matches!(gesture, Gesture::Link { .. }))
}

fn go(
    ui: &Ui,
    scene: &Scene<'_>,
    state: &mut MapState,
    to: AttributeId,
    modifiers: Modifiers,
    commands: &mut Commands,
) {
    if modifiers.shift {
        let anchor = state.anchor.clone().unwrap_or_else(|| to.clone());
        commands.push(Command::Select(super::rows::range(scene, &anchor, &to)));
        state.anchor = Some(anchor);
    } else {
        if !modifiers.command {
            commands.push(Command::Select(Selection::one(Item::Attribute(to.clone()))));
        }
        state.anchor = Some(to.clone());
    }
    state.reveal = Some(to.clone());
    state.cursor = Some(to);
    // Not in this pass: egui would move the focus on by the same arrow.
    state.focus_next = true;
    ui.ctx().request_repaint();
}

fn id_of(scene: &Scene<'_>, line: Line) -> Option<AttributeId> {
    match line {
        Line::Attribute(number) => scene.index().attribute_id(number).cloned(),
        Line::Group(_) => None,
    }
}

fn destination(scene: &Scene<'_>, cursor: &AttributeId, step: Step) -> Option<AttributeId> {
    let index = scene.index();
    let number = index.number(scene.ctx.project(), cursor)?;
    let lines = scene.columns().column(cursor.column).lines();
    let here = match scene.columns().place(number) {
        Place::Line(line) | Place::Folded(line) => line,
        Place::Hidden => 0,
    };
    match step {
        Step::First => lines.iter().find_map(|line| id_of(scene, *line)),
        Step::Last => lines.iter().rev().find_map(|line| id_of(scene, *line)),
        Step::Down(rows) => {
            let after = lines.get(here + 1..)?.iter();
            let mut attributes = after.filter_map(|line| id_of(scene, *line)).take(rows);
            let first = attributes.next()?;
            Some(attributes.last().unwrap_or(first))
        }
        Step::Up(rows) => {
            let before = lines.get(..here)?.iter().rev();
            let mut attributes = before.filter_map(|line| id_of(scene, *line)).take(rows);
            let first = attributes.next()?;
            Some(attributes.last().unwrap_or(first))
        }
        Step::On => {
            let column = cursor.column.hop_out()?.destination();
            let linked = index
                .links_out(number)
                .iter()
                .find_map(|link| index.destination(*link));
            neighbour(scene, cursor.column, here, column, linked)
        }
        Step::Back => {
            let column = cursor.column.hop_in()?.origin();
            let linked = index
                .links_into(number)
                .iter()
                .find_map(|link| index.origins(*link).first().copied());
            neighbour(scene, cursor.column, here, column, linked)
        }
    }
}

/// What is linked, or the row at the same height of the other column.
fn neighbour(
    scene: &Scene<'_>,
    from: Column,
    line: usize,
    to: Column,
    linked: Option<AttributeNumber>,
) -> Option<AttributeId> {
    if let Some(linked) = linked {
        return scene.index().attribute_id(linked).cloned();
    }
    let height = scene.frame(from).line_area(line).center().y;
    let frame = scene.frame(to);
    let content = scene.columns().column(to);
    let level = frame.line_at(height.clamp(frame.body.top, frame.body.bottom));
    let level = level.unwrap_or_else(|| frame.visible_lines().end.saturating_sub(1));
    let below = content.lines().get(level..)?.iter();
    let above = content.lines().get(..level)?.iter().rev();
    below.chain(above).find_map(|line| id_of(scene, *line))
}
