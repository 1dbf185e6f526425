//! Findings below the map: filtered, stepped through, put right or accepted with a reason.

mod accept;
mod list;
mod state;

pub use accept::accept_ui;
pub(in crate::app) use list::fixed;
pub use list::{filters_ui, findings_ui};
pub(in crate::app) use state::jump;
pub use state::{FindingsState, Way};

use crate::app::theme::Icon;
use crate::check::Severity;

/// The shape that stands for a severity.
pub(in crate::app) fn severity_icon(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
        Severity::Hint => Icon::Hint,
    }
}
