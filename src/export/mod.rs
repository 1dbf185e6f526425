//! The completed table and the handoff as bytes, one file per format.
//!
//! Data stays raw up to here and is escaped once, for its place in its format.
//! The same project gives the same bytes.

pub mod csv;
pub mod markdown;

mod markdown_text;
