//! Opens a project file.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::MAX_FILE_SIZE;
use super::error::ReadError;
use super::outcome::uninterrupted;
use super::read::{Opened, read};
use super::stamp::FileStamp;

/// A project file that was opened.
#[derive(Clone, Debug)]
pub struct OpenedFile {
    /// What it holds.
    pub opened: Opened,
    /// What it was, to notice later that somebody else changed it.
    pub stamp: FileStamp,
}

/// Why a file could not be opened; it is as it was.
#[derive(Debug, Error)]
#[error("cannot open the project: {reason}: {path:?}")]
pub struct OpenError {
    /// Why.
    #[source]
    pub reason: OpenFailure,
    /// The file.
    pub path: PathBuf,
}

/// Why a file could not be opened.
#[derive(Debug, Error)]
pub enum OpenFailure {
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is a folder.
    #[error("this is a folder, choose a file in it")]
    IsFolder,
    /// It is a device, a pipe or a socket.
    #[error("this is no ordinary file")]
    NotAFile,
    /// Its bytes are no project.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl OpenFailure {
    /// Whether there is no such file.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// Opens the project file at `path`.
///
/// # Errors
///
/// [`OpenError`] with the file, the place in it and a remedy; nothing is changed on disk.
pub fn open(path: &Path) -> Result<OpenedFile, OpenError> {
    open_file(path).map_err(|reason| OpenError {
        reason,
        path: path.to_owned(),
    })
}

fn open_file(path: &Path) -> Result<OpenedFile, OpenFailure> {
    let bytes = read_bytes(path)?;
    Ok(OpenedFile {
        opened: read(&bytes)?,
        stamp: FileStamp::of(path, &bytes),
    })
}

/// All bytes of an ordinary file, up to the cap.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, OpenFailure> {
    // Looked at before it is opened: opening a pipe waits for its other end.
    let metadata = uninterrupted(|| fs::metadata(path))?;
    if metadata.is_dir() {
        return Err(OpenFailure::IsFolder);
    }
    if !metadata.is_file() {
        return Err(OpenFailure::NotAFile);
    }
    let limit = MAX_FILE_SIZE;
    let size = metadata.len();
    if size > limit {
        return Err(ReadError::TooLarge { size, limit }.into());
    }
    let file = uninterrupted(|| File::open(path))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    // It may grow while it is read.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
