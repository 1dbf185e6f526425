//! A pasted table whose empty cells were lost: each line put back in columns by the names themselves.

use super::cell;
use super::meaning::Meaning;
use super::name::{Match, Names};
use super::split::Record;
use crate::import::limit::{Limit, TooMuch};
use crate::model::{Column, Resource};

/// How badly a word fits a column; small is good.
type Misfit = u32;

/// What a word costs that no column knows.
const UNKNOWN: Misfit = 12;
/// What a word costs that stands behind a name in the same cell.
const BEHIND: Misfit = 9;
/// What it costs if a source would have to reach a target field without a SCIM attribute between them.
const NO_PROTOCOL: Misfit = 10;

/// The lines of a text, as records of one cell.
///
/// # Errors
///
/// [`TooMuch`] if a line is larger than a cell may be.
pub(super) fn lines(text: &str) -> Result<Vec<Record>, TooMuch> {
    let text = text.replace("\r\n", "\n");
    (1..)
        .zip(text.split(['\n', '\r']))
        .map(|(line, text)| {
            Limit::Cell.check(text.len() as u64)?;
            Ok(Record {
                line,
                cells: vec![text.to_owned()],
            })
        })
        .collect()
}

/// Puts a line in columns; none if no word of it is an attribute's name.
pub(super) fn in_columns(
    line: &str,
    columns: &[Meaning],
    names: &Names<'_>,
    resource: Resource,
) -> Option<Vec<String>> {
    /// What stands behind the first words is text, whatever it is.
    const LOOKED_AT: usize = 40;
    let words = cell::words(line);
    // best[c]: the cheapest way to put the words so far, the last of them in column c, with where each column begins.
    let mut best: Vec<Option<(Misfit, Vec<Option<usize>>)>> = vec![None; columns.len()];
    for (at, word) in words.iter().take(LOOKED_AT).enumerate() {
        let mut next: Vec<Option<(Misfit, Vec<Option<usize>>)>> = vec![None; columns.len()];
        for (column, meaning) in columns.iter().enumerate() {
            let behind = best
                .get(column)
                .and_then(Option::as_ref)
                .map(|(cost, begins)| (cost + behind_cost(word), begins.clone()));
            // `yes` is a mark where a line ends; before that it is text.
            let is_mark_too_early = *meaning == Meaning::Mark && at + 1 < words.len();
            let fit = if is_mark_too_early {
                2 * UNKNOWN
            } else {
                misfit(word, *meaning, names, resource)
            };
            let first = (at == 0).then(|| (fit, vec![None; columns.len()]));
            let begun = best
                .iter()
                .take(column)
                .filter_map(Option::as_ref)
                .map(|(cost, begins)| (cost + fit, begins.clone()))
                .chain(first)
                .map(|(cost, mut begins)| {
                    let cost = cost + skipped(columns, &begins, *meaning);
                    if let Some(begin) = begins.get_mut(column) {
                        *begin = Some(at);
                    }
                    (cost, begins)
                });
            let cheapest = behind
                .into_iter()
                .chain(begun)
                .min_by_key(|(cost, _)| *cost);
            if let Some(place) = next.get_mut(column) {
                *place = cheapest;
            }
        }
        best = next;
    }
    let (_, begins) = best.into_iter().flatten().min_by_key(|(cost, _)| *cost)?;
    let is_name = |(begin, meaning): (&Option<usize>, &Meaning)| {
        let word = begin.and_then(|at| words.get(at));
        word.is_some_and(|word| misfit(word, *meaning, names, resource) < UNKNOWN)
    };
    if !begins.iter().zip(columns).any(is_name) {
        return None;
    }
    let cells = begins.iter().enumerate().map(|(column, begin)| {
        let Some(begin) = *begin else {
            return String::new();
        };
        let end = begins
            .iter()
            .skip(column + 1)
            .flatten()
            .next()
            .copied()
            .unwrap_or(words.len());
        words.get(begin..end).unwrap_or_default().join(" ")
    });
    Some(cells.collect())
}

/// What it costs to begin `meaning` behind these columns.
fn skipped(columns: &[Meaning], begins: &[Option<usize>], meaning: Meaning) -> Misfit {
    let has = |wanted: Meaning| {
        columns
            .iter()
            .zip(begins)
            .any(|(column, begin)| *column == wanted && begin.is_some())
    };
    if meaning == Meaning::Target && has(Meaning::Source) && !has(Meaning::Protocol) {
        NO_PROTOCOL
    } else {
        0
    }
}

fn behind_cost(word: &str) -> Misfit {
    let is_quoted = word.starts_with(['\'', '"', '‘', '“']);
    let text = word.to_lowercase();
    let is_translation = matches!(
        text.as_str(),
        "true" | "false" | "eq" | "=" | "->" | "→" | ";" | ","
    );
    if is_quoted || is_translation {
        1
    } else {
        BEHIND
    }
}

fn misfit(word: &str, meaning: Meaning, names: &Names<'_>, resource: Resource) -> Misfit {
    let Some(column) = meaning.names() else {
        let is_mark = meaning == Meaning::Mark && cell::mark(word).is_ok();
        return if is_mark { 0 } else { UNKNOWN };
    };
    match names.find(column, resource, word, None) {
        Match::Known(_) => 0,
        Match::Near(..) => 4,
        Match::Unknown if has_shape(word, column) => 2,
        Match::Unknown => UNKNOWN,
    }
}

/// Whether a word looks like a name of this column, though nobody knows it.
fn has_shape(word: &str, column: Column) -> bool {
    match column {
        Column::Source => {
            word.contains("([") && word.ends_with(')')
                || word.starts_with("extension")
                || word.len() > 2 && word.starts_with('[') && word.ends_with(']')
        }
        Column::Protocol => {
            word.starts_with("urn:")
                || word.starts_with("scimEnterpriseUser.")
                || word.contains("[type eq ")
        }
        Column::Target => ["User.", "UserProfile.", "Group."]
            .iter()
            .any(|start| word.starts_with(start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;
    use crate::model::Project;

    fn check(line: &str, expected: Option<[&str; 4]>) {
        let project = Project::default();
        let nothing = crate::import::Corrections::default();
        let names = Names::new(&project, reference(), &nothing);
        let told = Meaning::in_line("Entra SCIM Genesys Mandatory");
        let columns: Vec<_> = told.into_iter().map(|(_, meaning)| meaning).collect();
        let found = in_columns(line, &columns, &names, Resource::User);
        let expected = expected.map(|cells| cells.map(str::to_owned).to_vec());
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn the_names_tell_their_columns() {
        check("id User.Id", Some(["", "id", "User.Id", ""]));
        check(
            "userPrincipleName userName User.contactInfo.email_main.[0].value yes",
            Some([
                "userPrincipleName",
                "userName",
                "User.contactInfo.email_main.[0].value",
                "yes",
            ]),
        );
        check(
            "state User.state true eq 'active' false eq 'inactive'",
            Some([
                "",
                "state",
                "User.state true eq 'active' false eq 'inactive'",
                "",
            ]),
        );
        check(
            "Not([IsSoftDeleted]) active",
            Some(["Not([IsSoftDeleted])", "active", "", ""]),
        );
        check("jobTitle  title", Some(["jobTitle", "title", "", ""]));
        check(
            "displayName displayName",
            Some(["displayName", "displayName", "", ""]),
        );
        check("Hello, here is what we have so far", None);
        check("", None);
    }
}
