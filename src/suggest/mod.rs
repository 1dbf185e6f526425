//! Ranked counterparts for attributes that are not mapped, each with its reasons.
//!
//! It proposes; a person accepts or dismisses. Nothing is ever applied by itself.

mod name;
mod rank;

pub use rank::{Reason, Suggestion, accept, best, suggest};
