//! What was changed, to take it back and do it again, by name and without limit.

use super::{Edit, EditError, Project};

/// Names a state of a project for as long as the program runs.
///
/// Undo goes back to the revision that was: so a project is unsaved exactly when its revision is not the saved one,
/// and what was derived for a revision stays right for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(u64);

/// One uninterrupted action of a person: a drag, or typing in one field.
///
/// Two edits of one gesture fold into one step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gesture(pub String);

/// One step that can be taken back.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    gesture: Option<Gesture>,
    /// The edit that leads to the other side of this step.
    edit: Edit,
    /// The revision on the other side.
    revision: Revision,
}

/// Whether `next` folds into the step before it.
fn merges_with(before: &Step, name: &str, next: Option<&Gesture>) -> bool {
    before.name == name && next.is_some() && before.gesture.as_ref() == next
}

/// The steps behind and before the present state.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    revision: Revision,
    last_used: u64,
}

impl History {
    /// The present revision.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Applies `edit` to `project` as a step called `name` (a phrase like `Mark userName required`).
    ///
    /// Steps that were taken back can then no longer be done again.
    /// With a gesture, an edit folds into the step before it if that has the same name and gesture.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the edit does not fit; project and history are then unchanged.
    pub fn commit(
        &mut self,
        project: &mut Project,
        name: &str,
        edit: Edit,
        gesture: Option<Gesture>,
    ) -> Result<(), EditError> {
        let inverse = project.apply(edit)?;
        self.record(name, inverse, gesture);
        Ok(())
    }

    /// Takes note of a step that was made: `inverse` leads back from it.
    ///
    /// Nobody has changed the project but by that step since the last one.
    pub fn record(&mut self, name: &str, inverse: Edit, gesture: Option<Gesture>) {
        let before = self.revision;
        self.last_used += 1;
        self.revision = Revision(self.last_used);
        self.redo.clear();
        if let Some(step) = self.undo.last_mut()
            && merges_with(step, name, gesture.as_ref())
        {
            let earlier = std::mem::replace(&mut step.edit, Edit::Batch(Vec::new()));
            step.edit = fold(inverse, earlier);
        } else {
            self.undo.push(Step {
                name: name.to_owned(),
                gesture,
                edit: inverse,
                revision: before,
            });
        }
    }

    /// Ends the present gesture: the next edit is a step of its own.
    pub fn close_gesture(&mut self) {
        if let Some(step) = self.undo.last_mut() {
            step.gesture = None;
        }
    }

    /// The name of the step that [`History::undo`] would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.undo.last().map(|step| step.name.as_str())
    }

    /// The name of the step that [`History::redo`] would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|step| step.name.as_str())
    }

    /// How many steps can be taken back.
    pub fn num_undo(&self) -> usize {
        self.undo.len()
    }

    /// Takes the last step back and returns its name; none if there is no step.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the project was changed past this history; both are then unchanged.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<String>, EditError> {
        Self::travel(&mut self.undo, &mut self.redo, &mut self.revision, project)
    }

    /// Does the step that was taken back last again and returns its name; none if there is no step.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the project was changed past this history; both are then unchanged.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<String>, EditError> {
        Self::travel(&mut self.redo, &mut self.undo, &mut self.revision, project)
    }

    /// The state that [`History::undo`] would lead to.
    pub fn undo_revision(&self) -> Option<Revision> {
        self.undo.last().map(|step| step.revision)
    }

    /// The state that [`History::redo`] would lead to.
    pub fn redo_revision(&self) -> Option<Revision> {
        self.redo.last().map(|step| step.revision)
    }

    /// Notes that the last step was taken back by somebody who has the project as it was, and returns its name.
    ///
    /// `edit` does the step again; afterwards it is what took it back.
    pub fn undo_with(&mut self, edit: &mut Edit) -> Option<String> {
        Self::pass(&mut self.undo, &mut self.redo, &mut self.revision, edit)
    }

    /// Notes that the step that was taken back last was done again, in the same way.
    pub fn redo_with(&mut self, edit: &mut Edit) -> Option<String> {
        Self::pass(&mut self.redo, &mut self.undo, &mut self.revision, edit)
    }

    fn pass(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        revision: &mut Revision,
        edit: &mut Edit,
    ) -> Option<String> {
        let mut step = from.pop()?;
        std::mem::swap(&mut step.edit, edit);
        std::mem::swap(&mut step.revision, revision);
        step.gesture = None;
        let name = step.name.clone();
        to.push(step);
        Some(name)
    }

    fn travel(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        revision: &mut Revision,
        project: &mut Project,
    ) -> Result<Option<String>, EditError> {
        let Some(step) = from.last() else {
            return Ok(None);
        };
        let edit = project.apply(step.edit.clone())?;
        let Some(step) = from.pop() else {
            return Ok(None);
        };
        let name = step.name.clone();
        to.push(Step {
            name: step.name,
            gesture: None,
            edit,
            revision: std::mem::replace(revision, step.revision),
        });
        Ok(Some(name))
    }
}

/// The inverse of two edits in a row, in the order they are to be applied.
///
/// Where the newer one only put another value into the same place, the older one alone leads back.
fn fold(newer: Edit, older: Edit) -> Edit {
    let same_place = match (&newer, &older) {
        (Edit::SetHeading(_), Edit::SetHeading(_)) => true,
        (Edit::RenameSystem { column: a, .. }, Edit::RenameSystem { column: b, .. }) => a == b,
        (Edit::ReplaceLink { id: a, .. }, Edit::ReplaceLink { id: b, .. }) => a == b,
        (Edit::ReplaceNote { id: a, .. }, Edit::ReplaceNote { id: b, .. }) => a == b,
        (Edit::ReplaceAttribute { id: a, attribute }, Edit::ReplaceAttribute { id: b, .. }) => {
            a == b && attribute.id == *a
        }
        (
            Edit::SetResourceSettings { resource: a, .. },
            Edit::SetResourceSettings { resource: b, .. },
        ) => a == b,
        _ => false,
    };
    if same_place {
        return older;
    }
    match older {
        Edit::Batch(mut edits) => {
            edits.insert(0, newer);
            Edit::Batch(edits)
        }
        older => Edit::Batch(vec![newer, older]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Heading;

    fn title(text: &str) -> Edit {
        Edit::SetHeading(Heading {
            title: text.to_owned(),
            ..Heading::default()
        })
    }

    fn typing() -> Gesture {
        Gesture("title".to_owned())
    }

    #[test]
    fn undo_and_redo_go_by_name_and_return_to_the_revision() {
        let (mut project, mut history) = (Project::default(), History::default());
        let start = history.revision();
        history
            .commit(&mut project, "Name it A", title("A"), None)
            .unwrap();
        let after = history.revision();
        assert_eq!(history.undo_name(), Some("Name it A"));
        assert_eq!(
            history.undo(&mut project).unwrap().as_deref(),
            Some("Name it A")
        );
        assert_eq!(
            (history.revision(), project.heading().title.as_str()),
            (start, "")
        );
        assert_eq!(history.redo_name(), Some("Name it A"));
        history.redo(&mut project).unwrap();
        assert_eq!(
            (history.revision(), project.heading().title.as_str()),
            (after, "A")
        );
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let (mut project, mut history) = (Project::default(), History::default());
        for text in ["A", "AB", "ABC"] {
            history
                .commit(&mut project, "Rename", title(text), Some(typing()))
                .unwrap();
        }
        assert_eq!(history.num_undo(), 1);
        history.undo(&mut project).unwrap();
        assert_eq!(project.heading().title, "");
        history.redo(&mut project).unwrap();
        assert_eq!(project.heading().title, "ABC");
    }

    #[test]
    fn a_closed_gesture_starts_a_new_step() {
        let (mut project, mut history) = (Project::default(), History::default());
        history
            .commit(&mut project, "Rename", title("A"), Some(typing()))
            .unwrap();
        history.close_gesture();
        history
            .commit(&mut project, "Rename", title("AB"), Some(typing()))
            .unwrap();
        assert_eq!(history.num_undo(), 2);
    }

    #[test]
    fn a_new_step_ends_what_could_be_done_again() {
        let (mut project, mut history) = (Project::default(), History::default());
        history.commit(&mut project, "A", title("A"), None).unwrap();
        history.undo(&mut project).unwrap();
        history.commit(&mut project, "B", title("B"), None).unwrap();
        assert_eq!(history.redo(&mut project).unwrap(), None);
        assert_eq!(project.heading().title, "B");
    }

    #[test]
    fn a_new_revision_after_undo_is_not_an_old_one() {
        let (mut project, mut history) = (Project::default(), History::default());
        history.commit(&mut project, "A", title("A"), None).unwrap();
        let a = history.revision();
        history.undo(&mut project).unwrap();
        history.commit(&mut project, "B", title("B"), None).unwrap();
        assert_ne!(history.revision(), a);
    }
}
