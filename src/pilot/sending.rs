//! What becomes of each flow's value: sent, or why not.
//!
//! Source of the rules: ms-how-prov, ms-customize, ms-known-issues, read 2026-11; where a rule is inferred, it says so.

use super::compute::Given;
use super::directory::Reference;
use super::plan::{FlowPlan, ProtocolAttribute};
use super::request::stands_for;
use super::target::{bare, bare_value, texts};
use super::verdict::World;
use crate::expr::Value;
use crate::model::{Apply, FlowBehavior, ValueType};

/// What becomes of the value for one SCIM attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sending {
    /// It is sent.
    Sent,
    /// The default value is sent, since there is no value.
    Default,
    /// It is a reference, sent in a second request.
    Later,
    /// There is no value, and no value is not sent.
    Null,
    /// The target has it already.
    Unchanged,
    /// Only during creation.
    OnlyOnCreate,
    /// Only while the target has no value.
    OnlyWhenEmpty,
    /// The expression says to leave it out.
    LeftOut,
    /// The user left, and only the status is sent.
    StatusAlone,
    /// It refers to a user who is not in scope.
    ReferenceOutOfScope,
    /// It refers to nobody among the sample users.
    ReferenceUnknown,
    /// An earlier link fills the same attribute.
    Second,
    /// Nothing at all is sent for this user.
    Nothing,
    /// The rule failed.
    Failed,
}

impl Sending {
    /// Whether the value goes out.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Default | Self::Later)
    }

    /// The word in results: sent, skipped or failed.
    pub fn outcome(self) -> &'static str {
        match self {
            Self::Sent | Self::Default | Self::Later => "sent",
            Self::Failed => "failed",
            _ => "skipped",
        }
    }

    /// Why, in a few words; none where there is nothing to explain.
    pub fn reason(self) -> Option<&'static str> {
        Some(match self {
            Self::Sent => return None,
            Self::Default => "default value used",
            Self::Later => "reference later",
            Self::Null => "null",
            Self::Unchanged => "unchanged",
            Self::OnlyOnCreate => "only on create",
            Self::OnlyWhenEmpty => "only when the target has no value",
            Self::LeftOut => "left out by the expression",
            Self::StatusAlone => "only the status is sent",
            Self::ReferenceOutOfScope => "reference out of scope",
            Self::ReferenceUnknown => "reference not among the sample users",
            Self::Second => "another link fills it",
            Self::Nothing => "nothing is sent",
            Self::Failed => "the rule failed",
        })
    }
}

/// What a flow does when an account is made.
///
/// All flow types are applied on creation; for those that only add, that is inferred: there is nothing yet to keep.
pub(super) fn sending_on_create(
    flow: &FlowPlan,
    attribute: &ProtocolAttribute,
    given: &Given<'_>,
    world: &World<'_>,
) -> Sending {
    if flow.is_second {
        return Sending::Second;
    }
    match given {
        Given::Failed(_) => Sending::Failed,
        Given::Flow(_) => Sending::LeftOut,
        Given::Value(value) if !value.is_null_or_empty() => {
            reference_sending(attribute, value, world, None).unwrap_or(Sending::Sent)
        }
        Given::Value(_) if flow.default_if_null.is_some() => Sending::Default,
        Given::Value(_) => Sending::Null,
    }
}

/// What a flow does when an account is changed: no default values, nothing for a null.
pub(super) fn sending_on_update(
    flow: &FlowPlan,
    attribute: &ProtocolAttribute,
    given: &Given<'_>,
    before: &Value<'_>,
    world: &World<'_>,
) -> Sending {
    if flow.is_second {
        return Sending::Second;
    }
    if flow.apply == Apply::OnlyDuringCreation {
        return Sending::OnlyOnCreate;
    }
    let value = match given {
        Given::Failed(_) => return Sending::Failed,
        Given::Flow(_) => return Sending::LeftOut,
        Given::Value(value) if value.is_null_or_empty() => return Sending::Null,
        Given::Value(value) => value,
    };
    if flow.apply == Apply::AttributeAddOnly && !before.is_null_or_empty() {
        return Sending::OnlyWhenEmpty;
    }
    if let Some(sending) = reference_sending(attribute, value, world, Some(before)) {
        return sending;
    }
    if flow.behavior == FlowBehavior::WhenChanged && is_same(attribute, before, value) {
        return Sending::Unchanged;
    }
    // Where values are only added, having all of them already is no change.
    if flow.only_adds() {
        let has = |text| texts(before).any(|other| other == bare(text));
        if texts(value).all(has) {
            return Sending::Unchanged;
        }
    }
    Sending::Sent
}

/// What becomes of a reference; none if the attribute is none.
fn reference_sending(
    attribute: &ProtocolAttribute,
    value: &Value<'_>,
    world: &World<'_>,
    before: Option<&Value<'_>>,
) -> Option<Sending> {
    if !attribute.is_reference() {
        return None;
    }
    let Value::Text(text) = value else {
        return Some(Sending::Later);
    };
    Some(match world.directory.find(text) {
        Reference::Created => match before {
            Some(Value::Text(before)) if stands_for(before, text) => Sending::Unchanged,
            _ => Sending::Later,
        },
        Reference::Known(number) => {
            let id = world
                .target
                .record(number)
                .and_then(|record| record.id.as_deref());
            match before {
                Some(Value::Text(before)) if id == Some(before) => Sending::Unchanged,
                Some(Value::Text(before)) if id.is_none() && stands_for(before, text) => {
                    Sending::Unchanged
                }
                _ => Sending::Later,
            }
        }
        Reference::OutOfScope => Sending::ReferenceOutOfScope,
        Reference::Unknown => match before {
            // The file may give the target's own id.
            Some(Value::Text(before)) if before == text => Sending::Unchanged,
            _ => Sending::ReferenceUnknown,
        },
    })
}

/// Whether the target has the value already.
fn is_same(attribute: &ProtocolAttribute, before: &Value<'_>, value: &Value<'_>) -> bool {
    if attribute.value_type == ValueType::Complex {
        return is_equal(attribute, before, &bare_value(value));
    }
    is_equal(attribute, before, value)
}

fn is_equal(attribute: &ProtocolAttribute, before: &Value<'_>, value: &Value<'_>) -> bool {
    match (before, value) {
        (Value::Text(before), Value::Text(value)) => {
            before == value
                || attribute.value_type == ValueType::Boolean && before.eq_ignore_ascii_case(value)
        }
        (Value::Multi(before), Value::Multi(value)) => {
            before.len() == value.len() && value.iter().all(|text| before.contains(text))
        }
        (Value::Multi(several), Value::Text(one)) | (Value::Text(one), Value::Multi(several)) => {
            matches!(several.as_slice(), [only] if only == one)
        }
        (Value::Null, _) | (_, Value::Null) => false,
    }
}
