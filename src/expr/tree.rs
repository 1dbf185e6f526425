//! An expression as a tree.
//!
//! Every node knows its place in the text; equality of nodes compares meaning and leaves the places out.

use super::lexer::Span;

/// A part of an expression.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// An argument left out: null.
    Omitted,
    /// `[name]`; the name without the brackets and the blanks around it.
    Attribute(String),
    /// `"text"`; the text itself, escapes resolved.
    Text(String),
    /// A number as typed: `12`, `-10`, `&HFF`.
    Number(String),
    /// A bare word such as `UTF8` or `IgnoreAttributeFlow`.
    Word(String),
    /// `Name(argument, …)`.
    Call(Call),
    /// `left = right` and its kin.
    Compare(Comparison, Box<[Node; 2]>),
    /// `a & b & …`; two parts or more.
    Concat(Vec<Node>),
    /// What could not be read; a problem says why.
    Unreadable(String),
}

/// A function call.
#[derive(Clone, Debug)]
pub struct Call {
    /// The function's name as typed.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The arguments in order; an omitted one is [`NodeKind::Omitted`].
    pub arguments: Vec<Node>,
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.arguments == other.arguments
    }
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The operator that is written so; none for `&`.
    pub fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// How it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Node {
    /// The parts directly below, in order.
    pub fn children(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Call(call) => &call.arguments,
            NodeKind::Compare(_, sides) => sides.as_slice(),
            NodeKind::Concat(parts) => parts,
            _ => &[],
        }
    }

    /// This node and every node below it, each before its parts, in the order of the text.
    pub fn descendants(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let node = open.pop()?;
            open.extend(node.children().iter().rev());
            Some(node)
        })
    }

    /// The innermost node at a byte of the text; none outside the expression.
    pub fn at(&self, byte: usize) -> Option<&Self> {
        let mut found = self.span.contains(&byte).then_some(self)?;
        while let Some(child) = found
            .children()
            .iter()
            .find(|child| child.span.contains(&byte))
        {
            found = child;
        }
        Some(found)
    }

    /// The call, if this is one.
    pub fn as_call(&self) -> Option<&Call> {
        match &self.kind {
            NodeKind::Call(call) => Some(call),
            _ => None,
        }
    }

    /// The call, if it calls the function of that name.
    pub fn as_call_of(&self, name: &str) -> Option<&Call> {
        self.as_call().filter(|call| call.name == name)
    }

    /// The attribute's name, if this is an attribute.
    pub fn as_attribute(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Attribute(name) => Some(name),
            _ => None,
        }
    }
}
