//! The completed table as CSV, in two named forms.
//!
//! *Exact* is for programs: RFC 4180 with CR LF, UTF-8 without a byte order mark, every cell as it is.
//! *Spreadsheet-safe* is for people who open it in a spreadsheet: a byte order mark, a chosen delimiter, all fields
//! quoted, and an apostrophe before what a spreadsheet could take for a formula.
//! Either may leave columns out.
//!
//! The safe form says what it is, since the apostrophes must be undone only where they were added: behind the last column
//! stands one whose cells are empty and whose header is [`SAFE_MARKER`]. It survives being saved by a spreadsheet.
//!
//! Source: OWASP "CSV Injection" and ASVS 5.0 1.2.10, read 2026-11.

use std::io;

use super::Columns;
use super::blocks::in_order;
use crate::rows::{KnownEvidence, Row, Table, TableColumn};

/// The header of the last, empty column of the safe form.
pub const SAFE_MARKER: &str = "crosswalk:csv-safe:1";

/// What stands between the cells of the safe form; spreadsheets expect what their locale has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
}

impl Delimiter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

/// A cell of the written table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The row's number; 0 for the header.
    pub row: u32,
    /// The column.
    pub column: TableColumn,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many rows, the header not counted.
    pub num_rows: usize,
    /// How many cells a spreadsheet could take for a formula, as they stand in the project.
    pub num_formula_like: usize,
    /// The cells that do not stand as they are, in table order; always empty for the exact form.
    pub changed: Vec<CellPlace>,
}

/// Writes the table byte for byte.
///
/// # Errors
///
/// What `out` reports, or that no thread could be started; then part of the table may have been written.
pub fn write_exact(
    table: &Table<'_>,
    columns: Columns,
    out: &mut dyn io::Write,
) -> io::Result<Written> {
    write_exact_with(table, columns, None, out)
}

/// The same with a last column that is none of the table's: the header first, then a cell for each row by its number.
///
/// # Errors
///
/// As [`write_exact`].
pub(super) fn write_exact_with(
    table: &Table<'_>,
    columns: Columns,
    last: Option<&[String]>,
    out: &mut dyn io::Write,
) -> io::Result<Written> {
    write_records(
        table,
        out,
        |Records { text, written, .. }, row, push_cell| {
            for (place, column) in columns.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                let start = text.len();
                push_cell(text, column);
                if column.holds_own_words() {
                    continue;
                }
                let cell = text.get(start..).unwrap_or_default();
                written.num_formula_like += usize::from(looks_like_formula(cell));
                if needs_quotes(cell) {
                    quote(text, start);
                }
            }
            if let Some(cell) = cell_of(last, row) {
                text.push(',');
                let start = text.len();
                text.push_str(cell);
                if needs_quotes(cell) {
                    quote(text, start);
                }
            }
        },
    )
}

/// The cell of an added column in the row with this number, 0 for the header; none without such a column.
fn cell_of(last: Option<&[String]>, row: u32) -> Option<&str> {
    Some(last?.get(row as usize).map_or("", String::as_str))
}

/// Writes the table so that a spreadsheet runs none of it.
///
/// # Errors
///
/// What `out` reports, or that no thread could be started; then part of the table may have been written.
pub fn write_safe(
    table: &Table<'_>,
    delimiter: Delimiter,
    columns: Columns,
    out: &mut dyn io::Write,
) -> io::Result<Written> {
    write_safe_with(table, delimiter, columns, None, out)
}

/// The same with a last column that is none of the table's, as for the exact form; it stands before the marker.
///
/// # Errors
///
/// As [`write_safe`].
pub(super) fn write_safe_with(
    table: &Table<'_>,
    delimiter: Delimiter,
    columns: Columns,
    last: Option<&[String]>,
    out: &mut dyn io::Write,
) -> io::Result<Written> {
    out.write_all("\u{feff}".as_bytes())?;
    write_records(
        table,
        out,
        |Records { text, written, .. }, row, push_cell| {
            for column in columns.iter() {
                let start = text.len();
                push_cell(text, column);
                let cell = text.get(start..).unwrap_or_default();
                written.num_formula_like += usize::from(looks_like_formula(cell));
                if needs_guard(cell) {
                    written.changed.push(CellPlace { row, column });
                    text.insert(start, '\'');
                }
                quote(text, start);
                text.push(delimiter.as_char());
            }
            // Its words begin with the weight of a finding: no spreadsheet takes them for a formula.
            if let Some(cell) = cell_of(last, row) {
                let start = text.len();
                text.push_str(cell);
                quote(text, start);
                text.push(delimiter.as_char());
            }
            let start = text.len();
            if row == 0 {
                text.push_str(SAFE_MARKER);
            }
            quote(text, start);
        },
    )
}

/// The cell as it was before [`write_safe`] wrote it. Only for a file whose header has [`SAFE_MARKER`].
pub fn undo_safe(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// Whether the safe form puts an apostrophe before a cell.
///
/// Before one that starts with an apostrophe too: so what starts with one in the file had one added, without exception.
pub(super) fn needs_guard(cell: &str) -> bool {
    cell.starts_with('\'') || looks_like_formula(cell)
}

/// Whether a spreadsheet could take a cell for a formula.
///
/// It could if the first character that is neither blank nor invisible is one of `= + - @ | %`, their full-width forms,
/// or a tabulator, line break or NUL; but not if the whole cell is a plain number.
pub fn looks_like_formula(cell: &str) -> bool {
    // Nearly all cells are decided by their first byte.
    if cell
        .bytes()
        .next()
        .is_none_or(|first| first.is_ascii_alphanumeric())
    {
        return false;
    }
    let seen = cell.trim_start_matches(|c: char| {
        !matches!(c, '\t' | '\r' | '\n') && (c.is_whitespace() || is_invisible(c))
    });
    let starts_formula = seen.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '|', '%', '＝', '＋', '－', '＠',
    ]);
    starts_formula && !is_plain_number(cell)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Whether a cell is `-?\d+([.,]\d+)?`.
fn is_plain_number(cell: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = cell.strip_prefix('-').unwrap_or(cell);
    match number.split_once(['.', ',']) {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(number),
    }
}

/// Whether RFC 4180 asks for quotes around a cell of the exact form.
fn needs_quotes(cell: &str) -> bool {
    // Bytes are marked, and none ends the look early, so that the compiler compares many at a time.
    let any = |bytes: &[u8]| {
        bytes.iter().fold(0, |found, byte| {
            found
                | u8::from(*byte == b',')
                | u8::from(*byte == b'"')
                | u8::from(*byte == b'\r')
                | u8::from(*byte == b'\n')
        }) != 0
    };
    let (blocks, rest) = cell.as_bytes().as_chunks::<16>();
    blocks.iter().any(|block| any(block)) || any(rest)
}

/// Puts quotes around what stands from `start` on, and doubles those inside.
fn quote(text: &mut String, start: usize) {
    let has_quotes = text.get(start..).is_some_and(|cell| cell.contains('"'));
    if has_quotes {
        let cell = text.split_off(start);
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
    } else {
        text.insert(start, '"');
    }
    text.push('"');
}

/// Some records of the file, and what was written with them.
#[derive(Default)]
struct Records {
    text: String,
    written: Written,
    evidence: KnownEvidence,
}

/// Lets `push_record` append the header (row 0) and each row, and writes it all in order.
///
/// Cells are written where they are to stand, so that none is copied: the `csv` crate, which the tests read with, would
/// take each from another buffer.
fn write_records(
    table: &Table<'_>,
    out: &mut dyn io::Write,
    push_record: impl Fn(&mut Records, u32, &mut dyn FnMut(&mut String, TableColumn)) + Sync,
) -> io::Result<Written> {
    // Some 100 kB of text: little enough to stay in a core's cache until it is written.
    const ROWS_PER_BLOCK: usize = 128;
    // What is fetched for them must still be there when the last is reached.
    const ROWS_FETCHED: usize = 32;
    let mut header = Records::default();
    push_record(&mut header, 0, &mut |text, column| {
        text.push_str(column.header(table.project()));
    });
    header.text.push_str("\r\n");
    out.write_all(header.text.as_bytes())?;

    let mut total = header.written;
    let blocks: Vec<&[Row]> = table.rows().all().chunks(ROWS_PER_BLOCK).collect();
    let fill = |number: usize, records: &mut Records| {
        records.text.clear();
        let rows = blocks.get(number).copied().unwrap_or_default();
        for rows in rows.chunks(ROWS_FETCHED) {
            table.fetch(rows);
            for row in rows {
                // Taken for the row, since the record is handed on with it.
                let mut known = std::mem::take(&mut records.evidence);
                push_record(records, row.number, &mut |text, column| {
                    table.push_cell_knowing(row, column, &mut known, text);
                });
                records.evidence = known;
                records.text.push_str("\r\n");
            }
        }
    };
    in_order(blocks.len(), fill, |records| {
        total.num_formula_like += std::mem::take(&mut records.written.num_formula_like);
        total.changed.append(&mut records.written.changed);
        out.write_all(records.text.as_bytes())
    })?;
    total.num_rows = table.rows().len();
    out.flush()?;
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_could_run() {
        for cell in [
            "=1+1",
            "+1",
            "-1+1",
            "@x",
            "\t=1",
            "\r",
            "\n",
            "\0=1",
            "|x",
            "%0A",
            "＝1",
            "－1",
            "--",
            "=",
            " =1",
            "\u{feff}=1",
            "\u{200b}@x",
            "\u{a0}=1",
            "\u{202e}=1",
            "-1.",
            "-.5",
            "-1.5.5",
            "+972 52-6344414",
            " -5",
        ] {
            assert!(looks_like_formula(cell), "{cell:?}");
        }
        for cell in [
            "", "a=1", "-5", "-5.00", "-1,5", "12", "'=1", "\"=1\"", "1-1", "שלום", "#",
        ] {
            assert!(!looks_like_formula(cell), "{cell:?}");
        }
    }

    #[test]
    fn the_guard_is_undone_exactly() {
        for cell in ["=1", "'=1", "''", "'", "", "x", "-5", "-5x"] {
            let guarded = if needs_guard(cell) {
                format!("'{cell}")
            } else {
                cell.to_owned()
            };
            assert_eq!(undo_safe(&guarded), cell);
            assert!(!looks_like_formula(&guarded), "{guarded:?}");
        }
    }
}
