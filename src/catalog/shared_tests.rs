//! The catalogue held against the facts it was made from, where they are at hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test helpers may panic"
)]

use std::path::Path;

use serde_json::Value;

use super::*;
use crate::model::Resource;

/// Compares the catalogue with the facts it was made from, where they are at hand.
#[test]
fn shared_reference_is_carried_whole() {
    let shared = std::env::var_os("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the fixtures");
    let folder = Path::new(&shared).join("reference");
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let catalog = reference();

    let entra = read("entra-user-attributes.json");
    let users = as_json(catalog.entra_attributes(Resource::User));
    check_list(&entra["user_attributes"], &users, &["name"]);
    let groups = as_json(catalog.entra_attributes(Resource::Group));
    check_list(&entra["group_attributes"], &groups, &["name"]);
    let scim = read("scim-user-attributes.json");
    check_list(&scim["schemas"], &as_json(catalog.schemas()), &["name"]);
    let genesys = read("genesys-user-fields.json");
    check_list(
        &genesys["fields"],
        &as_json(catalog.fields()),
        &["object", "scim_path"],
    );
    let mapping = read("documented-mapping.json");
    check_list(&mapping["rows"], &as_json(catalog.rows()), &["id"]);
    check_list(
        &mapping["conflicts"],
        &as_json(catalog.conflicts()),
        &["id"],
    );
    let sources = read("sources.json");
    check_list(&sources["sources"], &as_json(catalog.sources()), &["id"]);
}

/// Facts as JSON, to compare with the files they were made from.
fn as_json(facts: &[impl serde::Serialize]) -> Vec<Value> {
    facts
        .iter()
        .map(|one| serde_json::to_value(one).unwrap())
        .collect()
}

/// Asserts that both lists have the same entries by key, and each of ours every fact of theirs.
fn check_list(theirs: &Value, ours: &[Value], key: &[&str]) {
    let theirs = theirs.as_array().unwrap();
    assert_eq!(theirs.len(), ours.len());
    for entry in theirs {
        let same: Vec<_> = ours
            .iter()
            .filter(|one| key.iter().all(|name| one[name] == entry[name]))
            .collect();
        assert_eq!(same.len(), 1, "{entry}");
        check_facts(entry, same[0], &entry.to_string());
    }
}

/// Asserts that `ours` has every member of `theirs` with an equal value; ours may have more.
fn check_facts(theirs: &Value, ours: &Value, place: &str) {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            for (name, value) in theirs {
                let mine = ours
                    .get(name)
                    .unwrap_or_else(|| panic!("no {name} in {place}"));
                if name == "type" && value.is_string() {
                    // `datetime` and `dateTime` are one type.
                    let same = value
                        .as_str()
                        .unwrap()
                        .eq_ignore_ascii_case(mine.as_str().unwrap());
                    assert!(same, "type of {place}");
                } else {
                    check_facts(value, mine, place);
                }
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            assert_eq!(theirs.len(), ours.len(), "{place}");
            for (one, mine) in theirs.iter().zip(ours) {
                check_facts(one, mine, place);
            }
        }
        _ => assert_eq!(theirs, ours, "{place}"),
    }
}
