//! What one user's story says along each chain of the mapping: the lines of the three stages.

use super::state::PilotState;
use crate::app::context::ViewContext;
use crate::expr::Value;
use crate::model::{LinkId, ScimPath};
use crate::pilot::{
    AttributeTrace, FieldChange, LIFECYCLE_WORDS, Sample as _, Sending, Story, bare,
};

/// One line over the three stages.
pub(super) struct Line {
    pub(super) source: Vec<(String, Option<String>)>,
    pub(super) sent: Option<(String, String, Sent)>,
    pub(super) field: Option<(String, Option<String>, Option<String>)>,
    pub(super) link: Option<LinkId>,
    /// The rule and what it gives, and what the outcome rests on; empty where there is no rule.
    pub(super) about: String,
}

/// How the middle stage tells what becomes of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    Value,
    Not,
    Failed,
}

/// What happens along each chain, then source values that nothing reads and fields that nothing fills.
pub(super) fn lines(ctx: ViewContext<'_>, state: &PilotState, story: &Story) -> Vec<Line> {
    let field_of = |protocol: usize| {
        story
            .fields
            .iter()
            .find(|field| field.protocol == Some(protocol))
    };
    let mut lines: Vec<Line> = story
        .attributes
        .iter()
        .map(|trace| Line {
            source: trace
                .sources
                .iter()
                .map(|source| (source.attribute.clone(), source.value.0.clone()))
                .collect(),
            sent: Some(sent(trace, field_of(trace.protocol))),
            field: field_of(trace.protocol).map(field_cell),
            link: Some(trace.link.clone()),
            about: about(ctx, trace),
        })
        .collect();
    let is_fed = |field: &FieldChange| {
        story
            .attributes
            .iter()
            .any(|trace| Some(trace.protocol) == field.protocol)
    };
    for field in &story.fields {
        if !is_fed(field) && (field.before.0.is_some() || field.after.0.is_some()) {
            lines.push(Line {
                source: Vec::new(),
                sent: None,
                field: Some(field_cell(field)),
                link: None,
                about: String::new(),
            });
        }
    }
    // What the sample holds and the mapping does not read.
    if let (Some(prepared), Some(user)) = (state.prepared(), state.samples.users.get(state.chosen))
    {
        let read: Vec<&str> = prepared.plan.attributes().collect();
        for (at, name) in state.samples.header.iter().enumerate() {
            let is_lifecycle = LIFECYCLE_WORDS
                .iter()
                .any(|word| word.eq_ignore_ascii_case(name));
            if read.contains(&name.as_str()) || is_lifecycle {
                continue;
            }
            if let Some(value) = user.field(at).text() {
                lines.push(Line {
                    source: vec![(name.clone(), Some(value.to_owned()))],
                    sent: None,
                    field: None,
                    link: None,
                    about: String::new(),
                });
            }
        }
    }
    lines
}

fn sent(trace: &AttributeTrace, field: Option<&FieldChange>) -> (String, String, Sent) {
    let name =
        ScimPath::parse(&trace.target).map_or_else(|| trace.target.clone(), |path| path.short());
    let value = || result(trace).unwrap_or_default();
    let words = match trace.sending {
        Sending::Sent => value(),
        Sending::Default => "the default value".to_owned(),
        Sending::Later => {
            let id = field.and_then(|field| field.after.0.clone());
            format!("second request: {}", id.unwrap_or_else(value))
        }
        Sending::Unchanged => "unchanged".to_owned(),
        Sending::Null => "not sent: empty".to_owned(),
        Sending::Nothing => "not sent".to_owned(),
        Sending::Failed => trace.failure.clone().unwrap_or_default(),
        other => format!("not sent: {}", other.reason().unwrap_or_default()),
    };
    let how = match trace.sending {
        sending if sending.is_sent() => Sent::Value,
        Sending::Failed => Sent::Failed,
        _ => Sent::Not,
    };
    (name, words, how)
}

/// What the rule gives, as people write it: of roles the names alone.
fn result(trace: &AttributeTrace) -> Option<String> {
    match trace.result.0.as_ref()? {
        Value::Null => None,
        Value::Text(text) => Some(bare(text).into_owned()),
        Value::Multi(texts) => {
            let names: Vec<_> = texts.iter().map(|text| bare(text)).collect();
            Some(names.join("; "))
        }
    }
}

/// The rule, what it gives where that is not sent, and what the outcome rests on.
fn about(ctx: ViewContext<'_>, trace: &AttributeTrace) -> String {
    let mut lines = Vec::new();
    // What a direct rule is and gives stands in the line already.
    let is_direct = matches!(trace.sources.as_slice(), [one] if trace.expression == format!("[{}]", one.attribute));
    if !trace.expression.is_empty() && !is_direct {
        let gives = match trace.sending {
            Sending::Sent => None,
            _ => result(trace).map(|value| format!(" gives {value}")),
        };
        lines.push(format!("{}{}", trace.expression, gives.unwrap_or_default()));
    }
    lines.extend(trace.marks.iter().map(|mark| mark.words().to_owned()));
    let rule = trace
        .sending
        .rule()
        .and_then(|id| ctx.catalog.pilot_rule(id));
    if let Some(rule) = rule {
        lines.push(format!("{} ({})", rule.statement, rule.confidence.as_str()));
    }
    lines.join("\n")
}

fn field_cell(field: &FieldChange) -> (String, Option<String>, Option<String>) {
    (
        short_field(&field.field),
        field.before.0.clone(),
        field.after.0.clone(),
    )
}

/// A field without what all fields begin with.
fn short_field(name: &str) -> String {
    let name = name.strip_prefix("UserProfile.").unwrap_or(name);
    let name = name.strip_prefix("contactInfo.").unwrap_or(name);
    name.trim_start_matches("[0].")
        .replace(".[0].value.number", "")
        .replace(".[0].value", "")
}

/// The line as a screen reader says it.
pub(super) fn spoken(line: &Line) -> String {
    let mut parts: Vec<String> = line
        .source
        .iter()
        .map(|(name, value)| format!("{name} {}", value.as_deref().unwrap_or("empty")))
        .collect();
    match &line.sent {
        Some((name, words, Sent::Value)) => parts.push(format!("{name} sent: {words}")),
        Some((name, words, _)) => parts.push(format!("{name} {words}")),
        None => parts.push("not mapped".to_owned()),
    }
    if let Some((name, before, after)) = &line.field {
        let after = after.as_deref().unwrap_or("empty");
        parts.push(match before.as_deref() {
            before if before == Some(after) => format!("{name} stays {after}"),
            None => format!("{name} {after}"),
            Some(before) => format!("{name} {after}, was {before}"),
        });
    }
    parts.join("; ")
}
