//! Which attribute of the reference a spelling means, where it is not the reference's own.
//!
//! The catalogue knows aliases, labels and misprints; names a letter or two away from one are found here.

use super::names::{NAMES, Outline, Parts, letters};
use crate::catalog::{Catalog, CatalogAttribute, Reach};
use crate::model::{AttributeId, AttributePath, Column, SchemaUrn, ScimPath};

/// What a spelling means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The attributes it may mean, in the reference's spelling; never empty.
    pub(crate) ids: Vec<AttributeId>,
    /// How it came to them.
    pub(crate) how: How,
}

/// How a spelling came to an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// By a way that the catalogue knows.
    Known(Reach),
    /// By being a letter or two away.
    Near,
}

impl Meaning {
    /// The attribute, if it is only one.
    pub(crate) fn single(&self) -> Option<&AttributeId> {
        match self.ids.as_slice() {
            [id] => Some(id),
            _ => None,
        }
    }
}

/// What an attribute's spelling means; none if it is the reference's own, or like none of its names.
///
/// `known` is what the catalogue has under this very id.
pub(crate) fn meaning(
    catalog: &Catalog,
    id: &AttributeId,
    known: Option<&CatalogAttribute>,
) -> Option<Meaning> {
    let text = id.path.as_str();
    if let Some(entry) = known {
        let own = entry.attribute.id.path.as_str();
        if own == text {
            return None;
        }
        let reach = if own.eq_ignore_ascii_case(text) {
            Reach::OtherCase
        } else {
            Reach::VendorAlias
        };
        return Some(Meaning {
            ids: vec![entry.attribute.id.clone()],
            how: How::Known(reach),
        });
    }
    if text.is_empty() {
        return None;
    }
    if NAMES.may_resolve(id)
        && let Some(resolved) = catalog.resolve(id.column, id.resource, text)
    {
        // The same field, which the project lets another SCIM attribute reach: no question of spelling.
        let is_same =
            id.column == Column::Target && resolved.ids.iter().any(|other| other.path == id.path);
        let foreign = resolved.reach == Reach::OtherSchema && has_foreign_schema(text);
        return (!is_same && !foreign).then_some(Meaning {
            ids: resolved.ids,
            how: How::Known(resolved.reach),
        });
    }
    let ids = near(id);
    (!ids.is_empty()).then_some(Meaning {
        ids,
        how: How::Near,
    })
}

/// Whether a SCIM path stands in a schema that the reference does not describe: its names are its own affair.
fn has_foreign_schema(text: &str) -> bool {
    ScimPath::parse(text)
        .and_then(|path| path.urn)
        .is_some_and(|urn| {
            !NAMES
                .schemas
                .iter()
                .any(|known| urn == SchemaUrn::new(known))
        })
}

/// The names of the reference that are a letter or two away from this one.
pub(crate) fn near(id: &AttributeId) -> Vec<AttributeId> {
    // Most names are like none of the reference's: that shows before they are taken apart.
    let shape = Shape::of(&id.path);
    let names = NAMES.column(id.column).of(id.resource);
    if !names.outlines.iter().any(|outline| shape.may_hold(outline)) {
        return Vec::new();
    }
    let Some(typed) = Parts::new(id) else {
        return Vec::new();
    };
    let most = match typed.core.chars().count() {
        0..5 => return Vec::new(),
        5..9 => 1,
        _ => MOST,
    };
    let Some(group) = names.groups.get(&typed.fixed) else {
        return Vec::new();
    };
    let mut found: Vec<AttributeId> = group
        .iter()
        .filter(|name| {
            let name = &name.parts;
            name.core.len().abs_diff(typed.core.len()) <= most * 4
                && (name.letters ^ typed.letters).count_ones() as usize <= most * 2
                && name.digits == typed.digits
                && strsim::osa_distance(&name.core, &typed.core) <= most
        })
        .map(|name| name.id.clone())
        .collect();
    // Two SCIM paths can reach one field; it is one name all the same.
    found.dedup_by(|a, b| a.path == b.path);
    found
}

/// How many letters a name may be away from another at most.
const MOST: usize = 2;

/// What a whole path tells of the names that it may be near to.
struct Shape {
    /// Lengths of the path as typed and as compared, the shorter one first.
    lengths: [usize; 2],
    letters: u64,
    /// How many digits the path as compared has.
    num_digits: usize,
}

impl Shape {
    fn of(path: &AttributePath) -> Self {
        let (typed, key) = (path.as_str(), path.key());
        Self {
            lengths: [typed.len().min(key.len()), typed.len().max(key.len())],
            letters: if std::ptr::eq(typed, key) {
                letters(key)
            } else {
                letters(typed) | letters(key)
            },
            num_digits: key.bytes().filter(u8::is_ascii_digit).count(),
        }
    }

    /// Whether the path may have the parts of this name, but for a few letters: it is long enough and has its letters.
    fn may_hold(&self, name: &Outline) -> bool {
        let [shorter, longer] = self.lengths;
        longer + MOST * 4 >= name.length
            && (name.letters & !self.letters).count_ones() as usize <= MOST
            // Without a schema and a filter there is nothing else in the path.
            && name.num_digits.is_none_or(|digits| {
                shorter <= name.length + MOST * 4 && self.num_digits == digits
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;
    use crate::model::Resource;

    fn check(column: Column, typed: &str, expected: Option<(&str, How)>) {
        let id = match column {
            Column::Source => AttributeId::source(Resource::User, typed),
            Column::Protocol => AttributeId::protocol(Resource::User, typed),
            Column::Target => AttributeId::target(Resource::User, typed, None),
        };
        let found = meaning(reference(), &id, reference().attribute(&id));
        let found = found
            .as_ref()
            .and_then(|one| Some((one.single()?.path.as_str(), one.how)));
        assert_eq!(found, expected, "{typed}");
    }

    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    #[test]
    fn a_letter_or_two_away() {
        check(Column::Source, "employeId", Some(("employeeId", How::Near)));
        check(
            Column::Source,
            "displayNmae",
            Some(("displayName", How::Near)),
        );
        check(
            Column::Protocol,
            "dispalyName",
            Some(("displayName", How::Near)),
        );
        let department = format!("{ENTERPRISE}:department");
        check(
            Column::Protocol,
            &format!("{ENTERPRISE}:departement"),
            Some((&department, How::Near)),
        );
        check(
            Column::Target,
            "UserProfile.general.tittle.[0].value",
            Some(("UserProfile.general.title.[0].value", How::Near)),
        );
    }

    #[test]
    fn too_far_too_short_or_another_number() {
        check(Column::Source, "employee", None);
        check(Column::Source, "mial", None);
        check(Column::Source, "extensionAttribute17", None);
        check(
            Column::Source,
            "extension_7c1d9e04b52a4f0e8a6b3d2f91c0e85a_level",
            None,
        );
        check(
            Column::Protocol,
            "phoneNumbers[type eq \"work5\"].value",
            None,
        );
        check(
            Column::Protocol,
            "urn:example:params:acme:2.0:User:title",
            None,
        );
    }

    #[test]
    fn what_the_catalogue_knows_under_another_spelling() {
        let known = |reach| How::Known(reach);
        check(
            Column::Source,
            "userPrincipleName",
            Some(("userPrincipalName", known(Reach::Misprint))),
        );
        check(
            Column::Source,
            "mobilePhone",
            Some(("mobile", known(Reach::GraphName))),
        );
        check(
            Column::Source,
            "JobTitle",
            Some(("jobTitle", known(Reach::OtherCase))),
        );
        check(
            Column::Protocol,
            "state",
            Some(("active", known(Reach::PublishedLabel))),
        );
        let department = format!("{ENTERPRISE}:department");
        check(
            Column::Protocol,
            "scimEnterpriseUser.department",
            Some((&department, known(Reach::VendorAlias))),
        );
        check(
            Column::Protocol,
            "department",
            Some((&department, known(Reach::OtherSchema))),
        );
        check(
            Column::Protocol,
            "phoneNumbers[type eq \"work<\"].value",
            Some((
                "phoneNumbers[type eq \"work\"].value",
                known(Reach::Misprint),
            )),
        );
        check(
            Column::Target,
            "divisionId",
            Some(("UserProfile.divisionId", known(Reach::EndOfPath))),
        );
    }

    #[test]
    fn the_references_own_spelling_means_nothing_else() {
        for column in Column::ALL {
            for entry in reference().attributes(column) {
                assert_eq!(
                    meaning(reference(), &entry.attribute.id, Some(entry)),
                    None,
                    "{:?}",
                    entry.attribute.id
                );
            }
        }
    }
}
