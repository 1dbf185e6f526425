//! What stands around the views: the bar above, the inspector, the messages.

pub mod drawer;
pub mod findings;
pub mod inspector;
pub mod message;
pub mod suggestions;
pub mod top_bar;
