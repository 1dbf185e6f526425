//! Which rows are shown and in which order: a list of places, worked out once per revision, filter and sort.
//!
//! Pure: it reads a project and what follows from it. Where and when it runs is the business of `arranger`.

use std::cmp::Ordering;
use std::sync::Arc;

use super::cell::{short_field, short_path};
use crate::catalog::Catalog;
use crate::check::{Worst, worst_on_row};
use crate::model::{Attribute, Audience, Mark, Project, Resource};
use crate::rows::{AttributeNumber, Index, Row, Rows, Table, TableColumn};

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    #[default]
    All,
    Linked,
    Required,
    Questions,
    Findings,
    NoCounterpart,
}

impl Filter {
    pub(super) const ALL: [Self; 6] = [
        Self::All,
        Self::Linked,
        Self::Required,
        Self::Questions,
        Self::Findings,
        Self::NoCounterpart,
    ];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Linked => "Linked",
            Self::Required => "Required",
            Self::Questions => "Questions",
            Self::Findings => "Findings",
            Self::NoCounterpart => "No counterpart",
        }
    }

    fn lets_through(self, table: &Table<'_>, row: &Row, has_findings: bool) -> bool {
        match self {
            Self::All => true,
            Self::Findings => has_findings,
            Self::Linked => {
                table.source_links(row).next().is_some() || table.target_links(row).next().is_some()
            }
            Self::Required => table.mark(row) == Some(Mark::Required),
            Self::Questions => table.notes(row).any(crate::model::Note::is_open_question),
            Self::NoCounterpart => {
                let says_so = |number: AttributeNumber| {
                    let found: Option<&Attribute> = table.attribute(number);
                    found.is_some_and(|found| found.no_counterpart.is_some())
                };
                [row.source, row.protocol, row.target]
                    .into_iter()
                    .flatten()
                    .any(says_so)
                    || (row.source.is_none() && table.origins(row).into_iter().any(says_so))
            }
        }
    }
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    Descending,
}

/// By which column, and which way; rows that are alike stay in the table's own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) column: TableColumn,
    pub(super) direction: Direction,
}

impl Sort {
    /// What a press on a header makes of the sort: up, then down, then the table's own order.
    pub(super) fn pressed(now: Option<Self>, column: TableColumn) -> Option<Self> {
        let direction = match now {
            Some(sort) if sort.column == column => match sort.direction {
                Direction::Ascending => Direction::Descending,
                Direction::Descending => return None,
            },
            _ => Direction::Ascending,
        };
        Some(Self { column, direction })
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) resource: Resource,
    pub(super) filter: Filter,
    /// Words that a row must hold, in any of its cells.
    pub(super) query: Arc<str>,
    pub(super) sort: Option<Sort>,
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arrangement {
    /// Places in the rows of the resource, in the order shown.
    pub(super) order: Vec<u32>,
    /// How many rows each filter lets through, in the order of [`Filter::ALL`]; none while they are being counted.
    pub(super) counts: Option<[usize; 6]>,
}

impl Arrangement {
    /// All rows in their own order, nothing counted.
    pub(super) fn plain(rows: &Rows, resource: Resource) -> Self {
        Self {
            order: (0..rows.of(resource).len() as u32).collect(),
            counts: None,
        }
    }

    /// Filters, counts and sorts; `worst` is of the findings of the same project.
    pub(super) fn of(
        project: &Project,
        index: &Index,
        rows: &Rows,
        catalog: &Catalog,
        wanted: &Wanted,
        worst: &Worst,
    ) -> Self {
        let table = Table::new(project, index, rows, catalog, Audience::Internal);
        let of_resource = rows.of(wanted.resource);
        let mut counts = [0; 6];
        let mut order = Vec::new();
        let mut search = Search::new(&wanted.query);
        for (place, row) in (0..).zip(of_resource) {
            if !search.finds(&table, row) {
                continue;
            }
            let has_findings = worst_on_row(worst, index, rows, row).is_some();
            for (count, filter) in counts.iter_mut().zip(Filter::ALL) {
                let passes = filter.lets_through(&table, row, has_findings);
                *count += usize::from(passes);
                if passes && filter == wanted.filter {
                    order.push(place);
                }
            }
        }
        if let Some(sort) = wanted.sort {
            sort_by(&mut order, &table, of_resource, sort);
        }
        Self {
            order,
            counts: Some(counts),
        }
    }
}

/// The words that are searched for, and room for the text of a row.
struct Search {
    words: Vec<String>,
    text: String,
}

impl Search {
    fn new(query: &str) -> Self {
        Self {
            words: query.split_whitespace().map(str::to_lowercase).collect(),
            text: String::new(),
        }
    }

    /// Whether every word stands in one of the row's cells, whatever its case.
    fn finds(&mut self, table: &Table<'_>, row: &Row) -> bool {
        if self.words.is_empty() {
            return true;
        }
        self.text.clear();
        for column in TableColumn::ALL {
            if column != TableColumn::Number {
                table.push_cell(row, column, &mut self.text);
                self.text.push('\n');
            }
        }
        let text = self.text.to_lowercase();
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

fn sort_by(order: &mut Vec<u32>, table: &Table<'_>, rows: &[Row], sort: Sort) {
    let mut keys = Keys::default();
    let mut keyed: Vec<(Key, u32)> = order
        .drain(..)
        .filter_map(|place| {
            let row = rows.get(place as usize)?;
            Some((keys.of(table, row, sort.column), place))
        })
        .collect();
    keyed.sort_unstable_by(|(a, a_place), (b, b_place)| {
        // Empty cells come last, whichever way the others go.
        let by_key = match (a, b) {
            (Key::Empty, Key::Empty) => Ordering::Equal,
            (Key::Empty, _) => Ordering::Greater,
            (_, Key::Empty) => Ordering::Less,
            _ if sort.direction == Direction::Descending => keys.compare(*b, *a),
            _ => keys.compare(*a, *b),
        };
        by_key.then(a_place.cmp(b_place))
    });
    order.extend(keyed.into_iter().map(|(_, place)| place));
}

/// What a cell is sorted by: numbers before texts.
#[derive(Clone, Copy)]
enum Key {
    Number(u32),
    Text {
        /// The first eight bytes, which settle most comparisons.
        start: [u8; 8],
        /// Where the text stands among all texts, and how long it is, in bytes.
        at: usize,
        length: usize,
    },
    Empty,
}

/// The texts of all keys one behind the other: a long table has too many for one allocation each.
#[derive(Default)]
struct Keys {
    texts: String,
    /// The cell that is being read.
    cell: String,
}

impl Keys {
    fn of(&mut self, table: &Table<'_>, row: &Row, column: TableColumn) -> Key {
        match column {
            TableColumn::Number => return Key::Number(row.number),
            TableColumn::Mark => {
                return table
                    .mark(row)
                    .map_or(Key::Empty, |mark| Key::Number(mark as u32));
            }
            TableColumn::Status => {
                let first = table.source_links(row).next();
                return first.map_or(Key::Empty, |(_, link)| Key::Number(link.status as u32));
            }
            _ => {}
        }
        self.cell.clear();
        table.push_cell(row, column, &mut self.cell);
        if self.cell.is_empty() {
            return Key::Empty;
        }
        match (column, self.cell.parse()) {
            (TableColumn::Match, Ok(number)) => return Key::Number(number),
            // By what is seen, or the order would look wrong.
            (TableColumn::Protocol, _) => self.cell = short_path(&self.cell),
            (TableColumn::Target, _) => self.cell = short_field(&self.cell),
            _ => {}
        }
        let at = self.texts.len();
        if self.cell.is_ascii() {
            self.cell.make_ascii_lowercase();
            self.texts.push_str(&self.cell);
        } else {
            self.texts.push_str(&self.cell.to_lowercase());
        }
        let mut start = [0; 8];
        for (to, from) in start
            .iter_mut()
            .zip(self.texts.get(at..).unwrap_or_default().bytes())
        {
            *to = from;
        }
        let length = self.texts.len() - at;
        Key::Text { start, at, length }
    }

    /// The order of two keys that are not empty.
    fn compare(&self, a: Key, b: Key) -> Ordering {
        let text = |at: usize, length: usize| self.texts.get(at..at + length);
        match (a, b) {
            (Key::Number(a), Key::Number(b)) => a.cmp(&b),
            (
                Key::Text { start, at, length },
                Key::Text {
                    start: other_start,
                    at: other_at,
                    length: other_length,
                },
            ) => start.cmp(&other_start).then_with(|| {
                if length.max(other_length) <= start.len() {
                    length.cmp(&other_length)
                } else {
                    text(at, length).cmp(&text(other_at, other_length))
                }
            }),
            (Key::Number(_), _) => Ordering::Less,
            (_, Key::Number(_)) => Ordering::Greater,
            (Key::Empty, _) | (_, Key::Empty) => Ordering::Equal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::check::{Severity, Where};

    fn arranged(filter: Filter, sort: Option<Sort>) -> (Vec<Vec<String>>, Arrangement) {
        found("", filter, sort)
    }

    fn found(query: &str, filter: Filter, sort: Option<Sort>) -> (Vec<Vec<String>>, Arrangement) {
        let project = reference_project();
        let index = Index::derive(&project);
        let rows = Rows::derive(&index);
        let wanted = Wanted {
            resource: Resource::User,
            filter,
            query: query.into(),
            sort,
        };
        // A finding stands on the field of every other row.
        let fields = rows.of(Resource::User).iter().step_by(2);
        let fields = fields.filter_map(|row| row.target.or(row.protocol).or(row.source));
        let standing = fields.map(|field| (Where::Attribute(field), Severity::Hint));
        let worst = Worst::of(index.num_attributes(), index.num_links(), standing);
        let arrangement = Arrangement::of(&project, &index, &rows, reference(), &wanted, &worst);
        let table = Table::new(&project, &index, &rows, reference(), Audience::Internal);
        let of_user = rows.of(Resource::User);
        let cells = arrangement
            .order
            .iter()
            .map(|place| {
                let row = &of_user[*place as usize];
                TableColumn::ALL
                    .map(|column| table.cell(row, column))
                    .to_vec()
            })
            .collect();
        (cells, arrangement)
    }

    fn column(filter: Filter, column: TableColumn, direction: Direction) -> Vec<String> {
        let at = TableColumn::ALL
            .iter()
            .position(|other| *other == column)
            .unwrap();
        let (cells, _) = arranged(filter, Some(Sort { column, direction }));
        cells
            .into_iter()
            .map(|mut row| row.swap_remove(at))
            .collect()
    }

    #[test]
    fn each_filter_shows_what_it_counts_and_some_rows_only() {
        for (at, filter) in Filter::ALL.into_iter().enumerate() {
            let (cells, arrangement) = arranged(filter, None);
            let counts = arrangement.counts.unwrap();
            assert_eq!(cells.len(), counts[at], "{filter:?}");
            assert!(counts[at] <= counts[0]);
        }
        let (all, marked) = (
            arranged(Filter::All, None),
            arranged(Filter::Findings, None),
        );
        assert_eq!(marked.0.len(), all.0.len().div_ceil(2));
        let (required, _) = arranged(Filter::Required, None);
        assert!(!required.is_empty());
        assert!(
            required.iter().all(|row| row[7].starts_with("required")),
            "{required:?}"
        );
    }

    #[test]
    fn a_search_shows_rows_that_hold_every_word_whatever_the_case() {
        let (all, _) = arranged(Filter::All, None);
        let (rows, arrangement) = found("ENTERPRISE manager", Filter::All, None);
        assert!(!rows.is_empty() && rows.len() < all.len());
        for row in &rows {
            let text = row.join("\n").to_lowercase();
            assert!(text.contains("enterprise") && text.contains("manager"));
        }
        // The chips count what the search lets through.
        assert_eq!(arrangement.counts.unwrap()[0], rows.len());
        assert!(found("no such word", Filter::All, None).0.is_empty());
    }

    #[test]
    fn every_column_sorts_both_ways_with_empty_cells_last() {
        for by in TableColumn::ALL {
            let up = column(Filter::All, by, Direction::Ascending);
            let down = column(Filter::All, by, Direction::Descending);
            assert_eq!(up.len(), down.len(), "{by:?}");
            let full = up.iter().take_while(|text| !text.is_empty()).count();
            assert!(up[full..].iter().all(String::is_empty), "{by:?}");
            let full = down.iter().take_while(|text| !text.is_empty()).count();
            assert!(down[full..].iter().all(String::is_empty), "{by:?}");
        }
    }

    #[test]
    fn text_sorts_without_case_numbers_as_numbers_and_marks_by_weight() {
        let mut names = column(Filter::All, TableColumn::Source, Direction::Ascending);
        names.retain(|name| !name.is_empty());
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert!(lower.is_sorted());
        let numbers = column(Filter::All, TableColumn::Number, Direction::Descending);
        let numbers: Vec<u32> = numbers.iter().map(|text| text.parse().unwrap()).collect();
        assert!(numbers.is_sorted_by(|a, b| a > b));
        let marks = column(Filter::All, TableColumn::Mark, Direction::Ascending);
        assert!(marks.first().unwrap().starts_with("required"));
    }

    #[test]
    fn a_header_turns_up_down_and_back_to_the_table_s_order() {
        let up = Sort::pressed(None, TableColumn::Mark).unwrap();
        assert_eq!(up.direction, Direction::Ascending);
        let down = Sort::pressed(Some(up), TableColumn::Mark).unwrap();
        assert_eq!(down.direction, Direction::Descending);
        assert_eq!(Sort::pressed(Some(down), TableColumn::Mark), None);
        let other = Sort::pressed(Some(down), TableColumn::Owner).unwrap();
        assert_eq!(other.direction, Direction::Ascending);
    }
}
