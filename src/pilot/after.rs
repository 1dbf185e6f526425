//! What the target holds after a run, and what its fields make of that.

use super::plan::{FieldRule, Plan, translate};
use super::reason::Action;
use super::request::resolved;
use super::target::{Record, bare_value, texts};
use super::verdict::{Verdict, World};
use crate::expr::Value;
use crate::model::ValueType;

/// One field of the target, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field, with its SCIM path where no document prints a name.
    pub field: String,
    /// The place of the SCIM attribute that it is read from, among those of the plan.
    pub protocol: Option<usize>,
    /// What it holds before; none if there is no value.
    pub before: super::Hidden<Option<String>>,
    /// What it holds afterwards.
    pub after: super::Hidden<Option<String>>,
}

impl FieldChange {
    /// Whether the run changes it.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

impl Plan {
    /// The target's user after the run; none if there is none then.
    pub(super) fn after(
        &self,
        verdict: &Verdict<'_>,
        before: Option<&Record>,
        world: &World<'_>,
    ) -> Option<Record> {
        let mut record = match verdict.action {
            Action::Skip | Action::Fail => return before.cloned(),
            Action::Delete => return None,
            Action::Create => Record {
                id: None,
                values: vec![Value::Null; self.protocol.len()],
            },
            Action::Update | Action::Disable => before.cloned()?,
        };
        for (at, flow) in self.flows.iter().enumerate() {
            let Some(attribute) = self.protocol.get(flow.to) else {
                continue;
            };
            if attribute.is_kept()
                && let Some(sent) = self.sent(verdict, at)
                && let Some(value) = record.values.get_mut(flow.to)
            {
                let sent = if attribute.is_reference() {
                    resolved(&sent, world.target, world.directory)
                } else if attribute.value_type == ValueType::Complex {
                    bare_value(&sent)
                } else {
                    sent
                };
                // What is only added stands beside what is there.
                let adds = flow.only_adds() && matches!(sent, Value::Multi(_));
                *value = if adds {
                    united(value, &sent)
                } else {
                    sent.into_owned()
                };
            }
        }
        Some(record)
    }

    /// Every field of the target, in id order, before and after.
    pub(super) fn field_changes(
        &self,
        before: Option<&Record>,
        after: Option<&Record>,
    ) -> Vec<FieldChange> {
        self.fields
            .iter()
            .map(|field| FieldChange {
                field: field.name(),
                protocol: field.rule.from(),
                before: super::Hidden(before.and_then(|record| field_value(&field.rule, record))),
                after: super::Hidden(after.and_then(|record| field_value(&field.rule, record))),
            })
            .collect()
    }
}

fn united(before: &Value<'_>, sent: &Value<'_>) -> Value<'static> {
    let mut all: Vec<std::borrow::Cow<'static, str>> = Vec::new();
    for text in texts(before).chain(texts(sent)) {
        if !all.iter().any(|known| known == text) {
            all.push(text.to_owned().into());
        }
    }
    Value::Multi(all)
}

/// What a field makes of a record; what a translation does not list is shown as it is.
fn field_value(rule: &FieldRule, record: &Record) -> Option<String> {
    match rule {
        FieldRule::Copy(from) => joined(record.value(*from)),
        FieldRule::Translation { from, pairs } => {
            let text = joined(record.value(*from))?;
            Some(translate(pairs, &text).map_or(text.clone(), str::to_owned))
        }
        FieldRule::Constant(text) => Some(text.clone()),
        FieldRule::Unknown => None,
    }
}

/// A value as one text; none if there is no value.
pub(super) fn joined(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(text.clone().into_owned()),
        Value::Multi(texts) if texts.is_empty() => None,
        Value::Multi(texts) => Some(texts.join("; ")),
    }
}
