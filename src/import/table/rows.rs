//! The rows of a table, one by one, as what they would add to a project and change in it.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cell;
use super::layout::Columns;
use super::meaning::Meaning;
use super::name::Names;
use super::notes::Noted;
use super::own::OwnRows;
use super::side::{Named, SourceSide};
use super::split::Record;
use super::unpublished::Unpublished;
use crate::import::field::{AttributeField, LinkField, rule_text};
use crate::import::plan::{Change, Item, Plan, Step, Subject};
use crate::import::problem::{Problem, Problems};
use crate::import::{Options, Start};
use crate::model::{AttributeId, AttributePath, Link, LinkId, Project, Resource, Rule};

/// Works through the rows of one table.
pub(super) struct Planner<'a> {
    pub(super) project: &'a Project,
    pub(super) names: &'a Names<'a>,
    pub(super) columns: &'a Columns,
    pub(super) options: Options,
    pub(super) problems: Problems,
    pub(super) unpublished: Unpublished,
    pub(super) noted: Noted,
    own: Option<OwnRows>,
    plan: Plan,
    /// The links of the project by what they fill.
    links_into: FxHashMap<AttributeId, Vec<LinkId>>,
    /// Links of the project that a row has already spoken of.
    claimed: FxHashSet<LinkId>,
    /// Ids of links that this import adds.
    new_ids: FxHashSet<LinkId>,
    /// What this import adds: two rows may say the same.
    new_rules: FxHashMap<AttributeId, Vec<(Rule, LinkId)>>,
    new_attributes: FxHashSet<AttributeId>,
}

/// A second link into one attribute is a finding; this many are a table that was read wrongly.
const MOST_INTO_ONE: usize = 100;

/// What one row would do.
#[derive(Default)]
struct Effect {
    steps: Vec<Step>,
    num_attributes: usize,
    num_links: usize,
    changes: Vec<Item>,
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
            unpublished: Unpublished::of(project),
            noted: Noted::of(project),
            own,
            plan,
            links_into,
            claimed: FxHashSet::default(),
            new_ids: FxHashSet::default(),
            new_rules: FxHashMap::default(),
            new_attributes: FxHashSet::default(),
        }
    }

    /// The plan with all that the rows said.
    pub(super) fn finish(mut self) -> Plan {
        self.plan.problems.extend(self.problems.into_vec());
        self.plan
    }

    /// A cell of our own table, or one with something in it; none if there is no such column or it says nothing.
    fn cell<'r>(&self, record: &'r Record, meaning: Meaning) -> Option<&'r str> {
        self.columns
            .cell(record, meaning)
            .filter(|text| !cell::is_nothing(text))
    }

    /// The number of the cell with this meaning, from 1.
    pub(super) fn cell_number(&self, meaning: Meaning) -> Option<u32> {
        let at = self.columns.position(meaning)?;
        u32::try_from(at + 1).ok()
    }

    fn not_understood(&mut self, record: &Record, meaning: Meaning, text: &str, why: &str) {
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
        let notes = self.notes(
            record,
            same.as_ref(),
            source.as_ref(),
            protocol.as_ref(),
            target.as_ref(),
        );
        let mut effect = Effect::default();
        let named_source = source.iter().flat_map(|side| &side.names);
        for named in named_source.chain(&protocol).chain(&target) {
            self.add_attribute(named, &mut effect);
        }
        self.hop_in(
            record,
            source,
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
        self.no_counterpart(record, protocol.as_ref(), target.as_ref(), &mut effect);
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
            let mut item = Item::new(Change::Add, Subject::Row, label, effect.steps);
            item.about = about.join(", ");
            self.plan.items.push(item.at(record.line));
        }
        let changes = effect.changes.into_iter().map(|item| item.at(record.line));
        self.plan.items.extend(changes);
        self.plan.num_equal += usize::from(self.plan.items.len() == num_items);
    }

    fn add_attribute(&mut self, named: &Named, effect: &mut Effect) {
        let is_there = self.project.attribute(&named.id).is_some()
            || named.id.path.as_str().is_empty() && named.id.scim_path.is_none();
        if is_there || !self.new_attributes.insert(named.id.clone()) {
            return;
        }
        let mut attribute = self.names.attribute(&named.id);
        if let Some(near) = &named.near {
            attribute.group = self.names.group(near);
        }
        let has_marks = self.columns.position(Meaning::Mark).is_some();
        if self.options.start == Start::New && has_marks {
            attribute.mark = None;
        }
        effect.steps.push(Step::AddAttribute(Arc::new(attribute)));
        effect.num_attributes += 1;
    }

    fn hop_in(
        &mut self,
        record: &Record,
        source: Option<SourceSide>,
        protocol: Option<&Named>,
        settings: &[Meaning],
        is_same: bool,
        effect: &mut Effect,
    ) {
        let (Some(protocol), Some(source)) = (protocol, source) else {
            return;
        };
        for rule in source.rules {
            let Some(link) = self.link(protocol.id.clone(), rule, is_same, effect) else {
                return self.too_many(record, protocol);
            };
            let now = self.project.link(&link).cloned();
            let before = now.unwrap_or_else(|| {
                Link::new(
                    protocol.id.clone(),
                    Rule::Direct {
                        origins: Vec::new(),
                    },
                )
            });
            let fields = self.settings(record, settings);
            self.change_link(&link, &before, fields, effect);
        }
    }

    fn hop_out(
        &mut self,
        record: &Record,
        protocol: Option<&Named>,
        target: Option<&Named>,
        is_same: bool,
        effect: &mut Effect,
    ) {
        let Some(target) = target else {
            return;
        };
        let told = self.cell(record, Meaning::TargetRule);
        let pairs = target
            .translation
            .clone()
            .or_else(|| told.and_then(cell::translation));
        let constant = told.and_then(cell::constant);
        let rule = match (protocol, pairs, constant) {
            (_, _, Some(value)) => Rule::Constant {
                value: value.to_owned(),
            },
            (Some(protocol), Some(pairs), None) => Rule::Translation {
                origins: vec![protocol.id.path.clone()],
                pairs,
            },
            (Some(protocol), None, None) => {
                if let Some(told) = told.filter(|told| !told.eq_ignore_ascii_case("direct")) {
                    let why = "neither direct nor a value translation; read as direct";
                    self.not_understood(record, Meaning::TargetRule, told, why);
                }
                Rule::direct(protocol.id.path.clone())
            }
            (None, _, None) => return,
        };
        let link = self.link(target.id.clone(), rule, is_same, effect);
        if link.is_none() {
            self.too_many(record, target);
        }
    }

    fn too_many(&mut self, record: &Record, named: &Named) {
        let why =
            format!("more than {MOST_INTO_ONE} rows fill this attribute; the link is left out");
        let problem = Problem::left_out(record.line, None, named.id.label(), why);
        self.problems.push(problem);
    }

    /// The link that a rule is about: one of the project's, changed or not, or a new one; none if too many fill the same
    /// attribute already.
    fn link(
        &mut self,
        destination: AttributeId,
        rule: Rule,
        is_same: bool,
        effect: &mut Effect,
    ) -> Option<LinkId> {
        let says = |id: &&LinkId| {
            self.project
                .link(id)
                .is_some_and(|link| is_or_holds(&link.rule, &rule))
        };
        let there = self.links_into.get(&destination);
        let is_free = |id: &&LinkId| !self.claimed.contains(*id);
        let ids = || there.into_iter().flatten();
        let same = ids()
            .filter(is_free)
            .find(says)
            .or_else(|| ids().find(says));
        if let Some(id) = same.cloned() {
            self.claimed.insert(id.clone());
            return Some(id);
        }
        if let Some(id) = ids().find(is_free).cloned() {
            self.claimed.insert(id.clone());
            if !is_same && let Some(before) = self.project.link(&id) {
                self.change_link(&id, before, vec![LinkField::Rule(rule)], effect);
            }
            return Some(id);
        }
        let rules = self.new_rules.entry(destination.clone()).or_default();
        if let Some((_, id)) = rules.iter().find(|(said, _)| *said == rule) {
            // Said by a row above; what else this row says of it goes to the same link.
            return Some(id.clone());
        }
        if rules.len() >= MOST_INTO_ONE {
            return None;
        }
        let (project, new_ids) = (self.project, &self.new_ids);
        let id = LinkId::derive(&destination, |id| {
            project.link(id).is_some() || new_ids.contains(id)
        });
        rules.push((rule.clone(), id.clone()));
        self.new_ids.insert(id.clone());
        let link = Arc::new(Link::new(destination, rule));
        effect.steps.push(Step::AddLink(id.clone(), link));
        effect.num_links += 1;
        Some(id)
    }

    /// What the row says of a link besides its rule.
    fn settings(&mut self, record: &Record, meanings: &[Meaning]) -> Vec<LinkField> {
        let mut fields = Vec::new();
        for meaning in meanings {
            let Some(text) = self.columns.cell(record, *meaning) else {
                continue;
            };
            // In our own table an empty cell says that there is nothing; elsewhere it says nothing.
            if cell::is_nothing(text) && !(self.columns.is_own && text.is_empty()) {
                continue;
            }
            let some = (!text.is_empty()).then(|| text.to_owned());
            let field = match meaning {
                Meaning::DefaultIfNull => Some(LinkField::DefaultIfNull(some)),
                Meaning::Owner => Some(LinkField::Owner(some)),
                Meaning::Match if text.is_empty() => Some(LinkField::MatchingPrecedence(None)),
                Meaning::Match => text
                    .parse()
                    .ok()
                    .map(|n| LinkField::MatchingPrecedence(Some(n))),
                _ if text.is_empty() => continue,
                Meaning::Apply => cell::apply(text).map(LinkField::Apply),
                Meaning::Status => cell::status(text).map(LinkField::Status),
                _ => None,
            };
            if let Some(field) = field {
                fields.push(field);
            } else {
                let why = format!("no {} is written so", meaning.in_sentence());
                self.not_understood(record, *meaning, text, &why);
            }
        }
        fields
    }

    fn change_link(&self, id: &LinkId, before: &Link, fields: Vec<LinkField>, effect: &mut Effect) {
        if self.project.link(id).is_none() {
            let changed = fields.into_iter().filter(|field| !field.is_in(before));
            let steps = changed.map(|field| Step::ChangeLink(id.clone(), field));
            effect.steps.extend(steps);
            return;
        }
        let items = Item::link_changes(id, before, fields, self.options.on_conflict);
        effect.changes.extend(items);
    }

    fn mark(
        &mut self,
        record: &Record,
        protocol: Option<&Named>,
        target: Option<&Named>,
        effect: &mut Effect,
    ) {
        let Some(text) = self.columns.cell(record, Meaning::Mark) else {
            return;
        };
        let is_gap = cell::is_nothing(text) && !self.columns.is_own;
        let Some(mark) = cell::mark(text).ok().filter(|_| !is_gap) else {
            if !is_gap {
                let why = "no mark is written so: required, optional or system-generated";
                self.not_understood(record, Meaning::Mark, text, why);
            }
            return;
        };
        if let Some(named) = target.or(protocol) {
            self.change_attribute(&named.id, AttributeField::Mark(mark), effect);
        }
    }

    /// Why an attribute that stands alone in our own table is left unmapped.
    fn no_counterpart(
        &mut self,
        record: &Record,
        protocol: Option<&Named>,
        target: Option<&Named>,
        effect: &mut Effect,
    ) {
        /// What the table says where nobody gave a reason.
        const DERIVED: [&str; 6] = [
            "nothing feeds it",
            "it feeds nothing",
            "nothing in ",
            "its source link is rejected",
            "its target link is rejected",
            "does not",
        ];
        if !self.columns.is_own {
            return;
        }
        let alone = match (self.cell(record, Meaning::Source), protocol, target) {
            (Some(text), None, None) => {
                AttributeId::source(record_resource(self.columns, record), text)
            }
            (None, Some(named), None) | (None, None, Some(named)) => named.id.clone(),
            _ => return,
        };
        let reason = self
            .columns
            .cell(record, Meaning::Used)
            .and_then(|text| text.strip_prefix("no: "))
            .filter(|reason| {
                !DERIVED.iter().any(|derived| {
                    reason.starts_with(derived)
                        || reason.contains(" does not support it")
                        || reason.contains(" does not offer it")
                })
            });
        if let Some(reason) = reason {
            let field = AttributeField::NoCounterpart(Some(reason.to_owned()));
            self.change_attribute(&alone, field, effect);
        }
    }

    fn change_attribute(&self, id: &AttributeId, field: AttributeField, effect: &mut Effect) {
        match self.project.attribute(id) {
            None => effect.steps.push(Step::ChangeAttribute(id.clone(), field)),
            Some(before) => effect.changes.extend(Item::attribute_changes(
                before,
                vec![field],
                self.options.on_conflict,
            )),
        }
    }
}

fn record_resource(columns: &Columns, record: &Record) -> Resource {
    columns
        .cell(record, Meaning::Resource)
        .and_then(cell::resource)
        .unwrap_or(Resource::User)
}

/// Whether a rule of the project says what a row says: the same, or the same from further origins too.
fn is_or_holds(rule: &Rule, said: &Rule) -> bool {
    let holds =
        |all: &[AttributePath], some: &[AttributePath]| some.iter().all(|path| all.contains(path));
    match (rule, said) {
        (Rule::Direct { origins: all }, Rule::Direct { origins: some }) => holds(all, some),
        (
            Rule::Translation {
                origins: all,
                pairs,
            },
            Rule::Translation {
                origins: some,
                pairs: said,
            },
        ) => pairs == said && holds(all, some),
        _ => rule == said,
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
