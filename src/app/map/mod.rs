//! The three columns on screen: what is in view is laid out by [`picture`](crate::picture), painted and made to react here.
//!
//! It reads a [`ViewContext`](super::context::ViewContext) and asks for changes through commands; it changes nothing itself.

mod begin;
mod content;
mod copying;
mod cycle;
mod drag;
mod filter;
mod findings;
mod hit;
mod interact;
mod keys;
mod links;
mod menu;
mod order;
mod paint;
mod paint_rows;
mod paint_wires;
mod rows;
mod scene;
mod scroll;
mod search;
mod state;
mod view;
mod widths;

pub use state::{MapState, Way};
pub use view::map_ui;
