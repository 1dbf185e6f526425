//! One frame of the window: which panels stand where, and who gets the keyboard.

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Vec2};

use super::App;
use super::command::{Action, Commands, View};
use super::context::ViewContext;
use super::panels::suggestions::Pair;
use super::panes::Pane;
use super::theme::{Tokens, scale};
use super::{changes, key_help, keys, map, pages, panels, pilot, safety, table};
use crate::model::{AttributeId, Column};

impl App {
    pub(super) fn reveal(&mut self, id: &AttributeId) {
        self.window.resource = id.resource;
        self.map.reveal(id.clone());
    }

    /// Whether something stands before the views and takes their keys.
    pub(super) fn is_covered(&self) -> bool {
        self.window.dialog.is_some()
            || self.window.combining.is_some()
            || self.safety.question.is_some()
            || self.palette.is_open()
            || self.window.key_help
            || self.settings_page.is_open()
            || self.pages.has_dialog()
            || self.drawer.findings.is_accepting()
    }

    /// Opens the list of findings and goes to the next, or the one before.
    pub(super) fn step_finding(&mut self, way: panels::findings::Way) {
        self.show_view(View::Map);
        self.drawer.tab = panels::drawer::Tab::Findings;
        self.drawer.collapsed = false;
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        self.drawer.findings.step(ctx, way, &mut self.commands);
    }

    /// Opens the list of links that may be missing.
    pub(super) fn show_suggestions(&mut self) {
        self.show_view(View::Map);
        self.drawer.tab = panels::drawer::Tab::Suggestions;
        self.drawer.collapsed = false;
    }

    /// Shows a suggestion no more, wherever suggestions are shown.
    pub(super) fn dismiss(&mut self, pair: &Pair) {
        self.inspector.dismiss(pair.clone());
        self.drawer.suggestions.dismiss(pair.clone());
    }

    pub(super) fn frame(&mut self, ui: &mut egui::Ui) {
        let tokens = Tokens::of(ui);
        let page = self.window.page;
        let now = jiff::Timestamp::now();
        self.editor
            .set_today(now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date());
        let is_covered = self.is_covered();
        if !is_covered && !self.search.wants_focus {
            self.read_keys(ui.ctx());
        }
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        let commands = &mut self.commands;
        self.panes.begin();
        let bar = Frame::new().fill(tokens.panel).inner_margin(Margin {
            left: 16,
            right: scale::MARGIN as i8,
            ..Margin::ZERO
        });
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
        safety::bars_ui(ui, &self.safety.bars(self.file.as_ref()), commands);
        let failed = &mut self.safety.failed_views;
        let has_panels = page.is_none() && self.window.view == View::Map;
        let room = Room::of(ui.max_rect().size());
        let has_inspector = has_panels && (room.is_wide || !ctx.selection.is_empty());
        if has_inspector {
            self.inspector.set_sample(self.pilot.chosen_sample());
        }
        if has_inspector && room.is_wide {
            let panel = Panel::right("inspector").exact_size(room.inspector);
            let rect = inspector_ui(ui, ctx, panel, failed, &mut self.inspector, commands);
            self.panes.place(Pane::Inspector, rect);
        }
        self.drawer.gives_way = has_inspector && !room.is_wide;
        if has_panels && !(self.drawer.gives_way && room.is_low) {
            let frame = Frame::new()
                .fill(tokens.panel)
                .inner_margin(Margin::symmetric(20, 4));
            let drawn = Panel::bottom("drawer")
                .exact_size(panels::drawer::height(&self.drawer).min(room.drawer))
                .frame(frame)
                .show(ui, |ui| {
                    failed.draw(ui, "drawer", |ui| {
                        panels::drawer::drawer_ui(ui, ctx, &mut self.drawer, commands);
                    });
                });
            self.panes.place(Pane::Drawer, drawn.response.rect);
        }
        if has_inspector && !room.is_wide {
            let panel = Panel::bottom("inspector below").exact_size(room.inspector);
            let rect = inspector_ui(ui, ctx, panel, failed, &mut self.inspector, commands);
            self.panes.place(Pane::Inspector, rect);
        }
        if has_panels && self.was_typing && !is_covered {
            // Enter that ended typing in a panel must not start a link on the map, which is drawn after it.
            ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
        }
        self.map.set_search(&self.search.query);
        self.table.set_search(&self.search.query);
        let canvas = Frame::new().fill(tokens.canvas).stroke(Stroke::NONE);
        let drawn =
            CentralPanel::default()
                .frame(canvas)
                .show(ui, |ui| match (page, self.window.view) {
                    (Some(page), _) => failed.draw(ui, "page", |ui| {
                        pages::page_ui(ui, ctx, page, &mut self.pages, commands);
                    }),
                    (None, View::Map) => failed.draw(ui, "map", |ui| {
                        map::map_ui(ui, ctx, &mut self.map, commands);
                    }),
                    (None, View::Changes) => failed.draw(ui, "changes", |ui| {
                        changes::changes_ui(ui, ctx, &mut self.changes, commands);
                    }),
                    (None, View::Table) => failed.draw(ui, "table", |ui| {
                        table::table_ui(ui, ctx, &mut self.table, commands);
                    }),
                    (None, View::Pilot) => failed.draw(ui, "pilot", |ui| {
                        pilot::pilot_ui(ui, ctx, &mut self.pilot, commands);
                    }),
                });
        self.search.hits = match self.window.view {
            View::Table => self.table.search_hits(),
            View::Map => self.map.search_hits(),
            View::Pilot | View::Changes => None,
        };
        self.place_views(has_panels, drawn.response.rect);
        self.overlays_ui(ui);
        self.panes.typed_before = ui.ctx().text_edit_focused();
    }

    /// Turns keys into what they ask for, as far as what has the keyboard lets them.
    fn read_keys(&mut self, egui: &egui::Context) {
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        let keymap = self.settings.keymap();
        let was_typing = self.was_typing;
        let is_enabled = |action| {
            panels::top_bar::is_enabled(ctx, action) && !(was_typing && action == Action::Cancel)
        };
        let in_cells = self.window.view == View::Table && self.table.wants_keys();
        let focus = match self.panes.focused(egui) {
            _ if in_cells => keys::Focus::Cells,
            None | Some(Pane::Column(_)) => keys::Focus::Free,
            Some(_) => keys::Focus::Control,
        };
        let typed_before = self.panes.typed_before;
        let held = &mut self.panes.held;
        self.search.left_by_escape = keys::read(
            egui,
            keymap,
            focus,
            typed_before,
            is_enabled,
            &mut self.commands,
            held,
        );
    }

    /// Says where the columns of the map, or whatever else is in the middle, have been drawn.
    fn place_views(&mut self, has_panels: bool, middle: egui::Rect) {
        if has_panels {
            for column in Column::ALL {
                self.panes
                    .place(Pane::Column(column), self.map.area_of(column));
            }
        } else {
            self.panes.place(Pane::View, middle);
        }
    }

    /// What lies over the panels: the message, dialogs, the palette, the page of keys, the settings.
    fn overlays_ui(&mut self, ui: &egui::Ui) {
        let saving = self.safety.saving_message();
        let message = saving.as_ref().or(self.window.message.as_ref());
        let dismissed =
            message.is_some_and(|message| panels::message::message_ui(ui.ctx(), message));
        let combining = self.window.combining.take();
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        let (commands, keymap) = (&mut self.commands, self.settings.keymap());
        panels::findings::accept_ui(ui.ctx(), ctx, &mut self.drawer.findings, commands);
        pages::dialogs_ui(ui.ctx(), ctx, &mut self.pages, commands);
        let combining = combining.and_then(|combining| combining.show(ui, ctx, commands));
        safety::question_ui(ui.ctx(), &self.safety, commands);
        let enabled = |action| panels::top_bar::is_enabled(ctx, action);
        if let Some(action) = self.palette.show(ui.ctx(), keymap, enabled) {
            commands.act(action);
        }
        if self.window.key_help && key_help::key_help_ui(ui.ctx(), keymap) {
            self.window.key_help = false;
        }
        self.settings_page.show(ui.ctx(), &self.settings, commands);
        self.window.combining = combining;
        self.was_typing = ui.ctx().text_edit_focused();
        if dismissed {
            self.window.message = None;
        }
    }
}

/// Draws the inspector in its panel, and says where.
fn inspector_ui(
    ui: &mut egui::Ui,
    ctx: ViewContext<'_>,
    panel: Panel,
    failed: &mut safety::FailedViews,
    state: &mut panels::inspector::InspectorState,
    commands: &mut Commands,
) -> egui::Rect {
    let frame = Frame::new()
        .fill(Tokens::of(ui).panel)
        .inner_margin(Margin::same(scale::MARGIN as i8));
    let panel = panel.resizable(false).frame(frame);
    let drawn = panel.show(ui, |ui| {
        failed.draw(ui, "inspector", |ui| {
            panels::inspector::inspector_ui(ui, ctx, state, commands);
        });
    });
    drawn.response.rect
}

/// What the panels around the map may take of a window, so that the map stays the picture.
struct Room {
    /// The width of the inspector, or its height below the map.
    inspector: f32,
    /// Whether the inspector stands beside the map, always. In a narrow window it stands below, while something is
    /// selected.
    is_wide: bool,
    drawer: f32,
    /// Whether there is no room for the drawer's tabs below the inspector.
    is_low: bool,
}

impl Room {
    fn of(window: Vec2) -> Self {
        /// Narrower than this, the map needs all the width.
        const NARROW: f32 = 960.0;
        /// Lower than this, map, inspector and the drawer's tabs are too much for one another.
        const LOW: f32 = 480.0;
        let is_wide = window.x >= NARROW;
        let inspector = if is_wide {
            (window.x * 0.11).clamp(scale::INSPECTOR, 420.0)
        } else {
            (window.y * 0.42).min(420.0)
        };
        Self {
            inspector,
            is_wide,
            is_low: window.y < LOW,
            drawer: (window.y * 0.2).max(panels::drawer::TABS_HEIGHT),
        }
    }
}

/// Fills the whole screen, or goes back to a window.
pub(super) fn toggle_full_screen(ctx: &egui::Context) {
    let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!is_full));
}
