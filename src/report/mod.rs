//! The handoff as content: headings, paragraphs, lists and tables, in the order they are read.
//!
//! It knows no format: what a block looks like is the exporter's business.

mod block;
mod handoff;
mod sections;

pub use block::{Block, Content, Item, TableBlock};
pub use handoff::Report;
