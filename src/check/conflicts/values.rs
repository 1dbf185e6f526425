//! Conflicts that a rule or a setting of a link touches: C04, C09, C17, C18, C22.

use super::says_both;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Hit, Rule, Test};
use crate::check::scene::Scene;
use crate::model::{Apply, Resource, Rule as LinkRule};
use crate::rows::LinkNumber;

const ROLES_SOURCE: &str = "appRoleAssignments";
const OTHER_MAIL_PATH: &str = "emails[type eq \"other\"].value";

/// What a link fills, for people.
fn filled<'a>(scene: &Scene<'a>, spot: &Spot) -> Option<(LinkNumber, &'a str)> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    Some((link, scene.label(scene.index.destination(link)?)))
}

pub(crate) static FILTERABLE: Rule = Rule {
    code: "C04",
    severity: Severity::Warning,
    title: "Matched by something else than userName",
    explanation: "",
    sources: &[],
    test: Test::Link(|scene, number| {
        if !scene.is_matching(number) {
            return None;
        }
        let link = scene.link(number)?;
        let strikes = link.resource() == Resource::User
            && scene.is_source_link(number)
            && link.destination.path.key() != "username";
        strikes.then_some(Severity::Warning)
    }),
    words: |scene, spot| {
        let (_, label) = filled(scene, spot)?;
        says_both(
            scene,
            spot,
            &format!("Users are matched by {label:?}."),
            None,
        )
    },
};

pub(crate) static DEFAULT_VALUE: Rule = Rule {
    code: "C09",
    severity: Severity::Warning,
    title: "A default value on a mapping that also updates",
    explanation: "",
    sources: &[],
    test: Test::Link(|scene, number| {
        if !scene.has_default(number) {
            return None;
        }
        let strikes =
            scene.link(number)?.settings.apply == Apply::Always && scene.is_source_link(number);
        strikes.then_some(Severity::Warning)
    }),
    words: |scene, spot| {
        let (_, label) = filled(scene, spot)?;
        says_both(
            scene,
            spot,
            &format!("{label:?} has a default value and is applied on updates too."),
            None,
        )
    },
};

/// The links that hand one attribute on to another as it is.
fn direct(scene: &Scene<'_>, origin: Option<&str>, path: &str, severity: Severity) -> Vec<Hit> {
    let Some(number) = scene.protocol(Resource::User, path) else {
        return Vec::new();
    };
    let origin = origin.map(|name| scene.source(Resource::User, name));
    scene
        .links_into(number)
        .filter(|link| scene.is_source_link(*link))
        .filter(|link| {
            scene
                .direct_origin(*link)
                .is_some_and(|found| origin.is_none_or(|origin| origin == Some(found)))
        })
        .map(|link| (severity, Where::Link(link)))
        .collect()
}

pub(crate) static ROLES_TYPE: Rule = Rule {
    code: "C17",
    severity: Severity::Warning,
    title: "Roles by a direct mapping",
    explanation: "",
    sources: &[],
    test: Test::Whole(|scene| direct(scene, None, "roles", Severity::Warning)),
    words: |scene, spot| {
        let (link, label) = filled(scene, spot)?;
        let mut words = says_both(scene, spot, &format!("{label:?} is mapped directly."), None)?;
        for function in [
            "SingleAppRoleAssignment",
            "AppRoleAssignmentsComplex",
            "AssertiveAppRoleAssignmentsComplex",
        ] {
            let edits = fix::change_link(scene, link, |link| {
                link.rule = LinkRule::Expression {
                    text: format!("{function}([{ROLES_SOURCE}])"),
                };
            });
            words
                .fixes
                .extend(Fix::offered(format!("Use {function}"), edits));
        }
        Some(words)
    },
};

pub(crate) static INVERTED: Rule = Rule {
    code: "C18",
    severity: Severity::Error,
    title: "IsSoftDeleted mapped directly inverts the status",
    explanation: "",
    sources: &[],
    test: Test::Whole(|scene| direct(scene, Some("IsSoftDeleted"), "active", Severity::Error)),
    words: |scene, spot| {
        let (link, label) = filled(scene, spot)?;
        let edits = fix::change_link(scene, link, |link| {
            link.rule = LinkRule::Expression {
                text: "Not([IsSoftDeleted])".to_owned(),
            };
        });
        let fix = Fix::certain("Use Not([IsSoftDeleted])", edits);
        says_both(
            scene,
            spot,
            &format!(
                "\"IsSoftDeleted\" is true for those who are not active, and feeds {label:?} as it is."
            ),
            fix,
        )
    },
};

pub(crate) static OTHER_MAIL: Rule = Rule {
    code: "C22",
    severity: Severity::Error,
    title: "The e-mail of type \"other\" is read-only",
    explanation: "",
    sources: &[],
    test: Test::Whole(|scene| {
        let number = scene.protocol(Resource::User, OTHER_MAIL_PATH);
        let links = number
            .into_iter()
            .flat_map(|number| scene.links_into(number));
        links
            .filter(|link| scene.feeds(*link))
            .map(|link| (Severity::Error, Where::Link(link)))
            .collect()
    }),
    words: |scene, spot| {
        let (link, label) = filled(scene, spot)?;
        let fix = Fix::certain(
            format!("Remove the link to {label}"),
            fix::remove_link(scene, link),
        );
        says_both(
            scene,
            spot,
            &format!("{label:?} is the same as userName in Genesys Cloud and cannot be written."),
            fix,
        )
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{Change as _, check, fixed, only, project};

    #[test]
    fn matched_by_user_name_or_by_another() {
        check(&project(), "C04", &[]);
        let other = project()
            .feed("employeeId", "externalId")
            .change_link("externalId", |link| {
                link.settings.matching_precedence = Some(2);
            });
        check(&other, "C04", &["externalId"]);
    }

    #[test]
    fn a_default_that_updates_never_use() {
        let with = |apply| {
            project().change_link("title", |link| {
                link.settings.default_if_null = Some("none".to_owned());
                link.settings.apply = apply;
            })
        };
        check(&project(), "C09", &[]);
        check(&with(Apply::Always), "C09", &["title"]);
        check(&with(Apply::OnlyDuringCreation), "C09", &[]);
    }

    #[test]
    fn roles_need_a_function() {
        check(&project(), "C17", &[]);
        let direct = project().unfeed("roles").feed("employeeType", "roles");
        check(&direct, "C17", &["roles"]);
        assert_eq!(only(&direct, "C17").fixes.len(), 3);
        check(&fixed(&direct, "C17"), "C17", &[]);
    }

    #[test]
    fn the_status_the_right_way_round() {
        check(&project(), "C18", &[]);
        let inverted = project().unfeed("active").feed("IsSoftDeleted", "active");
        check(&inverted, "C18", &["active"]);
        check(&fixed(&inverted, "C18"), "C18", &[]);
        check(
            &project().unfeed("active").feed("accountEnabled", "active"),
            "C18",
            &[],
        );
    }

    #[test]
    fn the_read_only_address() {
        check(&project(), "C22", &[]);
        let fed = project().feed("proxyAddresses", OTHER_MAIL_PATH);
        check(&fed, "C22", &[OTHER_MAIL_PATH]);
        check(&fixed(&fed, "C22"), "C22", &[]);
    }
}
