//! Numbers by which a spreadsheet's reader makes room before it has read anything: a lie there costs all memory at once.
//!
//! They are read from the bytes as they are unpacked, whatever stands around them.

use std::io::{self, Write};

/// The largest values of the attributes that count, so far.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// `uniqueCount`: how many common texts a spreadsheet says it has.
    pub(super) texts: u64,
    /// `si`: the largest number of a formula that cells share.
    pub(super) formula: u64,
    at: At,
    /// The name that was read last, as far as it matters.
    name: Vec<u8>,
    value: u64,
}

/// Where in `name="value"` the last byte stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// In a name, or nowhere.
    #[default]
    Name,
    /// In blanks behind a name.
    BehindName,
    /// Behind the equals sign.
    BeforeValue,
    /// In the digits of a value; whatever follows them is looked at anew, so that no odd quotation mark hides a count.
    Value,
}

/// No name that counts is longer.
const LONGEST_NAME: usize = 16;

impl Counts {
    fn byte(&mut self, byte: u8) {
        match self.at {
            // Half of the bytes of UTF-16 are 0.
            _ if byte == 0 => {}
            At::Value if byte.is_ascii_digit() => {
                let digit = u64::from(byte - b'0');
                self.value = self.value.saturating_mul(10).saturating_add(digit);
            }
            At::Value if byte == b'+' || byte.is_ascii_whitespace() => {}
            At::Value => {
                match self.name.as_slice() {
                    b"uniqueCount" => self.texts = self.texts.max(self.value),
                    b"si" => self.formula = self.formula.max(self.value),
                    _ => {}
                }
                self.restart();
                self.byte(byte);
            }
            At::BeforeValue if byte.is_ascii_whitespace() => {}
            At::BeforeValue if matches!(byte, b'"' | b'\'') => {
                self.value = 0;
                self.at = At::Value;
            }
            At::Name | At::BehindName if byte == b'=' => self.at = At::BeforeValue,
            At::Name | At::BehindName if byte.is_ascii_whitespace() => {
                if !self.name.is_empty() {
                    self.at = At::BehindName;
                }
            }
            At::Name if self.name.len() <= LONGEST_NAME && is_of_name(byte) => self.name.push(byte),
            At::Name if is_of_name(byte) => {}
            _ => {
                self.restart();
                if is_of_name(byte) {
                    self.name.push(byte);
                }
            }
        }
    }

    fn restart(&mut self) {
        self.at = At::Name;
        self.name.clear();
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.')
}

/// Takes the bytes as they come, in pieces of any length.
impl Write for Counts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.byte(*byte);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, texts: u64, formula: u64) {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &wide] {
            for piece in [1, 3, bytes.len()] {
                let mut counts = Counts::default();
                for bytes in bytes.chunks(piece) {
                    counts.write_all(bytes).unwrap();
                }
                assert_eq!((counts.texts, counts.formula), (texts, formula), "{text}");
            }
        }
    }

    #[test]
    fn counts_are_found_however_they_are_written() {
        check(r#"<sst count="9" uniqueCount="12">"#, 12, 0);
        check(
            "<x:sst\n uniqueCount =  '99999999999999999999999'>",
            u64::MAX,
            0,
        );
        check(r#"<f t="shared" si="7" ref="A1"/><f si="3"/>"#, 0, 7);
        check(r#"<a myuniqueCount="5" x:si="5" uniqueCounts="5">"#, 0, 0);
        check(r#"<t>si and uniqueCount = "many"</t>"#, 0, 0);
        check(r#"<a s="1 si="5" b="uniqueCount="6"">"#, 6, 5);
        check(r#"<!-- si=" --><?x a=" ?><sst uniqueCount="+0012">"#, 12, 0);
    }
}
