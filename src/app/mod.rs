//! The window: everything that knows egui.

pub mod command;
pub mod context;
pub mod map;
pub mod selection;
pub mod theme;
pub mod widgets;
