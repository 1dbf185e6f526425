//! The shipped reference: what attributes the three systems have, what the documents say of the mapping, and where.
//!
//! It states facts with their sources; it judges no project.

mod source;

pub use source::Source;
