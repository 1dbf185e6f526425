//! How a write ended: in three ways that a person must be able to tell apart.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::busy::is_held;
use super::lock::Holder;
use super::stamp::FileStamp;
use super::version::FormatVersion;

/// How a write ended.
#[derive(Debug)]
#[must_use = "a file that was not saved must be told of"]
pub enum Outcome {
    /// The new content is in place and survives a power cut.
    Saved(FileStamp),
    /// The new content is in place, but a power cut soon may bring the old one back.
    SavedNotDurable {
        /// What was saved.
        stamp: FileStamp,
        /// Why the folder could not be synced.
        error: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// Nothing was changed: what was there is there as it was.
    NotSaved(WriteError),
}

impl Outcome {
    /// What is on disk now, if it was saved.
    pub fn stamp(&self) -> Option<&FileStamp> {
        match self {
            Self::Saved(stamp) | Self::SavedNotDurable { stamp, .. } => Some(stamp),
            Self::NotSaved(_) => None,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Saved(_) => write!(f, "saved"),
            Self::SavedNotDurable { error, path, .. } => write!(
                f,
                "saved, but it may not survive a power cut: cannot sync the folder: {error}: {:?}",
                path.display()
            ),
            Self::NotSaved(error) => write!(f, "not saved, what was on disk is intact: {error}"),
        }
    }
}

/// Why nothing was written; [`WriteError::remedy`] says what to do about it.
#[derive(Debug, Error)]
pub enum WriteError {
    /// There is a file, and it was not to be replaced.
    #[error("there is already a file of that name: {0:?}")]
    Exists(PathBuf),
    /// It is a folder.
    #[error("this is a folder: {0:?}")]
    IsFolder(PathBuf),
    /// It is a device, a pipe or a socket.
    #[error("this is no ordinary file: {0:?}")]
    NotAFile(PathBuf),
    /// It may not be written.
    #[error("the file is read-only: {0:?}")]
    ReadOnly(PathBuf),
    /// Symbolic links lead round in a circle, or on and on.
    #[error("symbolic links lead nowhere, more than {limit} of them or in a circle: {path:?}")]
    LinkLoop {
        /// The path that was given.
        path: PathBuf,
        /// How many links are followed.
        limit: usize,
    },
    /// Somebody else has it open to save it.
    #[error("{by} has the file open: {path:?}")]
    Locked {
        /// Who.
        by: Holder,
        /// The file.
        path: PathBuf,
    },
    /// It is not what was read or written last.
    #[error("{change} since it was opened or saved here: {path:?}")]
    ChangedOnDisk {
        /// What happened to it.
        change: Change,
        /// The file.
        path: PathBuf,
    },
    /// The file or the project is of a newer major version, which this program must not write.
    #[error("the project has format version {needed}, which this program must not write: {path:?}")]
    NewerMajor {
        /// The version needed.
        needed: FormatVersion,
        /// The file.
        path: PathBuf,
    },
    /// The project would have more bytes than a project file may have, so it could not be opened again.
    #[error(
        "the project has {size} bytes, more than the {limit} that a project file may have: {path:?}"
    )]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The cap in bytes.
        limit: u64,
        /// The file.
        path: PathBuf,
    },
    /// What was about to be written does not read back as the project: a defect of this program.
    #[error(
        "the text of the project does not read back as it is, which is a defect: {reason}: {path:?}"
    )]
    NotVerified {
        /// In what way.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot {step}: {source}: {path:?}")]
    Io {
        /// What was being done.
        step: &'static str,
        /// What the system said.
        source: io::Error,
        /// To which file or folder.
        path: PathBuf,
    },
}

impl WriteError {
    /// What a person can do about it, as a sentence.
    pub fn remedy(&self) -> &'static str {
        use io::ErrorKind as Kind;
        match self {
            Self::Io { source, .. } if is_held(source) => {
                "Another program holds the file, as a sync client may: try again, or save under another name."
            }
            Self::Io { source, .. } => match source.kind() {
                Kind::StorageFull | Kind::QuotaExceeded => {
                    "Free some space there and try again, or save to another disk."
                }
                Kind::FileTooLarge => "That disk takes no file of this size: save to another.",
                Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
                    "Nothing can be written there: save to a folder that is yours."
                }
                Kind::NotFound | Kind::NotADirectory => {
                    "The folder is not there: connect the disk again, or save to another folder."
                }
                Kind::InvalidFilename => "Choose a shorter name.",
                _ => "Try again; if it fails again, save to another folder or disk.",
            },
            Self::Exists(_) => "Choose another name, or agree to replace that file.",
            Self::IsFolder(_) | Self::NotAFile(_) | Self::LinkLoop { .. } => {
                "Save under another name."
            }
            Self::ReadOnly(_) => "Save under another name, or make the file writable.",
            Self::Locked { .. } => "Save under another name, or try again when it is closed there.",
            Self::ChangedOnDisk { .. } => {
                "Look at both, then keep yours as a copy or take the other."
            }
            Self::NewerMajor { .. } => {
                "Save it with a newer program; what it holds can be exported here."
            }
            Self::TooLarge { .. } => "Remove attachments or versions that are not needed any more.",
            Self::NotVerified { .. } => "Export what you need, and please report this.",
        }
    }
}

/// What somebody else did to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It has other content.
    Modified,
    /// It is not there any more.
    Deleted,
    /// It is there, and was not.
    Appeared,
    /// The path leads to another file now.
    Moved,
    /// A folder, or something else that is no file, stands in its place.
    NoFile,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Modified => "the file has changed on disk",
            Self::Deleted => "the file was deleted or renamed on disk",
            Self::Appeared => "a file of that name has appeared on disk",
            Self::Moved => "the path has become, or ceased to be, a link to another file",
            Self::NoFile => "a folder, or something else that is no file, has taken its place",
        })
    }
}

/// Names what was being done when the system refused.
pub(super) fn failed(step: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { step, source, path }
}

/// Calls again what a signal interrupted, a bounded number of times.
pub(super) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const TRIES: usize = 100;
    for _ in 1..TRIES {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
    call()
}
