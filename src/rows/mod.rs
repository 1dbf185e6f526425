//! The completed table: end-to-end rows, derived once per revision.
//!
//! An [`Index`] says what feeds what, [`Rows`] lists the chains as numbers, and a [`Table`] reads them as text on demand.
//! It derives and never changes a project; it judges nothing beyond whether a chain is used.

mod adjacency;
mod cells;
mod ends;
mod facts;
mod index;
mod json;
mod naming;
mod parts;
mod row;
mod row_id;
mod table;
mod used;

#[cfg(test)]
mod tests;

pub(crate) use cells::KnownEvidence;
pub use cells::{TableColumn, source_text};
pub(crate) use ends::shared_ends;
pub use index::{AttributeNumber, Index, LinkNumber, NoteNumber};
pub use json::JsonRow;
pub(crate) use parts::in_parts;
pub use row::{Row, Rows};
pub use table::{NoReference, Reference, Table};
pub use used::{Check, Reason, Used};
