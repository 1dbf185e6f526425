//! What feeds what, and which notes hang where: derived once per revision.
//!
//! Attributes, links and notes are numbers here, so that what is derived from the index needs neither text nor maps.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexSet;

use super::adjacency::Adjacency;
use super::ends::shared_ends;
use super::facts::Facts;
use super::naming::{Moved, Naming, column_range, find_number};
use crate::model::{
    Attribute, AttributeId, Column, Link, LinkId, Mark, Note, NoteId, Place, Project, Status,
};

/// Numbers an attribute for one revision: by column, in it by the map's order, and behind them all those that links or
/// notes name though no column has them, in the order they are first named (links in id order, then notes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeNumber(pub(super) u32);

impl AttributeNumber {
    /// The number itself, to keep something for each attribute in a list.
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// Numbers a link for one revision, in id order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkNumber(u32);

impl LinkNumber {
    /// The place of the link in `Project::links`.
    pub fn position(self) -> usize {
        self.0 as usize
    }

    /// The link at this place of `Project::links`.
    pub(crate) fn at(position: usize) -> Self {
        Self(position as u32)
    }
}

/// Numbers a note for one revision, in id order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteNumber(u32);

impl NoteNumber {
    /// The place of the note in `Project::notes`.
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// Which links feed an attribute and which it feeds, what hangs on it, and what is named but not there.
///
/// Good for the project it was last made for, and for no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The number of the first attribute of each column, and of the first that is in none.
    firsts: [u32; 4],
    /// The attributes that columns have, by number.
    attributes: Vec<Arc<Attribute>>,
    /// Attributes that are named but in no column.
    dangling: IndexSet<AttributeId, RandomState>,
    links: Links,
    links_into: Adjacency<LinkNumber>,
    links_out: Adjacency<LinkNumber>,
    notes: Notes,
    /// What rows show of attributes and links.
    facts: Facts,
}

/// The links by number, and what they join.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Links {
    ids: Vec<LinkId>,
    shared: Vec<Arc<Link>>,
    destinations: Vec<AttributeNumber>,
    origins: Adjacency<AttributeNumber>,
}

/// The notes by number, and where they hang.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Notes {
    ids: Vec<NoteId>,
    shared: Vec<Arc<Note>>,
    on_project: Vec<NoteNumber>,
    on_attributes: Adjacency<NoteNumber>,
    on_links: Adjacency<NoteNumber>,
    orphaned: Vec<NoteNumber>,
}

impl Index {
    /// Reads every link and note once.
    pub fn derive(project: &Project) -> Self {
        let mut index = Self::default();
        index.update(project);
        index
    }

    /// Makes the index right for what the project has become.
    ///
    /// The same as a new one, but what the edits in between did not touch is not read again:
    /// it is known by being the very same shared value.
    pub fn update(&mut self, project: &Project) {
        let moved = self.update_attributes(project);
        let mut naming = Naming {
            project,
            firsts: self.firsts,
            dangling: IndexSet::default(),
        };
        self.update_links(project, &mut naming, moved.as_ref());
        self.update_notes(project, &mut naming);
        self.dangling = naming.dangling;

        let num_attributes = self.num_attributes();
        let numbers = || (0..).map(LinkNumber);
        self.links_into = Adjacency::from_pairs(
            num_attributes,
            self.links
                .destinations
                .iter()
                .zip(numbers())
                .map(|(attribute, link)| (attribute.0, link)),
        );
        self.links_out = Adjacency::from_pairs(
            num_attributes,
            numbers().take(self.links.ids.len()).flat_map(|link| {
                let origins = self.links.origins.of(link.0);
                origins.iter().map(move |attribute| (attribute.0, link))
            }),
        );
    }

    /// Takes the attributes of the columns; where each went, or nothing if that cannot be said.
    fn update_attributes(&mut self, project: &Project) -> Option<Moved> {
        let columns = Column::ALL.map(|column| project.system(column));
        let [source, protocol, target] = columns.map(|system| system.attributes().len() as u32);
        let firsts = [0, source, source + protocol, source + protocol + target];
        let mut same = self.firsts == firsts;
        self.firsts = firsts;
        let all = columns.iter().flat_map(|system| system.shared_attributes());
        let moved = if self.attributes.len() == firsts[3] as usize {
            for (position, (mine, attribute)) in self.attributes.iter_mut().zip(all).enumerate() {
                if !Arc::ptr_eq(mine, attribute) {
                    same &= mine.id == attribute.id;
                    *mine = attribute.clone();
                    self.facts.replace_attribute(position, attribute);
                }
            }
            same.then(|| Moved::nowhere(self.attributes.len()))
        } else {
            let all: Vec<_> = all.cloned().collect();
            let ends = shared_ends(&self.attributes, &all, Arc::ptr_eq);
            let moved = Moved::new(ends, self.attributes.len(), all.len());
            self.facts.take_attributes(ends, &all);
            self.attributes = all;
            Some(moved)
        };
        self.facts.tidy(&self.attributes);
        moved
    }

    fn update_links(&mut self, project: &Project, naming: &mut Naming<'_>, moved: Option<&Moved>) {
        let before = std::mem::take(&mut self.links);
        let num_links = project.shared_links().len();
        let facts = self.facts.begin_links(num_links);
        let mut links = Links {
            ids: Vec::with_capacity(num_links),
            shared: Vec::with_capacity(num_links),
            destinations: Vec::with_capacity(num_links),
            origins: Adjacency::default(),
        };
        let mut origins: Vec<(u32, AttributeNumber)> = Vec::with_capacity(num_links);
        let old = before.ids.into_iter().zip(before.shared);
        let mut old = (0..).map(LinkNumber).zip(old).peekable();
        for (position, (id, link)) in project.shared_links().enumerate() {
            // Both lists are in id order: what comes first in the old one is this link, or is gone, or is still to come.
            let kept = loop {
                match old.peek() {
                    Some((_, (old_id, old_link)))
                        if Arc::ptr_eq(old_link, link)
                            && std::ptr::eq(old_id.as_str(), id.as_str()) =>
                    {
                        break old.next();
                    }
                    Some((_, (old_id, _))) if old_id <= id => {
                        old.next();
                    }
                    Some(_) | None => break None,
                }
            };
            let position = position as u32;
            let known = kept.as_ref();
            let known = known.and_then(|(number, _)| facts.get(number.position()));
            self.facts.push_link(known, link);
            let kept = kept.map(|(number, (id, link))| {
                // Handed on, not counted anew: that would go to where each of them stands.
                links.ids.push(id);
                links.shared.push(link);
                number
            });
            if kept.is_none() {
                links.ids.push(id.clone());
                links.shared.push(link.clone());
            }
            let first = origins.len();
            let renumbered = kept.zip(moved).and_then(|(number, moved)| {
                let mut renumber = |old| naming.renumber(old, &self.dangling, moved);
                let destination = renumber(*before.destinations.get(number.position())?)?;
                for origin in before.origins.of(number.0) {
                    origins.push((position, renumber(*origin)?));
                }
                Some(destination)
            });
            if let Some(destination) = renumbered {
                links.destinations.push(destination);
                continue;
            }
            origins.truncate(first);
            links.destinations.push(naming.number_of_destination(link));
            naming.for_each_origin(link, |origin| {
                let mut earlier = origins.iter().skip(first);
                if !earlier.any(|(_, earlier)| *earlier == origin) {
                    origins.push((position, origin));
                }
            });
        }
        links.origins = Adjacency::from_pairs(num_links, origins.iter().copied());
        self.links = links;
    }

    fn update_notes(&mut self, project: &Project, naming: &mut Naming<'_>) {
        let mut notes = Notes::default();
        let mut on_attributes = Vec::new();
        let mut on_links = Vec::new();
        for (position, (id, note)) in project.shared_notes().enumerate() {
            let number = NoteNumber(position as u32);
            notes.ids.push(id.clone());
            notes.shared.push(note.clone());
            match &note.place {
                Place::Project => notes.on_project.push(number),
                Place::Attribute(id) => on_attributes.push((naming.number_of(id).0, number)),
                Place::Link(id) => match self.link_number(id) {
                    Some(link) => on_links.push((link.0, number)),
                    None => notes.orphaned.push(number),
                },
            }
        }
        let num_attributes = self.attributes.len() + naming.dangling.len();
        notes.on_attributes = Adjacency::from_pairs(num_attributes, on_attributes.iter().copied());
        notes.on_links = Adjacency::from_pairs(self.links.ids.len(), on_links.iter().copied());
        self.notes = notes;
    }

    /// How many attributes have a number.
    pub fn num_attributes(&self) -> usize {
        self.attributes.len() + self.dangling.len()
    }

    /// The attributes that a column has, in the map's order.
    pub fn column(&self, column: Column) -> impl Iterator<Item = AttributeNumber> + use<> {
        column_range(&self.firsts, column).map(AttributeNumber)
    }

    /// The attributes of this column that links or notes name though the column has them not.
    pub fn dangling(
        &self,
        column: Column,
    ) -> impl Iterator<Item = (AttributeNumber, &AttributeId)> {
        let [.., first] = self.firsts;
        (first..)
            .map(AttributeNumber)
            .zip(&self.dangling)
            .filter(move |(_, id)| id.column == column)
    }

    /// Whether the attribute is named but in no column.
    pub fn is_dangling(&self, attribute: AttributeNumber) -> bool {
        let [.., first] = self.firsts;
        attribute.0 >= first
    }

    /// The number of an attribute; none if neither a column nor a link or note names it.
    pub fn number(&self, project: &Project, id: &AttributeId) -> Option<AttributeNumber> {
        find_number(project, &self.firsts, id).or_else(|| {
            let [.., first] = self.firsts;
            let position = self.dangling.get_index_of(id)?;
            Some(AttributeNumber(first + position as u32))
        })
    }

    /// What names the attribute, as its column spells it, else as the first link or note that names it.
    pub fn attribute_id(&self, attribute: AttributeNumber) -> Option<&AttributeId> {
        if let Some(found) = self.attribute(attribute) {
            return Some(&found.id);
        }
        let position = (attribute.0 as usize).checked_sub(self.attributes.len())?;
        self.dangling.get_index(position)
    }

    /// The attribute; none if it is named but in no column.
    pub fn attribute(&self, attribute: AttributeNumber) -> Option<&Attribute> {
        self.attributes.get(attribute.0 as usize).map(AsRef::as_ref)
    }

    /// The mark that an attribute has in its column, without going to where the attribute stands.
    pub fn mark(&self, attribute: AttributeNumber) -> Option<Mark> {
        self.facts.attribute(attribute.position())?.mark
    }

    /// How far people have got with a link, without going to where the link stands.
    pub fn status(&self, link: LinkNumber) -> Option<Status> {
        Some(self.facts.link(link.position())?.status)
    }

    /// What an attribute is searched by, side by side for all that columns have: its name for people, and behind a line
    /// break the SCIM path of a field. None if no column has it.
    pub fn names(&self, attribute: AttributeNumber) -> Option<&str> {
        let facts = self.facts.attribute(attribute.position())?;
        Some(self.facts.names(facts))
    }

    /// The column that an attribute is in, or that it would be in.
    pub fn column_of(&self, attribute: AttributeNumber) -> Option<Column> {
        let has_it = |column: &Column| column_range(&self.firsts, *column).contains(&attribute.0);
        let found = Column::ALL.into_iter().find(has_it);
        found.or_else(|| Some(self.attribute_id(attribute)?.column))
    }

    /// What rows show of attributes and links, by position.
    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The links that fill an attribute, in id order, rejected ones too.
    pub fn links_into(&self, attribute: AttributeNumber) -> &[LinkNumber] {
        self.links_into.of(attribute.0)
    }

    /// The links that an attribute is an origin of, in id order, rejected ones too.
    pub fn links_out(&self, attribute: AttributeNumber) -> &[LinkNumber] {
        self.links_out.of(attribute.0)
    }

    /// How many links there are.
    pub fn num_links(&self) -> usize {
        self.links.ids.len()
    }

    /// The id of a link.
    pub fn link_id(&self, link: LinkNumber) -> Option<&LinkId> {
        self.links.ids.get(link.position())
    }

    /// The link.
    pub fn link(&self, link: LinkNumber) -> Option<&Link> {
        self.links.shared.get(link.position()).map(AsRef::as_ref)
    }

    /// The number of a link.
    pub fn link_number(&self, id: &LinkId) -> Option<LinkNumber> {
        let position = self.links.ids.binary_search(id).ok()?;
        Some(LinkNumber(position as u32))
    }

    /// What feeds a link, each attribute once, in the order of the rule; for an expression the `[names]` in its text.
    pub fn origins(&self, link: LinkNumber) -> &[AttributeNumber] {
        self.links.origins.of(link.0)
    }

    /// What a link fills.
    pub fn destination(&self, link: LinkNumber) -> Option<AttributeNumber> {
        self.links.destinations.get(link.position()).copied()
    }

    /// The id of a note.
    pub fn note_id(&self, note: NoteNumber) -> Option<&NoteId> {
        self.notes.ids.get(note.position())
    }

    /// The note.
    pub fn note(&self, note: NoteNumber) -> Option<&Note> {
        self.notes.shared.get(note.position()).map(AsRef::as_ref)
    }

    /// The notes on the project as a whole, in id order.
    pub fn project_notes(&self) -> &[NoteNumber] {
        &self.notes.on_project
    }

    /// The notes on an attribute, in id order.
    pub fn attribute_notes(&self, attribute: AttributeNumber) -> &[NoteNumber] {
        self.notes.on_attributes.of(attribute.0)
    }

    /// The notes on a link, in id order.
    pub fn link_notes(&self, link: LinkNumber) -> &[NoteNumber] {
        self.notes.on_links.of(link.0)
    }

    /// The notes on links that are not there, in id order.
    pub fn orphaned_notes(&self) -> &[NoteNumber] {
        &self.notes.orphaned
    }
}
