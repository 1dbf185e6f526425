//! How the reader reads a string: borrowed where it has no escape, checked where it has.

use std::borrow::Cow;

use super::fault::Fallible;
use super::reader::{JsonReader, wrong_value};
use super::text::first_special;

impl<'a> JsonReader<'a> {
    /// Reads a string.
    pub(crate) fn string(&mut self) -> Fallible<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return Err(self.wrong("a text in double quotes"));
        }
        let opening = self.at;
        self.at += 1;
        let mut start = self.at;
        let mut unescaped = String::new();
        loop {
            self.plain_characters();
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    unescaped.push_str(self.slice(start));
                    let Some(character) = self.escape()? else {
                        self.at = opening;
                        self.skip_string()?;
                        let raw = self.slice(opening);
                        return Err(wrong_value(opening, "text without half a character", raw));
                    };
                    unescaped.push(character);
                    start = self.at;
                }
                _ => return Err(self.syntax("the closing quote of a text")),
            }
        }
        let rest = self.slice(start);
        self.at += 1;
        if unescaped.is_empty() {
            return Ok(Cow::Borrowed(rest));
        }
        unescaped.push_str(rest);
        Ok(Cow::Owned(unescaped))
    }

    /// Goes on to the next quote, backslash or control character.
    fn plain_characters(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += first_special(rest).unwrap_or(rest.len());
    }

    /// Reads an escape; none if it is half of a surrogate pair, which is JSON but no character.
    fn escape(&mut self) -> Fallible<Option<char>> {
        self.at += 1;
        let character = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let unit = self.four_digits()?;
                if !(0xD800..0xDC00).contains(&unit) {
                    return Ok(char::from_u32(unit));
                }
                let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                if !rest.starts_with(b"\\u") {
                    return Ok(None);
                }
                self.at += 2;
                let low = self.four_digits()?;
                if !(0xDC00..0xE000).contains(&low) {
                    return Ok(None);
                }
                return Ok(char::from_u32(
                    0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00),
                ));
            }
            _ => return Err(self.syntax("an escape that JSON knows")),
        };
        self.at += 1;
        Ok(Some(character))
    }

    fn four_digits(&mut self) -> Fallible<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.syntax("four hexadecimal digits"));
            };
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }

    pub(super) fn skip_string(&mut self) -> Fallible<()> {
        self.at += 1;
        loop {
            self.plain_characters();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.escape()?;
                }
                _ => return Err(self.syntax("the closing quote of a text")),
            }
        }
    }
}
