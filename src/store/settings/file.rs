//! The settings file: read at the start, saved when something was chosen, set aside when it cannot be read.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::text::{self, Members};
use super::{MAX_SIZE, Settings};
use crate::store::aside;
use crate::store::atomic::{Backup, Overwrite, write_atomic};
use crate::store::folder::make_private;
use crate::store::outcome::{Outcome, WriteError, failed, uninterrupted};

/// Why a settings file could not be read.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// It has no bytes, or blanks alone.
    #[error("the file is empty")]
    Empty,
    /// It is full of zeros, as after a power cut.
    #[error("the file holds nothing but zeros")]
    Zeros,
    /// It ends in the middle.
    #[error("the file is cut off")]
    CutOff,
    /// It is no JSON.
    #[error("the file is no JSON: {0}")]
    NotJson(serde_json::Error),
    /// It is JSON, but not ours.
    #[error("the file holds something else")]
    NotSettings,
    /// A newer program wrote it.
    #[error("a newer version of this program wrote them (format {version})")]
    Newer {
        /// The version of the format.
        version: u64,
    },
    /// It has more bytes than settings can have.
    #[error("the file has {size} bytes, more than the {MAX_SIZE} that settings may have")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// It is a folder.
    #[error("there is a folder in the place of the file")]
    IsFolder,
    /// It is a device, a pipe or a socket.
    #[error("this is no ordinary file")]
    NotAFile,
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What became of a file that could not be read.
#[derive(Debug)]
pub struct SetAside {
    /// Why it could not be read.
    pub reason: Unreadable,
    /// Where it is kept, or why it had to stay where it is.
    pub kept: io::Result<PathBuf>,
}

impl std::fmt::Display for SetAside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let reason = &self.reason;
        write!(
            f,
            "your settings could not be read, so the defaults are in use: {reason}"
        )?;
        match &self.kept {
            Ok(path) => write!(f, "; the file is kept as {path:?}"),
            Err(error) => write!(
                f,
                "; it cannot be set aside ({error}), so settings are not saved this time"
            ),
        }
    }
}

/// Settings as they were found.
#[derive(Debug)]
pub struct LoadedSettings {
    /// What a person has chosen; the defaults if there is no file or it could not be read.
    pub settings: Settings,
    /// What became of a file that could not be read.
    pub set_aside: Option<SetAside>,
}

impl LoadedSettings {
    /// Whether settings may be saved: nothing stands there that would be lost.
    pub fn may_save(&self) -> bool {
        self.set_aside
            .as_ref()
            .is_none_or(|aside| aside.kept.is_ok())
    }
}

/// Reads the settings at `path`; none there is no fault.
///
/// Never fails and never takes long: what cannot be read is renamed to `NAME.broken-1` and so on.
pub fn load(path: &Path) -> LoadedSettings {
    let (members, set_aside) = members_or_set_aside(path);
    LoadedSettings {
        settings: text::settings(&members),
        set_aside,
    }
}

/// How a save of settings ended.
#[derive(Debug)]
pub struct SavedSettings {
    /// Whether they are on disk.
    pub outcome: Outcome,
    /// What became of a file that was there and could not be read.
    pub set_aside: Option<SetAside>,
}

/// Saves what was chosen since `before`, which is what was loaded or saved last; makes the folder if there is none.
///
/// Members that were not changed here stay as they are in the file, so that two windows and two versions get on.
pub fn save(path: &Path, before: &Settings, now: &Settings) -> SavedSettings {
    let (mut members, set_aside) = members_or_set_aside(path);
    let stuck = set_aside
        .as_ref()
        .and_then(|aside| aside.kept.as_ref().err());
    let outcome = if let Some(error) = stuck {
        let error = io::Error::new(error.kind(), error.to_string());
        Outcome::NotSaved(failed("set the old settings aside", path)(error))
    } else {
        text::merge(&mut members, before, now);
        write(path, &members)
    };
    SavedSettings { outcome, set_aside }
}

fn write(path: &Path, members: &Members) -> Outcome {
    let text = text::print(members);
    let size = text.len() as u64;
    if size > MAX_SIZE {
        return Outcome::NotSaved(WriteError::TooLarge {
            size,
            limit: MAX_SIZE,
            path: path.to_owned(),
        });
    }
    if let Some(folder) = path.parent()
        && let Err(error) = make_private(folder)
    {
        return Outcome::NotSaved(failed("make the folder for settings", folder)(error));
    }
    write_atomic(path, text.as_bytes(), Overwrite::Replace, Backup::None)
}

fn members_or_set_aside(path: &Path) -> (Members, Option<SetAside>) {
    match read(path) {
        Ok(members) => (members, None),
        Err(reason) => {
            let kept = aside::rename(path);
            (Members::new(), Some(SetAside { reason, kept }))
        }
    }
}

/// The members of the file; none if there is no file.
fn read(path: &Path) -> Result<Members, Unreadable> {
    // Looked at before it is opened: opening a pipe waits for its other end.
    let metadata = match uninterrupted(|| fs::metadata(path)) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Members::new()),
        Err(error) => return Err(error.into()),
    };
    if metadata.is_dir() {
        return Err(Unreadable::IsFolder);
    }
    if !metadata.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let size = metadata.len();
    if size > MAX_SIZE {
        return Err(Unreadable::TooLarge { size });
    }
    let file = uninterrupted(|| File::open(path))?;
    let mut bytes = Vec::new();
    // It may grow while it is read.
    file.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > MAX_SIZE {
        return Err(Unreadable::TooLarge { size });
    }
    text::members(&bytes)
}
