//! Lists: Count, Item, `RemoveDuplicates`, Split.

use std::collections::HashSet;

use super::super::evaluate::{Answer, Call};
use super::super::value::Value;
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("Count", count),
    ("Item", item),
    ("RemoveDuplicates", remove_duplicates),
    ("Split", split),
];

fn count<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let count = match call.value(0)? {
        Value::Null => 0,
        Value::Text(_) => 1,
        Value::Multi(values) => values.len(),
    };
    Ok(Value::text(count.to_string()))
}

/// Counts from 1; outside the list it fails (cloud-sync page: "throws an error if index is out of bounds").
/// Null stays null.
fn item<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let mut values = match call.value(0)? {
        Value::Null => return Ok(Value::Null),
        Value::Text(text) => vec![text],
        Value::Multi(values) => values,
    };
    let index = call.whole(1)?;
    match usize::try_from(index).ok().and_then(|at| at.checked_sub(1)) {
        Some(at) if at < values.len() => Ok(Value::Text(values.swap_remove(at))),
        _ => Err(call.unfit(1, "a position within the list, counted from 1")),
    }
}

/// The first of equal values stays where it is; letter case counts.
fn remove_duplicates<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(match call.value(0)? {
        Value::Multi(mut values) => {
            let mut seen = HashSet::with_capacity(values.len());
            values.retain(|value| seen.insert(value.clone()));
            Value::Multi(values)
        }
        other => other,
    })
}

/// A plain split: blanks around the delimiter stay, although one printed example drops one.
fn split<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let Some(source) = call.text(0)? else {
        return Ok(Value::Null);
    };
    let delimiter = call.text(1)?.unwrap_or_default();
    if delimiter.is_empty() {
        return Ok(Value::Multi(vec![source]));
    }
    Ok(Value::Multi(
        source
            .split(delimiter.as_ref())
            .map(|part| part.to_owned().into())
            .collect(),
    ))
}
