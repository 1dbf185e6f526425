//! The documents behind the facts.

use serde::Deserialize;

/// A public document, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The id that evidence names it by: `ms-genesys-tutorial`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// The date it carries: a year, a month or a day; none if it carries none.
    pub date: Option<String>,
    /// How much of it was read: `full`, `partial` or `reference`.
    pub extent_read: String,
    /// The day it was read for this reference.
    #[serde(rename = "checked")]
    pub read_on: jiff::civil::Date,
    /// What to know about it; may be empty.
    pub note: String,
}

/// `sources.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcesFile {
    pub(super) sources: Vec<Source>,
}
