//! Values of a SCIM resource by path.
//!
//! Source: RFC 7643 §2.1 (names compare without case), RFC 7644 §3.5.2 (paths with a value filter).

use serde_json::{Map, Value as Json};

use crate::expr::Value;
use crate::model::ScimPath;

/// The value at a path; null if the resource has none.
pub(super) fn value_at(resource: &Map<String, Json>, path: &ScimPath) -> Value<'static> {
    let container = match path.urn.as_ref().filter(|urn| !urn.is_core()) {
        None => Some(resource),
        Some(urn) => member(resource, urn.as_str()).and_then(Json::as_object),
    };
    let Some(found) = container.and_then(|container| member(container, &path.name)) else {
        return Value::Null;
    };
    let elements: Vec<&Json> = match found {
        Json::Array(elements) => elements
            .iter()
            .filter(|element| {
                path.filter
                    .as_deref()
                    .is_none_or(|filter| fits(element, filter))
            })
            .collect(),
        other => vec![other],
    };
    // A complex attribute as a whole is told by its value, or by the name of what it stands for.
    let texts: Vec<String> = elements
        .into_iter()
        .filter_map(|element| match (&path.sub_attribute, element) {
            (Some(sub), Json::Object(object)) => member(object, sub).and_then(text),
            (None, Json::Object(object)) => ["value", "name"]
                .iter()
                .find_map(|sub| member(object, sub))
                .and_then(text),
            (_, other) => text(other),
        })
        .collect();
    let mut texts = texts.into_iter();
    match (texts.next(), texts.len()) {
        (None, _) => Value::Null,
        (Some(one), 0) => Value::text(one),
        (Some(first), _) => Value::Multi(
            std::iter::once(first)
                .chain(texts)
                .map(Into::into)
                .collect(),
        ),
    }
}

/// A member by name, whatever its letter case.
pub(super) fn member<'j>(object: &'j Map<String, Json>, name: &str) -> Option<&'j Json> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// A simple value as expressions write it.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) if text.is_empty() => None,
        Json::String(text) => Some(text.clone()),
        Json::Bool(true) => Some("True".to_owned()),
        Json::Bool(false) => Some("False".to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Whether an element is the one that `type eq "work"` means.
fn fits(element: &Json, filter: &str) -> bool {
    let Some((sub, wanted)) = equality(filter) else {
        return false;
    };
    let found = element.as_object().and_then(|object| member(object, sub));
    found.and_then(Json::as_str) == Some(wanted)
}

/// `type` and `work` of `type eq "work"`; none for any other shape.
pub(in crate::pilot) fn equality(filter: &str) -> Option<(&str, &str)> {
    let mut words = filter.trim().splitn(3, char::is_whitespace);
    let (sub, operator, value) = (words.next()?, words.next()?, words.next()?);
    let value = value.trim().strip_prefix('"')?.strip_suffix('"')?;
    (operator.eq_ignore_ascii_case("eq") && !value.contains('"')).then_some((sub, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Value<'static> {
        let resource = serde_json::json!({
            "userName": "ana@northwind.example",
            "Active": true,
            "emails": [
                {"type": "other", "value": "o@x.example"},
                {"type": "work", "value": "w@x.example", "primary": true}
            ],
            "roles": [{"value": "Agent"}, {"value": "Supervisor"}],
            "title": "",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                "department": "Support",
                "manager": {"value": "m-1"}
            }
        });
        value_at(
            resource.as_object().unwrap(),
            &ScimPath::parse(path).unwrap(),
        )
    }

    #[test]
    fn values_are_found_by_path() {
        const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        assert_eq!(at("USERNAME"), Value::text("ana@northwind.example"));
        assert_eq!(at("active"), Value::text("True"));
        assert_eq!(
            at("emails[type eq \"work\"].value"),
            Value::text("w@x.example")
        );
        assert_eq!(at("emails[type eq \"home\"].value"), Value::Null);
        assert_eq!(at("emails[type sw \"w\"].value"), Value::Null);
        assert_eq!(
            at("roles"),
            Value::Multi(vec!["Agent".into(), "Supervisor".into()])
        );
        assert_eq!(at("title"), Value::Null);
        assert_eq!(
            at(&format!("{ENTERPRISE}:department")),
            Value::text("Support")
        );
        assert_eq!(at(&format!("{ENTERPRISE}:manager")), Value::text("m-1"));
        assert_eq!(
            at(&format!("{ENTERPRISE}:manager.value")),
            Value::text("m-1")
        );
    }
}
