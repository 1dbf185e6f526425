//! Entra ID's expression language for attribute mappings.
//!
//! Knows text and values only: no project, no catalogue.

mod lexer;

pub use lexer::{Span, Token, TokenKind, origins, rename_origin, tokens};
