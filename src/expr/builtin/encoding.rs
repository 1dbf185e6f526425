//! Encodings: `ConvertToBase64`, `ConvertFromBase64`, `ConvertToUTF8Hex`.

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::super::evaluate::{Answer, Call};
use super::super::value::Value;
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[
    ("ConvertFromBase64", convert_from_base64),
    ("ConvertToBase64", convert_to_base64),
    ("ConvertToUTF8Hex", convert_to_utf8_hex),
];

/// .NET reads last characters whose unused bits are not zero.
pub(super) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Base64 of the UTF-16LE bytes, as the printed example has it.
fn convert_to_base64<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(call.text(0)?.map_or(Value::Null, |text| {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        Value::text(BASE64.encode(bytes))
    }))
}

/// The reverse, from UTF-16LE unless another encoding is named; blanks within are passed over, as .NET does.
fn convert_from_base64<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?;
    let encoding = call.text(1)?;
    let Some(source) = source else {
        return Ok(Value::Null);
    };
    let source: String = source.split_ascii_whitespace().collect();
    let Ok(bytes) = BASE64.decode(source) else {
        return Err(call.unfit(0, "base64"));
    };
    Ok(Value::text(match encoding.as_deref() {
        None | Some("" | "Unicode") => {
            let (units, rest) = bytes.as_chunks();
            let mut text = String::from_utf16_lossy(
                &units
                    .iter()
                    .map(|unit| u16::from_le_bytes(*unit))
                    .collect::<Vec<_>>(),
            );
            if !rest.is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            text
        }
        Some("ASCII") => bytes
            .iter()
            .map(|byte| {
                if byte.is_ascii() {
                    char::from(*byte)
                } else {
                    '?'
                }
            })
            .collect(),
        Some("UTF8") => String::from_utf8_lossy(&bytes).into_owned(),
        Some(_) => return Err(call.unfit(1, "Unicode, ASCII or UTF8")),
    }))
}

fn convert_to_utf8_hex<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    use std::fmt::Write as _;

    let Some(source) = call.text(0)? else {
        return Ok(Value::Null);
    };
    let mut text = String::with_capacity(source.len() * 2);
    for byte in source.bytes() {
        if write!(text, "{byte:02X}").is_err() {
            // Writing to a String does not fail.
            break;
        }
    }
    Ok(Value::Text(text.into()))
}
