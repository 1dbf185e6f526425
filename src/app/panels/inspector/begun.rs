//! Notes and answers that are begun and not entered: work like any other, which stays where it was begun.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::editor::changes::{self, Change};
use crate::model::{
    Answer, Audience, Edit, Note, NoteId, NoteKind, Place, Project, UnknownMembers,
};

/// What a note being written shall be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A remark.
    #[default]
    Comment,
    /// What was decided.
    Decision,
    /// What is open.
    Question,
}

/// A note as far as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Writing {
    pub(super) kind: Kind,
    pub(super) audience: Audience,
    pub(super) text: String,
}

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Writer<'a> {
    /// The name; may be empty.
    pub(in crate::app) author: &'a str,
    /// The time.
    pub(in crate::app) now: Timestamp,
}

/// All that is begun and not entered, with who does and when: enough to enter it elsewhere than in the window.
#[derive(Clone, Debug)]
pub(in crate::app) struct Begun {
    notes: Vec<(Vec<Place>, Writing)>,
    answers: Vec<(NoteId, String)>,
    /// What is begun in other fields, as what entering it does to the project as it is.
    steps: Vec<Change>,
    author: String,
    now: Timestamp,
}

/// Notes and answers that are begun elsewhere than in the field that is shown.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) notes: BTreeMap<Vec<Place>, Writing>,
    pub(super) answers: BTreeMap<NoteId, String>,
}

impl Writing {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The note on every place, as one step; none if its text is blank.
    pub(super) fn change(
        &self,
        project: &Project,
        writer: Writer<'_>,
        places: &[Place],
    ) -> Option<Change> {
        let notes = places
            .iter()
            .filter_map(|place| changes::add_note(project, self.note(writer, place)));
        let mut notes: Vec<Change> = notes.collect();
        let last = notes.pop()?;
        if notes.is_empty() {
            return Some(last);
        }
        let name = format!("{} to {} places", last.name, notes.len() + 1);
        notes.push(last);
        let edits = notes.into_iter().map(|change| change.edit).collect();
        Some(Change {
            name,
            edit: Edit::Batch(edits),
        })
    }

    fn note(&self, writer: Writer<'_>, place: &Place) -> Note {
        let kind = match self.kind {
            Kind::Comment => NoteKind::Comment,
            Kind::Decision => NoteKind::Decision {
                by: writer.author.to_owned(),
                date: Some(writer.now.to_zoned_datetime(TimeZone::UTC).date()),
                why: String::new(),
            },
            Kind::Question => NoteKind::Question {
                owner: None,
                due: None,
                answer: None,
            },
        };
        Note {
            place: place.clone(),
            kind,
            text: self.text.trim().to_owned(),
            author: writer.author.to_owned(),
            created: writer.now,
            audience: self.audience,
            unknown: UnknownMembers::default(),
        }
    }
}

/// The answer to a question, as one step; none if it is blank.
pub(super) fn answer(
    project: &Project,
    writer: Writer<'_>,
    id: &NoteId,
    text: &str,
) -> Option<Change> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let answer = Answer {
        text: text.to_owned(),
        by: writer.author.to_owned(),
        date: Some(writer.now.to_zoned_datetime(TimeZone::UTC).date()),
        unknown: UnknownMembers::default(),
    };
    changes::answer_question(project, id, Some(answer))
}

impl Begun {
    pub(super) fn new(
        notes: Vec<(Vec<Place>, Writing)>,
        answers: Vec<(NoteId, String)>,
        writer: Writer<'_>,
    ) -> Self {
        Self {
            notes,
            answers,
            steps: Vec::new(),
            author: writer.author.to_owned(),
            now: writer.now,
        }
    }

    /// The same, with the steps that entering something else takes, as a cell of the table.
    pub(in crate::app) fn with(self, steps: Vec<Change>) -> Self {
        Self { steps, ..self }
    }

    /// Whether there is nothing.
    pub(in crate::app) fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.answers.is_empty() && self.steps.is_empty()
    }

    /// Enters all of it into a project; returns the steps.
    ///
    /// What does not fit any more, as the answer to a question that was deleted, is left out.
    pub(in crate::app) fn enter(&self, project: &mut Project) -> Vec<Change> {
        let writer = Writer {
            author: &self.author,
            now: self.now,
        };
        let mut steps = Vec::new();
        let mut add = |project: &mut Project, change: Option<Change>| {
            if let Some(change) = change
                && project.apply(change.edit.clone()).is_ok()
            {
                steps.push(change);
            }
        };
        for step in &self.steps {
            // Each was made for the project without the others, so a note's id may be taken by now.
            let change = match &step.edit {
                Edit::AddNote { note, .. } => changes::add_note(project, Note::clone(note)),
                _ => Some(step.clone()),
            };
            add(project, change);
        }
        for (places, writing) in &self.notes {
            let change = writing.change(project, writer, places);
            add(project, change);
        }
        for (id, text) in &self.answers {
            let change = answer(project, writer, id, text);
            add(project, change);
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;

    #[test]
    fn two_notes_of_one_moment_and_place_are_both_kept() {
        let mut project = reference_project();
        let writer = Writer {
            author: "Ana",
            now: Timestamp::UNIX_EPOCH,
        };
        let note = |text: &str| {
            let writing = Writing {
                text: text.to_owned(),
                ..Writing::default()
            };
            writing.change(&project, writer, &[Place::Project])
        };
        let steps = [note("what a cell refused"), note("half a reason")];
        let steps: Vec<Change> = steps.into_iter().flatten().collect();
        let before = project.notes().count();
        let begun = Begun::new(Vec::new(), Vec::new(), writer).with(steps);
        assert_eq!(begun.enter(&mut project).len(), 2);
        let texts: Vec<_> = project.notes().map(|(_, note)| &*note.text).collect();
        assert_eq!(texts.len(), before + 2);
        assert!(texts.contains(&"what a cell refused") && texts.contains(&"half a reason"));
    }
}
