//! Every change to a project, as data, with its exact inverse.

use std::sync::Arc;

use thiserror::Error;

use super::{
    AcceptedFinding, Attachment, Attribute, AttributeId, Column, FindingKey, Heading, Link, LinkId,
    Note, NoteId, Person, Project, Resource, ResourceSettings, Version, Workshop,
};

/// One change. The inverse of each is an edit too, so undo needs nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Gives the project another heading.
    SetHeading(Heading),
    /// Gives a system another name.
    RenameSystem {
        /// Which system.
        column: Column,
        /// Its new name.
        name: String,
    },
    /// Says which catalogue a column is taken from.
    SetCatalog {
        /// Which system.
        column: Column,
        /// The catalogue's name.
        catalog: String,
    },
    /// Replaces the settings of a resource.
    SetResourceSettings {
        /// Which resource.
        resource: Resource,
        /// The new settings.
        settings: Box<ResourceSettings>,
    },
    /// Adds an attribute to the column that its id names.
    AddAttribute {
        /// Its place in the column's order.
        position: usize,
        /// The attribute.
        attribute: Arc<Attribute>,
    },
    /// Removes an attribute; links and notes that name it stay.
    RemoveAttribute {
        /// Which one.
        id: AttributeId,
    },
    /// Replaces an attribute in its place; the new one may have another id in the same column.
    ReplaceAttribute {
        /// Which one.
        id: AttributeId,
        /// What it becomes.
        attribute: Arc<Attribute>,
    },
    /// Orders a column.
    OrderAttributes {
        /// Which column.
        column: Column,
        /// All its attributes, each once.
        order: Vec<AttributeId>,
    },
    /// Adds a link.
    AddLink {
        /// Its id.
        id: LinkId,
        /// The link.
        link: Arc<Link>,
    },
    /// Removes a link; notes on it stay.
    RemoveLink {
        /// Which one.
        id: LinkId,
    },
    /// Replaces a link, which keeps its id.
    ReplaceLink {
        /// Which one.
        id: LinkId,
        /// What it becomes.
        link: Arc<Link>,
    },
    /// Adds a note.
    AddNote {
        /// Its id.
        id: NoteId,
        /// The note.
        note: Arc<Note>,
    },
    /// Removes a note.
    RemoveNote {
        /// Which one.
        id: NoteId,
    },
    /// Replaces a note, which keeps its id.
    ReplaceNote {
        /// Which one.
        id: NoteId,
        /// What it becomes.
        note: Arc<Note>,
    },
    /// Replaces the list of people.
    SetPeople(Vec<Person>),
    /// Accepts a finding, takes an acceptance back, or changes its reason.
    SetAcceptance {
        /// Which finding.
        key: FindingKey,
        /// The acceptance; none takes it back.
        acceptance: Option<Box<AcceptedFinding>>,
    },
    /// Replaces the list of versions.
    SetVersions(Vec<Version>),
    /// Replaces the list of workshops.
    SetWorkshops(Vec<Workshop>),
    /// Keeps, replaces or drops an attachment.
    SetAttachment {
        /// Its name.
        name: String,
        /// The attachment; none drops it.
        attachment: Option<Box<Attachment>>,
    },
    /// Several edits as one: all of them or none.
    Batch(Vec<Self>),
}

/// Why an edit could not be applied. The project is then unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// It names an attribute that is not there.
    #[error("no attribute {:?} in the {} column", .0.label(), .0.column.as_str())]
    UnknownAttribute(AttributeId),
    /// It adds an attribute that is there already.
    #[error("there is already an attribute {:?} in the {} column", .0.label(), .0.column.as_str())]
    DuplicateAttribute(AttributeId),
    /// It would move an attribute to another column.
    #[error("attribute {:?} cannot move to another column", .0.label())]
    OtherColumn(AttributeId),
    /// It orders a column by a list that is not exactly the column's attributes.
    #[error("the new order of the {} column does not name each of its attributes once", .0.as_str())]
    IncompleteOrder(Column),
    /// It names a link that is not there.
    #[error("no link {:?}", .0.as_str())]
    UnknownLink(LinkId),
    /// It adds a link whose id is taken.
    #[error("there is already a link {:?}", .0.as_str())]
    DuplicateLink(LinkId),
    /// It names a note that is not there.
    #[error("no note {:?}", .0.as_str())]
    UnknownNote(NoteId),
    /// It adds a note whose id is taken.
    #[error("there is already a note {:?}", .0.as_str())]
    DuplicateNote(NoteId),
}

impl Project {
    /// Applies `edit` and returns the edit that undoes it.
    ///
    /// # Errors
    ///
    /// [`EditError`] if the edit names what is not there, or adds what is; the project is then unchanged.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::SetHeading(heading) => Ok(Edit::SetHeading(std::mem::replace(
                &mut self.heading,
                heading,
            ))),
            Edit::RenameSystem { column, name } => Ok(Edit::RenameSystem {
                column,
                name: std::mem::replace(&mut self.system_mut(column).name, name),
            }),
            Edit::SetCatalog { column, catalog } => Ok(Edit::SetCatalog {
                column,
                catalog: std::mem::replace(&mut self.system_mut(column).catalog, catalog),
            }),
            Edit::SetResourceSettings { resource, settings } => {
                let place = self.resource_settings_mut(resource);
                let settings = Box::new(std::mem::replace(place, *settings));
                Ok(Edit::SetResourceSettings { resource, settings })
            }
            Edit::AddAttribute { .. }
            | Edit::RemoveAttribute { .. }
            | Edit::ReplaceAttribute { .. }
            | Edit::OrderAttributes { .. } => self.apply_to_column(edit),
            Edit::AddLink { .. } | Edit::RemoveLink { .. } | Edit::ReplaceLink { .. } => {
                self.apply_to_links(edit)
            }
            Edit::AddNote { .. } | Edit::RemoveNote { .. } | Edit::ReplaceNote { .. } => {
                self.apply_to_notes(edit)
            }
            Edit::SetPeople(people) => {
                Ok(Edit::SetPeople(std::mem::replace(&mut self.people, people)))
            }
            Edit::SetAcceptance { key, acceptance } => {
                // The key goes with the acceptance: an equal one may spell its path in another way.
                let before = self.accepted_findings.remove_entry(&key);
                if let Some(acceptance) = acceptance {
                    self.accepted_findings.insert(key.clone(), *acceptance);
                }
                let (key, acceptance) = match before {
                    Some((key, acceptance)) => (key, Some(Box::new(acceptance))),
                    None => (key, None),
                };
                Ok(Edit::SetAcceptance { key, acceptance })
            }
            Edit::SetVersions(versions) => Ok(Edit::SetVersions(std::mem::replace(
                &mut self.versions,
                versions,
            ))),
            Edit::SetWorkshops(workshops) => Ok(Edit::SetWorkshops(std::mem::replace(
                &mut self.workshops,
                workshops,
            ))),
            Edit::SetAttachment { name, attachment } => {
                let before = match attachment {
                    Some(attachment) => self.attachments.insert(name.clone(), *attachment),
                    None => self.attachments.remove(&name),
                };
                let attachment = before.map(Box::new);
                Ok(Edit::SetAttachment { name, attachment })
            }
            Edit::Batch(edits) => self.apply_batch(edits),
        }
    }

    fn apply_batch(&mut self, edits: Vec<Edit>) -> Result<Edit, EditError> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        // What was just applied can be taken back: its inverse names what is there now.
                        self.apply(inverse)?;
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }

    fn apply_to_column(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::AddAttribute {
                position,
                attribute,
            } => {
                let id = attribute.id.clone();
                let attributes = &mut self.system_mut(id.column).attributes;
                if attributes.contains_key(&id) {
                    return Err(EditError::DuplicateAttribute(id));
                }
                attributes.shift_insert(position.min(attributes.len()), id.clone(), attribute);
                Ok(Edit::RemoveAttribute { id })
            }
            Edit::RemoveAttribute { id } => {
                match self.system_mut(id.column).attributes.shift_remove_full(&id) {
                    Some((position, _, attribute)) => Ok(Edit::AddAttribute {
                        position,
                        attribute,
                    }),
                    None => Err(EditError::UnknownAttribute(id)),
                }
            }
            Edit::ReplaceAttribute { id, attribute } => {
                let new_id = attribute.id.clone();
                if new_id.column != id.column {
                    return Err(EditError::OtherColumn(id));
                }
                let attributes = &mut self.system_mut(id.column).attributes;
                let Some(position) = attributes.get_index_of(&id) else {
                    return Err(EditError::UnknownAttribute(id));
                };
                if new_id != id && attributes.contains_key(&new_id) {
                    return Err(EditError::DuplicateAttribute(new_id));
                }
                // Taken out and put back even under an equal id: the spelling of the key may differ.
                let Some((_, before)) = attributes.shift_remove_index(position) else {
                    return Err(EditError::UnknownAttribute(id));
                };
                attributes.shift_insert(position, new_id.clone(), attribute);
                Ok(Edit::ReplaceAttribute {
                    id: new_id,
                    attribute: before,
                })
            }
            Edit::OrderAttributes { column, order } => {
                let attributes = &mut self.system_mut(column).attributes;
                if order.len() != attributes.len() {
                    return Err(EditError::IncompleteOrder(column));
                }
                let mut ordered = indexmap::IndexMap::with_capacity_and_hasher(
                    attributes.len(),
                    foldhash::fast::RandomState::default(),
                );
                for id in &order {
                    let Some((id, attribute)) = attributes.get_key_value(id) else {
                        return Err(EditError::IncompleteOrder(column));
                    };
                    ordered.insert(id.clone(), attribute.clone());
                }
                if ordered.len() != attributes.len() {
                    return Err(EditError::IncompleteOrder(column));
                }
                let before = std::mem::replace(attributes, ordered);
                Ok(Edit::OrderAttributes {
                    column,
                    order: before.into_keys().collect(),
                })
            }
            other => self.apply(other),
        }
    }

    fn apply_to_links(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::AddLink { id, link } => {
                if self.links.contains_key(&id) {
                    return Err(EditError::DuplicateLink(id));
                }
                self.links.insert(id.clone(), link);
                Ok(Edit::RemoveLink { id })
            }
            Edit::RemoveLink { id } => match self.links.remove(&id) {
                Some(link) => Ok(Edit::AddLink { id, link }),
                None => Err(EditError::UnknownLink(id)),
            },
            Edit::ReplaceLink { id, link } => match self.links.get_mut(&id) {
                Some(place) => {
                    let link = std::mem::replace(place, link);
                    Ok(Edit::ReplaceLink { id, link })
                }
                None => Err(EditError::UnknownLink(id)),
            },
            other => self.apply(other),
        }
    }

    fn apply_to_notes(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::AddNote { id, note } => {
                if self.notes.contains_key(&id) {
                    return Err(EditError::DuplicateNote(id));
                }
                self.notes.insert(id.clone(), note);
                Ok(Edit::RemoveNote { id })
            }
            Edit::RemoveNote { id } => match self.notes.remove(&id) {
                Some(note) => Ok(Edit::AddNote { id, note }),
                None => Err(EditError::UnknownNote(id)),
            },
            Edit::ReplaceNote { id, note } => match self.notes.get_mut(&id) {
                Some(place) => {
                    let note = std::mem::replace(place, note);
                    Ok(Edit::ReplaceNote { id, note })
                }
                None => Err(EditError::UnknownNote(id)),
            },
            other => self.apply(other),
        }
    }
}
