//! What a file was when it was read or written, to notice that somebody else changed it.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

/// The content and the place of a file at one moment; times do not count.
///
/// Meaningful while the program runs: the hash is not promised to be the same in another build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStamp {
    size: u64,
    hash: u64,
    /// The file itself, links followed.
    place: PathBuf,
}

impl FileStamp {
    /// The stamp of the file at `path` with these bytes.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Self {
        // SipHash with fixed keys: enough to tell two states of a document apart, and no further dependency.
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self {
            size: bytes.len() as u64,
            hash: hasher.finish(),
            place: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        }
    }

    /// Whether the two have the same bytes, wherever they are.
    pub fn same_content(&self, other: &Self) -> bool {
        (self.size, self.hash) == (other.size, other.hash)
    }

    /// Whether the two are the same file, whatever it holds.
    pub fn same_place(&self, other: &Self) -> bool {
        self.place == other.place
    }
}
