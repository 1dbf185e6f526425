//! The window: everything that knows egui.

mod combine;
pub mod command;
pub mod context;
pub mod selection;
pub mod state;

mod build;
mod dispatch;
mod dropped;
mod files;
mod find;
pub mod fixing;
mod frame;
pub mod jobs;
mod keys;
mod open_menus;
mod panes;
pub mod real_run;
pub mod safety;
pub mod settings;

pub mod changes;
pub mod dialogs;
mod key_help;
pub mod map;
pub mod pages;
pub mod palette;
pub mod panels;
pub mod pilot;
pub mod table;
pub mod theme;
pub mod widgets;

mod start;
mod visits;

pub use start::{StartError, run};

use crate::catalog::Catalog;
use crate::editor::Editor;
use command::Commands;
use jobs::Jobs;
use state::{AfterUnsaved, ProjectFile, WindowState};

/// The program with a window.
pub struct App {
    editor: Editor,
    file: Option<ProjectFile>,
    catalog: &'static Catalog,
    window: WindowState,
    map: map::MapState,
    table: table::TableState,
    pilot: pilot::PilotState,
    changes: changes::ChangesState,
    inspector: panels::inspector::InspectorState,
    drawer: panels::drawer::DrawerState,
    search: panels::top_bar::Search,
    palette: palette::Palette,
    pages: pages::PagesState,
    commands: Commands,
    jobs: Jobs,
    settings: settings::UserSettings,
    settings_page: settings::SettingsPage,
    panes: panes::Panes,
    open_menus: open_menus::OpenMenus,
    visits: visits::Visits,
    /// Whether a field had the keyboard in the frame before: Esc leaves the field then, and nothing else.
    was_typing: bool,
    safety: safety::Safety,
    /// What to do after this frame, since nothing stands in its way.
    pending: Option<AfterUnsaved>,
    /// The path to offer where the desktop has no dialog.
    suggested_name: String,
    last_export: Option<state::PathPurpose>,
    shown_title: String,
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.guarded(ui, Self::pass);
    }

    /// The frames are over: what was chosen last is saved before the program ends.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end_safely();
        if let Some(save) = self.settings.unsaved() {
            drop(save.run());
        }
    }
}

impl App {
    /// All that one pass does: takes in what jobs have done, draws, and carries out what was asked for.
    fn pass(&mut self, ui: &mut egui::Ui) {
        while let Some(event) = self.jobs.next_event() {
            let ctx = ui.ctx().clone();
            self.take_in(&ctx, event);
        }
        self.keep_safe(&ui.ctx().clone());
        if self.window.message.is_none()
            && !self.jobs.is_busy()
            && let Some(text) = self.settings.take_notice()
        {
            self.fail(text);
        }
        self.panes.held.release(ui.ctx());
        self.open_menus.read(ui.ctx());
        if let Some(lines) = keys::take_huge_paste(ui.ctx()) {
            let text =
                "are too much for one field; paste a table onto the cells of the table instead";
            self.fail(format!("Not pasted: {lines} lines {text}"));
        }
        self.take_paste(&ui.ctx().clone());
        widgets::cover(ui.ctx(), self.is_covered());
        self.map.set_marks(self.changes.marks());
        self.frame(ui);
        let ctx = ui.ctx().clone();
        if let Some(mut dialog) = self.window.dialog.take() {
            let name = self.project_name();
            let answer = dialogs::dialog_ui(&ctx, &mut dialog, &name);
            self.window.dialog = Some(dialog);
            if let Some(answer) = answer {
                self.answer(&ctx, answer);
            }
        }
        if ctx.input(|input| input.viewport().close_requested())
            && self.is_unsaved()
            && !self.window.quitting
        {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.unless_unsaved(AfterUnsaved::Quit);
        }
        self.take_dropped(&ctx);
        // Commands may ask for others: each is carried out in this frame, so that nothing lags by one.
        for _ in 0..4 {
            let commands = self.commands.take();
            if commands.is_empty() {
                break;
            }
            self.dispatch(&ctx, commands);
            ctx.request_repaint();
        }
        if let Some(then) = self.pending.take() {
            self.go_on(&ctx, then);
        }
        self.settings.watch_window(&ctx);
        if let Some(save) = self.settings.due(&ctx) {
            self.jobs.save_settings(save);
        }
        let title = format!(
            "{}{} – Crosswalk",
            if self.editor.is_modified() {
                "● "
            } else {
                ""
            },
            self.project_name()
        );
        if title != self.shown_title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.shown_title = title;
        }
    }
}
