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

#[derive(Clone, Copy, Debug)]
struct Entry {
    is_in_scope: bool,
    record: Option<u32>,
}

impl Directory {
    /// Adds a user under everything that it may be called.
    pub(super) fn add<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k str>,
        is_in_scope: bool,
        record: Option<u32>,
    ) {
        for key in keys {
            // The first of two with one name keeps it.
            self.users.entry(number_of(key)).or_insert(Entry {
                is_in_scope,
                record,
            });
        }
    }

    /// What a reference leads to.
    pub(super) fn find(&self, reference: &str) -> Reference {
        match self.users.get(&number_of(reference)) {
            None => Reference::Unknown,
            Some(entry) if !entry.is_in_scope => Reference::OutOfScope,
            Some(entry) => entry.record.map_or(Reference::Created, Reference::Known),
        }
    }
}

/// The number that stands for a text, whatever its letter case.
pub(super) fn number_of(text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(lower(text).as_bytes());
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
    }
}
