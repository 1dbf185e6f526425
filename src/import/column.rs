//! A list of attributes against a column of the project: what it adds, what it says otherwise, what it does not have.
//!
//! Links stay whatever the list says. An attribute that is not in the list leaves the column only if nothing hangs on
//! it; else it stays and is said to be unsupported, so that the checks find it.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::field::AttributeField;
use super::item::{Change, Item, OnConflict, Step, Subject};
use super::plan::Plan;
use crate::expr;
use crate::model::{
    Attribute, AttributeId, AttributeOrigin, AttributePath, Column, Confidence, Edit, Evidence,
    Place, Project, Resource, Rule, Stance, Support, UnknownMembers,
};

/// Whether a list says all that a column has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// It adds to the column.
    #[default]
    Extend,
    /// It is the column: what it does not have is not there.
    Replace,
}

/// An attribute as a file lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What names it.
    pub id: AttributeId,
    /// What the file says of it; nothing else is touched.
    pub fields: Vec<AttributeField>,
    /// Where it stands, from 1.
    pub line: Option<u32>,
}

/// Adds to `plan` what a list means for the column of its attributes.
///
/// All attributes of the list are of `column`. Of attributes that are listed twice, the first counts: the caller has
/// said so as a problem. `source` names the file, as evidence for what it does not have.
pub fn plan_column(
    plan: &mut Plan,
    project: &Project,
    column: Column,
    list: Vec<Listed>,
    extent: Extent,
    on_conflict: OnConflict,
    source: &str,
) {
    let mut seen = FxHashSet::default();
    let mut resources = Vec::new();
    for listed in list {
        plan.num_read += 1;
        if !resources.contains(&listed.id.resource) {
            resources.push(listed.id.resource);
        }
        let before = project.attribute(&listed.id);
        let num_items = plan.items.len();
        if seen.insert(listed.id.clone()) {
            match before {
                None => plan.items.push(added(&listed)),
                Some(before) => plan.items.extend(
                    Item::attribute_changes(before, listed.fields, on_conflict).map(|item| Item {
                        line: listed.line,
                        ..item
                    }),
                ),
            }
        }
        plan.num_equal += usize::from(plan.items.len() == num_items);
    }
    if extent == Extent::Replace {
        let vanished = vanished(project, column, &seen, &resources, source);
        plan.items.extend(vanished);
    }
}

fn added(listed: &Listed) -> Item {
    let mut attribute = Attribute {
        origin: AttributeOrigin::Catalog,
        ..Attribute::custom(listed.id.clone())
    };
    for field in &listed.fields {
        field.clone().set(&mut attribute);
    }
    let label = listed.id.label().to_owned();
    let about = attribute.value_type.as_str().to_owned();
    Item {
        about,
        line: listed.line,
        ..Item::new(
            Change::Add,
            Subject::Attribute,
            label,
            vec![Step::AddAttribute(Arc::new(attribute))],
        )
    }
}

/// What becomes of the attributes that a full list does not have.
fn vanished(
    project: &Project,
    column: Column,
    seen: &FxHashSet<AttributeId>,
    resources: &[Resource],
    source: &str,
) -> Vec<Item> {
    let used = Used::of(project);
    project
        .system(column)
        .attributes()
        .filter(|attribute| {
            attribute.origin == AttributeOrigin::Catalog
                && resources.contains(&attribute.id.resource)
                && !seen.contains(&attribute.id)
        })
        .filter_map(|attribute| {
            if !used.contains(attribute) {
                let step = Step::edit(Edit::RemoveAttribute {
                    id: attribute.id.clone(),
                });
                let label = attribute.id.label();
                return Some(Item {
                    about: "not in the file, and nothing hangs on it".to_owned(),
                    ..Item::new(Change::Remove, Subject::Attribute, label, vec![step])
                });
            }
            let evidence = Evidence {
                source: source.to_owned(),
                stance: Stance::Contradicts,
                confidence: Confidence::Verified,
                read_on: None,
                claim: "The file does not list it.".to_owned(),
                unknown: UnknownMembers::default(),
            };
            let mut all = attribute.evidence.clone();
            if !all.contains(&evidence) {
                all.push(evidence);
            }
            let fields: Vec<_> = [
                AttributeField::Support(Support::Unsupported),
                AttributeField::Evidence(all),
            ]
            .into_iter()
            .filter(|field| !field.is_in(attribute))
            .collect();
            if fields.is_empty() {
                return None;
            }
            let details = fields.iter().map(|field| field.detail(attribute)).collect();
            let steps = fields
                .into_iter()
                .map(|field| Step::change_attribute(attribute.id.clone(), field))
                .collect();
            Some(Item {
                about: "not in the file; it stays, since a link or a note hangs on it".to_owned(),
                details,
                ..Item::new(
                    Change::Change,
                    Subject::Attribute,
                    attribute.id.label(),
                    steps,
                )
            })
        })
        .collect()
}

/// The attributes on which something hangs: a link, a note, a reason for having no counterpart.
struct Used {
    destinations: FxHashSet<AttributeId>,
    origins: FxHashSet<(Column, Resource, AttributePath)>,
    noted: FxHashSet<AttributeId>,
}

impl Used {
    fn of(project: &Project) -> Self {
        let mut used = Self {
            destinations: FxHashSet::default(),
            origins: FxHashSet::default(),
            noted: FxHashSet::default(),
        };
        for (_, link) in project.links() {
            let (column, resource) = (link.hop().origin(), link.resource());
            used.destinations.insert(link.destination.clone());
            match &link.rule {
                Rule::Direct { origins } | Rule::Translation { origins, .. } => used
                    .origins
                    .extend(origins.iter().map(|path| (column, resource, path.clone()))),
                Rule::Expression { text } => used.origins.extend(
                    expr::origins(text)
                        .iter()
                        .map(|name| (column, resource, AttributePath::new(column, name))),
                ),
                Rule::Constant { .. } => {}
            }
        }
        for (_, note) in project.notes() {
            if let Place::Attribute(id) = &note.place {
                used.noted.insert(id.clone());
            }
        }
        used
    }

    fn contains(&self, attribute: &Attribute) -> bool {
        let id = &attribute.id;
        attribute.no_counterpart.is_some()
            || self.destinations.contains(id)
            || self.noted.contains(id)
            || self
                .origins
                .contains(&(id.column, id.resource, id.path.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Kind;
    use crate::model::{Heading, Link, Mark, System, ValueType};

    fn id(name: &str) -> AttributeId {
        AttributeId::protocol(Resource::User, name)
    }

    fn listed(name: &str, fields: Vec<AttributeField>) -> Listed {
        Listed {
            id: id(name),
            fields,
            line: Some(2),
        }
    }

    /// A column of four, of which `active` is linked and `own` was added by a person.
    fn project() -> Project {
        let of_catalog = |name| Attribute {
            origin: AttributeOrigin::Catalog,
            ..Attribute::custom(id(name))
        };
        let (protocol, _) = System::new("SCIM").with_attributes([
            of_catalog("userName"),
            of_catalog("active"),
            of_catalog("title"),
            Attribute::custom(id("own")),
        ]);
        let mut project = Project::new(
            Heading::default(),
            System::new("Entra ID"),
            protocol,
            System::new("Genesys Cloud"),
        );
        let link = Link::new(
            id("active"),
            Rule::Expression {
                text: "Not([IsSoftDeleted])".to_owned(),
            },
        );
        project
            .apply(Edit::AddLink {
                id: project.next_link_id(&link.destination),
                link: Arc::new(link),
            })
            .unwrap();
        project
    }

    fn plan_of(list: Vec<Listed>, extent: Extent) -> Plan {
        let mut plan = Plan::new(Kind::Attributes);
        let (project, column) = (project(), Column::Protocol);
        plan_column(
            &mut plan,
            &project,
            column,
            list,
            extent,
            OnConflict::Keep,
            "list.csv",
        );
        plan
    }

    #[test]
    fn a_list_adds_and_fills_gaps() {
        let required = || vec![AttributeField::Mark(Some(Mark::Required))];
        let typed = vec![AttributeField::Type(ValueType::Boolean)];
        let plan = plan_of(
            vec![
                listed("userName", required()),
                listed("nickName", required()),
                listed("title", Vec::new()),
                listed("active", typed),
            ],
            Extent::Extend,
        );
        let found: Vec<_> = plan
            .items
            .iter()
            .map(|item| (item.change, item.label.as_str(), item.is_chosen))
            .collect();
        let expected = [
            (Change::Change, "userName", true),
            (Change::Add, "nickName", true),
            (Change::Change, "active", false),
        ];
        assert_eq!(found, expected);
        assert_eq!((plan.num_read, plan.num_equal), (4, 1));
    }

    #[test]
    fn what_a_full_list_lacks_goes_only_if_nothing_hangs_on_it() {
        let plan = plan_of(vec![listed("userName", Vec::new())], Extent::Replace);
        let mut after = project();
        after.apply(plan.edit(&project()).unwrap()).unwrap();
        assert_eq!(after.attribute(&id("title")), None);
        assert!(after.attribute(&id("own")).is_some());
        let active = after.attribute(&id("active")).unwrap();
        assert_eq!(active.support, Support::Unsupported);
        assert_eq!(active.evidence[0].stance, Stance::Contradicts);
        assert_eq!(after.links().len(), 1);
    }
}
