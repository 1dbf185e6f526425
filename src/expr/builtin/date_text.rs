//! Reading dates: by a format, or in any of the usual forms.

use std::sync::LazyLock;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::date_format::{Length, MONTHS, Piece, WEEKDAYS, pieces};

/// What has been read of a date.
#[derive(Clone, Debug, Default)]
struct Reading {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    is_afternoon: Option<bool>,
    weekday: Option<usize>,
    /// Seconds east of Greenwich.
    offset: Option<i64>,
}

/// Reads a text by a format, to UTC; none if the text does not fit.
///
/// Without an offset the time is taken as UTC. Parts that the format does not have come from `today` as .NET does it:
/// without any date part the whole date, else the year alone.
pub(super) fn read_exact(
    text: &str,
    format: &[Piece],
    today: impl FnOnce() -> Date,
) -> Option<DateTime> {
    let mut reading = Reading::default();
    let rest = read(&mut reading, text, format)?;
    if !rest.is_empty() {
        return None;
    }
    if reading.year.is_none() {
        let today = today();
        reading.year = Some(today.year());
        if reading.month.is_none() && reading.day.is_none() {
            (reading.month, reading.day) = (Some(today.month()), Some(today.day()));
        }
    }
    reading.finish()
}

/// The usual forms of a date, each tried in turn.
const DATES: &[&str] = &[
    "yyyy-M-d",
    "M/d/yyyy",
    "yyyy/M/d",
    "M-d-yyyy",
    "ddd, d MMM yyyy",
    "dddd, MMMM d, yyyy",
    "MMMM d, yyyy",
    "MMM d, yyyy",
    "d MMM yyyy",
];

/// The usual forms of a time, longer ones before those that they start with.
const TIMES: &[&str] = &[
    "h:m:s tt",
    "h:m tt",
    "h tt",
    "H:m:s.FFFFFFF",
    "H:m:s",
    "H:m",
];

/// Reads a date in one of the usual forms, to UTC.
///
/// ISO 8601 dates, month/day/year, and month names, each alone or with a time after a `T` or blanks, each with an offset
/// or without. Source: ms-functions, `CDate` ("any valid string that represents a date/time"), and its examples.
pub(super) fn read_any(text: &str) -> Option<DateTime> {
    static FORMATS: LazyLock<[Vec<Vec<Piece>>; 2]> = LazyLock::new(|| {
        [DATES, TIMES].map(|formats| formats.iter().filter_map(|format| pieces(format)).collect())
    });
    let [dates, times] = &*FORMATS;
    let text = text.trim();
    let read_one = |reading: &Reading, text: &str, format: &[Piece]| {
        let mut reading = reading.clone();
        let left = read(&mut reading, text, format)?.len();
        Some((reading, text.len() - left))
    };
    let start = Reading::default();
    let (mut reading, length) = dates
        .iter()
        .find_map(|format| read_one(&start, text, format))?;
    let mut rest = text.get(length..)?;
    let time = rest.strip_prefix('T').unwrap_or(rest.trim_start());
    if time.len() < rest.len()
        && let Some((read, length)) = times
            .iter()
            .find_map(|format| read_one(&reading, time, format))
    {
        reading = read;
        rest = time.get(length..)?;
    }
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix("GMT").or(rest.strip_prefix("UTC")) {
        Some(after) => {
            reading.offset = Some(0);
            after
        }
        None => read(&mut reading, rest, &[Piece::Zone])?,
    };
    rest.is_empty().then(|| reading.finish())?
}

impl Reading {
    fn finish(self) -> Option<DateTime> {
        let date = Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        if let Some(weekday) = self.weekday
            && usize::try_from(date.weekday().to_monday_zero_offset()) != Ok(weekday)
        {
            return None;
        }
        let hour = match self.is_afternoon {
            None => self.hour,
            Some(_) if !(1..=12).contains(&self.hour) => return None,
            Some(afternoon) => self.hour % 12 + if afternoon { 12 } else { 0 },
        };
        let time = Time::new(hour, self.minute, self.second, self.nanosecond).ok()?;
        let local = date.to_datetime(time);
        let utc = local
            .checked_sub(SignedDuration::from_secs(self.offset.unwrap_or(0)))
            .ok()?;
        in_range(utc)
    }
}

/// The dates that .NET knows: years 1 to 9999.
pub(super) fn in_range(date: DateTime) -> Option<DateTime> {
    (1..=9999).contains(&date.year()).then_some(date)
}

/// Reads the start of a text and returns the rest.
fn read<'t>(reading: &mut Reading, text: &'t str, format: &[Piece]) -> Option<&'t str> {
    let mut rest = text;
    for piece in format {
        rest = read_piece(reading, rest, piece)?;
    }
    Some(rest)
}

fn read_piece<'t>(reading: &mut Reading, text: &'t str, piece: &Piece) -> Option<&'t str> {
    match *piece {
        Piece::Year(width) => {
            let (number, rest) = match width {
                1 => number(text, 1, 2)?,
                width => number(text, width, width)?,
            };
            // .NET reads two digits as 1930 to 2029.
            reading.year = Some(match (width, number) {
                (1 | 2, 0..=29) => i16::try_from(number + 2000).ok()?,
                (1 | 2, _) => i16::try_from(number + 1900).ok()?,
                _ => i16::try_from(number).ok()?,
            });
            Some(rest)
        }
        Piece::Month(width) => short(text, width, |month| reading.month = Some(month)),
        Piece::Day(width) => short(text, width, |day| reading.day = Some(day)),
        Piece::Hour12(width) => {
            let rest = short(text, width, |hour| reading.hour = hour)?;
            (reading.hour <= 12).then_some(rest)
        }
        Piece::Hour24(width) => short(text, width, |hour| reading.hour = hour),
        Piece::Minute(width) => short(text, width, |minute| reading.minute = minute),
        Piece::Second(width) => short(text, width, |second| reading.second = second),
        Piece::Fraction {
            digits,
            optional,
            point,
        } => {
            let after = if point {
                text.strip_prefix('.')
            } else {
                Some(text)
            };
            let Some(after) = after else {
                return Some(text);
            };
            let least = if optional { 0 } else { digits };
            let (length, value, rest) = digit_run(after, least, digits)?;
            let scale = 10_u32.pow(u32::try_from(9_usize.checked_sub(length)?).ok()?);
            reading.nanosecond = i32::try_from(u32::try_from(value).ok()? * scale).ok()?;
            Some(rest)
        }
        Piece::MonthName(length) => {
            let (at, rest) = name(text, &MONTHS, length)?;
            reading.month = Some(i8::try_from(at).ok()? + 1);
            Some(rest)
        }
        Piece::WeekdayName(length) => {
            let (at, rest) = name(text, &WEEKDAYS, length)?;
            reading.weekday = Some(at);
            Some(rest)
        }
        Piece::HalfDay(length) => {
            let width = if length == Length::Long { 2 } else { 1 };
            let (half, rest) = text.split_at_checked(width)?;
            reading.is_afternoon = Some(match half.to_ascii_uppercase().as_str() {
                "A" | "AM" => false,
                "P" | "PM" => true,
                _ => return None,
            });
            Some(rest)
        }
        Piece::Era => text.strip_prefix("A.D.").or(text.strip_prefix("AD")),
        Piece::Offset(letters) => offset(reading, text, letters),
        Piece::Zone => match text.strip_prefix(['Z', 'z']) {
            Some(rest) => {
                reading.offset = Some(0);
                Some(rest)
            }
            None if text.starts_with(['+', '-']) => offset(reading, text, 3),
            None => Some(text),
        },
        Piece::Literal(c) => text.strip_prefix(c),
    }
}

/// `+01:00`, `-0700`, `+5`.
fn offset<'t>(reading: &mut Reading, text: &'t str, letters: usize) -> Option<&'t str> {
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = if letters == 1 {
        number(rest, 1, 2)?
    } else {
        number(rest, 2, 2)?
    };
    let (minutes, rest) = if letters == 3 {
        number(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?
    } else {
        (0, rest)
    };
    // .NET's limit.
    if hours > 14 || minutes > 59 {
        return None;
    }
    reading.offset = Some(sign * (hours * 3600 + minutes * 60));
    Some(rest)
}

/// One or two digits for a single letter, exactly two for a double one.
fn short(text: &str, width: usize, set: impl FnOnce(i8)) -> Option<&str> {
    let (number, rest) = number(text, width, 2)?;
    set(i8::try_from(number).ok()?);
    Some(rest)
}

fn number(text: &str, least: usize, most: usize) -> Option<(i64, &str)> {
    let (_, number, rest) = digit_run(text, least, most)?;
    Some((number, rest))
}

/// The digits that a text starts with: how many, their number, and the rest.
fn digit_run(text: &str, least: usize, most: usize) -> Option<(usize, i64, &str)> {
    let length = text
        .bytes()
        .take(most.min(9))
        .take_while(u8::is_ascii_digit)
        .count();
    if length < least {
        return None;
    }
    let (digits, rest) = text.split_at_checked(length)?;
    let number = if digits.is_empty() {
        0
    } else {
        digits.parse().ok()?
    };
    Some((length, number, rest))
}

/// Which of the names a text starts with, in any letter case.
fn name<'t>(text: &'t str, names: &[&str], length: Length) -> Option<(usize, &'t str)> {
    names.iter().enumerate().find_map(|(at, name)| {
        let name = match length {
            Length::Short => name.get(..3)?,
            Length::Long => name,
        };
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then_some((at, rest))
    })
}

/// Adds an amount of an interval, as `DateAdd` names them; none for an unknown interval or out of range.
pub(super) fn add(date: DateTime, interval: &str, amount: i64) -> Option<DateTime> {
    let span = jiff::Span::new();
    let span = match interval {
        "yyyy" => span.try_years(amount),
        "m" => span.try_months(amount),
        "d" => span.try_days(amount),
        "ww" => span.try_weeks(amount),
        "h" => span.try_hours(amount),
        "n" => span.try_minutes(amount),
        "s" => span.try_seconds(amount),
        _ => return None,
    };
    in_range(date.checked_add(span.ok()?).ok()?)
}

/// The difference in an interval, as `DateDiff` counts it; none for an unknown interval.
///
/// Days, hours, minutes and seconds are elapsed time, cut off; weeks are Sundays passed, months and years differences of
/// calendar numbers: the only reading under which every printed example comes out.
pub(super) fn difference(interval: &str, from: DateTime, to: DateTime) -> Option<i64> {
    let elapsed = |seconds: i64| to.duration_since(from).as_secs() / seconds;
    let month = |date: DateTime| i64::from(date.year()) * 12 + i64::from(date.month());
    Some(match interval {
        "yyyy" => i64::from(to.year()) - i64::from(from.year()),
        "m" => month(to) - month(from),
        "ww" => week(to)? - week(from)?,
        "d" => elapsed(86_400),
        "h" => elapsed(3_600),
        "n" => elapsed(60),
        "s" => elapsed(1),
        _ => return None,
    })
}

/// Weeks since a Sunday long ago.
fn week(date: DateTime) -> Option<i64> {
    let sunday = Date::new(1969, 12, 28).ok()?;
    let days = date.date().duration_since(sunday).as_hours() / 24;
    Some(days.div_euclid(7))
}
