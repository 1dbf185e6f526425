//! Users from a table, row by row: the file may be of any size.

use std::cell::Cell;
use std::io::{self, BufRead as _, BufReader, Read};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};

use super::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES, UserProblem, UsersFailure};
use crate::pilot::sample::{OwnedField, SampleUser, Samples};

/// What is looked at to find out the delimiter.
const HEAD_BYTES: usize = 64 << 10;

/// A table of users, read one row at a time.
pub struct CsvUsers<R> {
    reader: Reader<Guarded<BufReader<R>>>,
    header: Vec<String>,
    /// Bytes read since the last row ended.
    since_row: Rc<Cell<u64>>,
    is_over: bool,
}

impl<R: Read> CsvUsers<R> {
    /// Reads the header.
    ///
    /// # Errors
    ///
    /// [`UsersFailure`] if there is none that can be used.
    pub fn new(input: R) -> Result<Self, UsersFailure> {
        let mut input = BufReader::with_capacity(HEAD_BYTES, input);
        let head = input.fill_buf()?;
        if head.is_empty() {
            return Err(UsersFailure::Empty);
        }
        let looks_wide = |head: &[u8]| head.iter().take(64).filter(|byte| **byte == 0).count() > 1;
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || looks_wide(head) {
            return Err(UsersFailure::Utf16);
        }
        let bom = head.starts_with(b"\xef\xbb\xbf");
        let delimiter = delimiter_of(head);
        if bom {
            input.consume(3);
        }
        let since_row = Rc::new(Cell::new(0));
        let guarded = Guarded {
            input,
            since_row: since_row.clone(),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            // As large as the buffer below it, so that this one is filled without a copy.
            .buffer_capacity(HEAD_BYTES)
            .from_reader(guarded);
        let mut record = ByteRecord::new();
        let is_there = reader.read_byte_record(&mut record).map_err(into_io)?;
        since_row.set(0);
        if !is_there {
            return Err(UsersFailure::Empty);
        }
        if record.len() > MAX_COLUMNS {
            return Err(UsersFailure::TooManyColumns);
        }
        let record = StringRecord::from_byte_record(record)
            .map_err(|_not_utf8| UsersFailure::HeaderEncoding)?;
        Ok(Self {
            reader,
            header: record.iter().map(|name| name.trim().to_owned()).collect(),
            since_row,
            is_over: false,
        })
    }

    /// The names in the first line.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What is wrong with the header: names that stand there twice.
    pub fn header_problems(&self) -> Vec<UserProblem> {
        let mut problems = Vec::new();
        for (at, name) in self.header.iter().enumerate() {
            let earlier = self.header.iter().take(at).any(|earlier| earlier == name);
            if earlier && !name.is_empty() {
                problems.push(UserProblem {
                    line: 1,
                    column: Some(at + 1),
                    reason: format!("{name:?} stands here for the second time; the first counts"),
                });
            }
        }
        problems
    }

    /// Reads the next row that has the right shape into `record`; the line it begins on, or none at the end.
    ///
    /// # Errors
    ///
    /// A row that cannot be used; reading can go on.
    pub fn next_row(&mut self, record: &mut StringRecord) -> Result<Option<u64>, UserProblem> {
        if self.is_over {
            return Ok(None);
        }
        let is_there = self.reader.read_record(record);
        self.since_row.set(0);
        let line = record.position().map_or(0, csv::Position::line);
        let left_out = |column: Option<usize>, what: String| UserProblem {
            line,
            column,
            reason: format!("{what}, so the row was left out"),
        };
        match is_there {
            Ok(true) => {}
            Ok(false) => {
                self.is_over = true;
                return Ok(None);
            }
            Err(error) => {
                let line = error.position().map_or(line, csv::Position::line);
                if let csv::ErrorKind::Utf8 { err, .. } = error.kind() {
                    let column = Some(err.field() + 1);
                    return Err(UserProblem {
                        line,
                        column,
                        reason: "not UTF-8, so the row was left out".to_owned(),
                    });
                }
                self.is_over = true;
                return Err(UserProblem {
                    line: self.reader.position().line(),
                    column: None,
                    reason: format!("{}; reading ended here", into_io(error)),
                });
            }
        }
        if record.len() != self.header.len() {
            let fields = record.len();
            let wanted = self.header.len();
            return Err(left_out(
                None,
                format!(
                    "{fields} field{} where the header has {wanted}",
                    if fields == 1 { "" } else { "s" }
                ),
            ));
        }
        if record.as_slice().len() > MAX_CELL_BYTES
            && let Some(at) = record.iter().position(|cell| cell.len() > MAX_CELL_BYTES)
        {
            return Err(left_out(
                Some(at + 1),
                "a cell of more than 1 MB".to_owned(),
            ));
        }
        Ok(Some(line))
    }

    /// Reads all rows into memory.
    ///
    /// # Errors
    ///
    /// None today; what is wrong with single rows is in the list of problems.
    pub fn read_all(mut self) -> Result<(Samples, Vec<UserProblem>), UsersFailure> {
        let mut problems = self.header_problems();
        let mut users = Vec::new();
        let mut record = StringRecord::new();
        loop {
            match self.next_row(&mut record) {
                Ok(None) => break,
                Ok(Some(line)) => users.push(SampleUser {
                    line,
                    remark: String::new(),
                    fields: record.iter().map(OwnedField::text).collect(),
                }),
                Err(problem) => problems.push(problem),
            }
        }
        let header = self.header;
        Ok((Samples { header, users }, problems))
    }
}

impl<R> std::fmt::Debug for CsvUsers<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvUsers")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// The delimiter that the first line has most of, outside quotes.
pub(in crate::pilot) fn delimiter_of(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in head {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if !is_quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(byte == delimiter);
                }
            }
            _ => {}
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("the row cannot be read"),
    }
}

/// A reader that ends with an error in a row without end, as an unclosed quote makes one.
struct Guarded<R> {
    input: R,
    since_row: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since_row.get() > MAX_ROW_BYTES {
            return Err(io::Error::other(
                "a row of more than 16 MB, most likely a quote that is never closed",
            ));
        }
        let read = self.input.read(buffer)?;
        self.since_row.set(self.since_row.get() + read as u64);
        Ok(read)
    }
}
