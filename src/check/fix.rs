//! Edits that several rules propose, and applying every certain fix.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::finding::Certainty;
use super::findings::Findings;
use super::scene::Scene;
use crate::catalog::Catalog;
use crate::expr;
use crate::model::{
    Attribute, AttributeId, AttributePath, Column, Edit, Link, LinkId, Mark, Note, NoteId, Place,
    Project, Rule,
};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// Edits after which everything that names `from` names `to`.
///
/// The attribute takes the new name, or goes if the column has that one already; what the reference knows of the new
/// name is taken over. Links come along, values and settings with them; a link that would fill what another link
/// fills, or take the same value to the same place, goes. Notes come along.
pub(crate) fn rename(scene: &Scene<'_>, from: AttributeNumber, to: &AttributeId) -> Vec<Edit> {
    let Some(from_id) = scene.id(from) else {
        return Vec::new();
    };
    let there = scene.number(to).filter(|there| *there != from);
    let is_there = there.is_some_and(|there| !scene.index.is_dangling(there));
    let mut edits = Vec::new();
    match scene.attribute(from) {
        Some(_) if is_there => edits.push(Edit::RemoveAttribute {
            id: from_id.clone(),
        }),
        Some(attribute) => edits.push(Edit::ReplaceAttribute {
            id: from_id.clone(),
            attribute: Arc::new(renamed(scene, attribute, to)),
        }),
        None if is_there => {}
        None => edits.extend(add(scene, to)),
    }
    let mut links = Links::default();
    for number in scene.index.links_into(from) {
        let is_filled = there.is_some_and(|there| scene.is_fed(there));
        if is_filled {
            links.remove(*number);
        } else {
            links.change(scene, *number, |link| link.destination = to.clone());
        }
    }
    for number in scene.index.links_out(from) {
        let goes_there_already = there.is_some_and(|there| {
            let destination = scene.index.destination(*number);
            scene
                .links_out(there)
                .any(|other| scene.index.destination(other) == destination)
        });
        let is_alone = scene.origins(*number).len() == 1;
        if goes_there_already && is_alone {
            links.remove(*number);
        } else {
            links.change(scene, *number, |link| {
                rename_origin(&mut link.rule, &from_id.path, &to.path);
            });
        }
    }
    if to.column == Column::Protocol {
        rename_scim_paths(scene, &from_id.path, to, &mut edits, &mut links);
    }
    edits.extend(links.into_edits(scene));
    edits.extend(
        scene
            .index
            .attribute_notes(from)
            .iter()
            .filter_map(|number| {
                let id = scene.index.note_id(*number)?;
                let note = scene.project.note(id)?;
                Some(Edit::ReplaceNote {
                    id: id.clone(),
                    note: Arc::new(Note {
                        place: Place::Attribute(to.clone()),
                        ..note.clone()
                    }),
                })
            }),
    );
    edits
}

/// The attribute under its new name, with what the reference knows of that name; what people decided stays.
fn renamed(scene: &Scene<'_>, attribute: &Attribute, to: &AttributeId) -> Attribute {
    // The same attribute in another spelling: only the spelling changes.
    let known = if attribute.id == *to {
        None
    } else {
        scene.catalog.attribute(to)
    };
    match known {
        Some(known) if known.attribute.id.path.as_str() == to.path.as_str() => Attribute {
            id: to.clone(),
            mark: attribute.mark,
            group: if attribute.group.is_empty() {
                known.attribute.group.clone()
            } else {
                attribute.group.clone()
            },
            no_counterpart: attribute.no_counterpart.clone(),
            unknown: attribute.unknown.clone(),
            ..known.attribute.clone()
        },
        Some(_) | None => Attribute {
            id: to.clone(),
            ..attribute.clone()
        },
    }
}

/// Adds an attribute that the reference knows, or a bare one, behind the last of its group.
pub(crate) fn add(scene: &Scene<'_>, id: &AttributeId) -> Option<Edit> {
    if scene.project.attribute(id).is_some() {
        return None;
    }
    let attribute = match scene.catalog.attribute(id) {
        Some(known) => known.attribute.clone(),
        None => Attribute::custom(id.clone()),
    };
    let system = scene.project.system(id.column);
    let position = system
        .attributes()
        .rposition(|other| other.id.resource == id.resource && other.group == attribute.group)
        .map_or(system.attributes().len(), |last| last + 1);
    Some(Edit::AddAttribute {
        position,
        attribute: Arc::new(attribute),
    })
}

/// Fields that say by which SCIM path they are reached say so by its new name.
fn rename_scim_paths(
    scene: &Scene<'_>,
    from: &AttributePath,
    to: &AttributeId,
    edits: &mut Vec<Edit>,
    links: &mut Links,
) {
    for field in scene.index.column(Column::Target) {
        let Some(attribute) = scene.attribute(field) else {
            continue;
        };
        let is_reached = attribute.id.resource == to.resource
            && attribute
                .id
                .scim_path
                .as_ref()
                .is_some_and(|path| path == from && (path.as_str() != to.path.as_str()));
        if !is_reached {
            continue;
        }
        let id = AttributeId {
            scim_path: Some(to.path.clone()),
            ..attribute.id.clone()
        };
        if id != attribute.id && scene.project.attribute(&id).is_some() {
            continue;
        }
        for link in scene.index.links_into(field) {
            links.change(scene, *link, |link| link.destination = id.clone());
        }
        edits.push(Edit::ReplaceAttribute {
            id: attribute.id.clone(),
            attribute: Arc::new(Attribute {
                id,
                ..attribute.clone()
            }),
        });
    }
}

fn rename_origin(rule: &mut Rule, from: &AttributePath, to: &AttributePath) {
    match rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => {
            let mut renamed: Vec<AttributePath> = Vec::with_capacity(origins.len());
            for origin in origins.iter() {
                let origin = if origin == from { to } else { origin };
                if !renamed.contains(origin) {
                    renamed.push(origin.clone());
                }
            }
            *origins = renamed;
        }
        Rule::Expression { text } => *text = expr::rename_origin(text, from.as_str(), to.as_str()),
        Rule::Constant { .. } => {}
    }
}

/// What becomes of links, each changed once.
#[derive(Default)]
struct Links {
    /// None if the link goes.
    by_number: BTreeMap<LinkNumber, Option<Link>>,
}

impl Links {
    fn change(&mut self, scene: &Scene<'_>, number: LinkNumber, change: impl FnOnce(&mut Link)) {
        let place = self
            .by_number
            .entry(number)
            .or_insert_with(|| scene.link(number).cloned());
        if let Some(link) = place {
            change(link);
        }
    }

    fn remove(&mut self, number: LinkNumber) {
        self.by_number.insert(number, None);
    }

    fn into_edits(self, scene: &Scene<'_>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (number, link) in self.by_number {
            let Some(id) = scene.index.link_id(number) else {
                continue;
            };
            match link {
                Some(link) => edits.push(replace_link(id, link)),
                None => edits.extend(remove_link(scene, number)),
            }
        }
        edits
    }
}

/// Replaces a link.
pub(crate) fn replace_link(id: &LinkId, link: Link) -> Edit {
    Edit::ReplaceLink {
        id: id.clone(),
        link: Arc::new(link),
    }
}

/// Changes a link.
pub(crate) fn change_link(
    scene: &Scene<'_>,
    number: LinkNumber,
    change: impl FnOnce(&mut Link),
) -> Vec<Edit> {
    let (Some(id), Some(link)) = (scene.index.link_id(number), scene.link(number)) else {
        return Vec::new();
    };
    let mut link = link.clone();
    change(&mut link);
    vec![replace_link(id, link)]
}

/// Removes a link with the notes on it.
pub(crate) fn remove_link(scene: &Scene<'_>, number: LinkNumber) -> Vec<Edit> {
    let Some(id) = scene.index.link_id(number) else {
        return Vec::new();
    };
    let notes = scene.index.link_notes(number).iter();
    notes
        .filter_map(|note| scene.index.note_id(*note))
        .map(|id| Edit::RemoveNote { id: id.clone() })
        .chain([Edit::RemoveLink { id: id.clone() }])
        .collect()
}

/// Changes an attribute, but not its id.
pub(crate) fn change_attribute(
    scene: &Scene<'_>,
    number: AttributeNumber,
    change: impl FnOnce(&mut Attribute),
) -> Vec<Edit> {
    let Some(attribute) = scene.attribute(number) else {
        return Vec::new();
    };
    let id = attribute.id.clone();
    let mut attribute = attribute.clone();
    change(&mut attribute);
    vec![Edit::ReplaceAttribute {
        id,
        attribute: Arc::new(attribute),
    }]
}

/// Marks attributes.
pub(crate) fn mark(scene: &Scene<'_>, numbers: &[AttributeNumber], mark: Mark) -> Vec<Edit> {
    numbers
        .iter()
        .flat_map(|number| {
            change_attribute(scene, *number, |attribute| attribute.mark = Some(mark))
        })
        .collect()
}

/// A new link.
pub(crate) fn link(scene: &Scene<'_>, destination: &AttributeId, rule: Rule) -> Vec<Edit> {
    vec![Edit::AddLink {
        id: scene.project.next_link_id(destination),
        link: Arc::new(Link::new(destination.clone(), rule)),
    }]
}

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The code of the rule.
    pub code: &'static str,
    /// What was done.
    pub name: String,
    /// The same as an edit of the project that the fixes before it made.
    pub edit: Edit,
}

/// How many rounds of fixes there may be: a fix may bring up what another one puts right, but not for ever.
const MAX_ROUNDS: usize = 16;

/// Applies every certain fix of findings that nobody accepted, until none is left.
///
/// In one round only fixes that touch different things are applied, since each was made for the state before it.
pub fn apply_certain(
    project: &Project,
    catalog: &Catalog,
    today: Option<Date>,
) -> (Project, Vec<Applied>) {
    let mut project = project.clone();
    let mut applied = Vec::new();
    let mut index = Index::derive(&project);
    let mut findings = Findings::derive(&project, &index, catalog, today);
    for _ in 0..MAX_ROUNDS {
        let mut touched: Vec<Touched> = Vec::new();
        let before = applied.len();
        let mut fixed = project.clone();
        for spot in findings.standing() {
            let Some(finding) = findings.finding(spot, &project, &index, catalog) else {
                continue;
            };
            let Some(fix) = finding
                .fixes
                .into_iter()
                .find(|fix| fix.certainty == Certainty::Certain)
            else {
                continue;
            };
            let mut mine = Vec::new();
            touches(&fix.edit, &mut mine);
            if mine.iter().any(|one| touched.contains(one)) {
                continue;
            }
            if fixed.apply(fix.edit.clone()).is_ok() {
                touched.append(&mut mine);
                applied.push(Applied {
                    code: finding.code,
                    name: fix.name,
                    edit: fix.edit,
                });
            }
        }
        if applied.len() == before {
            break;
        }
        project = fixed;
        index.update(&project);
        findings.update(&project, &index, catalog);
    }
    (project, applied)
}

/// What an edit changes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Touched {
    Attribute(AttributeId),
    Link(LinkId),
    Note(NoteId),
    Rest,
}

fn touches(edit: &Edit, found: &mut Vec<Touched>) {
    match edit {
        Edit::Batch(edits) => edits.iter().for_each(|edit| touches(edit, found)),
        Edit::AddAttribute { attribute, .. } => {
            found.push(Touched::Attribute(attribute.id.clone()));
        }
        Edit::RemoveAttribute { id } => found.push(Touched::Attribute(id.clone())),
        Edit::ReplaceAttribute { id, attribute } => {
            found.push(Touched::Attribute(id.clone()));
            found.push(Touched::Attribute(attribute.id.clone()));
        }
        Edit::AddLink { id, .. } | Edit::RemoveLink { id } | Edit::ReplaceLink { id, .. } => {
            found.push(Touched::Link(id.clone()));
        }
        Edit::AddNote { id, .. } | Edit::RemoveNote { id } | Edit::ReplaceNote { id, .. } => {
            found.push(Touched::Note(id.clone()));
        }
        _ => found.push(Touched::Rest),
    }
}
