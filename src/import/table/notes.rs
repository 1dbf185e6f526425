//! Notes that stand in a table: in our own what somebody wrote below ours, in others the whole cell.
//!
//! What the project has stays as it is: a line that is gone from the table says nothing.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cell;
use super::meaning::Meaning;
use super::rows::Planner;
use super::side::{Named, SourceSide};
use super::split::Record;
use crate::import::plan::{Change, Item, Step, Subject};
use crate::model::{
    AttributeId, Audience, Edit, Note, NoteId, NoteKind, Place, Project, UnknownMembers,
};

/// The notes on attributes, those that the import adds included.
#[derive(Default)]
pub(super) struct Noted {
    texts: FxHashSet<(AttributeId, String)>,
    ids: FxHashSet<NoteId>,
}

impl Noted {
    /// The notes of a project.
    pub(super) fn of(project: &Project) -> Self {
        let mut noted = Self::default();
        for (_, note) in project.notes() {
            if let Place::Attribute(id) = &note.place {
                noted.texts.insert((id.clone(), note.text.clone()));
            }
        }
        noted
    }
}

/// The texts of a cell that are not among these lines: neighbouring lines are one text.
fn new_texts(cell: &str, own: Option<&str>) -> Vec<String> {
    let Some(own) = own else {
        return vec![cell.trim().to_owned()];
    };
    let known: FxHashSet<&str> = own.lines().map(str::trim).collect();
    let mut texts: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in cell.lines().map(str::trim) {
        if line.is_empty() || known.contains(line) {
            goes_on = false;
        } else if let Some(last) = texts.last_mut().filter(|_| goes_on) {
            last.push('\n');
            last.push_str(line);
        } else {
            texts.push(line.to_owned());
            goes_on = true;
        }
    }
    texts
}

/// A text as a note: what begins with `Question:` is one.
fn kind_of(text: &str) -> (NoteKind, &str) {
    let question = NoteKind::Question {
        owner: None,
        due: None,
        answer: None,
    };
    match text.split_once(':') {
        Some(("Question", rest)) => (question, rest.trim_start()),
        Some(("Comment", rest)) => (NoteKind::Comment, rest.trim_start()),
        _ => (NoteKind::Comment, text),
    }
}

impl Planner<'_> {
    /// Whether a row of our own table has notes that the project does not have.
    pub(super) fn has_new_notes(
        &self,
        record: &Record,
        own: Option<&FxHashMap<Meaning, String>>,
    ) -> bool {
        !self.texts_of(record, own).is_empty()
    }

    fn texts_of(&self, record: &Record, own: Option<&FxHashMap<Meaning, String>>) -> Vec<String> {
        let cell = self
            .columns
            .cell(record, Meaning::Notes)
            .unwrap_or_default();
        if cell::is_nothing(cell) {
            return Vec::new();
        }
        let lines = own.map(|own| own.get(&Meaning::Notes).map_or("", String::as_str));
        new_texts(cell, lines)
    }

    /// What the notes of a row would add: each hangs on the SCIM attribute, else on the field or the source.
    pub(super) fn notes(
        &mut self,
        record: &Record,
        own: Option<&FxHashMap<Meaning, String>>,
        source: Option<&SourceSide>,
        protocol: Option<&Named>,
        target: Option<&Named>,
    ) -> Vec<Item> {
        let texts = self.texts_of(record, own);
        let of_source = || source.and_then(|side| side.names.first());
        let Some(named) = protocol.or(target).or_else(of_source) else {
            return Vec::new();
        };
        let id = named.id.clone();
        let mut items = Vec::new();
        for text in texts {
            let (kind, text) = kind_of(&text);
            let is_new = !text.is_empty() && self.noted.texts.insert((id.clone(), text.to_owned()));
            if !is_new {
                continue;
            }
            let note = Note {
                place: Place::Attribute(id.clone()),
                kind,
                text: text.to_owned(),
                author: String::new(),
                created: self.options.now,
                audience: Audience::Customer,
                unknown: UnknownMembers::default(),
            };
            let (project, ids) = (self.project, &self.noted.ids);
            let note_id = NoteId::derive(&note.place, &note.author, note.created, |id| {
                project.note(id).is_some() || ids.contains(id)
            });
            self.noted.ids.insert(note_id.clone());
            let about = format!("{}: {}", note.kind.as_str(), note.text);
            let step = Step::Edit(Edit::AddNote {
                id: note_id,
                note: Arc::new(note),
            });
            items.push(Item {
                about,
                ..Item::new(Change::Add, Subject::Note, id.label(), vec![step])
            });
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_below_our_notes_is_new() {
        let check = |cell: &str, own: Option<&str>, expected: &[&str]| {
            assert_eq!(new_texts(cell, own), expected, "{cell:?}");
        };
        let own = Some("Comment: a\nDecision (X): b\nsecond line");
        check("Comment: a\nDecision (X): b\nsecond line", own, &[]);
        check("Comment: a", own, &[]);
        check("Comment: a\nPlease check", own, &["Please check"]);
        check(
            "first\nmore\nComment: a\n\nsecond",
            own,
            &["first\nmore", "second"],
        );
        check(" two\nlines ", None, &["two\nlines"]);
    }

    #[test]
    fn a_question_is_told_by_its_first_word() {
        assert_eq!(kind_of("Comment: x"), (NoteKind::Comment, "x"));
        assert_eq!(kind_of("see: x"), (NoteKind::Comment, "see: x"));
        let (kind, text) = kind_of("Question: who fills it?");
        assert!(matches!(kind, NoteKind::Question { .. }));
        assert_eq!(text, "who fills it?");
    }
}
