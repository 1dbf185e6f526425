//! Notes: comments, decisions and questions on the project, an attribute or a link.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{AttributeId, LinkId, UnknownMembers};

/// Names a note for as long as it lives: made from its place, author and time.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(Arc<str>);

impl NoteId {
    /// Takes an id as a file holds it.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The id that a new note gets, the first that `is_taken` does not refuse.
    pub fn derive(
        place: &Place,
        author: &str,
        created: Timestamp,
        is_taken: impl Fn(&Self) -> bool,
    ) -> Self {
        let stem = format!("{}@{created}@{author}", place.stem());
        Self::new(&first_free(&stem, |text| is_taken(&Self::new(text))))
    }

    /// The id as a file holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// `stem`, or the first of `stem~2`, `stem~3`, … that is free.
pub(super) fn first_free(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut candidate = stem.to_owned();
    let mut number = 1_u64;
    while is_taken(&candidate) {
        number += 1;
        candidate = format!("{stem}~{number}");
    }
    candidate
}

/// What a note hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The project as a whole.
    Project,
    /// One attribute.
    Attribute(AttributeId),
    /// One link.
    Link(LinkId),
}

impl Place {
    fn stem(&self) -> String {
        match self {
            Self::Project => "project".to_owned(),
            Self::Attribute(id) => {
                let path = if id.path.is_unpublished() {
                    id.scim_path.as_ref().map_or("", |path| path.as_str())
                } else {
                    id.path.as_str()
                };
                format!("{}/{}/{path}", id.resource.as_str(), id.column.as_str())
            }
            Self::Link(id) => format!("link/{}", id.as_str()),
        }
    }
}

/// Who may read a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// The customer too.
    #[default]
    Customer,
    /// Only those who design the mapping.
    Internal,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was answered.
    pub text: String,
    /// By whom; may be empty.
    pub by: String,
    /// When.
    pub date: Option<Date>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// What a note is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Something worth saying.
    Comment,
    /// Something decided.
    Decision {
        /// By whom; may be empty.
        by: String,
        /// When.
        date: Option<Date>,
        /// Why; may be empty.
        why: String,
    },
    /// Something to find out.
    Question {
        /// Who is to answer.
        owner: Option<String>,
        /// By when.
        due: Option<Date>,
        /// The answer; open while there is none.
        answer: Option<Answer>,
    },
}

impl NoteKind {
    /// The word in files, on screen and in exports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Decision { .. } => "decision",
            Self::Question { .. } => "question",
        }
    }
}

/// A comment, decision or question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it hangs on.
    pub place: Place,
    /// What it is.
    pub kind: NoteKind,
    /// Its text.
    pub text: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// When it was written.
    pub created: Timestamp,
    /// Who may read it.
    pub audience: Audience,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

impl Note {
    /// Whether it is a question without an answer.
    pub fn is_open_question(&self) -> bool {
        matches!(self.kind, NoteKind::Question { answer: None, .. })
    }
}
