//! The window: everything that knows egui.

pub mod command;
pub mod context;
pub mod selection;
pub mod state;

mod dispatch;
mod files;
pub mod jobs;
mod keys;

pub mod dialogs;
mod key_help;
pub mod map;
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
use crate::export::Format;
use crate::model::AttributeId;
use command::{Command, Commands, View};
use context::ViewContext;
use jobs::Jobs;
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
    commands: Commands,
    jobs: Jobs,
    author: String,
    /// What to do after this frame, since nothing stands in its way.
    pending: Option<AfterUnsaved>,
    /// The path to offer where the desktop has no dialog.
    suggested_name: String,
    last_export: Option<Format>,
    shown_title: String,
}

impl App {
    /// A window on the reference project.
    pub fn new(ctx: &egui::Context) -> Self {
        theme::install(ctx);
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
            commands: Commands::default(),
            jobs: Jobs::new(ctx.clone()),
            author: String::new(),
            pending: None,
            suggested_name: String::new(),
            last_export: None,
            shown_title: String::new(),
        }
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
            author: &self.author,
            now: jiff::Timestamp::now(),
        };
        act(&mut self.map, ctx, &mut self.commands);
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let tokens = Tokens::of(ui);
        let ctx = ViewContext {
            editor: &self.editor,
            catalog: self.catalog,
            selection: &self.window.selection,
            resource: self.window.resource,
            author: &self.author,
            now: jiff::Timestamp::now(),
        };
        let commands = &mut self.commands;
        if self.window.dialog.is_none() && !self.palette.is_open() && !self.window.key_help {
            let is_enabled = |action| panels::top_bar::is_enabled(ctx, action);
            let in_cells = self.window.view == View::Table && self.table.wants_keys();
            keys::read(ui.ctx(), is_enabled, in_cells, commands);
        }
        let bar = Frame::new()
            .fill(tokens.panel)
            .inner_margin(Margin::symmetric(16, 0));
        Panel::top("top bar")
            .exact_size(scale::TOP_BAR)
            .frame(bar)
            .show(ui, |ui| {
                let file = self.file.as_ref();
                let search = &mut self.search;
                panels::top_bar::top_bar_ui(ui, ctx, self.window.view, file, search, commands);
            });
        let inspector = Frame::new()
            .fill(tokens.panel)
            .inner_margin(Margin::same(scale::MARGIN as i8));
        if self.window.view == View::Map {
            Panel::right("inspector")
                .exact_size(scale::INSPECTOR)
                .resizable(false)
                .frame(inspector)
                .show(ui, |ui| {
                    panels::inspector::inspector_ui(ui, ctx, &mut self.inspector, commands);
                });
        }
        if self.window.view == View::Map {
            let frame = Frame::new()
                .fill(tokens.panel)
                .inner_margin(Margin::symmetric(20, 4));
            Panel::bottom("drawer")
                .exact_size(panels::drawer::height(&self.drawer))
                .frame(frame)
                .show(ui, |ui| {
                    panels::drawer::drawer_ui(ui, ctx, &mut self.drawer, commands);
                });
        }
        self.map.set_search(&self.search.query);
        let canvas = Frame::new().fill(tokens.canvas).stroke(Stroke::NONE);
        CentralPanel::default()
            .frame(canvas)
            .show(ui, |ui| match self.window.view {
                View::Map => map::map_ui(ui, ctx, &mut self.map, commands),
                View::Table => table::table_ui(ui, ctx, &mut self.table, commands),
            });
        self.search.hits = self.map.search_hits();
        let message = self.window.message.as_ref();
        let dismissed =
            message.is_some_and(|message| panels::message::message_ui(ui.ctx(), message));
        let enabled = |action| panels::top_bar::is_enabled(ctx, action);
        if let Some(action) = self.palette.show(ui.ctx(), enabled) {
            commands.act(action);
        }
        if self.window.key_help && key_help::key_help_ui(ui.ctx()) {
            self.window.key_help = false;
        }
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
        let dropped = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .first()
                .map(|file| file.path().to_owned())
        });
        if let Some(path) = dropped {
            self.commands.push(Command::Open(path));
        }
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
