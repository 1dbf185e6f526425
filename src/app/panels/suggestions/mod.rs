//! Links that may be missing, below the map: ranked, explained, accepted or dismissed one by one or as a set.

mod list;
mod state;

pub use list::suggestions_ui;
pub(in crate::app) use list::tools_ui;
pub use state::{Pair, SuggestionsState};
