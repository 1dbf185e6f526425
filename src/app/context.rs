//! All that draw code may read.

use std::sync::Weak;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::selection::Selection;
use crate::catalog::Catalog;
use crate::check::{Finding, Spot};
use crate::editor::Editor;
use crate::model::{AttributeId, Mark, Project, Resource};
use crate::rows::{Index, Rows};

/// What every view reads; it cannot change anything through it.
#[derive(Clone, Copy)]
pub struct ViewContext<'a> {
    /// The project with its history and what is derived from it.
    pub editor: &'a Editor,
    /// The shipped reference.
    pub catalog: &'a Catalog,
    /// What is selected.
    pub selection: &'a Selection,
    /// Whether users or groups are shown.
    pub resource: Resource,
    /// Who writes notes; may be empty.
    pub author: &'a str,
    /// The time of this frame.
    pub now: Timestamp,
}

/// What names one derived state: until the project changes, another is opened, or the day ends.
#[derive(Clone, Debug)]
pub struct Moment {
    project: Weak<Project>,
    today: Date,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.today == other.today && self.project.ptr_eq(&other.project)
    }
}

impl<'a> ViewContext<'a> {
    /// What is kept for this holds as long as it stays the same.
    ///
    /// A revision alone would not do: another project that is opened begins with the same one.
    pub fn moment(&self) -> Moment {
        Moment {
            project: std::sync::Arc::downgrade(&self.editor.snapshot()),
            today: self.today(),
        }
    }

    /// The project as it is now.
    pub fn project(&self) -> &'a Project {
        self.editor.project()
    }

    /// The day of this frame, in UTC.
    pub fn today(&self) -> Date {
        self.now.to_zoned_datetime(TimeZone::UTC).date()
    }

    /// What feeds what, and what hangs where.
    pub fn index(&self) -> &'a Index {
        &self.editor.derived().index
    }

    /// The completed table.
    pub fn rows(&self) -> &'a Rows {
        &self.editor.derived().rows
    }

    /// A finding in words.
    pub fn finding(&self, spot: &Spot) -> Option<Finding> {
        let derived = self.editor.derived();
        derived
            .findings
            .finding(spot, self.project(), &derived.index, self.catalog)
    }

    /// The mark that the reference gives an attribute.
    pub fn reference_mark(&self, id: &AttributeId) -> Option<Mark> {
        self.catalog.mark(id)
    }
}
