//! Changes that answer findings and suggestions.

use jiff::civil::Date;

use super::Change;
use crate::check::Fix;
use crate::model::{AcceptedFinding, Edit, FindingKey, Project, UnknownMembers};
use crate::suggest::{self, Suggestion};

/// Puts something right as a fix proposes.
pub fn apply_fix(fix: &Fix) -> Change {
    Change {
        name: fix.name.clone(),
        edit: fix.edit.clone(),
    }
}

/// Accepts a finding with the reason; none if there is no reason, or nothing would change.
pub fn accept_finding(
    project: &Project,
    key: &FindingKey,
    reason: &str,
    by: &str,
    date: Date,
) -> Option<Change> {
    let reason = reason.trim();
    let before = project.accepted_findings().get(key);
    if reason.is_empty() || before.is_some_and(|before| before.reason == reason && before.by == by)
    {
        return None;
    }
    let acceptance = AcceptedFinding {
        reason: reason.to_owned(),
        by: by.to_owned(),
        date: Some(date),
        unknown: before.map_or_else(UnknownMembers::default, |before| before.unknown.clone()),
    };
    let edit = Edit::SetAcceptance {
        key: key.clone(),
        acceptance: Some(Box::new(acceptance)),
    };
    Change::new(format!("Accept finding {}", key.code), vec![edit])
}

/// Lets an accepted finding stand again; none if it was not accepted.
pub fn take_acceptance_back(project: &Project, key: &FindingKey) -> Option<Change> {
    project.accepted_findings().get(key)?;
    let edit = Edit::SetAcceptance {
        key: key.clone(),
        acceptance: None,
    };
    Change::new(
        format!("Take back the acceptance of {}", key.code),
        vec![edit],
    )
}

/// Makes the links of suggestions that a person accepted; none without any.
pub fn accept_suggestions(project: &Project, accepted: &[Suggestion]) -> Option<Change> {
    let edit = suggest::accept(project, accepted)?;
    let name = match accepted {
        [one] => format!("Link {} to {}", one.origin.label(), one.destination.label()),
        several => format!("Accept {} suggestions", several.len()),
    };
    Some(Change { name, edit })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Place;

    #[test]
    fn accepting_needs_a_reason_and_can_be_taken_back() {
        let mut project = Project::default();
        let key = FindingKey {
            code: "M001".to_owned(),
            place: Place::Project,
        };
        let today = date(2026, 11, 25);
        assert_eq!(accept_finding(&project, &key, "  ", "Dana", today), None);
        let change = accept_finding(&project, &key, " as agreed ", "Dana", today).unwrap();
        let inverse = project.apply(change.edit).unwrap();
        assert_eq!(
            project.accepted_findings().get(&key).unwrap().reason,
            "as agreed"
        );
        assert_eq!(
            accept_finding(&project, &key, "as agreed", "Dana", today),
            None
        );
        let back = take_acceptance_back(&project, &key).unwrap();
        project.apply(back.edit).unwrap();
        assert_eq!(take_acceptance_back(&project, &key), None);
        drop(inverse);
        assert_eq!(project, Project::default());
    }
}
