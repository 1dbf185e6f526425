//! Changes of attributes.

use std::sync::Arc;

use super::{Change, counted};
use crate::model::{
    Attribute, AttributeId, AttributePath, Column, Edit, FindingKey, Link, Mark, Note, Place,
    Project, Rule,
};

/// Marks attributes, or takes their mark away; none if nothing would change.
pub fn set_mark(project: &Project, ids: &[AttributeId], mark: Option<Mark>) -> Option<Change> {
    let changed = changed_attributes(project, ids, |attribute| attribute.mark = mark);
    let name = match mark {
        Some(mark) => format!("Mark {} {}", label_of(&changed), mark.as_str()),
        None => format!("Unmark {}", label_of(&changed)),
    };
    Change::new(name, replace_all(changed))
}

/// Says that attributes have no counterpart on purpose, or takes that back; none if nothing would change.
pub fn set_no_counterpart(
    project: &Project,
    ids: &[AttributeId],
    reason: Option<&str>,
) -> Option<Change> {
    let changed = changed_attributes(project, ids, |attribute| {
        attribute.no_counterpart = reason.map(str::to_owned);
    });
    let name = match reason {
        Some(_) => format!("Say that {} has no counterpart", label_of(&changed)),
        None => format!("Say that {} may have a counterpart", label_of(&changed)),
    };
    Change::new(name, replace_all(changed))
}

/// Changes what is said of an attribute, but not its id; `what` names it for undo. None if nothing would change.
pub fn change_attribute(
    project: &Project,
    id: &AttributeId,
    what: &str,
    change: impl Fn(&mut Attribute),
) -> Option<Change> {
    let changed = changed_attributes(project, std::slice::from_ref(id), |attribute| {
        change(attribute);
        attribute.id = id.clone();
    });
    Change::new(
        format!("Change {what} of {}", id.label()),
        replace_all(changed),
    )
}

/// Adds an attribute behind the last one of its resource in its column; none if its id is taken.
pub fn add_attribute(project: &Project, attribute: Attribute) -> Option<Change> {
    let system = project.system(attribute.id.column);
    if system.position(&attribute.id).is_some() {
        return None;
    }
    let position = system
        .attributes()
        .rposition(|other| {
            other.id.resource == attribute.id.resource && other.group == attribute.group
        })
        .map_or(system.attributes().len(), |last| last + 1);
    let name = format!("Add {}", attribute.id.label());
    Change::new(
        name,
        vec![Edit::AddAttribute {
            position,
            attribute: Arc::new(attribute),
        }],
    )
}

/// Gives an attribute another id in its column, and takes links and notes along; none if that id is taken.
pub fn rename_attribute(
    project: &Project,
    id: &AttributeId,
    new_id: &AttributeId,
) -> Option<Change> {
    let attribute = project.attribute(id)?;
    let same_text = attribute.id.path.as_str() == new_id.path.as_str();
    if (id == new_id && same_text) || (id != new_id && project.attribute(new_id).is_some()) {
        return None;
    }
    let mut edits = vec![Edit::ReplaceAttribute {
        id: id.clone(),
        attribute: Arc::new(Attribute {
            id: new_id.clone(),
            ..attribute.clone()
        }),
    }];
    edits.extend(project.links().filter_map(|(link_id, link)| {
        let link = renamed_link(link, id, new_id)?;
        Some(Edit::ReplaceLink {
            id: link_id.clone(),
            link: Arc::new(link),
        })
    }));
    edits.extend(
        notes_on(project, id).map(|(note_id, note)| Edit::ReplaceNote {
            id: note_id.clone(),
            note: Arc::new(Note {
                place: Place::Attribute(new_id.clone()),
                ..note.clone()
            }),
        }),
    );
    edits.extend(accepted_elsewhere(project, id, new_id));
    Change::new(
        format!("Rename {} to {}", id.label(), new_id.label()),
        edits,
    )
}

/// Removes attributes with all that hangs on them; none if none is there.
///
/// That is: the links into them, the links that nothing else feeds, their part in other links, the notes on all of
/// these, and the findings that somebody accepted there. An expression that names others too stays as it was typed.
pub fn remove_attributes(project: &Project, ids: &[AttributeId]) -> Option<Change> {
    let present: Vec<_> = ids
        .iter()
        .filter(|id| project.attribute(id).is_some())
        .collect();
    let name = format!(
        "Remove {}",
        counted(present.iter().map(|id| id.label()), "attributes")
    );
    let mut edits = Vec::new();
    for (link_id, link) in project.links() {
        if present.contains(&&link.destination) || is_fed_by_none_but(link, &present) {
            edits.extend(remove_what_is_said(project, &Place::Link(link_id.clone())));
            edits.push(Edit::RemoveLink {
                id: link_id.clone(),
            });
        } else if let Some(link) = without_origins(link, &present) {
            edits.push(Edit::ReplaceLink {
                id: link_id.clone(),
                link: Arc::new(link),
            });
        }
    }
    for id in present {
        edits.extend(remove_what_is_said(project, &Place::Attribute(id.clone())));
        edits.push(Edit::RemoveAttribute { id: id.clone() });
    }
    Change::new(name, edits)
}

/// The edits that remove the notes on one place, and that findings were accepted there.
pub(super) fn remove_what_is_said(project: &Project, place: &Place) -> Vec<Edit> {
    let notes = project.notes().filter(|(_, note)| note.place == *place);
    let accepted = project.accepted_findings().keys();
    notes
        .map(|(id, _)| Edit::RemoveNote { id: id.clone() })
        .chain(
            accepted
                .filter(|key| key.place == *place)
                .map(|key| Edit::SetAcceptance {
                    key: key.clone(),
                    acceptance: None,
                }),
        )
        .collect()
}

fn notes_on<'a>(
    project: &'a Project,
    id: &'a AttributeId,
) -> impl Iterator<Item = (&'a crate::model::NoteId, &'a Note)> {
    project
        .notes()
        .filter(move |(_, note)| matches!(&note.place, Place::Attribute(place) if place == id))
}

/// The edits that take the findings accepted on an attribute to its new id.
fn accepted_elsewhere<'a>(
    project: &'a Project,
    id: &'a AttributeId,
    new_id: &'a AttributeId,
) -> impl Iterator<Item = Edit> + 'a {
    let here = Place::Attribute(id.clone());
    let accepted = project.accepted_findings().iter();
    accepted
        .filter(move |(key, _)| id != new_id && key.place == here)
        .flat_map(|(key, accepted)| {
            let moved = FindingKey {
                place: Place::Attribute(new_id.clone()),
                ..key.clone()
            };
            [
                (key.clone(), None),
                (moved, Some(Box::new(accepted.clone()))),
            ]
        })
        .map(|(key, acceptance)| Edit::SetAcceptance { key, acceptance })
}

fn changed_attributes(
    project: &Project,
    ids: &[AttributeId],
    change: impl Fn(&mut Attribute),
) -> Vec<(AttributeId, Attribute)> {
    ids.iter()
        .filter_map(|id| {
            let before = project.attribute(id)?;
            let mut attribute = before.clone();
            change(&mut attribute);
            (attribute != *before).then(|| (id.clone(), attribute))
        })
        .collect()
}

fn label_of(changed: &[(AttributeId, Attribute)]) -> String {
    counted(changed.iter().map(|(id, _)| id.label()), "attributes")
}

pub(super) fn replace_all(changed: Vec<(AttributeId, Attribute)>) -> Vec<Edit> {
    changed
        .into_iter()
        .map(|(id, attribute)| Edit::ReplaceAttribute {
            id,
            attribute: Arc::new(attribute),
        })
        .collect()
}

/// The link after a rename; none if it does not name the attribute.
///
/// An expression names source attributes in brackets: those are renamed in its text.
fn renamed_link(link: &Link, id: &AttributeId, new_id: &AttributeId) -> Option<Link> {
    let mut renamed = link.clone();
    if link.destination == *id {
        renamed.destination = new_id.clone();
    }
    if let Some(scim_path) = &mut renamed.destination.scim_path
        && id.column == Column::Protocol
        && link.resource() == id.resource
        && *scim_path == id.path
    {
        *scim_path = new_id.path.clone();
    }
    if link.hop().origin() == id.column && link.resource() == id.resource {
        match &mut renamed.rule {
            Rule::Direct { origins } | Rule::Translation { origins, .. } => {
                for origin in origins.iter_mut().filter(|origin| **origin == id.path) {
                    *origin = new_id.path.clone();
                }
            }
            Rule::Expression { text } => {
                *text = crate::expr::rename_origin(text, id.path.as_str(), new_id.path.as_str());
            }
            Rule::Constant { .. } => {}
        }
    }
    let same_text = renamed.destination.path.as_str() == link.destination.path.as_str();
    (renamed != *link || !same_text).then_some(renamed)
}

/// Whether a link has origins and loses them all with these attributes.
fn is_fed_by_none_but(link: &Link, gone: &[&AttributeId]) -> bool {
    let is_gone = |path: &AttributePath| is_among(link, path, gone);
    match &link.rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => {
            !origins.is_empty() && origins.iter().all(is_gone)
        }
        Rule::Expression { text } => {
            let names = crate::expr::origins(text);
            let column = link.hop().origin();
            !names.is_empty()
                && names
                    .iter()
                    .all(|name| is_gone(&AttributePath::new(column, name)))
        }
        Rule::Constant { .. } => false,
    }
}

/// Whether an origin of a link is one of these attributes.
fn is_among(link: &Link, origin: &AttributePath, gone: &[&AttributeId]) -> bool {
    let column = link.hop().origin();
    gone.iter()
        .any(|id| id.column == column && id.resource == link.resource() && id.path == *origin)
}

/// The link without these origins; none if it has none of them, or is an expression, whose text stays as it is.
fn without_origins(link: &Link, gone: &[&AttributeId]) -> Option<Link> {
    let mut changed = link.clone();
    if let Rule::Direct { origins } | Rule::Translation { origins, .. } = &mut changed.rule {
        origins.retain(|origin| !is_among(link, origin, gone));
    }
    (changed != *link).then_some(changed)
}
