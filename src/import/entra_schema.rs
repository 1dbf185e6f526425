//! Entra ID's provisioning schema: its attribute lists, its mappings with every setting, and its text, which is kept.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::column::{Listed, plan_column};
use super::field::{AttributeField, Detail, LinkField};
use super::item::{Change, Item, Step, Subject};
use super::kind::Kind;
use super::options::{Options, Start};
use super::plan::Plan;
use super::problem::{Problem, Problems};
use crate::entra::{
    ATTACHMENT, ATTACHMENT_KIND, ListedAttribute, MappedLink, ObjectMapping, Schema, Unread,
    mapped_link, mapped_settings,
};
use crate::expr;
use crate::json::{JsonTree, Lines};
use crate::model::{
    Access, Attachment, Attribute, AttributeId, AttributeOrigin, Cardinality, Column, Confidence,
    Edit, Evidence, Hop, Link, LinkId, Mark, Project, Provisioning, Resource, ResourceSettings,
    Rule, Stance, UnknownMembers, ValueType,
};

/// What a schema would change in a project.
///
/// The text may start with a byte order mark; it is kept with it.
pub(super) fn plan(text: &str, name: &str, project: &Project, options: Options) -> Plan {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = match JsonTree::parse(body) {
        Ok(tree) => tree,
        Err(error) => return Plan::nothing(Some(Kind::EntraSchema), Problem::of_file(error)),
    };
    let schema = match Schema::find(&tree) {
        Ok(schema) => schema,
        Err(error) => return Plan::nothing(Some(Kind::EntraSchema), Problem::of_file(error)),
    };
    let mut reader = Reader {
        body,
        lines: Lines::new(body.as_bytes()),
        name,
        project,
        options,
        plan: Plan::new(Kind::EntraSchema),
        problems: Problems::default(),
        taken: HashSet::new(),
    };
    for column in [Column::Source, Column::Protocol] {
        for resource in Resource::ALL {
            reader.attributes(&schema, column, resource);
        }
    }
    for resource in Resource::ALL {
        if let Some((_, mapping)) = schema.object_mapping(resource) {
            reader.settings(mapping, resource);
            reader.mappings(mapping, resource);
        }
    }
    reader.left_over(&schema);
    reader.attachment(text);
    let mut plan = reader.plan;
    plan.problems = reader.problems.into_vec();
    plan
}

struct Reader<'a> {
    body: &'a str,
    lines: Lines,
    name: &'a str,
    project: &'a Project,
    options: Options,
    plan: Plan,
    problems: Problems,
    /// Ids of links that this import adds.
    taken: HashSet<LinkId>,
}

impl Reader<'_> {
    /// Line and column, from 1.
    fn place(&self, at: usize) -> (u32, u32) {
        let position = self.lines.position(self.body.as_bytes(), at);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (number(position.line), number(position.column))
    }

    fn evidence(&self, claim: &str) -> Vec<Evidence> {
        vec![Evidence {
            source: self.name.to_owned(),
            stance: Stance::Supports,
            confidence: Confidence::Verified,
            read_on: None,
            claim: claim.to_owned(),
            unknown: UnknownMembers::default(),
        }]
    }

    fn attributes(&mut self, schema: &Schema<'_>, column: Column, resource: Resource) {
        let mut seen = HashSet::new();
        let mut list = Vec::new();
        for listed in schema.attributes(column, resource) {
            let (line, at) = self.place(listed.tree.span.start);
            let id = match column {
                Column::Source => AttributeId::source(resource, listed.name),
                _ => AttributeId::protocol(resource, listed.name),
            };
            if !seen.insert(id.clone()) {
                let reason = "the directory lists this attribute twice; the first counts";
                self.problems
                    .push(Problem::kept(line, Some(at), listed.name, reason));
                continue;
            }
            let mut fields = fields(&listed, column);
            if self.project.attribute(&id).is_none() {
                let claim = "listed in the provisioning schema";
                fields.push(AttributeField::Evidence(self.evidence(claim)));
            }
            list.push(Listed {
                id,
                fields,
                line: Some(line),
            });
        }
        if !list.is_empty() {
            let Options {
                extent,
                on_conflict,
                ..
            } = self.options;
            plan_column(
                &mut self.plan,
                self.project,
                column,
                list,
                extent,
                on_conflict,
                self.name,
            );
        }
    }

    fn settings(&mut self, mapping: &ObjectMapping<'_>, resource: Resource) {
        self.plan.num_read += 1;
        let before = self.project.resource_settings(resource);
        let after = mapped_settings(mapping, before);
        if after == *before {
            self.plan.num_equal += 1;
            return;
        }
        let details = setting_details(before, &after);
        let edit = Edit::SetResourceSettings {
            resource,
            settings: Box::new(after),
        };
        let label = format!("{}s", resource.label());
        let (line, _) = self.place(mapping.tree.span.start);
        let step = vec![Step::edit(edit)];
        let mut item = Item::new(Change::Change, Subject::Settings, label, step).at(line);
        item.details = details;
        if self.options.start == Start::Existing {
            item = item.against_project(self.options.on_conflict);
        }
        self.plan.items.push(item);
    }

    fn mappings(&mut self, mapping: &ObjectMapping<'_>, resource: Resource) {
        let mut existing: HashMap<&AttributeId, VecDeque<(&LinkId, &Link)>> = HashMap::new();
        let of_resource =
            |link: &Link| link.resource() == resource && link.hop() == Hop::SourceToProtocol;
        for (id, link) in self.project.links().filter(|(_, link)| of_resource(link)) {
            let same = existing.entry(&link.destination).or_default();
            same.push_back((id, link));
        }
        for attribute in mapping.attribute_mappings() {
            let (line, _) = self.place(attribute.tree.span.start);
            let mapped = match mapped_link(&attribute) {
                Ok((mapped, unread)) => {
                    for one in unread {
                        self.unread(&one, Problem::kept);
                    }
                    mapped
                }
                Err(unread) => {
                    self.unread(&unread, Problem::left_out);
                    continue;
                }
            };
            self.plan.num_read += 1;
            let path = attribute.target.unwrap_or_default();
            let destination = AttributeId::protocol(resource, path);
            let found = existing.get_mut(&destination).and_then(VecDeque::pop_front);
            match found {
                Some((id, link)) => self.change(id, link, mapped, line),
                None => self.add(destination, mapped, line),
            }
        }
        let rest: Vec<_> = existing.into_values().flatten().collect();
        self.not_in_schema(rest);
    }

    fn unread(&mut self, unread: &Unread, problem: fn(u32, Option<u32>, &str, String) -> Problem) {
        let (line, column) = self.place(unread.at);
        self.problems.push(problem(
            line,
            Some(column),
            &unread.text,
            unread.reason.clone(),
        ));
    }

    /// A link that the project has: what fills a gap, and what contradicts it.
    fn change(&mut self, id: &LinkId, link: &Link, mapped: MappedLink, line: u32) {
        let settings = mapped.settings;
        let fields = vec![
            LinkField::Rule(mapped.rule),
            LinkField::DefaultIfNull(settings.default_if_null),
            LinkField::Apply(settings.apply),
            LinkField::FlowBehavior(settings.flow_behavior),
            LinkField::MatchingPrecedence(settings.matching_precedence),
        ];
        let num_items = self.plan.items.len();
        let items = Item::link_changes(id, link, fields, self.options.on_conflict);
        self.plan.items.extend(items.map(|item| Item {
            label: link.destination.label().to_owned(),
            ..item.at(line)
        }));
        self.plan.num_equal += usize::from(self.plan.items.len() == num_items);
    }

    /// A link that the project has not, with the attributes that its columns lack.
    fn add(&mut self, destination: AttributeId, mapped: MappedLink, line: u32) {
        let origins: Vec<AttributeId> = match &mapped.rule {
            Rule::Direct { origins } | Rule::Translation { origins, .. } => origins
                .iter()
                .map(|path| AttributeId::source(destination.resource, path.as_str()))
                .collect(),
            Rule::Expression { text } => expr::origins(text)
                .iter()
                .map(|name| AttributeId::source(destination.resource, name))
                .collect(),
            Rule::Constant { .. } => Vec::new(),
        };
        let mut steps: Vec<_> = origins
            .into_iter()
            .chain([destination.clone()])
            .filter(|id| self.project.attribute(id).is_none())
            .map(|id| {
                Step::AddAttribute(Arc::new(Attribute {
                    origin: AttributeOrigin::Catalog,
                    evidence: self.evidence("named by a mapping of the provisioning schema"),
                    ..Attribute::custom(id)
                }))
            })
            .collect();
        let is_taken = |id: &LinkId| self.project.link(id).is_some() || self.taken.contains(id);
        let id = LinkId::derive(&destination, is_taken);
        self.taken.insert(id.clone());
        let link = Link {
            settings: mapped.settings,
            evidence: self.evidence("configured so in the provisioning schema"),
            ..Link::new(destination, mapped.rule)
        };
        let label = link.destination.label().to_owned();
        let about = rule_words(&link.rule);
        steps.push(Step::AddLink(id, Arc::new(link)));
        let mut item = Item::new(Change::Add, Subject::Link, label, steps).at(line);
        item.about = about;
        self.plan.items.push(item);
    }

    /// Links that the schema does not have leave only if the file is to count.
    fn not_in_schema(&mut self, mut links: Vec<(&LinkId, &Link)>) {
        links.sort_by_key(|(id, _)| *id);
        for (id, link) in links {
            let edit = Edit::RemoveLink { id: id.clone() };
            let label = link.destination.label();
            let steps = vec![Step::edit(edit)];
            let mut item = Item::new(Change::Remove, Subject::Link, label, steps);
            "not in the schema".clone_into(&mut item.about);
            self.plan
                .items
                .push(item.against_project(self.options.on_conflict));
        }
    }

    fn left_over(&mut self, schema: &Schema<'_>) {
        for mapping in schema.left_over() {
            let (line, column) = self.place(mapping.tree.span.start);
            let reason = "only the first outbound mapping of users and of groups is shown; this one is kept in the \
                          text and exported as it is";
            self.problems
                .push(Problem::kept(line, Some(column), &mapping.label(), reason));
        }
        if schema.num_further > 0 {
            self.plan.remarks.push(format!(
                "the file holds {} further templates, which are kept in the text and not read",
                schema.num_further
            ));
        }
        if schema.directories.is_empty() {
            self.plan.remarks.push(
                "the file lists no directories: the columns only get the attributes that mappings name".to_owned(),
            );
        }
    }

    fn attachment(&mut self, text: &str) {
        let old = self.project.attachments().get(ATTACHMENT);
        if old.is_some_and(|old| old.text == text) {
            return;
        }
        let change = if old.is_some() {
            Change::Change
        } else {
            Change::Add
        };
        let attachment = Attachment {
            kind: ATTACHMENT_KIND.to_owned(),
            text: text.to_owned(),
            unknown: UnknownMembers::default(),
        };
        let edit = Edit::SetAttachment {
            name: ATTACHMENT.to_owned(),
            attachment: Some(Box::new(attachment)),
        };
        let steps = vec![Step::edit(edit)];
        let mut item = Item::new(change, Subject::Attachment, ATTACHMENT, steps);
        "kept, so that an export changes only what the mapping changes".clone_into(&mut item.about);
        self.plan.items.push(item);
    }
}

/// What a directory says of an attribute. A plain text, a single value and free access say nothing: nearly all of a
/// directory is listed so, whatever the documents know better.
fn fields(listed: &ListedAttribute<'_>, column: Column) -> Vec<AttributeField> {
    let mut fields = Vec::new();
    if let Some(word) = listed.text("type") {
        let value_type = ValueType::parse(word);
        if value_type != ValueType::String {
            fields.push(AttributeField::Type(value_type));
        }
    }
    if listed.boolean("multivalued") == Some(true) {
        fields.push(AttributeField::Cardinality(Cardinality::Multiple));
    }
    match listed.text("mutability") {
        Some(word) if word.eq_ignore_ascii_case("ReadOnly") => {
            fields.push(AttributeField::Access(Access::ReadOnly));
        }
        Some(word) if word.eq_ignore_ascii_case("WriteOnly") => {
            fields.push(AttributeField::Access(Access::WriteOnly));
        }
        _ => {}
    }
    // What must be there in the source is no matter of the mapping; the target's anchor is made by the target.
    let is_anchor = listed.boolean("anchor") == Some(true);
    if column == Column::Protocol && !is_anchor && listed.boolean("required") == Some(true) {
        fields.push(AttributeField::Mark(Some(Mark::Required)));
    }
    fields
}

fn setting_details(before: &ResourceSettings, after: &ResourceSettings) -> Vec<Detail> {
    let enabled = |settings: &ResourceSettings| {
        match settings.provisioning {
            Provisioning::Enabled => "yes",
            Provisioning::Disabled => "no",
        }
        .to_owned()
    };
    let actions = |settings: &ResourceSettings| {
        let words = [
            ("create", settings.actions.create),
            ("update", settings.actions.update),
            ("delete", settings.actions.delete),
        ];
        let on: Vec<_> = words
            .into_iter()
            .filter_map(|(word, is_on)| is_on.then_some(word))
            .collect();
        on.join(", ")
    };
    let filters = |settings: &ResourceSettings| {
        let names: Vec<_> = settings
            .scoping_filters
            .iter()
            .map(|filter| format!("{} ({} clauses)", filter.name, filter.clauses.len()))
            .collect();
        names.join("; ")
    };
    [
        ("enabled", enabled(before), enabled(after)),
        ("actions", actions(before), actions(after)),
        ("scoping filters", filters(before), filters(after)),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .map(|(field, before, after)| Detail {
        field,
        before,
        after,
    })
    .collect()
}

fn rule_words(rule: &Rule) -> String {
    match rule {
        Rule::Direct { origins } if origins.is_empty() => "no source".to_owned(),
        Rule::Direct { origins } | Rule::Translation { origins, .. } => {
            let names: Vec<_> = origins
                .iter()
                .map(crate::model::AttributePath::label)
                .collect();
            names.join(", ")
        }
        Rule::Constant { value } => format!("constant {value:?}"),
        Rule::Expression { text } => text.clone(),
    }
}
