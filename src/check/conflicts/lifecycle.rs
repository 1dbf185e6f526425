//! Conflicts about what becomes of objects: C03, C05, C07, C08, C10, C20.

use super::says_both;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Hit, Rule, Test, Words};
use crate::check::rules::unmarked;
use crate::check::scene::Scene;
use crate::model::{Edit, LifecycleActions, Mark, Provisioning, Resource, ResourceSettings};
use crate::rows::AttributeNumber;

macro_rules! conflict {
    ($name:ident, $code:literal, $severity:ident, $title:literal, $strikes:expr, $words:expr) => {
        pub(crate) static $name: Rule = Rule {
            code: $code,
            severity: Severity::$severity,
            title: $title,
            explanation: "",
            sources: &[],
            test: Test::Whole($strikes),
            words: $words,
        };
    };
}

/// The attribute if it is linked and marked otherwise than required.
fn marked_otherwise(scene: &Scene<'_>, resource: Resource, path: &str) -> Vec<Hit> {
    let number = scene
        .protocol(resource, path)
        .filter(|number| scene.is_fed(*number));
    let number = number.filter(|number| {
        scene
            .row_mark(*number)
            .is_some_and(|mark| mark != Mark::Required)
    });
    number
        .map(|number| (Severity::Hint, Where::Attribute(number)))
        .into_iter()
        .collect()
}

fn mark_words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let label = scene.label(number);
    let fix = Fix::offered(
        format!("Mark {label} required"),
        fix::mark(scene, &unmarked::of_row(scene, number), Mark::Required),
    );
    says_both(
        scene,
        spot,
        &format!("{label:?} is not marked required."),
        fix,
    )
}

conflict!(
    ACTIVE_REQUIRED,
    "C03",
    Hint,
    "Whether active is required",
    |scene| { marked_otherwise(scene, Resource::User, "active") },
    mark_words
);

conflict!(
    GROUP_NAME,
    "C20",
    Hint,
    "Whether a group's displayName is required",
    |scene| { marked_otherwise(scene, Resource::Group, "displayName") },
    mark_words
);

/// Where the attribute is, or the project.
fn at(number: Option<AttributeNumber>) -> Where {
    number.map_or(Where::Project, Where::Attribute)
}

conflict!(
    GROUPS,
    "C05",
    Warning,
    "Whether groups are created and deleted",
    |scene| {
        let settings = scene.project.resource_settings(Resource::Group);
        let strikes = scene.is_mapped(Resource::Group)
            && settings.provisioning == Provisioning::Enabled
            && (settings.actions.create || settings.actions.delete);
        let place = at(scene.protocol(Resource::Group, "displayName"));
        strikes
            .then_some((Severity::Warning, place))
            .into_iter()
            .collect()
    },
    |scene, spot| {
        let before = scene.project.resource_settings(Resource::Group);
        let settings = Box::new(ResourceSettings {
            actions: LifecycleActions {
                create: false,
                delete: false,
                ..before.actions
            },
            ..before.clone()
        });
        let edit = Edit::SetResourceSettings {
            resource: Resource::Group,
            settings,
        };
        let fix = Fix::certain("Only update groups", vec![edit]);
        says_both(scene, spot, "Groups are set to be created or deleted.", fix)
    }
);

conflict!(
    DELETION,
    "C07",
    Hint,
    "Whether somebody who left the scope is deleted",
    |scene| {
        let strikes = scene.is_mapped(Resource::User)
            && scene
                .project
                .resource_settings(Resource::User)
                .actions
                .delete;
        let place = at(scene.protocol(Resource::User, "active"));
        strikes
            .then_some((Severity::Hint, place))
            .into_iter()
            .collect()
    },
    |scene, spot| says_both(scene, spot, "Users may be deleted by Entra ID.", None)
);

conflict!(
    CLEARING,
    "C08",
    Hint,
    "Whether an emptied value is cleared in the target",
    |scene| {
        let may_be_empty = |number: AttributeNumber| {
            scene
                .attribute(number)
                .is_some_and(|one| one.mark != Some(Mark::Required))
        };
        let strikes = scene
            .project
            .resource_settings(Resource::User)
            .actions
            .update
            && scene.facts.counting_links().any(|link| {
                scene.is_source_link(link) && scene.direct_origin(link).is_some_and(may_be_empty)
            });
        strikes
            .then_some((Severity::Hint, Where::Project))
            .into_iter()
            .collect()
    },
    |scene, spot| says_both(
        scene,
        spot,
        "Sources of this mapping may become empty: say at handoff who cleans up.",
        None
    )
);

conflict!(
    INACTIVE_USERS,
    "C10",
    Hint,
    "Whether an inactive user is found again",
    |scene| {
        let number = scene.protocol(Resource::User, "userName");
        let is_matched = |number: AttributeNumber| {
            scene.links_into(number).any(|link| {
                scene
                    .link(link)
                    .is_some_and(|link| link.settings.matching_precedence.is_some())
            })
        };
        let is_switched_off = scene
            .protocol(Resource::User, "active")
            .is_some_and(|active| scene.is_fed(active));
        let number = number.filter(|number| is_switched_off && is_matched(*number));
        number
            .map(|number| (Severity::Hint, Where::Attribute(number)))
            .into_iter()
            .collect()
    },
    |scene, spot| says_both(
        scene,
        spot,
        "Users are matched by \"userName\" and switched off by \"active\".",
        None
    )
);

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, only, project};
    use crate::model::{AttributeId, Mark, Provisioning, Resource, Status};

    fn group_name() -> AttributeId {
        AttributeId::protocol(Resource::Group, "displayName")
    }

    #[test]
    fn marks_of_active_and_of_a_groups_name() {
        check(&project(), "C03", &[]);
        let field = AttributeId::target(Resource::User, "UserProfile.state", Some("active"));
        check(
            &project().change_attribute(&field, |one| one.mark = Some(Mark::Optional)),
            "C03",
            &["active"],
        );
        check(&project(), "C20", &[]);
        let unpublished = AttributeId::target(Resource::Group, "", Some("displayName"));
        let optional =
            project().change_attribute(&unpublished, |one| one.mark = Some(Mark::Optional));
        assert_eq!(only(&optional, "C20").attribute, Some(group_name()));
        check(&fixed(&optional, "C20"), "C20", &[]);
    }

    #[test]
    fn groups_are_only_updated() {
        check(&project(), "C05", &[]);
        let with = project().settings(Resource::Group, |settings| settings.actions.create = true);
        check(&with, "C05", &["displayName"]);
        assert_eq!(fixed(&with, "C05"), project());
        check(
            &with.settings(Resource::Group, |settings| {
                settings.provisioning = Provisioning::Disabled;
            }),
            "C05",
            &[],
        );
    }

    #[test]
    fn deletion_and_clearing() {
        check(&project(), "C07", &["active"]);
        check(
            &project().settings(Resource::User, |settings| settings.actions.delete = false),
            "C07",
            &[],
        );
        check(&project(), "C08", &["the project"]);
        check(
            &project().settings(Resource::User, |settings| settings.actions.update = false),
            "C08",
            &[],
        );
    }

    #[test]
    fn inactive_users_matter_where_accounts_are_switched_off() {
        check(&project(), "C10", &["userName"]);
        check(
            &project().change_link("active", |link| link.status = Status::Rejected),
            "C10",
            &[],
        );
    }
}
