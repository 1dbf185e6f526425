//! App role assignments: `SingleAppRoleAssignment`, `AppRoleAssignmentsComplex`, `AssertiveAppRoleAssignmentsComplex`.
//!
//! `[appRoleAssignments]` is a list with one text per assignment: the role's value, or a JSON object with `value` and
//! `displayName` as the service writes it. The functions decide what a request holds; adding or replacing is up to who
//! writes the request.

use serde::{Deserialize, Serialize};

use super::super::evaluate::{Answer, Call};
use super::super::value::{Mark, Value};
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("AppRoleAssignmentsComplex", complex),
    ("AssertiveAppRoleAssignmentsComplex", complex),
    ("SingleAppRoleAssignment", single),
];

/// An assignment as the service's own text has it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assignment {
    value: Option<String>,
    display_name: Option<String>,
}

/// A role as the service sends it.
///
/// Source: ms-customize ("Provisioning a role to a SCIM app", example request), read 2026-11.
#[derive(Serialize)]
struct Role<'a> {
    primary: bool,
    #[serde(rename = "type")]
    kind: &'static str,
    display: &'a str,
    value: &'a str,
}

/// The one role's value; of several the first, with a mark: the service does not say which it takes.
fn single<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let assignment = match call.value(0)? {
        Value::Null => return Ok(Value::Null),
        Value::Text(text) => text,
        Value::Multi(values) => {
            if values.len() > 1 {
                call.mark(Mark::Unpredictable);
            }
            match values.into_iter().next() {
                Some(first) => first,
                None => return Ok(Value::Null),
            }
        }
    };
    Ok(match names(&assignment) {
        Some((value, _)) => Value::text(value),
        None => Value::Text(assignment),
    })
}

/// One role object per assignment, as JSON texts, none of them primary.
fn complex<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let assignments = match call.value(0)? {
        Value::Null => return Ok(Value::Null),
        Value::Text(text) => vec![text],
        Value::Multi(values) => values,
    };
    let mut roles = Vec::with_capacity(assignments.len());
    for assignment in &assignments {
        let named = names(assignment);
        let (value, display) = match &named {
            Some((value, display)) => (value.as_str(), display.as_str()),
            None => (assignment.as_ref(), assignment.as_ref()),
        };
        let role = Role {
            primary: false,
            kind: "WindowsAzureActiveDirectoryRole",
            display,
            value,
        };
        match serde_json::to_string(&role) {
            Ok(text) => roles.push(text.into()),
            Err(_) => return Err(call.cannot("a role cannot be written as JSON")),
        }
    }
    Ok(Value::Multi(roles))
}

/// Value and display name of an assignment that is a JSON object.
fn names(assignment: &str) -> Option<(String, String)> {
    if !assignment.trim_start().starts_with('{') {
        return None;
    }
    let assignment: Assignment = serde_json::from_str(assignment).ok()?;
    let value = assignment.value.or(assignment.display_name.clone())?;
    let display = assignment.display_name.unwrap_or_else(|| value.clone());
    Some((value, display))
}
