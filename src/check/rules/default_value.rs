//! M026: a default value that is never used.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Confidence, Mark, Rule as LinkRule};
use crate::rows::LinkNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M026",
    severity: Severity::Hint,
    title: "A default value without the null it is for",
    explanation: "The default value is sent if the source is null. This source is never null: it is a constant, or an \
                  attribute that every object has. The default does nothing and misleads whoever reads it.",
    sources: &["ms-customize"],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: LinkNumber) -> Option<Severity> {
    let link = scene.link(number).filter(|_| scene.has_default(number))?;
    let is_never_null = match link.rule {
        LinkRule::Constant { .. } => true,
        LinkRule::Direct { .. } => {
            let origins = scene.origins(number);
            let always = |mark| matches!(mark, Some(Mark::Required | Mark::SystemGenerated));
            !origins.is_empty()
                && origins
                    .iter()
                    .all(|origin| scene.attribute(*origin).is_some_and(|one| always(one.mark)))
        }
        LinkRule::Expression { .. } | LinkRule::Translation { .. } => false,
    };
    is_never_null.then_some(Severity::Hint)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(number) = spot.place else {
        return None;
    };
    let label = scene.label(scene.index.destination(number)?);
    let message = format!(
        "{label:?} has a default value, but its source is never null: take the default away."
    );
    let edits = fix::change_link(scene, number, |link| link.settings.default_if_null = None);
    let claim = "The default value is used if the source attribute is null.";
    Some(
        Words::new(message)
            .with_evidence([scene.says("ms-customize", Confidence::Verified, claim)])
            .with_fix(Fix::offered(
                format!("Remove the default value of {label}"),
                edits,
            )),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project};

    #[test]
    fn a_source_that_may_be_null_needs_its_default() {
        let with = |path: &str| {
            project().change_link(path, |link| {
                link.settings.default_if_null = Some("none".to_owned());
            })
        };
        check(&project(), "M026", &[]);
        check(&with("title"), "M026", &[]);
        check(&with("userName"), "M026", &["userName"]);
        check(&fixed(&with("userName"), "M026"), "M026", &[]);
    }
}
