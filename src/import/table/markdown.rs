//! Tables of a Markdown document, as our own handoff is one: cells as they are read, not as they are written.

use super::split::Record;
use crate::import::limit::{Limit, TooMuch};

/// The tables that belong together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// One header, then the rows of all tables that have it.
    pub(super) records: Vec<Record>,
    /// How many tables there are besides.
    pub(super) num_others: usize,
}

/// The widest table of a text and those with the same header; none if there is no table with a ruler under its header.
///
/// # Errors
///
/// [`TooMuch`] if there are more cells than are taken, or one is too large.
pub(super) fn tables(text: &str) -> Result<Option<Tables>, TooMuch> {
    let mut all: Vec<Vec<Record>> = Vec::new();
    let mut lines = (1_u32..).zip(text.lines()).peekable();
    let mut num_cells = 0_u64;
    while let Some((line, header)) = lines.next() {
        let is_header =
            header.contains('|') && lines.peek().is_some_and(|(_, next)| is_ruler(next));
        if !is_header {
            continue;
        }
        lines.next();
        let mut table = vec![record(line, header)?];
        while let Some((line, row)) = lines.next_if(|(_, row)| row.contains('|')) {
            let record = record(line, row)?;
            num_cells += record.cells.len() as u64;
            Limit::Cells.check(num_cells)?;
            table.push(record);
            Limit::Rows.check(table.len() as u64)?;
        }
        all.push(table);
    }
    let width = |table: &Vec<Record>| table.first().map_or(0, |header| header.cells.len());
    let Some(widest) = all.iter().map(width).max() else {
        return Ok(None);
    };
    let mut found = Tables::default();
    for table in all {
        let (of_table, header) = (width(&table), table.first());
        match found.records.first() {
            None if of_table == widest => found.records = table,
            Some(known) if header.is_some_and(|header| header.cells == known.cells) => {
                found.records.extend(table.into_iter().skip(1));
            }
            _ => found.num_others += 1,
        }
    }
    Ok(Some(found))
}

/// Whether a line parts a header from its rows: `| --- | :-: |`.
fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.contains("--")
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn record(line: u32, text: &str) -> Result<Record, TooMuch> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let mut cells = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, c) in text.char_indices() {
        if c == '|' && before != '\\' {
            cells.push(decoded(text.get(start..at).unwrap_or_default()));
            start = at + 1;
        }
        before = c;
    }
    let rest = text.get(start..).unwrap_or_default();
    if !rest.trim().is_empty() {
        cells.push(decoded(rest));
    }
    Limit::Columns.check(cells.len() as u64)?;
    for cell in &cells {
        Limit::Cell.check(cell.len() as u64)?;
    }
    Ok(Record { line, cells })
}

/// A cell as a person reads it.
fn decoded(cell: &str) -> String {
    let cell = cell.trim();
    if let Some(code) = code(cell) {
        return code.replace("\\|", "|");
    }
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(c) = rest.chars().next() {
        let tail = rest.get(c.len_utf8()..).unwrap_or_default();
        let (text, left) = match c {
            '\\' => match tail.chars().next().filter(char::is_ascii_punctuation) {
                Some(escaped) => (Some(escaped), tail.get(1..).unwrap_or_default()),
                None => (Some(c), tail),
            },
            '<' => match ["br>", "br/>", "br />"]
                .into_iter()
                .find_map(|tag| tail.strip_prefix(tag))
            {
                Some(left) => (Some('\n'), left),
                None => (Some(c), tail),
            },
            '&' => entity(tail).map_or((Some(c), tail), |(c, left)| (Some(c), left)),
            _ => (Some(c), tail),
        };
        out.extend(text);
        rest = left;
    }
    out
}

/// The text of a cell that is one piece of code.
fn code(cell: &str) -> Option<&str> {
    let inner = cell.trim_start_matches('`');
    let fence = cell.get(..cell.len() - inner.len())?;
    let inner = inner.strip_suffix(fence)?;
    let ends_in_more = inner.ends_with('`');
    if fence.is_empty() || ends_in_more || inner.contains(fence) {
        return None;
    }
    let spaced = inner
        .strip_prefix(' ')
        .and_then(|one| one.strip_suffix(' '));
    Some(spaced.filter(|one| !one.trim().is_empty()).unwrap_or(inner))
}

/// The character that a reference behind `&` stands for, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    /// Longer than any that is written here.
    const LONGEST: usize = 10;
    // No further: a cell full of ampersands would be read as often.
    let end = text
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    let (name, rest) = (text.get(..end)?, text.get(end + 1..)?);
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_show() {
        let check = |cell: &str, expected: &str| assert_eq!(decoded(cell), expected, "{cell}");
        check(" a&#124;b ", "a|b");
        check("\\*all\\* &lt;b>", "*all* <b>");
        check("one<br>two", "one\ntwo");
        check("`IIF([x]=\"a\\|b\")`", "IIF([x]=\"a|b\")");
        check("``a`b``", "a`b");
        check("`` ` ``", "`");
        check("`a` and `b`", "`a` and `b`");
        check("&amp;lt; & &unknown; C:\\x", "&lt; & &unknown; C:\\x");
        check("a&#x202E;b", "a\u{202e}b");
    }

    #[test]
    fn the_widest_table_is_read_with_those_like_it() {
        let text = "# T\n\n| a | b |\n| --- | --- |\n| 1 | `x\\|y` |\n\ntext\n\n| c |\n|---|\n| 3 |\n\n| a | b |\n|--|:-:|\n| 2 |  |\n";
        let found = tables(text).unwrap().unwrap();
        let expected: [(u32, &[&str]); 3] =
            [(3, &["a", "b"]), (5, &["1", "x|y"]), (15, &["2", ""])];
        let records: Vec<(u32, Vec<&str>)> = found
            .records
            .iter()
            .map(|one| (one.line, one.cells.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            records,
            expected.map(|(line, cells)| (line, cells.to_vec()))
        );
        assert_eq!(found.num_others, 1);
        assert_eq!(tables("a | b\n1 | 2\n").unwrap(), None);
    }
}
