//! The version of the file format, and what an older or newer one means for this program.

use std::fmt;

/// A version of the file format.
///
/// A newer minor version only adds members: this program edits such a file and keeps what it does not know.
/// A newer major version may mean anything: this program shows what it can and never saves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormatVersion {
    /// Raised when a file of this version means something else to an older program.
    pub major: u32,
    /// Raised when members are added.
    pub minor: u32,
}

impl FormatVersion {
    /// The version that this program writes.
    pub const CURRENT: Self = Self { major: 1, minor: 0 };

    /// Reads `major.minor`; a sole number is a major version.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        };
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        Some(Self {
            major: number(major)?,
            minor: number(minor)?,
        })
    }

    /// Whether only a newer program understands it.
    pub fn is_newer_major(self) -> bool {
        self.major > Self::CURRENT.major
    }
}

impl fmt::Display for FormatVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(u32, u32)>) {
        let expected = expected.map(|(major, minor)| FormatVersion { major, minor });
        assert_eq!(FormatVersion::parse(text), expected, "{text:?}");
    }

    #[test]
    fn reads_versions() {
        check("1.0", Some((1, 0)));
        check("999", Some((999, 0)));
        check("2.13", Some((2, 13)));
        for wrong in [
            "",
            ".",
            "1.",
            ".1",
            "v1",
            "1.0.0",
            "+1.0",
            "-1",
            "99999999999",
        ] {
            check(wrong, None);
        }
    }
}
