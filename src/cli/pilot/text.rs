//! The outcome of a pilot for people.

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
