//! Workbooks: sizes are known before anything is read, a sheet is chosen, nothing is expanded.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, Xlsx};

use super::counts::Counts;
use super::meaning::Meaning;
use super::reading::Table;
use super::sheet::{Rows, text_of};
use crate::import::limit::Limit;
use crate::import::problem::Problem;

/// The sheets of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Their names in order.
    pub sheets: Vec<String>,
    /// The place of the one that was read; none if none was.
    pub read: Option<usize>,
}

/// The sheets of a workbook whose table cannot be read; none if it is no workbook either.
pub fn sheet_names(bytes: &[u8]) -> Option<Book> {
    check_sizes(bytes).ok()?;
    let names = catch_unwind(AssertUnwindSafe(|| {
        Xlsx::new(Cursor::new(bytes))
            .ok()
            .map(|book: Xlsx<_>| book.sheet_names())
    }));
    let sheets = names.ok()??;
    Some(Book { sheets, read: None })
}

/// Reads a sheet of an `.xlsx` file: the one of this name, else the first that looks like a mapping table, else the first
/// that holds a table.
///
/// # Errors
///
/// A [`Problem`] of the file as a whole if it is damaged, goes beyond a cap, has no table, or no sheet of that name.
pub fn read_xlsx(bytes: &[u8], sheet: Option<&str>) -> Result<Table, Problem> {
    check_sizes(bytes)?;
    // Sizes are checked, so memory is bounded; should the reader itself trip over a damaged file, that is said too.
    let read = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, sheet)));
    read.unwrap_or_else(|_| Err(damaged("it is not as spreadsheets are")))
}

pub(super) fn damaged(why: impl std::fmt::Display) -> Problem {
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
        let mut counts = Counts::default();
        let size = io::copy(&mut part.take(limit.most() + 1), &mut counts).map_err(damaged)?;
        limit.check(size)?;
        check_counts(&counts, size)?;
        all += size;
        Limit::UnpackedAll.check(all)?;
    }
    Ok(())
}

/// Whether a part of this size can hold what it says it holds: the reader takes it at its word and makes room for it.
fn check_counts(counts: &Counts, size: u64) -> Result<(), Problem> {
    /// Bytes of the shortest text, `<si/>`.
    const SHORTEST: u64 = 5;
    let most_texts = (size / SHORTEST).min(Limit::Cells.most());
    if counts.texts > most_texts {
        return Err(damaged(format!(
            "it says that it holds {} common texts, and has no room for them",
            counts.texts
        )));
    }
    if counts.formula > Limit::Cells.most() {
        return Err(damaged(format!(
            "it numbers a formula {}, and has not that many cells",
            counts.formula
        )));
    }
    Ok(())
}

fn read_sheets(bytes: &[u8], wanted: Option<&str>) -> Result<Table, Problem> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = book.sheet_names();
    let (at, mut table, why) = match wanted {
        Some(wanted) => {
            let at = place_of(&sheets, wanted)?;
            let name = sheets.get(at).map_or("", String::as_str);
            (at, read_sheet(&mut book, name)?, "")
        }
        None => read_likely(&mut book, &sheets)?,
    };
    let quoted = |name: &String| format!("{name:?}");
    let name = sheets.get(at).map(quoted).unwrap_or_default();
    table.remarks.push(format!("read sheet {name}{why}"));
    let others: Vec<String> = (0..)
        .zip(&sheets)
        .filter(|(other, _)| *other != at)
        .map(|(_, name)| quoted(name))
        .collect();
    if !others.is_empty() {
        table
            .remarks
            .push(format!("other sheets not read: {}", others.join(", ")));
    }
    table.book = Some(Book {
        sheets,
        read: Some(at),
    });
    Ok(table)
}

/// The place of a sheet by its name, the letters' case aside.
fn place_of(sheets: &[String], wanted: &str) -> Result<usize, Problem> {
    let exact = sheets.iter().position(|name| name == wanted);
    let small = wanted.trim().to_lowercase();
    exact
        .or_else(|| {
            sheets
                .iter()
                .position(|name| name.trim().to_lowercase() == small)
        })
        .ok_or_else(|| {
            let names: Vec<_> = sheets.iter().map(|name| format!("{name:?}")).collect();
            Problem::of_file(format!(
                "the spreadsheet has no sheet {wanted:?}; it has {}",
                names.join(", ")
            ))
        })
}

/// The first sheet whose head looks like that of a mapping table, else the first that holds a table, with why.
fn read_likely(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheets: &[String],
) -> Result<(usize, Table, &'static str), Problem> {
    if sheets.len() > 1 {
        for (at, name) in sheets.iter().enumerate() {
            if looks_like_mapping(book, name) {
                let why = ", the first that looks like a mapping table";
                return Ok((at, read_sheet(book, name)?, why));
            }
        }
    }
    let mut odd = Vec::new();
    for (at, name) in sheets.iter().enumerate() {
        let table = read_sheet(book, name)?;
        if table.records.iter().any(|record| record.cells.len() > 1) {
            let why = if at > 0 || sheets.len() > 1 {
                ", the first that holds a table"
            } else {
                ""
            };
            return Ok((at, table, why));
        }
        odd.extend(table.problems.into_iter().map(|problem| problem.reason));
    }
    let why = odd
        .first()
        .map_or_else(String::new, |why| format!(": {why}"));
    Err(Problem::of_file(format!(
        "no sheet of the spreadsheet holds a table{why}"
    )))
}

/// Whether one of the first rows of a sheet has headers of two columns of names.
fn looks_like_mapping(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> bool {
    /// A title and a blank line may stand above the header.
    const ROWS: u32 = 5;
    const CELLS: usize = 500;
    let Ok(mut reader) = book.worksheet_cells_reader(name) else {
        return false;
    };
    let mut lines: BTreeMap<u32, String> = BTreeMap::new();
    for _ in 0..CELLS {
        let Ok(Some(cell)) = reader.next_cell_with_formula_metadata() else {
            break;
        };
        let (row, _) = cell.pos;
        if row >= ROWS {
            break;
        }
        let line = lines.entry(row).or_default();
        let text: String = text_of(&cell.value).chars().take(100).collect();
        line.push_str(&text);
        line.push('\t');
    }
    lines.values().any(|line| {
        let told = Meaning::in_line(line);
        let names = told.iter().filter(|(_, meaning)| meaning.names().is_some());
        names.count() >= 2
    })
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, Problem> {
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut rows = Rows::default();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
        rows.cell(cell.pos, &cell.value, cell.formula.is_some())?;
    }
    Ok(rows.finish())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A spreadsheet of one sheet with this content and these common texts.
    fn spreadsheet(rows: &str, strings: &str) -> Vec<u8> {
        workbook(&[("M", rows)], strings)
    }

    /// A spreadsheet of these sheets.
    fn workbook(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let related = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let all = |related: String| {
            format!(r#"<Relationships xmlns="{RELATIONS}">{related}</Relationships>"#)
        };
        let numbered = || (1..).zip(sheets);
        let names: Vec<String> = numbered()
            .map(|(at, (name, _))| format!(r#"<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>"#))
            .collect();
        let targets: Vec<String> = numbered()
            .map(|(at, _)| {
                related(
                    &format!("r{at}"),
                    "worksheet",
                    &format!("worksheets/sheet{at}.xml"),
                )
            })
            .collect();
        let part = |name: &str, text: String| (name.to_owned(), text);
        let mut parts = vec![
            part(
                "_rels/.rels",
                all(related("r1", "officeDocument", "xl/workbook.xml")),
            ),
            part(
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{}</sheets></workbook>"#,
                    names.concat()
                ),
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                all(targets.concat() + &related("strings", "sharedStrings", "sharedStrings.xml")),
            ),
            part("xl/sharedStrings.xml", strings.to_owned()),
        ];
        parts.extend(numbered().map(|(at, (_, rows))| {
            let sheet =
                format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
            (format!("xl/worksheets/sheet{at}.xml"), sheet)
        }));
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(part.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    const ROWS: &str =
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#;

    fn strings(count: &str) -> String {
        format!(r#"<sst uniqueCount="{count}"><si><t>Entra ID</t></si><si><t>SCIM</t></si></sst>"#)
    }

    /// A row of cells with their texts in them.
    fn row(number: u32, cells: &[&str]) -> String {
        let cells: Vec<String> = ('A'..)
            .zip(cells)
            .map(|(column, text)| {
                format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
            })
            .collect();
        format!(r#"<row r="{number}">{}</row>"#, cells.concat())
    }

    #[test]
    fn the_sheet_that_looks_like_a_mapping_is_read_unless_another_is_asked_for() {
        let people = row(1, &["Name", "Phone"]) + &row(2, &["Dana", "1"]);
        let mapping = row(1, &["Our mapping"])
            + &row(3, &["Entra ID", "SCIM"])
            + &row(4, &["mail", "userName"]);
        let sheets = [
            ("Cover", row(1, &["Welcome"])),
            ("People", people),
            ("Mapping", mapping),
        ];
        let sheets = sheets.each_ref().map(|(name, rows)| (*name, rows.as_str()));
        let bytes = workbook(&sheets, &strings("2"));
        let check = |wanted: Option<&str>, read: usize, first: &str| {
            let table = read_xlsx(&bytes, wanted).unwrap();
            assert_eq!(table.records[0].cells[0], first);
            let book = table.book.unwrap();
            assert_eq!(book.sheets, ["Cover", "People", "Mapping"]);
            assert_eq!(book.read, Some(read));
            table.remarks.join("; ")
        };
        let said = check(None, 2, "Our mapping");
        assert!(said.contains("read sheet \"Mapping\", the first that looks like a mapping"));
        assert!(said.contains("not read: \"Cover\", \"People\""), "{said}");
        check(Some("People"), 1, "Name");
        check(Some(" people"), 1, "Name");
        check(Some("Cover"), 0, "Welcome");
        let problem = read_xlsx(&bytes, Some("Nope")).unwrap_err();
        assert!(
            problem
                .reason
                .contains("no sheet \"Nope\"; it has \"Cover\", \"People\", \"Mapping\"")
        );
        // Without a mapping it is the first table.
        let [cover, people, _] = sheets;
        let table = read_xlsx(&workbook(&[cover, people], &strings("2")), None).unwrap();
        assert_eq!(table.book.unwrap().read, Some(1));
    }

    #[test]
    fn a_small_spreadsheet_is_read() {
        let table = read_xlsx(&spreadsheet(ROWS, &strings("2")), None).unwrap();
        assert_eq!(table.records[0].cells, ["Entra ID", "SCIM"]);
    }

    #[test]
    fn what_says_that_it_holds_more_than_it_can_is_refused_and_costs_no_memory() {
        for count in ["33333333333", "99999999999999999999", "+100"] {
            let problem = read_xlsx(&spreadsheet(ROWS, &strings(count)), None).unwrap_err();
            assert!(problem.reason.contains("common texts"), "{problem}");
        }
        let formula = r#"<row r="1"><c r="A1"><f t="shared" si="4000000000" ref="A1:A2">B1</f><v>1</v></c></row>"#;
        let problem = read_xlsx(&spreadsheet(formula, &strings("2")), None).unwrap_err();
        assert!(problem.reason.contains("numbers a formula"), "{problem}");
    }
}
