//! M023 to M025: what is wrong with an expression.

use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::expr::{self, Code, Problem};
use crate::model::{Confidence, Rule as LinkRule};

pub(crate) static UNREADABLE: Rule = Rule {
    code: "M023",
    severity: Severity::Error,
    title: "The expression does not run",
    explanation: "Entra ID will not take this expression, or it fails for every user: a bracket that never closes, a \
                  function that does not exist, too few arguments, more than 10,000 characters. The message says \
                  where.",
    sources: &["ms-functions", "ms-known-issues"],
    test: Test::Expression(|problem| {
        let strikes =
            problem.severity == expr::Severity::Error && problem.code != Code::UnknownAttribute;
        strikes.then_some(Severity::Error)
    }),
    words,
};

pub(crate) static ADVICE: Rule = Rule {
    code: "M024",
    severity: Severity::Warning,
    title: "The expression runs, but perhaps not as meant",
    explanation: "Microsoft documents that this form does not work, or not everywhere: IIF over an empty source, \
                  Switch over IsPresent, app roles without their function, roles with everybody in scope. The \
                  message names the way round.",
    sources: &["ms-functions", "ms-customize", "ms-known-issues"],
    test: Test::Expression(|problem| {
        let strikes =
            problem.severity == expr::Severity::Warning && problem.code != Code::UnknownAttribute;
        strikes.then_some(Severity::Warning)
    }),
    words,
};

pub(crate) static UNKNOWN_NAME: Rule = Rule {
    code: "M025",
    severity: Severity::Error,
    title: "The expression names an attribute that is not there",
    explanation: "A name in square brackets has to be an attribute of the source, in exactly that letter case. If \
                  only one name is near, renaming to it is certain; else add the attribute to its column.",
    sources: &["ms-functions"],
    test: Test::Expression(|problem| {
        (problem.code == Code::UnknownAttribute).then_some(Severity::Error)
    }),
    words: words_of_name,
};

fn problem<'a>(scene: &Scene<'a>, spot: &Spot) -> Option<&'a Problem> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    scene.checked(link)?.problems.get(usize::from(spot.detail))
}

/// The problem in a sentence that names the attribute the expression fills, and the place.
fn message(scene: &Scene<'_>, spot: &Spot) -> Option<String> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let problem = problem(scene, spot)?;
    let label = scene.label(scene.index.destination(link)?);
    let text = match &scene.link(link)?.rule {
        LinkRule::Expression { text } => text,
        LinkRule::Direct { .. } | LinkRule::Constant { .. } | LinkRule::Translation { .. } => {
            return None;
        }
    };
    let before = text.get(..problem.span.start).unwrap_or_default();
    let at = before.chars().count() + 1;
    Some(format!(
        "the expression for {label:?}, character {at}: {}",
        problem.message
    ))
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let problem = problem(scene, spot)?;
    let fix = problem.fix.as_ref().and_then(|fix| {
        let edits = fix::change_link(scene, link, |link| {
            if let LinkRule::Expression { text } = &mut link.rule {
                *text = fix.apply(text);
            }
        });
        let mut name = fix.label.clone();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Fix::certain(name, edits)
    });
    let claim = "Documents the functions, their arguments and their limits.";
    Some(
        Words::new(message(scene, spot)?)
            .with_evidence([scene.says("ms-functions", Confidence::Verified, claim)])
            .with_fix(fix),
    )
}

fn words_of_name(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let problem = problem(scene, spot)?;
    let node = scene.checked(link)?.tree().at(problem.span.start)?;
    let name = node.as_attribute()?;
    let origin = scene
        .origins(link)
        .iter()
        .copied()
        .find(|origin| scene.id(*origin).is_some_and(|id| id.path.as_str() == name));
    let mut words = Words::new(message(scene, spot)?).with_evidence([scene.says(
        "ms-functions",
        Confidence::Verified,
        "Attribute names stand in square brackets and are case-sensitive.",
    )]);
    if let Some(origin) = origin {
        words.fixes = super::unknown::fixes(scene, origin);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, fixed, only, project};
    use crate::model::{Project, Rule};

    fn with(text: &str) -> Project {
        project().unfeed("title").rule(
            "title",
            Rule::Expression {
                text: text.to_owned(),
            },
        )
    }

    #[test]
    fn an_expression_that_does_not_run() {
        check(&with("Trim([jobTitle])"), "M023", &[]);
        check(&with("Trim([jobTitle]"), "M023", &["title"]);
        let cased = with("trim([jobTitle])");
        assert!(only(&cased, "M023").message.contains("character 1"));
        check(&fixed(&cased, "M023"), "M023", &[]);
    }

    #[test]
    fn an_expression_to_think_about() {
        check(&project(), "M024", &[]);
        check(
            &with("IIF(IsPresent([jobTitle]),\"a\",\"b\")"),
            "M024",
            &["title"],
        );
        check(&with("Coalesce([jobTitle],\"b\")"), "M024", &[]);
    }

    #[test]
    fn a_name_that_is_not_there() {
        check(&with("Trim([nothingLikeIt])"), "M025", &["title"]);
        let near = with("Trim([jobTitel])");
        assert!(only(&near, "M025").certain_fix().is_some());
        let after = fixed(&near, "M025");
        check(&after, "M025", &[]);
        assert_eq!(after, with("Trim([jobTitle])"));
    }
}
