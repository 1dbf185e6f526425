//! Entra ID's provisioning schema: the imported text with what the mapping changes, else a part of a schema.

use crate::entra::{ATTACHMENT, ATTACHMENT_KIND, WriteBackError, Written, fragment, write_back};
use crate::model::Project;

/// Writes the schema that the project's mapping stands for.
///
/// # Errors
///
/// [`WriteBackError`] if the text that the project keeps is no schema.
pub fn entra_schema(project: &Project) -> Result<Written, WriteBackError> {
    let attachments = project.attachments();
    let imported = attachments.get(ATTACHMENT).or_else(|| {
        attachments
            .values()
            .find(|attachment| attachment.kind == ATTACHMENT_KIND)
    });
    match imported {
        Some(imported) => write_back(&imported.text, project),
        None => Ok(fragment(project)),
    }
}
