//! M004: a SCIM attribute that the target would take, and nothing feeds.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Access, Column, Mark};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M004",
    severity: Severity::Warning,
    title: "Linked to a field, and nothing feeds it",
    explanation: "The mapping says which field takes the SCIM attribute, but not where its value comes from. Choose a \
                  source, or say that it has no counterpart and why. What the target makes itself needs no source. \
                  For an attribute marked optional this is a hint only.",
    sources: &["gc-field-map"],
    test: Test::Attribute(&[Column::Protocol], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    if !scene.is_consumed(number) || scene.is_fed(number) {
        return None;
    }
    let attribute = scene.attribute(number)?;
    let facts = scene.facts_of(number)?;
    let is_someone_elses = attribute.access == Access::ReadOnly
        || attribute.no_counterpart.is_some()
        // That there is no such attribute at all is said by other rules.
        || facts.meaning.as_ref().is_some_and(|meaning| meaning.ids.iter().all(|id| *id != attribute.id));
    if is_someone_elses || !scene.is_mapped(attribute.id.resource) {
        return None;
    }
    match scene.row_mark(number) {
        Some(Mark::Required | Mark::SystemGenerated) => None,
        Some(Mark::Optional) => Some(Severity::Hint),
        None => Some(Severity::Warning),
    }
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let message = format!(
        "{:?} is linked to a field of {}, and nothing feeds it: choose a source in {}, or say that it has none.",
        scene.label(number),
        scene.system(Column::Target),
        scene.system(Column::Source)
    );
    Some(Words::new(message).with_evidence(scene.reference_evidence(number)))
}

#[cfg(test)]
mod tests {
    use crate::check::finding::Severity;
    use crate::check::testing::{Change as _, of_code, project, protocol};

    #[test]
    fn an_open_field_is_a_hint_if_optional_and_a_warning_if_unmarked() {
        let of = |project: &crate::model::Project| {
            of_code(project, "M004")
                .into_iter()
                .find(|one| one.attribute == Some(protocol("title")))
                .map(|one| one.severity)
        };
        assert_eq!(of(&project()), None);
        let open = project().unfeed("title");
        assert_eq!(of(&open), Some(Severity::Hint));
        let ids: Vec<_> = [protocol("title")]
            .into_iter()
            .chain([crate::model::AttributeId::target(
                crate::model::Resource::User,
                "UserProfile.general.title.[0].value",
                Some("title"),
            )])
            .collect();
        let reasoned = open.change_attribute(&ids[0], |one| {
            one.no_counterpart = Some("not used".to_owned());
        });
        assert_eq!(of(&reasoned), None);
        assert_eq!(
            of(&project().feed("city", "phoneNumbers[type eq \"home\"].value")),
            None
        );
    }

    #[test]
    fn what_the_target_makes_needs_no_source() {
        assert!(
            of_code(&project(), "M004")
                .iter()
                .all(|one| one.attribute != Some(protocol("id")))
        );
    }
}
