//! The work that is in no file: changes of the project, and what is begun in fields and not entered yet.

use jiff::Timestamp;

use super::keeper::Keeper;
use crate::app::App;
use crate::app::panels::inspector::{Begun, NoteDraft, Writer};
use crate::editor::Editor;
use crate::model::{Project, Revision};
use crate::store::recovery::Origin;

/// The work in a window, as far as it must not be lost.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) editor: &'a Editor,
    draft: &'a NoteDraft,
    author: &'a str,
}

/// What names a state of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    revision: Revision,
    begun: u64,
}

impl State {
    /// The project at this revision, with nothing begun beside it.
    pub(super) fn of(revision: Revision) -> Self {
        Self { revision, begun: 0 }
    }
}

impl Work<'_> {
    /// Whether there is anything that is in no file.
    pub(super) fn is_unsaved(&self) -> bool {
        self.editor.is_modified() || self.draft.is_begun()
    }

    pub(super) fn state(&self) -> State {
        State {
            revision: self.editor.revision(),
            begun: self.draft.version(),
        }
    }

    /// What is begun beside the project.
    pub(super) fn begun(&self) -> Begun {
        let (author, now) = (self.author, Timestamp::now());
        self.draft.begun(Writer { author, now })
    }
}

impl App {
    pub(super) fn work(&self) -> Work<'_> {
        Work {
            editor: &self.editor,
            draft: &self.inspector.note,
            author: &self.settings.now().author,
        }
    }

    /// Whether there is anything that is in no file.
    pub(in crate::app) fn is_unsaved(&self) -> bool {
        self.work().is_unsaved()
    }

    /// Lets the keeper look at the work and at where it belongs.
    pub(super) fn with_keeper(
        &mut self,
        act: impl FnOnce(&mut Keeper, Work<'_>, &dyn Fn() -> Option<Origin>),
    ) {
        let mut keeper = std::mem::take(&mut self.safety.keeper);
        let from = keeper.recovered_from.clone();
        let origin = || self.origin_from(from.as_ref());
        act(&mut keeper, self.work(), &origin);
        self.safety.keeper = keeper;
    }

    /// Enters what is begun, before the project gives way to another or the window closes.
    pub(in crate::app) fn enter_begun(&mut self) {
        let begun = self.work().begun();
        if begun.is_empty() {
            return;
        }
        let mut project = Project::clone(self.editor.project());
        for step in begun.enter(&mut project) {
            self.commit(step, None);
        }
        self.inspector.note.clear();
    }
}
