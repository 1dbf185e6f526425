//! Keeps the arrangement of the table up to date without ever holding up a frame.
//!
//! A table of ordinary size is arranged at once, so that nothing lags. A huge one is arranged by a thread on a snapshot,
//! and the order before it stays on screen until that is done.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Weak};

use super::arrange::{Arrangement, Wanted};
use crate::app::context::ViewContext;
use crate::catalog::reference;
use crate::model::Project;
use crate::rows::{Index, Rows};

/// Up to so many rows are arranged within the frame: about a millisecond.
const AT_ONCE: usize = 2_000;

/// For which state of which project, and what was asked.
#[derive(Clone, Debug)]
struct Asked {
    /// An edit moves the project elsewhere as long as this is held, so that its address tells states apart.
    project: Weak<Project>,
    wanted: Wanted,
}

impl Asked {
    fn is(&self, project: &Arc<Project>, wanted: Wanted) -> bool {
        self.wanted == wanted && std::ptr::eq(self.project.as_ptr(), Arc::as_ptr(project))
    }
}

/// What is shown, and the work on what is to be shown next.
#[derive(Debug, Default)]
pub(super) struct Arranger {
    shown: Arrangement,
    asked: Option<Asked>,
    working: Option<Receiver<Arrangement>>,
}

impl Arranger {
    /// What is shown.
    pub(super) fn shown(&self) -> &Arrangement {
        &self.shown
    }

    /// Whether another order is on its way.
    pub(super) fn is_working(&self) -> bool {
        self.working.is_some()
    }

    /// Sees to it that what is wanted is shown, now or soon; returns whether what is shown changed.
    pub(super) fn refresh(
        &mut self,
        egui: &egui::Context,
        ctx: ViewContext<'_>,
        wanted: Wanted,
    ) -> bool {
        let snapshot = ctx.editor.snapshot();
        if self
            .asked
            .as_ref()
            .is_some_and(|asked| asked.is(&snapshot, wanted))
        {
            return self.take_result();
        }
        let before = self.asked.replace(Asked {
            project: Arc::downgrade(&snapshot),
            wanted,
        });
        self.working = None;
        let at_once = || {
            let project = ctx.project();
            Arrangement::of(project, ctx.index(), ctx.rows(), ctx.catalog, wanted)
        };
        let num_rows = ctx.rows().of(wanted.resource).len();
        if num_rows <= AT_ONCE {
            self.shown = at_once();
            return true;
        }
        let other_table = before.is_none_or(|before| before.wanted.resource != wanted.resource);
        if other_table || self.shown.order.is_empty() {
            self.shown = Arrangement::plain(ctx.rows(), wanted.resource);
        }
        let (sender, receiver) = channel();
        let egui = egui.clone();
        let spawned = std::thread::Builder::new()
            .name("table order".to_owned())
            .spawn(move || {
                let index = Index::derive(&snapshot);
                let rows = Rows::derive(&index);
                let arranged = Arrangement::of(&snapshot, &index, &rows, reference(), wanted);
                // Nobody waits for an order that was asked for before another.
                if sender.send(arranged).is_ok() {
                    egui.request_repaint();
                }
            });
        match spawned {
            Ok(_) => self.working = Some(receiver),
            Err(_) => self.shown = at_once(),
        }
        true
    }

    fn take_result(&mut self) -> bool {
        let Some(working) = &self.working else {
            return false;
        };
        match working.try_recv() {
            Ok(arrangement) => {
                self.shown = arrangement;
                self.working = None;
                true
            }
            Err(TryRecvError::Empty) => false,
            Err(TryRecvError::Disconnected) => {
                self.working = None;
                false
            }
        }
    }
}
