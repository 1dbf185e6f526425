//! The definitions of the Genesys Cloud API: its SCIM model for the protocol column, its platform model for the
//! target column.

use std::collections::HashSet;

use super::column::{Listed, plan_column};
use super::field::AttributeField;
use super::kind::Kind;
use super::options::Options;
use super::plan::Plan;
use super::problem::Problem;
use super::scim_attribute::{Described, listed_already, paths_of};
use crate::catalog::reference;
use crate::json::{JsonTree, Lines};
use crate::model::{
    Access, AttributeId, Column, Confidence, Evidence, Project, Resource, Stance, Support,
    UnknownMembers, ValueType,
};

/// How deep definitions are followed; a model that refers to itself ends there.
const MAX_DEPTH: usize = 4;

/// What the definitions would change in the protocol and target columns.
pub(super) fn plan(text: &str, name: &str, project: &Project, options: Options) -> Plan {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = match JsonTree::parse(body) {
        Ok(tree) => tree,
        Err(error) => return Plan::nothing(Some(Kind::Genesys), Problem::of_file(error)),
    };
    let models = Models {
        tree: tree
            .member_like("definitions")
            .or_else(|| tree.member_like("components")?.member_like("schemas")),
        lines: Lines::new(body.as_bytes()),
        body,
    };
    let mut plan = Plan::new(Kind::Genesys);
    let wants = |column| options.column.is_none_or(|asked| asked == column);
    if wants(Column::Protocol) {
        protocol(&models, name, project, options, &mut plan);
    }
    if wants(Column::Target) {
        target(&models, name, project, options, &mut plan);
    }
    if plan.num_read == 0 {
        let reason = "this file defines none of the models ScimV2User, ScimV2Group, User and Group; \
                      take the API's definitions (swagger), not its operations alone";
        return Plan::nothing(Some(Kind::Genesys), Problem::of_file(reason));
    }
    plan
}

struct Models<'t> {
    tree: Option<&'t JsonTree<'t>>,
    lines: Lines,
    body: &'t str,
}

impl<'t> Models<'t> {
    /// The properties of a model: name, definition, line.
    fn properties(&self, model: &str) -> Vec<(&'t str, &'t JsonTree<'t>, u32)> {
        let properties = self
            .tree
            .and_then(|tree| tree.member(model))
            .and_then(|model| model.member_like("properties"));
        properties.map_or_else(Vec::new, |properties| {
            properties
                .members()
                .iter()
                .map(|member| {
                    let place = self.lines.position(self.body.as_bytes(), member.at);
                    let line = u32::try_from(place.line).unwrap_or(u32::MAX);
                    (member.name.as_ref(), &member.tree, line)
                })
                .collect()
        })
    }

    /// Whether a model names a property as required.
    fn is_required(&self, model: &str, property: &str) -> bool {
        let model = self.tree.and_then(|tree| tree.member(model));
        let names = model.map_or(&[][..], |model| model.items_of("required"));
        names.iter().any(|name| name.text() == Some(property))
    }

    /// A property with what it refers to.
    fn described(&self, name: &str, property: &JsonTree<'_>, depth: usize) -> Described {
        let items = property.member_like("items");
        let of = items.unwrap_or(property);
        let refers = of
            .member("$ref")
            .and_then(JsonTree::text)
            .and_then(|reference| reference.rsplit('/').next());
        let parts: Vec<_> = match refers {
            Some(model) if depth < MAX_DEPTH => self
                .properties(model)
                .into_iter()
                .map(|(name, property, _)| self.described(name, property, depth + 1))
                .collect(),
            _ => Vec::new(),
        };
        let description = property.text_of("description").unwrap_or_default();
        let value_type = match (of.text_of("type"), of.text_of("format")) {
            (Some("string"), Some("date-time")) => Some(ValueType::DateTime),
            (Some("string"), Some("date")) => Some(ValueType::Date),
            (Some("number"), _) => Some(ValueType::Decimal),
            (Some("string" | "boolean" | "integer"), _) => of.text_of("type").map(ValueType::parse),
            _ if !parts.is_empty() => Some(ValueType::Complex),
            _ => None,
        };
        Described {
            name: name.to_owned(),
            value_type,
            is_multiple: items.is_some(),
            is_required: false,
            access: access_of(property, description),
            description: description.to_owned(),
            values: of
                .items_of("enum")
                .iter()
                .filter_map(JsonTree::text)
                .map(ToOwned::to_owned)
                .collect(),
            parts,
        }
    }
}

/// Swagger's `readOnly`, or what the description says of SCIM's mutability.
fn access_of(property: &JsonTree<'_>, description: &str) -> Option<Access> {
    let is_read_only = property.member_like("readOnly").and_then(JsonTree::boolean) == Some(true)
        || description.contains("\"mutability\" is set to \"readOnly\"");
    is_read_only.then_some(Access::ReadOnly)
}

fn protocol(models: &Models<'_>, name: &str, project: &Project, options: Options, plan: &mut Plan) {
    let mut list = Vec::new();
    let mut seen = HashSet::new();
    for (resource, model, on_create) in [
        (Resource::User, "ScimV2User", "ScimV2CreateUser"),
        (Resource::Group, "ScimV2Group", "ScimV2Group"),
    ] {
        for (property, tree, line) in models.properties(model) {
            let mut described = models.described(property, tree, 0);
            described.is_required = models.is_required(on_create, property);
            let is_schema = property.to_ascii_lowercase().starts_with("urn:");
            let paths: Vec<_> = if is_schema {
                let parts = described.parts.iter();
                parts.flat_map(|part| paths_of(property, part)).collect()
            } else {
                paths_of("", &described)
            };
            for (path, fields) in paths {
                let id = AttributeId::protocol(resource, &path);
                if seen.insert(id.clone()) {
                    let line = Some(line);
                    list.push(Listed { id, fields, line });
                }
            }
        }
    }
    if list.is_empty() {
        return;
    }
    let num_named = list.len();
    for attribute in project.system(Column::Protocol).attributes() {
        let id = &attribute.id;
        if !seen.contains(id) && listed_already(id, &list) {
            list.push(Listed {
                id: id.clone(),
                fields: Vec::new(),
                line: None,
            });
        }
    }
    let num_known = list.len() - num_named;
    add(plan, project, Column::Protocol, list, name, options);
    plan.num_read -= num_known;
    plan.num_equal = plan.num_equal.saturating_sub(num_known);
}

/// The platform's own fields, under the names that the reference knows for them, else under the API's.
///
/// Whether SCIM reaches a field that the reference does not know is said by no model: its support is unclear.
fn target(models: &Models<'_>, name: &str, project: &Project, options: Options, plan: &mut Plan) {
    let mut list = Vec::new();
    let mut seen = HashSet::new();
    for (resource, model, writers) in [
        (Resource::User, "User", ["CreateUser", "UpdateUser"]),
        (Resource::Group, "Group", ["GroupCreate", "GroupUpdate"]),
    ] {
        let writable: HashSet<_> = writers
            .iter()
            .flat_map(|writer| models.properties(writer))
            .map(|(property, _, _)| property)
            .collect();
        for (property, tree, line) in models.properties(model) {
            let described = models.described(property, tree, 0);
            let is_written = writable.is_empty() || writable.contains(property);
            for (path, said) in fields_of(model, property, &described) {
                for (id, is_known) in ids(project, resource, &path) {
                    if !seen.insert(id.clone()) {
                        continue;
                    }
                    let mut fields = Vec::new();
                    if let Some(value_type) = &said.value_type
                        && (!is_known || *value_type != ValueType::String)
                    {
                        fields.push(AttributeField::Type(value_type.clone()));
                    }
                    if !said.description.is_empty() {
                        let description = said.description.clone();
                        fields.push(AttributeField::Description(description));
                    }
                    if !is_known {
                        fields.push(AttributeField::Group("Platform API".to_owned()));
                        fields.push(AttributeField::Support(Support::Unclear));
                        if !is_written {
                            fields.push(AttributeField::Access(Access::ReadOnly));
                        }
                        fields.push(AttributeField::Evidence(vec![evidence(name, model)]));
                    }
                    let line = Some(line);
                    list.push(Listed { id, fields, line });
                }
            }
        }
    }
    if !list.is_empty() {
        add(plan, project, Column::Target, list, name, options);
    }
}

/// A property that is an object is its parts: `User.employerInfo.employeeId`. A list is one field.
fn fields_of<'d>(
    model: &str,
    property: &str,
    described: &'d Described,
) -> Vec<(String, &'d Described)> {
    let path = format!("{model}.{property}");
    // An object that is known as a whole (the manager, the division) is one field too.
    let is_reference = described
        .parts
        .iter()
        .any(|part| part.name == "id" || part.name == "selfUri");
    if described.is_multiple || described.parts.is_empty() || is_reference {
        return vec![(path, described)];
    }
    let parts = described.parts.iter();
    parts
        .map(|part| (format!("{path}.{}", part.name), part))
        .collect()
}

/// The fields that an API name means, each with whether the project has it; the name itself if it has none.
fn ids(project: &Project, resource: Resource, path: &str) -> Vec<(AttributeId, bool)> {
    let resolved = reference().resolve(Column::Target, resource, path);
    let known: Vec<_> = resolved
        .into_iter()
        .flat_map(|resolved| resolved.ids)
        .filter(|id| project.attribute(id).is_some())
        .map(|id| (id, true))
        .collect();
    if known.is_empty() {
        let id = AttributeId::target(resource, path, None);
        let is_known = project.attribute(&id).is_some();
        vec![(id, is_known)]
    } else {
        known
    }
}

fn evidence(name: &str, model: &str) -> Evidence {
    Evidence {
        source: name.to_owned(),
        stance: Stance::Supports,
        confidence: Confidence::Verified,
        read_on: None,
        claim: format!("a property of the model {model}"),
        unknown: UnknownMembers::default(),
    }
}

fn add(
    plan: &mut Plan,
    project: &Project,
    column: Column,
    list: Vec<Listed>,
    name: &str,
    options: Options,
) {
    let Options {
        extent,
        on_conflict,
        ..
    } = options;
    plan_column(plan, project, column, list, extent, on_conflict, name);
}
