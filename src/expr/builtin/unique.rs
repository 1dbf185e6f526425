//! What only the service knows or makes up: `SelectUniqueValue`, Guid, `RandomString`.
//!
//! The settings stand in: taken values for the target, a seed for the service's randomness.

use super::super::evaluate::{Answer, Call, Stop};
use super::super::value::{Mark, Value};
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("Guid", guid),
    ("RandomString", random_string),
    ("SelectUniqueValue", select_unique_value),
];

/// The first value that is free; a rule without a value is passed over.
fn select_unique_value<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    call.mark(Mark::Taken);
    for at in 0..call.count() {
        if let Some(value) = call.text(at)?
            && !value.is_empty()
            && !call.settings().taken.contains(&value)
        {
            return Ok(Value::Text(value));
        }
    }
    Err(call.cannot("every value is taken already, so the service would escrow the user"))
}

/// Version 4, from the seed. Layout: RFC 9562 §5.4.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every function of the table has this shape"
)]
fn guid<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let random = call.random();
    let high = (random.bits() & !0xF000) | 0x4000;
    let low = (random.bits() & !(0b11 << 62)) | (0b10 << 62);
    Ok(Value::text(format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )))
}

/// The longest text that `RandomString` makes. Source: ms-functions, read 2026-11.
const MAX_RANDOM: usize = 256;

/// Digits, special characters, capitals, small letters: the order of the parameters with the minima.
///
/// Source: the "Passwords must meet complexity requirements" page, which the reference points to.
const KINDS: [&str; 4] = [
    "0123456789",
    "'-!\"#$%&()*,./:;?@[]^_`{|}~+<=>",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
];

fn random_string<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let length = amount(call, 0)?;
    let avoided = call.text(5)?.unwrap_or_default();
    let mut kinds = Vec::with_capacity(KINDS.len());
    for (at, kind) in KINDS.iter().enumerate() {
        let allowed: Vec<char> = kind.chars().filter(|c| !avoided.contains(*c)).collect();
        kinds.push((amount(call, at + 1)?, allowed));
    }
    if kinds.iter().map(|(least, _)| least).sum::<usize>() > length {
        return Err(call.unfit(0, "at least the sum of the minima"));
    }
    if kinds
        .iter()
        .any(|(least, allowed)| *least > 0 && allowed.is_empty())
    {
        return Err(call.cannot("every character of a kind that has to be there is to be avoided"));
    }
    let all: Vec<char> = kinds
        .iter()
        .flat_map(|(_, allowed)| allowed.iter().copied())
        .collect();
    if all.is_empty() && length > 0 {
        return Err(call.cannot("every character is to be avoided"));
    }
    let random = call.random();
    let mut characters = Vec::with_capacity(length);
    for (least, allowed) in &kinds {
        characters.extend((0..*least).filter_map(|_| random.pick(allowed)));
    }
    while characters.len() < length {
        characters.extend(random.pick(&all));
    }
    // Fisher-Yates, so that the kinds do not stand in order.
    for last in (1..characters.len()).rev() {
        characters.swap(last, random.below(last + 1));
    }
    Ok(Value::text(characters.into_iter().collect::<String>()))
}

fn amount(call: &mut Call<'_, '_>, at: usize) -> Result<usize, Stop> {
    let amount = call.whole(at)?;
    match usize::try_from(amount) {
        Ok(amount) if amount <= MAX_RANDOM => Ok(amount),
        _ => Err(call.unfit(at, "a number from 0 to 256")),
    }
}
