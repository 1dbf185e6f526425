//! Every request for the built-in users, whatever is tried on them, held to the schemas of RFC 7643 and to what the
//! vendors add to them, as the catalogue has them.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::*;
use crate::catalog::{ScimAttribute, ScimSchema, reference};
use crate::model::{PatchStyle, Resource, ScimPath, ValueType};

/// The schema with this URN; the core one for none.
fn schema(urn: &str) -> &'static ScimSchema {
    let mut schemas = reference().schemas().iter();
    schemas
        .find(|schema| schema.urn.as_deref() == Some(urn))
        .unwrap_or_else(|| panic!("no schema {urn}"))
}

fn attribute(urn: Option<&str>, name: &str) -> &'static ScimAttribute {
    let common = reference()
        .schemas()
        .iter()
        .filter(|schema| schema.urn.is_none() && schema.applies_to(Resource::User));
    let own = schema(urn.unwrap_or("urn:ietf:params:scim:schemas:core:2.0:User"));
    common
        .chain([own])
        .flat_map(|schema| &schema.attributes)
        .find(|attribute| attribute.name == name)
        .unwrap_or_else(|| panic!("no attribute {name} in {urn:?}"))
}

/// Holds a simple value to its type.
fn check_simple(value_type: &ValueType, value: &Json, at: &str) {
    let fits = match value_type {
        ValueType::Boolean => value.is_boolean(),
        ValueType::Integer => value.is_i64(),
        ValueType::Decimal => value.is_number(),
        ValueType::Complex => false,
        _ => value.is_string(),
    };
    assert!(fits, "{at}: {value} is no {value_type:?}");
}

/// Holds one element of a complex attribute to its sub-attributes.
fn check_element(attribute: &ScimAttribute, element: &Json, at: &str) {
    let object = element
        .as_object()
        .unwrap_or_else(|| panic!("{at}: {element} is no object"));
    assert!(!object.is_empty(), "{at}");
    for (name, value) in object {
        let sub = attribute
            .sub_attributes
            .iter()
            .find(|sub| sub.name == *name);
        let sub = sub.unwrap_or_else(|| panic!("{at}: no sub-attribute {name}"));
        assert_ne!(sub.mutability, "readOnly", "{at}.{name}");
        check_simple(&sub.value_type, value, at);
    }
}

fn check_value(attribute: &ScimAttribute, value: &Json, at: &str) {
    let elements: Vec<&Json> = if attribute.multi_valued {
        let list = value.as_array();
        list.unwrap_or_else(|| panic!("{at}: {value} is no list"))
            .iter()
            .collect()
    } else {
        vec![value]
    };
    for element in elements {
        if attribute.value_type == ValueType::Complex {
            check_element(attribute, element, at);
        } else {
            check_simple(&attribute.value_type, element, at);
        }
    }
    // Of the elements of a list one at most has each type. Source: ms-customize.
    if let Some(list) = value.as_array() {
        let types: Vec<_> = list.iter().filter_map(|one| one["type"].as_str()).collect();
        if attribute.name != "roles" {
            let distinct: BTreeSet<_> = types.iter().collect();
            assert_eq!(distinct.len(), types.len(), "{at}");
        }
    }
}

fn check_members(urn: Option<&str>, members: &Map<String, Json>) {
    for (name, value) in members {
        let known = attribute(urn, name);
        let at = format!("{} {name}", urn.unwrap_or_default());
        assert_ne!(known.mutability, "readOnly", "{at}");
        check_value(known, value, &at);
    }
}

fn check_post(body: &Json) {
    let mut members = body.as_object().unwrap().clone();
    let schemas: BTreeSet<String> = members
        .remove("schemas")
        .and_then(|schemas| serde_json::from_value(schemas).ok())
        .unwrap();
    let meta = members.remove("meta").unwrap();
    assert_eq!(meta, serde_json::json!({"resourceType": "User"}));
    let mut used = BTreeSet::from(["urn:ietf:params:scim:schemas:core:2.0:User".to_owned()]);
    let extensions: Vec<String> = members
        .keys()
        .filter(|name| name.starts_with("urn:"))
        .cloned()
        .collect();
    for urn in extensions {
        let extension = members.remove(&urn).unwrap();
        check_members(Some(&urn), extension.as_object().unwrap());
        used.insert(urn);
    }
    assert_eq!(schemas, used, "schemas are those that are used");
    for schema in reference().schemas().iter().filter(|schema| {
        schema.applies_to(Resource::User)
            && schema.urn.as_deref() == Some("urn:ietf:params:scim:schemas:core:2.0:User")
    }) {
        for required in schema.attributes.iter().filter(|one| one.required) {
            assert!(members.contains_key(&required.name), "{}", required.name);
        }
    }
    check_members(None, &members);
}

fn check_at_path(path: &str, value: &Json, style: PatchStyle) {
    let path = ScimPath::parse(path).unwrap();
    let urn = path.urn.as_ref().filter(|urn| !urn.is_core());
    let known = attribute(urn.map(crate::model::SchemaUrn::as_str), &path.name);
    assert_ne!(known.mutability, "readOnly", "{path:?}");
    let at = path.short();
    if path.name == "manager" {
        // What the documents print is no complex value without the flag.
        match style {
            PatchStyle::Classic => assert!(value.is_string(), "{at}: {value}"),
            PatchStyle::AadOptscim062020 => check_element(known, value, &at),
        }
    } else if let Some(sub) = &path.sub_attribute {
        assert!(known.multi_valued == path.filter.is_some(), "{at}");
        let sub = known.sub_attributes.iter().find(|one| one.name == *sub);
        check_simple(&sub.unwrap().value_type, value, &at);
    } else if known.value_type == ValueType::Boolean && style == PatchStyle::Classic {
        assert!(value == "True" || value == "False", "{at}: {value}");
    } else {
        check_value(known, value, &at);
    }
}

fn check_patch(body: &Json, style: PatchStyle) {
    assert_eq!(
        body["schemas"],
        serde_json::json!(["urn:ietf:params:scim:api:messages:2.0:PatchOp"])
    );
    let operations = body["Operations"].as_array().unwrap();
    assert!(!operations.is_empty());
    for operation in operations {
        let op = operation["op"].as_str().unwrap();
        match style {
            PatchStyle::Classic => assert!(["Add", "Replace"].contains(&op), "{op}"),
            PatchStyle::AadOptscim062020 => assert!(["add", "replace"].contains(&op), "{op}"),
        }
        match operation["path"].as_str() {
            Some(path) => check_at_path(path, &operation["value"], style),
            None => {
                for (path, value) in operation["value"].as_object().unwrap() {
                    check_at_path(path, value, style);
                }
            }
        }
    }
}

#[test]
fn every_payload_follows_the_schemas() {
    let mut trials: Vec<Option<Transition>> = vec![None];
    trials.extend(Transition::SIMPLE.into_iter().map(Some));
    for attribute in ["jobTitle", "department", "manager", "mobile", "displayName"] {
        trials.push(Some(Transition::Change {
            attribute: attribute.to_owned(),
            value: Hidden("m.diaz@northwind.example".to_owned()),
        }));
    }
    let (mut posts, mut patches, mut deletes) = (0, 0, 0);
    for style in [PatchStyle::Classic, PatchStyle::AadOptscim062020] {
        let plan = Plan::of(&reference_project()).with_patch_style(style);
        let samples = builtin_samples();
        let target = builtin_target(&plan);
        let scene = Scene {
            plan,
            samples,
            target,
            settings: Settings::default(),
        };
        for user in 0..scene.samples.users.len() {
            for trial in &trials {
                for request in scene.tell(user, trial.as_ref()).requests {
                    match (request.method, &request.body) {
                        ("GET", None) => {}
                        ("POST", Some(body)) => {
                            posts += 1;
                            check_post(body);
                        }
                        ("PATCH", Some(body)) => {
                            patches += 1;
                            check_patch(body, style);
                        }
                        ("DELETE", None) => deletes += 1,
                        other => panic!("{other:?}"),
                    }
                }
            }
        }
    }
    assert!(posts > 0 && patches > 0 && deletes > 0);
}
