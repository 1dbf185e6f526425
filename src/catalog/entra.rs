//! What the documents say of Entra ID's attributes as provisioning sources.
//!
//! Names are those of the provisioning schema, which differ from Microsoft Graph's in places.
//! Source: the provisioning sample (`ms-graph-objdef`), the Graph user table (`ms-graph-user`) and a picker
//! (`ms-picker-screenshot`); each entry of `assets/catalog/entra-id.json` names its own.

use jiff::civil::Date;
use serde::Deserialize;

use super::words;
use crate::model::{Confidence, Mark, Support, ValueType};

/// Whether Entra ID offers an attribute as a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// A Microsoft document shows the name in the provisioning schema or picker.
    Documented,
    /// A Graph property that probably appears.
    Inferred,
    /// Microsoft says it does not.
    NotAvailable,
    /// No document read says.
    Unknown,
}

impl Availability {
    /// The same in the words of the model.
    pub fn support(self) -> Support {
        match self {
            Self::Documented => Support::Supported,
            Self::NotAvailable => Support::Unsupported,
            Self::Inferred | Self::Unknown => Support::Unclear,
        }
    }
}

/// An attribute of an Entra ID user or group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct EntraAttribute {
    /// The name in the provisioning schema; case matters.
    pub name: String,
    /// The heading it stands under on the map.
    pub group: String,
    /// How it counts: required if every object must have it, system-generated if Entra ID makes it.
    #[serde(with = "words::mark")]
    pub mark: Mark,
    /// The property of Microsoft Graph; none if Graph has none.
    pub graph_name: Option<String>,
    /// The type of its values.
    #[serde(rename = "type", with = "words::value_type")]
    pub value_type: ValueType,
    /// Whether it holds several values.
    pub multi_valued: bool,
    /// The subject it belongs to; none for a group's attribute.
    pub category: Option<String>,
    /// Whether Entra ID or a synchronised directory makes it.
    pub system_generated: bool,
    /// Whether it is offered as a source; none for a group's attribute.
    pub source_availability: Option<Availability>,
    /// The longest value, in characters.
    pub max_length: Option<u32>,
    /// How sure this is.
    #[serde(with = "words::confidence")]
    pub confidence: Confidence,
    /// What to know about it; may be empty.
    pub notes: String,
    /// Ids of the documents; empty only where nothing is claimed.
    pub sources: Vec<String>,
    /// The day the entry was checked.
    pub checked: Date,
}

/// `entra-id.json`, in the order of the map.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntraFile {
    pub(super) user: Vec<EntraAttribute>,
    pub(super) group: Vec<EntraAttribute>,
}
