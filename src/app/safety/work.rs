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
    fields: &'a Fields,
}

/// The fields outside of notes that are being typed in: a cell of the table, the reason to accept a finding.
#[derive(Default)]
pub(super) struct Fields {
    /// Tells what is typed from what was typed before; 0 for nothing.
    typed: u64,
    /// What entering each does.
    changes: Vec<Change>,
}

/// What names a state of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    revision: Revision,
    notes: u64,
    fields: u64,
}

impl State {
    /// The project at this revision, with nothing begun beside it.
    pub(super) fn of(revision: Revision) -> Self {
        Self {
            revision,
            notes: 0,
            fields: 0,
        }
    }
}

impl Work<'_> {
    /// Whether there is anything that is in no file.
    pub(super) fn is_unsaved(&self) -> bool {
        self.editor.is_modified() || self.draft.is_begun() || self.fields.typed != 0
    }

    pub(super) fn state(&self) -> State {
        State {
            revision: self.editor.revision(),
            notes: self.draft.version(),
            fields: self.fields.typed,
        }
    }

    /// What is begun beside the project.
    pub(super) fn begun(&self) -> Begun {
        let (author, now) = (self.author, Timestamp::now());
        let changes = self.fields.changes.clone();
        self.draft.begun(Writer { author, now }).with(changes)
    }
}

impl App {
    fn work<'a>(&'a self, fields: &'a Fields) -> Work<'a> {
        Work {
            editor: &self.editor,
            draft: &self.inspector.note,
            author: &self.settings.now().author,
            fields,
        }
    }

    /// The fields outside of notes that are being typed in.
    fn fields(&self) -> Fields {
        let ctx = self
            .window
            .context(&self.editor, self.catalog, &self.settings);
        let cell = self.table.begun(ctx);
        let reason = self.drawer.findings.begun(ctx);
        if cell.is_none() && reason.is_none() {
            return Fields::default();
        }
        let mut hasher = DefaultHasher::new();
        let texts = [&cell, &reason].map(|begun| begun.as_ref().map(|(text, _)| *text));
        texts.hash(&mut hasher);
        let begun = [cell, reason].into_iter().flatten();
        Fields {
            // Never what stands for nothing.
            typed: hasher.finish() | 1,
            changes: begun.map(|(_, change)| change).collect(),
        }
    }

    /// Whether there is anything that is in no file.
    pub(in crate::app) fn is_unsaved(&self) -> bool {
        self.work(&self.fields()).is_unsaved()
    }

    /// Lets the keeper look at the work and at where it belongs.
    pub(super) fn with_keeper(
        &mut self,
        act: impl FnOnce(&mut Keeper, &Work<'_>, &dyn Fn() -> Option<Origin>),
    ) {
        // After a defect what is derived may be half of two states; what is typed into a cell is left out then.
        let fields = caught(|| self.fields()).unwrap_or_default();
        let mut keeper = std::mem::take(&mut self.safety.keeper);
        let from = keeper.recovered_from.clone();
        let origin = || self.origin_from(from.as_ref());
        act(&mut keeper, &self.work(&fields), &origin);
        self.safety.keeper = keeper;
    }

    /// Enters what is begun, before the project gives way to another or the window closes.
    pub(in crate::app) fn enter_begun(&mut self) {
        let begun = self.work(&self.fields()).begun();
        if begun.is_empty() {
            return;
        }
        let mut project = Project::clone(self.editor.project());
        for step in begun.enter(&mut project) {
            self.commit(step, None);
        }
        self.inspector.note.clear();
        self.table.give_up();
        self.drawer.findings.give_up();
    }
}
