//! What the functions compute, one file per family of functions.
//!
//! Null semantics, where the reference is silent: a function that transforms a text gives null for null; `Append` and
//! `&` take null as empty; `Left` and `Word` give the empty text (documented).
//! Characters are Unicode scalar values.

mod case;
mod date_format;
mod date_text;
mod dates;
mod diacritics;
mod directory;
mod encoding;
mod logic;
mod multi_value;
mod numbers;
mod replace;
mod roles;
mod search;
mod text;
mod unique;

use super::evaluate::{Answer, Call};

/// How a function computes.
pub(super) type Implementation = for<'v> fn(&mut Call<'_, 'v>) -> Answer<'v>;

/// A function by its exact name.
type Named = (&'static str, Implementation);

const FAMILIES: &[&[Named]] = &[
    case::FUNCTIONS,
    dates::FUNCTIONS,
    diacritics::FUNCTIONS,
    directory::FUNCTIONS,
    encoding::FUNCTIONS,
    logic::FUNCTIONS,
    multi_value::FUNCTIONS,
    numbers::FUNCTIONS,
    replace::FUNCTIONS,
    roles::FUNCTIONS,
    search::FUNCTIONS,
    text::FUNCTIONS,
    unique::FUNCTIONS,
];

/// The function of exactly that name.
pub(super) fn find(name: &str) -> Option<Named> {
    FAMILIES
        .iter()
        .flat_map(|family| family.iter())
        .find(|(known, _)| *known == name)
        .copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::FAMILIES;
    use crate::expr::functions;

    #[test]
    fn every_documented_function_is_there_and_no_other() {
        let built: Vec<_> = FAMILIES
            .iter()
            .flat_map(|f| f.iter())
            .map(|f| f.0)
            .collect();
        let unique: BTreeSet<_> = built.iter().copied().collect();
        assert_eq!(built.len(), unique.len());
        let documented: BTreeSet<_> = functions().iter().map(|f| f.name.as_str()).collect();
        assert_eq!(unique, documented);
    }
}
