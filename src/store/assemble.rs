//! From the parts of a file to a project: what has the same identity twice is kept under another or reported.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::error::ReadError;
use super::parts::{Parts, Placed, Section};
use super::problem::ProblemKind;
use super::records::read_attribute;
use crate::json::JsonReader;
use crate::model::{
    Column, Edit, EditError, Link, LinkId, Note, NoteId, Project, Resource, System,
};

/// A project put together, and what the reader needs to say where in the file something stands.
pub(super) struct Assembled {
    /// The project.
    pub(super) project: Project,
    /// What was there twice, with byte offsets, in no order.
    pub(super) repeated: Vec<Placed<ProblemKind>>,
    /// Where each link starts, in file order.
    pub(super) link_places: Vec<Placed<LinkId>>,
    /// Where each note starts, in file order.
    pub(super) note_places: Vec<Placed<NoteId>>,
}

/// The names that are given instead of taken ones: `name~2`, `name~3`, …
#[derive(Default)]
struct OtherNames {
    /// The last number given for each name, so that a name that comes very often costs no search.
    last: BTreeMap<String, u64>,
}

impl OtherNames {
    fn next(&mut self, name: &str, is_taken: impl Fn(&str) -> bool) -> String {
        let number = self.last.entry(name.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let other = format!("{name}~{number}");
            if !is_taken(&other) {
                return other;
            }
        }
    }
}

/// Puts the parts of `text` together.
///
/// # Errors
///
/// [`ReadError::Unfit`] if an edit that was made to fit does not: a defect.
pub(super) fn assemble(parts: Parts, text: &str) -> Result<Assembled, ReadError> {
    let mut repeated = Vec::new();
    let source = join_column(parts.source, text, Column::Source, &mut repeated)?;
    let protocol = join_column(parts.protocol, text, Column::Protocol, &mut repeated)?;
    let target = join_column(parts.target, text, Column::Target, &mut repeated)?;
    let mut assembled = Assembled {
        project: Project::new(parts.heading, source, protocol, target),
        repeated,
        link_places: Vec::with_capacity(parts.links.len()),
        note_places: Vec::with_capacity(parts.notes.len()),
    };
    for (resource, settings) in [
        (Resource::User, parts.user_settings),
        (Resource::Group, parts.group_settings),
    ] {
        let settings = Box::new(settings);
        assembled.apply(Edit::SetResourceSettings { resource, settings })?;
    }
    assembled.apply(Edit::SetPeople(parts.people))?;
    assembled.apply(Edit::SetVersions(parts.versions))?;
    assembled.apply(Edit::SetWorkshops(parts.workshops))?;
    assembled.add_links(parts.links)?;
    assembled.add_notes(parts.notes)?;
    for (at, (key, acceptance)) in parts.acceptances {
        if assembled.project.accepted_findings().contains_key(&key) {
            let code = key.code;
            let kind = ProblemKind::RepeatedAcceptance { code };
            assembled.repeated.push((at, kind));
            continue;
        }
        let acceptance = Some(Box::new(acceptance));
        assembled.apply(Edit::SetAcceptance { key, acceptance })?;
    }
    let mut other_names = OtherNames::default();
    for (at, (name, attachment)) in parts.attachments {
        let project = &mut assembled.project;
        let kept_as = if project.attachments().contains_key(&name) {
            let attachments = project.attachments();
            let kept_as = other_names.next(&name, |name| attachments.contains_key(name));
            let kind = ProblemKind::RepeatedAttachment {
                name,
                kept_as: kept_as.clone(),
            };
            assembled.repeated.push((at, kind));
            kept_as
        } else {
            name
        };
        assembled.apply(Edit::SetAttachment {
            name: kept_as,
            attachment: Some(Box::new(attachment)),
        })?;
    }
    assembled.project.set_unknown(parts.unknown);
    Ok(assembled)
}

/// The system with its attributes; each that is there twice is reported.
fn join_column(
    section: Section,
    text: &str,
    column: Column,
    found: &mut Vec<Placed<ProblemKind>>,
) -> Result<System, ReadError> {
    let offsets = section.offsets;
    let (system, repeated) = section.system.with_attributes(section.attributes);
    if !repeated.is_empty() {
        // Rare, so the places are looked up by reading the column again instead of being kept with each attribute.
        let mut ids = HashSet::new();
        for at in offsets {
            let attribute = read_attribute(&mut JsonReader::new(text, at), column)
                .map_err(|fault| ReadError::from_fault(fault, text))?;
            if ids.contains(&attribute.id) {
                found.push((at, ProblemKind::RepeatedAttribute(attribute.id)));
            } else {
                ids.insert(attribute.id);
            }
        }
    }
    Ok(system)
}

impl Assembled {
    fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        self.project.apply(edit).map(|_| ())
    }

    fn add_links(&mut self, links: Vec<Placed<(LinkId, Arc<Link>)>>) -> Result<(), EditError> {
        let mut other_names = OtherNames::default();
        for (at, (mut id, link)) in links {
            if self.project.link(&id).is_some() {
                let is_taken = |name: &str| self.project.link(&LinkId::new(name)).is_some();
                let kept_as = LinkId::new(&other_names.next(id.as_str(), is_taken));
                let kind = ProblemKind::RepeatedLink {
                    id,
                    kept_as: kept_as.clone(),
                };
                self.repeated.push((at, kind));
                id = kept_as;
            }
            self.link_places.push((at, id.clone()));
            self.apply(Edit::AddLink { id, link })?;
        }
        Ok(())
    }

    fn add_notes(&mut self, notes: Vec<Placed<(NoteId, Arc<Note>)>>) -> Result<(), EditError> {
        let mut other_names = OtherNames::default();
        for (at, (mut id, note)) in notes {
            if self.project.note(&id).is_some() {
                let is_taken = |name: &str| self.project.note(&NoteId::new(name)).is_some();
                let kept_as = NoteId::new(&other_names.next(id.as_str(), is_taken));
                let kind = ProblemKind::RepeatedNote {
                    id,
                    kept_as: kept_as.clone(),
                };
                self.repeated.push((at, kind));
                id = kept_as;
            }
            self.note_places.push((at, id.clone()));
            self.apply(Edit::AddNote { id, note })?;
        }
        Ok(())
    }
}
