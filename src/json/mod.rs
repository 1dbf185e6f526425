//! JSON text by its places: a reader with the exact place of every fault, and the tree of a text with its spans.
//!
//! The project file and foreign JSON files are read with it; what a file means is no business of this module.

mod fault;
mod position;
mod reader;
mod strings;
mod text;
mod tree;

pub use position::Position;
pub use tree::{JsonError, JsonMember, JsonTree, JsonValue, Span, write_text};

pub(crate) use fault::{Fallible, Fault, FaultKind};
pub(crate) use position::Lines;
pub(crate) use reader::{JsonReader, Member, wrong_value};
pub(crate) use text::first_special;
