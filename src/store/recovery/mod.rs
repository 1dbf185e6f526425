//! Unsaved work, kept beside the project files so that a kill, a panic or a power cut takes at most seconds of it.
//!
//! One folder per person, one file per document that is being worked on, written by the one atomic writer and for this
//! person alone. A file goes when its document was saved or given up, and for no other reason. It holds what a project
//! file would hold and nothing else: what is kept in memory only, as sample users, never gets in.
//! Whether work was lost is decided by content, never by a time.

mod file;
mod found;

#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;

use super::atomic::write_private;
use super::folder::make_closed;
use super::lock::{Holder, Lock, Locking};
use super::outcome::{Outcome, WriteError, failed, uninterrupted};
use super::owner::{Life, Owner};
use super::stamp::{FileStamp, hash};
use super::temporary::sweep;
use crate::model::Project;

pub use found::{Aside, Found, Kept, OnDisk};

/// The ending of a file that holds unsaved work.
const ENDING: &str = ".recovery";

/// What the file of a document was when work on it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Where it is.
    pub path: PathBuf,
    /// What it held.
    pub base: FileStamp,
}

/// Where the unsaved work on one document is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slot(PathBuf);

impl Slot {
    /// The file; it is there only once something was kept.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// One run of the program, as far as recovery is concerned.
///
/// While it lasts, what it keeps is offered to no other window.
#[derive(Debug)]
pub struct Session {
    folder: PathBuf,
    id: String,
    next_slot: u32,
    /// Dies with the process, which is how others know.
    _lock: Option<Lock>,
}

impl Session {
    /// Begins in this folder, which is made if it is not there, and closed to others if it is open to them.
    ///
    /// # Errors
    ///
    /// What the system says if there can be no such folder.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        /// Tests have several in one process.
        static SESSIONS: AtomicU32 = AtomicU32::new(0);
        make_closed(folder)?;
        sweep(folder, None);
        let number = SESSIONS.fetch_add(1, Ordering::Relaxed);
        let id = format!("{}-{number}", Owner::this());
        let lock = match Lock::acquire(&lock_path(folder, &id), &Holder::process()) {
            Locking::Held(lock) => Some(lock),
            // Then the process number alone tells that it lives.
            Locking::Taken(_) | Locking::Impossible(_) => None,
        };
        Ok(Self {
            folder: folder.to_owned(),
            id,
            next_slot: 0,
            _lock: lock,
        })
    }

    /// A place for the work on one more document: of a file, or untitled. Nothing is written yet.
    pub fn slot(&mut self, origin: Option<&Origin>) -> Slot {
        let key = match origin {
            // Of the file itself, never of its name alone: two of one name in two folders are two documents.
            Some(origin) => {
                let place = origin.base.place().as_os_str();
                format!("{:032x}", hash(place.as_encoded_bytes()))
            }
            None => "untitled".to_owned(),
        };
        self.named(&key)
    }

    fn named(&mut self, key: &str) -> Slot {
        let number = self.next_slot;
        self.next_slot += 1;
        let name = format!("{key}.{number}.{}{ENDING}", self.id);
        Slot(self.folder.join(name))
    }

    /// Keeps the present state of the work; what was kept in this slot before is replaced.
    ///
    /// Nothing is replaced unless the new text reads back as the project.
    pub fn keep(
        slot: &Slot,
        project: &Project,
        origin: Option<&Origin>,
        written: Timestamp,
    ) -> Outcome {
        match file::text(project, origin, written) {
            Ok(bytes) => write_private(&slot.0, &bytes),
            Err(reason) => Outcome::NotSaved(WriteError::NotVerified {
                reason,
                path: slot.0.clone(),
            }),
        }
    }

    /// Removes what is kept: the work was saved, or given up.
    ///
    /// # Errors
    ///
    /// What the system says if it cannot be removed.
    pub fn forget(slot: &Slot) -> Result<(), WriteError> {
        match uninterrupted(|| fs::remove_file(&slot.0)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(failed("remove the recovery file", &slot.0)(error))
            }
            _ => Ok(()),
        }
    }

    /// Takes over what another run has left: from now on it is this run's, and offered to nobody else.
    ///
    /// # Errors
    ///
    /// What the system says, as when another window was quicker.
    pub fn adopt(&mut self, kept: &Kept) -> io::Result<Slot> {
        let key = key_of(&kept.slot.0).unwrap_or("untitled").to_owned();
        let slot = self.named(&key);
        uninterrupted(|| fs::rename(&kept.slot.0, &slot.0))?;
        Ok(slot)
    }

    /// All work that no running window is at, this one's given-up documents among it, but for `current`.
    ///
    /// What holds the same as the file it belongs to was saved after all and is removed; what cannot be read is set
    /// aside. Newest first.
    pub fn find(&self, current: Option<&Slot>) -> Found {
        found::find(self, current)
    }

    /// Whether the run that made this file is over, or is this one.
    fn may_offer(&self, path: &Path) -> bool {
        let Some(session) = session_of(path) else {
            return false;
        };
        session == self.id || !is_alive(&self.folder, session)
    }
}

/// The path whose lock tells that a session lives.
fn lock_path(folder: &Path, session: &str) -> PathBuf {
    folder.join(format!("session-{session}"))
}

fn is_alive(folder: &Path, session: &str) -> bool {
    let owner = session
        .rsplit_once('-')
        .and_then(|(owner, _)| Owner::parse(owner));
    match owner.map(Owner::life) {
        // This very process may have had a session that is over.
        Some(Life::Alive) if owner != Some(Owner::this()) => true,
        _ => !Lock::is_free(&lock_path(folder, session)),
    }
}

/// `KEY` of `KEY.NUMBER.SESSION.recovery`.
fn key_of(path: &Path) -> Option<&str> {
    parts_of(path).map(|(key, _)| key)
}

/// `SESSION` of `KEY.NUMBER.SESSION.recovery`.
fn session_of(path: &Path) -> Option<&str> {
    parts_of(path).map(|(_, session)| session)
}

fn parts_of(path: &Path) -> Option<(&str, &str)> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
    let mut parts = name.split('.');
    let (key, number, session) = (parts.next()?, parts.next()?, parts.next()?);
    let is_name = !key.is_empty() && number.parse::<u32>().is_ok() && parts.next().is_none();
    is_name.then_some((key, session))
}
