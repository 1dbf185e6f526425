use super::*;
use crate::editor::changes;
use crate::model::{
    Apply, AttributeId, LifecycleActions, LinkId, OutOfScope, PatchStyle, Resource, Rule, Scope,
};
use serde_json::json;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const HEADER: &str =
    "userPrincipalName,displayName,jobTitle,department,manager,objectId,assigned,softDeleted";

/// One user in Genesys Cloud, with a title.
const ANA: &str = r#"{"Resources":[{"id":"gc-1","userName":"ana@x.example","displayName":"Ana","active":true,
    "title":"Senior agent"}]}"#;

fn scene(project: &Project, rows: &[&str], target: &str) -> Scene {
    Scene::new(project, &format!("{HEADER}\n{}\n", rows.join("\n")), target)
}

fn with_links(change: impl Fn(&mut crate::model::Link), ids: &[&str]) -> Project {
    let mut project = reference_project();
    let ids: Vec<_> = ids.iter().map(|id| LinkId::new(id)).collect();
    let change = changes::change_links(&project, &ids, "test", change).unwrap();
    project.apply(change.edit).unwrap();
    project
}

fn with_settings(change: impl Fn(&mut crate::model::ResourceSettings)) -> Project {
    let mut project = reference_project();
    let mut settings = project.resource_settings(Resource::User).clone();
    change(&mut settings);
    let edit = crate::model::Edit::SetResourceSettings {
        resource: Resource::User,
        settings: Box::new(settings),
    };
    project.apply(edit).unwrap();
    project
}

#[test]
fn a_new_user_is_posted_and_the_manager_follows() {
    let rows = [
        "ana@x.example,Ana,,Support,boss@x.example,,,",
        "boss@x.example,Boss,,,,,,",
    ];
    let story = scene(&reference_project(), &rows, "").tell(0, None);
    assert_eq!(
        (story.action, story.reason),
        (Action::Create, Reason::NotYetThere)
    );
    let requests: Vec<_> = story
        .requests
        .iter()
        .map(|request| (request.method, request.path.as_str()))
        .collect();
    assert_eq!(
        requests,
        [
            ("GET", "/Users?filter=userName eq \"ana@x.example\""),
            ("POST", "/Users"),
            ("PATCH", "/Users/{id}"),
        ]
    );
    assert_eq!(
        story.requests[1].body,
        Some(json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
            "userName": "ana@x.example",
            "active": true,
            "displayName": "Ana",
            "meta": {"resourceType": "User"},
            ENTERPRISE: {"department": "Support"},
        }))
    );
    assert_eq!(
        story.requests[2].body,
        Some(json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{
                "op": "Add",
                "path": format!("{ENTERPRISE}:manager"),
                "value": "{id of boss@x.example}",
            }],
        }))
    );
    assert_eq!(sending(&story, "title"), Sending::Null);
    assert_eq!(
        field(&story, "UserProfile.state"),
        (None, Some("active".to_owned()))
    );
}

#[test]
fn an_empty_value_does_not_overwrite_and_an_equal_one_is_not_sent() {
    let story = scene(&reference_project(), &["ana@x.example,Ana,,,,,,"], ANA).tell(0, None);
    assert_eq!(
        (story.action, story.reason),
        (Action::Skip, Reason::Unchanged)
    );
    assert_eq!(sending(&story, "title"), Sending::Null);
    assert_eq!(sending(&story, "displayName"), Sending::Unchanged);
    assert_eq!(
        field(&story, "general.title"),
        (
            Some("Senior agent".to_owned()),
            Some("Senior agent".to_owned())
        )
    );
    assert_eq!(story.requests.len(), 1);
}

#[test]
fn a_default_value_is_for_creation_alone() {
    let project = with_links(
        |link| link.settings.default_if_null = Some("Agent".to_owned()),
        &["user/protocol/title"],
    );
    let created = scene(&project, &["new@x.example,New,,,,,,"], ANA).tell(0, None);
    assert_eq!(sending(&created, "title"), Sending::Default);
    assert_eq!(field(&created, "general.title").1.as_deref(), Some("Agent"));
    let updated = scene(&project, &["ana@x.example,Anna,,,,,,"], ANA).tell(0, None);
    assert_eq!(updated.action, Action::Update);
    assert_eq!(sending(&updated, "title"), Sending::Null);
}

#[test]
fn only_during_creation_and_only_when_empty() {
    let project = with_links(
        |link| link.settings.apply = Apply::OnlyDuringCreation,
        &["user/protocol/title"],
    );
    let story = scene(&project, &["ana@x.example,Ana,Agent,,,,,"], ANA).tell(0, None);
    assert_eq!(sending(&story, "title"), Sending::OnlyOnCreate);
    let project = with_links(
        |link| link.settings.apply = Apply::AttributeAddOnly,
        &[
            "user/protocol/title",
            "user/protocol/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        ],
    );
    let story = scene(&project, &["ana@x.example,Ana,Agent,Support,,,,"], ANA).tell(0, None);
    assert_eq!(sending(&story, "title"), Sending::OnlyWhenEmpty);
    assert_eq!(
        sending(&story, &format!("{ENTERPRISE}:department")),
        Sending::Sent
    );
}

#[test]
fn leaving_disables_and_sends_the_status_alone() {
    let rows = ["ana@x.example,Anna,Agent,,,,false,"];
    let story = scene(&reference_project(), &rows, ANA).tell(0, None);
    assert_eq!(
        (story.action, story.reason),
        (Action::Disable, Reason::Left(Left::Unassigned))
    );
    assert_eq!(sending(&story, "displayName"), Sending::StatusAlone);
    assert_eq!(
        story
            .requests
            .last()
            .and_then(|request| request.body.clone()),
        Some(json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "Replace", "path": "active", "value": "False"}],
        }))
    );
    assert_eq!(
        field(&story, "UserProfile.state"),
        (Some("active".to_owned()), Some("inactive".to_owned()))
    );
    let kept = with_settings(|settings| settings.out_of_scope = OutOfScope::SkipDeletion);
    let story = scene(&kept, &rows, ANA).tell(0, None);
    assert_eq!(story.reason, Reason::LeftAlone(Left::Unassigned));
    let everybody = with_settings(|settings| settings.scope = Scope::All);
    let story = scene(&everybody, &rows, ANA).tell(0, None);
    assert_eq!(story.action, Action::Update);
}

#[test]
fn who_was_never_there_is_not_created_to_be_disabled() {
    let story = scene(&reference_project(), &["new@x.example,New,,,,,,true"], ANA).tell(0, None);
    assert_eq!(story.reason, Reason::NeverThere(Left::SoftDeleted));
    assert!(!story.is_there_after);
}

#[test]
fn switched_off_actions_are_said() {
    let off = |change: fn(&mut LifecycleActions)| {
        with_settings(move |settings| change(&mut settings.actions))
    };
    let create = scene(
        &off(|actions| actions.create = false),
        &["n@x.example,N,,,,,,"],
        ANA,
    );
    assert_eq!(create.tell(0, None).reason, Reason::CreateIsOff);
    let update = scene(
        &off(|actions| actions.update = false),
        &["ana@x.example,A,,,,,,"],
        ANA,
    );
    assert_eq!(update.tell(0, None).reason, Reason::UpdateIsOff);
    let delete = scene(
        &off(|actions| actions.delete = false),
        &["ana@x.example,A,,,,,,"],
        ANA,
    );
    assert_eq!(
        delete.tell(0, Some(&Transition::HardDelete)).reason,
        Reason::DeleteIsOff
    );
}

#[test]
fn transitions_are_tried_on_what_a_first_run_leaves() {
    let scene = scene(&reference_project(), &["new@x.example,New,Agent,,,,,"], "");
    let told = |transition: &Transition| scene.tell(0, Some(transition));
    let cases = [
        (Transition::Unassign, Action::Disable),
        (Transition::Disable, Action::Disable),
        (Transition::SoftDelete, Action::Disable),
        (Transition::Restore, Action::Update),
        (Transition::HardDelete, Action::Delete),
    ];
    for (transition, action) in cases {
        assert_eq!(told(&transition).action, action, "{}", transition.word());
    }
    let restored = told(&Transition::Restore);
    assert_eq!(
        field(&restored, "UserProfile.state"),
        (Some("inactive".to_owned()), Some("active".to_owned()))
    );
    let changed = told(&Transition::Change {
        attribute: "jobTitle".to_owned(),
        value: Hidden("Lead".to_owned()),
    });
    assert_eq!(changed.action, Action::Update);
    assert_eq!(
        field(&changed, "general.title"),
        (Some("Agent".to_owned()), Some("Lead".to_owned()))
    );
    let cleared = told(&Transition::Clear {
        attribute: "jobTitle".to_owned(),
    });
    assert_eq!(cleared.reason, Reason::Unchanged);
    assert_eq!(sending(&cleared, "title"), Sending::Null);
    let deleted = told(&Transition::HardDelete);
    assert!(!deleted.is_there_after);
}

#[test]
fn a_reference_is_held_as_an_id_and_not_sent_again() {
    let rows = [
        "ana@x.example,Ana,,,boss@x.example,,,",
        "boss@x.example,Boss,,,,,,",
    ];
    let known = r#"{"Resources":[{"id":"gc-9","userName":"boss@x.example","displayName":"Boss","active":true}]}"#;
    for (target, id) in [(known, "gc-9"), ("", "{id of boss@x.example}")] {
        let scene = scene(&reference_project(), &rows, target);
        let manager = format!("{ENTERPRISE}:manager");
        let created = scene.tell(0, None);
        assert_eq!(sending(&created, &manager), Sending::Later);
        assert_eq!(
            field(&created, "relationships.manager"),
            (None, Some(id.to_owned()))
        );
        let again = scene.tell(
            0,
            Some(&Transition::Clear {
                attribute: "department".to_owned(),
            }),
        );
        assert_eq!(again.reason, Reason::Unchanged);
        assert_eq!(sending(&again, &manager), Sending::Unchanged);
        assert_eq!(again.requests.len(), 1, "{:?}", again.requests);
    }
}

#[test]
fn a_word_of_the_lifecycle_is_changed_like_any_value() {
    let scene = scene(&reference_project(), &["ana@x.example,Ana,,,,,,"], "");
    let changed = |value: &str| {
        scene.tell(
            0,
            Some(&Transition::Change {
                attribute: "assigned".to_owned(),
                value: Hidden(value.to_owned()),
            }),
        )
    };
    let story = changed("false");
    assert_eq!(
        (story.action, story.reason),
        (Action::Disable, Reason::Left(Left::Unassigned))
    );
    assert_eq!(changed("true").reason, Reason::Unchanged);
}

#[test]
fn who_was_deleted_for_good_is_called_so() {
    let header = "userPrincipalName,displayName,hardDeleted";
    let scene = Scene::new(
        &reference_project(),
        &format!("{header}\nana@x.example,Ana,yes\n"),
        "",
    );
    let story = scene.tell(0, None);
    assert_eq!(story.reason, Reason::NeverThere(Left::HardDeleted));
    assert!(scene.plan.words(story.reason).contains("deleted for good"));
}

#[test]
fn who_was_only_unassigned_is_not_deleted_later() {
    let rows = ["ana@x.example,Ana,,,,,false,"];
    let story = scene(&reference_project(), &rows, ANA).tell(0, Some(&Transition::HardDelete));
    assert_eq!(story.reason, Reason::NoLongerManaged);
    assert!(story.is_there_after);
}

#[test]
fn matching_fails_without_a_value_and_with_several_users() {
    let story = scene(&reference_project(), &[",Ana,,,,,,"], ANA).tell(0, None);
    assert_eq!(
        (story.action, story.reason),
        (Action::Fail, Reason::NoMatchingValue)
    );
    let twice = r#"[{"id":"1","userName":"ANA@x.example"},{"id":"2","userName":"ana@X.example"}]"#;
    let story = scene(&reference_project(), &["ana@x.example,Ana,,,,,,"], twice).tell(0, None);
    assert!(matches!(story.reason, Reason::SeveralMatches(_)));
    assert!(
        story
            .attributes
            .iter()
            .all(|trace| !trace.sending.is_sent())
    );
}

#[test]
fn the_second_matching_attribute_is_asked_after_the_first() {
    let project = with_links(
        |link| link.settings.matching_precedence = Some(2),
        &[
            "user/protocol/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
        ],
    );
    let target = format!(
        r#"[{{"id":"gc-9","userName":"old@x.example","{ENTERPRISE}":{{"employeeNumber":"77"}}}}]"#
    );
    let users = "userPrincipalName,displayName,employeeId\nnew@x.example,Ana,77\n";
    let story = Scene::new(&project, users, &target).tell(0, None);
    assert_eq!(story.action, Action::Update);
    let gets: Vec<_> = story
        .requests
        .iter()
        .filter(|request| request.method == "GET")
        .map(|request| request.path.clone())
        .collect();
    assert_eq!(gets.len(), 2);
    assert!(gets[1].contains("employeeNumber eq \"77\""), "{gets:?}");
    assert_eq!(
        story.requests.last().map(|last| last.path.as_str()),
        Some("/Users/gc-9")
    );
}

#[test]
fn a_value_that_the_translation_does_not_list_fails_the_user() {
    let project = with_links(
        |link| {
            if let Rule::Translation { pairs, .. } = &mut link.rule {
                pairs.retain(|(from, _)| from == "False");
            }
        },
        &["user/target/UserProfile.state"],
    );
    let story = scene(&project, &["new@x.example,New,,,,,,"], "").tell(0, None);
    assert_eq!(story.action, Action::Fail);
    assert!(matches!(story.reason, Reason::NotListed(_)));
}

#[test]
fn a_guest_loses_the_mark_and_the_original_name_keeps_it() {
    let mut project = reference_project();
    let change = changes::connect(
        &project,
        &AttributeId::source(Resource::User, "originalUserPrincipalName"),
        &AttributeId::protocol(Resource::User, "externalId"),
    );
    project.apply(change.unwrap().edit).unwrap();
    let rows = ["g_p.example#EXT#@x.example,G,,,,,,"];
    let story = scene(&project, &rows, "").tell(0, None);
    let body = story.requests[1].body.clone().unwrap();
    assert_eq!(body["userName"], "g_p.example@x.example");
    assert_eq!(body["externalId"], "g_p.example#EXT#@x.example");
}

#[test]
fn under_the_flag_simple_replacements_share_an_operation() {
    let target = r#"[{"id":"gc-1","userName":"ana@x.example","displayName":"A","active":true,"title":"T",
        "emails":[{"type":"work","value":"a@x.example"}]}]"#;
    let users =
        "userPrincipalName,displayName,jobTitle,mail\nana@x.example,Ana,Agent,ana@x.example\n";
    let mut scene = Scene::new(&reference_project(), users, target);
    scene.plan = Plan::of(&reference_project()).with_patch_style(PatchStyle::AadOptscim062020);
    let body = scene.tell(0, None).requests[1].body.clone().unwrap();
    assert_eq!(
        body["Operations"],
        json!([
            {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "ana@x.example"},
            {"op": "replace", "value": {"displayName": "Ana", "title": "Agent"}},
        ])
    );
    let gone = scene.tell(0, Some(&Transition::Unassign)).requests[1]
        .body
        .clone()
        .unwrap();
    assert_eq!(
        gone["Operations"],
        json!([{"op": "replace", "path": "active", "value": false}])
    );
}

#[test]
fn without_values_a_request_keeps_its_shape_alone() {
    let story = scene(
        &reference_project(),
        &["ana@x.example,Ana,,Support,,,,"],
        "",
    )
    .tell(0, None);
    for request in &story.requests {
        let shown = format!("{:?}", request.without_values());
        assert!(
            !shown.contains("ana@x") && !shown.contains("Support"),
            "{shown}"
        );
    }
    let body = story.requests[1].without_values().body.unwrap();
    assert_eq!(body["userName"], HIDDEN);
    assert_eq!(
        body["schemas"][0],
        "urn:ietf:params:scim:schemas:core:2.0:User"
    );
}

#[test]
fn a_filter_decides_about_scope_by_values_of_the_user() {
    let project = with_settings(|settings| {
        settings.scoping_filters = vec![crate::model::ScopingFilter {
            name: "Support".to_owned(),
            clauses: vec![crate::model::Clause {
                attribute: crate::model::AttributePath::new(
                    crate::model::Column::Source,
                    "department",
                ),
                operator: "EQUALS".to_owned(),
                value: Some("Support".to_owned()),
                unknown: crate::model::UnknownMembers::default(),
            }],
            unknown: crate::model::UnknownMembers::default(),
        }];
    });
    let rows = ["a@x.example,A,,Support,,,,", "b@x.example,B,,Sales,,,,"];
    let scene = scene(&project, &rows, "");
    assert_eq!(scene.tell(0, None).action, Action::Create);
    let out = scene.tell(1, None);
    assert_eq!(out.reason, Reason::NeverThere(Left::FilteredOut));
    assert!(
        out.steps[1]
            .detail
            .contains("Support fails at department EQUALS Support")
    );
}

#[test]
fn roles_are_added_or_replaced_as_the_function_says() {
    let roles = |function: &str| {
        let mut project = reference_project();
        let id = LinkId::new("user/protocol/roles");
        let mut link = project.link(&id).unwrap().clone();
        link.rule = Rule::Expression {
            text: format!("{function}([appRoleAssignments])"),
        };
        project
            .apply(crate::model::Edit::ReplaceLink {
                id,
                link: link.into(),
            })
            .unwrap();
        Scene::new(
            &project,
            "userPrincipalName,displayName,appRoleAssignments\nana@x.example,Ana,Agent\nbob@x.example,Bob,Quality\n",
            r#"[{"id":"1","userName":"ana@x.example","displayName":"Ana","active":true,
                "roles":[{"value":"Quality"}]},
               {"id":"2","userName":"bob@x.example","displayName":"Bob","active":true,
                "roles":[{"value":"Agent"},{"value":"Quality"}]}]"#,
        )
    };
    let held = |scene: &Scene, row: usize| field(&scene.tell(row, None), "roles").1.unwrap();
    let adding = roles("AppRoleAssignmentsComplex");
    assert_eq!(held(&adding, 0), "Quality; Agent");
    let request = adding.tell(0, None).requests.remove(1);
    assert_eq!(request.body.unwrap()["Operations"][0]["op"], "Add");
    // Who has them all gets nothing.
    assert_eq!(adding.tell(1, None).reason, Reason::Unchanged);
    let replacing = roles("AssertiveAppRoleAssignmentsComplex");
    assert_eq!(held(&replacing, 0), "Agent");
    assert_eq!(held(&replacing, 1), "Quality");
}

#[test]
fn that_an_inactive_account_is_found_is_to_be_tried() {
    let target = ANA.replace("true", "false");
    let scene = scene(&reference_project(), &["ana@x.example,Ana,,,,,,"], &target);
    let story = scene.tell(0, None);
    assert_eq!(story.action, Action::Update);
    assert_eq!(story.warnings, [Warning::FoundInactive(0)]);
    // An account that this run made inactive itself is known by its id.
    let restored = scene.tell(0, Some(&Transition::Restore));
    assert_eq!(restored.warnings, []);
}
