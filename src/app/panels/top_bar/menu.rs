//! The menu behind the one button at the left of the bar: all actions, in groups, with their keys.

use std::path::{Path, PathBuf};

use egui::containers::menu::{MenuState, SubMenu};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, Event, Id, Key, Modifiers, Popup, ScrollArea, Stroke, TextStyle, Ui, WidgetText,
};

use super::{MENUS, is_enabled};
use crate::app::command::{Action, Command, Commands};
use crate::app::context::ViewContext;
use crate::app::files::file_name;
use crate::app::settings::{Choice, UserSettings};
use crate::app::theme::{Icon, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;

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

/// The menu that a letter with Alt has asked for, by its place.
fn wanted_id() -> Id {
    Id::unique("main menu opens this")
}

/// The letter that opens a menu with Alt: the first of its name.
fn letter(title: &str) -> Option<Key> {
    Key::from_name(title.get(..1)?)
}

/// Opens the menu whose letter was pressed with Alt, unless that means something else or something stands before it.
fn read_letters(ui: &Ui) {
    if widgets::is_covered(ui.ctx()) {
        return;
    }
    let pressed = MENUS.iter().position(|(title, _)| {
        letter(title)
            .is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)))
    });
    let Some(place) = pressed else {
        return;
    };
    // On some systems the letter comes as text too.
    ui.input_mut(|input| {
        input
            .events
            .retain(|event| !matches!(event, Event::Text(_)));
    });
    Popup::open_id(ui.ctx(), menu_id());
    ui.data_mut(|data| {
        data.insert_temp(wanted_id(), place);
        data.insert_temp(focus_id(), false);
    });
}

/// Opens one of the menus as the arrow key does, with the keyboard on its title.
fn open(ui: &Ui, title: &egui::Response) {
    let id = SubMenu::id_from_widget_id(title.id);
    MenuState::mark_shown(ui.ctx(), id);
    MenuState::from_ui(ui, |state, _| state.open_item = Some(id));
    title.request_focus();
    ui.ctx().request_repaint();
}

/// The name of a menu; its letter is underlined while Alt is held.
fn title_text(ui: &Ui, title: &str) -> WidgetText {
    if !ui.input(|input| input.modifiers.alt) {
        return title.into();
    }
    let mut format =
        TextFormat::simple(TextStyle::Button.resolve(ui.style()), Color32::PLACEHOLDER);
    let (first, rest) = title.split_at_checked(1).unwrap_or((title, ""));
    let mut job = LayoutJob::default();
    let underline = Stroke::new(1.0, ui.visuals().text_color());
    job.append(
        first,
        0.0,
        TextFormat {
            underline,
            ..format.clone()
        },
    );
    format.underline = Stroke::NONE;
    job.append(rest, 0.0, format);
    job.into()
}

/// Draws the button, and the menu while it is open.
pub(super) fn menu_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    read_letters(ui);
    let response = widgets::icon_button(ui, Icon::Menu, "Menu");
    Popup::menu(&response).id(menu_id()).show(|ui| {
        let wanted = ui.data_mut(|data| data.remove_temp::<usize>(wanted_id()));
        let takes_keys = ui.data_mut(|data| data.remove_temp::<bool>(focus_id()));
        let mut first = takes_keys.unwrap_or(false);
        for (place, (title, actions)) in MENUS.iter().enumerate() {
            let text = title_text(ui, title);
            let opened = ui.menu_button(text, |ui| {
                // In a low window a menu is scrolled.
                let height = ui.ctx().content_rect().height() - 2.0 * scale::MARGIN;
                // Its bar must not lie over the keys.
                ui.spacing_mut().scroll.floating = false;
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
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
            });
            if std::mem::take(&mut first) {
                opened.response.request_focus();
            }
            if wanted == Some(place) {
                open(ui, &opened.response);
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
    let response = ui.add_enabled(enabled, button).tip(action.help());
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
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
            if ui.add(button).tip(widgets::shown(&whole)).clicked() {
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
    fn each_menu_has_a_letter_of_its_own_that_means_nothing_else_with_alt() {
        let mut letters: Vec<Key> = MENUS
            .iter()
            .map(|(title, _)| letter(title).unwrap())
            .collect();
        for entry in Action::TABLE {
            for chord in entry.keys.iter().filter(|chord| chord.modifiers.alt) {
                assert!(!letters.contains(&chord.logical_key), "{:?}", entry.action);
            }
        }
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), MENUS.len());
    }

    #[test]
    fn recent_files_of_one_name_are_told_apart_by_their_folder() {
        let recent = ["/a/x.json", "/b/x.json", "/b/y.json"].map(PathBuf::from);
        let names = recent.each_ref().map(|path| recent_name(path, &recent));
        assert_eq!(names, ["x.json – a", "x.json – b", "y.json"]);
    }
}
