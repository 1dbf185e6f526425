//! .NET's custom date formats: `yyyyMMddHHmmss.fZ` and its kin, for reading and for printing.
//!
//! Source: "Custom date and time format strings" and "Standard date and time format strings" (.NET documentation), which
//! the functions reference points to. Names and patterns are those of en-US, as the printed dates of the language are.

use jiff::civil::DateTime;

/// What a format asks for at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// The number of letters tells how many digits.
    Year(usize),
    Month(usize),
    Day(usize),
    Hour12(usize),
    Hour24(usize),
    Minute(usize),
    Second(usize),
    /// Fractions of a second. Optional ones may lack digits, and with them the point before.
    Fraction {
        digits: usize,
        optional: bool,
        point: bool,
    },
    MonthName(Length),
    WeekdayName(Length),
    /// AM or PM, or only its first letter.
    HalfDay(Length),
    Era,
    /// `z`, `zz`, `zzz`.
    Offset(usize),
    /// `K`: `Z`, an offset, or nothing.
    Zone,
    Literal(char),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Length {
    Short,
    Long,
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// From Monday on, as dates count them.
pub(super) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The format in which the language prints dates.
pub(super) const PRINTED: &str = "M/d/yyyy h:mm:ss tt";

/// The pieces of a format; none if it is not one.
pub(super) fn pieces(format: &str) -> Option<Vec<Piece>> {
    let format = standard(format)?;
    let mut chars = format.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(c) = chars.next() {
        let run = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            let mut length = 1;
            while chars.next_if_eq(&c).is_some() {
                length += 1;
            }
            length
        };
        let piece = match c {
            'y' => Piece::Year(run(&mut chars)),
            'M' => match run(&mut chars) {
                3 => Piece::MonthName(Length::Short),
                length @ (1 | 2) => Piece::Month(length),
                _ => Piece::MonthName(Length::Long),
            },
            'd' => match run(&mut chars) {
                3 => Piece::WeekdayName(Length::Short),
                length @ (1 | 2) => Piece::Day(length),
                _ => Piece::WeekdayName(Length::Long),
            },
            'h' => Piece::Hour12(run(&mut chars).min(2)),
            'H' => Piece::Hour24(run(&mut chars).min(2)),
            'm' => Piece::Minute(run(&mut chars).min(2)),
            's' => Piece::Second(run(&mut chars).min(2)),
            'f' | 'F' => {
                let digits = run(&mut chars);
                if digits > 7 {
                    return None;
                }
                let optional = c == 'F';
                let point = optional && pieces.last() == Some(&Piece::Literal('.'));
                if point {
                    pieces.pop();
                }
                Piece::Fraction {
                    digits,
                    optional,
                    point,
                }
            }
            't' => Piece::HalfDay(if run(&mut chars) == 1 {
                Length::Short
            } else {
                Length::Long
            }),
            'g' => {
                run(&mut chars);
                Piece::Era
            }
            'z' => Piece::Offset(run(&mut chars).min(3)),
            'K' => Piece::Zone,
            '\\' => Piece::Literal(chars.next()?),
            // A percent sign only sets a single letter off as a custom format.
            '%' => {
                chars.peek().filter(|next| **next != '%')?;
                continue;
            }
            '\'' | '"' => {
                loop {
                    match chars.next()? {
                        '\\' => pieces.push(Piece::Literal(chars.next()?)),
                        close if close == c => break,
                        other => pieces.push(Piece::Literal(other)),
                    }
                }
                continue;
            }
            other => Piece::Literal(other),
        };
        pieces.push(piece);
    }
    Some(pieces)
}

/// The custom format that a standard format, one letter, stands for; none for an unknown letter.
fn standard(format: &str) -> Option<&str> {
    let mut chars = format.chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else {
        return (!format.is_empty()).then_some(format);
    };
    Some(match letter {
        'd' => "M/d/yyyy",
        'D' => "dddd, MMMM d, yyyy",
        'f' => "dddd, MMMM d, yyyy h:mm tt",
        'F' | 'U' => "dddd, MMMM d, yyyy h:mm:ss tt",
        'g' => "M/d/yyyy h:mm tt",
        'G' => PRINTED,
        'm' | 'M' => "MMMM d",
        'o' | 'O' => "yyyy-MM-ddTHH:mm:ss.fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        's' => "yyyy-MM-ddTHH:mm:ss",
        't' => "h:mm tt",
        'T' => "h:mm:ss tt",
        'u' => "yyyy-MM-dd HH:mm:ss'Z'",
        'y' | 'Y' => "MMMM yyyy",
        _ => return None,
    })
}

/// A date, in UTC, in a format.
pub(super) fn print(pieces: &[Piece], date: DateTime) -> String {
    use std::fmt::Write as _;

    let mut text = String::new();
    for piece in pieces {
        let written = match piece {
            Piece::Year(2) => write!(text, "{:02}", date.year().rem_euclid(100)),
            Piece::Year(1) => write!(text, "{}", date.year().rem_euclid(100)),
            Piece::Year(width) => write!(text, "{:0width$}", date.year()),
            Piece::Month(width) => write!(text, "{:0width$}", date.month()),
            Piece::Day(width) => write!(text, "{:0width$}", date.day()),
            Piece::Hour12(width) => write!(text, "{:0width$}", (date.hour() + 11) % 12 + 1),
            Piece::Hour24(width) => write!(text, "{:0width$}", date.hour()),
            Piece::Minute(width) => write!(text, "{:0width$}", date.minute()),
            Piece::Second(width) => write!(text, "{:0width$}", date.second()),
            Piece::Fraction {
                digits,
                optional,
                point,
            } => {
                let all = format!("{:09}", date.subsec_nanosecond());
                let mut shown = all.get(..*digits).unwrap_or(&all);
                if *optional {
                    shown = shown.trim_end_matches('0');
                }
                let point = if *point && !shown.is_empty() { "." } else { "" };
                write!(text, "{point}{shown}")
            }
            Piece::MonthName(length) => {
                let at = usize::try_from(date.month() - 1).unwrap_or_default();
                text.push_str(name(&MONTHS, at, *length));
                Ok(())
            }
            Piece::WeekdayName(length) => {
                let at = usize::try_from(date.weekday().to_monday_zero_offset());
                text.push_str(name(&WEEKDAYS, at.unwrap_or_default(), *length));
                Ok(())
            }
            Piece::HalfDay(length) => {
                text.push(if date.hour() < 12 { 'A' } else { 'P' });
                if *length == Length::Long {
                    text.push('M');
                }
                Ok(())
            }
            Piece::Era => write!(text, "A.D."),
            Piece::Offset(1) => write!(text, "+0"),
            Piece::Offset(2) => write!(text, "+00"),
            Piece::Offset(_) => write!(text, "+00:00"),
            Piece::Zone => write!(text, "Z"),
            Piece::Literal(c) => write!(text, "{c}"),
        };
        if written.is_err() {
            // Writing to a String does not fail.
            break;
        }
    }
    text
}

fn name(names: &[&'static str], at: usize, length: Length) -> &'static str {
    let name = names.get(at).copied().unwrap_or_default();
    match length {
        Length::Short => name.get(..3).unwrap_or(name),
        Length::Long => name,
    }
}
