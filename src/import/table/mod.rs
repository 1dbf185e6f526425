//! Mapping tables: CSV, TSV, spreadsheets and what people paste.
//!
//! Bytes become records, columns get a meaning, names become attributes, rows become what they would add and change.
//! Each of these can be corrected by a person before the next is done.

mod cell;
mod columns;
mod counts;
mod evidence;
mod links;
mod markdown;
mod meaning;
mod name;
mod notes;
mod own;
mod own_rule;
mod pasted;
mod reading;
mod rows;
mod settings;
mod sheet;
mod side;
mod split;
mod unpublished;
mod used;
mod xlsx;

#[cfg(test)]
mod tests;

pub use columns::Columns;
pub use meaning::Meaning;
pub use reading::{Delimiter, Reading, Table};
pub use split::Record;
pub use xlsx::{Book, read_xlsx, sheet_names};

pub(super) use cell::{mark as mark_of, resource as resource_of};

use super::kind::Kind;
use super::plan::Plan;
use super::problem::Problem;
use super::watch::{Cancelled, Watch};
use super::{Options, Start};
use crate::model::Project;
use crate::rows::TableColumn;
pub(super) use name::Names;
use own::OwnRows;
use rows::Planner;

/// Works out what the columns of a table mean; puts a table that lost its cells back in columns.
pub(super) fn guess_columns(table: &mut Table, names: &Names<'_>, options: Options) -> Columns {
    Columns::guess(table, names.project, names, options)
}

/// What a table would do in a project, its columns read as told; each record goes as soon as it is planned.
///
/// # Errors
///
/// [`Cancelled`] if the watcher says so.
pub(super) fn plan_table(
    names: &Names<'_>,
    table: Table,
    columns: &Columns,
    options: Options,
    watch: Watch<'_>,
) -> Result<Plan, Cancelled> {
    /// How many rows between two looks at the watcher.
    const STRIDE: usize = 2048;
    let project = names.project;
    let mut plan = Plan::new(Kind::Table);
    plan.problems.extend(table.problems.iter().cloned());
    plan.remarks.extend(table.remarks.iter().cloned());
    let rows = columns.rows(&table);
    let num_rows = rows.len();
    if !columns.has_names() {
        plan.problems.push(Problem::of_file(
            "no column holds names of Entra ID, SCIM or Genesys Cloud attributes: name the columns in a header row",
        ));
        return Ok(plan);
    }
    if rows.is_empty() {
        plan.problems
            .push(Problem::of_file("there is no row below the header"));
        return Ok(plan);
    }
    plan.remarks.extend(remarks(&table, columns, project));
    let own =
        (columns.is_own && project.links().len() > 0).then(|| OwnRows::of(project, names.catalog));
    if columns.is_own {
        plan.keeps_order = true;
        if options.start == Start::New {
            plan.items.extend(columns.renamed_systems(&table, project));
        }
    }
    let mut planner = Planner::new(project, names, columns, options, own, plan);
    planner.look_ahead(rows);
    let skipped = table.records.len() - num_rows;
    for (at, record) in table.records.into_iter().skip(skipped).enumerate() {
        if at.is_multiple_of(STRIDE) {
            watch.step(at, num_rows)?;
        }
        planner.row(&record);
    }
    Ok(planner.finish())
}

/// What our own table says nothing of.
const NOT_CARRIED: &str = "left as it is, since the table does not carry it: settings of resources, notes on the project, \
    accepted findings, people, versions, workshops and attachments; groups, descriptions, access and lengths of attributes, \
    types of other than SCIM attributes, attributes in no row; settings, status and owner of target links, flow behaviour; \
    claims and reading dates of evidence";

/// How the columns were read, and what they do not carry.
fn remarks(table: &Table, columns: &Columns, project: &Project) -> Vec<String> {
    let header = table.records.first().filter(|_| columns.has_header);
    let mut read = Vec::new();
    let mut ignored = Vec::new();
    for (at, meaning) in columns.meanings.iter().enumerate() {
        let title = header.map_or("", |header| header.cell(at));
        let name = if title.is_empty() {
            format!("column {}", at + 1)
        } else {
            format!("{title:?}")
        };
        if *meaning == Meaning::Ignored {
            let is_blank = columns
                .rows(table)
                .iter()
                .all(|row| row.cell(at).is_empty());
            if !is_blank {
                ignored.push(name);
            }
        } else {
            read.push(format!("{name} as {}", meaning.in_sentence()));
        }
    }
    let mut remarks = vec![format!("read {}", read.join(", "))];
    if !ignored.is_empty() {
        remarks.push(format!("not taken over: {}", ignored.join(", ")));
    }
    if columns.is_own {
        let missing: Vec<_> = TableColumn::ALL
            .into_iter()
            .filter(|column| {
                let meaning = Meaning::of_own(*column);
                meaning != Meaning::Ignored && columns.position(meaning).is_none()
            })
            .map(|column| column.header(project).to_owned())
            .collect();
        let mut text = String::from(NOT_CARRIED);
        for header in missing {
            text.push_str("; ");
            text.push_str(&header);
        }
        remarks.push(text);
    }
    remarks
}
