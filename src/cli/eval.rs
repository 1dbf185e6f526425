//! `eval`: what an expression gives for values that are handed in.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::args::{Eval, Format};
use super::{CliError, Outcome, Streams};
use crate::expr::{Outcome as Evaluated, Problem, Settings, Severity, Taken, Value, parse};
use crate::store;

/// The most bytes of a file of values.
const MAX_VALUES_BYTES: u64 = 64 << 20;

pub(super) fn run(arguments: &Eval, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let values = match &arguments.values {
        Some(path) => values(path)?,
        None => BTreeMap::new(),
    };
    let settings = Settings {
        now: arguments.now.unwrap_or_else(jiff::Timestamp::now),
        seed: arguments.seed,
        taken: match &arguments.existing {
            Some(path) => existing(path)?,
            None => Taken::default(),
        },
        default_domain: arguments.default_domain.clone(),
    };
    let parsed = parse(&arguments.expression);
    let mut problems = parsed.problems.clone();
    let result = match parsed.compile() {
        Ok(compiled) => Some(match compiled.evaluate(&values, &settings).result {
            Ok(Evaluated::Value(Value::Null)) => Json::Null,
            Ok(Evaluated::Value(Value::Text(text))) => json!(text),
            Ok(Evaluated::Value(Value::Multi(texts))) => json!(texts),
            Ok(Evaluated::Flow(flow)) => json!({ "flow": flow.as_str() }),
            Err(failure) => json!({ "error": failure.to_string() }),
        }),
        Err(errors) => {
            for error in errors {
                if !problems.contains(&error) {
                    problems.push(error);
                }
            }
            None
        }
    };
    match arguments.format {
        Format::Json => {
            let problems: Vec<_> = problems.iter().map(problem_json).collect();
            let answer = json!({ "result": result, "problems": problems });
            writeln!(streams.out, "{answer:#}")?;
        }
        Format::Text => {
            if let Some(result) = &result {
                writeln!(streams.out, "{}", shown(result))?;
            }
            for problem in &problems {
                streams.tell(&problem_text(problem, &arguments.expression));
            }
        }
    }
    Ok(match result {
        Some(_) => Outcome::Fine,
        None => Outcome::Findings,
    })
}

/// Reads attribute values.
fn values(path: &Path) -> Result<BTreeMap<String, Value<'static>>, CliError> {
    let unfit = |what: &str| CliError::Unfit(format!("{what}: {path:?}"));
    let Json::Object(object) = read(path)? else {
        return Err(unfit(
            "the values have to be a JSON object of attribute names and values",
        ));
    };
    object
        .into_iter()
        .map(|(name, json)| {
            let value = match json {
                Json::Null => Value::Null,
                Json::Array(elements) => Value::Multi(
                    elements
                        .iter()
                        .map(|element| simple(element).map(Into::into))
                        .collect::<Option<_>>()
                        .ok_or_else(|| unfit(&format!("{name:?} has to be a list of texts")))?,
                ),
                other => Value::text(simple(&other).ok_or_else(|| {
                    unfit(&format!(
                        "{name:?} has to be null, a text or a list of texts"
                    ))
                })?),
            };
            Ok((name, value))
        })
        .collect()
}

/// Reads the values that are taken.
fn existing(path: &Path) -> Result<Taken, CliError> {
    let texts = match read(path)? {
        Json::Array(elements) => elements.iter().map(simple).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    let texts = texts.ok_or_else(|| {
        CliError::Unfit(format!(
            "the existing values have to be a JSON list of texts: {path:?}"
        ))
    })?;
    Ok(texts.into_iter().collect())
}

fn read(path: &Path) -> Result<Json, CliError> {
    let bytes = store::read_input(path, MAX_VALUES_BYTES)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes)
        .map_err(|error| CliError::Unfit(format!("this is no JSON: {error}: {path:?}")))
}

/// A simple value as expressions write it.
fn simple(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Bool(true) => Some("True".to_owned()),
        Json::Bool(false) => Some("False".to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn problem_json(problem: &Problem) -> Json {
    json!({
        "code": problem.code.as_str(),
        "severity": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": problem.message,
        "start": problem.span.start,
        "end": problem.span.end,
    })
}

fn problem_text(problem: &Problem, expression: &str) -> String {
    let before = expression.get(..problem.span.start).unwrap_or_default();
    let column = before.chars().count() + 1;
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{severity} at character {column}: {}", problem.message)
}

/// A result for a terminal.
fn shown(result: &Json) -> String {
    match result {
        Json::Null => "(no value)".to_owned(),
        Json::String(text) => text.clone(),
        Json::Array(texts) => texts
            .iter()
            .filter_map(Json::as_str)
            .collect::<Vec<_>>()
            .join("\n"),
        Json::Object(object) => match (object.get("flow"), object.get("error")) {
            (Some(flow), _) => format!("({})", flow.as_str().unwrap_or_default()),
            (None, Some(error)) => format!("error: {}", error.as_str().unwrap_or_default()),
            (None, None) => result.to_string(),
        },
        other => other.to_string(),
    }
}
