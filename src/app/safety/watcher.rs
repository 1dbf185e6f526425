//! Watches the open file on a thread of its own, and whether somebody else's lock on it is free.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};

use super::guard::{Defect, caught};
use crate::store::{DiskChange, FileStamp, Lock, Watch};

/// What the watcher saw.
#[derive(Debug)]
pub(super) enum Sight {
    /// The file is another, or (none) it is again what it was.
    Disk(Option<Box<DiskChange>>),
    /// Nobody holds the lock any more.
    Free,
    /// Looking at it panicked: it is not watched any more.
    Broke(Defect),
}

struct Target {
    number: u64,
    watch: Watch,
    /// Whether its lock is somebody else's.
    is_taken: bool,
}

/// Looks at one file at a time, once a second, as long as there is one.
#[derive(Debug, Default)]
pub(super) struct Watcher {
    thread: Option<Ends>,
    /// Tells what was seen of the present file from what was seen before.
    number: u64,
}

impl Watcher {
    /// Watches this file from now on and no other.
    pub(super) fn watch(
        &mut self,
        context: &egui::Context,
        path: PathBuf,
        stamp: FileStamp,
        is_taken: bool,
    ) {
        self.number += 1;
        let target = Target {
            number: self.number,
            watch: Watch::new(path, stamp),
            is_taken,
        };
        if self.thread.is_none() {
            self.thread = start(context.clone());
        }
        if let Some((targets, _)) = &self.thread {
            drop(targets.send(Some(target)));
        }
    }

    /// Watches nothing.
    pub(super) fn rest(&mut self) {
        self.number += 1;
        if let Some((targets, _)) = &self.thread {
            drop(targets.send(None));
        }
    }

    /// What was seen of the present file.
    pub(super) fn next(&mut self) -> Option<Sight> {
        let (_, sights) = self.thread.as_ref()?;
        loop {
            let (number, sight) = sights.try_recv().ok()?;
            if number == self.number {
                return Some(sight);
            }
        }
    }
}

/// The window's ends of the channels.
type Ends = (Sender<Option<Target>>, Receiver<(u64, Sight)>);

fn start(context: egui::Context) -> Option<Ends> {
    let (targets, inbox) = channel::<Option<Target>>();
    let (outbox, sights) = channel();
    let spawned = std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || {
            let mut target: Option<Target> = None;
            loop {
                // Without a file there is nothing to wake up for.
                let next = if target.is_some() {
                    inbox.recv_timeout(Watch::PAUSE)
                } else {
                    inbox.recv().map_err(RecvTimeoutError::from)
                };
                match next {
                    Ok(next) => target = next,
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {}
                }
                let Some(watched) = &mut target else {
                    continue;
                };
                let number = watched.number;
                let tell = |sight| {
                    drop(outbox.send((number, sight)));
                    context.request_repaint();
                };
                if let Err(defect) = caught(|| look(watched, &tell)) {
                    // Every look at it would fail like this one; before a save it is looked at all the same.
                    target = None;
                    tell(Sight::Broke(defect));
                }
            }
        });
    spawned.is_ok().then_some((targets, sights))
}

fn look(target: &mut Target, tell: &impl Fn(Sight)) {
    if let Some(change) = target.watch.look() {
        tell(Sight::Disk(change.map(Box::new)));
    }
    if target.is_taken && Lock::is_free(target.watch.path()) {
        target.is_taken = false;
        tell(Sight::Free);
    }
}
