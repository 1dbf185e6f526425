//! Findings: a linter for mappings.
//!
//! One file per rule. A rule's test is cheap and looks at numbers; its words (message, evidence, fixes) are made when
//! somebody reads them, so that a large project is checked anew after every edit.
//! It judges and proposes; it changes nothing.

mod attribute_facts;
mod conflicts;
#[cfg(test)]
mod draft_tests;
mod facts;
mod finding;
mod findings;
mod fix;
mod link_facts;
mod names;
mod near;
mod of_row;
mod page;
mod rule;
mod rules;
mod scene;
mod worst;

#[cfg(test)]
mod testing;

pub use finding::{Certainty, Finding, Fix, Severity};
pub use findings::{Findings, Spot, Where};
pub use fix::{Applied, apply_certain};
pub use of_row::{standing_on_row, worst_on_row};
pub use page::{Page, page, pages};
pub use worst::Worst;
