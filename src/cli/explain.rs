//! `explain`: the page of a rule, or the list of all rules.

use super::args::Explain as Arguments;
use super::{CliError, Outcome, Streams};
use crate::catalog::{Catalog, Conflict, reference};
use crate::check::{Page, page, pages};

pub(super) fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let catalog = reference();
    let Some(code) = &arguments.code else {
        for page in pages(catalog) {
            writeln!(
                streams.out,
                "{:<5} {:<8} {}",
                page.code,
                page.severity.as_str(),
                page.title
            )?;
        }
        return Ok(Outcome::Fine);
    };
    let Some(page) = page(code, catalog) else {
        streams.tell(&format!(
            "there is no rule {code:?}; `crosswalk-cli explain --list` names them all"
        ));
        return Ok(Outcome::Failed);
    };
    write_page(&page, catalog, streams)?;
    Ok(Outcome::Fine)
}

fn write_page(
    page: &Page<'_>,
    catalog: &Catalog,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    writeln!(
        streams.out,
        "{} ({}): {}",
        page.code,
        page.severity.as_str(),
        page.title
    )?;
    if !page.explanation.is_empty() {
        writeln!(streams.out, "\n{}", page.explanation)?;
    }
    if let Some(conflict) = page.conflict {
        write_conflict(conflict, catalog, streams)?;
    }
    if !page.sources.is_empty() {
        writeln!(streams.out, "\nSources:")?;
        for source in &page.sources {
            writeln!(
                streams.out,
                "- {}: {} ({}), {}",
                source.id, source.title, source.publisher, source.url
            )?;
        }
    }
    Ok(())
}

fn write_conflict(
    conflict: &Conflict,
    catalog: &Catalog,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let claims = [
        (&conflict.claim_a, &conflict.claim_a_sources),
        (&conflict.claim_b, &conflict.claim_b_sources),
    ];
    for (heading, (claim, sources)) in ["One side", "The other side"].into_iter().zip(claims) {
        let known: Vec<&str> = sources
            .iter()
            .map(String::as_str)
            .filter(|id| catalog.source(id).is_some())
            .collect();
        writeln!(streams.out, "\n{heading} [{}]:\n{claim}", known.join(", "))?;
    }
    writeln!(
        streams.out,
        "\nAssessment ({}):\n{}",
        conflict.assessment_confidence.as_str(),
        conflict.assessment
    )?;
    Ok(())
}
