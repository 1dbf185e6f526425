//! Who is among the sample users: what a reference from one to another can be resolved to.

use std::hash::{BuildHasher as _, Hasher as _};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::target::lower;

/// What a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A user in scope that the target has, by its number there.
    Known(u32),
    /// A user in scope that a run would create first.
    Created,
    /// A user that is not in scope.
    OutOfScope,
    /// Nobody among the sample users.
    Unknown,
}

/// The sample users by what they may be referred to as; holds no text, only numbers made from it.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    users: FxHashMap<u64, Entry>,
}

/// What a name leads to, in as little room as possible: there may be millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry(u32);

impl Entry {
    const OUT_OF_SCOPE: Self = Self(u32::MAX);
    const CREATED: Self = Self(u32::MAX - 1);

    fn of(is_in_scope: bool, record: Option<u32>) -> Self {
        match (is_in_scope, record) {
            (false, _) => Self::OUT_OF_SCOPE,
            (true, None) => Self::CREATED,
            (true, Some(record)) => Self(record),
        }
    }

    fn reference(self) -> Reference {
        match self {
            Self::OUT_OF_SCOPE => Reference::OutOfScope,
            Self::CREATED => Reference::Created,
            Self(record) => Reference::Known(record),
        }
    }
}

impl Directory {
    /// Adds a user under everything that it may be called.
    pub(super) fn add<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k str>,
        is_in_scope: bool,
        record: Option<u32>,
    ) {
        let entry = Entry::of(is_in_scope, record);
        for key in keys {
            // The first of two with one name keeps it.
            self.users.entry(number_of(key)).or_insert(entry);
        }
    }

    /// What a reference leads to.
    pub(super) fn find(&self, reference: &str) -> Reference {
        let entry = self.users.get(&number_of(reference));
        entry.map_or(Reference::Unknown, |entry| entry.reference())
    }
}

/// The number that stands for a text, whatever its letter case.
pub(super) fn number_of(text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    // Most names are short and plain: those are lowered on the stack.
    let mut room = [0; 96];
    match room.get_mut(..text.len()).filter(|_| text.is_ascii()) {
        Some(bytes) => {
            bytes.copy_from_slice(text.as_bytes());
            bytes.make_ascii_lowercase();
            hasher.write(bytes);
        }
        None => hasher.write(lower(text).as_bytes()),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_resolved_by_any_name_and_case() {
        let mut directory = Directory::default();
        directory.add(["id-1", "Ana@northwind.example"].into_iter(), true, Some(3));
        directory.add(["id-2"].into_iter(), false, None);
        directory.add(["id-3"].into_iter(), true, None);
        assert_eq!(directory.find("ana@NORTHWIND.example"), Reference::Known(3));
        assert_eq!(directory.find("id-2"), Reference::OutOfScope);
        assert_eq!(directory.find("id-3"), Reference::Created);
        assert_eq!(directory.find("nobody"), Reference::Unknown);
        // Long names and letters beyond ASCII have their case as well.
        let long = "Ä".to_owned() + &"Name".repeat(40);
        directory.add([long.as_str()].into_iter(), true, None);
        assert_eq!(directory.find(&long.to_lowercase()), Reference::Created);
        let plain = "Name".repeat(40);
        directory.add([plain.as_str()].into_iter(), true, None);
        assert_eq!(directory.find(&plain.to_uppercase()), Reference::Created);
    }
}
