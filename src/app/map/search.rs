//! Searching all columns: what matches, how many, and from one to the next.

use std::collections::{BTreeMap, HashSet};

use crate::app::context::ViewContext;
use crate::model::{AttributeId, Column, ScimPath};
use crate::picture::{Columns, Place};
use crate::rows::AttributeNumber;

/// What matches the query, in the order of the columns.
#[derive(Default)]
pub(super) struct Hits {
    query: String,
    numbers: Vec<AttributeNumber>,
    set: HashSet<AttributeNumber>,
    /// How many are in each closed group, by column and line.
    folded: BTreeMap<(Column, usize), u32>,
}

impl Hits {
    /// What matches `query` among what the columns show, closed groups included.
    pub(super) fn find(
        ctx: ViewContext<'_>,
        columns: &Columns,
        query: &str,
        before: &Self,
    ) -> Self {
        let needle = query.trim().to_lowercase();
        let mut hits = Self {
            query: query.to_owned(),
            ..Self::default()
        };
        if needle.is_empty() {
            return hits;
        }
        let index = &ctx.editor.derived().index;
        // What matches a longer query is among what matched its beginning.
        let narrows = !before.query.trim().is_empty() && query.starts_with(&before.query);
        let candidates: Box<dyn Iterator<Item = AttributeNumber> + '_> = if narrows {
            Box::new(before.numbers.iter().copied())
        } else {
            let dangling = |column| index.dangling(column).map(|(number, _)| number);
            Box::new(
                Column::ALL
                    .into_iter()
                    .flat_map(move |column| index.column(column).chain(dangling(column))),
            )
        };
        for number in candidates {
            let place = columns.place(number);
            let Some(id) = index.attribute_id(number) else {
                continue;
            };
            if place == Place::Hidden || !matches(id, &needle) {
                continue;
            }
            if let Place::Folded(line) = place {
                *hits.folded.entry((id.column, line)).or_default() += 1;
            }
            hits.numbers.push(number);
            hits.set.insert(number);
        }
        hits
    }

    pub(super) fn is_of(&self, query: &str) -> bool {
        self.query == query
    }

    pub(super) fn is_searching(&self) -> bool {
        !self.query.trim().is_empty()
    }

    pub(super) fn has(&self, number: AttributeNumber) -> bool {
        self.set.contains(&number)
    }

    pub(super) fn in_closed_group(&self, column: Column, line: usize) -> u32 {
        self.folded.get(&(column, line)).copied().unwrap_or(0)
    }

    pub(super) fn numbers(&self) -> &[AttributeNumber] {
        &self.numbers
    }
}

/// Whether the path as typed, the SCIM path of a field, or the short form that the map shows has these letters.
fn matches(id: &AttributeId, needle: &str) -> bool {
    if contains(id.path.as_str(), needle) {
        return true;
    }
    let scim = match id.column {
        Column::Source => None,
        Column::Protocol => Some(&id.path),
        Column::Target => id.scim_path.as_ref(),
    };
    let Some(scim) = scim else {
        return false;
    };
    if id.column == Column::Target && contains(scim.as_str(), needle) {
        return true;
    }
    // Only a filter or a URN is written in another way.
    needle.contains(['[', ']', '·'])
        && scim.as_str().contains(['[', ':'])
        && ScimPath::parse(scim.as_str())
            .is_some_and(|path| path.short().to_lowercase().contains(needle))
}

/// Whether `text` has `needle`, which is in small letters, whatever its own case.
fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(needle);
    }
    let needle = needle.as_bytes();
    text.as_bytes()
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Resource;

    #[test]
    fn what_is_seen_is_found() {
        let check = |id: &AttributeId, needle: &str, expected: bool| {
            assert_eq!(matches(id, needle), expected, "{id:?} {needle}");
        };
        let user = Resource::User;
        let work = AttributeId::protocol(user, "emails[type eq \"work\"].value");
        check(&work, "emails[work]", true);
        check(&work, "eq \"work", true);
        check(&work, "home", false);
        check(
            &AttributeId::source(user, "userPrincipalName"),
            "principal",
            true,
        );
        check(&AttributeId::source(user, "Größe"), "größ", true);
        check(
            &AttributeId::target(user, "UserProfile.state", Some("active")),
            "active",
            true,
        );
        check(&AttributeId::source(user, ""), "x", false);
    }
}
