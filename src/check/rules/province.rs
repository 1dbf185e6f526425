//! M014: Entra ID's `state` is a province, not an account status.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{AttributePath, Column, Confidence, Resource, Rule as LinkRule};
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M014",
    severity: Severity::Error,
    title: "The province of an address feeds the account status",
    explanation: "Entra ID's attribute state is the state or province of the postal address. Genesys Cloud's state is \
                  the status of the account, which SCIM calls active. They share a name and nothing else: mapped to \
                  one another, people would be switched off by where they live. Feed active from \
                  Not([IsSoftDeleted]).",
    sources: &[
        "ms-graph-user",
        "ms-scim-api-schema",
        "gc-sdk-models",
        "gc-field-map",
    ],
    test: Test::Whole(strikes),
    words,
};

/// The SCIM attributes that stand for the account status: `active`, and the label `state` that a table prints for it.
fn statuses(scene: &Scene<'_>) -> impl Iterator<Item = AttributeNumber> {
    ["active", "state"]
        .into_iter()
        .filter_map(|path| scene.protocol(Resource::User, path))
}

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    let Some(province) = scene.source(Resource::User, "state") else {
        return Vec::new();
    };
    let statuses: Vec<_> = statuses(scene).collect();
    scene
        .links_out(province)
        .filter(|link| {
            scene
                .index
                .destination(*link)
                .is_some_and(|to| statuses.contains(&to))
        })
        .map(|link| (Severity::Error, Where::Link(link)))
        .collect()
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let label = scene.label(scene.index.destination(link)?);
    let message = format!(
        "{} \"state\" is the province of the address, not the account status: it must not feed {label:?}. Feed active from Not([IsSoftDeleted]).",
        scene.system(Column::Source)
    );
    Some(
        Words::new(message)
            .with_evidence([
                scene.says(
                    "ms-graph-user",
                    Confidence::Verified,
                    "state is the state or province in the user's address.",
                ),
                scene.says(
                    "ms-scim-api-schema",
                    Confidence::Verified,
                    "Maps state to addresses[type eq \"work\"].region.",
                ),
                scene.says(
                    "gc-sdk-models",
                    Confidence::Verified,
                    "The account status is the boolean active; there is no SCIM attribute state.",
                ),
            ])
            .with_fix(feed_active(scene, link)),
    )
}

/// The link turned into the documented one, or taken out where `active` is fed by another.
fn feed_active(scene: &Scene<'_>, link: LinkNumber) -> Option<Fix> {
    let active = scene.protocol(Resource::User, "active")?;
    let is_fed = scene
        .links_into(active)
        .any(|other| other != link && scene.feeds(other));
    if is_fed || scene.source(Resource::User, "IsSoftDeleted").is_none() {
        return Fix::offered("Remove the link from state", fix::remove_link(scene, link));
    }
    let to = scene.id(active)?.clone();
    let edits = fix::change_link(scene, link, |link| {
        link.destination = to;
        link.rule = LinkRule::Expression {
            text: format!(
                "Not([{}])",
                AttributePath::new(Column::Source, "IsSoftDeleted").as_str()
            ),
        };
    });
    Fix::offered("Link IsSoftDeleted to active", edits)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project, protocol};
    use crate::model::Rule;

    #[test]
    fn state_to_active_and_nowhere_else() {
        check(&project(), "M014", &[]);
        let trap = project().unfeed("active").feed("state", "active");
        check(&trap, "M014", &["active"]);
        let after = fixed(&trap, "M014");
        check(&after, "M014", &[]);
        assert!(after.links().any(|(_, link)| link.rule
            == Rule::Expression {
                text: "Not([IsSoftDeleted])".to_owned()
            }));
        check(
            &project().feed("state", "addresses[type eq \"work\"].region"),
            "M014",
            &[],
        );
        let wrapped = project().unfeed("active").rule(
            "active",
            Rule::Expression {
                text: "IIF([state]=\"x\",\"True\",\"False\")".to_owned(),
            },
        );
        check(&wrapped, "M014", &["active"]);
        check(
            &project().custom(protocol("state")).feed("state", "state"),
            "M014",
            &["state"],
        );
    }
}
