//! A real provision-on-demand answer beside the pilot of the same user.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{Outcome, PilotFormat, json, read_target, settings, unfit};
use crate::cli::args::Pilot;
use crate::cli::{CliError, Streams};
use crate::editor::real_run::{self, Agreement, Compared};
use crate::entra::ProvisionAnswer;
use crate::pilot::{
    Binding, HIDDEN, Hidden, Plan, Samples, Story, Target, UserOutcome, World, users::read_users,
};
use crate::store;

/// The most bytes of an answer: it is about one user.
const MAX_ANSWER_BYTES: u64 = 16 << 20;
/// The most bytes of the users that the one is looked for among.
const MAX_USERS_BYTES: u64 = 64 << 20;

pub(super) fn run(
    arguments: &Pilot,
    plan: &Plan,
    path: &Path,
    streams: &mut Streams<'_>,
) -> Result<Outcome, CliError> {
    if matches!(arguments.format, PilotFormat::Csv | PilotFormat::Markdown) {
        return Err(CliError::Unfit(
            "a comparison is printed as text or json: --format text or --format json".to_owned(),
        ));
    }
    let answer = read_answer(path)?;
    let (samples, at) = subject(arguments, &answer, path, streams)?;
    let target = match (&arguments.target, real_run::target_of(&answer)) {
        (Some(path), _) => read_target(plan, path, streams)?,
        (None, Some(Hidden(bytes))) => {
            let read = Target::read(plan, &bytes);
            read.map_or_else(|_| Target::default(), |(target, _)| target)
        }
        (None, None) => Target::new(plan, Vec::new()),
    };
    let binding = Binding::new(plan, &samples.header);
    let settings = settings(arguments, plan, &target);
    let directory = plan.directory(&samples.users, &binding, &target, &settings);
    let world = World {
        target: &target,
        directory: &directory,
        settings: &settings,
    };
    let outcomes = plan.outcomes(&samples.users, &binding, &world);
    let (Some(user), Some(outcome)) = (samples.users.get(at), outcomes.get(at)) else {
        return Err(not_among(path));
    };
    let story = plan.tell_outcome(user, &binding, &world, None, outcome);
    let compared = real_run::compare(&story, plan, &answer);
    match arguments.format {
        PilotFormat::Json => {
            let told = with_comparison(plan, outcome, &story, &compared, arguments.include_values);
            writeln!(streams.out, "{:#}", json!([told]))?;
        }
        _ => text(plan, (outcome, &story), &compared, arguments, streams)?,
    }
    Ok(match real_run::count(&compared, Agreement::Different) {
        0 => Outcome::Fine,
        _ => Outcome::Findings,
    })
}

fn read_answer(path: &Path) -> Result<ProvisionAnswer, CliError> {
    let bytes = store::read_input(path, MAX_ANSWER_BYTES)?;
    let unfit = |error: &dyn std::fmt::Display| CliError::Unfit(format!("{error}: {path:?}"));
    let text = str::from_utf8(&bytes).map_err(|error| unfit(&error))?;
    ProvisionAnswer::read(text).map_err(|error| unfit(&error))
}

/// The users, and which of them the answer is about.
fn subject(
    arguments: &Pilot,
    answer: &ProvisionAnswer,
    path: &Path,
    streams: &mut Streams<'_>,
) -> Result<(Samples, usize), CliError> {
    let Some(users) = &arguments.users else {
        let samples = real_run::sample_of(answer).ok_or_else(|| {
            CliError::Unfit(format!(
                "the answer has no import step with the values of its user; name a file of users with --users: {path:?}"
            ))
        })?;
        return Ok((samples, 0));
    };
    let bytes = store::read_input(users, MAX_USERS_BYTES)?;
    let (samples, problems) = read_users(&bytes).map_err(|error| unfit(&error, users))?;
    for problem in &problems {
        streams.tell(&format!("{problem}: {users:?}"));
    }
    let at = real_run::find_user(&samples, answer).ok_or_else(|| not_among(users))?;
    Ok((samples, at))
}

fn not_among(path: &Path) -> CliError {
    CliError::Unfit(format!(
        "the user of the answer is not among the users, by objectId or userPrincipalName; leave --users out to take \
         the values of the answer itself: {path:?}"
    ))
}

fn with_comparison(
    plan: &Plan,
    outcome: &UserOutcome,
    story: &Story,
    compared: &[Compared],
    include_values: bool,
) -> Json {
    let mut told = json::user(plan, outcome.row, story, include_values);
    let shown = |value: &Hidden<Option<String>>| match &value.0 {
        None => Json::Null,
        Some(text) if include_values => json!(text),
        Some(_) => json!(HIDDEN),
    };
    let compared: Vec<Json> = compared
        .iter()
        .map(|one| {
            json!({
                "part": one.part.as_str(),
                "name": one.name,
                "predicted": shown(&one.predicted),
                "real": shown(&one.real),
                "agreement": one.agreement.as_str(),
            })
        })
        .collect();
    if let Json::Object(members) = &mut told {
        members.insert("compared".to_owned(), compared.into());
    }
    told
}

fn text(
    plan: &Plan,
    (outcome, story): (&UserOutcome, &Story),
    compared: &[Compared],
    arguments: &Pilot,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let name = story.name.0.clone().filter(|_| arguments.include_values);
    let who = name.unwrap_or_else(|| format!("row {}", outcome.row));
    let why = plan.words(story.reason);
    writeln!(streams.out, "{who}: {}, {why}", story.action.as_str())?;
    let counts: Vec<String> = Agreement::ALL
        .into_iter()
        .map(|agreement| {
            let count = real_run::count(compared, agreement);
            format!("{count} {}", agreement.as_str())
        })
        .collect();
    writeln!(streams.out, "{}", counts.join(", "))?;
    for agreement in Agreement::ALL {
        let of_it = compared.iter().filter(|one| one.agreement == agreement);
        for one in of_it {
            let (words, part) = (agreement.as_str(), one.part.as_str());
            write!(streams.out, "{words:>13}  {part:<6}  {}", one.name)?;
            if arguments.include_values {
                let shown = |value: &Hidden<Option<String>>| match &value.0 {
                    Some(text) => format!("{text:?}"),
                    None => "nothing".to_owned(),
                };
                let (ours, real) = (shown(&one.predicted), shown(&one.real));
                write!(streams.out, "  predicted {ours}, real {real}")?;
            }
            writeln!(streams.out)?;
        }
    }
    Ok(())
}
