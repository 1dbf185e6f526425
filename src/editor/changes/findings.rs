//! Changes that answer findings and suggestions.

use jiff::civil::Date;

use super::Change;
use crate::catalog::Catalog;
use crate::check::{Fix, apply_certain};
use crate::model::{AcceptedFinding, Edit, FindingKey, Project, UnknownMembers};
use crate::suggest::{self, Suggestion};

/// Puts something right as a fix proposes.
pub fn apply_fix(fix: &Fix) -> Change {
    Change {
        name: fix.name.clone(),
        edit: fix.edit.clone(),
    }
}

/// Applies every certain fix, and what those bring up, as one change; none if no fix is certain.
pub fn apply_certain_fixes(
    project: &Project,
    catalog: &Catalog,
    today: Option<Date>,
) -> Option<Change> {
    let (_, applied) = apply_certain(project, catalog, today);
    let name = match applied.as_slice() {
        [] => return None,
        [one] => one.name.clone(),
        several => format!("Apply {} certain fixes", several.len()),
    };
    let edits = applied.into_iter().map(|one| one.edit).collect();
    Some(Change {
        name,
        edit: Edit::Batch(edits),
    })
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

    use std::sync::Arc;

    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::model::{
        Attribute, AttributeId, AttributePath, Column, Link, Place, Resource, Rule,
    };

    #[test]
    fn certain_fixes_are_one_change_that_leaves_none() {
        let today = date(2026, 11, 25);
        let mut project = reference_project();
        assert_eq!(
            apply_certain_fixes(&project, reference(), Some(today)),
            None
        );
        let id = AttributeId::protocol(Resource::User, "title");
        let name = "jobTitel";
        let own = Attribute::custom(AttributeId::source(Resource::User, name));
        let link = project.next_link_id(&id);
        let old = project
            .links()
            .find(|(_, link)| link.destination == id)
            .map(|(id, _)| id.clone())
            .unwrap();
        let rule = Rule::direct(AttributePath::new(Column::Source, name));
        project
            .apply(Edit::Batch(vec![
                Edit::RemoveLink { id: old },
                Edit::AddAttribute {
                    position: usize::MAX,
                    attribute: Arc::new(own),
                },
                Edit::AddLink {
                    id: link,
                    link: Arc::new(Link::new(id, rule)),
                },
            ]))
            .unwrap();
        let change = apply_certain_fixes(&project, reference(), Some(today)).unwrap();
        let (expected, _) = apply_certain(&project, reference(), Some(today));
        project.apply(change.edit).unwrap();
        assert!(project == expected);
        assert_eq!(
            apply_certain_fixes(&project, reference(), Some(today)),
            None
        );
    }

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
