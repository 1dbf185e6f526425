//! What a provisioning run does with one user: scope, match, action, and what is sent.
//!
//! Source of the rules: ms-how-prov, ms-customize, ms-skip-oos, ms-known-issues, gc-faq-inactive, read 2026-11; where a
//! rule is inferred, it says so.

use std::borrow::Cow;

use super::compute::Given;
use super::directory::{Directory, number_of};
use super::lifecycle::{Deletion, Left, Lifecycle};
use super::plan::{FieldRule, Plan, Program, translate};
use super::reason::{Action, Reason};
use super::sample::Sample;
use super::sending::{Sending, sending_on_create, sending_on_update};
use super::source::{Binding, Source};
use super::target::{Record, Target};
use crate::expr::{Flow, Settings, Value};
use crate::model::{OutOfScope, Provisioning, Scope};

/// What a run knows besides the user.
#[derive(Debug)]
pub struct World<'w> {
    /// What the target holds.
    pub target: &'w Target,
    /// Who is among the sample users.
    pub directory: &'w Directory,
    /// Clock, seed and taken values.
    pub settings: &'w Settings,
}

/// Where a user stands and whom the mapping is asked for.
#[derive(Clone, Copy)]
pub struct Subject<'u> {
    /// The user.
    pub user: &'u dyn Sample,
    /// Where its attributes stand.
    pub binding: &'u Binding,
    /// Where it stands.
    pub lifecycle: Lifecycle,
}

impl<'u> Subject<'u> {
    /// A user as its fields say; one whose lifecycle cannot be read is taken for one like most, and fails when it is run.
    pub(super) fn of(user: &'u dyn Sample, binding: &'u Binding) -> Self {
        Self {
            user,
            binding,
            lifecycle: binding.lifecycle.read(user).unwrap_or_default(),
        }
    }
}

/// What a run does with a user.
pub(super) struct Verdict<'u> {
    pub(super) action: Action,
    pub(super) reason: Reason,
    /// Why Entra ID takes the user for one that has left.
    pub(super) left: Option<Left>,
    /// What each flow gives.
    pub(super) given: Vec<Given<'u>>,
    /// What becomes of each flow's value.
    pub(super) sendings: Vec<Sending>,
    /// The flows that were tried to match by, in their order.
    pub(super) tried: Vec<usize>,
    /// The number of the record that was found.
    pub(super) matched: Option<u32>,
    /// The number that stands for the value to be matched by, and the flow.
    pub(super) unique: Option<(usize, u64)>,
}

impl Verdict<'_> {
    /// Turns it into a failure: nothing is sent.
    pub(super) fn fail(&mut self, reason: Reason) {
        self.action = Action::Fail;
        self.reason = reason;
        self.sendings.fill(Sending::Nothing);
        if let Reason::ExpressionFailed(flow) | Reason::RuleIsBroken(flow) = reason
            && let Some(sending) = self.sendings.get_mut(flow)
        {
            *sending = Sending::Failed;
        }
    }

    fn skip(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }
}

impl Plan {
    /// Why Entra ID takes a user for one that has left; none if it has not.
    pub(super) fn left(&self, subject: Subject<'_>) -> Option<Left> {
        let lifecycle = subject.lifecycle;
        if lifecycle.deletion == Deletion::Hard {
            Some(Left::HardDeleted)
        } else if lifecycle.deletion == Deletion::Soft {
            Some(Left::SoftDeleted)
        } else if !lifecycle.account_enabled {
            Some(Left::Disabled)
        } else if self.scope == Scope::AssignedOnly && !lifecycle.assigned {
            Some(Left::Unassigned)
        } else if !self.is_in_filters(subject) {
            Some(Left::FilteredOut)
        } else {
            lifecycle
                .is_soft_deleted
                .filter(|is_soft_deleted| *is_soft_deleted)
                .map(|_| Left::AsGiven)
        }
    }

    fn is_in_filters(&self, subject: Subject<'_>) -> bool {
        // What a filter reads does not depend on what is computed from the filters.
        let source = self.source(subject, false);
        self.filters.is_empty()
            || self
                .filters
                .iter()
                .any(|filter| filter.holds(|slot| source.value(slot)))
    }

    /// The source values of a user who has left, or not.
    pub(super) fn source<'u>(&'u self, subject: Subject<'u>, has_left: bool) -> Source<'u> {
        Source {
            plan: self,
            binding: subject.binding,
            user: subject.user,
            is_soft_deleted: subject.lifecycle.is_soft_deleted.unwrap_or(has_left),
            account_enabled: subject.lifecycle.account_enabled,
        }
    }

    /// What a run does with a user; `before` stands in the place of what the target is found to hold.
    pub(super) fn judge<'u>(
        &'u self,
        subject: Subject<'u>,
        world: &World<'u>,
        before: Option<&Record>,
    ) -> Verdict<'u> {
        let left = self.left(subject);
        let source = self.source(subject, left.is_some());
        let given = self.compute(&source, world.settings);
        let mut verdict = Verdict {
            action: Action::Skip,
            reason: Reason::Unchanged,
            left,
            sendings: vec![Sending::Nothing; given.len()],
            given,
            tried: Vec::new(),
            matched: None,
            unique: None,
        };
        if self.provisioning == Provisioning::Disabled {
            return verdict.skip(Reason::ProvisioningIsOff);
        }
        if let Err(reason) = self.find(&mut verdict, world.target, before) {
            verdict.fail(reason);
            return verdict;
        }
        for (at, given) in verdict.given.iter().enumerate() {
            if matches!(given, Given::Flow(Flow::IgnoreObjectFlow)) {
                return verdict.skip(Reason::LeftOutByExpression(at));
            }
        }
        let found = before.or_else(|| world.target.record(verdict.matched?));
        match (found, left) {
            (None, Some(left)) => verdict.skip(Reason::NeverThere(left)),
            (None, None) if !self.actions.create => verdict.skip(Reason::CreateIsOff),
            (None, None) => self.create(verdict, world),
            (Some(_), Some(_)) if subject.lifecycle.deletion == Deletion::Hard => {
                self.delete(verdict, subject)
            }
            (Some(record), left) => self.change(verdict, world, record, left),
        }
    }

    /// Looks for the user in the target, by one matching attribute after the other.
    fn find(
        &self,
        verdict: &mut Verdict<'_>,
        target: &Target,
        before: Option<&Record>,
    ) -> Result<(), Reason> {
        if self.matchings.is_empty() {
            return Err(Reason::NoMatchingAttribute);
        }
        for (nth, flow) in self.matchings.iter().enumerate() {
            let Some(given) = verdict.given.get(*flow) else {
                continue;
            };
            if matches!(given, Given::Failed(_)) {
                return Err(self.failure_of(*flow));
            }
            let Some(Value::Text(value)) = given.value() else {
                continue;
            };
            verdict.tried.push(*flow);
            if verdict.unique.is_none() {
                verdict.unique = Some((*flow, number_of(value)));
            }
            if before.is_some() {
                return Ok(());
            }
            match target.matching(nth, value) {
                [] => {}
                [one] => {
                    verdict.matched = Some(*one);
                    return Ok(());
                }
                [_, _, ..] => return Err(Reason::SeveralMatches(*flow)),
            }
        }
        if verdict.tried.is_empty() {
            return Err(Reason::NoMatchingValue);
        }
        Ok(())
    }

    /// Why a flow whose rule failed gave nothing.
    fn failure_of(&self, flow: usize) -> Reason {
        match self.flows.get(flow).map(|flow| &flow.program) {
            Some(Program::Expression { .. }) => Reason::ExpressionFailed(flow),
            _ => Reason::RuleIsBroken(flow),
        }
    }

    fn create<'u>(&'u self, mut verdict: Verdict<'u>, world: &World<'_>) -> Verdict<'u> {
        verdict.action = Action::Create;
        verdict.reason = Reason::NotYetThere;
        for (at, flow) in self.flows.iter().enumerate() {
            let sending = match (self.protocol.get(flow.to), verdict.given.get(at)) {
                (Some(attribute), Some(given)) => sending_on_create(flow, attribute, given, world),
                _ => Sending::Nothing,
            };
            if let Some(slot) = verdict.sendings.get_mut(at) {
                *slot = sending;
            }
        }
        if let Some(reason) = self
            .first_failure(&verdict)
            .or_else(|| self.first_missing(&verdict))
            .or_else(|| self.first_unlisted(&verdict))
        {
            verdict.fail(reason);
        }
        verdict
    }

    /// The first required attribute that would be created without a value.
    fn first_missing(&self, verdict: &Verdict<'_>) -> Option<Reason> {
        let is_sent = |protocol: usize| {
            self.flows
                .iter()
                .zip(&verdict.sendings)
                .any(|(flow, sending)| flow.to == protocol && sending.is_sent())
        };
        self.protocol
            .iter()
            .enumerate()
            .find(|(at, attribute)| attribute.is_required && !is_sent(*at))
            .map(|(at, _)| Reason::RequiredIsMissing(at))
    }

    fn first_failure(&self, verdict: &Verdict<'_>) -> Option<Reason> {
        verdict
            .sendings
            .iter()
            .position(|sending| *sending == Sending::Failed)
            .map(|flow| self.failure_of(flow))
    }

    /// The first target field whose translation does not list what is sent.
    fn first_unlisted(&self, verdict: &Verdict<'_>) -> Option<Reason> {
        for (flow, number) in &self.translated {
            let Some(FieldRule::Translation { pairs, .. }) =
                self.fields.get(*number).map(|field| &field.rule)
            else {
                continue;
            };
            if let Some(Value::Text(text)) = self.sent(verdict, *flow)
                && translate(pairs, &text).is_none()
            {
                return Some(Reason::NotListed(*number));
            }
        }
        None
    }

    /// What a flow sends: its value or the default one; none if it sends nothing.
    pub(super) fn sent<'v>(&'v self, verdict: &'v Verdict<'_>, flow: usize) -> Option<Value<'v>> {
        match verdict.sendings.get(flow)? {
            Sending::Sent | Sending::Later => verdict.given.get(flow)?.value().map(Value::borrowed),
            Sending::Default => {
                let default = self.flows.get(flow)?.default_if_null.as_deref()?;
                Some(Value::Text(Cow::Borrowed(default)))
            }
            _ => None,
        }
    }

    /// Deletes, as only a user that was deleted for good is.
    ///
    /// Source: conflict C07: who was only unassigned is no longer managed, so no delete follows.
    fn delete<'u>(&self, mut verdict: Verdict<'u>, subject: Subject<'_>) -> Verdict<'u> {
        if self.scope == Scope::AssignedOnly && !subject.lifecycle.assigned {
            return verdict.skip(Reason::NoLongerManaged);
        }
        if !self.actions.delete {
            return verdict.skip(Reason::DeleteIsOff);
        }
        verdict.action = Action::Delete;
        verdict.reason = Reason::HardDeleted;
        verdict
    }

    fn change<'u>(
        &'u self,
        mut verdict: Verdict<'u>,
        world: &World<'_>,
        record: &Record,
        left: Option<Left>,
    ) -> Verdict<'u> {
        // `SkipOutOfScopeDeletions` is about users that go out of scope, not about deleted or disabled ones.
        if let Some(left @ (Left::Unassigned | Left::FilteredOut)) = left
            && self.out_of_scope == OutOfScope::SkipDeletion
        {
            return verdict.skip(Reason::LeftAlone(left));
        }
        if !self.actions.update {
            return verdict.skip(Reason::UpdateIsOff);
        }
        let status_alone = left.is_some_and(Left::sends_status_alone);
        if status_alone && self.active.is_none() {
            return verdict.skip(Reason::NothingFeedsActive);
        }
        for (at, flow) in self.flows.iter().enumerate() {
            let sending = match (self.protocol.get(flow.to), verdict.given.get(at)) {
                _ if status_alone && self.active != Some(at) => Sending::StatusAlone,
                (Some(attribute), Some(given)) => {
                    let before = record.value(flow.to);
                    sending_on_update(flow, attribute, given, before, world)
                }
                _ => Sending::Nothing,
            };
            if let Some(slot) = verdict.sendings.get_mut(at) {
                *slot = sending;
            }
        }
        if let Some(reason) = self
            .first_failure(&verdict)
            .or_else(|| self.first_unlisted(&verdict))
        {
            verdict.fail(reason);
            return verdict;
        }
        if !verdict.sendings.iter().any(|sending| sending.is_sent()) {
            return verdict.skip(Reason::Unchanged);
        }
        let disables = self
            .active
            .and_then(|flow| self.sent(&verdict, flow))
            .is_some_and(
                |value| matches!(value, Value::Text(text) if text.eq_ignore_ascii_case("false")),
            );
        (verdict.action, verdict.reason) = match left {
            Some(left) if disables => (Action::Disable, Reason::Left(left)),
            _ => (Action::Update, Reason::Changed),
        };
        verdict
    }
}
