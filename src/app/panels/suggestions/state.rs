//! What the list of suggestions remembers: what was found, what is chosen of it, what a person wants to see no more.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::app::context::{Moment, ViewContext};
use crate::catalog::reference;
use crate::model::{AttributeId, Column, Resource};
use crate::rows::Index;
use crate::suggest::{Reason, Suggestion, best};

/// What would feed, and what would be filled.
pub type Pair = (AttributeId, AttributeId);

/// Up to so many pairs of attributes are weighed within the frame: a few milliseconds.
const AT_ONCE: usize = 30_000;
/// More than so many are not weighed for a list: it would take minutes.
const MOST: usize = 20_000_000;

/// How far the list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Progress {
    /// It is there.
    #[default]
    Found,
    /// It is being made.
    Looking,
    /// There are too many attributes for one.
    TooMany,
}

/// What the list of suggestions remembers; nothing of it is saved.
#[derive(Debug, Default)]
pub struct SuggestionsState {
    of: Option<(Moment, Resource)>,
    /// The likeliest first; none that was dismissed.
    pub(super) found: Vec<Suggestion>,
    /// How many of them the documents speak for.
    pub(super) num_documented: usize,
    pub(super) progress: Progress,
    working: Option<Receiver<Vec<Suggestion>>>,
    /// Those that are ticked.
    pub(super) chosen: BTreeSet<Pair>,
    dismissed: BTreeSet<Pair>,
}

impl SuggestionsState {
    /// Shows a suggestion no more while the window is open.
    pub fn dismiss(&mut self, pair: Pair) {
        self.found.retain(|one| pair_of(one) != pair);
        self.count_documented();
        self.chosen.remove(&pair);
        self.dismissed.insert(pair);
    }

    /// How many there are, as far as that is known without work.
    pub(in crate::app) fn count(
        &mut self,
        egui: &egui::Context,
        ctx: ViewContext<'_>,
    ) -> Option<usize> {
        if pairs(ctx) <= AT_ONCE {
            self.refresh(egui, ctx);
        }
        let is_current = self.of.as_ref() == Some(&(ctx.moment(), ctx.resource));
        (is_current && self.progress == Progress::Found).then_some(self.found.len())
    }

    /// Sees to it that the list is that of the project as it is now, at once or soon.
    pub(super) fn refresh(&mut self, egui: &egui::Context, ctx: ViewContext<'_>) {
        let wanted = (ctx.moment(), ctx.resource);
        if self.of.as_ref() == Some(&wanted) {
            self.take_result(ctx.resource);
            return;
        }
        self.of = Some(wanted);
        self.working = None;
        match pairs(ctx) {
            ..=AT_ONCE => self.take_in(best(ctx.index(), ctx.catalog), ctx.resource),
            pairs if pairs <= MOST => self.look(egui, ctx),
            _ => {
                self.found.clear();
                self.progress = Progress::TooMany;
            }
        }
    }

    fn look(&mut self, egui: &egui::Context, ctx: ViewContext<'_>) {
        let (sender, receiver) = channel();
        let (egui, snapshot) = (egui.clone(), ctx.editor.snapshot());
        let spawned = std::thread::Builder::new()
            .name("suggestions".to_owned())
            .spawn(move || {
                let index = Index::derive(&snapshot);
                // While it is held here an edit copies the whole project.
                drop(snapshot);
                if sender.send(best(&index, reference())).is_ok() {
                    egui.request_repaint();
                }
            });
        self.found.clear();
        self.progress = Progress::Looking;
        self.working = spawned.is_ok().then_some(receiver);
        if self.working.is_none() {
            self.progress = Progress::TooMany;
        }
    }

    fn take_result(&mut self, resource: Resource) {
        match self.working.as_ref().map(Receiver::try_recv) {
            Some(Ok(found)) => {
                self.working = None;
                self.take_in(found, resource);
            }
            Some(Err(TryRecvError::Disconnected)) => {
                self.working = None;
                self.progress = Progress::TooMany;
            }
            Some(Err(TryRecvError::Empty)) | None => {}
        }
    }

    fn take_in(&mut self, mut found: Vec<Suggestion>, resource: Resource) {
        found.retain(|one| {
            one.destination.resource == resource && !self.dismissed.contains(&pair_of(one))
        });
        found.sort_by_key(|one| std::cmp::Reverse(one.score));
        let there: BTreeSet<Pair> = found.iter().map(pair_of).collect();
        self.chosen.retain(|pair| there.contains(pair));
        self.found = found;
        self.count_documented();
        self.progress = Progress::Found;
    }

    fn count_documented(&mut self) {
        let all = self.found.iter();
        self.num_documented = all.filter(|one| is_documented(one)).count();
    }

    /// The ticked ones, the likeliest first; of several into one attribute the likeliest alone.
    pub(super) fn accepted(&self) -> Vec<Suggestion> {
        if self.chosen.is_empty() {
            return Vec::new();
        }
        let mut filled: BTreeSet<&AttributeId> = BTreeSet::new();
        let chosen = self.found.iter();
        chosen
            .filter(|one| self.chosen.contains(&pair_of(one)) && filled.insert(&one.destination))
            .cloned()
            .collect()
    }
}

pub(super) fn pair_of(one: &Suggestion) -> Pair {
    (one.origin.clone(), one.destination.clone())
}

/// Whether the documents say so, as against names that are alike.
pub(super) fn is_documented(one: &Suggestion) -> bool {
    let mut reasons = one.reasons.iter();
    reasons.any(|reason| matches!(reason, Reason::Documented(_)))
}

/// How many pairs of attributes there are to weigh.
fn pairs(ctx: ViewContext<'_>) -> usize {
    let [source, protocol, target] =
        Column::ALL.map(|column| ctx.project().system(column).attributes().len());
    protocol.saturating_mul(source + target)
}
