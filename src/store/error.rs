//! Why bytes could not be read as a project, in words that name the place and a remedy.

use thiserror::Error;

use super::version::FormatVersion;
use crate::json::{Fault, FaultKind, Position};
use crate::model::EditError;

/// Why bytes could not be read as a project.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There is not one byte.
    #[error("the file is empty; take the `.bak` file beside it or another copy")]
    Empty,
    /// It is larger than [`MAX_FILE_SIZE`](super::MAX_FILE_SIZE).
    #[error("the file has {size} bytes, more than the {limit} that a project file may have")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The cap in bytes.
        limit: u64,
    },
    /// From here on there are zero bytes, as a power cut leaves them.
    #[error(
        "{0}: the file holds zero bytes where text should be, as after a power cut; \
         take the `.bak` file beside it or another copy"
    )]
    ZeroFilled(Position),
    /// It is UTF-16.
    #[error("the file is UTF-16 text; save it again as UTF-8")]
    Utf16,
    /// It is not UTF-8.
    #[error("{0}: the file is not UTF-8 text; save it again as UTF-8 or take another copy")]
    NotUtf8(Position),
    /// A version control system left both sides of a conflict in it.
    #[error(
        "{0}: the file holds merge-conflict markers (`<<<<<<<`); settle the conflict in a text editor or take one side"
    )]
    ConflictMarkers(Position),
    /// It ends in the middle.
    #[error("{0}: the file is cut off here; take the `.bak` file beside it or another copy")]
    CutOff(Position),
    /// It is not JSON.
    #[error(
        "{position}: this is not JSON: expected {expected}; mend it in a text editor or take the `.bak` file beside it"
    )]
    NotJson {
        /// Where.
        position: Position,
        /// What should stand there.
        expected: &'static str,
    },
    /// It is JSON, but something else.
    #[error("this is {found}, not a Crosswalk project; {remedy}")]
    NotAProject {
        /// What it seems to be.
        found: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Objects and lists are nested too deep.
    #[error(
        "{position}: objects and lists are nested more than {limit} deep; no project file is, so take another copy"
    )]
    TooDeep {
        /// Where the cap is passed.
        position: Position,
        /// The cap.
        limit: usize,
    },
    /// One object has two members of the same name.
    #[error(
        "{position}: there is already a member {name:?} in this object; delete one of the two in a text editor"
    )]
    DuplicateMember {
        /// Where the second stands.
        position: Position,
        /// Its name.
        name: String,
    },
    /// A member has a value it cannot have.
    #[error("{position}: {} should be {expected}, not {found}; correct it in a text editor", member_words(member.as_deref()))]
    WrongValue {
        /// Where the value stands.
        position: Position,
        /// The member, if the value is one's.
        member: Option<String>,
        /// What it should be.
        expected: String,
        /// What it is, cut to a few words.
        found: String,
    },
    /// An object lacks a member it must have.
    #[error(
        "{position}: this object has no member {name:?}; add it in a text editor or take another copy"
    )]
    MissingMember {
        /// Where the object starts.
        position: Position,
        /// The member's name.
        name: &'static str,
    },
    /// A member stands where it means nothing.
    #[error("{position}: member {name:?} does not belong to {to}; delete it in a text editor")]
    MisplacedMember {
        /// Where the object starts.
        position: Position,
        /// The member's name.
        name: &'static str,
        /// What it does not belong to.
        to: String,
    },
    /// It was written by a newer program in a shape that this one cannot show.
    #[error(
        "the file has format version {needed}, and this program knows {known} at most; \
         open it with a program that knows version {needed}"
    )]
    NewerMajor {
        /// The file's version.
        needed: FormatVersion,
        /// The newest version that is known here.
        known: FormatVersion,
    },
    /// What was read does not fit together: a defect of this program.
    #[error("what was read does not fit together: {0}")]
    Unfit(#[from] EditError),
}

fn member_words(member: Option<&str>) -> String {
    member.map_or_else(|| "this".to_owned(), |name| format!("member {name:?}"))
}

impl ReadError {
    /// The error for a fault in this text.
    pub(super) fn from_fault(fault: Fault, text: &str) -> Self {
        let bytes = text.as_bytes();
        let position = Position::of(bytes, fault.at);
        match *fault.kind {
            FaultKind::Syntax(expected) => {
                if let Some(at) = conflict_marker(text) {
                    return Self::ConflictMarkers(Position::of(bytes, at));
                }
                match bytes.get(fault.at) {
                    None => Self::CutOff(position),
                    Some(0) => Self::ZeroFilled(position),
                    Some(_) => Self::NotJson { position, expected },
                }
            }
            FaultKind::TooDeep(limit) => Self::TooDeep { position, limit },
            FaultKind::Duplicate(name) => Self::DuplicateMember { position, name },
            FaultKind::Wrong {
                member,
                expected,
                found,
            } => Self::WrongValue {
                position,
                member,
                expected,
                found,
            },
            FaultKind::Missing(name) => Self::MissingMember { position, name },
            FaultKind::Misplaced { name, to } => Self::MisplacedMember { position, name, to },
        }
    }
}

/// Where a line of a version control system starts; a JSON string cannot hold a line break, so it is never data.
fn conflict_marker(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
            return Some(at);
        }
        at += line.len();
    }
    None
}
