//! A schema comes back byte for byte, and a changed mapping changes itself alone.

use std::sync::Arc;

use super::*;
use crate::json::JsonTree;
use crate::model::{
    Apply, AttributeId, AttributePath, Clause, Column, Edit, Heading, LifecycleActions, Link,
    LinkId, Project, Resource, ResourceSettings, Rule, ScopingFilter, Status, System,
    UnknownMembers,
};

const RECENT: &str = include_str!("../../tests/fixtures/entra-schema-recent.json");
const OLD: &str = include_str!("../../tests/fixtures/entra-schema-old.json");

/// The project that a schema stands for.
fn project_of(text: &str) -> Project {
    let tree = JsonTree::parse(text).unwrap();
    let schema = Schema::find(&tree).unwrap();
    let mut project = Project::new(
        Heading::default(),
        System::new("Entra ID"),
        System::new("SCIM"),
        System::new("Genesys Cloud"),
    );
    for resource in Resource::ALL {
        let Some((_, mapping)) = schema.object_mapping(resource) else {
            continue;
        };
        let settings = mapped_settings(mapping, &ResourceSettings::default());
        project
            .apply(Edit::SetResourceSettings {
                resource,
                settings: Box::new(settings),
            })
            .unwrap();
        for attribute in mapping.attribute_mappings() {
            let (mapped, _) = mapped_link(&attribute).unwrap();
            let destination = AttributeId::protocol(resource, attribute.target.unwrap());
            let id = project.next_link_id(&destination);
            let link = Link {
                settings: mapped.settings,
                ..Link::new(destination, mapped.rule)
            };
            let link = Arc::new(link);
            project.apply(Edit::AddLink { id, link }).unwrap();
        }
    }
    project
}

/// What comes out after the change, as the lines that are only in one of the two texts.
fn changed(text: &str, change: impl FnOnce(&mut Project)) -> (Vec<String>, Vec<String>, Written) {
    let mut project = project_of(text);
    change(&mut project);
    let written = write_back(text, &project).unwrap();
    JsonTree::parse(&written.text).unwrap();
    let before: Vec<_> = text.lines().collect();
    let after: Vec<_> = written.text.lines().collect();
    let head = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let tail = before[head..]
        .iter()
        .rev()
        .zip(after[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let middle = |lines: &[&str]| -> Vec<String> {
        lines[head..lines.len() - tail]
            .iter()
            .map(|line| line.trim().to_owned())
            .collect()
    };
    (middle(&before), middle(&after), written)
}

fn change_link(project: &mut Project, id: &str, change: impl FnOnce(&mut Link)) {
    let id = LinkId::new(id);
    let mut link = project.link(&id).unwrap().clone();
    change(&mut link);
    let link = Arc::new(link);
    project.apply(Edit::ReplaceLink { id, link }).unwrap();
}

#[test]
fn without_a_change_every_byte_stays() {
    for text in [RECENT, OLD] {
        let written = write_back(text, &project_of(text)).unwrap();
        assert_eq!(written.text, text);
        assert_eq!(written.remarks, [""; 0]);
        let marked = format!("\u{feff}{text}");
        assert_eq!(write_back(&marked, &project_of(text)).unwrap().text, marked);
        let one_line: serde_json::Value = serde_json::from_str(text).unwrap();
        let one_line = one_line.to_string();
        assert_eq!(
            write_back(&one_line, &project_of(text)).unwrap().text,
            one_line
        );
    }
}

#[test]
fn every_setting_is_read() {
    let project = project_of(RECENT);
    let link = |id: &str| project.link(&LinkId::new(id)).unwrap();
    let name = link("user/protocol/userName");
    assert_eq!(name.settings.matching_precedence, Some(1));
    let active = link("user/protocol/active");
    assert_eq!(
        active.rule,
        Rule::Expression {
            text: "Not([IsSoftDeleted])".to_owned()
        }
    );
    let title = link("user/protocol/title");
    assert_eq!(title.settings.apply, Apply::OnlyDuringCreation);
    assert_eq!(title.settings.default_if_null.as_deref(), Some("Agent"));
    let locale = link("user/protocol/locale");
    assert_eq!(
        locale.rule,
        Rule::Direct {
            origins: Vec::new()
        }
    );
    assert_eq!(locale.settings.default_if_null.as_deref(), Some("en-US"));
    let nick = link("user/protocol/nickName");
    assert_eq!(
        nick.rule,
        Rule::Constant {
            value: "fixed".to_owned()
        }
    );
    let settings = project.resource_settings(Resource::Group);
    assert_eq!(
        settings.actions,
        LifecycleActions {
            create: false,
            update: true,
            delete: false
        }
    );
    let filters = &project.resource_settings(Resource::User).scoping_filters;
    assert_eq!(filters[0].name, "Staff");
    assert_eq!(filters[0].clauses[0].operator, "EQUALS");
    assert_eq!(filters[0].clauses[0].value.as_deref(), Some("Employee"));
}

#[test]
fn one_changed_setting_changes_one_line() {
    let (before, after, _) = changed(RECENT, |project| {
        change_link(project, "user/protocol/title", |link| {
            link.settings.apply = Apply::Always;
        });
    });
    assert_eq!(before, ["\"flowType\": \"ObjectAddOnly\","]);
    assert_eq!(after, ["\"flowType\": \"Always\","]);
}

#[test]
fn a_changed_rule_changes_its_source_alone() {
    let (before, after, written) = changed(RECENT, |project| {
        change_link(project, "user/protocol/displayName", |link| {
            link.rule = Rule::Expression {
                text: "Trim([displayName])".to_owned(),
            };
        });
    });
    assert_eq!(
        before,
        [
            "\"expression\": \"[displayName]\",",
            "\"name\": \"displayName\",",
            "\"type\": \"Attribute\",",
            "\"parameters\": []"
        ]
    );
    let after = after.join("");
    assert!(
        after.starts_with(
            "\"expression\": \"Trim([displayName])\",\"name\": \"Trim\",\"type\": \"Function\",\"parameters\": [{"
        ),
        "{after}"
    );
    assert!(after.contains("\"key\": \"source\",\"value\": {\"expression\": \"[displayName]\""));
    assert_eq!(written.remarks, [""; 0]);
    // Read again, it is what was meant.
    let project = project_of(&written.text);
    let link = project.link(&LinkId::new("user/protocol/displayName"));
    assert_eq!(
        link.unwrap().rule,
        Rule::Expression {
            text: "Trim([displayName])".to_owned()
        }
    );
}

#[test]
fn a_function_whose_keys_are_unknown_is_written_as_text_and_said() {
    let (_, after, written) = changed(OLD, |project| {
        change_link(project, "user/protocol/Alias", |link| {
            link.rule = Rule::Expression {
                text: "IIF(IsPresent([mail]), [mail], [userPrincipalName])".to_owned(),
            };
        });
    });
    let after = after.join("");
    assert!(after.contains("IIF(IsPresent([mail])"), "{after}");
    assert!(!after.contains("\"parameters\""), "{after}");
    assert_eq!(written.remarks.len(), 1);
    assert!(
        written.remarks[0].contains("\"IIF\""),
        "{:?}",
        written.remarks
    );
}

#[test]
fn links_come_and_go_alone() {
    // The last one, the first one, and one in the middle.
    for id in [
        "user/protocol/nickName",
        "user/protocol/userName",
        "user/protocol/title",
    ] {
        let (_, after, written) = changed(RECENT, |project| {
            let id = LinkId::new(id);
            project.apply(Edit::RemoveLink { id }).unwrap();
        });
        assert!(after.len() <= 1, "{after:?}");
        let mut expected = project_of(RECENT);
        let id = LinkId::new(id);
        expected.apply(Edit::RemoveLink { id }).unwrap();
        assert_eq!(project_of(&written.text), expected);
    }
    // Rejected is as good as removed.
    let (_, _, written) = changed(RECENT, |project| {
        change_link(project, "user/protocol/title", |link| {
            link.status = Status::Rejected;
        });
    });
    assert!(!written.text.contains("\"targetAttributeName\": \"title\""));
    // A new one stands at the end, in the style of its neighbours.
    let (before, after, written) = changed(RECENT, |project| {
        let destination = AttributeId::protocol(Resource::User, "externalId");
        let origin = AttributePath::new(Column::Source, "mailNickname");
        let link = Arc::new(Link::new(destination.clone(), Rule::direct(origin)));
        let id = project.next_link_id(&destination);
        project.apply(Edit::AddLink { id, link }).unwrap();
    });
    assert!(before.len() <= 1, "{before:?}");
    assert_eq!(
        after
            .iter()
            .filter(|line| line.contains("externalId"))
            .count(),
        1
    );
    let id = LinkId::new("user/protocol/externalId");
    assert!(project_of(&written.text).link(&id).is_some());
    // All gone, and all new.
    let (_, _, written) = changed(RECENT, |project| {
        let ids: Vec<_> = project.links().map(|(id, _)| id.clone()).collect();
        for id in ids {
            project.apply(Edit::RemoveLink { id }).unwrap();
        }
        let destination = AttributeId::protocol(Resource::User, "userName");
        let origin = AttributePath::new(Column::Source, "mail");
        let link = Arc::new(Link::new(destination.clone(), Rule::direct(origin)));
        let id = project.next_link_id(&destination);
        project.apply(Edit::AddLink { id, link }).unwrap();
    });
    assert_eq!(project_of(&written.text).links().len(), 1);
}

#[test]
fn settings_of_a_resource_are_written_in_their_place() {
    let (before, after, _) = changed(RECENT, |project| {
        let mut settings = project.resource_settings(Resource::User).clone();
        settings.actions.delete = false;
        project
            .apply(Edit::SetResourceSettings {
                resource: Resource::User,
                settings: Box::new(settings),
            })
            .unwrap();
    });
    assert_eq!(before, ["\"flowTypes\": \"Add,Update,Delete\","]);
    assert_eq!(after, ["\"flowTypes\": \"Add,Update\","]);
    let filter = ScopingFilter {
        name: "Synced".to_owned(),
        clauses: vec![Clause {
            attribute: AttributePath::new(Column::Source, "dirSyncEnabled"),
            operator: "EQUALS".to_owned(),
            value: Some("True".to_owned()),
            unknown: UnknownMembers::default(),
        }],
        unknown: UnknownMembers::default(),
    };
    let (_, _, written) = changed(OLD, |project| {
        let mut settings = project.resource_settings(Resource::User).clone();
        settings.scoping_filters = vec![filter.clone()];
        project
            .apply(Edit::SetResourceSettings {
                resource: Resource::User,
                settings: Box::new(settings),
            })
            .unwrap();
    });
    let project = project_of(&written.text);
    assert_eq!(
        project.resource_settings(Resource::User).scoping_filters,
        [filter]
    );
}

#[test]
fn what_entra_id_cannot_do_is_said_and_left_as_it_was() {
    let (_, _, written) = changed(RECENT, |project| {
        change_link(project, "user/protocol/title", |link| {
            link.rule = Rule::Translation {
                origins: vec![AttributePath::new(Column::Source, "jobTitle")],
                pairs: vec![("a".to_owned(), "b".to_owned())],
            };
        });
    });
    assert_eq!(written.text, RECENT);
    assert!(written.remarks[0].contains("\"title\" is left as it was"));
}

#[test]
fn without_an_import_a_part_is_written_and_read_again() {
    let project = project_of(RECENT);
    let written = fragment(&project);
    assert!(written.remarks[0].contains("a part of a schema"));
    assert_eq!(project_of(&written.text), project);
}

#[test]
fn wrappers_and_parts_are_looked_through() {
    let count = |text: &str| {
        let tree = JsonTree::parse(text).unwrap();
        let schema = Schema::find(&tree).ok()?;
        let (_, mapping) = schema.object_mapping(Resource::User)?;
        Some((mapping.attribute_mappings().count(), schema.num_further))
    };
    let mapping = r#"{"targetAttributeName":"userName","source":null}"#;
    let object = format!(r#"{{"sourceObjectName":"User","attributeMappings":[{mapping}]}}"#);
    let schema = format!(r#"{{"synchronizationRules":[{{"objectMappings":[{object}]}}]}}"#);
    let empty = r#"{"synchronizationRules":[]}"#;
    assert_eq!(count(&schema), Some((1, 0)));
    assert_eq!(
        count(&format!(r#"{{"id":"x","schema":{schema}}}"#)),
        Some((1, 0))
    );
    assert_eq!(
        count(&format!(
            r#"{{"value":[{{"schema":{empty}}},{{"default":true,"schema":{schema}}}]}}"#
        )),
        Some((1, 1))
    );
    assert_eq!(
        count(&format!(r#"{{"objectMappings":[{object}]}}"#)),
        Some((1, 0))
    );
    assert_eq!(count(&object), Some((1, 0)));
    assert_eq!(count(&format!("[{mapping}]")), Some((1, 0)));
    assert_eq!(count(r#"{"parsedExpression":{}}"#), None);
    assert_eq!(count(empty), None);
    // The inbound side is not what provisions.
    let inbound = format!(
        r#"{{"synchronizationRules":[{{"targetDirectoryName":"Microsoft Entra ID","objectMappings":[{object}]}}]}}"#
    );
    assert_eq!(count(&inbound), None);
}

#[test]
fn as_a_project_it_can_be_compared() {
    let base = Project::default();
    let project = as_project(RECENT, &base).unwrap();
    assert_eq!(project.links().len(), 8);
    assert_eq!(project.system(Column::Source).attributes().len(), 11);
    assert_eq!(project.system(Column::Protocol).attributes().len(), 11);
    let filters = &project.resource_settings(Resource::User).scoping_filters;
    assert_eq!(filters.len(), 1);
    assert!(as_project("{}", &base).is_err());
}
