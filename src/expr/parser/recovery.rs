//! Reading on where the text is broken: cut-off tokens, typographic quotes, skipped arguments.

use super::super::lexer::{Span, Token, TokenKind};
use super::super::problem::{Code, Fix, Problem};
use super::super::tree::{Node, NodeKind};
use super::{Parser, node, unescape};

impl Parser<'_> {
    pub(super) fn unclosed(&mut self, token: &Token) -> Node {
        let text = token.text(self.text);
        let start = token.span.start;
        if let Some(name) = text.strip_prefix('[') {
            // The name most likely ends where the argument does.
            let length = name
                .find([',', ')', '(', '"'])
                .unwrap_or(name.trim_end().len());
            let span = start..start + 1 + length;
            self.at = span.end;
            self.report(Problem::error(
                Code::UnclosedAttribute,
                span.clone(),
                "the attribute's closing bracket \"]\" is missing",
            ));
            let name = name.get(..length).unwrap_or_default();
            return self.attribute(name, span);
        }
        let inner = text.strip_prefix('"').unwrap_or(text);
        let closes = |c| c != '"' && is_double_quote(c);
        if let Some((at, quote)) = find_unescaped(inner, closes) {
            let close = start + 1 + at..start + 1 + at + quote.len_utf8();
            let span = start..close.end;
            self.at = close.end;
            self.report(typographic(vec![close], span.clone()));
            let inner = inner.get(..at).unwrap_or_default();
            return node(NodeKind::Text(unescape(inner)), span);
        }
        let span = start..self.text.len();
        self.at = self.text.len();
        self.report(Problem::error(
            Code::UnclosedText,
            span.clone(),
            "the text's closing quote is missing",
        ));
        node(NodeKind::Text(unescape(inner)), span)
    }

    pub(super) fn unknown(&mut self, token: &Token) -> Node {
        let text = token.text(self.text);
        self.at = token.span.end;
        let double = text.starts_with(is_double_quote);
        if double || text.starts_with(is_single_quote) {
            let rest = self.text.get(token.span.end..).unwrap_or_default();
            let closes = |c| {
                if double {
                    is_double_quote(c)
                } else {
                    is_single_quote(c)
                }
            };
            let end = find_unescaped(rest, closes);
            if let Some((at, close)) = end {
                let close_span = token.span.end + at..token.span.end + at + close.len_utf8();
                let span = token.span.start..close_span.end;
                self.at = close_span.end;
                let mut quotes = vec![token.span.clone()];
                if close != '"' {
                    quotes.push(close_span);
                }
                self.report(typographic(quotes, span.clone()));
                let inner = rest.get(..at).unwrap_or_default();
                return node(NodeKind::Text(unescape(inner)), span);
            }
            self.report(typographic(vec![token.span.clone()], token.span.clone()));
            return node(NodeKind::Unreadable(text.to_owned()), token.span.clone());
        }
        let message = if text == "'" {
            "a text stands in double quotes, not in single ones".to_owned()
        } else {
            format!("{text:?} means nothing here")
        };
        self.report(Problem::error(
            Code::Unexpected,
            token.span.clone(),
            message,
        ));
        node(NodeKind::Unreadable(text.to_owned()), token.span.clone())
    }

    /// Passes over `(…)`, which comes next, and says where it ends.
    pub(super) fn skip_parentheses(&mut self) -> usize {
        let mut open = 0_usize;
        while let Some(token) = self.peek() {
            self.at = token.span.end;
            match token.kind {
                TokenKind::Open => open += 1,
                TokenKind::Close => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        self.at
    }

    /// Passes over everything up to the comma or parenthesis that ends this argument.
    pub(super) fn skip_to_end_of_argument(&mut self) -> Span {
        self.skip_until(|kind| matches!(kind, TokenKind::Comma | TokenKind::Close))
    }

    pub(super) fn skip_to_end_of_group(&mut self) -> Span {
        self.skip_until(|kind| kind == TokenKind::Close)
    }

    fn skip_until(&mut self, ends: impl Fn(TokenKind) -> bool) -> Span {
        let start = self.peek().map_or(self.at, |token| token.span.start);
        let mut end = start;
        while let Some(token) = self.peek() {
            if ends(token.kind) {
                break;
            }
            if token.kind == TokenKind::Open {
                end = self.skip_parentheses();
            } else {
                self.at = token.span.end;
                end = self.at;
            }
        }
        start..end
    }
}

fn typographic(quotes: Vec<Span>, span: Span) -> Problem {
    Problem::error(
        Code::TypographicQuote,
        span,
        "typographic quotes: the service takes straight ones only",
    )
    .with_fix(Fix {
        label: "write straight quotes".to_owned(),
        replacements: quotes
            .into_iter()
            .map(|quote| (quote, "\"".to_owned()))
            .collect(),
    })
}

fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn is_single_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '‚' | '‛')
}

/// The first character that fits and that no backslash stands before, and its place.
fn find_unescaped(text: &str, fits: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut escaped = false;
    text.char_indices().find(|&(_, c)| {
        let found = fits(c) && !escaped;
        escaped = c == '\\' && !escaped;
        found
    })
}
