//! What is known of a mapping and of the attributes that it reads, as far as its expression is judged by it.

/// What is known of a source attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttributeFacts {
    /// Whether a user may lack a value.
    pub may_be_null: bool,
    /// What it holds.
    pub kind: AttributeKind,
}

/// What an attribute holds, as far as a lint asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AttributeKind {
    /// A single text, number or boolean.
    #[default]
    Plain,
    /// Another object, such as the manager.
    Reference,
    /// Several values.
    MultiValued,
    /// A date.
    Date,
}

/// Where the mapping reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceSystem {
    /// Microsoft Entra ID.
    EntraId,
    /// An HR system or another directory.
    Other,
}

/// Where the mapping writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetSystem {
    /// On-premises Active Directory.
    ActiveDirectory,
    /// A SCIM application or anything else.
    Other,
}

/// When the mapping is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// On creation and on update.
    Always,
    /// Only during object creation (flow type `ObjectAddOnly`).
    OnCreation,
}

/// Who is in scope of provisioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Assigned users and groups.
    Assigned,
    /// "Sync all users and groups".
    All,
}

/// What is known of the mapping that an expression belongs to.
#[derive(Clone, Copy)]
pub struct MappingFacts<'a> {
    /// What is known of a source attribute; none if the source has no such attribute.
    pub attribute: &'a dyn Fn(&str) -> Option<AttributeFacts>,
    /// Where it reads.
    pub source: SourceSystem,
    /// Where it writes.
    pub target: TargetSystem,
    /// When it is applied.
    pub applied: Applied,
    /// Who is in scope.
    pub scope: Scope,
    /// Whether the target attribute has a matching precedence.
    pub is_matching: bool,
    /// Whether the target attribute is the target's primary key.
    pub is_target_key: bool,
}
