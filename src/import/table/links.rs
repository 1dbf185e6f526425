//! The links that a row speaks of: one of the project's, changed or not, or a new one.

use std::sync::Arc;

use super::cell;
use super::meaning::Meaning;
use super::own_rule::OwnRule;
use super::rows::{Effect, Planner};
use super::side::{Named, SourceSide};
use super::split::Record;
use crate::import::field::LinkField;
use crate::import::item::{Item, Step};
use crate::import::problem::Problem;
use crate::model::{AttributeId, AttributePath, Link, LinkId, Rule};

/// A second link into one attribute is a finding; this many are a table that was read wrongly.
const MOST_INTO_ONE: usize = 100;

impl Planner<'_> {
    pub(super) fn hop_in(
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

    pub(super) fn hop_out(
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
