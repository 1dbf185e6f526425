//! Bytes as text: which encoding they are in, worked out, and to be corrected by a person who knows better.

use encoding_rs::Encoding;

/// An encoding that foreign text may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Western European.
    Windows1252,
    /// Central European.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Greek.
    Windows1253,
    /// Hebrew.
    Windows1255,
}

impl Charset {
    /// All of them, the likely ones first.
    pub const ALL: [Self; 8] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1252,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1253,
        Self::Windows1255,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little endian)",
            Self::Utf16Be => "UTF-16 (big endian)",
            Self::Windows1252 => "Windows-1252 (Western)",
            Self::Windows1250 => "Windows-1250 (Central European)",
            Self::Windows1251 => "Windows-1251 (Cyrillic)",
            Self::Windows1253 => "Windows-1253 (Greek)",
            Self::Windows1255 => "Windows-1255 (Hebrew)",
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Windows1250 => encoding_rs::WINDOWS_1250,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1253 => encoding_rs::WINDOWS_1253,
            Self::Windows1255 => encoding_rs::WINDOWS_1255,
        }
    }

    /// Works it out: byte order mark, then the pattern of NULs that UTF-16 leaves, then strict UTF-8, else
    /// Windows-1252, in which every byte is a character.
    pub fn sniff(bytes: &[u8]) -> Self {
        if let Some((encoding, _)) = Encoding::for_bom(bytes) {
            return if encoding == encoding_rs::UTF_16LE {
                Self::Utf16Le
            } else if encoding == encoding_rs::UTF_16BE {
                Self::Utf16Be
            } else {
                Self::Utf8
            };
        }
        const LOOKED_AT: usize = 4096;
        let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
        let (mut nuls, mut pairs) = ([0_usize; 2], 0_usize);
        for pair in head.chunks_exact(2) {
            pairs += 1;
            if let [first, second] = pair {
                nuls = [
                    nuls[0] + usize::from(*first == 0),
                    nuls[1] + usize::from(*second == 0),
                ];
            }
        }
        // Latin text in UTF-16 has a NUL in nearly every pair, and on one side only.
        let [first, second] = nuls;
        if pairs > 0 && second * 10 >= pairs * 3 && first * 20 <= pairs {
            Self::Utf16Le
        } else if pairs > 0 && first * 10 >= pairs * 3 && second * 20 <= pairs {
            Self::Utf16Be
        } else if std::str::from_utf8(bytes).is_ok() {
            Self::Utf8
        } else {
            Self::Windows1252
        }
    }

    /// The text without its byte order mark, and whether all bytes were characters.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        let (text, had_errors) = self.encoding().decode_with_bom_removal(bytes);
        (text.into_owned(), !had_errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], charset: Charset, text: &str) {
        assert_eq!(Charset::sniff(bytes), charset, "{text}");
        assert_eq!(charset.decode(bytes), (text.to_owned(), true));
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn encodings_that_spreadsheets_write() {
        let text = "name,mail\r\nZoë Müller,Łukasz";
        let marked = format!("\u{feff}{text}");
        check(text.as_bytes(), Charset::Utf8, text);
        check(marked.as_bytes(), Charset::Utf8, text);
        check(&utf16(text, u16::to_le_bytes), Charset::Utf16Le, text);
        check(&utf16(&marked, u16::to_le_bytes), Charset::Utf16Le, text);
        check(&utf16(text, u16::to_be_bytes), Charset::Utf16Be, text);
        check(&utf16(&marked, u16::to_be_bytes), Charset::Utf16Be, text);
        check(
            b"Zo\xeb \x96 M\xfcller",
            Charset::Windows1252,
            "Zoë – Müller",
        );
        check(b"", Charset::Utf8, "");
    }

    #[test]
    fn a_person_can_know_better() {
        let hebrew = b"\xe9\xe1\xe2";
        assert_eq!(Charset::sniff(hebrew), Charset::Windows1252);
        assert_eq!(Charset::Windows1255.decode(hebrew).0, "יבג");
        assert!(!Charset::Utf8.decode(hebrew).1);
    }
}
