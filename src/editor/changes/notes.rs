//! Changes of notes.

use std::sync::Arc;

use super::Change;
use crate::model::{Answer, Edit, Note, NoteId, NoteKind, Project};

/// Adds a note; none if its text is blank.
pub fn add_note(project: &Project, note: Note) -> Option<Change> {
    if note.text.trim().is_empty() {
        return None;
    }
    let name = format!("Add {}", note.kind.as_str());
    let id = project.next_note_id(&note);
    let note = Arc::new(note);
    Change::new(name, vec![Edit::AddNote { id, note }])
}

/// Changes a note in place; none if nothing would change.
pub fn change_note(
    project: &Project,
    id: &NoteId,
    change: impl FnOnce(&mut Note),
) -> Option<Change> {
    let before = project.note(id)?;
    let mut note = before.clone();
    change(&mut note);
    if note == *before {
        return None;
    }
    let name = format!("Change {}", note.kind.as_str());
    Change::new(
        name,
        vec![Edit::ReplaceNote {
            id: id.clone(),
            note: Arc::new(note),
        }],
    )
}

/// Answers a question, or opens it again; none if the note is no question.
pub fn answer_question(project: &Project, id: &NoteId, answer: Option<Answer>) -> Option<Change> {
    let name = match answer {
        Some(_) => "Answer question",
        None => "Open question again",
    };
    let mut change = change_note(project, id, |note| {
        if let NoteKind::Question { answer: place, .. } = &mut note.kind {
            *place = answer;
        }
    })?;
    name.clone_into(&mut change.name);
    Some(change)
}

/// Removes a note; none if it is not there.
pub fn remove_note(project: &Project, id: &NoteId) -> Option<Change> {
    let name = format!("Delete {}", project.note(id)?.kind.as_str());
    Change::new(name, vec![Edit::RemoveNote { id: id.clone() }])
}
