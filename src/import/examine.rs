//! A file as it would be read, to be looked at and corrected before anything is done: its plan, and how its table was
//! understood.

use super::charset::Charset;
use super::correction::Corrections;
use super::facts::Facts;
use super::kind::{Container, Kind};
use super::limit::Limit;
use super::plan::Plan;
use super::problem::Problem;
use super::schemas::plan_schema;
use super::table::{self, Book, Columns, Reading, Record, Table};
use super::watch::{Cancelled, Watch};
use super::{Options, Source};
use crate::catalog::Catalog;
use crate::model::Project;

/// What a person says of a file; what they leave open is worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is to be done with it.
    pub options: Options,
    /// Which sheet of a workbook is read.
    pub sheet: Option<String>,
    /// How its text is read.
    pub reading: Option<Reading>,
    /// What names mean that nobody knows.
    pub corrections: Corrections,
    /// What its columns mean; for another number of columns it counts for nothing.
    pub columns: Option<Columns>,
    /// What the columns of a list of attributes say; for another number of columns it counts for nothing.
    pub facts: Option<Facts>,
}

/// A file as it would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// What it would do.
    pub plan: Plan,
    /// Its table, if it holds one.
    pub sheet: Option<Sheet>,
    /// The sheets of a workbook.
    pub book: Option<Book>,
}

/// How the table of a file was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// How its text was read; none for a spreadsheet.
    pub reading: Option<Reading>,
    /// What its columns mean; none if it is no mapping table.
    pub columns: Option<Columns>,
    /// What its columns say; none if it is no list of attributes.
    pub facts: Option<Facts>,
    /// Its first records, the header included, with cells cut to what can be shown.
    pub head: Vec<Record>,
    /// How many records it has, the header included.
    pub num_records: usize,
    /// How many cells the widest record of all has.
    pub num_columns: usize,
}

impl Sheet {
    /// Records that are enough to see what a table is about.
    const HEAD: usize = 12;
    /// Characters of a cell that are enough to see what it says.
    const CELL: usize = 160;

    fn of(table: &Table) -> Self {
        let shown = |record: &Record| Record {
            line: record.line,
            cells: record
                .cells
                .iter()
                .map(|cell| cell.chars().take(Self::CELL).collect())
                .collect(),
        };
        let widths = table.records.iter().map(|record| record.cells.len());
        Self {
            reading: table.reading,
            num_columns: widths.max().unwrap_or_default(),
            num_records: table.records.len(),
            head: table.records.iter().take(Self::HEAD).map(shown).collect(),
            columns: None,
            facts: None,
        }
    }
}

/// What a file would do in a project, or why nothing; and how it was understood.
///
/// # Errors
///
/// [`Cancelled`] if the watcher says so.
pub fn examine(
    project: &Project,
    catalog: &Catalog,
    source: Source<'_>,
    told: &Told,
    watch: Watch<'_>,
) -> Result<Examined, Cancelled> {
    let mut examined = examine_by_kind(project, catalog, source, told, watch)?;
    let plan = &mut examined.plan;
    if plan.num_read == 0 && plan.problems.is_empty() {
        // No importer leaves a person without a reason.
        plan.problems.push(Problem::of_file(nothing_in(plan.kind)));
    }
    Ok(examined)
}

/// Why nothing was read of a file in which nothing is wrong.
fn nothing_in(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::EntraSchema) => {
            "the schema has neither an attribute mapping nor a directory with attributes: export it again, whole"
        }
        Some(Kind::ScimSchemas) => "no schema of it lists an attribute",
        Some(Kind::Genesys) => "no model of it for users or groups has a property",
        Some(Kind::Table | Kind::Attributes) | None => "no row names an attribute",
    }
}

fn examine_by_kind(
    project: &Project,
    catalog: &Catalog,
    source: Source<'_>,
    told: &Told,
    watch: Watch<'_>,
) -> Result<Examined, Cancelled> {
    let options = told.options;
    let nothing = |problem| {
        Ok(Examined {
            plan: Plan::nothing(options.kind, problem),
            sheet: None,
            book: None,
        })
    };
    if let Err(error) = Limit::File.check(source.bytes.len() as u64) {
        return nothing(error.into());
    }
    watch.step(0, 1)?;
    let container = Container::of(source.bytes);
    let read = match container {
        Container::OldOffice => {
            return nothing(Problem::of_file(
                "this is a spreadsheet in the format before 2007 (.xls): save it as .xlsx or CSV and import that",
            ));
        }
        Container::Foreign(what) => {
            return nothing(Problem::of_file(format!(
                "this is {what}, not a table: copy the table out of it and paste it"
            )));
        }
        Container::Zip => table::read_xlsx(source.bytes, told.sheet.as_deref()),
        Container::Json | Container::Text if is_schema(container, options.kind) => {
            return Ok(Examined {
                plan: plan_json(project, source, options),
                sheet: None,
                book: None,
            });
        }
        Container::Json | Container::Text => Table::read_text(source.bytes, told.reading),
    };
    match read {
        Ok(read) => examine_table(project, catalog, source, read, told, watch),
        Err(problem) => {
            let book = (container == Container::Zip).then(|| table::sheet_names(source.bytes));
            nothing(problem).map(|examined| Examined {
                // Another sheet may be better.
                book: book.flatten(),
                ..examined
            })
        }
    }
}

/// Whether it is for the importers of schemas: what they are told to read, and JSON of which nobody said otherwise.
fn is_schema(container: Container, kind: Option<Kind>) -> bool {
    match kind {
        Some(Kind::Table | Kind::Attributes) => false,
        Some(Kind::EntraSchema | Kind::ScimSchemas | Kind::Genesys) => true,
        None => container == Container::Json,
    }
}

/// A table is a mapping, or a list of attributes.
fn examine_table(
    project: &Project,
    catalog: &Catalog,
    source: Source<'_>,
    mut read: Table,
    told: &Told,
    watch: Watch<'_>,
) -> Result<Examined, Cancelled> {
    let options = told.options;
    let book = read.book.take();
    let is_list = match options.kind {
        Some(kind) => kind == Kind::Attributes,
        None => super::attributes::is_list(&read),
    };
    if is_list {
        let name = source.name;
        let by_header = Facts::of(&read);
        let facts = match &told.facts {
            Some(told) if told.0.len() == by_header.0.len() => told.clone(),
            _ => by_header,
        };
        let list = (&read, &facts);
        let plan = super::attributes::plan_list(project, catalog, list, options, name, watch)?;
        let sheet = Sheet {
            facts: Some(facts),
            ..Sheet::of(&read)
        };
        return Ok(Examined {
            plan,
            sheet: Some(sheet),
            book,
        });
    }
    let names = table::Names::new(project, catalog, &told.corrections);
    let guessed = table::guess_columns(&mut read, &names, options);
    let columns = match &told.columns {
        Some(told) if told.meanings.len() == guessed.meanings.len() => told.clone(),
        _ => guessed,
    };
    let sheet = Sheet::of(&read);
    let plan = table::plan_table(&names, read, &columns, options, watch)?;
    let sheet = Sheet {
        columns: Some(columns),
        ..sheet
    };
    Ok(Examined {
        plan,
        sheet: Some(sheet),
        book,
    })
}

fn plan_json(project: &Project, source: Source<'_>, options: Options) -> Plan {
    let (text, _) = Charset::sniff(source.bytes).decode(source.bytes);
    plan_schema(&text, source.name, project, options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::import::table::{Delimiter, Meaning};
    use crate::import::{Change, Verdict};

    fn examined(text: &[u8], told: &Told) -> Examined {
        let source = Source {
            name: "table.csv",
            bytes: text,
        };
        let project = reference_project();
        examine(&project, reference(), source, told, Watch::nobody()).unwrap()
    }

    #[test]
    fn a_table_comes_with_how_it_was_read() {
        let text = b"Entra ID;SCIM;Remark\nmail;emails[type eq \"work\"].value;x\n";
        let sheet = examined(text, &Told::default()).sheet.unwrap();
        assert_eq!(sheet.reading.unwrap().delimiter, Delimiter::Semicolon);
        let columns = sheet.columns.unwrap();
        assert!(columns.has_header);
        let expected = [Meaning::Source, Meaning::Protocol, Meaning::Notes];
        assert_eq!(columns.meanings, expected);
        assert_eq!((sheet.num_records, sheet.num_columns), (2, 3));
        assert_eq!(sheet.head[1].cells[0], "mail");
    }

    #[test]
    fn what_a_person_says_of_the_columns_counts() {
        let text = b"SCIM,x,y\ntitle,jobTitle,department\n";
        let first = examined(text, &Told::default());
        let mut columns = first.sheet.unwrap().columns.unwrap();
        columns.give(2, Meaning::Source);
        let told = Told {
            columns: Some(columns),
            ..Told::default()
        };
        let second = examined(text, &told);
        let labels: Vec<_> = second.plan.items.iter().map(|item| &item.label).collect();
        assert!(
            labels.iter().any(|label| label.contains("link into title")),
            "{labels:?}"
        );
        let details = &second.plan.items[0].details;
        assert!(details[0].after.contains("department"), "{details:?}");
        // For a table of another shape it counts for nothing.
        let other = examined(b"Entra ID,SCIM\nmail,userName\n", &told);
        let columns = other.sheet.unwrap().columns.unwrap();
        assert_eq!(columns.meanings, [Meaning::Source, Meaning::Protocol]);
    }

    #[test]
    fn what_a_person_says_of_a_list_counts() {
        let text = b"Feld,type\nfavouriteColour,string\n";
        let mut told = Told::default();
        told.options.kind = Some(Kind::Attributes);
        told.options.column = Some(crate::model::Column::Protocol);
        let first = examined(text, &told);
        assert_eq!(first.plan.verdict(), Verdict::Nothing);
        let mut facts = first.sheet.unwrap().facts.unwrap();
        facts.give(0, Some(crate::import::Fact::Path));
        told.facts = Some(facts);
        assert_eq!(examined(text, &told).plan.count(Change::Add), (1, 1));
    }

    #[test]
    fn each_meaning_is_given_once() {
        let mut columns = Columns {
            meanings: vec![Meaning::Source, Meaning::Ignored, Meaning::Protocol],
            ..Columns::default()
        };
        columns.give(1, Meaning::Source);
        let expected = [Meaning::Ignored, Meaning::Source, Meaning::Protocol];
        assert_eq!(columns.meanings, expected);
        columns.give(0, Meaning::Ignored);
        columns.give(9, Meaning::Source);
        assert_eq!(columns.meanings, expected);
    }

    #[test]
    fn where_nothing_is_read_there_is_a_reason() {
        for text in [
            "Entra ID;SCIM\nnull;\n",
            r#"{"directories": false}"#,
            r#"{"id": "urn:ietf:params:scim:schemas:core:2.0:Group", "attributes": []}"#,
            r#"{"definitions": {}}"#,
        ] {
            let plan = examined(text.as_bytes(), &Told::default()).plan;
            assert_eq!(plan.verdict(), Verdict::Nothing, "{text}");
            assert_ne!(plan.problems, [], "{text}");
        }
    }

    #[test]
    fn json_in_utf_16_is_read_as_any_other() {
        let text = r#"{"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes":
            [{"name": "favouriteColour", "type": "string", "multiValued": false}]}"#;
        let plain = examined(text.as_bytes(), &Told::default()).plan;
        assert_eq!(plain.count(Change::Add), (1, 1));
        let wide = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let marked = format!("\u{feff}{text}");
            marked.encode_utf16().flat_map(to_bytes).collect()
        };
        for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            assert_eq!(examined(&bytes, &Told::default()).plan, plain);
        }
        let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(examined(&unmarked, &Told::default()).plan, plain);
    }

    #[test]
    fn a_pasted_table_without_cells_is_shown_in_columns() {
        let text = b"Entra ID Name SCIM Name Genesys Name Mandatory\njobTitle title User.general.title.[0].value\n";
        let sheet = examined(text, &Told::default()).sheet.unwrap();
        let header: Vec<_> = sheet.head[0].cells.iter().map(|cell| cell.trim()).collect();
        let expected = ["Entra ID Name", "SCIM Name", "Genesys Name", "Mandatory"];
        assert_eq!(header, expected);
        assert_eq!(sheet.head[1].cells[1], "title");
    }
}
