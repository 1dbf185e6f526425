//! What is a difference and what is not, how it is said, and in which order.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::catalog::reference_project;
use crate::model::{
    Apply, AttributeId, AttributePath, Column, Edit, Heading, Link, LinkId, Mark, Project,
    Resource, Rule, Status, arbitrary,
};

fn sentences(before: &Project, after: &Project, scope: Scope) -> Vec<String> {
    compare(before, after, scope)
        .iter()
        .map(Difference::sentence)
        .collect()
}

/// The reference with these edits.
fn edited(edits: Vec<Edit>) -> Project {
    let mut project = reference_project();
    project.apply(Edit::Batch(edits)).unwrap();
    project
}

fn with_link(id: &str, change: impl FnOnce(&mut Link)) -> Edit {
    let id = LinkId::new(id);
    let mut link = reference_project().link(&id).unwrap().clone();
    change(&mut link);
    let link = Arc::new(link);
    Edit::ReplaceLink { id, link }
}

fn origin(name: &str) -> AttributePath {
    AttributePath::new(Column::Source, name)
}

#[test]
fn a_project_does_not_differ_from_itself() {
    let project = reference_project();
    assert_eq!(sentences(&project, &project, Scope::Everything), [""; 0]);
    assert_eq!(sentences(&project, &project, Scope::EntraSchema), [""; 0]);
}

#[test]
fn a_changed_link_is_said_by_what_changed_in_it() {
    let after = edited(vec![with_link("user/protocol/title", |link| {
        link.rule = Rule::Expression {
            text: "Trim([jobTitle])".to_owned(),
        };
        link.settings.apply = Apply::OnlyDuringCreation;
        link.status = Status::Agreed;
        link.owner = Some("Dana".to_owned());
    })]);
    let before = reference_project();
    assert_eq!(
        sentences(&before, &after, Scope::Everything),
        [
            "changed link title (Entra ID to SCIM, user): rule: direct from jobTitle → Trim([jobTitle]); \
             apply: always → only during creation; status: proposed → agreed; owner: Dana"
        ]
    );
    assert_eq!(
        sentences(&before, &after, Scope::Mapping),
        [
            "changed link title (Entra ID to SCIM, user): rule: direct from jobTitle → Trim([jobTitle]); \
             apply: always → only during creation"
        ]
    );
}

#[test]
fn what_only_one_has_is_added_or_removed() {
    let id = LinkId::new("user/protocol/title");
    let after = edited(vec![Edit::RemoveLink { id }]);
    let before = reference_project();
    assert_eq!(
        sentences(&before, &after, Scope::Mapping),
        ["removed link title (Entra ID to SCIM, user): rule: direct from jobTitle"]
    );
    assert_eq!(
        sentences(&after, &before, Scope::Mapping),
        ["added link title (Entra ID to SCIM, user): rule: direct from jobTitle"]
    );
}

#[test]
fn a_link_is_the_same_under_another_id() {
    let id = LinkId::new("user/protocol/title");
    let link = Arc::new(reference_project().link(&id).unwrap().clone());
    let after = edited(vec![
        Edit::RemoveLink { id },
        Edit::AddLink {
            id: LinkId::new("imported/1"),
            link,
        },
    ]);
    let before = reference_project();
    assert_eq!(sentences(&before, &after, Scope::Mapping), [""; 0]);
    assert_eq!(
        sentences(&before, &after, Scope::Everything),
        ["changed link title (Entra ID to SCIM, user): id: user/protocol/title → imported/1"]
    );
}

#[test]
fn a_link_that_was_led_elsewhere_is_one_change() {
    let after = edited(vec![with_link("user/protocol/title", |link| {
        link.destination = AttributeId::protocol(Resource::User, "nickName");
    })]);
    assert_eq!(
        sentences(&reference_project(), &after, Scope::Mapping),
        ["changed link nickName (Entra ID to SCIM, user): destination: title → nickName"]
    );
}

#[test]
fn marks_and_headings_are_said() {
    let id = AttributeId::protocol(Resource::User, "title");
    let mut attribute = reference_project().attribute(&id).unwrap().clone();
    attribute.mark = Some(Mark::Required);
    let after = edited(vec![
        Edit::ReplaceAttribute {
            id,
            attribute: Arc::new(attribute),
        },
        Edit::SetHeading(Heading {
            title: "Northwind".to_owned(),
            ..reference_project().heading().clone()
        }),
    ]);
    assert_eq!(
        sentences(&reference_project(), &after, Scope::Everything),
        [
            "changed heading Project: title: Reference mapping → Northwind",
            "changed attribute title (SCIM, user): mark: optional → required",
        ]
    );
}

#[test]
fn a_schema_is_not_held_against_what_it_cannot_hold() {
    let project = reference_project();
    // The schema knows one user mapping and two attributes of users.
    let listed = |column: Column, path: &str| {
        let id = match column {
            Column::Source => AttributeId::source(Resource::User, path),
            _ => AttributeId::protocol(Resource::User, path),
        };
        project.attribute(&id).cloned().unwrap()
    };
    let system = |column: Column, path: &str| {
        let name = &project.system(column).name;
        crate::model::System::new(name)
            .with_attributes([listed(column, path)])
            .0
    };
    let mut schema = Project::new(
        Heading::default(),
        system(Column::Source, "jobTitle"),
        system(Column::Protocol, "title"),
        crate::model::System::new("Genesys Cloud"),
    );
    let destination = AttributeId::protocol(Resource::User, "title");
    let link = Link::new(destination, Rule::direct(origin("department")));
    schema
        .apply(Edit::AddLink {
            id: LinkId::new("x"),
            link: Arc::new(link),
        })
        .unwrap();
    let found = sentences(&schema, &project, Scope::EntraSchema);
    assert!(found.contains(&"added resource Groups (no mapping of them in the schema)".to_owned()));
    assert!(found.contains(
        &"changed link title (Entra ID to SCIM, user): rule: direct from department → direct from jobTitle"
            .to_owned()
    ));
    assert!(
        found
            .iter()
            .any(|text| text.starts_with("added attribute userPrincipalName"))
    );
    // Neither the target's own hop, nor groups one by one, nor what no link uses.
    assert!(
        !found.iter().any(|text| text.contains("Genesys Cloud")),
        "{found:#?}"
    );
    assert!(
        !found.iter().any(|text| text.contains("group)")),
        "{found:#?}"
    );
    assert!(!found.iter().any(|text| text.contains("attribute surname")));
    // A link that was rejected is not to be configured.
    let rejected = edited(vec![with_link("user/protocol/displayName", |link| {
        link.status = Status::Rejected;
    })]);
    let found = sentences(&schema, &rejected, Scope::EntraSchema);
    assert!(
        !found
            .iter()
            .any(|text| text.starts_with("added link displayName"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Nothing that an edit changes goes unsaid, and what is taken back is no difference.
    #[test]
    fn every_edit_is_a_difference(
        (project, edit) in arbitrary::project().prop_flat_map(|project| {
            let edit = arbitrary::edit(&project);
            (Just(project), edit)
        })
    ) {
        let mut after = project.clone();
        if after.apply(edit.clone()).is_ok() {
            let found = compare(&project, &after, Scope::Everything);
prop_assert!(!found.is_empty() || project == after, "{:?}", edit);
            // Two projects are equal whatever the order of their columns and the spelling of their paths.
            let told: Vec<_> = found.iter().flat_map(|one| &one.aspects).collect();
            let is_outward = |aspect: &&Aspect| ["order", "spelling", "rule"].contains(&aspect.what);
            if project == after {
                prop_assert!(told.iter().all(is_outward), "{:?} {:?}", found, edit);
            }
        }
        prop_assert!(compare(&project, &project, Scope::Everything).is_empty());
    }

    /// What is added one way is removed the other, and changes are changes both ways.
    #[test]
    fn the_way_back_mirrors_the_way_there(
        before in arbitrary::project(),
        after in arbitrary::project(),
        scope in prop_oneof![Just(Scope::Everything), Just(Scope::Mapping)],
    ) {
        let number = |found: &[Difference], kind| {
            found.iter().filter(|one| one.kind == kind).count()
        };
        let there = compare(&before, &after, scope);
        let back = compare(&after, &before, scope);
        use DifferenceKind::{Added, Changed, Removed};
        prop_assert_eq!(number(&there, Added), number(&back, Removed));
        prop_assert_eq!(number(&there, Removed), number(&back, Added));
        prop_assert_eq!(number(&there, Changed), number(&back, Changed));
    }
}
