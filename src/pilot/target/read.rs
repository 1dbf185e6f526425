//! Reads what the target holds: a SCIM list response, a list of resources or one resource, or a table by SCIM path.

use serde_json::Value as Json;
use thiserror::Error;

use super::scim::{member, value_at};
use super::{Record, Target};
use crate::expr::Value;
use crate::model::{AttributePath, Column};
use crate::pilot::plan::Plan;
use crate::pilot::sample::Field;
use crate::pilot::users::delimiter_of;

/// Why a file with the target's users could not be read at all.
#[derive(Debug, Error)]
pub enum TargetFailure {
    /// It is no JSON.
    #[error("the target file is no JSON: line {line}, column {column}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is JSON, but holds no users.
    #[error(
        "the target file holds no users: a SCIM ListResponse has them under \"Resources\", and a list of users or one \
         user will do"
    )]
    NoUsers,
    /// It is a table, but of something else.
    #[error(
        "the target file has no column that the mapping knows; its first line has to name SCIM attributes, such as \
         userName"
    )]
    NoColumns,
    /// It is no table.
    #[error("the target file is no CSV in UTF-8: {0}")]
    Csv(String),
}

/// Something in the target's file that could not be used; the rest was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetProblem {
    /// Where: "user 3" or "line 4".
    pub place: String,
    /// What is wrong, and what became of it.
    pub reason: String,
}

impl Target {
    /// Reads the target's users: JSON if it begins like JSON, else a table whose header names SCIM attributes.
    ///
    /// # Errors
    ///
    /// [`TargetFailure`] if nothing in it can be used.
    pub fn read(plan: &Plan, bytes: &[u8]) -> Result<(Self, Vec<TargetProblem>), TargetFailure> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        let (records, problems) = match first {
            Some(b'{' | b'[') => json(plan, bytes)?,
            _ => table(plan, bytes)?,
        };
        Ok((Self::new(plan, records), problems))
    }
}

type Found = (Vec<Record>, Vec<TargetProblem>);

fn json(plan: &Plan, bytes: &[u8]) -> Result<Found, TargetFailure> {
    let document: Json = serde_json::from_slice(bytes).map_err(|error| TargetFailure::Json {
        line: error.line(),
        column: error.column(),
    })?;
    let list = match document {
        Json::Array(list) => list,
        Json::Object(object) => match member(&object, "Resources") {
            Some(Json::Array(list)) => list.clone(),
            None if member(&object, "userName").is_some() || member(&object, "id").is_some() => {
                vec![Json::Object(object)]
            }
            Some(_) | None => return Err(TargetFailure::NoUsers),
        },
        _ => return Err(TargetFailure::NoUsers),
    };
    let mut found = Found::default();
    for (number, resource) in list.into_iter().enumerate() {
        let Json::Object(resource) = resource else {
            found.1.push(TargetProblem {
                place: format!("user {}", number + 1),
                reason: "it is no JSON object, so it was left out".to_owned(),
            });
            continue;
        };
        found.0.push(Record {
            id: member(&resource, "id")
                .and_then(Json::as_str)
                .map(str::to_owned),
            values: plan
                .protocol
                .iter()
                .map(|attribute| {
                    let path = attribute.path.as_ref();
                    path.map_or(Value::Null, |path| value_at(&resource, path))
                })
                .collect(),
        });
    }
    Ok(found)
}

fn table(plan: &Plan, bytes: &[u8]) -> Result<Found, TargetFailure> {
    let csv_failure = |error: csv::Error| TargetFailure::Csv(csv_words(&error));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter_of(bytes))
        .flexible(true)
        .from_reader(bytes);
    let header = reader.headers().map_err(csv_failure)?.clone();
    let columns: Vec<Option<usize>> = plan
        .protocol
        .iter()
        .map(|attribute| {
            header.iter().position(|name| {
                AttributePath::new(Column::Protocol, name.trim()) == *attribute.attribute_path()
            })
        })
        .collect();
    let id = header.iter().position(|name| name.trim() == "id");
    let mut found = Found::default();
    if columns.iter().all(Option::is_none) {
        return Err(TargetFailure::NoColumns);
    }
    found.1 = header_problems(plan, &header, &columns);
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                found.1.push(TargetProblem {
                    place: format!("line {line}"),
                    reason: format!("{}, so it was left out", csv_words(&error)),
                });
                continue;
            }
        };
        if record.len() != header.len() {
            found.1.push(TargetProblem {
                place: format!("line {}", record.position().map_or(0, csv::Position::line)),
                reason: format!(
                    "{} field{} where the header has {}, so it was left out",
                    record.len(),
                    if record.len() == 1 { "" } else { "s" },
                    header.len()
                ),
            });
            continue;
        }
        let values = plan
            .protocol
            .iter()
            .zip(&columns)
            .map(|(attribute, column)| {
                let field = column.and_then(|at| record.get(at)).unwrap_or_default();
                Field::Text(field).value(attribute.cardinality).into_owned()
            });
        found.0.push(Record {
            values: values.collect(),
            id: id
                .and_then(|at| record.get(at))
                .filter(|id| !id.is_empty())
                .map(str::to_owned),
        });
    }
    Ok(found)
}

/// Columns that nothing reads, and those to match by that are not there.
fn header_problems(
    plan: &Plan,
    header: &csv::StringRecord,
    columns: &[Option<usize>],
) -> Vec<TargetProblem> {
    let mut problems: Vec<TargetProblem> = header
        .iter()
        .enumerate()
        .filter(|(at, name)| !columns.contains(&Some(*at)) && name.trim() != "id")
        .map(|(at, name)| TargetProblem {
            place: format!("line 1, column {}", at + 1),
            reason: format!(
                "{:?} is no SCIM attribute that the mapping touches, so nothing reads it",
                name.trim()
            ),
        })
        .collect();
    let has = |flow: &usize| {
        let to = plan.flows.get(*flow).map(|flow| flow.to);
        to.is_some_and(|to| columns.get(to).is_some_and(Option::is_some))
    };
    if !plan.matchings.is_empty() && !plan.matchings.iter().any(has) {
        let names = plan.matchings.iter();
        let names: Vec<_> = names
            .map(|flow| format!("{:?}", plan.target_of(*flow)))
            .collect();
        problems.push(TargetProblem {
            place: "line 1".to_owned(),
            reason: format!(
                "no column is named {}, by which users are matched, so nobody is found",
                names.join(" or ")
            ),
        });
    }
    problems
}

/// What is wrong with a record, without its content.
fn csv_words(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { err, .. } => {
            format!("field {} is not UTF-8", err.field() + 1)
        }
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => "the record cannot be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;

    fn read(text: &str) -> Result<(usize, Vec<String>), String> {
        let plan = Plan::of(&reference_project());
        let (target, problems) =
            Target::read(&plan, text.as_bytes()).map_err(|error| error.to_string())?;
        let problems = problems
            .iter()
            .map(|one| format!("{}: {}", one.place, one.reason));
        Ok((target.len(), problems.collect()))
    }

    #[test]
    fn a_table_is_read_with_any_delimiter_and_its_bad_rows_are_named() {
        assert_eq!(
            read("id;userName;title\n1;a@x.example;Lead\n"),
            Ok((1, Vec::new()))
        );
        assert_eq!(
            read("id,userName,shoe\n1,a@x.example,44\n2,b@x.example\n"),
            Ok((
                1,
                vec![
                    "line 1, column 3: \"shoe\" is no SCIM attribute that the mapping touches, so nothing reads it"
                        .to_owned(),
                    "line 3: 2 fields where the header has 3, so it was left out".to_owned(),
                ]
            ))
        );
    }

    #[test]
    fn what_is_missing_in_a_table_is_named() {
        let (_, problems) = read("title\nLead\n").unwrap();
        assert_eq!(
            problems,
            [
                "line 1: no column is named \"userName\", by which users are matched, so nobody is found"
            ]
        );
        assert!(read("a,b\n1,2\n").unwrap_err().contains("SCIM attributes"));
        assert!(read("{\"a\":1}").unwrap_err().contains("ListResponse"));
    }
}
