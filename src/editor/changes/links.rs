//! Changes of links.

use std::sync::Arc;

use thiserror::Error;

use super::{Change, attributes, counted};
use crate::model::{AttributeId, AttributePath, Edit, Hop, Link, LinkId, Place, Project, Rule};

/// Why two attributes cannot be linked, in words for the person who tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LinkRefusal {
    /// They do not stand in neighbouring columns.
    #[error("a link joins attributes of two neighbouring columns")]
    NotNeighbours,
    /// One is of users, the other of groups.
    #[error("a link joins attributes of users, or attributes of groups")]
    OtherResource,
    /// They are linked.
    #[error("these two are linked already")]
    LinkedAlready,
    /// The link's text or constant has no origins to change by drawing.
    #[error("this rule takes its origins from its own text")]
    OriginsFromText,
    /// The link is not there any more.
    #[error("the link is not there any more")]
    NoSuchLink,
}

/// The two ends in the order in which a value travels, and the hop between them.
///
/// # Errors
///
/// [`LinkRefusal::NotNeighbours`] or [`LinkRefusal::OtherResource`].
pub fn ends<'a>(
    a: &'a AttributeId,
    b: &'a AttributeId,
) -> Result<(&'a AttributeId, &'a AttributeId, Hop), LinkRefusal> {
    let (origin, destination) = if a.column <= b.column { (a, b) } else { (b, a) };
    let hop = origin.column.hop_out();
    let Some(hop) = hop.filter(|hop| hop.destination() == destination.column) else {
        return Err(LinkRefusal::NotNeighbours);
    };
    if origin.resource != destination.resource {
        return Err(LinkRefusal::OtherResource);
    }
    Ok((origin, destination, hop))
}

/// Links two attributes by a direct rule, whichever way it was drawn.
///
/// A second link into one destination is a finding, not an impossibility.
/// What was said to have no counterpart has one now.
///
/// # Errors
///
/// [`LinkRefusal`] if they cannot be linked or are.
pub fn connect(project: &Project, a: &AttributeId, b: &AttributeId) -> Result<Change, LinkRefusal> {
    let (origin, destination, _) = ends(a, b)?;
    let linked = project
        .links()
        .any(|(_, link)| link.destination == *destination && feeds(&link.rule, &origin.path));
    if linked {
        return Err(LinkRefusal::LinkedAlready);
    }
    let link = Link::new(destination.clone(), Rule::direct(origin.path.clone()));
    let mut edits = vec![Edit::AddLink {
        id: project.next_link_id(destination),
        link: Arc::new(link),
    }];
    edits.extend(now_with_counterpart(project, &[origin, destination]));
    Change::new(
        format!("Link {} to {}", origin.label(), destination.label()),
        edits,
    )
    .ok_or(LinkRefusal::LinkedAlready)
}

/// Adds an origin to a link: a further name in a direct rule, a translation or the text of an expression.
///
/// # Errors
///
/// [`LinkRefusal`] if it cannot be an origin, or is one.
pub fn add_origin(
    project: &Project,
    id: &LinkId,
    origin: &AttributeId,
) -> Result<Change, LinkRefusal> {
    let link = project.link(id).ok_or(LinkRefusal::NoSuchLink)?;
    let (origin, destination, _) = ends(origin, &link.destination)?;
    let mut changed = link.clone();
    match &mut changed.rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => {
            if origins.contains(&origin.path) {
                return Err(LinkRefusal::LinkedAlready);
            }
            origins.push(origin.path.clone());
        }
        Rule::Expression { text } => {
            if feeds(&link.rule, &origin.path) {
                return Err(LinkRefusal::LinkedAlready);
            }
            *text = crate::expr::add_origin(text, origin.path.as_str());
        }
        Rule::Constant { .. } => return Err(LinkRefusal::OriginsFromText),
    }
    let name = format!("Add {} to {}", origin.label(), destination.label());
    let mut edits = vec![replace(id, changed)];
    edits.extend(now_with_counterpart(project, &[origin]));
    Change::new(name, edits).ok_or(LinkRefusal::LinkedAlready)
}

/// Moves one origin of a link to another attribute of the same column.
///
/// # Errors
///
/// [`LinkRefusal`] if it cannot be an origin, or is one.
pub fn retarget_origin(
    project: &Project,
    id: &LinkId,
    from: &AttributeId,
    to: &AttributeId,
) -> Result<Change, LinkRefusal> {
    let link = project.link(id).ok_or(LinkRefusal::NoSuchLink)?;
    let (to, destination, _) = ends(to, &link.destination)?;
    if feeds(&link.rule, &to.path) {
        return Err(LinkRefusal::LinkedAlready);
    }
    let mut changed = link.clone();
    match &mut changed.rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => {
            for origin in origins.iter_mut().filter(|origin| **origin == from.path) {
                *origin = to.path.clone();
            }
        }
        Rule::Expression { text } => {
            *text = crate::expr::rename_origin(text, from.path.as_str(), to.path.as_str());
        }
        Rule::Constant { .. } => return Err(LinkRefusal::OriginsFromText),
    }
    let name = format!("Feed {} from {}", destination.label(), to.label());
    let mut edits = vec![replace(id, changed)];
    edits.extend(now_with_counterpart(project, &[to]));
    Change::new(name, edits).ok_or(LinkRefusal::LinkedAlready)
}

/// Moves the destination of a link, which keeps its id, to another attribute of the same column.
///
/// # Errors
///
/// [`LinkRefusal`] if it cannot be the destination.
pub fn retarget_destination(
    project: &Project,
    id: &LinkId,
    to: &AttributeId,
) -> Result<Change, LinkRefusal> {
    let link = project.link(id).ok_or(LinkRefusal::NoSuchLink)?;
    if to.column != link.destination.column {
        return Err(LinkRefusal::NotNeighbours);
    }
    if to.resource != link.resource() {
        return Err(LinkRefusal::OtherResource);
    }
    if *to == link.destination {
        return Err(LinkRefusal::LinkedAlready);
    }
    let changed = Link {
        destination: to.clone(),
        ..link.clone()
    };
    let name = format!(
        "Move link from {} to {}",
        link.destination.label(),
        to.label()
    );
    let mut edits = vec![replace(id, changed)];
    edits.extend(now_with_counterpart(project, &[to]));
    Change::new(name, edits).ok_or(LinkRefusal::LinkedAlready)
}

/// Removes links with the notes on them and the findings accepted there, nothing else; none if none is there.
pub fn remove_links(project: &Project, ids: &[LinkId]) -> Option<Change> {
    let present: Vec<_> = ids
        .iter()
        .filter_map(|id| Some((id, project.link(id)?)))
        .collect();
    let name = format!(
        "Delete link into {}",
        counted(
            present.iter().map(|(_, link)| link.destination.label()),
            "attributes"
        )
    );
    let mut edits = Vec::new();
    for (id, _) in present {
        let place = Place::Link(id.clone());
        edits.extend(attributes::remove_what_is_said(project, &place));
        edits.push(Edit::RemoveLink { id: id.clone() });
    }
    Change::new(name, edits)
}

/// Changes links in place; `what` says what about them, as in `Change rule of active`. None if nothing would change.
pub fn change_links(
    project: &Project,
    ids: &[LinkId],
    what: &str,
    change: impl Fn(&mut Link),
) -> Option<Change> {
    let changed: Vec<_> = ids
        .iter()
        .filter_map(|id| {
            let before = project.link(id)?;
            let mut link = before.clone();
            change(&mut link);
            (link != *before).then_some((id, link))
        })
        .collect();
    let label = counted(
        changed.iter().map(|(_, link)| link.destination.label()),
        "links",
    );
    let edits = changed
        .into_iter()
        .map(|(id, link)| replace(id, link))
        .collect();
    Change::new(format!("Change {what} of {label}"), edits)
}

pub(super) fn replace(id: &LinkId, link: Link) -> Edit {
    Edit::ReplaceLink {
        id: id.clone(),
        link: Arc::new(link),
    }
}

fn feeds(rule: &Rule, path: &AttributePath) -> bool {
    match rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => origins.contains(path),
        Rule::Expression { text } => crate::expr::origins(text).contains(&path.as_str()),
        Rule::Constant { .. } => false,
    }
}

/// Takes the *no counterpart* off what is linked now.
pub(super) fn now_with_counterpart(project: &Project, ids: &[&AttributeId]) -> Vec<Edit> {
    let changed = ids
        .iter()
        .filter_map(|id| {
            let mut attribute = project.attribute(id)?.clone();
            attribute.no_counterpart.take()?;
            Some(((*id).clone(), attribute))
        })
        .collect();
    attributes::replace_all(changed)
}
