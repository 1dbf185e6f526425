//! The rows of a table, one by one, as what they would add to a project and change in it.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cell;
use super::evidence::Documents;
use super::layout::Columns;
use super::meaning::Meaning;
use super::name::Names;
use super::notes::Noted;
use super::own::OwnRows;
use super::own_rule::OwnRule;
use super::side::{Named, SourceSide};
use super::split::Record;
use super::unpublished::Unpublished;
use crate::import::NearName;
use crate::import::field::{AttributeField, LinkField, rule_text};
use crate::import::plan::{Change, Item, Plan, Step, Subject};
use crate::import::problem::{Problem, Problems};
use crate::import::{Options, Start};
use crate::model::{
    Attribute, AttributeId, AttributePath, Column, Link, LinkId, Project, Resource, Rule,
};

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
    links_into: FxHashMap<AttributeId, Vec<LinkId>>,
    /// Links of the project that a row has already spoken of.
    claimed: FxHashSet<LinkId>,
    /// Ids of links that this import adds.
    new_ids: FxHashSet<LinkId>,
    /// What this import adds: two rows may say the same.
    new_rules: FxHashMap<AttributeId, Vec<(Rule, LinkId)>>,
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

/// A second link into one attribute is a finding; this many are a table that was read wrongly.
const MOST_INTO_ONE: usize = 100;

/// What one row would do.
#[derive(Default)]
pub(super) struct Effect {
    steps: Vec<Step>,
    num_attributes: usize,
    num_links: usize,
    changes: Vec<Item>,
    /// The links that the row speaks of, in the order of its cells.
    pub(super) source_links: Vec<LinkId>,
    pub(super) target_links: Vec<LinkId>,
}

impl Effect {
    /// An attribute that the row adds.
    pub(super) fn added(&self, id: &AttributeId) -> Option<&Attribute> {
        self.steps.iter().find_map(|step| match step {
            Step::AddAttribute(attribute) if attribute.id == *id => Some(&**attribute),
            _ => None,
        })
    }

    /// A link that the row adds.
    fn added_link(&mut self, id: &LinkId) -> Option<&mut Arc<Link>> {
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

    fn hop_in(
        &mut self,
        record: &Record,
        source: Option<&SourceSide>,
        protocol: Option<&Named>,
        settings: &[Meaning],
        is_same: bool,
        effect: &mut Effect,
    ) {
        let (Some(protocol), Some(source)) = (protocol, source) else {
            return;
        };
        let of = source.rules.len();
        for (number, rule) in source.rules.iter().enumerate() {
            let link = self.link(protocol.id.clone(), rule.clone(), is_same, effect);
            let Some(link) = link else {
                return self.too_many(record, protocol);
            };
            let before = self.link_before(&link, effect);
            let fields = self.settings(record, settings, (number, of));
            if let Some(before) = before {
                self.change_link(&link, &before, fields, effect);
            }
            effect.source_links.push(link);
        }
    }

    /// An attribute that this import adds.
    pub(super) fn new_attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.new_attributes.get(id).map(|found| &*found.0)
    }

    /// The link as the project has it, or as this row adds it.
    pub(super) fn link_before(&self, id: &LinkId, effect: &Effect) -> Option<Link> {
        let there = self.project.link(id).cloned();
        there.or_else(|| {
            effect.steps.iter().find_map(|step| match step {
                Step::AddLink(added, link) if added == id => Some(Link::clone(link)),
                _ => None,
            })
        })
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
        for rule in self.target_rules(record, protocol, target) {
            match self.link(target.id.clone(), rule, is_same, effect) {
                Some(link) => effect.target_links.push(link),
                None => return self.too_many(record, target),
            }
        }
    }

    /// The rules by which a row's SCIM attribute, or nothing, reaches its field.
    fn target_rules(
        &mut self,
        record: &Record,
        protocol: Option<&Named>,
        target: &Named,
    ) -> Vec<Rule> {
        let told = self.cell(record, Meaning::TargetRule).map(str::to_owned);
        let origins: Vec<AttributePath> =
            protocol.iter().map(|named| named.id.path.clone()).collect();
        if self.columns.is_own {
            let told = told.unwrap_or_default();
            let own = (2..8).find_map(|number| {
                OwnRule::list(&told, number).filter(|rules| {
                    !rules
                        .iter()
                        .any(|rule| matches!(rule, OwnRule::Expression(_)))
                })
            });
            let own = own.unwrap_or_else(|| vec![OwnRule::of(&told)]);
            let needs_origin =
                |rule: &OwnRule<'_>| matches!(rule, OwnRule::Direct | OwnRule::Translation(_));
            return own
                .into_iter()
                .filter(|rule| !(origins.is_empty() && needs_origin(rule)))
                .map(|rule| rule_of(rule, origins.clone()))
                .collect();
        }
        let told = told.as_deref();
        let pairs = target
            .translation
            .clone()
            .or_else(|| told.and_then(cell::translation));
        let constant = told.and_then(cell::constant);
        let rule = match (protocol, pairs, constant) {
            (_, _, Some(value)) => Rule::Constant {
                value: value.to_owned(),
            },
            (Some(_), Some(pairs), None) => Rule::Translation { origins, pairs },
            (Some(_), None, None) => {
                if let Some(told) = told.filter(|told| !told.eq_ignore_ascii_case("direct")) {
                    let why = "neither direct nor a value translation; read as direct";
                    self.not_understood(record, Meaning::TargetRule, told, why);
                }
                Rule::Direct { origins }
            }
            (None, _, None) => return Vec::new(),
        };
        vec![rule]
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
        if rules.is_empty() {
            // Nearly always the only one: no room for more.
            rules.reserve_exact(1);
        }
        rules.push((rule.clone(), id.clone()));
        self.new_ids.insert(id.clone());
        let link = Arc::new(Link::new(destination, rule));
        effect.steps.push(Step::AddLink(id.clone(), link));
        effect.num_links += 1;
        Some(id)
    }

    pub(super) fn change_link(
        &self,
        id: &LinkId,
        before: &Link,
        fields: Vec<LinkField>,
        effect: &mut Effect,
    ) {
        if self.project.link(id).is_none() {
            let changed = fields.into_iter().filter(|field| !field.is_in(before));
            if let Some(link) = effect.added_link(id) {
                changed.for_each(|field| field.set(Arc::make_mut(link)));
            } else {
                let steps = changed.map(|field| Step::change_link(id.clone(), field));
                effect.steps.extend(steps);
            }
            return;
        }
        let items = Item::link_changes(id, before, fields, self.options.on_conflict);
        effect.changes.extend(items);
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

/// A rule of our own table with what feeds it.
pub(super) fn rule_of(rule: OwnRule<'_>, origins: Vec<AttributePath>) -> Rule {
    match rule {
        OwnRule::Direct => Rule::Direct { origins },
        OwnRule::Constant(value) => Rule::Constant {
            value: value.to_owned(),
        },
        OwnRule::Translation(pairs) => Rule::Translation { origins, pairs },
        OwnRule::Expression(text) => Rule::Expression {
            text: text.to_owned(),
        },
    }
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
