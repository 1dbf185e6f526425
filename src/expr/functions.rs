//! The catalogue of functions: names, parameters, help.
//!
//! States what is documented; how a function computes is in `builtin`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The longest expression that the service takes, in characters.
///
/// Source: known issues for provisioning in Microsoft Entra ID (ms-known-issues), read 2026-11.
pub const MAX_CHARACTERS: usize = 10_000;

/// A function of the language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Function {
    /// Its name; letter case counts.
    pub name: String,
    /// Its parameters in order.
    #[serde(rename = "params")]
    pub parameters: Vec<Parameter>,
    /// What it returns, in words.
    pub returns: String,
    /// What it does, in one or two sentences.
    pub description: String,
    /// Where it is documented.
    pub family: Family,
    /// What to know beyond the description; may be empty.
    pub edge_cases: Vec<String>,
    /// The keys that real exports use for its parameters, by parameter name; empty where none is known.
    pub graph_parameter_keys: BTreeMap<String, String>,
    /// The document behind it, a key of the catalogue's sources.
    pub source: String,
    /// The day it was checked.
    pub checked: jiff::civil::Date,
}

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Parameter {
    /// Its documented name.
    pub name: String,
    /// Its type, in the words of the reference.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it has to be there.
    pub required: bool,
    /// Whether it may come more than once.
    pub repeating: bool,
}

/// Which reference documents a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// The page for application provisioning.
    App,
    /// Only the page for cloud sync.
    CloudSync,
    /// Only the listing that Microsoft Graph answers.
    GraphOnly,
}

impl Function {
    /// How it is called: `Mid(source, start, length)`.
    pub fn signature(&self) -> String {
        let names: Vec<_> = self
            .parameters
            .iter()
            .map(
                |parameter| match (parameter.repeating, parameter.required) {
                    (true, _) => format!("{}…", parameter.name),
                    (false, true) => parameter.name.clone(),
                    (false, false) => format!("{}?", parameter.name),
                },
            )
            .collect();
        format!("{}({})", self.name, names.join(", "))
    }

    /// The fewest and the most arguments; no most where a parameter repeats.
    pub fn argument_counts(&self) -> (usize, Option<usize>) {
        match self.name.as_str() {
            // The short form without dateTimeStyles is printed on both pages.
            "FormatDateTime" => return (3, Some(4)),
            // Source, default and one pair.
            "Switch" => return (4, None),
            "SelectUniqueValue" => return (2, None),
            _ => {}
        }
        let last_required = self
            .parameters
            .iter()
            .rposition(|parameter| parameter.required);
        let fewest = last_required.map_or(0, |at| at + 1);
        let repeats = self.parameters.iter().any(|parameter| parameter.repeating);
        (fewest, (!repeats).then_some(self.parameters.len()))
    }
}

#[derive(Default, Deserialize)]
struct Catalogue {
    functions: Vec<Function>,
    bare_words: Vec<String>,
    diacritics: Diacritics,
}

#[derive(Default, Deserialize)]
struct Diacritics {
    map: BTreeMap<String, String>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    // A broken asset is caught by the tests below, not by a user's panic.
    serde_json::from_str(include_str!("../../assets/catalog/functions.json")).unwrap_or_default()
});

/// Every function, in the order of the alphabet without regard to case.
pub fn functions() -> &'static [Function] {
    &CATALOGUE.functions
}

/// The function of exactly that name.
pub fn find_function(name: &str) -> Option<&'static Function> {
    functions().iter().find(|function| function.name == name)
}

/// The function of that name in any letter case.
pub fn find_function_ignoring_case(name: &str) -> Option<&'static Function> {
    functions()
        .iter()
        .find(|function| function.name.eq_ignore_ascii_case(name))
}

/// The words that stand without quotes or brackets: encodings, compare types, flow control.
pub fn bare_words() -> &'static [String] {
    &CATALOGUE.bare_words
}

/// What stands for an accented letter, as documented; lower-case letters only.
pub(super) fn diacritics() -> impl Iterator<Item = (char, &'static str)> {
    CATALOGUE
        .diacritics
        .map
        .iter()
        .flat_map(|(plain, accented)| accented.chars().map(|letter| (letter, plain.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_holds_every_function_with_its_source() {
        let raw: serde_json::Value =
            serde_json::from_str(include_str!("../../assets/catalog/functions.json")).unwrap();
        assert_eq!(functions().len(), 51);
        assert_eq!(bare_words().len(), 7);
        for function in functions() {
            assert!(
                raw["sources"][&function.source].is_string(),
                "{} names an unlisted source",
                function.name
            );
            assert!(!function.description.is_empty(), "{}", function.name);
        }
    }

    #[test]
    fn argument_counts_follow_the_parameters() {
        let counts = |name: &str| find_function(name).unwrap().argument_counts();
        assert_eq!(counts("Guid"), (0, Some(0)));
        assert_eq!(counts("InStr"), (2, Some(4)));
        assert_eq!(counts("Join"), (2, None));
        assert_eq!(counts("Replace"), (1, Some(7)));
        assert_eq!(counts("RandomString"), (5, Some(6)));
        assert_eq!(counts("FormatDateTime"), (3, Some(4)));
    }

    #[test]
    fn a_signature_shows_what_may_be_left_out() {
        let signature = |name: &str| find_function(name).unwrap().signature();
        assert_eq!(signature("PCase"), "PCase(source, wordSeparators?)");
        assert_eq!(signature("Join"), "Join(separator, source…)");
    }
}
