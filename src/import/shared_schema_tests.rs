//! What SCIM services and the Genesys Cloud API really answer, where the samples are at hand.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may panic"
)]

use std::path::{Path, PathBuf};

use super::*;
use crate::catalog::reference;
use crate::model::{
    Access, Attribute, AttributeId, Cardinality, Column, Mark, Project, Resource, ValueType,
};

fn folder(name: &str) -> PathBuf {
    let shared = std::env::var_os("CROSSWALK_SHARED").expect("CROSSWALK_SHARED names the fixtures");
    Path::new(&shared).join("fixtures").join(name)
}

/// A file as it is read by itself, and the project made of it.
fn made(path: &Path) -> (Plan, Project) {
    let bytes = std::fs::read(path).unwrap();
    let source = Source {
        name: "file.json",
        bytes: &bytes,
    };
    let options = Options {
        start: Start::New,
        ..Options::default()
    };
    let mut project = Project::default();
    let plan = plan(&project, reference(), source, options, Watch::nobody()).unwrap();
    if let Some(edit) = plan.edit(&project) {
        project.apply(edit).unwrap();
    }
    (plan, project)
}

fn num(project: &Project, column: Column, resource: Resource) -> usize {
    let attributes = project.system(column).attributes();
    attributes
        .filter(|attribute| attribute.id.resource == resource)
        .count()
}

fn of<'a>(project: &'a Project, path: &str) -> &'a Attribute {
    let id = AttributeId::protocol(Resource::User, path);
    project.attribute(&id).unwrap_or_else(|| panic!("{path}"))
}

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// What every sample of the core user says.
fn check_core_user(name: &str, project: &Project) {
    let user_name = of(project, "userName");
    assert_eq!(user_name.mark, Some(Mark::Required), "{name}");
    assert_eq!(user_name.value_type, ValueType::String, "{name}");
    assert_eq!(
        of(project, "active").value_type,
        ValueType::Boolean,
        "{name}"
    );
    assert_eq!(of(project, "password").access, Access::WriteOnly, "{name}");
    assert_eq!(
        of(project, "title").cardinality,
        Cardinality::Single,
        "{name}"
    );
    assert!(!of(project, "title").description.is_empty(), "{name}");
    let work = of(project, "emails[type eq \"work\"].value");
    assert_ne!(work.mark, Some(Mark::Required), "{name}");
    assert!(
        project
            .attribute(&AttributeId::protocol(Resource::User, "state"))
            .is_none()
    );
}

#[test]
fn shared_user_schemas_of_four_services_list_the_same_attributes() {
    let mut lists = Vec::new();
    for name in [
        "rfc7643-8.7.1-schema-user.json",
        "elimity-user_schema.json",
        "django-scim2-User.json",
    ] {
        let (plan, project) = made(&folder("scim-schemas").join(name));
        assert_eq!(plan.kind, Some(Kind::ScimSchemas), "{name}");
        assert_eq!(
            (plan.verdict(), plan.num_read),
            (Verdict::All, 59),
            "{name}"
        );
        assert_eq!(
            num(&project, Column::Protocol, Resource::User),
            59,
            "{name}"
        );
        assert_eq!(
            num(&project, Column::Protocol, Resource::Group),
            0,
            "{name}"
        );
        check_core_user(name, &project);
        let attributes = project.system(Column::Protocol).attributes();
        let mut ids: Vec<AttributeId> = attributes.map(|one| one.id.clone()).collect();
        ids.sort_unstable();
        lists.push(ids);
    }
    assert!(lists.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn shared_enterprise_schemas_stand_under_their_urn() {
    for name in [
        "rfc7643-8.7.1-schema-enterprise_user.json",
        "elimity-enterprise_user_schema.json",
        "django-scim2-Enterprise-User.json",
    ] {
        let (plan, project) = made(&folder("scim-schemas").join(name));
        assert_eq!((plan.verdict(), plan.num_read), (Verdict::All, 6), "{name}");
        for attribute in [
            "employeeNumber",
            "costCenter",
            "organization",
            "division",
            "department",
        ] {
            let path = format!("{ENTERPRISE}:{attribute}");
            assert_eq!(of(&project, &path).value_type, ValueType::String, "{name}");
        }
        let manager = of(&project, &format!("{ENTERPRISE}:manager"));
        assert_eq!(manager.cardinality, Cardinality::Single, "{name}");
    }
}

#[test]
fn shared_group_schema_is_of_groups() {
    let path = folder("scim-schemas").join("rfc7643-8.7.1-schema-group.json");
    let (plan, project) = made(&path);
    assert_eq!((plan.verdict(), plan.num_read), (Verdict::All, 3));
    assert_eq!(num(&project, Column::Protocol, Resource::Group), 3);
    assert_eq!(num(&project, Column::Protocol, Resource::User), 0);
    let name = AttributeId::protocol(Resource::Group, "displayName");
    assert_eq!(project.attribute(&name).unwrap().mark, Some(Mark::Required));
}

#[test]
fn shared_list_without_an_envelope_gives_users_and_groups() {
    let path = folder("scim-schemas").join("scimgateway-schemas-list.json");
    let (plan, project) = made(&path);
    assert_eq!(plan.kind, Some(Kind::ScimSchemas));
    assert_eq!((plan.verdict(), plan.num_read), (Verdict::All, 68));
    check_core_user("scimgateway", &project);
    assert!(num(&project, Column::Protocol, Resource::Group) > 0);
    assert!(of(&project, &format!("{ENTERPRISE}:department")).mark != Some(Mark::Required));
    // What is of the service itself is listed and left.
    assert!(!plan.problems.is_empty());
    assert!(
        plan.problems
            .iter()
            .all(|problem| problem.effect == Effect::Kept)
    );
}

#[test]
fn shared_extension_of_genesys_stands_under_its_urn() {
    let path = folder("genesys").join("SYNTHETIC-genesys-extension-schema.json");
    let (plan, project) = made(&path);
    assert_eq!((plan.verdict(), plan.num_read), (Verdict::All, 3));
    for name in ["routingSkills", "routingLanguages", "externalIds"] {
        let path =
            format!("urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User:{name}");
        assert_eq!(
            of(&project, &path).cardinality,
            Cardinality::Multiple,
            "{name}"
        );
    }
}

#[test]
fn shared_messages_are_no_schemas_and_say_so() {
    let messages = folder("scim-schemas").join("messages");
    let mut number = 0;
    for entry in std::fs::read_dir(messages).unwrap() {
        let path = entry.unwrap().path();
        let (plan, project) = made(&path);
        assert_eq!(plan.verdict(), Verdict::Nothing, "{path:?}");
        assert_eq!(project, Project::default(), "{path:?}");
        let reason = &plan.problems.first().unwrap().reason;
        assert!(
            reason.contains("no SCIM schema") || reason.contains("/Schemas"),
            "{reason}"
        );
        number += 1;
    }
    assert_eq!(number, 7);
}

#[test]
fn shared_definitions_of_genesys_fill_their_columns() {
    let (plan, project) = made(&folder("genesys").join("scim-definitions-257.json"));
    assert_eq!(plan.kind, Some(Kind::Genesys));
    assert_eq!((plan.verdict(), plan.num_read), (Verdict::All, 39));
    assert_eq!(of(&project, "active").value_type, ValueType::Boolean);
    assert_eq!(of(&project, "id").access, Access::ReadOnly);
    let date = of(&project, &format!("{ENTERPRISE}:dateHire"));
    assert!(!date.description.is_empty());
    // The model has no name apart from displayName.
    let given = AttributeId::protocol(Resource::User, "name.givenName");
    assert!(project.attribute(&given).is_none());

    let (plan, project) = made(&folder("genesys").join("user-definitions-257.json"));
    assert_eq!((plan.verdict(), plan.num_read), (Verdict::All, 46));
    assert_eq!(num(&project, Column::Target, Resource::User), 46);
    assert_eq!(num(&project, Column::Protocol, Resource::User), 0);

    let (plan, _) = made(&folder("genesys").join("scim-operations-257.json"));
    assert_eq!(plan.verdict(), Verdict::Nothing);
    assert!(plan.problems[0].reason.contains("ScimV2User"));
}
