//! One door for all importers: what kind of file it is, and which importer reads it.

use std::sync::Arc;

use super::charset::Charset;
use super::kind::{Container, Kind};
use super::limit::Limit;
use super::plan::Plan;
use super::problem::Problem;
use super::schemas::plan_schema;
use super::table::{self, Table};
use super::watch::{Cancelled, Watch};
use super::{Options, Source};
use crate::catalog::Catalog;
use crate::model::{AttributeId, Column, Edit, Project};

/// What a file would do in a project, or why nothing.
///
/// # Errors
///
/// [`Cancelled`] if the watcher says so.
pub fn plan(
    project: &Project,
    catalog: &Catalog,
    source: Source<'_>,
    options: Options,
    watch: Watch<'_>,
) -> Result<Plan, Cancelled> {
    let nothing = |problem| Ok(Plan::nothing(options.kind, problem));
    if let Err(error) = Limit::File.check(source.bytes.len() as u64) {
        return nothing(error.into());
    }
    watch.step(0, 1)?;
    let container = Container::of(source.bytes);
    match container {
        Container::OldOffice => nothing(Problem::of_file(
            "this is a spreadsheet in the format before 2007 (.xls): save it as .xlsx or CSV and import that",
        )),
        Container::Foreign(what) => nothing(Problem::of_file(format!(
            "this is {what}, not a table: copy the table out of it and paste it"
        ))),
        Container::Zip => match table::read_xlsx(source.bytes) {
            Ok(read) => plan_records(project, catalog, source, read, options, watch),
            Err(problem) => nothing(problem),
        },
        Container::Json | Container::Text if is_schema(container, options.kind) => {
            Ok(plan_json(project, source, options))
        }
        Container::Json | Container::Text => match Table::read_text(source.bytes, None) {
            Ok(read) => plan_records(project, catalog, source, read, options, watch),
            Err(problem) => nothing(problem),
        },
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
fn plan_records(
    project: &Project,
    catalog: &Catalog,
    source: Source<'_>,
    mut read: Table,
    options: Options,
    watch: Watch<'_>,
) -> Result<Plan, Cancelled> {
    let is_list = match options.kind {
        Some(kind) => kind == Kind::Attributes,
        None => super::attributes::is_list(&read),
    };
    if is_list {
        return super::attributes::plan_list(project, catalog, &read, options, source.name, watch);
    }
    let columns = table::guess_columns(&mut read, project, catalog, options);
    table::plan_table(project, catalog, &read, &columns, options, watch)
}

fn plan_json(project: &Project, source: Source<'_>, options: Options) -> Plan {
    let (text, _) = Charset::sniff(source.bytes).decode(source.bytes);
    plan_schema(&text, source.name, project, options)
}

/// The edit that brings in what the reference lists and the project has not, each column in the order of the reference
/// with what is only the project's behind; none if nothing is missing.
///
/// A new project made from a table begins with it: what the table lacks can then be seen and linked.
pub fn with_reference(project: &Project, catalog: &Catalog) -> Option<Edit> {
    let mut edits = Vec::new();
    for column in Column::ALL {
        let system = project.system(column);
        let mut order: Vec<AttributeId> = Vec::new();
        let mut missing = 0_usize;
        for entry in catalog.attributes(column) {
            let id = &entry.attribute.id;
            if let Some(own) = system.position(id).and_then(|at| system.attribute_at(at)) {
                order.push(own.id.clone());
            } else {
                missing += 1;
                order.push(id.clone());
                edits.push(Edit::AddAttribute {
                    position: usize::MAX,
                    attribute: Arc::new(entry.attribute.clone()),
                });
            }
        }
        if missing == 0 {
            continue;
        }
        let own = system.attributes().map(|attribute| attribute.id.clone());
        let others: Vec<_> = own.filter(|id| catalog.attribute(id).is_none()).collect();
        order.extend(others);
        edits.push(Edit::OrderAttributes { column, order });
    }
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}
