//! People, accepted findings, versions, workshops and attachments.

use super::aspects::{Aspects, only_one};
use super::difference::{Difference, DifferenceKind, Subject};
use crate::model::{
    AcceptedFinding, Attachment, FindingKey, Person, Place, Project, Version, Workshop,
};

/// All of them, in this order: in each kind those of `after` in its order, then those that only `before` has.
pub(super) fn records(before: &Project, after: &Project, found: &mut Vec<Difference>) {
    listed(before.people(), after.people(), found);
    listed(
        &before.accepted_findings().iter().collect::<Vec<_>>(),
        &after.accepted_findings().iter().collect::<Vec<_>>(),
        found,
    );
    listed(before.versions(), after.versions(), found);
    listed(before.workshops(), after.workshops(), found);
    listed(
        &before.attachments().iter().collect::<Vec<_>>(),
        &after.attachments().iter().collect::<Vec<_>>(),
        found,
    );
    let mut aspects = Aspects::default();
    aspects.differ_unknown(before.unknown(), after.unknown());
    found.extend(aspects.into_change(Subject::Unknown, "Project", String::new()));
}

/// Something that a project lists and that has a name.
trait Record: PartialEq {
    fn subject(&self) -> Subject;
    fn name(&self) -> String;
    fn facts(&self) -> Vec<(&'static str, Option<String>)>;
}

/// What was added and changed in the order of `after`, then what was removed; of equal names the first counts.
fn listed<R: Record>(before: &[R], after: &[R], found: &mut Vec<Difference>) {
    let mut rest: Vec<&R> = before.iter().collect();
    let start = found.len();
    for record in after {
        let Some(at) = rest.iter().position(|old| old.name() == record.name()) else {
            found.push(one_sided(DifferenceKind::Added, record));
            continue;
        };
        let old = rest.remove(at);
        if old != record {
            found.extend(changed(old, record));
        }
    }
    for old in &rest {
        found.push(one_sided(DifferenceKind::Removed, *old));
    }
    if found.len() == start && before != after {
        found.extend(after.first().and_then(|first| {
            let mut aspects = Aspects::default();
            let names = |records: &[R]| {
                let names: Vec<_> = records.iter().map(Record::name).collect();
                Some(names.join(", "))
            };
            aspects.force("order", names(before), names(after));
            aspects.into_change(first.subject(), &first.name(), String::new())
        }));
    }
}

fn one_sided<R: Record>(kind: DifferenceKind, record: &R) -> Difference {
    only_one(
        kind,
        record.subject(),
        &record.name(),
        String::new(),
        record.facts(),
    )
}

fn changed<R: Record>(old: &R, record: &R) -> Option<Difference> {
    let mut aspects = Aspects::default();
    for ((what, was), (_, is)) in old.facts().into_iter().zip(record.facts()) {
        aspects.differ(what, was, is);
    }
    aspects.into_change(record.subject(), &record.name(), String::new())
}

fn unknown_words(unknown: &crate::model::UnknownMembers) -> Option<String> {
    let members = unknown.as_slice();
    (!members.is_empty()).then(|| {
        let texts: Vec<_> = members
            .iter()
            .map(|member| format!("{}: {} after {:?}", member.name, member.json, member.after))
            .collect();
        texts.join(", ")
    })
}

impl Record for Person {
    fn subject(&self) -> Subject {
        Subject::Person(self.name.clone())
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("role", Some(self.role.clone())),
            ("unknown members", unknown_words(&self.unknown)),
        ]
    }
}

impl Record for (&FindingKey, &AcceptedFinding) {
    fn subject(&self) -> Subject {
        Subject::Acceptance(self.0.clone())
    }

    fn name(&self) -> String {
        let place = match &self.0.place {
            Place::Project => "the project".to_owned(),
            // The whole id: two attributes may share a label.
            Place::Attribute(id) => match &id.scim_path {
                Some(scim_path) => format!(
                    "{} by {} ({})",
                    id.label(),
                    scim_path.as_str(),
                    id.resource.as_str()
                ),
                None => format!(
                    "{} ({}, {})",
                    id.label(),
                    id.column.as_str(),
                    id.resource.as_str()
                ),
            },
            Place::Link(id) => format!("link {}", id.as_str()),
        };
        format!("{} on {place}", self.0.code)
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("reason", Some(self.1.reason.clone())),
            ("by", Some(self.1.by.clone())),
            ("date", self.1.date.map(|date| date.to_string())),
            ("unknown members", unknown_words(&self.1.unknown)),
        ]
    }
}

impl Record for Version {
    fn subject(&self) -> Subject {
        Subject::Version(self.label.clone())
    }

    fn name(&self) -> String {
        self.label.clone()
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("date", self.date.map(|date| date.to_string())),
            ("author", Some(self.author.clone())),
            ("summary", Some(self.summary.clone())),
            ("content", Some(self.difference.clone())),
            ("unknown members", unknown_words(&self.unknown)),
        ]
    }
}

impl Record for Workshop {
    fn subject(&self) -> Subject {
        Subject::Workshop(self.date.to_string())
    }

    fn name(&self) -> String {
        self.date.to_string()
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        let lines = |lines: &[String]| Some(lines.join("\n"));
        vec![
            ("people", lines(&self.people)),
            ("agenda", lines(&self.agenda)),
            ("minutes", lines(&self.minutes)),
            ("unknown members", unknown_words(&self.unknown)),
        ]
    }
}

impl Record for (&String, &Attachment) {
    fn subject(&self) -> Subject {
        Subject::Attachment(self.0.clone())
    }

    fn name(&self) -> String {
        self.0.clone()
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        let size = format!("{} bytes", self.1.text.len());
        vec![
            ("kind", Some(self.1.kind.clone())),
            ("size", Some(size)),
            ("unknown members", unknown_words(&self.1.unknown)),
        ]
    }
}
