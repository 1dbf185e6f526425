//! `check`: the findings of a project, for people or for programs; and every certain fix applied to a copy.

use serde::Serialize;

use super::args::{Check as Arguments, Format};
use super::{CliError, Outcome, Streams, render};
use crate::catalog::{Catalog, reference};
use crate::check::{Finding, Findings, Severity, apply_certain};
use crate::model::Project;
use crate::rows::Index;
use crate::store::{self, Expectation};

pub(super) fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let mut project = render::open(&arguments.project, streams)?;
    let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let today = Some(now.date());
    let catalog = reference();
    if arguments.fix
        && let Some(output) = &arguments.output
    {
        let (fixed, applied) = apply_certain(&project, catalog, today);
        for one in &applied {
            streams.tell(&format!("{}: {}", one.code, one.name));
        }
        let expectation = if arguments.force {
            Expectation::Anything
        } else {
            Expectation::Nothing
        };
        // As every project is saved: read back first, never onto a file of a newer program, what was there kept.
        match store::save(output, &fixed, expectation) {
            store::Outcome::Saved(_) => {}
            store::Outcome::NotSaved(error) => return Err(error.into()),
            outcome @ store::Outcome::SavedNotDurable { .. } => {
                return Err(CliError::NotDurable(outcome.to_string()));
            }
        }
        streams.tell(&format!("{} fixes applied; what is left:", applied.len()));
        project = fixed;
    }
    let index = Index::derive(&project);
    let findings = Findings::derive(&project, &index, catalog, today);
    let mut all = findings.all(&project, &index, catalog);
    if arguments.reference {
        all.extend(findings.untouched_conflicts(catalog));
    }
    match arguments.format {
        Format::Json => {
            let list: Vec<JsonFinding<'_>> =
                all.iter().map(|finding| json(finding, catalog)).collect();
            serde_json::to_writer_pretty(&mut *streams.out, &list).map_err(|error| match error
                .io_error_kind()
            {
                Some(kind) => CliError::Output(kind.into()),
                None => CliError::Json(error),
            })?;
            writeln!(streams.out)?;
        }
        Format::Text => text(&all, &project, streams)?,
    }
    let has_error = all
        .iter()
        .any(|finding| finding.severity == Severity::Error && finding.accepted.is_none());
    Ok(if has_error {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

fn text(all: &[Finding], project: &Project, streams: &mut Streams<'_>) -> Result<(), CliError> {
    for finding in all.iter().filter(|finding| finding.accepted.is_none()) {
        writeln!(
            streams.out,
            "{:<8} {:<5} {}",
            finding.severity.as_str(),
            finding.code,
            one_line(&finding.message)
        )?;
        for fix in &finding.fixes {
            writeln!(
                streams.out,
                "               {} fix: {}",
                fix.certainty.as_str(),
                one_line(&fix.name)
            )?;
        }
        let mut sources: Vec<&str> = finding
            .evidence
            .iter()
            .map(|one| one.source.as_str())
            .collect();
        sources.dedup();
        if !sources.is_empty() {
            writeln!(
                streams.out,
                "               evidence: {}",
                sources.join(", ")
            )?;
        }
    }
    for finding in all {
        if let Some(accepted) = &finding.accepted {
            let by = if accepted.by.is_empty() {
                String::new()
            } else {
                format!(" by {}", accepted.by)
            };
            writeln!(
                streams.out,
                "accepted {:<5} {} (accepted{by}: {})",
                finding.code,
                one_line(&finding.message),
                one_line(&accepted.reason)
            )?;
        }
    }
    let count = |severity: Severity| {
        all.iter()
            .filter(|finding| finding.severity == severity && finding.accepted.is_none())
            .count()
    };
    let [errors, warnings, hints] = Severity::ALL.map(count);
    let title = &project.heading().title;
    writeln!(
        streams.out,
        "{}: {errors} errors, {warnings} warnings, {hints} hints; `crosswalk-cli explain CODE` says more",
        one_line(title)
    )?;
    Ok(())
}

/// Nothing in it steers the terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A finding as programs read it.
#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'static str,
    severity: &'static str,
    /// `User` or `Group`; `null` for the project as a whole.
    resource: Option<&'static str>,
    /// `source`, `protocol` or `target`.
    column: Option<&'static str>,
    attribute: Option<&'a str>,
    link: Option<&'a str>,
    message: &'a str,
    evidence: Vec<JsonEvidence<'a>>,
    fixes: Vec<JsonFix<'a>>,
    accepted: Option<JsonAccepted<'a>>,
}

#[derive(Serialize)]
struct JsonEvidence<'a> {
    source: &'a str,
    title: Option<&'a str>,
    url: Option<&'a str>,
    confidence: &'static str,
    read_on: Option<String>,
    claim: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    name: &'a str,
    certainty: &'static str,
}

#[derive(Serialize)]
struct JsonAccepted<'a> {
    reason: &'a str,
    by: &'a str,
    date: Option<String>,
}

fn json<'a>(finding: &'a Finding, catalog: &'a Catalog) -> JsonFinding<'a> {
    JsonFinding {
        code: finding.code,
        severity: finding.severity.as_str(),
        resource: finding.resource.map(crate::model::Resource::label),
        column: finding.column.map(crate::model::Column::as_str),
        attribute: finding
            .attribute
            .as_ref()
            .map(crate::model::AttributeId::label),
        link: finding.link.as_ref().map(crate::model::LinkId::as_str),
        message: &finding.message,
        evidence: finding
            .evidence
            .iter()
            .map(|one| {
                let source = catalog.source(&one.source);
                JsonEvidence {
                    source: &one.source,
                    title: source.map(|source| source.title.as_str()),
                    url: source.map(|source| source.url.as_str()),
                    confidence: one.confidence.as_str(),
                    read_on: one.read_on.map(|date| date.to_string()),
                    claim: &one.claim,
                }
            })
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| JsonFix {
                name: &fix.name,
                certainty: fix.certainty.as_str(),
            })
            .collect(),
        accepted: finding.accepted.as_ref().map(|one| JsonAccepted {
            reason: &one.reason,
            by: &one.by,
            date: one.date.map(|date| date.to_string()),
        }),
    }
}
