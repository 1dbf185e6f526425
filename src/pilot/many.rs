//! Any number of users: what happens to each, counted by action and by reason.
//!
//! Users come row by row and are forgotten again, so memory does not grow with their number; they are judged on all
//! cores and told in their order.

use std::collections::BTreeMap;
use std::io::Read;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use csv::StringRecord;
use rustc_hash::FxHashSet;

use super::checks::Warning;
use super::directory::{Directory, Register};
use super::lifecycle::Left;
use super::plan::{FlowPlan, Plan, ProtocolAttribute};
use super::reason::{Action, Reason};
use super::sample::{Sample, SampleUser};
use super::source::Binding;
use super::target::Target;
use super::users::{CsvUsers, UserProblem};
use super::verdict::{Subject, World};
use crate::expr::{Settings, Value};

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
    fn add_many(&mut self, outcome: &UserOutcome, users: u64) {
        self.users += users;
        let reason = (outcome.action, outcome.reason);
        *self.by_reason.entry(reason).or_default() += users;
        for warning in &outcome.warnings {
            *self.by_warning.entry(*warning).or_default() += users;
        }
    }
}

/// What is told while users are run, in the order of the file.
pub trait Listener {
    /// A user was run.
    fn user(&mut self, outcome: &UserOutcome);
    /// A row was left out.
    fn problem(&mut self, problem: UserProblem);
}

/// Whose match values were seen, so that the second user with one is found.
#[derive(Debug, Default)]
pub struct Seen(FxHashSet<u64>);

impl Seen {
    /// Whether a user's value to be matched by is one that an earlier user has; it counts for accounts that are kept or
    /// made.
    fn has_twin(&mut self, judged: &Judged) -> bool {
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
        let subject = subject(user, binding);
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

    /// What happens to one user, and what it must be alone with.
    fn outcome(&self, user: &dyn Sample, binding: &Binding, world: &World<'_>) -> Judged {
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

/// Where a user stands; one whose lifecycle cannot be read is taken for one like most, and fails when it is run.
fn subject<'u>(user: &'u dyn Sample, binding: &'u Binding) -> Subject<'u> {
    Subject {
        user,
        binding,
        lifecycle: binding.lifecycle.read(user).unwrap_or_default(),
    }
}

/// What happens to a user, before it is known whether it is alone.
struct Judged {
    action: Action,
    reason: Reason,
    warnings: Vec<Warning>,
    unique: Option<(usize, u64)>,
}

impl Judged {
    fn told(mut self, row: u64, line: u64, has_twin: bool) -> UserOutcome {
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

/// Rows that a thread judges at a time.
const BATCH: usize = 512;

/// Rows with their lines; what could not be used among them.
#[derive(Default)]
struct Batch {
    rows: Vec<(u64, StringRecord)>,
    used: usize,
    problems: Vec<UserProblem>,
}

impl Batch {
    /// Fills the batch again; whether there is more to come.
    fn fill<R: Read>(&mut self, users: &mut CsvUsers<R>) -> bool {
        self.used = 0;
        self.problems.clear();
        while self.used < BATCH && self.problems.len() < BATCH {
            if self.rows.len() == self.used {
                self.rows.push((0, StringRecord::new()));
            }
            let Some((line, record)) = self.rows.get_mut(self.used) else {
                return false;
            };
            match users.next_row(record) {
                Ok(None) => return false,
                Ok(Some(at)) => {
                    *line = at;
                    self.used += 1;
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        true
    }

    fn rows(&self) -> impl Iterator<Item = &(u64, StringRecord)> {
        self.rows.iter().take(self.used)
    }
}

/// Runs all users of a table, on `threads` threads or as many as there are cores.
///
/// While some rows are judged, the next ones are read. It ends early when `cancel` becomes true; what was told until
/// then holds.
pub fn run<R: Read>(
    plan: &Plan,
    users: &mut CsvUsers<R>,
    binding: &Binding,
    world: &World<'_>,
    threads: Option<NonZero<usize>>,
    cancel: &AtomicBool,
    listener: &mut dyn Listener,
) -> Tally {
    let threads = threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZero::get);
    let mut tally = Tally::default();
    let mut alike = Alike::default();
    let mut seen = Seen::default();
    let mut have_twins = Vec::new();
    let mut row = 0;
    let mut now: Vec<Batch> = Vec::new();
    let mut next: Vec<Batch> = Vec::new();
    let mut has_more = fill_all(&mut now, threads, users);
    loop {
        let judged = judge_all(plan, &now, binding, world, || {
            if has_more {
                has_more = fill_all(&mut next, threads, users);
            } else {
                for batch in &mut next {
                    batch.used = 0;
                    batch.problems.clear();
                }
            }
        });
        for (batch, judged) in now.iter_mut().zip(judged) {
            // All at once: the places of the set lie far apart, and the next one is fetched while one waits.
            have_twins.clear();
            have_twins.extend(judged.iter().map(|judged| seen.has_twin(judged)));
            for (((line, _), judged), has_twin) in batch.rows().zip(judged).zip(&have_twins) {
                row += 1;
                let outcome = judged.told(row, *line, *has_twin);
                listener.user(&outcome);
                alike.add(outcome, &mut tally);
            }
            for problem in batch.problems.drain(..) {
                tally.left_out += 1;
                listener.problem(problem);
            }
        }
        std::mem::swap(&mut now, &mut next);
        if now
            .iter()
            .all(|batch| batch.used == 0 && batch.problems.is_empty())
        {
            break;
        }
        if cancel.load(Ordering::Relaxed) {
            tally.is_partial = true;
            break;
        }
    }
    alike.count(&mut tally);
    tally
}

/// Users after one another to whom the same happens, counted at once: most users are like the one before.
#[derive(Default)]
struct Alike {
    first: Option<UserOutcome>,
    users: u64,
}

impl Alike {
    fn add(&mut self, outcome: UserOutcome, tally: &mut Tally) {
        let is_alike = self.first.as_ref().is_some_and(|first| {
            first.action == outcome.action
                && first.reason == outcome.reason
                && first.warnings == outcome.warnings
        });
        if !is_alike {
            self.count(tally);
            self.first = Some(outcome);
        }
        self.users += 1;
    }

    fn count(&mut self, tally: &mut Tally) {
        if let Some(first) = self.first.take() {
            tally.add_many(&first, self.users);
        }
        self.users = 0;
    }
}

fn fill_all<R: Read>(batches: &mut Vec<Batch>, count: usize, users: &mut CsvUsers<R>) -> bool {
    batches.resize_with(count, Batch::default);
    let mut has_more = true;
    for batch in batches {
        if has_more {
            has_more = batch.fill(users);
        } else {
            batch.used = 0;
            batch.problems.clear();
        }
    }
    has_more
}

/// Judges each batch on a thread of its own while `meanwhile` is done on this one.
///
/// Where a thread cannot be had, its batch is judged here.
fn judge_all(
    plan: &Plan,
    batches: &[Batch],
    binding: &Binding,
    world: &World<'_>,
    meanwhile: impl FnOnce(),
) -> Vec<Vec<Judged>> {
    let judge = |batch: &Batch| -> Vec<Judged> {
        batch
            .rows()
            .map(|(_, record)| plan.outcome(record, binding, world))
            .collect()
    };
    if let [only] = batches {
        let judged = judge(only);
        meanwhile();
        return vec![judged];
    }
    thread::scope(|scope| {
        let workers: Vec<_> = batches
            .iter()
            .map(|batch| {
                thread::Builder::new()
                    .name("pilot".to_owned())
                    .spawn_scoped(scope, move || judge(batch))
                    .map_err(|_no_thread| batch)
            })
            .collect();
        meanwhile();
        workers
            .into_iter()
            .map(|worker| match worker {
                Ok(worker) => match worker.join() {
                    Ok(judged) => judged,
                    Err(panic) => std::panic::resume_unwind(panic),
                },
                Err(batch) => judge(batch),
            })
            .collect()
    })
}
