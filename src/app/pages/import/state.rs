//! What the import page remembers: the file, what a person says of it, what it would do, and what of that is chosen.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::job::{Content, Progress};
use super::lines::Listing;
use crate::import::{Change, Examined, Item, OnConflict, Subject, Told};
use crate::model::Revision;

/// The import that is being looked at, if one is.
#[derive(Debug, Default)]
pub struct ImportState {
    draft: Option<Draft>,
    /// For how many more frames a table is awaited from the clipboard.
    pub(super) awaits_paste: u8,
}

impl ImportState {
    /// Begins with another file; whatever was there is given up.
    pub(super) fn begin(&mut self, name: String, content: Content) {
        self.put_away();
        self.draft = Some(Draft {
            name,
            content,
            told: Told::default(),
            on_conflict: OnConflict::default(),
            completes: true,
            is_blank: false,
            turned: FxHashMap::default(),
            ready: None,
            work: None,
        });
    }

    /// Gives up what is there; a job under way ends as soon as it hears of it.
    pub(in crate::app) fn put_away(&mut self) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        // To forget a plan of a hundred thousand items takes longer than a frame may: elsewhere it holds nobody up. If
        // there is no thread for it, it is forgotten here.
        let forget = std::thread::Builder::new().name("forget import".to_owned());
        drop(forget.spawn(move || drop(draft)));
    }

    pub(super) fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    pub(super) fn draft_mut(&mut self) -> Option<&mut Draft> {
        self.draft.as_mut()
    }

    /// Whether a job is under way, for tests.
    pub fn is_working(&self) -> bool {
        self.draft
            .as_ref()
            .is_some_and(|draft| draft.work.is_some())
    }
}

/// What a plan is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) told: Told,
    pub(super) revision: Revision,
}

/// A job under way.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) number: u64,
    /// The plan that it makes; none if it makes the edit.
    pub(super) of: Option<Wanted>,
    pub(super) progress: Arc<Progress>,
}

impl Work {
    /// A job with a number of its own: what one of another project has to say is never taken for what this one says.
    pub(super) fn new(of: Option<Wanted>) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self {
            number: LAST.fetch_add(1, Ordering::Relaxed) + 1,
            of,
            progress: Arc::default(),
        }
    }
}

/// Nobody waits for it any more: it may end.
impl Drop for Work {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// A plan, and how it is shown.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) of: Wanted,
    pub(super) examined: Arc<Examined>,
    pub(super) listing: Listing,
    keys: Vec<Key>,
}

/// What names an item in another plan of the same file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// Its line, and the how-manieth of it.
    At(u32, u32),
    /// Without a line, what it is about.
    Named(Change, Subject, String),
}

/// The names of all items, in their order.
fn keys(items: &[Item]) -> Vec<Key> {
    let mut last = (0, 0);
    let key = |item: &Item| match item.line {
        Some(line) => {
            last = (line, if last.0 == line { last.1 + 1 } else { 0 });
            Key::At(line, last.1)
        }
        None => Key::Named(item.change, item.subject, item.label.clone()),
    };
    items.iter().map(key).collect()
}

/// An import that is being looked at.
#[derive(Debug)]
pub(super) struct Draft {
    name: String,
    pub(super) content: Content,
    /// What the person says of the file.
    pub(super) told: Told,
    /// What counts where file and project differ: it chooses, and asks for no other plan.
    on_conflict: OnConflict,
    /// Whether what the reference lists comes too, where there was nothing before.
    pub(super) completes: bool,
    /// Whether the project has neither attribute nor link.
    pub(super) is_blank: bool,
    /// What the person has ticked or unticked: it holds for other plans of the file too.
    turned: FxHashMap<Key, bool>,
    ready: Option<Ready>,
    pub(super) work: Option<Work>,
}

impl Draft {
    /// The file's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The last plan that was made.
    pub(super) fn ready(&self) -> Option<&Ready> {
        self.ready.as_ref()
    }

    pub(super) fn wanted(&self, revision: Revision) -> Wanted {
        Wanted {
            told: self.told.clone(),
            revision,
        }
    }

    /// Whether neither the last plan nor one under way is for what is said now.
    pub(super) fn needs_plan(&self, revision: Revision) -> bool {
        let is_for_this = |of: &Wanted| of.told == self.told && of.revision == revision;
        match (&self.work, &self.ready) {
            (Some(Work { of: Some(of), .. }), _) => !is_for_this(of),
            (Some(Work { of: None, .. }), _) => false,
            (None, Some(ready)) => !is_for_this(&ready.of),
            (None, None) => true,
        }
    }

    /// Whether there is something to do, and the plan for it is the last word.
    pub(super) fn can_import(&self, revision: Revision) -> bool {
        let is_chosen = self
            .ready
            .as_ref()
            .is_some_and(|ready| ready.listing.counts.num_chosen() > 0);
        is_chosen && self.work.is_none() && !self.needs_plan(revision)
    }

    /// Whether the edit is being made.
    pub(super) fn is_importing(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.of.is_none())
    }

    /// How far a job has got, from 0 to 1; none if there is none.
    pub(super) fn progress(&self) -> Option<f32> {
        self.work.as_ref().map(|work| work.progress.part())
    }

    /// Lets the columns be worked out anew: the file is read in another way.
    pub(super) fn forget_columns(&mut self) {
        self.told.columns = None;
        self.told.facts = None;
    }

    pub(super) fn on_conflict(&self) -> OnConflict {
        self.on_conflict
    }

    /// Says what counts where file and project differ.
    pub(super) fn set_on_conflict(&mut self, on_conflict: OnConflict) {
        self.on_conflict = on_conflict;
        let Some(ready) = &mut self.ready else { return };
        let examined = Arc::make_mut(&mut ready.examined);
        for (item, key) in examined.plan.items.iter().zip(&ready.keys) {
            if item.is_conflict {
                self.turned.remove(key);
            }
        }
        examined.plan.choose_conflicts(on_conflict);
        ready.listing.count(&examined.plan);
    }

    /// Takes in a plan.
    pub(super) fn take(&mut self, of: Wanted, mut examined: Examined) {
        examined.plan.choose_conflicts(self.on_conflict);
        let keys = keys(&examined.plan.items);
        for (item, key) in examined.plan.items.iter_mut().zip(&keys) {
            if let Some(chosen) = self.turned.get(key) {
                item.is_chosen = *chosen;
            }
        }
        let filter = self.ready.as_ref().map(|ready| ready.listing.filter());
        let listing = Listing::of(&examined.plan, filter.unwrap_or_default());
        self.ready = Some(Ready {
            of,
            examined: Arc::new(examined),
            listing,
            keys,
        });
    }

    /// Ticks or unticks items by their places in the plan.
    pub(super) fn turn(&mut self, places: impl IntoIterator<Item = usize>, is_chosen: bool) {
        let Some(ready) = &mut self.ready else { return };
        let examined = Arc::make_mut(&mut ready.examined);
        for at in places {
            if let Some(item) = examined.plan.items.get_mut(at)
                && let Some(key) = ready.keys.get(at)
                && item.is_chosen != is_chosen
            {
                item.is_chosen = is_chosen;
                self.turned.insert(key.clone(), is_chosen);
            }
        }
        ready.listing.count(&examined.plan);
    }

    /// Ticks or unticks all that the filter lets through.
    pub(super) fn turn_shown(&mut self, is_chosen: bool) {
        let Some(ready) = &self.ready else { return };
        let places: Vec<_> = ready.listing.items().collect();
        self.turn(places, is_chosen);
    }

    /// Shows something else of the plan.
    pub(super) fn show(&mut self, filter: super::lines::Filter) {
        if let Some(ready) = &mut self.ready {
            ready.listing = Listing::of(&ready.examined.plan, filter);
        }
    }
}
