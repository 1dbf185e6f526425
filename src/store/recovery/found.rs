//! Finds what other runs have left.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::file::{Unusable, read_held};
use super::{ENDING, Origin, Session, Slot};
use crate::model::Project;
use crate::store::lock::{Holder, Lock};
use crate::store::open::{OpenFailure, open};
use crate::store::outcome::uninterrupted;
use crate::store::{MAX_FILE_SIZE, aside};

/// Work that was not saved.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Where it is kept.
    pub slot: Slot,
    /// The work.
    pub project: Arc<Project>,
    /// When it was kept last.
    pub written: Timestamp,
    /// The file it belongs to; none if it never had one.
    pub origin: Option<Origin>,
    /// What has become of that file.
    pub on_disk: OnDisk,
}

/// What stands where the work belongs.
#[derive(Clone, Debug)]
pub enum OnDisk {
    /// It never had a file.
    Untitled,
    /// The file as it was when the work began.
    Base(Arc<Project>),
    /// The file, with other content than when the work began.
    Changed(Arc<Project>),
    /// No file: it was moved, renamed or deleted.
    Gone,
    /// Something that cannot be read as a project, for this reason.
    Unreadable(String),
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Aside {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
    /// Where it is kept, or why it had to stay where it is.
    pub kept: io::Result<PathBuf>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The work that was not saved, newest first.
    pub kept: Vec<Kept>,
    /// What could not be read.
    pub aside: Vec<Aside>,
}

pub(super) fn find(session: &Session, current: Option<&Slot>) -> Found {
    let mut found = Found::default();
    let Ok(entries) = fs::read_dir(&session.folder) else {
        return found;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in &paths {
        remove_dead_lock(path);
    }
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(ENDING)
            || current.is_some_and(|slot| slot.path() == path)
            || !session.may_offer(&path)
        {
            continue;
        }
        match kept(path.clone()) {
            Ok(Some(kept)) => found.kept.push(kept),
            Ok(None) => {}
            Err(reason) => {
                let kept = aside::rename(&path);
                found.aside.push(Aside { path, reason, kept });
            }
        }
    }
    found
        .kept
        .sort_by_key(|kept| std::cmp::Reverse(kept.written));
    found
}

/// The work in this file; none if it was saved after all, or is for a newer program.
fn kept(path: PathBuf) -> Result<Option<Kept>, String> {
    let bytes = match read_bytes(&path) {
        Ok(bytes) => bytes,
        // Another window was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    let held = match read_held(&bytes) {
        Ok(held) => held,
        Err(Unusable::Newer) => return Ok(None),
        Err(reason) => return Err(reason.to_string()),
    };
    let slot = Slot(path);
    let on_disk = match &held.origin {
        None => OnDisk::Untitled,
        Some(origin) => match open(&origin.path) {
            Ok(file) if file.opened.project == held.project => {
                // The file holds this very work: only the removal of this copy of it was missed.
                drop(Session::forget(&slot));
                return Ok(None);
            }
            Ok(file) => {
                let theirs = Arc::new(file.opened.project);
                if file.stamp.same_content(&origin.base) {
                    OnDisk::Base(theirs)
                } else {
                    OnDisk::Changed(theirs)
                }
            }
            Err(error) if error.reason.is_not_found() => OnDisk::Gone,
            Err(error) => OnDisk::Unreadable(match error.reason {
                OpenFailure::Io(error) => error.to_string(),
                reason => reason.to_string(),
            }),
        },
    };
    Ok(Some(Kept {
        slot,
        project: Arc::new(held.project),
        written: held.written,
        origin: held.origin,
        on_disk,
    }))
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    /// More than the first line takes.
    const HEADER: u64 = 64 * 1024;
    // Looked at before it is opened: opening a pipe waits for its other end.
    let metadata = uninterrupted(|| fs::symlink_metadata(path))?;
    if !metadata.is_file() {
        return Err(io::Error::other("this is no ordinary file"));
    }
    if metadata.len() > MAX_FILE_SIZE + HEADER {
        return Err(io::Error::other("it is larger than any project"));
    }
    let file = uninterrupted(|| File::open(path))?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE_SIZE + HEADER).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Removes the lock file of a session that is over.
fn remove_dead_lock(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(session) = name
        .strip_prefix('.')
        .and_then(|name| name.strip_suffix(".lock"))
        .filter(|name| name.starts_with("session-"))
    else {
        return;
    };
    let lock = path.with_file_name(session);
    if Lock::is_free(&lock) {
        // Giving a lock back removes its file.
        drop(Lock::acquire(&lock, &Holder::process()));
    }
}
