//! The outcome of a pilot for people, and one line a user for spreadsheets.

use crate::cli::{CliError, Streams};
use crate::pilot::many::{Tally, UserOutcome};
use crate::pilot::{Action, Plan};

/// Counts by action and by reason, then what to look at.
pub(super) fn tally(
    plan: &Plan,
    tally: &Tally,
    flagged: &[UserOutcome],
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    writeln!(streams.out, "{} users", tally.users)?;
    for action in Action::ALL {
        let count = tally.of(action);
        if count == 0 {
            continue;
        }
        writeln!(streams.out, "{:>9}  {}", count, action.as_str())?;
        for ((known, reason), count) in &tally.by_reason {
            if *known == action {
                writeln!(streams.out, "{count:>17}  {}", plan.words(*reason))?;
            }
        }
    }
    if !tally.by_warning.is_empty() {
        writeln!(streams.out, "to look at")?;
        for (warning, count) in &tally.by_warning {
            writeln!(streams.out, "{count:>17}  {}", plan.warning_words(*warning))?;
        }
    }
    let failures = flagged.iter().filter(|one| one.action == Action::Fail);
    let others = flagged.iter().filter(|one| one.action != Action::Fail);
    for one in failures.chain(others) {
        write!(streams.out, "row {}", one.row)?;
        if one.line > 0 {
            write!(streams.out, " (line {})", one.line)?;
        }
        if one.action == Action::Fail {
            write!(streams.out, ": {}", plan.words(one.reason))?;
        }
        for warning in &one.warnings {
            write!(streams.out, ": {}", plan.warning_words(*warning))?;
        }
        writeln!(streams.out)?;
    }
    Ok(())
}

/// The header of one line a user.
pub(super) fn csv_header(streams: &mut Streams<'_>) -> Result<(), CliError> {
    record(&["user", "line", "action", "reason", "warnings"], streams)
}

/// One user.
pub(super) fn csv_user(
    plan: &Plan,
    outcome: &UserOutcome,
    name: Option<&str>,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let row = format!("row {}", outcome.row);
    let warnings: Vec<_> = outcome
        .warnings
        .iter()
        .map(|warning| plan.warning_words(*warning))
        .collect();
    record(
        &[
            name.unwrap_or(&row),
            &outcome.line.to_string(),
            outcome.action.as_str(),
            &plan.words(outcome.reason),
            &warnings.join("; "),
        ],
        streams,
    )
}

fn record(cells: &[&str], streams: &mut Streams<'_>) -> Result<(), CliError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let written = writer.write_record(cells);
    written.map_err(|error| CliError::Unfit(error.to_string()))?;
    let bytes = writer
        .into_inner()
        .map_err(|error| CliError::Unfit(error.to_string()))?;
    streams.out.write_all(&bytes)?;
    Ok(())
}
