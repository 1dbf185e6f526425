//! Searching all columns: what matches, how many, and from one to the next.

use std::collections::BTreeMap;

use memchr::memchr2_iter;

use crate::app::context::ViewContext;
use crate::model::{AttributeId, Column, ScimPath};
use crate::picture::{Columns, Place};
use crate::rows::{AttributeNumber, Index, in_parts};

/// What matches the query, in the order of the columns.
#[derive(Default)]
pub(super) struct Hits {
    query: String,
    numbers: Vec<AttributeNumber>,
    /// Whether it was found, for each attribute up to the last that was.
    found: Vec<bool>,
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
        let all: Vec<AttributeNumber>;
        let candidates = if narrows {
            &before.numbers
        } else {
            let dangling = |column| index.dangling(column).map(|(number, _)| number);
            let columns = Column::ALL.into_iter();
            all = columns
                .flat_map(|column| index.column(column).chain(dangling(column)))
                .collect();
            &all
        };
        hits.numbers = in_parts(candidates, |part| {
            let found = part.iter().copied().filter(|number| {
                columns.place(*number) != Place::Hidden && is_found(index, *number, &needle)
            });
            found.collect()
        });
        hits.tell_places(index, columns);
        hits
    }

    /// Works out where what was found stands.
    fn tell_places(&mut self, index: &Index, columns: &Columns) {
        // Hits in one closed group come one after the other.
        let mut closed: Option<((Column, usize), u32)> = None;
        for number in self.numbers.iter().copied() {
            if let Place::Folded(line) = columns.place(number)
                && let Some(column) = index.column_of(number)
            {
                match &mut closed {
                    Some((group, count)) if *group == (column, line) => *count += 1,
                    other => {
                        self.folded.extend(other.replace(((column, line), 1)));
                    }
                }
            }
            let position = number.position();
            if position >= self.found.len() {
                self.found.resize(position + 1, false);
            }
            if let Some(found) = self.found.get_mut(position) {
                *found = true;
            }
        }
        self.folded.extend(closed);
    }

    pub(super) fn is_of(&self, query: &str) -> bool {
        self.query == query
    }

    pub(super) fn is_searching(&self) -> bool {
        !self.query.trim().is_empty()
    }

    pub(super) fn has(&self, number: AttributeNumber) -> bool {
        self.found.get(number.position()) == Some(&true)
    }

    pub(super) fn in_closed_group(&self, column: Column, line: usize) -> u32 {
        self.folded.get(&(column, line)).copied().unwrap_or(0)
    }

    pub(super) fn numbers(&self) -> &[AttributeNumber] {
        &self.numbers
    }
}

/// Whether the search finds an attribute; what columns have is told by names that stand side by side.
fn is_found(index: &Index, number: AttributeNumber, needle: &str) -> bool {
    let id = || index.attribute_id(number);
    match index.names(number) {
        Some(names) => {
            contains(names, needle)
                || (is_short_form(needle) && id().is_some_and(|id| matches_short(id, needle)))
        }
        None => id().is_some_and(|id| matches(id, needle)),
    }
}

/// Whether the path as typed, the SCIM path of a field, or the short form that the map shows has these letters.
fn matches(id: &AttributeId, needle: &str) -> bool {
    contains(id.path.as_str(), needle)
        || id
            .scim_path
            .as_ref()
            .is_some_and(|path| contains(path.as_str(), needle))
        || (is_short_form(needle) && matches_short(id, needle))
}

/// Only a filter or a URN is written in another way on the map.
fn is_short_form(needle: &str) -> bool {
    needle.contains(['[', ']', '·'])
}

/// Whether the short form of a SCIM path has these letters.
fn matches_short(id: &AttributeId, needle: &str) -> bool {
    let scim = match id.column {
        Column::Source => None,
        Column::Protocol => Some(&id.path),
        Column::Target => id.scim_path.as_ref(),
    };
    scim.is_some_and(|scim| {
        may_match_short(scim.as_str(), needle)
            && ScimPath::parse(scim.as_str())
                .is_some_and(|path| path.short().to_lowercase().contains(needle))
    })
}

/// Whether the short form of a path may have these letters: a cheap look, since reading a path costs much.
///
/// A short form has brackets and dots of the path only, and all its words but that before the dot stand in the path.
fn may_match_short(path: &str, needle: &str) -> bool {
    let words = match needle.split_once('·') {
        Some((_, words)) if path.contains(':') => words,
        Some(_) => return false,
        None => needle,
    };
    let has_filter = path.contains('[') || !needle.contains(['[', ']']);
    has_filter
        && words
            .split(['[', ']'])
            .all(|word| contains(path, word.trim()))
}

/// Whether `text` has `needle`, which is in small letters, whatever its own case.
fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(needle);
    }
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let Some((first, rest)) = needle.split_first() else {
        return true;
    };
    memchr2_iter(*first, first.to_ascii_uppercase(), text).any(|at| {
        let after = text.get(at + 1..at + needle.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(rest))
    })
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
        check(&work, "s[work].v", true);
        check(&work, "s[home].v", false);
        check(&work, "enterprise · emails", false);
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        let department = AttributeId::protocol(user, urn);
        check(&department, "prise · dep", true);
        check(&department, "· state", false);
        let purecloud = "urn:ietf:params:scim:schemas:extension:purecloud:2.0:User:state";
        check(&AttributeId::protocol(user, purecloud), "genesys · s", true);
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
