//! Files of older major versions, brought to the present one as text, a major version at a time.
//!
//! Minor versions need no step: they only add members, and what is not there has its default.

use std::borrow::Cow;

use super::error::ReadError;
use super::version::FormatVersion;

/// One step: from the last minor version of this major version to the first of the next.
pub(super) struct Step {
    /// The major version it starts from.
    pub(super) from: u32,
    /// Turns a whole file into one of the next major version.
    pub(super) run: fn(&str) -> Result<String, ReadError>,
}

/// The steps there are, in order. Version 1 is the first that was ever written, so nothing leads up to it.
pub(super) const STEPS: &[Step] = &[];

/// The text in the present major version; borrowed if it is in that already.
///
/// # Errors
///
/// What a step says of a file that is not what its version promises.
pub(super) fn to_current<'t>(
    steps: &[Step],
    text: &'t str,
    version: FormatVersion,
) -> Result<Cow<'t, str>, ReadError> {
    let mut text = Cow::Borrowed(text);
    for step in steps.iter().filter(|step| step.from >= version.major) {
        text = Cow::Owned((step.run)(&text)?);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAKE: &[Step] = &[
        Step {
            from: 1,
            run: |text| Ok(format!("{text}2")),
        },
        Step {
            from: 2,
            run: |text| Ok(format!("{text}3")),
        },
    ];

    fn check(major: u32, expected: &str) {
        let version = FormatVersion { major, minor: 4 };
        assert_eq!(to_current(FAKE, "v", version).unwrap(), expected);
    }

    #[test]
    fn takes_the_steps_from_its_own_version_on() {
        check(1, "v23");
        check(2, "v3");
        check(3, "v");
    }
}
