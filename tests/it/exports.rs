//! What the exports write, and that every cell reads back equal.

use std::fmt::Write as _;
use std::io;

use crosswalk::catalog::reference;
use crosswalk::export::csv::{self, Delimiter, SAFE_MARKER, undo_safe};
use crosswalk::export::markdown;
use crosswalk::export::{Columns, Format, Request};
use crosswalk::model::{
    AttributeId, Audience, Edit, Heading, Link, NoteKind, Place, Project, Resource, Rule, System,
};
use crosswalk::report::Report;
use crosswalk::rows::{Index, NoReference, Reference, Rows, Table, TableColumn};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::awkward::{self, add_link, add_note, direct};
use crate::golden::assert_golden;

/// Gives the table of a project to `read`.
fn with_table<T>(
    project: &Project,
    reference: &dyn Reference,
    read: impl FnOnce(&Table<'_>) -> T,
) -> T {
    let index = Index::derive(project);
    let rows = Rows::derive(&index);
    read(&Table::new(
        project,
        &index,
        &rows,
        reference,
        Audience::Customer,
    ))
}

/// Header and rows as the table says them.
fn said(table: &Table<'_>) -> Vec<Vec<String>> {
    let header = TableColumn::ALL.map(|column| column.header(table.project()).to_owned());
    let rows = table.rows().all().iter();
    std::iter::once(header.to_vec())
        .chain(rows.map(|row| {
            TableColumn::ALL
                .map(|column| table.cell(row, column))
                .to_vec()
        }))
        .collect()
}

fn exact_csv(table: &Table<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    csv::write_exact(table, Columns::default(), &mut bytes).unwrap();
    bytes
}

fn safe_csv(table: &Table<'_>, delimiter: Delimiter) -> Vec<u8> {
    let mut bytes = Vec::new();
    csv::write_safe(table, delimiter, Columns::default(), &mut bytes).unwrap();
    bytes
}

fn markdown(table: &Table<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let report = Report::handoff(table, None);
    markdown::write(&report, table, &mut bytes).unwrap();
    bytes
}

fn read_csv(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(bytes)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// All tables of a Markdown text, cell by cell; `<br>` reads as a line break, any other markup shows as `⟦…⟧`.
fn read_markdown(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut cell: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        let inside = cell.as_mut();
        match (event, inside) {
            (Event::Start(Tag::Table(_)), _) => tables.push(Vec::new()),
            (Event::Start(Tag::TableHead | Tag::TableRow), _) => {
                tables.last_mut().unwrap().push(Vec::new());
            }
            (Event::Start(Tag::TableCell), _) => cell = Some(String::new()),
            (Event::End(TagEnd::TableCell), _) => {
                let row = tables.last_mut().unwrap().last_mut().unwrap();
                row.extend(cell.take());
            }
            (Event::Text(text) | Event::Code(text), Some(cell)) => cell.push_str(&text),
            (Event::InlineHtml(tag), Some(cell)) if &*tag == "<br>" => cell.push('\n'),
            (other, Some(cell)) => write!(cell, "⟦{other:?}⟧").unwrap(),
            (_, None) => {}
        }
    }
    tables
}

/// Checks every cell of every form.
fn check_round_trip(project: &Project, reference: &dyn Reference) {
    with_table(project, reference, |table| {
        let said = said(table);
        assert_eq!(read_csv(&exact_csv(table), b','), said, "exact CSV");

        for (delimiter, byte) in [
            (Delimiter::Comma, b','),
            (Delimiter::Semicolon, b';'),
            (Delimiter::Tab, b'\t'),
        ] {
            let bytes = safe_csv(table, delimiter);
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
            let mut found = read_csv(bytes, byte);
            for (position, row) in found.iter_mut().enumerate() {
                let marker = row.pop().unwrap();
                assert_eq!(marker, if position == 0 { SAFE_MARKER } else { "" });
                for cell in row {
                    assert!(!csv::looks_like_formula(cell), "{cell:?}");
                    *cell = undo_safe(cell).to_owned();
                }
            }
            assert_eq!(found, said, "{delimiter:?}");
        }

        // A header and the users, a header and the groups; NUL is the one thing that Markdown cannot hold.
        let header = said.first().unwrap();
        let shown = |row: &Vec<String>| -> Vec<String> {
            row.iter()
                .map(|cell| cell.replace('\0', "\u{fffd}"))
                .collect()
        };
        let num_users = table.rows().of(Resource::User).len();
        let (users, groups) = said.split_at(1 + num_users);
        let mut expected = vec![users.iter().map(shown).collect::<Vec<_>>()];
        if !groups.is_empty() {
            expected.push(std::iter::once(header).chain(groups).map(shown).collect());
        }
        let text = String::from_utf8(markdown(table)).unwrap();
        let found: Vec<_> = read_markdown(&text)
            .into_iter()
            .filter(|table| table.first().is_some_and(|header| header.len() == 17))
            .collect();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert_eq!(found, expected);
            }
        }
    });
}

/// A project that has each text as attribute name, expression, constant, default, owner and note.
fn project_of(texts: &[String]) -> Project {
    let mut project = Project::new(
        Heading::default(),
        System::new("Entra ID"),
        System::new("SCIM"),
        System::new("Genesys Cloud"),
    );
    for (number, text) in texts.iter().enumerate() {
        let path = format!("a{number}");
        let protocol = AttributeId::protocol(Resource::User, &path);
        let mut link = direct(protocol.clone(), text);
        link.settings.default_if_null = Some(text.clone());
        link.owner = Some(text.clone());
        add_link(&mut project, link);
        let target = AttributeId::target(Resource::User, &format!("{text}{number}"), Some(&path));
        add_link(&mut project, direct(target, &path));
        add_note(
            &mut project,
            Place::Attribute(protocol),
            NoteKind::Comment,
            text,
            Audience::Customer,
        );

        let path = format!("b{number}");
        let protocol = AttributeId::protocol(Resource::Group, &path);
        let expression = Rule::Expression { text: text.clone() };
        add_link(&mut project, Link::new(protocol, expression));
        let target = AttributeId::target(Resource::Group, &path, None);
        let constant = Rule::Constant {
            value: text.clone(),
        };
        add_link(&mut project, Link::new(target, constant));
    }
    project
}

#[test]
fn the_awkward_project_as_it_was_looked_at() {
    let project = awkward::project();
    let reference = awkward::Known::new();
    with_table(&project, &reference, |table| {
        assert_golden("awkward.csv", &exact_csv(table));
        assert_golden("awkward.safe.csv", &safe_csv(table, Delimiter::Semicolon));
        assert_golden("awkward.md", &markdown(table));
    });
    check_round_trip(&project, &reference);
}

#[test]
fn an_internal_note_is_in_no_customer_export() {
    let project = awkward::project();
    with_table(&project, &NoReference, |table| {
        for bytes in [
            exact_csv(table),
            safe_csv(table, Delimiter::Comma),
            markdown(table),
        ] {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("UPN feeds userName."));
            assert!(!text.contains("must not read this"));
        }
    });
}

#[test]
fn the_summary_names_what_was_changed() {
    let project = project_of(&["=1+1".to_owned(), "'x".to_owned(), "-5".to_owned()]);
    with_table(&project, &NoReference, |table| {
        let exact = csv::write_exact(table, Columns::default(), &mut Vec::new()).unwrap();
        let safe =
            csv::write_safe(table, Delimiter::Comma, Columns::default(), &mut Vec::new()).unwrap();
        assert_eq!(exact.num_rows, table.rows().len());
        assert!(exact.changed.is_empty());
        assert_eq!(exact.num_formula_like, safe.num_formula_like);
        let expected: Vec<_> = said(table)
            .iter()
            .enumerate()
            .flat_map(|(row, cells)| {
                let guarded = |cell: &str| cell.starts_with('\'') || csv::looks_like_formula(cell);
                let changed = cells.iter().zip(TableColumn::ALL);
                changed
                    .filter(|(cell, _)| guarded(cell))
                    .map(|(_, column)| csv::CellPlace {
                        row: row as u32,
                        column,
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(safe.changed, expected);
        assert!(safe.changed.len() > safe.num_formula_like);
        assert!(safe.num_formula_like >= 5);
    });
}

#[test]
fn hostile_system_names_are_guarded_too() {
    let mut project = awkward::project();
    let name = "=SUM(A1) | x".to_owned();
    let column = crosswalk::model::Column::Source;
    awkward::apply(&mut project, Edit::RenameSystem { column, name });
    check_round_trip(&project, &NoReference);
}

#[test]
fn an_empty_project_exports_headers() {
    let project = project_of(&[]);
    with_table(&project, &NoReference, |table| {
        assert_eq!(read_csv(&exact_csv(table), b','), said(table));
        let text = String::from_utf8(markdown(table)).unwrap();
        assert!(text.starts_with("# Attribute mapping\n"), "{text}");
        assert!(text.contains("## Users\n\nNone.\n"), "{text}");
    });
}

#[test]
fn a_full_disk_is_an_error() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    with_table(&awkward::project(), &NoReference, |table| {
        let errors = [
            csv::write_exact(table, Columns::default(), &mut Full).unwrap_err(),
            csv::write_safe(table, Delimiter::Comma, Columns::default(), &mut Full).unwrap_err(),
            markdown::write(&Report::handoff(table, None), table, &mut Full).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        }
    });
}

#[test]
fn hostile_cells_read_back_equal() {
    let texts = [
        "",
        " ",
        "  a  ",
        "a|b",
        "a\\|b",
        "a\\\\|b",
        "trailing\\",
        "\\",
        "`",
        "``",
        "a`b|c`",
        "` a `",
        "a\nb",
        "a\r\nb",
        "a\rb",
        "\n",
        "\n\n=1",
        "\t",
        "a\tb",
        "| --- | --- |",
        "||",
        "***",
        "**b**",
        "- x",
        "> q",
        "1. x",
        "# h",
        "[a](http://e.example)",
        "![a](b)",
        "[a]: http://e.example",
        "[^1]",
        "[x]",
        "<b>x</b>",
        "<br>",
        "<br/>",
        "<!-- -- -->",
        "<http://e.example>",
        "&#124;",
        "&amp;",
        "&lt;br&gt;",
        "& &",
        "_a_",
        "a_b_c",
        "__a__",
        "é_a_",
        "~~a~~",
        "~a~",
        "$a$",
        "==x==",
        "http://e.example/a_b",
        "a@b.example",
        "@team",
        "\"q\"",
        "a\"\"b",
        "'",
        "''",
        "'=1",
        "=1+1",
        "=cmd|'/c calc'!A1",
        "-5",
        "-5x",
        "+972 52",
        "@x",
        "\u{feff}=1",
        "\u{200b}=1",
        "\u{202e}abc",
        "\u{2066}a\u{2069}",
        "שלום",
        "e\u{301}",
        "📞",
        "\u{1f468}\u{200d}\u{1f469}",
        "\0",
        "a\0b",
        "\u{1b}]0;t\u{7}",
        "\u{85}",
        "\u{80}\u{9f}",
        "\u{2028}",
        "\u{a0}",
        "\u{ffff}",
        "a,b;c\td",
        "IIF([x]=\"a|b\", \"1\", \"2\")",
        "Join(\"`\", [a], [b])",
        "\u{c}",
        "\u{b}x\u{b}",
        "x\\\ny",
    ]
    .map(str::to_owned);
    check_round_trip(&project_of(&texts), &NoReference);
}

#[cfg(feature = "shared-fixtures")]
#[test]
fn shared_hostile_strings_read_back_equal() {
    let shared = std::env::var_os("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the fixtures");
    let folder = std::path::Path::new(&shared).join("fixtures/hostile/strings");
    let mut num_files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let texts: Vec<String> =
                serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            check_round_trip(&project_of(&texts), &NoReference);
            num_files += 1;
        }
    }
    assert!(num_files >= 6, "{num_files} files of hostile strings");
}

#[test]
fn a_column_that_was_left_out_is_in_no_record() {
    let columns = TableColumn::ALL
        .into_iter()
        .filter(|column| !matches!(column, TableColumn::Source | TableColumn::Target))
        .fold(Columns::default(), Columns::without)
        .with(TableColumn::Owner);
    with_table(&awkward::project(), &NoReference, |table| {
        let mut bytes = Vec::new();
        csv::write_exact(table, columns, &mut bytes).unwrap();
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        let [source, target] =
            [TableColumn::Source, TableColumn::Target].map(|column| column.header(table.project()));
        assert_eq!(reader.headers().unwrap(), vec![source, target, "Owner"]);
        for (record, row) in reader.records().zip(table.rows().all()) {
            let record = record.unwrap();
            assert_eq!(record.len(), 3);
            assert_eq!(&record[0], table.cell(row, TableColumn::Source));
        }
        bytes.clear();
        let written = csv::write_safe(table, Delimiter::Tab, columns, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.lines()
                .next()
                .unwrap()
                .ends_with(&format!("\t\"{SAFE_MARKER}\""))
        );
        assert!(
            written
                .changed
                .iter()
                .all(|cell| columns.contains(cell.column))
        );
    });
}

fn founding_draft() -> Project {
    let text = include_str!("../../sample-data/founding-draft.crosswalk.json");
    crosswalk::store::read(text.as_bytes()).unwrap().project
}

fn exported(project: &Project, format: Format, with_findings: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let request = Request {
        with_findings,
        ..format.into()
    };
    crosswalk::export::write(project, request, reference(), &mut bytes).unwrap();
    bytes
}

#[test]
fn findings_are_told_on_request_and_change_nothing_else() {
    let project = founding_draft();
    let exact = exported(&project, Format::Csv, true);
    assert_golden("founding-draft.findings.csv", &exact);
    let document = exported(&project, Format::Markdown, true);
    assert_golden("founding-draft.findings.md", &document);

    // The same table with one column more.
    let without = read_csv(&exported(&project, Format::Csv, false), b',');
    let mut with = read_csv(&exact, b',');
    let last: Vec<String> = with.iter_mut().map(|row| row.pop().unwrap()).collect();
    assert_eq!(with, without);
    assert_eq!(last.first().unwrap(), "Findings");
    assert!(last.iter().any(|cell| cell.starts_with("error C21: ")));
    assert!(last.iter().skip(1).any(|cell| cell.contains("hint M018: ")));

    // The safe form has it before its marker, and no cell of it runs as a formula.
    let safe = exported(&project, Format::CsvSafe(Delimiter::Semicolon), true);
    let mut rows = read_csv(safe.strip_prefix("\u{feff}".as_bytes()).unwrap(), b';');
    assert_eq!(rows.first_mut().unwrap().pop().unwrap(), SAFE_MARKER);
    for (row, cell) in rows.iter().zip(&last) {
        let found = row.get(without.first().unwrap().len()).unwrap();
        assert_eq!(found, cell);
        assert!(!csv::looks_like_formula(found));
    }

    let plain = String::from_utf8(exported(&project, Format::Markdown, false)).unwrap();
    let document = String::from_utf8(document).unwrap();
    assert!(!plain.contains("## Findings"));
    let (before, rest) = document.split_once("## Findings\n").unwrap();
    let (section, after) = rest.split_once("\n## ").unwrap();
    assert!(section.contains("| C21 | error |"), "{section}");
    assert_eq!(plain, format!("{before}## {after}"));
}
