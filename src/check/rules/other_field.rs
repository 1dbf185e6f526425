//! M029: a field linked to another SCIM attribute than the documents say.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{AttributeId, AttributePath, Column, Rule as LinkRule};
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M029",
    severity: Severity::Warning,
    title: "The target fills this field from another attribute",
    explanation: "Which SCIM attribute reaches which field is fixed in the target; nobody can configure it. The \
                  mapping draws it otherwise than the documents print it. Point the link at the documented \
                  attribute, or accept this with what the customer's tenant really does.",
    sources: &["gc-field-map", "gc-sdk-models"],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    documented(scene, link).map(|_| Severity::Warning)
}

/// The attribute that a link takes and the one that the documents say reaches its field, if they differ.
fn documented(scene: &Scene<'_>, link: LinkNumber) -> Option<(AttributeNumber, AttributeId)> {
    if scene.is_source_link(link) {
        return None;
    }
    let [origin] = scene.origins(link) else {
        return None;
    };
    if !scene.facts_of(*origin)?.is_known {
        return None;
    }
    let field = scene.id(scene.index.destination(link)?)?;
    let (path, origin_id) = (field.scim_path.as_ref()?, scene.id(*origin)?);
    if origin_id.path == *path || scene.catalog.attribute(field).is_none() {
        return None;
    }
    let meant = scene
        .catalog
        .resolve(Column::Protocol, field.resource, path.as_str())?
        .single()?
        .clone();
    (meant != *origin_id).then_some((*origin, meant))
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (origin, meant) = documented(scene, link)?;
    let field = scene.index.destination(link)?;
    let message = format!(
        "{} fills {:?} from {:?}, not from {:?}: link the documented attribute.",
        scene.system(Column::Target),
        scene.label(field),
        meant.label(),
        scene.label(origin)
    );
    let path: AttributePath = meant.path.clone();
    let edits = fix::change_link(scene, link, |link| match &mut link.rule {
        LinkRule::Direct { origins } | LinkRule::Translation { origins, .. } => {
            *origins = vec![path];
        }
        LinkRule::Constant { .. } | LinkRule::Expression { .. } => {}
    });
    let fix = scene
        .project
        .attribute(&meant)
        .and_then(|_| Fix::offered(format!("Take it from {}", meant.label()), edits));
    Some(
        Words::new(message)
            .with_evidence(scene.reference_evidence(field))
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fix::replace_link;
    use crate::check::testing::{Change as _, check, fixed, project};
    use crate::model::{AttributePath, Column, Rule};

    #[test]
    fn title_is_not_the_department() {
        check(&project(), "M029", &[]);
        let (id, link) = project()
            .links()
            .find(|(_, link)| link.destination.label() == "UserProfile.general.title.[0].value")
            .map(|(id, link)| (id.clone(), link.clone()))
            .unwrap();
        let mut other = link;
        other.rule = Rule::direct(AttributePath::new(Column::Protocol, "displayName"));
        let crossed = project().edit(replace_link(&id, other));
        check(&crossed, "M029", &["UserProfile.general.title.[0].value"]);
        check(&fixed(&crossed, "M029"), "M029", &[]);
    }
}
