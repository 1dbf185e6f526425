//! M035: a scoping filter that cannot work.

use crate::catalog::{scoping_obstacle, scoping_operator};
use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{AttributeId, Clause, Confidence, Resource};

pub(crate) static RULE: Rule = Rule {
    code: "M035",
    severity: Severity::Error,
    title: "A scoping filter that cannot work",
    explanation: "Scoping filters test single-valued texts, numbers and booleans of the source, with the portal's own \
                  operators. They cannot use app roles, userType, manager, dates or attributes with several values, \
                  nor a name that the source does not have.",
    sources: &["ms-scoping", "ms-known-issues"],
    test: Test::Whole(strikes),
    words,
};

fn clauses<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (Resource, &'a Clause)> + use<'a> {
    let project = scene.project;
    Resource::ALL.into_iter().flat_map(move |resource| {
        let filters = &project.resource_settings(resource).scoping_filters;
        filters
            .iter()
            .flat_map(|filter| &filter.clauses)
            .map(move |clause| (resource, clause))
    })
}

fn obstacle(scene: &Scene<'_>, resource: Resource, clause: &Clause) -> Option<String> {
    let name = clause.attribute.as_str();
    let id = AttributeId::source(resource, name);
    match scene.project.attribute(&id) {
        None if name.trim().is_empty() => {
            Some("a clause of a scoping filter has no attribute: choose one.".to_owned())
        }
        None => Some(format!(
            "a scoping filter tests {name:?}, which the source does not have: choose another attribute."
        )),
        Some(attribute) => match scoping_obstacle(attribute) {
            Some(why) => Some(format!("a scoping filter tests {name:?}. {why}")),
            None if scoping_operator(&clause.operator).is_none() => Some(format!(
                "a scoping filter tests {name:?} with {:?}, which is no operator of the portal.",
                clause.operator
            )),
            None => None,
        },
    }
}

fn place(scene: &Scene<'_>, resource: Resource, clause: &Clause) -> Where {
    scene
        .source(resource, clause.attribute.as_str())
        .map_or(Where::Project, Where::Attribute)
}

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    let mut hits: Vec<_> = clauses(scene)
        .filter(|(resource, clause)| obstacle(scene, *resource, clause).is_some())
        .map(|(resource, clause)| (Severity::Error, place(scene, resource, clause)))
        .collect();
    hits.sort_unstable_by_key(|(_, place)| *place);
    hits.dedup();
    hits
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let message = clauses(scene)
        .filter(|(resource, clause)| place(scene, *resource, clause) == spot.place)
        .find_map(|(resource, clause)| obstacle(scene, resource, clause))?;
    let claim = "Names what scoping filters cannot use.";
    Some(Words::new(message).with_evidence(scene.all_say(
        RULE.sources,
        Confidence::Verified,
        claim,
    )))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, project};
    use crate::model::{
        AttributePath, Clause, Column, Project, Resource, ScopingFilter, UnknownMembers,
    };

    fn with(attribute: &str, operator: &str) -> Project {
        project().settings(Resource::User, |settings| {
            settings.scoping_filters.push(ScopingFilter {
                name: "A".to_owned(),
                clauses: vec![Clause {
                    attribute: AttributePath::new(Column::Source, attribute),
                    operator: operator.to_owned(),
                    value: Some("x".to_owned()),
                    unknown: UnknownMembers::default(),
                }],
                unknown: UnknownMembers::default(),
            });
        })
    }

    #[test]
    fn department_but_not_manager_nor_an_unknown_operator() {
        check(&with("department", "EQUALS"), "M035", &[]);
        check(&with("manager", "IS NOT NULL"), "M035", &["manager"]);
        check(&with("department", "LIKE"), "M035", &["department"]);
        check(&with("nothingLikeIt", "EQUALS"), "M035", &["the project"]);
    }
}
