//! What follows from a project: computed once for each of its states, read by every view.

use std::thread::{self, ScopedJoinHandle};

use jiff::civil::Date;

use crate::catalog::reference;
use crate::check::Findings;
use crate::model::{Column, Mark, Note, NoteId, NoteKind, Place, Project, Resource, Status};
use crate::rows::{AttributeNumber, Index, LinkNumber, Rows};

/// What follows from one state of a project.
#[derive(Clone, Debug)]
pub struct Derived {
    /// What feeds what, and what hangs where.
    pub index: Index,
    /// The completed table.
    pub rows: Rows,
    /// What the checks say.
    pub findings: Findings,
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
    /// Rows that are marked required, and required attributes that are in no row.
    pub required: usize,
    /// Those of them that a value goes all the way through.
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
    /// Derives everything; nothing is overdue.
    pub fn of(project: &Project) -> Self {
        Self::of_day(project, None)
    }

    /// Derives everything as it is on a day; without one nothing is overdue.
    pub fn of_day(project: &Project, today: Option<Date>) -> Self {
        let read_attributes = || {
            let mut findings = Findings::on(today);
            findings.read_attributes(project, reference());
            findings
        };
        let (index, findings) = thread::scope(|scope| {
            let findings = thread::Builder::new()
                .name("check".to_owned())
                .spawn_scoped(scope, read_attributes);
            let index = Index::derive(project);
            let findings = match findings.map(ScopedJoinHandle::join) {
                Ok(Ok(findings)) => findings,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(_no_thread) => read_attributes(),
            };
            (index, findings)
        });
        Self::with(project, index, findings)
    }

    /// Makes this right for what the project has become; what did not change is not read again.
    pub fn update(&mut self, project: &Project) {
        let mut index = std::mem::take(&mut self.index);
        index.update(project);
        let findings = std::mem::take(&mut self.findings);
        *self = Self::with(project, index, findings);
    }

    fn with(project: &Project, index: Index, mut findings: Findings) -> Self {
        let rows = Rows::derive(&index);
        findings.update(project, &index, reference());
        let [users, groups] = progress(project, &index, &rows);
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
            findings,
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

/// How far users and groups have got.
fn progress(project: &Project, index: &Index, rows: &Rows) -> [Progress; 2] {
    let mut progress = Resource::ALL.map(|resource| Progress {
        open_questions: num_open_questions(project, resource),
        ..required(index, rows, resource)
    });
    // What is required and in no row is linked to nothing.
    let mut in_rows = vec![false; index.num_attributes()];
    for row in rows.all() {
        for attribute in row.target.into_iter().chain(row.protocol) {
            if let Some(in_row) = in_rows.get_mut(attribute.position()) {
                *in_row = true;
            }
        }
    }
    let [users, groups] = &mut progress;
    let mut of = |resource: Resource, count: &dyn Fn(&mut Progress)| match resource {
        Resource::User => count(users),
        Resource::Group => count(groups),
    };
    for number in [Column::Protocol, Column::Target]
        .into_iter()
        .flat_map(|column| index.column(column))
    {
        let is_in_row = in_rows.get(number.position()).copied().unwrap_or_default();
        if index.mark(number) == Some(Mark::Required)
            && !is_in_row
            && let Some(id) = index.attribute_id(number)
        {
            of(id.resource, &|progress| progress.required += 1);
        }
    }
    for (_, link) in project.links() {
        if link.destination.column == Column::Protocol && link.status != Status::Rejected {
            let is_agreed = link.status == Status::Agreed;
            of(link.resource(), &|progress| {
                progress.links += 1;
                progress.agreed += usize::from(is_agreed);
            });
        }
    }
    progress
}

/// Rows that are marked required, and those of them that a value goes all the way through.
fn required(index: &Index, rows: &Rows, resource: Resource) -> Progress {
    let counts = |link: LinkNumber| {
        index
            .status(link)
            .is_some_and(|status| status != Status::Rejected)
    };
    let is_fed =
        |attribute: AttributeNumber| index.links_into(attribute).iter().any(|link| counts(*link));
    let mut progress = Progress::default();
    for row in rows.of(resource) {
        // The row's mark is that of its target field; if that has none, of its SCIM attribute.
        let of = |number: Option<AttributeNumber>| index.mark(number?);
        if of(row.target).or_else(|| of(row.protocol)) != Some(Mark::Required) {
            continue;
        }
        progress.required += 1;
        let arrives = rows.target_links(row).iter().any(|link| counts(*link));
        progress.required_fed += usize::from(arrives && row.protocol.is_some_and(is_fed));
    }
    progress
}

/// Questions without an answer on a resource, those on the project included.
fn num_open_questions(project: &Project, resource: Resource) -> usize {
    project
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
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::editor::changes;
    use crate::model::{AttributeId, LinkId};

    fn required(project: &Project) -> (usize, usize) {
        let derived = Derived::of(project);
        let progress = derived.progress(Resource::User);
        (progress.required_fed, progress.required)
    }

    fn after(project: &Project, change: Option<changes::Change>) -> Project {
        let mut after = project.clone();
        after.apply(change.unwrap().edit).unwrap();
        after
    }

    #[test]
    fn a_required_row_counts_as_fed_while_a_value_goes_all_the_way() {
        let mut project = reference_project();
        assert_eq!(required(&project), (3, 3));
        let source_link = LinkId::new("user/protocol/displayName");
        project = after(&project, changes::remove_links(&project, &[source_link]));
        assert_eq!(required(&project), (2, 3));
    }

    #[test]
    fn a_mark_on_the_scim_attribute_counts_where_the_field_has_none() {
        let mut project = reference_project();
        let field = AttributeId::target(
            Resource::User,
            "UserProfile.general.name.[0].value",
            Some("displayName"),
        );
        project = after(&project, changes::set_mark(&project, &[field], None));
        assert_eq!(required(&project), (3, 3));
        let mail = AttributeId::protocol(Resource::User, "name.givenName");
        project = after(
            &project,
            changes::set_mark(&project, &[mail], Some(Mark::Required)),
        );
        assert_eq!(required(&project), (3, 4));
    }
}
