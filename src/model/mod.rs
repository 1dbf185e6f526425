//! The project as a plain value: what an architect designs, and every change to it as data.
//!
//! It knows no catalogue, no file format and no window.
//! An attribute that no catalogue lists is as good here as any other: unknown is a finding, not an error.

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod arbitrary_edit;
mod attribute;
mod column;
mod edit;
mod evidence;
mod history;
mod link;
mod note;
mod path;
mod project;
mod record;
mod resource_settings;
mod unknown;

pub use attribute::{
    Access, Attribute, AttributeId, AttributeOrigin, Cardinality, IdShape, Mark, Support, ValueType,
};
pub use column::{Column, Hop, Resource};
pub use edit::{Edit, EditError};
pub use evidence::{Confidence, Evidence, Stance};
pub use history::{Gesture, History, Revision};
pub use link::{Apply, FlowBehavior, Link, LinkId, LinkSettings, Rule, Status, TenantCheck};
pub use note::{Answer, Audience, Note, NoteId, NoteKind, Place};
pub use path::{AttributePath, SchemaUrn, ScimPath};
pub use project::{Heading, Project, System};
pub use record::{AcceptedFinding, Attachment, FindingKey, Person, Version, Workshop};
pub use resource_settings::{
    Clause, LifecycleActions, OutOfScope, PatchStyle, Provisioning, ResourceSettings, Scope,
    ScopingFilter,
};
pub use unknown::{UnknownMember, UnknownMembers};
