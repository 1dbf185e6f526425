#![doc = include_str!("ARCHITECTURE.md")]

pub mod json;
pub mod model;
pub mod store;

pub mod catalog;
pub mod expr;

pub mod rows;

pub mod check;
pub mod compare;
pub mod entra;

pub mod picture;
pub mod pilot;
pub mod suggest;

pub mod import;

pub mod export;
pub mod report;

pub mod editor;

pub mod cli;

#[cfg(feature = "gui")]
pub mod app;
