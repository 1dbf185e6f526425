//! Which attribute a spelling means.

use jiff::civil::Date;
use serde::Deserialize;

use super::spelling::Forms;
use super::{Catalog, words};
use crate::model::{AttributeId, AttributePath, Column, Resource, ScimPath};

/// A spelling that a document prints by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct Misprint {
    /// The column it is printed for.
    #[serde(with = "words::column")]
    pub column: Column,
    /// What is printed.
    pub printed: String,
    /// What is meant.
    pub means: String,
    /// The conflict that tells of it.
    pub conflict: String,
    /// Ids of the documents that print it; never empty.
    pub sources: Vec<String>,
    /// The day the entry was checked.
    pub checked: Date,
}

/// How a spelling reached an attribute, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reach {
    /// It is the catalogue's own spelling.
    Exact,
    /// Only the case differs.
    OtherCase,
    /// Another spelling of the same path: a vendor's alias such as `scimEnterpriseUser.x` or `User.` for
    /// `UserProfile.`, a core schema's URN, `manager.value` for `manager`.
    VendorAlias,
    /// The Microsoft Graph name of an Entra ID attribute: `mobilePhone` for `mobile`.
    GraphName,
    /// The label a document prints for another attribute: `state` for `active`.
    PublishedLabel,
    /// A spelling that a document prints by mistake: `phoneNumbers[type eq "work<"].value`.
    Misprint,
    /// The attribute as a whole, of which the catalogue has parts: `phoneNumbers`, `meta`.
    Whole,
    /// The name without its schema, or with another one: `department`.
    OtherSchema,
    /// The end of a field's path: `email_work.[0].value`.
    EndOfPath,
    /// The likely property of the Platform API: `User.title`.
    ApiProperty,
}

/// What a spelling means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// What was typed.
    pub typed: String,
    /// The attributes it means, in the order of the column; never empty, several only where one spelling reaches
    /// several.
    pub ids: Vec<AttributeId>,
    /// How it reached them.
    pub reach: Reach,
}

impl Resolved {
    /// The attribute, if it is only one.
    pub fn single(&self) -> Option<&AttributeId> {
        match self.ids.as_slice() {
            [id] => Some(id),
            _ => None,
        }
    }
}

/// What one way of reading a spelling found; never an empty list.
type Found = (Vec<AttributeId>, Reach);

/// One way of reading a spelling.
type Way = fn(&Catalog, Resource, &str) -> Option<Found>;

impl Catalog {
    /// The attributes of a column that a spelling means; none if it means none of them.
    ///
    /// The nearest way of reaching one decides, in the order of [`Reach`].
    /// Blanks around the spelling do not count.
    pub fn resolve(&self, column: Column, resource: Resource, typed: &str) -> Option<Resolved> {
        let text = typed.trim();
        if text.is_empty() {
            return None;
        }
        let ways: &[Way] = match column {
            Column::Source => &[Self::same_source, Self::graph_name, Self::source_misprint],
            Column::Protocol => &[
                Self::same_path,
                Self::published_label,
                Self::path_misprint,
                Self::whole_path,
                Self::other_schema,
            ],
            Column::Target => &[Self::same_field, Self::end_of_field, Self::api_property],
        };
        ways.iter()
            .find_map(|way| way(self, resource, text))
            .map(|(ids, reach)| Resolved {
                typed: typed.to_owned(),
                ids,
                reach,
            })
    }

    /// The ids of a resource's attributes in a column that fulfil a condition, in the order of the column.
    fn ids_where(
        &self,
        column: Column,
        resource: Resource,
        holds: impl Fn(&AttributeId) -> bool,
    ) -> Option<Vec<AttributeId>> {
        let ids: Vec<_> = self
            .attributes(column)
            .map(|entry| &entry.attribute.id)
            .filter(|id| id.resource == resource && holds(id))
            .cloned()
            .collect();
        (!ids.is_empty()).then_some(ids)
    }

    fn paths_where(
        &self,
        resource: Resource,
        holds: impl Fn(&Forms) -> bool,
    ) -> Option<Vec<AttributeId>> {
        let all = self.spellings().protocol.iter();
        let ids: Vec<_> = all
            .filter(|path| path.id.resource == resource && holds(path))
            .map(|path| path.id.clone())
            .collect();
        (!ids.is_empty()).then_some(ids)
    }

    fn same_source(&self, resource: Resource, text: &str) -> Option<Found> {
        let id = AttributeId::source(resource, text);
        if self.attribute(&id).is_some() {
            return Some((vec![id], Reach::Exact));
        }
        let ids = self.ids_where(Column::Source, resource, |id| {
            id.path.as_str().eq_ignore_ascii_case(text)
        })?;
        Some((ids, Reach::OtherCase))
    }

    fn graph_name(&self, resource: Resource, text: &str) -> Option<Found> {
        let ids: Vec<_> = self
            .entra_attributes(resource)
            .iter()
            .filter(|one| {
                one.graph_name
                    .as_ref()
                    .is_some_and(|name| name.eq_ignore_ascii_case(text))
            })
            .map(|one| AttributeId::source(resource, &one.name))
            .collect();
        (!ids.is_empty()).then_some((ids, Reach::GraphName))
    }

    fn source_misprint(&self, resource: Resource, text: &str) -> Option<Found> {
        let means = self.misprint(Column::Source, text)?;
        let ids = self.ids_where(Column::Source, resource, |id| id.path.as_str() == means)?;
        Some((ids, Reach::Misprint))
    }

    fn same_path(&self, resource: Resource, text: &str) -> Option<Found> {
        let entry = self.attribute(&AttributeId::protocol(resource, text))?;
        let own = entry.attribute.id.path.as_str();
        let reach = if own == text {
            Reach::Exact
        } else if own.eq_ignore_ascii_case(text) {
            Reach::OtherCase
        } else {
            Reach::VendorAlias
        };
        Some((vec![entry.attribute.id.clone()], reach))
    }

    fn published_label(&self, resource: Resource, text: &str) -> Option<Found> {
        let label = AttributePath::new(Column::Protocol, text);
        let row = self.rows().iter().find(|row| {
            row.object == resource
                && row.alias_of.is_some()
                && AttributePath::new(Column::Protocol, &row.scim_path) == label
        })?;
        let (ids, _) = self.same_path(resource, row.real_path())?;
        Some((ids, Reach::PublishedLabel))
    }

    fn path_misprint(&self, resource: Resource, text: &str) -> Option<Found> {
        let (ids, _) = self.same_path(resource, self.misprint(Column::Protocol, text)?)?;
        Some((ids, Reach::Misprint))
    }

    fn whole_path(&self, resource: Resource, text: &str) -> Option<Found> {
        let typed = ScimPath::parse(text).filter(|path| path.filter.is_none())?;
        let key = typed.key();
        let value = format!("{key}.value");
        let ids = self.paths_where(resource, |path| {
            let base = &path.base;
            let is_part = |key: &str| {
                base.strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            // `roles.value` is a part of `roles`, which the column shows whole.
            let is_whole = key
                .strip_suffix(".value")
                .is_some_and(|whole| whole == base && path.is_whole);
            *base == key || *base == value || is_part(&key) || is_whole
        })?;
        Some((ids, Reach::Whole))
    }

    fn other_schema(&self, resource: Resource, text: &str) -> Option<Found> {
        let bare = |text: &str| {
            let mut path = ScimPath::parse(text)?;
            path.urn = None;
            Some(path.key())
        };
        let typed = bare(text)?;
        let ids = self.paths_where(resource, |path| path.bare == typed)?;
        Some((ids, Reach::OtherSchema))
    }

    fn same_field(&self, resource: Resource, text: &str) -> Option<Found> {
        let path = AttributePath::new(Column::Target, text);
        let find = |holds: &dyn Fn(&AttributeId) -> bool| {
            self.ids_where(Column::Target, resource, |id| {
                !id.path.is_unpublished() && holds(id)
            })
        };
        if let Some(ids) = find(&|id| id.path == path) {
            let is_own = ids.first()?.path.as_str() == text;
            let reach = if is_own {
                Reach::Exact
            } else {
                Reach::VendorAlias
            };
            return Some((ids, reach));
        }
        find(&|id| id.path.key().eq_ignore_ascii_case(path.key()))
            .map(|ids| (ids, Reach::OtherCase))
    }

    fn end_of_field(&self, resource: Resource, text: &str) -> Option<Found> {
        let ids = self.ids_where(Column::Target, resource, |id| {
            let path = id.path.key();
            path.len()
                .checked_sub(text.len())
                .and_then(|at| path.split_at_checked(at))
                .is_some_and(|(head, end)| head.ends_with('.') && end.eq_ignore_ascii_case(text))
        })?;
        // `value` alone is the end of nearly all of them: only what means one field is an answer.
        let is_one = ids
            .first()
            .is_some_and(|first| ids.iter().all(|id| id.path == first.path));
        is_one.then_some((ids, Reach::EndOfPath))
    }

    fn api_property(&self, resource: Resource, text: &str) -> Option<Found> {
        let ids = self.ids_where(Column::Target, resource, |id| {
            self.field(id)
                .and_then(|field| field.api_property.as_deref())
                .is_some_and(|names| {
                    names
                        .split(" / ")
                        .any(|name| name.eq_ignore_ascii_case(text))
                })
        })?;
        Some((ids, Reach::ApiProperty))
    }

    /// What a misprint means; the kind of its quotation marks does not count.
    fn misprint(&self, column: Column, text: &str) -> Option<&str> {
        let plain = |text: &str| -> String {
            text.chars()
                .filter(|c| !matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”'))
                .flat_map(char::to_lowercase)
                .collect()
        };
        let typed = plain(text);
        self.misprints()
            .iter()
            .find(|misprint| misprint.column == column && plain(&misprint.printed) == typed)
            .map(|misprint| misprint.means.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;

    fn check(column: Column, typed: &str, expected: Option<(&[&str], Reach)>) {
        let resolved = reference().resolve(column, Resource::User, typed);
        if let Some(resolved) = &resolved {
            assert_eq!(resolved.typed, typed);
        }
        let found = resolved.as_ref().map(|one| {
            (
                one.ids.iter().map(|id| id.path.as_str()).collect(),
                one.reach,
            )
        });
        let expected = expected.map(|(paths, reach)| (paths.to_vec(), reach));
        assert_eq!(found, expected, "{typed:?}");
    }

    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    #[test]
    fn spellings_of_scim_attributes() {
        let check =
            |typed: &str, path: &str, reach| check(Column::Protocol, typed, Some((&[path], reach)));
        check("userName", "userName", Reach::Exact);
        check(" username ", "userName", Reach::OtherCase);
        check("state", "active", Reach::PublishedLabel);
        let department = format!("{ENTERPRISE}:department");
        check(
            "scimEnterpriseUser.department",
            &department,
            Reach::VendorAlias,
        );
        check("department", &department, Reach::OtherSchema);
        let manager = format!("{ENTERPRISE}:manager");
        check(&format!("{manager}.value"), &manager, Reach::VendorAlias);
        check(
            "urn:ietf:params:scim:schemas:core:2.0:User:title",
            "title",
            Reach::VendorAlias,
        );
        check("roles.[].value", "roles", Reach::Whole);
        let genesys = "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User";
        check(
            &format!("{genesys}:roles.[].value"),
            "roles",
            Reach::Misprint,
        );
        check(
            "phoneNumbers[type eq \"work<\"].value",
            "phoneNumbers[type eq \"work\"].value",
            Reach::Misprint,
        );
        check(
            &format!("{genesys}:externalIds[authority eq ‘zoomphone].value"),
            &format!("{genesys}:externalIds[authority eq \"zoomphone\"].value"),
            Reach::Misprint,
        );
    }

    #[test]
    fn an_attribute_as_a_whole_means_its_parts() {
        check(
            Column::Protocol,
            "emails.value",
            Some((
                &[
                    "emails[type eq \"work\"].value",
                    "emails[type eq \"other\"].value",
                ],
                Reach::Whole,
            )),
        );
        let meta = reference()
            .resolve(Column::Protocol, Resource::User, "meta")
            .unwrap();
        assert_eq!(meta.ids.len(), 5);
        assert_eq!(meta.single(), None);
    }

    #[test]
    fn spellings_of_entra_attributes() {
        let check =
            |typed: &str, path: &str, reach| check(Column::Source, typed, Some((&[path], reach)));
        check("mobile", "mobile", Reach::Exact);
        check("MOBILE", "mobile", Reach::OtherCase);
        check("mobilePhone", "mobile", Reach::GraphName);
        check("businessPhones", "telephoneNumber", Reach::GraphName);
        check("userPrincipleName", "userPrincipalName", Reach::Misprint);
        check("state", "state", Reach::Exact);
    }

    #[test]
    fn spellings_of_genesys_fields() {
        let check =
            |typed: &str, path: &str, reach| check(Column::Target, typed, Some((&[path], reach)));
        check("UserProfile.state", "UserProfile.state", Reach::Exact);
        check("User.state", "UserProfile.state", Reach::VendorAlias);
        check("UserProfile.id", "UserProfile.Id", Reach::OtherCase);
        check("divisionId", "UserProfile.divisionId", Reach::EndOfPath);
        check(
            "email_work.[0].value",
            "UserProfile.contactInfo.email_work.[0].value",
            Reach::EndOfPath,
        );
        check(
            "User.manager",
            "UserProfile.relationships.manager.[0].value",
            Reach::ApiProperty,
        );
    }

    #[test]
    fn one_field_that_two_paths_reach() {
        let main = "UserProfile.contactInfo.email_main.[0].value";
        check(Column::Target, main, Some((&[main, main], Reach::Exact)));
    }

    #[test]
    fn what_means_nothing() {
        for column in Column::ALL {
            for typed in [
                "",
                "  ",
                "nothing",
                "value",
                "[",
                "a..b",
                "emails[type eq",
                "é",
            ] {
                check(column, typed, None);
            }
        }
    }
}
