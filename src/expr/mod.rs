//! Entra ID's expression language for attribute mappings.
//!
//! Knows text and values only: no project, no catalogue, no clock, no randomness.
//! [`parse`] reads a text and never fails; [`Parsed::compile`] makes it ready; [`Compiled::evaluate`] runs it, as often
//! as wanted, within caps.

mod add_origin;
mod brackets;
mod builtin;
mod compile;
mod completion;
mod evaluate;
mod facts;
mod failure;
mod functions;
mod lexer;
mod lint;
mod number;
mod pairs;
mod parser;
mod pattern;
mod printer;
mod problem;
mod random;
mod signature;
mod tree;
mod value;

pub use add_origin::add_origin;
pub use brackets::{Bracket, bracket_at};
pub use compile::Compiled;
pub use completion::{Candidate, CandidateKind, Completion, MAX_CANDIDATES, call_at, complete};
pub use evaluate::{Evaluation, Stop, Traced};
pub use facts::{
    Applied, AttributeFacts, AttributeKind, MappingFacts, Scope, SourceSystem, TargetSystem,
};
pub use failure::{Failure, FailureKind, MAX_STEPS, MAX_VALUE_BYTES, MAX_WORK_BYTES, PatternFault};
pub use functions::{
    Family, Function, MAX_CHARACTERS, Parameter, bare_words, find_function,
    find_function_ignoring_case, functions,
};
pub use lexer::{Span, Token, TokenKind, origins, rename_origin, tokens};
pub use lint::{lint, match_special_characters, no_is_soft_deleted, scope_unsupported_attribute};
pub use pairs::{pair, pair_each};
pub use parser::{MAX_DEPTH, Parsed, parse};
pub use printer::quote;
pub use problem::{Code, Fix, Problem, Severity};
pub use tree::{Call, Comparison, Node, NodeKind};
pub use value::{Flow, Mark, Marks, Outcome, Settings, Taken, Value, Values};

#[cfg(test)]
mod tests;
