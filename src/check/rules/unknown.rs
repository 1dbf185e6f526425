//! M011: a link that names an attribute that no column has.

use crate::check::facts::RuleKind;
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::near;
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::AttributeId;
use crate::rows::{AttributeNumber, LinkNumber};

pub(crate) static RULE: Rule = Rule {
    code: "M011",
    severity: Severity::Error,
    title: "Names an attribute that is not there",
    explanation: "The link names an attribute that its column does not have: it was removed, a schema was replaced, \
                  or it is misspelt. Nothing is lost; add the attribute to its column, or point the link at the \
                  right one.",
    sources: &[],
    test: Test::Link(strikes),
    words,
};

fn strikes(scene: &Scene<'_>, link: LinkNumber) -> Option<Severity> {
    missing(scene, link).map(|_| Severity::Error)
}

fn missing(scene: &Scene<'_>, link: LinkNumber) -> Option<AttributeNumber> {
    let is_missing = |number: &AttributeNumber| scene.index.is_dangling(*number);
    scene
        .index
        .destination(link)
        .filter(is_missing)
        .or_else(|| {
            let is_plain = scene.facts.link(link)?.rule != RuleKind::Expression;
            scene
                .origins(link)
                .iter()
                .copied()
                .find(|origin| is_plain && is_missing(origin))
        })
}

/// Ways to put right that a name is not there: its sole near name for certain, else to add it.
pub(super) fn fixes(scene: &Scene<'_>, missing: AttributeNumber) -> Vec<Fix> {
    let Some(id) = scene.id(missing) else {
        return Vec::new();
    };
    let meaning = near::meaning(scene.catalog, id, scene.catalog.attribute(id));
    let mut fixes: Vec<Fix> = Vec::new();
    if let Some(meant) = meaning.as_ref().and_then(near::Meaning::single)
        && meant != id
    {
        let name = format!("Rename {} to {}", id.label(), meant.label());
        fixes.extend(Fix::certain(name, fix::rename(scene, missing, meant)));
    }
    let adding = fix::add(scene, id).into_iter().collect();
    let name = format!("Add {} to {}", id.label(), scene.system(id.column));
    fixes.extend(Fix::offered(name, adding));
    fixes
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let missing = missing(scene, link)?;
    let id: &AttributeId = scene.id(missing)?;
    let message = format!(
        "the link names {:?}, which {} does not have: add it, or link another.",
        id.label(),
        scene.system(id.column)
    );
    let mut words = Words::new(message);
    words.fixes = fixes(scene, missing);
    Some(words)
}

#[cfg(test)]
mod tests {
    use crate::check::finding::Certainty;
    use crate::check::testing::{Change as _, check, fixed, only, project};

    #[test]
    fn there_or_not_there() {
        check(&project(), "M011", &[]);
        let open = project().unfeed("title").feed("nothingLikeIt", "title");
        check(&open, "M011", &["title"]);
        assert_eq!(only(&open, "M011").fixes[0].certainty, Certainty::Offered);
        check(&fixed(&open, "M011"), "M011", &[]);
    }

    #[test]
    fn a_sole_near_name_is_certain() {
        let misspelt = project().unfeed("title").feed("jobTitel", "title");
        let finding = only(&misspelt, "M011");
        assert_eq!(
            finding.certain_fix().unwrap().name,
            "Rename jobTitel to jobTitle"
        );
        check(&fixed(&misspelt, "M011"), "M011", &[]);
        assert_eq!(
            fixed(&misspelt, "M011"),
            project().unfeed("title").feed("jobTitle", "title")
        );
    }
}
