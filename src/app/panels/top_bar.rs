//! The bar at the top: what project this is, the views, how far it has got, and the export.

use std::path::{Path, PathBuf};

use egui::{Align, Layout, Ui};

use crate::app::command::{Action, Command, Commands, Needs, View};
use crate::app::context::ViewContext;
use crate::app::files::file_name;
use crate::app::settings::{Choice, UserSettings};
use crate::app::state::ProjectFile;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, segmented};
use crate::model::Resource;

/// Draws the bar.
pub fn top_bar_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    view: Option<View>,
    file: Option<&ProjectFile>,
    search: &mut Search,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    ui.horizontal_centered(|ui| {
        menu_ui(ui, ctx, settings, commands);
        title_ui(ui, ctx, file);
        ui.add_space(scale::SECTION);
        let views = [
            Segment::new(Some(View::Map), "Map"),
            Segment::new(Some(View::Table), "Table"),
        ];
        if let Some(Some(view)) = segmented(ui, "View", view, &views, Fit::Equal) {
            commands.push(Command::ShowView(view));
        }
        let resources = [
            Segment::new(Resource::User, "Users"),
            Segment::new(Resource::Group, "Groups"),
        ];
        if let Some(resource) = segmented(ui, "Resource", ctx.resource, &resources, Fit::Equal) {
            commands.push(Command::ShowResource(resource));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            export_ui(ui, commands);
            ui.add_space(scale::SECTION);
            progress_ui(ui, ctx);
            if view == Some(View::Map) {
                ui.add_space(scale::SECTION);
                search_ui(ui, search, commands);
            }
        });
    });
}

/// What is searched for, and how much of it was found.
#[derive(Debug, Default)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// That the field shall have the keyboard as soon as it is drawn.
    pub wants_focus: bool,
    /// The hit stepped to last, counted from 1, and how many there are.
    pub hits: Option<(usize, usize)>,
}

fn search_ui(ui: &mut Ui, search: &mut Search, commands: &mut Commands) {
    const HITS: f32 = 56.0;
    let room = ui.available_width() - scale::SECTION;
    if room < 150.0 {
        return;
    }
    let (width, hits) = if room > 150.0 + HITS {
        ((room - HITS).min(200.0), search.hits)
    } else {
        (150.0, None)
    };
    if let Some((at, all)) = hits {
        let text = match (at, all) {
            (_, 0) => "none".to_owned(),
            (0, all) => format!("{all} found"),
            (at, all) => format!("{at} of {all}"),
        };
        let soft = Tokens::of(ui).text_soft;
        ui.label(Type::Small.text(text).color(soft));
    }
    let keys = Action::Find
        .entry()
        .keys
        .first()
        .map(|key| ui.ctx().format_shortcut(key))
        .unwrap_or_default();
    let id = egui::Id::unique("search");
    let field = widgets::search_field(ui, id, &mut search.query, "Find attribute", &keys, width);
    if std::mem::take(&mut search.wants_focus) {
        field.request_focus();
    }
    if field.lost_focus() {
        let (enter, shift) =
            ui.input(|input| (input.key_pressed(egui::Key::Enter), input.modifiers.shift));
        if enter {
            commands.act(if shift {
                Action::FindPrevious
            } else {
                Action::FindNext
            });
            field.request_focus();
        }
    }
}

fn title_ui(ui: &mut Ui, ctx: ViewContext<'_>, file: Option<&ProjectFile>) {
    let tokens = Tokens::of(ui);
    let heading = ctx.project().heading();
    let (name, about) = if heading.customer.is_empty() {
        (heading.title.as_str(), String::new())
    } else {
        (heading.customer.as_str(), heading.title.clone())
    };
    let name = if name.trim().is_empty() {
        "Untitled mapping"
    } else {
        name
    };
    // The title gives way to what can be done: on a narrow window it is cut, never the controls.
    let room = (ui.available_width() - 720.0).clamp(80.0, 420.0);
    ui.scope(|ui| {
        ui.set_max_width(room);
        ui.add(egui::Label::new(Type::BodyStrong.text(widgets::shown(name))).truncate());
    });
    if !about.is_empty() && room > 220.0 {
        ui.scope(|ui| {
            ui.set_max_width(room / 2.0);
            let text = Type::Secondary
                .text(widgets::shown(&about))
                .color(tokens.text_soft);
            ui.add(egui::Label::new(text).truncate());
        });
    }
    if file.is_some_and(|file| file.read_only.is_some()) {
        ui.label(Type::SmallStrong.text("read-only").color(tokens.warning));
    }
    if ctx.editor.is_modified() {
        let (rect, response) =
            ui.allocate_exact_size(egui::Vec2::splat(10.0), egui::Sense::hover());
        ui.painter()
            .circle_filled(rect.center(), 3.5, tokens.accent);
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, "unsaved changes"));
        response.on_hover_text("There are unsaved changes");
    }
}

fn progress_ui(ui: &mut Ui, ctx: ViewContext<'_>) {
    let tokens = Tokens::of(ui);
    let progress = ctx.editor.derived().progress(ctx.resource);
    let questions = match progress.open_questions {
        0 => String::new(),
        1 => " · 1 question".to_owned(),
        many => format!(" · {many} questions"),
    };
    ui.allocate_ui(egui::vec2(160.0, 34.0), |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(Type::SecondaryStrong.text(format!(
                "Required {} of {}",
                progress.required_fed, progress.required
            )));
            ui.label(
                Type::Small
                    .text(format!(
                        "Agreed {} of {}{questions}",
                        progress.agreed, progress.links
                    ))
                    .color(tokens.text_soft),
            );
        });
    });
}

fn export_ui(ui: &mut Ui, commands: &mut Commands) {
    let button = widgets::primary_button(ui, "Export handoff");
    if button.on_hover_text(Action::Export.help()).clicked() {
        commands.act(Action::Export);
    }
}

/// All actions, in groups, behind one button.
fn menu_ui(ui: &mut Ui, ctx: ViewContext<'_>, settings: &UserSettings, commands: &mut Commands) {
    let response = widgets::icon_button(ui, Icon::Menu, "Menu");
    egui::Popup::menu(&response).show(|ui| {
        for (title, actions) in MENUS {
            ui.menu_button(*title, |ui| {
                for action in *actions {
                    let enabled = is_enabled(ctx, *action);
                    item_ui(ui, *action, enabled, settings, commands);
                    if *action == Action::Open {
                        recent_ui(ui, settings, commands);
                    }
                }
            });
        }
    });
}

/// The menus: every action of the table stands in one of them.
const MENUS: &[(&str, &[Action])] = &[
    (
        "File",
        &[
            Action::New,
            Action::NewEmpty,
            Action::Open,
            Action::Save,
            Action::SaveAs,
            Action::ExportCsvSafe,
            Action::ExportCsv,
            Action::ExportMarkdown,
            Action::Export,
            Action::ProjectPage,
            Action::ResourcePage,
            Action::Quit,
        ],
    ),
    (
        "Edit",
        &[
            Action::Undo,
            Action::Redo,
            Action::Delete,
            Action::LinkHere,
            Action::AddAttribute,
            Action::AddNote,
            Action::MarkRequired,
            Action::MarkSystemGenerated,
            Action::MarkOptional,
            Action::MarkNone,
            Action::Agree,
            Action::Propose,
            Action::Reject,
            Action::Cancel,
        ],
    ),
    (
        "View",
        &[
            Action::ShowMap,
            Action::ShowTable,
            Action::ShowUsers,
            Action::ShowGroups,
            Action::ZoomIn,
            Action::ZoomOut,
            Action::ZoomReset,
            Action::ThemeSystem,
            Action::ThemeLight,
            Action::ThemeDark,
            Action::Find,
            Action::FindNext,
            Action::FindPrevious,
            Action::Untangle,
            Action::MapLarger,
            Action::MapSmaller,
            Action::NextPane,
            Action::PreviousPane,
            Action::Palette,
            Action::KeyHelp,
            Action::Settings,
        ],
    ),
];

/// Whether an action makes sense now.
pub fn is_enabled(ctx: ViewContext<'_>, action: Action) -> bool {
    match action.entry().needs {
        Needs::Nothing => true,
        Needs::Undo => ctx.editor.undo_name().is_some(),
        Needs::Redo => ctx.editor.redo_name().is_some(),
        Needs::Attribute => ctx.selection.attributes().next().is_some(),
        Needs::Selection | Needs::Link => !ctx.selection.is_empty(),
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

fn item_ui(
    ui: &mut Ui,
    action: Action,
    enabled: bool,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    let keys = settings.keymap().text_of(ui.ctx(), action);
    let button = egui::Button::new(action.name()).shortcut_text(keys);
    let response = ui.add_enabled(enabled, button).on_hover_text(action.help());
    if response.clicked() {
        commands.act(action);
        ui.close();
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

    #[test]
    fn every_action_stands_in_a_menu() {
        for entry in Action::TABLE {
            assert!(
                MENUS
                    .iter()
                    .any(|(_, actions)| actions.contains(&entry.action)),
                "{:?}",
                entry.action
            );
        }
    }
}
