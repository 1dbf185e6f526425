//! What follows from a project: computed once for each of its states, read by every view.

use crate::model::{Column, Mark, Note, NoteId, NoteKind, Place, Project, Resource, Status};
use crate::rows::{AttributeNumber, Index, LinkNumber, Rows};

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
    /// Questions, open ones first, each in id order.
    questions: Vec<NoteId>,
    num_open_questions: usize,
    /// Decisions in id order.
    decisions: Vec<NoteId>,
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
        Self::with(project, Index::derive(project))
    }

    /// Makes this right for what the project has become; what did not change is not read again.
    pub fn update(&mut self, project: &Project) {
        let mut index = std::mem::take(&mut self.index);
        index.update(project);
        *self = Self::with(project, index);
    }

    fn with(project: &Project, index: Index) -> Self {
        let rows = Rows::derive(&index);
        let users = progress(project, &index, Resource::User);
        let groups = progress(project, &index, Resource::Group);
        let of_kind = |is_wanted: &dyn Fn(&Note) -> bool| -> Vec<NoteId> {
            project
                .notes()
                .filter(|(_, note)| is_wanted(note))
                .map(|(id, _)| id.clone())
                .collect()
        };
        let mut questions = of_kind(&Note::is_open_question);
        let num_open_questions = questions.len();
        questions.extend(of_kind(&|note| {
            matches!(note.kind, NoteKind::Question { .. }) && !note.is_open_question()
        }));
        let decisions = of_kind(&|note| matches!(note.kind, NoteKind::Decision { .. }));
        Self {
            index,
            rows,
            users,
            groups,
            questions,
            num_open_questions,
            decisions,
        }
    }

    /// Questions, open ones first, each in id order.
    pub fn questions(&self) -> &[NoteId] {
        &self.questions
    }

    /// How many questions have no answer.
    pub fn num_open_questions(&self) -> usize {
        self.num_open_questions
    }

    /// Decisions in id order.
    pub fn decisions(&self) -> &[NoteId] {
        &self.decisions
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
    let counts = |link: LinkNumber| {
        index
            .link(link)
            .is_some_and(|link| link.status != Status::Rejected)
    };
    let is_fed =
        |attribute: AttributeNumber| index.links_into(attribute).iter().any(|link| counts(*link));
    let mut progress = Progress::default();
    for field in project.system(Column::Target).attributes() {
        if field.id.resource != resource || field.mark != Some(Mark::Required) {
            continue;
        }
        progress.required += 1;
        let fed = index.number(project, &field.id).is_some_and(|number| {
            index.links_into(number).iter().any(|link| {
                counts(*link) && index.origins(*link).iter().any(|origin| is_fed(*origin))
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
