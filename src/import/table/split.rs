//! Text as records of cells: delimiters, quotes, lines.
//!
//! Nothing is ever lost to a wrong quotation mark: one that is never closed is a character like any other.

use crate::import::limit::{Limit, TooMuch};

/// One record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The line it begins in, from 1.
    pub line: u32,
    /// Its cells as they are meant, without quotes.
    pub cells: Vec<String>,
}

impl Record {
    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// A cell without the blanks around it; empty if the record ends before.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.trim())
    }
}

/// What came of splitting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    /// The records, blank ones included.
    pub(super) records: Vec<Record>,
    /// Lines in which a quotation mark stands where none may.
    pub(super) odd_quotes: Vec<u32>,
}

/// How often a quotation mark may turn out to be never closed before quotes are given up: each costs a look at the rest.
const MOST_UNCLOSED: u32 = 16;

/// Splits text into records; a line break ends one unless it is quoted. A final line break begins none.
///
/// # Errors
///
/// [`TooMuch`] if there are more rows, columns or cells than are taken, or a cell is too large.
pub(super) fn split(text: &str, delimiter: char, most_records: usize) -> Result<Split, TooMuch> {
    let mut split = Split::default();
    let mut reader = Reader {
        rest: text,
        line: 1,
        unclosed: 0,
        delimiter,
    };
    let mut num_cells = 0_u64;
    while !reader.rest.is_empty() && split.records.len() < most_records {
        let mut record = Record {
            line: reader.line,
            cells: Vec::new(),
        };
        loop {
            let (cell, end) = reader.cell(&mut split.odd_quotes);
            Limit::Cell.check(cell.len() as u64)?;
            record.cells.push(cell);
            Limit::Columns.check(record.cells.len() as u64)?;
            num_cells += 1;
            Limit::Cells.check(num_cells)?;
            if end == End::Record {
                break;
            }
        }
        split.records.push(record);
        Limit::Rows.check(split.records.len() as u64)?;
    }
    Ok(split)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Cell,
    Record,
}

struct Reader<'a> {
    rest: &'a str,
    line: u32,
    unclosed: u32,
    delimiter: char,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Whether the character ends a cell, now that it was read; counts lines.
    fn end(&mut self, c: char) -> Option<End> {
        if c == self.delimiter {
            return Some(End::Cell);
        }
        self.line_break(c).then_some(End::Record)
    }

    /// Whether the character is a line break; takes the second half of one too.
    fn line_break(&mut self, c: char) -> bool {
        match c {
            '\r' => {
                if self.peek() == Some('\n') {
                    self.next();
                }
                self.line = self.line.saturating_add(1);
                true
            }
            '\n' => {
                self.line = self.line.saturating_add(1);
                true
            }
            _ => false,
        }
    }

    fn cell(&mut self, odd_quotes: &mut Vec<u32>) -> (String, End) {
        if self.peek() == Some('"') && self.unclosed < MOST_UNCLOSED {
            if self.rest.get(1..).is_some_and(|rest| rest.contains('"')) {
                return self.quoted_cell(odd_quotes);
            }
            self.unclosed += 1;
            odd_quotes.push(self.line);
        }
        let mut cell = String::new();
        let end = self.plain_end(&mut cell);
        (cell, end)
    }

    fn plain_end(&mut self, cell: &mut String) -> End {
        // As much as possible at once: most cells have nothing to look at twice.
        let delimiter = self.delimiter;
        let plain = self
            .rest
            .find([delimiter, '\n', '\r'])
            .unwrap_or(self.rest.len());
        if let Some((head, rest)) = self.rest.split_at_checked(plain) {
            cell.push_str(head);
            self.rest = rest;
        }
        match self.next() {
            Some(c) => self.end(c).unwrap_or(End::Record),
            None => End::Record,
        }
    }

    fn quoted_cell(&mut self, odd_quotes: &mut Vec<u32>) -> (String, End) {
        let (start, start_line) = (self.rest, self.line);
        self.next();
        let mut cell = String::new();
        while let Some(c) = self.next() {
            if c != '"' {
                if self.line_break(c) {
                    cell.push('\n');
                } else {
                    cell.push(c);
                }
                continue;
            }
            match self.peek() {
                Some('"') => {
                    self.next();
                    cell.push('"');
                }
                None => return (cell, End::Record),
                Some(next) if next == self.delimiter || next == '\n' || next == '\r' => {
                    self.next();
                    let end = self.end(next).unwrap_or(End::Record);
                    return (cell, end);
                }
                Some(_) if cell.ends_with('\\') => {
                    // Escaped as programmers do.
                    cell.pop();
                    cell.push('"');
                    odd_quotes.push(self.line);
                }
                Some(_) => {
                    odd_quotes.push(self.line);
                    let end = self.plain_end(&mut cell);
                    return (cell, end);
                }
            }
        }
        // Never closed: read again, with the quotation mark as a character.
        (self.rest, self.line) = (start, start_line);
        self.unclosed += 1;
        odd_quotes.push(start_line);
        let mut cell = String::new();
        let end = self.plain_end(&mut cell);
        (cell, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let records = split(text, ',', usize::MAX).unwrap().records;
        let found: Vec<(u32, Vec<&str>)> = records
            .iter()
            .map(|one| (one.line, one.cells.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, cells)| (*line, cells.to_vec()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn records_as_rfc_4180_has_them() {
        check(
            "a,b\r\n1,\"x, y\"\r\n",
            &[(1, &["a", "b"]), (2, &["1", "x, y"])],
        );
        check(
            "a,\"one\r\ntwo\"\nb,c",
            &[(1, &["a", "one\ntwo"]), (3, &["b", "c"])],
        );
        check("\"say \"\"hi\"\"\",\"\"", &[(1, &["say \"hi\"", ""])]);
        check("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("", &[]);
        check("\n\n", &[(1, &[""]), (2, &[""])]);
        check("a,", &[(1, &["a", ""])]);
    }

    #[test]
    fn a_wrong_quotation_mark_costs_no_other_row() {
        check("1\"2,3\n4,5", &[(1, &["1\"2", "3"]), (2, &["4", "5"])]);
        check("\"4\"5,6\n7,8", &[(1, &["45", "6"]), (2, &["7", "8"])]);
        check(
            "\"open,1\n2,3\n",
            &[(1, &["\"open", "1"]), (2, &["2", "3"])],
        );
        check(
            "\"x\\\"y\",2\n3,4",
            &[(1, &["x\"y", "2"]), (2, &["3", "4"])],
        );
    }

    #[test]
    fn too_much_is_said() {
        let check = |text: &str, limit| {
            let found = split(text, ',', usize::MAX).unwrap_err();
            assert_eq!(found.limit, limit);
        };
        check(&",".repeat(500), Limit::Columns);
        check(&"x".repeat(1024 * 1024 + 1), Limit::Cell);
        check(&format!("{}\n", ",".repeat(499)).repeat(4001), Limit::Cells);
    }
}
