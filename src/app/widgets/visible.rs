//! Text as it is safe and right to show: hidden characters made visible, right-to-left text in visual order.
//!
//! Pure functions on text; what is stored, compared and exported stays as it is.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

/// `text` on one line, with every character that cannot be seen written out.
///
/// Line breaks become `⏎`, tabs `⇥`, other control characters their names (`⟨NUL⟩`), and bidirectional controls,
/// zero-width characters and tags their code point (`⟨U+202E⟩`): a name with one of these in it is not what it seems.
/// Control pictures (`␀`) are not used, as nobody can read them at the size of a row. Text without any is borrowed.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, is_hidden)
}

/// As [`visible`], but leaves line breaks and tabs as they are: notes, descriptions, source text.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| !matches!(c, '\n' | '\t') && is_hidden(c))
}

fn replaced(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            push_token(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Names of the C0 controls. Source: ISO/IEC 6429, as in the Unicode code chart U0000.
const C0: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
];

fn push_token(out: &mut String, c: char) {
    let code = u32::from(c);
    match c {
        '\n' => out.push('⏎'),
        '\t' => out.push('⇥'),
        '\u{7F}' => out.push_str("⟨DEL⟩"),
        _ => match C0.get(code as usize) {
            Some(name) => out.extend(["⟨", name, "⟩"]),
            None => out.extend(["⟨U+", &format!("{code:04X}"), "⟩"]),
        },
    }
}

/// Whether `c` leaves no trace on screen, or moves what is around it.
fn is_hidden(c: char) -> bool {
    matches!(c,
        // C0 and C1 controls.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        // Soft hyphen, grapheme joiner, Arabic letter mark.
        | '\u{AD}' | '\u{34F}' | '\u{61C}'
        // Hangul fillers, Khmer inherent vowels, Mongolian vowel separator.
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        // Zero width, marks of direction; line and paragraph separators; embeddings and overrides.
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        // Word joiner, invisible operators, isolates, deprecated format controls.
        | '\u{2060}'..='\u{206F}'
        // Variation selectors, but for the two that choose between text and emoji.
        | '\u{FE00}'..='\u{FE0D}'
        // Byte order mark, interlinear annotation.
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        // Tags and the further variation selectors, used to smuggle text.
        | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// `text` rearranged so that egui draws right-to-left text in the order in which it is read. For labels only.
///
/// egui 0.37 knows no bidirectional text: it draws a line from left to right, in pieces of one font each, and turns
/// around only within a piece whose script runs to the left. Our Hebrew font holds letters alone (no space, digit or
/// bracket), so a piece is a word. Hence words of right-to-left letters are put in visual order here, the letters in
/// each left as they are. Brackets that open to the left are swapped for their mirror image.
///
/// Text without a right-to-left letter is borrowed.
pub fn display_order(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| script(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let bidi = BidiInfo::new(text, None);
    let mut out = String::with_capacity(text.len());
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        let mut line_end = "";
        for run in runs {
            let level = levels.get(run.start).copied().unwrap_or(Level::ltr());
            let piece = text.get(run).unwrap_or_default();
            let (piece, end) = match piece.strip_suffix('\n') {
                Some(piece) => (piece, "\n"),
                None => (piece, ""),
            };
            // The line break ends the line, wherever its run came to stand.
            if !end.is_empty() {
                line_end = end;
            }
            if level.is_rtl() {
                push_turned(&mut out, piece);
            } else {
                out.push_str(piece);
            }
        }
        out.push_str(line_end);
    }
    Cow::Owned(out)
}

/// `text` as a label shows it: hidden characters made [`visible`], then in [`display_order`].
pub fn shown(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(text) => display_order(text),
        Cow::Owned(text) => Cow::Owned(display_order(&text).into_owned()),
    }
}

/// Like [`shown`], for text of several lines: its line breaks stay.
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    match visible_lines(text) {
        Cow::Borrowed(text) => display_order(text),
        Cow::Owned(text) => Cow::Owned(display_order(&text).into_owned()),
    }
}

/// Scripts that run to the left, told apart because each has a font, and so a piece, of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Hebrew,
    Arabic,
    Other,
}

fn script(c: char) -> Option<Script> {
    match c {
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Some(Script::Hebrew),
        '\u{600}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' => Some(Script::Arabic),
        '\u{700}'..='\u{74F}'
        | '\u{780}'..='\u{86F}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}' => Some(Script::Other),
        _ => None,
    }
}

/// Appends `run` from its last piece to its first: a word of one script is one piece, any other character too.
fn push_turned(out: &mut String, run: &str) {
    let mut rest = run;
    let mut pieces: Vec<&str> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let own = script(first);
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| !(is_mark(*c) || (own.is_some() && script(*c) == own)))
            .map_or(rest.len(), |(at, _)| at);
        let Some((piece, after)) = rest.split_at_checked(end) else {
            break;
        };
        pieces.push(piece);
        rest = after;
    }
    for piece in pieces.into_iter().rev() {
        let mut chars = piece.chars();
        out.extend(chars.next().map(mirrored));
        out.push_str(chars.as_str());
    }
}

/// Whether `c` is drawn on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE0E}' | '\u{FE0F}')
}

/// The mirror image of a bracket or sign. Source: Unicode `BidiMirroring.txt`, the pairs that are typed.
fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 10] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
        ('⟦', '⟧'),
        ('⟪', '⟫'),
    ];
    PAIRS
        .iter()
        .find_map(|(open, close)| {
            if c == *open {
                Some(*close)
            } else if c == *close {
                Some(*open)
            } else {
                None
            }
        })
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(text: &str, expected: &str) {
        assert_eq!(visible(text), expected);
    }

    fn orders(text: &str, expected: &str) {
        assert_eq!(display_order(text), expected, "{text}");
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in [
            "userName",
            "Grüße, Ελλάδα, Україна",
            "emails[type eq \"work\"]",
            "",
            "日本 👍",
        ] {
            assert!(matches!(visible(text), Cow::Borrowed(_)));
            assert!(matches!(display_order(text), Cow::Borrowed(_)));
        }
        assert!(matches!(visible("שלום"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_are_named() {
        shows("a\0b", "a⟨NUL⟩b");
        shows("a\tb\r\nc", "a⇥b⟨CR⟩⏎c");
        shows("\u{1B}[31m\u{1F}", "⟨ESC⟩[31m⟨US⟩");
        shows("\u{7F}\u{85}\u{9F}", "⟨DEL⟩⟨U+0085⟩⟨U+009F⟩");
    }

    #[test]
    fn what_moves_or_hides_text_is_named() {
        shows("user\u{202E}eman", "user⟨U+202E⟩eman");
        shows("\u{2066}x\u{2069}", "⟨U+2066⟩x⟨U+2069⟩");
        shows("de\u{200B}part\u{AD}ment", "de⟨U+200B⟩part⟨U+00AD⟩ment");
        shows("\u{FEFF}id", "⟨U+FEFF⟩id");
        shows("a\u{E0041}\u{E007F}", "a⟨U+E0041⟩⟨U+E007F⟩");
        shows("a\u{2028}b\u{3164}", "a⟨U+2028⟩b⟨U+3164⟩");
    }

    #[test]
    fn lines_of_a_note_stay_lines() {
        assert_eq!(visible_lines("one\n\ttwo\u{200B}"), "one\n\ttwo⟨U+200B⟩");
        assert!(matches!(visible_lines("one\ntwo"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_run_to_the_left_and_keep_their_letters() {
        orders("שלום", "שלום");
        orders("שלום עולם", "עולם שלום");
        orders("נועה בר-לב", "לב-בר נועה");
        orders("שָׁלוֹם לְךָ", "לְךָ שָׁלוֹם");
    }

    #[test]
    fn numbers_and_latin_stay_readable() {
        orders("title: מנהל צוות 12", "title: 12 צוות מנהל");
        orders("קומה 12 (צפון)", "(צפון) 12 קומה");
        orders("שם userName כאן", "כאן userName שם");
        orders("סוף [a] של", "של [a] סוף");
    }

    #[test]
    fn a_label_is_safe_first_and_ordered_second() {
        assert_eq!(shown("שלום עולם\u{202E}"), "⟨U+202E⟩עולם שלום");
        assert!(matches!(shown("userName"), Cow::Borrowed(_)));
    }

    #[test]
    fn each_line_is_ordered_by_itself() {
        orders("אחת שתיים\nשלוש ארבע", "שתיים אחת\nארבע שלוש");
        orders("abc\nשלוש ארבע\n", "abc\nארבע שלוש\n");
    }
}
