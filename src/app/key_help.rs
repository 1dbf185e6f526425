//! The page of keys, made from the table of actions.

use egui::{ScrollArea, vec2};

use super::command::Action;
use super::panels::top_bar::MENUS;
use super::settings::Keymap;
use super::theme::{Tokens, Type, scale};
use super::widgets;

/// What works without standing in the table: gestures on the map and in the table.
const GESTURES: &[(&str, &str)] = &[
    ("Drag from port to port", "Link two attributes, either way"),
    ("Click a port, click another", "The same without dragging"),
    (
        "Click a selected link’s port",
        "Then another row: that end of the link moves there",
    ),
    (
        "K, then Enter at an end of it",
        "Move that end: arrows, and Enter where it is to be",
    ),
    (
        "Drop on a rule badge",
        "Let an attribute feed that link too",
    ),
    (
        "Drag a heading, selected rows",
        "Put groups or rows in another order",
    ),
    ("Ctrl+click, Shift+click", "Select more, select up to here"),
    (
        "Arrow keys on the map",
        "Move; left and right follow a link",
    ),
    ("Alt+F, Alt+E, Alt+V, Alt+H", "Open a menu"),
    ("Ctrl+A on the map", "Select all rows that the column shows"),
    ("Ctrl+C on the map", "Copy the paths of what is selected"),
    ("F2, Enter or typing in the table", "Edit the cell"),
    (
        "Ctrl+. in the table",
        "What the checks say of the row; Esc leads back",
    ),
];

/// Draws the page; true if it is to be closed.
#[must_use]
pub(super) fn key_help_ui(ctx: &egui::Context, keymap: &Keymap) -> bool {
    let response = super::dialogs::modal(ctx, "key help").show(ctx, |ui| {
        let tokens = Tokens::of(ui);
        ui.set_width(super::dialogs::width(ui.ctx(), 620.0));
        ui.label(Type::Title.text("Keys"));
        ui.add_space(scale::PAD);
        let lines = Action::TABLE
            .iter()
            .filter(|entry| !keymap.keys_of(entry.action).is_empty())
            .count()
            + GESTURES.len()
            + 2 * (MENUS.len() + 1);
        // Known beforehand, so that the page does not grow under the pointer.
        let height = (lines as f32 * scale::TARGET + scale::SECTION)
            .min(ui.ctx().content_rect().height() - 180.0);
        ScrollArea::vertical()
            .auto_shrink([false, true])
            .min_scrolled_height(height)
            .max_height(height)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let line = |ui: &mut egui::Ui, keys: &str, text: &str| {
                    ui.horizontal(|ui| {
                        ui.set_height(scale::TARGET);
                        ui.scope(|ui| {
                            ui.set_width(248.0);
                            ui.label(Type::NameSmall.text(keys));
                        });
                        let text = Type::Body.text(text).color(tokens.text);
                        ui.add(egui::Label::new(text).truncate());
                    });
                };
                let title = |ui: &mut egui::Ui, text: &str| {
                    ui.add_space(scale::PAD);
                    let soft = Type::SecondaryStrong.text(text).color(tokens.text_soft);
                    ui.label(soft);
                };
                for (group, actions) in MENUS {
                    title(ui, group);
                    for action in *actions {
                        let keys = keymap.keys_of(*action);
                        if keys.is_empty() {
                            continue;
                        }
                        let keys: Vec<_> = keys
                            .iter()
                            .map(|key| ui.ctx().format_shortcut(key))
                            .collect();
                        line(ui, &keys.join("  "), action.name());
                    }
                }
                title(ui, "By hand");
                for (gesture, what) in GESTURES {
                    line(ui, gesture, what);
                }
            });
        ui.add_space(scale::PAD);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), scale::CONTROL),
            egui::Layout::right_to_left(egui::Align::Center),
            |ui| widgets::primary_button(ui, "Close").clicked(),
        )
        .inner
    });
    response.inner || response.should_close()
}
