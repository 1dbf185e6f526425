//! M012: what the documents map and the project leaves open.

use crate::catalog::SourceKind;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Access, AttributeId, AttributePath, Column, Rule as LinkRule, Support};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M012",
    severity: Severity::Hint,
    title: "Documented, and not mapped",
    explanation: "The documents name a source for this attribute and a field that takes it, and the project uses \
                  neither. That may be as meant: then say that it has no counterpart, and why.",
    sources: &["ms-genesys-tutorial", "gc-sdk-models"],
    test: Test::Attribute(&[Column::Protocol], strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    if !scene.index.links_into(number).is_empty() || !scene.facts_of(number)?.is_known {
        return None;
    }
    proposal(scene, number).map(|_| Severity::Hint)
}

/// What the documents would feed an attribute from, if the project has that source and it is free for it.
fn proposal(scene: &Scene<'_>, number: AttributeNumber) -> Option<LinkRule> {
    let attribute = scene.attribute(number)?;
    let is_open = scene.is_mapped(attribute.id.resource)
        && attribute.no_counterpart.is_none()
        && attribute.support == Support::Supported
        && attribute.access != Access::ReadOnly;
    if !is_open {
        return None;
    }
    let row = scene
        .catalog
        .rows_of(&attribute.id)
        .find(|row| row.alias_of.is_none() && row.in_microsoft_tutorial && row.in_genesys_api)?;
    let rule = match row.entra_source.kind {
        SourceKind::Attribute => LinkRule::direct(AttributePath::new(
            Column::Source,
            row.entra_source.value.as_deref()?,
        )),
        SourceKind::Expression => LinkRule::Expression {
            text: row.expression.clone()?,
        },
        SourceKind::None | SourceKind::Unspecified => return None,
    };
    let has_sources = match &rule {
        LinkRule::Expression { text } => crate::expr::origins(text)
            .iter()
            .all(|name| is_there(scene, &attribute.id, name)),
        LinkRule::Direct { origins } => origins
            .iter()
            .all(|origin| is_there(scene, &attribute.id, origin.as_str())),
        LinkRule::Constant { .. } | LinkRule::Translation { .. } => false,
    };
    has_sources.then_some(rule)
}

fn is_there(scene: &Scene<'_>, id: &AttributeId, source: &str) -> bool {
    scene
        .project
        .attribute(&AttributeId::source(id.resource, source))
        .is_some_and(|attribute| attribute.no_counterpart.is_none())
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let label = scene.label(number);
    let rule = proposal(scene, number)?;
    let from = match &rule {
        LinkRule::Direct { origins } => origins.first()?.as_str().to_owned(),
        LinkRule::Expression { text } => text.clone(),
        LinkRule::Constant { .. } | LinkRule::Translation { .. } => return None,
    };
    let message = format!(
        "{label:?} is not mapped; the documents take it from {from:?}. Link it, or say that it has no counterpart."
    );
    let fix = Fix::offered(
        format!("Link {from} to {label}"),
        fix::link(scene, scene.id(number)?, rule),
    );
    Some(
        Words::new(message)
            .with_evidence(scene.reference_evidence(number))
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, ENTERPRISE, check, fixed, project, protocol};

    #[test]
    fn manager_left_out() {
        check(&project(), "M012", &[]);
        let manager = format!("{ENTERPRISE}:manager");
        let without = project().unfeed(&manager);
        check(&without, "M012", &[&manager]);
        check(&fixed(&without, "M012"), "M012", &[]);
        let on_purpose = without.change_attribute(&protocol(&manager), |one| {
            one.no_counterpart = Some("nobody's".to_owned());
        });
        check(&on_purpose, "M012", &[]);
    }
}
