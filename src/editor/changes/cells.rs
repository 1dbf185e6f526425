//! Edits of the completed table: a text that was typed, filled or pasted into a cell, put as a change.
//!
//! A cell takes what it shows: what it shows, typed again, changes nothing. What it cannot take is refused with a reason.

mod kind;
mod many;
mod reading;

use std::sync::Arc;

use jiff::Timestamp;

use super::links::now_with_counterpart;
use super::{Change, add_note, change_links, set_mark};
use crate::expr;
use crate::model::{
    Apply, Attribute, AttributeId, AttributePath, Audience, Column, Edit, Hop, Link, LinkId, Mark,
    Note, NoteKind, Place, Project, Resource, Rule, Status, UnknownMembers,
};
use crate::rows::{AttributeNumber, Index, LinkNumber, Row, Rows, TableColumn};
use reading::{parse_rule, word_of};

pub use kind::{CellKind, CellRefusal};
pub use many::{CellEdits, CellText, edit_cells};

/// What an edit of a cell needs to know.
#[derive(Clone, Copy)]
pub struct CellContext<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its index.
    pub index: &'a Index,
    /// Its rows.
    pub rows: &'a Rows,
    /// Who writes; may be empty.
    pub author: &'a str,
    /// When.
    pub now: Timestamp,
}

/// The change that puts `text` into a cell; none if the cell says so already.
///
/// In *Notes* the text is added as a comment. Where several links feed a row, status, owner and apply are set on all.
///
/// # Errors
///
/// [`CellRefusal`] if the cell cannot take it.
pub fn edit_cell(
    ctx: CellContext<'_>,
    row: &Row,
    column: TableColumn,
    text: &str,
) -> Result<Option<Change>, CellRefusal> {
    let text = text.trim();
    match column {
        TableColumn::Number
        | TableColumn::Resource
        | TableColumn::Used
        | TableColumn::Type
        | TableColumn::Evidence => Err(CellRefusal::Derived),
        TableColumn::Protocol | TableColumn::Target => Err(CellRefusal::Name),
        TableColumn::Source => ctx.edit_source(row, text),
        TableColumn::Rule => ctx.edit_rule(row, text),
        TableColumn::TargetRule => ctx.edit_target_rule(row, text),
        TableColumn::Mark => ctx.edit_mark(row, text),
        TableColumn::DefaultIfNull => {
            let default = (!text.is_empty()).then(|| text.to_owned());
            let link = ctx.only_source_link(row)?;
            Ok(ctx.change(&[link], "default", |link| {
                link.settings.default_if_null.clone_from(&default);
            }))
        }
        TableColumn::Apply => {
            let words =
                "always, only during creation, add values only, never remove, only when empty";
            let apply =
                word_of(text, Apply::ALL, Apply::label).ok_or(CellRefusal::NotAWord { words })?;
            let links = ctx.some_source_links(row)?;
            Ok(ctx.change(&links, "apply", |link| link.settings.apply = apply))
        }
        TableColumn::Match => {
            let precedence = match text {
                "" => None,
                text => match text.parse() {
                    Ok(number) if number > 0 => Some(number),
                    _ => return Err(CellRefusal::NotAPrecedence),
                },
            };
            let link = ctx.only_source_link(row)?;
            Ok(ctx.change(&[link], "matching precedence", |link| {
                link.settings.matching_precedence = precedence;
            }))
        }
        TableColumn::Status => {
            let words = "proposed, agreed, rejected";
            let status = word_of(text, Status::ALL, Status::as_str)
                .ok_or(CellRefusal::NotAWord { words })?;
            let links = ctx.some_source_links(row)?;
            Ok(ctx.change(&links, "status", |link| link.status = status))
        }
        TableColumn::Owner => {
            let owner = (!text.is_empty()).then(|| text.to_owned());
            let links = ctx.some_source_links(row)?;
            Ok(ctx.change(&links, "owner", |link| link.owner.clone_from(&owner)))
        }
        TableColumn::Notes => Ok(ctx.add_comment(row, text, Audience::default())),
    }
}

/// Keeps as an internal comment what was typed into a cell, under `header`, and is refused by it; none if it is blank.
pub fn keep_refused(ctx: CellContext<'_>, row: &Row, header: &str, text: &str) -> Option<Change> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let said = format!("Typed into {header} and not taken: {text}");
    ctx.add_comment(row, &said, Audience::Internal)
}

impl CellContext<'_> {
    fn id(&self, attribute: Option<AttributeNumber>) -> Option<&AttributeId> {
        self.index.attribute_id(attribute?)
    }

    fn attribute(&self, attribute: Option<AttributeNumber>) -> Option<&Attribute> {
        self.index.attribute(attribute?)
    }

    fn label(&self, row: &Row) -> String {
        [row.protocol, row.target, row.source]
            .into_iter()
            .find_map(|number| self.id(number))
            .map_or_else(String::new, |id| id.label().to_owned())
    }

    fn system(&self, column: Column) -> String {
        self.project.system(column).name.clone()
    }

    fn ids(&self, links: &[LinkNumber]) -> Vec<LinkId> {
        let ids = links.iter().filter_map(|link| self.index.link_id(*link));
        ids.cloned().collect()
    }

    fn source_links(&self, row: &Row) -> Vec<LinkId> {
        let links = row.protocol.map(|number| self.index.links_into(number));
        self.ids(links.unwrap_or_default())
    }

    fn some_source_links(&self, row: &Row) -> Result<Vec<LinkId>, CellRefusal> {
        let links = self.source_links(row);
        if links.is_empty() {
            return Err(CellRefusal::NoSourceLink {
                label: self.label(row),
                system: self.system(Column::Source),
            });
        }
        Ok(links)
    }

    fn only_source_link(&self, row: &Row) -> Result<LinkId, CellRefusal> {
        self.only(row, self.some_source_links(row)?)
    }

    fn only(&self, row: &Row, mut links: Vec<LinkId>) -> Result<LinkId, CellRefusal> {
        match links.pop() {
            Some(link) if links.is_empty() => Ok(link),
            _ => Err(CellRefusal::SeveralLinks {
                label: self.label(row),
                number: links.len() + 1,
            }),
        }
    }

    fn change(&self, links: &[LinkId], what: &str, change: impl Fn(&mut Link)) -> Option<Change> {
        change_links(self.project, links, what, change)
    }

    fn edit_source(&self, row: &Row, text: &str) -> Result<Option<Change>, CellRefusal> {
        let destination = self.id(row.protocol).ok_or(CellRefusal::NothingToFeed)?;
        let origins = self.sources(row.resource, text)?;
        let paths: Vec<AttributePath> = origins.iter().map(|id| id.path.clone()).collect();
        let links = self.source_links(row);
        let change = if links.is_empty() {
            if paths.is_empty() {
                return Ok(None);
            }
            self.new_link(destination, Rule::Direct { origins: paths })
        } else {
            let id = self.only(row, links)?;
            let rule = self.project.link(&id).map(|link| &link.rule);
            let rule = match rule {
                Some(Rule::Expression { text }) => {
                    let names: Vec<&str> = paths.iter().map(AttributePath::as_str).collect();
                    if expr::origins(text) == names {
                        return Ok(None);
                    }
                    return Err(CellRefusal::SourcesFromExpression);
                }
                Some(Rule::Constant { .. }) if paths.is_empty() => return Ok(None),
                Some(Rule::Translation { pairs, .. }) => Rule::Translation {
                    origins: paths,
                    pairs: pairs.clone(),
                },
                Some(Rule::Constant { .. } | Rule::Direct { .. }) | None => {
                    Rule::Direct { origins: paths }
                }
            };
            self.change(&[id], "source", |link| link.rule = rule.clone())
        };
        let origins: Vec<&AttributeId> = origins.iter().collect();
        Ok(change.map(|change| change.and(now_with_counterpart(self.project, &origins))))
    }

    fn new_link(&self, destination: &AttributeId, rule: Rule) -> Option<Change> {
        let edit = Edit::AddLink {
            id: self.project.next_link_id(destination),
            link: Arc::new(Link::new(destination.clone(), rule)),
        };
        let change = Change::new(format!("Feed {}", destination.label()), vec![edit])?;
        Some(change.and(now_with_counterpart(self.project, &[destination])))
    }

    /// The source attributes that `text` names, apart by commas, each once.
    fn sources(&self, resource: Resource, text: &str) -> Result<Vec<AttributeId>, CellRefusal> {
        let mut found: Vec<AttributeId> = Vec::new();
        let names = text.split([',', ';']).map(str::trim);
        for name in names.filter(|name| !name.is_empty()) {
            let id = self
                .source(resource, name)
                .ok_or_else(|| CellRefusal::UnknownSource {
                    name: name.to_owned(),
                    system: self.system(Column::Source),
                })?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// The source attribute of this name, in exactly this case or, if there is but one, in any.
    fn source(&self, resource: Resource, name: &str) -> Option<AttributeId> {
        let exact = AttributeId::source(resource, name);
        if let Some(attribute) = self.project.attribute(&exact) {
            return Some(attribute.id.clone());
        }
        let attributes = self.project.system(Column::Source).attributes();
        let mut alike = attributes.filter(|attribute| {
            attribute.id.resource == resource
                && attribute.id.path.as_str().eq_ignore_ascii_case(name)
        });
        let first = alike.next()?;
        alike.next().is_none().then(|| first.id.clone())
    }

    fn edit_rule(&self, row: &Row, text: &str) -> Result<Option<Change>, CellRefusal> {
        let links = self.source_links(row);
        if links.is_empty() {
            let destination = self.id(row.protocol).ok_or(CellRefusal::NothingToFeed)?;
            return match parse_rule(text, Hop::SourceToProtocol, None)? {
                Rule::Direct { .. } | Rule::Translation { .. } => Err(CellRefusal::NoSourceLink {
                    label: destination.label().to_owned(),
                    system: self.system(Column::Source),
                }),
                rule => Ok(self.new_link(destination, rule)),
            };
        }
        let id = self.only(row, links)?;
        self.set_rule(&id, text)
    }

    fn edit_target_rule(&self, row: &Row, text: &str) -> Result<Option<Change>, CellRefusal> {
        let links = self.ids(self.rows.target_links(row));
        if links.is_empty() {
            return Err(CellRefusal::NoTargetLink {
                label: self.label(row),
                system: self.system(Column::Target),
            });
        }
        let id = self.only(row, links)?;
        self.set_rule(&id, text)
    }

    fn set_rule(&self, id: &LinkId, text: &str) -> Result<Option<Change>, CellRefusal> {
        let Some(link) = self.project.link(id) else {
            return Ok(None);
        };
        if matches!(&link.rule, Rule::Expression { text: now } if now.trim() == text) {
            return Ok(None);
        }
        let rule = parse_rule(text, link.hop(), Some(&link.rule))?;
        Ok(self.change(std::slice::from_ref(id), "rule", |link| {
            link.rule = rule.clone();
        }))
    }

    fn edit_mark(&self, row: &Row, text: &str) -> Result<Option<Change>, CellRefusal> {
        let marked: Vec<AttributeId> = [row.target, row.protocol]
            .into_iter()
            .filter_map(|number| self.attribute(number))
            .map(|attribute| attribute.id.clone())
            .collect();
        if marked.is_empty() {
            return Err(CellRefusal::NothingToMark);
        }
        let word = text.split(" (reference:").next().unwrap_or(text).trim();
        if word.is_empty() || word.eq_ignore_ascii_case("unmarked") {
            // Else the mark of the SCIM attribute would show through.
            return Ok(set_mark(self.project, &marked, None));
        }
        let mark = word_of(word, Mark::ALL, Mark::as_str).ok_or(CellRefusal::NotAWord {
            words: "required, system-generated, optional, unmarked",
        })?;
        let first = marked.first().map(std::slice::from_ref);
        Ok(set_mark(
            self.project,
            first.unwrap_or_default(),
            Some(mark),
        ))
    }

    fn add_comment(&self, row: &Row, text: &str, audience: Audience) -> Option<Change> {
        let place = [row.protocol, row.target, row.source]
            .into_iter()
            .find_map(|number| self.id(number))?;
        let note = Note {
            place: Place::Attribute(place.clone()),
            kind: NoteKind::Comment,
            text: text.to_owned(),
            author: self.author.to_owned(),
            created: self.now,
            audience,
            unknown: UnknownMembers::default(),
        };
        add_note(self.project, note)
    }
}

#[cfg(test)]
mod tests;
