//! The rules of our own table, read as they are written: several in one cell stand behind each other.

use super::cell;
use crate::expr;

/// A rule as a cell says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnRule<'a> {
    /// As it is.
    Direct,
    /// Always this text.
    Constant(&'a str),
    /// One value for another.
    Translation(Vec<(String, String)>),
    /// This expression.
    Expression(&'a str),
}

impl<'a> OwnRule<'a> {
    /// What a cell says of one link.
    pub(super) fn of(text: &'a str) -> Self {
        if text.is_empty() || text == "direct" {
            return Self::Direct;
        }
        if text.starts_with("constant \"")
            && let Some(value) = cell::constant(text)
        {
            return Self::Constant(value);
        }
        if expr::origins(text).is_empty()
            && let Some(pairs) = translation(text)
        {
            return Self::Translation(pairs);
        }
        Self::Expression(text)
    }

    /// What a cell says of so many links; none if it cannot be told.
    pub(super) fn list(text: &'a str, number: usize) -> Option<Vec<Self>> {
        if number <= 1 {
            return Some(vec![Self::of(text)]);
        }
        let mut rules: Vec<Self> = Vec::new();
        for piece in cell::split_outside(text, |c| c == ';')? {
            match (Self::of(piece), rules.last_mut()) {
                // The pairs of one translation are parted as the rules are.
                (Self::Translation(more), Some(Self::Translation(pairs))) => pairs.extend(more),
                (rule, _) => rules.push(rule),
            }
        }
        (rules.len() == number).then_some(rules)
    }
}

/// Pairs as our own table writes them, whatever the values: `a = b; c = d`.
fn translation(text: &str) -> Option<Vec<(String, String)>> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for piece in text.split("; ") {
        let pair = piece
            .split_once(" = ")
            .or_else(|| piece.strip_suffix(" =").map(|from| (from, "")))
            .or_else(|| piece.strip_prefix("= ").map(|to| ("", to)));
        match (pair, pairs.last_mut()) {
            (Some((from, to)), _) => pairs.push((from.to_owned(), to.to_owned())),
            // A semicolon in a value.
            (None, Some((_, to))) => {
                to.push_str("; ");
                to.push_str(piece);
            }
            (None, None) => return None,
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> OwnRule<'static> {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        OwnRule::Translation(all.iter().map(own).collect())
    }

    #[test]
    fn one_rule_is_the_whole_cell() {
        let check = |text, expected| assert_eq!(OwnRule::list(text, 1).unwrap(), [expected]);
        check("direct", OwnRule::Direct);
        check("constant \"a; b\"", OwnRule::Constant("a; b"));
        check(
            "On leave = away; x; False = ",
            pairs(&[("On leave", "away; x"), ("False", "")]),
        );
        check(
            "IIF([a]=\"b\", \"c; d\", \"\")",
            OwnRule::Expression("IIF([a]=\"b\", \"c; d\", \"\")"),
        );
        check("Switch(", OwnRule::Expression("Switch("));
    }

    #[test]
    fn several_are_parted_outside_of_quotes() {
        let text = "direct; Join(\"; \", [a]); True = a; False = b; constant \"x\"";
        let expected = vec![
            OwnRule::Direct,
            OwnRule::Expression("Join(\"; \", [a])"),
            pairs(&[("True", "a"), ("False", "b")]),
            OwnRule::Constant("x"),
        ];
        assert_eq!(OwnRule::list(text, 4), Some(expected));
        assert_eq!(OwnRule::list(text, 3), None);
    }
}
