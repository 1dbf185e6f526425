//! What an editor adds when one half of a pair is typed, and leaves out where the other half stands already.

use super::brackets::brackets;
use super::lexer::{Span, Token, TokenKind, tokens};

/// The text and the cursor that a key shall leave, where that is not what the key alone makes.
///
/// `before` is the text before the key, `after` what it made, `cursor` where it left the cursor, in bytes of `after`.
/// An opening bracket or quote brings its other half; a closing one steps over the half that is there; a deleted one
/// takes its empty other half along.
pub fn pair(before: &str, after: &str, cursor: usize) -> Option<(String, usize)> {
    let (head, rest) = after.split_at_checked(cursor)?;
    if after.len() < before.len() {
        return deleted(before, head, rest);
    }
    let letter = head.chars().next_back()?;
    let start = cursor - letter.len_utf8();
    let head = after.get(..start)?;
    let is_typed =
        before.len() + letter.len_utf8() == after.len() && before.strip_prefix(head) == Some(rest);
    if !is_typed {
        return None;
    }
    let inside = token_around(before, start);
    match (letter, inside) {
        (')', None) => {
            let closes = brackets(before)
                .into_iter()
                .any(|(_, close)| close == Some(start..start + 1));
            closes.then(|| (before.to_owned(), cursor))
        }
        (']', Some((TokenKind::Attribute, span))) | ('"', Some((TokenKind::Text, span))) => {
            let is_escaped = letter == '"' && head.ends_with('\\');
            (span.end == start + 1 && !is_escaped).then(|| (before.to_owned(), cursor))
        }
        ('(' | '[' | '"', None) => {
            let stands_free = rest
                .chars()
                .next()
                .is_none_or(|next| next.is_whitespace() || [',', ')'].contains(&next));
            let other = other_half(letter)?;
            stands_free.then(|| (format!("{head}{letter}{other}{rest}"), cursor))
        }
        _ => None,
    }
}

/// The same for keys that came together, as they do where the screen is drawn slowly; `letters` are what was typed.
pub fn pair_each(
    before: &str,
    after: &str,
    cursor: usize,
    letters: &str,
) -> Option<(String, usize)> {
    let (head, rest) = after.split_at_checked(cursor)?;
    let head = head.strip_suffix(letters)?;
    let is_typed =
        before.len() + letters.len() == after.len() && before.strip_prefix(head) == Some(rest);
    if !is_typed {
        return None;
    }
    let (mut text, mut at) = (before.to_owned(), head.len());
    for letter in letters.chars() {
        let mut typed = text.clone();
        typed.insert(at, letter);
        let end = at + letter.len_utf8();
        (text, at) = pair(&text, &typed, end).unwrap_or((typed, end));
    }
    (text != after).then_some((text, at))
}

/// The other half of what opens a pair.
fn other_half(letter: char) -> Option<char> {
    match letter {
        '(' => Some(')'),
        '[' => Some(']'),
        '"' => Some('"'),
        _ => None,
    }
}

/// Takes the empty other half along with a half that was deleted.
fn deleted(before: &str, head: &str, rest: &str) -> Option<(String, usize)> {
    let gone = before.strip_prefix(head)?.strip_suffix(rest)?;
    let mut letters = gone.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return None;
    };
    let rest = rest.strip_prefix(other_half(letter)?)?;
    let span = head.len()..head.len() + 2;
    let is_empty_pair = match letter {
        '(' => {
            brackets(before).contains(&(span.start..span.start + 1, Some(span.start + 1..span.end)))
        }
        _ => tokens(before).any(|token| token.span == span),
    };
    is_empty_pair.then(|| (format!("{head}{rest}"), head.len()))
}

/// The text or attribute that a byte stands within.
fn token_around(text: &str, at: usize) -> Option<(TokenKind, Span)> {
    let Token { kind, span } = tokens(text).find(|token| {
        let Span { start, end } = token.span;
        let is_open_ended = token.kind == TokenKind::Unclosed;
        start < at && (at < end || is_open_ended && at == end)
    })?;
    matches!(
        kind,
        TokenKind::Attribute | TokenKind::Text | TokenKind::Unclosed
    )
    .then_some((kind, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor. What the key makes of it alone, and with pairs.
    fn check(before: &str, alone: &str, expected: &str) {
        let cut = |text: &str| {
            let at = text.find('|').unwrap();
            (text.replace('|', ""), at)
        };
        let (after, cursor) = cut(alone);
        let found = pair(&cut(before).0, &after, cursor);
        let (text, at) = found.unwrap_or((after, cursor));
        let mut shown = text;
        shown.insert(at, '|');
        assert_eq!(shown, expected, "{before} -> {alone}");
    }

    #[test]
    fn what_opens_brings_its_other_half_where_it_stands_free() {
        check("Left|", "Left(|", "Left(|)");
        check("|", "[|", "[|]");
        check("Join(|)", "Join(\"|)", "Join(\"|\")");
        check("Join(|, [a])", "Join([|, [a])", "Join([|], [a])");
        check("|[a]", "(|[a]", "(|[a]");
        check("\"a|\"", "\"a(|\"", "\"a(|\"");
        check("\"a|", "\"a\"|", "\"a\"|");
        check("[a|]", "[a(|]", "[a(|]");
    }

    #[test]
    fn what_closes_steps_over_the_half_that_is_there() {
        check("Left([a], 2|)", "Left([a], 2)|)", "Left([a], 2)|");
        check("[a|]", "[a]|]", "[a]|");
        check("\"a|\"", "\"a\"|\"", "\"a\"|");
        check("\"a\\|\"", "\"a\\\"|\"", "\"a\\\"|\"");
        check("Left(Trim([a]|)", "Left(Trim([a])|)", "Left(Trim([a])|");
        check("x|)", "x)|)", "x)|)");
        check("\"a|)\"", "\"a)|)\"", "\"a)|)\"");
    }

    #[test]
    fn an_empty_pair_goes_as_one() {
        check("Left(|)", "Left|)", "Left|");
        check("Join([|])", "Join(|])", "Join(|)");
        check("Join(\"|\")", "Join(|\")", "Join(|)");
        check("Left(|[a])", "Left|[a])", "Left|[a])");
        check("\"(|)\"", "\"|)\"", "\"|)\"");
    }

    #[test]
    fn keys_that_come_together_are_taken_one_by_one() {
        let each = |before: &str, at: usize, letters: &str| {
            let (head, rest) = before.split_at(at);
            let after = format!("{head}{letters}{rest}");
            pair_each(before, &after, at + letters.len(), letters)
        };
        assert_eq!(each("", 0, "Left([a"), Some(("Left([a])".to_owned(), 7)));
        assert_eq!(each("", 0, "(\"a\")"), None);
        assert_eq!(
            each("Left([a])", 7, "], 2)"),
            Some(("Left([a], 2)".to_owned(), 12))
        );
        assert_eq!(pair_each("ab", "(", 1, "("), None);
    }

    #[test]
    fn what_is_pasted_or_replaced_stays_as_it_is() {
        check("|", "Left(|", "Left(|");
        check("ab|", "(|", "(|");
        check("é|", "é(|", "é(|)");
    }
}
