//! What a rule may look at: the project, what feeds what in it, the reference, and facts kept from one check to the next.

use jiff::civil::Date;

use super::facts::{AttributeFacts, Checked, Facts, LinkState, RuleKind};
use super::findings::Where;
use crate::catalog::{Catalog, CatalogAttribute};
use crate::model::{
    Attribute, AttributeId, Column, Confidence, Evidence, Hop, Link, Mark, Place, Project,
    Resource, Stance, UnknownMembers,
};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// All that a rule may look at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) project: &'a Project,
    pub(crate) index: &'a Index,
    pub(crate) catalog: &'a Catalog,
    pub(crate) facts: &'a Facts,
    pub(crate) today: Option<Date>,
}

impl<'a> Scene<'a> {
    /// The attribute, if a column has it.
    pub(crate) fn attribute(&self, number: AttributeNumber) -> Option<&'a Attribute> {
        self.index.attribute(number)
    }

    /// What names the attribute.
    pub(crate) fn id(&self, number: AttributeNumber) -> Option<&'a AttributeId> {
        self.index.attribute_id(number)
    }

    /// The attribute's name, for people.
    pub(crate) fn label(&self, number: AttributeNumber) -> &'a str {
        match self.id(number) {
            Some(id) if id.path.is_unpublished() => {
                id.scim_path.as_ref().map_or("", |path| path.as_str())
            }
            Some(id) => id.label(),
            None => "",
        }
    }

    /// The link.
    pub(crate) fn link(&self, number: LinkNumber) -> Option<&'a Link> {
        self.index.link(number)
    }

    /// What is kept of an attribute; nothing of one that is only named.
    pub(crate) fn facts_of(&self, number: AttributeNumber) -> Option<&'a AttributeFacts> {
        self.facts.attribute(number)
    }

    /// What the reference says of an attribute, under whatever spelling the project has it.
    pub(crate) fn known(&self, number: AttributeNumber) -> Option<&'a CatalogAttribute> {
        self.facts_of(number).filter(|facts| facts.is_known)?;
        self.catalog.attribute(self.id(number)?)
    }

    /// Whether a link has something to give and is not rejected.
    pub(crate) fn feeds(&self, link: LinkNumber) -> bool {
        self.facts.link_state(link) == LinkState::Feeds
    }

    /// Whether a link is not rejected.
    pub(crate) fn counts(&self, link: LinkNumber) -> bool {
        self.facts.link_state(link) != LinkState::Rejected
    }

    /// The links into an attribute that are not rejected.
    pub(crate) fn links_into(
        &self,
        number: AttributeNumber,
    ) -> impl Iterator<Item = LinkNumber> + use<'a> {
        let facts = self.facts;
        let links = self.index.links_into(number).iter().copied();
        links.filter(move |link| facts.link_state(*link) != LinkState::Rejected)
    }

    /// The links out of an attribute that are not rejected.
    pub(crate) fn links_out(
        &self,
        number: AttributeNumber,
    ) -> impl Iterator<Item = LinkNumber> + use<'a> {
        let facts = self.facts;
        let links = self.index.links_out(number).iter().copied();
        links.filter(move |link| facts.link_state(*link) != LinkState::Rejected)
    }

    /// Whether a link gives the attribute a value.
    pub(crate) fn is_fed(&self, number: AttributeNumber) -> bool {
        self.index
            .links_into(number)
            .iter()
            .any(|link| self.feeds(*link))
    }

    /// Whether a link takes the attribute's value on.
    pub(crate) fn is_consumed(&self, number: AttributeNumber) -> bool {
        self.index
            .links_out(number)
            .iter()
            .any(|link| self.counts(*link))
    }

    /// The number of an attribute of the project.
    pub(crate) fn number(&self, id: &AttributeId) -> Option<AttributeNumber> {
        self.index.number(self.project, id)
    }

    /// The number of a SCIM attribute.
    pub(crate) fn protocol(&self, resource: Resource, path: &str) -> Option<AttributeNumber> {
        self.number(&AttributeId::protocol(resource, path))
    }

    /// The number of an Entra ID attribute.
    pub(crate) fn source(&self, resource: Resource, path: &str) -> Option<AttributeNumber> {
        self.number(&AttributeId::source(resource, path))
    }

    /// Whether a link from the source feeds anything of the resource: only then is there something to judge.
    pub(crate) fn is_mapped(&self, resource: Resource) -> bool {
        self.facts.is_mapped(resource)
    }

    /// The mark of the row that a SCIM attribute stands in: of its target field, else its own, else the reference's.
    pub(crate) fn row_mark(&self, protocol: AttributeNumber) -> Option<Mark> {
        let of = |number: AttributeNumber| self.facts_of(number)?.mark;
        self.links_out(protocol)
            .filter_map(|link| self.index.destination(link))
            .find_map(of)
            .or_else(|| of(protocol))
            .or_else(|| self.facts_of(protocol)?.reference_mark)
    }

    /// What an expression is found to be, if the link has one.
    pub(crate) fn checked(&self, link: LinkNumber) -> Option<&'a Checked> {
        self.facts.checked(link)
    }

    /// The names that a link takes from its origin column.
    pub(crate) fn origins(&self, link: LinkNumber) -> &'a [AttributeNumber] {
        self.index.origins(link)
    }

    /// The origin of a direct link that has just one.
    pub(crate) fn direct_origin(&self, link: LinkNumber) -> Option<AttributeNumber> {
        let is_direct = self.facts.link(link)?.rule == RuleKind::Direct;
        match self.origins(link) {
            [origin] if is_direct => Some(*origin),
            _ => None,
        }
    }

    /// Whether a link is one that Entra ID makes.
    pub(crate) fn is_source_link(&self, link: LinkNumber) -> bool {
        self.facts
            .link(link)
            .is_some_and(|facts| facts.hop == Hop::SourceToProtocol)
    }

    /// The name of a column's system.
    pub(crate) fn system(&self, column: Column) -> &'a str {
        &self.project.system(column).name
    }

    /// Whether objects are matched by a link.
    pub(crate) fn is_matching(&self, link: LinkNumber) -> bool {
        self.facts.link(link).is_some_and(|facts| facts.is_matching)
    }

    /// Whether a link gives a value in place of one that is missing.
    pub(crate) fn has_default(&self, link: LinkNumber) -> bool {
        self.facts.link(link).is_some_and(|facts| facts.has_default)
    }

    /// The place as a project keeps it.
    pub(crate) fn place(&self, place: Where) -> Option<Place> {
        Some(match place {
            Where::Project => Place::Project,
            Where::Attribute(number) => Place::Attribute(self.id(number)?.clone()),
            Where::Link(number) => Place::Link(self.index.link_id(number)?.clone()),
        })
    }

    /// One document's word, as evidence.
    pub(crate) fn says(&self, source: &str, confidence: Confidence, claim: &str) -> Evidence {
        says(self.catalog, source, confidence, claim)
    }

    /// Documents that all stand behind one claim.
    pub(crate) fn all_say(
        &self,
        sources: &[&str],
        confidence: Confidence,
        claim: &str,
    ) -> Vec<Evidence> {
        sources
            .iter()
            .map(|source| self.says(source, confidence, claim))
            .collect()
    }

    /// What the reference gives as evidence for an attribute.
    pub(crate) fn reference_evidence(&self, number: AttributeNumber) -> Vec<Evidence> {
        self.known(number)
            .map(|entry| entry.attribute.evidence.clone())
            .unwrap_or_default()
    }
}

/// One document's word, as evidence.
pub(crate) fn says(
    catalog: &Catalog,
    source: &str,
    confidence: Confidence,
    claim: &str,
) -> Evidence {
    Evidence {
        source: source.to_owned(),
        stance: Stance::Supports,
        confidence,
        read_on: catalog.source(source).map(|source| source.read_on),
        claim: claim.to_owned(),
        unknown: UnknownMembers::default(),
    }
}
