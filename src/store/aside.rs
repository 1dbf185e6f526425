//! What cannot be read is kept under another name, never deleted and never written over.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::outcome::uninterrupted;

/// Gives what stands at `path` the first free name of `NAME.broken-1`, `NAME.broken-2` and so on.
pub(super) fn rename(path: &Path) -> io::Result<PathBuf> {
    const MOST: usize = 1000;
    for number in 1..=MOST {
        let mut name = OsString::from(path);
        name.push(format!(".broken-{number}"));
        let aside = PathBuf::from(name);
        match uninterrupted(|| fs::symlink_metadata(&aside)) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                uninterrupted(|| fs::rename(path, &aside))?;
                return Ok(aside);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "there are too many broken files of that name already",
    ))
}
