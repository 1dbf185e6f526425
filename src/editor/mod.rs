//! The application without a window: a project, its history, and what is derived from them.
//!
//! Everything that a person changes goes through [`Editor::commit`]; nothing here draws or touches a file.

pub mod changes;
pub mod real_run;

mod derived;
mod prepared;
mod sides;

use std::sync::Arc;

pub use derived::{Derived, Progress};
pub use prepared::Prepared;
use sides::Sides;

use crate::model::{Edit, EditError, Gesture, Heading, History, Project, Revision, System};

/// A project without any attribute, with the systems that this program is about.
pub fn empty_project() -> Project {
    let heading = Heading {
        title: "New mapping".to_owned(),
        ..Heading::default()
    };
    let [source, protocol, target] = ["Entra ID", "SCIM", "Genesys Cloud"].map(System::new);
    Project::new(heading, source, protocol, target)
}

/// A project that is being worked on.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    project: Arc<Project>,
    history: History,
    saved: Revision,
    /// That no file holds any state of it.
    is_unsaved: bool,
    derived: Derived,
    /// The other sides of large steps.
    sides: Sides,
}

impl Editor {
    /// Starts work on a project as a file holds it: nothing to save, nothing to undo.
    pub fn new(project: Project) -> Self {
        Self {
            derived: Derived::of(&project),
            project: Arc::new(project),
            ..Self::default()
        }
    }

    /// The project as it is now.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project as it is now, to save or export it while work goes on.
    pub fn snapshot(&self) -> Arc<Project> {
        self.project.clone()
    }

    /// What follows from the present state: computed once for it.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// Says which day it is, from which on questions are past due.
    pub fn set_today(&mut self, today: jiff::civil::Date) {
        if self.derived.findings.set_today(today) {
            self.derived.update(&self.project);
        }
    }

    /// The day that findings are of, if one was said.
    pub fn today(&self) -> Option<jiff::civil::Date> {
        self.derived.findings.today()
    }

    /// What names the present state; what is derived is kept for it.
    pub fn revision(&self) -> Revision {
        self.history.revision()
    }

    /// Whether there are changes that were not saved.
    pub fn is_modified(&self) -> bool {
        self.is_unsaved || self.history.revision() != self.saved
    }

    /// Says that the state of `revision` is in the file.
    ///
    /// Work may have gone on since the save began: then there still are changes to save.
    pub fn mark_saved(&mut self, revision: Revision) {
        self.saved = revision;
        self.is_unsaved = false;
    }

    /// Says that no file holds this project, whatever is done or taken back: it was recovered.
    pub fn mark_unsaved(&mut self) {
        self.is_unsaved = true;
    }

    /// Derives anew what follows from the project, whatever was kept of it.
    pub fn derive_again(&mut self) {
        self.derived = Derived::of(&self.project);
        self.sides.clear();
    }

    /// Makes a change as one step that can be taken back by its name.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the change does not fit the project, which is then unchanged.
    pub fn commit(
        &mut self,
        name: &str,
        edit: Edit,
        gesture: Option<Gesture>,
    ) -> Result<(), EditError> {
        self.history
            .commit(Arc::make_mut(&mut self.project), name, edit, gesture)?;
        self.sides.forget_undone();
        self.derived.update(&self.project);
        Ok(())
    }

    /// Whether a change was made ready for the project as it is now.
    pub fn is_for_this(&self, prepared: &Prepared) -> bool {
        prepared.is_for(&self.project)
    }

    /// Makes a change that was made ready elsewhere: nothing is applied or derived again.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the project has become another since and the change does not fit it; it is then unchanged.
    pub fn commit_prepared(&mut self, name: &str, prepared: Prepared) -> Result<(), EditError> {
        if !self.is_for_this(&prepared) {
            return self.commit(name, prepared.edit, None);
        }
        let before = self.history.revision();
        self.history.record(name, prepared.inverse, None);
        self.sides.forget_undone();
        let project = std::mem::replace(&mut self.project, prepared.after);
        let derived = std::mem::replace(&mut self.derived, prepared.derived);
        let revisions = (before, self.history.revision());
        self.sides
            .keep(revisions, (project, derived), prepared.edit);
        Ok(())
    }

    /// Ends typing in a field: what follows is a step of its own.
    pub fn close_gesture(&mut self) {
        self.history.close_gesture();
    }

    /// The name of what [`Editor::undo`] would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.history.undo_name()
    }

    /// The name of what [`Editor::redo`] would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.history.redo_name()
    }

    /// Takes the last step back and returns its name.
    ///
    /// # Errors
    ///
    /// [`EditError`] never in practice: the steps were made on this very project.
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        let state = (&mut self.project, &mut self.derived);
        if let Some(name) = self.sides.undo(&mut self.history, state) {
            return Ok(Some(name));
        }
        let name = self.history.undo(Arc::make_mut(&mut self.project))?;
        self.derived.update(&self.project);
        Ok(name)
    }

    /// Does the step that was taken back last again and returns its name.
    ///
    /// # Errors
    ///
    /// [`EditError`] never in practice: the steps were made on this very project.
    pub fn redo(&mut self) -> Result<Option<String>, EditError> {
        let state = (&mut self.project, &mut self.derived);
        if let Some(name) = self.sides.redo(&mut self.history, state) {
            return Ok(Some(name));
        }
        let name = self.history.redo(Arc::make_mut(&mut self.project))?;
        self.derived.update(&self.project);
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Edit {
        Edit::SetHeading(Heading {
            title: text.to_owned(),
            ..Heading::default()
        })
    }

    #[test]
    fn undo_back_to_the_saved_state_leaves_nothing_to_save() {
        let mut editor = Editor::new(Project::default());
        assert!(!editor.is_modified());
        editor.commit("A", title("A"), None).unwrap();
        assert!(editor.is_modified());
        editor.mark_saved(editor.revision());
        editor.commit("B", title("B"), None).unwrap();
        assert!(editor.is_modified());
        editor.undo().unwrap();
        assert!(!editor.is_modified());
    }

    #[test]
    fn a_change_that_was_made_ready_counts_as_any_other() {
        let today = Some(jiff::civil::date(2026, 1, 1));
        let mut editor = Editor::new(crate::catalog::reference_project());
        let id = crate::model::AttributeId::protocol(crate::model::Resource::User, "x-own");
        let attribute = Arc::new(crate::model::Attribute::custom(id));
        let edit = Edit::AddAttribute {
            position: usize::MAX,
            attribute,
        };
        let prepared = Prepared::new(editor.snapshot(), edit.clone(), today).unwrap();
        assert!(editor.is_for_this(&prepared));
        editor.commit_prepared("Import", prepared).unwrap();
        assert_eq!(editor.undo_name(), Some("Import"));
        let anew = Derived::of(editor.project());
        let number =
            |derived: &Derived| derived.index.column(crate::model::Column::Protocol).count();
        assert_eq!(number(editor.derived()), number(&anew));
        assert_eq!(editor.derived().rows.len(), anew.rows.len());
        editor.undo().unwrap();
        assert!(!editor.is_modified());
        assert!(*editor.project() == crate::catalog::reference_project());
        editor.redo().unwrap();
        assert_eq!(number(editor.derived()), number(&anew));
        editor.undo().unwrap();
        // For another project it is made as any change is.
        let prepared = Prepared::new(editor.snapshot(), edit, today).unwrap();
        editor.commit("A", title("A"), None).unwrap();
        assert!(!editor.is_for_this(&prepared));
        editor.commit_prepared("Import", prepared).unwrap();
        assert_eq!(number(editor.derived()), number(&anew));
    }

    #[test]
    fn work_during_a_save_is_not_saved_by_it() {
        let mut editor = Editor::new(Project::default());
        editor.commit("A", title("A"), None).unwrap();
        let saving = editor.revision();
        editor.commit("B", title("B"), None).unwrap();
        editor.mark_saved(saving);
        assert!(editor.is_modified());
    }

    #[test]
    fn a_large_step_changes_places_with_the_state_before_it() {
        let mut editor = Editor::new(Project::default());
        editor.commit("A", title("A"), None).unwrap();
        let before = editor.snapshot();
        let prepared = Prepared::new(before.clone(), title("B"), None).unwrap();
        editor.commit_prepared("Import", prepared).unwrap();
        let after = editor.snapshot();
        editor.commit("C", title("C"), None).unwrap();
        editor.set_today(jiff::civil::date(2026, 12, 1));
        assert_eq!(editor.undo().unwrap().as_deref(), Some("C"));
        for _ in 0..2 {
            assert_eq!(editor.undo().unwrap().as_deref(), Some("Import"));
            // It is that very state: nothing was applied.
            assert!(Arc::ptr_eq(&editor.snapshot(), &before));
            assert_eq!(editor.today(), Some(jiff::civil::date(2026, 12, 1)));
            assert_eq!(editor.redo().unwrap().as_deref(), Some("Import"));
            assert_eq!(editor.project(), &*after);
        }
        // What is behind and before it is taken back and done again as ever.
        assert_eq!(editor.redo().unwrap().as_deref(), Some("C"));
        for name in ["C", "Import", "A"] {
            assert_eq!(editor.undo().unwrap().as_deref(), Some(name));
        }
        assert_eq!(editor.project(), &Project::default());
        for name in ["A", "Import", "C"] {
            assert_eq!(editor.redo().unwrap().as_deref(), Some(name));
        }
        assert_eq!(editor.project().heading().title, "C");
        // Once another step is made, the one that was taken back is gone.
        editor.undo().unwrap();
        editor.undo().unwrap();
        editor.commit("D", title("D"), None).unwrap();
        assert_eq!(editor.redo().unwrap(), None);
        assert_eq!(editor.undo().unwrap().as_deref(), Some("D"));
        assert_eq!(editor.project(), &*before);
        assert_eq!(editor.undo().unwrap().as_deref(), Some("A"));
    }
}
