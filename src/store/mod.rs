//! The project file: its format, reading and writing it, and saving so that nothing is lost.
//!
//! The format is described by `records`, which write and read each line, and by [`write()`], which orders them.
//! [`read()`] and [`write()`] are pure; [`open`], [`save`], [`write_atomic`] and their like touch files, nothing else does.
//! Nothing here knows a catalogue: whether an attribute is known, or a mapping right, is no business of a file.

mod version;

mod error;
mod json_writer;
mod problem;
mod records;

mod assemble;
mod dangling;
mod migrate;
mod parts;
mod read;
mod write;

mod backup_name;
mod outcome;
mod stamp;
mod target;
mod verify;

mod aside;
mod defects;
mod folder;
mod owner;
mod temporary;

mod atomic;
mod busy;
mod input;
mod lock;
mod open;
mod save;
mod watch;

pub mod recovery;
pub mod settings;

#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod format_tests;
#[cfg(test)]
mod unix_file_tests;
#[cfg(test)]
mod unknown_tests;

pub use crate::json::Position;
pub use atomic::{Backup, Overwrite, write_atomic};
pub use defects::note_defect;
pub use error::ReadError;
pub use input::{InputError, open_input, read_beginning, read_input};
pub use lock::{Holder, Lock, Locking};
pub use open::{OpenError, OpenFailure, OpenedFile, open};
pub use outcome::{Change, Outcome, WriteError};
pub use problem::{Problem, ProblemKind};
pub use read::{Opened, ReadOnly, is_project, read};
pub use save::{Expectation, save, save_under, save_unedited};
pub use stamp::FileStamp;
pub use version::FormatVersion;
pub use watch::{DiskChange, Watch};
pub use write::write;

/// Removes what saves of dead processes have left in the folder of the file at `path`.
pub fn clean_beside(path: &std::path::Path) {
    if let Ok(target) = target::Target::resolve(path) {
        temporary::sweep(target.folder(), None);
    }
}

/// The word that marks a project file.
const FORMAT: &str = "crosswalk-project";

/// The member that names the version of the format.
const VERSION_MEMBER: &str = "version";

/// The most bytes that a project file may have.
pub const MAX_FILE_SIZE: u64 = 512 * 1024 * 1024;
