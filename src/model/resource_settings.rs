//! What Entra ID does with users and with groups as a whole.

use super::{AttributePath, UnknownMembers};

/// Whether a resource is provisioned at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Provisioning {
    /// It is.
    #[default]
    Enabled,
    /// It is not. Source: user mappings cannot be disabled in the portal, group mappings can (ms-customize).
    Disabled,
}

/// What Entra ID may do to objects of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LifecycleActions {
    /// It may create them.
    pub create: bool,
    /// It may update them.
    pub update: bool,
    /// It may delete them.
    pub delete: bool,
}

impl Default for LifecycleActions {
    fn default() -> Self {
        Self {
            create: true,
            update: true,
            delete: true,
        }
    }
}

/// Which objects are in scope before scoping filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Those assigned to the application.
    #[default]
    AssignedOnly,
    /// All of the directory.
    All,
}

/// What happens to an object that leaves the scope. Source: ms-skip-oos.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OutOfScope {
    /// It is disabled or deleted.
    #[default]
    Deprovision,
    /// It is left alone (`SkipOutOfScopeDeletions`).
    SkipDeletion,
}

/// How PATCH requests are written. Source: ms-scim-compat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PatchStyle {
    /// Entra ID's own shape.
    #[default]
    Classic,
    /// The shape of the flag `aadOptscim062020`.
    AadOptscim062020,
}

/// One clause of a scoping filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The source attribute.
    pub attribute: AttributePath,
    /// The operator as the portal spells it.
    pub operator: String,
    /// The value it is compared with; none for operators that need none.
    pub value: Option<String>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// A scoping filter: holds when all its clauses hold; an object is in scope when any filter holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopingFilter {
    /// Its title.
    pub name: String,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}

/// The settings of users or of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceSettings {
    /// Whether it is provisioned at all.
    pub provisioning: Provisioning,
    /// What may be done.
    pub actions: LifecycleActions,
    /// Which objects are in scope.
    pub scope: Scope,
    /// Filters on top of it.
    pub scoping_filters: Vec<ScopingFilter>,
    /// What happens on leaving it.
    pub out_of_scope: OutOfScope,
    /// How PATCH requests are written.
    pub patch_style: PatchStyle,
    /// Members of a newer file format.
    pub unknown: UnknownMembers,
}
