//! Entra ID's expression language for attribute mappings.
//!
//! Knows text and values only: no project, no catalogue, no clock, no randomness.

mod functions;
mod lexer;
mod parser;
mod printer;
mod problem;
mod signature;
mod tree;

pub use functions::{
    Family, Function, MAX_CHARACTERS, Parameter, bare_words, find_function,
    find_function_ignoring_case, functions,
};
pub use lexer::{Span, Token, TokenKind, origins, rename_origin, tokens};
pub use parser::{MAX_DEPTH, Parsed, parse};
pub use printer::quote;
pub use problem::{Code, Fix, Problem, Severity};
pub use tree::{Call, Comparison, Node, NodeKind};
