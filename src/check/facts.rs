//! What is known of attributes and expressions, kept from one check to the next.
//!
//! A fact stays right for as long as the shared value it was made from is the same one.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::near::{self, Meaning};
use super::parts::in_parts;
use crate::catalog::Catalog;
use crate::expr::{
    self, Applied, AttributeKind, MappingFacts, Parsed, Problem, Scope as LintScope, SourceSystem,
    TargetSystem,
};
use crate::model::{
    Access, Apply, Attribute, AttributeId, Cardinality, Column, Hop, Link, LinkId, Mark, Project,
    Resource, Rule, Scope, Status, ValueType,
};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// What the reference makes of an attribute.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeFacts {
    /// Whether the reference has it, under whatever spelling.
    pub(crate) is_known: bool,
    /// The mark that the reference gives it.
    pub(crate) reference_mark: Option<Mark>,
    /// What its spelling means, where that is not the reference's own.
    pub(crate) meaning: Option<Box<Meaning>>,
}

/// Whether a link counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkState {
    /// It is rejected.
    Rejected,
    /// It has nothing to give.
    Idle,
    /// It gives a value.
    Feeds,
}

/// An expression, read and looked at in its mapping.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    link: Arc<Link>,
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

/// What is kept from one check to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    attributes: Vec<(Arc<Attribute>, AttributeFacts)>,
    catalogs: [String; 3],
    scopes: [Scope; 2],
    expressions: FxHashMap<LinkId, Checked>,
    link_states: Vec<LinkState>,
    faulty_links: Vec<LinkNumber>,
    is_mapped: [bool; 2],
}

impl Facts {
    /// Makes the facts right for what the project has become.
    pub(crate) fn update(&mut self, project: &Project, index: &Index, catalog: &Catalog) {
        let changed = self.update_attributes(project, catalog);
        self.update_links(project, index, &changed);
    }

    /// Takes the attributes of the columns; which of those that an expression may name are not what they were.
    fn update_attributes(&mut self, project: &Project, catalog: &Catalog) -> Changed {
        let catalogs = Column::ALL.map(|column| project.system(column).catalog.clone());
        let is_shipped = catalogs
            .each_ref()
            .map(|name| ["", "entra-id", "scim", "genesys-cloud"].contains(&name.as_str()));
        let num_origins = project.system(Column::Source).attributes().len()
            + project.system(Column::Protocol).attributes().len();
        let mut changed = Changed::default();
        if catalogs != self.catalogs {
            self.attributes.clear();
            self.catalogs = catalogs;
            changed.all = true;
        }
        let mut made = self.made_anew(project, is_shipped, catalog).into_iter();
        let mut position = 0;
        for column in Column::ALL {
            for attribute in project.system(column).shared_attributes() {
                match self.attributes.get_mut(position) {
                    Some((mine, _)) if Arc::ptr_eq(mine, attribute) => {}
                    place => {
                        let facts = made.next().unwrap_or_default();
                        if let Some(place) = place {
                            changed.all |= position < num_origins && place.0.id != attribute.id;
                            *place = (attribute.clone(), facts);
                        } else {
                            changed.all |= position < num_origins;
                            self.attributes.push((attribute.clone(), facts));
                        }
                        if position < num_origins {
                            changed.origins.push(position);
                        }
                    }
                }
                position += 1;
            }
        }
        self.attributes.truncate(position);
        changed
    }

    /// The facts of those attributes that are not what they were, in their order.
    fn made_anew(
        &self,
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
                let mine = self.attributes.get(*position);
                mine.is_none_or(|(mine, _)| !Arc::ptr_eq(mine, attribute))
            })
            .map(|(_, other)| other)
            .collect();
        in_parts(&others, |part| {
            part.iter()
                .map(|(attribute, is_shipped)| attribute_facts(attribute, *is_shipped, catalog))
                .collect()
        })
    }

    fn update_links(&mut self, project: &Project, index: &Index, changed: &Changed) {
        let scopes = Resource::ALL.map(|resource| project.resource_settings(resource).scope);
        let relint_all = changed.all || scopes != self.scopes;
        self.scopes = scopes;
        let mut before = std::mem::take(&mut self.expressions);
        self.link_states.clear();
        self.faulty_links.clear();
        self.is_mapped = [false; 2];
        for (id, link) in project.shared_links() {
            let number = LinkNumber::at(self.link_states.len());
            let origins = index.origins(number);
            let state = link_state(link, origins.len());
            self.link_states.push(state);
            if state != LinkState::Rejected && link.hop() == Hop::SourceToProtocol {
                let [users, groups] = &mut self.is_mapped;
                match link.resource() {
                    Resource::User => *users = true,
                    Resource::Group => *groups = true,
                }
            }
            let Rule::Expression { text } = &link.rule else {
                continue;
            };
            let kept = before
                .remove(id)
                .filter(|kept| Arc::ptr_eq(&kept.link, link));
            let names_changed = || {
                changed
                    .origins
                    .iter()
                    .any(|position| origins.iter().any(|origin| origin.position() == *position))
            };
            let checked = match kept {
                Some(kept) if !relint_all && !names_changed() => kept,
                Some(kept) => Checked {
                    problems: problems(project, link, &kept.parsed),
                    ..kept
                },
                None => {
                    let parsed = expr::parse(text);
                    Checked {
                        link: link.clone(),
                        problems: problems(project, link, &parsed),
                        parsed,
                    }
                }
            };
            if !checked.problems.is_empty() && state != LinkState::Rejected {
                self.faulty_links.push(number);
            }
            self.expressions.insert(id.clone(), checked);
        }
    }

    pub(crate) fn num_attributes(&self) -> usize {
        self.attributes.len()
    }

    pub(crate) fn attribute(&self, number: AttributeNumber) -> Option<&AttributeFacts> {
        self.attributes
            .get(number.position())
            .map(|(_, facts)| facts)
    }

    pub(crate) fn link_state(&self, link: LinkNumber) -> LinkState {
        self.link_states
            .get(link.position())
            .copied()
            .unwrap_or(LinkState::Rejected)
    }

    /// The links that are not rejected, in id order.
    pub(crate) fn counting_links(&self) -> impl Iterator<Item = LinkNumber> {
        let states = self.link_states.iter().enumerate();
        states
            .filter(|(_, state)| **state != LinkState::Rejected)
            .map(|(position, _)| LinkNumber::at(position))
    }

    /// The links that are not rejected and whose expression has problems.
    pub(crate) fn faulty_links(&self) -> impl Iterator<Item = LinkNumber> + use<'_> {
        self.faulty_links.iter().copied()
    }

    pub(crate) fn checked(&self, link: &LinkId) -> Option<&Checked> {
        self.expressions.get(link)
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
#[derive(Default)]
struct Changed {
    /// The columns are others altogether.
    all: bool,
    /// Their numbers.
    origins: Vec<usize>,
}

fn attribute_facts(attribute: &Attribute, is_shipped: bool, catalog: &Catalog) -> AttributeFacts {
    if !is_shipped {
        return AttributeFacts::default();
    }
    let known = catalog.attribute(&attribute.id);
    AttributeFacts {
        is_known: known.is_some(),
        reference_mark: known.and_then(|known| known.attribute.mark),
        meaning: near::meaning(catalog, &attribute.id).map(Box::new),
    }
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

fn link_state(link: &Link, num_origins: usize) -> LinkState {
    let has_something = match &link.rule {
        Rule::Direct { .. } | Rule::Translation { .. } => num_origins > 0,
        Rule::Constant { .. } => true,
        Rule::Expression { text } => !text.trim().is_empty(),
    };
    match link.status {
        Status::Rejected => LinkState::Rejected,
        Status::Proposed | Status::Agreed if has_something => LinkState::Feeds,
        Status::Proposed | Status::Agreed => LinkState::Idle,
    }
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
