//! The project: everything that one file holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::{
    AcceptedFinding, Attachment, Attribute, AttributeId, Column, FindingKey, Link, LinkId, Note,
    NoteId, Person, Resource, ResourceSettings, UnknownMembers, Version, Workshop,
};

/// What the project is called and for whom it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The title.
    pub title: String,
    /// The customer; may be empty.
    pub customer: String,
    /// A few sentences on scope and intent; may be empty.
    pub summary: String,
}

/// One of the three systems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// The name on screen and in exports.
    pub name: String,
    /// The catalogue its attributes were taken from; may be empty.
    pub catalog: String,
    /// Its attributes, users and groups, in the order of the map.
    ///
    /// The key equals the attribute's own id: changed only by edits.
    pub(super) attributes: IndexMap<AttributeId, Arc<Attribute>, RandomState>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

impl System {
    /// A system with this name and no attribute.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The same system with these attributes, in this order; a later one of the same id is left out and returned.
    pub fn with_attributes(
        mut self,
        attributes: impl IntoIterator<Item: Into<Arc<Attribute>>>,
    ) -> (Self, Vec<Arc<Attribute>>) {
        let mut repeated = Vec::new();
        for attribute in attributes {
            let attribute: Arc<Attribute> = attribute.into();
            match self.attributes.entry(attribute.id.clone()) {
                indexmap::map::Entry::Occupied(_) => repeated.push(attribute),
                indexmap::map::Entry::Vacant(place) => {
                    place.insert(attribute);
                }
            }
        }
        (self, repeated)
    }

    /// Its attributes in the order of the map.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = &Attribute> + DoubleEndedIterator {
        self.attributes.values().map(AsRef::as_ref)
    }

    /// Its attributes in the same order, shared: what is derived from one stays right for as long as it is the same one.
    pub fn shared_attributes(&self) -> impl ExactSizeIterator<Item = &Arc<Attribute>> {
        self.attributes.values()
    }

    /// The attribute at this place of the order.
    pub fn attribute_at(&self, position: usize) -> Option<&Attribute> {
        self.attributes
            .get_index(position)
            .map(|(_, attribute)| attribute.as_ref())
    }

    /// The place in the order of the attribute with this id.
    pub fn position(&self, id: &AttributeId) -> Option<usize> {
        self.attributes.get_index_of(id)
    }
}

/// Everything that one project file holds.
///
/// A plain value: cloning it is cheap (attributes, links and notes are shared), drawing and saving work on a clone.
/// It changes only through [`Edit`](super::Edit)s.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// What it is called and for whom it is.
    pub(super) heading: Heading,
    /// The source system.
    pub(super) source: System,
    /// The protocol.
    pub(super) protocol: System,
    /// The target system.
    pub(super) target: System,
    /// The settings of users.
    pub(super) user_settings: ResourceSettings,
    /// The settings of groups.
    pub(super) group_settings: ResourceSettings,
    /// The links in id order.
    pub(super) links: BTreeMap<LinkId, Arc<Link>>,
    /// The notes in id order.
    pub(super) notes: BTreeMap<NoteId, Arc<Note>>,
    /// Who takes part.
    pub(super) people: Vec<Person>,
    /// Findings that somebody accepted.
    pub(super) accepted_findings: BTreeMap<FindingKey, AcceptedFinding>,
    /// Frozen states, oldest first.
    pub(super) versions: Vec<Version>,
    /// Meetings, oldest first.
    pub(super) workshops: Vec<Workshop>,
    /// Imported texts by name.
    pub(super) attachments: BTreeMap<String, Attachment>,
    /// Members of a newer file format.
    pub(super) unknown: UnknownMembers,
}

/// The parts of a project, to make one from a file, a catalogue or an import.
///
/// Invariants are not checked here but kept by construction: the maps have no double keys.
impl Project {
    /// An empty project with these three systems.
    pub fn new(heading: Heading, source: System, protocol: System, target: System) -> Self {
        Self {
            heading,
            source,
            protocol,
            target,
            ..Self::default()
        }
    }

    /// What it is called and for whom it is.
    pub fn heading(&self) -> &Heading {
        &self.heading
    }

    /// The system of a column.
    pub fn system(&self, column: Column) -> &System {
        match column {
            Column::Source => &self.source,
            Column::Protocol => &self.protocol,
            Column::Target => &self.target,
        }
    }

    pub(super) fn system_mut(&mut self, column: Column) -> &mut System {
        match column {
            Column::Source => &mut self.source,
            Column::Protocol => &mut self.protocol,
            Column::Target => &mut self.target,
        }
    }

    /// The settings of a resource.
    pub fn resource_settings(&self, resource: Resource) -> &ResourceSettings {
        match resource {
            Resource::User => &self.user_settings,
            Resource::Group => &self.group_settings,
        }
    }

    pub(super) fn resource_settings_mut(&mut self, resource: Resource) -> &mut ResourceSettings {
        match resource {
            Resource::User => &mut self.user_settings,
            Resource::Group => &mut self.group_settings,
        }
    }

    /// The attribute with this id, if its column has it.
    pub fn attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.system(id.column).attributes.get(id).map(AsRef::as_ref)
    }

    /// The link with this id.
    pub fn link(&self, id: &LinkId) -> Option<&Link> {
        self.links.get(id).map(AsRef::as_ref)
    }

    /// All links in id order.
    pub fn links(&self) -> impl ExactSizeIterator<Item = (&LinkId, &Link)> {
        self.links.iter().map(|(id, link)| (id, link.as_ref()))
    }

    /// All links in id order, shared: what is derived from one stays right for as long as it is the same one.
    pub fn shared_links(&self) -> impl ExactSizeIterator<Item = (&LinkId, &Arc<Link>)> {
        self.links.iter()
    }

    /// The id that a new link into `destination` gets.
    pub fn next_link_id(&self, destination: &AttributeId) -> LinkId {
        LinkId::derive(destination, |id| self.links.contains_key(id))
    }

    /// The note with this id.
    pub fn note(&self, id: &NoteId) -> Option<&Note> {
        self.notes.get(id).map(AsRef::as_ref)
    }

    /// All notes in id order.
    pub fn notes(&self) -> impl ExactSizeIterator<Item = (&NoteId, &Note)> {
        self.notes.iter().map(|(id, note)| (id, note.as_ref()))
    }

    /// All notes in id order, shared as links are.
    pub fn shared_notes(&self) -> impl ExactSizeIterator<Item = (&NoteId, &Arc<Note>)> {
        self.notes.iter()
    }

    /// The id that a new note gets.
    pub fn next_note_id(&self, note: &Note) -> NoteId {
        NoteId::derive(&note.place, &note.author, note.created, |id| {
            self.notes.contains_key(id)
        })
    }

    /// Who takes part, in the order entered.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Findings that somebody accepted, in key order.
    pub fn accepted_findings(&self) -> &BTreeMap<FindingKey, AcceptedFinding> {
        &self.accepted_findings
    }

    /// Frozen states, oldest first.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Meetings, oldest first.
    pub fn workshops(&self) -> &[Workshop] {
        &self.workshops
    }

    /// Imported texts by name.
    pub fn attachments(&self) -> &BTreeMap<String, Attachment> {
        &self.attachments
    }

    /// Members of a newer file format at the top level.
    pub fn unknown(&self) -> &UnknownMembers {
        &self.unknown
    }

    /// Sets the members of a newer file format: a reader's business, no edit of a person.
    pub fn set_unknown(&mut self, unknown: UnknownMembers) {
        self.unknown = unknown;
    }
}
