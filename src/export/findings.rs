//! What the checks say, for the exports in which it is asked for.
//!
//! Nothing here depends on the day: a question is past due in the window, not in a file that shall be the same tomorrow.

use crate::catalog::reference;
use crate::check::{Finding, Findings, standing_on_row};
use crate::rows::Table;

/// The header of the column.
const HEADER: &str = "Findings";

/// The standing findings in words, the heaviest first.
pub(super) fn in_words(table: &Table<'_>) -> Vec<Finding> {
    let (project, index) = (table.project(), table.index());
    let findings = Findings::derive(project, index, reference(), None);
    let standing = findings.standing().iter();
    standing
        .filter_map(|spot| findings.finding(spot, project, index, reference()))
        .collect()
}

/// The cells of the column: its header, then one for each row by its number; a line for each finding.
pub(super) fn column(table: &Table<'_>) -> Vec<String> {
    let (project, index) = (table.project(), table.index());
    let findings = Findings::derive(project, index, reference(), None);
    let cells = table.rows().all().iter().map(|row| {
        let spots = standing_on_row(&findings, index, table.rows(), row);
        let lines: Vec<String> = spots
            .iter()
            .filter_map(|spot| findings.finding(spot, project, index, reference()))
            .map(|one| format!("{} {}: {}", one.severity.as_str(), one.code, one.message))
            .collect();
        lines.join("\n")
    });
    std::iter::once(HEADER.to_owned()).chain(cells).collect()
}
