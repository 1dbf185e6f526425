//! `rows`: the completed table, for people or for programs.

use super::args::{Format, Rows as Arguments};
use super::{CliError, Outcome, Streams, render};
use crate::catalog::reference;
use crate::model::Audience;
use crate::rows::{Index, Row, Rows, Table, TableColumn};

pub(super) fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let project = render::open(&arguments.project, streams)?;
    let index = Index::derive(&project);
    let rows = Rows::derive(&index);
    let table = Table::new(&project, &index, &rows, reference(), Audience::Internal);
    match arguments.format {
        Format::Json => {
            let all: Vec<_> = rows.all().iter().map(|row| table.json_row(row)).collect();
            serde_json::to_writer_pretty(&mut *streams.out, &all).map_err(|error| {
                match error.io_error_kind() {
                    Some(kind) => CliError::Output(kind.into()),
                    None => CliError::Json(error),
                }
            })?;
            writeln!(streams.out)?;
        }
        Format::Text => text(&table, streams)?,
    }
    Ok(Outcome::Fine)
}

/// The columns that fit on a line; the rest is in the JSON and in the exports.
const COLUMNS: [TableColumn; 8] = [
    TableColumn::Number,
    TableColumn::Source,
    TableColumn::Rule,
    TableColumn::Protocol,
    TableColumn::Target,
    TableColumn::Mark,
    TableColumn::Used,
    TableColumn::Status,
];

fn text(table: &Table<'_>, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let project = table.project();
    let headers = COLUMNS.map(|column| column.header(project).to_owned());
    let lines: Vec<[String; 8]> = table
        .rows()
        .all()
        .iter()
        .map(|row| COLUMNS.map(|column| shown(table, row, column)))
        .collect();
    let mut widths = headers.each_ref().map(|header| header.chars().count());
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for line in std::iter::once(&headers).chain(&lines) {
        let mut out = String::new();
        for (cell, width) in line.iter().zip(widths) {
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
        }
        writeln!(streams.out, "{}", out.trim_end())?;
    }
    if lines.is_empty() {
        streams.tell("the project has no rows yet: no link, no note, nothing left out on purpose");
    }
    Ok(())
}

/// A cell for a terminal: one line, nothing in it that steers the terminal, paths short where they are long.
fn shown(table: &Table<'_>, row: &Row, column: TableColumn) -> String {
    let mut cell = table.cell(row, column);
    if column == TableColumn::Protocol
        && let Some(path) = crate::model::ScimPath::parse(&cell)
    {
        cell = path.short();
    }
    cell.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
