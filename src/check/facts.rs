//! What is known of attributes and expressions, kept from one check to the next.
//!
//! A fact stays right for as long as the shared value it was made from is the same one.

use std::sync::Arc;

pub(crate) use super::attribute_facts::{AttributeFacts, Kind};
pub(crate) use super::link_facts::{LinkFacts, LinkState, RuleKind};
use super::parts::in_parts;
use crate::catalog::Catalog;
use crate::expr::{
    self, Applied, AttributeKind, MappingFacts, Parsed, Problem, Scope as LintScope, SourceSystem,
    TargetSystem,
};
use crate::model::{
    Access, Apply, Attribute, AttributeId, Cardinality, Column, Hop, Link, LinkId, Mark, Project,
    Resource, Rule, Scope, ValueType,
};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// An expression, read and looked at in its mapping.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    parsed: Parsed,
    /// What is wrong with it.
    pub(crate) problems: Vec<Problem>,
}

impl Checked {
    /// The tree.
    pub(crate) fn tree(&self) -> &expr::Node {
        &self.parsed.tree
    }
}

/// What is kept of one link.
#[derive(Clone, Debug)]
struct KeptLink {
    id: LinkId,
    link: Arc<Link>,
    /// Its expression, if it has one.
    checked: Option<Box<Checked>>,
}

impl KeptLink {
    fn new(id: &LinkId, link: &Arc<Link>) -> Self {
        Self {
            id: id.clone(),
            link: link.clone(),
            checked: None,
        }
    }

    /// Whether it is kept of this very link.
    fn is(&self, id: &LinkId, link: &Arc<Link>) -> bool {
        Arc::ptr_eq(&self.link, link) && std::ptr::eq(self.id.as_str(), id.as_str())
    }
}

/// What is kept from one check to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    attributes: Vec<Arc<Attribute>>,
    about_attributes: Vec<AttributeFacts>,
    catalogs: [String; 3],
    scopes: [Scope; 2],
    /// In id order.
    links: Vec<KeptLink>,
    about_links: Vec<LinkFacts>,
    faulty_links: Vec<LinkNumber>,
    is_mapped: [bool; 2],
    /// What the attributes have become since links were last looked at.
    changed: Changed,
}

impl Facts {
    /// Takes the attributes of the columns; good for any index of the same project, so it can be done before there is one.
    pub(crate) fn update_attributes(&mut self, project: &Project, catalog: &Catalog) {
        let catalogs = Column::ALL.map(|column| project.system(column).catalog.clone());
        let is_shipped = catalogs
            .each_ref()
            .map(|name| ["", "entra-id", "scim", "genesys-cloud"].contains(&name.as_str()));
        let num_origins = project.system(Column::Source).attributes().len()
            + project.system(Column::Protocol).attributes().len();
        let changed = &mut self.changed;
        if catalogs != self.catalogs {
            self.attributes.clear();
            self.about_attributes.clear();
            self.catalogs = catalogs;
            changed.all = true;
        }
        let mut position = 0;
        let made = made_anew(&self.attributes, project, is_shipped, catalog);
        let mut made = made.into_iter().peekable();
        if self.attributes.is_empty() {
            let all = Column::ALL.into_iter();
            let all = all.flat_map(|column| project.system(column).shared_attributes());
            self.attributes = all.cloned().collect();
            self.about_attributes = made.collect();
            changed.all = true;
            return;
        }
        for column in Column::ALL {
            for attribute in project.system(column).shared_attributes() {
                let mine = self.attributes.get_mut(position);
                let facts = self.about_attributes.get_mut(position);
                if !mine
                    .as_ref()
                    .is_some_and(|mine| Arc::ptr_eq(mine, attribute))
                    && let Some(new) = made.next()
                {
                    let is_origin = position < num_origins;
                    if let (Some(mine), Some(facts)) = (mine, facts) {
                        changed.all |= is_origin && mine.id != attribute.id;
                        *mine = attribute.clone();
                        *facts = new;
                    } else {
                        changed.all |= is_origin;
                        self.attributes.push(attribute.clone());
                        self.about_attributes.push(new);
                    }
                    if is_origin {
                        changed.origins.push(position);
                    }
                }
                position += 1;
            }
        }
        self.attributes.truncate(position);
        self.about_attributes.truncate(position);
    }

    /// Takes the links, once the attributes are taken and there is an index.
    pub(crate) fn update_links(&mut self, project: &Project, index: &Index) {
        let changed = std::mem::take(&mut self.changed);
        let scopes = Resource::ALL.map(|resource| project.resource_settings(resource).scope);
        let relint_all = changed.all || scopes != self.scopes;
        self.scopes = scopes;
        self.make_room(project);
        self.faulty_links.clear();
        self.is_mapped = [false; 2];
        let all = self.links.iter_mut().zip(&mut self.about_links);
        for (position, ((id, link), (kept, facts))) in project.shared_links().zip(all).enumerate() {
            let number = LinkNumber::at(position);
            let origins = index.origins(number);
            if !kept.is(id, link) {
                *kept = KeptLink::new(id, link);
                *facts = LinkFacts::of(link);
            }
            let names_changed = || {
                let mut changed = changed.origins.iter();
                changed.any(|position| origins.iter().any(|one| one.position() == *position))
            };
            facts.count_origins(origins.len());
            match &mut kept.checked {
                Some(checked) if relint_all || names_changed() => {
                    checked.problems = problems(project, link, &checked.parsed);
                }
                Some(_) => {}
                None => {
                    if let Rule::Expression { text } = &link.rule {
                        let parsed = expr::parse(text);
                        kept.checked = Some(Box::new(Checked {
                            problems: problems(project, link, &parsed),
                            parsed,
                        }));
                    }
                }
            }
            if facts.state != LinkState::Rejected {
                if facts.hop == Hop::SourceToProtocol {
                    let [users, groups] = &mut self.is_mapped;
                    match facts.resource {
                        Resource::User => *users = true,
                        Resource::Group => *groups = true,
                    }
                }
                let checked = kept.checked.as_ref();
                if checked.is_some_and(|checked| !checked.problems.is_empty()) {
                    self.faulty_links.push(number);
                }
            }
        }
    }

    /// Gives the list of links its new length where it has another, so that links before and behind those that came or
    /// went stay what they are.
    fn make_room(&mut self, project: &Project) {
        let num_links = project.shared_links().len();
        let shorter = num_links.min(self.links.len());
        if num_links == self.links.len() {
            return;
        }
        let after: Vec<_> = project.shared_links().collect();
        let same = |(kept, (id, link)): &(&KeptLink, &(&LinkId, &Arc<Link>))| kept.is(id, link);
        let head = self.links.iter().zip(&after).take_while(same).count();
        let tail = self.links.iter().rev().zip(after.iter().rev());
        let tail = tail.take(shorter - head).take_while(same).count();
        let gone = head..self.links.len() - tail;
        let new = after.get(head..num_links - tail).unwrap_or_default();
        let facts = new.iter().map(|(_, link)| LinkFacts::of(link));
        self.about_links.splice(gone.clone(), facts);
        let links = new.iter().map(|(id, link)| KeptLink::new(id, link));
        self.links.splice(gone, links);
    }

    pub(crate) fn num_attributes(&self) -> usize {
        self.attributes.len()
    }

    pub(crate) fn attribute(&self, number: AttributeNumber) -> Option<&AttributeFacts> {
        self.about_attributes.get(number.position())
    }

    pub(crate) fn link(&self, number: LinkNumber) -> Option<&LinkFacts> {
        self.about_links.get(number.position())
    }

    pub(crate) fn link_state(&self, number: LinkNumber) -> LinkState {
        self.link(number)
            .map_or(LinkState::Rejected, |facts| facts.state)
    }

    /// The links that are not rejected, in id order.
    pub(crate) fn counting_links(&self) -> impl Iterator<Item = LinkNumber> + use<'_> {
        let all = self.about_links.iter().enumerate();
        all.filter(|(_, facts)| facts.state != LinkState::Rejected)
            .map(|(position, _)| LinkNumber::at(position))
    }

    /// The links that are not rejected and whose expression has problems.
    pub(crate) fn faulty_links(&self) -> impl Iterator<Item = LinkNumber> + use<'_> {
        self.faulty_links.iter().copied()
    }

    pub(crate) fn checked(&self, number: LinkNumber) -> Option<&Checked> {
        self.links.get(number.position())?.checked.as_deref()
    }

    pub(crate) fn checked_of(&self, link: &LinkId) -> Option<&Checked> {
        let position = self.links.binary_search_by(|kept| kept.id.cmp(link)).ok()?;
        self.links.get(position)?.checked.as_deref()
    }

    pub(crate) fn is_mapped(&self, resource: Resource) -> bool {
        let [users, groups] = self.is_mapped;
        match resource {
            Resource::User => users,
            Resource::Group => groups,
        }
    }
}

/// Which attributes that an expression may name are not what they were.
#[derive(Clone, Debug, Default)]
struct Changed {
    /// The columns are others altogether.
    all: bool,
    /// Their numbers.
    origins: Vec<usize>,
}

/// The facts of those attributes that are not what they were, in their order.
fn made_anew(
    before: &[Arc<Attribute>],
    project: &Project,
    is_shipped: [bool; 3],
    catalog: &Catalog,
) -> Vec<AttributeFacts> {
    let all = Column::ALL
        .into_iter()
        .zip(is_shipped)
        .flat_map(|(column, is_shipped)| {
            let attributes = project.system(column).shared_attributes();
            attributes.map(move |attribute| (attribute, is_shipped))
        });
    let others: Vec<(&Arc<Attribute>, bool)> = all
        .enumerate()
        .filter(|(position, (attribute, _))| {
            let mine = before.get(*position);
            mine.is_none_or(|mine| !Arc::ptr_eq(mine, attribute))
        })
        .map(|(_, other)| other)
        .collect();
    in_parts(&others, |part| {
        part.iter()
            .map(|(attribute, is_shipped)| AttributeFacts::of(attribute, *is_shipped, catalog))
            .collect()
    })
}

fn problems(project: &Project, link: &Link, parsed: &Parsed) -> Vec<Problem> {
    let mut problems = parsed.problems.clone();
    let resource = link.resource();
    let column = link.hop().origin();
    let attribute = |name: &str| {
        let id = match column {
            Column::Source => AttributeId::source(resource, name),
            Column::Protocol | Column::Target => AttributeId::protocol(resource, name),
        };
        project.attribute(&id).map(lint_facts)
    };
    let facts = MappingFacts {
        attribute: &attribute,
        source: if column == Column::Source {
            SourceSystem::EntraId
        } else {
            SourceSystem::Other
        },
        target: TargetSystem::Other,
        applied: match link.settings.apply {
            Apply::OnlyDuringCreation => Applied::OnCreation,
            Apply::Always
            | Apply::MultiValueAddOnly
            | Apply::ValueAddOnly
            | Apply::AttributeAddOnly => Applied::Always,
        },
        scope: match project.resource_settings(resource).scope {
            Scope::AssignedOnly => LintScope::Assigned,
            Scope::All => LintScope::All,
        },
        is_matching: link.settings.matching_precedence.is_some(),
        // A rule of its own speaks of attributes that the target makes.
        is_target_key: false,
    };
    problems.extend(expr::lint(&parsed.tree, &facts));
    problems
}

fn lint_facts(attribute: &Attribute) -> expr::AttributeFacts {
    let is_always_there = matches!(attribute.mark, Some(Mark::Required | Mark::SystemGenerated))
        || attribute.access == Access::ReadOnly;
    expr::AttributeFacts {
        may_be_null: !is_always_there,
        kind: match attribute.value_type {
            ValueType::Reference => AttributeKind::Reference,
            ValueType::Date | ValueType::DateTime => AttributeKind::Date,
            _ if attribute.cardinality == Cardinality::Multiple => AttributeKind::MultiValued,
            _ => AttributeKind::Plain,
        },
    }
}
