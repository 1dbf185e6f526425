//! The window: everything that knows egui.

pub mod command;
pub mod context;
pub mod selection;
pub mod state;

mod dispatch;
mod dropped;
mod files;
pub mod jobs;
mod keys;
mod panes;
pub mod settings;

pub mod dialogs;
mod key_help;
pub mod map;
pub mod pages;
pub mod palette;
pub mod panels;
pub mod table;
pub mod theme;
pub mod widgets;

mod start;

use egui::{CentralPanel, Frame, Margin, Panel, Stroke};

pub use start::{StartError, run};

use crate::catalog::{Catalog, reference, reference_project};
use crate::editor::Editor;
use crate::export::Request;
use crate::model::{AttributeId, Column};
use command::{Commands, View};
use context::ViewContext;
use jobs::Jobs;
use panes::Pane;
use selection::Selection;
use state::{AfterUnsaved, ProjectFile, WindowState};
use theme::{Tokens, scale};

/// The program with a window.
pub struct App {
    editor: Editor,
    file: Option<ProjectFile>,
    catalog: &'static Catalog,
    window: WindowState,
    map: map::MapState,
    table: table::TableState,
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
    /// What to do after this frame, since nothing stands in its way.
    pending: Option<AfterUnsaved>,
    /// The path to offer where the desktop has no dialog.
    suggested_name: String,
    last_export: Option<Request>,
    shown_title: String,
}

impl App {
    /// A window on the reference project.
    pub fn new(ctx: &egui::Context) -> Self {
        theme::install(ctx);
        let settings = settings::UserSettings::default();
        settings.apply(ctx);
        Self {
            editor: Editor::new(reference_project()),
            file: None,
            catalog: reference(),
            window: WindowState::default(),
            map: map::MapState::default(),
            table: table::TableState::default(),
            inspector: panels::inspector::InspectorState::default(),
            drawer: panels::drawer::DrawerState::default(),
            search: panels::top_bar::Search::default(),
            palette: palette::Palette::default(),
            pages: pages::PagesState::default(),
            commands: Commands::default(),
            jobs: Jobs::new(ctx.clone()),
            settings,
            settings_page: settings::SettingsPage::default(),
            panes: panes::Panes::default(),
            pending: None,
            suggested_name: String::new(),
            last_export: None,
            shown_title: String::new(),
        }
    }

    /// The same window with what a person has chosen; without this, nothing is read or saved for the person.
    #[must_use]
    pub fn with_settings(mut self, ctx: &egui::Context, settings: settings::UserSettings) -> Self {
        settings.apply(ctx);
        self.settings = settings;
        self
    }

    /// The same window on another project.
    #[must_use]
    pub fn with_project(mut self, project: crate::model::Project) -> Self {
        self.show(project, None);
        self
    }

    /// The same window, which opens a file as soon as it is there.
    #[must_use]
    pub fn with_file(mut self, path: std::path::PathBuf) -> Self {
        self.jobs.open(path);
        self
    }

    /// The project and its history, for tests.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The file that the project was read from or saved to, for tests.
    pub fn file(&self) -> Option<&ProjectFile> {
        self.file.as_ref()
    }

    /// What the window remembers, for tests.
    pub fn window(&self) -> &WindowState {
        &self.window
    }

    /// What a person has chosen, for tests.
    pub fn settings(&self) -> &settings::UserSettings {
        &self.settings
    }

    fn reveal(&mut self, id: &AttributeId) {
        self.window.resource = id.resource;
        self.map.reveal(id.clone());
    }

    /// Lets the map do what an action asks of it.
    fn on_map(&mut self, act: impl FnOnce(&mut map::MapState, ViewContext<'_>, &mut Commands)) {
        let ctx = ViewContext {
            editor: &self.editor,
            catalog: self.catalog,
            selection: &self.window.selection,
            resource: self.window.resource,
            author: &self.settings.now().author,
            now: jiff::Timestamp::now(),
        };
        act(&mut self.map, ctx, &mut self.commands);
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let tokens = Tokens::of(ui);
        let page = self.window.page;
        // What a page hides must not be changed by a key unseen.
        let nothing = Selection::default();
        let selection = match page {
            Some(_) => &nothing,
            None => &self.window.selection,
        };
        let ctx = ViewContext {
            editor: &self.editor,
            catalog: self.catalog,
            selection,
            resource: self.window.resource,
            author: &self.settings.now().author,
            now: jiff::Timestamp::now(),
        };
        let commands = &mut self.commands;
        let keymap = self.settings.keymap();
        if self.window.dialog.is_none()
            && !self.palette.is_open()
            && !self.window.key_help
            && !self.settings_page.is_open()
            && !self.pages.has_dialog()
        {
            let is_enabled = |action| panels::top_bar::is_enabled(ctx, action);
            let in_cells = self.window.view == View::Table && self.table.wants_keys();
            let focus = match self.panes.focused(ui.ctx()) {
                _ if in_cells => keys::Focus::Cells,
                None | Some(Pane::Column(_)) => keys::Focus::Free,
                Some(_) => keys::Focus::Control,
            };
            keys::read(ui.ctx(), keymap, focus, is_enabled, commands);
        }
        self.panes.begin();
        let bar = Frame::new()
            .fill(tokens.panel)
            .inner_margin(Margin::symmetric(16, 0));
        let drawn = Panel::top("top bar")
            .exact_size(scale::TOP_BAR)
            .frame(bar)
            .show(ui, |ui| {
                let file = self.file.as_ref();
                let (search, settings) = (&mut self.search, &self.settings);
                let view = page.is_none().then_some(self.window.view);
                panels::top_bar::top_bar_ui(ui, ctx, view, file, search, settings, commands);
            });
        self.panes.place(Pane::Bar, drawn.response.rect);
        let inspector = Frame::new()
            .fill(tokens.panel)
            .inner_margin(Margin::same(scale::MARGIN as i8));
        let has_inspector = page.is_none() && self.window.view == View::Map;
        if has_inspector {
            let drawn = Panel::right("inspector")
                .exact_size(scale::INSPECTOR)
                .resizable(false)
                .frame(inspector)
                .show(ui, |ui| {
                    panels::inspector::inspector_ui(ui, ctx, &mut self.inspector, commands);
                });
            self.panes.place(Pane::Inspector, drawn.response.rect);
        }
        if has_inspector {
            let frame = Frame::new()
                .fill(tokens.panel)
                .inner_margin(Margin::symmetric(20, 4));
            let drawn = Panel::bottom("drawer")
                .exact_size(panels::drawer::height(&self.drawer))
                .frame(frame)
                .show(ui, |ui| {
                    panels::drawer::drawer_ui(ui, ctx, &mut self.drawer, commands);
                });
            self.panes.place(Pane::Drawer, drawn.response.rect);
        }
        self.map.set_search(&self.search.query);
        let canvas = Frame::new().fill(tokens.canvas).stroke(Stroke::NONE);
        let drawn =
            CentralPanel::default()
                .frame(canvas)
                .show(ui, |ui| match (page, self.window.view) {
                    (Some(page), _) => pages::page_ui(ui, ctx, page, &mut self.pages, commands),
                    (None, View::Map) => map::map_ui(ui, ctx, &mut self.map, commands),
                    (None, View::Table) => table::table_ui(ui, ctx, &mut self.table, commands),
                });
        self.search.hits = self.map.search_hits();
        let message = self.window.message.as_ref();
        let dismissed =
            message.is_some_and(|message| panels::message::message_ui(ui.ctx(), message));
        if has_inspector {
            for column in Column::ALL {
                self.panes
                    .place(Pane::Column(column), self.map.area_of(column));
            }
        } else {
            self.panes.place(Pane::View, drawn.response.rect);
        }
        pages::dialogs_ui(ui.ctx(), ctx, &mut self.pages, commands);
        let enabled = |action| panels::top_bar::is_enabled(ctx, action);
        if let Some(action) = self.palette.show(ui.ctx(), keymap, enabled) {
            commands.act(action);
        }
        if self.window.key_help && key_help::key_help_ui(ui.ctx(), keymap) {
            self.window.key_help = false;
        }
        self.settings_page.show(ui.ctx(), &self.settings, commands);
        if dismissed {
            self.window.message = None;
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        while let Some(event) = self.jobs.next_event() {
            let ctx = ui.ctx().clone();
            self.take_in(&ctx, event);
        }
        if self.window.message.is_none()
            && !self.jobs.is_busy()
            && let Some(text) = self.settings.take_notice()
        {
            self.fail(text);
        }
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
            && self.editor.is_modified()
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

    /// The frames are over: what was chosen last is saved before the program ends.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(save) = self.settings.unsaved() {
            drop(save.run());
        }
    }
}
