//! Groups of a column: attributes under one heading, shown or folded away.

use std::collections::BTreeSet;

use crate::model::{Column, Resource};
use crate::rows::AttributeNumber;

/// Whether a group shows its attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It does.
    Open,
    /// It shows its heading alone.
    Closed,
}

/// Which groups are closed, by column, resource and name.
pub type Folded = BTreeSet<(Column, Resource, String)>;

/// Attributes under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading; may be empty for attributes that have none.
    pub name: String,
    /// Whether its attributes are shown.
    pub fold: Fold,
    /// How many attributes it has, before filters.
    pub attributes: u32,
    /// How many of them pass the filters.
    pub shown: u32,
    /// How many of them are required.
    pub required: u32,
    /// How many questions on them are open.
    pub open_questions: u32,
    /// How many of them have an error.
    pub errors: u32,
    /// How many have a warning, and no error.
    pub warnings: u32,
    /// Those that pass the filters and have a link, in order; filled only while the group is closed.
    pub linked: Vec<AttributeNumber>,
    /// Whether the links name its attributes though the column has them not.
    pub missing: bool,
}

impl Group {
    /// The heading on screen.
    pub fn label(&self) -> &str {
        if self.missing {
            "Not in this column"
        } else if self.name.is_empty() {
            "Other"
        } else {
            &self.name
        }
    }

    /// What its heading shows, in words: `Core, 3 attributes, closed, 1 required`.
    pub fn in_words(&self) -> String {
        let mut parts = vec![self.label().to_owned()];
        parts.push(match self.attributes {
            1 => "one attribute".to_owned(),
            number => format!("{number} attributes"),
        });
        if self.fold == Fold::Closed {
            parts.push("closed".to_owned());
        }
        if self.required > 0 {
            parts.push(format!("{} required", self.required));
        }
        match self.open_questions {
            0 => {}
            1 => parts.push("one open question".to_owned()),
            number => parts.push(format!("{number} open questions")),
        }
        for (number, what) in [(self.errors, "an error"), (self.warnings, "a warning")] {
            match number {
                0 => {}
                1 => parts.push(format!("one with {what}")),
                number => parts.push(format!("{number} with {what}")),
            }
        }
        parts.join(", ")
    }
}

/// A group without attributes yet, folded as the person left it.
pub(super) fn open_or_closed(
    name: &str,
    missing: bool,
    column: Column,
    resource: Resource,
    folded: &Folded,
) -> Group {
    let mut group = Group {
        name: name.to_owned(),
        fold: Fold::Open,
        attributes: 0,
        shown: 0,
        required: 0,
        open_questions: 0,
        errors: 0,
        warnings: 0,
        linked: Vec::new(),
        missing,
    };
    if folded.contains(&(column, resource, group.label().to_owned())) {
        group.fold = Fold::Closed;
    }
    group
}
