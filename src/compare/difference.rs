//! One difference, and how it is said.

use crate::model::{AttributeId, Column, FindingKey, Hop, LinkId, NoteId, Resource};

/// What became of something on the way from one project to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Only the second project has it.
    Added,
    /// Only the first project has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

impl DifferenceKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Added, Self::Removed, Self::Changed];

    /// The word on screen, in text and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Title, customer, summary.
    Heading,
    /// A system's name, catalogue or order.
    System(Column),
    /// The settings of users or groups.
    Settings(Resource),
    /// Users or groups as a whole.
    Resource(Resource),
    /// An attribute.
    Attribute(AttributeId),
    /// A link: its id in the second project, in the first if only that has it, and what it fills.
    Link {
        /// Its id.
        id: LinkId,
        /// What it fills.
        destination: AttributeId,
    },
    /// A note.
    Note(NoteId),
    /// Somebody who takes part.
    Person(String),
    /// An accepted finding.
    Acceptance(FindingKey),
    /// A frozen state.
    Version(String),
    /// A meeting.
    Workshop(String),
    /// An imported text.
    Attachment(String),
    /// Members of a newer file format.
    Unknown,
}

impl Subject {
    /// The word for its kind on screen, in text and in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::System(_) => "system",
            Self::Settings(_) => "settings",
            Self::Resource(_) => "resource",
            Self::Attribute(_) => "attribute",
            Self::Link { .. } => "link",
            Self::Note(_) => "note",
            Self::Person(_) => "person",
            Self::Acceptance(_) => "accepted finding",
            Self::Version(_) => "version",
            Self::Workshop(_) => "workshop",
            Self::Attachment(_) => "attachment",
            Self::Unknown => "unknown members",
        }
    }

    /// Users or groups, if it belongs to one of them.
    pub fn resource(&self) -> Option<Resource> {
        match self {
            Self::Settings(resource) | Self::Resource(resource) => Some(*resource),
            Self::Attribute(id) => Some(id.resource),
            Self::Link { destination, .. } => Some(destination.resource),
            _ => None,
        }
    }

    /// The step of the chain, if it is a link.
    pub fn hop(&self) -> Option<Hop> {
        match self {
            Self::Link { destination, .. } => destination.column.hop_in(),
            _ => None,
        }
    }

    /// The attribute to show: itself, or what the link fills.
    pub fn attribute(&self) -> Option<&AttributeId> {
        match self {
            Self::Attribute(id) => Some(id),
            Self::Link { destination, .. } => Some(destination),
            _ => None,
        }
    }
}

/// One thing about a subject that differs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aspect {
    /// What: `rule`, `mark`, …
    pub what: &'static str,
    /// What it was; none if there was nothing.
    pub before: Option<String>,
    /// What it is; none if there is nothing.
    pub after: Option<String>,
}

impl Aspect {
    /// `rule: direct from mail → Trim([mail])`; long texts are cut.
    pub fn sentence(&self) -> String {
        let shown = |value: &Option<String>| {
            value
                .as_deref()
                .map_or_else(|| "(none)".to_owned(), shortened)
        };
        match (&self.before, &self.after) {
            (None, Some(after)) => format!("{}: {}", self.what, shortened(after)),
            (before, after) => format!("{}: {} → {}", self.what, shown(before), shown(after)),
        }
    }
}

/// The text on one line, cut after 100 characters.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 100;
    let line = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(SHOWN).map(line).collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}

/// One difference between two projects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Difference {
    /// Whether it was added, removed or changed.
    pub kind: DifferenceKind,
    /// What differs.
    pub subject: Subject,
    /// Its name for people: `userName`, `Users`, `Title`, …
    pub name: String,
    /// Where it stands: `SCIM`, `Entra ID to SCIM`, …; may be empty.
    pub place: String,
    /// What about it differs, in a fixed order; what it is, if it was added or removed.
    pub aspects: Vec<Aspect>,
}

impl Difference {
    /// `changed link userName (Entra ID to SCIM): rule: direct from mail → Trim([mail])`.
    pub fn sentence(&self) -> String {
        let mut text = format!(
            "{} {} {}",
            self.kind.as_str(),
            self.subject.word(),
            shortened(&self.name)
        );
        if !self.place.is_empty() {
            text.push_str(" (");
            text.push_str(&self.place);
            text.push(')');
        }
        let about = self.about();
        if !about.is_empty() {
            text.push_str(": ");
            text.push_str(&about);
        }
        text
    }

    /// `rule: direct from mail → Trim([mail])`: what differs, or what it is if only one project has it; may be empty.
    pub fn about(&self) -> String {
        let words = self.aspects.iter().map(|aspect| match self.kind {
            DifferenceKind::Changed => aspect.sentence(),
            DifferenceKind::Added | DifferenceKind::Removed => {
                let value = aspect.after.as_deref().or(aspect.before.as_deref());
                format!(
                    "{}: {}",
                    aspect.what,
                    value.map(shortened).unwrap_or_default()
                )
            }
        });
        words.collect::<Vec<_>>().join("; ")
    }
}
