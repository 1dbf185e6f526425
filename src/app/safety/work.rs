//! The work that is in no file: changes of the project, and what is begun in fields and not entered yet.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use jiff::Timestamp;

use super::guard::caught;
use super::keeper::Keeper;
use crate::app::App;
use crate::app::panels::inspector::{Begun, NoteDraft, Writer};
use crate::editor::Editor;
use crate::editor::changes::Change;
use crate::model::{Project, Revision};
use crate::store::recovery::Origin;

/// The work in a window, as far as it must not be lost.
pub(super) struct Work<'a> {
    pub(super) editor: &'a Editor,
    draft: &'a NoteDraft,
    author: &'a str,
    cell: Option<&'a Cell>,
}

/// A cell of the table that is being typed in.
pub(super) struct Cell {
    /// Tells what is typed from what was typed before.
    typed: u64,
    /// What entering it does.
    change: Change,
}

/// What names a state of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    revision: Revision,
    notes: u64,
    cell: u64,
}

impl State {
    /// The project at this revision, with nothing begun beside it.
    pub(super) fn of(revision: Revision) -> Self {
        Self {
            revision,
            notes: 0,
            cell: 0,
        }
    }
}

impl Work<'_> {
    /// Whether there is anything that is in no file.
    pub(super) fn is_unsaved(&self) -> bool {
        self.editor.is_modified() || self.draft.is_begun() || self.cell.is_some()
    }

    pub(super) fn state(&self) -> State {
        State {
            revision: self.editor.revision(),
            notes: self.draft.version(),
            cell: self.cell.map_or(0, |cell| cell.typed),
        }
    }

    /// What is begun beside the project.
    pub(super) fn begun(&self) -> Begun {
        let (author, now) = (self.author, Timestamp::now());
        let cell = self.cell.map(|cell| cell.change.clone());
        self.draft.begun(Writer { author, now }).with(cell)
    }
}

impl App {
    fn work<'a>(&'a self, cell: Option<&'a Cell>) -> Work<'a> {
        Work {
            editor: &self.editor,
            draft: &self.inspector.note,
            author: &self.settings.now().author,
            cell,
        }
    }

    /// The cell that is being typed in.
    fn cell(&self) -> Option<Cell> {
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        let (text, change) = self.table.begun(ctx)?;
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        // Never what stands for no cell.
        let typed = hasher.finish() | 1;
        Some(Cell { typed, change })
    }

    /// Whether there is anything that is in no file.
    pub(in crate::app) fn is_unsaved(&self) -> bool {
        self.work(self.cell().as_ref()).is_unsaved()
    }

    /// Lets the keeper look at the work and at where it belongs.
    pub(super) fn with_keeper(
        &mut self,
        act: impl FnOnce(&mut Keeper, &Work<'_>, &dyn Fn() -> Option<Origin>),
    ) {
        // After a defect what is derived may be half of two states; what is typed into a cell is left out then.
        let cell = caught(|| self.cell()).ok().flatten();
        let mut keeper = std::mem::take(&mut self.safety.keeper);
        let from = keeper.recovered_from.clone();
        let origin = || self.origin_from(from.as_ref());
        act(&mut keeper, &self.work(cell.as_ref()), &origin);
        self.safety.keeper = keeper;
    }

    /// Enters what is begun, before the project gives way to another or the window closes.
    pub(in crate::app) fn enter_begun(&mut self) {
        let begun = self.work(self.cell().as_ref()).begun();
        if begun.is_empty() {
            return;
        }
        let mut project = Project::clone(self.editor.project());
        for step in begun.enter(&mut project) {
            self.commit(step, None);
        }
        self.inspector.note.clear();
        self.table.give_up();
    }
}
