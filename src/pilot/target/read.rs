//! Reads what the target holds: a SCIM list response, a list of resources or one resource, or a table by SCIM path.

use serde_json::Value as Json;
use thiserror::Error;

use super::scim::{member, value_at};
use super::{Record, Target};
use crate::expr::Value;
use crate::model::{AttributePath, Column};
use crate::pilot::plan::Plan;
use crate::pilot::sample::Field;

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
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
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
        return Err(TargetFailure::NoUsers);
    }
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
