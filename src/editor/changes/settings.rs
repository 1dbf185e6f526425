//! Changes of what Entra ID does with users and with groups as a whole.

use super::Change;
use crate::model::{
    AttributePath, Clause, Column, Edit, Project, Resource, ResourceSettings, ScopingFilter,
    UnknownMembers,
};

/// Changes the settings of a resource; `what` names it for undo. None if nothing would change.
pub fn change_resource_settings(
    project: &Project,
    resource: Resource,
    what: &str,
    change: impl FnOnce(&mut ResourceSettings),
) -> Option<Change> {
    let before = project.resource_settings(resource);
    let mut settings = before.clone();
    change(&mut settings);
    if settings == *before {
        return None;
    }
    let of = resource.label().to_lowercase();
    Change::new(
        format!("Change {what} of {of}s"),
        vec![Edit::SetResourceSettings {
            resource,
            settings: Box::new(settings),
        }],
    )
}

/// Changes what Entra ID has once for the whole application, for users and groups alike; `what` names it for undo.
///
/// None if nothing would change.
pub fn change_application_settings(
    project: &Project,
    what: &str,
    change: impl Fn(&mut ResourceSettings),
) -> Option<Change> {
    let edits = [Resource::User, Resource::Group]
        .into_iter()
        .filter_map(|resource| change_resource_settings(project, resource, what, &change))
        .map(|changed| changed.edit)
        .collect();
    Change::new(format!("Change {what}"), edits)
}

/// Adds a scoping filter with a free title and no clause.
pub fn add_scoping_filter(project: &Project, resource: Resource) -> Option<Change> {
    named("Add scoping filter", project, resource, |settings| {
        let filters = &mut settings.scoping_filters;
        // One more number than there are titles: one of them is free.
        let title = (filters.len() + 1..=2 * filters.len() + 1)
            .map(|number| format!("Scoping filter {number}"))
            .find(|title| filters.iter().all(|filter| filter.name != *title))
            .unwrap_or_default();
        filters.push(ScopingFilter {
            name: title,
            clauses: Vec::new(),
            unknown: UnknownMembers::default(),
        });
    })
}

/// Changes the scoping filter at this place; none if nothing would change.
pub fn change_scoping_filter(
    project: &Project,
    resource: Resource,
    place: usize,
    change: impl FnOnce(&mut ScopingFilter),
) -> Option<Change> {
    named("Change scoping filter", project, resource, |settings| {
        if let Some(filter) = settings.scoping_filters.get_mut(place) {
            change(filter);
        }
    })
}

/// Removes the scoping filter at this place.
pub fn remove_scoping_filter(
    project: &Project,
    resource: Resource,
    place: usize,
) -> Option<Change> {
    named("Remove scoping filter", project, resource, |settings| {
        if place < settings.scoping_filters.len() {
            settings.scoping_filters.remove(place);
        }
    })
}

/// Adds a clause to the scoping filter at this place: the attribute is not null, until somebody says more.
pub fn add_clause(
    project: &Project,
    resource: Resource,
    filter: usize,
    attribute: &str,
) -> Option<Change> {
    let clause = Clause {
        attribute: AttributePath::new(Column::Source, attribute),
        operator: "IS NOT NULL".to_owned(),
        value: None,
        unknown: UnknownMembers::default(),
    };
    let mut change = change_scoping_filter(project, resource, filter, |filter| {
        filter.clauses.push(clause);
    })?;
    "Add clause".clone_into(&mut change.name);
    Some(change)
}

/// Changes a clause of the scoping filter at this place; none if nothing would change.
pub fn change_clause(
    project: &Project,
    resource: Resource,
    (filter, clause): (usize, usize),
    change: impl FnOnce(&mut Clause),
) -> Option<Change> {
    let mut changed = change_scoping_filter(project, resource, filter, |filter| {
        if let Some(clause) = filter.clauses.get_mut(clause) {
            change(clause);
        }
    })?;
    "Change clause".clone_into(&mut changed.name);
    Some(changed)
}

/// Removes a clause of the scoping filter at this place.
pub fn remove_clause(
    project: &Project,
    resource: Resource,
    (filter, clause): (usize, usize),
) -> Option<Change> {
    let mut change = change_scoping_filter(project, resource, filter, |filter| {
        if clause < filter.clauses.len() {
            filter.clauses.remove(clause);
        }
    })?;
    "Remove clause".clone_into(&mut change.name);
    Some(change)
}

fn named(
    name: &str,
    project: &Project,
    resource: Resource,
    change: impl FnOnce(&mut ResourceSettings),
) -> Option<Change> {
    let mut change = change_resource_settings(project, resource, "scope", change)?;
    name.clone_into(&mut change.name);
    Some(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scope;

    const USERS: Resource = Resource::User;

    fn applied(before: &Project, change: Option<Change>) -> (String, Project) {
        let mut after = before.clone();
        let change = change.unwrap();
        let inverse = after.apply(change.edit).unwrap();
        let mut back = after.clone();
        back.apply(inverse).unwrap();
        assert_eq!(back, *before, "{}", change.name);
        (change.name, after)
    }

    #[test]
    fn a_setting_is_changed_for_one_resource_and_named() {
        let project = Project::default();
        let all = |settings: &mut ResourceSettings| settings.scope = Scope::All;
        let change = change_resource_settings(&project, Resource::Group, "scope", all);
        let (name, after) = applied(&project, change);
        assert_eq!(name, "Change scope of groups");
        assert_eq!(after.resource_settings(Resource::Group).scope, Scope::All);
        assert_eq!(
            after.resource_settings(USERS),
            project.resource_settings(USERS)
        );
        assert_eq!(
            change_resource_settings(&after, Resource::Group, "scope", all),
            None
        );
    }

    #[test]
    fn what_the_application_has_once_is_changed_for_both() {
        let all = |settings: &mut ResourceSettings| settings.scope = Scope::All;
        let project = Project::default();
        let (name, after) = applied(
            &project,
            change_application_settings(&project, "scope", all),
        );
        assert_eq!(name, "Change scope");
        for resource in [USERS, Resource::Group] {
            assert_eq!(after.resource_settings(resource).scope, Scope::All);
        }
        assert_eq!(change_application_settings(&after, "scope", all), None);
    }

    #[test]
    fn filters_and_clauses_come_and_go() {
        let project = Project::default();
        let (_, project) = applied(&project, add_scoping_filter(&project, USERS));
        let (_, project) = applied(&project, add_scoping_filter(&project, USERS));
        let titles: Vec<_> = project
            .resource_settings(USERS)
            .scoping_filters
            .iter()
            .map(|filter| filter.name.as_str())
            .collect();
        assert_eq!(titles, ["Scoping filter 1", "Scoping filter 2"]);
        let (name, project) = applied(&project, add_clause(&project, USERS, 1, "department"));
        assert_eq!(name, "Add clause");
        let (name, project) = applied(
            &project,
            change_clause(&project, USERS, (1, 0), |clause| {
                clause.operator = "EQUALS".to_owned();
                clause.value = Some("Support".to_owned());
            }),
        );
        assert_eq!(name, "Change clause");
        let clause = project.resource_settings(USERS).scoping_filters[1].clauses[0].clone();
        assert_eq!(clause.value.as_deref(), Some("Support"));
        assert_eq!(remove_clause(&project, USERS, (0, 0)), None);
        let (name, project) = applied(&project, remove_clause(&project, USERS, (1, 0)));
        assert_eq!(name, "Remove clause");
        let (name, project) = applied(&project, remove_scoping_filter(&project, USERS, 0));
        assert_eq!(name, "Remove scoping filter");
        assert_eq!(project.resource_settings(USERS).scoping_filters.len(), 1);
        assert_eq!(remove_scoping_filter(&project, USERS, 4), None);
        // A title that is taken is not given again.
        let (_, project) = applied(&project, add_scoping_filter(&project, USERS));
        assert_eq!(
            project.resource_settings(USERS).scoping_filters[1].name,
            "Scoping filter 3"
        );
    }
}
