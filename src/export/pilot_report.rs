//! What a pilot came to: one line a user, as CSV or as a Markdown document with the counts.
//!
//! No value of a user appears unless names are handed in.

use std::io;

use super::csv::needs_guard;
use super::markdown::cell;
use crate::catalog::{Catalog, PilotRule};
use crate::expr::Settings;
use crate::pilot::{Action, CLOCK, Plan, RANDOM, Tally, Transition, UserOutcome};

/// The headers of the CSV.
const HEADERS: [&str; 5] = ["user", "line", "action", "reason", "warnings"];

/// How the CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvForm {
    /// Every cell as it is, for programs.
    Exact,
    /// What a spreadsheet could take for a formula has an apostrophe before it, and the encoding is marked.
    Safe,
}

/// Writes the header of the CSV.
///
/// # Errors
///
/// What `out` reports.
pub fn write_csv_header(form: CsvForm, out: &mut dyn io::Write) -> io::Result<()> {
    if form == CsvForm::Safe {
        out.write_all("\u{feff}".as_bytes())?;
    }
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
    form: CsvForm,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut cells = cells(plan, outcome, name);
    if form == CsvForm::Safe {
        for cell in &mut cells {
            if needs_guard(cell) {
                cell.insert(0, '\'');
            }
        }
    }
    write_record(&cells.each_ref().map(String::as_str), out)
}

/// What a report tells of besides the users.
#[derive(Clone, Copy)]
pub struct About<'r> {
    /// The mapping that was run.
    pub plan: &'r Plan,
    /// What the project is called.
    pub title: &'r str,
    /// Where the rules are that the pilot goes by.
    pub catalog: &'r Catalog,
    /// How many users the target held before.
    pub num_found: usize,
    /// What was taken for granted where only the service knows.
    pub settings: &'r Settings,
    /// What was tried on each user after a first run.
    pub transition: Option<&'r Transition>,
    /// How many users there are, where not all of them were run.
    pub of: Option<usize>,
}

/// Writes the report as a Markdown document: counts, then the users, failures first, then what the pilot goes by.
///
/// `name` says what people call the user at a place of `outcomes`; none where no value is to appear.
///
/// # Errors
///
/// What `out` reports.
pub fn write_markdown<'n>(
    about: &About<'_>,
    outcomes: &[UserOutcome],
    name: impl Fn(usize) -> Option<&'n str>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let plan = about.plan;
    let mut tally = Tally::default();
    for outcome in outcomes {
        tally.add(outcome);
    }
    write!(out, "# Pilot: {}\n\n", cell(about.title))?;
    write_about(about, &tally, out)?;
    out.write_all(b"\n## Outcome\n\n| Action | Users | Why |\n| --- | ---: | --- |\n")?;
    let failures = |of: &(Action, _)| of.0 != Action::Fail;
    let mut by_reason: Vec<_> = tally.by_reason.iter().collect();
    by_reason.sort_by_key(|(of, _)| failures(of));
    for ((action, reason), count) in by_reason {
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
        let [user, line, action, reason, warnings] = cells(plan, outcome, name(at));
        let line = if line.is_empty() {
            line
        } else {
            format!(" (line {line})")
        };
        writeln!(
            out,
            "| {}{line} | {action} | {} | {} |",
            cell(&user),
            cell(&reason),
            cell(&warnings)
        )?;
    }
    write_rules(about.catalog, out)
}

/// What was run, in sentences.
fn write_about(about: &About<'_>, tally: &Tally, out: &mut dyn io::Write) -> io::Result<()> {
    let users = |number: usize| match number {
        0 => "nobody".to_owned(),
        1 => "1 user".to_owned(),
        many => format!("{many} users"),
    };
    let run = tally.users as usize;
    let of = match about.of {
        Some(all) if all > run => format!(" of {all}"),
        _ => String::new(),
    };
    writeln!(
        out,
        "Computed from the mapping, without a tenant: nothing was sent to anybody. {run}{of} sample user{} put \
         through the mapping; the target held {} before.",
        if run == 1 { " was" } else { "s were" },
        users(about.num_found),
    )?;
    for (functions, what) in [
        (CLOCK, format!("the clock says {}", about.settings.now)),
        (
            RANDOM,
            "values that the service makes up are made up here, other ones than there".to_owned(),
        ),
    ] {
        if about.plan.calls(functions) {
            writeln!(
                out,
                "\nThe mapping calls {}: {what}.",
                functions.join(" or ")
            )?;
        }
    }
    if let Some(transition) = about.transition {
        let what = match transition {
            Transition::Change { attribute, .. } => format!("another value of {attribute:?}"),
            Transition::Clear { attribute } => format!("no value of {attribute:?} any more"),
            simple => simple.label().to_lowercase(),
        };
        writeln!(
            out,
            "\nEach user was run as it is, then once more after this: {}. What follows is the second run.",
            cell(&what)
        )?;
    }
    Ok(())
}

/// What the pilot goes by, with what each rule rests on.
fn write_rules(catalog: &Catalog, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(
        "\n## What the pilot goes by\n\nVerified: read in vendor documentation. Inferred: reasoned from what was read. \
         Unknown: looked for and not found. Try what is not verified with one user before many.\n\n| Rule | Confidence | Documents |\n| --- | --- | --- |\n"
            .as_bytes(),
    )?;
    for rule in catalog.pilot_rules() {
        writeln!(
            out,
            "| {} | {} | {} |",
            cell(&rule.statement),
            rule.confidence.as_str(),
            cell(&documents(catalog, rule))
        )?;
    }
    Ok(())
}

/// The documents behind a rule, by title and publisher.
fn documents(catalog: &Catalog, rule: &PilotRule) -> String {
    let sources = rule.sources.iter().filter_map(|id| catalog.source(id));
    let titles: Vec<_> = sources
        .map(|source| format!("{} ({})", source.title, source.publisher))
        .collect();
    titles.join("; ")
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

    static SETTINGS: std::sync::LazyLock<Settings> = std::sync::LazyLock::new(Settings::default);

    fn about<'r>(plan: &'r Plan, title: &'r str) -> About<'r> {
        About {
            plan,
            title,
            catalog: crate::catalog::reference(),
            num_found: 0,
            settings: &SETTINGS,
            transition: None,
            of: Some(9),
        }
    }

    #[test]
    fn what_was_run_and_what_it_rests_on_is_said() {
        let plan = Plan::of(&reference_project());
        let clear = Transition::Clear {
            attribute: "jobTitle".to_owned(),
        };
        let about = About {
            transition: Some(&clear),
            num_found: 1,
            ..about(&plan, "t")
        };
        let mut bytes = Vec::new();
        write_markdown(&about, &outcomes(&plan), |_| None, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("3 of 9 sample users were put"), "{text}");
        assert!(text.contains("the target held 1 user before"), "{text}");
        assert!(text.contains("no value of \"jobTitle\" any more"), "{text}");
        let status_alone = text
            .lines()
            .find(|line| line.contains("only the status is sent"));
        assert!(status_alone.unwrap().contains("| inferred |"), "{text}");
    }

    #[test]
    fn a_name_is_no_formula_in_the_safe_form() {
        let plan = Plan::of(&reference_project());
        let outcome = outcomes(&plan).remove(0);
        let mut bytes = Vec::new();
        write_csv_header(CsvForm::Safe, &mut bytes).unwrap();
        write_csv_user(&plan, &outcome, Some("=1+1"), CsvForm::Safe, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{feff}user,line,"), "{text}");
        assert!(text.contains("\r\n'=1+1,,create"), "{text}");
    }

    #[test]
    fn the_document_counts_and_puts_failures_first() {
        let plan = Plan::of(&reference_project());
        let mut bytes = Vec::new();
        let about = about(&plan, "Care | North");
        write_markdown(&about, &outcomes(&plan), |_| None, &mut bytes).unwrap();
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
        let name = |_| Some("Canary|One");
        write_markdown(&about(&plan, "t"), &outcomes, name, &mut bytes).unwrap();
        assert!(
            String::from_utf8(bytes)
                .unwrap()
                .contains("| Canary&#124;One | fail |")
        );
        let mut bytes = Vec::new();
        write_csv_header(CsvForm::Exact, &mut bytes).unwrap();
        for outcome in &outcomes {
            write_csv_user(&plan, outcome, Some("a,\"b\""), CsvForm::Exact, &mut bytes).unwrap();
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
