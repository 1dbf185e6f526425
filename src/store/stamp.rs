//! What a file was when it was read or written, to notice that somebody else changed it.

use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// The content and the place of a file at one moment; times do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStamp {
    size: u64,
    hash: u128,
    /// The file itself, links followed.
    place: PathBuf,
}

impl FileStamp {
    /// The stamp of the file at `path` with these bytes.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Self {
        Self {
            size: bytes.len() as u64,
            hash: hash(bytes),
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

    /// The file itself, links followed.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The content in a few letters, the same in every version of this program.
    pub(super) fn content(&self) -> String {
        format!("{:x}-{:032x}", self.size, self.hash)
    }

    /// The stamp of what [`FileStamp::content`] says.
    pub(super) fn recalled(content: &str, place: PathBuf) -> Option<Self> {
        let (size, hash) = content.split_once('-')?;
        Some(Self {
            size: u64::from_str_radix(size, 16).ok()?,
            hash: u128::from_str_radix(hash, 16).ok()?,
            place,
        })
    }
}

/// A hash that is the same in every version of this program.
///
/// `SipHash` 1-3 with fixed keys: enough to tell two states of a document apart, and as fast as the disk.
pub(super) fn hash(bytes: &[u8]) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().as_u128()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_recalled_from_its_letters() {
        let stamp = FileStamp::of(Path::new("/nowhere/a"), b"abc");
        let place = stamp.place().to_owned();
        assert_eq!(FileStamp::recalled(&stamp.content(), place), Some(stamp));
        assert_eq!(FileStamp::recalled("abc", PathBuf::new()), None);
    }

    #[test]
    fn the_hash_is_the_same_for_ever() {
        assert_eq!(
            format!("{:032x}", hash(b"crosswalk")),
            "5b69e220bef34d9d3eff8ea0e8f5ba65"
        );
    }
}
