//! The published samples: what each must become. `CROSSWALK_SHARED` names the folder that holds them.
#![expect(clippy::expect_used, reason = "test helpers may panic")]

use super::*;
use crate::json::JsonTree;
use crate::model::{AttributeId, AttributePath, Column, LinkId, Project, Resource, Rule};

fn text(name: &str) -> String {
    let shared = std::env::var("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the folder");
    let path = std::path::Path::new(&shared)
        .join("fixtures/entra-schema")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}: {}", path.display()))
}

fn link<'a>(project: &'a Project, path: &str) -> &'a crate::model::Link {
    let id = format!("user/protocol/{path}");
    project
        .link(&LinkId::new(&id))
        .unwrap_or_else(|| panic!("no link {id}"))
}

#[test]
fn shared_whole_schemas_come_back_byte_for_byte() {
    for name in [
        "SYNTHETIC-genesys-scim-user.json",
        "salesforce-full-schema-2017.json",
        "graph-doc-partial-get.json",
    ] {
        let text = text(name);
        let project = as_project(&text, &Project::default()).unwrap();
        let written = write_back(&text, &project).unwrap();
        assert!(written.text == text, "{name}");
    }
}

#[test]
fn shared_an_old_whole_schema_keeps_every_setting() {
    let text = text("salesforce-full-schema-2017.json");
    let project = as_project(&text, &Project::default()).unwrap();
    assert_eq!(project.links().len(), 14);
    assert_eq!(project.system(Column::Source).attributes().len(), 44 + 3);
    assert_eq!(project.system(Column::Protocol).attributes().len(), 33);
    let active = link(&project, "IsActive");
    assert_eq!(active.settings.default_if_null.as_deref(), Some("True"));
    assert_eq!(
        active.rule,
        Rule::Expression {
            text: "Not([IsSoftDeleted])".to_owned()
        }
    );
    assert_eq!(
        link(&project, "Username").settings.matching_precedence,
        Some(1)
    );
    let encoding = link(&project, "EmailEncodingKey");
    assert_eq!(
        encoding.settings.default_if_null.as_deref(),
        Some("ISO-8859-1")
    );
    assert_eq!(
        encoding.rule,
        Rule::Direct {
            origins: Vec::new()
        }
    );
    let tree = JsonTree::parse(&text).unwrap();
    let schema = Schema::find(&tree).unwrap();
    // Three of the outbound rule that read nothing, and the five of the inbound one.
    assert_eq!(schema.left_over().count(), 8);
}

#[test]
fn shared_a_recent_schema_is_read() {
    let text = text("SYNTHETIC-genesys-scim-user.json");
    let project = as_project(&text, &Project::default()).unwrap();
    assert_eq!(project.links().len(), 8);
    assert_eq!(project.system(Column::Source).attributes().len(), 16);
    assert_eq!(project.system(Column::Protocol).attributes().len(), 9);
    let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    let expected = Rule::direct(AttributePath::new(Column::Source, "manager"));
    assert_eq!(link(&project, manager).rule, expected);
}

#[test]
fn shared_a_partial_answer_is_read() {
    let project = as_project(&text("graph-doc-partial-get.json"), &Project::default()).unwrap();
    assert_eq!(project.links().len(), 1);
    assert_eq!(project.system(Column::Source).attributes().len(), 2);
    assert_eq!(project.system(Column::Protocol).attributes().len(), 0);
}

#[test]
fn shared_fragments_make_links_of_users() {
    let project = as_project(&text("fragments-2020s.json"), &Project::default()).unwrap();
    assert_eq!(project.links().len(), 5);
    assert_eq!(
        link(&project, "extensionAttribute1").rule,
        Rule::Constant {
            value: "CrossTenantSynced".to_owned()
        }
    );
    let id = AttributeId::protocol(Resource::User, "givenName");
    assert!(project.links().any(|(_, link)| link.destination == id));
}

#[test]
fn shared_other_answers_are_refused_by_name() {
    for name in [
        "graph-doc-parse-expression-response.json",
        "graph-doc-functions-and-operators.json",
        "provision-on-demand-response.json",
    ] {
        let error = as_project(&text(name), &Project::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("this is no Entra ID provisioning schema"),
            "{name}"
        );
    }
}

#[test]
fn shared_a_provision_on_demand_answer_is_read_raw_and_decoded() {
    let raw = ProvisionAnswer::read(&text("provision-on-demand-response.json")).unwrap();
    let decoded =
        ProvisionAnswer::read(&text("provision-on-demand-response.decoded.json")).unwrap();
    assert_eq!(raw, decoded);
    assert_eq!(raw.result, "Skipped");
    assert_eq!(raw.error_code, "RedundantExport");
    assert_eq!(raw.properties.len(), 7);
    let kinds: Vec<_> = raw.steps.iter().map(|step| step.kind.as_str()).collect();
    assert_eq!(kinds, ["Import", "Matching", "Scoping", "Export"]);
    let name = AttributePath::new(Column::Source, "mailNickname");
    assert_eq!(raw.seen(Column::Source, &name), [Seen::Read("Bill")]);
    let id = AttributePath::new(Column::Protocol, "externalId");
    assert_eq!(raw.seen(Column::Protocol, &id), [Seen::Found("Bill")]);
}

/// Every hostile text is read or refused in words.
#[test]
fn shared_hostile_json_is_refused_in_words() {
    let shared = std::env::var("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the folder");
    let mut folders = vec![std::path::Path::new(&shared).join("fixtures/hostile/json")];
    let mut number = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                number += 1;
                let error = as_project(&text, &Project::default()).unwrap_err();
                assert!(!error.to_string().is_empty());
                assert!(ProvisionAnswer::read(&text).is_err());
            }
        }
    }
    assert!(number > 100, "{number}");
}
