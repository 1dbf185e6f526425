//! M021: a matching attribute that may not be unique, or that the target cannot filter on.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Confidence, Link, Rule as LinkRule};
use crate::rows::LinkNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M021",
    severity: Severity::Warning,
    title: "Matched by what may not be unique or cannot be filtered on",
    explanation: "Entra ID asks the target for the object with exactly this value. If two have it, or the target does \
                  not take the filter, the match fails or finds the wrong one. A constant is the same for everybody \
                  and matches nobody.",
    sources: &["ms-customize", "gc-sdk-scimapi", "gc-sdk-models"],
    test: Test::Link(strikes),
    words,
};

/// The links that objects are matched by.
pub(super) fn links<'a>(
    scene: &Scene<'a>,
) -> impl Iterator<Item = (LinkNumber, &'a Link)> + use<'a> {
    let scene = *scene;
    scene
        .facts
        .counting_links()
        .filter(move |number| scene.is_matching(*number) && scene.is_source_link(*number))
        .filter_map(move |number| Some((number, scene.link(number)?)))
}

fn strikes(scene: &Scene<'_>, number: LinkNumber) -> Option<Severity> {
    if !scene.is_matching(number) || !scene.is_source_link(number) {
        return None;
    }
    let link = scene.link(number)?;
    if matches!(link.rule, LinkRule::Constant { .. }) {
        return Some(Severity::Error);
    }
    let destination = scene.index.destination(number)?;
    let is_candidate = scene.known(destination).is_none()
        || scene
            .catalog
            .rows_of(scene.id(destination)?)
            .any(|row| row.matching_candidate);
    (!is_candidate).then_some(Severity::Warning)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(number) = spot.place else {
        return None;
    };
    let link = scene.link(number)?;
    let label = scene.label(scene.index.destination(number)?);
    let message = if matches!(link.rule, LinkRule::Constant { .. }) {
        format!(
            "{label:?} is matched by a constant, which is the same for everybody: match by an attribute that is unique."
        )
    } else {
        format!(
            "{label:?} is not known to be unique and filterable: match by userName, or prove it with provision on demand."
        )
    };
    Some(Words::new(message).with_evidence([
        scene.says(
            "ms-customize",
            Confidence::Verified,
            "Matching values must be unique, and the target must be able to filter on them.",
        ),
        scene.says(
            "gc-sdk-scimapi",
            Confidence::Verified,
            "Names the filters that users can be found by.",
        ),
    ]))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, project};
    use crate::model::Rule;

    #[test]
    fn by_user_name_but_not_by_title_or_a_constant() {
        check(&project(), "M021", &[]);
        check(
            &project().change_link("title", |link| link.settings.matching_precedence = Some(2)),
            "M021",
            &["title"],
        );
        let constant = project().change_link("userName", |link| {
            link.rule = Rule::Constant {
                value: "x".to_owned(),
            }
        });
        check(&constant, "M021", &["userName"]);
    }
}
