//! The attributes of the three columns, made from the facts and the documented rows.

use super::entra::{Availability, EntraAttribute};
use super::evidence;
use super::genesys::{FieldAccess, GenesysField};
use super::rows::{Direction, DocumentedRow, Requirement, SourceKind};
use super::scim::{self, ScimFile};
use crate::model::{
    Access, Attribute, AttributeId, AttributeOrigin, AttributePath, Cardinality, Column, Mark,
    Resource, ScimPath, Support, UnknownMembers,
};

/// An attribute of a column, and where its facts stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogAttribute {
    /// The attribute as a new project takes it over.
    pub attribute: Attribute,
    /// Positions of the documented rows that name it, in order.
    pub(super) rows: Vec<usize>,
    /// Position of its entry among its system's: an Entra ID attribute of its resource, or a Genesys Cloud field.
    /// None for SCIM, whose facts are found by path.
    pub(super) entry: Option<usize>,
}

/// The source column: Entra ID's attributes of one resource, in the order of the file.
pub(super) fn source_column(
    resource: Resource,
    entries: &[EntraAttribute],
    rows: &[DocumentedRow],
) -> Vec<CatalogAttribute> {
    entries
        .iter()
        .enumerate()
        .map(|(position, entry)| CatalogAttribute {
            attribute: Attribute {
                id: AttributeId::source(resource, &entry.name),
                group: entry.group.clone(),
                value_type: entry.value_type.clone(),
                cardinality: cardinality(entry.multi_valued),
                mark: Some(entry.mark),
                access: if entry.system_generated {
                    Access::ReadOnly
                } else {
                    Access::ReadWrite
                },
                support: entry
                    .source_availability
                    .map_or(Support::Supported, Availability::support),
                max_length: entry.max_length,
                no_counterpart: None,
                description: entry.notes.clone(),
                origin: AttributeOrigin::Catalog,
                evidence: evidence::of(&entry.sources, entry.confidence, entry.checked),
                unknown: UnknownMembers::default(),
            },
            rows: rows_where(rows, |row| {
                row.object == resource && names_source(row, &entry.name)
            }),
            entry: Some(position),
        })
        .collect()
}

/// Whether a documented row takes its value from this Entra ID attribute.
fn names_source(row: &DocumentedRow, name: &str) -> bool {
    match row.entra_source.kind {
        SourceKind::Attribute => row.entra_source.value.as_deref() == Some(name),
        SourceKind::Expression => row
            .expression
            .as_ref()
            .is_some_and(|text| text.contains(&format!("[{name}]"))),
        SourceKind::None | SourceKind::Unspecified => false,
    }
}

/// The protocol column: what `scim.json` lists, in its order.
///
/// A listed path that no schema has is left out; a test proves that there is none.
pub(super) fn protocol_column(file: &ScimFile, rows: &[DocumentedRow]) -> Vec<CatalogAttribute> {
    let mut column = Vec::new();
    for group in &file.column {
        for path in &group.paths {
            let Some(facts) = scim::facts(&file.schemas, group.resource, path) else {
                continue;
            };
            let id = AttributeId::protocol(group.resource, path);
            let named_by = rows_where(rows, |row| {
                row.object == group.resource && is_path_or_part(&id.path, row.real_path())
            });
            // A label comes after the row of the real attribute; the real row speaks.
            let row = named_by
                .iter()
                .filter_map(|at| rows.get(*at))
                .find(|row| row.alias_of.is_none());
            let microsoft_type = file.microsoft_types.iter().find(|given| {
                given.resource == group.resource
                    && AttributePath::new(Column::Protocol, &given.path) == id.path
            });
            let support = if group.supported {
                support_of(row, facts.attribute.genesys_support.support(), path)
            } else {
                Support::Unsupported
            };
            let mark = match support {
                Support::Unsupported => None,
                _ => mark_of(row)
                    .or_else(|| group.mark.map(|mark| mark.0))
                    .or_else(|| row.is_none().then_some(Mark::Optional)),
            };
            let access = match (row.map(|row| row.direction), facts.mutability()) {
                (Some(Direction::ReadOnly), _) | (_, "readOnly") => Access::ReadOnly,
                (_, "writeOnly") => Access::WriteOnly,
                _ => Access::ReadWrite,
            };
            let attribute = Attribute {
                group: group.group.clone(),
                value_type: microsoft_type.map_or_else(
                    || facts.value_type().clone(),
                    |given| given.value_type.clone(),
                ),
                cardinality: cardinality(facts.attribute.multi_valued && !is_filtered(path)),
                mark,
                access,
                support,
                max_length: None,
                no_counterpart: None,
                description: row
                    .map(|row| &row.notes)
                    .filter(|notes| !notes.is_empty())
                    .unwrap_or(&facts.attribute.genesys_notes)
                    .clone(),
                origin: AttributeOrigin::Catalog,
                evidence: evidence::of_scim(facts.attribute, row, microsoft_type),
                unknown: UnknownMembers::default(),
                id,
            };
            column.push(CatalogAttribute {
                attribute,
                rows: named_by,
                entry: None,
            });
        }
    }
    column
}

/// The target column: the Genesys Cloud fields in the order of the file, once for each SCIM path that reaches them.
pub(super) fn target_column(
    fields: &[GenesysField],
    scim: &ScimFile,
    rows: &[DocumentedRow],
) -> Vec<CatalogAttribute> {
    let mut column = Vec::new();
    for (position, field) in fields.iter().enumerate() {
        for path in field.paths() {
            let id = AttributeId::target(
                field.object,
                field.field.as_deref().unwrap_or_default(),
                Some(path),
            );
            let scim_path = AttributePath::new(Column::Protocol, path);
            let named_by = rows_where(rows, |row| {
                row.object == field.object && is_path_or_part(&scim_path, row.real_path())
            });
            let row = named_by
                .iter()
                .filter_map(|at| rows.get(*at))
                .find(|row| row.alias_of.is_none());
            let facts = scim::facts(&scim.schemas, field.object, path);
            let from_schema = facts.map_or(Support::Supported, |facts| {
                facts.attribute.genesys_support.support()
            });
            let is_multiple =
                facts.is_some_and(|facts| facts.attribute.multi_valued) && !is_filtered(path);
            let is_write_only = facts.is_some_and(|facts| facts.mutability() == "writeOnly");
            column.push(CatalogAttribute {
                attribute: Attribute {
                    id,
                    group: field.group.clone(),
                    value_type: field.value_type.clone(),
                    cardinality: cardinality(is_multiple),
                    mark: match field.access {
                        FieldAccess::SystemGenerated | FieldAccess::ReadOnly => {
                            Some(Mark::SystemGenerated)
                        }
                        FieldAccess::ReadWrite => mark_of(row),
                    },
                    access: match field.access {
                        FieldAccess::SystemGenerated | FieldAccess::ReadOnly => Access::ReadOnly,
                        FieldAccess::ReadWrite if is_write_only => Access::WriteOnly,
                        FieldAccess::ReadWrite => Access::ReadWrite,
                    },
                    support: support_of(row, from_schema, path),
                    max_length: None,
                    no_counterpart: None,
                    description: field.notes.clone(),
                    origin: AttributeOrigin::Catalog,
                    evidence: evidence::of_field(field, row, label_of(&named_by, rows)),
                    unknown: UnknownMembers::default(),
                },
                rows: named_by,
                entry: Some(position),
            });
        }
    }
    column
}

/// What the field table prints for an attribute instead of its name.
fn label_of<'a>(named_by: &[usize], rows: &'a [DocumentedRow]) -> Option<&'a str> {
    named_by
        .iter()
        .filter_map(|at| rows.get(*at))
        .find(|row| row.alias_of.is_some())
        .map(|row| row.scim_path.as_str())
}

/// The mark that a documented row gives; none if the row says that nothing can be mapped.
///
/// A value that is only read is made by the system.
fn mark_of(row: Option<&DocumentedRow>) -> Option<Mark> {
    let row = row?;
    match row.requirement {
        Requirement::Required => Some(Mark::Required),
        Requirement::Optional | Requirement::Unclear => Some(Mark::Optional),
        Requirement::SystemGenerated => Some(Mark::SystemGenerated),
        Requirement::Unsupported => match row.direction {
            Direction::ReadOnly => Some(Mark::SystemGenerated),
            _ => None,
        },
    }
}

/// Whether Genesys Cloud takes the attribute: the documented row decides, else the schema.
///
/// Of an attribute that is taken in part, a filtered path with a row is a part that is taken.
fn support_of(row: Option<&DocumentedRow>, from_schema: Support, path: &str) -> Support {
    match row {
        Some(row) if !row.in_genesys_api => Support::Unsupported,
        Some(row) if row.requirement == Requirement::Unclear => Support::Unclear,
        Some(_) if is_filtered(path) => Support::Supported,
        Some(_) | None => from_schema,
    }
}

/// Whether `path` is the one that a row names, or a sub-attribute of it: `meta.version` of `meta`, `roles.value` of `roles`.
fn is_path_or_part(path: &AttributePath, named: &str) -> bool {
    let named = AttributePath::new(Column::Protocol, named);
    path.key()
        .strip_prefix(named.key())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn is_filtered(path: &str) -> bool {
    ScimPath::parse(path).is_some_and(|path| path.filter.is_some())
}

fn cardinality(is_multiple: bool) -> Cardinality {
    if is_multiple {
        Cardinality::Multiple
    } else {
        Cardinality::Single
    }
}

fn rows_where(rows: &[DocumentedRow], holds: impl Fn(&DocumentedRow) -> bool) -> Vec<usize> {
    rows.iter()
        .enumerate()
        .filter(|(_, row)| holds(row))
        .map(|(at, _)| at)
        .collect()
}
