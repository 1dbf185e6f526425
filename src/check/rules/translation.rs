//! M036: a value translation with holes.

use crate::check::facts::RuleKind;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Confidence, Rule as LinkRule, ValueType};
use crate::rows::LinkNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M036",
    severity: Severity::Warning,
    title: "The value translation has holes",
    explanation: "A translation says for each value what the target stores. A value that is not listed has no answer; \
                  one that is listed twice has two. Booleans are the texts True and False.",
    sources: &["gc-field-map"],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    if scene.facts.link(link)?.rule != RuleKind::Translation {
        return None;
    }
    hole(scene, link).map(|_| Severity::Warning)
}

/// What is wrong with a translation, and whether letter case alone is.
fn hole(scene: &Scene<'_>, link: LinkNumber) -> Option<(String, bool)> {
    let LinkRule::Translation { pairs, .. } = &scene.link(link)?.rule else {
        return None;
    };
    if pairs.is_empty() {
        return Some(("lists no value".to_owned(), false));
    }
    let twice = pairs
        .iter()
        .enumerate()
        .find(|(at, (from, _))| pairs.iter().take(*at).any(|(other, _)| other == from));
    if let Some((_, (from, _))) = twice {
        return Some((format!("lists {from:?} twice"), false));
    }
    let is_boolean = scene.origins(link).iter().any(|origin| {
        scene
            .attribute(*origin)
            .is_some_and(|one| one.value_type == ValueType::Boolean)
    });
    if !is_boolean {
        return None;
    }
    if let Some((from, _)) = pairs
        .iter()
        .find(|(from, _)| !["True", "False"].contains(&from.as_str()))
    {
        let is_case = from.eq_ignore_ascii_case("true") || from.eq_ignore_ascii_case("false");
        return Some((
            format!("lists {from:?}, but a boolean is \"True\" or \"False\""),
            is_case,
        ));
    }
    let missing = ["True", "False"]
        .into_iter()
        .find(|word| !pairs.iter().any(|(from, _)| from == word))?;
    Some((format!("does not say what {missing:?} becomes"), false))
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (what, is_case) = hole(scene, link)?;
    let label = scene.label(scene.index.destination(link)?);
    let fix = is_case.then(|| {
        let edits = fix::change_link(scene, link, |link| {
            if let LinkRule::Translation { pairs, .. } = &mut link.rule {
                for (from, _) in pairs {
                    for word in ["True", "False"] {
                        if from.eq_ignore_ascii_case(word) {
                            word.clone_into(from);
                        }
                    }
                }
            }
        });
        Fix::certain("Write True and False", edits)
    });
    let claim = "Prints true and false of the account status as active and inactive.";
    Some(
        Words::new(format!(
            "the value translation for {label:?} {what}: put it right."
        ))
        .with_evidence([scene.says("gc-field-map", Confidence::Verified, claim)])
        .with_fix(fix.flatten()),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fix::replace_link;
    use crate::check::testing::{Change as _, check, fixed, project};
    use crate::model::{Project, Rule};

    fn with(list: &[(&str, &str)]) -> Project {
        let (id, mut link) = project()
            .links()
            .find(|(_, link)| matches!(link.rule, Rule::Translation { .. }))
            .map(|(id, link)| (id.clone(), link.clone()))
            .unwrap();
        if let Rule::Translation { pairs, .. } = &mut link.rule {
            *pairs = list
                .iter()
                .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
                .collect();
        }
        project().edit(replace_link(&id, link))
    }

    #[test]
    fn both_booleans_once_each() {
        let field = ["UserProfile.state"];
        check(
            &with(&[("True", "active"), ("False", "inactive")]),
            "M036",
            &[],
        );
        check(&with(&[]), "M036", &field);
        check(&with(&[("True", "active")]), "M036", &field);
        check(
            &with(&[("True", "active"), ("True", "inactive")]),
            "M036",
            &field,
        );
        let lower = with(&[("true", "active"), ("false", "inactive")]);
        check(&lower, "M036", &field);
        assert_eq!(fixed(&lower, "M036"), project());
    }
}
