//! What is shown of the users: which of them the list holds, and what stands beside it.

use crate::pilot::{Action, Reason, UserOutcome, Warning};

/// What stands at the right of the list of users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Page {
    /// What came of all users.
    Outcome,
    /// The chosen user's three stages.
    #[default]
    Stages,
    /// The requests that are made for the chosen user.
    Requests,
}

/// What users have in common: what is done and why, or what to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Why {
    /// The same is done for the same reason.
    Reason(Action, Reason),
    /// The same is to be looked at.
    Warning(Warning),
}

impl Why {
    /// Whether a user has it.
    pub(super) fn is_of(self, outcome: &UserOutcome) -> bool {
        match self {
            Self::Reason(action, reason) => (outcome.action, outcome.reason) == (action, reason),
            Self::Warning(warning) => outcome.warnings.contains(&warning),
        }
    }
}

/// The entry of the filter that an action is under: disabling is an update, deleting a thing of its own.
pub(super) fn group(action: Action) -> Action {
    match action {
        Action::Disable => Action::Update,
        other => other,
    }
}
