//! A second line into a direct rule: the ready-made ways in which two values can become one.

use super::Change;
use super::links::{LinkRefusal, ends, now_with_counterpart, replace};
use crate::model::{
    AttributeId, AttributePath, Hop, Link, LinkId, Project, Rule, Status, ValueType,
};

/// A ready-made way for a direct rule to take one origin more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// What it is called: `Join`.
    pub name: &'static str,
    /// What it does with these two, in a few words.
    pub about: String,
    /// The rule that the link gets.
    pub rule: Rule,
}

/// The link that a line from `origin` to `destination` would be the second into: one with a direct rule that Entra ID
/// carries out, not rejected, with another origin. None if there is none, so that nothing has to be chosen.
///
/// The ends may be given either way round.
pub fn link_to_combine<'p>(
    project: &'p Project,
    a: &AttributeId,
    b: &AttributeId,
) -> Option<&'p LinkId> {
    let (origin, destination, hop) = ends(a, b).ok()?;
    if hop != Hop::SourceToProtocol {
        return None;
    }
    let mut links = project
        .links()
        .filter(|(_, link)| link.destination == *destination && link.status != Status::Rejected);
    let (id, link) = links.next()?;
    other_origins(link, origin)?;
    Some(id)
}

/// The ways in which a link can take `origin` too; empty if nothing has to be chosen.
pub fn combinations(project: &Project, id: &LinkId, origin: &AttributeId) -> Vec<Combination> {
    let Some(link) = project.link(id) else {
        return Vec::new();
    };
    let Some(before) = other_origins(link, origin) else {
        return Vec::new();
    };
    let new = &origin.path;
    let old: Vec<String> = before.iter().map(reference).collect();
    let old_names: Vec<&str> = before.iter().map(AttributePath::as_str).collect();
    let (old, old_names, first) = (old.join(", "), old_names.join(", "), old_names.first());
    let first = first.copied().unwrap_or_default();
    let expression = |text: String| Rule::Expression { text };
    let mut all = vec![
        Combination {
            name: "Join",
            about: format!("{old_names} and {}, a blank between", new.as_str()),
            rule: expression(format!("Join(\" \", {old}, {})", reference(new))),
        },
        Combination {
            name: "Coalesce",
            about: format!("{first}; where it is empty, {}", new.as_str()),
            rule: expression(format!("Coalesce({old}, {})", reference(new))),
        },
        Combination {
            name: "Coalesce, the new one first",
            about: format!("{}; where it is empty, {first}", new.as_str()),
            rule: expression(format!("Coalesce({}, {old})", reference(new))),
        },
    ];
    let is_truth = project
        .attribute(origin)
        .is_some_and(|attribute| attribute.value_type == ValueType::Boolean);
    if is_truth && before.len() == 1 {
        all.insert(
            0,
            Combination {
                name: "Switch",
                about: format!("{first} only where {} is True", new.as_str()),
                rule: expression(format!("Switch({}, \"\", \"True\", {old})", reference(new))),
            },
        );
    }
    all.push(Combination {
        name: "Replace",
        about: format!("{} in the place of {old_names}", new.as_str()),
        rule: Rule::direct(new.clone()),
    });
    all.push(Combination {
        name: "Decide later",
        about: "keep both as sources; it runs once they are combined".to_owned(),
        rule: Rule::Direct {
            origins: before.iter().chain([new]).cloned().collect(),
        },
    });
    all
}

/// Gives a link the rule that was chosen to take `origin` too.
///
/// # Errors
///
/// [`LinkRefusal`] if the link is gone or the two cannot be linked.
pub fn combine(
    project: &Project,
    id: &LinkId,
    origin: &AttributeId,
    chosen: &Combination,
) -> Result<Change, LinkRefusal> {
    let link = project.link(id).ok_or(LinkRefusal::NoSuchLink)?;
    let (origin, destination, _) = ends(origin, &link.destination)?;
    let name = format!(
        "{} {} into {}",
        chosen.name,
        origin.label(),
        destination.label()
    );
    let changed = Link {
        rule: chosen.rule.clone(),
        ..link.clone()
    };
    let mut edits = vec![replace(id, changed)];
    edits.extend(now_with_counterpart(project, &[origin]));
    Change::new(name, edits).ok_or(LinkRefusal::LinkedAlready)
}

/// What a direct rule of Entra ID is fed by, if `origin` is not among it.
fn other_origins<'l>(link: &'l Link, origin: &AttributeId) -> Option<&'l [AttributePath]> {
    match &link.rule {
        Rule::Direct { origins }
            if link.hop() == Hop::SourceToProtocol
                && !origins.is_empty()
                && !origins.contains(&origin.path) =>
        {
            Some(origins)
        }
        _ => None,
    }
}

fn reference(path: &AttributePath) -> String {
    format!("[{}]", path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::model::Resource;

    fn source(name: &str) -> AttributeId {
        AttributeId::source(Resource::User, name)
    }

    fn title() -> LinkId {
        LinkId::new("user/protocol/title")
    }

    fn texts(origin: &str) -> Vec<String> {
        let all = combinations(&reference_project(), &title(), &source(origin));
        all.into_iter()
            .map(|one| match one.rule {
                Rule::Expression { text } => text,
                Rule::Direct { origins } => {
                    let names: Vec<_> = origins.iter().map(AttributePath::as_str).collect();
                    names.join("+")
                }
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn two_texts_are_joined_or_one_stands_in_for_the_other() {
        assert_eq!(
            texts("companyName"),
            [
                "Join(\" \", [jobTitle], [companyName])",
                "Coalesce([jobTitle], [companyName])",
                "Coalesce([companyName], [jobTitle])",
                "companyName",
                "jobTitle+companyName",
            ]
        );
        assert_eq!(
            texts("accountEnabled").first().map(String::as_str),
            Some("Switch([accountEnabled], \"\", \"True\", [jobTitle])")
        );
        // Every expression that is offered runs.
        for text in texts("accountEnabled")
            .iter()
            .filter(|text| text.contains('('))
        {
            assert_eq!(crate::expr::parse(text).problems, [], "{text}");
        }
    }

    #[test]
    fn there_is_nothing_to_choose_where_no_direct_rule_has_another_origin() {
        assert!(texts("jobTitle").is_empty());
        let project = reference_project();
        let to = |name: &str| AttributeId::protocol(Resource::User, name);
        let found = |a: &AttributeId, b: &AttributeId| link_to_combine(&project, a, b).cloned();
        assert_eq!(found(&source("mail"), &to("title")), Some(title()));
        assert_eq!(found(&to("title"), &source("mail")), Some(title()));
        assert_eq!(found(&source("jobTitle"), &to("title")), None);
        // An expression takes it into its text, and what nothing feeds is simply linked.
        assert_eq!(found(&source("mail"), &to("active")), None);
        assert_eq!(found(&source("mail"), &to("nickName")), None);
        // What the target does is no expression.
        let field = AttributeId::target(
            Resource::User,
            "UserProfile.general.title.[0].value",
            Some("title"),
        );
        assert_eq!(found(&to("nickName"), &field), None);
    }

    #[test]
    fn the_choice_is_one_change_with_a_name() {
        let mut project = reference_project();
        let before = project.clone();
        let origin = source("companyName");
        let chosen = combinations(&project, &title(), &origin).remove(1);
        let change = combine(&project, &title(), &origin, &chosen).unwrap();
        assert_eq!(change.name, "Coalesce companyName into title");
        let inverse = project.apply(change.edit).unwrap();
        assert_eq!(project.link(&title()).unwrap().rule, chosen.rule);
        project.apply(inverse).unwrap();
        assert_eq!(project, before);
    }
}
