//! Candidates for an attribute, weighed and in order.

use std::sync::Arc;

use super::name::{likeness, words};
use crate::catalog::{Catalog, DocumentedRow, SourceKind};
use crate::model::{
    Access, Attribute, AttributeId, Column, Edit, Link, LinkId, Mark, Project, Rule, Status,
    Support,
};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// Below this a candidate is not worth a person's time.
const LEAST: u32 = 40;

/// Why two attributes may belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The reference maps one to the other; ids of the documents.
    Documented(Vec<String>),
    /// Their names are alike, by so many of a hundred.
    Name(u32),
    /// Their types are the same.
    SameType(String),
    /// So many attributes beside the one are linked with attributes beside the other.
    Neighbours(usize),
    /// The origin feeds something else already.
    UsedElsewhere,
}

impl Reason {
    /// The reason in a few words.
    pub fn text(&self) -> String {
        match self {
            Self::Documented(sources) => {
                format!("the documents map it so ({})", sources.join(", "))
            }
            Self::Name(likeness) => format!("the names are alike ({likeness} of 100)"),
            Self::SameType(name) => format!("both are {name}"),
            Self::Neighbours(1) => "a neighbour is linked the same way".to_owned(),
            Self::Neighbours(count) => format!("{count} neighbours are linked the same way"),
            Self::UsedElsewhere => "it feeds something else already".to_owned(),
        }
    }
}

/// A link that may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What would feed it.
    pub origin: AttributeId,
    /// What would be filled.
    pub destination: AttributeId,
    /// How: direct, or the documented expression.
    pub rule: Rule,
    /// How much speaks for it, from 40 to 100.
    pub score: u32,
    /// What speaks for it and against it, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// The counterparts that an attribute may have on the sides where it has none, the likeliest first; at most five.
///
/// Nothing for an attribute that is linked on every side, that was said to have no counterpart, or that cannot be
/// mapped. What somebody rejected is not proposed again.
pub fn suggest(index: &Index, catalog: &Catalog, number: AttributeNumber) -> Vec<Suggestion> {
    let Some(attribute) = index
        .attribute(number)
        .filter(|attribute| may_be_mapped(attribute))
    else {
        return Vec::new();
    };
    let weigher = Weigher { index, catalog };
    let mut found = Vec::new();
    let column = attribute.id.column;
    if let Some(hop) = column.hop_in()
        && attribute.access != Access::ReadOnly
        && index.links_into(number).is_empty()
    {
        let others = index.column(hop.origin());
        found.extend(others.filter_map(|other| weigher.weigh(other, number)));
    }
    if let Some(hop) = column.hop_out()
        && index.links_out(number).is_empty()
    {
        let others = index
            .column(hop.destination())
            .filter(|other| index.links_into(*other).is_empty());
        found.extend(others.filter_map(|other| weigher.weigh(number, other)));
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.score));
    found.truncate(5);
    found
}

/// The likeliest counterpart of each SCIM attribute that lacks one, in the order of the map: a set to be reviewed.
pub fn best(index: &Index, catalog: &Catalog) -> Vec<Suggestion> {
    index
        .column(Column::Protocol)
        .flat_map(|number| {
            let mut of_sides = [None, None];
            for suggestion in suggest(index, catalog, number) {
                let side = usize::from(suggestion.destination.column == Column::Target);
                if let Some(place) = of_sides.get_mut(side) {
                    place.get_or_insert(suggestion);
                }
            }
            of_sides.into_iter().flatten()
        })
        .collect()
}

/// The edit that makes the links of accepted suggestions; none if there is none.
pub fn accept(project: &Project, accepted: &[Suggestion]) -> Option<Edit> {
    let mut taken: Vec<LinkId> = Vec::new();
    let mut edits = Vec::with_capacity(accepted.len());
    for suggestion in accepted {
        let is_taken = |id: &LinkId| taken.contains(id) || project.link(id).is_some();
        let id = LinkId::derive(&suggestion.destination, is_taken);
        taken.push(id.clone());
        let link = Arc::new(Link::new(
            suggestion.destination.clone(),
            suggestion.rule.clone(),
        ));
        edits.push(Edit::AddLink { id, link });
    }
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        _ => Some(Edit::Batch(edits)),
    }
}

fn may_be_mapped(attribute: &Attribute) -> bool {
    attribute.no_counterpart.is_none()
        && attribute.support != Support::Unsupported
        && !(attribute.id.column != Column::Source && attribute.mark == Some(Mark::SystemGenerated))
}

struct Weigher<'a> {
    index: &'a Index,
    catalog: &'a Catalog,
}

impl Weigher<'_> {
    fn weigh(&self, origin: AttributeNumber, destination: AttributeNumber) -> Option<Suggestion> {
        let (from, to) = (
            self.index.attribute(origin)?,
            self.index.attribute(destination)?,
        );
        if from.id.resource != to.id.resource
            || !may_be_mapped(from)
            || !may_be_mapped(to)
            || self.is_rejected(origin, destination)
        {
            return None;
        }
        let mut score = 0;
        let mut reasons = Vec::new();
        let mut rule = Rule::direct(from.id.path.clone());
        if let Some((documented, sources)) = self.documented(&from.id, &to.id) {
            score += 60;
            rule = documented;
            reasons.push(Reason::Documented(sources));
        }
        let likeness = likeness(&words(&from.id), &words(&to.id));
        if likeness >= 50 {
            score += likeness * 60 / 100;
            reasons.push(Reason::Name(likeness));
        }
        if reasons.is_empty() {
            return None;
        }
        if from.value_type == to.value_type {
            score += 5;
            reasons.push(Reason::SameType(from.value_type.as_str().to_owned()));
        }
        let neighbours = self.num_neighbours(from, to);
        if neighbours > 0 {
            score += 5 * u32::try_from(neighbours.min(3)).unwrap_or(3);
            reasons.push(Reason::Neighbours(neighbours));
        }
        if !self.index.links_out(origin).is_empty() {
            score = score.saturating_sub(10);
            reasons.push(Reason::UsedElsewhere);
        }
        let score = score.min(100);
        (score >= LEAST).then(|| Suggestion {
            origin: from.id.clone(),
            destination: to.id.clone(),
            rule,
            score,
            reasons,
        })
    }

    fn is_rejected(&self, origin: AttributeNumber, destination: AttributeNumber) -> bool {
        self.index
            .links_into(destination)
            .iter()
            .any(|link: &LinkNumber| {
                self.index.origins(*link).contains(&origin)
                    && self
                        .index
                        .link(*link)
                        .is_some_and(|link| link.status == Status::Rejected)
            })
    }

    /// How the documents map one to the other, and which documents.
    fn documented(&self, from: &AttributeId, to: &AttributeId) -> Option<(Rule, Vec<String>)> {
        if to.column == Column::Target {
            let path = to.scim_path.as_ref()?;
            let entry = self.catalog.attribute(to)?;
            let sources = entry
                .attribute
                .evidence
                .iter()
                .map(|one| one.source.clone())
                .collect();
            return (*path == from.path).then(|| (Rule::direct(from.path.clone()), sources));
        }
        let row = self
            .catalog
            .rows_of(to)
            .find(|row| row.alias_of.is_none() && takes(row, from))?;
        let rule = match row.entra_source.kind {
            SourceKind::Expression => Rule::Expression {
                text: row.expression.clone()?,
            },
            SourceKind::Attribute | SourceKind::None | SourceKind::Unspecified => {
                Rule::direct(from.path.clone())
            }
        };
        Some((rule, row.sources.clone()))
    }

    /// How many links there are between the two groups that the attributes stand in.
    fn num_neighbours(&self, from: &Attribute, to: &Attribute) -> usize {
        if from.group.is_empty() || to.group.is_empty() {
            return 0;
        }
        let links = (0..self.index.num_links()).map(LinkNumber::at);
        let links = links.filter_map(|number| Some((number, self.index.link(number)?)));
        links
            .filter(|(_, link)| {
                link.status != Status::Rejected && link.destination.column == to.id.column
            })
            .filter(|(number, _)| {
                let group = |number: AttributeNumber| {
                    self.index.attribute(number).map(|one| one.group.as_str())
                };
                self.index.destination(*number).and_then(group) == Some(to.group.as_str())
                    && self
                        .index
                        .origins(*number)
                        .iter()
                        .any(|origin| group(*origin) == Some(from.group.as_str()))
            })
            .count()
    }
}

fn takes(row: &DocumentedRow, from: &AttributeId) -> bool {
    match row.entra_source.kind {
        SourceKind::Attribute => row.entra_source.value.as_deref() == Some(from.path.as_str()),
        SourceKind::Expression => row.expression.as_deref().is_some_and(|text| {
            crate::expr::origins(text)
                .into_iter()
                .any(|name| name == from.path.as_str())
        }),
        SourceKind::None | SourceKind::Unspecified => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::model::{AttributePath, Hop, Resource};

    fn without(path: &str) -> Project {
        let mut project = reference_project();
        let destination = AttributeId::protocol(Resource::User, path);
        let id = project
            .links()
            .find(|(_, link)| link.destination == destination)
            .map(|(id, _)| id.clone())
            .unwrap();
        project.apply(Edit::RemoveLink { id }).unwrap();
        project
    }

    fn of(project: &Project, path: &str) -> Vec<Suggestion> {
        let index = Index::derive(project);
        let number = index
            .number(project, &AttributeId::protocol(Resource::User, path))
            .unwrap();
        suggest(&index, reference(), number)
    }

    #[test]
    fn the_documented_source_comes_first_and_says_why() {
        let found = of(&without("title"), "title");
        assert_eq!(found[0].origin.label(), "jobTitle");
        assert!(matches!(found[0].reasons[0], Reason::Documented(_)));
        assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
        let active = of(&without("active"), "active");
        assert_eq!(
            active[0].rule,
            Rule::Expression {
                text: "Not([IsSoftDeleted])".to_owned()
            }
        );
    }

    #[test]
    fn a_name_alone_is_enough_if_it_is_alike() {
        let mut project = without("title");
        let custom = Arc::new(Attribute::custom(AttributeId::source(
            Resource::User,
            "extension_title",
        )));
        project
            .apply(Edit::AddAttribute {
                position: 0,
                attribute: custom,
            })
            .unwrap();
        let found = of(&project, "title");
        assert!(
            found
                .iter()
                .any(|one| one.origin.label() == "extension_title"),
            "{found:#?}"
        );
    }

    #[test]
    fn nothing_for_what_is_mapped_made_by_the_system_or_has_no_counterpart() {
        let project = reference_project();
        for path in ["title", "id", "name.givenName"] {
            assert_eq!(of(&project, path), [], "{path}");
        }
    }

    #[test]
    fn the_reviewed_set_becomes_one_edit() {
        let project = without("title");
        let index = Index::derive(&project);
        let set: Vec<_> = best(&index, reference())
            .into_iter()
            .filter(|one| one.destination.label() == "title")
            .collect();
        assert_eq!(set.len(), 1);
        let mut after = project.clone();
        after.apply(accept(&project, &set).unwrap()).unwrap();
        let title = AttributeId::protocol(Resource::User, "title");
        let link = after
            .links()
            .find(|(_, link)| link.destination == title)
            .unwrap()
            .1;
        assert_eq!(
            link.rule,
            Rule::direct(AttributePath::new(Column::Source, "jobTitle"))
        );
        assert_eq!(link.hop(), Hop::SourceToProtocol);
        assert_eq!(accept(&project, &[]), None);
    }
}
