//! M028: a question whose day has passed.

use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Note, NoteKind, Place};

pub(crate) static RULE: Rule = Rule {
    code: "M028",
    severity: Severity::Warning,
    title: "A question is past due",
    explanation: "Somebody was to answer by a day that has passed. Ask again, give it another day, or decide without \
                  the answer and write down why.",
    sources: &[],
    test: Test::Whole(strikes),
    words,
};

fn is_past_due(scene: &Scene<'_>, note: &Note) -> bool {
    let NoteKind::Question {
        due: Some(due),
        answer: None,
        ..
    } = &note.kind
    else {
        return false;
    };
    scene.today.is_some_and(|today| *due < today)
}

fn place(scene: &Scene<'_>, place: &Place) -> Option<Where> {
    Some(match place {
        Place::Project => Where::Project,
        Place::Attribute(id) => Where::Attribute(scene.number(id)?),
        Place::Link(id) => Where::Link(scene.index.link_number(id)?),
    })
}

fn strikes(scene: &Scene<'_>) -> Vec<(Severity, Where)> {
    let late = scene
        .project
        .notes()
        .filter(|(_, note)| is_past_due(scene, note));
    let mut hits: Vec<_> = late
        .filter_map(|(_, note)| Some((Severity::Warning, place(scene, &note.place)?)))
        .collect();
    hits.sort_unstable_by_key(|(_, place)| *place);
    hits.dedup();
    hits
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let place = scene.place(spot.place)?;
    let mut late = scene
        .project
        .notes()
        .map(|(_, note)| note)
        .filter(|note| note.place == place && is_past_due(scene, note));
    let first = late.next()?;
    let NoteKind::Question {
        owner,
        due: Some(due),
        ..
    } = &first.kind
    else {
        return None;
    };
    let who = owner.as_deref().unwrap_or("nobody named");
    let more = match late.count() {
        0 => String::new(),
        count => format!(" (and {count} more here)"),
    };
    Some(Words::new(format!(
        "the question {:?} was due on {due}, from {who}{more}: ask again or decide.",
        first.text
    )))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use jiff::civil::{Date, date};

    use crate::check::testing::{Change as _, check, project, protocol, today};
    use crate::model::{Audience, Edit, Note, NoteKind, Place, Project, UnknownMembers};

    fn with(due: Date) -> Project {
        let note = Note {
            place: Place::Attribute(protocol("title")),
            kind: NoteKind::Question {
                owner: None,
                due: Some(due),
                answer: None,
            },
            text: "Which title?".to_owned(),
            author: String::new(),
            created: Timestamp::UNIX_EPOCH,
            audience: Audience::Customer,
            unknown: UnknownMembers::default(),
        };
        let id = project().next_note_id(&note);
        project().edit(Edit::AddNote {
            id,
            note: Arc::new(note),
        })
    }

    #[test]
    fn the_day_itself_is_not_late() {
        check(&with(today()), "M028", &[]);
        check(&with(date(2026, 11, 24)), "M028", &["title"]);
    }
}
