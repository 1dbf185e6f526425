//! Entra ID's provisioning schema, Microsoft Graph's `synchronizationSchema`: read with the place of every value, and
//! written back with only those spans changed that the mapping changes.
//!
//! It knows one JSON shape and what its words mean in the model; what an import does with it is not decided here.
//! Source: Microsoft Graph, resources `synchronizationSchema`, `objectMapping`, `attributeMapping`,
//! `attributeMappingSource`, `filter`, `directoryDefinition`, read 2026-11.

mod as_project;
mod links;
mod provision;
mod render;
mod schema;
mod settings;
mod source;
mod splice;
mod write_back;

#[cfg(all(test, feature = "shared-fixtures"))]
mod shared_tests;
#[cfg(test)]
mod tests;

pub use as_project::as_project;
pub use links::{MappedLink, Unread, mapped_link};
pub use provision::{AnswerError, ModifiedProperty, ProvisionAnswer, ProvisionStep, Seen};
pub use schema::{
    AttributeMapping, Directory, ListedAttribute, NotASchema, ObjectMapping, Schema, SyncRule,
};
pub use settings::{mapped_filters, mapped_settings};
pub use write_back::{WriteBackError, Written, fragment, write_back};

/// The name under which a project keeps the text of an imported schema, and the kind of that attachment.
pub const ATTACHMENT: &str = "entra-schema.json";

/// The kind of the attachment.
pub const ATTACHMENT_KIND: &str = "entra-schema";
