//! `export`: the completed table or the handoff, to a file or to standard output.

use super::args::{Export, ExportKind};
use super::{CliError, Outcome, Streams, render};
use crate::catalog::reference;
use crate::export::csv::{Delimiter, Written};
use crate::export::{self, Format, Request};
use crate::store::{self, Backup, Overwrite};

pub(super) fn run(arguments: &Export, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let project = render::open(&arguments.project, streams)?;
    let mut bytes = Vec::new();
    let table = match arguments.kind {
        ExportKind::Csv => Some(Format::Csv),
        ExportKind::CsvSafe => Some(Format::CsvSafe(Delimiter::default())),
        ExportKind::Markdown => Some(Format::Markdown),
        ExportKind::EntraSchema => None,
    };
    let written = if let Some(format) = table {
        let request = Request {
            with_findings: arguments.with_findings,
            ..format.into()
        };
        export::write(&project, request, reference(), &mut bytes)?
    } else {
        if arguments.with_findings {
            streams.tell("a provisioning schema has no place for findings: --with-findings changes nothing here");
        }
        let schema = export::entra_schema(&project)?;
        for remark in &schema.remarks {
            streams.tell(remark);
        }
        bytes = schema.text.into_bytes();
        Written::default()
    };
    match &arguments.output {
        None => streams.out.write_all(&bytes)?,
        Some(path) => {
            let overwrite = if arguments.force {
                Overwrite::Replace
            } else {
                Overwrite::Refuse
            };
            match store::write_atomic(path, &bytes, overwrite, Backup::None) {
                store::Outcome::Saved(_) => {}
                store::Outcome::NotSaved(store::WriteError::Exists(path)) => {
                    streams.tell("to replace it, add --force");
                    return Err(store::WriteError::Exists(path).into());
                }
                store::Outcome::NotSaved(error) => return Err(error.into()),
                outcome @ store::Outcome::SavedNotDurable { .. } => {
                    return Err(CliError::NotDurable(outcome.to_string()));
                }
            }
        }
    }
    tell(arguments.kind, &written, streams);
    Ok(Outcome::Fine)
}

/// Says what a spreadsheet would make of it.
fn tell(kind: ExportKind, written: &Written, streams: &mut Streams<'_>) {
    match kind {
        ExportKind::Csv if written.num_formula_like > 0 => streams.tell(&format!(
            "{} cells look like formulas to a spreadsheet; to open the table in one, use --as csv-safe",
            written.num_formula_like
        )),
        ExportKind::CsvSafe if !written.changed.is_empty() => streams.tell(&format!(
            "{} cells have an apostrophe before them, so that a spreadsheet shows and does not run them",
            written.changed.len()
        )),
        _ => {}
    }
}
