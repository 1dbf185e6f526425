//! Keys to actions: longer chords first, and none while a text field has the keyboard.

use egui::{Key, Modifiers};

use super::command::{Action, ActionEntry, Commands};

/// Asks for the actions whose keys were pressed, as far as `is_enabled` lets them.
///
/// While somebody is `in_cells` of the table, keys without Ctrl or Alt are typed into them.
pub(super) fn read(
    ctx: &egui::Context,
    is_enabled: impl Fn(Action) -> bool,
    in_cells: bool,
    commands: &mut Commands,
) {
    let typing = ctx.text_edit_focused();
    let mut chords: Vec<(&ActionEntry, egui::KeyboardShortcut)> = Action::TABLE
        .iter()
        .flat_map(|entry| entry.keys.iter().map(move |key| (entry, *key)))
        .collect();
    // Ctrl+Shift+Z before Ctrl+Z: egui lets a chord match where more is held down.
    chords.sort_by_key(|(_, key)| std::cmp::Reverse(num_modifiers(key.modifiers)));
    for (entry, key) in chords {
        let of_cells = in_cells && is_plain(key);
        if of_cells || (typing && belongs_to_fields(entry.action, key)) {
            continue;
        }
        if is_enabled(entry.action) && ctx.input_mut(|input| input.consume_shortcut(&key)) {
            commands.act(entry.action);
        }
    }
}

/// Whether a field that is being typed in keeps this key for itself.
fn belongs_to_fields(action: Action, key: egui::KeyboardShortcut) -> bool {
    matches!(action, Action::Undo | Action::Redo) || is_plain(key)
}

fn is_plain(key: egui::KeyboardShortcut) -> bool {
    !key.modifiers.command && !key.modifiers.alt && key.logical_key != Key::F1
}

fn num_modifiers(modifiers: Modifiers) -> usize {
    [
        modifiers.alt,
        modifiers.ctrl || modifiers.command,
        modifiers.shift,
    ]
    .into_iter()
    .filter(|held| *held)
    .count()
}
