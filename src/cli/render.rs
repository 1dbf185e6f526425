//! What is the same for all subcommands: usage, version, reading a project.

use std::path::Path;

use super::{CliError, Outcome, Streams};
use crate::model::Project;
use crate::store;

/// Prints help where help was asked for, else what is wrong with the arguments.
pub(super) fn usage(streams: &mut Streams<'_>, error: &clap::Error) -> Outcome {
    let text = error.render();
    if error.use_stderr() {
        drop(write!(streams.err, "{text}"));
        return Outcome::Failed;
    }
    match write!(streams.out, "{text}").and_then(|()| streams.out.flush()) {
        Ok(()) => Outcome::Fine,
        Err(_) => Outcome::Failed,
    }
}

/// Prints the version.
pub(super) fn version(streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    writeln!(
        streams.out,
        "crosswalk-cli {} (file format {})",
        env!("CARGO_PKG_VERSION"),
        store::FormatVersion::CURRENT
    )?;
    Ok(Outcome::Fine)
}

/// Reads a project and tells what in its file does not fit.
pub(super) fn open(path: &Path, streams: &mut Streams<'_>) -> Result<Project, CliError> {
    let file = store::open(path)?;
    if let Some(why) = file.opened.read_only {
        streams.tell(&format!("{why}: {path:?}"));
    }
    for problem in &file.opened.problems {
        streams.tell(&format!("{problem}: {path:?}"));
    }
    Ok(file.opened.project)
}
