//! The search in the table: only rows that hold what was typed are shown, and keys step through them.

use super::state::{CellPlace, TableState};
use crate::app::context::ViewContext;
use crate::app::map::Way;

impl TableState {
    /// Shows only rows that hold these words; all rows if there are none.
    pub fn set_search(&mut self, query: &str) {
        let query = query.trim();
        if *self.query != *query {
            self.query = query.into();
            self.reveal = true;
        }
    }

    /// The line of the cursor, counted from 1, and how many rows were found; none without a search.
    pub fn search_hits(&self) -> Option<(usize, usize)> {
        let all = self.num_lines();
        (!self.query.is_empty()).then(|| ((self.cursor.line + 1).min(all), all))
    }

    /// Moves the cursor to the next row found, or the one before, once round.
    pub fn step_search(&mut self, ctx: ViewContext<'_>, way: Way) {
        let all = self.num_lines();
        if all == 0 {
            return;
        }
        let line = match way {
            Way::On => (self.cursor.line + 1) % all,
            Way::Back => (self.cursor.line + all - 1) % all,
        };
        let column = self.cursor.column;
        self.go(ctx, CellPlace { line, column }, false);
    }
}
