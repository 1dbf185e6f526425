//! Offers unsaved work of earlier runs, opens it as a modified copy, or gives it up: all only when asked.

use super::keeping::{Adopted, Report};
use super::work::State;
use super::{Ask, Question, Safety};
use crate::app::App;
use crate::app::command::Command;
use crate::app::files::file_name;
use crate::app::state::{AfterUnsaved, ProjectFile};
use crate::store::recovery::{Aside, OnDisk};

impl App {
    pub(super) fn take_report(&mut self, report: Report) {
        match report {
            Report::Kept {
                failed: Some(error),
                ..
            } => {
                if self.safety.keeper.is_first_failure() {
                    self.not_kept(&error);
                }
            }
            Report::Kept { .. } => {}
            Report::Broke(defect) => {
                if self.safety.keeper.is_first_failure() {
                    self.fail(format!(
                        "A defect of this program stopped what keeps unsaved work for recovery, so save often. {defect}"
                    ));
                }
            }
            Report::NoFolder(error) => self.not_kept(&error),
            Report::Found {
                offers,
                aside,
                asked,
            } => {
                if let Some(text) = aside_text(&aside) {
                    self.fail(text);
                }
                let is_empty = offers.is_empty();
                self.safety.offer_bar = !is_empty && (self.safety.offer_bar || !asked);
                self.safety.offers = offers;
                match &mut self.safety.question {
                    Some(Question::Offers { sure }) if !is_empty => *sure = None,
                    Some(Question::Offers { .. }) => self.safety.question = None,
                    _ if asked && is_empty => {
                        self.done("There is no unsaved work to recover".to_owned());
                    }
                    _ if asked => self.safety.question = Some(Question::Offers { sure: None }),
                    _ => {}
                }
            }
            Report::Adopted(Ok(adopted)) => self.adopted(*adopted),
            Report::Adopted(Err(error)) => {
                self.fail(format!(
                    "Not recovered; another window may have been quicker: {error}"
                ));
                self.safety.keeper.find(false);
            }
        }
    }

    /// Says that nothing can be recovered after a crash.
    pub(super) fn not_kept(&mut self, why: &str) {
        self.fail(format!(
            "Unsaved work cannot be kept for recovery, so save often: {why}"
        ));
    }

    /// Shows what was recovered, with everything still to be saved.
    fn adopted(&mut self, adopted: Adopted) {
        let Adopted { kept, lock } = adopted;
        // Only where the file still is what the work began with, and is ours to save, is it saved there.
        let origin = kept.origin.clone();
        let file = match (&origin, &kept.on_disk, &lock) {
            (Some(origin), OnDisk::Base(_), Some(_)) => Some(ProjectFile {
                path: origin.path.clone(),
                stamp: origin.base.clone(),
                read_only: None,
                held_by: None,
            }),
            _ => None,
        };
        let from = origin.filter(|_| file.is_none());
        let project = std::sync::Arc::unwrap_or_clone(kept.project);
        self.place(project, file, lock);
        self.editor.mark_unsaved();
        self.safety
            .keeper
            .continue_with(State::of(self.editor.revision()), from);
        self.safety.question = None;
        self.safety
            .offers
            .retain(|offer| offer.kept.slot != kept.slot);
        self.safety.offer_bar &= !self.safety.offers.is_empty();
        let text = match &self.file {
            Some(file) => format!(
                "Recovered; {} on disk is as it was until you save",
                file_name(&file.path)
            ),
            None => "Recovered as a copy; save it under a name of your choice".to_owned(),
        };
        self.done(text);
    }

    /// Carries out what was asked for on a bar or in a question.
    pub(in crate::app) fn keep_safe_by(&mut self, ask: Ask) {
        match ask {
            Ask::ReviewOffers => self.safety.keeper.find(true),
            Ask::NotNow => self.safety.offer_bar = false,
            Ask::Recover(number) => {
                let ask = Command::Safety(Ask::Recover(number));
                self.safety.question = None;
                self.unless_unsaved(AfterUnsaved::Command(ask));
            }
            Ask::Discard(number) => self.discard(number),
            Ask::LookAtDifferences => self.look_at_differences(),
            Ask::KeepMine | Ask::SaveElsewhere => {
                self.safety.question = None;
                self.keep_mine();
            }
            Ask::TakeTheirs => {
                self.safety.question = None;
                self.take_theirs();
            }
            Ask::SaveAgain => {
                let is_gone = matches!(&self.safety.question, Some(Question::OnDisk(on_disk)) if on_disk.is_gone);
                self.safety.question = None;
                if is_gone {
                    self.save_again();
                } else {
                    self.save();
                }
            }
            Ask::TakeOver => self.take_over(),
            Ask::Close => self.safety.question = None,
        }
    }

    /// Takes an offer over, once nothing unsaved stands in its way.
    pub(in crate::app) fn recover(&mut self, number: usize) {
        if let Some(offer) = self.safety.offers.get(number) {
            let kept = offer.kept.clone();
            // What is shown now was saved or given up; then the other takes its place.
            self.safety.keeper.next_document();
            let held = self.safety.lock();
            self.safety.keeper.adopt(kept, Safety::holder(), held);
        }
    }

    fn discard(&mut self, number: usize) {
        let Some(Question::Offers { sure }) = &mut self.safety.question else {
            return;
        };
        if *sure != Some(number) {
            *sure = Some(number);
            return;
        }
        *sure = None;
        if number < self.safety.offers.len() {
            let offer = self.safety.offers.remove(number);
            self.safety.keeper.discard(offer.kept.slot);
        }
        if self.safety.offers.is_empty() {
            self.safety.question = None;
            self.safety.offer_bar = false;
        }
    }
}

/// What became of recovery files that could not be read, in one message.
fn aside_text(aside: &[Aside]) -> Option<String> {
    let first = aside.first()?;
    let kept = match &first.kept {
        Ok(path) => format!("kept as {path:?}"),
        Err(error) => format!("it cannot be set aside ({error}): {:?}", first.path),
    };
    let more = match aside.len() {
        1 => String::new(),
        number => format!(" (and {} more)", number - 1),
    };
    Some(format!(
        "A file of unsaved work cannot be read: {}; {kept}{more}",
        first.reason
    ))
}
