//! The one writer: afterwards there is the old file or the new one, whole, whatever happens in between.
//!
//! The new content goes to a temporary file in the same folder, is synced, and takes the name of the old by a rename;
//! then the folder is synced. The mode of the old file is kept, its owner and extended attributes are not.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use super::backup_name::backup_name;
use super::busy::patiently;
use super::outcome::{Change, Outcome, WriteError, failed, uninterrupted};
use super::stamp::FileStamp;
use super::target::{Target, folder_of};
use super::temporary::{TemporaryName, sweep};

/// Whether a file that is there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It may not.
    Refuse,
    /// It may.
    Replace,
}

/// Whether the old content is kept beside the new, as `NAME.bak`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backup {
    /// It is.
    Keep,
    /// It is not.
    None,
}

/// Who may read a file that was not there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NewFile {
    /// Whom the system lets by its habit.
    Ordinary,
    /// This person alone.
    Private,
}

/// Writes `bytes` to `path`, whole or not at all.
///
/// Symbolic links are followed and kept. A read-only file is refused.
pub fn write_atomic(path: &Path, bytes: &[u8], overwrite: Overwrite, backup: Backup) -> Outcome {
    write_checked(path, bytes, overwrite, backup, |_| Ok(()))
}

/// Like [`write_atomic`] onto whatever is there; a new file is for this person alone.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Outcome {
    let new_file = NewFile::Private;
    write_as(
        path,
        bytes,
        Overwrite::Replace,
        Backup::None,
        new_file,
        |_| Ok(()),
    )
}

/// Like [`write_atomic`]; `check` looks at the target at the last moment and may still refuse.
pub(super) fn write_checked(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
    backup: Backup,
    check: impl Fn(&Target) -> Result<(), WriteError>,
) -> Outcome {
    write_as(path, bytes, overwrite, backup, NewFile::Ordinary, check)
}

fn write_as(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
    backup: Backup,
    new_file: NewFile,
    check: impl Fn(&Target) -> Result<(), WriteError>,
) -> Outcome {
    let real = match replace(path, bytes, overwrite, backup, new_file, check) {
        Ok(real) => real,
        Err(error) => return Outcome::NotSaved(error),
    };
    let stamp = FileStamp::of(&real, bytes);
    match sync_folder(&real) {
        Ok(()) => {
            sweep(folder_of(&real), fs::metadata(&real).ok().as_ref());
            Outcome::Saved(stamp)
        }
        Err(error) => Outcome::SavedNotDurable {
            stamp,
            error,
            path: path.to_owned(),
        },
    }
}

/// All up to the rename; returns the file that was replaced or made.
fn replace(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
    backup: Backup,
    new_file: NewFile,
    check: impl Fn(&Target) -> Result<(), WriteError>,
) -> Result<PathBuf, WriteError> {
    let target = Target::resolve(path)?;
    target.check_writable()?;
    refuse_existing(&target, overwrite)?;
    let temporary = write_temporary(&target, bytes, new_file)?;

    // What is there now may not be what was there when the work began.
    let now = Target::resolve(path)?;
    now.check_writable()?;
    refuse_existing(&now, overwrite)?;
    if now.real != target.real {
        return Err(WriteError::ChangedOnDisk {
            change: Change::Moved,
            path: path.to_owned(),
        });
    }
    check(&now)?;
    if backup == Backup::Keep && now.metadata.is_some() {
        keep_backup(&now)?;
    }
    rename(temporary, &now.real, overwrite).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            WriteError::Exists(now.real.clone())
        } else {
            failed("put the new file in place", &now.real)(error)
        }
    })?;
    Ok(now.real)
}

fn refuse_existing(target: &Target, overwrite: Overwrite) -> Result<(), WriteError> {
    if overwrite == Overwrite::Refuse && target.metadata.is_some() {
        return Err(WriteError::Exists(target.real.clone()));
    }
    Ok(())
}

/// The names of temporary files beside `target`, and the backup's name.
fn beside(target: &Target) -> Result<(TemporaryName, OsString), WriteError> {
    let Some(name) = target.real.file_name() else {
        return Err(WriteError::IsFolder(target.real.clone()));
    };
    Ok((TemporaryName::beside(name), backup_name(name)))
}

/// The new content in a file of its own, synced and with the mode it is to have.
fn write_temporary(
    target: &Target,
    bytes: &[u8],
    new_file: NewFile,
) -> Result<TempPath, WriteError> {
    let (name, _) = beside(target)?;
    let mut builder = name.builder();
    #[cfg(unix)]
    if target.metadata.is_none() && new_file == NewFile::Ordinary {
        use std::os::unix::fs::PermissionsExt as _;
        // The system takes the umask off. A replacement stays closed to others until it gets the old file's mode.
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = new_file;
    let folder = target.folder();
    let mut temporary = uninterrupted(|| builder.tempfile_in(folder))
        .map_err(failed("make a temporary file in the folder", folder))?;
    let path = temporary.path().to_owned();
    temporary
        .as_file_mut()
        .write_all(bytes)
        .map_err(failed("write the temporary file", &path))?;
    #[cfg(unix)]
    if let Some(metadata) = &target.metadata {
        // Before the sync, so that the mode is as durable as the content.
        uninterrupted(|| temporary.as_file().set_permissions(metadata.permissions()))
            .map_err(failed("give the new file the mode of the old", &path))?;
    }
    uninterrupted(|| temporary.as_file().sync_all())
        .map_err(failed("sync the temporary file", &path))?;
    Ok(temporary.into_temp_path())
}

/// Makes `NAME.bak` a second name of the old content, or a copy where the file system knows no second names.
fn keep_backup(target: &Target) -> Result<(), WriteError> {
    let (name, backup_name) = beside(target)?;
    let folder = target.folder();
    let backup = folder.join(backup_name);
    let builder = name.builder();
    let linked = builder
        .make_in(folder, |path| {
            uninterrupted(|| fs::hard_link(&target.real, path))
        })
        .map(NamedTempFile::into_temp_path);
    let temporary = match linked {
        Ok(temporary) => temporary,
        Err(_) => copy_beside(target, &builder)
            .map_err(failed("copy the old file for a backup", &target.real))?,
    };
    let leftover = temporary.to_path_buf();
    rename(temporary, &backup, Overwrite::Replace)
        .map_err(failed("keep the old file as a backup", &backup))?;
    // If both names were the same file already, the rename has done nothing and left the first.
    match uninterrupted(|| fs::remove_file(&leftover)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed("remove a temporary file", &leftover)(error))
        }
        _ => Ok(()),
    }
}

fn copy_beside(target: &Target, builder: &Builder<'_, '_>) -> io::Result<TempPath> {
    let mut old = uninterrupted(|| File::open(&target.real))?;
    let mut copy = uninterrupted(|| builder.tempfile_in(target.folder()))?;
    io::copy(&mut old, copy.as_file_mut())?;
    if let Some(metadata) = &target.metadata {
        uninterrupted(|| copy.as_file().set_permissions(metadata.permissions()))?;
    }
    uninterrupted(|| copy.as_file().sync_all())?;
    Ok(copy.into_temp_path())
}

/// Gives a temporary file its name; on error it is removed.
///
/// Both the new file and the backup go by their path from here on: their content is synced.
fn rename(temporary: TempPath, to: &Path, overwrite: Overwrite) -> io::Result<()> {
    let mut temporary = Some(temporary);
    patiently(|| {
        uninterrupted(|| {
            let Some(from) = temporary.take() else {
                return Ok(());
            };
            let result = match overwrite {
                Overwrite::Replace => from.persist(to),
                // Refused by the system itself if a file has appeared since.
                Overwrite::Refuse => from.persist_noclobber(to),
            };
            result.map_err(|failure| {
                temporary = Some(failure.path);
                failure.error
            })
        })
    })
}

#[cfg(unix)]
pub(super) fn sync_folder(real: &Path) -> io::Result<()> {
    let folder = uninterrupted(|| File::open(folder_of(real)))?;
    uninterrupted(|| folder.sync_all())
}

/// A rename is written through by the system, and a folder cannot be opened to be synced.
#[cfg(not(unix))]
pub(super) fn sync_folder(_real: &Path) -> io::Result<()> {
    Ok(())
}
