//! Which keys ask for which action: the table's, changed by what a person has chosen.
//!
//! Keys, menus, palette and key help all ask here, so that they agree.

use std::collections::BTreeMap;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::app::command::Action;

/// The keys of every action; no two actions share one.
#[derive(Clone, Debug)]
pub struct Keymap {
    keys: BTreeMap<Action, Vec<KeyboardShortcut>>,
}

/// Keys by the name of the action, as settings keep them.
pub(super) type ChangedKeys = BTreeMap<String, Vec<String>>;

impl Keymap {
    /// The table's keys, except where `changed` names an action.
    ///
    /// Keys that cannot be read or are kept for other things are left out. Where two claim one, the changed action
    /// has it before the unchanged, else the first in the table: a file that was edited by hand does no harm.
    pub(super) fn new(changed: &ChangedKeys) -> Self {
        let mut taken = Vec::new();
        let mut keys = BTreeMap::new();
        for wants_changed in [true, false] {
            for entry in Action::TABLE {
                let chosen = changed.get(&name_of(entry.action));
                if chosen.is_some() != wants_changed {
                    continue;
                }
                let wanted: Vec<_> = match chosen {
                    Some(texts) => texts
                        .iter()
                        .filter_map(|text| chord_of(text))
                        .filter(|chord| entry.keys.contains(chord) || refusal(*chord).is_none())
                        .collect(),
                    None => entry.keys.to_vec(),
                };
                let mut own = Vec::new();
                for chord in wanted {
                    if !taken.contains(&chord) {
                        taken.push(chord);
                        own.push(chord);
                    }
                }
                keys.insert(entry.action, own);
            }
        }
        Self { keys }
    }

    /// The keys of an action, the one to show first; it may have none.
    pub fn keys_of(&self, action: Action) -> &[KeyboardShortcut] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The first key of an action as it is shown; empty if it has none.
    pub fn text_of(&self, ctx: &egui::Context, action: Action) -> String {
        self.keys_of(action)
            .first()
            .map(|chord| ctx.format_shortcut(chord))
            .unwrap_or_default()
    }

    /// The action that has exactly this key.
    pub fn owner(&self, chord: KeyboardShortcut) -> Option<Action> {
        self.keys
            .iter()
            .find(|(_, keys)| keys.contains(&chord))
            .map(|(action, _)| *action)
    }

    /// The action that is asked for when `key` is pressed while `held` is held down.
    ///
    /// Ctrl+Shift+Z is not Ctrl+Z: the key with the most of what is held has it. Shift alone may be held beside,
    /// since some signs need it.
    pub fn pressed(&self, key: Key, held: Modifiers) -> Option<(Action, KeyboardShortcut)> {
        self.keys
            .iter()
            .flat_map(|(action, keys)| keys.iter().map(|chord| (*action, *chord)))
            .filter(|(_, chord)| {
                chord.logical_key == key
                    && chord.modifiers.alt == held.alt
                    && held.matches_logically(chord.modifiers)
            })
            .max_by_key(|(_, chord)| chord.modifiers.shift)
    }
}

/// An action's name in the settings file.
pub(super) fn name_of(action: Action) -> String {
    format!("{action:?}")
}

/// Whether a key is held down beside others and does nothing by itself.
pub(super) fn is_held(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
            | Key::CapsLock
    )
}

/// What a person pressed, as a key of an action.
pub(super) fn chord(key: Key, held: Modifiers) -> KeyboardShortcut {
    // On some keyboards Shift is what makes the sign.
    let made_by_shift = matches!(
        key,
        Key::Plus
            | Key::Questionmark
            | Key::Exclamationmark
            | Key::Colon
            | Key::Pipe
            | Key::OpenCurlyBracket
            | Key::CloseCurlyBracket
    );
    let modifiers = Modifiers {
        alt: held.alt,
        // Where the command key is the control key, egui reports both.
        ctrl: held.ctrl && !held.command,
        shift: held.shift && !made_by_shift,
        mac_cmd: false,
        command: held.command,
    };
    KeyboardShortcut::new(modifiers, key)
}

/// A key as the settings file has it, the same on every system: `Ctrl+Shift+Z`.
pub(super) fn text_of_chord(chord: KeyboardShortcut) -> String {
    let KeyboardShortcut {
        modifiers,
        logical_key,
    } = chord;
    let held = [
        (modifiers.command, "Ctrl+"),
        (modifiers.ctrl && !modifiers.command, "Control+"),
        (modifiers.alt, "Alt+"),
        (modifiers.shift, "Shift+"),
    ];
    let mut text: String = held
        .into_iter()
        .filter(|(is_held, _)| *is_held)
        .map(|(_, name)| name)
        .collect();
    text.push_str(logical_key.name());
    text
}

fn chord_of(text: &str) -> Option<KeyboardShortcut> {
    let (held, key) = text.rsplit_once('+').unwrap_or(("", text));
    let mut modifiers = Modifiers::NONE;
    for name in held.split('+').filter(|name| !name.is_empty()) {
        modifiers |= match name {
            "Ctrl" => Modifiers::COMMAND,
            "Control" => Modifiers::CTRL,
            "Alt" => Modifiers::ALT,
            "Shift" => Modifiers::SHIFT,
            _ => return None,
        };
    }
    Some(KeyboardShortcut::new(modifiers, Key::from_name(key)?))
}

/// Why a key cannot be given to an action, if it is kept for other things.
pub(super) fn refusal(chord: KeyboardShortcut) -> Option<&'static str> {
    let KeyboardShortcut {
        modifiers,
        logical_key,
    } = chord;
    let is_bare = !modifiers.command && !modifiers.ctrl && !modifiers.alt;
    match logical_key {
        key if is_held(key) => Some("It is held down beside another key."),
        Key::Tab => Some("Tab moves from one control to the next."),
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight if is_bare => {
            Some("The arrow keys move in lists and on the map.")
        }
        Key::Enter | Key::Space if is_bare => Some("Enter and Space press what has the focus."),
        Key::Escape => Some("Escape gives up what is going on."),
        Key::A | Key::C | Key::X | Key::V | Key::Insert | Key::Cut | Key::Copy | Key::Paste
            if modifiers.command && !modifiers.alt && !modifiers.shift =>
        {
            Some("This key copies, cuts, pastes or selects text.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keymap(changed: &[(Action, &[&str])]) -> Keymap {
        let changed = changed
            .iter()
            .map(|(action, keys)| {
                let keys = keys.iter().map(|key| (*key).to_owned()).collect();
                (name_of(*action), keys)
            })
            .collect();
        Keymap::new(&changed)
    }

    fn ctrl(key: Key) -> KeyboardShortcut {
        KeyboardShortcut::new(Modifiers::COMMAND, key)
    }

    #[test]
    fn every_key_of_the_table_survives_the_settings_file() {
        for entry in Action::TABLE {
            for key in entry.keys {
                assert_eq!(chord_of(&text_of_chord(*key)), Some(*key));
            }
        }
        for text in ["", "+", "Ctrl+", "Hyper+A", "Ctrl+Foo", "Ctrl++"] {
            assert_eq!(chord_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_changed_action_has_its_new_keys_alone() {
        let keymap = keymap(&[
            (Action::Save, &["F2", "Ctrl+Shift+F9"]),
            (Action::Undo, &[]),
        ]);
        let f2 = KeyboardShortcut::new(Modifiers::NONE, Key::F2);
        assert_eq!(keymap.keys_of(Action::Save).first(), Some(&f2));
        assert_eq!(keymap.keys_of(Action::Save).len(), 2);
        assert_eq!(keymap.keys_of(Action::Undo), []);
        assert_eq!(keymap.owner(ctrl(Key::S)), None);
        assert_eq!(keymap.keys_of(Action::Open), Action::Open.entry().keys);
    }

    #[test]
    fn no_two_actions_share_a_key_whatever_the_file_says() {
        let keymap = keymap(&[
            (Action::Redo, &["Ctrl+S", "Ctrl+S", "Tab", "nonsense"]),
            (Action::Undo, &["Ctrl+S"]),
        ]);
        assert_eq!(keymap.owner(ctrl(Key::S)), Some(Action::Undo));
        assert_eq!(keymap.keys_of(Action::Redo), []);
        assert_eq!(keymap.keys_of(Action::Save), []);
    }

    #[test]
    fn the_longer_key_has_it() {
        let keymap = keymap(&[]);
        let held = Modifiers::CTRL | Modifiers::COMMAND;
        let pressed = |key, held| keymap.pressed(key, held).map(|(action, _)| action);
        assert_eq!(pressed(Key::Z, held), Some(Action::Undo));
        assert_eq!(pressed(Key::Z, held | Modifiers::SHIFT), Some(Action::Redo));
        assert_eq!(
            pressed(Key::Questionmark, Modifiers::SHIFT),
            Some(Action::KeyHelp)
        );
        assert_eq!(pressed(Key::R, Modifiers::ALT), None);
        assert_eq!(
            pressed(Key::F6, Modifiers::SHIFT),
            Some(Action::PreviousPane)
        );
    }

    #[test]
    fn what_is_pressed_is_what_the_table_would_say() {
        let held = Modifiers::CTRL | Modifiers::COMMAND;
        assert_eq!(chord(Key::S, held), ctrl(Key::S));
        let question = KeyboardShortcut::new(Modifiers::NONE, Key::Questionmark);
        assert_eq!(chord(Key::Questionmark, Modifiers::SHIFT), question);
        assert!(refusal(ctrl(Key::C)).is_some());
        assert!(refusal(ctrl(Key::S)).is_none());
    }
}
