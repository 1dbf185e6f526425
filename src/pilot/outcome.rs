//! What happens to one user in few words, and the counts of many.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::checks::Warning;
use super::plan::Plan;
use super::reason::{Action, Reason};
use super::sample::Sample;
use super::source::Binding;
use super::verdict::{Subject, World};

/// What happens to one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserOutcome {
    /// Which user it is, from 1.
    pub row: u64,
    /// The line of the file that it begins on.
    pub line: u64,
    /// What is done.
    pub action: Action,
    /// Why.
    pub reason: Reason,
    /// What to look at.
    pub warnings: Vec<Warning>,
}

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many users were run.
    pub users: u64,
    /// How many rows were left out.
    pub left_out: u64,
    /// Users by what is done and why.
    pub by_reason: BTreeMap<(Action, Reason), u64>,
    /// How many users each warning is about.
    pub by_warning: BTreeMap<Warning, u64>,
    /// Whether it was cancelled before the end.
    pub is_partial: bool,
}

impl Tally {
    /// How many users an action is done to.
    pub fn of(&self, action: Action) -> u64 {
        self.by_reason
            .iter()
            .filter(|((known, _), _)| *known == action)
            .map(|(_, count)| count)
            .sum()
    }

    /// Counts a user.
    pub fn add(&mut self, outcome: &UserOutcome) {
        self.add_many(outcome, 1);
    }

    /// Counts several users to whom the same happens.
    pub(super) fn add_many(&mut self, outcome: &UserOutcome, users: u64) {
        self.users += users;
        let reason = (outcome.action, outcome.reason);
        *self.by_reason.entry(reason).or_default() += users;
        for warning in &outcome.warnings {
            *self.by_warning.entry(*warning).or_default() += users;
        }
    }
}

/// Whose match values were seen, so that the second user with one is found.
#[derive(Debug, Default)]
pub struct Seen(FxHashSet<u64>);

impl Seen {
    /// Whether a user's value to be matched by is one that an earlier user has; it counts for accounts that are kept or
    /// made.
    pub(super) fn has_twin(&mut self, judged: &Judged) -> bool {
        let counts = matches!(
            judged.action,
            Action::Create | Action::Update | Action::Disable | Action::Skip
        );
        // One number for both: what one attribute holds is no duplicate of what another does.
        counts
            && judged
                .unique
                .is_some_and(|(flow, value)| !self.0.insert(value.wrapping_add(flow as u64)))
    }
}

impl Plan {
    /// What happens to one user, and what it must be alone with.
    pub(super) fn outcome(
        &self,
        user: &dyn Sample,
        binding: &Binding,
        world: &World<'_>,
    ) -> Judged {
        let lifecycle = match binding.lifecycle.read(user) {
            Ok(lifecycle) => lifecycle,
            Err(word) => {
                return Judged {
                    action: Action::Fail,
                    reason: Reason::UnreadableLifecycle(word),
                    warnings: Vec::new(),
                    unique: None,
                };
            }
        };
        let subject = Subject {
            user,
            binding,
            lifecycle,
        };
        let verdict = self.judge(subject, world, None);
        let source = self.source(subject, verdict.left.is_some());
        Judged {
            action: verdict.action,
            reason: verdict.reason,
            warnings: self.warnings(&verdict, &source, world.target),
            unique: verdict.unique,
        }
    }

    /// What happens to the user in a row.
    pub fn outcome_of(
        &self,
        user: &dyn Sample,
        binding: &Binding,
        world: &World<'_>,
        row: u64,
        line: u64,
        seen: &mut Seen,
    ) -> UserOutcome {
        let judged = self.outcome(user, binding, world);
        let has_twin = seen.has_twin(&judged);
        judged.told(row, line, has_twin)
    }

    /// What happens to each of some users that are at hand, in their order.
    pub fn outcomes<'s, S: Sample + 's>(
        &self,
        users: impl IntoIterator<Item = &'s S>,
        binding: &Binding,
        world: &World<'_>,
    ) -> Vec<UserOutcome> {
        let mut seen = Seen::default();
        (1..)
            .zip(users)
            .map(|(row, user)| self.outcome_of(user, binding, world, row, 0, &mut seen))
            .collect()
    }
}

/// What happens to a user, before it is known whether it is alone.
pub(super) struct Judged {
    action: Action,
    reason: Reason,
    warnings: Vec<Warning>,
    unique: Option<(usize, u64)>,
}

impl Judged {
    /// The outcome, now that it is known whether another user has the same value to be matched by.
    pub(super) fn told(mut self, row: u64, line: u64, has_twin: bool) -> UserOutcome {
        if has_twin && let Some((flow, _)) = self.unique {
            (self.action, self.reason) = (Action::Fail, Reason::NotUnique(flow));
        }
        UserOutcome {
            row,
            line,
            action: self.action,
            reason: self.reason,
            warnings: self.warnings,
        }
    }
}
