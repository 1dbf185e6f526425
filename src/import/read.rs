//! One door for all importers, and what a project that was made for an import gets besides.

use std::sync::Arc;

use super::examine::{Told, examine};
use super::plan::Plan;
use super::watch::{Cancelled, Watch};
use super::{Options, Source};
use crate::catalog::Catalog;
use crate::model::{AttributeId, Column, Edit, Heading, Project};

/// What a file would do in a project, or why nothing.
///
/// # Errors
///
/// [`Cancelled`] if the watcher says so.
pub fn plan(
    project: &Project,
    catalog: &Catalog,
    source: Source<'_>,
    options: Options,
    watch: Watch<'_>,
) -> Result<Plan, Cancelled> {
    let told = Told {
        options,
        ..Told::default()
    };
    examine(project, catalog, source, &told, watch).map(|examined| examined.plan)
}

/// What a new project gets besides what the file says: a title if the file has a name, and what the reference lists.
///
/// `project` is the one with the file's content; none if nothing is missing.
pub fn completion(project: &Project, catalog: &Catalog, name: Option<&str>) -> Option<Edit> {
    let title = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let heading = title.map(|title| {
        Edit::SetHeading(Heading {
            title: title.to_owned(),
            ..project.heading().clone()
        })
    });
    let edits: Vec<_> = heading
        .into_iter()
        .chain(with_reference(project, catalog))
        .collect();
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

/// The edit that brings in what the reference lists and the project has not, each column in the order of the reference
/// with what is only the project's behind; none if nothing is missing.
///
/// A new project made from a table begins with it: what the table lacks can then be seen and linked.
pub fn with_reference(project: &Project, catalog: &Catalog) -> Option<Edit> {
    let mut edits = Vec::new();
    for column in Column::ALL {
        let system = project.system(column);
        let mut order: Vec<AttributeId> = Vec::new();
        let mut missing = 0_usize;
        for entry in catalog.attributes(column) {
            let id = &entry.attribute.id;
            if let Some(own) = system.position(id).and_then(|at| system.attribute_at(at)) {
                order.push(own.id.clone());
            } else {
                missing += 1;
                order.push(id.clone());
                edits.push(Edit::AddAttribute {
                    position: usize::MAX,
                    attribute: Arc::new(entry.attribute.clone()),
                });
            }
        }
        if missing == 0 {
            continue;
        }
        let own = system.attributes().map(|attribute| attribute.id.clone());
        let others: Vec<_> = own.filter(|id| catalog.attribute(id).is_none()).collect();
        order.extend(others);
        edits.push(Edit::OrderAttributes { column, order });
    }
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}
