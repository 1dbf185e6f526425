//! Keeps unsaved work beside the frames: decides when, and has a thread of its own do it.
//!
//! One thread does it all in order, so that what is given up never comes back from a write that was under way.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::guard::{Defect, caught};
use super::work::{State, Work};
use crate::app::panels::inspector::Begun;
use crate::compare::{Difference, Scope, compare};
use crate::model::Project;
use crate::store::recovery::{Aside, Kept, OnDisk, Origin, Session, Slot};
use crate::store::{Holder, Lock, Locking, Outcome};

/// How long after the last change work is kept.
const IDLE: Duration = Duration::from_secs(1);

/// The longest that changes wait while more of them come.
const AT_MOST: Duration = Duration::from_secs(10);

/// The same where keeping takes next to no time.
const AT_LEAST: Duration = Duration::from_millis(1500);

/// Work that is offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The work and where it is kept.
    pub kept: Kept,
    /// What it has that the file on disk has not; none without such a file.
    pub differences: Option<Vec<Difference>>,
}

/// What the thread has to say.
#[derive(Debug)]
pub(super) enum Report {
    /// Work was kept, or not.
    Kept {
        /// Of which document.
        document: u64,
        /// The state.
        state: State,
        /// How long it took.
        took: Duration,
        /// Why not.
        failed: Option<String>,
    },
    /// What earlier runs have left.
    Found {
        /// What can be recovered.
        offers: Vec<Offer>,
        /// What could not be read.
        aside: Vec<Aside>,
        /// Whether a person asked for it.
        asked: bool,
    },
    /// Work was taken over, or not.
    Adopted(Result<Box<Adopted>, String>),
    /// There is no folder for it.
    NoFolder(String),
    /// The thread panicked over what it was told to do.
    Broke(Defect),
}

/// Work that was taken over.
#[derive(Debug)]
pub(super) struct Adopted {
    pub(super) kept: Kept,
    /// The lock of its file, if that is still as it was and nobody else has it open.
    pub(super) lock: Option<Arc<Lock>>,
}

enum Order {
    Keep {
        document: u64,
        project: Arc<Project>,
        begun: Box<Begun>,
        state: State,
        origin: Option<Origin>,
    },
    /// The work in the present slot was saved or given up.
    Forget,
    /// The work in the present slot stays; the next document has a slot of its own.
    Leave,
    Find {
        asked: bool,
    },
    /// With the lock of the file that is open now, which may be that of the work.
    Adopt(Box<Kept>, Holder, Option<Arc<Lock>>),
    Discard(Slot),
}

/// Decides when work is kept.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    thread: Option<Thread>,
    /// Tells the states of this document from those of another.
    document: u64,
    /// The state that was looked at last, and when it came.
    seen: Option<State>,
    changed: Option<Instant>,
    /// Since when there is something that is not kept.
    waiting: Option<Instant>,
    /// The state that is kept.
    kept: Option<State>,
    busy: bool,
    /// That work is being taken over: until then there is nothing here to keep.
    adopting: bool,
    took: Duration,
    /// That keeping failed, which is told once.
    failed: bool,
    /// What recovered work belonged to, as long as it has no file of its own.
    pub(super) recovered_from: Option<Origin>,
}

#[derive(Debug)]
struct Thread {
    orders: Sender<Order>,
    reports: Receiver<Report>,
    handle: JoinHandle<()>,
}

impl Keeper {
    /// Keeps work in this folder from now on, and looks for what others have left there.
    pub(super) fn begin(&mut self, folder: PathBuf, context: egui::Context) {
        let (orders, inbox) = channel();
        let (outbox, reports) = channel();
        let spawned = std::thread::Builder::new()
            .name("recovery".to_owned())
            .spawn(move || work(&folder, &inbox, &outbox, &context));
        if let Ok(handle) = spawned {
            self.thread = Some(Thread {
                orders,
                reports,
                handle,
            });
            self.find(false);
        }
    }

    /// Whether work is kept at all.
    pub(super) fn is_on(&self) -> bool {
        self.thread.is_some()
    }

    fn order(&self, order: Order) {
        if let Some(thread) = &self.thread {
            // A thread that is gone has said why.
            drop(thread.orders.send(order));
        }
    }

    pub(super) fn next_report(&mut self) -> Option<Report> {
        let report = self.thread.as_ref()?.reports.try_recv().ok()?;
        match &report {
            Report::Kept { document, .. } if *document != self.document => {}
            Report::Kept {
                state,
                took,
                failed,
                ..
            } => {
                self.busy = false;
                self.took = *took;
                if failed.is_none() {
                    self.kept = Some(*state);
                    self.failed = false;
                }
            }
            Report::NoFolder(_) => self.busy = false,
            Report::Broke(_) => {
                self.busy = false;
                self.adopting = false;
            }
            Report::Adopted(_) => self.adopting = false,
            Report::Found { .. } => {}
        }
        Some(report)
    }

    /// Whether this failure is the first in a row, which is told.
    pub(super) fn is_first_failure(&mut self) -> bool {
        !std::mem::replace(&mut self.failed, true)
    }

    /// Looks for what can be recovered.
    pub(super) fn find(&self, asked: bool) {
        self.order(Order::Find { asked });
    }

    pub(super) fn adopt(&mut self, kept: Kept, holder: Holder, held: Option<Arc<Lock>>) {
        self.adopting = true;
        self.order(Order::Adopt(Box::new(kept), holder, held));
    }

    pub(super) fn discard(&self, slot: Slot) {
        self.order(Order::Discard(slot));
    }

    /// Another document from now on; the work on this one was saved or given up.
    pub(super) fn next_document(&mut self) {
        self.order(Order::Forget);
        self.reset();
    }

    /// Another document from now on; the unsaved work on this one stays kept.
    pub(super) fn leave(&mut self, work: &Work<'_>, origin: &dyn Fn() -> Option<Origin>) {
        self.keep_now(work, origin);
        self.order(Order::Leave);
        self.reset();
    }

    /// The document is one that was taken over: this state of it is kept already.
    pub(super) fn continue_with(&mut self, state: State, from: Option<Origin>) {
        self.reset();
        self.kept = Some(state);
        self.recovered_from = from;
    }

    fn reset(&mut self) {
        self.document += 1;
        self.busy = false;
        self.seen = None;
        self.changed = None;
        self.waiting = None;
        self.kept = None;
        self.recovered_from = None;
    }

    /// Keeps the present state whatever the time.
    pub(super) fn keep_now(&mut self, work: &Work<'_>, origin: &dyn Fn() -> Option<Origin>) {
        let state = work.state();
        if !self.is_on() || self.adopting || !work.is_unsaved() || self.kept == Some(state) {
            return;
        }
        self.waiting = None;
        self.busy = true;
        self.order(Order::Keep {
            document: self.document,
            project: work.editor.snapshot(),
            begun: Box::new(work.begun()),
            state,
            origin: origin(),
        });
    }

    /// Once a frame: keeps what is due, and forgets what is in its file.
    pub(super) fn watch(
        &mut self,
        ctx: &egui::Context,
        work: &Work<'_>,
        origin: &dyn Fn() -> Option<Origin>,
    ) {
        if !self.is_on() || self.adopting {
            return;
        }
        if !work.is_unsaved() {
            if self.kept.is_some() || self.busy {
                self.order(Order::Forget);
                self.reset();
            }
            self.waiting = None;
            return;
        }
        let state = work.state();
        if self.kept == Some(state) {
            self.waiting = None;
            return;
        }
        let now = Instant::now();
        if self.seen != Some(state) {
            self.seen = Some(state);
            self.changed = Some(now);
        }
        let waiting = *self.waiting.get_or_insert(now);
        if self.busy {
            return;
        }
        // Where keeping is cheap it is done often; where it takes long, a twentieth of the time goes into it.
        let longest = (self.took * 20).clamp(AT_LEAST, AT_MOST);
        let idle = self.changed.map_or(Duration::ZERO, |at| now - at);
        let rest = IDLE
            .saturating_sub(idle)
            .min(longest.saturating_sub(now - waiting));
        // A window that nobody looks at may get no further frames.
        let is_left = ctx.input(|input| input.viewport().focused == Some(false));
        if rest.is_zero() || is_left {
            self.keep_now(work, origin);
        } else {
            ctx.request_repaint_after(rest);
        }
    }

    /// Waits for the thread to finish what it was told.
    pub(super) fn end(&mut self) {
        if let Some(thread) = self.thread.take() {
            drop(thread.orders);
            // A panic there has been told by the hook.
            drop(thread.handle.join());
        }
    }
}

impl Drop for Keeper {
    /// What was under way is finished first: then the run is over for others too.
    fn drop(&mut self) {
        self.end();
    }
}

fn work(
    folder: &Path,
    orders: &Receiver<Order>,
    reports: &Sender<Report>,
    context: &egui::Context,
) {
    let tell = |report| {
        // The window may be gone by now; then nobody waits.
        drop(reports.send(report));
        context.request_repaint();
    };
    let mut session = match Session::begin(folder) {
        Ok(session) => session,
        Err(error) => {
            tell(Report::NoFolder(format!("{error}: {folder:?}")));
            return;
        }
    };
    let mut current: Option<Slot> = None;
    while let Ok(order) = orders.recv() {
        // The next order may go well: work is kept as long as that can be.
        let done = caught(|| carry_out(order, &mut session, &mut current, &tell));
        if let Err(defect) = done {
            tell(Report::Broke(defect));
        }
    }
}

/// Does what the window has asked for, with the slot of the work at hand.
fn carry_out(
    order: Order,
    session: &mut Session,
    current: &mut Option<Slot>,
    tell: &impl Fn(Report),
) {
    match order {
        Order::Keep {
            document,
            mut project,
            begun,
            state,
            origin,
        } => {
            let slot = current.get_or_insert_with(|| session.slot(origin.as_ref()));
            let began = Instant::now();
            if !begun.is_empty() {
                // What could not be entered is nothing that could be kept.
                drop(begun.enter(Arc::make_mut(&mut project)));
            }
            let outcome = Session::keep(slot, &project, origin.as_ref(), Timestamp::now());
            let failed = match outcome {
                Outcome::Saved(_) | Outcome::SavedNotDurable { .. } => None,
                Outcome::NotSaved(error) => Some(error.to_string()),
            };
            drop(project);
            tell(Report::Kept {
                document,
                state,
                took: began.elapsed(),
                failed,
            });
        }
        Order::Forget => {
            if let Some(slot) = current.take() {
                // What stays is found at the next start, and is no harm: its content decides.
                drop(Session::forget(&slot));
            }
        }
        Order::Leave => *current = None,
        Order::Find { asked } => {
            let found = session.find(current.as_ref());
            tell(Report::Found {
                offers: found.kept.into_iter().map(Offer::new).collect(),
                aside: found.aside,
                asked,
            });
        }
        Order::Adopt(kept, holder, held) => {
            let adopted = session.adopt(&kept);
            tell(Report::Adopted(match adopted {
                Ok(slot) => {
                    *current = Some(slot);
                    Ok(Box::new(Adopted {
                        lock: lock_of(&kept, &holder, held),
                        kept: *kept,
                    }))
                }
                Err(error) => Err(error.to_string()),
            }));
        }
        Order::Discard(slot) => drop(Session::forget(&slot)),
    }
}

/// The lock of the work's file, if that is as it was.
fn lock_of(kept: &Kept, holder: &Holder, held: Option<Arc<Lock>>) -> Option<Arc<Lock>> {
    let (Some(origin), OnDisk::Base(_)) = (&kept.origin, &kept.on_disk) else {
        return None;
    };
    if let Some(held) = held.filter(|held| held.is_of(&origin.path)) {
        return Some(held);
    }
    match Lock::acquire(&origin.path, holder) {
        Locking::Held(lock) => Some(Arc::new(lock)),
        Locking::Taken(_) | Locking::Impossible(_) => None,
    }
}

impl Offer {
    fn new(kept: Kept) -> Self {
        let differences = match &kept.on_disk {
            OnDisk::Base(theirs) | OnDisk::Changed(theirs) => {
                Some(compare(theirs, &kept.project, Scope::Everything))
            }
            OnDisk::Untitled | OnDisk::Gone | OnDisk::Unreadable(_) => None,
        };
        Self { kept, differences }
    }
}
