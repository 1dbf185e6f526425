//! The answer of a real provision-on-demand run, shown beside the mapping for as long as the window is open.
//!
//! It is a person's data: no project file keeps it, and another project puts it away.

use std::path::{Path, PathBuf};

use super::App;
use super::files::file_name;
use super::jobs::JobEvent;
use crate::entra::ProvisionAnswer;
use crate::store;

/// The most bytes of an answer: it is about one user.
const ANSWER_LIMIT: u64 = 16 * 1024 * 1024;

/// An answer and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RealRun {
    /// The file's name.
    pub name: String,
    /// The answer.
    pub answer: ProvisionAnswer,
}

impl RealRun {
    /// Who it was about and how it ended: `a@example.com: Update, Success`.
    pub fn outcome(&self) -> String {
        let answer = &self.answer;
        let who = if answer.subject.is_empty() {
            &self.name
        } else {
            &answer.subject
        };
        let mut how: Vec<&str> = vec![&answer.action, &answer.result, &answer.error_code];
        how.retain(|word| !word.is_empty());
        how.dedup();
        format!("{who}: {}", how.join(", "))
    }
}

impl App {
    /// Starts reading an answer.
    pub(super) fn read_answer(&mut self, path: PathBuf) {
        self.jobs.start("read answer", move || {
            JobEvent::AnswerRead(Box::new(read(&path)))
        });
    }

    /// Shows an answer from now on.
    pub(super) fn answer_read(&mut self, run: Result<RealRun, String>) {
        match run {
            Ok(run) => {
                let pilot = if self.pilot.take_answer(run.clone()) {
                    "the pilot shows it beside its user"
                } else {
                    "none of the sample users of the pilot is the one that it is about"
                };
                self.done(format!(
                    "{}; select an attribute or a link to see what became of it; {pilot}",
                    run.outcome()
                ));
                self.inspector.real_run = Some(run);
            }
            Err(why) => self.fail(format!("Not read: {why}")),
        }
    }
}

fn read(path: &Path) -> Result<RealRun, String> {
    let bytes = store::read_input(path, ANSWER_LIMIT).map_err(|error| error.to_string())?;
    let name = file_name(path);
    let text = str::from_utf8(&bytes).map_err(|error| format!("{name} is not UTF-8: {error}"))?;
    let answer = ProvisionAnswer::read(text).map_err(|error| format!("{name}: {error}"))?;
    Ok(RealRun { name, answer })
}
