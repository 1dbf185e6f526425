//! The bar at the top: what project this is, the views, how far it has got, and the export.
//!
//! What does not fit a narrow window is folded away, never cut or laid over its neighbour.

mod fold;
mod menu;
mod search;

use egui::{Align, Layout, Ui};

pub(in crate::app) use menu::toggle_menu;
pub use search::Search;

use crate::app::command::{Action, Command, Commands, Needs, View};
use crate::app::context::ViewContext;
use crate::app::settings::UserSettings;
use crate::app::state::ProjectFile;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, Fit, Segment, choice, segmented, segmented_width};
use crate::model::Resource;
use fold::{Fold, PROGRESS, Widths};

/// The views, in the order of the bar.
const VIEWS: &[(View, &str)] = &[
    (View::Map, "Map"),
    (View::Table, "Table"),
    (View::Pilot, "Pilot"),
    (View::Changes, "Changes"),
];

const EXPORT: &str = "Export handoff";
const EXPORT_SHORT: &str = "Export";

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
    let views: Vec<_> = VIEWS
        .iter()
        .map(|(view, text)| Segment::new(Some(*view), text))
        .collect();
    let resources = [
        Segment::new(Resource::User, "Users"),
        Segment::new(Resource::Group, "Groups"),
    ];
    let widths = Widths {
        views: segmented_width(ui, view, &views, Fit::Equal),
        resources: segmented_width(ui, ctx.resource, &resources, Fit::Equal),
        export: button_width(ui, EXPORT),
        export_short: button_width(ui, EXPORT_SHORT),
    };
    let room = ui.available_width() - scale::TARGET - scale::PAD;
    let fold = Fold::of(room, widths);
    ui.horizontal_centered(|ui| {
        menu::menu_ui(ui, ctx, settings, commands);
        if view.is_some() && search.takes_the_bar(fold.search) {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                search::open_search_ui(ui, search, settings, commands);
            });
            return;
        }
        // As one thing: the ids of what follows are the same with and without the mark of unsaved changes.
        ui.scope(|ui| title_ui(ui, fold.title, ctx, file));
        ui.add_space(scale::SECTION);
        let chosen = if fold.whole_views {
            segmented(ui, "View", view, &views, Fit::Equal)
        } else {
            choice(ui, "View", view, &views)
        };
        if let Some(Some(view)) = chosen {
            commands.push(Command::ShowView(view));
        }
        let chosen = if fold.whole_resources {
            segmented(ui, "Resource", ctx.resource, &resources, Fit::Equal)
        } else {
            choice(ui, "Resource", ctx.resource, &resources)
        };
        if let Some(resource) = chosen {
            commands.push(Command::ShowResource(resource));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            export_ui(ui, fold, commands);
            if fold.progress {
                ui.add_space(scale::SECTION);
                progress_ui(ui, ctx);
            }
            // Its place is kept on pages too, so that nothing moves when one is opened.
            if matches!(view, Some(View::Map | View::Table)) {
                ui.add_space(scale::SECTION);
                search::search_ui(ui, fold.search, search, settings, commands);
            }
        });
    });
}

/// How wide the one main button is with this text.
fn button_width(ui: &Ui, text: &str) -> f32 {
    let color = Tokens::of(ui).text;
    widgets::elided(ui, text, Type::BodyStrong, color, f32::INFINITY)
        .size()
        .x
        + 30.0
}

fn title_ui(ui: &mut Ui, room: f32, ctx: ViewContext<'_>, file: Option<&ProjectFile>) {
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
    // Its place is as wide as it may be: what follows does not move when the title changes.
    let marks = room - 2.0 * scale::GAP;
    let about_room = if about.is_empty() || room < 240.0 {
        0.0
    } else {
        room * 0.5
    };
    let name_room = marks - about_room;
    let name_text = widgets::elided(ui, name, Type::BodyStrong, tokens.text, name_room);
    let about_room = marks - name_text.size().x - scale::PAD;
    ui.add(egui::Label::new(name_text))
        .tip(widgets::shown(name));
    if !about.is_empty() && room >= 240.0 {
        let text = widgets::elided(ui, &about, Type::Secondary, tokens.text_soft, about_room);
        ui.add(egui::Label::new(text)).tip(widgets::shown(&about));
    }
    if file.is_some_and(|file| file.read_only.is_some() || file.held_by.is_some()) {
        ui.label(Type::SmallStrong.text("read-only").color(tokens.warning));
    }
    if ctx.editor.is_modified() {
        let (rect, response) =
            ui.allocate_exact_size(egui::Vec2::splat(10.0), egui::Sense::hover());
        ui.painter()
            .circle_filled(rect.center(), 3.5, tokens.accent);
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, "unsaved changes"));
        response.tip("There are unsaved changes");
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
    ui.allocate_ui(egui::vec2(PROGRESS, 34.0), |ui| {
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

fn export_ui(ui: &mut Ui, fold: Fold, commands: &mut Commands) {
    let text = if fold.whole_export {
        EXPORT
    } else {
        EXPORT_SHORT
    };
    let button = widgets::primary_button(ui, text);
    if button.tip(Action::Export.help()).clicked() {
        commands.act(Action::Export);
    }
}

/// The menus: every action of the table stands in one of them.
pub(in crate::app) const MENUS: &[(&str, &[Action])] = &[
    (
        "File",
        &[
            Action::New,
            Action::NewEmpty,
            Action::Open,
            Action::Import,
            Action::PasteTable,
            Action::Save,
            Action::SaveAs,
            Action::Recover,
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
            Action::NextLink,
            Action::LinkByName,
            Action::AddAttribute,
            Action::Rename,
            Action::AddNote,
            Action::FixCertain,
            Action::MarkRequired,
            Action::MarkSystemGenerated,
            Action::MarkOptional,
            Action::MarkNone,
            Action::Agree,
            Action::Propose,
            Action::Reject,
            Action::NoCounterpart,
            Action::SetOwner,
            Action::TenantCheck,
            Action::MoveUp,
            Action::MoveDown,
            Action::Cancel,
            Action::Settings,
        ],
    ),
    (
        "View",
        &[
            Action::ShowMap,
            Action::ShowTable,
            Action::ShowPilot,
            Action::ShowChanges,
            Action::CompareWithFile,
            Action::OpenAnswer,
            Action::OpenSamples,
            Action::OpenTarget,
            Action::PilotReport,
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
            Action::Suggestions,
            Action::NextFinding,
            Action::PreviousFinding,
            Action::Back,
            Action::Forward,
            Action::CollapseAll,
            Action::ExpandAll,
            Action::Untangle,
            Action::MapLarger,
            Action::MapSmaller,
            Action::FullScreen,
            Action::NextPane,
            Action::PreviousPane,
            Action::Menu,
        ],
    ),
    ("Help", &[Action::Palette, Action::KeyHelp, Action::About]),
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

#[cfg(test)]
mod tests {
    use super::*;

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
