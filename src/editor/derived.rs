//! What follows from a project: computed once for each of its states, read by every view.

use crate::model::{AttributeId, Mark, Project, Resource, Status};
use crate::rows::{Index, Rows};

/// What follows from one state of a project.
#[derive(Clone, Debug)]
pub struct Derived {
    /// What feeds what, and what hangs where.
    pub index: Index,
    /// The completed table.
    pub rows: Rows,
    /// How far users have got.
    users: Progress,
    /// How far groups have got.
    groups: Progress,
}

/// How far the mapping of one resource has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Target fields that are required.
    pub required: usize,
    /// Those of them that a chain of links reaches from the source.
    pub required_fed: usize,
    /// Links from the source that are not rejected.
    pub links: usize,
    /// Those of them that are agreed.
    pub agreed: usize,
    /// Questions without an answer, those on the project included.
    pub open_questions: usize,
}

impl Default for Derived {
    fn default() -> Self {
        Self::of(&Project::default())
    }
}

impl Derived {
    /// Derives everything.
    pub fn of(project: &Project) -> Self {
        let index = Index::derive(project);
        let rows = Rows::derive(project, &index);
        let users = progress(project, &index, Resource::User);
        let groups = progress(project, &index, Resource::Group);
        Self {
            index,
            rows,
            users,
            groups,
        }
    }

    /// How far a resource has got.
    pub fn progress(&self, resource: Resource) -> &Progress {
        match resource {
            Resource::User => &self.users,
            Resource::Group => &self.groups,
        }
    }
}

fn progress(project: &Project, index: &Index, resource: Resource) -> Progress {
    use crate::model::{Column, Place};
    let live = |id: &AttributeId| -> bool {
        index.number(project, id).is_some_and(|number| {
            index.links_into(number).iter().any(|link| {
                index
                    .link_id(*link)
                    .and_then(|id| project.link(id))
                    .is_some_and(|link| link.status != Status::Rejected)
            })
        })
    };
    let mut progress = Progress::default();
    for field in project.system(Column::Target).attributes() {
        if field.id.resource != resource || field.mark != Some(Mark::Required) {
            continue;
        }
        progress.required += 1;
        let fed = index.number(project, &field.id).is_some_and(|number| {
            index.links_into(number).iter().any(|link| {
                index
                    .origins(*link)
                    .iter()
                    .any(|origin| index.attribute_id(project, *origin).is_some_and(&live))
            })
        });
        progress.required_fed += usize::from(fed);
    }
    for (_, link) in project.links() {
        if link.resource() == resource
            && link.destination.column == Column::Protocol
            && link.status != Status::Rejected
        {
            progress.links += 1;
            progress.agreed += usize::from(link.status == Status::Agreed);
        }
    }
    progress.open_questions = project
        .notes()
        .filter(|(_, note)| {
            note.is_open_question()
                && match &note.place {
                    Place::Project => true,
                    Place::Attribute(id) => id.resource == resource,
                    Place::Link(id) => project
                        .link(id)
                        .is_some_and(|link| link.resource() == resource),
                }
        })
        .count();
    progress
}
