//! The answer of a real provision-on-demand run: which values were read, what was sent, and what came of it.
//!
//! It is read to be shown beside the mapping; a project keeps nothing of it, since it holds a person's data.
//! Source: Microsoft Graph, `synchronizationJob: provisionOnDemand`, read 2026-11.

use thiserror::Error;

use crate::json::{JsonError, JsonTree, JsonValue};
use crate::model::{AttributePath, Column};

/// Why a text is no such answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// It is no JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// A member that is JSON text itself is none.
    #[error("the text in member {member:?} is no JSON: {error}")]
    Inner {
        /// The member.
        member: &'static str,
        /// Why; its place is one of that text.
        error: JsonError,
    },
    /// It is another answer.
    #[error(
        "this is no answer of provision on demand: it has no member \"value\" with \"provisioningSteps\"; \
         save the whole answer of POST .../provisionOnDemand"
    )]
    NotAnAnswer,
}

/// What a run did with one user or group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvisionAnswer {
    /// How it ended: `Success`, `Skipped`, `Failure`, …; may be empty.
    pub result: String,
    /// The code behind it; may be empty.
    pub error_code: String,
    /// What that code means here; may be empty.
    pub error_message: String,
    /// What was done: `Create`, `Update`, `Other`, …; may be empty.
    pub action: String,
    /// Who it was about, as the answer reports it; may be empty.
    pub subject: String,
    /// What changed, in the order of the answer.
    pub properties: Vec<ModifiedProperty>,
    /// What was done step by step.
    pub steps: Vec<ProvisionStep>,
}

/// A property that the run reports as changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModifiedProperty {
    /// Its name, of the source or of the target: the answer does not say which.
    pub name: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionStep {
    /// Its name: `EntryImport`, …
    pub name: String,
    /// Its kind: `Import`, `Matching`, `Scoping`, `Export`.
    pub kind: String,
    /// How it ended.
    pub status: String,
    /// What happened, in Entra ID's words.
    pub description: String,
    /// Further particulars by name: for an import the values read, for matching those of the target.
    pub details: Vec<(String, String)>,
}

/// What a run says of one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen<'a> {
    /// Its value was read in Entra ID.
    Read(&'a str),
    /// The target had this value when the user was matched.
    Found(&'a str),
    /// It was reported as changed.
    Sent {
        /// From this.
        old: Option<&'a str>,
        /// To this.
        new: Option<&'a str>,
    },
}

impl ProvisionAnswer {
    /// Reads an answer, be its two inner JSON texts decoded or not.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] if it is none.
    pub fn read(text: &str) -> Result<Self, AnswerError> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let tree = JsonTree::parse(body)?;
        let mut answer = Self::default();
        let value = tree.member("value").unwrap_or(&tree);
        inner("value", value, |value| {
            if value.member("provisioningSteps").is_none() {
                return Err(AnswerError::NotAnAnswer);
            }
            answer.take_value(value);
            Ok(())
        })?;
        if let Some(key) = tree.member("key") {
            inner("key", key, |key| {
                answer.result = owned(key, "result");
                if let Some(details) = key.member("details") {
                    answer.error_code = owned(details, "errorCode");
                    answer.error_message = owned(details, "errorMessage");
                }
                Ok(())
            })?;
        }
        Ok(answer)
    }

    fn take_value(&mut self, value: &JsonTree<'_>) {
        self.action = owned(value, "action");
        self.subject = owned(value, "reportableIdentifier");
        if let Some(status) = value.member("statusInfo") {
            self.result = owned(status, "status");
        }
        self.properties = value
            .items_of("modifiedProperties")
            .iter()
            .map(|property| ModifiedProperty {
                name: owned(property, "displayName"),
                old: plain(property.member("oldValue")),
                new: plain(property.member("newValue")),
            })
            .collect();
        self.steps = value
            .items_of("provisioningSteps")
            .iter()
            .map(|step| ProvisionStep {
                name: owned(step, "name"),
                kind: owned(step, "type"),
                status: owned(step, "status"),
                description: owned(step, "description"),
                details: step
                    .member("details")
                    .map_or(&[][..], JsonTree::members)
                    .iter()
                    .filter_map(|member| {
                        Some((member.name.clone().into_owned(), plain(Some(&member.tree))?))
                    })
                    .collect(),
            })
            .collect();
    }

    /// What the run says of an attribute of the source or the protocol, in the order read, found, sent.
    ///
    /// The list of changes does not say whose names it holds; they are taken for the protocol's.
    pub fn seen(&self, column: Column, path: &AttributePath) -> Vec<Seen<'_>> {
        let is_it = |name: &str| AttributePath::new(column, name) == *path;
        let details = |kind: &str| {
            self.steps
                .iter()
                .filter(|step| step.kind.eq_ignore_ascii_case(kind))
                .flat_map(|step| &step.details)
                .filter(|(name, _)| is_it(name))
                .map(|(_, value)| value.as_str())
                .next()
        };
        let mut seen = Vec::new();
        match column {
            Column::Source => seen.extend(details("Import").map(Seen::Read)),
            Column::Protocol => {
                seen.extend(details("Matching").map(Seen::Found));
                let sent = self.properties.iter().filter(|one| is_it(&one.name));
                seen.extend(sent.map(|one| Seen::Sent {
                    old: one.old.as_deref(),
                    new: one.new.as_deref(),
                }));
            }
            Column::Target => {}
        }
        seen
    }
}

/// Hands on a value that is JSON, or a text that is JSON.
fn inner(
    member: &'static str,
    tree: &JsonTree<'_>,
    read: impl FnOnce(&JsonTree<'_>) -> Result<(), AnswerError>,
) -> Result<(), AnswerError> {
    match tree.text() {
        Some(text) => {
            let decoded =
                JsonTree::parse(text).map_err(|error| AnswerError::Inner { member, error })?;
            read(&decoded)
        }
        None => read(tree),
    }
}

fn owned(tree: &JsonTree<'_>, name: &str) -> String {
    tree.text_of(name).unwrap_or_default().to_owned()
}

/// A text, number or truth as text; nothing for the rest.
fn plain(tree: Option<&JsonTree<'_>>) -> Option<String> {
    match &tree?.value {
        JsonValue::Text(text) => Some(text.clone().into_owned()),
        JsonValue::Number(number) => Some((*number).to_owned()),
        JsonValue::Boolean(value) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUE: &str = r#"{"action":"Update","reportableIdentifier":"a@example.com",
        "modifiedProperties":[{"displayName":"title","oldValue":null,"newValue":"Agent"}],
        "provisioningSteps":[
            {"name":"EntryImport","type":"Import","status":"Success","description":"Read",
             "details":{"jobTitle":"Agent","accountEnabled":true}},
            {"name":"EntryImport","type":"Matching","status":"Success","description":"Found",
             "details":{"userName":"a@example.com"}}],
        "statusInfo":{"status":"Success"}}"#;

    fn check(text: &str) {
        let answer = ProvisionAnswer::read(text).unwrap();
        assert_eq!(answer.action, "Update");
        assert_eq!(answer.subject, "a@example.com");
        let seen = |column, path: &str| answer.seen(column, &AttributePath::new(column, path));
        assert_eq!(seen(Column::Source, "jobTitle"), [Seen::Read("Agent")]);
        assert_eq!(seen(Column::Source, "accountEnabled"), [Seen::Read("true")]);
        assert_eq!(
            seen(Column::Protocol, "Title"),
            [Seen::Sent {
                old: None,
                new: Some("Agent")
            }]
        );
        assert_eq!(
            seen(Column::Protocol, "userName"),
            [Seen::Found("a@example.com")]
        );
        assert_eq!(seen(Column::Source, "title"), []);
    }

    #[test]
    fn an_answer_is_read_raw_and_decoded() {
        check(VALUE);
        check(&format!(
            "{{\"key\":{{\"result\":\"Success\"}},\"value\":{VALUE}}}"
        ));
        let mut raw = String::from("{\"key\":\"{\\\"result\\\":\\\"Skipped\\\"}\",\"value\":");
        crate::json::write_text(&mut raw, VALUE);
        raw.push('}');
        check(&raw);
        assert_eq!(ProvisionAnswer::read(&raw).unwrap().result, "Skipped");
    }

    #[test]
    fn what_is_no_answer_is_said() {
        let error = |text: &str| ProvisionAnswer::read(text).unwrap_err().to_string();
        assert!(error("{\"a\":1}").contains("no answer of provision on demand"));
        assert!(error("{\"value\":\"{\"}").contains("member \"value\" is no JSON"));
        assert!(error("").contains("empty"));
    }
}
