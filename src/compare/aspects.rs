//! Collects what differs between two states of one thing.

use super::difference::{Aspect, Difference, DifferenceKind, Subject};
use crate::model::{Evidence, Stance, UnknownMembers};

/// The aspects found so far, in the order asked for.
#[derive(Default)]
pub(super) struct Aspects(Vec<Aspect>);

impl Aspects {
    /// Notes an aspect if its two states differ; `None` says that there is nothing.
    pub(super) fn differ(
        &mut self,
        what: &'static str,
        before: Option<String>,
        after: Option<String>,
    ) {
        if before != after {
            self.0.push(Aspect {
                what,
                before,
                after,
            });
        }
    }

    /// The same for texts that may be empty.
    pub(super) fn differ_text(&mut self, what: &'static str, before: &str, after: &str) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        self.differ(what, some(before), some(after));
    }

    /// The same for words.
    pub(super) fn differ_word(&mut self, what: &'static str, before: &str, after: &str) {
        self.differ(what, Some(before.to_owned()), Some(after.to_owned()));
    }

    /// The same for the sources behind a claim.
    pub(super) fn differ_evidence(&mut self, before: &[Evidence], after: &[Evidence]) {
        if before != after {
            self.force("evidence", evidence_words(before), evidence_words(after));
        }
    }

    /// The same for members of a newer file format.
    pub(super) fn differ_unknown(&mut self, before: &UnknownMembers, after: &UnknownMembers) {
        if before != after {
            let words = |unknown: &UnknownMembers| {
                let members = unknown.as_slice().iter();
                let texts: Vec<_> = members
                    .map(|member| format!("{}: {}", member.name, member.json))
                    .collect();
                (!texts.is_empty()).then(|| texts.join(", "))
            };
            self.force("unknown members", words(before), words(after));
        }
    }

    /// Notes an aspect that differs though its words may not.
    pub(super) fn force(
        &mut self,
        what: &'static str,
        before: Option<String>,
        after: Option<String>,
    ) {
        self.0.push(Aspect {
            what,
            before,
            after,
        });
    }

    /// A change of `subject`, if anything differs.
    pub(super) fn into_change(
        self,
        subject: Subject,
        name: &str,
        place: String,
    ) -> Option<Difference> {
        (!self.0.is_empty()).then(|| Difference {
            kind: DifferenceKind::Changed,
            subject,
            name: name.to_owned(),
            place,
            aspects: self.0,
        })
    }
}

/// Something that only one project has, with what it is.
pub(super) fn only_one(
    kind: DifferenceKind,
    subject: Subject,
    name: &str,
    place: String,
    facts: Vec<(&'static str, Option<String>)>,
) -> Difference {
    let aspects = facts
        .into_iter()
        .filter_map(|(what, value)| {
            let value = value.filter(|text| !text.is_empty())?;
            let (before, after) = match kind {
                DifferenceKind::Removed => (Some(value), None),
                DifferenceKind::Added | DifferenceKind::Changed => (None, Some(value)),
            };
            Some(Aspect {
                what,
                before,
                after,
            })
        })
        .collect();
    Difference {
        kind,
        subject,
        name: name.to_owned(),
        place,
        aspects,
    }
}

fn evidence_words(evidence: &[Evidence]) -> Option<String> {
    let words: Vec<_> = evidence
        .iter()
        .map(|one| {
            let mut text = format!("{} ({}", one.source, one.confidence.as_str());
            if one.stance == Stance::Contradicts {
                text.push_str(", contradicts");
            }
            if let Some(read_on) = one.read_on {
                text.push_str(", read ");
                text.push_str(&read_on.to_string());
            }
            text.push(')');
            if !one.claim.is_empty() {
                text.push_str(": ");
                text.push_str(&one.claim);
            }
            text
        })
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}
