//! A difference for programs: a promise.

use serde::Serialize;

use super::difference::{Difference, Subject};

/// A difference as `diff --as json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JsonDifference<'a> {
    kind: &'static str,
    subject: &'static str,
    name: &'a str,
    place: &'a str,
    resource: Option<&'static str>,
    column: Option<&'static str>,
    link: Option<&'a str>,
    attribute: Option<&'a str>,
    aspects: Vec<JsonAspect<'a>>,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct JsonAspect<'a> {
    what: &'static str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> JsonDifference<'a> {
    /// The difference with its values whole and its sentence.
    pub fn of(difference: &'a Difference) -> Self {
        let subject = &difference.subject;
        let column = match subject {
            Subject::System(column) => Some(*column),
            _ => subject.attribute().map(|id| id.column),
        };
        Self {
            kind: difference.kind.as_str(),
            subject: subject.word(),
            name: &difference.name,
            place: &difference.place,
            resource: subject.resource().map(crate::model::Resource::as_str),
            column: column.map(crate::model::Column::as_str),
            link: match subject {
                Subject::Link { id, .. } => Some(id.as_str()),
                _ => None,
            },
            attribute: subject.attribute().map(|id| id.path.as_str()),
            aspects: difference
                .aspects
                .iter()
                .map(|aspect| JsonAspect {
                    what: aspect.what,
                    before: aspect.before.as_deref(),
                    after: aspect.after.as_deref(),
                })
                .collect(),
            text: difference.sentence(),
        }
    }
}
