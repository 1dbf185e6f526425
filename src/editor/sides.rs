//! The other side of large steps, whole: to take one back, or to do it again, changes places and computes nothing.
//!
//! A large change is made ready beside the frame, so that no frame waits for it. Taking it back would apply and derive as
//! much, within one: the state before it is kept instead, with what was derived from it. Both states share what the change
//! left alone.

use std::sync::Arc;

use super::Derived;
use crate::model::{Edit, History, Project, Revision};

/// A step of which both sides are known.
#[derive(Clone, Debug)]
struct Large {
    before: Revision,
    after: Revision,
    /// The side where the editor is not.
    project: Arc<Project>,
    derived: Derived,
    /// What leads from the side where the editor is to the other; the history has what leads back.
    edit: Edit,
    is_undone: bool,
}

/// The large steps that were made last.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides(Vec<Large>);

impl Sides {
    /// Older ones are taken back as any other step.
    const MOST: usize = 3;

    /// Keeps the side before a step that was just made; `edit` does the step.
    pub(super) fn keep(
        &mut self,
        (before, after): (Revision, Revision),
        (project, derived): (Arc<Project>, Derived),
        edit: Edit,
    ) {
        self.0.push(Large {
            before,
            after,
            project,
            derived,
            edit,
            is_undone: false,
        });
        if self.0.len() > Self::MOST {
            forget(self.0.remove(0));
        }
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.0.drain(..).for_each(forget);
    }

    /// Forgets those that were taken back and, now that another step was made, cannot be done again.
    pub(super) fn forget_undone(&mut self) {
        let (undone, done) = self.0.drain(..).partition(|one| one.is_undone);
        self.0 = done;
        let undone: Vec<Large> = undone;
        undone.into_iter().for_each(forget);
    }

    /// Takes the last step back, if both of its sides are known; its name.
    pub(super) fn undo(&mut self, history: &mut History, state: State<'_>) -> Option<String> {
        let sides = (history.undo_revision()?, history.revision());
        let large = self.find(sides).filter(|one| !one.is_undone)?;
        large.change_places(state);
        history.undo_with(&mut large.edit)
    }

    /// Does the step that was taken back last again, if both of its sides are known; its name.
    pub(super) fn redo(&mut self, history: &mut History, state: State<'_>) -> Option<String> {
        let sides = (history.revision(), history.redo_revision()?);
        let large = self.find(sides).filter(|one| one.is_undone)?;
        large.change_places(state);
        history.redo_with(&mut large.edit)
    }

    fn find(&mut self, sides: (Revision, Revision)) -> Option<&mut Large> {
        self.0
            .iter_mut()
            .find(|one| (one.before, one.after) == sides)
    }
}

/// The project and what is derived from it, where the editor is.
pub(super) type State<'a> = (&'a mut Arc<Project>, &'a mut Derived);

impl Large {
    fn change_places(&mut self, (project, derived): State<'_>) {
        // The day may have gone on since.
        let today = derived.findings.today();
        std::mem::swap(&mut self.project, project);
        std::mem::swap(&mut self.derived, derived);
        if today.is_some_and(|today| derived.findings.set_today(today)) {
            derived.update(project);
        }
        self.is_undone = !self.is_undone;
    }
}

/// To give the memory of a large project back takes longer than a frame may: elsewhere it holds nobody up. If there is no
/// thread for it, it is forgotten here.
fn forget(large: Large) {
    let thread = std::thread::Builder::new().name("forget step".to_owned());
    drop(thread.spawn(move || drop(large)));
}
