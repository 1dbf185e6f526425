//! Regular expressions as .NET writes them, run by an engine that cannot blow up.
//!
//! The service uses .NET's engine, which goes back and forth in the text; ours runs in time linear in text and pattern
//! and so knows no look-around, no back-references and no atomic groups: such a pattern is a named fault.
//! One more difference stays: .NET's `$` also fits before a last line feed.

mod dialect;

use regex::{Captures, Regex, RegexBuilder};

use super::failure::PatternFault;
use dialect::Translated;

/// What building regular expressions may cost in one compilation, and in one evaluation; a unit is about half a
/// microsecond.
///
/// Measured with hostile patterns: building takes up to 14 microseconds a character, and a search up to half a
/// microsecond a byte in the smallest of the size classes below.
pub(super) const MAX_BUILD_WORK: usize = 100_000;
/// What searching may cost in one evaluation; a unit is an eighth of a microsecond.
pub(super) const MAX_SEARCH_WORK: usize = 160_000;
/// How much dearer a byte is that a search may read again and again.
const REREAD: usize = 4;
/// The longest pattern, in bytes.
const MAX_PATTERN_BYTES: usize = 1_000;

/// Sizes of a built pattern in bytes, what building it costs, and what a searched byte costs.
const SIZES: [(usize, usize, usize); 3] = [
    (16 << 10, 200, 1),
    (64 << 10, 1_000, 4),
    (256 << 10, 8_000, 16),
];

/// A pattern, built.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    regex: Regex,
    /// Group numbers as .NET counts them (unnamed groups first), to those of the engine.
    numbers: Vec<usize>,
    cost_per_byte: usize,
    /// Whether a search reads no further than the match it finds.
    stops_at_match: bool,
}

/// One match.
pub(super) struct Match<'t> {
    captures: Captures<'t>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// What finding it cost.
    pub(super) cost: usize,
}

impl Pattern {
    /// Builds the pattern and takes the cost from `work`.
    ///
    /// # Errors
    ///
    /// Each fault but [`PatternFault::NoSuchGroup`].
    pub(super) fn build(text: &str, work: &mut usize) -> Result<Self, PatternFault> {
        if text.len() > MAX_PATTERN_BYTES {
            return Err(PatternFault::TooBig);
        }
        spend(work, text.len() * 28)?;
        let Translated {
            pattern,
            stops_at_match,
        } = dialect::translate(text)?;
        for (size, cost, cost_per_byte) in SIZES {
            spend(work, cost)?;
            let built = RegexBuilder::new(&pattern)
                .size_limit(size)
                .dfa_size_limit(256 << 10)
                .nest_limit(64)
                .build();
            match built {
                Ok(regex) => {
                    return Ok(Self {
                        numbers: dotnet_numbers(&regex),
                        regex,
                        cost_per_byte,
                        stops_at_match,
                    });
                }
                Err(regex::Error::CompiledTooBig(_)) => {}
                Err(_) => return Err(PatternFault::Syntax),
            }
        }
        Err(PatternFault::TooBig)
    }

    /// Whether the pattern has a group of that name or number.
    pub(super) fn has_group(&self, name: &str) -> bool {
        self.group_number(name).is_some()
    }

    /// The first match at or after a byte of the text, and the cost of the search if there is none.
    pub(super) fn search<'t>(&self, text: &'t str, at: usize) -> Result<Match<'t>, usize> {
        let rest = (text.len() + 1).saturating_sub(at);
        let Some(captures) = self.regex.captures_at(text, at) else {
            return Err(self.cost_of(rest));
        };
        let (start, end) = captures
            .get(0)
            .map_or((at, at), |whole| (whole.start(), whole.end()));
        let read = if self.stops_at_match {
            end + 1 - at
        } else {
            rest
        };
        Ok(Match {
            captures,
            start,
            end,
            cost: self.cost_of(read),
        })
    }

    /// What a search would cost at most.
    pub(super) fn dearest_search(&self, text: &str, at: usize) -> usize {
        if self.stops_at_match {
            0
        } else {
            self.cost_of((text.len() + 1).saturating_sub(at))
        }
    }

    fn cost_of(&self, bytes: usize) -> usize {
        let again = if self.stops_at_match { 1 } else { REREAD };
        bytes * again * self.cost_per_byte
    }

    /// Where a group matched.
    pub(super) fn group(&self, found: &Match<'_>, name: &str) -> Option<(usize, usize)> {
        let group = found.captures.get(self.group_number(name)?)?;
        Some((group.start(), group.end()))
    }

    fn group_number(&self, name: &str) -> Option<usize> {
        if let Ok(number) = name.parse::<usize>() {
            return self.numbers.get(number).copied();
        }
        self.regex
            .capture_names()
            .position(|known| known == Some(name))
    }

    /// The pieces that a replacement text stands for at a match.
    ///
    /// .NET's substitutions: `$1`, `${name}`, `$$`, `$&`, `` $` ``, `$'`, `$+`, `$_`; what names no group is literal.
    pub(super) fn expand<'t, E>(
        &self,
        replacement: &'t str,
        text: &'t str,
        found: &Match<'t>,
        mut push: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = replacement;
        while let Some((before, after)) = rest.split_once('$') {
            push(before)?;
            let (piece, length) = self.substitution(after, text, found).unwrap_or(("$", 0));
            push(piece)?;
            rest = after.get(length..).unwrap_or_default();
        }
        push(rest)
    }

    /// What stands for `$` and the start of `after`, and how much of that it takes; none if it is a plain dollar sign.
    fn substitution<'t>(
        &self,
        after: &str,
        text: &'t str,
        found: &Match<'t>,
    ) -> Option<(&'t str, usize)> {
        let group = |number: usize| {
            found
                .captures
                .get(number)
                .map_or("", |group| group.as_str())
        };
        let slice = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
        Some(match after.chars().next()? {
            '$' => ("$", 1),
            '&' => (group(0), 1),
            '`' => (slice(0..found.start), 1),
            '\'' => (slice(found.end..text.len()), 1),
            '_' => (text, 1),
            '+' => (group(self.numbers.last().copied()?), 1),
            '{' => {
                let end = after.find('}')?;
                let number = self.group_number(after.get(1..end)?)?;
                (group(number), end + 1)
            }
            '0'..='9' => {
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                // The longest number that names a group.
                (1..=digits.min(4)).rev().find_map(|length| {
                    let number = self.group_number(after.get(..length)?)?;
                    Some((group(number), length))
                })?
            }
            _ => return None,
        })
    }
}

/// .NET numbers the unnamed groups from left to right, then the named ones.
fn dotnet_numbers(regex: &Regex) -> Vec<usize> {
    let names: Vec<_> = regex.capture_names().collect();
    let having = |named: bool| {
        names
            .iter()
            .enumerate()
            .filter(move |(_, name)| name.is_some() == named)
            .map(|(at, _)| at)
    };
    having(false).chain(having(true)).collect()
}

fn spend(work: &mut usize, cost: usize) -> Result<(), PatternFault> {
    *work = work.checked_sub(cost).ok_or(PatternFault::TooBig)?;
    Ok(())
}
