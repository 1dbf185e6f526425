//! Edits of the completed table: a text that was typed, filled or pasted into a cell, put as a change.
//!
//! A cell takes what it shows: what it shows, typed again, changes nothing. What it cannot take is refused with a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use thiserror::Error;

use super::links::now_with_counterpart;
use super::{Change, add_note, change_links, rule_as, rules::RuleKind, set_mark};
use crate::expr;
use crate::model::{
    Apply, Attribute, AttributeId, AttributePath, Audience, Column, Edit, Hop, Link, LinkId, Mark,
    Note, NoteKind, Place, Project, Resource, Rule, Status, UnknownMembers,
};
use crate::rows::{AttributeNumber, Index, LinkNumber, Row, Rows, TableColumn};

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

/// Why a cell does not take a text, in words for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CellRefusal {
    /// The column follows from others.
    #[error("this follows from the other cells and cannot be typed")]
    Derived,
    /// The column names an attribute.
    #[error("a row is named by its attributes: change links on the map, names in the inspector")]
    Name,
    /// Nothing feeds the row.
    #[error("nothing feeds {label:?} yet: type its source in the {system} cell first")]
    NoSourceLink {
        /// The row's SCIM attribute, or what stands for it.
        label: String,
        /// The source system.
        system: String,
    },
    /// Nothing takes the row to the target.
    #[error("{label:?} goes to no field of {system}: link it on the map first")]
    NoTargetLink {
        /// The row's SCIM attribute, or what stands for it.
        label: String,
        /// The target system.
        system: String,
    },
    /// The row is about no SCIM attribute that could be fed.
    #[error("this row has no SCIM attribute to feed: link it on the map")]
    NothingToFeed,
    /// Several links would have to take it.
    #[error("{number} links fill {label:?}: change each in the inspector")]
    SeveralLinks {
        /// What they fill.
        label: String,
        /// How many.
        number: usize,
    },
    /// No such source attribute.
    #[error("{system} has no attribute {name:?}: check its spelling, or add it on the map")]
    UnknownSource {
        /// What was typed.
        name: String,
        /// The source system.
        system: String,
    },
    /// The link takes its sources from its text.
    #[error("the sources are the [names] in the expression: change them in the Rule cell")]
    SourcesFromExpression,
    /// A rule cannot be empty.
    #[error("type direct, constant \"text\", or an expression")]
    NoRule,
    /// The text is no expression.
    #[error("not a rule: {problem}; type direct, constant \"text\", or an expression")]
    NotAnExpression {
        /// What is wrong with it.
        problem: String,
    },
    /// The text is no rule that a target has.
    #[error("type direct, or what becomes of each value: True = active; False = inactive")]
    NotATargetRule,
    /// The text is none of the words that the cell takes.
    #[error("type one of: {words}")]
    NotAWord {
        /// The words.
        words: &'static str,
    },
    /// The text is no precedence.
    #[error("type a whole number from 1, or nothing where it is no matching attribute")]
    NotAPrecedence,
    /// The row has no attribute that could carry a mark.
    #[error("this row has no attribute that could be marked")]
    NothingToMark,
}

/// What a cell needs to take a text: words to choose from, a text, or nothing can be typed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// It follows from other cells, or names the row.
    ReadOnly,
    /// It takes text.
    Text,
    /// It takes one of these words; the empty one clears it.
    Choice(&'static [&'static str]),
}

impl CellKind {
    /// What the cells of a column take.
    pub fn of(column: TableColumn) -> Self {
        match column {
            TableColumn::Number
            | TableColumn::Resource
            | TableColumn::Protocol
            | TableColumn::Target
            | TableColumn::Used
            | TableColumn::Type
            | TableColumn::Evidence => Self::ReadOnly,
            TableColumn::Source
            | TableColumn::Rule
            | TableColumn::TargetRule
            | TableColumn::DefaultIfNull
            | TableColumn::Match
            | TableColumn::Owner
            | TableColumn::Notes => Self::Text,
            TableColumn::Mark => Self::Choice(&["required", "system-generated", "optional", ""]),
            TableColumn::Apply => Self::Choice(&[
                "always",
                "only during creation",
                "add values only",
                "never remove",
                "only when empty",
            ]),
            TableColumn::Status => Self::Choice(&["proposed", "agreed", "rejected"]),
        }
    }
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
        TableColumn::Notes => Ok(ctx.add_comment(row, text)),
    }
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

    fn add_comment(&self, row: &Row, text: &str) -> Option<Change> {
        let place = [row.protocol, row.target, row.source]
            .into_iter()
            .find_map(|number| self.id(number))?;
        let note = Note {
            place: Place::Attribute(place.clone()),
            kind: NoteKind::Comment,
            text: text.to_owned(),
            author: self.author.to_owned(),
            created: self.now,
            audience: Audience::default(),
            unknown: UnknownMembers::default(),
        };
        add_note(self.project, note)
    }
}

/// The value whose word `text` is, in any case, or begins, if no other word begins so.
fn word_of<T: Copy>(
    text: &str,
    values: impl IntoIterator<Item = T>,
    word: impl Fn(T) -> &'static str,
) -> Option<T> {
    let text = text.to_ascii_lowercase().replace(' ', "-");
    if text.is_empty() {
        return None;
    }
    let plain = |value: T| word(value).replace(' ', "-");
    let values: Vec<T> = values.into_iter().collect();
    if let Some(value) = values.iter().find(|value| plain(**value) == text) {
        return Some(*value);
    }
    let mut begun = values
        .into_iter()
        .filter(|value| plain(*value).starts_with(&text));
    let first = begun.next()?;
    begun.next().is_none().then_some(first)
}

/// Reads what a rule cell shows: `direct`, `constant "x"`, `a = b; c = d`, or an expression.
fn parse_rule(text: &str, hop: Hop, now: Option<&Rule>) -> Result<Rule, CellRefusal> {
    let origin = hop.origin();
    let nothing = Rule::Direct {
        origins: Vec::new(),
    };
    let now = now.unwrap_or(&nothing);
    if text.is_empty() {
        return Err(match hop {
            Hop::SourceToProtocol => CellRefusal::NoRule,
            Hop::ProtocolToTarget => CellRefusal::NotATargetRule,
        });
    }
    if text.eq_ignore_ascii_case("direct") {
        return Ok(rule_as(RuleKind::Direct, now, origin));
    }
    if let Some(value) = constant_value(text) {
        let value = value.to_owned();
        return Ok(Rule::Constant { value });
    }
    let may_translate = hop == Hop::ProtocolToTarget || matches!(now, Rule::Translation { .. });
    if may_translate && let Some(pairs) = parse_pairs(text) {
        let Rule::Translation { origins, .. } = rule_as(RuleKind::Translation, now, origin) else {
            return Err(CellRefusal::NotATargetRule);
        };
        return Ok(Rule::Translation { origins, pairs });
    }
    if hop == Hop::ProtocolToTarget {
        return Err(CellRefusal::NotATargetRule);
    }
    let parsed = expr::parse(text);
    let error = parsed
        .problems
        .iter()
        .find(|problem| problem.severity == expr::Severity::Error);
    match error {
        Some(problem) => Err(CellRefusal::NotAnExpression {
            problem: problem.message.trim_end_matches('.').to_owned(),
        }),
        None => Ok(Rule::Expression {
            text: text.to_owned(),
        }),
    }
}

/// The text of `constant "x"`, `constant x` or `"x"`.
fn constant_value(text: &str) -> Option<&str> {
    fn unquoted(text: &str) -> Option<&str> {
        text.strip_prefix('"')?.strip_suffix('"')
    }
    let value = text
        .split_at_checked("constant".len())
        .filter(|(word, rest)| {
            word.eq_ignore_ascii_case("constant") && rest.starts_with([' ', '"'])
        })
        .map(|(_, rest)| rest.trim());
    match value {
        Some(value) => Some(unquoted(value).unwrap_or(value)),
        None => unquoted(text).filter(|inner| !inner.contains('"')),
    }
}

/// Reads `True = active; False = inactive`; none if a piece has no `=`.
fn parse_pairs(text: &str) -> Option<Vec<(String, String)>> {
    text.split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (from, to) = piece.split_once(" = ").or_else(|| piece.split_once('='))?;
            Some((from.trim().to_owned(), to.trim().to_owned()))
        })
        .collect()
}

/// A text for a cell.
#[derive(Clone, Debug)]
pub struct CellText {
    /// The cell's row.
    pub row: Row,
    /// The cell's column.
    pub column: TableColumn,
    /// What to put there.
    pub text: String,
}

/// What came of putting texts into many cells.
#[derive(Clone, Debug, Default)]
pub struct CellEdits {
    /// All that could be done, as one step; none if nothing would change.
    pub change: Option<Change>,
    /// How many cells it changes.
    pub num_changed: usize,
    /// The cells that did not take their text, by place in the list, and why.
    pub refused: Vec<(usize, CellRefusal)>,
}

/// Puts texts into many cells as one step; `name` names it from the number of cells that change.
///
/// Sources are put in first, since they may make the links that the other cells of their row are about.
pub fn edit_cells(
    ctx: CellContext<'_>,
    cells: &[CellText],
    name: impl FnOnce(usize) -> String,
) -> CellEdits {
    let mut scratch = ctx.project.clone();
    let mut done = CellEdits::default();
    let mut edits = Vec::new();
    let mut fed = BTreeSet::new();
    let is_source = |cell: &CellText| cell.column == TableColumn::Source;
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| is_source(cell)) {
        // Rows of one SCIM attribute share their sources: the first such cell speaks for all.
        if cell.row.protocol.is_none_or(|number| fed.insert(number)) {
            put(
                ctx,
                &mut scratch,
                at,
                cell,
                &cell.row,
                &mut edits,
                &mut done,
            );
        }
    }
    let (index, rows);
    let mut ctx = ctx;
    let mut places = BTreeMap::new();
    if !edits.is_empty() && !cells.iter().all(is_source) {
        index = Index::derive(&scratch);
        rows = Rows::derive(&index);
        places = rows
            .all()
            .iter()
            .map(|row| (ends_of(row), row.clone()))
            .collect();
        ctx = CellContext {
            index: &index,
            rows: &rows,
            ..ctx
        };
    }
    for (at, cell) in cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !is_source(cell))
    {
        let row = places.get(&ends_of(&cell.row)).unwrap_or(&cell.row);
        put(ctx, &mut scratch, at, cell, row, &mut edits, &mut done);
    }
    done.refused.sort_by_key(|(at, _)| *at);
    done.change = Change::new(name(done.num_changed), edits);
    done
}

fn ends_of(row: &Row) -> [Option<AttributeNumber>; 3] {
    [row.source, row.protocol, row.target]
}

fn put(
    ctx: CellContext<'_>,
    scratch: &mut Project,
    at: usize,
    cell: &CellText,
    row: &Row,
    edits: &mut Vec<Edit>,
    done: &mut CellEdits,
) {
    let now = CellContext {
        project: scratch,
        ..ctx
    };
    match edit_cell(now, row, cell.column, &cell.text) {
        Ok(None) => {}
        Ok(Some(change)) => {
            if scratch.apply(change.edit.clone()).is_ok() {
                edits.push(change.edit);
                done.num_changed += 1;
            }
        }
        Err(refusal) => done.refused.push((at, refusal)),
    }
}

#[cfg(test)]
mod tests;
