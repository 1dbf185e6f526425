//! The rows of a table, one by one, as what they would add to a project and change in it.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cell;
use super::columns::Columns;
use super::evidence::Documents;
use super::meaning::Meaning;
use super::name::Names;
use super::notes::Noted;
use super::own::OwnRows;
use super::side::{Named, SourceSide};
use super::split::Record;
use super::unpublished::Unpublished;
use crate::import::NearName;
use crate::import::field::{AttributeField, rule_text};
use crate::import::item::{Change, Item, Step, Subject};
use crate::import::plan::Plan;
use crate::import::problem::{Problem, Problems};
use crate::import::{Options, Start};
use crate::model::{Attribute, AttributeId, Column, Link, LinkId, Project, Resource, Rule};

/// Works through the rows of one table.
pub(super) struct Planner<'a> {
    pub(super) project: &'a Project,
    pub(super) names: &'a Names<'a>,
    pub(super) columns: &'a Columns,
    pub(super) options: Options,
    pub(super) problems: Problems,
    /// Names that nobody knows, by column and as typed.
    pub(super) near: IndexMap<(Column, String), NearName>,
    pub(super) unpublished: Unpublished,
    pub(super) noted: Noted,
    own: Option<OwnRows>,
    plan: Plan,
    /// The links of the project by what they fill.
    pub(super) links_into: FxHashMap<AttributeId, Vec<LinkId>>,
    /// Links of the project that a row has already spoken of.
    pub(super) claimed: FxHashSet<LinkId>,
    /// Ids of links that this import adds.
    pub(super) new_ids: FxHashSet<LinkId>,
    /// What this import adds: two rows may say the same.
    pub(super) new_rules: FxHashMap<AttributeId, Vec<(Rule, LinkId)>>,
    new_attributes: FxHashSet<ById>,
    /// SCIM attributes that several rows of our own table name, as they stand there.
    shared: FxHashSet<(String, String)>,
    pub(super) documents: Documents,
}

/// An attribute that is looked up by its id, which it holds itself: a large table brings half a million.
struct ById(Arc<Attribute>);

impl Borrow<AttributeId> for ById {
    fn borrow(&self) -> &AttributeId {
        &self.0.id
    }
}

impl Hash for ById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ById {}

/// What one row would do.
#[derive(Default)]
pub(super) struct Effect {
    pub(super) steps: Vec<Step>,
    num_attributes: usize,
    pub(super) num_links: usize,
    pub(super) changes: Vec<Item>,
    /// The links that the row speaks of, in the order of its cells.
    pub(super) source_links: Vec<LinkId>,
    pub(super) target_links: Vec<LinkId>,
}

impl Effect {
    /// A link that the row adds.
    pub(super) fn added_link(&mut self, id: &LinkId) -> Option<&mut Arc<Link>> {
        self.steps.iter_mut().find_map(|step| match step {
            Step::AddLink(added, link) if added == id => Some(link),
            _ => None,
        })
    }
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        project: &'a Project,
        names: &'a Names<'a>,
        columns: &'a Columns,
        options: Options,
        own: Option<OwnRows>,
        plan: Plan,
    ) -> Self {
        let documents = if columns.position(Meaning::Evidence).is_some() {
            names.documents()
        } else {
            Documents::default()
        };
        let mut links_into: FxHashMap<AttributeId, Vec<LinkId>> = FxHashMap::default();
        for (id, link) in project.links() {
            let ids = links_into.entry(link.destination.clone()).or_default();
            ids.push(id.clone());
        }
        Self {
            project,
            names,
            columns,
            options,
            problems: Problems::default(),
            near: IndexMap::new(),
            unpublished: Unpublished::of(project),
            noted: Noted::of(project),
            own,
            plan,
            links_into,
            claimed: FxHashSet::default(),
            new_ids: FxHashSet::default(),
            new_rules: FxHashMap::default(),
            new_attributes: FxHashSet::default(),
            shared: FxHashSet::default(),
            documents,
        }
    }

    /// Looks which SCIM attributes several rows of our own table name.
    pub(super) fn look_ahead(&mut self, records: &[Record]) {
        if !self.columns.is_own {
            return;
        }
        let mut seen = FxHashSet::default();
        for record in records {
            let key = self.shared_key(record);
            if !key.1.is_empty() && !seen.insert(key.clone()) {
                self.shared.insert(key);
            }
        }
    }

    fn shared_key(&self, record: &Record) -> (String, String) {
        let text = |meaning| self.columns.cell(record, meaning).unwrap_or_default();
        (
            text(Meaning::Resource).to_owned(),
            text(Meaning::Protocol).to_owned(),
        )
    }

    /// Whether other rows name the SCIM attribute of this one too.
    pub(super) fn is_shared(&self, record: &Record) -> bool {
        !self.shared.is_empty() && self.shared.contains(&self.shared_key(record))
    }

    /// The plan with all that the rows said.
    pub(super) fn finish(mut self) -> Plan {
        self.plan.problems.extend(self.problems.into_vec());
        self.plan.near.extend(self.near.into_values());
        self.plan
    }

    /// A cell of our own table, or one with something in it; none if there is no such column or it says nothing.
    pub(super) fn cell<'r>(&self, record: &'r Record, meaning: Meaning) -> Option<&'r str> {
        self.columns
            .cell(record, meaning)
            .filter(|text| !cell::is_nothing(text))
    }

    /// The number of the cell with this meaning, from 1.
    pub(super) fn cell_number(&self, meaning: Meaning) -> Option<u32> {
        let at = self.columns.position(meaning)?;
        u32::try_from(at + 1).ok()
    }

    pub(super) fn not_understood(
        &mut self,
        record: &Record,
        meaning: Meaning,
        text: &str,
        why: &str,
    ) {
        let problem = Problem::left_out(record.line, self.cell_number(meaning), text, why);
        self.problems.push(problem);
    }

    /// Takes a row in.
    pub(super) fn row(&mut self, record: &Record) {
        let resource = match self.cell(record, Meaning::Resource) {
            None => self.options.resource.unwrap_or(Resource::User),
            Some(text) => {
                let Some(resource) = cell::resource(text) else {
                    let why = "neither User nor Group; the row is left out";
                    return self.not_understood(record, Meaning::Resource, text, why);
                };
                resource
            }
        };
        let text = |meaning| self.columns.cell(record, meaning).unwrap_or_default();
        let same = self.own.as_mut().and_then(|own| {
            own.take(
                resource,
                text(Meaning::Source),
                text(Meaning::Protocol),
                text(Meaning::Target),
            )
        });
        // What is not taken over, such as the row's number, makes no difference.
        let differs = |meaning: Meaning| {
            same.as_ref().is_none_or(|same| {
                let own = same.get(&meaning).map_or("", String::as_str);
                !matches!(meaning, Meaning::Ignored | Meaning::Notes)
                    && self
                        .columns
                        .cell(record, meaning)
                        .is_some_and(|text| text != own)
            })
        };
        let has_new_notes = self.has_new_notes(record, same.as_ref());
        if same.is_some() && !has_new_notes && !Meaning::ALL.into_iter().any(&differs) {
            self.plan.num_read += 1;
            self.plan.num_equal += 1;
            return;
        }
        let is_hop_in_same = !differs(Meaning::Source) && !differs(Meaning::Rule);
        let is_hop_out_same = !differs(Meaning::TargetRule);
        let is_mark_same = !differs(Meaning::Mark);
        let settings: Vec<Meaning> = [
            Meaning::DefaultIfNull,
            Meaning::Apply,
            Meaning::Match,
            Meaning::Status,
            Meaning::Owner,
        ]
        .into_iter()
        .filter(|meaning| differs(*meaning))
        .collect();

        let protocol = self
            .cell(record, Meaning::Protocol)
            .and_then(|text| self.named(record, Meaning::Protocol, resource, text, None));
        let scim_path = protocol
            .as_ref()
            .map(|named| named.id.path.as_str().to_owned());
        let target = self.cell(record, Meaning::Target).and_then(|text| {
            self.named(
                record,
                Meaning::Target,
                resource,
                text,
                scim_path.as_deref(),
            )
        });
        let source = self.source_side(record, resource);
        if protocol.is_none() && target.is_none() && source.is_none() {
            let is_said = record.cells.iter().any(|text| !cell::is_nothing(text));
            if is_said {
                let all = record.cells.join(" ");
                let why = "no attribute is named in this row";
                let problem = Problem::left_out(record.line, None, all.trim(), why);
                self.problems.push(problem);
            }
            return;
        }
        self.plan.num_read += 1;
        let label = label(source.as_ref(), protocol.as_ref(), target.as_ref());
        let mut effect = Effect::default();
        // A row that is there names what it names: only what its cells say anew comes in.
        let is_new = same.is_none();
        let of_source = source.as_ref().filter(|_| is_new || !is_hop_in_same);
        let named_source = of_source.into_iter().flat_map(|side| &side.names);
        let ends = protocol.iter().chain(&target).filter(|_| is_new);
        for named in named_source.chain(ends) {
            self.add_attribute(record, named, &mut effect);
        }
        self.hop_in(
            record,
            source.as_ref(),
            protocol.as_ref(),
            &settings,
            is_hop_in_same,
            &mut effect,
        );
        self.hop_out(
            record,
            protocol.as_ref(),
            target.as_ref(),
            is_hop_out_same,
            &mut effect,
        );
        if !is_mark_same {
            self.mark(record, protocol.as_ref(), target.as_ref(), &mut effect);
        }
        if differs(Meaning::Type) {
            self.value_type(record, protocol.as_ref(), &mut effect);
        }
        let named = (source.as_ref(), protocol.as_ref(), target.as_ref());
        self.used(record, same.as_ref(), named, &mut effect);
        self.evidence(record, same.as_ref(), named, &mut effect);
        let notes = self.notes(record, same.as_ref(), named, &effect);
        effect.changes.extend(notes);
        self.push(record, label, effect);
    }

    /// The row's items: what it adds, then what it changes.
    fn push(&mut self, record: &Record, label: String, effect: Effect) {
        let num_items = self.plan.items.len();
        if !effect.steps.is_empty() {
            let counted = |number: usize, noun: &str| match number {
                0 => None,
                1 => Some(format!("1 {noun}")),
                _ => Some(format!("{number} {noun}s")),
            };
            let parts = [
                counted(effect.num_attributes, "attribute"),
                counted(effect.num_links, "link"),
            ];
            let about: Vec<_> = parts.into_iter().flatten().collect();
            let mut steps = effect.steps;
            steps.shrink_to_fit();
            let mut item = Item::new(Change::Add, Subject::Row, label, steps);
            item.about = about.join(", ");
            self.plan.items.push(item.at(record.line));
        }
        let changes = effect.changes.into_iter().map(|item| item.at(record.line));
        self.plan.items.extend(changes);
        self.plan.num_equal += usize::from(self.plan.items.len() == num_items);
    }

    fn add_attribute(&mut self, record: &Record, named: &Named, effect: &mut Effect) {
        let is_there = self.project.attribute(&named.id).is_some()
            || named.id.path.as_str().is_empty() && named.id.scim_path.is_none();
        if is_there || self.new_attributes.contains(&named.id) {
            return;
        }
        let mut attribute = self.names.attribute(&named.id);
        if let Some(near) = &named.near {
            attribute.group = self.names.group(near);
        }
        let has_marks = self.columns.position(Meaning::Mark).is_some();
        // Our own table shows no marks of the source column.
        let shows_mark = !(self.columns.is_own && named.id.column == Column::Source);
        if self.options.start == Start::New && has_marks && shows_mark {
            attribute.mark = None;
        }
        self.keep_evidence(record, &mut attribute.evidence);
        let attribute = Arc::new(attribute);
        self.new_attributes.insert(ById(attribute.clone()));
        effect.steps.push(Step::AddAttribute(attribute));
        effect.num_attributes += 1;
    }

    /// An attribute that this import adds.
    pub(super) fn new_attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.new_attributes.get(id).map(|found| &*found.0)
    }

    pub(super) fn change_attribute(
        &self,
        id: &AttributeId,
        field: AttributeField,
        effect: &mut Effect,
    ) {
        match self.project.attribute(id) {
            None => effect.steps.push(Step::change_attribute(id.clone(), field)),
            Some(before) => effect.changes.extend(Item::attribute_changes(
                before,
                vec![field],
                self.options.on_conflict,
            )),
        }
    }
}

fn label(source: Option<&SourceSide>, protocol: Option<&Named>, target: Option<&Named>) -> String {
    let source = source.map(|side| {
        let rules: Vec<_> = side.rules.iter().map(rule_text).collect();
        rules.join("; ")
    });
    let parts = [
        source,
        protocol.map(|named| named.id.label().to_owned()),
        target.map(|named| named.id.label().to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" → ")
}
