//! Saves a project: written, read back and compared before anything on disk is touched.

use std::fs::File;
use std::path::Path;

use super::MAX_FILE_SIZE;
use super::atomic::{Backup, Overwrite, sync_folder, write_checked};
use super::lock::{Holder, Lock, Locking};
use super::open::{OpenFailure, read_bytes};
use super::outcome::{Change, Outcome, WriteError, failed, uninterrupted};
use super::read::version_of;
use super::stamp::FileStamp;
use super::target::Target;
use super::verify::reads_back;
use super::version::FormatVersion;
use super::write::{kept_version, write};
use crate::model::Project;

/// What a save expects to find on disk.
#[derive(Clone, Copy, Debug)]
pub enum Expectation<'s> {
    /// No file: a new name.
    Nothing,
    /// The file that was opened or saved last.
    Unchanged(&'s FileStamp),
    /// Whatever is there was seen by a person, who wants it replaced.
    Anything,
}

/// Saves `project` to `path`; what was there before stays as `NAME.bak`.
///
/// Nothing is written if the file is not what `expectation` says, if the project or the file on disk is of a newer
/// major version, if what would be written does not read back as the same project, or if somebody else has the file
/// open to save it.
pub fn save(path: &Path, project: &Project, expectation: Expectation<'_>) -> Outcome {
    save_under(None, path, project, expectation)
}

/// Like [`save`], by who may hold the lock of the file already.
pub fn save_under(
    lock: Option<&Lock>,
    path: &Path,
    project: &Project,
    expectation: Expectation<'_>,
) -> Outcome {
    let bytes = match verified_bytes(path, project) {
        Ok(bytes) => bytes,
        Err(error) => return Outcome::NotSaved(error),
    };
    let overwrite = match expectation {
        Expectation::Nothing => Overwrite::Refuse,
        Expectation::Unchanged(_) | Expectation::Anything => Overwrite::Replace,
    };
    let is_held = lock.is_some_and(|lock| lock.is_of(path));
    // Between looking at the file and putting another in its place nobody else may do the same. A new name needs no
    // lock: the system itself refuses the second.
    let locking = (!is_held && overwrite == Overwrite::Replace)
        .then(|| Lock::acquire(path, &Holder::process()));
    if let Some(Locking::Taken(by)) = locking {
        let path = path.to_owned();
        return Outcome::NotSaved(WriteError::Locked { by, path });
    }
    write_checked(path, &bytes, overwrite, Backup::Keep, |target| {
        check_target(target, expectation)
    })
}

/// Saves a project that was not edited since `stamp`: the file stays byte for byte as it is.
///
/// What is there may have another spelling than this program's, or be of an older version: without an edit there is
/// no reason to write it anew. It is synced, so that it survives a power cut, whoever wrote it.
pub fn save_unedited(path: &Path, stamp: &FileStamp) -> Outcome {
    let target = match Target::resolve(path) {
        Ok(target) => target,
        Err(error) => return Outcome::NotSaved(error),
    };
    let checked = target
        .check_file()
        .and_then(|()| check_target(&target, Expectation::Unchanged(stamp)));
    if let Err(error) = checked {
        return Outcome::NotSaved(error);
    }
    let synced = uninterrupted(|| File::open(&target.real))
        .and_then(|file| uninterrupted(|| file.sync_all()))
        .and_then(|()| sync_folder(&target.real));
    match synced {
        Ok(()) => Outcome::Saved(stamp.clone()),
        Err(error) => Outcome::SavedNotDurable {
            stamp: stamp.clone(),
            error,
            path: path.to_owned(),
        },
    }
}

fn verified_bytes(path: &Path, project: &Project) -> Result<Vec<u8>, WriteError> {
    if let Some(needed) = kept_version(project).filter(|version| version.is_newer_major()) {
        let path = path.to_owned();
        return Err(WriteError::NewerMajor { needed, path });
    }
    let bytes = write(project);
    let (size, limit) = (bytes.len() as u64, MAX_FILE_SIZE);
    if size > limit {
        let path = path.to_owned();
        return Err(WriteError::TooLarge { size, limit, path });
    }
    reads_back(project, &bytes).map_err(|reason| WriteError::NotVerified {
        reason,
        path: path.to_owned(),
    })?;
    Ok(bytes)
}

/// Refuses a target that is not what is expected, or that a newer program wrote.
fn check_target(target: &Target, expectation: Expectation<'_>) -> Result<(), WriteError> {
    let changed = |change| WriteError::ChangedOnDisk {
        change,
        path: target.real.clone(),
    };
    if target.metadata.is_none() {
        return match expectation {
            Expectation::Unchanged(_) => Err(changed(Change::Deleted)),
            Expectation::Nothing | Expectation::Anything => Ok(()),
        };
    }
    let bytes = match read_bytes(&target.real) {
        Ok(bytes) => bytes,
        Err(OpenFailure::Io(error)) => {
            return Err(failed("read the file that is to be replaced", &target.real)(error));
        }
        // Whatever it has become, it is no project file that was opened here.
        Err(_) => {
            return match expectation {
                Expectation::Unchanged(_) => Err(changed(Change::Modified)),
                Expectation::Nothing | Expectation::Anything => Ok(()),
            };
        }
    };
    if let Expectation::Unchanged(stamp) = expectation {
        let now = FileStamp::of(&target.real, &bytes);
        if !now.same_content(stamp) {
            return Err(changed(Change::Modified));
        }
        if !now.same_place(stamp) {
            return Err(changed(Change::Moved));
        }
    }
    match version_of(&bytes).filter(|version: &FormatVersion| version.is_newer_major()) {
        Some(needed) => Err(WriteError::NewerMajor {
            needed,
            path: target.real.clone(),
        }),
        None => Ok(()),
    }
}
