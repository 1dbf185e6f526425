//! M030: two SCIM attributes that reach one field, both fed.

use rustc_hash::FxHashMap;

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Resource};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M030",
    severity: Severity::Warning,
    title: "Two SCIM attributes write one field",
    explanation: "Two paths can lead to the same field: userName and the e-mail of type \"other\" are one in Genesys \
                  Cloud. If both are fed, the order in which they arrive decides what is stored. Feed one of them.",
    sources: &["gc-field-map", "gc-sdk-models"],
    test: Test::Whole(strikes),
    words,
};

/// Whether a value arrives in a field.
fn is_written(scene: &Scene<'_>, field: AttributeNumber) -> bool {
    scene.links_into(field).any(|link| {
        scene
            .origins(link)
            .iter()
            .any(|origin| scene.is_fed(*origin))
    })
}

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    let fields = scene.index.column(Column::Target);
    let written: Vec<_> = fields.filter(|field| is_written(scene, *field)).collect();
    let mut first: FxHashMap<(Resource, &str), AttributeNumber> = FxHashMap::default();
    first.reserve(written.len());
    let mut hits = Vec::new();
    for field in written {
        let Some(id) = scene.id(field).filter(|id| !id.path.is_unpublished()) else {
            continue;
        };
        if first.insert((id.resource, id.path.key()), field).is_some() {
            hits.push((Severity::Warning, Where::Attribute(field)));
        }
    }
    hits
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(field) = spot.place else {
        return None;
    };
    let id = scene.id(field)?;
    let paths: Vec<String> = scene
        .index
        .column(Column::Target)
        .filter(|other| {
            scene
                .id(*other)
                .is_some_and(|other| other.resource == id.resource && other.path == id.path)
        })
        .filter_map(|other| {
            Some(format!(
                "{:?}",
                scene.id(other)?.scim_path.as_ref()?.as_str()
            ))
        })
        .collect();
    let message = format!(
        "{:?} is written by {}: feed one of them, and leave the other.",
        id.label(),
        paths.join(" and ")
    );
    Some(Words::new(message).with_evidence(scene.reference_evidence(field)))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, only, project};

    #[test]
    fn the_main_address_by_two_ways() {
        check(&project(), "M030", &[]);
        let both = project().feed("mail", "emails[type eq \"other\"].value");
        check(
            &both,
            "M030",
            &["UserProfile.contactInfo.email_main.[0].value"],
        );
        assert!(only(&both, "M030").message.contains("userName"));
        check(&both.unfeed("userName"), "M030", &[]);
    }
}
