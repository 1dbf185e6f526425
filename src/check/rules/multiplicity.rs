//! M007: several values into one.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Cardinality, Confidence};
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M007",
    severity: Severity::Warning,
    title: "Several values into an attribute that takes one",
    explanation: "The source holds several values, the destination one. A direct link leaves open which of them \
                  arrives. Say it with an expression: Item takes one, Join makes one of all.",
    sources: &["ms-functions", "ms-customize"],
    test: Test::Link(strikes),
    words,
};

fn ends(scene: &Scene<'_>, link: LinkNumber) -> Option<(AttributeNumber, AttributeNumber)> {
    Some((scene.direct_origin(link)?, scene.index.destination(link)?))
}

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    let (origin, destination) = ends(scene, link)?;
    let of = |number| Some(scene.facts_of(number)?.cardinality);
    let strikes = of(origin)? == Cardinality::Multiple && of(destination)? == Cardinality::Single;
    (strikes && scene.is_source_link(link)).then_some(Severity::Warning)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (origin, destination) = ends(scene, link)?;
    let message = format!(
        "{:?} holds several values, {:?} takes one: choose with an expression, such as Item([{}], 1).",
        scene.label(origin),
        scene.label(destination),
        scene.label(origin)
    );
    let claim = "Item returns one value of a multi-valued attribute, Join one text of several.";
    Some(Words::new(message).with_evidence([scene.says(
        "ms-functions",
        Confidence::Verified,
        claim,
    )]))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, project};

    #[test]
    fn many_into_one_but_not_one_into_one() {
        check(&project(), "M007", &[]);
        check(
            &project().unfeed("title").feed("proxyAddresses", "title"),
            "M007",
            &["title"],
        );
        check(
            &project().unfeed("title").feed("mail", "title"),
            "M007",
            &[],
        );
    }
}
