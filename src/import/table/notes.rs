//! Notes that stand in a table: in our own what somebody wrote below ours, in others the whole cell.
//!
//! What the project has stays as it is: a line that is gone from the table says nothing.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cell;
use super::meaning::Meaning;
use super::rows::{Effect, Planner};
use super::side::{Named, SourceSide};
use super::split::Record;
use crate::import::item::{Change, Item, Step, Subject};
use crate::model::{
    Answer, Audience, Edit, Note, NoteId, NoteKind, Place, Project, UnknownMembers,
};

/// The notes, those that the import adds included.
#[derive(Default)]
pub(super) struct Noted {
    texts: FxHashSet<(Place, String)>,
    num_new: FxHashMap<Place, i64>,
    ids: FxHashSet<NoteId>,
}

impl Noted {
    /// The notes of a project.
    pub(super) fn of(project: &Project) -> Self {
        let mut noted = Self::default();
        for (_, note) in project.notes() {
            noted.texts.insert((note.place.clone(), note.text.clone()));
        }
        noted
    }
}

/// The texts of a cell that are not among these lines: neighbouring lines are one text, and each that begins as our own
/// table begins a note is another.
fn new_texts(cell: &str, own: Option<&str>) -> Vec<String> {
    let Some(own) = own else {
        return vec![cell.trim().to_owned()];
    };
    let known: FxHashSet<&str> = own.lines().map(str::trim).collect();
    let mut texts: Vec<String> = Vec::new();
    // Whether the last text goes on, and whether over a blank line too.
    let (mut goes_on, mut is_ours) = (false, false);
    for line in cell.lines() {
        let trimmed = line.trim();
        if !trimmed.is_empty() && known.contains(trimmed) || trimmed.is_empty() && !is_ours {
            (goes_on, is_ours) = (false, false);
        } else if has_head(line) {
            texts.push(line.to_owned());
            (goes_on, is_ours) = (true, true);
        } else if let Some(last) = texts.last_mut().filter(|_| goes_on) {
            last.push('\n');
            last.push_str(if is_ours { line } else { trimmed });
        } else {
            texts.push(trimmed.to_owned());
            goes_on = true;
        }
    }
    for text in &mut texts {
        text.truncate(text.trim_end().len());
    }
    texts
}

/// Whether a line begins as our own table begins a note.
fn has_head(line: &str) -> bool {
    ["Comment", "Decision", "Question"]
        .into_iter()
        .any(|word| head(line, word).is_some())
}

/// What stands in brackets behind a word, and what comes after the colon; none if the text begins otherwise.
fn head<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let rest = text.strip_prefix(word)?;
    match rest.strip_prefix(" (") {
        Some(inner) => inner.split_once("): "),
        None => rest.strip_prefix(": ").map(|rest| ("", rest)),
    }
}

/// Who and when, as they stand in brackets behind a word: `Dana, 2026-12-02`, the day after `mark`.
fn who_and_when<'a>(text: &'a str, mark: &str) -> (&'a str, Option<Date>) {
    let day = |text: &str| text.strip_prefix(mark)?.parse().ok();
    if let Some(date) = day(text) {
        return ("", Some(date));
    }
    match text.rsplit_once(", ") {
        Some((who, when)) if day(when).is_some() => (who, day(when)),
        _ => (text, None),
    }
}

/// A text as a note with its author: as our own table writes it, else a comment, or a question if it begins with `Question:`.
fn note_of(text: &str) -> (NoteKind, &str, &str) {
    if let Some((author, rest)) = head(text, "Comment") {
        return (NoteKind::Comment, author, rest);
    }
    if let Some((who, rest)) = head(text, "Decision") {
        let (by, date) = who_and_when(who, "");
        let (rest, why) = rest.split_once(" Why: ").unwrap_or((rest, ""));
        let kind = NoteKind::Decision {
            by: by.to_owned(),
            date,
            why: why.to_owned(),
        };
        return (kind, "", rest);
    }
    let (who, rest) = match head(text, "Question") {
        Some(found) => found,
        None => match text.strip_prefix("Question:") {
            Some(rest) => ("", rest.trim_start()),
            None => return (NoteKind::Comment, "", text),
        },
    };
    let (owner, due) = who_and_when(who, "due ");
    let found = rest
        .match_indices(" Answer")
        .find_map(|(at, _)| Some((rest.get(..at)?, head(rest.get(at + 1..)?, "Answer")?)));
    let (rest, answer) = match found {
        Some((question, (who, text))) => {
            let (by, date) = who_and_when(who, "");
            let answer = Answer {
                text: text.to_owned(),
                by: by.to_owned(),
                date,
                unknown: UnknownMembers::default(),
            };
            (question, Some(answer))
        }
        None => (rest, None),
    };
    let kind = NoteKind::Question {
        owner: (!owner.is_empty()).then(|| owner.to_owned()),
        due,
        answer,
    };
    (kind, "", rest)
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
        let of_row = own.map(|own| own.get(&Meaning::Notes).map_or("", String::as_str));
        new_texts(cell, of_row.or(self.columns.is_own.then_some("")))
    }

    /// Where the notes of a row hang: on the SCIM attribute, else on the field or the source; on the link to the field
    /// if other rows of our own table name the SCIM attribute too.
    fn place_of_notes(
        &self,
        record: &Record,
        (source, protocol, target): (Option<&SourceSide>, Option<&Named>, Option<&Named>),
        effect: &Effect,
    ) -> Option<(Place, String)> {
        if let (Some(link), Some(target)) = (effect.target_links.first(), target)
            && self.is_shared(record)
        {
            let label = format!("link into {}", target.id.label());
            return Some((Place::Link(link.clone()), label));
        }
        let of_source = || source.and_then(|side| side.names.first());
        let named = protocol.or(target).or_else(of_source)?;
        let label = named.id.label().to_owned();
        Some((Place::Attribute(named.id.clone()), label))
    }

    /// What the notes of a row would add.
    pub(super) fn notes(
        &mut self,
        record: &Record,
        own: Option<&FxHashMap<Meaning, String>>,
        named: (Option<&SourceSide>, Option<&Named>, Option<&Named>),
        effect: &Effect,
    ) -> Vec<Item> {
        /// Characters of a note that are enough to know it by.
        const SHOWN: usize = 120;
        let texts = self.texts_of(record, own);
        let Some((place, label)) = self.place_of_notes(record, named, effect) else {
            return Vec::new();
        };
        let mut items = Vec::new();
        for text in texts {
            let (kind, author, text) = note_of(&text);
            let is_new =
                !text.is_empty() && self.noted.texts.insert((place.clone(), text.to_owned()));
            if !is_new {
                continue;
            }
            // At one place notes stand in the order of their times.
            let before = self.noted.num_new.entry(place.clone()).or_default();
            let later = jiff::SignedDuration::from_secs(*before);
            *before += 1;
            let note = Note {
                place: place.clone(),
                kind,
                text: text.to_owned(),
                author: author.to_owned(),
                created: self
                    .options
                    .now
                    .checked_add(later)
                    .unwrap_or(self.options.now),
                audience: Audience::Customer,
                unknown: UnknownMembers::default(),
            };
            let (project, ids) = (self.project, &self.noted.ids);
            let note_id = NoteId::derive(&note.place, &note.author, note.created, |id| {
                project.note(id).is_some() || ids.contains(id)
            });
            self.noted.ids.insert(note_id.clone());
            let head: String = note.text.chars().take(SHOWN).collect();
            let about = format!("{}: {head}", note.kind.as_str());
            let step = Step::edit(Edit::AddNote {
                id: note_id,
                note: Arc::new(note),
            });
            items.push(Item {
                about,
                ..Item::new(Change::Add, Subject::Note, label.clone(), vec![step])
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
    fn notes_are_told_apart_by_their_heads() {
        let cell =
            "Comment (Maya): a\n\n  more\nDecision (Dana, 2026-12-02): b Why: c\nQuestion: d";
        let expected = [
            "Comment (Maya): a\n\n  more",
            "Decision (Dana, 2026-12-02): b Why: c",
            "Question: d",
        ];
        assert_eq!(new_texts(cell, Some("")), expected);
    }

    #[test]
    fn a_note_is_read_as_it_is_written() {
        let check = |text: &str, kind: NoteKind, author: &str, rest: &str| {
            assert_eq!(note_of(text), (kind, author, rest), "{text}");
        };
        let day = |text: &str| Some(text.parse().unwrap());
        check("Comment: x", NoteKind::Comment, "", "x");
        check("Comment (Maya): x", NoteKind::Comment, "Maya", "x");
        check("see: x", NoteKind::Comment, "", "see: x");
        let decision = |by: &str, date, why: &str| NoteKind::Decision {
            by: by.to_owned(),
            date,
            why: why.to_owned(),
        };
        let dana = decision("Dana", day("2026-12-02"), "login");
        check("Decision (Dana, 2026-12-02): b Why: login", dana, "", "b");
        check("Decision (A, B): b", decision("A, B", None, ""), "", "b");
        let question = |owner: Option<&str>, due, answer| NoteKind::Question {
            owner: owner.map(str::to_owned),
            due,
            answer,
        };
        check("Question:who?", question(None, None, None), "", "who?");
        check(
            "Question (due 2027-01-31): who?",
            question(None, day("2027-01-31"), None),
            "",
            "who?",
        );
        let answer = Answer {
            text: "HR".to_owned(),
            by: "Noam".to_owned(),
            date: None,
            unknown: UnknownMembers::default(),
        };
        let answered = question(Some("Dana"), None, Some(answer));
        check(
            "Question (Dana): who? Answer (Noam): HR",
            answered,
            "",
            "who?",
        );
    }
}
