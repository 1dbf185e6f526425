//! What the checks say of rows and links, as the map shows it: errors and warnings; hints stay in the list below.

use crate::app::context::ViewContext;
use crate::check::{Severity, Spot, Where};
use crate::picture::{Concern, RowContent};
use crate::rows::{AttributeNumber, LinkNumber};

/// Tells a row of the heaviest finding on it, or on a link into it, and of the conflicts that are touched there.
pub(super) fn mark(ctx: ViewContext<'_>, number: AttributeNumber, row: &mut RowContent) {
    let links = ctx.index().links_into(number);
    let findings = &ctx.editor.derived().findings;
    if !has_any(ctx, number) {
        return;
    }
    let places = std::iter::once(Where::Attribute(number))
        .chain(links.iter().map(|link| Where::Link(*link)));
    let mut spots: Vec<&Spot> = places
        .flat_map(|place| findings.standing_on(place))
        .collect();
    spots.sort_by_key(|spot| spot.severity);
    let mut touched: Vec<String> = Vec::new();
    let mut heaviest = None;
    for spot in spots {
        let is_conflict = ctx.catalog.conflict(spot.code()).is_some();
        let concern = match spot.severity {
            Severity::Error => Some(Concern::Error),
            Severity::Warning if !is_conflict => Some(Concern::Warning),
            Severity::Warning | Severity::Hint => None,
        };
        if let Some(concern) = concern {
            heaviest.get_or_insert_with(|| (concern, format!("{}: {}", spot.code(), spot.title())));
        }
        if is_conflict && !touched.iter().any(|code| code == spot.code()) {
            touched.push(spot.code().to_owned());
        }
    }
    touched.sort_unstable();
    row.tell_findings((ctx.index(), number), touched, heaviest);
}

/// Whether a finding stands on an attribute or on a link into it.
pub(super) fn has_any(ctx: ViewContext<'_>, number: AttributeNumber) -> bool {
    let findings = &ctx.editor.derived().findings;
    let links = ctx.index().links_into(number);
    findings.worst_of_attribute(number).is_some()
        || links
            .iter()
            .any(|link| findings.worst_of_link(*link).is_some())
}

/// Whether a link has a finding of severity error.
pub(super) fn is_wrong(ctx: ViewContext<'_>, link: LinkNumber) -> bool {
    ctx.editor.derived().findings.worst_of_link(link) == Some(Severity::Error)
}
