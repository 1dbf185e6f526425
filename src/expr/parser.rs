//! Text to tree. Never fails: what cannot be read becomes an unreadable node and a problem with its place.

mod recovery;

use super::functions::MAX_CHARACTERS;
use super::lexer::{Span, Token, TokenKind, token_at};
use super::problem::{Code, Problem, Severity};
use super::signature;
use super::tree::{Call, Comparison, Node, NodeKind};

/// How deep calls and parentheses may nest.
pub const MAX_DEPTH: usize = 64;
/// How many problems are kept of one expression: more tell nobody anything.
const MAX_PROBLEMS: usize = 100;
/// A text of more bytes than this is not read at all; it is far over the length that the service takes.
const MAX_BYTES: usize = 100_000;

/// An expression, read.
#[derive(Clone, Debug)]
pub struct Parsed {
    text: String,
    /// The tree.
    pub tree: Node,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// The expression as typed.
    pub fn as_typed(&self) -> &str {
        &self.text
    }

    /// A node's text as typed.
    pub fn text_of(&self, node: &Node) -> &str {
        self.text.get(node.span.clone()).unwrap_or_default()
    }

    /// Whether a problem keeps the expression from running.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads an expression.
pub fn parse(expression: &str) -> Parsed {
    let mut parser = Parser {
        text: expression,
        at: 0,
        depth: 0,
        problems: Vec::new(),
    };
    let whole = 0..expression.len();
    if let Some((over, _)) = expression.char_indices().nth(MAX_CHARACTERS) {
        let count = expression.chars().count();
        parser.report(Problem::error(
            Code::TooLong,
            over..expression.len(),
            format!("{count} characters: the service takes {MAX_CHARACTERS} at most"),
        ));
    }
    let tree = if expression.trim().is_empty() {
        parser.report(Problem::error(
            Code::Empty,
            whole.clone(),
            "the expression is empty",
        ));
        node(NodeKind::Omitted, whole)
    } else if expression.len() > MAX_BYTES {
        node(NodeKind::Unreadable(String::new()), whole)
    } else {
        parser.whole()
    };
    let mut problems = parser.problems;
    signature::check_calls(&tree, &mut problems);
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    problems.truncate(MAX_PROBLEMS);
    Parsed {
        text: expression.to_owned(),
        tree,
        problems,
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    problems: Vec<Problem>,
}

fn node(kind: NodeKind, span: Span) -> Node {
    Node { span, kind }
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Node {
        let tree = self.comparison();
        if let Some(token) = self.peek() {
            let rest = token.span.start..self.text.trim_end().len();
            self.report(if token.kind == TokenKind::Close {
                Problem::error(
                    Code::UnclosedParenthesis,
                    token.span,
                    "this parenthesis closes nothing",
                )
            } else {
                Problem::error(
                    Code::TrailingText,
                    rest,
                    "the expression ends before this: is a comma or a function missing?",
                )
            });
        }
        tree
    }

    /// `concat (operator concat)*`
    fn comparison(&mut self) -> Node {
        let mut left = self.concat();
        let depth = self.depth;
        while let Some((token, operator)) = self.peek_comparison() {
            self.at = token.span.end;
            if matches!(left.kind, NodeKind::Compare(..)) {
                self.report(Problem::error(
                    Code::ChainedComparison,
                    token.span.clone(),
                    "a comparison cannot be compared again: nest IIF instead",
                ));
            }
            // Each link of such a chain nests the tree once more.
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                self.too_deep(token.span);
                let skipped = self.skip_to_end_of_argument();
                self.depth = depth;
                return node(
                    NodeKind::Unreadable(self.slice(&skipped).to_owned()),
                    left.span.start..skipped.end,
                );
            }
            let right = self.concat();
            self.expect_operand(&left, &token.span);
            self.expect_operand(&right, &token.span);
            let span = left.span.start..right.span.end.max(token.span.end);
            left = node(NodeKind::Compare(operator, Box::new([left, right])), span);
        }
        self.depth = depth;
        left
    }

    /// `primary ("&" primary)*`
    fn concat(&mut self) -> Node {
        let first = self.primary();
        let mut parts = vec![first];
        while let Some(token) = self
            .peek()
            .filter(|token| token.kind == TokenKind::Operator && token.text(self.text) == "&")
        {
            self.at = token.span.end;
            let part = self.primary();
            if let [before] = parts.as_slice() {
                let before = before.clone();
                self.expect_operand(&before, &token.span);
            }
            self.expect_operand(&part, &token.span);
            parts.push(part);
        }
        if parts.len() > 1 {
            let start = parts.first().map_or(0, |part| part.span.start);
            let end = parts.last().map_or(start, |part| part.span.end);
            return node(NodeKind::Concat(parts), start..end.max(start));
        }
        // The list holds the one part that it began with.
        parts
            .pop()
            .unwrap_or_else(|| node(NodeKind::Omitted, self.at..self.at))
    }

    fn primary(&mut self) -> Node {
        let Some(token) = self.peek() else {
            let end = self.text.trim_end().len().max(self.at);
            return node(NodeKind::Omitted, end..end);
        };
        let text = token.text(self.text);
        let span = token.span.clone();
        match token.kind {
            TokenKind::Comma | TokenKind::Close | TokenKind::Operator => {
                node(NodeKind::Omitted, span.start..span.start)
            }
            TokenKind::Attribute => {
                self.at = span.end;
                let name = text
                    .strip_prefix('[')
                    .and_then(|text| text.strip_suffix(']'));
                self.attribute(name.unwrap_or_default(), span)
            }
            TokenKind::Text => {
                self.at = span.end;
                let inner = text
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'));
                node(NodeKind::Text(unescape(inner.unwrap_or_default())), span)
            }
            TokenKind::Number => {
                self.at = span.end;
                if !is_number(text) {
                    self.report(Problem::error(
                        Code::BadNumber,
                        span.clone(),
                        format!("{text:?} is not a number that can be read"),
                    ));
                }
                node(NodeKind::Number(text.to_owned()), span)
            }
            TokenKind::Word => self.word(&token),
            TokenKind::Open => self.group(span),
            TokenKind::Unclosed => self.unclosed(&token),
            TokenKind::Unknown => self.unknown(&token),
        }
    }

    fn attribute(&mut self, name: &str, span: Span) -> Node {
        let name = name.trim();
        if name.is_empty() {
            self.report(Problem::error(
                Code::EmptyAttribute,
                span.clone(),
                "the brackets hold no attribute name",
            ));
        }
        node(NodeKind::Attribute(name.to_owned()), span)
    }

    fn word(&mut self, word: &Token) -> Node {
        self.at = word.span.end;
        let name = word.text(self.text).to_owned();
        let Some(open) = self.peek().filter(|token| token.kind == TokenKind::Open) else {
            return node(NodeKind::Word(name), word.span.clone());
        };
        if self.depth >= MAX_DEPTH {
            self.too_deep(word.span.clone());
            let skipped = self.skip_parentheses();
            let span = word.span.start..skipped;
            return node(NodeKind::Unreadable(self.slice(&span).to_owned()), span);
        }
        self.at = open.span.end;
        self.depth += 1;
        let arguments = self.arguments();
        self.depth -= 1;
        let end = self.close(&open.span);
        node(
            NodeKind::Call(Call {
                name,
                name_span: word.span.clone(),
                arguments,
            }),
            word.span.start..end,
        )
    }

    /// The arguments up to the closing parenthesis, which is left standing.
    fn arguments(&mut self) -> Vec<Node> {
        let mut arguments = Vec::new();
        if self
            .peek()
            .is_none_or(|token| token.kind == TokenKind::Close)
        {
            return arguments;
        }
        loop {
            arguments.push(self.comparison());
            let Some(token) = self.peek() else { break };
            match token.kind {
                TokenKind::Comma => self.at = token.span.end,
                TokenKind::Close => break,
                _ => {
                    let word = token.text(self.text);
                    let joins = ["AND", "OR"].iter().any(|w| w.eq_ignore_ascii_case(word));
                    let skipped = self.skip_to_end_of_argument();
                    self.report(Problem::error(
                        Code::Unexpected,
                        skipped,
                        if joins {
                            "the language has no AND and no OR: nest IIF in its branches instead"
                        } else {
                            "a comma or a closing parenthesis is expected here"
                        },
                    ));
                    match self.peek().map(|token| (token.kind, token.span.end)) {
                        Some((TokenKind::Comma, end)) => self.at = end,
                        _ => break,
                    }
                }
            }
        }
        arguments
    }

    /// Takes the closing parenthesis and says where the call ends.
    fn close(&mut self, open: &Span) -> usize {
        if let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Close) {
            self.at = token.span.end;
        } else {
            self.report(Problem::error(
                Code::UnclosedParenthesis,
                open.clone(),
                "this parenthesis is not closed",
            ));
            self.at = self.text.trim_end().len().max(self.at);
        }
        self.at
    }

    fn group(&mut self, open: Span) -> Node {
        if self.depth >= MAX_DEPTH {
            self.too_deep(open.clone());
            let span = open.start..self.skip_parentheses();
            return node(NodeKind::Unreadable(self.slice(&span).to_owned()), span);
        }
        self.at = open.end;
        self.depth += 1;
        let mut inner = self.comparison();
        self.depth -= 1;
        if self
            .peek()
            .is_some_and(|token| token.kind != TokenKind::Close)
        {
            let skipped = self.skip_to_end_of_group();
            self.report(Problem::error(
                Code::Unexpected,
                skipped,
                "a closing parenthesis is expected here",
            ));
        }
        let end = self.close(&open);
        let span = open.start..end;
        self.report(if inner.kind == NodeKind::Omitted {
            Problem::error(
                Code::MissingOperand,
                span.clone(),
                "the parentheses hold nothing: is a function's name missing?",
            )
        } else {
            Problem::warning(
                Code::GroupingParentheses,
                span.clone(),
                "parentheses that call no function are not documented: nest functions instead",
            )
        });
        inner.span = span;
        inner
    }

    fn peek(&self) -> Option<Token> {
        token_at(self.text, self.at)
    }

    fn peek_comparison(&self) -> Option<(Token, Comparison)> {
        let token = self
            .peek()
            .filter(|token| token.kind == TokenKind::Operator)?;
        let operator = Comparison::from_text(token.text(self.text))?;
        Some((token, operator))
    }

    fn expect_operand(&mut self, operand: &Node, operator: &Span) {
        if operand.kind == NodeKind::Omitted {
            self.report(Problem::error(
                Code::MissingOperand,
                operator.clone(),
                "this operator needs a value on either side",
            ));
        }
    }

    fn too_deep(&mut self, span: Span) {
        self.report(Problem::error(
            Code::TooDeep,
            span,
            format!("nested more than {MAX_DEPTH} levels deep"),
        ));
    }

    fn slice(&self, span: &Span) -> &'a str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    fn report(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

/// Whether a number token is one: digits with at most one point, or hexadecimal that fits 64 bits.
fn is_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("&H").or(text.strip_prefix("&h")) {
        return u64::from_str_radix(digits, 16).is_ok();
    }
    text.matches('.').count() <= 1 && !text.ends_with('.')
}

/// Resolves `\"` and `\\`; any other pair is kept, as an example on the reference page needs it.
fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('"' | '\\')) => text.extend(chars.next()),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests;
