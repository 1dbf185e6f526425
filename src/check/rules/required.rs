//! M001: what is required has to get a value, all the way.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{AttributeId, Column, Mark};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M001",
    severity: Severity::Error,
    title: "Required, and no value goes all the way",
    explanation: "A required attribute needs a link from Entra ID that gives it a value and one that takes the value \
                  to its field. An attribute counts as required by the mark of its target field, else by its own, \
                  else by the reference. Rejected links do not count.",
    sources: &["ms-genesys-tutorial", "gc-sdk-models", "ms-customize"],
    test: Test::Attribute(&[Column::Protocol, Column::Target], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    let facts = scene.facts_of(number)?;
    if !scene.is_mapped(facts.resource) {
        return None;
    }
    let is_broken = match facts.column {
        Column::Protocol => {
            scene.row_mark(number) == Some(Mark::Required)
                && !(scene.is_fed(number) && scene.is_consumed(number))
        }
        // What a SCIM attribute leads to is that attribute's affair.
        _ => {
            facts.mark == Some(Mark::Required)
                && scene.links_into(number).next().is_none()
                && !leads_here(scene, number)
        }
    };
    is_broken.then_some(Severity::Error)
}

/// Whether the SCIM attribute that reaches a field is there, and required too: then the finding is at home there.
fn leads_here(scene: &Scene<'_>, field: AttributeNumber) -> bool {
    let protocol = |id: &AttributeId| {
        scene.number(&AttributeId {
            column: Column::Protocol,
            resource: id.resource,
            path: id.scim_path.clone()?,
            scim_path: None,
        })
    };
    scene
        .id(field)
        .and_then(protocol)
        .is_some_and(|protocol| scene.row_mark(protocol) == Some(Mark::Required))
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let label = scene.label(number);
    let target = scene.system(Column::Target);
    let what = match scene.attribute(number)?.id.column {
        Column::Protocol if scene.is_fed(number) => {
            format!("but its value goes nowhere: link it to its field in {target}")
        }
        Column::Protocol => format!(
            "but nothing feeds it: link it from {}",
            scene.system(Column::Source)
        ),
        Column::Source | Column::Target => "but nothing fills it: link it".to_owned(),
    };
    let (complete, all) = core(scene, number);
    let message = format!(
        "{label:?} is required, {what}. The required core is incomplete: {complete} of {all}."
    );
    Some(Words::new(message).with_evidence(scene.reference_evidence(number)))
}

/// How many SCIM attributes of the resource are required, and how many of them are complete.
fn core(scene: &Scene<'_>, number: AttributeNumber) -> (usize, usize) {
    let resource = scene.id(number).map(|id| id.resource);
    let required: Vec<_> = scene
        .index
        .column(Column::Protocol)
        .filter(|other| scene.id(*other).map(|id| id.resource) == resource)
        .filter(|other| scene.row_mark(*other) == Some(Mark::Required))
        .collect();
    let complete = required
        .iter()
        .filter(|other| scene.is_fed(**other) && scene.is_consumed(**other))
        .count();
    (complete, required.len())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, only, project};
    use crate::model::Status;

    #[test]
    fn the_reference_is_complete() {
        check(&project(), "M001", &[]);
    }

    #[test]
    fn unfed_rejected_or_unmapped() {
        check(&project().unfeed("displayName"), "M001", &["displayName"]);
        let rejected = project().change_link("userName", |link| link.status = Status::Rejected);
        let found = only(&rejected, "M001");
        assert!(found.message.contains("2 of 3"), "{}", found.message);
        assert!(!found.evidence.is_empty());
        check(&project().unfeed("title"), "M001", &[]);
    }

    #[test]
    fn a_project_without_any_link_is_not_judged() {
        let mut bare = project();
        let ids: Vec<_> = bare.links().map(|(id, _)| id.clone()).collect();
        for id in ids {
            bare = bare.edit(crate::model::Edit::RemoveLink { id });
        }
        check(&bare, "M001", &[]);
    }
}
