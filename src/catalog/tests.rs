//! What the catalogue as a whole promises.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::model::{Access, AttributeId, Column, Confidence, Mark, Resource, Support, ValueType};

#[test]
fn counts() {
    let catalog = reference();
    assert_eq!(catalog.entra_attributes(Resource::User).len(), 63);
    assert_eq!(catalog.entra_attributes(Resource::Group).len(), 3);
    assert_eq!(catalog.schemas().len(), 5);
    assert_eq!(catalog.fields().len(), 37);
    assert_eq!(catalog.rows().len(), 51);
    assert_eq!(catalog.conflicts().len(), 23);
    assert_eq!(catalog.sources().len(), 40);
}

#[test]
fn ids_are_unique_and_found() {
    let catalog = reference();
    for column in Column::ALL {
        let ids: BTreeSet<_> = catalog
            .attributes(column)
            .map(|entry| &entry.attribute.id)
            .collect();
        assert_eq!(ids.len(), catalog.attributes(column).len(), "{column:?}");
        for id in ids {
            assert_eq!(&catalog.attribute(id).unwrap().attribute.id, id);
        }
    }
    let unique = |ids: Vec<&str>| ids.iter().collect::<BTreeSet<_>>().len() == ids.len();
    assert!(unique(
        catalog
            .sources()
            .iter()
            .map(|one| one.id.as_str())
            .collect()
    ));
    assert!(unique(
        catalog.rows().iter().map(|one| one.id.as_str()).collect()
    ));
    assert!(unique(
        catalog
            .conflicts()
            .iter()
            .map(|one| one.code.as_str())
            .collect()
    ));
    assert!(unique(
        catalog
            .pilot_rules()
            .iter()
            .map(|one| one.id.as_str())
            .collect()
    ));
}

#[test]
fn every_claim_resolves_to_a_source() {
    let catalog = reference();
    let check = |what: &str, sources: &[String]| {
        assert!(!sources.is_empty(), "{what}: no source");
        for id in sources {
            assert!(
                catalog.source(id).is_some(),
                "{what}: unknown source {id:?}"
            );
        }
    };
    for resource in Resource::ALL {
        for one in catalog.entra_attributes(resource) {
            if one.sources.is_empty() {
                // Nothing is claimed where nothing was found.
                assert_eq!(one.confidence, Confidence::Unknown, "{}", one.name);
            } else {
                check(&one.name, &one.sources);
            }
        }
    }
    for one in catalog
        .schemas()
        .iter()
        .flat_map(|schema| &schema.attributes)
    {
        check(&one.path, &one.sources);
    }
    for one in catalog.fields() {
        check(&one.scim_path, &one.sources);
    }
    for one in catalog.rows() {
        check(&one.id, &one.sources);
    }
    for one in catalog.misprints() {
        check(&one.printed, &one.sources);
        assert!(catalog.conflict(&one.conflict).is_some(), "{}", one.printed);
    }
    for one in catalog.pilot_rules() {
        check(&one.id, &one.sources);
    }
    for one in catalog.conflicts() {
        check(&one.code, &one.claim_a_sources);
        check(&one.code, &one.claim_b_sources);
    }
    for entry in Column::ALL
        .into_iter()
        .flat_map(|column| catalog.attributes(column))
    {
        for evidence in &entry.attribute.evidence {
            let label = entry.attribute.id.label();
            assert!(catalog.source(&evidence.source).is_some(), "{label}");
            assert!(evidence.read_on.is_some(), "{label}");
        }
    }
}

#[test]
fn rows_and_conflicts_name_each_other() {
    let catalog = reference();
    for conflict in catalog.conflicts() {
        for id in &conflict.rows {
            assert!(catalog.rows().iter().any(|row| &row.id == id), "{id}");
        }
    }
    for row in catalog.rows() {
        for code in &row.conflicts {
            assert!(catalog.conflict(code).is_some(), "{code} of {}", row.id);
        }
    }
}

#[test]
fn every_row_reaches_the_columns() {
    let catalog = reference();
    for row in catalog.rows() {
        let facts = catalog.scim_facts(row.object, row.real_path());
        assert!(facts.is_some(), "{}", row.id);
        let protocol = catalog.resolve(Column::Protocol, row.object, &row.scim_path);
        assert!(protocol.is_some(), "{}", row.id);
        for id in protocol.unwrap().ids {
            assert!(
                catalog.rows_of(&id).any(|one| one.id == row.id),
                "{}",
                row.id
            );
        }
        if row.in_genesys_api {
            let is_in_target = catalog.attributes(Column::Target).any(|entry| {
                catalog
                    .rows_of(&entry.attribute.id)
                    .any(|one| one.id == row.id)
            });
            assert!(is_in_target, "{}", row.id);
        }
        if row.entra_source.kind == SourceKind::Attribute {
            let name = row.entra_source.value.as_deref().unwrap();
            let id = AttributeId::source(row.object, name);
            assert!(catalog.attribute(&id).is_some(), "{}", row.id);
        }
    }
}

#[test]
fn every_listed_path_has_facts() {
    // A path that no schema has is left out of the column: count both sides.
    let text = include_str!("../../assets/catalog/scim.json");
    let file: Value = serde_json::from_str(text).unwrap();
    let listed: usize = file["column"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["paths"].as_array().unwrap().len())
        .sum();
    assert_eq!(reference().attributes(Column::Protocol).len(), listed);
}

#[test]
fn the_column_shows_every_schema_attribute() {
    let catalog = reference();
    for resource in Resource::ALL {
        for schema in catalog
            .schemas()
            .iter()
            .filter(|one| one.applies_to(resource))
        {
            for one in &schema.attributes {
                assert!(
                    catalog
                        .resolve(Column::Protocol, resource, &one.path)
                        .is_some(),
                    "{} of {}",
                    one.path,
                    resource.label()
                );
            }
        }
    }
}

#[test]
fn what_is_listed_as_unsupported_is_so_by_the_models() {
    let catalog = reference();
    for entry in catalog.attributes(Column::Protocol) {
        let id = &entry.attribute.id;
        let facts = catalog.scim_facts(id.resource, id.path.as_str()).unwrap();
        let is_absent = facts.attribute.genesys_support == GenesysSupport::Unsupported
            || catalog.rows_of(id).any(|row| !row.in_genesys_api && row.alias_of.is_none())
            // The notes on meta: the Genesys model has no "created".
            || id.path.as_str() == "meta.created";
        let is_unsupported = entry.attribute.support == Support::Unsupported;
        assert_eq!(is_unsupported, is_absent, "{}", id.label());
        assert_eq!(
            is_unsupported,
            entry.attribute.group == "Not supported by the target",
            "{}",
            id.label()
        );
    }
}

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

#[test]
fn marks_are_those_of_the_documents() {
    let check = |id: AttributeId, mark: Option<Mark>| {
        assert!(reference().attribute(&id).is_some(), "{id:?}");
        assert_eq!(reference().mark(&id), mark, "{id:?}");
    };
    let protocol = |path: &str| AttributeId::protocol(Resource::User, path);
    check(protocol("userName"), Some(Mark::Required));
    check(protocol("active"), Some(Mark::Required));
    check(protocol("displayName"), Some(Mark::Required));
    check(protocol("id"), Some(Mark::SystemGenerated));
    check(protocol("groups"), Some(Mark::SystemGenerated));
    check(protocol("meta.version"), Some(Mark::SystemGenerated));
    check(
        protocol("emails[type eq \"other\"].value"),
        Some(Mark::SystemGenerated),
    );
    check(protocol("title"), Some(Mark::Optional));
    check(protocol("name.givenName"), None);
    check(
        AttributeId::protocol(Resource::Group, "displayName"),
        Some(Mark::Required),
    );
    check(
        AttributeId::protocol(Resource::Group, "id"),
        Some(Mark::SystemGenerated),
    );
    let target = |path, scim| AttributeId::target(Resource::User, path, Some(scim));
    check(target("UserProfile.state", "active"), Some(Mark::Required));
    check(target("UserProfile.Id", "id"), Some(Mark::SystemGenerated));
    check(target("", "roles[].value"), Some(Mark::Optional));
    let source = |name| AttributeId::source(Resource::User, name);
    check(source("objectId"), Some(Mark::SystemGenerated));
    check(source("IsSoftDeleted"), Some(Mark::SystemGenerated));
    check(source("jobTitle"), Some(Mark::Optional));
    let required: Vec<_> = reference()
        .attributes(Column::Target)
        .filter(|entry| entry.attribute.mark == Some(Mark::Required))
        .map(|entry| entry.attribute.id.scim_path.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(
        required,
        ["userName", "displayName", "active", "displayName"]
    );
}

#[test]
fn attributes_carry_their_traits() {
    let of = |id: AttributeId| &reference().attribute(&id).unwrap().attribute;
    let password = of(AttributeId::protocol(Resource::User, "password"));
    assert_eq!(password.access, Access::WriteOnly);
    let mirror = of(AttributeId::protocol(
        Resource::User,
        "emails[type eq \"other\"].value",
    ));
    assert_eq!(mirror.access, Access::ReadOnly);
    let zoom = of(AttributeId::protocol(
        Resource::User,
        "phoneNumbers[type eq \"zoomphone\"].value",
    ));
    assert_eq!(zoom.support, Support::Unclear);
    let manager = of(AttributeId::protocol(
        Resource::User,
        &format!("{ENTERPRISE}:manager"),
    ));
    assert_eq!(manager.value_type, ValueType::Reference);
    assert_eq!(
        of(AttributeId::protocol(Resource::User, "roles")).support,
        Support::Partial
    );
    let job_title = of(AttributeId::source(Resource::User, "jobTitle"));
    assert_eq!(job_title.max_length, Some(128));
    assert_eq!(
        of(AttributeId::source(Resource::User, "userType")).support,
        Support::Unsupported
    );
}

#[test]
fn conflicts_of_an_attribute() {
    let check = |id: &AttributeId, expected: &[&str]| {
        let codes: Vec<_> = reference()
            .conflicts_of(id)
            .map(|one| one.code.as_str())
            .collect();
        assert_eq!(codes, expected, "{id:?}");
    };
    check(
        &AttributeId::protocol(Resource::User, "active"),
        &["C01", "C03", "C07", "C10", "C18"],
    );
    check(
        &AttributeId::target(
            Resource::User,
            "User.hr.empId.[0].value",
            Some(&format!("{ENTERPRISE}:employeeNumber")),
        ),
        &["C02", "C04"],
    );
    check(&AttributeId::protocol(Resource::User, "title"), &[]);
}
