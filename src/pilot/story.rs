//! One user's run in full: each attribute's trace, the requests, the target before and after.

use super::Hidden;
use super::after::{FieldChange, joined};
use super::checks::Warning;
use super::compute::Given;
use super::lifecycle::{Left, Transition};
use super::outcome::UserOutcome;
use super::plan::{Plan, Program};
use super::reason::{Action, Reason};
use super::request::Request;
use super::sample::{Changed, OwnedField, Sample};
use super::sending::Sending;
use super::source::Binding;
use super::steps::Step;
use super::target::Record;
use super::verdict::{Subject, Verdict, World};
use crate::expr::{Mark, Traced, Value};
use crate::model::LinkId;

/// What happens to one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// What people call the user; none if the file does not say.
    pub name: Hidden<Option<String>>,
    /// What is done.
    pub action: Action,
    /// Why.
    pub reason: Reason,
    /// Import, scope, match, action.
    pub steps: [Step; 4],
    /// A trace for each flow, in the order of the SCIM column.
    pub attributes: Vec<AttributeTrace>,
    /// What the mapping reads of the user, in the order of first use.
    pub sources: Vec<SourceValue>,
    /// The SCIM requests, in order.
    pub requests: Vec<Request>,
    /// Whether the target has the user before.
    pub is_there_before: bool,
    /// Whether the target has the user afterwards.
    pub is_there_after: bool,
    /// What the target holds before under each SCIM attribute of the plan; empty where it has no such user.
    pub found: Hidden<Vec<Option<String>>>,
    /// The fields of the target, before and after.
    pub fields: Vec<FieldChange>,
    /// What to look at.
    pub warnings: Vec<Warning>,
}

/// A source value as the mapping reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceValue {
    /// The Entra ID attribute.
    pub attribute: String,
    /// Its value.
    pub value: Hidden<Option<String>>,
}

/// What became of one SCIM attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeTrace {
    /// The SCIM attribute's path, as typed.
    pub target: String,
    /// Its place among the SCIM attributes of the plan.
    pub protocol: usize,
    /// The link that feeds it.
    pub link: LinkId,
    /// What the mapping reads, with its values.
    pub sources: Vec<SourceValue>,
    /// The rule: an expression, `[attribute]`, or a quoted constant.
    pub expression: String,
    /// What the rule gives; none if it gives no value.
    pub result: Hidden<Option<Value<'static>>>,
    /// What becomes of it.
    pub sending: Sending,
    /// Why the rule failed, if it did, without a value.
    pub failure: Option<String>,
    /// What the result rests on besides the user.
    pub marks: Vec<Mark>,
    /// The value of every sub-expression, inner ones first.
    pub parts: Hidden<Vec<Traced>>,
}

impl Story {
    /// Why Entra ID takes the user for one that has left, as far as the outcome is for that; none for other reasons.
    pub fn left(&self) -> Option<Left> {
        match self.reason {
            Reason::Left(left) | Reason::NeverThere(left) | Reason::LeftAlone(left) => Some(left),
            _ => None,
        }
    }
}

impl AttributeTrace {
    /// Why the value was or was not sent, in a few words.
    pub fn reason(&self) -> Option<String> {
        match (&self.failure, self.sending) {
            (Some(failure), _) => Some(failure.clone()),
            (None, sending) => sending.reason().map(str::to_owned),
        }
    }
}

/// What is tried on a user.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'t> {
    /// The transition.
    pub transition: &'t Transition,
    /// The header position of the attribute that it changes or clears, if it does.
    pub attribute: Option<usize>,
}

impl Plan {
    /// Runs one user.
    ///
    /// With a trial, the user is first run as it is, so that the target holds it, and then again after the transition:
    /// that second run is told.
    ///
    /// # Errors
    ///
    /// The word of the lifecycle that is neither true nor false.
    pub fn tell(
        &self,
        user: &dyn Sample,
        binding: &Binding,
        world: &World<'_>,
        trial: Option<Trial<'_>>,
    ) -> Result<Story, &'static str> {
        let lifecycle = binding.lifecycle.read(user)?;
        let subject = |user, lifecycle| Subject {
            user,
            binding,
            lifecycle,
        };
        let Some(trial) = trial else {
            return Ok(self.tell_cycle(subject(user, lifecycle), world, None));
        };
        let mut cycles = trial.transition.cycles(lifecycle);
        let field = match trial.transition {
            Transition::Change { value, .. } => OwnedField::Text(value.clone()),
            _ => OwnedField::Missing,
        };
        let changed;
        let last: &dyn Sample = match trial.attribute {
            Some(at) => {
                changed = Changed {
                    user,
                    at,
                    field: &field,
                };
                &changed
            }
            None => user,
        };
        // What is changed may be a word of the lifecycle.
        if trial.attribute.is_some()
            && let Some(end) = cycles.last_mut()
        {
            *end = binding.lifecycle.read(last)?;
        }
        let mut before: Option<Record> = None;
        let num_cycles = cycles.len();
        for (number, lifecycle) in cycles.into_iter().enumerate() {
            if number + 1 == num_cycles {
                return Ok(self.tell_cycle(subject(last, lifecycle), world, before.as_ref()));
            }
            let subject = subject(user, lifecycle);
            let verdict = self.judge(subject, world, before.as_ref());
            let found = before.or_else(|| world.target.record(verdict.matched?).cloned());
            before = self.after(&verdict, found.as_ref(), world);
        }
        Ok(self.tell_cycle(subject(user, lifecycle), world, None))
    }

    /// Runs one user whose outcome is known: a failure that only shows among other users is told as such.
    pub fn tell_outcome(
        &self,
        user: &dyn Sample,
        binding: &Binding,
        world: &World<'_>,
        trial: Option<Trial<'_>>,
        outcome: &UserOutcome,
    ) -> Story {
        let mut reason = outcome.reason;
        if !matches!(reason, Reason::NotUnique(_)) {
            match self.tell(user, binding, world, trial) {
                Ok(story) => return story,
                Err(word) => reason = Reason::UnreadableLifecycle(word),
            }
        }
        let subject = Subject::of(user, binding);
        let mut verdict = self.judge(subject, world, None);
        verdict.fail(reason);
        self.tell_verdict(subject, world, None, &verdict)
    }

    /// One cycle in full.
    fn tell_cycle(
        &self,
        subject: Subject<'_>,
        world: &World<'_>,
        before: Option<&Record>,
    ) -> Story {
        let verdict = self.judge(subject, world, before);
        self.tell_verdict(subject, world, before, &verdict)
    }

    /// A verdict in full.
    pub(super) fn tell_verdict(
        &self,
        subject: Subject<'_>,
        world: &World<'_>,
        before: Option<&Record>,
        verdict: &Verdict<'_>,
    ) -> Story {
        let source = self.source(subject, verdict.left.is_some());
        let found = before.or_else(|| world.target.record(verdict.matched?));
        let after = self.after(verdict, found, world);
        let value_of = |slot: &usize| SourceValue {
            attribute: self
                .slots
                .get(*slot)
                .map(|slot| slot.name.clone())
                .unwrap_or_default(),
            value: Hidden(joined(&source.value(*slot))),
        };
        let attributes = self
            .flows
            .iter()
            .enumerate()
            .map(|(at, flow)| {
                let given = verdict.given.get(at);
                let (marks, parts) = self.trace(at, &source, world.settings);
                AttributeTrace {
                    target: self.target_of(at).to_owned(),
                    protocol: flow.to,
                    link: flow.link.clone(),
                    sources: self.sources_of(at).iter().map(value_of).collect(),
                    expression: self.expression_of(at),
                    result: Hidden(
                        given
                            .and_then(Given::value)
                            .map(|value| value.clone().into_owned()),
                    ),
                    sending: verdict
                        .sendings
                        .get(at)
                        .copied()
                        .unwrap_or(Sending::Nothing),
                    failure: match given {
                        Some(Given::Failed(why)) => Some(why.clone().into_owned()),
                        _ => None,
                    },
                    marks: marks.iter().collect(),
                    parts: Hidden(parts),
                }
            })
            .collect();
        Story {
            name: Hidden(subject.binding.name_of(subject.user).map(str::to_owned)),
            action: verdict.action,
            reason: verdict.reason,
            steps: self.steps(subject, verdict, found.is_some()),
            attributes,
            sources: (0..self.slots.len()).map(|slot| value_of(&slot)).collect(),
            requests: self.requests(verdict, found, world.target, world.directory),
            is_there_before: found.is_some(),
            is_there_after: after.is_some(),
            found: Hidden(found.map_or_else(Vec::new, |record| {
                record.values.iter().map(joined).collect()
            })),
            fields: self.field_changes(found, after.as_ref()),
            warnings: self.warnings(verdict, &source, world.target),
        }
    }

    /// The rule of a flow as text.
    fn expression_of(&self, flow: usize) -> String {
        let name = |slot: usize| {
            self.slots
                .get(slot)
                .map(|slot| slot.name.as_str())
                .unwrap_or_default()
        };
        match self.flows.get(flow).map(|flow| &flow.program) {
            None | Some(Program::Nothing) => String::new(),
            Some(Program::Direct(slot)) => format!("[{}]", name(*slot)),
            Some(Program::Constant(text)) => crate::expr::quote(text),
            Some(Program::Expression { text, .. } | Program::Broken { text, .. }) => text.clone(),
            Some(Program::Translation { from, .. }) => format!("translation of [{}]", name(*from)),
        }
    }
}
