//! Saves that follow each other, and what is said when one fails.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Defect, Question};
use crate::app::App;
use crate::app::files::file_name;
use crate::app::jobs::SaveOnto;
use crate::app::state::{AfterUnsaved, Dialog, PathPurpose, ProjectFile};
use crate::model::Revision;
use crate::store::{Change, Lock, Outcome, WriteError};

/// A save that is under way.
#[derive(Debug)]
pub(super) struct Saving {
    /// The file.
    pub(super) path: PathBuf,
    /// That the person asked again meanwhile.
    again: bool,
}

/// How a save ended, as the job tells it.
#[derive(Debug)]
pub struct SaveDone {
    /// Where.
    pub path: PathBuf,
    /// The state that was saved.
    pub revision: Revision,
    /// What came of it.
    pub outcome: Outcome,
    /// The right to save there from now on, if nobody else has it.
    pub lock: Option<Arc<Lock>>,
}

impl App {
    pub(in crate::app) fn start_save(&mut self, path: PathBuf, onto: SaveOnto) {
        if let Some(saving) = &mut self.safety.saving {
            // What is there is about to change, by our own hand: the second save waits for the first.
            if saving.path == path {
                saving.again = true;
            } else {
                let name = file_name(&saving.path);
                self.fail(format!("Not saved yet: {name} is still being saved"));
            }
            return;
        }
        self.editor.close_gesture();
        self.safety.question = None;
        // Our own save is no news.
        self.safety.watcher.rest();
        self.safety.saving = Some(Saving {
            path: path.clone(),
            again: false,
        });
        let is_same = matches!(onto, SaveOnto::Same(_));
        let project = (self.editor.is_modified() || !is_same).then(|| self.editor.snapshot());
        let revision = self.editor.revision();
        self.jobs
            .save(path, project, revision, onto, self.safety.lock());
    }

    /// Whether something has to wait for a save that is under way.
    pub(in crate::app) fn waits_for_save(&mut self, then: &AfterUnsaved) -> bool {
        let waits = self.safety.saving.is_some();
        if waits {
            self.window.after_save = Some(then.clone());
        }
        waits
    }

    /// A job panicked: what it was to do has not been done.
    pub(in crate::app) fn job_broke(&mut self, job: &str, defect: &Defect) {
        if job == "save"
            && let Some(saving) = self.safety.saving.take()
        {
            self.window.after_save = None;
            self.watch_again();
            self.safety.question = Some(Question::NotSaved {
                name: file_name(&saving.path),
                reason: format!("A defect of this program stopped it. {defect}"),
                remedy: "Try again, or save under another name.",
            });
            return;
        }
        if job == "import" {
            self.import_broke();
        }
        self.fail(format!(
            "A defect of this program stopped a task ({job}). Your work is as it was. {defect}"
        ));
    }

    fn watch_again(&mut self) {
        let (file, lock) = (self.file.clone(), self.safety.lock.take());
        let changed = self.safety.changed.take();
        self.guard_document(file.as_ref(), lock);
        self.safety.changed = changed;
    }

    pub(in crate::app) fn saved(&mut self, ctx: &egui::Context, done: SaveDone) {
        let again = self.safety.saving.take().is_some_and(|saving| saving.again);
        let SaveDone {
            path,
            revision,
            outcome,
            lock,
        } = done;
        let name = file_name(&path);
        if let Some(stamp) = outcome.stamp() {
            self.editor.mark_saved(revision);
            self.settings.remember(ctx, &path);
            let file = ProjectFile {
                path: path.clone(),
                stamp: stamp.clone(),
                read_only: None,
                held_by: None,
            };
            self.guard_document(Some(&file), lock);
            self.file = Some(file);
            let is_modified = self.editor.is_modified();
            if again && is_modified {
                self.save();
            } else if let Some(then) = self.window.after_save.take() {
                // Work may have gone on since the save began: then it is asked after.
                self.unless_unsaved(then);
            }
        } else {
            self.window.after_save = None;
            self.watch_again();
        }
        match outcome {
            Outcome::Saved(_) => self.done(format!("Saved {name}")),
            Outcome::SavedNotDurable { .. } => self.fail(format!("{name}: {outcome}")),
            Outcome::NotSaved(error) => self.not_saved(path, error),
        }
    }

    fn not_saved(&mut self, path: PathBuf, error: WriteError) {
        let is_open_file = self.file.as_ref().is_some_and(|file| file.path == path);
        match error {
            WriteError::Exists(_)
            | WriteError::ChangedOnDisk {
                change: Change::Appeared,
                ..
            } => {
                self.window.dialog = Some(Dialog::Overwrite {
                    purpose: PathPurpose::Save,
                    path,
                });
            }
            WriteError::ChangedOnDisk { .. }
            | WriteError::IsFolder(_)
            | WriteError::NotAFile(_)
            | WriteError::LinkLoop { .. }
                if is_open_file =>
            {
                self.look_at_differences();
            }
            error => {
                self.safety.question = Some(Question::NotSaved {
                    name: file_name(&path),
                    remedy: error.remedy(),
                    reason: error.to_string(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    #[test]
    fn a_save_that_is_under_way_is_told_until_it_is_over() {
        let mut window = Harness::builder().build_eframe(|creation| App::new(&creation.egui_ctx));
        window.run_steps(2);
        let words = "Saving customer.crosswalk.json…";
        assert!(window.query_by_label(words).is_none());
        window.state_mut().safety.saving = Some(Saving {
            path: PathBuf::from("/a/customer.crosswalk.json"),
            again: false,
        });
        window.run_steps(2);
        window.get_by_label(words);
        // A defect ends it too: then it is said that nothing was saved, and what can be done.
        let defect = Defect::at("src/somewhere.rs:7");
        window.state_mut().job_broke("save", &defect);
        window.run_steps(2);
        assert!(window.query_by_label(words).is_none());
        window.get_by_label("customer.crosswalk.json was not saved");
        window.get_by_label_contains("Please report the place: src/somewhere.rs:7");
        window.get_by_label("Try again, or save under another name.");
    }
}
