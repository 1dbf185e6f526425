//! Replace: seven parameters, and which of them are there picks one of five modes.
//!
//! Source: ms-functions, Replace, read 2026-11. The cloud-sync page words the last mode the other way round.

use std::borrow::Cow;

use super::super::evaluate::{Answer, Call, Stop};
use super::super::failure::{FailureKind, PatternFault};
use super::super::pattern::{Match, Pattern};
use super::super::value::Value;
use super::Named;
use super::text::slice;

pub(super) const FUNCTIONS: &[Named] = &[("Replace", replace)];

const OLD_VALUE: usize = 1;
const PATTERN: usize = 2;
const GROUP: usize = 3;
const REPLACEMENT: usize = 4;
const REPLACEMENT_ATTRIBUTE: usize = 5;
const TEMPLATE: usize = 6;

fn replace<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?;
    if call.is_given(PATTERN) {
        match (
            call.is_given(GROUP),
            call.is_given(REPLACEMENT),
            call.is_given(REPLACEMENT_ATTRIBUTE),
        ) {
            (true, true, _) => replace_group(call, source),
            (true, false, true) => extract_when_empty(call, source),
            (false, true, _) => replace_pattern(call, source),
            _ => Err(call.cannot(
                "besides a regular expression it needs a replacement value, or a group and an attribute",
            )),
        }
    } else if call.is_given(OLD_VALUE) && call.is_given(TEMPLATE) {
        let template = call.text(TEMPLATE)?;
        match source {
            Some(source) => replace_plain(call, template, &source),
            None => Ok(Value::Null),
        }
    } else if call.is_given(OLD_VALUE) && call.is_given(REPLACEMENT) {
        let replacement = call.text(REPLACEMENT)?.unwrap_or_default();
        replace_plain(call, source, &replacement)
    } else {
        Err(call
            .cannot("it needs an old value or a regular expression, and what to put in its place"))
    }
}

/// Puts `new` for every occurrence of the old value in `text`.
fn replace_plain<'v>(call: &mut Call<'_, 'v>, text: Option<Cow<'v, str>>, new: &str) -> Answer<'v> {
    let old = call.text(OLD_VALUE)?.unwrap_or_default();
    let Some(text) = text else {
        return Ok(Value::Null);
    };
    if old.is_empty() {
        return Err(call.unfit(OLD_VALUE, "a text that is not empty"));
    }
    let mut result = call.growing();
    for (at, piece) in text.split(old.as_ref()).enumerate() {
        if at > 0 {
            result.push(new)?;
        }
        result.push(piece)?;
    }
    Ok(result.into_value())
}

fn replace_pattern<'v>(call: &mut Call<'_, 'v>, source: Option<Cow<'v, str>>) -> Answer<'v> {
    let pattern = call.pattern(PATTERN)?;
    let replacement = call.text(REPLACEMENT)?.unwrap_or_default();
    let Some(source) = source else {
        return Ok(Value::Null);
    };
    let mut result = call.growing();
    let mut kept = 0;
    for_each_match(call, &pattern, &source, |found| {
        result.push(source.get(kept..found.start).unwrap_or_default())?;
        pattern.expand(&replacement, &source, found, |piece| result.push(piece))?;
        kept = found.end;
        Ok(())
    })?;
    result.push(source.get(kept..).unwrap_or_default())?;
    Ok(result.into_value())
}

fn replace_group<'v>(call: &mut Call<'_, 'v>, source: Option<Cow<'v, str>>) -> Answer<'v> {
    let (pattern, group) = pattern_with_group(call)?;
    let replacement = call.text(REPLACEMENT)?.unwrap_or_default();
    let Some(source) = source else {
        return Ok(Value::Null);
    };
    let mut result = call.growing();
    let mut kept = 0;
    for_each_match(call, &pattern, &source, |found| {
        if let Some((start, end)) = pattern.group(found, &group) {
            result.push(source.get(kept..start).unwrap_or_default())?;
            result.push(&replacement)?;
            kept = end;
        }
        Ok(())
    })?;
    result.push(source.get(kept..).unwrap_or_default())?;
    Ok(result.into_value())
}

/// The source if it has a value, else what the group matches in the other attribute; null if nothing matches.
fn extract_when_empty<'v>(call: &mut Call<'_, 'v>, source: Option<Cow<'v, str>>) -> Answer<'v> {
    if let Some(source) = source.filter(|source| !source.is_empty()) {
        return Ok(Value::Text(source));
    }
    let (pattern, group) = pattern_with_group(call)?;
    let Some(other) = call.text(REPLACEMENT_ATTRIBUTE)? else {
        return Ok(Value::Null);
    };
    call.spend_on_search(pattern.dearest_search(&other, 0))?;
    let place = match pattern.search(&other, 0) {
        Ok(found) => pattern.group(&found, &group),
        Err(_) => None,
    };
    Ok(place.map_or(Value::Null, |(start, end)| {
        Value::Text(slice(other, start, end))
    }))
}

fn pattern_with_group<'v>(
    call: &mut Call<'_, 'v>,
) -> Result<(Cow<'v, Pattern>, Cow<'v, str>), Stop> {
    let pattern = call.pattern(PATTERN)?;
    let group = call.text(GROUP)?.unwrap_or_default();
    if !pattern.has_group(&group) {
        return Err(call.fail(FailureKind::Pattern(PatternFault::NoSuchGroup)));
    }
    Ok((pattern, group))
}

/// Every match from left to right, as .NET finds them: an empty match may follow another match at once.
fn for_each_match(
    call: &mut Call<'_, '_>,
    pattern: &Pattern,
    text: &str,
    mut each: impl FnMut(&Match<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut at = 0;
    while at <= text.len() {
        // Paid for before the search runs, as far as its cost is known by then.
        let paid = pattern.dearest_search(text, at);
        call.spend_on_search(paid)?;
        match pattern.search(text, at) {
            Err(cost) => return call.spend_on_search(cost.saturating_sub(paid)),
            Ok(found) => {
                call.spend_on_search(found.cost.saturating_sub(paid))?;
                each(&found)?;
                at = found.end;
                if found.start == found.end {
                    let rest = text.get(at..).unwrap_or_default();
                    at += rest.chars().next().map_or(1, char::len_utf8);
                }
            }
        }
    }
    Ok(())
}
