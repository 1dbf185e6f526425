//! The menu behind the one button at the left of the bar: all actions, in groups, with their keys.

use std::path::{Path, PathBuf};

use egui::{Id, Popup, Ui};

use super::{MENUS, is_enabled};
use crate::app::command::{Action, Command, Commands};
use crate::app::context::ViewContext;
use crate::app::files::file_name;
use crate::app::settings::{Choice, UserSettings};
use crate::app::theme::Icon;
use crate::app::widgets;

/// The actions before which a line is drawn.
const SECTIONS: &[Action] = &[
    Action::Import,
    Action::Save,
    Action::ExportCsvSafe,
    Action::ProjectPage,
    Action::Quit,
    Action::Delete,
    Action::MarkRequired,
    Action::Agree,
    Action::Cancel,
    Action::ShowUsers,
    Action::ZoomIn,
    Action::ThemeSystem,
    Action::Find,
    Action::Untangle,
    Action::NextPane,
    Action::Settings,
    Action::About,
];

fn menu_id() -> Id {
    Id::unique("main menu")
}

/// That the menu shall take the keyboard as soon as it is drawn.
fn focus_id() -> Id {
    Id::unique("main menu takes the keyboard")
}

/// Opens the menu by key, with the keyboard in it; or closes it.
pub(in crate::app) fn toggle_menu(ctx: &egui::Context) {
    let opens = !Popup::is_id_open(ctx, menu_id());
    Popup::toggle_id(ctx, menu_id());
    ctx.data_mut(|data| data.insert_temp(focus_id(), opens));
}

/// Draws the button, and the menu while it is open.
pub(super) fn menu_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    let response = widgets::icon_button(ui, Icon::Menu, "Menu");
    Popup::menu(&response).id(menu_id()).show(|ui| {
        let takes_keys = ui.data_mut(|data| data.remove_temp::<bool>(focus_id()));
        let mut first = takes_keys.unwrap_or(false);
        for (title, actions) in MENUS {
            let opened = ui.menu_button(*title, |ui| {
                for (at, action) in actions.iter().enumerate() {
                    if at > 0 && SECTIONS.contains(action) {
                        ui.separator();
                    }
                    item_ui(ui, ctx, *action, settings, commands);
                    if *action == Action::Open {
                        recent_ui(ui, settings, commands);
                    }
                }
            });
            if std::mem::take(&mut first) {
                opened.response.request_focus();
            }
        }
    });
}

/// What stands on the menu: undo and redo say what.
fn item_text(ctx: ViewContext<'_>, action: Action) -> String {
    let what = match action {
        Action::Undo => ctx.editor.undo_name(),
        Action::Redo => ctx.editor.redo_name(),
        _ => None,
    };
    let name = action.name();
    let Some(what) = what else {
        return name.to_owned();
    };
    const MOST: usize = 48;
    let mut text: String = what.chars().take(MOST).collect();
    if what.chars().nth(MOST).is_some() {
        text.push('…');
    }
    format!("{name}: {}", widgets::shown(&text))
}

fn item_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    action: Action,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    let keys = settings.keymap().text_of(ui.ctx(), action);
    let button = egui::Button::new(item_text(ctx, action)).shortcut_text(keys);
    let enabled = is_enabled(ctx, action);
    let response = ui.add_enabled(enabled, button).on_hover_text(action.help());
    if response.clicked() {
        commands.act(action);
        ui.close();
    }
}

/// The project files that were used last, by name; the whole path in the tooltip.
fn recent_ui(ui: &mut Ui, settings: &UserSettings, commands: &mut Commands) {
    let recent = &settings.now().recent;
    ui.menu_button("Open recent", |ui| {
        if recent.is_empty() {
            ui.add_enabled(false, egui::Button::new("No files yet"));
            return;
        }
        for path in recent {
            let name = recent_name(path, recent);
            let whole = path.display().to_string();
            let button = egui::Button::new(widgets::shown(&name).into_owned());
            if ui
                .add(button)
                .on_hover_text(widgets::shown(&whole))
                .clicked()
            {
                commands.push(Command::Open(path.clone()));
                ui.close();
            }
        }
        ui.separator();
        if ui.button("Clear this list").clicked() {
            commands.push(Command::Choose(Choice::ForgetRecent));
            ui.close();
        }
    });
}

/// The file's name, with its folder where two have the same name.
fn recent_name(path: &Path, recent: &[PathBuf]) -> String {
    let name = file_name(path);
    let is_double = recent
        .iter()
        .any(|other| other != path && other.file_name() == path.file_name());
    match path.parent().filter(|_| is_double) {
        Some(folder) => format!("{name} – {}", file_name(folder)),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_files_of_one_name_are_told_apart_by_their_folder() {
        let recent = ["/a/x.json", "/b/x.json", "/b/y.json"].map(PathBuf::from);
        let names = recent.each_ref().map(|path| recent_name(path, &recent));
        assert_eq!(names, ["x.json – a", "x.json – b", "y.json"]);
    }
}
