//! Heading, systems, and the settings of users and groups.

use super::aspects::Aspects;
use super::difference::{Difference, Subject};
use super::projects::Scope;
use crate::model::{
    AttributeId, Column, Hop, OutOfScope, PatchStyle, Project, Provisioning, Resource,
    ResourceSettings, Scope as Objects, ScopingFilter,
};

/// Title, customer and summary.
pub(super) fn heading(before: &Project, after: &Project, found: &mut Vec<Difference>) {
    let (old, new) = (before.heading(), after.heading());
    let mut aspects = Aspects::default();
    aspects.differ_text("title", &old.title, &new.title);
    aspects.differ_text("customer", &old.customer, &new.customer);
    aspects.differ_text("summary", &old.summary, &new.summary);
    found.extend(aspects.into_change(Subject::Heading, "Project", String::new()));
}

/// Names, catalogues and the order of the attributes that both have.
pub(super) fn systems(before: &Project, after: &Project, found: &mut Vec<Difference>) {
    for column in Column::ALL {
        let (old, new) = (before.system(column), after.system(column));
        let mut aspects = Aspects::default();
        aspects.differ_text("name", &old.name, &new.name);
        aspects.differ_text("catalogue", &old.catalog, &new.catalog);
        if is_reordered(before, after, column) {
            let first = |project: &Project| {
                let labels = project.system(column).attributes();
                let labels: Vec<_> = labels.map(|attribute| attribute.id.label()).collect();
                Some(labels.join(", "))
            };
            aspects.force("order", first(before), first(after));
        }
        aspects.differ_unknown(&old.unknown, &new.unknown);
        found.extend(aspects.into_change(
            Subject::System(column),
            &new.name,
            column.as_str().to_owned(),
        ));
    }
}

/// Whether the attributes that both columns have stand in another order.
fn is_reordered(before: &Project, after: &Project, column: Column) -> bool {
    let common = |one: &Project, other: &Project| -> Vec<AttributeId> {
        one.system(column)
            .attributes()
            .map(|attribute| &attribute.id)
            .filter(|id| other.attribute(id).is_some())
            .cloned()
            .collect()
    };
    common(before, after) != common(after, before)
}

/// What Entra ID does with users and with groups as a whole.
pub(super) fn resources(
    before: &Project,
    after: &Project,
    scope: Scope,
    found: &mut Vec<Difference>,
) {
    for resource in Resource::ALL {
        if scope == Scope::EntraSchema && !has_mapping(before, resource) {
            continue;
        }
        let (old, new) = (
            before.resource_settings(resource),
            after.resource_settings(resource),
        );
        if old == new {
            continue;
        }
        let aspects = setting_aspects(old, new, scope);
        let name = format!("{}s", resource.label());
        found.extend(aspects.into_change(Subject::Settings(resource), &name, String::new()));
    }
}

/// Whether a project says anything of the first hop of a resource.
pub(super) fn has_mapping(project: &Project, resource: Resource) -> bool {
    project
        .links()
        .any(|(_, link)| link.resource() == resource && link.hop() == Hop::SourceToProtocol)
}

fn setting_aspects(old: &ResourceSettings, new: &ResourceSettings, scope: Scope) -> Aspects {
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    let enabled = |settings: &ResourceSettings| match settings.provisioning {
        Provisioning::Enabled => "enabled",
        Provisioning::Disabled => "disabled",
    };
    let mut aspects = Aspects::default();
    aspects.differ_word("provisioning", enabled(old), enabled(new));
    let actions = [
        ("create", old.actions.create, new.actions.create),
        ("update", old.actions.update, new.actions.update),
        ("delete", old.actions.delete, new.actions.delete),
    ];
    for (what, was, is) in actions {
        aspects.differ_word(what, yes_no(was), yes_no(is));
    }
    let filters = |settings: &ResourceSettings| filter_words(&settings.scoping_filters);
    if old.scoping_filters != new.scoping_filters {
        aspects.force("scoping filters", filters(old), filters(new));
    }
    // The rest is a setting of the application, which no schema holds.
    if scope == Scope::EntraSchema {
        return aspects;
    }
    let objects = |settings: &ResourceSettings| match settings.scope {
        Objects::AssignedOnly => "assigned only",
        Objects::All => "all",
    };
    aspects.differ_word("scope", objects(old), objects(new));
    let leaving = |settings: &ResourceSettings| match settings.out_of_scope {
        OutOfScope::Deprovision => "disable or delete",
        OutOfScope::SkipDeletion => "skip deletion",
    };
    aspects.differ_word("out of scope", leaving(old), leaving(new));
    let patches = |settings: &ResourceSettings| match settings.patch_style {
        PatchStyle::Classic => "classic",
        PatchStyle::AadOptscim062020 => "aadOptscim062020",
    };
    aspects.differ_word("patch style", patches(old), patches(new));
    aspects.differ_unknown(&old.unknown, &new.unknown);
    aspects
}

/// `AD users: dirSyncEnabled EQUALS True and …`, a filter after the other.
fn filter_words(filters: &[ScopingFilter]) -> Option<String> {
    let words: Vec<_> = filters
        .iter()
        .map(|filter| {
            let clauses: Vec<_> = filter
                .clauses
                .iter()
                .map(|clause| {
                    let value = clause.value.as_deref().unwrap_or_default();
                    let text = format!("{} {} {value}", clause.attribute.label(), clause.operator);
                    text.trim_end().to_owned()
                })
                .collect();
            format!("{}: {}", filter.name, clauses.join(" and "))
        })
        .collect();
    (!words.is_empty()).then(|| words.join("; or "))
}
