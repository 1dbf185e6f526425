//! What the documents say of the Genesys Cloud fields that SCIM reaches.
//!
//! Source: the field table of the Resource Center (`gc-field-map` and its copies) for names, the API models
//! (`gc-sdk-models`) for existence; each entry of `assets/catalog/genesys-cloud.json` names its own.

use jiff::civil::Date;
use serde::Deserialize;

use super::words;
use crate::model::{Confidence, Resource, ValueType};

/// Who writes a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum FieldAccess {
    /// Genesys Cloud does.
    SystemGenerated,
    /// SCIM may.
    ReadWrite,
    /// Nobody through this path.
    ReadOnly,
}

/// Where the name of a field was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum PublishedRow {
    /// In a copy of the field table.
    Verified,
    /// In the forum thread only.
    Reported,
    /// Nowhere: the SCIM attribute is known from the API model.
    Unknown,
}

impl PublishedRow {
    /// The same in the words of the model.
    pub fn confidence(self) -> Confidence {
        match self {
            Self::Verified => Confidence::Verified,
            Self::Reported => Confidence::Reported,
            Self::Unknown => Confidence::Unknown,
        }
    }
}

/// A field of a Genesys Cloud user or group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct GenesysField {
    /// The path as the field table prints it; none if no document read prints it.
    pub field: Option<String>,
    /// The heading it stands under on the map.
    pub group: String,
    /// Another printed path of the same field.
    pub alternate_published_path: Option<String>,
    /// User or group.
    #[serde(with = "words::resource")]
    pub object: Resource,
    /// The SCIM attribute that reaches it, whatever label the table prints.
    pub scim_path: String,
    /// The likely property of the Platform API, inferred from names.
    pub api_property: Option<String>,
    /// The type of its values.
    #[serde(rename = "type", with = "words::value_type")]
    pub value_type: ValueType,
    /// Who writes it.
    pub access: FieldAccess,
    /// Where the name was read.
    pub published_row: PublishedRow,
    /// What to know about it; may be empty.
    pub notes: String,
    /// Ids of the documents; never empty.
    pub sources: Vec<String>,
    /// The filtered paths by which it is reached one element at a time, each a row of the column; empty if it is
    /// reached by `scim_path` as a whole.
    pub reached_by: Vec<String>,
    /// The day the entry was checked.
    pub checked: Date,
}

impl GenesysField {
    /// The SCIM paths by which it stands in the column, in order; never empty.
    pub fn paths(&self) -> &[String] {
        if self.reached_by.is_empty() {
            std::slice::from_ref(&self.scim_path)
        } else {
            &self.reached_by
        }
    }
}

/// `genesys-cloud.json`, in the order of the map.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GenesysFile {
    pub(super) fields: Vec<GenesysField>,
}
