//! `pilot`: sample users through the mapping.

mod compare;
mod json;
mod printer;
mod text;

use std::io::Read;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use csv::StringRecord;

use super::args::{Pilot, PilotFormat};
use super::{CliError, Outcome, Streams, render};
use crate::expr::Settings;
use crate::model::PatchStyle;
use crate::pilot::many::{self, Listener};
use crate::pilot::users::{CsvUsers, UserProblem, UsersFailure, read_json};
use crate::pilot::{
    Action, Binding, Hidden, Plan, Register, Samples, Seen, Tally, Target, Transition, UserOutcome,
    World, builtin_samples, builtin_target,
};
use crate::store;

/// The most bytes of a file that says what the target holds.
const MAX_TARGET_BYTES: u64 = 64 << 20;

pub(super) fn run(arguments: &Pilot, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let project = render::open(&arguments.project, streams)?;
    let mut plan = Plan::of(&project);
    if arguments.aadoptscim062020 {
        plan = plan.with_patch_style(PatchStyle::AadOptscim062020);
    }
    for problem in plan.problems() {
        streams.tell(problem);
    }
    if let Some(path) = &arguments.compare {
        return compare::run(arguments, &plan, path, streams);
    }
    let target = match (&arguments.target, &arguments.users) {
        (Some(path), _) => read_target(&plan, path, streams)?,
        (None, Some(_)) => Target::new(&plan, Vec::new()),
        // The built-in users come with what the target holds of them.
        (None, None) => builtin_target(&plan),
    };
    let run = Run {
        plan: &plan,
        target: &target,
        settings: settings(arguments, &plan, &target),
        transition: arguments
            .transition
            .as_deref()
            .map(transition)
            .transpose()?,
        users: arguments.users.as_deref(),
        title: project.heading().title.clone(),
        format: arguments.format,
        include_values: arguments.include_values,
    };
    let failed = match &arguments.users {
        None => run.samples(&builtin_samples(), streams)?,
        Some(path) if is_json(path)? => {
            let bytes = store::read_input(path, crate::pilot::users::MAX_JSON_BYTES as u64)?;
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            let (samples, problems) = read_json(bytes).map_err(|error| unfit(&error, path))?;
            for problem in &problems {
                streams.tell(&format!("{problem}: {path:?}"));
            }
            run.samples(&samples, streams)? || !problems.is_empty()
        }
        Some(path) => run.table(path, streams)?,
    };
    Ok(if failed {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

/// What a run takes for granted.
fn settings(arguments: &Pilot, plan: &Plan, target: &Target) -> Settings {
    Settings {
        now: arguments.now.unwrap_or_else(jiff::Timestamp::now),
        seed: arguments.seed,
        taken: plan.taken(target),
        default_domain: arguments.default_domain.clone(),
    }
}

/// Whether a file begins as JSON does.
fn is_json(path: &Path) -> Result<bool, CliError> {
    let mut head = [0; 512];
    let mut file = store::open_input(path)?;
    let read = file
        .read(&mut head)
        .map_err(|source| store::InputError::Io {
            source,
            path: path.to_owned(),
        })?;
    let head = head.get(..read).unwrap_or_default();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    Ok(matches!(first, Some(b'[' | b'{')))
}

fn unfit(error: &UsersFailure, path: &Path) -> CliError {
    CliError::Unfit(format!("{error}: {path:?}"))
}

fn read_target(plan: &Plan, path: &Path, streams: &mut Streams<'_>) -> Result<Target, CliError> {
    let bytes = store::read_input(path, MAX_TARGET_BYTES)?;
    let (target, problems) = Target::read(plan, &bytes)
        .map_err(|error| CliError::Unfit(format!("{error}: {path:?}")))?;
    for problem in problems {
        streams.tell(&format!("{}: {}: {path:?}", problem.place, problem.reason));
    }
    Ok(target)
}

/// Reads a transition as it is typed.
fn transition(text: &str) -> Result<Transition, CliError> {
    let simple = Transition::SIMPLE
        .into_iter()
        .find(|transition| transition.word() == text);
    let change = || {
        let (attribute, value) = text.strip_prefix("change:")?.split_once('=')?;
        Some(Transition::Change {
            attribute: attribute.to_owned(),
            value: Hidden(value.to_owned()),
        })
    };
    let clear = || {
        let attribute = text
            .strip_prefix("clear:")
            .filter(|name| !name.is_empty())?;
        Some(Transition::Clear {
            attribute: attribute.to_owned(),
        })
    };
    simple.or_else(change).or_else(clear).ok_or_else(|| {
        CliError::Unfit(
            "no such transition: unassign, disable, soft-delete, restore, hard-delete, change:ATTRIBUTE=VALUE or \
             clear:ATTRIBUTE"
                .to_owned(),
        )
    })
}

/// What is the same for all users.
struct Run<'r> {
    plan: &'r Plan,
    target: &'r Target,
    settings: Settings,
    transition: Option<Transition>,
    /// The file of users; none for the built-in ones.
    users: Option<&'r Path>,
    /// What the project is called, for the report.
    title: String,
    format: PilotFormat,
    include_values: bool,
}

impl Run<'_> {
    /// Runs users that are at hand; whether one failed.
    fn samples(&self, samples: &Samples, streams: &mut Streams<'_>) -> Result<bool, CliError> {
        let header = self.widened(&samples.header);
        let binding = self.binding(&header, samples.header.len(), streams);
        let (target, settings) = (self.target, &self.settings);
        let directory = self
            .plan
            .directory(&samples.users, &binding, target, settings);
        let world = World {
            target: self.target,
            directory: &directory,
            settings: &self.settings,
        };
        let outcomes = self.plan.outcomes(&samples.users, &binding, &world);
        let mut printer = self.printer(streams, &binding, &header);
        printer.begin()?;
        let mut tally = Tally::default();
        for (user, outcome) in samples.users.iter().zip(outcomes) {
            let outcome = UserOutcome {
                line: user.line,
                ..outcome
            };
            tally.add(&outcome);
            printer.user(user, &outcome, &world)?;
        }
        printer.end(&tally)?;
        Ok(tally.of(Action::Fail) > 0)
    }

    /// Runs the users of a table, row by row; whether one failed.
    fn table(&self, path: &Path, streams: &mut Streams<'_>) -> Result<bool, CliError> {
        let open = || {
            let file = store::open_input(path)?;
            CsvUsers::new(file).map_err(|error| unfit(&error, path))
        };
        let mut users = open()?;
        for problem in users.header_problems() {
            streams.tell(&format!("{problem}: {path:?}"));
        }
        let header = self.widened(users.header());
        let binding = self.binding(&header, users.header().len(), streams);
        let mut register = match self.transition {
            Some(_) => Register::of_everyone(),
            None => Register::default(),
        };
        if self.plan.has_references() {
            let mut first_pass = open()?;
            let mut record = StringRecord::new();
            loop {
                match first_pass.next_row(&mut record) {
                    Ok(None) => break,
                    Ok(Some(_)) => self.plan.register(
                        &mut register,
                        &record,
                        &binding,
                        self.target,
                        &self.settings,
                    ),
                    // Said when the row is run.
                    Err(_) => {}
                }
            }
        }
        let directory = register.finish();
        let world = World {
            target: self.target,
            directory: &directory,
            settings: &self.settings,
        };
        if self.format == PilotFormat::Text && self.transition.is_none() {
            return self.count(&mut users, &binding, &world, path, streams);
        }
        self.each(&mut users, &binding, &header, &world, path, streams)
    }

    /// Counts what happens, on all cores.
    fn count<R: Read>(
        &self,
        users: &mut CsvUsers<R>,
        binding: &Binding,
        world: &World<'_>,
        path: &Path,
        streams: &mut Streams<'_>,
    ) -> Result<bool, CliError> {
        let mut collected = Collected::default();
        let cancel = AtomicBool::new(false);
        let tally = many::run(
            self.plan,
            users,
            binding,
            world,
            None,
            &cancel,
            &mut collected,
        );
        for problem in &collected.problems {
            streams.tell(&format!("{problem}: {path:?}"));
        }
        if tally.left_out > collected.problems.len() as u64 {
            let more = tally.left_out - collected.problems.len() as u64;
            streams.tell(&format!(
                "and {more} more rows that were left out: {path:?}"
            ));
        }
        text::tally(self.plan, &tally, &collected.flagged, streams)?;
        Ok(tally.of(Action::Fail) > 0 || tally.left_out > 0)
    }

    /// Prints each user in full.
    fn each<R: Read>(
        &self,
        users: &mut CsvUsers<R>,
        binding: &Binding,
        header: &[String],
        world: &World<'_>,
        path: &Path,
        streams: &mut Streams<'_>,
    ) -> Result<bool, CliError> {
        let mut printer = self.printer(streams, binding, header);
        printer.begin()?;
        let mut tally = Tally::default();
        let mut seen = Seen::default();
        let mut record = StringRecord::new();
        loop {
            match users.next_row(&mut record) {
                Ok(None) => break,
                Ok(Some(line)) => {
                    let row = tally.users + 1;
                    let outcome = self
                        .plan
                        .outcome_of(&record, binding, world, row, line, &mut seen);
                    tally.add(&outcome);
                    printer.user(&record, &outcome, world)?;
                }
                Err(problem) => {
                    tally.left_out += 1;
                    printer.tell(&format!("{problem}: {path:?}"));
                }
            }
        }
        printer.end(&tally)?;
        Ok(tally.of(Action::Fail) > 0 || tally.left_out > 0)
    }

    /// The header, with a place behind the others for an attribute that is changed and has no column.
    fn widened(&self, header: &[String]) -> Vec<String> {
        let mut header = header.to_vec();
        if let Some(Transition::Change { attribute, .. }) = &self.transition
            && !header.contains(attribute)
        {
            header.push(attribute.clone());
        }
        header
    }

    /// Where the attributes stand; what is to be known about the header is told with the name of its file.
    fn binding(&self, header: &[String], num_columns: usize, streams: &mut Streams<'_>) -> Binding {
        let binding = Binding::new(self.plan, header);
        for problem in binding.header_problems(self.plan) {
            // A place behind the others is for an attribute that is changed: it is in no file.
            let is_in_file = problem.column.is_none_or(|column| column <= num_columns);
            match (is_in_file, self.users) {
                (true, Some(path)) => streams.tell(&format!("{problem}: {path:?}")),
                (true, None) => streams.tell(&problem.to_string()),
                (false, _) => streams.tell(&problem.reason),
            }
        }
        if let Some(Transition::Clear { attribute }) = &self.transition
            && !header.contains(attribute)
        {
            streams.tell(&format!(
                "no column is named {attribute:?}, so there is nothing to clear"
            ));
        }
        binding
    }
}

/// The most users and rows that a text names one by one.
const MAX_NAMED: usize = 50;

/// What a text names one by one.
#[derive(Default)]
struct Collected {
    flagged: Vec<UserOutcome>,
    problems: Vec<UserProblem>,
}

impl Listener for Collected {
    fn user(&mut self, outcome: &UserOutcome) {
        let is_flagged = outcome.action == Action::Fail || !outcome.warnings.is_empty();
        if is_flagged && self.flagged.len() < MAX_NAMED {
            self.flagged.push(outcome.clone());
        }
    }

    fn problem(&mut self, problem: UserProblem) {
        if self.problems.len() < MAX_NAMED {
            self.problems.push(problem);
        }
    }
}
