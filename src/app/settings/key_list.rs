//! The list of all actions with their keys: a click on a key, then the new one is pressed.

use egui::{Align, Event, Key, Label, Layout, Response, ScrollArea, Ui, vec2};

use super::{Choice, UserSettings, keymap};
use crate::app::command::{Action, Command, Commands};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;

const ROW: f32 = 36.0;
/// What is below the list: what to do, or why a key was refused.
const SAID: f32 = 32.0;

/// What the list of keys remembers.
#[derive(Debug, Default)]
pub(super) struct KeyList {
    query: String,
    reading: Option<Reading>,
    /// Why the last key was refused.
    refused: Option<String>,
}

/// The key that is about to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    action: Action,
    /// Which of the action's keys it replaces; it is added behind the last.
    place: usize,
}

impl KeyList {
    /// Whether the next key is the new key of an action.
    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Gives up reading a key.
    pub(super) fn stop(&mut self) {
        self.reading = None;
        self.refused = None;
    }

    /// Takes the key that is pressed while one is waited for; nobody else sees it.
    pub(super) fn read_chord(
        &mut self,
        ctx: &egui::Context,
        settings: &UserSettings,
        commands: &mut Commands,
    ) {
        let Some(reading) = self.reading else {
            return;
        };
        let mut pressed = None;
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let found = match event {
                    Event::Key {
                        key,
                        modifiers,
                        pressed: true,
                        repeat: false,
                        ..
                    } if !keymap::is_held(*key) => Some((*key, *modifiers)),
                    // These never arrive as keys.
                    Event::Copy => Some((Key::C, egui::Modifiers::COMMAND)),
                    Event::Cut => Some((Key::X, egui::Modifiers::COMMAND)),
                    Event::Paste(_) => Some((Key::V, egui::Modifiers::COMMAND)),
                    Event::Key { .. } | Event::Text(_) => None,
                    _ => return true,
                };
                pressed = pressed.or(found);
                false
            });
        });
        let Some((key, held)) = pressed else {
            return;
        };
        if key == Key::Escape {
            self.stop();
            return;
        }
        let chord = keymap::chord(key, held);
        let shown = ctx.format_shortcut(&chord);
        let is_own = reading.action.entry().keys.contains(&chord);
        if let Some(why) = keymap::refusal(chord).filter(|_| !is_own) {
            self.refused = Some(format!("{shown} cannot be used. {why}"));
            return;
        }
        let keymap = settings.keymap();
        match keymap.owner(chord) {
            Some(owner) if owner != reading.action => {
                self.refused = Some(format!(
                    "{shown} is a key of “{}” already. Change that one first, or press another.",
                    owner.name()
                ));
            }
            _ => {
                let mut keys = keymap.keys_of(reading.action).to_vec();
                match keys.get_mut(reading.place) {
                    Some(old) => *old = chord,
                    None => keys.push(chord),
                }
                let mut once = Vec::new();
                for key in keys {
                    if !once.contains(&key) {
                        once.push(key);
                    }
                }
                commands.push(Command::Choose(Choice::Keys(reading.action, Some(once))));
                self.stop();
            }
        }
    }

    /// Draws the list.
    pub(super) fn show(&mut self, ui: &mut Ui, settings: &UserSettings, commands: &mut Commands) {
        self.head_ui(ui, settings, commands);
        ui.add_space(scale::GAP);
        let query = self.query.trim().to_lowercase();
        let ctx = ui.ctx().clone();
        let fits = |action: Action| {
            let mut keys = settings.keymap().keys_of(action).iter();
            query.is_empty()
                || action.name().to_lowercase().contains(&query)
                || keys.any(|key| ctx.format_shortcut(key).to_lowercase() == query)
        };
        let found: Vec<Action> = Action::TABLE
            .iter()
            .map(|entry| entry.action)
            .filter(|action| fits(*action))
            .collect();
        let height = ui.available_height() - SAID;
        ScrollArea::vertical()
            .id_salt("keys of actions")
            .auto_shrink([false, false])
            .max_height(height)
            .show_rows(ui, ROW, found.len(), |ui, range| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for action in found.get(range).unwrap_or_default() {
                    let id = ui.make_persistent_id(keymap::name_of(*action));
                    ui.scope_builder(egui::UiBuilder::new().scope_id(id), |ui| {
                        self.row_ui(ui, *action, settings, commands);
                    });
                }
                if found.is_empty() {
                    let text = Type::Body.text("No action has these letters or this key.");
                    ui.label(text.color(Tokens::of(ui).text_soft));
                }
            });
        self.said_ui(ui);
    }

    fn head_ui(&mut self, ui: &mut Ui, settings: &UserSettings, commands: &mut Commands) {
        ui.horizontal(|ui| {
            let id = egui::Id::unique("find action");
            let width = 260.0_f32.min(ui.available_width() / 2.0);
            let hint = "Find an action or a key";
            if widgets::search_field(ui, id, &mut self.query, hint, "", width).has_focus() {
                self.stop();
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let any = Action::TABLE
                    .iter()
                    .any(|entry| settings.has_own_keys(entry.action));
                ui.add_enabled_ui(any, |ui| {
                    if widgets::quiet_button(ui, "Reset all keys").clicked() {
                        self.stop();
                        commands.push(Command::Choose(Choice::ResetKeys));
                    }
                });
            });
        });
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        action: Action,
        settings: &UserSettings,
        commands: &mut Commands,
    ) {
        let size = vec2(ui.available_width() - scale::PAD, ROW);
        let area = ui.available_rect_before_wrap();
        let name = action.name();
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_height(ROW);
            // Its place is kept where there is nothing to reset, so that nothing jumps.
            if settings.has_own_keys(action) {
                let text = format!("Reset keys of {name}");
                if widgets::icon_button(ui, Icon::Undo, &text).clicked() {
                    self.stop();
                    commands.push(Command::Choose(Choice::Keys(action, None)));
                }
            } else {
                ui.add_space(scale::TARGET + ui.spacing().item_spacing.x);
            }
            let keys = settings.keymap().keys_of(action);
            match self.reading {
                Some(reading) if reading.action == action => {
                    self.reading_ui(ui, reading, settings, commands);
                }
                _ => {
                    let text = format!("Add a key for {name}");
                    if widgets::icon_button(ui, Icon::Plus, &text).clicked() {
                        self.read(action, keys.len());
                    }
                    for (place, key) in keys.iter().enumerate().rev() {
                        let shown = ui.ctx().format_shortcut(key);
                        let chip = widgets::action_button(ui, &shown);
                        name_control(ui, &chip, format!("{shown}, key of {name}"));
                        if chip.tip("Change this key").clicked() {
                            self.read(action, place);
                        }
                    }
                }
            }
            let room = vec2(ui.available_width(), ROW);
            ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                let text = Type::Body.text(name);
                ui.add(Label::new(text).truncate()).tip(action.help());
            });
        });
        let y = area.top() + ROW - scale::HAIRLINE / 2.0;
        let color = Tokens::of(ui).hairline;
        ui.painter()
            .hline(area.x_range(), y, egui::Stroke::new(scale::HAIRLINE, color));
    }

    fn read(&mut self, action: Action, place: usize) {
        self.reading = Some(Reading { action, place });
        self.refused = None;
    }

    /// The row whose new key is waited for.
    fn reading_ui(
        &mut self,
        ui: &mut Ui,
        reading: Reading,
        settings: &UserSettings,
        commands: &mut Commands,
    ) {
        // In the place of the key: a second click there does nothing.
        ui.add_space(scale::TARGET + ui.spacing().item_spacing.x);
        widgets::pill(ui, "Press the new key", widgets::Tone::Accent);
        if widgets::quiet_button(ui, "Cancel").clicked() {
            self.stop();
            return;
        }
        let keys = settings.keymap().keys_of(reading.action);
        if reading.place < keys.len() && widgets::quiet_button(ui, "Remove").clicked() {
            let mut keys = keys.to_vec();
            keys.remove(reading.place);
            commands.push(Command::Choose(Choice::Keys(reading.action, Some(keys))));
            self.stop();
        }
    }

    /// Below the list: why a key was refused, else what to do.
    fn said_ui(&self, ui: &mut Ui) {
        let soft = Tokens::of(ui).text_soft;
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            if let Some(text) = &self.refused {
                widgets::banner(ui, Icon::Warning, text);
                return;
            }
            let text = if self.reading.is_some() {
                "Press the key, with Ctrl, Alt or Shift if you like. Escape gives up."
            } else {
                "Click a key to change it, or the plus to add one."
            };
            ui.add(Label::new(Type::Small.text(text).color(soft)).truncate());
        });
    }
}

/// Gives a control another name for screen readers than the text on it.
fn name_control(ui: &Ui, response: &Response, name: String) {
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
}
