//! A note: one line. `by`, `date`, `why` belong to decisions, `owner`, `due`, `answer` to questions.

use jiff::civil::Date;

use super::place::{PlaceMembers, write_place};
use super::words::{date, misplaced, missing, one_of, timestamp};
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{Answer, Audience, Note, NoteId, NoteKind};
use crate::store::json_writer::{Layout, Object};

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Customer => "customer",
        Audience::Internal => "internal",
    }
}

/// Writes a note as one line.
pub(in crate::store) fn write_note(out: &mut Vec<u8>, id: &NoteId, note: &Note) {
    let mut object = Object::open(out, Layout::Line, &note.unknown);
    object.text("id", id.as_str());
    write_place(&mut object, &note.place);
    object.text("kind", note.kind.as_str());
    object.text("text", &note.text);
    object.text_unless_empty("author", &note.author);
    object.optional_display("created", Some(note.created));
    let audience = note.audience;
    object.optional_text(
        "audience",
        (audience != Audience::default()).then(|| audience_word(audience)),
    );
    let (by, day, why) = match &note.kind {
        NoteKind::Decision { by, date, why } => (by.as_str(), *date, why.as_str()),
        _ => ("", None, ""),
    };
    object.text_unless_empty("by", by);
    object.optional_display("date", day);
    object.text_unless_empty("why", why);
    let (owner, due, answer) = match &note.kind {
        NoteKind::Question { owner, due, answer } => (owner.as_deref(), *due, answer.as_ref()),
        _ => (None, None, None),
    };
    object.optional_text("owner", owner);
    object.optional_display("due", due);
    match answer {
        Some(answer) => object.member("answer", |out| write_answer(out, answer)),
        None => object.absent("answer"),
    }
    object.close();
}

fn write_answer(out: &mut Vec<u8>, answer: &Answer) {
    let mut object = Object::open(out, Layout::Line, &answer.unknown);
    object.text("text", &answer.text);
    object.text_unless_empty("by", &answer.by);
    object.optional_display("date", answer.date);
    object.close();
}

/// The members of a note's kind, before it is known which kind it is.
#[derive(Default)]
struct KindMembers {
    kind: Option<&'static str>,
    by: Option<String>,
    date: Option<Date>,
    why: Option<String>,
    owner: Option<String>,
    due: Option<Date>,
    answer: Option<Answer>,
}

const KINDS: [&str; 3] = ["comment", "decision", "question"];

impl KindMembers {
    fn into_kind(self, at: usize) -> Fallible<NoteKind> {
        let kind = self.kind.ok_or_else(|| missing(at, "kind"))?;
        for (name, is_there, belongs_to) in [
            ("by", self.by.is_some(), "decision"),
            ("date", self.date.is_some(), "decision"),
            ("why", self.why.is_some(), "decision"),
            ("owner", self.owner.is_some(), "question"),
            ("due", self.due.is_some(), "question"),
            ("answer", self.answer.is_some(), "question"),
        ] {
            if is_there && kind != belongs_to {
                return Err(misplaced(at, name, format!("a note of kind {kind:?}")));
            }
        }
        Ok(match kind {
            "decision" => NoteKind::Decision {
                by: self.by.unwrap_or_default(),
                date: self.date,
                why: self.why.unwrap_or_default(),
            },
            "question" => NoteKind::Question {
                owner: self.owner,
                due: self.due,
                answer: self.answer,
            },
            _ => NoteKind::Comment,
        })
    }
}

/// Reads a note and its id.
pub(in crate::store) fn read_note(reader: &mut JsonReader<'_>) -> Fallible<(NoteId, Note)> {
    let at = reader.offset();
    let (mut id, mut text, mut created) = (None, None, None);
    let (mut author, mut audience) = (String::new(), Audience::default());
    let (mut place, mut kind) = (PlaceMembers::default(), KindMembers::default());
    let unknown = reader.object(|reader, name| {
        match name {
            "id" => id = Some(NoteId::new(&reader.string()?)),
            "kind" => kind.kind = Some(one_of(reader, &KINDS, |kind| kind)?),
            "text" => text = Some(reader.string()?.into_owned()),
            "author" => author = reader.string()?.into_owned(),
            "created" => created = Some(timestamp(reader)?),
            "audience" => {
                let all = [Audience::Customer, Audience::Internal];
                audience = one_of(reader, &all, audience_word)?;
            }
            "by" => kind.by = Some(reader.string()?.into_owned()),
            "date" => kind.date = Some(date(reader)?),
            "why" => kind.why = Some(reader.string()?.into_owned()),
            "owner" => kind.owner = Some(reader.string()?.into_owned()),
            "due" => kind.due = Some(date(reader)?),
            "answer" => kind.answer = Some(read_answer(reader)?),
            _ => return place.read(reader, name),
        }
        Ok(Member::Known)
    })?;
    let note = Note {
        place: place.into_place(at)?,
        kind: kind.into_kind(at)?,
        text: text.ok_or_else(|| missing(at, "text"))?,
        author,
        created: created.ok_or_else(|| missing(at, "created"))?,
        audience,
        unknown,
    };
    Ok((id.ok_or_else(|| missing(at, "id"))?, note))
}

fn read_answer(reader: &mut JsonReader<'_>) -> Fallible<Answer> {
    let at = reader.offset();
    let (mut text, mut by, mut day) = (None, String::new(), None);
    let unknown = reader.object(|reader, name| {
        match name {
            "text" => text = Some(reader.string()?.into_owned()),
            "by" => by = reader.string()?.into_owned(),
            "date" => day = Some(date(reader)?),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(Answer {
        text: text.ok_or_else(|| missing(at, "text"))?,
        by,
        date: day,
        unknown,
    })
}
