//! Notes: comments, decisions and questions.

use super::aspects::{Aspects, only_one};
use super::difference::{Difference, DifferenceKind, Subject};
use crate::model::{Audience, Note, NoteId, NoteKind, Place, Project};

/// The notes of both projects in id order.
pub(super) fn notes(before: &Project, after: &Project, found: &mut Vec<Difference>) {
    let mut differences = std::collections::BTreeMap::new();
    for (id, note) in after.notes() {
        let difference = match before.note(id) {
            Some(old) => changed(id, old, note),
            None => Some(one_sided(DifferenceKind::Added, id, note)),
        };
        differences.insert(id, difference);
    }
    for (id, note) in before.notes() {
        if after.note(id).is_none() {
            differences.insert(id, Some(one_sided(DifferenceKind::Removed, id, note)));
        }
    }
    found.extend(differences.into_values().flatten());
}

/// `question on userName`.
fn name(note: &Note) -> String {
    format!("{} on {}", note.kind.as_str(), place_words(&note.place))
}

fn place_words(place: &Place) -> String {
    match place {
        Place::Project => "the project".to_owned(),
        Place::Attribute(id) => id.label().to_owned(),
        Place::Link(id) => format!("link {}", id.as_str()),
    }
}

fn one_sided(kind: DifferenceKind, id: &NoteId, note: &Note) -> Difference {
    only_one(
        kind,
        Subject::Note(id.clone()),
        &name(note),
        String::new(),
        vec![
            ("text", Some(note.text.clone())),
            ("author", Some(note.author.clone())),
        ],
    )
}

fn changed(id: &NoteId, old: &Note, note: &Note) -> Option<Difference> {
    if old == note {
        return None;
    }
    let mut aspects = Aspects::default();
    aspects.differ_text("text", &old.text, &note.text);
    if old.kind != note.kind {
        aspects.force("kind", Some(kind_words(old)), Some(kind_words(note)));
    }
    if old.place != note.place {
        let words = |note: &Note| Some(place_words(&note.place));
        aspects.force("place", words(old), words(note));
    }
    let audience = |note: &Note| match note.audience {
        Audience::Customer => "customer",
        Audience::Internal => "internal",
    };
    aspects.differ_word("audience", audience(old), audience(note));
    aspects.differ_text("author", &old.author, &note.author);
    aspects.differ_word(
        "written",
        &old.created.to_string(),
        &note.created.to_string(),
    );
    aspects.differ_unknown(&old.unknown, &note.unknown);
    aspects.into_change(Subject::Note(id.clone()), &name(note), String::new())
}

/// What came of a note, in one line.
fn kind_words(note: &Note) -> String {
    match &note.kind {
        NoteKind::Comment => "comment".to_owned(),
        NoteKind::Decision { by, date, why } => {
            let date = date.map(|date| date.to_string());
            said("decision", &[by, &date.unwrap_or_default(), why])
        }
        NoteKind::Question { owner, due, answer } => {
            let due = due.map(|date| format!("due {date}")).unwrap_or_default();
            let owner = owner.as_deref().unwrap_or_default();
            let answer = answer.as_ref().map(|answer| {
                let date = answer.date.map(|date| date.to_string());
                let parts = [&answer.text, &answer.by, &date.unwrap_or_default()];
                said("answer", &parts.map(String::as_str))
            });
            said("question", &[owner, &due, &answer.unwrap_or_default()])
        }
    }
}

fn said(word: &str, parts: &[&str]) -> String {
    let parts: Vec<_> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        word.to_owned()
    } else {
        format!("{word} ({})", parts.join(", "))
    }
}
