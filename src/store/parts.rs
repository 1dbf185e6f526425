//! The parts of a file as it holds them, before they are put together.

use std::sync::Arc;

use super::VERSION_MEMBER;
use super::records::{
    missing, read_acceptance, read_attachment, read_attribute, read_link, read_note, read_person,
    read_settings, read_version, read_workshop,
};
use super::version::FormatVersion;
use super::write::settings_member;
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{
    AcceptedFinding, Attachment, Attribute, Column, FindingKey, Heading, Link, LinkId, Note,
    NoteId, Person, Resource, ResourceSettings, System, UnknownMember, UnknownMembers, Version,
    Workshop,
};

/// A value and the byte offset where it starts.
pub(super) type Placed<T> = (usize, T);

/// A column as the file holds it.
#[derive(Default)]
pub(super) struct Section {
    /// Its name, catalogue and unknown members; no attribute yet.
    pub(super) system: System,
    /// Its attributes, the same one twice where the file has it twice.
    pub(super) attributes: Vec<Arc<Attribute>>,
    /// Where each of them starts.
    pub(super) offsets: Vec<usize>,
}

/// All parts of a file; what has an identity comes with its place.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) heading: Heading,
    pub(super) source: Section,
    pub(super) protocol: Section,
    pub(super) target: Section,
    pub(super) user_settings: ResourceSettings,
    pub(super) group_settings: ResourceSettings,
    pub(super) people: Vec<Person>,
    pub(super) links: Vec<Placed<(LinkId, Arc<Link>)>>,
    pub(super) notes: Vec<Placed<(NoteId, Arc<Note>)>>,
    pub(super) acceptances: Vec<Placed<(FindingKey, AcceptedFinding)>>,
    pub(super) workshops: Vec<Workshop>,
    pub(super) versions: Vec<Version>,
    pub(super) attachments: Vec<Placed<(String, Attachment)>>,
    pub(super) unknown: UnknownMembers,
}

/// Reads a list into `items`, each with the offset where it starts and shared from the start: a long list of large
/// values would be there twice while it is put together.
fn placed_shared<'t, Id, T>(
    reader: &mut JsonReader<'t>,
    items: &mut Vec<Placed<(Id, Arc<T>)>>,
    read: fn(&mut JsonReader<'t>) -> Fallible<(Id, T)>,
) -> Fallible<()> {
    placed(reader, items, |reader| {
        let (id, item) = read(reader)?;
        Ok((id, Arc::new(item)))
    })
}

/// Reads a list into `items`, each with the offset where it starts.
fn placed<'t, T>(
    reader: &mut JsonReader<'t>,
    items: &mut Vec<Placed<T>>,
    mut read: impl FnMut(&mut JsonReader<'t>) -> Fallible<T>,
) -> Fallible<()> {
    reader.list(|reader| {
        let at = reader.offset();
        items.push((at, read(reader)?));
        Ok(())
    })
}

/// Reads a list into `items`.
fn all<'t, T>(
    reader: &mut JsonReader<'t>,
    items: &mut Vec<T>,
    mut read: impl FnMut(&mut JsonReader<'t>) -> Fallible<T>,
) -> Fallible<()> {
    reader.list(|reader| {
        items.push(read(reader)?);
        Ok(())
    })
}

fn read_section(reader: &mut JsonReader<'_>, column: Column) -> Fallible<Section> {
    let at = reader.offset();
    let mut section = Section::default();
    let mut system_name = None;
    section.system.unknown = reader.object(|reader, name| {
        match name {
            "name" => system_name = Some(reader.string()?.into_owned()),
            "catalog" => section.system.catalog = reader.string()?.into_owned(),
            "attributes" => reader.list(|reader| {
                section.offsets.push(reader.offset());
                let attribute = read_attribute(reader, column)?;
                section.attributes.push(Arc::new(attribute));
                Ok(())
            })?,
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    section.system.name = system_name.ok_or_else(|| missing(at, "name"))?;
    Ok(section)
}

impl Parts {
    /// Reads the whole text of a file that has this version.
    pub(super) fn read(text: &str, version: FormatVersion) -> Fallible<Self> {
        let mut parts = Self::default();
        let mut reader = JsonReader::new(text, 0);
        let mut kept_version = None;
        let mut title = None;
        let at = reader.offset();
        let unknown = reader.object(|reader, name| {
            match name {
                "format" => reader.string().map(|_| ())?,
                // A newer version stays the file's version when it is saved; see `write`.
                VERSION_MEMBER => kept_version = Some(reader.raw()?.to_owned()),
                "title" => title = Some(reader.string()?.into_owned()),
                "customer" => parts.heading.customer = reader.string()?.into_owned(),
                "summary" => parts.heading.summary = reader.string()?.into_owned(),
                "source" => parts.source = read_section(reader, Column::Source)?,
                "protocol" => parts.protocol = read_section(reader, Column::Protocol)?,
                "target" => parts.target = read_section(reader, Column::Target)?,
                _ if name == settings_member(Resource::User) => {
                    parts.user_settings = read_settings(reader)?;
                }
                _ if name == settings_member(Resource::Group) => {
                    parts.group_settings = read_settings(reader)?;
                }
                "people" => all(reader, &mut parts.people, read_person)?,
                "links" => placed_shared(reader, &mut parts.links, read_link)?,
                "notes" => placed_shared(reader, &mut parts.notes, read_note)?,
                "accepted_findings" => placed(reader, &mut parts.acceptances, read_acceptance)?,
                "workshops" => all(reader, &mut parts.workshops, read_workshop)?,
                "versions" => all(reader, &mut parts.versions, read_version)?,
                "attachments" => placed(reader, &mut parts.attachments, read_attachment)?,
                _ => return Ok(Member::Unknown),
            }
            Ok(Member::Known)
        })?;
        reader.end()?;
        parts.heading.title = title.ok_or_else(|| missing(at, "title"))?;
        parts.unknown = match kept_version {
            Some(json) if version > FormatVersion::CURRENT => {
                let mut members = vec![UnknownMember {
                    name: VERSION_MEMBER.to_owned(),
                    json,
                    after: Some("format".to_owned()),
                }];
                members.extend_from_slice(unknown.as_slice());
                UnknownMembers::new(members)
            }
            _ => unknown,
        };
        Ok(parts)
    }
}
