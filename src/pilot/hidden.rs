//! Personal data that no message, log or panic shows by accident.

use std::fmt;

/// What stands in the place of a value that is not to be shown.
pub const HIDDEN: &str = "[hidden]";

/// A value of a sample user: readable on purpose, never by printing it for a developer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hidden<T>(pub T);

impl<T> fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_for_a_developer_shows_no_value() {
        let value = Hidden("ana@northwind.example".to_owned());
        assert_eq!(format!("{value:?} {value:#?}"), "[hidden] [hidden]");
        assert_eq!(value.0, "ana@northwind.example");
    }
}
