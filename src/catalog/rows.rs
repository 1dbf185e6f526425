//! The documented mapping: end-to-end rows with their sources.
//!
//! No document read prints the default Entra ID source column of the gallery app, so every source here is reported
//! or inferred. Each entry of `assets/catalog/documented-mapping.json` names its sources.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Misprint, words};
use crate::model::{Confidence, Resource};

/// How a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// It must be mapped.
    Required,
    /// It may be mapped.
    Optional,
    /// Genesys Cloud makes the value.
    SystemGenerated,
    /// It cannot be mapped.
    Unsupported,
    /// The documents do not say whether it can.
    Unclear,
}

/// Which way the value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From Entra ID to Genesys Cloud.
    EntraToGenesys,
    /// Genesys Cloud makes it and Entra ID remembers it.
    GenesysToEntraCache,
    /// It is only read.
    ReadOnly,
    /// Nowhere.
    None,
}

/// What kind of source a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An attribute of Entra ID.
    Attribute,
    /// An expression.
    Expression,
    /// There is nothing to map.
    None,
    /// One must be chosen.
    Unspecified,
}

/// The Entra ID side of a row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct DocumentedSource {
    /// What it is.
    pub kind: SourceKind,
    /// The attribute, or the expression as the reference words it.
    pub value: Option<String>,
    /// How sure this is.
    #[serde(with = "words::confidence")]
    pub confidence: Confidence,
}

/// One row of the documented mapping.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct DocumentedRow {
    /// Its id: `user-userName`.
    pub id: String,
    /// User or group.
    #[serde(with = "words::resource")]
    pub object: Resource,
    /// Where the value comes from.
    pub entra_source: DocumentedSource,
    /// The SCIM attribute as documented; a mere label if `alias_of` says so.
    pub scim_path: String,
    /// How sure that is.
    #[serde(with = "words::confidence")]
    pub scim_confidence: Confidence,
    /// The Genesys Cloud field as documented; none if no document read prints it.
    pub genesys_field: Option<String>,
    /// How it counts.
    pub requirement: Requirement,
    /// Which way the value goes.
    pub direction: Direction,
    /// Whether it may serve to match objects.
    pub matching_candidate: bool,
    /// Whether Microsoft's tutorial for the gallery app lists it.
    pub in_microsoft_tutorial: bool,
    /// Whether the Genesys Cloud SCIM model has it.
    pub in_genesys_api: bool,
    /// What to know about it; may be empty.
    pub notes: String,
    /// Ids of the documents; never empty.
    pub sources: Vec<String>,
    /// Codes of the conflicts that touch it.
    pub conflicts: Vec<String>,
    /// The real attribute, if `scim_path` is only what a document calls it.
    pub alias_of: Option<String>,
    /// The source as a valid expression, if it is one; inferred where `entra_source` is prose.
    pub expression: Option<String>,
    /// The day the entry was checked.
    pub checked: Date,
}

impl DocumentedRow {
    /// The real SCIM attribute.
    pub fn real_path(&self) -> &str {
        self.alias_of.as_deref().unwrap_or(&self.scim_path)
    }
}

/// `documented-mapping.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowsFile {
    pub(super) rows: Vec<DocumentedRow>,
    pub(super) misprints: Vec<Misprint>,
}
