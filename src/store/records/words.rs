//! Values that are texts of a certain shape: words of a list, dates, times.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::json::{Fallible, Fault, FaultKind, JsonReader, wrong_value};
use crate::store::json_writer::write_string;

/// Reads one of the words that `word` gives for `all`.
pub(super) fn one_of<T: Copy>(
    reader: &mut JsonReader<'_>,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Fallible<T> {
    let at = reader.offset();
    let text = reader.string()?;
    all.iter()
        .copied()
        .find(|value| word(*value) == text)
        .ok_or_else(|| {
            let words: Vec<_> = all
                .iter()
                .map(|value| format!("{:?}", word(*value)))
                .collect();
            let expected = format!("one of {}", words.join(", "));
            wrong_value(at, &expected, &quoted(&text))
        })
}

fn quoted(text: &str) -> String {
    let mut raw = Vec::new();
    write_string(&mut raw, text);
    String::from_utf8_lossy(&raw).into_owned()
}

/// Reads a day, written `2026-11-02` and in no other way.
pub(super) fn date(reader: &mut JsonReader<'_>) -> Fallible<Date> {
    let at = reader.offset();
    let text = reader.string()?;
    match text.parse::<Date>() {
        // A text with a time in it would be read too, and lose the time.
        Ok(date) if date.to_string() == text => Ok(date),
        _ => Err(wrong_value(
            at,
            "a date like \"2026-11-02\"",
            &quoted(&text),
        )),
    }
}

/// Reads a point in time.
pub(super) fn timestamp(reader: &mut JsonReader<'_>) -> Fallible<Timestamp> {
    let at = reader.offset();
    let text = reader.string()?;
    let Ok(time) = text.parse() else {
        let expected = "a point in time like \"2026-11-02T09:30:00Z\"";
        return Err(wrong_value(at, expected, &quoted(&text)));
    };
    Ok(time)
}

/// Reads a list of texts.
pub(super) fn texts(reader: &mut JsonReader<'_>) -> Fallible<Vec<String>> {
    let mut texts = Vec::new();
    reader.list(|reader| {
        texts.push(reader.string()?.into_owned());
        Ok(())
    })?;
    Ok(texts)
}

/// The fault for an object at `at` that lacks the member `name`.
pub(in crate::store) fn missing(at: usize, name: &'static str) -> Fault {
    let kind = FaultKind::Missing(name);
    Fault::new(at, kind)
}

/// The fault for an object at `at` whose member `name` means nothing in `to`.
pub(super) fn misplaced(at: usize, name: &'static str, to: impl Into<String>) -> Fault {
    let to = to.into();
    let kind = FaultKind::Misplaced { name, to };
    Fault::new(at, kind)
}
