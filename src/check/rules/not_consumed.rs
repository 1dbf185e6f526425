//! M002: a SCIM attribute that is fed and goes nowhere.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{AttributeId, Column, Rule as LinkRule, Support};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M002",
    severity: Severity::Warning,
    title: "Fed, and nothing receives it",
    explanation: "Entra ID sends the SCIM attribute, and the mapping names no field of the target that takes it. Link \
                  it to its field, or take out the link that feeds it.",
    sources: &["gc-field-map", "gc-sdk-models"],
    test: Test::Attribute(&[Column::Protocol], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    if !scene.is_fed(number) || scene.is_consumed(number) {
        return None;
    }
    // What is unsupported is said by another rule.
    let attribute = scene.attribute(number)?;
    (attribute.support != Support::Unsupported).then_some(Severity::Warning)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let (label, target) = (scene.label(number), scene.system(Column::Target));
    let message = format!(
        "{label:?} is fed from {}, and nothing in {target} receives it: link it to its field.",
        scene.system(Column::Source)
    );
    let field = field_of(scene, number);
    let fix = field.and_then(|field| {
        let name = format!("Link {label} to {}", field.label());
        Fix::offered(
            name,
            fix::link(
                scene,
                field,
                LinkRule::direct(scene.id(number)?.path.clone()),
            ),
        )
    });
    Some(
        Words::new(message)
            .with_evidence(scene.reference_evidence(number))
            .with_fix(fix),
    )
}

/// The field that says it is reached by this SCIM attribute, if it is free.
fn field_of<'a>(scene: &Scene<'a>, protocol: AttributeNumber) -> Option<&'a AttributeId> {
    let id = scene.id(protocol)?;
    let number = scene.index.column(Column::Target).find(|field| {
        scene.id(*field).is_some_and(|field| {
            field.resource == id.resource && field.scim_path.as_ref() == Some(&id.path)
        })
    })?;
    scene
        .links_into(number)
        .next()
        .is_none()
        .then(|| scene.id(number))?
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project};
    use crate::model::Edit;

    #[test]
    fn fed_and_linked_on_or_not() {
        check(&project(), "M002", &[]);
        let id = project()
            .links()
            .find(|(_, link)| {
                link.destination
                    .scim_path
                    .as_ref()
                    .is_some_and(|path| path.key() == "title")
            })
            .map(|(id, _)| id.clone())
            .unwrap();
        let open = project().edit(Edit::RemoveLink { id });
        check(&open, "M002", &["title"]);
        check(&fixed(&open, "M002"), "M002", &[]);
        check(&open.unfeed("title"), "M002", &[]);
    }
}
