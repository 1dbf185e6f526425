//! Any text as Markdown that shows exactly that text.
//!
//! Only what matters at its place is escaped, so that the source stays readable.
//! What a reader of the source could be fooled or hurt by (controls, characters that turn the direction of text) stands as
//! a numeric reference: the data is kept, the source shows that something is there.
//!
//! The one loss: NUL becomes U+FFFD, since no Markdown can hold it.

use std::fmt::Write as _;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// In a cell of a table.
    Cell,
    /// At the start of a line: a heading, a paragraph, a list entry.
    Line,
}

/// Appends a text, escaped for its place.
pub(super) fn push_text(out: &mut String, text: &str, spot: Spot) {
    let mut before = None;
    let mut rest = text.chars().peekable();
    let starts_list = spot == Spot::Line && {
        let tail = text.trim_start_matches(|c: char| c.is_ascii_digit());
        tail.len() < text.len() && tail.starts_with(['.', ')'])
    };
    let mut list_mark = starts_list;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let at_edge = before.is_none() || next.is_none();
        match c {
            '\n' => out.push_str("<br>"),
            '\0' => out.push('\u{fffd}'),
            '|' => out.push_str("&#124;"),
            '<' => out.push_str("&lt;"),
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()) => {
                out.push_str("&amp;");
            }
            '\\' | '`' | '*' | '~' | '$' => push_escaped(out, c),
            '_' if !(is_word(before) && is_word(next)) => push_escaped(out, c),
            // Without these two there is neither a link nor a footnote: the document defines no link names.
            ']' if next == Some('(') => push_escaped(out, c),
            '[' if next == Some('^') => push_escaped(out, c),
            '.' | ')' if list_mark => {
                push_escaped(out, c);
                list_mark = false;
            }
            '#' if spot == Spot::Line => push_escaped(out, c),
            '>' | '+' | '-' | '=' | '[' | ':' if spot == Spot::Line && before.is_none() => {
                push_escaped(out, c);
            }
            // The format trims blanks at the edges.
            _ if c.is_whitespace() && (at_edge || c != ' ') => push_reference(out, c),
            _ if is_hidden(c) => push_reference(out, c),
            _ => out.push(c),
        }
        before = Some(c);
    }
}

/// Appends a text as code if code can hold it, else as escaped text.
///
/// Code can hold no line break and no control, its blanks at the edges are eaten, and a backslash before a pipe is one
/// with it in a table.
pub(super) fn push_code(out: &mut String, text: &str, spot: Spot) {
    let is_awkward = |c: char| is_hidden(c) || (c.is_whitespace() && c != ' ');
    if text.is_empty()
        || text.contains(is_awkward)
        || text.starts_with(' ')
        || text.ends_with(' ')
        || text.contains("\\|")
        || text.ends_with('\\')
    {
        return push_text(out, text, spot);
    }
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    out.push_str(&fence);
    out.push_str(blank);
    out.push_str(&text.replace('|', "\\|"));
    out.push_str(blank);
    out.push_str(&fence);
}

/// Appends an address: as a link if it is plainly one, else as text.
pub(super) fn push_address(out: &mut String, address: &str, spot: Spot) {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '|' | '&');
    if address.starts_with("https://") && address.chars().all(is_plain) {
        out.push('<');
        out.push_str(address);
        out.push('>');
    } else {
        push_text(out, address, spot);
    }
}

fn push_escaped(out: &mut String, c: char) {
    out.push('\\');
    out.push(c);
}

fn push_reference(out: &mut String, c: char) {
    let written = write!(out, "&#x{:X};", u32::from(c));
    debug_assert!(written.is_ok(), "writing to a String never fails");
}

/// Whether an underscore beside it stands inside a word.
fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Characters that are not seen, or that change how others are seen. The joiners of emoji and scripts stay as they are.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matters_at_its_place_is_escaped() {
        let cell = |text: &str| {
            let mut out = String::new();
            push_text(&mut out, text, Spot::Cell);
            out
        };
        let line = |text: &str| {
            let mut out = String::new();
            push_text(&mut out, text, Spot::Line);
            out
        };
        assert_eq!(
            cell("emails[type eq \"work\"].value"),
            "emails[type eq \"work\"].value"
        );
        assert_eq!(cell("email_main.[0].value"), "email_main.[0].value");
        assert_eq!(cell("_a_ & b|c"), "\\_a\\_ & b&#124;c");
        assert_eq!(cell("a\nb"), "a<br>b");
        assert_eq!(cell(" a "), "&#x20;a&#x20;");
        assert_eq!(cell("&lt;b> [x](y)"), "&amp;lt;b> [x\\](y)");
        assert_eq!(cell("a\u{202e}b"), "a&#x202E;b");
        assert_eq!(cell("# - 1."), "# - 1.");
        assert_eq!(line("# x"), "\\# x");
        assert_eq!(line("- x"), "\\- x");
        assert_eq!(line("12. x. y"), "12\\. x. y");
        assert_eq!(line("1 x."), "1 x.");
    }

    #[test]
    fn code_where_code_can_hold_it() {
        let check = |text: &str, expected: &str| {
            let mut out = String::new();
            push_code(&mut out, text, Spot::Cell);
            assert_eq!(out, expected);
        };
        check("IIF([x]=\"a|b\", \"1\")", "`IIF([x]=\"a\\|b\", \"1\")`");
        check("a`b", "``a`b``");
        check("`", "`` ` ``");
        check("a\nb", "a<br>b");
        check("a\\|b", "a\\\\&#124;b");
        check("", "");
    }

    #[test]
    fn only_plain_https_addresses_become_links() {
        let check = |address: &str, expected: &str| {
            let mut out = String::new();
            push_address(&mut out, address, Spot::Cell);
            assert_eq!(out, expected);
        };
        check("https://a.example/b#c", "<https://a.example/b#c>");
        check("javascript:alert(1)", "javascript:alert(1)");
        check("https://a.example/ b", "https://a.example/ b");
        check("https://a.example/>x", "https://a.example/>x");
    }
}
