//! Who says so: a source behind a claim.

use jiff::civil::Date;

use super::UnknownMembers;

/// What a source does to the claim it is attached to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// It says the same.
    #[default]
    Supports,
    /// It says otherwise.
    Contradicts,
}

/// How sure a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// Read in vendor documentation.
    Verified,
    /// Stated by somebody who quotes vendor documentation.
    Reported,
    /// Reasoned from what was read.
    Inferred,
    /// Looked for and not found.
    Unknown,
}

impl Confidence {
    /// All, surest first.
    pub const ALL: [Self; 4] = [
        Self::Verified,
        Self::Reported,
        Self::Inferred,
        Self::Unknown,
    ];

    /// The word in files, on screen and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Reported => "reported",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

/// One source that speaks for or against a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Id of a source in the reference, or any title or address.
    pub source: String,
    /// Whether it supports or contradicts.
    pub stance: Stance,
    /// How sure it makes the claim.
    pub confidence: Confidence,
    /// The day it was read, if known.
    pub read_on: Option<Date>,
    /// What it says, in our own words; may be empty.
    pub claim: String,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}
