//! One user of a pilot as JSON.

use serde_json::{Map, Value as Json, json};

use crate::expr::Value;
use crate::pilot::{HIDDEN, Hidden, Plan, Request, Story};

/// Everything about a user; without values unless they are asked for.
pub(super) fn user(plan: &Plan, row: u64, story: &Story, include_values: bool) -> Json {
    let shown = |text: Option<&str>| match text {
        None => Json::Null,
        Some(text) if include_values => json!(text),
        Some(_) => json!(HIDDEN),
    };
    let name = story.name.0.as_deref().filter(|_| include_values);
    let attributes: Vec<Json> = story
        .attributes
        .iter()
        .map(|trace| {
            json!({
                "target": trace.target,
                "link": trace.link.as_str(),
                "sources": trace
                    .sources
                    .iter()
                    .map(|source| (source.attribute.clone(), shown(source.value.0.as_deref())))
                    .collect::<Map<_, _>>(),
                "expression": trace.expression,
                "result": result(&trace.result, include_values),
                "outcome": trace.sending.outcome(),
                "reason": trace.reason(),
                "marks": trace.marks.iter().map(|mark| mark.words()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let record = |is_there: bool, side: &dyn Fn(&crate::pilot::FieldChange) -> Json| {
        if !is_there {
            return Json::Null;
        }
        story
            .fields
            .iter()
            .map(|field| (field.field.clone(), side(field)))
            .filter(|(_, value)| !value.is_null())
            .collect::<Map<_, _>>()
            .into()
    };
    json!({
        "user": name.map_or_else(|| format!("row {row}"), str::to_owned),
        "row": row,
        "action": story.action.as_str(),
        "reason": plan.words(story.reason),
        "reason_code": story.reason.code(),
        "steps": story
            .steps
            .iter()
            .map(|step| json!({
                "name": step.name,
                "status": step.status.as_str(),
                "detail": step.detail,
            }))
            .collect::<Vec<_>>(),
        "requests": story
            .requests
            .iter()
            .map(|one| request(one, include_values))
            .collect::<Vec<_>>(),
        "before": record(story.is_there_before, &|field| shown(field.before.0.as_deref())),
        "after": record(story.is_there_after, &|field| shown(field.after.0.as_deref())),
        "attributes": attributes,
        "warnings": story
            .warnings
            .iter()
            .map(|warning| json!({
                "code": warning.code(),
                "message": plan.warning_words(*warning),
            }))
            .collect::<Vec<_>>(),
    })
}

fn request(request: &Request, include_values: bool) -> Json {
    let hidden;
    let request = if include_values {
        request
    } else {
        hidden = request.without_values();
        &hidden
    };
    json!({
        "method": request.method,
        "path": request.path,
        "body": request.body,
    })
}

fn result(result: &Hidden<Option<Value<'static>>>, include_values: bool) -> Json {
    match &result.0 {
        None | Some(Value::Null) => Json::Null,
        Some(_) if !include_values => json!(HIDDEN),
        Some(Value::Text(text)) => json!(text),
        Some(Value::Multi(texts)) => json!(texts),
    }
}
