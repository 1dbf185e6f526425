//! Spreadsheets, cell by cell: sizes are known before anything is read, positions are checked, nothing is expanded.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, Xlsx};

use super::layout::Table;
use super::split::Record;
use crate::import::limit::Limit;
use crate::import::problem::Problem;

/// Reads the first sheet of an `.xlsx` file that holds a table.
///
/// # Errors
///
/// A [`Problem`] of the file as a whole if it is damaged, goes beyond a cap, or has no table.
pub fn read_xlsx(bytes: &[u8]) -> Result<Table, Problem> {
    check_sizes(bytes)?;
    // Sizes are checked, so memory is bounded; should the reader itself trip over a damaged file, that is said too.
    let read = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes)));
    read.unwrap_or_else(|_| Err(damaged("it is not as spreadsheets are")))
}

fn damaged(why: impl std::fmt::Display) -> Problem {
    Problem::of_file(format!(
        "the spreadsheet cannot be read: {why}; open it in a spreadsheet program and save it as .xlsx or CSV again"
    ))
}

/// Unpacks every part without keeping it: what a part says of its own size may be a lie.
fn check_sizes(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    Limit::Parts.check(archive.len() as u64)?;
    let mut all = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        let limit = if part
            .name()
            .is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"))
        {
            Limit::SharedStrings
        } else {
            Limit::UnpackedPart
        };
        let size = io::copy(&mut part.take(limit.most() + 1), &mut io::sink()).map_err(damaged)?;
        limit.check(size)?;
        all += size;
        Limit::UnpackedAll.check(all)?;
    }
    Ok(())
}

fn read_sheets(bytes: &[u8]) -> Result<Table, Problem> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = book.sheet_names();
    let mut skipped = Vec::new();
    let mut best: Option<(String, Table)> = None;
    let mut odd = Vec::new();
    for name in names {
        if best.is_some() {
            skipped.push(format!("{name:?}"));
            continue;
        }
        let table = read_sheet(&mut book, &name)?;
        let is_table = table.records.iter().any(|record| record.cells.len() > 1);
        if is_table {
            best = Some((name, table));
        } else {
            odd.extend(table.problems.into_iter().map(|problem| problem.reason));
            skipped.push(format!("{name:?}"));
        }
    }
    let Some((name, mut table)) = best else {
        let why = odd
            .first()
            .map_or_else(String::new, |why| format!(": {why}"));
        return Err(Problem::of_file(format!(
            "no sheet of the spreadsheet holds a table{why}"
        )));
    };
    table.remarks.push(format!("read sheet {name:?}"));
    if !skipped.is_empty() {
        table
            .remarks
            .push(format!("other sheets not read: {}", skipped.join(", ")));
    }
    Ok(table)
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, Problem> {
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut rows = Rows::default();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
        rows.cell(cell.pos, &cell.value, cell.formula.is_some())?;
    }
    Ok(rows.finish())
}

/// A few cells written twice are a slip, this many are no table.
const MOST_REPEATED: u32 = 1000;

/// The cells of a sheet so far, and what was odd about them.
#[derive(Default)]
struct Rows {
    by_number: BTreeMap<u32, Vec<String>>,
    /// Cells that stand in the file, and those that the rows hold, gaps included.
    num_read: u64,
    num_held: u64,
    num_far: u32,
    num_repeated: u32,
    /// The place of the cell before.
    last: Option<(u32, u32)>,
    problems: Vec<Problem>,
}

impl Rows {
    fn cell(
        &mut self,
        (row, column): (u32, u32),
        value: &DataRef<'_>,
        is_formula: bool,
    ) -> Result<(), Problem> {
        self.num_read += 1;
        Limit::Cells.check(self.num_read)?;
        let text = text_of(value);
        let is_again = self.last.replace((row, column)) == Some((row, column));
        if is_again && text.is_empty() {
            return self.repeated();
        }
        if text.is_empty() && !is_formula {
            return Ok(());
        }
        if u64::from(row) >= Limit::Rows.most() || u64::from(column) >= Limit::Columns.most() {
            self.num_far = self.num_far.saturating_add(1);
            return Ok(());
        }
        Limit::Cell.check(text.len() as u64)?;
        let line = row + 1;
        if is_formula {
            let reason = if text.is_empty() {
                "the cell is a formula without a stored value: nothing is read; save the sheet with values"
            } else {
                "the cell is a formula; its stored value is read"
            };
            self.odd(Problem::kept(line, Some(column + 1), &text, reason));
        }
        if matches!(value, DataRef::Error(_)) {
            let reason = "the cell shows an error; it is read as empty";
            self.odd(Problem::left_out(line, Some(column + 1), &text, reason));
            return Ok(());
        }
        let cells = self.by_number.entry(row).or_default();
        let at = column as usize;
        if cells.len() <= at {
            self.num_held += (at + 1 - cells.len()) as u64;
            Limit::Cells.check(self.num_held)?;
            cells.resize(at + 1, String::new());
        }
        if let Some(place) = cells.get_mut(at) {
            if place.is_empty() {
                *place = text;
            } else {
                self.repeated()?;
            }
        }
        Ok(())
    }

    fn repeated(&mut self) -> Result<(), Problem> {
        self.num_repeated += 1;
        if self.num_repeated > MOST_REPEATED {
            return Err(damaged(format!(
                "more than {MOST_REPEATED} cells stand where another stands"
            )));
        }
        Ok(())
    }

    fn odd(&mut self, problem: Problem) {
        if (self.problems.len() as u64) < Limit::Problems.most() {
            self.problems.push(problem);
        }
    }

    fn finish(mut self) -> Table {
        if self.num_far > 0 {
            let reason = format!(
                "{} cells stand beyond column {} or row {}, or have no proper place: they are left out",
                self.num_far,
                Limit::Columns.most(),
                Limit::Rows.most()
            );
            self.problems.push(Problem::of_file(reason));
        }
        if self.num_repeated > 0 {
            let reason = format!(
                "{} cells stand where another stands: the first counts",
                self.num_repeated
            );
            self.problems.push(Problem::of_file(reason));
        }
        let records = self.by_number.into_iter().map(|(row, cells)| Record {
            line: row + 1,
            cells,
        });
        Table {
            records: records.filter(|record| !record.is_blank()).collect(),
            reading: None,
            problems: self.problems,
            remarks: Vec::new(),
        }
    }
}

fn text_of(value: &DataRef<'_>) -> String {
    let number = |number: f64| {
        if number.fract() == 0.0 && number.abs() < 1e15 {
            format!("{number:.0}")
        } else {
            number.to_string()
        }
    };
    match value {
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(float) => number(*float),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.replace("\r\n", "\n")
        }
        DataRef::SharedString(text) => text.replace("\r\n", "\n"),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) => number(time.as_f64()),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
