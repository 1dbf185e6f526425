//! How a table is read: encoding, delimiter, header row and the meaning of each column, worked out and open to correction.

use super::meaning::Meaning;
use super::name::{Match, Names};
use super::split::{Record, Split, split};
use super::xlsx::Book;
use super::{cell, markdown, pasted};
use crate::import::Detail;
use crate::import::Options;
use crate::import::charset::Charset;
use crate::import::limit::Limit;
use crate::import::plan::{Change, Item, Step, Subject};
use crate::import::problem::Problem;
use crate::model::{Column, Edit, Project, Resource};
use crate::rows::TableColumn;

/// The header of the last, empty column of our spreadsheet-safe CSV, in which an apostrophe guards some cells.
const SAFE_MARKER: &str = "crosswalk:csv-safe:1";

/// Columns that people add to our own table; what the checks say and the marker are among them.
const MOST_FOREIGN: usize = 4;

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
    /// `|`
    Bar,
    /// Blanks; empty cells are lost, and the names tell which column they belong to.
    Blanks,
}

impl Delimiter {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Comma,
        Self::Semicolon,
        Self::Tab,
        Self::Bar,
        Self::Blanks,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Semicolon => "Semicolon",
            Self::Tab => "Tab",
            Self::Bar => "Bar",
            Self::Blanks => "Blanks",
        }
    }

    fn as_char(self) -> Option<char> {
        match self {
            Self::Comma => Some(','),
            Self::Semicolon => Some(';'),
            Self::Tab => Some('\t'),
            Self::Bar => Some('|'),
            Self::Blanks => None,
        }
    }

    /// Works it out from how evenly each would split the first lines.
    fn sniff(text: &str) -> Self {
        const LOOKED_AT: usize = 60;
        let mut best = (0, Self::Blanks);
        // In this order a tie goes to the rarer character.
        for delimiter in [Self::Tab, Self::Semicolon, Self::Comma, Self::Bar] {
            let Some(char) = delimiter.as_char() else {
                continue;
            };
            // What has too many columns for one delimiter is told by another, or said when it is read.
            let Ok(Split { records, .. }) = split(text, char, LOOKED_AT) else {
                continue;
            };
            let counts: Vec<usize> = records
                .iter()
                .filter(|record| !record.is_blank())
                .map(|record| record.cells.len())
                .collect();
            let Some(first) = counts.first().copied().filter(|first| *first > 1) else {
                continue;
            };
            let even = counts.iter().filter(|count| **count == first).count();
            if even * 2 < counts.len() {
                continue;
            }
            let score = even * 1000 / counts.len() * 10 + first.min(9);
            if score > best.0 {
                best = (score, delimiter);
            }
        }
        best.1
    }
}

/// How text is read as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// Its encoding.
    pub charset: Charset,
    /// What stands between cells.
    pub delimiter: Delimiter,
}

/// A table as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its records in order, blank ones left out.
    pub records: Vec<Record>,
    /// How it was read; none for a spreadsheet.
    pub reading: Option<Reading>,
    /// What was wrong with the text as such.
    pub problems: Vec<Problem>,
    /// Sentences on how it was read.
    pub remarks: Vec<String>,
    /// The workbook that it is a sheet of.
    pub book: Option<Book>,
}

impl Table {
    /// Reads text; `reading` is what a person says of it, none to work it out.
    ///
    /// # Errors
    ///
    /// A [`Problem`] of the file as a whole if it has no table at all or goes beyond a cap.
    pub fn read_text(bytes: &[u8], reading: Option<Reading>) -> Result<Self, Problem> {
        Limit::File.check(bytes.len() as u64)?;
        if bytes.iter().all(|byte| *byte == 0) {
            return Err(Problem::of_file(if bytes.is_empty() {
                "the file is empty"
            } else {
                "the file holds nothing but zero bytes: it was damaged; take it from its source again"
            }));
        }
        let charset = reading.map_or_else(|| Charset::sniff(bytes), |reading| reading.charset);
        let (text, is_clean) = charset.decode(bytes);
        let (told, skipped) = told_delimiter(&text);
        let body = text.get(skipped..).unwrap_or_default();
        let said = reading.map(|reading| reading.delimiter).or(told);
        let marked_up = match said {
            None | Some(Delimiter::Bar) => markdown::tables(body)?,
            Some(_) => None,
        };
        let num_others = marked_up.as_ref().map(|tables| tables.num_others);
        let delimiter = match num_others {
            Some(_) => Delimiter::Bar,
            None => said.unwrap_or_else(|| Delimiter::sniff(body)),
        };
        let Split {
            mut records,
            odd_quotes,
        } = match (marked_up, delimiter.as_char()) {
            (Some(tables), _) => Split {
                records: tables.records,
                odd_quotes: Vec::new(),
            },
            (None, Some(char)) => split(body, char, usize::MAX)?,
            (None, None) => Split {
                records: pasted::lines(body)?,
                odd_quotes: Vec::new(),
            },
        };
        if skipped > 0 {
            for record in &mut records {
                record.line += 1;
            }
        }
        records.retain(|record| !record.is_blank());
        if delimiter == Delimiter::Bar && num_others.is_none() {
            unframe(&mut records);
        }
        Limit::Entries.check(records.len() as u64)?;
        if records.is_empty() {
            return Err(Problem::of_file("the file has only blank lines"));
        }
        let mut problems: Vec<_> = odd_quotes
            .into_iter()
            .map(|line| {
                let why = "a quotation mark stands inside a cell; it is read as a character, check the row";
                Problem::kept(line, None, "", why)
            })
            .collect();
        if !is_clean {
            problems.push(Problem {
                effect: crate::import::Effect::Kept,
                ..Problem::of_file(format!(
                    "not all bytes are {} characters: those that are not stand as \u{fffd}; choose another encoding",
                    charset.label()
                ))
            });
        }
        let how = match delimiter {
            Delimiter::Bar if num_others.is_some() => "the table of a Markdown document".to_owned(),
            Delimiter::Blanks => "columns worked out from the names".to_owned(),
            _ => format!("{} between cells", delimiter.label().to_lowercase()),
        };
        Ok(Self {
            records,
            reading: Some(Reading { charset, delimiter }),
            book: None,
            problems,
            remarks: std::iter::once(format!("read as {}, {how}", charset.label()))
                .chain(
                    num_others
                        .filter(|others| *others > 0)
                        .map(|others| format!("other tables of the document not read: {others}")),
                )
                .collect(),
        })
    }
}

/// The delimiter that a first line such as `sep=;` tells, and how many bytes that line has.
fn told_delimiter(text: &str) -> (Option<Delimiter>, usize) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default();
    let is_told = line
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("sep="));
    if !is_told {
        return (None, 0);
    }
    let told = line.get(4..).unwrap_or_default();
    let delimiter = Delimiter::ALL.into_iter().find(|delimiter| {
        delimiter
            .as_char()
            .is_some_and(|c| told == c.encode_utf8(&mut [0; 4]))
    });
    let rest = text.get(end..).unwrap_or_default();
    let line_break = if rest.starts_with("\r\n") {
        2
    } else {
        rest.len().min(1)
    };
    (delimiter, end + line_break)
}

/// Takes the frame off a table drawn with bars, as Markdown has it.
fn unframe(records: &mut Vec<Record>) {
    let is_rule = |record: &Record| {
        record
            .cells
            .iter()
            .all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ' | '=')))
    };
    records.retain(|record| !is_rule(record));
    let is_framed = records
        .iter()
        .all(|record| record.cell(0).is_empty() && record.cells.len() > 2);
    if is_framed {
        for record in records {
            record.cells.remove(0);
            if record
                .cells
                .last()
                .is_some_and(|last| last.trim().is_empty())
            {
                record.cells.pop();
            }
        }
    }
}

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
