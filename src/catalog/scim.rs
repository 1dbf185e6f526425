//! What the documents say of SCIM attributes, and what Genesys Cloud makes of them.
//!
//! Source: a public transcription of RFC 7643 §3.1 and §8.7.1 (`rfc7643`), and the Genesys Cloud API models
//! (`gc-sdk-models`); each entry of `assets/catalog/scim.json` names its own.

use jiff::civil::Date;
use serde::Deserialize;

use super::words;
use crate::model::{
    AttributePath, Column, Confidence, Mark, Resource, ScimPath, Support, ValueType,
};

/// What Genesys Cloud makes of a SCIM attribute, judged by the API models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum GenesysSupport {
    /// It takes it.
    Supported,
    /// It takes some of its values or sub-attributes.
    Partial,
    /// It only returns it.
    ReadOnly,
    /// It makes it.
    SystemGenerated,
    /// Its model has no such attribute.
    Unsupported,
}

impl GenesysSupport {
    /// The same in the words of the model; what Genesys Cloud makes or returns counts as supported.
    pub fn support(self) -> Support {
        match self {
            Self::Supported | Self::ReadOnly | Self::SystemGenerated => Support::Supported,
            Self::Partial => Support::Partial,
            Self::Unsupported => Support::Unsupported,
        }
    }
}

/// A sub-attribute. Its sources are those of the attribute it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct ScimSubAttribute {
    /// Its name.
    pub name: String,
    /// Its whole path, without a filter.
    pub path: String,
    /// The type of its values.
    #[serde(rename = "type", with = "words::value_type")]
    pub value_type: ValueType,
    /// Whether it holds several values.
    pub multi_valued: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Whether case matters; none for a type without case.
    pub case_exact: Option<bool>,
    /// `readOnly`, `readWrite`, `immutable` or `writeOnly`.
    pub mutability: String,
    /// `always`, `never`, `default` or `request`.
    pub returned: String,
    /// `none`, `server` or `global`; none if the schema does not say.
    pub uniqueness: Option<String>,
    /// The values the schema suggests.
    pub canonical_values: Vec<String>,
    /// What it may refer to.
    pub reference_types: Vec<String>,
}

/// An attribute of a schema.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct ScimAttribute {
    /// Its name.
    pub name: String,
    /// Its whole path: with the URN unless the schema is a core one.
    pub path: String,
    /// The type of its values.
    #[serde(rename = "type", with = "words::value_type")]
    pub value_type: ValueType,
    /// Whether it holds several values.
    pub multi_valued: bool,
    /// Whether the schema requires it.
    pub required: bool,
    /// Whether case matters; none for a type without case.
    pub case_exact: Option<bool>,
    /// `readOnly`, `readWrite`, `immutable` or `writeOnly`.
    pub mutability: String,
    /// `always`, `never`, `default` or `request`.
    pub returned: String,
    /// `none`, `server` or `global`; none if the schema does not say.
    pub uniqueness: Option<String>,
    /// The values the schema suggests.
    pub canonical_values: Vec<String>,
    /// What it may refer to.
    pub reference_types: Vec<String>,
    /// What Genesys Cloud makes of it.
    pub genesys_support: GenesysSupport,
    /// What to know about that; may be empty.
    pub genesys_notes: String,
    /// How sure this is.
    #[serde(with = "words::confidence")]
    pub confidence: Confidence,
    /// Whether a vendor added it to a schema that is not its own, or in its own.
    #[serde(default)]
    pub non_standard: bool,
    /// Ids of the documents; never empty.
    pub sources: Vec<String>,
    /// The day the entry was checked.
    pub checked: Date,
    /// Its sub-attributes, in the order of the schema; empty unless it is complex.
    #[serde(default)]
    pub sub_attributes: Vec<ScimSubAttribute>,
}

/// A schema.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct ScimSchema {
    /// Its URN; none for the attributes common to all resources.
    pub urn: Option<String>,
    /// `User`, `Group`, or `*` for both.
    pub resource: String,
    /// Its name.
    pub name: String,
    /// The section of RFC 7643; none for a vendor's schema.
    pub section: Option<String>,
    /// Who defines it: `rfc7643` or `genesys`.
    pub origin: String,
    /// Its attributes, in the order of the schema.
    pub attributes: Vec<ScimAttribute>,
}

impl ScimSchema {
    /// Whether objects of this resource have its attributes.
    pub fn applies_to(&self, resource: Resource) -> bool {
        self.resource == "*" || self.resource == resource.label()
    }
}

/// What the catalogue knows of one path: the schema, the attribute, and the sub-attribute if the path names one.
#[derive(Clone, Copy, Debug)]
pub struct ScimFacts<'a> {
    /// The schema.
    pub schema: &'a ScimSchema,
    /// The attribute.
    pub attribute: &'a ScimAttribute,
    /// The sub-attribute, if the path names one.
    pub sub_attribute: Option<&'a ScimSubAttribute>,
}

/// Some rows of the protocol column under one heading.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnGroup {
    #[serde(with = "words::resource")]
    pub(super) resource: Resource,
    pub(super) group: String,
    /// The mark of all of them, where no documented row gives one.
    pub(super) mark: Option<ColumnMark>,
    /// Whether Genesys Cloud takes them at all.
    pub(super) supported: bool,
    pub(super) paths: Vec<String>,
}

/// A mark as the file spells it.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct ColumnMark(#[serde(with = "words::mark")] pub(super) Mark);

/// The type that Microsoft's tutorial gives an attribute that is complex in the schema.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MicrosoftType {
    #[serde(with = "words::resource")]
    pub(super) resource: Resource,
    pub(super) path: String,
    #[serde(rename = "type", with = "words::value_type")]
    pub(super) value_type: ValueType,
    pub(super) sources: Vec<String>,
    pub(super) checked: Date,
}

/// `scim.json`: the schemas, and which of their paths the column shows, in the order of the map.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScimFile {
    pub(super) schemas: Vec<ScimSchema>,
    pub(super) column: Vec<ColumnGroup>,
    pub(super) microsoft_types: Vec<MicrosoftType>,
}

/// What the schemas of a resource say of a path, whatever filter it has.
pub(super) fn facts<'a>(
    schemas: &'a [ScimSchema],
    resource: Resource,
    path: &str,
) -> Option<ScimFacts<'a>> {
    let path = ScimPath::parse(path)?;
    let whole = ScimPath {
        urn: path.urn.clone(),
        name: path.name.clone(),
        filter: None,
        sub_attribute: None,
    }
    .key();
    schemas
        .iter()
        .filter(|schema| schema.applies_to(resource))
        .flat_map(|schema| schema.attributes.iter().map(move |one| (schema, one)))
        .find(|(_, one)| AttributePath::new(Column::Protocol, &one.path).key() == whole)
        .and_then(|(schema, attribute)| {
            let sub_attribute = match &path.sub_attribute {
                None => None,
                Some(name) => Some(
                    attribute
                        .sub_attributes
                        .iter()
                        .find(|sub| sub.name.eq_ignore_ascii_case(name))?,
                ),
            };
            Some(ScimFacts {
                schema,
                attribute,
                sub_attribute,
            })
        })
}

impl ScimFacts<'_> {
    /// The type of the values at the path.
    pub fn value_type(&self) -> &ValueType {
        self.sub_attribute
            .map_or(&self.attribute.value_type, |sub| &sub.value_type)
    }

    /// `readOnly`, `readWrite`, `immutable` or `writeOnly`, of the path.
    pub fn mutability(&self) -> &str {
        self.sub_attribute
            .map_or(&self.attribute.mutability, |sub| &sub.mutability)
    }
}
