//! What keeps a person's work safe while the window is open, and what is said about it.
//!
//! Unsaved work is kept for recovery, the open file is watched, its lock held or waited for, and saves follow each other.
//! Nothing here writes a project file unasked, and nothing waits for a disk within a frame.

mod bars;
mod changed;
mod dialogs;
mod differences;
mod folder;
mod guard;
mod keeper;
mod keeping;
mod recovering;
mod saving;
mod watcher;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

use super::App;
use super::files::file_name;
use super::state::{Message, MessageKind, ProjectFile};
use crate::store::recovery::Origin;
use crate::store::{Holder, Lock};

pub(super) use bars::bars_ui;
pub use changed::Comparison;
pub use dialogs::Question;
pub(super) use dialogs::question_ui;
pub use folder::{defect_log, recovery_folder};
pub use guard::Defect;
pub use guard::tell_panics_by_place;
pub(super) use guard::{FailedViews, caught};
pub use keeping::Offer;
pub use saving::SaveDone;

/// What a person asks for on a bar or in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Show the work that can be recovered.
    ReviewOffers,
    /// Take the bar away that offers it.
    NotNow,
    /// Open this offer as a modified copy.
    Recover(usize),
    /// Give this offer up, after a second word.
    Discard(usize),
    /// Show what differs between this window and the disk.
    LookAtDifferences,
    /// Save this window's version to another file.
    KeepMine,
    /// Show the version on disk; this window's stays recoverable.
    TakeTheirs,
    /// Save where the file was.
    SaveAgain,
    /// Save to another file.
    SaveElsewhere,
    /// Hold the lock that has become free.
    TakeOver,
    /// Close the question.
    Close,
}

/// What is known about the safety of the work in this window.
#[derive(Debug, Default)]
pub struct Safety {
    keeper: keeper::Keeper,
    watcher: watcher::Watcher,
    /// The right to save the open file.
    lock: Option<Arc<Lock>>,
    /// Whether the lock that somebody else held is free.
    is_free: bool,
    /// What somebody else did to the open file.
    changed: Option<changed::Changed>,
    /// What can be recovered, until it is dealt with.
    offers: Vec<Offer>,
    /// Whether a bar says so.
    offer_bar: bool,
    /// The question that stands before everything else.
    pub question: Option<Question>,
    /// The views that failed.
    pub(super) failed_views: FailedViews,
    /// How many frames in a row have failed.
    failed_frames: u32,
    saving: Option<saving::Saving>,
}

impl Safety {
    /// What can be recovered, newest first.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// The file that is being saved, if one is.
    pub fn saving(&self) -> Option<&PathBuf> {
        self.saving.as_ref().map(|saving| &saving.path)
    }

    /// What is said as long as a save is under way.
    pub(super) fn saving_message(&self) -> Option<Message> {
        self.saving().map(|path| Message {
            kind: MessageKind::Doing,
            text: format!("Saving {}…", file_name(path)),
        })
    }

    /// The lock of the open file, to save it by.
    pub(super) fn lock(&self) -> Option<Arc<Lock>> {
        self.lock.clone()
    }

    /// Who this window is to others that open the same file.
    pub(super) fn holder() -> Holder {
        let user = ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()));
        let zone = jiff::tz::TimeZone::system();
        let now = jiff::Timestamp::now().to_zoned_datetime(zone);
        let since = now.strftime("%Y-%m-%d %H:%M").to_string();
        Holder::here(user.unwrap_or_default(), since)
    }
}

impl App {
    /// The same window, which keeps unsaved work in this folder and offers what earlier ones have left there.
    #[must_use]
    pub fn with_recovery(mut self, ctx: &egui::Context, folder: PathBuf) -> Self {
        if let Err(error) = self.safety.keeper.begin(folder, ctx.clone()) {
            self.not_kept(&error.to_string());
        }
        self
    }

    /// What is known about the safety of the work, for tests.
    pub fn safety(&self) -> &Safety {
        &self.safety
    }

    /// Does a frame; a panic in it is told, the work kept, and the window goes on.
    ///
    /// Where the next frame fails too, what stands before the views is closed: it may be what cannot be drawn.
    pub(super) fn guarded(
        &mut self,
        ui: &mut egui::Ui,
        frame: impl FnOnce(&mut Self, &mut egui::Ui),
    ) {
        /// So many frames in a row may fail before the window gives up.
        const MOST: u32 = 3;
        match caught(|| frame(self, ui)) {
            Ok(()) => self.safety.failed_frames = 0,
            Err(defect) => {
                self.safety.failed_frames += 1;
                self.with_keeper(|keeper, work, origin| keeper.keep_now(work, origin));
                if self.safety.failed_frames >= MOST {
                    self.safety.keeper.end();
                    std::panic::resume_unwind(Box::new(defect));
                }
                // What was asked for has failed; what follows from the project may be half of two states.
                drop(self.commands.take());
                self.editor.derive_again();
                if self.safety.failed_frames > 1 {
                    self.uncover();
                }
                self.fail(format!(
                    "A defect of this program stopped what you asked for. Your work is as it was; save it. \
                     {defect}"
                ));
                ui.ctx().request_repaint();
            }
        }
    }

    /// Closes all that stands before the views.
    fn uncover(&mut self) {
        self.window.dialog = None;
        self.window.after_save = None;
        self.window.combining = None;
        self.window.key_help = false;
        self.safety.question = None;
        self.palette.close();
        self.settings_page = super::settings::SettingsPage::default();
        self.pages = super::pages::PagesState::default();
        self.drawer = super::panels::drawer::DrawerState::default();
    }

    /// Once a frame, before it is drawn: takes in what was seen and kept meanwhile.
    pub(super) fn keep_safe(&mut self, ctx: &egui::Context) {
        while let Some(report) = self.safety.keeper.next_report() {
            self.take_report(report);
        }
        while let Some(sight) = self.safety.watcher.next() {
            self.take_sight(sight);
        }
        self.with_keeper(|keeper, work, origin| keeper.watch(ctx, work, origin));
    }

    /// The program ends: what was given up or saved leaves nothing behind.
    pub(super) fn end_safely(&mut self) {
        if self.window.quitting || !self.is_unsaved() {
            self.safety.keeper.next_document();
        } else {
            self.with_keeper(|keeper, work, origin| keeper.keep_now(work, origin));
        }
        self.safety.keeper.end();
        self.safety.lock = None;
        self.file = None;
    }

    /// What the document was when work on it began, for whoever recovers it.
    ///
    /// Without a file that is what recovered work belonged to.
    fn origin_from(&self, recovered_from: Option<&Origin>) -> Option<Origin> {
        let Some(file) = &self.file else {
            return recovered_from.cloned();
        };
        Some(Origin {
            path: std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone()),
            base: file.stamp.clone(),
        })
    }

    /// Whether another document stands in the place of the one before: what was kept of that is not needed any more.
    pub(super) fn next_document(&mut self) {
        self.safety.keeper.next_document();
    }

    /// The document is that of this file from now on, under this lock.
    pub(super) fn guard_document(&mut self, file: Option<&ProjectFile>, lock: Option<Arc<Lock>>) {
        self.safety.lock = lock;
        self.safety.is_free = false;
        self.safety.changed = None;
        match file {
            Some(file) => {
                let (path, stamp) = (file.path.clone(), file.stamp.clone());
                let is_taken = file.held_by.is_some();
                let context = self.jobs.context();
                self.safety.watcher.watch(context, path, stamp, is_taken);
            }
            None => self.safety.watcher.rest(),
        }
    }
}
