//! Keys to actions, except where what has the keyboard keeps them for itself.

use egui::{Event, Key, KeyboardShortcut};

use super::command::{Action, Commands};
use super::settings::Keymap;

/// What the focus is on, as far as keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The map, or nothing: all keys are ours.
    Free,
    /// A control: Enter and Space press it.
    Control,
    /// A cell of the table: keys without Ctrl or Alt are typed into it.
    Cells,
}

/// Asks for the actions whose keys were pressed, as far as `is_enabled` lets them.
///
/// A key of an action that cannot be done now stays for whatever has the focus.
pub(super) fn read(
    ctx: &egui::Context,
    keymap: &Keymap,
    focus: Focus,
    is_enabled: impl Fn(Action) -> bool,
    commands: &mut Commands,
) {
    let typing = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key {
                key,
                modifiers,
                pressed: true,
                ..
            } = event
            else {
                return true;
            };
            let Some((action, chord)) = keymap.pressed(*key, *modifiers) else {
                return true;
            };
            let is_kept = (typing && belongs_to_fields(action, chord))
                || (focus == Focus::Cells && types(chord))
                || (focus == Focus::Control && presses_controls(chord))
                || !is_enabled(action);
            if !is_kept {
                commands.act(action);
            }
            is_kept
        });
    });
}

/// Whether a field that is being typed in keeps this key for itself.
fn belongs_to_fields(action: Action, key: KeyboardShortcut) -> bool {
    matches!(action, Action::Undo | Action::Redo) || types(key)
}

/// Whether a key types or moves where somebody types.
fn types(key: KeyboardShortcut) -> bool {
    !key.modifiers.command && !key.modifiers.alt && !is_function_key(key.logical_key)
}

fn presses_controls(key: KeyboardShortcut) -> bool {
    key.modifiers.is_none() && matches!(key.logical_key, Key::Enter | Key::Space)
}

/// F1 and so on: they type nothing.
fn is_function_key(key: Key) -> bool {
    let number = key.name().strip_prefix('F');
    number.is_some_and(|number| number.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_keys_are_told_from_letters() {
        assert!(is_function_key(Key::F1) && is_function_key(Key::F12));
        assert!(!is_function_key(Key::F) && !is_function_key(Key::Num1));
    }
}
