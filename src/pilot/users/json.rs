//! Users from JSON: a list of objects whose members are Entra ID attributes.

use std::fmt;

use indexmap::IndexSet;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::{MAX_JSON_BYTES, UserProblem, UsersFailure};
use crate::pilot::Hidden;
use crate::pilot::sample::{OwnedField, SampleUser, Samples};

/// Reads users from a list, or from an object that has the list under `users` or `value`.
///
/// An object within a user is read member by member: `employeeOrgData.division`.
///
/// # Errors
///
/// [`UsersFailure`] if there is no list.
pub fn read_json(bytes: &[u8]) -> Result<(Samples, Vec<UserProblem>), UsersFailure> {
    if bytes.len() > MAX_JSON_BYTES {
        return Err(UsersFailure::TooLarge);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(UsersFailure::HeaderEncoding);
    };
    let failed = |error: serde_json::Error| UsersFailure::Json {
        line: error.line(),
        column: error.column(),
    };
    let list: Vec<&RawValue> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(failed)?
    } else {
        let wrapped: Wrapped<'_> = serde_json::from_str(text).map_err(failed)?;
        wrapped
            .users
            .or(wrapped.value)
            .ok_or(UsersFailure::NoUsers)?
    };
    let mut reader = UserReader::default();
    let mut lines = Lines::new(text);
    for raw in list {
        let line = lines.line_of(raw.get());
        reader.take(line, raw.get());
    }
    let header = reader.header.into_iter().collect();
    Ok((
        Samples {
            header,
            users: reader.users,
        },
        reader.problems,
    ))
}

/// An object around the list.
#[derive(Deserialize)]
struct Wrapped<'j> {
    #[serde(borrow, default)]
    users: Option<Vec<&'j RawValue>>,
    #[serde(borrow, default)]
    value: Option<Vec<&'j RawValue>>,
}

/// Tells on which line a part of a text begins, for parts in their order.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            counted: 0,
            line: 1,
        }
    }

    fn line_of(&mut self, part: &str) -> u64 {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if let Some(between) = self.text.get(self.counted..offset) {
            self.line += between.matches('\n').count() as u64;
            self.counted = offset;
        }
        self.line
    }
}

#[derive(Default)]
struct UserReader {
    header: IndexSet<String>,
    users: Vec<SampleUser>,
    problems: Vec<UserProblem>,
}

impl UserReader {
    fn take(&mut self, line: u64, text: &str) {
        let mut found = Vec::new();
        let read = match serde_json::from_str::<Members>(text) {
            Ok(members) => flatten("", members, &mut found),
            Err(_) => Err("this is no user but something else, so it was left out".to_owned()),
        };
        if let Err(reason) = read {
            self.problems.push(UserProblem {
                line,
                column: None,
                reason,
            });
            return;
        }
        let mut fields = Vec::new();
        for (name, field) in found {
            let (at, _) = self.header.insert_full(name);
            if fields.len() <= at {
                fields.resize(at + 1, OwnedField::Missing);
            }
            if let Some(slot) = fields.get_mut(at) {
                *slot = field;
            }
        }
        self.users.push(SampleUser {
            line,
            remark: String::new(),
            fields,
        });
    }
}

/// Puts the members of a user side by side, those of inner objects by their whole names.
fn flatten(
    prefix: &str,
    members: Members,
    found: &mut Vec<(String, OwnedField)>,
) -> Result<(), String> {
    for (name, value) in members.0 {
        let name = if prefix.is_empty() {
            name
        } else {
            format!("{prefix}.{name}")
        };
        if found.iter().any(|(known, _)| *known == name) {
            return Err(format!("the user has {name:?} twice, so it was left out"));
        }
        let complex =
            || format!("{name:?} holds what is no simple value, so the user was left out");
        let field = match value {
            Member::Object(inner) => {
                flatten(&name, inner, found)?;
                continue;
            }
            Member::Other(Json::Null) => OwnedField::Missing,
            Member::Other(Json::Array(elements)) => {
                let texts: Option<Vec<String>> = elements.iter().map(simple).collect();
                OwnedField::List(Hidden(texts.ok_or_else(complex)?))
            }
            Member::Other(other) => OwnedField::text(simple(&other).ok_or_else(complex)?),
        };
        found.push((name, field));
    }
    Ok(())
}

/// A simple value as expressions write it.
fn simple(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Bool(true) => Some("True".to_owned()),
        Json::Bool(false) => Some("False".to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// The members of an object in their order, also those that stand there twice.
struct Members(Vec<(String, Member)>);

enum Member {
    Object(Members),
    Other(Json),
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        let text = raw.get();
        let parsed = if text.starts_with('{') {
            serde_json::from_str(text).map(Self::Object)
        } else {
            serde_json::from_str(text).map(Self::Other)
        };
        parsed.map_err(|_unreadable| serde::de::Error::custom("a value cannot be read"))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a user")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
