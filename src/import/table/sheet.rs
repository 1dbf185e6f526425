//! The cells of one sheet: put in rows where they stand, and what was odd about them.

use std::collections::BTreeMap;

use calamine::DataRef;

use super::reading::Table;
use super::split::Record;
use super::xlsx::damaged;
use crate::import::limit::Limit;
use crate::import::problem::Problem;

/// A few cells written twice are a slip, this many are no table.
const MOST_REPEATED: u32 = 1000;

/// The cells of a sheet so far, and what was odd about them.
#[derive(Default)]
pub(super) struct Rows {
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
    pub(super) fn cell(
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

    pub(super) fn finish(mut self) -> Table {
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
            book: None,
            problems: self.problems,
            remarks: Vec::new(),
        }
    }
}

pub(super) fn text_of(value: &DataRef<'_>) -> String {
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
