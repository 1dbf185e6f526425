//! A large change, made ready beside the frame: what follows from it is derived before it is made.

use std::sync::Arc;

use jiff::civil::Date;

use super::Derived;
use crate::model::{Edit, EditError, Project};

/// A change of one state of a project, with what follows from it.
#[derive(Debug)]
pub struct Prepared {
    base: Arc<Project>,
    pub(super) edit: Edit,
    /// The project as it will be, and what leads back from it.
    pub(super) after: Arc<Project>,
    pub(super) inverse: Edit,
    pub(super) derived: Derived,
}

impl Prepared {
    /// Makes a change of `base` ready, for the day of the editor; `base` stays as it is.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the change does not fit.
    pub fn new(base: Arc<Project>, edit: Edit, today: Option<Date>) -> Result<Self, EditError> {
        let mut after = Project::clone(&base);
        let inverse = after.apply(edit.clone())?;
        let derived = Derived::of_day(&after, today);
        Ok(Self {
            base,
            edit,
            after: Arc::new(after),
            inverse,
            derived,
        })
    }

    pub(super) fn is_for(&self, project: &Arc<Project>) -> bool {
        Arc::ptr_eq(&self.base, project)
    }
}
