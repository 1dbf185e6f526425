//! One door for all importers, and what a project that was made for an import gets besides.

use std::sync::Arc;

use rustc_hash::FxHashMap;

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
pub fn completion(
    project: &Project,
    catalog: &Catalog,
    name: Option<&str>,
    order: Order,
) -> Option<Edit> {
    let title = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let heading = title.map(|title| {
        Edit::SetHeading(Heading {
            title: title.to_owned(),
            ..project.heading().clone()
        })
    });
    let edits: Vec<_> = heading
        .into_iter()
        .chain(with_reference(project, catalog, order))
        .collect();
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

/// In which order a column's attributes stand when the reference has come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// That of the reference, what is only the project's behind.
    #[default]
    OfReference,
    /// That of the project; what only the reference lists stands behind its neighbour there.
    OfProject,
}

impl Order {
    /// The one that keeps the rows of our own table where they stood.
    pub fn of(plan: &Plan) -> Self {
        if plan.keeps_order {
            Self::OfProject
        } else {
            Self::OfReference
        }
    }
}

/// The edit that brings in what the reference lists and the project has not; none if nothing is missing.
///
/// A new project made from a table begins with it: what the table lacks can then be seen and linked.
pub fn with_reference(project: &Project, catalog: &Catalog, order: Order) -> Option<Edit> {
    let mut edits = Vec::new();
    for column in Column::ALL {
        let system = project.system(column);
        // The attributes of the reference as the project has them, and those that it has not.
        let mut listed: Vec<(AttributeId, bool)> = Vec::new();
        for entry in catalog.attributes(column) {
            let id = &entry.attribute.id;
            let own = system.position(id).and_then(|at| system.attribute_at(at));
            listed.push((own.map_or(id, |own| &own.id).clone(), own.is_none()));
            if own.is_none() {
                edits.push(Edit::AddAttribute {
                    position: usize::MAX,
                    attribute: Arc::new(entry.attribute.clone()),
                });
            }
        }
        if !listed.iter().any(|(_, is_missing)| *is_missing) {
            continue;
        }
        let own = system.attributes().map(|attribute| attribute.id.clone());
        let order = match order {
            Order::OfReference => {
                let others = own.filter(|id| catalog.attribute(id).is_none());
                listed.into_iter().map(|(id, _)| id).chain(others).collect()
            }
            Order::OfProject => among(own.collect(), listed),
        };
        edits.push(Edit::OrderAttributes { column, order });
    }
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

/// Puts what is missing behind its neighbour in the reference; what has none stands first.
fn among(own: Vec<AttributeId>, listed: Vec<(AttributeId, bool)>) -> Vec<AttributeId> {
    let mut first = Vec::new();
    let mut behind: FxHashMap<AttributeId, Vec<AttributeId>> = FxHashMap::default();
    let mut neighbour: Option<AttributeId> = None;
    for (id, is_missing) in listed {
        if !is_missing {
            neighbour = Some(id);
        } else if let Some(neighbour) = &neighbour {
            behind.entry(neighbour.clone()).or_default().push(id);
        } else {
            first.push(id);
        }
    }
    for id in own {
        let followers = behind.remove(&id).unwrap_or_default();
        first.push(id);
        first.extend(followers);
    }
    first
}
