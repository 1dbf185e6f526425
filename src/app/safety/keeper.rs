//! Decides when unsaved work is kept, beside the frames: a thread of its own does it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::keeping::{Order, Report, work};
use super::work::{State, Work};
use crate::store::recovery::{Kept, Origin, Slot};
use crate::store::{Holder, Lock};

/// How long after the last change work is kept.
const IDLE: Duration = Duration::from_secs(1);

/// The longest that changes wait while more of them come.
const AT_MOST: Duration = Duration::from_secs(10);

/// The same where keeping takes next to no time.
const AT_LEAST: Duration = Duration::from_millis(1500);

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
    ///
    /// # Errors
    ///
    /// What the system says if there can be no thread for it.
    pub(super) fn begin(&mut self, folder: PathBuf, context: egui::Context) -> io::Result<()> {
        let (orders, inbox) = channel();
        let (outbox, reports) = channel();
        let handle = std::thread::Builder::new()
            .name("recovery".to_owned())
            .spawn(move || work(&folder, &inbox, &outbox, &context))?;
        self.thread = Some(Thread {
            orders,
            reports,
            handle,
        });
        self.find(false);
        Ok(())
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
