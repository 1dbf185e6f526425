//! Files that are read and never written: what a person hands in.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum InputError {
    /// The system refused.
    #[error("cannot read the file: {source}: {path:?}")]
    Io {
        /// What the system said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// It is a folder.
    #[error("this is a folder, choose a file in it: {0:?}")]
    IsFolder(PathBuf),
    /// It is larger than what may be read at once.
    #[error("the file is larger than the {limit} bytes that are read at once: {path:?}")]
    TooLarge {
        /// The cap in bytes.
        limit: u64,
        /// The file.
        path: PathBuf,
    },
}

/// Opens a file to be read from its beginning.
///
/// # Errors
///
/// [`InputError`] if it is not there, a folder, or may not be read.
pub fn open_input(path: &Path) -> Result<File, InputError> {
    let failed = |source| InputError::Io {
        source,
        path: path.to_owned(),
    };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(InputError::IsFolder(path.to_owned()));
    }
    Ok(file)
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
///
/// [`InputError`] if it cannot be read or is larger.
pub fn read_input(path: &Path, limit: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    open_input(path)?
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| InputError::Io {
            source,
            path: path.to_owned(),
        })?;
    if bytes.len() as u64 > limit {
        return Err(InputError::TooLarge {
            limit,
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// Reads at most `most` bytes of the beginning of a file, to see what it is.
///
/// # Errors
///
/// [`InputError`] if it cannot be read.
pub fn read_beginning(path: &Path, most: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    open_input(path)?
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|source| InputError::Io {
            source,
            path: path.to_owned(),
        })?;
    Ok(bytes)
}
