//! Looks now and then whether a project file still is what was read or saved here.
//!
//! A look costs two questions to the file system; the content is read only when the answers differ from the last.
//! Polling, and no service of the system that tells of changes: it works on shared folders too, where such services see
//! nothing of other machines, and it survives that the file is replaced, removed and made again.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::open::{OpenError, OpenFailure, OpenedFile, read_bytes};
use super::outcome::{Change, uninterrupted};
use super::read::read;
use super::stamp::FileStamp;

/// What somebody else did to a file that is open.
#[derive(Debug)]
pub struct DiskChange {
    /// What happened.
    pub change: Change,
    /// What is there now; none if there is no file.
    pub theirs: Option<Result<OpenedFile, OpenError>>,
}

impl DiskChange {
    /// Looks at the file at once: what has become of it since `stamp`; none if it is the same.
    pub fn look(path: &Path, stamp: &FileStamp) -> Option<Self> {
        Watch::new(path.to_owned(), stamp.clone()).compare()
    }
}

/// What a look at the file's outside tells.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outside {
    /// Of the path itself; a link tells its own.
    named: Option<Face>,
    /// Of the file, links followed.
    real: Option<Face>,
}

/// What changes whenever the content does.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Face {
    kind: fs::FileType,
    size: u64,
    modified: Option<Duration>,
    /// Of Unix: device, number and time of change, which nobody can set back.
    inode: Option<(u64, u64, i64, i64)>,
}

impl Face {
    fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        Self {
            kind: metadata.file_type(),
            size: metadata.len(),
            modified: modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt as _;
                let (at, part) = (metadata.ctime(), metadata.ctime_nsec());
                Some((metadata.dev(), metadata.ino(), at, part))
            },
            #[cfg(not(unix))]
            inode: None,
        }
    }
}

/// Watches one file.
#[derive(Debug)]
pub struct Watch {
    path: PathBuf,
    stamp: FileStamp,
    /// The outside at the last look, and how many looks in a row it has been so.
    last: Option<(Outside, u32)>,
    /// Whether the last word was that the file is another.
    told: bool,
}

impl Watch {
    /// How long it waits between two looks.
    pub const PAUSE: Duration = Duration::from_secs(1);

    /// Watches the file at `path`, which had this stamp when it was read or saved.
    pub fn new(path: PathBuf, stamp: FileStamp) -> Self {
        Self {
            path,
            stamp,
            last: None,
            told: false,
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks once. Says something only when there is something new: that the file has changed, or `Some(None)` that it
    /// is again what it was.
    ///
    /// Who writes in several steps is waited for: a change counts when the outside is the same at two looks.
    pub fn look(&mut self) -> Option<Option<DiskChange>> {
        let outside = self.outside();
        let looks = match &self.last {
            Some((last, looks)) if *last == outside => looks.saturating_add(1),
            _ => 1,
        };
        let is_settled = looks == 2;
        self.last = Some((outside, looks));
        if !is_settled {
            return None;
        }
        let change = self.compare();
        if change.is_none() && !self.told {
            return None;
        }
        self.told = change.is_some();
        Some(change)
    }

    fn outside(&self) -> Outside {
        let face = |metadata: std::io::Result<Metadata>| metadata.ok().as_ref().map(Face::of);
        Outside {
            named: face(uninterrupted(|| fs::symlink_metadata(&self.path))),
            real: face(uninterrupted(|| fs::metadata(&self.path))),
        }
    }

    /// What has become of the file, by its content.
    fn compare(&self) -> Option<DiskChange> {
        let without = |change| {
            Some(DiskChange {
                change,
                theirs: None,
            })
        };
        let failed = |reason| {
            let path = self.path.clone();
            Some(Err(OpenError { reason, path }))
        };
        let bytes = match read_bytes(&self.path) {
            Ok(bytes) => bytes,
            Err(reason) if reason.is_not_found() => return without(Change::Deleted),
            Err(OpenFailure::IsFolder | OpenFailure::NotAFile) => return without(Change::NoFile),
            Err(reason) => {
                return Some(DiskChange {
                    change: Change::Modified,
                    theirs: failed(reason),
                });
            }
        };
        let now = FileStamp::of(&self.path, &bytes);
        let change = if !now.same_content(&self.stamp) {
            Change::Modified
        } else if !now.same_place(&self.stamp) {
            Change::Moved
        } else {
            return None;
        };
        let theirs = match read(&bytes) {
            Ok(opened) => Some(Ok(OpenedFile { opened, stamp: now })),
            Err(reason) => failed(OpenFailure::Read(reason)),
        };
        Some(DiskChange { change, theirs })
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;
    use crate::model::Project;
    use crate::store::{Backup, Overwrite, write, write_atomic};

    fn put(path: &Path, bytes: &[u8]) -> FileStamp {
        let outcome = write_atomic(path, bytes, Overwrite::Replace, Backup::None);
        outcome.stamp().unwrap().clone()
    }

    fn watched(folder: &Path) -> Watch {
        let path = folder.join("a.json");
        let stamp = put(&path, &write(&Project::default()));
        let mut watch = Watch::new(path, stamp);
        for _ in 0..4 {
            assert!(watch.look().is_none());
        }
        watch
    }

    /// Two looks find this.
    fn check(watch: &mut Watch, expected: Option<Change>) {
        assert!(watch.look().is_none());
        let found = watch.look().unwrap_or(None).map(|found| found.change);
        assert_eq!(found, expected);
        assert!(watch.look().is_none());
    }

    #[test]
    fn times_and_equal_bytes_are_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = watched(folder.path());
        for second in 0..50 {
            let file = File::options().write(true).open(watch.path()).unwrap();
            let time = std::time::UNIX_EPOCH + Duration::from_secs(second);
            file.set_modified(time).unwrap();
            check(&mut watch, None);
            put(watch.path(), &write(&Project::default()));
            check(&mut watch, None);
        }
    }

    #[test]
    fn other_content_of_the_same_size_and_time_is_a_change_and_going_back_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = watched(folder.path());
        let path = watch.path().to_owned();
        let before = fs::read(&path).unwrap();
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        let mut other = before.clone();
        *other.last_mut().unwrap() = b' ';
        fs::File::create(&path).unwrap();
        std::io::Write::write_all(
            &mut File::options().write(true).open(&path).unwrap(),
            &other,
        )
        .unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(time)
            .unwrap();
        check(&mut watch, Some(Change::Modified));
        put(&path, &before);
        assert!(watch.look().is_none());
        assert!(watch.look().is_some_and(|word| word.is_none()));
    }

    #[test]
    fn a_file_that_is_gone_replaced_or_something_else_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = watched(folder.path());
        let path = watch.path().to_owned();
        fs::remove_file(&path).unwrap();
        check(&mut watch, Some(Change::Deleted));
        fs::create_dir(&path).unwrap();
        check(&mut watch, Some(Change::NoFile));
        fs::remove_dir(&path).unwrap();
        put(&path, b"{}");
        check(&mut watch, Some(Change::Modified));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_equal_bytes_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = watched(folder.path());
        let path = watch.path().to_owned();
        let other = folder.path().join("b.json");
        fs::rename(&path, &other).unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        check(&mut watch, Some(Change::Moved));
    }
}
