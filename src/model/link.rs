//! Links: what feeds a destination attribute, and how.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{AttributeId, AttributePath, Evidence, Hop, Resource, UnknownMembers};

/// Names a link for as long as it lives.
///
/// Made from resource, hop and destination when the link is made (`user/protocol/userName`, with `~2` behind it if
/// that is taken), and kept when the link is retargeted: the same work gives the same ids.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkId(Arc<str>);

impl LinkId {
    /// Takes an id as a file holds it.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The id that a new link into `destination` gets, the first that `is_taken` does not refuse.
    pub fn derive(destination: &AttributeId, is_taken: impl Fn(&Self) -> bool) -> Self {
        let path = match &destination.scim_path {
            Some(scim_path) if destination.path.is_unpublished() => scim_path.as_str(),
            _ => destination.path.as_str(),
        };
        let stem = format!(
            "{}/{}/{}",
            destination.resource.as_str(),
            destination.column.as_str(),
            path
        );
        Self::new(&super::note::first_free(&stem, |text| {
            is_taken(&Self::new(text))
        }))
    }

    /// The id as a file holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// How a destination gets its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The origin's value as it is. More than one origin is a finding, not an impossibility.
    Direct {
        /// What feeds it, as typed, in the order drawn.
        origins: Vec<AttributePath>,
    },
    /// Always the same text.
    Constant {
        /// The text.
        value: String,
    },
    /// An Entra ID expression; its origins are the `[names]` in its text.
    Expression {
        /// The text as typed.
        text: String,
    },
    /// One text for another; booleans are the texts `True` and `False`.
    Translation {
        /// What feeds it, as typed.
        origins: Vec<AttributePath>,
        /// SCIM value to target value, first match wins.
        pairs: Vec<(String, String)>,
    },
}

impl Rule {
    /// A direct rule with one origin.
    pub fn direct(origin: AttributePath) -> Self {
        Self::Direct {
            origins: vec![origin],
        }
    }

    /// The word in files, on screen and in exports.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Direct { .. } => "direct",
            Self::Constant { .. } => "constant",
            Self::Expression { .. } => "expression",
            Self::Translation { .. } => "translation",
        }
    }
}

/// When Entra ID applies a mapping. Source: Microsoft Graph `attributeMapping.flowType`, read 2026-11.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Apply {
    /// On creation and on every update (`Always`).
    #[default]
    Always,
    /// Only during creation (`ObjectAddOnly`).
    OnlyDuringCreation,
    /// Adds values to a multi-valued attribute, removes none (`MultiValueAddOnly`).
    MultiValueAddOnly,
    /// Adds or changes values, removes none (`ValueAddOnly`).
    ValueAddOnly,
    /// Only while the target has no value (`AttributeAddOnly`).
    AttributeAddOnly,
}

impl Apply {
    /// All five, the portal's two first.
    pub const ALL: [Self; 5] = [
        Self::Always,
        Self::OnlyDuringCreation,
        Self::MultiValueAddOnly,
        Self::ValueAddOnly,
        Self::AttributeAddOnly,
    ];

    /// The words on screen and in exports.
    pub fn label(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::OnlyDuringCreation => "only during creation",
            Self::MultiValueAddOnly => "add values only",
            Self::ValueAddOnly => "never remove",
            Self::AttributeAddOnly => "only when empty",
        }
    }

    /// The word of Microsoft Graph, which files use too.
    pub fn flow_type(self) -> &'static str {
        match self {
            Self::Always => "Always",
            Self::OnlyDuringCreation => "ObjectAddOnly",
            Self::MultiValueAddOnly => "MultiValueAddOnly",
            Self::ValueAddOnly => "ValueAddOnly",
            Self::AttributeAddOnly => "AttributeAddOnly",
        }
    }
}

/// When Entra ID sends a value. Source: Microsoft Graph `attributeMapping.flowBehavior`, read 2026-11.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FlowBehavior {
    /// When it changed (`FlowWhenChanged`).
    #[default]
    WhenChanged,
    /// Each time (`FlowAlways`).
    Always,
}

/// Entra ID's settings of a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkSettings {
    /// Sent on creation if the source is null.
    pub default_if_null: Option<String>,
    /// When the mapping is applied.
    pub apply: Apply,
    /// When a value is sent.
    pub flow_behavior: FlowBehavior,
    /// Above zero for a matching attribute; the lowest is tried first.
    pub matching_precedence: Option<u32>,
}

/// How far people have got with a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Somebody proposes it.
    #[default]
    Proposed,
    /// It is agreed.
    Agreed,
    /// It is rejected, and kept to say so.
    Rejected,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Agreed, Self::Rejected];

    /// The word in files, on screen and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Rejected => "rejected",
        }
    }
}

/// That a link was seen to work in a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantCheck {
    /// Which tenant.
    pub tenant: String,
    /// When.
    pub date: Date,
    /// By whom.
    pub by: String,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// One destination attribute and what feeds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it fills; its column is that of a hop's destination.
    pub destination: AttributeId,
    /// How.
    pub rule: Rule,
    /// Entra ID's settings; they mean nothing on the hop that the target does itself.
    pub settings: LinkSettings,
    /// How far people have got.
    pub status: Status,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it was seen to work.
    pub tenant_check: Option<TenantCheck>,
    /// Who says so.
    pub evidence: Vec<Evidence>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

impl Link {
    /// A proposed link with settings as Entra ID starts with.
    pub fn new(destination: AttributeId, rule: Rule) -> Self {
        Self {
            destination,
            rule,
            settings: LinkSettings::default(),
            status: Status::Proposed,
            owner: None,
            tenant_check: None,
            evidence: Vec::new(),
            unknown: UnknownMembers::default(),
        }
    }

    /// The resource whose attributes it joins.
    pub fn resource(&self) -> Resource {
        self.destination.resource
    }

    /// Which of the two steps it is.
    ///
    /// A link into the source column cannot be made; should a file hold one, it counts as the first hop.
    pub fn hop(&self) -> Hop {
        self.destination
            .column
            .hop_in()
            .unwrap_or(Hop::SourceToProtocol)
    }
}
