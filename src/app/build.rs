//! Making the window, and looking into it from tests.

use super::command::{Command, Commands};
use super::jobs::Jobs;
use super::state::{ProjectFile, WindowState};
use super::{App, changes, map, pages, palette, panels, panes, pilot, settings, table, theme};
use crate::catalog::{reference, reference_project};
use crate::editor::Editor;

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
            pilot: pilot::PilotState::default(),
            changes: changes::ChangesState::default(),
            inspector: panels::inspector::InspectorState::default(),
            drawer: panels::drawer::DrawerState::default(),
            search: panels::top_bar::Search::default(),
            palette: palette::Palette::default(),
            pages: pages::PagesState::default(),
            commands: Commands::default(),
            jobs: Jobs::new(ctx.clone()),
            settings,
            settings_page: settings::SettingsPage::default(),
            visits: super::visits::Visits::default(),
            was_typing: false,
            panes: panes::Panes::default(),
            open_menus: super::open_menus::OpenMenus::default(),
            safety: super::safety::Safety::default(),
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

    /// The same window, which opens a project as soon as it is there, or looks at what a file would import.
    #[must_use]
    pub fn with_file(mut self, path: std::path::PathBuf) -> Self {
        match super::dropped::meant_at_start(path) {
            // Nothing stands in its way: it is read while the first frame is drawn.
            Command::Open(path) => self.jobs.open(path, None),
            other => self.commands.push(other),
        }
        self
    }

    /// What does the work off the frame, for tests.
    #[cfg(test)]
    pub(super) fn jobs_for_tests(&mut self) -> &mut Jobs {
        &mut self.jobs
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

    /// The import that is being looked at, for tests.
    pub fn import(&self) -> &pages::import::ImportState {
        &self.pages.import
    }

    /// What differs from the other side of the Changes view, for tests.
    pub fn changes(&self) -> &changes::ChangesState {
        &self.changes
    }

    /// What a person has chosen, for tests.
    pub fn settings(&self) -> &settings::UserSettings {
        &self.settings
    }
}
