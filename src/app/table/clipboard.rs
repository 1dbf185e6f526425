//! The table on the clipboard: tab-separated text as spreadsheets read and write it, and Markdown.
//!
//! Pure functions on text; what is copied and what a paste means is decided by the callers.

use crate::export::{csv, markdown};

/// Cells as tab-separated text; a cell with a tab, a quote or a line break is quoted as spreadsheets quote it.
pub(super) fn write_tsv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
    }
    out
}

/// Whole rows for a spreadsheet: behind the headers, with an apostrophe before what it could take for a formula.
pub(super) fn write_sheet(headers: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let mut all = vec![headers];
    all.extend(rows);
    for cell in all.iter_mut().flatten() {
        if csv::looks_like_formula(cell) || cell.starts_with('\'') {
            cell.insert(0, '\'');
        }
    }
    write_tsv(&all)
}

/// Whole rows as a Markdown table.
pub(super) fn write_markdown(headers: &[String], rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        out.push('|');
        for cell in cells {
            out.push(' ');
            out.push_str(&cell);
            out.push_str(" |");
        }
        out.push('\n');
    };
    line(&mut headers.iter().map(|text| markdown::cell(text)));
    line(&mut headers.iter().map(|_| "---".to_owned()));
    for row in rows {
        line(&mut row.iter().map(|text| markdown::cell(text)));
    }
    out
}

/// Reads tab-separated text; rows may differ in length. A line break at the end begins no row.
pub(super) fn parse_tsv(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    let push = |rows: &mut Vec<Vec<String>>, cell: &mut String| {
        if let Some(row) = rows.last_mut() {
            row.push(std::mem::take(cell));
        }
    };
    let mut at_start = true;
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted => {
                if rest.peek() == Some(&'"') {
                    rest.next();
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            _ if quoted => cell.push(c),
            // A quote inside a cell is one: only a cell that begins with it is quoted.
            '"' if at_start && closes(rest.clone()) => quoted = true,
            '\t' => {
                push(&mut rows, &mut cell);
                at_start = true;
                continue;
            }
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                push(&mut rows, &mut cell);
                if rest.peek().is_some() {
                    rows.push(Vec::new());
                }
                at_start = true;
                continue;
            }
            _ => cell.push(c),
        }
        at_start = false;
    }
    if !text.ends_with(['\n', '\r']) || !cell.is_empty() {
        push(&mut rows, &mut cell);
    }
    rows
}

/// Whether a quote that was opened is closed at the end of a cell: else `"x` is what was typed.
fn closes(mut rest: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    while let Some(c) = rest.next() {
        if c == '"' && rest.next_if_eq(&'"').is_none() {
            return rest.peek().is_none_or(|c| matches!(c, '\t' | '\n' | '\r'));
        }
    }
    false
}

/// Cells of whole rows as they were before [`write_sheet`], if the first row is these headers; else as they are.
pub(super) fn without_headers(mut rows: Vec<Vec<String>>, headers: &[String]) -> Vec<Vec<String>> {
    if rows.len() < 2 || rows.first().is_none_or(|first| first != headers) {
        return rows;
    }
    rows.remove(0);
    for cell in rows.iter_mut().flatten() {
        if let Some(plain) = cell.strip_prefix('\'') {
            *cell = plain.to_owned();
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    }

    fn reads(text: &str, expected: &[&[&str]]) {
        assert_eq!(parse_tsv(text), cells(expected), "{text:?}");
    }

    #[test]
    fn awkward_cells_come_back_as_they_went() {
        for rows in [
            &[&["a", "", "c"][..], &["", "", ""]][..],
            &[&["two\nlines", "say \"hi\"", "tab\there"]],
            &[&["constant \"x\"", "\"", "\"\"", "שלום"]],
            &[&["a\r\nb"]],
        ] {
            reads(&write_tsv(&cells(rows)), rows);
        }
    }

    #[test]
    fn what_other_programs_put_there_is_read() {
        reads("a\tb\r\nc\td\r\n", &[&["a", "b"], &["c", "d"]]);
        reads("a\n\nb", &[&["a"], &[""], &["b"]]);
        reads("\"open", &[&["\"open"]]);
        reads("\"open\tx\n", &[&["\"open", "x"]]);
        reads("\"x\" y", &[&["\"x\" y"]]);
        reads("one", &[&["one"]]);
    }

    #[test]
    fn rows_for_a_spreadsheet_run_nothing_and_come_back_whole() {
        let headers = cells(&[&["Rule", "Owner"]]).remove(0);
        let rows = cells(&[&["=1+1", "'quoted"], &["direct", "HR"]]);
        let text = write_sheet(headers.clone(), rows.clone());
        assert_eq!(text, "Rule\tOwner\n'=1+1\t''quoted\ndirect\tHR");
        assert_eq!(without_headers(parse_tsv(&text), &headers), rows);
        assert_eq!(without_headers(rows.clone(), &headers), rows);
    }

    #[test]
    fn markdown_shows_exactly_the_cells() {
        let headers = cells(&[&["SCIM", "Notes"]]).remove(0);
        let rows = cells(&[&["a|b", "one\ntwo"]]);
        let text = write_markdown(&headers, &rows);
        let expected = "| SCIM | Notes |\n| --- | --- |\n| a&#124;b | one<br>two |\n";
        assert_eq!(text, expected);
    }
}
