//! What a check says.

use crate::model::{
    AcceptedFinding, AttributeId, Column, Edit, Evidence, FindingKey, LinkId, Place, Resource,
};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The mapping does not work, or does something else than it says.
    Error,
    /// It works, but probably not as meant, or not everywhere.
    Warning,
    /// Something to know, to decide or to write down.
    Hint,
}

impl Severity {
    /// All, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// The word on screen and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// Whether a fix may be applied without looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// There is one way to put it right, and the reference says which.
    Certain,
    /// One way of several; a person decides.
    Offered,
}

impl Certainty {
    /// The word in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Offered => "offered",
        }
    }
}

/// A way to put something right: an ordinary edit that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a button and as the name of the step: `Rename userPrincipleName to userPrincipalName`.
    pub name: String,
    /// Whether it may be applied without looking.
    pub certainty: Certainty,
    /// The edit.
    pub edit: Edit,
}

impl Fix {
    /// A fix that a person decides on.
    pub(crate) fn offered(name: impl Into<String>, edits: Vec<Edit>) -> Option<Self> {
        let name = name.into();
        let edit = match <[Edit; 1]>::try_from(edits) {
            Ok([edit]) => edit,
            Err(edits) if edits.is_empty() => return None,
            Err(edits) => Edit::Batch(edits),
        };
        Some(Self {
            name,
            certainty: Certainty::Offered,
            edit,
        })
    }

    /// A fix that may be applied without looking.
    pub(crate) fn certain(name: impl Into<String>, edits: Vec<Edit>) -> Option<Self> {
        Some(Self {
            certainty: Certainty::Certain,
            ..Self::offered(name, edits)?
        })
    }
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code: `M001`, `C01`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is about; with the code, what names it in the project's accepted findings.
    pub place: Place,
    /// The resource, unless it is about the project as a whole.
    pub resource: Option<Resource>,
    /// The column of the attribute.
    pub column: Option<Column>,
    /// The attribute; of a link, what it fills.
    pub attribute: Option<AttributeId>,
    /// The link.
    pub link: Option<LinkId>,
    /// What is the matter and what to do, in a sentence or two.
    pub message: String,
    /// Who says so.
    pub evidence: Vec<Evidence>,
    /// Ways to put it right, the best first.
    pub fixes: Vec<Fix>,
    /// Who accepted it and why; none while it stands.
    pub accepted: Option<AcceptedFinding>,
}

impl Finding {
    /// What names it in the project.
    pub fn key(&self) -> FindingKey {
        FindingKey {
            code: self.code.to_owned(),
            place: self.place.clone(),
        }
    }

    /// The fix that may be applied without looking, if there is one.
    pub fn certain_fix(&self) -> Option<&Fix> {
        self.fixes
            .iter()
            .find(|fix| fix.certainty == Certainty::Certain)
    }
}
