//! What the columns of a table mean, worked out from its header, its cells and the names in them, and open to correction.

use super::meaning::Meaning;
use super::name::{Match, Names};
use super::reading::{Delimiter, Table};
use super::split::Record;
use super::{cell, pasted};
use crate::import::Detail;
use crate::import::Options;
use crate::import::item::{Change, Item, Step, Subject};
use crate::import::problem::Problem;
use crate::model::{Column, Edit, Project, Resource};
use crate::rows::TableColumn;

/// The header of the last, empty column of our spreadsheet-safe CSV, in which an apostrophe guards some cells.
const SAFE_MARKER: &str = "crosswalk:csv-safe:1";

/// Columns that people add to our own table; what the checks say and the marker are among them.
const MOST_FOREIGN: usize = 4;

/// What the columns of a table mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Whether the first record is a header.
    pub has_header: bool,
    /// What each column means, from left to right.
    pub meanings: Vec<Meaning>,
    /// Whether it is our own table, so that an empty cell says that there is nothing.
    pub is_own: bool,
    /// Whether an apostrophe guards some cells.
    pub is_guarded: bool,
}

impl Columns {
    /// Works the columns out; puts a table that lost its cells back in columns.
    pub(super) fn guess(
        table: &mut Table,
        project: &Project,
        names: &Names<'_>,
        options: Options,
    ) -> Self {
        let resource = options.resource.unwrap_or(Resource::User);
        let lost_cells = table
            .reading
            .is_some_and(|reading| reading.delimiter == Delimiter::Blanks);
        if lost_cells {
            return Self::of_lines(table, names, resource);
        }
        let Some(first) = table.records.first() else {
            return Self::default();
        };
        let headers: Vec<Option<Meaning>> = first
            .cells
            .iter()
            .map(|header| Meaning::of_header(header, project))
            .collect();
        let num_columns = table
            .records
            .iter()
            .map(|record| record.cells.len())
            .max()
            .unwrap_or_default();
        let num_headers = headers.iter().flatten().count();
        let num_names = first
            .cells
            .iter()
            .filter(|cell| is_name_somewhere(cell.trim(), names, resource))
            .count();
        let has_header = num_headers > num_names;
        let is_own = |cell: &&String| {
            TableColumn::ALL
                .into_iter()
                .any(|column| column.header(project) == cell.trim())
        };
        let num_own = first.cells.iter().filter(is_own).count();
        let is_guarded = first.cells.last().is_some_and(|cell| cell == SAFE_MARKER);
        let mut columns = Self {
            has_header,
            meanings: vec![Meaning::Ignored; num_columns],
            is_own: is_guarded || num_own >= 6 && num_own + MOST_FOREIGN >= first.cells.len(),
            is_guarded,
        };
        if has_header {
            let mut taken = Vec::new();
            for (place, meaning) in columns.meanings.iter_mut().zip(headers) {
                let meaning = meaning.unwrap_or(Meaning::Ignored);
                if meaning == Meaning::Ignored || !taken.contains(&meaning) {
                    taken.push(meaning);
                    *place = meaning;
                }
            }
        }
        if columns.is_own {
            columns.find_systems(first);
        } else {
            // What others call so says what it will.
            for place in &mut columns.meanings {
                if matches!(place, Meaning::Type | Meaning::Evidence) {
                    *place = Meaning::Ignored;
                }
            }
            columns.complete(table, names, resource);
        }
        columns
    }

    /// Tells the three columns of names in our own table by their places, should the systems be called otherwise there.
    fn find_systems(&mut self, header: &Record) {
        let place = |column: &str| {
            let is_it = |cell: &String| cell.trim() == column;
            header.cells.iter().position(is_it)
        };
        let (rule, target_rule) = (place("Rule"), place("Target rule"));
        let before = |at: Option<usize>| at.and_then(|at| at.checked_sub(1));
        for (meaning, at) in [
            (Meaning::Source, before(rule)),
            (Meaning::Protocol, before(target_rule)),
            (Meaning::Target, target_rule.map(|at| at + 1)),
        ] {
            if let Some(at) = at.filter(|_| self.position(meaning).is_none())
                && self.meanings.get(at) == Some(&Meaning::Ignored)
            {
                self.give(at, meaning);
            }
        }
    }

    /// What the systems are called in our own table, where the project calls them otherwise.
    pub(super) fn renamed_systems<'a>(
        &'a self,
        table: &'a Table,
        project: &'a Project,
    ) -> impl Iterator<Item = Item> + 'a {
        let header = table.records.first().filter(|_| self.has_header);
        self.meanings
            .iter()
            .enumerate()
            .filter_map(move |(at, meaning)| {
                let column = meaning.names()?;
                let (name, before) = (header?.cell(at), &project.system(column).name);
                if name.is_empty() || name == before {
                    return None;
                }
                let step = Step::edit(Edit::RenameSystem {
                    column,
                    name: name.to_owned(),
                });
                let detail = Detail {
                    field: "name",
                    before: before.clone(),
                    after: name.to_owned(),
                };
                Some(Item {
                    details: vec![detail],
                    ..Item::new(Change::Change, Subject::System, name, vec![step])
                })
            })
    }

    fn of_lines(table: &mut Table, names: &Names<'_>, resource: Resource) -> Self {
        let first = table.records.first().map_or("", |record| record.cell(0));
        let told = Meaning::in_line(first);
        let has_header = told.len() >= 2;
        let begins: Vec<usize> = told.iter().map(|(at, _)| *at).collect();
        let meanings = if has_header {
            told.into_iter().map(|(_, meaning)| meaning).collect()
        } else {
            vec![Meaning::Source, Meaning::Protocol, Meaning::Target]
        };
        let mut problems = Vec::new();
        let is_header = |at: usize| has_header && at == 0;
        let records = std::mem::take(&mut table.records);
        for (at, record) in records.into_iter().enumerate() {
            if is_header(at) {
                table.records.push(Record {
                    cells: cut_at(record.cell(0), &begins),
                    ..record
                });
                continue;
            }
            let text = record.cell(0);
            match pasted::in_columns(text, &meanings, names, resource) {
                Some(cells) => table.records.push(Record {
                    line: record.line,
                    cells,
                }),
                None => problems.push(Problem::left_out(
                    record.line,
                    None,
                    text,
                    "no attribute name is recognised in this line",
                )),
            }
        }
        table.problems.extend(problems);
        Self {
            has_header,
            meanings,
            ..Self::default()
        }
    }

    /// Finds the columns of names that no header tells, by what their cells hold.
    fn complete(&mut self, table: &Table, names: &Names<'_>, resource: Resource) {
        const LOOKED_AT: usize = 100;
        let skipped = usize::from(self.has_header);
        for column in Column::ALL {
            if self.meanings.iter().any(|one| one.names() == Some(column)) {
                continue;
            }
            let score = |at: usize| {
                let cells = table.records.iter().skip(skipped).take(LOOKED_AT);
                let cells = cells
                    .map(|record| record.cell(at))
                    .filter(|cell| !cell.is_empty());
                let (mut all, mut known) = (0_usize, 0_usize);
                for text in cells {
                    let (name, _) = cell::name_and_rest(text);
                    all += 1;
                    known += match names.find(column, resource, name, None) {
                        Match::Known(_) => 3,
                        Match::Near(..) => 2,
                        Match::Unknown => 0,
                    };
                }
                // More than half of them known is enough to say so.
                if all > 0 && known * 2 > all * 3 {
                    known * 100 / all
                } else {
                    0
                }
            };
            let best = (0..self.meanings.len())
                .filter(|at| self.meanings.get(*at) == Some(&Meaning::Ignored))
                .map(|at| (score(at), std::cmp::Reverse(at)))
                .filter(|(score, _)| *score > 0)
                .max();
            if let Some((_, std::cmp::Reverse(at))) = best
                && let Some(place) = self.meanings.get_mut(at)
            {
                *place = match column {
                    Column::Source => Meaning::Source,
                    Column::Protocol => Meaning::Protocol,
                    Column::Target => Meaning::Target,
                };
            }
        }
    }

    /// Gives a column another meaning; the column that had it is not taken over any more. Without such a column nothing
    /// changes.
    pub fn give(&mut self, at: usize, meaning: Meaning) {
        if at >= self.meanings.len() {
            return;
        }
        for (other, place) in self.meanings.iter_mut().enumerate() {
            if other == at {
                *place = meaning;
            } else if *place == meaning {
                *place = Meaning::Ignored;
            }
        }
    }

    /// Whether any column holds names of attributes.
    pub fn has_names(&self) -> bool {
        self.meanings
            .iter()
            .any(|meaning| meaning.names().is_some())
    }

    /// The text of a cell with this meaning; none if the table has no such column.
    pub(super) fn cell<'a>(&self, record: &'a Record, meaning: Meaning) -> Option<&'a str> {
        let at = self.position(meaning)?;
        let text = record.cell(at);
        Some(if self.is_guarded {
            text.strip_prefix('\'').unwrap_or(text)
        } else {
            text
        })
    }

    /// The place of the column with this meaning.
    pub(super) fn position(&self, meaning: Meaning) -> Option<usize> {
        self.meanings.iter().position(|one| *one == meaning)
    }

    /// The records without the header.
    pub(super) fn rows<'a>(&self, table: &'a Table) -> &'a [Record] {
        table
            .records
            .get(usize::from(self.has_header)..)
            .unwrap_or_default()
    }
}

/// A text in pieces, of which each but the first begins at one of these places, which ascend.
fn cut_at(text: &str, begins: &[usize]) -> Vec<String> {
    let pieces = begins.iter().enumerate().map(|(number, begin)| {
        let begin = if number == 0 { 0 } else { *begin };
        let end = begins.get(number + 1).copied().unwrap_or(text.len());
        text.get(begin..end).unwrap_or_default().trim().to_owned()
    });
    pieces.collect()
}

fn is_name_somewhere(text: &str, names: &Names<'_>, resource: Resource) -> bool {
    !text.is_empty()
        && Column::ALL
            .into_iter()
            .any(|column| names.known(column, resource, text, None).is_some())
}
