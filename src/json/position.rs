//! Where something stands in a text: line and column, as editors count them.

use std::fmt;

/// A place in a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

impl Position {
    /// The position of the byte at `at`; the text's end if it is shorter.
    pub fn of(text: &[u8], at: usize) -> Self {
        Lines::new(text).position(text, at)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Where each line of a text starts, to find many positions in one pass.
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the line starts.
    pub(crate) fn new(text: &[u8]) -> Self {
        let after_breaks = text
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The position of the byte at `at` of the same text.
    pub(crate) fn position(&self, text: &[u8], at: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        let before = text.get(start..at.min(text.len())).unwrap_or(&[]);
        // Continuation bytes of UTF-8 belong to the character before them.
        let column = 1 + before.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        Position { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, at: usize, line: usize, column: usize) {
        assert_eq!(
            Position::of(text.as_bytes(), at),
            Position { line, column },
            "{text:?} at {at}"
        );
    }

    #[test]
    fn counts_lines_and_characters() {
        check("", 0, 1, 1);
        check("ab", 1, 1, 2);
        check("a\nb", 1, 1, 2);
        check("a\nb", 2, 2, 1);
        check("\u{5d0}\u{1f600}x", 6, 1, 3);
        check("a\n", 9, 2, 1);
    }
}
