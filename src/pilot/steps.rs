//! The steps of one user's run, in words without a value.

use super::lifecycle::{Left, Lifecycle};
use super::plan::Plan;
use super::reason::{Action, Reason};
use super::verdict::{Subject, Verdict};
use crate::model::Scope;

/// One of the steps of a provisioning run. Source: provision-on-demand page of ms-how-prov's set, read 2026-11.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: &'static str,
    /// How it went.
    pub status: StepStatus,
    /// What came of it, without a value.
    pub detail: String,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepStatus {
    /// It went on.
    Passed,
    /// It ended the run, as it should.
    Stopped,
    /// It failed.
    Failed,
    /// It was not reached.
    NotReached,
}

impl StepStatus {
    /// The word in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::NotReached => "not reached",
        }
    }
}

impl Plan {
    /// Import, scope, match and action, as they went for one user.
    pub(super) fn steps(
        &self,
        subject: Subject<'_>,
        verdict: &Verdict<'_>,
        is_found: bool,
    ) -> [Step; 4] {
        let source = self.source(subject, verdict.left.is_some());
        let with_value = (0..self.slots.len())
            .filter(|slot| !source.value(*slot).is_null())
            .count();
        let no_value = verdict.reason == Reason::NoMatchingValue;
        let import = Step {
            name: "Import",
            status: if no_value {
                StepStatus::Failed
            } else {
                StepStatus::Passed
            },
            detail: format!("{with_value} of {} values", self.slots.len()),
        };
        let scope = Step {
            name: "Scope",
            status: match verdict.left {
                None => StepStatus::Passed,
                Some(_) => StepStatus::Stopped,
            },
            detail: self.scope_words(subject, verdict.left),
        };
        [
            import,
            scope,
            self.match_step(verdict, is_found),
            self.action_step(verdict),
        ]
    }

    fn scope_words(&self, subject: Subject<'_>, left: Option<Left>) -> String {
        let source = self.source(subject, left.is_some());
        let lifecycle: Lifecycle = subject.lifecycle;
        let mut words = vec![
            match (self.scope, lifecycle.assigned) {
                (Scope::All, _) => "all users",
                (Scope::AssignedOnly, true) => "assigned",
                (Scope::AssignedOnly, false) => "not assigned",
            }
            .to_owned(),
        ];
        if self.filters.is_empty() {
            words.push("no filter".to_owned());
        }
        for filter in &self.filters {
            let clauses = filter.explain(|slot| source.value(slot));
            let fails = clauses.iter().find(|(_, holds)| !holds);
            words.push(match fails {
                None => format!("{} holds", filter.name),
                Some((clause, _)) => format!("{} fails at {clause}", filter.name),
            });
        }
        if let Some(left) = left
            && !matches!(left, Left::Unassigned | Left::FilteredOut)
        {
            words.push(left.words().to_owned());
        }
        words.join(", ")
    }

    fn match_step(&self, verdict: &Verdict<'_>, is_found: bool) -> Step {
        let by: Vec<_> = verdict
            .tried
            .iter()
            .map(|flow| self.short_target_of(*flow))
            .collect();
        let by = by.join(", then ");
        let (status, detail) = match verdict.reason {
            Reason::ProvisioningIsOff => (StepStatus::NotReached, String::new()),
            Reason::NoMatchingAttribute | Reason::NoMatchingValue => {
                (StepStatus::Failed, self.words(verdict.reason))
            }
            Reason::SeveralMatches(_) => (StepStatus::Failed, format!("{by}: several found")),
            _ if verdict.tried.is_empty() => (StepStatus::NotReached, String::new()),
            _ if is_found => (StepStatus::Passed, format!("{by}: one found")),
            _ => (StepStatus::Passed, format!("{by}: none found")),
        };
        Step {
            name: "Match",
            status,
            detail,
        }
    }

    fn action_step(&self, verdict: &Verdict<'_>) -> Step {
        let sent: Vec<_> = verdict
            .sendings
            .iter()
            .enumerate()
            .filter(|(_, sending)| sending.is_sent())
            .map(|(at, _)| self.short_target_of(at))
            .collect();
        let (status, detail) = match verdict.action {
            Action::Fail => (StepStatus::Failed, self.words(verdict.reason)),
            Action::Skip => (StepStatus::Stopped, self.words(verdict.reason)),
            Action::Delete => (StepStatus::Passed, "delete".to_owned()),
            Action::Create => (
                StepStatus::Passed,
                format!("create with {} attributes", sent.len()),
            ),
            Action::Update | Action::Disable => (
                StepStatus::Passed,
                match sent.as_slice() {
                    few if few.len() <= 3 => {
                        format!("{}: {}", verdict.action.as_str(), few.join(", "))
                    }
                    many => format!("{}: {} attributes", verdict.action.as_str(), many.len()),
                },
            ),
        };
        Step {
            name: "Action",
            status,
            detail,
        }
    }
}
