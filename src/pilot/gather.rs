//! Who is there: a first look at the users, so that references from one to another can be resolved.

use super::directory::{Directory, Register};
use super::lifecycle::Left;
use super::plan::{FlowPlan, Plan, ProtocolAttribute};
use super::sample::{Sample, SampleUser};
use super::source::Binding;
use super::target::Target;
use super::verdict::Subject;
use crate::expr::{Settings, Value};

impl Plan {
    /// Whether the mapping refers from one user to another, so that a run has to know them all first.
    pub fn has_references(&self) -> bool {
        self.references().next().is_some()
    }

    /// The flows that refer from one user to another.
    fn references(&self) -> impl Iterator<Item = &FlowPlan> {
        self.flows.iter().filter(|flow| {
            let to = self.protocol.get(flow.to);
            to.is_some_and(ProtocolAttribute::is_reference)
        })
    }

    /// The directory of users that are at hand.
    pub fn directory(
        &self,
        users: &[SampleUser],
        binding: &Binding,
        target: &Target,
        settings: &Settings,
    ) -> Directory {
        let mut register = Register::of_everyone();
        for user in users {
            self.register(&mut register, user, binding, target, settings);
        }
        register.finish()
    }

    /// Adds a user to a register: in scope or not, which of the target's users it is, and to whom it refers.
    pub fn register(
        &self,
        register: &mut Register,
        user: &dyn Sample,
        binding: &Binding,
        target: &Target,
        settings: &Settings,
    ) {
        let subject = Subject::of(user, binding);
        let (left, record) = self.standing(subject, target, settings);
        register.add(binding.keys_of(user), left.is_none(), record);
        if register.keeps_everyone {
            return;
        }
        let source = self.source(subject, left.is_some());
        for flow in self.references() {
            if let Some(Value::Text(reference)) = flow.program.compute(&source, settings).value() {
                register.refer(reference);
            }
        }
    }

    /// Why a user is not in scope, if it is not, and which of the target's users it is.
    fn standing(
        &self,
        subject: Subject<'_>,
        target: &Target,
        settings: &Settings,
    ) -> (Option<Left>, Option<u32>) {
        let left = self.left(subject);
        let record = if target.is_empty() {
            None
        } else {
            let source = self.source(subject, left.is_some());
            let given = self.compute(&source, settings);
            self.matchings.iter().enumerate().find_map(|(nth, flow)| {
                match given.get(*flow)?.value()? {
                    Value::Text(value) => target.matching(nth, value).first().copied(),
                    _ => None,
                }
            })
        };
        (left, record)
    }
}
