//! M015: a SCIM path without its schema, or without the filter that names one value.

use crate::catalog::Reach;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::near::How;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::Column;
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M015",
    severity: Severity::Error,
    title: "The SCIM path lacks its schema or its filter",
    explanation: "Core attributes are written by their name, those of an extension with the whole URN before it; an \
                  attribute with several values needs a filter that says which of them is meant, such as \
                  phoneNumbers[type eq \"work\"].value. Without them the path names nothing, or everything.",
    sources: &[
        "rfc7643",
        "ms-genesys-tutorial",
        "ms-customize",
        "gc-field-map",
    ],
    test: Test::Attribute(&[Column::Protocol], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    let facts = scene.facts_of(number)?;
    let meaning = facts.meaning.as_ref().filter(|_| !facts.is_known)?;
    let strikes = match meaning.how {
        How::Known(Reach::OtherSchema) => true,
        // `roles.value` means `roles`, and nothing is missing.
        How::Known(Reach::Whole) => meaning.ids.len() > 1,
        How::Known(_) | How::Near => false,
    };
    let is_linked =
        scene.links_into(number).next().is_some() || scene.links_out(number).next().is_some();
    strikes.then_some(if is_linked {
        Severity::Error
    } else {
        Severity::Hint
    })
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let id = scene.id(number)?;
    let meaning = scene.facts_of(number)?.meaning.as_ref()?;
    let label = id.label();
    let message = match meaning.single() {
        Some(meant) => format!(
            "{label:?} is no attribute of that schema; the whole path is {:?}.",
            meant.label()
        ),
        None => format!(
            "{label:?} names all values at once: choose one by a filter, such as {:?}.",
            meaning.ids.first()?.label()
        ),
    };
    let mut words = Words::new(message);
    for meant in &meaning.ids {
        let name = format!("Rename {label} to {}", meant.label());
        let edits = fix::rename(scene, number, meant);
        words.fixes.extend(if meaning.ids.len() == 1 {
            Fix::certain(name, edits)
        } else {
            Fix::offered(name, edits)
        });
    }
    let known = scene.catalog.attribute(meaning.ids.first()?);
    Some(
        words.with_evidence(
            known
                .into_iter()
                .flat_map(|known| known.attribute.evidence.iter().cloned()),
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, only, project, protocol};

    #[test]
    fn a_bare_extension_attribute_and_a_whole_list() {
        check(&project(), "M015", &[]);
        let bare = project()
            .custom(protocol("department"))
            .feed("city", "department");
        assert!(only(&bare, "M015").certain_fix().is_some());
        let whole = project()
            .custom(protocol("phoneNumbers"))
            .feed("mobile", "phoneNumbers");
        let finding = only(&whole, "M015");
        assert!(finding.certain_fix().is_none() && finding.fixes.len() > 3);
        check(
            &project().custom(protocol("urn:example:acme:2.0:User:department")),
            "M015",
            &[],
        );
    }
}
