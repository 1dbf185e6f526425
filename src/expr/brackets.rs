//! The counterpart of a bracket.

use super::lexer::{Span, Token, TokenKind, tokens};

/// A bracket at the cursor, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The bracket, in bytes of the text.
    pub span: Span,
    /// Its counterpart; none where it has none.
    pub counterpart: Option<Span>,
}

/// The bracket just before a byte of the text, else the one just after it.
///
/// Parentheses and the brackets of an attribute count; those within a text in quotes do not.
pub fn bracket_at(text: &str, cursor: usize) -> Option<Bracket> {
    let pairs = brackets(text);
    let find = |touches: &dyn Fn(&Span) -> bool| {
        pairs.iter().find_map(|(one, other)| {
            if touches(one) {
                return Some(Bracket {
                    span: one.clone(),
                    counterpart: other.clone(),
                });
            }
            let other = other.as_ref().filter(|other| touches(other))?;
            Some(Bracket {
                span: other.clone(),
                counterpart: Some(one.clone()),
            })
        })
    };
    find(&|span| span.end == cursor).or_else(|| find(&|span| span.start == cursor))
}

/// Every bracket with its counterpart, where it has one; an opening one comes first.
pub(super) fn brackets(text: &str) -> Vec<(Span, Option<Span>)> {
    let mut open: Vec<Span> = Vec::new();
    let mut pairs: Vec<(Span, Option<Span>)> = Vec::new();
    for Token { kind, span } in tokens(text) {
        match kind {
            TokenKind::Open => open.push(span),
            TokenKind::Close => match open.pop() {
                Some(opening) => pairs.push((opening, Some(span))),
                None => pairs.push((span, None)),
            },
            TokenKind::Attribute => {
                let last = span.end.saturating_sub(1);
                pairs.push((span.start..span.start + 1, Some(last..span.end)));
            }
            TokenKind::Unclosed
                if text
                    .get(span.clone())
                    .is_some_and(|cut| cut.starts_with('[')) =>
            {
                pairs.push((span.start..span.start + 1, None));
            }
            _ => {}
        }
    }
    pairs.extend(open.into_iter().map(|opening| (opening, None)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, cursor: usize, expected: impl Into<Option<(Span, Option<Span>)>>) {
        let found = bracket_at(text, cursor).map(|found| (found.span, found.counterpart));
        assert_eq!(found, expected.into(), "{text} at {cursor}");
    }

    #[test]
    fn each_bracket_has_its_counterpart() {
        let text = "Left(Trim([a]), 3)";
        check(text, 5, Some((4..5, Some(17..18))));
        check(text, 18, Some((17..18, Some(4..5))));
        check(text, 10, Some((9..10, Some(13..14))));
        check(text, 13, Some((12..13, Some(10..11))));
        // Before the cursor comes first, then behind it.
        check(text, 14, Some((13..14, Some(9..10))));
        check(text, 4, Some((4..5, Some(17..18))));
        check(text, 2, None);
    }

    #[test]
    fn one_without_counterpart_says_so() {
        check("Left(", 5, Some((4..5, None)));
        check("a)", 2, Some((1..2, None)));
        check("[ab", 1, Some((0..1, None)));
        check("", 0, None);
    }

    #[test]
    fn brackets_in_a_text_are_letters() {
        check("Left(\"(\")", 5, Some((4..5, Some(8..9))));
        check("\"(\"", 2, None);
    }
}
