//! What a column can be asked to show.

use std::collections::BTreeSet;

use super::row::Concern;
use crate::model::{Attribute, Mark, Project, Support};
use crate::rows::{AttributeNumber, Index};

/// What an attribute can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Filter {
    /// A link fills it or it feeds one.
    Mapped,
    /// Neither.
    Unmapped,
    /// It is marked required.
    Required,
    /// A check says something of it, or of a link into it.
    Findings,
    /// A question on it, or on a link of it, is open.
    OpenQuestions,
    /// It is left unmapped on purpose.
    NoCounterpart,
    /// The target does not take it, or only in part, or nobody knows.
    Unsupported,
}

impl Filter {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Mapped,
        Self::Unmapped,
        Self::Required,
        Self::Findings,
        Self::OpenQuestions,
        Self::NoCounterpart,
        Self::Unsupported,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mapped => "Mapped",
            Self::Unmapped => "Unmapped",
            Self::Required => "Required",
            Self::Findings => "With findings",
            Self::OpenQuestions => "With open questions",
            Self::NoCounterpart => "No counterpart",
            Self::Unsupported => "Not fully supported",
        }
    }
}

/// What a column's attributes must all have to be shown; nothing asked shows everything.
pub type Filters = BTreeSet<Filter>;

/// The heaviest that the checks say of an attribute and of the links into it, as whoever shows the map knows it.
pub type Concerns<'a> = &'a dyn Fn(AttributeNumber) -> Option<Concern>;

/// What is asked of each attribute while the columns are built.
pub(super) struct Facts<'a> {
    pub(super) project: &'a Project,
    pub(super) index: &'a Index,
    pub(super) concerns: Concerns<'a>,
}

/// Whether an attribute, or one that no column has, is all that is asked for.
pub(super) fn passes(
    facts: &Facts<'_>,
    number: AttributeNumber,
    attribute: Option<&Attribute>,
    filters: &Filters,
) -> bool {
    filters.iter().all(|filter| match filter {
        Filter::Mapped => is_linked(facts.index, number),
        Filter::Unmapped => !is_linked(facts.index, number),
        Filter::Required => attribute.is_some_and(is_required),
        Filter::Findings => (facts.concerns)(number).is_some(),
        Filter::OpenQuestions => open_questions(facts.project, facts.index, number) > 0,
        Filter::NoCounterpart => {
            attribute.is_some_and(|attribute| attribute.no_counterpart.is_some())
        }
        Filter::Unsupported => {
            attribute.is_some_and(|attribute| attribute.support != Support::Supported)
        }
    })
}

/// Whether an attribute has any link.
pub(super) fn is_linked(index: &Index, number: AttributeNumber) -> bool {
    !index.links_into(number).is_empty() || !index.links_out(number).is_empty()
}

/// Whether an attribute is marked required.
pub(super) fn is_required(attribute: &Attribute) -> bool {
    attribute.mark == Some(Mark::Required)
}

/// How many questions on an attribute and on its links are open.
pub(super) fn open_questions(project: &Project, index: &Index, number: AttributeNumber) -> u32 {
    let links = index
        .links_into(number)
        .iter()
        .chain(index.links_out(number));
    let notes = links.flat_map(|link| index.link_notes(*link));
    index
        .attribute_notes(number)
        .iter()
        .chain(notes)
        .filter_map(|note| project.note(index.note_id(*note)?))
        .filter(|note| note.is_open_question())
        .count() as u32
}
