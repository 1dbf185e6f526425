//! Dates: `CDate`, `DateAdd`, `DateDiff`, `DateFromNum`, `FormatDateTime`, Now, `NumFromDate`.
//!
//! A date is a text, printed `M/d/yyyy h:mm:ss tt` in UTC.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::super::evaluate::{Answer, Call, Stop};
use super::super::value::Value;
use super::Named;
use super::date_format::{PRINTED, Piece, pieces, print};
use super::date_text::{add, difference, in_range, read_any, read_exact};

pub(super) const FUNCTIONS: &[Named] = &[
    ("CDate", c_date),
    ("DateAdd", date_add),
    ("DateDiff", date_diff),
    ("DateFromNum", date_from_num),
    ("FormatDateTime", format_date_time),
    ("Now", now),
    ("NumFromDate", num_from_date),
];

const INTERVALS: &str = "one of yyyy, m, d, ww, h, n and s";

fn printed<'v>(date: DateTime) -> Value<'v> {
    static FORMAT: LazyLock<Vec<Piece>> = LazyLock::new(|| pieces(PRINTED).unwrap_or_default());
    Value::text(print(&FORMAT, date))
}

/// The date in an argument; none for null or an empty text.
fn optional_date(call: &mut Call<'_, '_>, at: usize) -> Result<Option<DateTime>, Stop> {
    match call.text(at)? {
        Some(text) if !text.trim().is_empty() => match read_any(&text) {
            Some(date) => Ok(Some(date)),
            None => Err(call.unfit(at, "a date")),
        },
        _ => Ok(None),
    }
}

fn date(call: &mut Call<'_, '_>, at: usize) -> Result<DateTime, Stop> {
    match optional_date(call, at)? {
        Some(date) => Ok(date),
        None => Err(call.unfit(at, "a date")),
    }
}

fn c_date<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(optional_date(call, 0)?.map_or(Value::Null, printed))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every function of the table has this shape"
)]
fn now<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    Ok(printed(call.now()))
}

fn date_add<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let interval = call.text(0)?.unwrap_or_default();
    let amount = call.whole(1)?;
    let Some(date) = optional_date(call, 2)? else {
        return Ok(Value::Null);
    };
    if difference(&interval, date, date).is_none() {
        return Err(call.unfit(0, INTERVALS));
    }
    match add(date, &interval, amount) {
        Some(date) => Ok(printed(date)),
        None => Err(call.cannot("the date is outside the years 1 to 9999")),
    }
}

fn date_diff<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let interval = call.text(0)?.unwrap_or_default();
    let (from, to) = (date(call, 1)?, date(call, 2)?);
    match difference(&interval, from, to) {
        Some(number) => Ok(Value::text(number.to_string())),
        None => Err(call.unfit(0, INTERVALS)),
    }
}

/// From the start of 1601 to that of 1970, in units of 100 nanoseconds.
const FILETIME_OF_EPOCH: i128 = 116_444_736_000_000_000;

fn date_from_num<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let Some(number) = call.optional_whole(0)? else {
        return Ok(Value::Null);
    };
    let nanoseconds = (i128::from(number) - FILETIME_OF_EPOCH) * 100;
    let date = jiff::Timestamp::from_nanosecond(nanoseconds)
        .ok()
        .map(|timestamp| TimeZone::UTC.to_datetime(timestamp))
        .and_then(in_range);
    match date {
        Some(date) => Ok(printed(date)),
        None => Err(call.cannot("the date is outside the years 1 to 9999")),
    }
}

fn num_from_date<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let Some(date) = optional_date(call, 0)? else {
        return Ok(Value::Null);
    };
    match TimeZone::UTC.to_timestamp(date) {
        Ok(timestamp) => {
            let number = timestamp.as_nanosecond() / 100 + FILETIME_OF_EPOCH;
            Ok(Value::text(number.to_string()))
        }
        Err(_) => Err(call.cannot("the date is out of range")),
    }
}

/// The styles that .NET's `DateTimeStyles` has. A style other than the white-space ones changes nothing here: all dates
/// are taken to UTC.
const STYLES: [&str; 10] = [
    "None",
    "AllowLeadingWhite",
    "AllowTrailingWhite",
    "AllowInnerWhite",
    "AllowWhiteSpaces",
    "NoCurrentDateDefault",
    "AdjustToUniversal",
    "AssumeLocal",
    "AssumeUniversal",
    "RoundtripKind",
];

/// With four arguments the second holds the styles, with three (cloud-sync page) there are none.
fn format_date_time<'v>(call: &mut Call<'_, 'v>) -> Answer<'v> {
    let source = call.text(0)?;
    let first_format = call.count().saturating_sub(2);
    let styles = if first_format == 2 {
        call.text(1)?
    } else {
        None
    };
    let input = format(call, first_format)?;
    let output = format(call, first_format + 1)?;
    let styles: Vec<_> = styles
        .as_deref()
        .unwrap_or_default()
        .split(',')
        .map(|style| style.trim().rsplit('.').next().unwrap_or_default())
        .filter(|style| !style.is_empty())
        .collect();
    if styles.iter().any(|style| !STYLES.contains(style)) {
        return Err(call.unfit(1, "names of DateTimeStyles"));
    }
    let Some(source) = source.filter(|source| !source.trim().is_empty()) else {
        return Ok(Value::Null);
    };
    let allows = |style: &str| {
        styles.is_empty() || styles.contains(&style) || styles.contains(&"AllowWhiteSpaces")
    };
    let mut text = source.as_ref();
    if allows("AllowLeadingWhite") {
        text = text.trim_start();
    }
    if allows("AllowTrailingWhite") {
        text = text.trim_end();
    }
    match read_exact(text, &input, || call.now().date()) {
        Some(date) => Ok(Value::text(print(&output, date))),
        None => Err(call.unfit(0, "a date in the input format")),
    }
}

fn format(call: &mut Call<'_, '_>, at: usize) -> Result<Vec<Piece>, Stop> {
    let format = call.text(at)?.unwrap_or_default();
    match pieces(&format) {
        Some(pieces) => Ok(pieces),
        None => Err(call.unfit(at, "a date format")),
    }
}
