//! M003: one attribute, two links into it.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::rows::LinkNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M003",
    severity: Severity::Error,
    title: "Two links fill one attribute",
    explanation: "An attribute of the target has one mapping. Two links into it cannot both be configured, so nobody \
                  can say which value arrives. Keep one, reject or remove the other, or join them in one expression \
                  such as Coalesce.",
    sources: &["ms-customize"],
    test: Test::Link(strikes),
    words,
};

/// Strikes at each link but the first into its destination, in id order.
fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    let destination = scene.index.destination(link)?;
    let first = scene.links_into(destination).next()?;
    (first != link).then_some(Severity::Error)
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let label = scene.label(scene.index.destination(link)?);
    let message = format!(
        "{label:?} is filled by more than one link: keep one of them, or join them in one expression."
    );
    let fix = Fix::offered(
        format!("Remove this link to {label}"),
        fix::remove_link(scene, link),
    );
    Some(
        Words::new(message)
            .with_evidence(scene.all_say(
                RULE.sources,
                crate::model::Confidence::Inferred,
                "Each target attribute has one mapping in the list.",
            ))
            .with_fix(fix),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, project};
    use crate::model::Status;

    #[test]
    fn the_second_link_is_the_one_to_look_at() {
        check(&project(), "M003", &[]);
        let two = project().feed("mail", "userName");
        check(&two, "M003", &["userName"]);
        check(&fixed(&two, "M003"), "M003", &[]);
        check(
            &two.change_link("userName", |link| link.status = Status::Rejected),
            "M003",
            &[],
        );
    }
}
