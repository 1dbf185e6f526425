//! M037: said to have no counterpart, and mapped.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Support};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M037",
    severity: Severity::Warning,
    title: "Said to have no counterpart, and mapped",
    explanation: "The project says why this attribute is left unmapped, and maps it all the same. One of the two is \
                  out of date.",
    sources: &[],
    test: Test::Attribute(&Column::ALL, strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    let facts = scene.facts_of(number)?;
    // What is not supported is said by another rule.
    if !facts.has_no_counterpart || facts.support == Support::Unsupported {
        return None;
    }
    let is_mapped = match facts.column {
        Column::Source => scene
            .links_out(number)
            .filter_map(|link| scene.facts_of(scene.index.destination(link)?))
            .any(|destination| destination.support != Support::Unsupported),
        Column::Protocol => scene.is_fed(number),
        Column::Target => scene.links_into(number).any(|link| {
            scene
                .origins(link)
                .iter()
                .any(|origin| scene.is_fed(*origin))
        }),
    };
    is_mapped.then_some(Severity::Warning)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let label = scene.label(number);
    let reason = scene.attribute(number)?.no_counterpart.as_deref()?;
    let message = format!(
        "{label:?} is mapped, but is said to have no counterpart ({reason:?}): take back one of the two."
    );
    let edits = fix::change_attribute(scene, number, |one| one.no_counterpart = None);
    Some(Words::new(message).with_fix(Fix::offered(
        format!("Say that {label} has a counterpart"),
        edits,
    )))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project, source};

    #[test]
    fn one_or_the_other() {
        check(&project(), "M037", &[]);
        let both = project().change_attribute(&source("jobTitle"), |one| {
            one.no_counterpart = Some("not used".to_owned());
        });
        check(&both, "M037", &["jobTitle"]);
        check(&fixed(&both, "M037"), "M037", &[]);
        check(&both.unfeed("title"), "M037", &[]);
    }
}
