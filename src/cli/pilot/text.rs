//! The outcome of a pilot for people.

use crate::cli::{CliError, Streams};
use crate::pilot::{Action, Plan, Tally, UserOutcome};

/// Counts by action and by reason, then what to look at.
pub(super) fn tally(
    plan: &Plan,
    tally: &Tally,
    flagged: &[UserOutcome],
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let s = if tally.users == 1 { "" } else { "s" };
    writeln!(streams.out, "{} user{s}", tally.users)?;
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
        let failure = (one.action == Action::Fail).then(|| plan.words(one.reason));
        let warnings = one.warnings.iter().map(|one| plan.warning_words(*one));
        let said: Vec<_> = failure.into_iter().chain(warnings).collect();
        writeln!(streams.out, ": {}", said.join("; "))?;
    }
    Ok(())
}
