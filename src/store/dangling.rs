//! Links and notes that name what is not there: kept, and listed.

use std::collections::HashSet;

use super::assemble::Assembled;
use super::parts::Placed;
use super::problem::ProblemKind;
use crate::model::{
    AttributeId, AttributePath, Column, Link, Place, Project, Resource, Rule, ScimPath,
};

/// Lists the links and notes of `assembled` that name what is not there, in file order.
///
/// The `[names]` in the text of an expression are not looked at: they are a matter of checks.
pub(super) fn dangling(assembled: &Assembled) -> Vec<Placed<ProblemKind>> {
    let mut found = Vec::new();
    let mut bases = None;
    let project = &assembled.project;
    let mut is_missing = |id: &AttributeId| {
        project.attribute(id).is_none()
            && !bases.get_or_insert_with(|| Bases::of(project)).has_base(id)
    };
    for (at, id) in &assembled.link_places {
        let Some(link) = project.link(id) else {
            continue;
        };
        for attribute in ends(link) {
            if is_missing(&attribute) {
                let link = id.clone();
                let kind = ProblemKind::LinkToMissingAttribute { link, attribute };
                found.push((*at, kind));
            }
        }
    }
    for (at, id) in &assembled.note_places {
        let Some(note) = project.note(id) else {
            continue;
        };
        let misses = match &note.place {
            Place::Project => false,
            Place::Link(link) => project.link(link).is_none(),
            Place::Attribute(attribute) => is_missing(attribute),
        };
        if misses {
            let (note, place) = (id.clone(), note.place.clone());
            found.push((*at, ProblemKind::NoteOnMissingPlace { note, place }));
        }
    }
    found
}

/// The destination and the origins of a link.
fn ends(link: &Link) -> impl Iterator<Item = AttributeId> {
    let origins = match &link.rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => origins.as_slice(),
        Rule::Constant { .. } | Rule::Expression { .. } => &[],
    };
    let column = link.hop().origin();
    let origin = move |path: &AttributePath| AttributeId {
        column,
        resource: link.resource(),
        path: path.clone(),
        scim_path: None,
    };
    std::iter::once(link.destination.clone()).chain(origins.iter().map(origin))
}

/// The SCIM attributes that are listed, without their filters: a filtered path belongs to its base.
struct Bases(HashSet<(Resource, String)>);

impl Bases {
    fn of(project: &Project) -> Self {
        let attributes = project.system(Column::Protocol).attributes();
        Self(
            attributes
                .map(|attribute| (attribute.id.resource, attribute.id.path.key().to_owned()))
                .collect(),
        )
    }

    fn has_base(&self, id: &AttributeId) -> bool {
        id.column == Column::Protocol
            && ScimPath::parse(id.path.as_str())
                .is_some_and(|path| self.0.contains(&(id.resource, path.base_key())))
    }
}
