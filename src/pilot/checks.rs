//! What the target would not like about values, looked at before any request is sent.
//!
//! Source: gc-sdk-models (E.164 or tel URI; roles, skills and languages must exist), ms-graph-user (lengths), read
//! 2026-11.

use super::plan::{Content, FlowPlan, Plan, ProtocolAttribute};
use super::reason::Action;
use super::sending::Sending;
use super::source::Source;
use super::target::{Target, texts};
use super::verdict::Verdict;
use crate::expr::Value;

/// Something to look at. Numbers are places in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Warning {
    /// The number sent by this flow is neither E.164 nor a tel URI.
    PhoneFormat(usize),
    /// The value sent by this flow is longer than the target takes.
    TooLong(usize),
    /// The value of this source attribute is longer than Entra ID holds.
    SourceTooLong(usize),
    /// What this flow sends is not kept by the target.
    Dropped(usize),
    /// This flow names something that none of the target's users has.
    NameNotSeen(usize),
    /// This flow refers to a user who is not in scope.
    ReferenceOutOfScope(usize),
    /// This flow refers to nobody among the sample users.
    ReferenceUnknown(usize),
    /// This flow finds an account that is inactive.
    FoundInactive(usize),
}

impl Warning {
    /// The word in results for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::PhoneFormat(_) => "phone-format",
            Self::TooLong(_) => "too-long",
            Self::SourceTooLong(_) => "source-too-long",
            Self::Dropped(_) => "dropped",
            Self::NameNotSeen(_) => "name-not-seen",
            Self::ReferenceOutOfScope(_) => "reference-out-of-scope",
            Self::ReferenceUnknown(_) => "reference-unknown",
            Self::FoundInactive(_) => "found-inactive",
        }
    }

    /// The flow to look at, if it is about one.
    pub fn flow(self) -> Option<usize> {
        match self {
            Self::PhoneFormat(flow)
            | Self::TooLong(flow)
            | Self::Dropped(flow)
            | Self::NameNotSeen(flow)
            | Self::ReferenceOutOfScope(flow)
            | Self::ReferenceUnknown(flow)
            | Self::FoundInactive(flow) => Some(flow),
            Self::SourceTooLong(_) => None,
        }
    }
}

impl Plan {
    /// A warning in words; holds no value.
    pub fn warning_words(&self, warning: Warning) -> String {
        let name = |flow: usize| self.short_target_of(flow);
        match warning {
            Warning::PhoneFormat(at) => format!(
                "{:?} is neither E.164 (+ and 2 to 15 digits) nor a tel URI",
                name(at)
            ),
            Warning::TooLong(at) => {
                let longest = self
                    .flows
                    .get(at)
                    .and_then(|flow| self.protocol.get(flow.to)?.max_length)
                    .unwrap_or_default();
                format!("{:?} is longer than {longest} characters", name(at))
            }
            Warning::SourceTooLong(slot) => {
                let slot = self.slots.get(slot);
                format!(
                    "{:?} is longer than the {} characters that Entra ID holds",
                    slot.map_or("", |slot| slot.name.as_str()),
                    slot.and_then(|slot| slot.max_length).unwrap_or_default()
                )
            }
            Warning::Dropped(at) => {
                format!("{:?} is sent, but the target does not keep it", name(at))
            }
            Warning::NameNotSeen(at) => format!(
                "{:?} names something that must exist in the target already, spelt exactly so; no user there has it",
                name(at)
            ),
            Warning::ReferenceOutOfScope(at) => {
                format!("{:?} refers to a user who is not in scope", name(at))
            }
            Warning::ReferenceUnknown(at) => format!(
                "{:?} refers to nobody among the sample users (by objectId, userPrincipalName or mail)",
                name(at)
            ),
            Warning::FoundInactive(at) => format!(
                "the account is inactive: whether {:?} finds such ones is not documented, so try it (C10)",
                name(at)
            ),
        }
    }

    /// What to look at in what is sent for a user, in the order of the flows.
    pub(super) fn warnings(
        &self,
        verdict: &Verdict<'_>,
        source: &Source<'_>,
        target: &Target,
    ) -> Vec<Warning> {
        let mut found = Vec::new();
        // Who has left comes to the same whether the account is found or not.
        if verdict.action == Action::Update
            && let Some(active) = self.active.and_then(|flow| self.flows.get(flow))
            && let Some(record) = verdict.matched.and_then(|number| target.record(number))
            && matches!(record.value(active.to), Value::Text(text) if text.eq_ignore_ascii_case("false"))
            && let Some(by) = verdict.tried.last()
        {
            found.push(Warning::FoundInactive(*by));
        }
        for (slot, known) in self.slots.iter().enumerate() {
            if let Some(longest) = known.max_length
                && source.may_be_longer(slot, longest)
                && is_longer(&source.value(slot), longest)
            {
                found.push(Warning::SourceTooLong(slot));
            }
        }
        for (at, flow) in self.flows.iter().enumerate() {
            match verdict.sendings.get(at) {
                Some(Sending::ReferenceOutOfScope) => found.push(Warning::ReferenceOutOfScope(at)),
                Some(Sending::ReferenceUnknown) => found.push(Warning::ReferenceUnknown(at)),
                Some(_) | None => {}
            }
            if let Some(attribute) = self.protocol.get(flow.to)
                && let Some(value) = self.sent(verdict, at)
            {
                look_at(&mut found, at, flow, attribute, &value, target);
            }
        }
        found
    }
}

fn look_at(
    found: &mut Vec<Warning>,
    at: usize,
    flow: &FlowPlan,
    attribute: &ProtocolAttribute,
    value: &Value<'_>,
    target: &Target,
) {
    if attribute.content == Content::Phone && !texts(value).all(is_phone_number) {
        found.push(Warning::PhoneFormat(at));
    }
    if let Some(longest) = attribute.max_length
        && is_longer(value, longest)
    {
        found.push(Warning::TooLong(at));
    }
    if attribute.content == Content::Names
        && texts(value).any(|name| target.has_name(flow.to, name) == Some(false))
    {
        found.push(Warning::NameNotSeen(at));
    }
    if !attribute.is_kept() {
        found.push(Warning::Dropped(at));
    }
}

fn is_longer(value: &Value<'_>, longest: u32) -> bool {
    let longest = longest as usize;
    texts(value)
        // No text has more characters than bytes.
        .any(|text| text.len() > longest && text.chars().count() > longest)
}

/// Whether a text is an E.164 number or a tel URI. Source: ITU-T E.164 (at most 15 digits, no leading zero), RFC 3966.
pub fn is_phone_number(text: &str) -> bool {
    let number = match text.strip_prefix("tel:") {
        Some(uri) => {
            let number = uri.split(';').next().unwrap_or_default();
            let plain: String = number
                .chars()
                .filter(|c| !matches!(c, '-' | '.' | '(' | ')'))
                .collect();
            return is_e164(&plain);
        }
        None => text,
    };
    is_e164(number)
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_on_both_sides_of_the_boundary() {
        for good in [
            "+34600000001",
            "+12",
            "+123456789012345",
            "tel:+34-600-00-00-01;ext=5",
        ] {
            assert!(is_phone_number(good), "{good}");
        }
        for bad in [
            "",
            "+",
            "+1",
            "34600000001",
            "+34 600 000 001",
            "+034600000001",
            "+1234567890123456",
            "tel:600",
            "+34a",
        ] {
            assert!(!is_phone_number(bad), "{bad}");
        }
    }
}
