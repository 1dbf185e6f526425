//! What the target holds before a run: its users, read from a SCIM answer or a table, and found by what matches.

mod read;
mod scim;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::plan::{Content, Plan};
use crate::expr::Value;

pub use read::{TargetFailure, TargetProblem};
pub(super) use scim::equality;

/// A user of the target: the values of the SCIM attributes of a plan.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The target's own id; none for one that a run would create.
    pub id: Option<String>,
    /// A value for each SCIM attribute of the plan.
    pub(super) values: Vec<Value<'static>>,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Record([hidden])")
    }
}

impl Record {
    /// The value of a SCIM attribute, by its place in the plan.
    pub(super) fn value(&self, protocol: usize) -> &Value<'static> {
        const NONE: &Value<'static> = &Value::Null;
        self.values.get(protocol).unwrap_or(NONE)
    }
}

/// The users of the target.
#[derive(Clone, Debug, Default)]
pub struct Target {
    records: Vec<Record>,
    /// For each matching flow of the plan the records by their value, in lower case.
    by_value: Vec<FxHashMap<String, Vec<u32>>>,
    /// For each SCIM attribute that names existing things, the names that records hold.
    names: FxHashMap<usize, Vec<String>>,
}

impl Target {
    /// Finds out what can be matched by what.
    pub fn new(plan: &Plan, records: Vec<Record>) -> Self {
        let by_value = plan
            .matchings
            .iter()
            .map(|flow| {
                let mut found: FxHashMap<String, Vec<u32>> = FxHashMap::default();
                let to = plan.flows.get(*flow).map(|flow| flow.to);
                for (number, record) in (0..).zip(&records) {
                    if let Some(Value::Text(text)) = to.map(|to| record.value(to)) {
                        found.entry(text.to_lowercase()).or_default().push(number);
                    }
                }
                found
            })
            .collect();
        let mut names: FxHashMap<usize, Vec<String>> = FxHashMap::default();
        for (at, _) in plan
            .protocol
            .iter()
            .enumerate()
            .filter(|(_, attribute)| attribute.content == Content::Names)
        {
            let known = names.entry(at).or_default();
            for record in &records {
                for text in texts(record.value(at)) {
                    if !known.iter().any(|name| name == text) {
                        known.push(text.to_owned());
                    }
                }
            }
        }
        Self {
            records,
            by_value,
            names,
        }
    }

    /// How many users there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// All users, in the order of the file.
    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    /// The user with this number.
    pub fn record(&self, number: u32) -> Option<&Record> {
        self.records.get(number as usize)
    }

    /// The users whose value of the `nth` matching attribute is this one; letter case does not count.
    pub(super) fn matching(&self, nth: usize, value: &str) -> &[u32] {
        let Some(known) = self.by_value.get(nth).filter(|known| !known.is_empty()) else {
            return &[];
        };
        let found = known.get(lower(value).as_ref());
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether a name is among those that the target's users hold; none if there is no way to tell.
    pub(super) fn has_name(&self, protocol: usize, name: &str) -> Option<bool> {
        let known = self
            .names
            .get(&protocol)
            .filter(|known| !known.is_empty())?;
        let name = bare(name);
        Some(known.iter().any(|known| *known == name))
    }
}

/// The texts of a value.
pub(super) fn texts<'v>(value: &'v Value<'_>) -> impl Iterator<Item = &'v str> {
    let (one, several) = match value {
        Value::Null => (None, &[][..]),
        Value::Text(text) => (Some(text.as_ref()), &[][..]),
        Value::Multi(texts) => (None, texts.as_slice()),
    };
    one.into_iter().chain(several.iter().map(AsRef::as_ref))
}

/// The name that a text of a complex attribute stands for: the value of the JSON object that the role functions give,
/// else the text itself.
pub fn bare(text: &str) -> Cow<'_, str> {
    if !text.starts_with('{') {
        return Cow::Borrowed(text);
    }
    let parsed: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let value = parsed.as_ref().and_then(|json| json.get("value")?.as_str());
    value.map_or(Cow::Borrowed(text), |value| Cow::Owned(value.to_owned()))
}

/// A value with each text as [`bare`] has it.
pub(super) fn bare_value(value: &Value<'_>) -> Value<'static> {
    match value {
        Value::Null => Value::Null,
        Value::Text(text) => Value::Text(Cow::Owned(bare(text).into_owned())),
        Value::Multi(texts) => Value::Multi(
            texts
                .iter()
                .map(|text| Cow::Owned(bare(text).into_owned()))
                .collect(),
        ),
    }
}

/// The text in lower case; borrowed where it is so already.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}
