//! The SCIM requests of a run, in order, as Entra ID writes them.
//!
//! Source: ms-build-scim and ms-scim-compat, read 2026-11. A match asks with `eq` alone; a create carries `active` as a
//! boolean; a classic PATCH has capitalised operations, one for each attribute, and truth values as texts; under
//! `aadOptscim062020` operations are in lower case, truth values are booleans, and where several simple attributes are
//! replaced they share one operation without a path. References go in a request of their own.

mod body;

use serde_json::{Value as Json, json};

use super::directory::{Directory, Reference};
use super::plan::{Plan, ProtocolAttribute};
use super::reason::Action;
use super::sending::Sending;
use super::target::{Record, Target};
use super::verdict::Verdict;
use crate::expr::Value;
use crate::model::{PatchStyle, ValueType};

pub(super) use body::Body;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the tenant URL, with the query as people read it.
    pub path: String,
    /// The body; none for GET and DELETE.
    pub body: Option<Json>,
}

/// The schema of a PATCH body. Source: RFC 7644 §3.5.2.
const PATCH_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// What stands for the id of an account that is only about to be made.
const NEW_ID: &str = "{id}";

impl Plan {
    /// The requests for a user.
    pub(super) fn requests(
        &self,
        verdict: &Verdict<'_>,
        found: Option<&Record>,
        target: &Target,
        directory: &Directory,
    ) -> Vec<Request> {
        let id = found.and_then(|record| record.id.as_deref());
        let mut requests: Vec<Request> = verdict
            .tried
            .iter()
            .filter_map(|flow| {
                let Value::Text(value) = verdict.given.get(*flow)?.value()? else {
                    return None;
                };
                Some(Request {
                    method: "GET",
                    path: format!(
                        "/Users?filter={} eq {}",
                        self.target_of(*flow),
                        quoted(value)
                    ),
                    body: None,
                })
            })
            .collect();
        let path = format!("/Users/{}", id.unwrap_or(NEW_ID));
        let send = |is_wanted: &dyn Fn(Sending) -> bool| -> Vec<Change<'_>> {
            self.changes(verdict, is_wanted, target, directory)
        };
        let now = |sending| matches!(sending, Sending::Sent | Sending::Default);
        match verdict.action {
            Action::Create => requests.push(Request {
                method: "POST",
                path: "/Users".to_owned(),
                body: Some(Self::create_body(&send(&now))),
            }),
            Action::Update | Action::Disable => {
                let changes = send(&now);
                if !changes.is_empty() {
                    requests.push(self.patch(&path, &changes, found));
                }
            }
            Action::Delete => requests.push(Request {
                method: "DELETE",
                path: path.clone(),
                body: None,
            }),
            Action::Skip | Action::Fail => return requests,
        }
        let references = send(&|sending| sending == Sending::Later);
        if !references.is_empty() && verdict.action != Action::Delete {
            requests.push(self.patch(&path, &references, found));
        }
        requests
    }

    fn changes<'v>(
        &'v self,
        verdict: &'v Verdict<'_>,
        is_wanted: &dyn Fn(Sending) -> bool,
        target: &Target,
        directory: &Directory,
    ) -> Vec<Change<'v>> {
        let mut changes = Vec::new();
        for (at, flow) in self.flows.iter().enumerate() {
            let is_wanted = verdict.sendings.get(at).is_some_and(|one| is_wanted(*one));
            if is_wanted
                && let Some(attribute) = self.protocol.get(flow.to)
                && let Some(value) = self.sent(verdict, at)
            {
                let value = if attribute.is_reference() {
                    resolved(&value, target, directory)
                } else {
                    value
                };
                changes.push(Change {
                    attribute,
                    only_adds: flow.only_adds(),
                    protocol: flow.to,
                    value,
                });
            }
        }
        changes
    }

    fn create_body(changes: &[Change<'_>]) -> Json {
        let mut body = Body::default();
        for change in changes {
            body.set(change.attribute, &change.value);
        }
        body.into_resource()
    }

    fn patch(&self, path: &str, changes: &[Change<'_>], found: Option<&Record>) -> Request {
        let replaces = |change: &Change<'_>| {
            !change.only_adds
                && found.is_some_and(|record| !record.value(change.protocol).is_null())
        };
        let operations = match self.patch_style {
            PatchStyle::Classic => changes
                .iter()
                .map(|change| {
                    json!({
                        "op": if replaces(change) { "Replace" } else { "Add" },
                        "path": change.attribute.label(),
                        "value": body::patch_value(change.attribute, &change.value, PatchStyle::Classic),
                    })
                })
                .collect(),
            PatchStyle::AadOptscim062020 => modern_operations(changes, replaces),
        };
        Request {
            method: "PATCH",
            path: path.to_owned(),
            body: Some(json!({ "schemas": [PATCH_SCHEMA], "Operations": operations })),
        }
    }
}

/// A value that is sent, and where to.
struct Change<'v> {
    attribute: &'v ProtocolAttribute,
    protocol: usize,
    /// Whether it stands beside what is there, so that it replaces nothing.
    only_adds: bool,
    value: Value<'v>,
}

/// Operations under `aadOptscim062020`.
fn modern_operations(changes: &[Change<'_>], replaces: impl Fn(&Change<'_>) -> bool) -> Vec<Json> {
    let value = |change: &Change<'_>| {
        body::patch_value(
            change.attribute,
            &change.value,
            PatchStyle::AadOptscim062020,
        )
    };
    let is_simple = |change: &&Change<'_>| {
        let path = change.attribute.path.as_ref();
        replaces(change)
            && path.is_some_and(|path| path.filter.is_none())
            && !change.attribute.is_reference()
            && change.attribute.value_type != ValueType::Complex
    };
    let shared: Vec<_> = changes.iter().filter(is_simple).collect();
    let shares = shared.len() > 1;
    let mut operations: Vec<Json> = changes
        .iter()
        .filter(|change| !(shares && is_simple(change)))
        .map(|change| {
            json!({
                "op": if replaces(change) { "replace" } else { "add" },
                "path": change.attribute.label(),
                "value": value(change),
            })
        })
        .collect();
    if shares {
        let object: serde_json::Map<_, _> = shared
            .into_iter()
            .map(|change| (change.attribute.label().to_owned(), value(change)))
            .collect();
        operations.push(json!({ "op": "replace", "value": object }));
    }
    operations
}

/// What an id begins with that is not known yet; after it comes whose it is, and a brace.
const ID_OF: &str = "{id of ";

/// Whether a value stands for the id of the user that a reference names, which is not known yet.
pub(super) fn stands_for(value: &str, reference: &str) -> bool {
    let name = value
        .strip_prefix(ID_OF)
        .and_then(|rest| rest.strip_suffix('}'));
    name == Some(reference)
}

/// A reference as the target's id, or as what stands for one that is not known yet.
pub(super) fn resolved<'v>(value: &Value<'v>, target: &Target, directory: &Directory) -> Value<'v> {
    let unknown = |text: &str| Value::text(format!("{ID_OF}{text}}}"));
    match value {
        Value::Text(text) => match directory.find(text) {
            Reference::Known(number) => target
                .record(number)
                .and_then(|record| record.id.clone())
                .map_or_else(|| unknown(text), Value::text),
            Reference::Created => unknown(text),
            Reference::OutOfScope | Reference::Unknown => value.clone(),
        },
        other => other.clone(),
    }
}

/// A text in quotes, as a SCIM filter writes it. Source: RFC 7644 §3.4.2.2 (a JSON string).
fn quoted(text: &str) -> String {
    Json::String(text.to_owned()).to_string()
}

impl Request {
    /// The same without any value of the user.
    #[must_use]
    pub fn without_values(&self) -> Self {
        let path = match self.path.split_once(" eq ") {
            Some((before, _)) => format!("{before} eq \"{}\"", super::HIDDEN),
            None if self.path == "/Users" || self.path.ends_with(NEW_ID) => self.path.clone(),
            None => format!("/Users/{}", super::HIDDEN),
        };
        Self {
            method: self.method,
            path,
            body: self.body.as_ref().map(body::without_values),
        }
    }
}
