//! The command line: everything that needs no eyes.
//!
//! Results go to the output, messages to the error stream; both are handed in, so that tests need no process.

mod args;
mod check;
mod defect;
mod diff;
mod eval;
mod explain;
mod export;
mod import;
mod import_text;
mod new;
mod pilot;
mod render;
mod rows;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser as _;
use thiserror::Error;

pub use defect::{guarded, tell_panics_by_place};

use args::{Arguments, Subcommands};

/// How a run ended. The number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All done.
    Fine,
    /// Done, and there are findings of severity error.
    Findings,
    /// It could not run, or not to the end.
    Failed,
}

impl Outcome {
    /// The process's exit code: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

/// Why a subcommand could not do its work, in words for the person who typed it.
#[derive(Debug, Error)]
enum CliError {
    /// A project could not be read.
    #[error(transparent)]
    Open(#[from] crate::store::OpenError),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] crate::store::WriteError),
    /// A file that was handed in could not be read.
    #[error(transparent)]
    Input(#[from] crate::store::InputError),
    /// What was handed in is not what it should be.
    #[error("{0}")]
    Unfit(String),
    /// A file is neither a project nor a schema.
    #[error(
        "cannot compare with this file: as a project, {project}; as a provisioning schema, {schema}: {path:?}"
    )]
    NotComparable {
        /// Why it is no project.
        project: String,
        /// Why it is no schema.
        schema: String,
        /// The file.
        path: std::path::PathBuf,
    },
    /// An imported schema cannot be written back.
    #[error("cannot write the imported schema back: {0}")]
    WriteBack(#[from] crate::entra::WriteBackError),
    /// An import was stopped.
    #[error(transparent)]
    Cancelled(#[from] crate::import::Cancelled),
    /// A change does not fit the project.
    #[error(transparent)]
    Edit(#[from] crate::model::EditError),
    /// A file was written, but a power cut may undo it.
    #[error("{0}")]
    NotDurable(String),
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// A result could not be put as JSON.
    #[error("cannot write the output as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The two streams that a run writes to.
struct Streams<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl Streams<'_> {
    /// Tells the person something. That nobody listens is no reason to stop.
    fn tell(&mut self, text: &str) {
        drop(writeln!(self.err, "crosswalk-cli: {text}"));
    }
}

/// Runs what the arguments (the program's name first) ask for.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let mut streams = Streams { out, err };
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return render::usage(&mut streams, &error),
    };
    let result = match arguments.command {
        Subcommands::New(arguments) => new::run(&arguments, &mut streams),
        Subcommands::Rows(arguments) => rows::run(&arguments, &mut streams),
        Subcommands::Export(arguments) => export::run(&arguments, &mut streams),
        Subcommands::Eval(arguments) => eval::run(&arguments, &mut streams),
        Subcommands::Pilot(arguments) => pilot::run(&arguments, &mut streams),
        Subcommands::Diff(arguments) => diff::run(&arguments, &mut streams),
        Subcommands::Check(arguments) => check::run(&arguments, &mut streams),
        Subcommands::Explain(arguments) => explain::run(&arguments, &mut streams),
        Subcommands::Import(arguments) => import::run(&arguments, &mut streams),
        Subcommands::Version => render::version(&mut streams),
    };
    let flushed = streams.out.flush().map_err(CliError::from);
    match result.and_then(|outcome| flushed.map(|()| outcome)) {
        Ok(outcome) => outcome,
        // A reader that has seen enough, as `head` has: nothing to complain of, but the output is not whole.
        Err(CliError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            Outcome::Failed
        }
        Err(error) => {
            streams.tell(&error.to_string());
            if let CliError::Write(error) = &error
                && !matches!(error, crate::store::WriteError::Exists(_))
            {
                streams.tell(error.remedy());
            }
            Outcome::Failed
        }
    }
}
