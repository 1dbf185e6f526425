//! Directory values: `CRef`, `DNComponent`, `StringFromSid`, `DefaultDomain`.

use base64::Engine as _;

use super::super::evaluate::{Answer, Call};
use super::super::value::{Mark, Value};
use super::Named;
use super::encoding::BASE64;

pub(super) const FUNCTIONS: &[Named] = &[
    ("CRef", c_ref),
    ("DNComponent", dn_component),
    ("DefaultDomain", default_domain),
    ("StringFromSid", string_from_sid),
];

/// A reference is held as the text that names it.
fn c_ref<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(call.text(0)?.map_or(Value::Null, Value::Text))
}

fn default_domain<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    call.mark(Mark::DefaultDomain);
    match &call.settings().default_domain {
        Some(domain) => Ok(Value::text(domain)),
        None => Err(call.cannot("the tenant's default domain is not known here")),
    }
}

/// The value of the n-th component from the left; null where the name has fewer.
///
/// Distinguished names as RFC 4514 §3 writes them: `\,` and `\2C` stand for a comma within a value.
fn dn_component<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let Some(name) = call.text(0)? else {
        return Ok(Value::Null);
    };
    let number = call.whole(1)?;
    let Some(before) = usize::try_from(number)
        .ok()
        .and_then(|at| at.checked_sub(1))
    else {
        return Err(call.unfit(1, "a position, 1 or more"));
    };
    let value = components(&name)
        .nth(before)
        .and_then(|component| component.split_once('='))
        .map(|(_, value)| unescaped(value.trim()));
    Ok(value.map_or(Value::Null, Value::text))
}

/// The parts between commas that are not escaped.
fn components(name: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    name.split(move |c| {
        let separates = c == ',' && !escaped;
        escaped = c == '\\' && !escaped;
        separates
    })
}

fn unescaped(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let hex = after.get(..2).and_then(|pair| {
            let is_hex = pair.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex.then(|| u8::from_str_radix(pair, 16).ok()).flatten()
        });
        if let (Some(byte), Some(after)) = (hex, after.get(2..)) {
            bytes.push(byte);
            rest = after;
        } else {
            let length = after.chars().next().map_or(0, char::len_utf8);
            let (literal, after) = after.split_at_checked(length).unwrap_or((after, ""));
            bytes.extend_from_slice(literal.as_bytes());
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The bytes come as base64, the form in which binary attributes are read, or as hexadecimal.
///
/// Layout: [MS-DTYP] §2.4.2.2: revision, count, six bytes of authority, then little-endian sub-authorities.
fn string_from_sid<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let Some(source) = call.text(0)? else {
        return Ok(Value::Null);
    };
    if source.starts_with("S-1-") {
        return Ok(Value::Text(source));
    }
    match sid_bytes(&source).as_deref().and_then(sid_text) {
        Some(text) => Ok(Value::text(text)),
        None => Err(call.unfit(0, "a security identifier in base64 or hexadecimal")),
    }
}

fn sid_bytes(source: &str) -> Option<Vec<u8>> {
    let digits = source.strip_prefix("0x").unwrap_or(source);
    if digits.len().is_multiple_of(2) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let (pairs, _) = digits.as_bytes().as_chunks::<2>();
        let bytes: Option<Vec<u8>> = pairs
            .iter()
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect();
        if bytes.as_deref().and_then(sid_text).is_some() {
            return bytes;
        }
    }
    BASE64.decode(source.trim()).ok()
}

fn sid_text(bytes: &[u8]) -> Option<String> {
    let (&[revision, count, ref authority @ ..], rest) = bytes.split_first_chunk::<8>()?;
    let (parts, odd) = rest.as_chunks::<4>();
    if revision != 1 || usize::from(count) != parts.len() || !odd.is_empty() {
        return None;
    }
    let authority = authority
        .iter()
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let mut text = format!("S-1-{authority}");
    for part in parts {
        text.push('-');
        text.push_str(&u32::from_le_bytes(*part).to_string());
    }
    Some(text)
}
