//! Two projects compared as a whole.

use super::aspects::only_one;
use super::difference::{Difference, DifferenceKind, Subject};
use super::settings::has_mapping;
use super::{attributes, links, notes, records, settings};
use crate::model::{Project, Resource};

/// How much of two projects is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All that a file holds.
    #[default]
    Everything,
    /// What the mapping is: attributes, marks, links with their settings, resource settings; not how far people have
    /// got, who wrote what, or why.
    Mapping,
    /// What an Entra ID provisioning schema can hold: the first project stands for the schema.
    EntraSchema,
}

/// What the second project has added, removed and changed against the first.
///
/// In order: heading, systems, settings, attributes (column by column), links (users first, then by hop and
/// destination), notes, people, accepted findings, versions, workshops, attachments.
/// Empty exactly if nothing in the scope differs.
pub fn compare(before: &Project, after: &Project, scope: Scope) -> Vec<Difference> {
    let mut found = Vec::new();
    if scope == Scope::Everything {
        settings::heading(before, after, &mut found);
        settings::systems(before, after, &mut found);
    }
    settings::resources(before, after, scope, &mut found);
    if scope == Scope::EntraSchema {
        return against_schema(before, after, found);
    }
    attributes::attributes(before, after, scope, &mut found);
    links::links(before, after, scope, &mut found);
    if scope == Scope::Everything {
        notes::notes(before, after, &mut found);
        records::records(before, after, &mut found);
    }
    found
}

/// A schema may hold users alone: then it says nothing of each link of groups, and that is said once.
fn against_schema(
    before: &Project,
    after: &Project,
    mut found: Vec<Difference>,
) -> Vec<Difference> {
    let mut covered = Vec::new();
    attributes::attributes(before, after, Scope::EntraSchema, &mut covered);
    links::links(before, after, Scope::EntraSchema, &mut covered);
    for resource in Resource::ALL {
        if !has_mapping(before, resource) {
            covered.retain(|difference| difference.subject.resource() != Some(resource));
            if has_mapping(after, resource) {
                found.push(only_one(
                    DifferenceKind::Added,
                    Subject::Resource(resource),
                    &format!("{}s", resource.label()),
                    "no mapping of them in the schema".to_owned(),
                    Vec::new(),
                ));
            }
        }
    }
    found.extend(covered);
    found
}
