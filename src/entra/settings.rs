//! An object mapping as the settings of users or groups.

use super::schema::{ObjectMapping, member, text};
use crate::json::JsonTree;
use crate::model::{
    AttributePath, Clause, Column, LifecycleActions, Provisioning, ResourceSettings, ScopingFilter,
    UnknownMembers,
};

/// The settings with what the mapping says; what no schema holds stays as it was.
pub fn mapped_settings(mapping: &ObjectMapping<'_>, base: &ResourceSettings) -> ResourceSettings {
    let mut settings = base.clone();
    match member(mapping.tree, "enabled").and_then(JsonTree::boolean) {
        Some(true) => settings.provisioning = Provisioning::Enabled,
        Some(false) => settings.provisioning = Provisioning::Disabled,
        None => {}
    }
    if let Some(words) = text(mapping.tree, "flowTypes") {
        settings.actions = actions(words);
    }
    if let Some(filters) = other_filters(mapping, &settings.scoping_filters) {
        settings.scoping_filters = filters;
    }
    settings
}

/// Which of the three words a text like `Add, Update, Delete` holds.
fn actions(words: &str) -> LifecycleActions {
    let has = |word: &str| {
        words
            .split(',')
            .any(|one| one.trim().eq_ignore_ascii_case(word))
    };
    LifecycleActions {
        create: has("Add"),
        update: has("Update"),
        delete: has("Delete"),
    }
}

/// The filters of the mapping if they say something else than these, members of a newer file format aside.
fn other_filters(
    mapping: &ObjectMapping<'_>,
    filters: &[ScopingFilter],
) -> Option<Vec<ScopingFilter>> {
    let mut plain = filters.to_vec();
    for filter in &mut plain {
        filter.unknown = UnknownMembers::default();
        for clause in &mut filter.clauses {
            clause.unknown = UnknownMembers::default();
        }
    }
    let mapped = member(mapping.tree, "scope").map_or_else(Vec::new, mapped_filters);
    (mapped != plain).then_some(mapped)
}

/// The filters of a scope: a group is a filter, its clauses are the filter's.
///
/// All clauses of a group must hold, and one group suffices.
/// Source: define-conditional-rules-for-provisioning-user-accounts.
pub fn mapped_filters(scope: &JsonTree<'_>) -> Vec<ScopingFilter> {
    scope
        .member("groups")
        .map_or(&[][..], JsonTree::items)
        .iter()
        .map(|group| ScopingFilter {
            name: text_of(group, "name"),
            clauses: group
                .member("clauses")
                .map_or(&[][..], JsonTree::items)
                .iter()
                .map(clause)
                .collect(),
            unknown: UnknownMembers::default(),
        })
        .collect()
}

fn text_of(tree: &JsonTree<'_>, name: &str) -> String {
    let found = tree.member(name).and_then(JsonTree::text);
    found.unwrap_or_default().to_owned()
}

/// Several values are one text with commas between them, as the portal shows them.
fn clause(tree: &JsonTree<'_>) -> Clause {
    let values = tree
        .member("targetOperand")
        .and_then(|operand| operand.member("values"))
        .map_or(&[][..], JsonTree::items);
    let texts: Vec<_> = values.iter().filter_map(JsonTree::text).collect();
    Clause {
        attribute: AttributePath::new(Column::Source, &text_of(tree, "sourceOperandName")),
        operator: text_of(tree, "operatorName"),
        value: (!texts.is_empty()).then(|| texts.join(",")),
        unknown: UnknownMembers::default(),
    }
}
