//! Each clause of the row's definition, on the smallest project that shows it.

mod cells;
mod index;
mod rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::catalog::Source;
use crate::model::{
    Answer, Attribute, AttributeId, AttributePath, Audience, Cardinality, Column, Confidence, Edit,
    Evidence, Heading, Link, LinkId, Mark, Note, NoteKind, Place, Project, Resource, Rule, Stance,
    Status, Support, System, TenantCheck, UnknownMembers, ValueType,
};

const USER: Resource = Resource::User;

fn source(path: &str) -> AttributeId {
    AttributeId::source(USER, path)
}

fn protocol(path: &str) -> AttributeId {
    AttributeId::protocol(USER, path)
}

fn target(path: &str, scim_path: &str) -> AttributeId {
    AttributeId::target(USER, path, Some(scim_path))
}

/// A project with these attributes, in the order given.
fn project(ids: &[AttributeId]) -> Project {
    let systems = Column::ALL.map(|column| {
        let attributes = ids
            .iter()
            .filter(|id| id.column == column)
            .map(|id| Attribute::custom(id.clone()));
        let name = ["Entra ID", "SCIM", "Genesys Cloud"][column as usize];
        System::new(name).with_attributes(attributes).0
    });
    let [source, protocol, target] = systems;
    Project::new(Heading::default(), source, protocol, target)
}

fn change(project: &mut Project, id: &AttributeId, change: impl FnOnce(&mut Attribute)) {
    let mut attribute = project.attribute(id).unwrap().clone();
    change(&mut attribute);
    let (id, attribute) = (id.clone(), Arc::new(attribute));
    project
        .apply(Edit::ReplaceAttribute { id, attribute })
        .unwrap();
}

fn add_link(project: &mut Project, link: Link) -> LinkId {
    let id = project.next_link_id(&link.destination);
    let link = Arc::new(link);
    let edit = Edit::AddLink {
        id: id.clone(),
        link,
    };
    project.apply(edit).unwrap();
    id
}

fn direct(destination: AttributeId, origins: &[&str]) -> Link {
    let column = destination.column.hop_in().unwrap().origin();
    let origins = origins
        .iter()
        .map(|path| AttributePath::new(column, path))
        .collect();
    Link::new(destination, Rule::Direct { origins })
}

fn expression(destination: AttributeId, text: &str) -> Link {
    let text = text.to_owned();
    Link::new(destination, Rule::Expression { text })
}

fn constant(destination: AttributeId, value: &str) -> Link {
    let value = value.to_owned();
    Link::new(destination, Rule::Constant { value })
}

fn add_note(project: &mut Project, place: Place, kind: NoteKind, text: &str, audience: Audience) {
    let note = Note {
        place,
        kind,
        text: text.to_owned(),
        author: "Maya".to_owned(),
        created: Timestamp::UNIX_EPOCH,
        audience,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&note);
    let note = Arc::new(note);
    project.apply(Edit::AddNote { id, note }).unwrap();
}

fn question(text: &str) -> (NoteKind, &str) {
    let kind = NoteKind::Question {
        owner: Some("Noam".to_owned()),
        due: Some(date(2027, 1, 31)),
        answer: None,
    };
    (kind, text)
}

/// Marks and sources by name.
#[derive(Default)]
struct Known {
    marks: BTreeMap<AttributeId, Mark>,
    sources: Vec<Source>,
}

impl Reference for Known {
    fn mark(&self, attribute: &AttributeId) -> Option<Mark> {
        self.marks.get(attribute).copied()
    }

    fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Reads the whole table through `read`.
fn with_table<T>(project: &Project, read: impl FnOnce(&Table<'_>) -> T) -> T {
    let index = Index::derive(project);
    let rows = Rows::derive(&index);
    read(&Table::new(
        project,
        &index,
        &rows,
        &NoReference,
        Audience::Customer,
    ))
}

/// The cells of these columns, row by row, joined with ` | `.
fn cells(project: &Project, columns: &[TableColumn]) -> Vec<String> {
    with_table(project, |table| {
        let cells = |row| columns.iter().map(move |column| table.cell(row, *column));
        let rows = table.rows().all().iter();
        rows.map(|row| cells(row).collect::<Vec<_>>().join(" | "))
            .collect()
    })
}

/// The chain and the `Used` cell of each row.
fn check(project: &Project, expected: &[&str]) {
    use TableColumn::{Protocol, Source, Target, Used};
    assert_eq!(cells(project, &[Source, Protocol, Target, Used]), expected);
}
