//! What a provisioning run goes by: the rules that the pilot follows, with what each rests on.

use jiff::civil::Date;
use serde::Deserialize;

use super::words;
use crate::model::Confidence;

/// A rule of provisioning that the pilot follows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PilotRule {
    /// The name that the pilot calls it by: `null-keeps`.
    pub id: String,
    /// What it says, in sentences.
    pub statement: String,
    /// How sure it is.
    #[serde(with = "words::confidence")]
    pub confidence: Confidence,
    /// Ids of the documents that it was read in or reasoned from; never empty.
    pub sources: Vec<String>,
    /// The day the entry was checked.
    pub checked: Date,
}

/// `pilot-rules.json`, in the order of a run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PilotRulesFile {
    pub(super) rules: Vec<PilotRule>,
}
