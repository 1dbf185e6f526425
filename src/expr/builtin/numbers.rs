//! Numbers and conversions to text: `BitAnd`, `CStr`, Redact.

use super::super::evaluate::{Answer, Call};
use super::super::value::{Mark, Value};
use super::Named;

pub(super) const FUNCTIONS: &[Named] = &[("BitAnd", bit_and), ("CStr", c_str), ("Redact", redact)];

fn bit_and<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let (one, other) = (call.whole(0)?, call.whole(1)?);
    Ok(Value::text((one & other).to_string()))
}

/// Every single value is held as its text already.
fn c_str<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(call.text(0)?.map_or(Value::Null, Value::Text))
}

/// The value goes on as it is; only the provisioning logs hide it.
fn redact<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let value = call.value(0)?;
    call.mark(Mark::Redacted);
    Ok(value)
}
