//! What a pilot prints, user by user, in each format.

use super::{MAX_NAMED, Run, json, text};
use crate::catalog::reference;
use crate::cli::args::PilotFormat;
use crate::cli::{CliError, Streams};
use crate::export::pilot_report::{self, About, CsvForm};
use crate::pilot::{Action, Binding, Sample, Tally, Transition, Trial, UserOutcome, World};

/// Prints users as they come.
pub(super) struct Printer<'p, 's> {
    run: &'p Run<'p>,
    streams: &'p mut Streams<'s>,
    binding: &'p Binding,
    attribute: Option<usize>,
    flagged: Vec<UserOutcome>,
    /// What the users in `flagged` are called, where names are shown.
    names: Vec<Option<String>>,
    is_first: bool,
}

impl Printer<'_, '_> {
    pub(super) fn tell(&mut self, text: &str) {
        self.streams.tell(text);
    }

    pub(super) fn begin(&mut self) -> Result<(), CliError> {
        match self.run.format {
            PilotFormat::Json => write!(self.streams.out, "[")?,
            PilotFormat::Csv => pilot_report::write_csv_header(CsvForm::Exact, self.streams.out)?,
            PilotFormat::Text | PilotFormat::Markdown => {}
        }
        Ok(())
    }

    pub(super) fn user(
        &mut self,
        user: &dyn Sample,
        outcome: &UserOutcome,
        world: &World<'_>,
    ) -> Result<(), CliError> {
        let trial = self.run.transition.as_ref().map(|transition| Trial {
            transition,
            attribute: self.attribute,
        });
        let plan = self.run.plan;
        match self.run.format {
            PilotFormat::Json => {
                let told = plan.tell_outcome(user, self.binding, world, trial, outcome);
                let json = json::user(plan, outcome.row, &told, self.run.include_values);
                let separator = if self.is_first { "\n" } else { ",\n" };
                self.is_first = false;
                write!(self.streams.out, "{separator}{json:#}")?;
            }
            PilotFormat::Csv | PilotFormat::Text | PilotFormat::Markdown => {
                let outcome = if trial.is_some() {
                    let told = plan.tell_outcome(user, self.binding, world, trial, outcome);
                    UserOutcome {
                        action: told.action,
                        reason: told.reason,
                        warnings: told.warnings,
                        ..*outcome
                    }
                } else {
                    outcome.clone()
                };
                let name = self
                    .run
                    .include_values
                    .then(|| self.binding.name_of(user))
                    .flatten();
                if self.run.format == PilotFormat::Csv {
                    pilot_report::write_csv_user(
                        plan,
                        &outcome,
                        name,
                        CsvForm::Exact,
                        self.streams.out,
                    )?;
                } else {
                    self.names.push(name.map(str::to_owned));
                    self.flagged.push(outcome);
                }
            }
        }
        Ok(())
    }

    pub(super) fn end(&mut self, tally: &Tally) -> Result<(), CliError> {
        match self.run.format {
            PilotFormat::Json => {
                writeln!(
                    self.streams.out,
                    "{}]",
                    if self.is_first { "" } else { "\n" }
                )?;
            }
            PilotFormat::Csv => {}
            PilotFormat::Markdown => pilot_report::write_markdown(
                &About {
                    plan: self.run.plan,
                    title: &self.run.title,
                    catalog: reference(),
                    num_found: self.run.target.len(),
                    settings: &self.run.settings,
                    transition: self.run.transition.as_ref(),
                    of: None,
                },
                &self.flagged,
                |at| self.names.get(at)?.as_deref(),
                self.streams.out,
            )?,
            PilotFormat::Text => {
                // After a transition the counts are those of the second run.
                let mut counted = Tally {
                    left_out: tally.left_out,
                    ..Tally::default()
                };
                for outcome in &self.flagged {
                    counted.add(outcome);
                }
                self.flagged
                    .retain(|one| one.action == Action::Fail || !one.warnings.is_empty());
                self.flagged.truncate(MAX_NAMED);
                text::tally(self.run.plan, &counted, &self.flagged, self.streams)?;
            }
        }
        Ok(())
    }
}

impl Run<'_> {
    pub(super) fn printer<'p, 's>(
        &'p self,
        streams: &'p mut Streams<'s>,
        binding: &'p Binding,
        header: &'p [String],
    ) -> Printer<'p, 's> {
        let attribute = match &self.transition {
            Some(Transition::Change { attribute, .. } | Transition::Clear { attribute }) => {
                header.iter().position(|name| name == attribute)
            }
            _ => None,
        };
        Printer {
            run: self,
            streams,
            binding,
            attribute,
            flagged: Vec::new(),
            names: Vec::new(),
            is_first: true,
        }
    }
}
