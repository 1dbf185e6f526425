//! The rows of the completed table, as numbers.

use std::ops::Range;

use super::index::{AttributeNumber, Index, LinkNumber};
use crate::model::{Column, Resource};

/// One row: a SCIM attribute and a target field that a link joins, with all that feeds the SCIM attribute.
///
/// At least one of the three attributes is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The `#` column: from 1, over all rows, users first.
    pub number: u32,
    /// The resource of all its attributes.
    pub resource: Resource,
    /// The source attribute of a row that has nothing else; what feeds the SCIM attribute is not here.
    pub source: Option<AttributeNumber>,
    /// The SCIM attribute.
    pub protocol: Option<AttributeNumber>,
    /// The target field.
    pub target: Option<AttributeNumber>,
    /// The links that join the two, as places in the list that [`Rows`] keeps.
    joins: Range<u32>,
}

/// The completed table.
///
/// Users before groups; in each by the protocol column's order and within it the target column's;
/// then what stands alone in the source column, then in the target column, each in its column's order.
/// Attributes that links name though no column has them come behind those that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    list: Vec<Row>,
    num_users: usize,
    joins: Vec<LinkNumber>,
}

impl Rows {
    /// Derives the rows of the project that the index was made for.
    ///
    /// - Each pair of a SCIM attribute and a target field that a link joins is a row;
    ///   so a link from several SCIM attributes gives a row for each, and two links that join the same pair give one.
    /// - A SCIM attribute that is linked on one side only is a row with the other cell empty.
    /// - A target field that a link fills from no SCIM attribute (a constant) is a row with an empty SCIM cell.
    /// - An attribute of any column without a link is a row if it carries a *no counterpart* or a note.
    /// - A rejected link counts here as any other: the row is there and its status says so.
    pub fn derive(index: &Index) -> Self {
        let mut drafts = Drafts::default();
        drafts.add_protocol(index);
        drafts.add_source(index);
        drafts.add_target(index);
        drafts.finish()
    }

    /// All rows in order.
    pub fn all(&self) -> &[Row] {
        &self.list
    }

    /// The rows of a resource in order.
    pub fn of(&self, resource: Resource) -> &[Row] {
        let (users, groups) = self
            .list
            .split_at_checked(self.num_users)
            .unwrap_or_default();
        match resource {
            Resource::User => users,
            Resource::Group => groups,
        }
    }

    /// The row at this place of the order.
    pub fn get(&self, position: usize) -> Option<&Row> {
        self.list.get(position)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The links that join a row's SCIM attribute and target field (or fill the field from none), in id order.
    pub fn target_links(&self, row: &Row) -> &[LinkNumber] {
        self.joins
            .get(row.joins.start as usize..row.joins.end as usize)
            .unwrap_or_default()
    }
}

/// Rows that have no number yet, by resource.
#[derive(Default)]
struct Drafts {
    users: Vec<Row>,
    groups: Vec<Row>,
    joins: Vec<LinkNumber>,
}

impl Drafts {
    fn push(
        &mut self,
        resource: Resource,
        [source, protocol, target]: [Option<AttributeNumber>; 3],
        links: impl IntoIterator<Item = LinkNumber>,
    ) {
        let start = self.joins.len() as u32;
        self.joins.extend(links);
        let row = Row {
            number: 0,
            resource,
            source,
            protocol,
            target,
            joins: start..self.joins.len() as u32,
        };
        match resource {
            Resource::User => self.users.push(row),
            Resource::Group => self.groups.push(row),
        }
    }

    fn add_protocol(&mut self, index: &Index) {
        let mut joined = Vec::new();
        for attribute in numbers_of(index, Column::Protocol) {
            let out = index.links_out(attribute);
            if out.is_empty() {
                if (!index.links_into(attribute).is_empty() || carries(index, attribute))
                    && let Some(id) = index.attribute_id(attribute)
                {
                    self.push(id.resource, [None, Some(attribute), None], []);
                }
                continue;
            }
            let Some(id) = index.attribute_id(attribute) else {
                continue;
            };
            joined.clear();
            joined.extend(out.iter().filter_map(|link| {
                let target = index.destination(*link)?;
                Some((target, *link))
            }));
            joined.sort_unstable();
            for pair in joined.chunk_by(|(a, _), (b, _)| a == b) {
                let target = pair.first().map(|(target, _)| *target);
                self.push(
                    id.resource,
                    [None, Some(attribute), target],
                    pair.iter().map(|(_, link)| *link),
                );
            }
        }
    }

    fn add_source(&mut self, index: &Index) {
        for attribute in numbers_of(index, Column::Source) {
            if index.links_out(attribute).is_empty()
                && carries(index, attribute)
                && let Some(id) = index.attribute_id(attribute)
            {
                self.push(id.resource, [Some(attribute), None, None], []);
            }
        }
    }

    fn add_target(&mut self, index: &Index) {
        for attribute in numbers_of(index, Column::Target) {
            let into = index.links_into(attribute);
            let mut unfed = into
                .iter()
                .filter(|link| index.origins(**link).is_empty())
                .copied()
                .peekable();
            let stands_alone = into.is_empty() && carries(index, attribute);
            if (stands_alone || unfed.peek().is_some())
                && let Some(id) = index.attribute_id(attribute)
            {
                self.push(id.resource, [None, None, Some(attribute)], unfed);
            }
        }
    }

    fn finish(self) -> Rows {
        let num_users = self.users.len();
        let mut rows = self.users;
        rows.extend(self.groups);
        for (number, row) in (1..).zip(&mut rows) {
            row.number = number;
        }
        Rows {
            list: rows,
            num_users,
            joins: self.joins,
        }
    }
}

/// All attributes of a column in order, those that are only named last.
fn numbers_of(index: &Index, column: Column) -> impl Iterator<Item = AttributeNumber> + '_ {
    index
        .column(column)
        .chain(index.dangling(column).map(|(number, _)| number))
}

/// Whether an attribute has something to say without a link.
fn carries(index: &Index, attribute: AttributeNumber) -> bool {
    !index.attribute_notes(attribute).is_empty()
        || index
            .attribute(attribute)
            .is_some_and(|found| found.no_counterpart.is_some())
}
