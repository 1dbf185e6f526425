//! M016: a path in a document's shorthand.

use crate::catalog::Reach;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::near::How;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{AttributeId, Column, Confidence};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M016",
    severity: Severity::Warning,
    title: "A document's shorthand instead of the whole path",
    explanation: "The Genesys Cloud field table writes scimEnterpriseUser. for the enterprise schema. Entra ID's \
                  attribute list has the whole URN, and that is what has to be entered there. The same goes for a \
                  field named by the end of its path alone.",
    sources: &["gc-field-map", "ms-genesys-tutorial", "rfc7643"],
    test: Test::Attribute(&[Column::Protocol, Column::Target], strikes),
    words,
};

const ALIAS: &str = "scimenterpriseuser.";

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    meant(scene, number).map(|_| Severity::Warning)
}

fn meant<'a>(scene: &Scene<'a>, number: AttributeNumber) -> Option<&'a AttributeId> {
    let meaning = scene.facts_of(number)?.meaning.as_ref()?;
    let id = scene.id(number)?;
    let is_short = match (id.column, meaning.how) {
        (Column::Protocol, How::Known(Reach::VendorAlias)) => {
            // `manager.value` is a conflict of its own.
            id.path.as_str().to_lowercase().starts_with(ALIAS) && !is_manager_value(id)
        }
        (Column::Target, How::Known(Reach::EndOfPath | Reach::ApiProperty)) => true,
        _ => false,
    };
    meaning.single().filter(|_| is_short)
}

fn is_manager_value(id: &AttributeId) -> bool {
    id.path.as_str().to_lowercase().ends_with("manager.value")
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let (id, meant) = (scene.id(number)?, meant(scene, number)?);
    let label = id.label();
    let message = format!(
        "{label:?} is shorthand: write the whole path, {:?}.",
        meant.label()
    );
    let fix = Fix::certain(
        format!("Write {} as {}", label, meant.label()),
        fix::rename(scene, number, meant),
    );
    let known = scene.catalog.attribute(meant);
    Some(
        Words::new(message)
            .with_evidence([scene.says(
                "gc-field-map",
                Confidence::Verified,
                "Writes scimEnterpriseUser. and names the whole URN in a note.",
            )])
            .with_evidence(
                known
                    .into_iter()
                    .flat_map(|known| known.attribute.evidence.iter().cloned()),
            )
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, ENTERPRISE, check, fixed, project, protocol};
    use crate::model::{AttributeId, AttributePath, Column, Resource};

    #[test]
    fn the_whole_urn_takes_its_place_everywhere() {
        let department = protocol(&format!("{ENTERPRISE}:department"));
        let short = AttributeId {
            path: AttributePath::new(Column::Protocol, "scimEnterpriseUser.department"),
            ..department.clone()
        };
        let project_with_alias =
            project().change_attribute(&department, |one| one.id = short.clone());
        check(
            &project_with_alias,
            "M016",
            &["scimEnterpriseUser.department"],
        );
        let after = fixed(&project_with_alias, "M016");
        check(&after, "M016", &[]);
        assert_eq!(after, project());
        check(&project(), "M016", &[]);
    }

    #[test]
    fn the_end_of_a_field() {
        let field = AttributeId::target(Resource::User, "divisionId", None);
        check(&project().custom(field), "M016", &["divisionId"]);
    }
}
