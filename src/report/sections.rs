//! The small tables of the handoff: gaps, questions, decisions, findings, versions, evidence.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::block::{Content, TableBlock};
use super::handoff::texts;
use crate::check::Finding;
use crate::model::{
    AttributeId, Column, Evidence, Note, NoteKind, Place, Project, Resource, Stance,
};
use crate::rows::{Table, TableColumn, Used};

/// Rows that carry nothing though nobody decided so, and rows of which it cannot be said; required ones first.
pub(super) fn gaps(table: &Table<'_>) -> TableBlock {
    let mut found: Vec<_> = table
        .rows()
        .all()
        .iter()
        .filter(|row| match table.used(row) {
            Used::No(reason) => reason.is_gap(),
            Used::Unknown(_) => true,
            Used::Yes | Used::BySystem => false,
        })
        .collect();
    // A stable sort: within a mark the order of the table stays.
    found.sort_by_key(|row| table.mark(row) != Some(crate::model::Mark::Required));
    let cells = |row: &crate::rows::Row| {
        texts(
            [
                TableColumn::Number,
                TableColumn::Resource,
                TableColumn::Source,
                TableColumn::Protocol,
                TableColumn::Target,
                TableColumn::Mark,
                TableColumn::Used,
            ]
            .map(|column| table.cell(row, column)),
        )
    };
    TableBlock {
        headers: vec!["#", "Resource", "From", "Through", "To", "Mark", "Used"],
        rows: found.into_iter().map(cells).collect(),
    }
}

/// What the checks say, in the order given.
pub(super) fn findings(table: &Table<'_>, all: &[Finding]) -> TableBlock {
    TableBlock {
        headers: vec!["Finding", "Weight", "About", "What it says"],
        rows: all
            .iter()
            .map(|finding| {
                texts([
                    finding.code.to_owned(),
                    finding.severity.as_str().to_owned(),
                    place_name(table, &finding.place),
                    finding.message.clone(),
                ])
            })
            .collect(),
    }
}

/// Every attribute with a *no counterpart*, column by column.
pub(super) fn left_out(table: &Table<'_>) -> TableBlock {
    let mut rows = Vec::new();
    for resource in Resource::ALL {
        for column in Column::ALL {
            let attributes = table.project().system(column).attributes();
            for attribute in attributes.filter(|attribute| attribute.id.resource == resource) {
                if let Some(reason) = &attribute.no_counterpart {
                    rows.push(texts([
                        resource.label().to_owned(),
                        table.system_name(column).to_owned(),
                        name_of(&attribute.id),
                        reason.clone(),
                    ]));
                }
            }
        }
    }
    TableBlock {
        headers: vec!["Resource", "System", "Attribute", "Reason"],
        rows,
    }
}

/// Questions without an answer, the first due first.
pub(super) fn open_questions(table: &Table<'_>) -> TableBlock {
    let mut found: Vec<(Option<Date>, Vec<Content>)> = visible_notes(table)
        .filter_map(|note| match &note.kind {
            NoteKind::Question {
                owner,
                due,
                answer: None,
            } => Some((
                *due,
                texts([
                    place_name(table, &note.place),
                    note.text.clone(),
                    owner.clone().unwrap_or_default(),
                    day(*due),
                ]),
            )),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(due, _)| (due.is_none(), *due));
    TableBlock {
        headers: vec!["About", "Question", "Owner", "Due"],
        rows: found.into_iter().map(|(_, cells)| cells).collect(),
    }
}

/// Questions with their answers; none if there is none.
pub(super) fn answers(table: &Table<'_>) -> Option<TableBlock> {
    let rows: Vec<_> = visible_notes(table)
        .filter_map(|note| match &note.kind {
            NoteKind::Question {
                answer: Some(answer),
                ..
            } => Some(texts([
                place_name(table, &note.place),
                note.text.clone(),
                answer.text.clone(),
                answer.by.clone(),
                day(answer.date),
            ])),
            _ => None,
        })
        .collect();
    (!rows.is_empty()).then(|| TableBlock {
        headers: vec!["About", "Question", "Answer", "By", "When"],
        rows,
    })
}

/// Decisions by day; those without a day last.
pub(super) fn decisions(table: &Table<'_>) -> TableBlock {
    let mut found: Vec<(Option<Date>, Vec<Content>)> = visible_notes(table)
        .filter_map(|note| match &note.kind {
            NoteKind::Decision { by, date, why } => Some((
                *date,
                texts([
                    place_name(table, &note.place),
                    note.text.clone(),
                    by.clone(),
                    day(*date),
                    why.clone(),
                ]),
            )),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(date, _)| (date.is_none(), *date));
    TableBlock {
        headers: vec!["About", "Decision", "By", "When", "Why"],
        rows: found.into_iter().map(|(_, cells)| cells).collect(),
    }
}

/// Findings that somebody accepted; none if there is none.
pub(super) fn accepted_findings(table: &Table<'_>) -> Option<TableBlock> {
    let accepted = table.project().accepted_findings();
    (!accepted.is_empty()).then(|| TableBlock {
        headers: vec!["Finding", "About", "Reason", "By", "When"],
        rows: accepted
            .iter()
            .map(|(key, accepted)| {
                texts([
                    key.code.clone(),
                    place_name(table, &key.place),
                    accepted.reason.clone(),
                    accepted.by.clone(),
                    day(accepted.date),
                ])
            })
            .collect(),
    })
}

/// The frozen states, oldest first; none if there is none.
pub(super) fn versions(table: &Table<'_>) -> Option<TableBlock> {
    let versions = table.project().versions();
    (!versions.is_empty()).then(|| TableBlock {
        headers: vec!["Version", "Date", "Author", "Summary"],
        rows: versions
            .iter()
            .map(|version| {
                texts([
                    version.label.clone(),
                    day(version.date),
                    version.author.clone(),
                    version.summary.clone(),
                ])
            })
            .collect(),
    })
}

/// Where a source is cited.
#[derive(Default)]
struct Citations {
    read_on: Option<Date>,
    supports: Vec<u32>,
    contradicts: Vec<u32>,
}

/// Every source that a row cites, once, in the order of the table, with the rows that cite it.
pub(super) fn evidence(table: &Table<'_>) -> TableBlock {
    let mut cited: IndexMap<&str, Citations> = IndexMap::new();
    for row in table.rows().all() {
        for evidence in table.evidence(row) {
            let Evidence {
                source,
                stance,
                read_on,
                ..
            } = evidence;
            let citations = cited.entry(source).or_default();
            citations.read_on = citations.read_on.max(*read_on);
            match stance {
                Stance::Supports => citations.supports.push(row.number),
                Stance::Contradicts => citations.contradicts.push(row.number),
            }
        }
    }
    let rows = (1_usize..)
        .zip(cited)
        .map(|(number, (id, citations))| {
            let source = table.reference().source(id);
            let is_address = source.is_none() && id.starts_with("https://");
            let address = source.map_or(if is_address { id } else { "" }, |source| &source.url);
            vec![
                number.to_string().into(),
                source.map_or(id, |source| &source.title).into(),
                source.map_or("", |source| &source.publisher).into(),
                source
                    .and_then(|source| source.date.as_deref())
                    .unwrap_or_default()
                    .into(),
                day(source.map(|source| source.read_on).or(citations.read_on)).into(),
                Content::Address(address.to_owned()),
                ranges(&citations.supports).into(),
                ranges(&citations.contradicts).into(),
            ]
        })
        .collect();
    TableBlock {
        headers: vec![
            "No.",
            "Title",
            "Publisher",
            "Date",
            "Read",
            "Address",
            "Supports rows",
            "Contradicts rows",
        ],
        rows,
    }
}

fn visible_notes<'a>(table: &Table<'a>) -> impl Iterator<Item = &'a Note> {
    let notes = table.project().notes().map(|(_, note)| note);
    notes.filter(|note| table.may_see(note))
}

/// What a note or finding is about, in words.
fn place_name(table: &Table<'_>, place: &Place) -> String {
    match place {
        Place::Project => "the project".to_owned(),
        Place::Attribute(id) => attribute_name(table.project(), id),
        Place::Link(id) => match table.project().link(id) {
            Some(link) => {
                let from = table.system_name(link.hop().origin());
                let to = attribute_name(table.project(), &link.destination);
                format!("link from {from} to {to}")
            }
            None => format!("link {:?}, which is not there", id.as_str()),
        },
    }
}

/// `SCIM userName (User)`.
fn attribute_name(project: &Project, id: &AttributeId) -> String {
    let system = &project.system(id.column).name;
    format!("{system} {} ({})", name_of(id), id.resource.label())
}

/// The path, or the SCIM path that reaches a field whose name no document prints.
fn name_of(id: &AttributeId) -> String {
    match &id.scim_path {
        Some(scim_path) if id.path.is_unpublished() => {
            format!("{} for {}", id.label(), scim_path.as_str())
        }
        _ => id.label().to_owned(),
    }
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// `1-3, 7` for ascending numbers.
fn ranges(numbers: &[u32]) -> String {
    let parts: Vec<String> = numbers
        .chunk_by(|a, b| a + 1 == *b)
        .filter_map(|run| match run {
            [] => None,
            [one] => Some(one.to_string()),
            [first, .., last] => Some(format!("{first}-{last}")),
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_written_as_ranges() {
        let check = |numbers: &[u32], expected| assert_eq!(ranges(numbers), expected);
        check(&[], "");
        check(&[4], "4");
        check(&[1, 2, 3, 7, 9, 10], "1-3, 7, 9-10");
    }
}
