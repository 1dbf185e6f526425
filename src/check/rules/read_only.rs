//! M005: a value sent to what the target makes itself or only lets be read.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Access, Confidence, Mark};
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M005",
    severity: Severity::Error,
    title: "System-generated or read-only, and a link fills it",
    explanation: "The target makes this attribute itself or does not let it be written. Entra ID remembers the \
                  target's id after it has created or matched the object; Microsoft says that the primary key should \
                  not be a mapping target. Remove the link; it is no gap.",
    sources: &["ms-customize", "ms-how-prov", "gc-sdk-models", "rfc7643"],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    let destination = scene.index.destination(link)?;
    if !is_made_by_target(scene, destination) || !scene.feeds(link) {
        return None;
    }
    // `id` to `UserProfile.Id` says where the value appears; nothing is sent.
    let origins = scene.origins(link);
    let is_mirror = !scene.is_source_link(link)
        && !origins.is_empty()
        && origins
            .iter()
            .all(|origin| is_made_by_target(scene, *origin));
    (!is_mirror).then_some(Severity::Error)
}

fn is_made_by_target(scene: &Scene<'_>, number: AttributeNumber) -> bool {
    scene.facts_of(number).is_some_and(|facts| {
        facts.access == Access::ReadOnly
            || [facts.mark, facts.reference_mark].contains(&Some(Mark::SystemGenerated))
    })
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let destination = scene.index.destination(link)?;
    let label = scene.label(destination);
    let message = format!(
        "{label:?} cannot be written: the target makes it or only returns it. Remove the link; nothing is missing without it."
    );
    let fix = Fix::offered(
        format!("Remove the link to {label}"),
        fix::remove_link(scene, link),
    );
    Some(
        Words::new(message)
            .with_evidence(scene.reference_evidence(destination))
            .with_evidence([scene.says(
                "ms-customize",
                Confidence::Verified,
                "The primary key, typically the id, should not be a mapping target.",
            )])
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project};

    #[test]
    fn an_id_is_shown_but_never_fed() {
        check(&project(), "M005", &[]);
        let fed = project().feed("objectId", "id");
        check(&fed, "M005", &["id"]);
        check(&fixed(&fed, "M005"), "M005", &[]);
        check(&project().feed("city", "externalId"), "M005", &[]);
    }
}
