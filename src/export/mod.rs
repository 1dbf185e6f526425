//! The completed table and the handoff as bytes, one file per format.
//!
//! Data stays raw up to here and is escaped once, for its place in its format.
//! The same project gives the same bytes.

pub mod csv;
pub mod markdown;
pub mod pilot_report;

mod blocks;
mod columns;
mod entra_schema;
mod findings;
mod markdown_text;
mod preview;

use std::io;

pub use columns::Columns;
pub use entra_schema::entra_schema;
pub use preview::{Preview, preview};

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

/// An export with all that can be chosen for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// As what.
    pub format: Format,
    /// Who reads it: the customer gets no internal notes.
    pub audience: Audience,
    /// The columns of CSV; the Markdown document has all of them.
    pub columns: Columns,
    /// Whether what the checks say is told too: as a last column of CSV, as a section of the document.
    pub with_findings: bool,
}

impl From<Format> for Request {
    /// What the customer gets: all columns, without internal notes and findings.
    fn from(format: Format) -> Self {
        Self {
            format,
            audience: Audience::Customer,
            columns: Columns::default(),
            with_findings: false,
        }
    }
}

/// Writes a project; given a [`Format`] alone, for readers at the customer.
///
/// # Errors
///
/// What `out` reports; then part may have been written.
pub fn write(
    project: &Project,
    request: impl Into<Request>,
    reference: &dyn Reference,
    out: &mut dyn io::Write,
) -> io::Result<Written> {
    let Request {
        format,
        audience,
        columns,
        with_findings,
    } = request.into();
    let index = Index::derive(project);
    let rows = Rows::derive(&index);
    let table = Table::new(project, &index, &rows, reference, audience);
    let last = || with_findings.then(|| findings::column(&table));
    match format {
        Format::Csv => csv::write_exact_with(&table, columns, last().as_deref(), out),
        Format::CsvSafe(delimiter) => {
            csv::write_safe_with(&table, delimiter, columns, last().as_deref(), out)
        }
        Format::Markdown => {
            let said = with_findings.then(|| findings::in_words(&table));
            let report = Report::handoff_with(&table, None, said.as_deref());
            markdown::write(&report, &table, out)?;
            Ok(Written {
                num_rows: rows.len(),
                ..Written::default()
            })
        }
    }
}
