//! M008: a direct link takes exactly one attribute.

use crate::check::facts::RuleKind;
use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::Confidence;
use crate::rows::LinkNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M008",
    severity: Severity::Error,
    title: "A link with no origin, or a direct one with several",
    explanation: "A direct mapping hands one attribute on. With none there is nothing to hand on; with several it is \
                  an expression that has to say how they become one value.",
    sources: &["ms-customize", "ms-functions"],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    let takes_one = matches!(
        scene.facts.link(link)?.rule,
        RuleKind::Direct | RuleKind::Translation
    );
    (takes_one && scene.origins(link).len() != 1).then_some(Severity::Error)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (label, kind) = (
        scene.label(scene.index.destination(link)?),
        scene.link(link)?.rule.kind(),
    );
    let message = match scene.origins(link).len() {
        0 => format!("the {kind} link to {label:?} has no origin: draw one to it, or remove it."),
        count => format!(
            "the {kind} link to {label:?} has {count} origins and takes one: make it an expression that joins them."
        ),
    };
    let claim = "A direct mapping takes one attribute; several need an expression.";
    Some(Words::new(message).with_evidence([scene.says(
        "ms-customize",
        Confidence::Verified,
        claim,
    )]))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, project};
    use crate::model::{AttributePath, Column, Rule};

    #[test]
    fn none_one_and_two() {
        check(&project(), "M008", &[]);
        let with = |names: &[&str]| {
            let origins = names
                .iter()
                .map(|name| AttributePath::new(Column::Source, name))
                .collect();
            project()
                .unfeed("title")
                .rule("title", Rule::Direct { origins })
        };
        check(&with(&[]), "M008", &["title"]);
        check(&with(&["jobTitle"]), "M008", &[]);
        check(&with(&["jobTitle", "city"]), "M008", &["title"]);
    }
}
