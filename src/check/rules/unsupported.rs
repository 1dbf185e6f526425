//! M010: a link to or from what is not supported.

use crate::check::facts::RuleKind;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Support};
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M010",
    severity: Severity::Warning,
    title: "Linked, and not supported",
    explanation: "The target has no field for this attribute, or Entra ID does not offer it as a source. The link \
                  does nothing. Remove it and say that the attribute has no counterpart, so that nobody looks for it \
                  again.",
    sources: &["gc-sdk-models", "ms-known-issues", "ms-genesys-tutorial"],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    culprit(scene, link).map(|_| Severity::Warning)
}

/// The attribute of a link that is not supported: what it fills, else what it takes.
fn culprit(scene: &Scene<'_>, link: LinkNumber) -> Option<AttributeNumber> {
    let is_unsupported = |number: &AttributeNumber| {
        scene
            .facts_of(*number)
            .is_some_and(|facts| facts.support == Support::Unsupported)
    };
    scene
        .index
        .destination(link)
        .filter(is_unsupported)
        .or_else(|| {
            // Names in an expression are looked at where the expression is.
            let is_plain = scene.facts.link(link)?.rule != RuleKind::Expression;
            scene
                .origins(link)
                .iter()
                .copied()
                .find(|origin| is_plain && is_unsupported(origin))
        })
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let culprit = culprit(scene, link)?;
    let label = scene.label(culprit);
    let origins = scene.origins(link);
    let (message, reason) = if scene.id(culprit)?.column == Column::Source {
        let reason = format!(
            "{} does not offer it as a source.",
            scene.system(Column::Source)
        );
        (
            format!(
                "{label:?} is not offered as a source attribute: use another, and say that this one has no counterpart."
            ),
            reason,
        )
    } else {
        let target = scene.system(Column::Target);
        let from = origins.first().map_or("it", |origin| scene.label(*origin));
        let reason = format!("{target} has no field for it.");
        (
            format!(
                "{target} does not support {label:?}, so {from:?} has no counterpart: remove the link and say so."
            ),
            reason,
        )
    };
    let mut edits = fix::remove_link(scene, link);
    for number in origins.iter().chain([&culprit]) {
        // An attribute that feeds something else has a counterpart.
        let is_alone = scene.links_out(*number).all(|other| other == link)
            && scene.links_into(*number).all(|other| other == link);
        let is_last = *number == culprit || origins.len() == 1;
        if is_alone && is_last {
            edits.extend(fix::change_attribute(scene, *number, |attribute| {
                attribute
                    .no_counterpart
                    .get_or_insert_with(|| reason.clone());
            }));
        }
    }
    let fix = Fix::offered(
        format!("Remove the link and say that {label} has no counterpart"),
        edits,
    );
    Some(
        Words::new(message)
            .with_evidence(scene.reference_evidence(culprit))
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, of_code, project, source};

    #[test]
    fn given_name_has_no_counterpart() {
        check(&project(), "M010", &[]);
        let drawn = project()
            .feed("givenName", "name.givenName")
            .feed("surname", "name.familyName");
        let found = of_code(&drawn, "M010");
        assert_eq!(found.len(), 2);
        assert!(
            found
                .iter()
                .all(|one| one.message.contains("no counterpart"))
        );
        let mut after = drawn;
        for finding in found {
            after = after.edit(finding.fixes[0].edit.clone());
        }
        check(&after, "M010", &[]);
        assert!(
            after
                .attribute(&source("givenName"))
                .unwrap()
                .no_counterpart
                .is_some()
        );
    }

    #[test]
    fn a_source_that_entra_does_not_offer() {
        check(
            &project().unfeed("title").feed("userType", "title"),
            "M010",
            &["title"],
        );
        check(
            &project().unfeed("title").feed("employeeType", "title"),
            "M010",
            &[],
        );
    }
}
