//! M034: nothing switches accounts off.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Confidence, Resource, Rule as LinkRule};

pub(crate) static RULE: Rule = Rule {
    code: "M034",
    severity: Severity::Warning,
    title: "No mapping uses IsSoftDeleted",
    explanation: "IsSoftDeleted is true for users who are unassigned, out of scope, deleted or disabled. Where no \
                  mapping uses it, none of them is switched off in the target.",
    sources: &["ms-customize", "ms-how-prov"],
    test: Test::Whole(strikes),
    words,
};

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    let is_used = scene
        .source(Resource::User, "IsSoftDeleted")
        .is_some_and(|number| scene.links_out(number).next().is_some());
    if is_used || !scene.is_mapped(Resource::User) {
        return Vec::new();
    }
    let place = scene
        .protocol(Resource::User, "active")
        .map_or(Where::Project, Where::Attribute);
    vec![(Severity::Warning, place)]
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let message = "no mapping uses \"IsSoftDeleted\": users who leave the scope stay active in the target. Feed \"active\" from Not([IsSoftDeleted]).";
    let fix = match spot.place {
        Where::Attribute(active)
            if !scene.is_fed(active) && scene.source(Resource::User, "IsSoftDeleted").is_some() =>
        {
            let rule = LinkRule::Expression {
                text: "Not([IsSoftDeleted])".to_owned(),
            };
            Fix::offered(
                "Link Not([IsSoftDeleted]) to active",
                fix::link(scene, scene.id(active)?, rule),
            )
        }
        _ => None,
    };
    Some(
        Words::new(message.to_owned())
            .with_evidence([scene.says("ms-customize", Confidence::Verified, "IsSoftDeleted is true when a user is unassigned, out of scope, deleted or disabled.")])
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project};

    #[test]
    fn used_or_not() {
        check(&project(), "M034", &[]);
        let without = project().unfeed("active");
        check(&without, "M034", &["active"]);
        check(&fixed(&without, "M034"), "M034", &[]);
    }
}
