//! Tokens of an expression, with their places.
//!
//! Never fails: what makes no token is an `Unknown` one, what is not closed says so.
//!
//! Source: "Reference for writing expressions for attribute mappings in Microsoft Entra ID" (ms-functions), read 2026-11:
//! attributes stand in square brackets, texts in double quotes with `\"` and `\\` as escapes.

use std::ops::Range;

/// A place in an expression's text, in bytes.
pub type Span = Range<usize>;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// `[name]`.
    Attribute,
    /// `"text"`.
    Text,
    /// `12`, `-10`, `&HFF`.
    Number,
    /// A function's name or a bare word such as `UTF8`.
    Word,
    /// `=`, `<>`, `<`, `<=`, `>`, `>=` or `&`.
    Operator,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
    /// An attribute or text that the end of the expression cut off.
    Unclosed,
    /// Anything else; one character.
    Unknown,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands, delimiters included.
    pub span: Span,
}

impl Token {
    /// The token's text, delimiters included.
    pub fn text<'a>(&self, expression: &'a str) -> &'a str {
        expression.get(self.span.clone()).unwrap_or_default()
    }
}

/// The tokens of an expression in order; blanks between them are left out.
pub fn tokens(expression: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let token = token_at(expression, at)?;
        at = token.span.end;
        Some(token)
    })
}

/// The first token at or after a byte of the text; none where only blanks follow.
pub(super) fn token_at(expression: &str, at: usize) -> Option<Token> {
    let rest = expression.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    let (kind, length) = next_token(expression.get(start..)?)?;
    Some(Token {
        kind,
        span: start..start + length,
    })
}

/// The attribute names that an expression reads, as typed, each once, in the order of their first use.
///
/// These are the origins of an expression link.
pub fn origins(expression: &str) -> Vec<&str> {
    let mut names = Vec::new();
    // Most expressions name few attributes: a list beats a set.
    for token in tokens(expression).filter(|token| token.kind == TokenKind::Attribute) {
        let name = token
            .text(expression)
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
            .map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty())
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The expression with one origin called otherwise; the rest of the text stays as typed.
pub fn rename_origin(expression: &str, from: &str, to: &str) -> String {
    let mut renamed = String::with_capacity(expression.len());
    let mut copied = 0;
    for token in tokens(expression).filter(|token| token.kind == TokenKind::Attribute) {
        let text = token.text(expression);
        let inner = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        if inner.is_some_and(|name| name.trim() == from) {
            renamed.push_str(expression.get(copied..token.span.start).unwrap_or_default());
            renamed.push('[');
            renamed.push_str(to);
            renamed.push(']');
            copied = token.span.end;
        }
    }
    renamed.push_str(expression.get(copied..).unwrap_or_default());
    renamed
}

/// The kind and byte length of the token that `rest` starts with; none at the end.
fn next_token(rest: &str) -> Option<(TokenKind, usize)> {
    let first = rest.chars().next()?;
    Some(match first {
        '[' => match rest.find(']') {
            Some(end) => (TokenKind::Attribute, end + 1),
            None => (TokenKind::Unclosed, rest.len()),
        },
        '"' => match text_length(rest) {
            Some(length) => (TokenKind::Text, length),
            None => (TokenKind::Unclosed, rest.len()),
        },
        '(' => (TokenKind::Open, 1),
        ')' => (TokenKind::Close, 1),
        ',' => (TokenKind::Comma, 1),
        '<' if rest.starts_with("<>") || rest.starts_with("<=") => (TokenKind::Operator, 2),
        '>' if rest.starts_with(">=") => (TokenKind::Operator, 2),
        '=' | '<' | '>' => (TokenKind::Operator, 1),
        '&' => match hex_length(rest) {
            Some(length) => (TokenKind::Number, length),
            None => (TokenKind::Operator, 1),
        },
        '-' if rest.get(1..).is_some_and(starts_with_digit) => (
            TokenKind::Number,
            1 + run_length(rest.get(1..).unwrap_or_default(), is_number_part),
        ),
        c if c.is_ascii_digit() => (TokenKind::Number, run_length(rest, is_number_part)),
        c if is_word_part(c) => (TokenKind::Word, run_length(rest, is_word_part)),
        c => (TokenKind::Unknown, c.len_utf8()),
    })
}

/// The length of `"…"`, quotes included; none if it is not closed.
fn text_length(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().skip(1).find_map(|(at, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at + 1)
    })
}

/// The length of `&H…`; none if no hexadecimal digit follows.
fn hex_length(rest: &str) -> Option<usize> {
    let digits = rest.strip_prefix("&H").or(rest.strip_prefix("&h"))?;
    let length = run_length(digits, |c| c.is_ascii_hexdigit());
    (length > 0).then_some(length + 2)
}

fn run_length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn is_number_part(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, expected: &[(TokenKind, &str)]) {
        let found: Vec<_> = tokens(expression)
            .map(|token| (token.kind, token.text(expression).to_owned()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(kind, text)| (*kind, (*text).to_owned()))
            .collect();
        assert_eq!(found, expected, "{expression}");
    }

    #[test]
    fn a_nested_call() {
        use TokenKind::{Attribute, Close, Comma, Number, Open, Text, Word};
        check(
            "Join(\" \", [givenName], Mid( [x],1, -2 ))",
            &[
                (Word, "Join"),
                (Open, "("),
                (Text, "\" \""),
                (Comma, ","),
                (Attribute, "[givenName]"),
                (Comma, ","),
                (Word, "Mid"),
                (Open, "("),
                (Attribute, "[x]"),
                (Comma, ","),
                (Number, "1"),
                (Comma, ","),
                (Number, "-2"),
                (Close, ")"),
                (Close, ")"),
            ],
        );
    }

    #[test]
    fn escapes_operators_and_hexadecimal() {
        use TokenKind::{Attribute, Number, Operator, Text};
        check(
            r#""a\"b\\" <> &HFF & [x]"#,
            &[
                (Text, r#""a\"b\\""#),
                (Operator, "<>"),
                (Number, "&HFF"),
                (Operator, "&"),
                (Attribute, "[x]"),
            ],
        );
    }

    #[test]
    fn what_is_cut_off_or_unknown_is_said() {
        check("[mail", &[(TokenKind::Unclosed, "[mail")]);
        check("\"a\\\"", &[(TokenKind::Unclosed, "\"a\\\"")]);
        check("“é", &[(TokenKind::Unknown, "“"), (TokenKind::Word, "é")]);
    }

    #[test]
    fn an_origin_is_renamed_where_it_stands_and_nowhere_else() {
        assert_eq!(
            rename_origin(r#"Join("[a]", [ a ], [b])"#, "a", "mail"),
            r#"Join("[a]", [mail], [b])"#
        );
    }

    #[test]
    fn origins_are_the_names_in_the_text_once_each() {
        let expression = r#"Switch([a], [b], "[c]", [ a ], IIF([d]="x",[b],))"#;
        assert_eq!(origins(expression), ["a", "b", "d"]);
        assert_eq!(origins("Now()"), Vec::<&str>::new());
    }
}
