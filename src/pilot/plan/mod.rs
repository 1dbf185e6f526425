//! A mapping made ready to run: what is read once per project, so that nothing is read again per user.

mod build;

use crate::expr::Compiled;
use crate::model::{
    Access, Apply, AttributeId, AttributePath, Cardinality, FlowBehavior, LifecycleActions, LinkId,
    OutOfScope, PatchStyle, Provisioning, ResourceSettings, ScimPath, Scope, Support, ValueType,
};

use super::scope::Filter;

/// The mapping of users of one project state, ready to run.
#[derive(Debug)]
pub struct Plan {
    /// The source attributes that anything reads.
    pub(super) slots: Vec<Slot>,
    /// The SCIM attributes that any link touches, in the order of the column.
    pub(super) protocol: Vec<ProtocolAttribute>,
    /// What feeds them, in the order of the attributes they fill.
    pub(super) flows: Vec<FlowPlan>,
    /// The flows that match, lowest precedence number first.
    pub(super) matchings: Vec<usize>,
    /// The flow into `active`.
    pub(super) active: Option<usize>,
    /// What the target makes of SCIM attributes.
    pub(super) fields: Vec<FieldPlan>,
    /// The flows that fill a translated field, and the field, in the order of the flows.
    pub(super) translated: Vec<(usize, usize)>,
    pub(super) provisioning: Provisioning,
    pub(super) actions: LifecycleActions,
    pub(super) scope: Scope,
    pub(super) filters: Vec<Filter>,
    pub(super) out_of_scope: OutOfScope,
    /// How PATCH requests are written.
    pub(super) patch_style: PatchStyle,
    /// Names that the source column has, for columns of a users file that nothing reads.
    pub(super) known_names: Vec<String>,
    problems: Vec<String>,
}

/// A source attribute.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) cardinality: Cardinality,
    /// The longest value that Entra ID holds, in characters.
    pub(super) max_length: Option<u32>,
    pub(super) kind: SlotKind,
}

/// How a source attribute gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlotKind {
    /// From the file.
    Plain,
    /// Computed unless the file gives it.
    IsSoftDeleted,
    /// True unless the file says otherwise.
    AccountEnabled,
    /// From the file, without `#EXT#`.
    UserPrincipalName,
    /// From the file, else `userPrincipalName` as it stands there.
    OriginalUserPrincipalName,
}

/// A SCIM attribute.
#[derive(Debug)]
pub(super) struct ProtocolAttribute {
    pub(super) id: AttributeId,
    /// Its path in parts; none if it has no such shape.
    pub(super) path: Option<ScimPath>,
    pub(super) value_type: ValueType,
    pub(super) cardinality: Cardinality,
    /// Marked required, itself or one of its target fields.
    pub(super) is_required: bool,
    pub(super) content: Content,
    /// The longest value that the protocol or the target takes, in characters.
    pub(super) max_length: Option<u32>,
    pub(super) support: Support,
    pub(super) access: Access,
    /// The fields that it fills, by their place in [`Plan::fields`].
    pub(super) fields: Vec<usize>,
}

/// What the values of a SCIM attribute stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Themselves.
    Plain,
    /// Telephone numbers.
    Phone,
    /// Other users.
    Reference,
    /// Things that must exist in the target already.
    Names,
}

impl ProtocolAttribute {
    /// Whether its values are other users.
    pub(super) fn is_reference(&self) -> bool {
        self.content == Content::Reference
    }

    /// Whether the target keeps what it is sent.
    pub(super) fn is_kept(&self) -> bool {
        !self.fields.is_empty()
            && self.support != Support::Unsupported
            && self.access != Access::ReadOnly
    }

    /// The path as typed.
    pub(super) fn label(&self) -> &str {
        self.id.path.as_str()
    }

    /// The path as lists show it, short: `enterprise · manager`.
    pub(super) fn short(&self) -> String {
        self.path
            .as_ref()
            .map_or_else(|| self.label().to_owned(), ScimPath::short)
    }

    pub(super) fn attribute_path(&self) -> &AttributePath {
        &self.id.path
    }
}

/// What feeds a SCIM attribute.
#[derive(Debug)]
pub(super) struct FlowPlan {
    pub(super) link: LinkId,
    /// The attribute, by its place in [`Plan::protocol`].
    pub(super) to: usize,
    pub(super) program: Program,
    pub(super) default_if_null: Option<String>,
    pub(super) apply: Apply,
    pub(super) behavior: FlowBehavior,
    /// Whether an earlier link fills the same attribute, so that this one is left out.
    pub(super) is_second: bool,
}

impl FlowPlan {
    /// Whether its values stand beside those that the target has.
    pub(super) fn only_adds(&self) -> bool {
        matches!(self.apply, Apply::MultiValueAddOnly | Apply::ValueAddOnly)
    }
}

/// How a flow gets its value.
#[derive(Debug)]
pub(super) enum Program {
    /// Nothing feeds it.
    Nothing,
    /// The value of an attribute.
    Direct(usize),
    /// A text.
    Constant(String),
    /// An expression; its attributes as slots.
    Expression {
        text: String,
        code: Compiled,
        slots: Vec<usize>,
    },
    /// One text for another.
    Translation {
        from: usize,
        pairs: Vec<(String, String)>,
    },
    /// It cannot run; why.
    Broken { text: String, why: String },
}

/// What the target makes of a SCIM attribute.
#[derive(Debug)]
pub(super) struct FieldPlan {
    pub(super) id: AttributeId,
    pub(super) rule: FieldRule,
}

impl FieldPlan {
    /// The name of the field, with its SCIM path where no document prints a name.
    pub(super) fn name(&self) -> String {
        match &self.id.scim_path {
            Some(path) if self.id.path.is_unpublished() => {
                format!("{} {}", self.id.label(), path.as_str())
            }
            _ => self.id.label().to_owned(),
        }
    }
}

/// How a target field gets its value.
#[derive(Debug)]
pub(super) enum FieldRule {
    /// That of the SCIM attribute.
    Copy(usize),
    /// One text for another.
    Translation {
        from: usize,
        pairs: Vec<(String, String)>,
    },
    /// A text.
    Constant(String),
    /// We cannot tell.
    Unknown,
}

impl FieldRule {
    /// The SCIM attribute that it reads.
    pub(super) fn from(&self) -> Option<usize> {
        match self {
            Self::Copy(from) | Self::Translation { from, .. } => Some(*from),
            Self::Constant(_) | Self::Unknown => None,
        }
    }
}

/// Translates a text; truth values compare without case. None if it is not listed.
pub(super) fn translate<'p>(pairs: &'p [(String, String)], text: &str) -> Option<&'p str> {
    let is_truth = |text: &str| {
        ["true", "false"]
            .iter()
            .any(|t| text.eq_ignore_ascii_case(t))
    };
    pairs
        .iter()
        .find(|(from, _)| from == text || is_truth(text) && from.eq_ignore_ascii_case(text))
        .map(|(_, to)| to.as_str())
}

impl Plan {
    /// What keeps parts of the mapping from running, in words; empty if nothing does.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The same with PATCH requests in another shape.
    #[must_use]
    pub fn with_patch_style(mut self, style: PatchStyle) -> Self {
        self.patch_style = style;
        self
    }

    /// The names of the source attributes that the mapping reads, each once.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().map(|slot| slot.name.as_str())
    }

    /// The SCIM attributes, in the order of the column.
    pub fn protocol_attributes(&self) -> impl ExactSizeIterator<Item = &AttributeId> {
        self.protocol.iter().map(|attribute| &attribute.id)
    }

    /// The links that feed SCIM attributes, in the order of what they fill.
    pub fn links(&self) -> impl ExactSizeIterator<Item = &LinkId> {
        self.flows.iter().map(|flow| &flow.link)
    }

    /// The name of what a flow fills.
    pub(super) fn target_of(&self, flow: usize) -> &str {
        self.flows
            .get(flow)
            .and_then(|flow| self.protocol.get(flow.to))
            .map_or("", ProtocolAttribute::label)
    }

    /// What a flow fills, as lists show it: for words that people read.
    pub(super) fn short_target_of(&self, flow: usize) -> String {
        self.flows
            .get(flow)
            .and_then(|flow| self.protocol.get(flow.to))
            .map_or_else(String::new, ProtocolAttribute::short)
    }

    fn of_settings(settings: &ResourceSettings) -> Self {
        Self {
            slots: Vec::new(),
            protocol: Vec::new(),
            flows: Vec::new(),
            matchings: Vec::new(),
            active: None,
            fields: Vec::new(),
            translated: Vec::new(),
            provisioning: settings.provisioning,
            actions: settings.actions,
            scope: settings.scope,
            filters: Vec::new(),
            out_of_scope: settings.out_of_scope,
            patch_style: settings.patch_style,
            known_names: Vec::new(),
            problems: Vec::new(),
        }
    }
}
