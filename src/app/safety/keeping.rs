//! What the thread does that keeps unsaved work, finds what was left, and takes it over.
//!
//! One thread does it all in order, so that what is given up never comes back from a write that was under way.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::guard::{Defect, caught};
use super::work::State;
use crate::app::panels::inspector::Begun;
use crate::compare::{Difference, Scope, compare};
use crate::model::Project;
use crate::store::recovery::{Aside, Kept, OnDisk, Origin, Session, Slot};
use crate::store::{Holder, Lock, Locking, Outcome};

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

/// What the thread is told.
pub(super) enum Order {
    /// To keep a state of the work.
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
    /// To look for what earlier runs have left.
    Find { asked: bool },
    /// To take work over; with the lock of the file that is open now, which may be that of the work.
    Adopt(Box<Kept>, Holder, Option<Arc<Lock>>),
    /// To remove work that was left.
    Discard(Slot),
}

/// Does what it is told, in order, until nobody is left to tell it anything.
pub(super) fn work(
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
