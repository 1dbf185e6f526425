//! M018: a row without a mark, where the reference has one.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Mark};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M018",
    severity: Severity::Hint,
    title: "Not marked required or optional",
    explanation: "Which rows are required, which optional: that is what the customer's team asks first. The reference \
                  proposes a mark for this row, on the evidence shown.",
    sources: &["ms-genesys-tutorial", "gc-sdk-models"],
    test: Test::Attribute(&[Column::Protocol], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    let proposed = scene.facts_of(number)?.reference_mark?;
    (proposed != Mark::SystemGenerated && is_unmarked_row(scene, number)).then_some(Severity::Hint)
}

/// Whether the SCIM attribute stands in a row and nobody marked that.
pub(crate) fn is_unmarked_row(scene: &Scene<'_>, number: AttributeNumber) -> bool {
    let is_unmarked = |number: AttributeNumber| {
        scene
            .facts_of(number)
            .is_some_and(|facts| facts.mark.is_none())
    };
    let is_row =
        !scene.index.links_into(number).is_empty() || !scene.index.links_out(number).is_empty();
    is_row && of_row(scene, number).into_iter().all(is_unmarked)
}

/// The SCIM attribute and the fields it reaches.
pub(crate) fn of_row(scene: &Scene<'_>, number: AttributeNumber) -> Vec<AttributeNumber> {
    let mut all = vec![number];
    for field in scene
        .links_out(number)
        .filter_map(|link| scene.index.destination(link))
    {
        if !all.contains(&field) && scene.attribute(field).is_some() {
            all.push(field);
        }
    }
    all
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let proposed = scene.facts_of(number)?.reference_mark?;
    let (label, word) = (scene.label(number), proposed.as_str());
    let message = format!("{label:?} has no mark; the reference marks it {word}.");
    let fix = Fix::certain(
        format!("Mark {label} {word}"),
        fix::mark(scene, &of_row(scene, number), proposed),
    );
    Some(
        Words::new(message)
            .with_evidence(scene.reference_evidence(number))
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project, protocol};
    use crate::model::{AttributeId, Mark, Resource};

    #[test]
    fn marked_on_either_side_is_marked() {
        check(&project(), "M018", &[]);
        let field = AttributeId::target(
            Resource::User,
            "UserProfile.general.title.[0].value",
            Some("title"),
        );
        let half = project().change_attribute(&protocol("title"), |title| title.mark = None);
        check(&half, "M018", &[]);
        let none = half.change_attribute(&field, |title| title.mark = None);
        check(&none, "M018", &["title"]);
        let after = fixed(&none, "M018");
        assert_eq!(after.attribute(&field).unwrap().mark, Some(Mark::Optional));
        check(&after, "M018", &[]);
    }
}
