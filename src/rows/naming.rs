//! Numbers for the attributes that links and notes name, whether a column has them or not.

use std::ops::Range;

use foldhash::fast::RandomState;
use indexmap::IndexSet;

use super::index::AttributeNumber;
use crate::expr;
use crate::model::{AttributeId, AttributePath, Column, Hop, Link, Project, Rule};

/// The numbers of the attributes that a column has.
pub(super) fn column_range(firsts: &[u32; 4], column: Column) -> Range<u32> {
    let [source, protocol, target, end] = *firsts;
    match column {
        Column::Source => source..protocol,
        Column::Protocol => protocol..target,
        Column::Target => target..end,
    }
}

/// The number of an attribute; none if its column has it not.
pub(super) fn find_number(
    project: &Project,
    firsts: &[u32; 4],
    id: &AttributeId,
) -> Option<AttributeNumber> {
    let position = project.system(id.column).position(id)?;
    Some(AttributeNumber(
        column_range(firsts, id.column).start + position as u32,
    ))
}

/// Where the attributes of the columns went, by number: those before what came or went stay, those behind it move on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    /// The first that may not be there any more.
    head: u32,
    /// The first that is there again.
    tail: u32,
    /// The first that was in no column.
    end: u32,
    /// How many there are now.
    new_end: u32,
}

impl Moved {
    /// Each attribute has the number that it had.
    pub(super) fn nowhere(num_attributes: usize) -> Self {
        Self::new((num_attributes, 0), num_attributes, num_attributes)
    }

    /// Two lists share their ends.
    pub(super) fn new((head, tail): (usize, usize), before: usize, after: usize) -> Self {
        Self {
            head: head as u32,
            tail: (before - tail) as u32,
            end: before as u32,
            new_end: after as u32,
        }
    }

    fn number(&self, old: AttributeNumber) -> Option<AttributeNumber> {
        if old.0 < self.head {
            return Some(old);
        }
        let from_end = self.end.checked_sub(old.0)?;
        (old.0 >= self.tail).then(|| AttributeNumber(self.new_end - from_end))
    }
}

/// Gives numbers to attributes while links and notes are read.
pub(super) struct Naming<'a> {
    pub(super) project: &'a Project,
    /// The number of the first attribute of each column, and of the first that is in none.
    pub(super) firsts: [u32; 4],
    /// The attributes in no column, in the order they are first named.
    pub(super) dangling: IndexSet<AttributeId, RandomState>,
}

impl Naming<'_> {
    /// The number of an attribute that had `number` while `dangling` were those in no column; none if it is not where
    /// it was and has to be looked for by its id.
    pub(super) fn renumber(
        &mut self,
        number: AttributeNumber,
        dangling: &IndexSet<AttributeId, RandomState>,
        moved: &Moved,
    ) -> Option<AttributeNumber> {
        match number.0.checked_sub(moved.end) {
            None => moved.number(number),
            Some(position) => Some(self.number_of(dangling.get_index(position as usize)?)),
        }
    }

    /// The number of an attribute; one that no column has gets one of its own.
    pub(super) fn number_of(&mut self, id: &AttributeId) -> AttributeNumber {
        find_number(self.project, &self.firsts, id).unwrap_or_else(|| {
            let [.., first] = self.firsts;
            let position = match self.dangling.get_index_of(id) {
                Some(position) => position,
                None => self.dangling.insert_full(id.clone()).0,
            };
            AttributeNumber(first + position as u32)
        })
    }

    /// The number of what a link fills.
    pub(super) fn number_of_destination(&mut self, link: &Link) -> AttributeNumber {
        let id = &link.destination;
        if id.column == Column::Source {
            // Such a link counts as the first hop: what it fills is a protocol attribute of that name.
            return self.number_of(&AttributeId::protocol(id.resource, id.path.as_str()));
        }
        self.number_of(id)
    }

    /// Tells what feeds a link, in the order of its rule.
    pub(super) fn for_each_origin(&mut self, link: &Link, mut tell: impl FnMut(AttributeNumber)) {
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
