//! What Entra ID knows of a sample user: the values that a mapping reads.

use std::borrow::Cow;

use super::lifecycle::{LIFECYCLE_WORDS, LifecycleColumns};
use super::plan::{Plan, SlotKind};
use super::sample::{Field, Sample};
use crate::expr::{Value, Values};

/// The mark of a guest's name. Source: ms-how-prov, read 2026-11.
const GUEST_MARK: &str = "#EXT#";

/// Where the attributes of a plan stand in the header of a users file.
#[derive(Clone, Debug)]
pub struct Binding {
    /// For each slot of the plan its position in the header.
    pub(super) columns: Vec<Option<usize>>,
    pub(super) lifecycle: LifecycleColumns,
    user_principal_name: Option<usize>,
    /// What a reference to a user may be written as.
    keys: Vec<usize>,
    display_name: Option<usize>,
    unknown: Vec<(usize, String)>,
}

/// What a reference to another user may be written as, in a users file.
const KEYS: [&str; 3] = ["objectId", "userPrincipalName", "mail"];

impl Binding {
    /// Finds the attributes of a plan in a header; names compare exactly, as in expressions.
    pub fn new(plan: &Plan, header: &[String]) -> Self {
        let position = |name: &str| header.iter().position(|column| column.trim() == name);
        let is_known = |name: &str| {
            plan.slots.iter().any(|slot| slot.name == name)
                || plan.known_names.iter().any(|known| known == name)
                || KEYS.contains(&name)
                || LIFECYCLE_WORDS
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(name))
        };
        Self {
            columns: plan.slots.iter().map(|slot| position(&slot.name)).collect(),
            lifecycle: LifecycleColumns::of(header),
            user_principal_name: position("userPrincipalName"),
            keys: KEYS.iter().filter_map(|key| position(key)).collect(),
            display_name: position("displayName"),
            unknown: header
                .iter()
                .enumerate()
                .filter(|(_, name)| !is_known(name.trim()))
                .map(|(at, name)| (at, name.trim().to_owned()))
                .collect(),
        }
    }

    /// The columns whose names neither the mapping nor the source column knows: position from 0, and name.
    pub fn unknown_columns(&self) -> &[(usize, String)] {
        &self.unknown
    }

    /// Whether the header has a column for an attribute that matches users.
    pub fn has_matching_attribute(&self, plan: &Plan) -> bool {
        plan.matchings.iter().any(|flow| {
            plan.sources_of(*flow)
                .iter()
                .any(|slot| self.columns.get(*slot).copied().flatten().is_some())
        })
    }

    /// What a reference to the user may be written as.
    pub(super) fn keys_of<'u>(&self, user: &'u dyn Sample) -> impl Iterator<Item = &'u str> {
        self.keys.iter().filter_map(|at| user.field(*at).text())
    }

    /// What people call the user: the display name, else the user principal name.
    pub fn name_of<'u>(&self, user: &'u (impl Sample + ?Sized)) -> Option<&'u str> {
        [self.display_name, self.user_principal_name]
            .into_iter()
            .flatten()
            .find_map(|at| user.field(at).text())
    }
}

impl Plan {
    /// The slots that a flow reads.
    pub(super) fn sources_of(&self, flow: usize) -> &[usize] {
        use super::plan::Program;
        match self.flows.get(flow).map(|flow| &flow.program) {
            Some(Program::Direct(slot) | Program::Translation { from: slot, .. }) => {
                std::slice::from_ref(slot)
            }
            Some(Program::Expression { slots, .. }) => slots,
            Some(Program::Nothing | Program::Constant(_) | Program::Broken { .. }) | None => &[],
        }
    }
}

/// The source values of one user.
pub(super) struct Source<'u> {
    pub(super) plan: &'u Plan,
    pub(super) binding: &'u Binding,
    pub(super) user: &'u dyn Sample,
    pub(super) is_soft_deleted: bool,
    pub(super) account_enabled: bool,
}

impl<'u> Source<'u> {
    fn field(&self, slot: usize) -> Field<'u> {
        match self.binding.columns.get(slot).copied().flatten() {
            Some(at) => self.user.field(at),
            None => Field::Missing,
        }
    }

    /// Whether a slot may hold more than so many characters, told from what the file has alone.
    pub(super) fn may_be_longer(&self, slot: usize, longest: u32) -> bool {
        match self.field(slot) {
            // No text has more characters than bytes; what is not given may be taken from elsewhere.
            Field::Text(text) => text.is_empty() || text.len() > longest as usize,
            Field::Missing | Field::List(_) => true,
        }
    }

    /// The value of a slot.
    pub(super) fn value(&self, slot: usize) -> Value<'u> {
        let Some(known) = self.plan.slots.get(slot) else {
            return Value::Null;
        };
        match known.kind {
            SlotKind::Plain => self.field(slot).value(known.cardinality),
            SlotKind::IsSoftDeleted => Value::truth(self.is_soft_deleted),
            SlotKind::AccountEnabled => Value::truth(self.account_enabled),
            SlotKind::UserPrincipalName => match self.field(slot).text() {
                None => Value::Null,
                Some(name) if name.contains(GUEST_MARK) => {
                    Value::Text(Cow::Owned(name.replacen(GUEST_MARK, "", 1)))
                }
                Some(name) => Value::text(name),
            },
            SlotKind::OriginalUserPrincipalName => {
                let own = self.field(slot).text();
                let other = || {
                    let at = self.binding.user_principal_name?;
                    self.user.field(at).text()
                };
                own.or_else(other).map_or(Value::Null, Value::text)
            }
        }
    }
}

/// The source values as one expression numbers them.
pub(super) struct ExpressionValues<'s, 'u> {
    pub(super) source: &'s Source<'u>,
    pub(super) slots: &'s [usize],
}

impl<'u> Values<'u> for ExpressionValues<'_, 'u> {
    fn value(&self, slot: usize, _attribute: &str) -> Value<'u> {
        self.slots
            .get(slot)
            .map_or(Value::Null, |slot| self.source.value(*slot))
    }
}
