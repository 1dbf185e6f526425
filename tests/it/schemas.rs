//! Schemas and API definitions as imports: what each would change, and what comes of it.

use crosswalk::catalog::reference_project;
use crosswalk::import::{Change, OnConflict, Options, Plan, Start, Verdict, plan_schema};
use crosswalk::model::{AttributeId, Column, LinkId, Mark, Project, Resource};

const ENTRA: &str = include_str!("../fixtures/entra-schema-recent.json");

fn imported(text: &str, project: &Project, on_conflict: OnConflict) -> (Plan, Project) {
    let options = Options {
        on_conflict,
        start: Start::Existing,
        ..Options::default()
    };
    let plan = plan_schema(text, "file.json", project, options);
    let mut after = project.clone();
    if let Some(edit) = plan.edit(project) {
        let inverse = after.apply(edit).unwrap();
        let mut back = after.clone();
        back.apply(inverse).unwrap();
        assert_eq!(back, *project, "one undo takes the whole import back");
    }
    (plan, after)
}

#[test]
fn a_provisioning_schema_is_kept_and_exported_byte_for_byte() {
    let project = crosswalk::editor::empty_project();
    let (plan, after) = imported(ENTRA, &project, OnConflict::Replace);
    assert_eq!(plan.verdict(), Verdict::All, "{:?}", plan.problems);
    assert_eq!(after.links().len(), 8);
    let id = AttributeId::source(Resource::User, "extension_1_costCode");
    assert!(after.attribute(&id).is_some());
    let written = crosswalk::export::entra_schema(&after).unwrap();
    assert!(written.text == ENTRA);
    // The same file again changes nothing.
    let (again, _) = imported(ENTRA, &after, OnConflict::Replace);
    assert_eq!(again.items, []);
}

#[test]
fn what_contradicts_the_project_waits_to_be_chosen() {
    let project = reference_project();
    let title = LinkId::new("user/protocol/title");
    let (plan, after) = imported(ENTRA, &project, OnConflict::Keep);
    assert_eq!(
        after.link(&title).unwrap().rule,
        project.link(&title).unwrap().rule
    );
    assert!(
        plan.items
            .iter()
            .any(|item| item.change == Change::Remove && !item.is_chosen)
    );
    assert!(after.attachments().contains_key("entra-schema.json"));
    let nick = LinkId::new("user/protocol/nickName");
    assert!(after.link(&nick).is_some());
    let (_, replaced) = imported(ENTRA, &project, OnConflict::Replace);
    assert!(crosswalk::export::entra_schema(&replaced).unwrap().text == ENTRA);
}

#[test]
fn scim_schemas_extend_the_protocol_column() {
    let text = r#"{"Resources": [
        {"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": [
            {"name": "userName", "type": "String", "multiValued": false, "required": true, "mutability": "readWrite"},
            {"name": "shoeSize", "type": "integer", "multivalued": false, "required": false, "mutability": "readOnly"},
            {"name": "ims", "type": "complex", "multiValued": true, "subAttributes": [
                {"name": "value", "type": "string"},
                {"name": "type", "type": "string", "canonicalValues": ["xmpp"]}]}]},
        {"id": "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig", "attributes": []}]}"#;
    let (plan, after) = imported(text, &reference_project(), OnConflict::Keep);
    let attribute = |path: &str| after.attribute(&AttributeId::protocol(Resource::User, path));
    assert_eq!(
        attribute("shoeSize").unwrap().mark,
        Some(Mark::SystemGenerated)
    );
    assert!(attribute("ims[type eq \"xmpp\"].value").is_some());
    assert_eq!(plan.problems.len(), 1);
    assert_eq!(plan.verdict(), Verdict::All);
    assert_eq!(after.links().len(), reference_project().links().len());
}

#[test]
fn genesys_definitions_reach_both_columns() {
    let text = r##"{"swagger": "2.0", "definitions": {
        "ScimV2User": {"properties": {
            "userName": {"type": "string"},
            "nicks": {"type": "array", "items": {"$ref": "#/definitions/Nick"}},
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"$ref": "#/definitions/E"}}},
        "Nick": {"properties": {"value": {"type": "string"}, "type": {"type": "string", "enum": ["a", "b"]}}},
        "E": {"properties": {"badge": {"type": "string", "description": "The badge."}}},
        "User": {"properties": {"state": {"type": "string"}, "chat": {"type": "boolean"}}}}}"##;
    let (_, after) = imported(text, &reference_project(), OnConflict::Keep);
    let protocol = |path: &str| after.attribute(&AttributeId::protocol(Resource::User, path));
    assert!(protocol("nicks[type eq \"b\"].value").is_some());
    let badge = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:badge";
    assert_eq!(protocol(badge).unwrap().description, "The badge.");
    let before = reference_project()
        .system(Column::Target)
        .attributes()
        .len();
    // The state is known under its published name; the chat is new.
    assert_eq!(after.system(Column::Target).attributes().len(), before + 1);
}

#[test]
fn what_is_none_of_them_is_said() {
    for text in [
        "",
        "{",
        "{\"a\":1}",
        "[]",
        "{\"definitions\":{}}",
        "{\"directories\":3,\"x\":1}",
    ] {
        let (plan, after) = imported(text, &reference_project(), OnConflict::Replace);
        if plan.verdict() == Verdict::Nothing {
            assert_eq!(after.links().len(), reference_project().links().len());
        }
    }
}
