//! Target fields whose name no document prints: in a table they all have the same name, and only what feeds them tells
//! which is which.

use rustc_hash::FxHashMap;

use crate::model::{AttributeId, AttributePath, Column, Project, Resource, Rule};

/// Those of a project.
#[derive(Debug, Default)]
pub(super) struct Unpublished {
    fed: FxHashMap<(Resource, AttributePath), AttributeId>,
    unfed: FxHashMap<Resource, Vec<AttributeId>>,
}

impl Unpublished {
    /// Those of a project, by the SCIM attribute that feeds them.
    pub(super) fn of(project: &Project) -> Self {
        let mut unpublished = Self::default();
        let mut is_fed: FxHashMap<&AttributeId, bool> = project
            .system(Column::Target)
            .attributes()
            .map(|attribute| &attribute.id)
            .filter(|id| id.path.is_unpublished())
            .map(|id| (id, false))
            .collect();
        for (_, link) in project.links() {
            let Some(is_fed) = is_fed.get_mut(&link.destination) else {
                continue;
            };
            *is_fed = true;
            if let Rule::Direct { origins } | Rule::Translation { origins, .. } = &link.rule {
                for origin in origins {
                    let key = (link.destination.resource, origin.clone());
                    let fed = unpublished.fed.entry(key);
                    fed.or_insert_with(|| link.destination.clone());
                }
            }
        }
        for attribute in project.system(Column::Target).attributes() {
            if is_fed.get(&attribute.id) == Some(&false) {
                let unfed = unpublished.unfed.entry(attribute.id.resource);
                unfed.or_default().push(attribute.id.clone());
            }
        }
        unpublished
    }

    /// The first that this SCIM attribute feeds.
    pub(super) fn fed_by(
        &self,
        resource: Resource,
        origin: &AttributePath,
    ) -> Option<&AttributeId> {
        self.fed.get(&(resource, origin.clone()))
    }

    /// Those that nothing feeds.
    pub(super) fn unfed(&self, resource: Resource) -> &[AttributeId] {
        self.unfed.get(&resource).map_or(&[], Vec::as_slice)
    }
}
