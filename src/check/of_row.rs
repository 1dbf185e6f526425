//! What the checks say of a row of the completed table.

use super::finding::Severity;
use super::findings::{Findings, Spot, Where};
use super::worst::Worst;
use crate::rows::{Index, Row, Rows};

/// The standing findings on a row, the heaviest first, each once.
///
/// A row speaks of what stands in its cells: the source attributes that feed its SCIM attribute, that attribute, its
/// target field, and the links between them.
pub fn standing_on_row(findings: &Findings, index: &Index, rows: &Rows, row: &Row) -> Vec<Spot> {
    let mut seen: Vec<Where> = Vec::new();
    let mut spots = Vec::new();
    for place in places(index, rows, row) {
        if !seen.contains(&place) {
            seen.push(place);
            spots.extend(findings.standing_on(place).copied());
        }
    }
    spots.sort_by_key(|spot| (spot.severity, spot.place));
    spots
}

/// How much the heaviest standing finding on a row weighs; quick, for all rows of a long table.
pub fn worst_on_row(worst: &Worst, index: &Index, rows: &Rows, row: &Row) -> Option<Severity> {
    places(index, rows, row)
        .filter_map(|place| match place {
            Where::Attribute(number) => worst.of_attribute(number),
            Where::Link(number) => worst.of_link(number),
            Where::Project => None,
        })
        .min()
}

/// The places that a row speaks of; one that it names twice comes twice.
fn places<'a>(
    index: &'a Index,
    rows: &'a Rows,
    row: &'a Row,
) -> impl Iterator<Item = Where> + use<'a> {
    let into = row
        .protocol
        .map_or(&[] as &[_], |number| index.links_into(number));
    let links = into.iter().chain(rows.target_links(row));
    let origins = into.iter().flat_map(|link| index.origins(*link));
    [row.source, row.protocol, row.target]
        .into_iter()
        .flatten()
        .chain(origins.copied())
        .map(Where::Attribute)
        .chain(links.map(|link| Where::Link(*link)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::editor::changes;
    use crate::model::{AttributeId, LinkId, Resource};

    #[test]
    fn a_row_shows_what_is_said_of_any_of_its_cells_once() {
        let mut project = reference_project();
        let link = LinkId::new("user/target/UserProfile.state");
        let change = changes::remove_links(&project, &[link]).unwrap();
        project.apply(change.edit).unwrap();
        let index = Index::derive(&project);
        let rows = Rows::derive(&index);
        let findings = Findings::derive(&project, &index, reference(), None);
        let row = |name: &str| {
            let number = index.number(&project, &AttributeId::protocol(Resource::User, name));
            let mut all = rows.all().iter();
            all.find(|row| row.protocol == number).unwrap()
        };
        // Nothing consumes it any more.
        let active = row("active");
        let spots = standing_on_row(&findings, &index, &rows, active);
        assert_eq!(spots.first().map(Spot::code), Some("M001"));
        let mut once = spots.clone();
        once.dedup();
        assert_eq!(once, spots);
        for row in rows.all() {
            let spots = standing_on_row(&findings, &index, &rows, row);
            assert_eq!(
                spots.first().map(|spot| spot.severity),
                worst_on_row(findings.worst(), &index, &rows, row)
            );
        }
    }
}
