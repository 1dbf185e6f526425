//! Small pieces that panels and views are made of.
//!
//! They take plain values and know no project, no catalogue and no command.
//! Each that can be clicked is at least 24 high, shows the keyboard's focus, and tells AccessKit its name and role.

mod visible;

pub use visible::{display_order, visible, visible_lines};
