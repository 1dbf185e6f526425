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
    /// A cell of the table: keys without Ctrl or Alt are typed into it, and F2 edits it.
    Cells,
}

/// Asks for the actions whose keys were pressed, as far as `is_enabled` lets them.
///
/// Esc in a field leaves the field and means no more: egui has taken the focus away before the frame, so the caller
/// says by `typed_before` that a field had it. Returns whether that is what happened.
///
/// Esc closes a menu that is open before it means anything else.
///
/// What is typed behind a key that opens a field, in the same frame, is for that field: it goes to `held`, for the frame
/// in which the field is there.
///
/// A key of an action that cannot be done now stays for whatever has the focus.
pub(super) fn read(
    ctx: &egui::Context,
    keymap: &Keymap,
    focus: Focus,
    typed_before: bool,
    is_enabled: impl Fn(Action) -> bool,
    commands: &mut Commands,
    held: &mut Held,
) -> bool {
    let typing = ctx.text_edit_focused();
    let mut left_field = false;
    let has_popup = egui::Popup::is_any_open(ctx);
    ctx.input_mut(|input| {
        let mut opened = false;
        // The letter of a key that means an action comes as text too; on some systems also that of one with Alt.
        let mut types_nothing = false;
        input.events.retain(|event| {
            if std::mem::take(&mut types_nothing) && matches!(event, Event::Text(_)) {
                return false;
            }
            if opened && matches!(event, Event::Key { .. } | Event::Text(_)) {
                held.push(event.clone());
                return false;
            }
            let Event::Key {
                key,
                modifiers,
                pressed: true,
                ..
            } = event
            else {
                return true;
            };
            if *key == Key::Escape && typed_before && !typing {
                left_field = true;
                return false;
            }
            let Some((action, chord)) = keymap.pressed(*key, *modifiers) else {
                return true;
            };
            let is_kept = (typing && belongs_to_fields(action, chord))
                || (has_popup && chord.logical_key == Key::Escape)
                || (focus == Focus::Cells && (types(chord) || chord.logical_key == Key::F2))
                || (focus == Focus::Control && presses_controls(chord))
                || !is_enabled(action);
            if !is_kept {
                commands.act(action);
                opened |= opens_field(action);
                types_nothing = chord.modifiers.alt || types(chord);
            }
            is_kept
        });
    });
    left_field
}

/// What was typed for a field that is not there yet.
#[derive(Debug, Default)]
pub(super) struct Held {
    events: Vec<Event>,
    /// For how many frames the field has been waited for.
    frames: u8,
}

impl Held {
    fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Gives it to the field as soon as that has the keyboard; until then what is typed comes behind it.
    ///
    /// A field that does not come is not waited for long: then keys mean again what they mean.
    pub(super) fn release(&mut self, ctx: &egui::Context) {
        const MOST: u8 = 4;
        if self.events.is_empty() {
            return;
        }
        let waits = !ctx.text_edit_focused() && self.frames < MOST;
        ctx.input_mut(|input| {
            if waits {
                let is_typed =
                    |event: &mut Event| matches!(event, Event::Key { .. } | Event::Text(_));
                self.events.extend(input.events.extract_if(.., is_typed));
                self.frames += 1;
            } else {
                input.events.splice(0..0, self.events.drain(..));
                self.frames = 0;
            }
        });
        if waits {
            ctx.request_repaint();
        }
    }
}

/// More text than this is not pasted into a field: it was not meant for one, and would hold up every frame.
const MOST_PASTED: usize = 64 * 1024;

/// Takes away what is about to be pasted into a field and is too much for any; says how many lines it has.
pub(super) fn take_huge_paste(ctx: &egui::Context) -> Option<usize> {
    if !ctx.text_edit_focused() {
        return None;
    }
    ctx.input_mut(|input| {
        let mut lines = None;
        input.events.retain(|event| match event {
            Event::Paste(text) if text.len() > MOST_PASTED => {
                lines = Some(text.lines().count());
                false
            }
            _ => true,
        });
        lines
    })
}

/// Whether an action shows something that takes the keyboard.
fn opens_field(action: Action) -> bool {
    matches!(
        action,
        Action::Palette
            | Action::Find
            | Action::AddAttribute
            | Action::Rename
            | Action::AddNote
            | Action::LinkByName
            | Action::NoCounterpart
            | Action::SetOwner
            | Action::TenantCheck
    )
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
