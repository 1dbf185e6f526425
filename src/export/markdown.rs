//! The handoff as Markdown with GitHub tables (GFM).
//!
//! Every text reads back equal through a Markdown reader, `<br>` read as a line break; only NUL becomes U+FFFD.

use std::io;

use super::markdown_text::{Spot, push_address, push_code, push_text};
use crate::model::{Link, Resource, Rule};
use crate::report::{Block, Content, Report, TableBlock};
use crate::rows::{LinkNumber, Row, Table, TableColumn};

/// Writes a report, with the rows of `table` where the report says so.
///
/// # Errors
///
/// What `out` reports; then part of the document may have been written.
pub fn write(report: &Report, table: &Table<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut text = String::new();
    for (position, block) in report.blocks.iter().enumerate() {
        if position > 0 {
            text.push('\n');
        }
        match block {
            Block::Heading { level, text: title } => {
                for _ in 0..*level {
                    text.push('#');
                }
                text.push(' ');
                push_text(&mut text, title, Spot::Line);
                text.push('\n');
            }
            Block::Paragraph(paragraph) => {
                push_text(&mut text, paragraph, Spot::Line);
                text.push('\n');
            }
            Block::List(items) => {
                for item in items {
                    text.push_str("- ");
                    if !item.term.is_empty() {
                        text.push_str("**");
                        push_text(&mut text, &item.term, Spot::Line);
                        text.push_str("**: ");
                    }
                    push_text(&mut text, &item.text, Spot::Line);
                    text.push('\n');
                }
            }
            Block::Table(block) => push_table(&mut text, block),
            Block::Rows(resource) => {
                write_rows(table, *resource, &mut text, out)?;
            }
        }
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    out.flush()
}

/// A text as a cell of a Markdown table.
pub fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text, Spot::Cell);
    out
}

fn push_table(text: &mut String, table: &TableBlock) {
    for header in &table.headers {
        text.push_str("| ");
        push_text(text, header, Spot::Cell);
        text.push(' ');
    }
    push_ruler(text, table.headers.len());
    for row in &table.rows {
        for cell in row {
            text.push_str("| ");
            match cell {
                Content::Text(cell) => push_text(text, cell, Spot::Cell),
                Content::Address(address) => push_address(text, address, Spot::Cell),
            }
            text.push(' ');
        }
        text.push_str("|\n");
    }
}

/// Ends the header row and writes the line under it.
fn push_ruler(text: &mut String, num_columns: usize) {
    text.push_str("|\n");
    for _ in 0..num_columns {
        text.push_str("| --- ");
    }
    text.push_str("|\n");
}

/// Writes a row at a time, so that a long table never stands in memory as a whole.
fn write_rows(
    table: &Table<'_>,
    resource: Resource,
    text: &mut String,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for column in TableColumn::ALL {
        text.push_str("| ");
        push_text(text, column.header(table.project()), Spot::Cell);
        text.push(' ');
    }
    push_ruler(text, TableColumn::ALL.len());
    let mut cell = String::new();
    for row in table.rows().of(resource) {
        for column in TableColumn::ALL {
            cell.clear();
            table.push_cell(row, column, &mut cell);
            text.push_str("| ");
            if is_code(table, row, column) {
                push_code(text, &cell, Spot::Cell);
            } else {
                push_text(text, &cell, Spot::Cell);
            }
            text.push(' ');
        }
        text.push_str("|\n");
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    Ok(())
}

/// Whether a cell is the text of one expression.
fn is_code(table: &Table<'_>, row: &Row, column: TableColumn) -> bool {
    match column {
        TableColumn::Rule => is_sole_expression(table.source_links(row)),
        TableColumn::TargetRule => is_sole_expression(table.target_links(row)),
        _ => false,
    }
}

fn is_sole_expression<'a>(mut links: impl Iterator<Item = (LinkNumber, &'a Link)>) -> bool {
    let first = links.next().map(|(_, link)| &link.rule);
    matches!(first, Some(Rule::Expression { .. })) && links.next().is_none()
}
