//! M019: a mark that is not the reference's.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Mark};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M019",
    severity: Severity::Hint,
    title: "Marked otherwise than the reference",
    explanation: "Somebody marked this row otherwise than the documents do. That may be right for this customer; then \
                  accept the finding with the reason, so that the handoff says it.",
    sources: &["ms-genesys-tutorial", "gc-sdk-models"],
    test: Test::Attribute(&[Column::Protocol], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    marks(scene, number).map(|_| Severity::Hint)
}

fn marks(scene: &Scene<'_>, number: AttributeNumber) -> Option<(Mark, Mark)> {
    let facts = scene.facts_of(number)?;
    let reference = facts.reference_mark?;
    if scene.index.links_into(number).is_empty() && scene.index.links_out(number).is_empty() {
        return None;
    }
    let own = scene.row_mark(number)?;
    (own != reference).then_some((own, reference))
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let (own, reference) = marks(scene, number)?;
    let label = scene.label(number);
    let (own, word) = (own.as_str(), reference.as_str());
    let message = format!(
        "{label:?} is marked {own}; the reference says {word}. Change the mark, or accept this with the reason."
    );
    let fix = Fix::offered(
        format!("Mark {label} {word}"),
        fix::mark(scene, &super::unmarked::of_row(scene, number), reference),
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
    fn the_field_decides() {
        check(&project(), "M019", &[]);
        let field = AttributeId::target(
            Resource::User,
            "UserProfile.general.title.[0].value",
            Some("title"),
        );
        let other = project().change_attribute(&field, |title| title.mark = Some(Mark::Required));
        check(&other, "M019", &["title"]);
        check(&fixed(&other, "M019"), "M019", &[]);
        check(
            &project().change_attribute(&protocol("title"), |title| {
                title.mark = Some(Mark::Required);
            }),
            "M019",
            &[],
        );
    }
}
