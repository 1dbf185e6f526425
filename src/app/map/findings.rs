//! What the checks say of rows and links, as the map shows it: errors and warnings, and hints where a column
//! is asked for what has findings; elsewhere they stay in the list below.

use crate::app::context::ViewContext;
use crate::check::{Severity, Spot, Where};
use crate::picture::{Concern, RowContent};
use crate::rows::{AttributeNumber, LinkNumber};

/// Tells a row of the heaviest finding on it, or on a link into it, and of the conflicts that are touched there.
pub(super) fn mark(ctx: ViewContext<'_>, number: AttributeNumber, row: &mut RowContent) {
    let links = ctx.index().links_into(number);
    let findings = &ctx.editor.derived().findings;
    if concern(ctx, number).is_none() {
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
            Severity::Hint if !is_conflict => Some(Concern::Hint),
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
    row.tell_findings((ctx.index(), ctx.catalog, number), touched, heaviest);
}

/// How much the heaviest finding on an attribute or on a link into it weighs.
pub(super) fn concern(ctx: ViewContext<'_>, number: AttributeNumber) -> Option<Concern> {
    let worst = ctx.editor.derived().findings.worst();
    let links = ctx.index().links_into(number).iter();
    let heaviest = links
        .filter_map(|link| worst.of_link(*link))
        .chain(worst.of_attribute(number))
        .min()?;
    Some(match heaviest {
        Severity::Error => Concern::Error,
        Severity::Warning => Concern::Warning,
        Severity::Hint => Concern::Hint,
    })
}

/// Whether a link has a finding of severity error.
pub(super) fn is_wrong(ctx: ViewContext<'_>, link: LinkNumber) -> bool {
    ctx.editor.derived().findings.worst().of_link(link) == Some(Severity::Error)
}
