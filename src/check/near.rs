//! Which attribute of the reference a spelling means, where it is not the reference's own.
//!
//! The catalogue knows aliases, labels and misprints; names a letter or two away from one are found here.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::catalog::{Catalog, Reach, reference};
use crate::model::{AttributeId, AttributePath, Column, Resource, SchemaUrn, ScimPath};

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
pub(crate) fn meaning(catalog: &Catalog, id: &AttributeId) -> Option<Meaning> {
    let text = id.path.as_str();
    if let Some(entry) = catalog.attribute(id) {
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
    let Some(typed) = Name::new(id) else {
        return Vec::new();
    };
    let most = match typed.core.chars().count() {
        0..5 => return Vec::new(),
        5..9 => 1,
        _ => 2,
    };
    let mut found: Vec<AttributeId> = NAMES
        .list
        .iter()
        .filter(|name| name.id.column == id.column && name.id.resource == id.resource)
        .filter(|name| {
            // Each change of a letter sets or clears two bits at most.
            name.core.len().abs_diff(typed.core.len()) <= most * 4
                && (name.letters ^ typed.letters).count_ones() as usize <= most * 2
                && name.urn == typed.urn
                && name.filter == typed.filter
                && digits(&name.core).eq(digits(&typed.core))
                && strsim::osa_distance(&name.core, &typed.core) <= most
        })
        .map(|name| name.id.clone())
        .collect();
    // Two SCIM paths can reach one field; it is one name all the same.
    found.dedup_by(|a, b| a.path == b.path);
    found
}

fn digits(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(char::is_ascii_digit)
}

/// A name in the parts that are compared.
struct Name {
    id: AttributeId,
    /// What has to be the same: the schema.
    urn: String,
    /// What has to be the same: the value filter.
    filter: String,
    /// What may differ by a letter or two; without case.
    core: String,
    /// Which letters it has, as bits.
    letters: u64,
}

impl Name {
    fn new(id: &AttributeId) -> Option<Self> {
        let (mut urn, mut filter) = (String::new(), String::new());
        let core = match id.column {
            Column::Source | Column::Target => id.path.key().to_lowercase(),
            Column::Protocol => {
                let path = ScimPath::parse(id.path.as_str())?;
                if let Some(schema) = path.urn.as_ref().filter(|urn| !urn.is_core()) {
                    urn = schema.as_str().to_lowercase();
                }
                filter = path.filter.unwrap_or_default();
                let mut core = path.name.to_lowercase();
                if let Some(sub) = path.sub_attribute {
                    core.push('.');
                    core.push_str(&sub.to_lowercase());
                }
                core
            }
        };
        let letters = core.bytes().fold(0, |bits, byte| bits | 1 << (byte & 63));
        Some(Self {
            id: id.clone(),
            urn,
            filter,
            core,
            letters,
        })
    }
}

/// The names of the reference, made ready once.
struct Names {
    list: Vec<Name>,
    /// Spellings by which the catalogue may reach an attribute, without case and quotation marks.
    spellings: FxHashSet<(Column, String)>,
    schemas: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(reference()));

impl Names {
    fn new(catalog: &Catalog) -> Self {
        let mut list = Vec::new();
        let mut spellings = FxHashSet::default();
        for column in Column::ALL {
            for id in catalog.attributes(column).map(|entry| &entry.attribute.id) {
                if !id.path.is_unpublished() {
                    list.extend(Name::new(id));
                }
                let key = id.path.key().to_lowercase();
                match column {
                    Column::Source => {}
                    Column::Target => {
                        for (at, _) in key.match_indices('.') {
                            spellings.extend(key.get(at + 1..).map(|end| (column, end.to_owned())));
                        }
                        if let Some(names) = catalog
                            .field(id)
                            .and_then(|field| field.api_property.as_deref())
                        {
                            spellings.extend(
                                names.split(" / ").map(|name| (column, name.to_lowercase())),
                            );
                        }
                    }
                    Column::Protocol => {
                        if let Some(mut path) = ScimPath::parse(id.path.as_str()) {
                            path.urn = None;
                            let base = path.base_key();
                            spellings.insert((column, path.name.to_lowercase()));
                            spellings.extend(
                                base.strip_suffix(".value")
                                    .map(|name| (column, name.to_owned())),
                            );
                            spellings.insert((column, format!("{base}.value")));
                            spellings.insert((column, base));
                            spellings.insert((column, plain(&path.key())));
                        }
                    }
                }
                spellings.insert((column, plain(&key)));
            }
        }
        for resource in Resource::ALL {
            let names = catalog.entra_attributes(resource).iter();
            spellings.extend(
                names.filter_map(|one| {
                    Some((Column::Source, one.graph_name.as_ref()?.to_lowercase()))
                }),
            );
        }
        for row in catalog.rows().iter().filter(|row| row.alias_of.is_some()) {
            spellings.insert((
                Column::Protocol,
                plain(AttributePath::new(Column::Protocol, &row.scim_path).key()),
            ));
        }
        for misprint in catalog.misprints() {
            spellings.insert((misprint.column, plain(&misprint.printed)));
            let key = AttributePath::new(misprint.column, &misprint.printed);
            spellings.insert((misprint.column, plain(key.key())));
        }
        let schemas = catalog
            .schemas()
            .iter()
            .filter_map(|schema| schema.urn.clone());
        Self {
            list,
            spellings,
            schemas: schemas.collect(),
        }
    }

    /// Whether it is worth asking the catalogue, which takes its time.
    fn may_resolve(&self, id: &AttributeId) -> bool {
        let has = |text: &str| self.spellings.contains(&(id.column, plain(text)));
        if has(id.path.key()) || has(id.path.as_str()) {
            return true;
        }
        id.column == Column::Protocol
            && self.schemas.iter().any(|urn| {
                let key = id.path.key();
                key.split_at_checked(urn.len())
                    .filter(|(head, _)| head.eq_ignore_ascii_case(urn))
                    .and_then(|(_, rest)| rest.strip_prefix(':'))
                    .is_some_and(has)
            })
    }
}

pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(column: Column, typed: &str, expected: Option<(&str, How)>) {
        let id = match column {
            Column::Source => AttributeId::source(Resource::User, typed),
            Column::Protocol => AttributeId::protocol(Resource::User, typed),
            Column::Target => AttributeId::target(Resource::User, typed, None),
        };
        let found = meaning(reference(), &id);
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
                    meaning(reference(), &entry.attribute.id),
                    None,
                    "{:?}",
                    entry.attribute.id
                );
            }
        }
    }
}
