//! Finding texts in texts: `InStr`, Word.

use std::borrow::Cow;

use super::super::evaluate::{Answer, Call};
use super::super::value::Value;
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[("InStr", in_str), ("Word", word)];

/// Counts positions in characters, from 1; an absent text is at 0.
fn in_str<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let text = call.text(0)?.unwrap_or_default();
    let wanted = call.text(1)?.unwrap_or_default();
    let start = call.optional_whole(2)?.unwrap_or(1);
    let Some(skipped) = usize::try_from(start).ok().and_then(|at| at.checked_sub(1)) else {
        return Err(call.unfit(2, "a position, 1 or more"));
    };
    let ignores_case = match call.text(3)?.as_deref() {
        None | Some("" | "vbBinaryCompare" | "0") => false,
        Some("vbTextCompare" | "1") => true,
        Some(_) => return Err(call.unfit(3, "vbTextCompare or vbBinaryCompare")),
    };
    let (text, wanted) = if ignores_case {
        (folded(&text), folded(&wanted))
    } else {
        (text, wanted)
    };
    let position = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .nth(skipped)
        .and_then(|from| text.get(from..))
        .and_then(|rest| rest.find(wanted.as_ref()).and_then(|at| rest.get(..at)))
        .map_or(0, |before| skipped + before.chars().count() + 1);
    Ok(Value::text(position.to_string()))
}

/// Lower case, character for character, so that positions stay.
fn folded(text: &str) -> Cow<'static, str> {
    let folded = text.chars().map(|c| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(lower), None) => lower,
            _ => c,
        }
    });
    Cow::Owned(folded.collect())
}

/// A word is a run of characters between delimiters, so two delimiters in a row hold no word.
fn word<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let text = call.text(0)?.unwrap_or_default();
    let number = call.whole(1)?;
    let delimiters: Vec<char> = call.text(2)?.unwrap_or_default().chars().collect();
    let found = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1))
        .and_then(|before| {
            text.split(|c| delimiters.contains(&c))
                .filter(|word| !word.is_empty())
                .nth(before)
        });
    Ok(Value::text(found.unwrap_or_default().to_owned()))
}
