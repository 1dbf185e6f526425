//! All that draw code may read.

use super::selection::Selection;
use crate::editor::Editor;
use crate::model::{Project, Resource};

/// What every view reads; it cannot change anything through it.
#[derive(Clone, Copy)]
pub struct ViewContext<'a> {
    /// The project with its history and what is derived from it.
    pub editor: &'a Editor,
    /// What is selected.
    pub selection: &'a Selection,
    /// Whether users or groups are shown.
    pub resource: Resource,
}

impl<'a> ViewContext<'a> {
    /// The project as it is now.
    pub fn project(&self) -> &'a Project {
        self.editor.project()
    }
}
