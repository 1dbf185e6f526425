//! Values as JSON at their SCIM path.

use serde_json::{Map, Value as Json, json};

use crate::expr::Value;
use crate::model::{Cardinality, PatchStyle, SchemaUrn, ScimPath, ValueType};
use crate::pilot::HIDDEN;
use crate::pilot::lifecycle::parse_truth;
use crate::pilot::plan::ProtocolAttribute;
use crate::pilot::target::{equality, texts};

/// The members of a body whose texts say what something is, not what a user is called.
const STRUCTURE: [&str; 6] = ["schemas", "op", "path", "type", "authority", "resourceType"];

/// A resource under construction.
#[derive(Default)]
pub(in crate::pilot) struct Body {
    members: Map<String, Json>,
    extensions: Vec<String>,
}

impl Body {
    /// Puts a value at the path of an attribute.
    pub(in crate::pilot) fn set(&mut self, attribute: &ProtocolAttribute, value: &Value<'_>) {
        let Some(path) = &attribute.path else {
            return;
        };
        let json = typed(attribute, value);
        let container = match path.urn.as_ref().filter(|urn| !urn.is_core()) {
            None => Some(&mut self.members),
            Some(urn) => {
                let urn = urn.as_str().to_owned();
                if !self.extensions.contains(&urn) {
                    self.extensions.push(urn.clone());
                }
                object(self.members.entry(urn).or_insert_with(|| json!({})))
            }
        };
        if let Some(container) = container {
            place(container, path, attribute, json);
        }
    }

    /// The resource as it is posted: with its schemas and its type.
    pub(in crate::pilot) fn into_resource(mut self) -> Json {
        let schemas: Vec<Json> = std::iter::once(SchemaUrn::USER.to_owned())
            .chain(self.extensions)
            .map(Json::String)
            .collect();
        self.members
            .insert("schemas".to_owned(), Json::Array(schemas));
        let meta = self.members.entry("meta").or_insert_with(|| json!({}));
        if let Some(meta) = object(meta) {
            meta.insert("resourceType".to_owned(), json!("User"));
        }
        Json::Object(self.members)
    }
}

/// The object in a member; a member that is none becomes one.
fn object(json: &mut Json) -> Option<&mut Map<String, Json>> {
    if !json.is_object() {
        *json = json!({});
    }
    json.as_object_mut()
}

fn place(
    container: &mut Map<String, Json>,
    path: &ScimPath,
    attribute: &ProtocolAttribute,
    json: Json,
) {
    let name = path.name.clone();
    if let Some((key, wanted)) = path.filter.as_deref().and_then(equality) {
        let list = container.entry(name).or_insert_with(|| json!([]));
        let Json::Array(elements) = list else {
            return;
        };
        let position = elements
            .iter()
            .position(|element| element.get(key).and_then(Json::as_str) == Some(wanted));
        let at = position.unwrap_or_else(|| {
            elements.push(json!({ key: wanted }));
            elements.len() - 1
        });
        let Some(element) = elements.get_mut(at) else {
            return;
        };
        let sub = path.sub_attribute.as_deref().unwrap_or("value");
        if let Some(element) = object(element) {
            element.insert(sub.to_owned(), json);
        }
        return;
    }
    match &path.sub_attribute {
        Some(sub) if attribute.cardinality == Cardinality::Multiple => {
            container.insert(name, json!([{ sub.as_str(): json }]));
        }
        Some(sub) => {
            if let Some(inner) = object(container.entry(name).or_insert_with(|| json!({}))) {
                inner.insert(sub.clone(), json);
            }
        }
        None if attribute.is_reference() => {
            container.insert(name, json!({ "value": json }));
        }
        None => {
            container.insert(name, json);
        }
    }
}

/// A value in the JSON type of its attribute.
fn typed(attribute: &ProtocolAttribute, value: &Value<'_>) -> Json {
    let one = |text: &str| single(attribute, text);
    match value {
        Value::Null => Json::Null,
        Value::Text(text)
            if attribute.cardinality == Cardinality::Multiple
                && attribute
                    .path
                    .as_ref()
                    .is_some_and(|path| path.filter.is_none() && path.sub_attribute.is_none()) =>
        {
            match parsed(text) {
                Some(Json::Array(list)) => Json::Array(list),
                Some(object) => json!([object]),
                None => json!([element(attribute, text)]),
            }
        }
        Value::Text(text) => one(text),
        Value::Multi(_) => texts(value)
            .map(|text| parsed(text).unwrap_or_else(|| element(attribute, text)))
            .collect(),
    }
}

/// What the role functions give is the text of a JSON object or list.
fn parsed(text: &str) -> Option<Json> {
    let text = text.trim();
    (text.starts_with('{') || text.starts_with('['))
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

/// An element of a list: an object with a value where the attribute is complex.
fn element(attribute: &ProtocolAttribute, text: &str) -> Json {
    if attribute.value_type == ValueType::Complex {
        json!({ "value": text })
    } else {
        single(attribute, text)
    }
}

fn single(attribute: &ProtocolAttribute, text: &str) -> Json {
    match attribute.value_type {
        ValueType::Boolean => parse_truth(text).map_or_else(|| json!(text), Json::Bool),
        ValueType::Integer => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), |number| json!(number)),
        ValueType::Decimal => text
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map_or_else(|| json!(text), |number| json!(number)),
        _ => json!(text),
    }
}

/// A value as a PATCH operation carries it.
pub(super) fn patch_value(
    attribute: &ProtocolAttribute,
    value: &Value<'_>,
    style: PatchStyle,
) -> Json {
    match (style, value) {
        // Truth values go as texts.
        (PatchStyle::Classic, Value::Text(text)) if attribute.value_type == ValueType::Boolean => {
            json!(text)
        }
        (PatchStyle::AadOptscim062020, Value::Text(text)) if attribute.is_reference() => {
            json!({ "value": text })
        }
        _ => typed(attribute, value),
    }
}

/// The body without any value of the user.
pub(super) fn without_values(body: &Json) -> Json {
    match body {
        Json::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let value = if STRUCTURE.contains(&name.as_str()) {
                    value.clone()
                } else {
                    without_values(value)
                };
                (name.clone(), value)
            })
            .collect(),
        Json::Array(elements) => elements.iter().map(without_values).collect(),
        Json::Null => Json::Null,
        Json::Bool(_) | Json::Number(_) | Json::String(_) => json!(HIDDEN),
    }
}
