//! Running all sample users on a thread of its own: outcomes come in pieces, and it can be cancelled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use super::assumptions::Assumptions;
use crate::expr::Settings;
use crate::model::Project;
use crate::pilot::users::UserProblem;
use crate::pilot::{
    Binding, Directory, LIFECYCLE_WORDS, Plan, Samples, Seen, Target, TargetProblem, UserOutcome,
    World, builtin_target,
};

/// A mapping that is ready, and the users it is for.
pub(super) struct Prepared {
    pub(super) plan: Plan,
    pub(super) binding: Binding,
    /// The header of the users, then what the mapping reads and the lifecycle words that it lacks: what may be tried.
    pub(super) header: Vec<String>,
    /// What is to be known about the header, in words.
    pub(super) header_problems: Vec<UserProblem>,
    pub(super) target: Target,
    pub(super) target_problems: Vec<TargetProblem>,
    /// Why the file of the target could not be used, in words.
    pub(super) target_failure: Option<String>,
    pub(super) directory: Directory,
    pub(super) settings: Settings,
    pub(super) samples: Arc<Samples>,
}

/// What a run is made of.
pub(super) struct Job {
    pub(super) project: Arc<Project>,
    pub(super) samples: Arc<Samples>,
    /// What the target holds; none for what comes with the built-in users.
    pub(super) target: TargetBytes,
    pub(super) now: jiff::Timestamp,
    pub(super) assumptions: Assumptions,
}

/// What the target holds before a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum TargetBytes {
    /// What comes with the built-in users.
    #[default]
    Builtin,
    /// Nobody.
    Nobody,
    /// A file.
    File(Arc<Vec<u8>>),
}

impl Job {
    /// Makes the mapping ready and finds out who is there.
    pub(super) fn prepare(&self) -> Prepared {
        let plan = Plan::of(&self.project);
        let mut target_problems = Vec::new();
        let mut target_failure = None;
        let target = match &self.target {
            TargetBytes::Builtin => builtin_target(&plan),
            TargetBytes::Nobody => Target::default(),
            TargetBytes::File(bytes) => match Target::read(&plan, bytes) {
                Ok((target, problems)) => {
                    target_problems = problems;
                    target
                }
                Err(failure) => {
                    target_failure = Some(failure.to_string());
                    Target::default()
                }
            },
        };
        let own = &self.samples.header;
        let header_problems = if own.is_empty() {
            Vec::new()
        } else {
            Binding::new(&plan, own).header_problems(&plan)
        };
        let mut header = own.clone();
        for name in plan.attributes().chain(LIFECYCLE_WORDS) {
            if !header.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                header.push(name.to_owned());
            }
        }
        let binding = Binding::new(&plan, &header);
        let settings = self.assumptions.settings(self.now, plan.taken(&target));
        let directory = plan.directory(&self.samples.users, &binding, &target, &settings);
        Prepared {
            plan,
            binding,
            header,
            header_problems,
            target,
            target_problems,
            target_failure,
            directory,
            settings,
            samples: self.samples.clone(),
        }
    }
}

impl Prepared {
    /// What a run knows besides the user.
    pub(super) fn world(&self) -> World<'_> {
        World {
            target: &self.target,
            directory: &self.directory,
            settings: &self.settings,
        }
    }

    /// What happens to each user, handed over piece by piece until `go_on` says no.
    fn outcomes(&self, mut go_on: impl FnMut(Vec<UserOutcome>) -> bool) {
        const PIECE: usize = 256;
        let world = self.world();
        let mut seen = Seen::default();
        let mut row = 0;
        for users in self.samples.users.chunks(PIECE) {
            let piece = users
                .iter()
                .map(|user| {
                    row += 1;
                    let (plan, binding) = (&self.plan, &self.binding);
                    plan.outcome_of(user, binding, &world, row, user.line, &mut seen)
                })
                .collect();
            if !go_on(piece) {
                return;
            }
        }
    }
}

enum Told {
    Prepared(Arc<Prepared>),
    Piece(Vec<UserOutcome>),
}

/// A run under way.
pub(super) struct Running {
    receiver: Receiver<Told>,
    cancel: Arc<AtomicBool>,
    pub(super) prepared: Option<Arc<Prepared>>,
    pub(super) outcomes: Vec<UserOutcome>,
    pub(super) is_done: bool,
    pub(super) was_cancelled: bool,
}

impl Running {
    /// Users that are run before the first frame shows them; more are run on a thread.
    const AT_ONCE: usize = 200;

    /// Starts a run; one of a few users is done at once.
    pub(super) fn start(context: &egui::Context, job: Job) -> Self {
        let (sender, receiver) = channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let mut running = Self {
            receiver,
            cancel: cancel.clone(),
            prepared: None,
            outcomes: Vec::new(),
            is_done: false,
            was_cancelled: false,
        };
        if job.samples.users.len() <= Self::AT_ONCE {
            running.run_here(&job);
            return running;
        }
        let context = context.clone();
        let job = Arc::new(job);
        let job_of_thread = job.clone();
        let started = thread::Builder::new()
            .name("pilot".to_owned())
            .spawn(move || {
                let prepared = Arc::new(job_of_thread.prepare());
                if sender.send(Told::Prepared(prepared.clone())).is_err() {
                    return;
                }
                prepared.outcomes(|piece| {
                    let is_heard = sender.send(Told::Piece(piece)).is_ok();
                    context.request_repaint();
                    is_heard && !cancel.load(Ordering::Relaxed)
                });
                // The end is heard as the channel closing.
                drop(sender);
                context.request_repaint();
            });
        if started.is_err() {
            running.run_here(&job);
        }
        running
    }

    fn run_here(&mut self, job: &Job) {
        let prepared = Arc::new(job.prepare());
        prepared.outcomes(|piece| {
            self.outcomes.extend(piece);
            true
        });
        self.prepared = Some(prepared);
        self.is_done = true;
    }

    /// Takes in what has come; whether anything has.
    pub(super) fn listen(&mut self) -> bool {
        let mut heard = false;
        while !self.is_done {
            match self.receiver.try_recv() {
                Ok(Told::Prepared(prepared)) => self.prepared = Some(prepared),
                Ok(Told::Piece(piece)) => self.outcomes.extend(piece),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.is_done = true,
            }
            heard = true;
        }
        heard
    }

    /// Ends it; what came so far stays.
    pub(super) fn cancel(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.was_cancelled = !self.is_done;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}
