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
    fn is(&self, project: &Arc<Project>, wanted: &Wanted) -> bool {
        self.wanted == *wanted && same(&self.project, project)
    }
}

fn same(held: &Weak<Project>, project: &Arc<Project>) -> bool {
    std::ptr::eq(held.as_ptr(), Arc::as_ptr(project))
}

impl Derived {
    fn of(project: &Arc<Project>) -> Self {
        let index = Index::derive(project);
        let rows = Rows::derive(&index);
        Self {
            project: Arc::downgrade(project),
            parts: Arc::new((index, rows)),
        }
    }
}

/// What is shown, and the work on what is to be shown next.
#[derive(Debug, Default)]
pub(super) struct Arranger {
    shown: Arrangement,
    asked: Option<Asked>,
    working: Option<Receiver<Done>>,
    /// What the last thread derived, for the next one that is asked about the same state.
    derived: Option<Derived>,
}

/// What follows from one state of a project, kept by threads for each other.
#[derive(Clone, Debug)]
struct Derived {
    project: Weak<Project>,
    parts: Arc<(Index, Rows)>,
}

/// What a thread sends back.
#[derive(Debug)]
struct Done {
    arrangement: Arrangement,
    derived: Derived,
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
        wanted: &Wanted,
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
            wanted: wanted.clone(),
        });
        self.working = None;
        let worst = ctx.editor.derived().findings.worst();
        let at_once = || {
            let project = ctx.project();
            let (index, rows) = (ctx.index(), ctx.rows());
            Arrangement::of(project, index, rows, ctx.catalog, wanted, worst)
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
        let asked = wanted.clone();
        let worst = worst.clone();
        let known = self.derived.take();
        let known = known.filter(|known| same(&known.project, &snapshot));
        self.derived.clone_from(&known);
        let spawned = std::thread::Builder::new()
            .name("table order".to_owned())
            .spawn(move || {
                let derived = known.unwrap_or_else(|| Derived::of(&snapshot));
                let (index, rows) = &*derived.parts;
                let arrangement =
                    Arrangement::of(&snapshot, index, rows, reference(), &asked, &worst);
                // While it is held here an edit copies the whole project.
                drop(snapshot);
                // Nobody waits for an order that was asked for before another.
                let done = Done {
                    arrangement,
                    derived,
                };
                if sender.send(done).is_ok() {
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
            Ok(done) => {
                self.shown = done.arrangement;
                self.derived = Some(done.derived);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::selection::Selection;
    use crate::app::table::arrange::{Direction, Filter, Sort};
    use crate::editor::Editor;
    use crate::model::{Attribute, AttributeId, Heading, Resource, System};
    use crate::rows::TableColumn;

    /// More rows than are arranged at once: attributes that have no counterpart.
    fn huge() -> Editor {
        let attributes = (0..AT_ONCE + 500).map(|number| Attribute {
            no_counterpart: Some("not used".to_owned()),
            ..Attribute::custom(AttributeId::protocol(
                Resource::User,
                &format!("a{number:05}"),
            ))
        });
        let scim = System::default().with_attributes(attributes).0;
        let (source, target) = (System::default(), System::default());
        Editor::new(Project::new(Heading::default(), source, scim, target))
    }

    #[test]
    fn a_huge_table_shows_the_order_before_until_the_next_is_there() {
        let (editor, selection) = (huge(), Selection::default());
        let ctx = ViewContext {
            editor: &editor,
            catalog: reference(),
            selection: &selection,
            resource: Resource::User,
            author: "",
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let egui = egui::Context::default();
        let mut arranger = Arranger::default();
        let mut wanted = Wanted {
            resource: Resource::User,
            filter: Filter::All,
            query: "".into(),
            sort: None,
        };
        let last = (AT_ONCE + 499) as u32;
        for direction in [Direction::Descending, Direction::Ascending] {
            let before = arranger.shown().order.first().copied().unwrap_or(0);
            wanted.sort = Some(Sort {
                column: TableColumn::Protocol,
                direction,
            });
            assert!(arranger.refresh(&egui, ctx, &wanted));
            assert!(arranger.is_working());
            assert_eq!(arranger.shown().order.first(), Some(&before));
            while arranger.is_working() {
                arranger.refresh(&egui, ctx, &wanted);
                std::thread::yield_now();
            }
            let first = match direction {
                Direction::Ascending => 0,
                Direction::Descending => last,
            };
            assert_eq!(arranger.shown().order.first(), Some(&first));
            assert_eq!(
                arranger.shown().counts,
                Some([AT_ONCE + 500, 0, 0, 0, 0, AT_ONCE + 500])
            );
        }
    }
}
