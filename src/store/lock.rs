//! Who may save a project file: one window at a time, on one machine or over a shared folder.
//!
//! The system's lock on a file of its own beside the project, since every save gives the project another inode. It dies
//! with its holder, so it is never stale; what stands in the file is only to say who holds it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::outcome::uninterrupted;
use super::stamp::hash;
use super::target::Target;

/// Who holds a lock, as far as they said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The person's name on their machine.
    pub user: String,
    /// The machine.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// Since when, as text.
    pub since: String,
}

impl Holder {
    /// This process on this machine, run by `user` since a moment in words.
    pub fn here(user: String, since: String) -> Self {
        let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        Self {
            user,
            host: host.trim().to_owned(),
            since,
            ..Self::process()
        }
    }

    /// This process, whoever runs it.
    pub(super) fn process() -> Self {
        Self {
            pid: std::process::id(),
            ..Self::default()
        }
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let user = if self.user.is_empty() {
            "somebody"
        } else {
            &self.user
        };
        f.write_str(user)?;
        if !self.host.is_empty() {
            write!(f, " on {}", self.host)?;
        }
        if self.pid > 0 {
            write!(f, " (process {})", self.pid)?;
        }
        if !self.since.is_empty() {
            write!(f, " since {}", self.since)?;
        }
        Ok(())
    }
}

/// What stands in a lock file.
#[derive(Serialize, Deserialize)]
struct Content {
    /// The word that marks a file of ours.
    lock: String,
    #[serde(flatten)]
    holder: Holder,
}

const MARK: &str = "crosswalk";

/// The right to save one file; it ends when this is dropped, and the file that stands for it is removed.
#[derive(Debug)]
pub struct Lock {
    /// Open as long as the lock is held.
    file: File,
    sidecar: PathBuf,
    /// The project file itself, links followed.
    place: PathBuf,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locking {
    /// It is held from now on.
    Held(Lock),
    /// Somebody else holds it.
    Taken(Holder),
    /// Nothing can be locked there: a folder that cannot be written, a file system without locks.
    ///
    /// Saving still looks at what is on disk first.
    Impossible(io::Error),
}

impl Lock {
    /// Whether this is the lock of the file at `path`.
    pub fn is_of(&self, path: &Path) -> bool {
        place_of(path).is_ok_and(|place| place == self.place)
    }

    /// Asks for the lock of the project file at `path`, which need not be there yet.
    pub fn acquire(path: &Path, holder: &Holder) -> Locking {
        match Self::try_acquire(path, holder) {
            Ok(locking) => locking,
            Err(error) => Locking::Impossible(error),
        }
    }

    fn try_acquire(path: &Path, holder: &Holder) -> io::Result<Locking> {
        /// A lock that is given back between two steps here, or looked at by [`Lock::is_free`], is tried again.
        const TRIES: usize = 5;
        const PAUSE: Duration = Duration::from_millis(10);
        let place = place_of(path)?;
        let sidecar = sidecar_of(&place)?;
        for _ in 0..TRIES {
            let mut file = open(&sidecar)?;
            match file.try_lock() {
                Ok(()) if is_still(&file, &sidecar) => {
                    // That it cannot be said who holds it takes nothing from holding it.
                    drop(write_holder(&mut file, holder));
                    let lock = Self {
                        file,
                        sidecar,
                        place,
                    };
                    return Ok(Locking::Held(lock));
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => {
                    // Where nothing can be locked, the file that was made for it is of no use.
                    if file.metadata().is_ok_and(|file| file.len() == 0)
                        && is_still(&file, &sidecar)
                    {
                        drop(uninterrupted(|| fs::remove_file(&sidecar)));
                    }
                    return Err(error);
                }
            }
        }
        Ok(Locking::Taken(read_holder(&sidecar).unwrap_or_default()))
    }

    /// Whether nobody holds the lock of the file at `path`.
    pub fn is_free(path: &Path) -> bool {
        let Ok(sidecar) = place_of(path).and_then(|place| sidecar_of(&place)) else {
            return false;
        };
        match uninterrupted(|| File::open(&sidecar)) {
            // Shared, and given back at once: who asks in earnest meanwhile tries again.
            Ok(file) => file.try_lock_shared().is_ok(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held: who opens it now finds that it is not the file of that name any more.
        if is_still(&self.file, &self.sidecar) {
            drop(uninterrupted(|| fs::remove_file(&self.sidecar)));
        }
    }
}

/// The file itself, links followed.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    let target = Target::resolve(path).map_err(|error| io::Error::other(error.to_string()))?;
    let Some(name) = target.real.file_name() else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "no file name"));
    };
    let folder = uninterrupted(|| target.folder().canonicalize())?;
    Ok(folder.join(name))
}

/// `.NAME.lock` beside the file.
fn sidecar_of(place: &Path) -> io::Result<PathBuf> {
    /// With a dot and an ending, this stays below the 255 bytes that a name may have.
    const LONGEST: usize = 240;
    let name = place.file_name().unwrap_or_default();
    let mut sidecar = std::ffi::OsString::from(".");
    if name.len() <= LONGEST {
        sidecar.push(name);
    } else {
        sidecar.push(format!("{:032x}", hash(name.as_encoded_bytes())));
    }
    sidecar.push(".lock");
    let sidecar = place.with_file_name(sidecar);
    // Only a file of ours is ever written to: no link, and nothing that another program keeps under this name.
    match uninterrupted(|| fs::symlink_metadata(&sidecar)) {
        Ok(metadata) if !metadata.is_file() || (metadata.len() > 0 && !has_mark(&sidecar)) => {
            Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!("something else stands in the place of the lock: {sidecar:?}"),
            ))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(sidecar),
    }
}

fn open(sidecar: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    match uninterrupted(|| options.open(sidecar)) {
        // Somebody else's: it can be locked all the same.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            uninterrupted(|| File::open(sidecar)).or(Err(error))
        }
        result => result,
    }
}

/// Whether the open file still is the one of that name.
#[cfg(unix)]
fn is_still(file: &File, sidecar: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(sidecar)) else {
        return false;
    };
    (open.dev(), open.ino()) == (named.dev(), named.ino())
}

/// A file that is open here cannot get another's name.
#[cfg(not(unix))]
fn is_still(_file: &File, _sidecar: &Path) -> bool {
    true
}

fn write_holder(file: &mut File, holder: &Holder) -> io::Result<()> {
    let content = Content {
        lock: MARK.to_owned(),
        holder: holder.clone(),
    };
    let mut text = serde_json::to_vec(&content)?;
    text.push(b'\n');
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(&text)
}

fn read_content(sidecar: &Path) -> Option<Vec<u8>> {
    const LONGEST: u64 = 4096;
    let file = uninterrupted(|| File::open(sidecar)).ok()?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn read_holder(sidecar: &Path) -> Option<Holder> {
    let content: Content = serde_json::from_slice(&read_content(sidecar)?).ok()?;
    Some(content.holder)
}

/// Whether this is a lock file of ours, even one that is just being written.
///
/// Where the system lets nobody read a locked file, it cannot be told and is taken for one.
fn has_mark(sidecar: &Path) -> bool {
    let start = format!("{{\"lock\":\"{MARK}\"");
    read_content(sidecar)
        .is_none_or(|bytes| bytes.is_empty() || bytes.starts_with(start.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(user: &str) -> Holder {
        Holder {
            user: user.to_owned(),
            host: "desk".to_owned(),
            pid: 7,
            since: "2026-11-25 09:00".to_owned(),
        }
    }

    fn held(locking: Locking) -> Lock {
        match locking {
            Locking::Held(lock) => lock,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_second_is_told_who_holds_it_until_it_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.crosswalk.json");
        let first = held(Lock::acquire(&path, &holder("Ada")));
        assert!(first.is_of(&path) && !Lock::is_free(&path));
        match Lock::acquire(&path, &holder("Bob")) {
            Locking::Taken(by) => {
                assert_eq!(
                    by.to_string(),
                    "Ada on desk (process 7) since 2026-11-25 09:00"
                );
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        assert!(Lock::is_free(&path));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(held(Lock::acquire(&path, &holder("Bob"))));
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_one_file_have_one_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.json"), folder.path().join("b.json"));
        fs::File::create(&path).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let lock = held(Lock::acquire(&link, &holder("Ada")));
        assert!(lock.is_of(&path));
        assert!(matches!(
            Lock::acquire(&path, &holder("Bob")),
            Locking::Taken(_)
        ));
    }

    #[test]
    fn what_a_dead_holder_left_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let sidecar = folder.path().join(".a.json.lock");
        let mut file = File::create(&sidecar).unwrap();
        write_holder(&mut file, &holder("Ada")).unwrap();
        assert!(Lock::is_free(&path));
        drop(held(Lock::acquire(&path, &holder("Bob"))));
        assert!(!sidecar.exists());
    }

    #[test]
    fn what_is_not_ours_is_never_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let sidecar = folder.path().join(".a.json.lock");
        let mut file = File::create(&sidecar).unwrap();
        file.write_all(b"another program's").unwrap();
        assert!(matches!(
            Lock::acquire(&path, &holder("Ada")),
            Locking::Impossible(_)
        ));
        assert_eq!(fs::read(&sidecar).unwrap(), b"another program's");
    }

    #[test]
    fn a_name_of_the_greatest_length_is_locked_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("n".repeat(255));
        let lock = held(Lock::acquire(&path, &holder("Ada")));
        assert!(lock.is_of(&path));
    }

    #[test]
    fn many_askers_never_hold_it_together() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let taken = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        if let Locking::Held(lock) = Lock::acquire(&path, &holder("x")) {
                            let others = inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                            assert_eq!(others, 0);
                            taken.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                            inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
    }
}
