//! What the checks say of rows and links, as the map shows it: errors and warnings; hints stay in the list below.

use crate::app::context::ViewContext;
use crate::check::{Severity, Spot, Where};
use crate::picture::{Concern, RowContent};
use crate::rows::{AttributeNumber, LinkNumber};

/// Tells a row of the heaviest finding on it, or on a link into it.
pub(super) fn mark(ctx: ViewContext<'_>, number: AttributeNumber, row: &mut RowContent) {
    let links = ctx.index().links_into(number);
    let is_meant = |spot: &&Spot| match spot.place {
        Where::Attribute(other) => other == number,
        Where::Link(link) => links.contains(&link),
        Where::Project => false,
    };
    let findings = &ctx.editor.derived().findings;
    let worst = links
        .iter()
        .filter_map(|link| findings.worst_of_link(*link))
        .chain(findings.worst_of_attribute(number))
        .min();
    let concern = match worst {
        Some(Severity::Error) => Concern::Error,
        Some(Severity::Warning) => Concern::Warning,
        Some(Severity::Hint) | None => return,
    };
    if let Some(spot) = findings.standing().iter().find(is_meant) {
        row.concern(concern, &format!("{}: {}", spot.code(), spot.title()));
    }
}

/// Whether a link has a finding of severity error.
pub(super) fn is_wrong(ctx: ViewContext<'_>, link: LinkNumber) -> bool {
    ctx.editor.derived().findings.worst_of_link(link) == Some(Severity::Error)
}
