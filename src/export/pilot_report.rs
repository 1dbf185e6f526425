//! What a pilot came to: one line a user, as CSV or as a Markdown document with the counts.
//!
//! No value of a user appears unless names are handed in.

use std::io;

use super::markdown::cell;
use crate::pilot::many::{Tally, UserOutcome};
use crate::pilot::{Action, Plan};

/// The headers of the CSV.
const HEADERS: [&str; 5] = ["user", "line", "action", "reason", "warnings"];

/// Writes the header of the CSV.
///
/// # Errors
///
/// What `out` reports.
pub fn write_csv_header(out: &mut dyn io::Write) -> io::Result<()> {
    write_record(&HEADERS, out)
}

/// Writes one user as a line of the CSV; `name` is what people call it.
///
/// # Errors
///
/// What `out` reports.
pub fn write_csv_user(
    plan: &Plan,
    outcome: &UserOutcome,
    name: Option<&str>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let cells = cells(plan, outcome, name);
    write_record(&cells.each_ref().map(String::as_str), out)
}

/// Writes the report as a Markdown document: counts, then the users, failures first.
///
/// `name` says what people call the user at a place of `outcomes`; none where no value is to appear.
///
/// # Errors
///
/// What `out` reports.
pub fn write_markdown<'n>(
    plan: &Plan,
    title: &str,
    outcomes: &[UserOutcome],
    name: impl Fn(usize) -> Option<&'n str>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut tally = Tally::default();
    for outcome in outcomes {
        tally.add(outcome);
    }
    let users = tally.users;
    write!(
        out,
        "# Pilot: {}\n\nComputed without a tenant: {users} sample users put through the mapping.\n\n\
         | Action | Users | Why |\n| --- | ---: | --- |\n",
        cell(title)
    )?;
    for ((action, reason), count) in &tally.by_reason {
        let why = cell(&plan.words(*reason));
        writeln!(out, "| {} | {count} | {why} |", action.as_str())?;
    }
    if !tally.by_warning.is_empty() {
        out.write_all(b"\n## To look at\n\n| Users | What |\n| ---: | --- |\n")?;
        for (warning, count) in &tally.by_warning {
            let what = cell(&plan.warning_words(*warning));
            writeln!(out, "| {count} | {what} |")?;
        }
    }
    out.write_all(
        b"\n## Users\n\n| User | Action | Why | To look at |\n| --- | --- | --- | --- |\n",
    )?;
    let is_failure = |outcome: &UserOutcome| outcome.action == Action::Fail;
    let numbered = || outcomes.iter().enumerate();
    let failures = numbered().filter(|(_, outcome)| is_failure(outcome));
    let others = numbered().filter(|(_, outcome)| !is_failure(outcome));
    for (at, outcome) in failures.chain(others) {
        let [user, _, action, reason, warnings] = cells(plan, outcome, name(at));
        writeln!(
            out,
            "| {} | {action} | {} | {} |",
            cell(&user),
            cell(&reason),
            cell(&warnings)
        )?;
    }
    Ok(())
}

fn cells(plan: &Plan, outcome: &UserOutcome, name: Option<&str>) -> [String; HEADERS.len()] {
    let warnings: Vec<_> = outcome
        .warnings
        .iter()
        .map(|warning| plan.warning_words(*warning))
        .collect();
    [
        name.map_or_else(|| format!("row {}", outcome.row), str::to_owned),
        if outcome.line > 0 {
            outcome.line.to_string()
        } else {
            String::new()
        },
        outcome.action.as_str().to_owned(),
        plan.words(outcome.reason),
        warnings.join("; "),
    ]
}

fn write_record(cells: &[&str], out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(cells)?;
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::expr::Settings;
    use crate::pilot::{Binding, Directory, Target, World, users};

    fn outcomes(plan: &Plan) -> Vec<UserOutcome> {
        let text = "userPrincipalName,displayName,telephoneNumber\nok@x.example,Canary|One,\nbad@x.example,,\nphone@x.example,P,12 34\n";
        let (samples, _) = users::read_users(text.as_bytes()).unwrap();
        let (target, directory) = (Target::default(), Directory::default());
        let world = World {
            target: &target,
            directory: &directory,
            settings: &Settings::default(),
        };
        let binding = Binding::new(plan, &samples.header);
        plan.outcomes(&samples.users, &binding, &world)
    }

    #[test]
    fn the_document_counts_and_puts_failures_first() {
        let plan = Plan::of(&reference_project());
        let mut bytes = Vec::new();
        write_markdown(
            &plan,
            "Care | North",
            &outcomes(&plan),
            |_| None,
            &mut bytes,
        )
        .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("# Pilot: Care &#124; North\n"), "{text}");
        assert!(text.contains("| create | 2 |"), "{text}");
        let users: Vec<_> = text
            .lines()
            .filter(|line| line.starts_with("| row"))
            .collect();
        assert!(users[0].starts_with("| row 2 | fail |"), "{users:?}");
        assert!(users[2].contains("E.164"), "{users:?}");
        assert!(
            !text.contains("Canary") && !text.contains("x.example"),
            "{text}"
        );
    }

    #[test]
    fn names_are_escaped_where_they_are_asked_for() {
        let plan = Plan::of(&reference_project());
        let outcomes = outcomes(&plan);
        let mut bytes = Vec::new();
        write_markdown(&plan, "t", &outcomes, |_| Some("Canary|One"), &mut bytes).unwrap();
        assert!(
            String::from_utf8(bytes)
                .unwrap()
                .contains("| Canary&#124;One | fail |")
        );
        let mut bytes = Vec::new();
        write_csv_header(&mut bytes).unwrap();
        for outcome in &outcomes {
            write_csv_user(&plan, outcome, Some("a,\"b\""), &mut bytes).unwrap();
        }
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().unwrap(), HEADERS.as_slice());
        let cells: Vec<_> = reader
            .records()
            .map(|record| record.unwrap()[0].to_owned())
            .collect();
        assert_eq!(cells, ["a,\"b\""; 3]);
    }
}
