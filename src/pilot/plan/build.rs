//! Reads a project once and makes its user mapping ready to run.

use std::collections::HashMap;

use super::{
    Content, FieldPlan, FieldRule, FlowPlan, Plan, Program, ProtocolAttribute, Slot, SlotKind,
};
use crate::expr::parse;
use crate::model::{
    Apply, Attribute, AttributeId, AttributePath, Cardinality, Column, Link, LinkId, Mark, Project,
    Resource, Rule, ScimPath, Status, ValueType,
};
use crate::pilot::scope::Filter;

/// Attributes whose values name things of Genesys Cloud that must exist already.
///
/// Source: gc-sdk-models, read 2026-11: roles, routing skills and routing languages.
const NAMES_EXISTING: [&str; 3] = ["roles", "routingskills", "routinglanguages"];

impl Plan {
    /// Makes the mapping of users ready.
    ///
    /// Rejected links are left out, proposed ones are tried: that is what a pilot is for.
    pub fn of(project: &Project) -> Self {
        let mut builder = Builder::new(project);
        builder.attributes();
        for (id, link) in links_into(project, Column::Protocol) {
            builder.flow(id, link);
        }
        for (_, link) in links_into(project, Column::Target) {
            builder.field(link);
        }
        builder.filters();
        builder.finish()
    }

    /// Makes a single link into the protocol ready, be it rejected or not; none if there is none of users.
    pub(in crate::pilot) fn of_link(project: &Project, id: &LinkId) -> Option<Self> {
        let link = project.link(id).filter(|link| {
            link.resource() == Resource::User && link.destination.column == Column::Protocol
        })?;
        let mut builder = Builder::new(project);
        builder.flow(id, link);
        builder.filters();
        Some(builder.finish())
    }
}

/// The flows that fill a translated field, and the field.
fn translated(plan: &Plan) -> Vec<(usize, usize)> {
    let fields_of = |flow: &FlowPlan| plan.protocol.get(flow.to).map_or(&[][..], |to| &to.fields);
    let is_translated = |field: usize| {
        let rule = plan.fields.get(field).map(|field| &field.rule);
        matches!(rule, Some(FieldRule::Translation { .. }))
    };
    let flows = plan.flows.iter().enumerate();
    flows
        .flat_map(|(at, flow)| fields_of(flow).iter().map(move |field| (at, *field)))
        .filter(|(_, field)| is_translated(*field))
        .collect()
}

/// Whether a rule gives roles that are added to those that are there. Source: ms-customize, read 2026-11.
fn adds_roles(rule: &Rule) -> bool {
    matches!(rule, Rule::Expression { text } if text.contains("AppRoleAssignmentsComplex")
        && parse(text).tree.as_call_of("AppRoleAssignmentsComplex").is_some())
}

fn links_into(project: &Project, column: Column) -> impl Iterator<Item = (&LinkId, &Link)> {
    project.links().filter(move |(_, link)| {
        link.resource() == Resource::User
            && link.destination.column == column
            && link.status != Status::Rejected
    })
}

struct Builder<'p> {
    project: &'p Project,
    plan: Plan,
    slots: HashMap<String, usize>,
    protocol: HashMap<String, usize>,
}

impl<'p> Builder<'p> {
    fn new(project: &'p Project) -> Self {
        Self {
            project,
            plan: Plan::of_settings(project.resource_settings(Resource::User)),
            slots: HashMap::new(),
            protocol: HashMap::new(),
        }
    }

    /// Takes the SCIM attributes of the column that links touch, in its order, and the names of the source column.
    fn attributes(&mut self) {
        let of_users = |attribute: &&Attribute| attribute.id.resource == Resource::User;
        let source = self.project.system(Column::Source).attributes();
        self.plan.known_names = source
            .filter(of_users)
            .map(|attribute| attribute.id.path.as_str().to_owned())
            .collect();
        let mut touched: Vec<&AttributePath> = Vec::new();
        for (_, link) in links_into(self.project, Column::Protocol) {
            touched.push(&link.destination.path);
        }
        for (_, link) in links_into(self.project, Column::Target) {
            match &link.rule {
                Rule::Direct { origins } | Rule::Translation { origins, .. } => {
                    touched.extend(origins);
                }
                Rule::Constant { .. } | Rule::Expression { .. } => {}
            }
        }
        let touched: std::collections::HashSet<&str> =
            touched.into_iter().map(AttributePath::key).collect();
        let protocol = self.project.system(Column::Protocol).attributes();
        for attribute in protocol.filter(of_users) {
            if touched.contains(attribute.id.path.key()) {
                self.add_protocol(&attribute.id, Some(attribute));
            }
        }
    }

    fn slot(&mut self, name: &str) -> usize {
        if let Some(known) = self.slots.get(name) {
            return *known;
        }
        let id = AttributeId::source(Resource::User, name);
        let attribute = self.project.attribute(&id);
        let kind = match name {
            "IsSoftDeleted" => SlotKind::IsSoftDeleted,
            "accountEnabled" => SlotKind::AccountEnabled,
            "userPrincipalName" => SlotKind::UserPrincipalName,
            "originalUserPrincipalName" => SlotKind::OriginalUserPrincipalName,
            _ => SlotKind::Plain,
        };
        self.plan.slots.push(Slot {
            name: name.to_owned(),
            // What no column knows may have several values; what one knows is as it says.
            cardinality: attribute.map_or(Cardinality::Multiple, |known| known.cardinality),
            max_length: attribute.and_then(|known| known.max_length),
            kind,
        });
        let slot = self.plan.slots.len() - 1;
        self.slots.insert(name.to_owned(), slot);
        slot
    }

    fn add_protocol(&mut self, id: &AttributeId, attribute: Option<&Attribute>) -> usize {
        let path = ScimPath::parse(id.path.as_str());
        let name = path
            .as_ref()
            .map(|path| path.name.to_lowercase())
            .unwrap_or_default();
        let value_type = attribute.map_or(ValueType::String, |known| known.value_type.clone());
        self.plan.protocol.push(ProtocolAttribute {
            id: id.clone(),
            is_required: attribute.is_some_and(|known| known.mark == Some(Mark::Required)),
            content: if name == "phonenumbers" || value_type == ValueType::Phone {
                Content::Phone
            } else if value_type == ValueType::Reference || name == "manager" {
                Content::Reference
            } else if NAMES_EXISTING.contains(&name.as_str()) {
                Content::Names
            } else {
                Content::Plain
            },
            value_type,
            cardinality: attribute.map_or(Cardinality::Single, |known| known.cardinality),
            max_length: attribute.and_then(|known| known.max_length),
            support: attribute.map(|known| known.support).unwrap_or_default(),
            access: attribute.map(|known| known.access).unwrap_or_default(),
            fields: Vec::new(),
            path,
        });
        let position = self.plan.protocol.len() - 1;
        self.protocol.insert(id.path.key().to_owned(), position);
        position
    }

    fn protocol_of(&mut self, path: &AttributePath) -> usize {
        if let Some(known) = self.protocol.get(path.key()) {
            return *known;
        }
        let id = AttributeId::protocol(Resource::User, path.as_str());
        let attribute = self.project.attribute(&id);
        self.add_protocol(&id, attribute)
    }

    fn flow(&mut self, id: &LinkId, link: &Link) {
        let to = self.protocol_of(&link.destination.path);
        let program = self.program(link);
        let is_second = self.plan.flows.iter().any(|flow| flow.to == to);
        self.plan.flows.push(FlowPlan {
            link: id.clone(),
            to,
            program,
            default_if_null: link
                .settings
                .default_if_null
                .clone()
                .filter(|text| !text.is_empty()),
            apply: match link.settings.apply {
                Apply::Always if adds_roles(&link.rule) => Apply::MultiValueAddOnly,
                apply => apply,
            },
            behavior: link.settings.flow_behavior,
            is_second,
        });
    }

    fn program(&mut self, link: &Link) -> Program {
        let name = link.destination.path.as_str();
        let broken = |plan: &mut Plan, text: String, why: String| {
            plan.problems
                .push(format!("the rule for {name:?} cannot run: {why}"));
            Program::Broken { text, why }
        };
        match &link.rule {
            Rule::Constant { value } => Program::Constant(value.clone()),
            Rule::Direct { origins } => match origins.as_slice() {
                [] => Program::Nothing,
                [one] => Program::Direct(self.slot(one.as_str())),
                [_, _, ..] => broken(
                    &mut self.plan,
                    names(origins),
                    "a direct rule takes one attribute; join several in an expression".to_owned(),
                ),
            },
            Rule::Translation { origins, pairs } => match origins.as_slice() {
                [one] => Program::Translation {
                    from: self.slot(one.as_str()),
                    pairs: pairs.clone(),
                },
                _ => broken(
                    &mut self.plan,
                    names(origins),
                    "a value translation takes one attribute".to_owned(),
                ),
            },
            Rule::Expression { text } => match parse(text).compile() {
                Ok(code) => Program::Expression {
                    text: text.clone(),
                    slots: code
                        .attributes()
                        .iter()
                        .map(|name| self.slot(name))
                        .collect(),
                    code,
                },
                Err(problems) => {
                    let why = problems
                        .first()
                        .map_or_else(String::new, |problem| problem.message.clone());
                    broken(&mut self.plan, text.clone(), why)
                }
            },
        }
    }

    fn field(&mut self, link: &Link) {
        let rule = match &link.rule {
            Rule::Direct { origins } if origins.len() == 1 => {
                origins.first().map_or(FieldRule::Unknown, |path| {
                    FieldRule::Copy(self.protocol_of(path))
                })
            }
            Rule::Translation { origins, pairs } if origins.len() == 1 => {
                origins
                    .first()
                    .map_or(FieldRule::Unknown, |path| FieldRule::Translation {
                        from: self.protocol_of(path),
                        pairs: pairs.clone(),
                    })
            }
            Rule::Constant { value } => FieldRule::Constant(value.clone()),
            Rule::Direct { .. } | Rule::Translation { .. } | Rule::Expression { .. } => {
                self.plan.problems.push(format!(
                    "what {:?} becomes cannot be told: the target takes one SCIM attribute as it is, or translated",
                    link.destination.label()
                ));
                FieldRule::Unknown
            }
        };
        let position = self.plan.fields.len();
        let attribute = self.project.attribute(&link.destination);
        if let Some(fed) = rule
            .from()
            .and_then(|from| self.plan.protocol.get_mut(from))
        {
            fed.fields.push(position);
            if let Some(attribute) = attribute {
                fed.is_required |= attribute.mark == Some(Mark::Required);
                if attribute.value_type == ValueType::Phone {
                    fed.content = Content::Phone;
                }
                fed.max_length = match (fed.max_length, attribute.max_length) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            }
        }
        self.plan.fields.push(FieldPlan {
            id: link.destination.clone(),
            rule,
        });
    }

    fn filters(&mut self) {
        let settings = self.project.resource_settings(Resource::User);
        for filter in &settings.scoping_filters {
            let mut problems = Vec::new();
            let filter = Filter::compile(filter, |name| self.slot(name), &mut problems);
            self.plan.filters.push(filter);
            self.plan.problems.append(&mut problems);
        }
    }

    /// Puts what was read in order.
    fn finish(mut self) -> Plan {
        // The guest's name is read where the original one is asked for.
        if self.slots.contains_key("originalUserPrincipalName") {
            self.slot("userPrincipalName");
        }
        // In the order of the column; of two links into one attribute the first in id order stays the first.
        self.plan.flows.sort_by_key(|flow| flow.to);
        let precedence_of: HashMap<&LinkId, u32> = self
            .project
            .links()
            .filter_map(|(id, link)| Some((id, link.settings.matching_precedence?)))
            .filter(|(_, precedence)| *precedence > 0)
            .collect();
        let mut matchings: Vec<(u32, usize)> = self
            .plan
            .flows
            .iter()
            .enumerate()
            .filter(|(_, flow)| !flow.is_second)
            .filter_map(|(at, flow)| Some((*precedence_of.get(&flow.link)?, at)))
            .collect();
        matchings.sort_unstable();
        self.plan.matchings = matchings.into_iter().map(|(_, at)| at).collect();
        if self.plan.matchings.is_empty() {
            self.plan.problems.push(
                "no mapping has a matching precedence, so no user can be matched; set it on the link into userName"
                    .to_owned(),
            );
        }
        self.plan.translated = translated(&self.plan);
        let plan = &self.plan;
        self.plan.active = plan.flows.iter().position(|flow| {
            let to = plan.protocol.get(flow.to);
            to.is_some_and(|to| to.id.path.key() == "active")
        });
        self.plan
    }
}

fn names(paths: &[AttributePath]) -> String {
    let names: Vec<_> = paths
        .iter()
        .map(|path| format!("[{}]", path.as_str()))
        .collect();
    names.join(" ")
}
