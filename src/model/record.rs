//! What else a project keeps: people, accepted findings, versions, workshops, attachments.

use jiff::civil::Date;

use super::{Place, UnknownMembers};

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name by which owners and authors are written; never empty.
    pub name: String,
    /// What the person does; may be empty.
    pub role: String,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// What names a finding: the rule's code and the place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingKey {
    /// The rule's code.
    pub code: String,
    /// What the finding is about.
    pub place: Place,
}

/// A finding that somebody accepted, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedFinding {
    /// Why.
    pub reason: String,
    /// By whom; may be empty.
    pub by: String,
    /// When.
    pub date: Option<Date>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// A named, frozen state of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its name; unique in a project.
    pub label: String,
    /// When it was frozen.
    pub date: Option<Date>,
    /// By whom; may be empty.
    pub author: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// How to get from the next state back to this one, as JSON text in the terms of the file format.
    pub difference: String,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workshop {
    /// The day.
    pub date: Date,
    /// Who took part.
    pub people: Vec<String>,
    /// What was to be discussed, a line each.
    pub agenda: Vec<String>,
    /// What came of it, a line each.
    pub minutes: Vec<String>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// The text of an imported file, kept once and unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// What kind of file it is: `entra-schema`, …
    pub kind: String,
    /// The whole text.
    pub text: String,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}
