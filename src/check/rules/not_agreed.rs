//! M027: links that nobody agreed to.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Column, Status};
use crate::rows::LinkNumber;

pub(crate) static RULE: Rule = Rule {
    code: "M027",
    severity: Severity::Hint,
    title: "Not everything is agreed",
    explanation: "Some links from Entra ID are still proposed. At handoff each should be agreed or rejected, so that \
                  nobody has to guess which of them count.",
    sources: &[],
    test: Test::Whole(|scene| match open(scene).next() {
        Some(_) => vec![(Severity::Hint, Where::Project)],
        None => Vec::new(),
    }),
    words,
};

fn source_links<'a>(scene: &Scene<'a>) -> impl Iterator<Item = LinkNumber> + use<'a> {
    let scene = *scene;
    scene
        .facts
        .counting_links()
        .filter(move |link| scene.is_source_link(*link))
}

fn open<'a>(scene: &Scene<'a>) -> impl Iterator<Item = LinkNumber> + use<'a> {
    let scene = *scene;
    source_links(&scene).filter(move |link| {
        scene
            .link(*link)
            .is_some_and(|link| link.status == Status::Proposed)
    })
}

fn words(scene: &Scene<'_>, _: &Spot) -> Option<Words> {
    open(scene).next()?;
    let (num_open, all) = (open(scene).count(), source_links(scene).count());
    let source = scene.system(Column::Source);
    Some(Words::new(format!(
        "{num_open} of {all} links from {source} are not agreed yet: agree to them or reject them before the handoff."
    )))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{Change as _, check, only, project};
    use crate::model::Status;

    #[test]
    fn until_the_last_one_is_agreed() {
        let mut all = project();
        assert!(only(&all, "M027").message.starts_with("16 of 16"));
        let ids: Vec<_> = all.links().map(|(id, _)| id.clone()).collect();
        for id in ids {
            let mut link = all.link(&id).unwrap().clone();
            link.status = Status::Agreed;
            all = all.edit(crate::check::fix::replace_link(&id, link));
        }
        check(&all, "M027", &[]);
    }
}
