//! The file that a path really names: links followed, and fit to be written or not.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::outcome::{WriteError, failed, uninterrupted};

/// How many symbolic links are followed, as Linux does.
const MAX_LINKS: usize = 40;

/// Where a write goes.
pub(super) struct Target {
    /// The file itself, no link.
    pub(super) real: PathBuf,
    /// What is there now; none if nothing is.
    pub(super) metadata: Option<Metadata>,
}

impl Target {
    /// Follows the links of `path`; the last may name a file that is not there yet.
    pub(super) fn resolve(path: &Path) -> Result<Self, WriteError> {
        let mut real = path.to_owned();
        for _ in 0..=MAX_LINKS {
            let metadata = match uninterrupted(|| fs::symlink_metadata(&real)) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let metadata = None;
                    return Ok(Self { real, metadata });
                }
                Err(error) => return Err(failed("look at the file", &real)(error)),
            };
            if !metadata.is_symlink() {
                let metadata = Some(metadata);
                return Ok(Self { real, metadata });
            }
            let next = uninterrupted(|| fs::read_link(&real))
                .map_err(failed("follow the symbolic link", &real))?;
            real = folder_of(&real).join(next);
        }
        Err(WriteError::LinkLoop {
            path: path.to_owned(),
            limit: MAX_LINKS,
        })
    }

    /// Refuses what is there and no file.
    pub(super) fn check_file(&self) -> Result<(), WriteError> {
        match &self.metadata {
            Some(metadata) if metadata.is_dir() => Err(WriteError::IsFolder(self.real.clone())),
            Some(metadata) if !metadata.is_file() => Err(WriteError::NotAFile(self.real.clone())),
            _ => Ok(()),
        }
    }

    /// Refuses what cannot or must not be replaced by a file.
    pub(super) fn check_writable(&self) -> Result<(), WriteError> {
        self.check_file()?;
        // Replacing needs no permission on the file itself, so this must be asked for.
        match &self.metadata {
            Some(metadata) if metadata.permissions().readonly() => {
                Err(WriteError::ReadOnly(self.real.clone()))
            }
            _ => Ok(()),
        }
    }

    /// The folder it stands in.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.real)
    }
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
