//! M013: a name that is not quite one.

use crate::catalog::Reach;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::near::How;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Confidence};
use crate::rows::AttributeNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M013",
    severity: Severity::Error,
    title: "Misspelt, or another system's name",
    explanation: "The name differs from one that the reference knows by a letter or two, by letter case where case \
                  counts, or it is the name that Microsoft Graph uses where provisioning has another. Entra ID \
                  offers no such attribute. If only one name is near, renaming to it is certain; an attribute that \
                  is yours and merely looks like another can be accepted.",
    sources: &["ms-functions", "ms-graph-objdef", "ms-graph-user"],
    test: Test::Attribute(&Column::ALL, strikes),
    words,
};

fn strikes(scene: &Scene<'_>, number: AttributeNumber) -> Option<Severity> {
    let facts = scene.facts_of(number)?;
    let meaning = facts.meaning.as_ref()?;
    if facts.is_known {
        return None;
    }
    let strikes = match meaning.how {
        How::Near | How::Known(Reach::GraphName) => true,
        How::Known(Reach::OtherCase) => scene.id(number)?.column != Column::Protocol,
        How::Known(_) => false,
    };
    let is_linked =
        scene.links_into(number).next().is_some() || scene.links_out(number).next().is_some();
    strikes.then_some(if is_linked {
        Severity::Error
    } else {
        Severity::Warning
    })
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let id = scene.id(number)?;
    let meaning = scene.facts_of(number)?.meaning.as_ref()?;
    let (label, system) = (id.label(), scene.system(id.column));
    let names: Vec<String> = meaning
        .ids
        .iter()
        .map(|meant| format!("{:?}", meant.label()))
        .collect();
    let names = names.join(" or ");
    let message = match meaning.how {
        How::Known(Reach::OtherCase) => {
            format!("letter case counts: {system} has no {label:?}, but {names}.")
        }
        How::Known(Reach::GraphName) => {
            format!("{label:?} is the name in Microsoft Graph; provisioning calls it {names}.")
        }
        How::Near | How::Known(_) => {
            format!("{system} has no {label:?}: {names} is meant, it seems.")
        }
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
        if let Some(known) = scene.catalog.attribute(meant) {
            words
                .evidence
                .extend(known.attribute.evidence.iter().cloned());
        }
    }
    if words.evidence.is_empty() {
        words.evidence.push(scene.says(
            "ms-graph-objdef",
            Confidence::Verified,
            "Lists the names of the provisioning schema.",
        ));
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use crate::check::finding::Severity;
    use crate::check::testing::{Change as _, ENTERPRISE, check, fixed, only, project, source};
    use crate::model::{Edit, Rule};

    #[test]
    fn renaming_takes_links_and_expressions_along() {
        let misspelt = project()
            .custom(source("employeId"))
            .unfeed(&format!("{ENTERPRISE}:employeeNumber"))
            .feed("employeId", &format!("{ENTERPRISE}:employeeNumber"))
            .unfeed("title")
            .rule(
                "title",
                Rule::Expression {
                    text: "Trim([employeId])".to_owned(),
                },
            );
        let finding = only(&misspelt, "M013");
        assert_eq!(finding.severity, Severity::Error);
        let after = fixed(&misspelt, "M013");
        check(&after, "M013", &[]);
        check(&after, "M011", &[]);
        check(&after, "M025", &[]);
        assert!(after.attribute(&source("employeId")).is_none());
        assert!(after.links().any(|(_, link)| link.rule
            == Rule::Expression {
                text: "Trim([employeeId])".to_owned()
            }));
        let mut back = after;
        assert!(back.apply(Edit::Batch(Vec::new())).is_ok());
    }

    #[test]
    fn unused_it_is_a_warning_and_far_from_all_names_nothing() {
        let unused = project().custom(source("JobTitle"));
        assert_eq!(only(&unused, "M013").severity, Severity::Warning);
        check(&project().custom(source("badgeColour")), "M013", &[]);
        check(&project(), "M013", &[]);
    }

    #[test]
    fn graph_names_are_not_provisioning_names() {
        let project = project()
            .custom(source("mobilePhone"))
            .unfeed("title")
            .feed("mobilePhone", "title");
        assert!(only(&project, "M013").message.contains("Graph"));
    }
}
