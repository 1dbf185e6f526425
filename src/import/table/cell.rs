//! What single cells of a foreign table say: names with text around them, marks, translations, rules.

use crate::model::{Apply, Mark, Resource, Status};

/// Whether people who write this mean that there is nothing.
pub(super) fn is_nothing(cell: &str) -> bool {
    let text = cell.trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "-" | "--" | "–" | "—" | "n/a" | "na" | "none" | "(none)" | "null" | "tbd" | "?"
    )
}

/// That a cell is no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct NoMark;

/// Reads a mark; the word of the reference in brackets behind it does not count.
pub(in crate::import) fn mark(cell: &str) -> Result<Option<Mark>, NoMark> {
    let text = cell.split(" (reference:").next().unwrap_or(cell);
    let text = text.trim().to_lowercase().replace([' ', '_'], "-");
    Ok(match text.as_str() {
        "required" | "mandatory" | "must" | "yes" | "y" | "true" | "x" | "1" | "✓" | "✔" | "ja"
        | "m" => Some(Mark::Required),
        "optional" | "no" | "n" | "false" | "0" | "nein" | "o" | "not-required" => {
            Some(Mark::Optional)
        }
        "system-generated" | "system" | "generated" | "automatic" | "auto" | "read-only"
        | "readonly" => Some(Mark::SystemGenerated),
        "unmarked" | "" => None,
        _ => return Err(NoMark),
    })
}

/// Reads a resource.
pub(in crate::import) fn resource(cell: &str) -> Option<Resource> {
    match cell.trim().to_lowercase().as_str() {
        "user" | "users" => Some(Resource::User),
        "group" | "groups" => Some(Resource::Group),
        _ => None,
    }
}

/// Reads when a mapping is applied, in our words, Microsoft Graph's or the portal's.
pub(super) fn apply(cell: &str) -> Option<Apply> {
    let text = cell.trim().to_lowercase();
    Apply::ALL.into_iter().find(|apply| {
        apply.label() == text
            || apply.flow_type().to_lowercase() == text
            || *apply == Apply::OnlyDuringCreation && text == "only during object creation"
    })
}

/// Reads how far people have got.
pub(super) fn status(cell: &str) -> Option<Status> {
    let text = cell.trim().to_lowercase();
    Status::ALL
        .into_iter()
        .find(|status| status.as_str() == text)
}

/// The text in words: blanks split, but not inside brackets or quotes. Unbalanced ones do not count.
pub(super) fn words(text: &str) -> Vec<&str> {
    split_outside(text, char::is_whitespace).unwrap_or_else(|| text.split_whitespace().collect())
}

/// The first word and what stands behind it.
pub(super) fn name_and_rest(text: &str) -> (&str, &str) {
    let text = text.trim();
    let name = words(text).first().copied().unwrap_or_default();
    let rest = text.strip_prefix(name).unwrap_or_default();
    (name, rest.trim())
}

/// Several names in one cell: commas, semicolons, plus signs and line breaks split.
pub(super) fn names(text: &str) -> Vec<&str> {
    split_outside(text, |c| matches!(c, ',' | ';' | '\n' | '+'))
        .unwrap_or_else(|| vec![text.trim()])
}

/// Pieces between characters that split and stand outside brackets and quotes, trimmed, none empty; none if brackets or
/// quotes do not match.
pub(super) fn split_outside(text: &str, splits: impl Fn(char) -> bool) -> Option<Vec<&str>> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_u32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) => {
                if c == open {
                    quote = None;
                }
            }
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.checked_sub(1)?,
            (None, _) if depth == 0 && splits(c) => {
                pieces.push(text.get(start..at)?);
                start = at + c.len_utf8();
            }
            (None, _) => {}
        }
    }
    if depth > 0 || quote.is_some() {
        return None;
    }
    pieces.push(text.get(start..)?);
    Some(
        pieces
            .into_iter()
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect(),
    )
}

/// Reads a value translation as people write it: `true eq 'active' false eq 'inactive'`, `True = a; False = b`,
/// `true → a, false → b`. None if the text is anything else.
pub(super) fn translation(text: &str) -> Option<Vec<(String, String)>> {
    let tokens = tokens(text)?;
    let mut pairs = Vec::new();
    let mut rest = tokens.as_slice();
    while let [
        Token::Word(from),
        Token::Becomes,
        Token::Word(to),
        more @ ..,
    ] = rest
    {
        pairs.push((as_scim_value(from), to.clone()));
        rest = more;
        while let [Token::And, more @ ..] = rest {
            rest = more;
        }
    }
    (rest.is_empty() && !pairs.is_empty()).then_some(pairs)
}

/// Booleans compare as the texts `True` and `False`.
fn as_scim_value(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "true" => "True".to_owned(),
        "false" => "False".to_owned(),
        _ => text.to_owned(),
    }
}

enum Token {
    Word(String),
    Becomes,
    And,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    rest = rest
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(rest);
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        let symbol = ["==", "=>", "->", "→", "=", ":"]
            .into_iter()
            .find(|symbol| rest.starts_with(symbol));
        if let Some(symbol) = symbol {
            tokens.push(Token::Becomes);
            rest = rest.strip_prefix(symbol)?;
        } else if matches!(c, ',' | ';' | '|' | '/') {
            tokens.push(Token::And);
            rest = rest.strip_prefix(c)?;
        } else if let Some(close) = closing(c) {
            let inner = rest.strip_prefix(c)?;
            let (word, after) = inner.split_once(close)?;
            tokens.push(Token::Word(word.to_owned()));
            rest = after;
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=' | '→' | '|'))
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end)?;
            if let Some(name) = word.strip_suffix(':').filter(|name| !name.is_empty()) {
                tokens.extend([Token::Word(name.to_owned()), Token::Becomes]);
                rest = after;
                continue;
            }
            tokens.push(match word.to_lowercase().as_str() {
                "eq" | "is" | "becomes" => Token::Becomes,
                "and" => Token::And,
                _ => Token::Word(word.to_owned()),
            });
            rest = after;
        }
    }
    Some(tokens)
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' | '\'' => Some(open),
        '‘' => Some('’'),
        '“' => Some('”'),
        _ => None,
    }
}

/// The text of `constant "x"`, `constant x` or `"x"`.
pub(super) fn constant(text: &str) -> Option<&str> {
    let unquoted = |text: &'_ str| -> Option<usize> {
        (text.len() >= 2 && text.starts_with('"') && text.ends_with('"')).then_some(text.len() - 1)
    };
    let word = text
        .split_at_checked("constant".len())
        .filter(|(word, rest)| {
            word.eq_ignore_ascii_case("constant") && rest.starts_with([' ', '"'])
        })
        .map(|(_, rest)| rest.trim());
    let (value, must_be_quoted) = word.map_or((text, true), |value| (value, false));
    match unquoted(value).and_then(|end| value.get(1..end)) {
        Some(inner) if !must_be_quoted || !inner.contains('"') => Some(inner),
        Some(_) => None,
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_as_people_write_them() {
        let check = |text: &str, expected: Option<&[(&str, &str)]>| {
            let expected = expected.map(|pairs| {
                let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
                pairs.iter().map(own).collect::<Vec<_>>()
            });
            assert_eq!(translation(text), expected, "{text}");
        };
        let both: Option<&[_]> = Some(&[("True", "active"), ("False", "inactive")]);
        check("true eq 'active' false eq 'inactive'", both);
        check("True = active; False = inactive", both);
        check("(true -> active, false -> inactive)", both);
        check("true → “active” / false → “inactive”", both);
        check("true: active and false: inactive", both);
        check("1 eq one", Some(&[("1", "one")]));
        for text in [
            "",
            "see note",
            "true eq",
            "eq",
            "true eq 'active",
            "a b = c",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn words_keep_brackets_and_quotes_together() {
        assert_eq!(
            words("emails[type eq \"work\"].value User.x"),
            ["emails[type eq \"work\"].value", "User.x"]
        );
        assert_eq!(
            words("Not([IsSoftDeleted])  active"),
            ["Not([IsSoftDeleted])", "active"]
        );
        assert_eq!(words("a) b"), ["a)", "b"]);
        assert_eq!(words("don't know"), ["don't", "know"]);
        assert_eq!(
            name_and_rest("User.state true eq 'active' false eq 'inactive'"),
            ("User.state", "true eq 'active' false eq 'inactive'")
        );
        assert_eq!(names("givenName, surname"), ["givenName", "surname"]);
        assert_eq!(names("Join(\", \", [a], [b])"), ["Join(\", \", [a], [b])"]);
    }

    #[test]
    fn marks_and_constants() {
        assert_eq!(mark("Yes"), Ok(Some(Mark::Required)));
        assert_eq!(
            mark("optional (reference: required)"),
            Ok(Some(Mark::Optional))
        );
        assert_eq!(mark("System generated"), Ok(Some(Mark::SystemGenerated)));
        assert_eq!(mark(""), Ok(None));
        assert_eq!(mark("perhaps"), Err(NoMark));
        assert_eq!(constant("constant \"a \"b\"\""), Some("a \"b\""));
        assert_eq!(constant("\"work\""), Some("work"));
        assert_eq!(constant("Constant work"), Some("work"));
        assert_eq!(constant("\"a\" & \"b\""), None);
        assert_eq!(constant("mail"), None);
        assert_eq!(constant("\""), None);
    }
}
