//! The names of temporary files, which carry the process that made them, and the sweep of those that were left over.
//!
//! A kill or a power cut in the middle of a save leaves `.NAME.XXXXXX.cw-OWNER.tmp` behind.

use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::Duration;

use tempfile::Builder;

use super::owner::{Life, Owner};

/// How old a left-over must be if it cannot be told whether its maker lives.
const DAY: Duration = Duration::from_hours(24);

/// The end of a name up to its owner, and behind it.
const BEFORE_OWNER: &str = ".cw-";
const BEHIND_OWNER: &str = ".tmp";

/// The two ends of the name of a temporary file beside a file of this name.
pub(super) struct TemporaryName {
    prefix: OsString,
    suffix: String,
}

impl TemporaryName {
    pub(super) fn beside(name: &OsStr) -> Self {
        /// Together with what comes behind it, this stays below the 255 bytes that a name may have.
        const LONGEST: usize = 190;
        let mut prefix = OsString::from(".");
        if name.len() <= LONGEST {
            prefix.push(name);
        } else {
            // Any start of it is enough for a person to recognise it.
            let start: String = name.to_string_lossy().chars().take(LONGEST / 4).collect();
            prefix.push(start);
        }
        prefix.push(".");
        Self {
            prefix,
            suffix: format!("{BEFORE_OWNER}{}{BEHIND_OWNER}", Owner::this()),
        }
    }

    pub(super) fn builder(&self) -> Builder<'_, '_> {
        let mut builder = Builder::new();
        builder.prefix(&self.prefix).suffix(&self.suffix);
        builder
    }
}

/// Removes the temporary files that dead processes of this user have left in `folder`.
///
/// Of one whose maker cannot be asked after, as on another machine, a day's age decides: compared with `fresh`, a file
/// that was written just now, so that the clock of the disk counts. What cannot be removed stays; nobody is told.
pub(super) fn sweep(folder: &Path, fresh: Option<&Metadata>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let Some(owner) = owner_of(&entry.file_name()) else {
            continue;
        };
        let life = owner.life();
        if life == Life::Alive {
            continue;
        }
        // Of the entry itself: a link of that name is nothing that a save has made.
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        if !metadata.is_file() || !is_ours(&metadata) {
            continue;
        }
        if life == Life::Dead || fresh.is_some_and(|fresh| is_a_day_older(&metadata, fresh)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// The process in the name of a temporary file; none for every other name.
fn owner_of(name: &OsStr) -> Option<Owner> {
    let name = name.to_str()?;
    let inner = name.strip_prefix('.')?.strip_suffix(BEHIND_OWNER)?;
    let (_, owner) = inner.rsplit_once(BEFORE_OWNER)?;
    Owner::parse(owner)
}

fn is_a_day_older(old: &Metadata, fresh: &Metadata) -> bool {
    let (Ok(old), Ok(fresh)) = (old.modified(), fresh.modified()) else {
        return false;
    };
    fresh.duration_since(old).is_ok_and(|age| age > DAY)
}

/// Whether the file belongs to who runs this process: of others' processes it cannot always be told that they live.
#[cfg(unix)]
fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|this| this.uid() == metadata.uid())
}

#[cfg(not(unix))]
fn is_ours(_metadata: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    fn put(folder: &Path, name: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        File::create(&path).unwrap();
        path
    }

    #[test]
    fn names_are_recognised_by_their_owner_alone() {
        let name = TemporaryName::beside(OsStr::new("a.crosswalk.json"));
        let folder = tempfile::tempdir().unwrap();
        let made = name.builder().tempfile_in(folder.path()).unwrap();
        let made = made.path().file_name().unwrap();
        assert_eq!(owner_of(made), Some(Owner::this()));
        for other in [
            "a.crosswalk.json",
            ".a.x7Kp2q.tmp",
            ".a.cw-me.tmp",
            "a.x.cw-1-2-00000003.tmp",
            ".a.x.cw-1-2-00000003.tmp~",
        ] {
            assert_eq!(owner_of(OsStr::new(other)), None, "{other}");
        }
    }

    #[test]
    fn even_the_longest_name_leaves_room() {
        let folder = tempfile::tempdir().unwrap();
        for length in [189, 190, 191, 255] {
            let name = TemporaryName::beside(OsStr::new(&"n".repeat(length)));
            name.builder().tempfile_in(folder.path()).unwrap();
        }
        let name = TemporaryName::beside(OsStr::new(&"ש".repeat(127)));
        name.builder().tempfile_in(folder.path()).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn only_what_dead_processes_of_this_user_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let this = Owner::this().to_string();
        let (pid, machine) = (
            this.split('-').next().unwrap(),
            this.rsplit('-').next().unwrap(),
        );
        let dead = put(folder, &format!(".a.x.cw-{pid}-1-{machine}.tmp"));
        let alive = put(folder, &format!(".a.y.cw-{this}.tmp"));
        let elsewhere = put(folder, ".a.z.cw-1-1-00000003.tmp");
        let others = put(folder, ".a.x7Kp2q.tmp");
        let old_elsewhere = put(folder, ".a.v.cw-1-1-00000003.tmp");
        let fresh = fs::metadata(&others).unwrap();
        let long_ago = fresh.modified().unwrap() - 2 * DAY;
        let file = File::options().append(true).open(&old_elsewhere).unwrap();
        file.set_modified(long_ago).unwrap();
        let link = folder.join(format!(".a.w.cw-{pid}-1-{machine}.tmp"));
        std::os::unix::fs::symlink(&others, &link).unwrap();
        sweep(folder, Some(&fresh));
        assert!(!dead.exists() && !old_elsewhere.exists());
        for kept in [alive, elsewhere, others, link] {
            assert!(kept.exists(), "{kept:?}");
        }
    }
}
