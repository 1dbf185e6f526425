//! M006: types that do not fit.

use crate::check::facts::Kind;
use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M006",
    severity: Severity::Warning,
    title: "The types do not fit",
    explanation: "A direct link hands the value on as it is. Where the types differ, the target refuses it or stores \
                  something else than meant: a boolean arrives as a word, a reference as an id. Use an expression, or \
                  a value translation on the target's side.",
    sources: &["ms-customize", "ms-functions", "rfc7643"],
    test: Test::Link(strikes),
    words,
};

fn ends(scene: &Scene<'_>, link: LinkNumber) -> Option<(AttributeNumber, AttributeNumber)> {
    Some((scene.direct_origin(link)?, scene.index.destination(link)?))
}

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    let (origin, destination) = ends(scene, link)?;
    let of = |number| scene.facts_of(number)?.kind;
    let (from, to) = (of(origin)?, of(destination)?);
    let fits = from == to
        || matches!(
            (from, to),
            // A number is written as text; a complex value may be named by its parts' one value.
            (Kind::Number, Kind::Text) | (_, Kind::Complex) | (Kind::Complex, _)
        )
        // How the target stores what it takes over SCIM is its own affair, booleans apart.
        || (!scene.is_source_link(link) && from != Kind::Boolean);
    (!fits).then_some(Severity::Warning)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (origin, destination) = ends(scene, link)?;
    let (from, to) = (scene.attribute(origin)?, scene.attribute(destination)?);
    let remedy = if scene.is_source_link(link) {
        "use an expression that makes one of the other"
    } else {
        "use a value translation"
    };
    let message = format!(
        "{:?} is {}, {:?} is {}: {remedy}.",
        scene.label(origin),
        from.value_type.as_str(),
        scene.label(destination),
        to.value_type.as_str()
    );
    Some(Words::new(message).with_evidence(from.evidence.iter().chain(&to.evidence).cloned()))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, project};

    #[test]
    fn a_boolean_is_no_text_and_a_time_no_reference() {
        check(&project(), "M006", &[]);
        check(
            &project().unfeed("title").feed("accountEnabled", "title"),
            "M006",
            &["title"],
        );
        check(
            &project().unfeed("title").feed("manager", "title"),
            "M006",
            &["title"],
        );
        check(
            &project().unfeed("title").feed("city", "title"),
            "M006",
            &[],
        );
    }
}
