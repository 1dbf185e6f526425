//! `NormalizeDiacritics`.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::super::evaluate::{Answer, Call};
use super::super::functions::diacritics;
use super::super::value::Value;
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[("NormalizeDiacritics", normalize_diacritics)];

/// The documented table, upper case added.
static TABLE: LazyLock<HashMap<char, String>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for (accented, plain) in diacritics() {
        table.insert(accented, plain.to_owned());
        let mut upper = accented.to_uppercase();
        // ß and the like have no single capital.
        if let (Some(upper), None) = (upper.next(), upper.next())
            && !upper.is_ascii()
        {
            table.insert(upper, plain.to_uppercase());
        }
    }
    table.insert('İ', "I".to_owned());
    table
});

/// Replaces what the documented table lists and leaves other letters alone.
///
/// The table lists letters with loose combining marks too (`c̄`, `ȳ́`): the marks after a Latin letter are dropped.
/// Marks of other scripts stay: they belong to the spelling.
fn normalize_diacritics<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let Some(source) = call.text(0)? else {
        return Ok(Value::Null);
    };
    if source.is_ascii() {
        return Ok(Value::Text(source));
    }
    // Composing is slow, and nearly every text is composed already.
    Ok(Value::text(match is_nfc_quick(source.chars()) {
        IsNormalized::Yes => folded(source.chars(), source.len()),
        _ => folded(source.nfc(), source.len()),
    }))
}

fn folded(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut text = String::with_capacity(capacity);
    let mut after_latin = false;
    for c in letters {
        if c.is_ascii() {
            text.push(c);
            after_latin = c.is_ascii_alphabetic();
        } else if let Some(plain) = TABLE.get(&c) {
            text.push_str(plain);
            after_latin = true;
        } else if is_combining_mark(c) {
            if !after_latin {
                text.push(c);
            }
        } else {
            text.push(c);
            after_latin = false;
        }
    }
    text
}
