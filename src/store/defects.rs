//! The log of defects: one line for each, in a small file for this person alone.
//!
//! Whoever writes a line takes care that it holds no value of a project: this only puts it on disk. It is called while
//! a thread panics, so it waits for nothing, syncs nothing and tells by its result alone.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::folder::make_closed;
use super::outcome::uninterrupted;
use super::target::folder_of;

/// From this size on the log is set aside as `NAME.1`, in the place of the one before.
const MOST: u64 = 64 * 1024;

/// Adds a line to the log at `path`, which is made if it is not there, like its folder: 0600 in 0700.
///
/// # Errors
///
/// What the system says; then nothing is promised about the line. Anything there that is no plain file is refused.
pub fn note_defect(path: &Path, line: &str) -> io::Result<()> {
    make_closed(folder_of(path))?;
    match uninterrupted(|| fs::symlink_metadata(path)) {
        Ok(metadata) if !metadata.is_file() => {
            return Err(io::Error::other("the log is no plain file"));
        }
        Ok(metadata) if metadata.len() >= MOST => {
            uninterrupted(|| fs::rename(path, set_aside(path)))?;
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut log = uninterrupted(|| options.open(path))?;
    // In one piece, so that lines of several threads do not run into each other.
    let mut text: String = line.chars().filter(|c| !c.is_control()).collect();
    text.push('\n');
    log.write_all(text.as_bytes())
}

fn set_aside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".1");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_to_a_file_for_this_person_alone() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("state/crosswalk/defects.log");
        note_defect(&log, "one").unwrap();
        note_defect(&log, "two\nof it").unwrap();
        assert_eq!(fs::read_to_string(&log).unwrap(), "one\ntwoof it\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&log), 0o600);
            assert_eq!(mode(log.parent().unwrap()), 0o700);
        }
    }

    #[test]
    fn it_stays_small_and_the_last_lines_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("defects.log");
        let line = "x".repeat(1000);
        for number in 0..400 {
            note_defect(&log, &format!("{number} {line}")).unwrap();
        }
        let size = |path: &Path| fs::metadata(path).unwrap().len();
        assert!(size(&log) < MOST + 2000);
        assert!(size(&set_aside(&log)) < MOST + 2000);
        assert!(fs::read_to_string(&log).unwrap().contains("399 x"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_plain_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (log, other) = (folder.path().join("log"), folder.path().join("other"));
        fs::File::create(&other).unwrap();
        std::os::unix::fs::symlink(&other, &log).unwrap();
        assert!(note_defect(&log, "a line").is_err());
        assert_eq!(fs::read(&other).unwrap(), b"");
        fs::remove_file(&log).unwrap();
        fs::create_dir(&log).unwrap();
        assert!(note_defect(&log, "a line").is_err());
    }
}
