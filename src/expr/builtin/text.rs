//! Putting texts together and taking parts of them: Append, Join, Left, Mid, Trim, `StripSpaces`.

use std::borrow::Cow;

use super::super::evaluate::{Answer, Call};
use super::super::value::Value;
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("Append", append),
    ("Join", join),
    ("Left", left),
    ("Mid", mid),
    ("StripSpaces", strip_spaces),
    ("Trim", trim),
];

fn append<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let (source, suffix) = (call.text(0)?, call.text(1)?);
    Ok(match (source, suffix) {
        (None, None) => Value::Null,
        (Some(one), None) | (None, Some(one)) => Value::Text(one),
        (Some(source), Some(suffix)) => {
            let mut text = call.growing();
            text.push(&source)?;
            text.push(&suffix)?;
            text.into_value()
        }
    })
}

/// Empty and null sources add no separator; the printed example `Join(", ", "", [surname], [givenName])` needs it.
fn join<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let separator = call.text(0)?.unwrap_or_default();
    let mut text = call.growing();
    let mut is_first = true;
    let mut add = |piece: &str| {
        if piece.is_empty() {
            return Ok(());
        }
        if !is_first {
            text.push(&separator)?;
        }
        is_first = false;
        text.push(piece)
    };
    for at in 1..call.count() {
        match call.value(at)? {
            Value::Null => {}
            Value::Text(piece) => add(&piece)?,
            Value::Multi(pieces) => pieces.iter().try_for_each(|piece| add(piece))?,
        }
    }
    Ok(text.into_value())
}

fn left<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?.unwrap_or_default();
    let count = call.whole(1)?;
    Ok(Value::Text(match usize::try_from(count) {
        Ok(count) => characters(source, 0, count),
        // A negative count gives the whole text.
        Err(_) => source,
    }))
}

fn mid<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?;
    let (start, length) = (call.whole(1)?, call.whole(2)?);
    let Some(start) = usize::try_from(start).ok().and_then(|at| at.checked_sub(1)) else {
        return Err(call.unfit(1, "a position, 1 or more"));
    };
    let Ok(length) = usize::try_from(length) else {
        return Err(call.unfit(2, "a length, 0 or more"));
    };
    Ok(source.map_or(Value::Null, |source| {
        Value::Text(characters(source, start, length))
    }))
}

/// `length` characters from the `start`-th on, counted from 0; fewer if the text is shorter.
pub(super) fn characters(text: Cow<'_, str>, start: usize, length: usize) -> Cow<'_, str> {
    if text.is_ascii() {
        let from = start.min(text.len());
        let to = from.saturating_add(length).min(text.len());
        return slice(text, from, to);
    }
    let mut places = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .skip(start);
    let Some(from) = places.next() else {
        return Cow::Borrowed("");
    };
    let to = match length.checked_sub(1) {
        None => from,
        Some(more) => places.nth(more).unwrap_or(text.len()),
    };
    slice(text, from, to)
}

/// A part of a text, borrowed where the text is.
pub(super) fn slice(text: Cow<'_, str>, from: usize, to: usize) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(from..to).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(from..to).unwrap_or_default().to_owned()),
    }
}

fn strip_spaces<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(match call.text(0)? {
        None => Value::Null,
        Some(text) if text.contains(' ') => Value::text(text.replace(' ', "")),
        Some(text) => Value::Text(text),
    })
}

/// Value by value: "removes leading and trailing spaces for each value in the proxyAddress attribute".
fn trim<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(match call.value(0)? {
        Value::Null => Value::Null,
        Value::Text(text) => Value::Text(trimmed(text)),
        Value::Multi(values) => Value::Multi(values.into_iter().map(trimmed).collect()),
    })
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let from = text.len() - text.trim_start().len();
    let to = text.trim_end().len().max(from);
    slice(text, from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_alike_in_plain_and_in_accented_texts() {
        let plain = "abcdef";
        // The same with two bytes a letter.
        let accented = "äbcdéf";
        for start in 0..8 {
            for length in [0, 1, 2, 5, 6, 7, usize::MAX] {
                let of = |text: &str| {
                    let taken = characters(Cow::Borrowed(text), start, length);
                    assert_eq!(
                        taken,
                        characters(Cow::Owned(text.to_owned()), start, length)
                    );
                    taken.replace('ä', "a").replace('é', "e")
                };
                let expected: String = plain.chars().skip(start).take(length).collect();
                assert_eq!(of(plain), expected, "{start} {length}");
                assert_eq!(of(accented), expected, "{start} {length}");
            }
        }
    }
}
