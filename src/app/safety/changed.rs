//! Somebody else changed the open file: what they did, and what can be done.

use std::path::Path;
use std::sync::Arc;

use super::Question;
use super::watcher::Sight;
use crate::app::App;
use crate::app::files::file_name;
use crate::app::jobs::{JobEvent, SaveOnto};
use crate::app::state::{PathPurpose, ProjectFile};
use crate::compare::{Difference, Scope, compare};
use crate::model::Project;
use crate::store::{Change, DiskChange, Locking, OpenedFile};

/// What has become of the open file.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) change: Change,
    /// What is there now.
    pub(super) theirs: Theirs,
}

#[derive(Debug)]
pub(super) enum Theirs {
    /// No file.
    Nothing,
    /// Another version of the project.
    Project(Box<OpenedFile>),
    /// Something that cannot be read, for this reason.
    Unreadable(String),
}

/// How this window's version and the one on disk compare.
#[derive(Debug)]
pub struct Comparison {
    /// What has become of the file; none if it is the same after all.
    pub(super) change: Option<Changed>,
    /// What theirs has that this window's has not, and the other way round.
    pub(super) differences: Option<Vec<Difference>>,
}

impl Changed {
    fn new(found: DiskChange) -> Self {
        Self {
            change: found.change,
            theirs: match found.theirs {
                None => Theirs::Nothing,
                Some(Ok(file)) => Theirs::Project(Box::new(file)),
                Some(Err(error)) => Theirs::Unreadable(error.reason.to_string()),
            },
        }
    }
}

impl App {
    pub(super) fn take_sight(&mut self, sight: Sight) {
        match sight {
            Sight::Disk(Some(found)) => self.safety.changed = Some(Changed::new(*found)),
            Sight::Disk(None) => {
                self.safety.changed = None;
                if matches!(self.safety.question, Some(Question::OnDisk(_))) {
                    self.safety.question = None;
                }
            }
            Sight::Free => self.safety.is_free = true,
            Sight::Broke(defect) => self.fail(format!(
                "A defect of this program stopped the watch over the file on disk; it is looked at before every save. \
                 {defect}"
            )),
        }
    }

    /// Looks at the file now, beside the frames, and asks what shall be done.
    pub(super) fn look_at_differences(&mut self) {
        let Some(file) = &self.file else { return };
        let (path, stamp) = (file.path.clone(), file.stamp.clone());
        let mine = self.editor.snapshot();
        self.jobs.start("compare", move || {
            let change = DiskChange::look(&path, &stamp).map(Changed::new);
            let differences = change.as_ref().and_then(|change| between(&mine, change));
            JobEvent::DiskCompared(Box::new(Comparison {
                change,
                differences,
            }))
        });
    }

    /// Takes in what a look at the disk has found.
    pub(in crate::app) fn compared(&mut self, comparison: Comparison) {
        let Some(file) = &self.file else { return };
        let name = file_name(&file.path);
        let Some(changed) = comparison.change else {
            self.safety.changed = None;
            self.done(format!("{name} is as it was on disk"));
            return;
        };
        self.safety.question = Some(Question::OnDisk(super::dialogs::OnDisk {
            name,
            what: changed.change.to_string(),
            unreadable: match &changed.theirs {
                Theirs::Unreadable(reason) => Some(reason.clone()),
                _ => None,
            },
            differences: comparison.differences,
            is_modified: self.is_unsaved(),
            is_gone: matches!(changed.change, Change::Deleted),
        }));
        self.safety.changed = Some(changed);
    }

    /// Saves this window's version to another file; theirs stays as it is.
    pub(super) fn keep_mine(&mut self) {
        self.ask_path(PathPurpose::Save);
    }

    /// Whether a save under another name is a copy of what is on disk.
    pub(in crate::app) fn suggests_copy(&self) -> bool {
        let is_taken = self
            .file
            .as_ref()
            .is_some_and(|file| file.held_by.is_some());
        is_taken || self.safety.changed.is_some()
    }

    /// Saves where the file was; what has appeared there meanwhile is not replaced.
    pub(super) fn save_again(&mut self) {
        if let Some(file) = &self.file {
            let path = file.path.clone();
            self.start_save(path, SaveOnto::New);
        }
    }

    /// Shows the version on disk. Unsaved work of this window stays recoverable.
    pub(super) fn take_theirs(&mut self) {
        let (Some(file), Some(changed)) = (self.file.take(), self.safety.changed.take()) else {
            return;
        };
        let Theirs::Project(theirs) = changed.theirs else {
            self.file = Some(file);
            self.safety.changed = Some(changed);
            return;
        };
        let name = file_name(&file.path);
        let was_modified = self.is_unsaved();
        self.file = Some(file.clone());
        if was_modified {
            self.with_keeper(|keeper, work, origin| keeper.leave(work, origin));
        }
        let file = ProjectFile {
            stamp: theirs.stamp,
            read_only: theirs.opened.read_only.map(|why| why.to_string()),
            ..file
        };
        let lock = self.safety.lock.take();
        self.show_under(theirs.opened.project, Some(file), lock);
        self.done(if was_modified && self.safety.keeper.is_on() {
            format!("{name} is shown as it is on disk; your version is kept: File, Recover unsaved work…")
        } else {
            format!("{name} is shown as it is on disk")
        });
    }

    /// Holds the lock that somebody else has given back.
    pub(super) fn take_over(&mut self) {
        if let Some(file) = &self.file {
            self.jobs.lock(file.path.clone());
        }
    }

    /// Takes in whether the lock is held now.
    pub(in crate::app) fn locked(&mut self, path: &Path, locking: Locking) {
        let Some(file) = self.file.as_mut().filter(|file| file.path == path) else {
            return;
        };
        let lock = match locking {
            Locking::Held(lock) => {
                file.held_by = None;
                Some(Arc::new(lock))
            }
            Locking::Taken(by) => {
                file.held_by = Some(by);
                None
            }
            Locking::Impossible(error) => {
                let name = file_name(path);
                self.fail(format!("{name}: cannot be locked: {error}"));
                return;
            }
        };
        let is_held = lock.is_some();
        let (file, changed) = (self.file.clone(), self.safety.changed.take());
        self.guard_document(file.as_ref(), lock);
        self.safety.changed = changed;
        if is_held {
            self.done(format!("{} can be saved here now", file_name(path)));
        }
    }
}

fn between(mine: &Project, changed: &Changed) -> Option<Vec<Difference>> {
    match &changed.theirs {
        Theirs::Project(theirs) => Some(compare(mine, &theirs.opened.project, Scope::Everything)),
        Theirs::Nothing | Theirs::Unreadable(_) => None,
    }
}
