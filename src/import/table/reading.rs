//! How text is read as a table: encoding, delimiter, frame and records, worked out and open to correction.

use super::split::{Record, Split, split};
use super::xlsx::Book;
use super::{markdown, pasted};
use crate::import::charset::Charset;
use crate::import::limit::Limit;
use crate::import::problem::Problem;

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
