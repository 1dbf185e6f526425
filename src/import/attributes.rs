//! Plain lists of attributes: a row says what an attribute is called and of what type, whether it is required and so on.

use rustc_hash::FxHashSet;

use super::column::{Listed, plan_column};
use super::facts::{Fact, Facts};
use super::field::AttributeField;
use super::kind::Kind;
use super::plan::Plan;
use super::problem::Problem;
use super::table::{Record, Table, mark_of, resource_of};
use super::watch::{Cancelled, Watch};
use super::{Options, Problems};
use crate::catalog::Catalog;
use crate::model::{
    Access, AttributeId, Cardinality, Column, Project, Resource, ScimPath, Support, ValueType,
};

/// Whether a table is a list of attributes: its header names a path and what is said of it.
pub(super) fn is_list(table: &Table) -> bool {
    let facts = Facts::of(table);
    let has = |fact| facts.position(fact).is_some();
    has(Fact::Path)
        && [
            Fact::Type,
            Fact::Required,
            Fact::Multiple,
            Fact::Access,
            Fact::MaxLength,
        ]
        .into_iter()
        .any(has)
}

/// What a list means for the column of the project that it is about.
///
/// # Errors
///
/// [`Cancelled`] if the watcher says so.
pub(super) fn plan_list(
    project: &Project,
    catalog: &Catalog,
    (table, facts): (&Table, &Facts),
    options: Options,
    source: &str,
    watch: Watch<'_>,
) -> Result<Plan, Cancelled> {
    const STRIDE: usize = 4096;
    let mut plan = Plan::new(Kind::Attributes);
    plan.problems.extend(table.problems.iter().cloned());
    plan.remarks.extend(table.remarks.iter().cloned());
    let Some(path_at) = facts.position(Fact::Path) else {
        let reason = "no column holds the attributes' names: head it \"path\" or \"name\"";
        plan.problems.push(Problem::of_file(reason));
        return Ok(plan);
    };
    let rows = table.records.get(1..).unwrap_or_default();
    let paths = || rows.iter().map(|record| record.cell(path_at));
    let Some(column) = options
        .column
        .or_else(|| column_of(&paths(), project, catalog))
    else {
        let reason = "the list does not tell whether it is of the source, the protocol or the target: choose the column";
        plan.problems.push(Problem::of_file(reason));
        return Ok(plan);
    };
    plan.remarks.push(format!(
        "read as the attributes of {}",
        project.system(column).name
    ));
    let mut problems = Problems::default();
    let mut seen = FxHashSet::default();
    let mut list = Vec::new();
    for (number, record) in rows.iter().enumerate() {
        if number.is_multiple_of(STRIDE) {
            watch.step(number, rows.len())?;
        }
        let reader = RowReader { record, facts };
        let Some(listed) = reader.listed(column, options, project, catalog, &mut problems) else {
            continue;
        };
        if seen.insert(listed.id.clone()) {
            list.push(listed);
        } else {
            let text = listed.id.label();
            let why = "listed twice; the first counts";
            problems.push(Problem::left_out(
                record.line,
                Some(path_at as u32 + 1),
                text,
                why,
            ));
        }
    }
    plan.problems.extend(problems.into_vec());
    let (extent, on_conflict) = (options.extent, options.on_conflict);
    plan_column(
        &mut plan,
        project,
        column,
        list,
        extent,
        on_conflict,
        source,
    );
    Ok(plan)
}

/// The column that most names are known in; by their shape, where none is.
fn column_of<'a>(
    paths: &(impl Iterator<Item = &'a str> + Clone),
    project: &Project,
    catalog: &Catalog,
) -> Option<Column> {
    const LOOKED_AT: usize = 200;
    let count = |column: Column| {
        let is_known = |path: &&str| {
            let id = match column {
                Column::Source => AttributeId::source(Resource::User, path),
                Column::Protocol => AttributeId::protocol(Resource::User, path),
                Column::Target => {
                    return path.starts_with("UserProfile.") || path.starts_with("User.");
                }
            };
            let has_shape = column == Column::Protocol && path.starts_with("urn:");
            has_shape || project.attribute(&id).is_some() || catalog.attribute(&id).is_some()
        };
        paths.clone().take(LOOKED_AT).filter(is_known).count()
    };
    let best = Column::ALL
        .into_iter()
        .rev()
        .max_by_key(|column| count(*column))?;
    (count(best) > 0).then_some(best)
}

/// What a fact is written as, in words, and how it is read.
type Reading<'a> = (Fact, &'a str, &'a dyn Fn(&str) -> Option<AttributeField>);

struct RowReader<'a> {
    record: &'a Record,
    facts: &'a Facts,
}

impl RowReader<'_> {
    /// A cell with something in it, and its number from 1.
    fn cell(&self, fact: Fact) -> Option<(&str, u32)> {
        let at = self.facts.position(fact)?;
        let text = self.record.cell(at);
        (!text.is_empty()).then_some((text, u32::try_from(at + 1).ok()?))
    }

    fn listed(
        &self,
        column: Column,
        options: Options,
        project: &Project,
        catalog: &Catalog,
        problems: &mut Problems,
    ) -> Option<Listed> {
        let line = self.record.line;
        let mut not_understood = |(text, number): (&str, u32), why: &str| {
            problems.push(Problem::left_out(line, Some(number), text, why));
        };
        let Some((path, number)) = self.cell(Fact::Path) else {
            let text = self.record.cells.join(" ");
            not_understood((&text, 1), "the row names no attribute");
            return None;
        };
        if path.len() > 1000 {
            not_understood((path, number), "too long for the name of an attribute");
            return None;
        }
        let resource = match self.cell(Fact::Resource) {
            None => options.resource.unwrap_or(Resource::User),
            Some(cell) => {
                let Some(resource) = resource_of(cell.0) else {
                    not_understood(cell, "neither User nor Group; the row is left out");
                    return None;
                };
                resource
            }
        };
        let id = match column {
            Column::Source => AttributeId::source(resource, path),
            Column::Protocol => AttributeId::protocol(resource, path),
            Column::Target => {
                let told = self.cell(Fact::ScimPath).map(|(text, _)| text);
                target_id(resource, path, told, project, catalog)
            }
        };
        let mut fields = Vec::new();
        let is_filtered = ScimPath::parse(path).is_some_and(|path| path.filter.is_some());
        let readers: [Reading<'_>; 8] = [
            (Fact::Type, "a type", &|text| {
                Some(AttributeField::Type(value_type(text)))
            }),
            (
                Fact::Required,
                "yes, no, required, optional or system-generated",
                &|text| mark_of(text).ok().map(AttributeField::Mark),
            ),
            (Fact::Multiple, "yes or no", &|text| {
                let cardinality = match text.to_lowercase().as_str() {
                    "yes" | "true" | "multiple" | "many" | "multi-valued" | "x" | "1"
                        if !is_filtered =>
                    {
                        Cardinality::Multiple
                    }
                    "yes" | "true" | "multiple" | "many" | "multi-valued" | "x" | "1" | "no"
                    | "false" | "single" | "one" | "0" => Cardinality::Single,
                    _ => return None,
                };
                Some(AttributeField::Cardinality(cardinality))
            }),
            (
                Fact::Access,
                "read-write, read-only or write-only",
                &|text| access(text).map(AttributeField::Access),
            ),
            (
                Fact::Support,
                "supported, partial, unsupported or unclear",
                &|text| support(text).map(AttributeField::Support),
            ),
            (Fact::MaxLength, "a number of characters", &|text| {
                text.parse()
                    .ok()
                    .map(|length| AttributeField::MaxLength(Some(length)))
            }),
            (Fact::Group, "a heading", &|text| {
                Some(AttributeField::Group(text.to_owned()))
            }),
            (Fact::Description, "a description", &|text| {
                Some(AttributeField::Description(text.to_owned()))
            }),
        ];
        for (fact, wanted, read) in readers {
            let Some(cell) = self.cell(fact) else {
                continue;
            };
            match read(cell.0) {
                Some(field) => fields.push(field),
                None => not_understood(
                    cell,
                    &format!("this is not {wanted}; the rest of the row is taken"),
                ),
            }
        }
        Some(Listed {
            id,
            fields,
            line: Some(line),
        })
    }
}

/// The field with this path; by the SCIM path told, else by the one that is known to reach it.
fn target_id(
    resource: Resource,
    path: &str,
    told: Option<&str>,
    project: &Project,
    catalog: &Catalog,
) -> AttributeId {
    let id = AttributeId::target(resource, path, told);
    if told.is_some() {
        return id;
    }
    let own = project
        .system(Column::Target)
        .attributes()
        .map(|one| &one.id);
    let known = catalog
        .attributes(Column::Target)
        .map(|entry| &entry.attribute.id);
    let same = own
        .chain(known)
        .find(|known| known.resource == resource && known.path == id.path);
    AttributeId {
        scim_path: same.and_then(|known| known.scim_path.clone()),
        ..id
    }
}

fn value_type(text: &str) -> ValueType {
    match text.to_lowercase().as_str() {
        "text" | "str" | "varchar" => ValueType::String,
        "bool" | "yes/no" => ValueType::Boolean,
        "int" | "number" | "long" => ValueType::Integer,
        "double" | "float" => ValueType::Decimal,
        "timestamp" | "date time" => ValueType::DateTime,
        _ => ValueType::parse(text),
    }
}

fn access(text: &str) -> Option<Access> {
    Some(
        match text.to_lowercase().replace([' ', '-', '_'], "").as_str() {
            "readwrite" | "rw" | "immutable" | "no" | "false" => Access::ReadWrite,
            "readonly" | "r" | "ro" | "yes" | "true" => Access::ReadOnly,
            "writeonly" | "w" | "wo" => Access::WriteOnly,
            _ => return None,
        },
    )
}

fn support(text: &str) -> Option<Support> {
    let text = text.to_lowercase();
    let known = Support::ALL.into_iter().find(|one| one.as_str() == text);
    known.or(match text.as_str() {
        "yes" | "true" => Some(Support::Supported),
        "no" | "false" => Some(Support::Unsupported),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;
    use crate::import::{Change, Source, plan};
    use crate::model::{Attribute, Mark};

    fn planned(text: &str, options: Options) -> Plan {
        let source = Source {
            name: "list.csv",
            bytes: text.as_bytes(),
        };
        plan(
            &Project::default(),
            reference(),
            source,
            options,
            Watch::nobody(),
        )
        .unwrap()
    }

    fn added(plan: &Plan) -> Vec<Attribute> {
        let mut project = Project::default();
        if let Some(edit) = plan.edit(&project) {
            project.apply(edit).unwrap();
        }
        Column::ALL
            .into_iter()
            .flat_map(|column| {
                project
                    .system(column)
                    .attributes()
                    .cloned()
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn a_list_is_told_from_a_mapping_and_read() {
        let text = "path,type,required,multi-valued,mutability,max length,description\n\
            userName,string,yes,no,readWrite,100,The login\n\
            emails,complex,no,yes,,,\n\
            id,string,system-generated,no,readOnly,,\n";
        let plan = planned(text, Options::default());
        assert_eq!(plan.kind, Some(Kind::Attributes));
        assert_eq!(plan.problems, []);
        let added = added(&plan);
        let user_name = &added[0];
        assert_eq!(
            user_name.id,
            AttributeId::protocol(Resource::User, "userName")
        );
        assert_eq!(user_name.mark, Some(Mark::Required));
        assert_eq!(user_name.max_length, Some(100));
        assert_eq!(user_name.description, "The login");
        assert_eq!(added[1].cardinality, Cardinality::Multiple);
        assert_eq!(added[2].access, Access::ReadOnly);
    }

    #[test]
    fn a_bad_cell_or_row_costs_no_other() {
        let text = "name;type;required;length\nmail;string;perhaps;long\n;string;yes;\nmail;string;no;1\ndepartment;;;64\n";
        let options = Options {
            column: Some(Column::Source),
            ..Options::default()
        };
        let plan = planned(text, options);
        let places: Vec<_> = plan
            .problems
            .iter()
            .map(|one| (one.line, one.column))
            .collect();
        let expected = [
            (Some(2), Some(3)),
            (Some(2), Some(4)),
            (Some(3), Some(1)),
            (Some(4), Some(1)),
        ];
        assert_eq!(places, expected);
        assert_eq!(plan.count(Change::Add), (2, 2));
    }

    #[test]
    fn a_list_of_strangers_asks_for_its_column() {
        let plan = planned("name,type\nshoeSize,integer\n", Options::default());
        assert!(plan.problems[0].reason.contains("choose the column"));
        assert_eq!(plan.items, []);
    }
}
