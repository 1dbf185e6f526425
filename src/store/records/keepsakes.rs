//! What a project keeps beside the mapping: people, accepted findings, workshops, versions, attachments.

use super::place::{PlaceMembers, write_place};
use super::words::{date, missing, texts};
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{AcceptedFinding, Attachment, FindingKey, Person, Version, Workshop};
use crate::store::json_writer::{Layout, Object};

/// Writes a person as one line.
pub(in crate::store) fn write_person(out: &mut Vec<u8>, person: &Person) {
    let mut object = Object::open(out, Layout::Line, &person.unknown);
    object.text("name", &person.name);
    object.text_unless_empty("role", &person.role);
    object.close();
}

/// Reads a person.
pub(in crate::store) fn read_person(reader: &mut JsonReader<'_>) -> Fallible<Person> {
    let at = reader.offset();
    let (mut person_name, mut role) = (None, String::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "name" => person_name = Some(reader.string()?.into_owned()),
            "role" => role = reader.string()?.into_owned(),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(Person {
        name: person_name.ok_or_else(|| missing(at, "name"))?,
        role,
        unknown,
    })
}

/// Writes an accepted finding as one line.
pub(in crate::store) fn write_acceptance(
    out: &mut Vec<u8>,
    key: &FindingKey,
    acceptance: &AcceptedFinding,
) {
    let mut object = Object::open(out, Layout::Line, &acceptance.unknown);
    object.text("code", &key.code);
    write_place(&mut object, &key.place);
    object.text("reason", &acceptance.reason);
    object.text_unless_empty("by", &acceptance.by);
    object.optional_display("date", acceptance.date);
    object.close();
}

/// Reads an accepted finding and which finding it is.
pub(in crate::store) fn read_acceptance(
    reader: &mut JsonReader<'_>,
) -> Fallible<(FindingKey, AcceptedFinding)> {
    let at = reader.offset();
    let (mut code, mut reason) = (None, None);
    let (mut by, mut day) = (String::new(), None);
    let mut place = PlaceMembers::default();
    let unknown = reader.object(|reader, name| {
        match name {
            "code" => code = Some(reader.string()?.into_owned()),
            "reason" => reason = Some(reader.string()?.into_owned()),
            "by" => by = reader.string()?.into_owned(),
            "date" => day = Some(date(reader)?),
            _ => return place.read(reader, name),
        }
        Ok(Member::Known)
    })?;
    let key = FindingKey {
        code: code.ok_or_else(|| missing(at, "code"))?,
        place: place.into_place(at)?,
    };
    let acceptance = AcceptedFinding {
        reason: reason.ok_or_else(|| missing(at, "reason"))?,
        by,
        date: day,
        unknown,
    };
    Ok((key, acceptance))
}

/// Writes a workshop as one line.
pub(in crate::store) fn write_workshop(out: &mut Vec<u8>, workshop: &Workshop) {
    let mut object = Object::open(out, Layout::Line, &workshop.unknown);
    object.optional_display("date", Some(workshop.date));
    object.texts("people", workshop.people.iter().map(String::as_str));
    object.texts("agenda", workshop.agenda.iter().map(String::as_str));
    object.texts("minutes", workshop.minutes.iter().map(String::as_str));
    object.close();
}

/// Reads a workshop.
pub(in crate::store) fn read_workshop(reader: &mut JsonReader<'_>) -> Fallible<Workshop> {
    let at = reader.offset();
    let mut day = None;
    let (mut people, mut agenda, mut minutes) = (Vec::new(), Vec::new(), Vec::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "date" => day = Some(date(reader)?),
            "people" => people = texts(reader)?,
            "agenda" => agenda = texts(reader)?,
            "minutes" => minutes = texts(reader)?,
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(Workshop {
        date: day.ok_or_else(|| missing(at, "date"))?,
        people,
        agenda,
        minutes,
        unknown,
    })
}

/// Writes a version as one line, if its difference is.
pub(in crate::store) fn write_version(out: &mut Vec<u8>, version: &Version) {
    let mut object = Object::open(out, Layout::Line, &version.unknown);
    object.text("label", &version.label);
    object.optional_display("date", version.date);
    object.text_unless_empty("author", &version.author);
    object.text_unless_empty("summary", &version.summary);
    let difference = version.difference.as_bytes();
    object.member_if(!difference.is_empty(), "difference", |out| {
        out.extend_from_slice(difference);
    });
    object.close();
}

/// Reads a version; its difference stays the text it is.
pub(in crate::store) fn read_version(reader: &mut JsonReader<'_>) -> Fallible<Version> {
    let at = reader.offset();
    let (mut label, mut day) = (None, None);
    let (mut author, mut summary, mut difference) = (String::new(), String::new(), String::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "label" => label = Some(reader.string()?.into_owned()),
            "date" => day = Some(date(reader)?),
            "author" => author = reader.string()?.into_owned(),
            "summary" => summary = reader.string()?.into_owned(),
            "difference" => reader.raw()?.clone_into(&mut difference),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(Version {
        label: label.ok_or_else(|| missing(at, "label"))?,
        date: day,
        author,
        summary,
        difference,
        unknown,
    })
}

/// Writes an attachment as one line.
pub(in crate::store) fn write_attachment(out: &mut Vec<u8>, name: &str, attachment: &Attachment) {
    let mut object = Object::open(out, Layout::Line, &attachment.unknown);
    object.text("name", name);
    object.text("kind", &attachment.kind);
    object.text("text", &attachment.text);
    object.close();
}

/// Reads an attachment and its name.
pub(in crate::store) fn read_attachment(
    reader: &mut JsonReader<'_>,
) -> Fallible<(String, Attachment)> {
    let at = reader.offset();
    let (mut attachment_name, mut kind, mut text) = (None, None, None);
    let unknown = reader.object(|reader, name| {
        match name {
            "name" => attachment_name = Some(reader.string()?.into_owned()),
            "kind" => kind = Some(reader.string()?.into_owned()),
            "text" => text = Some(reader.string()?.into_owned()),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    let attachment = Attachment {
        kind: kind.ok_or_else(|| missing(at, "kind"))?,
        text: text.ok_or_else(|| missing(at, "text"))?,
        unknown,
    };
    let name = attachment_name.ok_or_else(|| missing(at, "name"))?;
    Ok((name, attachment))
}
