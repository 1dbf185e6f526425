//! Attributes that one project has and the other has not, or that differ.

use super::aspects::{Aspects, only_one};
use super::difference::{Difference, DifferenceKind, Subject};
use super::projects::Scope;
use crate::model::{
    Attribute, AttributeId, Cardinality, Column, Hop, Mark, Project, Resource, Status,
};
use crate::rows::Index;

/// The columns left to right; in each the attributes of `after` in its order, then those that only `before` has.
pub(super) fn attributes(
    before: &Project,
    after: &Project,
    scope: Scope,
    found: &mut Vec<Difference>,
) {
    for column in Column::ALL {
        if scope == Scope::EntraSchema {
            if column != Column::Target {
                listed_by_schema(before, after, column, found);
            }
            continue;
        }
        for attribute in after.system(column).attributes() {
            match before.attribute(&attribute.id) {
                Some(old) => found.extend(changed(old, attribute, after, scope)),
                None => found.push(one_sided(DifferenceKind::Added, attribute, after)),
            }
        }
        for attribute in before.system(column).attributes() {
            if after.attribute(&attribute.id).is_none() {
                found.push(one_sided(DifferenceKind::Removed, attribute, before));
            }
        }
    }
}

/// What the schema (`before`) lists and the project has not, and what a link of the project names and it does not list.
///
/// A schema that lists nothing of a column and resource says nothing of it.
fn listed_by_schema(
    before: &Project,
    after: &Project,
    column: Column,
    found: &mut Vec<Difference>,
) {
    let index = Index::derive(after);
    for resource in Resource::ALL {
        let of_resource = |attribute: &&Attribute| attribute.id.resource == resource;
        let mut listed = before.system(column).attributes();
        if !listed.any(|attribute| of_resource(&attribute)) {
            continue;
        }
        for attribute in after.system(column).attributes().filter(of_resource) {
            if before.attribute(&attribute.id).is_none() && is_used(&index, after, &attribute.id) {
                found.push(one_sided(DifferenceKind::Added, attribute, after));
            }
        }
        for attribute in before.system(column).attributes().filter(of_resource) {
            if after.attribute(&attribute.id).is_none() {
                found.push(one_sided(DifferenceKind::Removed, attribute, before));
            }
        }
    }
}

/// Whether a link of the first hop that is not rejected names an attribute, be it to fill it or to be fed.
fn is_used(index: &Index, project: &Project, id: &AttributeId) -> bool {
    index.number(project, id).is_some_and(|number| {
        let into = index.links_into(number).iter();
        into.chain(index.links_out(number))
            .filter_map(|link| index.link(*link))
            .any(|link| link.hop() == Hop::SourceToProtocol && link.status != Status::Rejected)
    })
}

fn place(project: &Project, id: &AttributeId) -> String {
    format!(
        "{}, {}",
        project.system(id.column).name,
        id.resource.as_str()
    )
}

fn one_sided(kind: DifferenceKind, attribute: &Attribute, project: &Project) -> Difference {
    let id = &attribute.id;
    only_one(
        kind,
        Subject::Attribute(id.clone()),
        id.label(),
        place(project, id),
        vec![
            ("type", Some(attribute.value_type.as_str().to_owned())),
            ("mark", attribute.mark.map(|mark| mark.as_str().to_owned())),
        ],
    )
}

fn changed(
    before: &Attribute,
    after: &Attribute,
    project: &Project,
    scope: Scope,
) -> Option<Difference> {
    if before == after && spelling(&before.id) == spelling(&after.id) {
        return None;
    }
    let mark = |mark: Option<Mark>| mark.map(|mark| mark.as_str().to_owned());
    let number = |length: Option<u32>| length.map(|length| length.to_string());
    let values = |cardinality: Cardinality| match cardinality {
        Cardinality::Single => "one value",
        Cardinality::Multiple => "several values",
    };
    let mut aspects = Aspects::default();
    aspects.differ("mark", mark(before.mark), mark(after.mark));
    aspects.differ(
        "no counterpart",
        before.no_counterpart.clone(),
        after.no_counterpart.clone(),
    );
    aspects.differ_word(
        "type",
        before.value_type.as_str(),
        after.value_type.as_str(),
    );
    aspects.differ_word(
        "number of values",
        values(before.cardinality),
        values(after.cardinality),
    );
    aspects.differ_word("access", before.access.as_str(), after.access.as_str());
    aspects.differ_word("support", before.support.as_str(), after.support.as_str());
    aspects.differ(
        "maximum length",
        number(before.max_length),
        number(after.max_length),
    );
    if scope == Scope::Everything {
        aspects.differ_word("spelling", &spelling(&before.id), &spelling(&after.id));
        aspects.differ_text("group", &before.group, &after.group);
        aspects.differ_text("description", &before.description, &after.description);
        let origin = |attribute: &Attribute| format!("{:?}", attribute.origin).to_lowercase();
        aspects.differ_word("origin", &origin(before), &origin(after));
        aspects.differ_evidence(&before.evidence, &after.evidence);
        aspects.differ_unknown(&before.unknown, &after.unknown);
    }
    let id = &after.id;
    aspects.into_change(
        Subject::Attribute(id.clone()),
        id.label(),
        place(project, id),
    )
}

/// The paths as typed.
fn spelling(id: &AttributeId) -> String {
    match &id.scim_path {
        None => id.path.as_str().to_owned(),
        Some(scim_path) => format!("{} by {}", id.path.label(), scim_path.as_str()),
    }
}
