//! Scoping filters, ready to be asked for many users.
//!
//! Source: ms-scoping and ms-known-issues, read 2026-11: clauses of a filter are joined by AND, filters by OR; text
//! compares with case; an empty attribute makes every clause false but `IS NULL`.

use std::borrow::Cow;

use regex::{Regex, RegexBuilder};

use crate::expr::Value;
use crate::model::ScopingFilter;

/// The most bytes that a pattern may take when it is built.
const MAX_PATTERN_SIZE: usize = 1 << 20;

/// One scoping filter.
#[derive(Debug)]
pub(super) struct Filter {
    /// Its title.
    pub(super) name: String,
    clauses: Vec<Clause>,
}

#[derive(Debug)]
struct Clause {
    slot: usize,
    test: Test,
    /// The clause in words, as the portal lists it.
    words: String,
}

#[derive(Debug)]
enum Test {
    Equals(String),
    NotEquals(String),
    IsTrue,
    IsFalse,
    IsNull,
    IsNotNull,
    Matches(Regex),
    MatchesNot(Regex),
    GreaterThan(i64),
    AtLeast(i64),
    Includes(String),
    EndsWith(String),
    HasBits(i64),
    HasNoBits(i64),
    /// The clause cannot be read; it never holds.
    Broken,
}

impl Filter {
    /// Makes a filter ready; `slot` numbers its attributes; what cannot be read is said in `problems`.
    pub(super) fn compile(
        filter: &ScopingFilter,
        mut slot: impl FnMut(&str) -> usize,
        problems: &mut Vec<String>,
    ) -> Self {
        let clauses = filter
            .clauses
            .iter()
            .map(|clause| {
                let attribute = clause.attribute.as_str();
                let value = clause.value.as_deref().unwrap_or_default();
                let words = format!("{attribute} {} {value}", clause.operator);
                let test = match test(&clause.operator, value) {
                    Ok(test) => test,
                    Err(why) => {
                        problems.push(format!(
                            "scoping filter {:?}: the clause {:?} never holds: {why}",
                            filter.name,
                            words.trim()
                        ));
                        Test::Broken
                    }
                };
                Clause {
                    slot: slot(attribute),
                    test,
                    words: words.trim().to_owned(),
                }
            })
            .collect();
        Self {
            name: filter.name.clone(),
            clauses,
        }
    }

    /// Whether every clause holds.
    pub(super) fn holds<'v>(&self, value: impl Fn(usize) -> Value<'v>) -> bool {
        self.clauses
            .iter()
            .all(|clause| clause.test.holds(&value(clause.slot)))
    }

    /// Each clause in words, and whether it holds.
    pub(super) fn explain<'v>(&self, value: impl Fn(usize) -> Value<'v>) -> Vec<(String, bool)> {
        self.clauses
            .iter()
            .map(|clause| (clause.words.clone(), clause.test.holds(&value(clause.slot))))
            .collect()
    }
}

/// Reads an operator as the portal spells it, whatever its case.
fn test(operator: &str, value: &str) -> Result<Test, String> {
    let whole = || {
        value
            .trim()
            .parse()
            .map_err(|_not_a_number| format!("{value:?} is no whole number"))
    };
    let pattern = || {
        RegexBuilder::new(value)
            .size_limit(MAX_PATTERN_SIZE)
            .build()
            .map_err(|_unreadable| {
                "the regular expression cannot be read or is too large".to_owned()
            })
    };
    Ok(match operator.trim().to_ascii_uppercase().as_str() {
        "EQUALS" => Test::Equals(value.to_owned()),
        "NOT EQUALS" => Test::NotEquals(value.to_owned()),
        "IS TRUE" => Test::IsTrue,
        "IS FALSE" => Test::IsFalse,
        "IS NULL" => Test::IsNull,
        "IS NOT NULL" => Test::IsNotNull,
        "REGEX MATCH" => Test::Matches(pattern()?),
        "NOT REGEX MATCH" => Test::MatchesNot(pattern()?),
        "GREATER_THAN" => Test::GreaterThan(whole()?),
        "GREATER_THAN_OR_EQUALS" => Test::AtLeast(whole()?),
        "INCLUDES" => Test::Includes(value.to_owned()),
        "ENDS_WITH" => Test::EndsWith(value.to_owned()),
        "&" => Test::HasBits(whole()?),
        "!&" => Test::HasNoBits(whole()?),
        _ => return Err(format!("no operator {operator:?} is known")),
    })
}

impl Test {
    fn holds(&self, value: &Value<'_>) -> bool {
        let text: Cow<'_, str> = match value {
            Value::Null => return matches!(self, Self::IsNull),
            Value::Text(text) => Cow::Borrowed(text),
            // Attributes with several values cannot be filtered.
            Value::Multi(_) => return false,
        };
        if text.is_empty() {
            return matches!(self, Self::IsNull);
        }
        let number = || text.trim().parse::<i64>().ok();
        match self {
            Self::Equals(wanted) => text == *wanted,
            Self::NotEquals(wanted) => text != *wanted,
            Self::IsTrue => text.eq_ignore_ascii_case("true"),
            Self::IsFalse => text.eq_ignore_ascii_case("false"),
            Self::IsNull | Self::Broken => false,
            Self::IsNotNull => true,
            Self::Matches(pattern) => pattern.is_match(&text),
            Self::MatchesNot(pattern) => !pattern.is_match(&text),
            Self::GreaterThan(least) => number().is_some_and(|number| number > *least),
            Self::AtLeast(least) => number().is_some_and(|number| number >= *least),
            Self::Includes(part) => text.contains(part.as_str()),
            Self::EndsWith(end) => text.ends_with(end.as_str()),
            Self::HasBits(bits) => number().is_some_and(|number| number & bits != 0),
            Self::HasNoBits(bits) => number().is_some_and(|number| number & bits == 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(operator: &str, wanted: &str, value: Option<&str>) -> bool {
        test(operator, wanted)
            .unwrap()
            .holds(&value.map_or(Value::Null, Value::text))
    }

    #[test]
    fn each_operator_on_both_sides_of_its_boundary() {
        for (operator, wanted, yes, no) in [
            ("EQUALS", "Support", "Support", "support"),
            ("NOT EQUALS", "Support", "Sales", "Support"),
            ("IS TRUE", "", "True", "False"),
            ("IS FALSE", "", "false", "True"),
            ("REGEX MATCH", "^S.*t$", "Support", "Supports"),
            ("NOT REGEX MATCH", "^S.*t$", "Supports", "Support"),
            ("Greater_Than", "5", "6", "5"),
            ("Greater_Than_OR_EQUALS", "5", "5", "4"),
            ("Includes", "por", "Support", "Sales"),
            ("ENDS_WITH", "ort", "Support", "Supports"),
            ("&", "4", "6", "3"),
            ("!&", "4", "3", "6"),
        ] {
            assert!(holds(operator, wanted, Some(yes)), "{operator} {yes}");
            assert!(!holds(operator, wanted, Some(no)), "{operator} {no}");
            assert!(!holds(operator, wanted, None), "{operator} of nothing");
        }
        assert!(holds("IS NULL", "", None));
        assert!(!holds("IS NULL", "", Some("x")));
        assert!(holds("is not null", "", Some("x")));
        assert!(!holds("IS NOT NULL", "", None));
    }

    #[test]
    fn a_clause_that_cannot_be_read_says_so_and_never_holds() {
        assert!(test("REGEX MATCH", "(").is_err());
        assert!(test("Greater_Than", "many").is_err());
        assert!(test("SOUNDS LIKE", "x").is_err());
    }
}
