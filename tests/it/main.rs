//! Integration tests: one binary of named modules.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "test helpers may panic and write scratch files"
)]

#[cfg(feature = "gui")]
mod accessible;
mod architecture;
mod awkward;
#[cfg(feature = "gui")]
mod changes;
mod checking;
mod cli;
mod exports;
#[cfg(feature = "gui")]
mod expression_field;
mod expressions;
#[cfg(feature = "gui")]
mod findings;
mod golden;
mod hostile;
#[cfg(feature = "gui")]
mod images;
#[cfg(feature = "gui")]
mod import_view;
mod imports;
#[cfg(feature = "gui")]
mod inspector;
#[cfg(feature = "gui")]
mod map;
#[cfg(feature = "gui")]
mod menus;
mod own_table;
#[cfg(feature = "gui")]
mod pages;
mod pilot;
#[cfg(feature = "gui")]
mod pilot_files;
mod pilot_golden;
#[cfg(feature = "gui")]
mod pilot_view;
#[cfg(feature = "gui")]
mod safety;
mod samples;
mod schemas;
#[cfg(feature = "gui")]
mod settings;
#[cfg(feature = "gui")]
mod sizes;
#[cfg(feature = "gui")]
mod steady;
#[cfg(feature = "gui")]
mod suggestions;
#[cfg(feature = "gui")]
mod table;
#[cfg(feature = "gui")]
mod window;
