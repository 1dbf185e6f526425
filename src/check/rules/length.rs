//! M009: a value that may be too long.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::Rule as LinkRule;
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M009",
    severity: Severity::Warning,
    title: "The value may be longer than the attribute takes",
    explanation: "The source allows more characters than the destination. A longer value is refused or cut. Shorten \
                  it with Left or Mid, or make sure that no value is that long.",
    sources: &["ms-functions", "ms-graph-user"],
    test: Test::Link(strikes),
    words,
};

fn ends(scene: &Scene<'_>, link: LinkNumber) -> Option<(AttributeNumber, AttributeNumber)> {
    Some((scene.direct_origin(link)?, scene.index.destination(link)?))
}

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    let (origin, destination) = ends(scene, link)?;
    let of = |number| scene.facts_of(number)?.max_length;
    (of(origin)? > of(destination)?).then_some(Severity::Warning)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (origin, destination) = ends(scene, link)?;
    let (from, to) = (scene.attribute(origin)?, scene.attribute(destination)?);
    let most = to.max_length?;
    let message = format!(
        "{:?} holds up to {} characters, {:?} takes {most}: shorten the value.",
        scene.label(origin),
        from.max_length?,
        scene.label(destination)
    );
    let fix = scene.is_source_link(link).then(|| {
        let text = format!("Left([{}], {most})", from.id.path.as_str());
        let edits = fix::change_link(scene, link, |link| {
            link.rule = LinkRule::Expression { text }
        });
        Fix::offered(format!("Send the first {most} characters"), edits)
    });
    Some(
        Words::new(message)
            .with_evidence(from.evidence.iter().chain(&to.evidence).cloned())
            .with_fix(fix.flatten()),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project, protocol};

    #[test]
    fn one_character_decides() {
        // jobTitle holds 128.
        let with = |most| {
            project().change_attribute(&protocol("title"), |title| title.max_length = Some(most))
        };
        check(&with(128), "M009", &[]);
        check(&with(127), "M009", &["title"]);
        check(&fixed(&with(127), "M009"), "M009", &[]);
    }
}
