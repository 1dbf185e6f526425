//! What is known of attributes and expressions, kept from one check to the next.
//!
//! A fact stays right for as long as the shared value it was made from is the same one.

use std::sync::Arc;

use rustc_hash::FxHashSet;

pub(crate) use super::attribute_facts::{AttributeFacts, Kind};
pub(crate) use super::link_facts::{LinkFacts, LinkState, RuleKind};
use crate::catalog::Catalog;
use crate::expr::{
    self, Applied, AttributeKind, MappingFacts, Parsed, Problem, Scope as LintScope, SourceSystem,
    TargetSystem,
};
use crate::model::{
    Access, Apply, Attribute, AttributeId, Cardinality, Column, Hop, Link, LinkId, Mark, Project,
    Resource, Rule, Scope, ValueType,
};
use crate::rows::{AttributeNumber, Index, LinkNumber, in_parts, shared_ends};

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
        if catalogs != self.catalogs {
            self.attributes.clear();
            self.about_attributes.clear();
            self.catalogs = catalogs;
        }
        let num_attributes: usize = Column::ALL
            .map(|column| project.system(column).attributes().len())
            .iter()
            .sum();
        if self.attributes.len() == num_attributes {
            self.replace_attributes(project, catalog);
        } else {
            self.splice_attributes(project, catalog);
        }
    }

    /// As many attributes as before: some of them may be others.
    fn replace_attributes(&mut self, project: &Project, catalog: &Catalog) {
        let others: Vec<(usize, &Arc<Attribute>)> = (0..)
            .zip(shared_attributes(project))
            .zip(&self.attributes)
            .filter(|((_, attribute), mine)| !Arc::ptr_eq(mine, attribute))
            .map(|(other, _)| other)
            .collect();
        let facts = self.read(&others, |(_, attribute)| attribute, catalog);
        for ((position, attribute), facts) in others.into_iter().zip(facts) {
            if let Some(mine) = self.attributes.get_mut(position)
                && let Some(about) = self.about_attributes.get_mut(position)
            {
                self.changed.is_one_gone |= mine.id != attribute.id;
                self.changed.take(position, attribute);
                *mine = Arc::clone(attribute);
                *about = facts;
            }
        }
    }

    /// More or fewer attributes than before: those before and behind them stay what they are.
    fn splice_attributes(&mut self, project: &Project, catalog: &Catalog) {
        let all: Vec<&Arc<Attribute>> = shared_attributes(project).collect();
        let (head, tail) = shared_ends(&self.attributes, &all, |mine, one| Arc::ptr_eq(mine, one));
        let new = all.get(head..all.len() - tail).unwrap_or_default();
        let facts = self.read(new, |attribute| attribute, catalog);
        let gone = head..self.attributes.len() - tail;
        self.changed.is_one_gone |= !gone.is_empty();
        for (position, attribute) in (head..).zip(new) {
            self.changed.take(position, attribute);
        }
        self.about_attributes.splice(gone.clone(), facts);
        let new = new.iter().copied().map(Arc::clone);
        self.attributes.splice(gone, new);
    }

    /// The facts of attributes, in their order.
    fn read<T: Sync>(
        &self,
        those: &[T],
        attribute: impl Fn(&T) -> &Arc<Attribute> + Sync,
        catalog: &Catalog,
    ) -> Vec<AttributeFacts> {
        let [source, protocol, target] = self
            .catalogs
            .each_ref()
            .map(|name| ["", "entra-id", "scim", "genesys-cloud"].contains(&name.as_str()));
        let facts = |attribute: &Attribute| {
            let is_shipped = match attribute.id.column {
                Column::Source => source,
                Column::Protocol => protocol,
                Column::Target => target,
            };
            AttributeFacts::of(attribute, is_shipped, catalog)
        };
        in_parts(those, |part| {
            part.iter().map(|one| facts(attribute(one))).collect()
        })
    }

    /// Takes the links, once the attributes are taken and there is an index.
    pub(crate) fn update_links(&mut self, project: &Project, index: &Index) {
        let changed = std::mem::take(&mut self.changed);
        let scopes = Resource::ALL.map(|resource| project.resource_settings(resource).scope);
        let relint_all = scopes != self.scopes;
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
                origins.iter().any(|one| {
                    changed.origins.contains(&one.position())
                        || (changed.is_one_gone && index.is_dangling(*one))
                })
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
        if project.shared_links().len() == self.links.len() {
            return;
        }
        let all: Vec<_> = project.shared_links().collect();
        let (head, tail) = shared_ends(&self.links, &all, |kept, (id, link)| kept.is(id, link));
        let new = all.get(head..all.len() - tail).unwrap_or_default();
        let gone = head..self.links.len() - tail;
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
    /// The numbers of those that are there.
    origins: FxHashSet<usize>,
    /// Whether one is not there any more: who named it names nothing now.
    is_one_gone: bool,
}

impl Changed {
    fn take(&mut self, position: usize, attribute: &Attribute) {
        if attribute.id.column != Column::Target {
            self.origins.insert(position);
        }
    }
}

fn shared_attributes(project: &Project) -> impl Iterator<Item = &Arc<Attribute>> {
    let columns = Column::ALL.into_iter();
    columns.flat_map(|column| project.system(column).shared_attributes())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::check::{Findings, Spot};
    use crate::model::{Edit, arbitrary};
    use proptest::prelude::*;

    #[test]
    fn what_the_last_scim_attribute_was_named_for_is_told_when_it_goes() {
        let mut project = reference_project();
        let last = project.system(Column::Protocol).attributes().last();
        let last = last.unwrap().id.clone();
        let destination = AttributeId::target(last.resource, "OwnField", None);
        let text = format!("ToUpper([{}])", last.path.as_str());
        let link = Link::new(destination, Rule::Expression { text });
        let id = project.next_link_id(&link.destination);
        let link = Arc::new(link);
        project.apply(Edit::AddLink { id, link }).unwrap();
        let mut index = Index::derive(&project);
        let mut findings = Findings::derive(&project, &index, reference(), None);
        let mut check = |project: &Project| {
            index.update(project);
            findings.update(project, &index, reference());
            let anew = Findings::derive(project, &index, reference(), None);
            assert_eq!(findings.spots(), anew.spots());
            let codes = findings.spots().iter().map(Spot::code);
            codes.filter(|code| *code == "M025").count()
        };
        assert_eq!(check(&project), 0);
        let back = project.apply(Edit::RemoveAttribute { id: last }).unwrap();
        assert_eq!(check(&project), 1);
        project.apply(back).unwrap();
        assert_eq!(check(&project), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn what_is_kept_is_what_would_be_found_anew(
            (project, edits) in arbitrary::project().prop_flat_map(|project| {
                let edits = prop::collection::vec(arbitrary::edit(&project), 1..5);
                (Just(project), edits)
            })
        ) {
            let mut project = project;
            let mut index = Index::derive(&project);
            let mut findings = Findings::derive(&project, &index, reference(), None);
            for edit in edits {
                // Another edit may have taken away what it is about.
                let Ok(back) = project.apply(edit) else { continue };
                for edit in [None, Some(back)] {
                    let forth = edit.map(|edit| project.apply(edit).unwrap());
                    index.update(&project);
                    findings.update(&project, &index, reference());
                    let anew = Index::derive(&project);
                    prop_assert_eq!(&index, &anew);
                    let anew = Findings::derive(&project, &anew, reference(), None);
                    prop_assert_eq!(findings.spots(), anew.spots());
                    if let Some(forth) = forth {
                        project.apply(forth).unwrap();
                    }
                }
            }
        }
    }
}
