//! Searching in the view that is shown: the map steps through hits, the table shows only rows that hold the words.

use super::App;
use super::command::{Commands, View};
use super::context::ViewContext;
use super::map::{MapState, Way};
use super::panels::top_bar::Search;

impl App {
    /// Gives the keyboard to the search, in the map or the table; from elsewhere, in the map.
    pub(super) fn begin_search(&mut self, ctx: &egui::Context) {
        if self.window.page.is_some() || !matches!(self.window.view, View::Map | View::Table) {
            self.show_view(View::Map);
        }
        self.search.wants_focus = true;
        // At once: what had the keyboard must not take what is typed next.
        ctx.memory_mut(|memory| memory.request_focus(Search::field_id()));
    }

    /// Goes to the next hit, or to the one before.
    pub(super) fn step_search(&mut self, way: Way) {
        if self.window.view != View::Table {
            self.on_map(|map, ctx, commands| map.step_search(ctx, way, commands));
            return;
        }
        let (table, ctx) = (
            &mut self.table,
            self.window
                .context(&self.editor, self.catalog, &self.settings),
        );
        table.step_search(ctx, way);
    }

    /// Lets the map do what an action asks of it.
    pub(super) fn on_map(
        &mut self,
        act: impl FnOnce(&mut MapState, ViewContext<'_>, &mut Commands),
    ) {
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        act(&mut self.map, ctx, &mut self.commands);
    }
}
