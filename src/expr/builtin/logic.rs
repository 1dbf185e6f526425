//! Choosing, testing, failing: IIF, Switch, Coalesce, Not, `CBool`, the Is functions, `IgnoreFlowIfNullOrEmpty`, Error.

use super::super::evaluate::{Answer, Call, Stop};
use super::super::failure::FailureKind;
use super::super::number::is_true;
use super::super::value::{Flow, Value};
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("CBool", truth),
    ("Coalesce", coalesce),
    ("Error", error),
    ("IIF", iif),
    ("IgnoreFlowIfNullOrEmpty", ignore_flow_if_null_or_empty),
    ("IsNull", is_null),
    ("IsNullOrEmpty", is_null_or_empty),
    ("IsPresent", is_present),
    ("IsString", is_string),
    ("Not", not),
    ("Switch", switch),
];

/// Only the chosen branch is evaluated. Inferred: the printed example with `Error` in a branch would fail otherwise.
fn iif<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let holds = holds(call, 0)?;
    call.value(if holds { 1 } else { 2 })
}

/// Keys are compared in order and only until one fits; letter case counts; an empty key fits null too.
fn switch<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?.unwrap_or_default();
    for key in (2..call.count()).step_by(2) {
        if call.text(key)?.unwrap_or_default() == source {
            return call.value(key + 1);
        }
    }
    call.value(1)
}

/// Skips empty texts as well as nulls: the `SuccessFactors` guide prints an example that needs it.
fn coalesce<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let mut value = Value::Null;
    for at in 0..call.count() {
        value = call.value(at)?;
        if !value.is_null_or_empty() {
            break;
        }
    }
    // None has a value: the last one is the default, and an empty text may be meant.
    Ok(value)
}

fn not<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let holds = holds(call, 0)?;
    Ok(Value::truth(!holds))
}

fn truth<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(Value::truth(holds(call, 0)?))
}

fn holds(call: &mut Call<'_, '_>, at: usize) -> Result<bool, Stop> {
    Ok(call.text(at)?.is_some_and(|text| is_true(&text)))
}

fn is_null<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(Value::truth(call.value(0)?.is_null()))
}

fn is_null_or_empty<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(Value::truth(call.value(0)?.is_null_or_empty()))
}

fn is_present<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(Value::truth(!call.value(0)?.is_null_or_empty()))
}

/// A list of several values is no text, nor is null.
fn is_string<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(Value::truth(match call.value(0)? {
        Value::Null => false,
        Value::Text(_) => true,
        Value::Multi(values) => values.len() == 1,
    }))
}

fn ignore_flow_if_null_or_empty<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let value = call.value(0)?;
    if value.is_null_or_empty() {
        return Err(Stop::Flow(Flow::IgnoreAttributeFlow));
    }
    Ok(value)
}

fn error<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let message = call.text(0)?.unwrap_or_default().into_owned();
    Err(call.fail(FailureKind::Raised(message)))
}
