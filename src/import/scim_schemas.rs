//! What a SCIM service answers at `/Schemas`: the list, one schema, or what vendors make of it.

use std::collections::HashSet;

use super::column::{Listed, plan_column};
use super::field::AttributeField;
use super::kind::Kind;
use super::options::Options;
use super::plan::Plan;
use super::problem::{Problem, Problems};
use super::scim_attribute::{Described, listed_already, paths_of};
use crate::json::{JsonTree, Lines};
use crate::model::{AttributeId, Column, Project, Resource};

/// What the schemas would change in the protocol column.
pub(super) fn plan(text: &str, name: &str, project: &Project, options: Options) -> Plan {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = match JsonTree::parse(body) {
        Ok(tree) => tree,
        Err(error) => return Plan::nothing(Some(Kind::ScimSchemas), Problem::of_file(error)),
    };
    let schemas = schemas(&tree);
    if schemas.is_empty() {
        let reason = "this is no answer of /Schemas: it holds no schema with a list of attributes; \
                      save the answer of GET .../Schemas, whole";
        return Plan::nothing(Some(Kind::ScimSchemas), Problem::of_file(reason));
    }
    let lines = Lines::new(body.as_bytes());
    let mut plan = Plan::new(Kind::ScimSchemas);
    let mut problems = Problems::default();
    let mut list = Vec::new();
    let mut seen = HashSet::new();
    for schema in schemas {
        let urn = schema.text_of("id").unwrap_or_default();
        let title = schema.text_of("name").unwrap_or_default();
        let Some(resource) = resource_of(urn, title, options.resource) else {
            let place = lines.position(body.as_bytes(), schema.span.start);
            let shown = if urn.is_empty() { title } else { urn };
            let what = if is_about_the_service(urn) {
                "this schema is of the service itself and no attribute list of users or groups"
            } else {
                "this schema is of neither users nor groups; its attributes are not taken over"
            };
            let line = u32::try_from(place.line).unwrap_or(u32::MAX);
            problems.push(Problem::kept(line, None, shown, what));
            continue;
        };
        for attribute in schema.items_of("attributes") {
            let place = lines.position(body.as_bytes(), attribute.span.start);
            let line = u32::try_from(place.line).unwrap_or(u32::MAX);
            let Some(described) = Described::of_scim(attribute) else {
                let reason = "this attribute has no name; give it a member \"name\"";
                problems.push(Problem::left_out(line, None, "", reason));
                continue;
            };
            for (path, fields) in paths_of(urn, &described) {
                let id = AttributeId::protocol(resource, &path);
                if !seen.insert(id.clone()) {
                    let reason = "this attribute is described twice; the first counts";
                    problems.push(Problem::kept(line, None, &path, reason));
                    continue;
                }
                let line = Some(line);
                list.push(Listed { id, fields, line });
            }
        }
    }
    add_known(&mut list, &mut seen, project);
    let Options {
        extent,
        on_conflict,
        ..
    } = options;
    let num_known = list.iter().filter(|listed| listed.line.is_none()).count();
    let column = Column::Protocol;
    plan_column(&mut plan, project, column, list, extent, on_conflict, name);
    // What only stands for what the file says of its base was not read from it.
    plan.num_read -= num_known;
    plan.num_equal = plan.num_equal.saturating_sub(num_known);
    plan.problems = problems.into_vec();
    plan
}

/// The project's attributes that the list covers without naming them: `emails[type eq "work"].value` is covered by
/// `emails`, and `id` and `meta` belong to every resource (RFC 7643 §3.1) and stand in no schema.
fn add_known(list: &mut Vec<Listed>, seen: &mut HashSet<AttributeId>, project: &Project) {
    let resources: HashSet<Resource> = list.iter().map(|listed| listed.id.resource).collect();
    let known: Vec<_> = project
        .system(Column::Protocol)
        .attributes()
        .map(|attribute| &attribute.id)
        .filter(|id| resources.contains(&id.resource) && !seen.contains(id))
        .filter(|id| listed_already(id, list))
        .cloned()
        .collect();
    for id in known {
        seen.insert(id.clone());
        list.push(Listed {
            id,
            fields: Vec::<AttributeField>::new(),
            line: None,
        });
    }
}

/// The schemas of a list answer, an object whose only member is `Resources`, a bare list, or one schema.
fn schemas<'t>(tree: &'t JsonTree<'t>) -> Vec<&'t JsonTree<'t>> {
    let lists = [
        tree.items(),
        tree.items_of("Resources"),
        tree.items_of("value"),
    ];
    let is_schema = |tree: &&JsonTree<'_>| {
        tree.member_like("attributes")
            .is_some_and(JsonTree::is_list)
    };
    let found: Vec<_> = lists.into_iter().flatten().filter(is_schema).collect();
    if found.is_empty() {
        Some(tree).filter(is_schema).into_iter().collect()
    } else {
        found
    }
}

/// Users or groups, by the last word of the URN; a schema without one goes by its name.
fn resource_of(urn: &str, title: &str, asked: Option<Resource>) -> Option<Resource> {
    let word = if urn.is_empty() {
        title
    } else {
        urn.rsplit(':').next().unwrap_or(urn)
    };
    let by_name = Resource::ALL.into_iter().find(|resource| {
        let end = resource.label();
        word.eq_ignore_ascii_case(end)
    });
    by_name.or_else(|| asked.filter(|_| urn.is_empty()))
}

/// Whether it describes the service: RFC 7643 §5 to §7.
fn is_about_the_service(urn: &str) -> bool {
    let word = urn.rsplit(':').next().unwrap_or(urn);
    ["ServiceProviderConfig", "ResourceType", "Schema"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}
