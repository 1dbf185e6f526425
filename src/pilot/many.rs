//! Any number of users: what happens to each, told in order and counted.
//!
//! Users come row by row and are forgotten again, so memory does not grow with their number; they are judged on all
//! cores and told in their order.

use std::io::Read;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use csv::StringRecord;

use super::outcome::{Judged, Seen, Tally, UserOutcome};
use super::plan::Plan;
use super::source::Binding;
use super::users::{CsvUsers, UserProblem};
use super::verdict::World;

/// What is told while users are run, in the order of the file.
pub trait Listener {
    /// A user was run.
    fn user(&mut self, outcome: &UserOutcome);
    /// A row was left out.
    fn problem(&mut self, problem: UserProblem);
}

/// Rows that a thread judges at a time.
const BATCH: usize = 4096;

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
