//! A project's mapping written into the schema it was imported from, or as a part of a schema of its own.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::links::mapped_link;
use super::render::{Layout, Piece};
use super::schema::{AttributeMapping, NotASchema, ObjectMapping, Schema, member};
use super::settings::mapped_settings;
use super::source::source;
use super::splice::Splices;
use crate::json::{JsonError, JsonTree, JsonValue};
use crate::model::{
    AttributePath, Column, FlowBehavior, Hop, LifecycleActions, Link, LinkSettings, Project,
    Provisioning, Resource, ResourceSettings, ScopingFilter, Status,
};

/// A schema to be given to Entra ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The JSON text.
    pub text: String,
    /// What it does not hold or needs a hand, a sentence each.
    pub remarks: Vec<String>,
}

/// Why an imported text cannot be written back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteBackError {
    /// It is no JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// It is no schema.
    #[error(transparent)]
    NotASchema(#[from] NotASchema),
}

/// The imported text with those spans changed that the project's mapping changes.
///
/// The mapping is what is not rejected of the first hop. Without a difference the text is the same, byte for byte.
///
/// # Errors
///
/// [`WriteBackError`] if the text is no schema; an import takes no such text.
pub fn write_back(text: &str, project: &Project) -> Result<Written, WriteBackError> {
    let mark = text.strip_prefix('\u{feff}').map_or("", |_| "\u{feff}");
    let body = text.get(mark.len()..).unwrap_or_default();
    let tree = JsonTree::parse(body)?;
    let schema = Schema::find(&tree)?;
    let mut writer = Writer {
        splices: Splices::new(body),
        remarks: Vec::new(),
    };
    for resource in Resource::ALL {
        let links = first_hop(project, resource);
        match schema.object_mapping(resource) {
            Some((_, mapping)) => writer.object_mapping(mapping, project, links),
            None if !links.is_empty() => writer.remarks.push(format!(
                "the imported schema has no mapping of {}s, so their {} links are not in it",
                resource.as_str(),
                links.len()
            )),
            None => {}
        }
    }
    Ok(Written {
        text: format!("{mark}{}", writer.splices.apply()),
        remarks: writer.remarks,
    })
}

/// The links that Entra ID is to be configured with, in id order.
fn first_hop(project: &Project, resource: Resource) -> Vec<&Link> {
    project
        .links()
        .map(|(_, link)| link)
        .filter(|link| {
            link.hop() == Hop::SourceToProtocol
                && link.resource() == resource
                && link.status != Status::Rejected
        })
        .collect()
}

struct Writer<'a> {
    splices: Splices<'a>,
    remarks: Vec<String>,
}

impl Writer<'_> {
    fn object_mapping(
        &mut self,
        mapping: &ObjectMapping<'_>,
        project: &Project,
        links: Vec<&Link>,
    ) {
        let resource = mapping.resource().unwrap_or(Resource::User);
        self.settings(mapping, project.resource_settings(resource));
        let mut by_destination: HashMap<AttributePath, VecDeque<&Link>> = HashMap::new();
        for link in &links {
            let same = by_destination.entry(link.destination.path.clone());
            same.or_default().push_back(link);
        }
        let mut removed = BTreeSet::new();
        for (at, attribute) in mapping.attribute_mappings().enumerate() {
            // What the import could not read is not the project's to change.
            let (Some(target), Ok((before, _))) = (attribute.target, mapped_link(&attribute))
            else {
                continue;
            };
            let path = AttributePath::new(Column::Protocol, target);
            match by_destination.get_mut(&path).and_then(VecDeque::pop_front) {
                None => {
                    removed.insert(at);
                }
                Some(link) => {
                    if before.rule != link.rule {
                        self.rule(&attribute, link);
                    }
                    self.link_settings(&attribute, &before.settings, &link.settings);
                }
            }
        }
        let model = mapping.list.and_then(|list| list.items().first());
        let added: Vec<_> = links
            .into_iter()
            .filter(|link| {
                // What is left in the queues has no mapping yet.
                let left = by_destination.get(&link.destination.path);
                left.is_some_and(|left| left.iter().any(|one| std::ptr::eq(*one, *link)))
            })
            .filter_map(|link| self.new_mapping(link, model))
            .collect();
        if removed.is_empty() && added.is_empty() {
            return;
        }
        if let Some(list) = mapping.list {
            self.splices.change_list(list, &removed, &added);
        } else {
            let list = Piece::List(added);
            self.splices
                .set_member(mapping.tree, "attributeMappings", &list);
        }
    }

    fn new_mapping(&mut self, link: &Link, model: Option<&JsonTree<'_>>) -> Option<Piece> {
        let model_source = model.and_then(|model| member(model, "source"));
        match source(link, model_source.filter(|source| source.is_object())) {
            Ok(source) => {
                self.without_tree(link, source.without_tree.as_deref());
                Some(attribute_mapping(link, source.piece).ordered_as(model))
            }
            Err(why) => {
                self.not_written(link, &why);
                None
            }
        }
    }

    fn rule(&mut self, mapping: &AttributeMapping<'_>, link: &Link) {
        let old = member(mapping.tree, "source").filter(|source| source.is_object());
        match source(link, old) {
            Ok(source) => {
                self.without_tree(link, source.without_tree.as_deref());
                self.splices
                    .set_member(mapping.tree, "source", &source.piece);
            }
            Err(why) => self.not_written(link, &why),
        }
    }

    fn not_written(&mut self, link: &Link, why: &str) {
        self.remarks.push(format!(
            "{:?} is left as it was: {why}",
            link.destination.label()
        ));
    }

    fn without_tree(&mut self, link: &Link, function: Option<&str>) {
        if let Some(function) = function {
            self.remarks.push(format!(
                "{:?} has its expression as text alone, since the parameter keys of {function:?} are not documented; \
                 open the mapping in the portal and save it there",
                link.destination.label()
            ));
        }
    }

    fn link_settings(
        &mut self,
        mapping: &AttributeMapping<'_>,
        before: &LinkSettings,
        after: &LinkSettings,
    ) {
        let mut set = |name, piece: Piece| self.splices.set_member(mapping.tree, name, &piece);
        if before.default_if_null != after.default_if_null {
            set("defaultValue", default_value(after));
        }
        if before.apply != after.apply {
            set("flowType", Piece::text(after.apply.flow_type()));
        }
        if before.flow_behavior != after.flow_behavior {
            set("flowBehavior", Piece::text(flow_behavior(after)));
        }
        if before.matching_precedence != after.matching_precedence {
            set("matchingPriority", priority(after));
        }
    }

    fn settings(&mut self, mapping: &ObjectMapping<'_>, settings: &ResourceSettings) {
        let before = mapped_settings(mapping, settings);
        if before.provisioning != settings.provisioning {
            let enabled = settings.provisioning == Provisioning::Enabled;
            self.splices
                .set_member(mapping.tree, "enabled", &Piece::boolean(enabled));
        }
        if before.actions != settings.actions {
            let old = member(mapping.tree, "flowTypes").and_then(JsonTree::text);
            let separator = match old {
                Some(old) if old.contains(", ") => ", ",
                _ => ",",
            };
            let words = flow_types(settings.actions, separator);
            self.splices
                .set_member(mapping.tree, "flowTypes", &Piece::Text(words));
        }
        if before.scoping_filters != settings.scoping_filters {
            let groups = filter_groups(&settings.scoping_filters);
            let scope = member(mapping.tree, "scope").filter(|scope| scope.is_object());
            if let Some(scope) = scope {
                self.splices.set_member(scope, "groups", &groups);
            } else {
                self.splices
                    .set_member(mapping.tree, "scope", &scope_of(groups));
            }
        }
    }
}

/// A scope with these groups.
fn scope_of(groups: Piece) -> Piece {
    Piece::Object(vec![
        ("groups", groups),
        ("inputFilterGroups", Piece::List(Vec::new())),
        ("categoryFilterGroups", Piece::List(Vec::new())),
    ])
}

fn default_value(settings: &LinkSettings) -> Piece {
    settings
        .default_if_null
        .as_deref()
        .map_or_else(Piece::null, Piece::text)
}

fn flow_behavior(settings: &LinkSettings) -> &'static str {
    match settings.flow_behavior {
        FlowBehavior::WhenChanged => "FlowWhenChanged",
        FlowBehavior::Always => "FlowAlways",
    }
}

fn priority(settings: &LinkSettings) -> Piece {
    Piece::Raw(settings.matching_precedence.unwrap_or(0).to_string())
}

fn flow_types(actions: LifecycleActions, separator: &str) -> String {
    let words = [
        ("Add", actions.create),
        ("Update", actions.update),
        ("Delete", actions.delete),
    ];
    let words: Vec<_> = words
        .into_iter()
        .filter_map(|(word, is_on)| is_on.then_some(word))
        .collect();
    words.join(separator)
}

fn filter_groups(filters: &[ScopingFilter]) -> Piece {
    let groups = filters.iter().map(|filter| {
        let clauses = filter.clauses.iter().map(|clause| {
            let values = clause.value.iter();
            let values = values.map(|value| Piece::text(value)).collect();
            Piece::Object(vec![
                ("operatorName", Piece::text(&clause.operator)),
                ("sourceOperandName", Piece::text(clause.attribute.as_str())),
                (
                    "targetOperand",
                    Piece::Object(vec![("values", Piece::List(values))]),
                ),
            ])
        });
        Piece::Object(vec![
            ("clauses", Piece::List(clauses.collect())),
            ("name", Piece::text(&filter.name)),
        ])
    });
    Piece::List(groups.collect())
}

fn attribute_mapping(link: &Link, source: Piece) -> Piece {
    let settings = &link.settings;
    Piece::Object(vec![
        ("defaultValue", default_value(settings)),
        ("exportMissingReferences", Piece::boolean(false)),
        ("flowBehavior", Piece::text(flow_behavior(settings))),
        ("flowType", Piece::text(settings.apply.flow_type())),
        ("matchingPriority", priority(settings)),
        (
            "targetAttributeName",
            Piece::text(link.destination.path.as_str()),
        ),
        ("source", source),
    ])
}

/// The object mappings of a project as a part of a schema: what an administrator merges into the exported whole.
pub fn fragment(project: &Project) -> Written {
    let mut writer = Writer {
        splices: Splices::new(""),
        remarks: vec![
            "this is a part of a schema, not a whole one: Entra ID replaces all that a PUT does not name, so merge it \
             into the exported schema, or import that schema first and export again"
                .to_owned(),
        ],
    };
    let mut mappings = Vec::new();
    for resource in Resource::ALL {
        let links = first_hop(project, resource);
        if links.is_empty() {
            continue;
        }
        let settings = project.resource_settings(resource);
        let attributes: Vec<_> = links
            .into_iter()
            .filter_map(|link| writer.new_mapping(link, None))
            .collect();
        let scope = if settings.scoping_filters.is_empty() {
            Piece::null()
        } else {
            scope_of(filter_groups(&settings.scoping_filters))
        };
        let target = match resource {
            Resource::User => crate::model::SchemaUrn::ENTERPRISE_USER,
            Resource::Group => crate::model::SchemaUrn::GROUP,
        };
        mappings.push(Piece::Object(vec![
            (
                "enabled",
                Piece::boolean(settings.provisioning == Provisioning::Enabled),
            ),
            ("flowTypes", Piece::Text(flow_types(settings.actions, ","))),
            ("scope", scope),
            ("sourceObjectName", Piece::text(resource.label())),
            ("targetObjectName", Piece::text(target)),
            ("attributeMappings", Piece::List(attributes)),
        ]));
    }
    let whole = Piece::Object(vec![("objectMappings", Piece::List(mappings))]);
    let empty = JsonTree {
        value: JsonValue::Object(Vec::new()),
        span: 0..0,
    };
    let mut text = Layout::of("", &empty).render(&whole, "");
    text.push('\n');
    Written {
        text,
        remarks: writer.remarks,
    }
}
