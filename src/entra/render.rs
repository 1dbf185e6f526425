//! New pieces of JSON, laid out as the text around them is.

use crate::json::{JsonTree, write_text};

/// A piece of JSON to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// As it is.
    Raw(String),
    /// A text.
    Text(String),
    /// An object.
    Object(Vec<(&'static str, Self)>),
    /// A list.
    List(Vec<Self>),
}

impl Piece {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn null() -> Self {
        Self::Raw("null".to_owned())
    }

    pub(super) fn boolean(value: bool) -> Self {
        Self::Raw(value.to_string())
    }

    /// The same object with its members in the order of `model`, those that it has not behind them.
    pub(super) fn ordered_as(self, model: Option<&JsonTree<'_>>) -> Self {
        let (Self::Object(mut members), Some(model)) = (self.clone(), model) else {
            return self;
        };
        let place = |name: &str| {
            let names = model.members().iter();
            names
                .map(|member| member.name.as_ref())
                .position(|known| known == name)
                .unwrap_or(usize::MAX)
        };
        members.sort_by_key(|(name, _)| place(name));
        Self::Object(members)
    }
}

/// How the text around is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// What a line starts with for each level; none if all stands on one line.
    pub(super) unit: Option<String>,
    /// What ends a line.
    pub(super) line_break: &'static str,
    /// What stands between a name and its value.
    pub(super) colon: String,
}

impl Layout {
    /// The layout of an object of this text; `{"a":1}` and `{ "a": 1 }` are on one line.
    pub(super) fn of(text: &str, tree: &JsonTree<'_>) -> Self {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let Some(first) = tree.members().first() else {
            return Self {
                unit: Some("  ".to_owned()),
                line_break,
                colon: ": ".to_owned(),
            };
        };
        let name = text
            .get(first.at..first.tree.span.start)
            .unwrap_or_default();
        let colon = name.rsplit_once('"').map_or(": ", |(_, colon)| colon);
        let before = text.get(tree.span.start..first.at).unwrap_or_default();
        let unit = before.contains('\n').then(|| {
            let inner = indent(text, first.at);
            let outer = indent(text, tree.span.start);
            inner.strip_prefix(outer).unwrap_or("  ").to_owned()
        });
        Self {
            unit,
            line_break,
            colon: colon.to_owned(),
        }
    }

    /// A piece that starts on a line with this indent.
    pub(super) fn render(&self, piece: &Piece, indent: &str) -> String {
        let mut out = String::new();
        self.push(piece, indent, &mut out);
        out
    }

    fn push(&self, piece: &Piece, indent: &str, out: &mut String) {
        match piece {
            Piece::Raw(text) => out.push_str(text),
            Piece::Text(text) => write_text(out, text),
            Piece::Object(members) => {
                self.push_all(
                    ['{', '}'],
                    members,
                    indent,
                    out,
                    |out, (name, value), inner| {
                        write_text(out, name);
                        out.push_str(&self.colon);
                        self.push(value, inner, out);
                    },
                );
            }
            Piece::List(items) => {
                self.push_all(['[', ']'], items, indent, out, |out, item, inner| {
                    self.push(item, inner, out);
                });
            }
        }
    }

    fn push_all<T>(
        &self,
        [open, close]: [char; 2],
        parts: &[T],
        indent: &str,
        out: &mut String,
        mut push: impl FnMut(&mut String, &T, &str),
    ) {
        out.push(open);
        let inner = self.unit.as_ref().map(|unit| format!("{indent}{unit}"));
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            if let Some(inner) = &inner {
                out.push_str(self.line_break);
                out.push_str(inner);
            }
            push(out, part, inner.as_deref().unwrap_or(indent));
        }
        if inner.is_some() && !parts.is_empty() {
            out.push_str(self.line_break);
            out.push_str(indent);
        }
        out.push(close);
    }
}

/// The blanks that the line of this place starts with.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |found| found + 1);
    let rest = text.get(line..).unwrap_or_default();
    let end = rest.find(|c| c != ' ' && c != '\t').unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}
