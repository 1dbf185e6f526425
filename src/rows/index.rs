//! What feeds what, and which notes hang where: derived once per revision.
//!
//! Attributes, links and notes are numbers here, so that what is derived from the index needs neither text nor maps.

use std::ops::Range;

use indexmap::IndexSet;

use super::adjacency::Adjacency;
use crate::expr;
use crate::model::{
    Attribute, AttributeId, AttributePath, Column, Hop, Link, LinkId, NoteId, Place, Project, Rule,
};

/// Numbers an attribute for one revision: by column, in it by the map's order, and behind them all those that links or
/// notes name though no column has them, in the order they are first named (links in id order, then notes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeNumber(u32);

/// Numbers a link for one revision, in id order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkNumber(u32);

impl LinkNumber {
    /// The place of the link in `Project::links`.
    pub fn position(self) -> usize {
        self.0 as usize
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
/// Good for the project it was derived from, and for no other.
#[derive(Clone, Debug)]
pub struct Index {
    /// The number of the first attribute of each column, and of the first that is in none.
    firsts: [u32; 4],
    /// Attributes that are named but in no column.
    dangling: IndexSet<AttributeId>,
    link_ids: Vec<LinkId>,
    destinations: Vec<AttributeNumber>,
    origins: Adjacency<AttributeNumber>,
    links_into: Adjacency<LinkNumber>,
    links_out: Adjacency<LinkNumber>,
    note_ids: Vec<NoteId>,
    project_notes: Vec<NoteNumber>,
    attribute_notes: Adjacency<NoteNumber>,
    link_notes: Adjacency<NoteNumber>,
    orphaned_notes: Vec<NoteNumber>,
}

impl Index {
    /// Reads every link and note once.
    pub fn derive(project: &Project) -> Self {
        let mut naming = Naming::new(project);
        let mut link_ids = Vec::with_capacity(project.links().len());
        let mut destinations = Vec::with_capacity(project.links().len());
        let mut origins = Vec::with_capacity(project.links().len());
        let mut links_into = Vec::with_capacity(project.links().len());
        let mut links_out = Vec::with_capacity(project.links().len());
        for (position, (id, link)) in project.links().enumerate() {
            let number = LinkNumber(position as u32);
            link_ids.push(id.clone());
            let destination = naming.number_of_destination(link);
            destinations.push(destination);
            links_into.push((destination.0, number));
            let first = origins.len();
            naming.for_each_origin(link, |origin| {
                let already = origins.iter().skip(first);
                if !already.clone().any(|(_, earlier)| *earlier == origin) {
                    origins.push((number.0, origin));
                    links_out.push((origin.0, number));
                }
            });
        }

        let mut note_ids = Vec::with_capacity(project.notes().len());
        let mut project_notes = Vec::new();
        let mut attribute_notes = Vec::new();
        let mut link_notes = Vec::new();
        let mut orphaned_notes = Vec::new();
        for (position, (id, note)) in project.notes().enumerate() {
            let number = NoteNumber(position as u32);
            note_ids.push(id.clone());
            match &note.place {
                Place::Project => project_notes.push(number),
                Place::Attribute(id) => attribute_notes.push((naming.number_of(id).0, number)),
                Place::Link(id) => match link_ids.binary_search(id) {
                    Ok(link) => link_notes.push((link as u32, number)),
                    Err(_) => orphaned_notes.push(number),
                },
            }
        }

        let num_attributes = naming.firsts[3] as usize + naming.dangling.len();
        Self {
            firsts: naming.firsts,
            dangling: naming.dangling,
            origins: Adjacency::from_pairs(link_ids.len(), &origins),
            links_into: Adjacency::from_pairs(num_attributes, &links_into),
            links_out: Adjacency::from_pairs(num_attributes, &links_out),
            attribute_notes: Adjacency::from_pairs(num_attributes, &attribute_notes),
            link_notes: Adjacency::from_pairs(link_ids.len(), &link_notes),
            link_ids,
            destinations,
            note_ids,
            project_notes,
            orphaned_notes,
        }
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
    pub fn attribute_id<'a>(
        &'a self,
        project: &'a Project,
        attribute: AttributeNumber,
    ) -> Option<&'a AttributeId> {
        let [.., first] = self.firsts;
        match attribute.0.checked_sub(first) {
            Some(position) => self.dangling.get_index(position as usize),
            None => self.attribute(project, attribute).map(|found| &found.id),
        }
    }

    /// The attribute; none if it is named but in no column.
    pub fn attribute<'a>(
        &self,
        project: &'a Project,
        attribute: AttributeNumber,
    ) -> Option<&'a Attribute> {
        let column = Column::ALL
            .into_iter()
            .find(|column| column_range(&self.firsts, *column).contains(&attribute.0))?;
        let position = attribute.0 - column_range(&self.firsts, column).start;
        project.system(column).attribute_at(position as usize)
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
        self.link_ids.len()
    }

    /// The id of a link.
    pub fn link_id(&self, link: LinkNumber) -> Option<&LinkId> {
        self.link_ids.get(link.position())
    }

    /// The number of a link.
    pub fn link_number(&self, id: &LinkId) -> Option<LinkNumber> {
        let position = self.link_ids.binary_search(id).ok()?;
        Some(LinkNumber(position as u32))
    }

    /// What feeds a link, each attribute once, in the order of the rule; for an expression the `[names]` in its text.
    pub fn origins(&self, link: LinkNumber) -> &[AttributeNumber] {
        self.origins.of(link.0)
    }

    /// What a link fills.
    pub fn destination(&self, link: LinkNumber) -> Option<AttributeNumber> {
        self.destinations.get(link.position()).copied()
    }

    /// The id of a note.
    pub fn note_id(&self, note: NoteNumber) -> Option<&NoteId> {
        self.note_ids.get(note.position())
    }

    /// The notes on the project as a whole, in id order.
    pub fn project_notes(&self) -> &[NoteNumber] {
        &self.project_notes
    }

    /// The notes on an attribute, in id order.
    pub fn attribute_notes(&self, attribute: AttributeNumber) -> &[NoteNumber] {
        self.attribute_notes.of(attribute.0)
    }

    /// The notes on a link, in id order.
    pub fn link_notes(&self, link: LinkNumber) -> &[NoteNumber] {
        self.link_notes.of(link.0)
    }

    /// The notes on links that are not there, in id order.
    pub fn orphaned_notes(&self) -> &[NoteNumber] {
        &self.orphaned_notes
    }
}

fn column_range(firsts: &[u32; 4], column: Column) -> Range<u32> {
    let [source, protocol, target, end] = *firsts;
    match column {
        Column::Source => source..protocol,
        Column::Protocol => protocol..target,
        Column::Target => target..end,
    }
}

fn find_number(project: &Project, firsts: &[u32; 4], id: &AttributeId) -> Option<AttributeNumber> {
    let position = project.system(id.column).position(id)?;
    Some(AttributeNumber(
        column_range(firsts, id.column).start + position as u32,
    ))
}

/// Gives numbers to attributes while links and notes are read.
struct Naming<'a> {
    project: &'a Project,
    firsts: [u32; 4],
    dangling: IndexSet<AttributeId>,
}

impl<'a> Naming<'a> {
    fn new(project: &'a Project) -> Self {
        let [source, protocol, target] =
            Column::ALL.map(|column| project.system(column).attributes().len() as u32);
        Self {
            project,
            firsts: [0, source, source + protocol, source + protocol + target],
            dangling: IndexSet::new(),
        }
    }

    fn number_of(&mut self, id: &AttributeId) -> AttributeNumber {
        find_number(self.project, &self.firsts, id).unwrap_or_else(|| {
            let [.., first] = self.firsts;
            let position = match self.dangling.get_index_of(id) {
                Some(position) => position,
                None => self.dangling.insert_full(id.clone()).0,
            };
            AttributeNumber(first + position as u32)
        })
    }

    fn number_of_destination(&mut self, link: &Link) -> AttributeNumber {
        let id = &link.destination;
        if id.column == Column::Source {
            // Such a link counts as the first hop: what it fills is a protocol attribute of that name.
            return self.number_of(&AttributeId::protocol(id.resource, id.path.as_str()));
        }
        self.number_of(id)
    }

    fn for_each_origin(&mut self, link: &Link, mut tell: impl FnMut(AttributeNumber)) {
        let hop = link.hop();
        match &link.rule {
            Rule::Direct { origins } | Rule::Translation { origins, .. } => {
                for path in origins {
                    tell(self.number_of_origin(hop, link, path.clone()));
                }
            }
            Rule::Expression { text } => {
                for name in expr::origins(text) {
                    let path = AttributePath::new(hop.origin(), name);
                    tell(self.number_of_origin(hop, link, path));
                }
            }
            Rule::Constant { .. } => {}
        }
    }

    fn number_of_origin(&mut self, hop: Hop, link: &Link, path: AttributePath) -> AttributeNumber {
        self.number_of(&AttributeId {
            column: hop.origin(),
            resource: link.resource(),
            path,
            scim_path: None,
        })
    }
}
