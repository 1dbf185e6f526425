//! The completed table as it is read: rows together with the project and the reference they speak of.

use super::facts::{AttributeFacts, LinkFacts, RuleFacts};
use super::index::{AttributeNumber, Index, LinkNumber, NoteNumber};
use super::row::{Row, Rows};
use crate::catalog::{Catalog, Source};
use crate::model::{
    Attribute, AttributeId, Audience, Column, Evidence, IdShape, Link, Mark, Note, Project, Rule,
    Status, TenantCheck,
};

/// What the table asks of the reference; long tables are read by several threads at once.
pub trait Reference: Sync {
    /// The mark that the reference gives to an attribute.
    fn mark(&self, attribute: &AttributeId) -> Option<Mark>;

    /// Whether it may give a mark to an attribute of this shape; one that cannot tell says yes.
    fn may_know(&self, _shape: &IdShape) -> bool {
        true
    }

    /// The document that evidence names by this id.
    fn source(&self, id: &str) -> Option<&Source>;
}

/// A reference that knows nothing: marks are not compared, evidence shows as it is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoReference;

impl Reference for Catalog {
    fn mark(&self, id: &AttributeId) -> Option<Mark> {
        self.mark(id)
    }

    fn may_know(&self, shape: &IdShape) -> bool {
        self.may_know(shape)
    }

    fn source(&self, id: &str) -> Option<&Source> {
        self.source(id)
    }
}

impl Reference for NoReference {
    fn mark(&self, _: &AttributeId) -> Option<Mark> {
        None
    }

    fn may_know(&self, _: &IdShape) -> bool {
        false
    }

    fn source(&self, _: &str) -> Option<&Source> {
        None
    }
}

/// Reads rows as text and facts. Copies nothing until asked.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    pub(super) project: &'a Project,
    pub(super) index: &'a Index,
    pub(super) rows: &'a Rows,
    pub(super) reference: &'a dyn Reference,
    pub(super) audience: Audience,
}

impl<'a> Table<'a> {
    /// The table for a reader: `Audience::Customer` leaves internal notes out, `Audience::Internal` shows all.
    pub fn new(
        project: &'a Project,
        index: &'a Index,
        rows: &'a Rows,
        reference: &'a dyn Reference,
        audience: Audience,
    ) -> Self {
        Self {
            project,
            index,
            rows,
            reference,
            audience,
        }
    }

    /// The project.
    pub fn project(&self) -> &'a Project {
        self.project
    }

    /// The index of the project.
    pub fn index(&self) -> &'a Index {
        self.index
    }

    /// The rows.
    pub fn rows(&self) -> &'a Rows {
        self.rows
    }

    /// The reference.
    pub fn reference(&self) -> &'a dyn Reference {
        self.reference
    }

    /// Who reads it.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The link with this number.
    pub fn link(&self, link: LinkNumber) -> Option<&'a Link> {
        self.index.link(link)
    }

    /// The note with this number, if the reader may see it.
    pub fn note(&self, note: NoteNumber) -> Option<&'a Note> {
        let note = self.index.note(note)?;
        self.may_see(note).then_some(note)
    }

    /// Whether the reader may see a note.
    pub fn may_see(&self, note: &Note) -> bool {
        self.audience == Audience::Internal || note.audience == Audience::Customer
    }

    /// The name of a column's system.
    pub fn system_name(&self, column: Column) -> &'a str {
        &self.project.system(column).name
    }

    /// The attribute, if a column has it.
    pub fn attribute(&self, attribute: AttributeNumber) -> Option<&'a Attribute> {
        self.index.attribute(attribute)
    }

    /// What names the attribute.
    pub fn attribute_id(&self, attribute: AttributeNumber) -> Option<&'a AttributeId> {
        self.index.attribute_id(attribute)
    }

    /// What rows show of an attribute; none if no column has it.
    pub(super) fn attribute_facts(&self, attribute: AttributeNumber) -> Option<&'a AttributeFacts> {
        self.index.facts().attribute(attribute.position())
    }

    /// What rows show of these links.
    pub(super) fn facts_of(
        &self,
        links: &'a [LinkNumber],
    ) -> impl Iterator<Item = (LinkNumber, &'a LinkFacts)> + Clone + use<'a> {
        let facts = self.index.facts();
        links
            .iter()
            .filter_map(move |link| Some((*link, facts.link(link.position())?)))
    }

    /// Reads a little of all that the cells of these rows are made of, before they are written.
    ///
    /// In a large project it is all over the memory. Writing cells waits for one place after the other; short loops that
    /// only look let the processor fetch many at a time.
    pub(crate) fn fetch(&self, rows: &[Row]) {
        let mut attributes: Vec<AttributeNumber> = Vec::with_capacity(rows.len() * 4);
        let mut links: Vec<LinkNumber> = Vec::with_capacity(rows.len() * 3);
        for row in rows {
            attributes.extend([row.source, row.protocol, row.target].into_iter().flatten());
            links.extend_from_slice(self.rows.target_links(row));
            links.extend_from_slice(self.source_link_numbers(row));
        }
        for link in &links {
            attributes.extend_from_slice(self.index.origins(*link));
        }
        let facts = self.index.facts();
        let of_link = |link: &LinkNumber| {
            usize::from(
                facts
                    .link(link.position())
                    .is_some_and(|known| known.has_settings),
            ) + self.index.link_notes(*link).len()
        };
        let of_attribute = |number: &AttributeNumber| {
            let known = facts.attribute(number.position());
            usize::from(known.is_some_and(|known| known.mark.is_some()))
                + self.index.attribute_notes(*number).len()
        };
        let text_of_link = |link: &LinkNumber| {
            let known = facts.link(link.position());
            let is_long = known.is_some_and(|known| known.rule == RuleFacts::Expression);
            match self.link(*link).filter(|_| is_long).map(|link| &link.rule) {
                Some(Rule::Expression { text }) => text.bytes().next().map_or(0, usize::from),
                _ => 0,
            }
        };
        let text_of_attribute = |number: &AttributeNumber| {
            let known = facts.attribute(number.position());
            let first = known.and_then(|known| facts.name(known).bytes().next());
            first.map_or(0, usize::from)
        };
        // The sums mean nothing, but without a use the loops would be left out.
        std::hint::black_box(links.iter().map(of_link).sum::<usize>());
        std::hint::black_box(attributes.iter().map(of_attribute).sum::<usize>());
        std::hint::black_box(links.iter().map(text_of_link).sum::<usize>());
        std::hint::black_box(attributes.iter().map(text_of_attribute).sum::<usize>());
    }

    /// The links that fill a row's SCIM attribute, in id order, rejected ones too.
    pub(super) fn source_link_numbers(&self, row: &Row) -> &'a [LinkNumber] {
        row.protocol
            .map(|attribute| self.index.links_into(attribute))
            .unwrap_or_default()
    }

    /// The links that fill a row's SCIM attribute, in id order, rejected ones too.
    pub fn source_links(&self, row: &Row) -> impl Iterator<Item = (LinkNumber, &'a Link)> + Clone {
        self.listed(self.source_link_numbers(row))
    }

    /// The links that join a row's SCIM attribute and target field, in id order, rejected ones too.
    pub fn target_links(&self, row: &Row) -> impl Iterator<Item = (LinkNumber, &'a Link)> + Clone {
        self.listed(self.rows.target_links(row))
    }

    fn listed(
        &self,
        links: &'a [LinkNumber],
    ) -> impl Iterator<Item = (LinkNumber, &'a Link)> + Clone {
        links
            .iter()
            .filter_map(move |number| Some((*number, self.link(*number)?)))
    }

    /// The source attributes of a row: what feeds its SCIM attribute, each once, or the one that stands alone.
    pub fn origins(&self, row: &Row) -> Vec<AttributeNumber> {
        let mut origins: Vec<_> = row.source.into_iter().collect();
        for (link, _) in self.source_links(row) {
            for origin in self.index.origins(link) {
                if !origins.contains(origin) {
                    origins.push(*origin);
                }
            }
        }
        origins
    }

    /// The mark of a row: that of its target field; if that has none, of its SCIM attribute; else none.
    pub fn mark(&self, row: &Row) -> Option<Mark> {
        let of = |number: Option<AttributeNumber>| self.attribute_facts(number?)?.mark;
        of(row.target).or_else(|| of(row.protocol))
    }

    /// The mark that the reference gives to a row, found in the same way.
    pub fn reference_mark(&self, row: &Row) -> Option<Mark> {
        let of = |number: Option<AttributeNumber>| {
            let number = number?;
            if let Some(known) = self.attribute_facts(number)
                && !self.reference.may_know(&known.shape)
            {
                return None;
            }
            self.reference.mark(self.attribute_id(number)?)
        };
        of(row.target).or_else(|| of(row.protocol))
    }

    /// The notes of a row that the reader may see, from left to right: on its source attributes, its source links,
    /// its SCIM attribute, its target links, its target field; at each place in id order.
    pub fn notes(&self, row: &Row) -> impl Iterator<Item = &'a Note> {
        let attribute_notes = |number: AttributeNumber| self.index.attribute_notes(number);
        let link_notes = |(number, _): (LinkNumber, &'a Link)| self.index.link_notes(number);
        let mut found: Vec<NoteNumber> = Vec::new();
        if self.has_notes(row) {
            found.extend(self.origins(row).into_iter().flat_map(attribute_notes));
            found.extend(self.source_links(row).flat_map(link_notes));
            found.extend(row.protocol.into_iter().flat_map(attribute_notes));
            found.extend(self.target_links(row).flat_map(link_notes));
            found.extend(row.target.into_iter().flat_map(attribute_notes));
        }
        found.into_iter().filter_map(|number| self.note(number))
    }

    /// Whether a row has notes, for whomever: most have none, and then nothing needs to be gathered.
    fn has_notes(&self, row: &Row) -> bool {
        let on_attribute = |number: AttributeNumber| !self.index.attribute_notes(number).is_empty();
        let on_link = |number: LinkNumber| !self.index.link_notes(number).is_empty();
        let ends = [row.source, row.protocol, row.target];
        ends.into_iter().flatten().any(on_attribute)
            || self.rows.target_links(row).iter().copied().any(on_link)
            || self.source_link_numbers(row).iter().any(|link| {
                on_link(*link) || self.index.origins(*link).iter().copied().any(on_attribute)
            })
    }

    /// What speaks for or against a row: of its source links, its target links, its SCIM attribute, its target field
    /// and its source attributes; each source once for what it supports and once for what it contradicts.
    pub fn evidence(&self, row: &Row) -> Vec<&'a Evidence> {
        let mut found: Vec<&'a Evidence> = Vec::new();
        let mut add = |evidence: &'a [Evidence]| {
            for one in evidence {
                match found
                    .iter_mut()
                    .find(|known| known.source == one.source && known.stance == one.stance)
                {
                    // The surest word of a source stands for it.
                    Some(known) if one.confidence < known.confidence => *known = one,
                    Some(_) => {}
                    None => found.push(one),
                }
            }
        };
        for (_, link) in self.source_links(row) {
            add(&link.evidence);
        }
        for (_, link) in self.target_links(row) {
            add(&link.evidence);
        }
        for attribute in [row.protocol, row.target].into_iter().flatten() {
            if let Some(attribute) = self.attribute(attribute) {
                add(&attribute.evidence);
            }
        }
        for (link, _) in self.source_links(row) {
            for origin in self.index.origins(link) {
                if let Some(attribute) = self.attribute(*origin) {
                    add(&attribute.evidence);
                }
            }
        }
        if let Some(attribute) = row.source.and_then(|number| self.attribute(number)) {
            add(&attribute.evidence);
        }
        found
    }

    /// Where the links of a row were seen to work, source links first.
    pub fn tenant_checks(&self, row: &Row) -> impl Iterator<Item = &'a TenantCheck> {
        self.facts_of(self.source_link_numbers(row))
            .chain(self.facts_of(self.rows.target_links(row)))
            .filter(|(_, facts)| facts.has_tenant_check && facts.status != Status::Rejected)
            .filter_map(|(number, _)| self.link(number)?.tenant_check.as_ref())
    }
}
