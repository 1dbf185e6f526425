//! What a reader noticed and went on: the project opens, and each of these is shown.

use std::fmt;

use crate::json::Position;
use crate::model::{AttributeId, LinkId, NoteId, Place};

/// Something in a file that does not fit, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where the line in question starts.
    pub position: Position,
    /// What it is.
    pub kind: ProblemKind,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// An attribute is listed twice: the first is kept, this one is left out.
    RepeatedAttribute(AttributeId),
    /// A link's id was taken: it is kept under another.
    RepeatedLink {
        /// The id in the file.
        id: LinkId,
        /// The id it has now.
        kept_as: LinkId,
    },
    /// A note's id was taken: it is kept under another.
    RepeatedNote {
        /// The id in the file.
        id: NoteId,
        /// The id it has now.
        kept_as: NoteId,
    },
    /// A finding is accepted twice: the first is kept, this one is left out.
    RepeatedAcceptance {
        /// The rule's code.
        code: String,
    },
    /// An attachment's name was taken: it is kept under another.
    RepeatedAttachment {
        /// The name in the file.
        name: String,
        /// The name it has now.
        kept_as: String,
    },
    /// A link names an attribute that its column does not list; the link is kept.
    LinkToMissingAttribute {
        /// Which link.
        link: LinkId,
        /// The attribute it names.
        attribute: AttributeId,
    },
    /// A note hangs on an attribute or a link that is not there; the note is kept.
    NoteOnMissingPlace {
        /// Which note.
        note: NoteId,
        /// What it hangs on.
        place: Place,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RepeatedAttribute(id) => write!(
                f,
                "attribute {:?} is already in the {} column; the first is kept, this line is left out when you save",
                id.label(),
                id.column.as_str()
            ),
            Self::RepeatedLink { id, kept_as } => write!(
                f,
                "there is already a link {:?}; this one is kept as {:?}",
                id.as_str(),
                kept_as.as_str()
            ),
            Self::RepeatedNote { id, kept_as } => write!(
                f,
                "there is already a note {:?}; this one is kept as {:?}",
                id.as_str(),
                kept_as.as_str()
            ),
            Self::RepeatedAcceptance { code } => write!(
                f,
                "finding {code:?} is already accepted here; the first is kept, this line is left out when you save"
            ),
            Self::RepeatedAttachment { name, kept_as } => write!(
                f,
                "there is already an attachment {name:?}; this one is kept as {kept_as:?}"
            ),
            Self::LinkToMissingAttribute { link, attribute } => write!(
                f,
                "link {:?} names attribute {:?}, which the {} column does not have; add it or draw the link elsewhere",
                link.as_str(),
                attribute.label(),
                attribute.column.as_str()
            ),
            Self::NoteOnMissingPlace { note, place } => match place {
                Place::Link(link) => write!(
                    f,
                    "note {:?} hangs on link {:?}, which is not there",
                    note.as_str(),
                    link.as_str()
                ),
                Place::Attribute(id) => write!(
                    f,
                    "note {:?} hangs on attribute {:?}, which the {} column does not have",
                    note.as_str(),
                    id.label(),
                    id.column.as_str()
                ),
                Place::Project => write!(f, "note {:?} hangs on the project", note.as_str()),
            },
        }
    }
}
