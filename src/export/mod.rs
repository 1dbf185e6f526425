//! The completed table and the handoff as bytes, one file per format.
//!
//! Data stays raw up to here and is escaped once, for its place in its format.
//! The same project gives the same bytes.

pub mod csv;
pub mod markdown;

mod markdown_text;

use std::io;

use self::csv::{Delimiter, Written};
use crate::model::{Audience, Project};
use crate::report::Report;
use crate::rows::{Index, Reference, Rows, Table};

/// What a project can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// CSV for programs: every cell as it is.
    Csv,
    /// CSV for spreadsheets: nothing in it can run as a formula.
    CsvSafe(Delimiter),
    /// The handoff document with GitHub tables.
    Markdown,
}

/// Writes a project in a format, for readers at the customer: internal notes are left out.
///
/// # Errors
///
/// What `out` reports; then part may have been written.
pub fn write(
    project: &Project,
    format: Format,
    reference: &dyn Reference,
    out: &mut dyn io::Write,
) -> io::Result<Written> {
    let index = Index::derive(project);
    let rows = Rows::derive(&index);
    let table = Table::new(project, &index, &rows, reference, Audience::Customer);
    match format {
        Format::Csv => csv::write_exact(&table, out),
        Format::CsvSafe(delimiter) => csv::write_safe(&table, delimiter, out),
        Format::Markdown => {
            markdown::write(&Report::handoff(&table, None), &table, out)?;
            Ok(Written {
                num_rows: rows.len(),
                ..Written::default()
            })
        }
    }
}
