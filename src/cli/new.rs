//! `new`: a project file to start from.

use super::args::New;
use super::{CliError, Outcome, Streams};
use crate::catalog::reference_project;
use crate::editor::empty_project;
use crate::store::{self, Expectation};

pub(super) fn run(arguments: &New, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let project = if arguments.empty {
        empty_project()
    } else {
        reference_project()
    };
    match store::save(&arguments.out, &project, Expectation::Nothing) {
        store::Outcome::Saved(_) => {
            streams.tell(&format!("wrote {:?}", arguments.out));
            Ok(Outcome::Fine)
        }
        store::Outcome::NotSaved(error) => Err(error.into()),
        outcome @ store::Outcome::SavedNotDurable { .. } => {
            Err(CliError::NotDurable(outcome.to_string()))
        }
    }
}
