//! The differences between two projects, in words.
//!
//! Not a difference of texts: links are told apart by what they fill, attributes by what they mean, and order counts
//! only where it is shown. It changes nothing and knows no file format; what comes out is in a stated order.

mod aspects;
mod attributes;
mod difference;
mod json;
mod links;
mod notes;
mod projects;
mod records;
mod settings;

#[cfg(test)]
mod tests;

pub use difference::{Aspect, Difference, DifferenceKind, Subject};
pub use json::JsonDifference;
pub use projects::{Scope, compare};
