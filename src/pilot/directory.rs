//! Who is among the sample users: what a reference from one to another can be resolved to.

use rustc_hash::{FxHashMap, FxHashSet};

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
    /// What a reference leads to.
    pub(super) fn find(&self, reference: &str) -> Reference {
        let entry = self.users.get(&number_of(reference));
        entry.map_or(Reference::Unknown, |entry| entry.reference())
    }
}

/// The users of a directory while they are gathered.
///
/// Of a long table only those that somebody refers to are needed, and who that is is known at the end: until then names
/// are put in a row, which costs less than a place for each.
#[derive(Debug, Default)]
pub struct Register {
    names: Vec<u64>,
    /// What each of the names leads to.
    entries: Vec<Entry>,
    referred: FxHashSet<u64>,
    /// Whether everybody is needed, whoever refers to whom.
    pub(super) keeps_everyone: bool,
}

impl Register {
    /// One that keeps everybody: for users that are at hand, or changed before they are run, so that they may refer to
    /// others.
    pub fn of_everyone() -> Self {
        Self {
            keeps_everyone: true,
            ..Self::default()
        }
    }

    /// Adds a user under everything that it may be called.
    pub(super) fn add<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k str>,
        is_in_scope: bool,
        record: Option<u32>,
    ) {
        let entry = Entry::of(is_in_scope, record);
        for key in keys {
            self.names.push(number_of(key));
            self.entries.push(entry);
        }
    }

    /// Adds a reference to a user.
    pub(super) fn refer(&mut self, reference: &str) {
        self.referred.insert(number_of(reference));
    }

    /// The directory of those that are referred to, or of everybody.
    pub fn finish(self) -> Directory {
        let mut users = FxHashMap::default();
        for (name, entry) in self.names.into_iter().zip(self.entries) {
            if self.keeps_everyone || self.referred.contains(&name) {
                // The first of two with one name keeps it.
                users.entry(name).or_insert(entry);
            }
        }
        Directory { users }
    }
}

/// The number that stands for a text, whatever its letter case.
pub(super) fn number_of(text: &str) -> u64 {
    if text.is_ascii() {
        folded(text.as_bytes())
    } else {
        folded(lower(text).as_bytes())
    }
}

/// Mixes bytes into a number, capital letters of ASCII as small ones; sixteen bytes at a time, and the last sixteen once
/// more where they do not come out even.
fn folded(bytes: &[u8]) -> u64 {
    const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
    const SECOND: u64 = 0xC2B2_AE3D_27D4_EB4F;
    let add = |(one, other): (u64, u64), words: &[u8; 16]| {
        let words = u128::from_le_bytes(*words);
        (
            mixed(one, small_letters(words as u64)),
            mixed(other, small_letters((words >> 64) as u64)),
        )
    };
    let (words, rest) = bytes.as_chunks::<16>();
    let numbers = words.iter().fold((FIRST, SECOND), add);
    let (one, other) = match bytes.last_chunk::<16>() {
        _ if rest.is_empty() => numbers,
        Some(last) => add(numbers, last),
        None => {
            let mut last = [0; 16];
            for (to, from) in last.iter_mut().zip(rest) {
                *to = *from;
            }
            add(numbers, &last)
        }
    };
    mixed(mixed(one, other), bytes.len() as u64)
}

fn mixed(number: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0xD6E8_FEB8_6659_FD93;
    let product = u128::from(number ^ word) * u128::from(FACTOR);
    // Both halves: the upper one carries what the low bits of the factor lose.
    (product as u64) ^ ((product >> 64) as u64)
}

/// Eight bytes with the capital letters of ASCII among them made small; other bytes stay.
fn small_letters(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let seven = word & !HIGH;
    // The high bit of a byte is set where it is at least `A` (0x41), where it is beyond `Z` (0x5A), and where it is no ASCII.
    let from_a = seven + (0x80 - 0x41) * EACH;
    let beyond_z = seven + (0x7F - 0x5A) * EACH;
    let is_capital = from_a & !beyond_z & !word & HIGH;
    word | is_capital >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_keeps_whom_somebody_refers_to() {
        let mut register = Register::default();
        register.add(["id-1", "ana@x.example"].into_iter(), true, Some(3));
        register.refer("ANA@x.example");
        register.add(["id-2", "ben@x.example"].into_iter(), false, None);
        // The first of two with one name keeps it, whichever is read first: the name or the reference.
        register.add(["id-4", "ana@x.example"].into_iter(), false, None);
        register.refer("id-2");
        let directory = register.finish();
        assert_eq!(directory.find("ana@x.example"), Reference::Known(3));
        assert_eq!(directory.find("id-2"), Reference::OutOfScope);
        assert_eq!(directory.users.len(), 2);
    }

    #[test]
    fn numbers_are_equal_where_texts_are_but_for_the_case_of_letters() {
        // Every ASCII character at every place of a word, beside each other one.
        for length in [1, 7, 8, 9, 16, 20, 33] {
            for at in 0..length {
                let mut numbers = FxHashMap::default();
                for byte in 0..128_u8 {
                    let mut text = vec![b'x'; length];
                    text[at] = byte;
                    let text = String::from_utf8(text).unwrap();
                    let earlier = numbers.insert(number_of(&text), text.to_ascii_lowercase());
                    assert!(
                        earlier.is_none_or(|earlier| earlier == text.to_ascii_lowercase()),
                        "{text:?}"
                    );
                }
                assert_eq!(numbers.len(), 128 - 26, "{length} {at}");
            }
        }
        assert_ne!(number_of("a"), number_of("a\0"));
        assert_ne!(number_of(""), number_of("\0\0\0\0\0\0\0\0"));
        // What stands in the first half of a block is not what stands in the other.
        assert_ne!(number_of("aaaaaaaabbbbbbbb"), number_of("bbbbbbbbaaaaaaaa"));
        assert_eq!(number_of("Ärger@X"), number_of("äRGER@x"));
    }

    #[test]
    fn a_reference_is_resolved_by_any_name_and_case() {
        let mut register = Register::of_everyone();
        register.add(["id-1", "Ana@northwind.example"].into_iter(), true, Some(3));
        register.add(["id-2"].into_iter(), false, None);
        register.add(["id-3"].into_iter(), true, None);
        // Long names and letters beyond ASCII have their case as well.
        let long = "Ä".to_owned() + &"Name".repeat(40);
        register.add([long.as_str()].into_iter(), true, None);
        let plain = "Name".repeat(40);
        register.add([plain.as_str()].into_iter(), true, None);
        let directory = register.finish();
        assert_eq!(directory.find("ana@NORTHWIND.example"), Reference::Known(3));
        assert_eq!(directory.find("id-2"), Reference::OutOfScope);
        assert_eq!(directory.find("id-3"), Reference::Created);
        assert_eq!(directory.find("nobody"), Reference::Unknown);
        assert_eq!(directory.find(&long.to_lowercase()), Reference::Created);
        assert_eq!(directory.find(&plain.to_uppercase()), Reference::Created);
    }
}
