//! Where the documents contradict each other.

use jiff::civil::Date;
use serde::Deserialize;

use super::words;
use crate::model::Confidence;

/// Two claims that do not agree, and what to make of them.
///
/// Each entry of `assets/catalog/conflicts.json` names the sources of both claims.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Its code: `C01`.
    #[serde(rename = "id")]
    pub code: String,
    /// What it is about.
    pub topic: String,
    /// One claim.
    pub claim_a: String,
    /// Ids of the documents that make it; never empty.
    pub claim_a_sources: Vec<String>,
    /// The other claim.
    pub claim_b: String,
    /// Ids of the documents that make it; never empty.
    pub claim_b_sources: Vec<String>,
    /// What to make of it.
    pub assessment: String,
    /// How sure that is.
    #[serde(with = "words::confidence")]
    pub assessment_confidence: Confidence,
    /// Ids of the documented rows it touches; empty if it touches the mapping as a whole.
    pub rows: Vec<String>,
    /// The day the entry was checked.
    pub checked: Date,
}

/// `conflicts.json`, in code order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConflictsFile {
    pub(super) conflicts: Vec<Conflict>,
}
