//! What an attribute could be linked with: what fits the letters typed, best first, each with the reason why.
//!
//! It draws nothing and links nothing.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::app::context::ViewContext;
use crate::catalog::SourceKind;
use crate::model::{Attribute, AttributeId, Column, Mark};
use crate::picture::{Side, short_name, type_name};
use crate::rows::{AttributeNumber, Index};

/// How many are offered.
const MOST: usize = 6;
/// What it counts for that the reference links the two, in points of the matcher (a letter has about 16).
const DOCUMENTED: u32 = 400;
/// What it counts for that both have one name.
const SAME_NAME: u32 = 200;
/// What it counts for that a required attribute has no link yet.
const MISSING: u32 = 100;

/// An attribute at the other end of a link that could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) id: AttributeId,
    /// Its short name.
    pub(super) name: String,
    /// Its group and type.
    pub(super) about: String,
    /// Why it is offered before others; empty if only for its letters.
    pub(super) why: &'static str,
}

/// The column at that side of an attribute's column.
pub(super) fn column_at(column: Column, side: Side) -> Option<Column> {
    match side {
        Side::Left => Some(column.hop_in()?.origin()),
        Side::Right => Some(column.hop_out()?.destination()),
    }
}

/// What could be linked with `id` on that side: what matches the query; without one, what there is a reason for.
///
/// What it is linked with there already is left out.
pub(super) fn candidates(
    ctx: ViewContext<'_>,
    id: &AttributeId,
    side: Side,
    query: &str,
) -> Vec<Candidate> {
    let index = ctx.index();
    let Some(column) = column_at(id.column, side) else {
        return Vec::new();
    };
    let linked = linked(ctx, id, side);
    let wanted = plain_name(id);
    let pattern = Pattern::parse(query.trim(), CaseMatching::Ignore, Normalization::Smart);
    let is_asking = !query.trim().is_empty();
    let mut matcher = Matcher::new(Config::DEFAULT.match_paths());
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize, &AttributeId, Reason)> = Vec::new();
    let dangling = index.dangling(column).map(|(number, _)| number);
    for number in index.column(column).chain(dangling) {
        let Some(other) = index.attribute_id(number) else {
            continue;
        };
        if other.resource != id.resource || linked.contains(&number) {
            continue;
        }
        let mut of = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
        let score = if is_asking {
            let scim = other.scim_path.as_ref().and_then(|path| of(path.as_str()));
            let Some(score) = of(other.path.as_str()).max(scim) else {
                continue;
            };
            score
        } else {
            0
        };
        let reason = Reason::of(ctx, id, other, side, (&wanted, number));
        if reason == Reason::Letters && !is_asking {
            continue;
        }
        found.push((score + reason.weight(), number.position(), other, reason));
    }
    found.sort_unstable_by_key(|(score, place, ..)| (std::cmp::Reverse(*score), *place));
    found
        .into_iter()
        .take(MOST)
        .map(|(_, _, other, reason)| Candidate {
            id: other.clone(),
            name: short_name(other),
            about: about(ctx.project().attribute(other), column),
            why: reason.label(),
        })
        .collect()
}

/// Why an attribute is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Documented,
    SameName,
    Missing,
    Letters,
}

impl Reason {
    fn of(
        ctx: ViewContext<'_>,
        id: &AttributeId,
        other: &AttributeId,
        side: Side,
        (wanted, number): (&str, AttributeNumber),
    ) -> Self {
        let (origin, destination) = match side {
            Side::Left => (other, id),
            Side::Right => (id, other),
        };
        if is_documented(ctx, origin, destination) {
            Self::Documented
        } else if !wanted.is_empty() && plain_name(other) == wanted {
            Self::SameName
        } else if side == Side::Right && is_missing(ctx.index(), number) {
            Self::Missing
        } else {
            Self::Letters
        }
    }

    fn weight(self) -> u32 {
        match self {
            Self::Documented => DOCUMENTED,
            Self::SameName => SAME_NAME,
            Self::Missing => MISSING,
            Self::Letters => 0,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Documented => "in the reference",
            Self::SameName => "same name",
            Self::Missing => "required, nothing feeds it",
            Self::Letters => "",
        }
    }
}

fn linked(ctx: ViewContext<'_>, id: &AttributeId, side: Side) -> Vec<AttributeNumber> {
    let index = ctx.index();
    let Some(number) = index.number(ctx.project(), id) else {
        return Vec::new();
    };
    match side {
        Side::Left => {
            let links = index.links_into(number).iter();
            links
                .flat_map(|link| index.origins(*link).iter().copied())
                .collect()
        }
        Side::Right => {
            let links = index.links_out(number).iter();
            links.filter_map(|link| index.destination(*link)).collect()
        }
    }
}

/// Whether the reference says that one feeds the other.
fn is_documented(ctx: ViewContext<'_>, origin: &AttributeId, destination: &AttributeId) -> bool {
    if destination.column == Column::Target {
        return destination
            .scim_path
            .as_ref()
            .is_some_and(|path| path.as_str().eq_ignore_ascii_case(origin.path.as_str()));
    }
    ctx.catalog.rows_of(destination).any(|row| {
        let source = &row.entra_source;
        source.kind == SourceKind::Attribute
            && source.value.as_deref() == Some(origin.path.as_str())
    })
}

fn is_missing(index: &Index, number: AttributeNumber) -> bool {
    let is_required = |attribute: &Attribute| attribute.mark == Some(Mark::Required);
    index.attribute(number).is_some_and(is_required) && index.links_into(number).is_empty()
}

/// The telling word of a name in small letters: `department` of a URN, `title` of `UserProfile.general.title.[0].value`.
fn plain_name(id: &AttributeId) -> String {
    let name = short_name(id);
    let name = name.rsplit(" · ").next().unwrap_or_default();
    let name = name.split(".[").next().unwrap_or_default();
    let name = name.split('[').next().unwrap_or_default();
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn about(attribute: Option<&Attribute>, column: Column) -> String {
    let Some(attribute) = attribute else {
        return "not in this column".to_owned();
    };
    let kind = type_name(column, &attribute.value_type);
    if attribute.group.is_empty() {
        kind
    } else {
        format!("{} · {kind}", attribute.group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::selection::Selection;
    use crate::catalog::{reference, reference_project};
    use crate::editor::Editor;
    use crate::model::{Edit, Project, Resource};

    fn names(project: Project, id: &AttributeId, side: Side, query: &str) -> Vec<(String, String)> {
        let (editor, selection) = (Editor::new(project), Selection::default());
        let ctx = ViewContext {
            editor: &editor,
            catalog: reference(),
            selection: &selection,
            resource: Resource::User,
            author: "",
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        candidates(ctx, id, side, query)
            .into_iter()
            .map(|found| (found.name, found.why.to_owned()))
            .collect()
    }

    /// The reference without any link.
    fn unlinked() -> Project {
        let mut project = reference_project();
        let ids: Vec<_> = project.links().map(|(id, _)| id.clone()).collect();
        for id in ids {
            project.apply(Edit::RemoveLink { id }).unwrap();
        }
        project
    }

    fn protocol(path: &str) -> AttributeId {
        AttributeId::protocol(Resource::User, path)
    }

    #[test]
    fn without_a_query_it_offers_what_there_is_a_reason_for() {
        let found = names(unlinked(), &protocol("title"), Side::Left, "");
        assert_eq!(
            found.first().map(|(name, _)| name.as_str()),
            Some("jobTitle")
        );
        assert!(found.iter().all(|(_, why)| !why.is_empty()), "{found:?}");
        let found = names(unlinked(), &protocol("active"), Side::Right, "");
        assert_eq!(
            found.first(),
            Some(&("state".to_owned(), "in the reference".to_owned()))
        );
    }

    #[test]
    fn letters_in_order_are_enough_and_the_reference_comes_first() {
        let found = names(unlinked(), &protocol("userName"), Side::Left, "upn");
        assert!(
            found.iter().any(|(name, _)| name == "userPrincipalName"),
            "{found:?}"
        );
        let found = names(unlinked(), &protocol("displayName"), Side::Left, "name");
        assert_eq!(
            found.first().map(|(name, _)| name.as_str()),
            Some("displayName")
        );
        assert_eq!(
            names(unlinked(), &protocol("title"), Side::Left, "qqqqq"),
            []
        );
    }

    #[test]
    fn what_is_linked_already_is_not_offered() {
        let found = names(
            reference_project(),
            &protocol("active"),
            Side::Right,
            "state",
        );
        assert!(found.iter().all(|(name, _)| name != "state"), "{found:?}");
    }
}
