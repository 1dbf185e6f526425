//! M020: nothing to match objects by.

use crate::catalog::Requirement;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Confidence, Provisioning, Resource};
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M020",
    severity: Severity::Error,
    title: "No matching attribute",
    explanation: "Before Entra ID creates an object it looks whether the target has it already, by the attributes \
                  that have a matching precedence. Without one it can neither find nor update anything. The value \
                  must be unique, every object needs one, and the target must be able to filter on it.",
    sources: &["ms-customize", "ms-genesys-tutorial", "gc-sdk-scimapi"],
    test: Test::Whole(strikes),
    words,
};

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    Resource::ALL
        .into_iter()
        .filter(|resource| scene.is_mapped(*resource))
        .filter(|resource| {
            scene.project.resource_settings(*resource).provisioning == Provisioning::Enabled
        })
        .filter(|resource| {
            !super::matching::links(scene).any(|(_, link)| link.resource() == *resource)
        })
        .map(|resource| {
            (
                Severity::Error,
                candidate(scene, resource).map_or(Where::Project, Where::Attribute),
            )
        })
        .collect()
}

/// The attribute that the documents let objects be matched by.
fn candidate(scene: &Scene<'_>, resource: Resource) -> Option<AttributeNumber> {
    scene
        .catalog
        .rows()
        .iter()
        .filter(|row| {
            row.object == resource
                && row.matching_candidate
                && row.requirement == Requirement::Required
        })
        .find_map(|row| scene.protocol(resource, row.real_path()))
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let evidence = [scene.says("ms-customize", Confidence::Verified, "One or more matching attributes with precedence; the target must be able to filter on them.")];
    let Where::Attribute(number) = spot.place else {
        let message = "no attribute has a matching precedence: give one to an attribute that is unique and that the target can filter on.";
        return Some(Words::new(message.to_owned()).with_evidence(evidence));
    };
    let label = scene.label(number);
    let objects = match scene.id(number)?.resource {
        Resource::User => "users",
        Resource::Group => "groups",
    };
    let message =
        format!("{objects} are matched by no attribute: give {label:?} the matching precedence 1.");
    let link: Option<LinkNumber> = scene.links_into(number).find(|link| scene.feeds(*link));
    let fix = link.and_then(|link| {
        let edits = fix::change_link(scene, link, |link| {
            link.settings.matching_precedence = Some(1);
        });
        Fix::certain(format!("Match {objects} by {label}"), edits)
    });
    debug_assert_eq!(scene.id(number)?.column, Column::Protocol);
    Some(
        Words::new(message)
            .with_evidence(evidence)
            .with_evidence(scene.reference_evidence(number))
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project};
    use crate::model::{Provisioning, Resource};

    #[test]
    fn user_name_matches_or_nothing_does() {
        check(&project(), "M020", &[]);
        let without =
            project().change_link("userName", |link| link.settings.matching_precedence = None);
        check(&without, "M020", &["userName"]);
        assert_eq!(fixed(&without, "M020"), project());
        let off = without.settings(Resource::User, |settings| {
            settings.provisioning = Provisioning::Disabled;
        });
        check(&off, "M020", &[]);
    }
}
