//! M022: matching precedences that do not say an order.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::Confidence;

pub(crate) static RULE: Rule = Rule {
    code: "M022",
    severity: Severity::Warning,
    title: "The order of matching attributes is not clear",
    explanation: "Matching attributes are tried in the order of their precedence until one finds the object. Two with \
                  the same number have no order, and 0 means not matching at all.",
    sources: &["ms-customize"],
    test: Test::Whole(strikes),
    words,
};

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    let mut seen = Vec::new();
    let mut hits = Vec::new();
    for (number, link) in super::matching::links(scene) {
        let one = (link.resource(), link.settings.matching_precedence);
        if one.1 == Some(0) || seen.contains(&one) {
            hits.push((Severity::Warning, Where::Link(number)));
        } else {
            seen.push(one);
        }
    }
    hits
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(number) = spot.place else {
        return None;
    };
    let label = scene.label(scene.index.destination(number)?);
    let message = match scene.link(number)?.settings.matching_precedence? {
        0 => format!(
            "{label:?} has the matching precedence 0, which means none: give it 1 or more, or take it away."
        ),
        precedence => format!(
            "{label:?} shares the matching precedence {precedence} with another attribute: give each its own."
        ),
    };
    let claim = "Matching attributes are evaluated in the order of their precedence until a match is found.";
    Some(Words::new(message).with_evidence([scene.says(
        "ms-customize",
        Confidence::Verified,
        claim,
    )]))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, project};

    #[test]
    fn one_then_two_but_not_one_and_one_or_zero() {
        let with = |number| {
            project()
                .change_link("externalId", |_| {})
                .change_link("title", |link| {
                    link.settings.matching_precedence = Some(number);
                })
        };
        check(&with(2), "M022", &[]);
        check(&with(1), "M022", &["userName"]);
        check(&with(0), "M022", &["title"]);
    }
}
