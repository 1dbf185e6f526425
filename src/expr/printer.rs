//! A tree as text, in one canonical form: no blanks but one after a comma and around operators.
//!
//! The form as typed is the source text itself; see [`super::Parsed`].

use std::fmt::{self, Display, Formatter, Write as _};

use super::tree::{Node, NodeKind};

impl Display for Node {
    /// The canonical text: parsed again it gives an equal tree.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Omitted => Ok(()),
            NodeKind::Attribute(name) => write!(f, "[{name}]"),
            NodeKind::Text(text) => text_literal(f, text),
            NodeKind::Number(text) | NodeKind::Word(text) | NodeKind::Unreadable(text) => {
                f.write_str(text)
            }
            NodeKind::Call(call) => {
                write!(f, "{}(", call.name)?;
                for (at, argument) in call.arguments.iter().enumerate() {
                    match (at, &argument.kind) {
                        (0, _) => {}
                        (_, NodeKind::Omitted) => f.write_char(',')?,
                        _ => f.write_str(", ")?,
                    }
                    argument.fmt(f)?;
                }
                f.write_char(')')
            }
            NodeKind::Compare(operator, sides) => {
                let [left, right] = sides.as_ref();
                operand(f, left, matches!(left.kind, NodeKind::Compare(..)))?;
                write!(f, " {} ", operator.as_str())?;
                operand(f, right, matches!(right.kind, NodeKind::Compare(..)))
            }
            NodeKind::Concat(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" & ")?;
                    }
                    let loose = matches!(part.kind, NodeKind::Compare(..) | NodeKind::Concat(_));
                    operand(f, part, loose)?;
                }
                Ok(())
            }
        }
    }
}

fn operand(f: &mut Formatter<'_>, node: &Node, parenthesised: bool) -> fmt::Result {
    if parenthesised {
        write!(f, "({node})")
    } else {
        node.fmt(f)
    }
}

/// `text` in quotes, escaped.
fn text_literal(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

/// `text` as a text constant of the language, quotes and escapes included.
pub fn quote(text: &str) -> String {
    Node {
        span: 0..0,
        kind: NodeKind::Text(text.to_owned()),
    }
    .to_string()
}
