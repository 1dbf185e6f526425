//! What the old content of a file is called once there is a new one.

use std::ffi::{OsStr, OsString};

/// The most bytes that a name may have in a folder of the file systems in common use.
const MAX_NAME: usize = 255;

/// The ending of a backup.
const ENDING: &str = ".bak";

/// `NAME.bak`; a name too long for that is cut and told from other long ones by a hash of the whole.
pub(super) fn backup_name(name: &OsStr) -> OsString {
    let bytes = name.as_encoded_bytes();
    if bytes.len() + ENDING.len() <= MAX_NAME {
        let mut backup = name.to_owned();
        backup.push(ENDING);
        return backup;
    }
    let mark = format!("~{:08x}{ENDING}", fnv1a(bytes));
    let mut start = String::new();
    for character in name.to_string_lossy().chars() {
        if start.len() + character.len_utf8() + mark.len() > MAX_NAME {
            break;
        }
        start.push(character);
    }
    OsString::from(start + &mark)
}

/// The 32-bit FNV-1a hash: the same in every build, so that the next save finds the name of the last.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(name: &str) -> String {
        backup_name(OsStr::new(name)).into_string().unwrap()
    }

    #[test]
    fn a_name_that_leaves_room_gets_the_ending() {
        assert_eq!(name_of("a.crosswalk.json"), "a.crosswalk.json.bak");
        let longest = "x".repeat(251);
        assert_eq!(name_of(&longest), format!("{longest}.bak"));
    }

    #[test]
    fn a_longer_name_is_cut_between_characters_and_fits() {
        for letter in ["x", "\u{e9}", "\u{5d0}", "\u{1f600}"] {
            for bytes in 252..=255 {
                let name = letter.repeat(bytes / letter.len()) + &"y".repeat(bytes % letter.len());
                let backup = name_of(&name);
                assert!(backup.len() <= MAX_NAME, "{}", backup.len());
                assert!(backup.len() > 250, "{}", backup.len());
                assert!(backup.ends_with(ENDING), "{backup}");
            }
        }
    }

    #[test]
    fn long_names_that_begin_alike_have_different_backups() {
        let start = "x".repeat(254);
        assert_ne!(name_of(&format!("{start}a")), name_of(&format!("{start}b")));
    }

    #[test]
    fn the_hash_is_that_of_every_build() {
        assert_eq!(fnv1a(b""), 0x811c_9dc5);
        assert_eq!(fnv1a(b"a"), 0xe40c_292c);
        assert_eq!(fnv1a(b"foobar"), 0xbf9c_f968);
    }
}
