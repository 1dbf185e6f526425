//! Letter case: `ToLower`, `ToUpper`, `PCase`.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::super::evaluate::{Answer, Call, Stop};
use super::super::value::Value;
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("PCase", proper_case),
    ("ToLower", to_lower),
    ("ToUpper", to_upper),
];

/// Whose rules for the letter i hold.
#[derive(Clone, Copy, PartialEq)]
enum Culture {
    Invariant,
    /// Turkish and Azeri pair i with İ and ı with I.
    DottedI,
}

fn to_lower<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    convert(call, str::make_ascii_lowercase, lower)
}

fn to_upper<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    convert(call, str::make_ascii_uppercase, upper)
}

/// Converts a text of plain letters at once and any other letter by letter.
fn convert<'v>(
    call: &mut Call<'_, 'v>,
    plain: impl Fn(&mut str),
    letter: impl Fn(char, Culture) -> char,
) -> Answer<'v> {
    let source = call.text(0)?;
    let culture = culture(call)?;
    Ok(source.map_or(Value::Null, |text| {
        if culture == Culture::Invariant && text.is_ascii() {
            let mut text = text.into_owned();
            plain(&mut text);
            return Value::text(text);
        }
        Value::text(text.chars().map(|c| letter(c, culture)).collect::<String>())
    }))
}

/// The culture in the second argument: a name such as `tr-TR`; the invariant one if there is none.
fn culture(call: &mut Call<'_, '_>) -> Result<Culture, Stop> {
    let name = call.text(1)?.unwrap_or_default();
    if name.is_empty() {
        return Ok(Culture::Invariant);
    }
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(call.unfit(1, "the name of a culture, such as \"en-US\""));
    }
    let language = name.split('-').next().unwrap_or_default();
    Ok(match language.to_ascii_lowercase().as_str() {
        "tr" | "az" => Culture::DottedI,
        _ => Culture::Invariant,
    })
}

/// One letter for one letter, as .NET does: ß stays ß.
fn upper(letter: char, culture: Culture) -> char {
    match (letter, culture) {
        ('i', Culture::DottedI) => 'İ',
        ('ı', Culture::Invariant) => 'ı',
        _ => only(letter.to_uppercase()).unwrap_or(letter),
    }
}

fn lower(letter: char, culture: Culture) -> char {
    match (letter, culture) {
        ('I', Culture::DottedI) => 'ı',
        ('İ', Culture::DottedI) => 'i',
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        _ => only(letter.to_lowercase()).unwrap_or(letter),
    }
}

fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}

/// The first character of each word in upper case, all others in lower case.
///
/// The reference names .NET's `ToTitleCase` for the word separators, yet prints `PCase("st john's hospital")` with a
/// capital S after the apostrophe: every separator of its list starts a word.
fn proper_case<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?;
    let separators = call.text(1)?;
    let Some(source) = source else {
        return Ok(Value::Null);
    };
    let separates = |c: char| match &separators {
        Some(given) => given.contains(c),
        None => !(c.is_alphanumeric() || is_combining_mark(c)),
    };
    let mut starts_word = true;
    let mut text = String::with_capacity(source.len());
    for c in source.chars() {
        text.push(if starts_word {
            upper(c, Culture::Invariant)
        } else {
            lower(c, Culture::Invariant)
        });
        starts_word = separates(c);
    }
    Ok(Value::Text(Cow::Owned(text)))
}
