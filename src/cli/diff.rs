//! `diff`: how a project differs from the reference, another project, or what Entra ID has.

use std::path::Path;

use super::args::{Diff, Format};
use super::{CliError, Outcome, Streams, render};
use crate::catalog::reference_project;
use crate::compare::{Difference, DifferenceKind, JsonDifference, Scope, compare};
use crate::entra::as_project;
use crate::model::Project;
use crate::store;

pub(super) fn run(arguments: &Diff, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let project = render::open(&arguments.project, streams)?;
    let (other, scope) = other(&arguments.with, &project, streams)?;
    let found = compare(&other, &project, scope);
    match arguments.format {
        Format::Json => {
            let all: Vec<_> = found.iter().map(JsonDifference::of).collect();
            serde_json::to_writer_pretty(&mut *streams.out, &all).map_err(|error| {
                match error.io_error_kind() {
                    Some(kind) => CliError::Output(kind.into()),
                    None => CliError::Json(error),
                }
            })?;
            writeln!(streams.out)?;
        }
        Format::Text => text(&found, streams)?,
    }
    Ok(Outcome::Fine)
}

/// What to compare with, and how much of it.
fn other(
    with: &Path,
    project: &Project,
    streams: &mut Streams<'_>,
) -> Result<(Project, Scope), CliError> {
    if with == Path::new("reference") {
        return Ok((reference_project(), Scope::Mapping));
    }
    let bytes = store::read_input(with, store::MAX_FILE_SIZE)?;
    let not_a_project = match store::read(&bytes) {
        Ok(opened) => return Ok((opened.project, Scope::Everything)),
        Err(error) => error,
    };
    let schema = match str::from_utf8(&bytes) {
        Ok(text) => as_project(text, project).map_err(|error| error.to_string()),
        Err(_) => Err("it is not UTF-8 text".to_owned()),
    };
    match schema {
        Ok(schema) => {
            streams.tell(&format!(
                "compared with the provisioning schema in {with:?}: what it cannot hold is left out"
            ));
            Ok((schema, Scope::EntraSchema))
        }
        Err(schema) => Err(CliError::NotComparable {
            project: not_a_project.to_string(),
            schema,
            path: with.to_owned(),
        }),
    }
}

/// One difference a line; the sum goes to the messages.
fn text(found: &[Difference], streams: &mut Streams<'_>) -> Result<(), CliError> {
    for difference in found {
        writeln!(streams.out, "{}", difference.sentence())?;
    }
    if found.is_empty() {
        streams.tell("no difference");
    } else {
        let numbers = DifferenceKind::ALL.map(|kind| {
            let number = found.iter().filter(|one| one.kind == kind).count();
            format!("{number} {}", kind.as_str())
        });
        streams.tell(&numbers.join(", "));
    }
    Ok(())
}
