//! What differs, as the map shows it: row by row, while a person wants it there.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::compare::{Difference, DifferenceKind, Subject};
use crate::model::AttributeId;

/// Rows that differ from the other side, and how.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    rows: Rc<BTreeMap<AttributeId, DifferenceKind>>,
    /// What is compared with, in words.
    other: Rc<str>,
}

impl Marks {
    /// The rows that differences are about: an attribute that was added, or that differs itself or in a link into it.
    pub(super) fn of(differences: &[Difference], other: &str) -> Self {
        let mut rows = BTreeMap::new();
        for difference in differences {
            let (id, kind) = match &difference.subject {
                Subject::Attribute(id) => (id, difference.kind),
                Subject::Link { destination, .. } => (destination, DifferenceKind::Changed),
                _ => continue,
            };
            let kind = match (rows.get(id), kind) {
                (Some(DifferenceKind::Added), _) => DifferenceKind::Added,
                (_, kind) => kind,
            };
            rows.insert(id.clone(), kind);
        }
        Self {
            rows: Rc::new(rows),
            other: other.into(),
        }
    }

    /// Whether these are the same, without a look at each.
    pub fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.rows, &other.rows)
    }

    /// What became of a row.
    pub fn of_row(&self, id: &AttributeId) -> Option<DifferenceKind> {
        self.rows.get(id).copied()
    }

    /// The same in words: `not in last-week.crosswalk.json`.
    pub fn words(&self, kind: DifferenceKind) -> String {
        match kind {
            DifferenceKind::Added => format!("not in {}", self.other),
            DifferenceKind::Removed => format!("only in {}", self.other),
            DifferenceKind::Changed => format!("differs from {}", self.other),
        }
    }
}
