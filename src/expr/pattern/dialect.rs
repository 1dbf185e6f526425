//! .NET's way of writing regular expressions, rewritten for our engine.

use std::iter::Peekable;
use std::str::Chars;

use super::super::failure::PatternFault;

/// A pattern for our engine.
pub(super) struct Translated {
    pub(super) pattern: String,
    /// Whether a search reads no further than its match: no alternatives, and at most a last repetition.
    pub(super) stops_at_match: bool,
}

/// Rewrites a pattern; errors of syntax that the engine finds itself are left to it.
///
/// # Errors
///
/// [`PatternFault::Unsupported`] for what the engine does not do, [`PatternFault::Syntax`] for escapes that .NET refuses.
pub(super) fn translate(pattern: &str) -> Result<Translated, PatternFault> {
    let mut writer = Writer {
        chars: pattern.chars().peekable(),
        out: String::with_capacity(pattern.len() + 8),
        repeats: 0,
        alternatives: false,
        ends_in_repetition: false,
    };
    writer.run()?;
    Ok(Translated {
        stops_at_match: !writer.alternatives
            && (writer.repeats == 0 || writer.repeats == 1 && writer.ends_in_repetition),
        pattern: writer.out,
    })
}

struct Writer<'p> {
    chars: Peekable<Chars<'p>>,
    out: String,
    repeats: usize,
    alternatives: bool,
    ends_in_repetition: bool,
}

impl Writer<'_> {
    fn run(&mut self) -> Result<(), PatternFault> {
        while let Some(c) = self.chars.next() {
            self.ends_in_repetition = matches!(c, '*' | '+');
            match c {
                '\\' => self.escape(false)?,
                '[' => self.class()?,
                '(' => self.group()?,
                '{' => self.brace(),
                '}' | ']' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                '*' | '+' | '?' => {
                    self.repeats += 1;
                    self.out.push(c);
                }
                '|' => {
                    self.alternatives = true;
                    self.out.push(c);
                }
                _ => self.out.push(c),
            }
        }
        Ok(())
    }

    /// What follows a backslash.
    fn escape(&mut self, in_class: bool) -> Result<(), PatternFault> {
        let Some(c) = self.chars.next() else {
            return Err(PatternFault::Syntax);
        };
        match c {
            '0' => self.out.push_str("\\x00"),
            '1'..='9' | 'k' => return Err(PatternFault::Unsupported("back-references")),
            'G' => return Err(PatternFault::Unsupported("the anchor \\G")),
            'Z' => self.out.push_str("\\z"),
            'e' => self.out.push_str("\\x1B"),
            'b' if in_class => self.out.push_str("\\x08"),
            'c' => match self.chars.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    // \cA is character 1 and so on.
                    let code = u32::from(letter.to_ascii_uppercase()).saturating_sub(0x40);
                    self.out.extend(char::from_u32(code));
                }
                _ => return Err(PatternFault::Syntax),
            },
            'A' | 'B' | 'b' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 't' | 'n' | 'r' | 'f' | 'v'
            | 'a' | 'x' | 'u' | 'p' | 'P' | 'z' => {
                self.out.push('\\');
                self.out.push(c);
                if matches!(c, 'p' | 'P') {
                    // The braces of \p{…} are no repetition.
                    for c in self.chars.by_ref() {
                        self.out.push(c);
                        if c == '}' {
                            break;
                        }
                    }
                }
            }
            c if c.is_ascii_alphanumeric() => return Err(PatternFault::Syntax),
            c => self.literal(c),
        }
        Ok(())
    }

    fn literal(&mut self, c: char) {
        if c.is_ascii_punctuation() && !matches!(c, '<' | '>' | '_') {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    /// `[…]`: in .NET an inner bracket is a plain character, and so are `&&`, `~~` and a last hyphen.
    fn class(&mut self) -> Result<(), PatternFault> {
        self.out.push('[');
        if self.chars.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut is_first = true;
        loop {
            let Some(c) = self.chars.next() else {
                return Err(PatternFault::Syntax);
            };
            match c {
                ']' if !is_first => {
                    self.out.push(']');
                    return Ok(());
                }
                '\\' => self.escape(true)?,
                '-' => match self.chars.peek() {
                    Some('[') => {
                        // Subtraction, `[a-z-[aeiou]]`; nothing but the closing bracket follows it.
                        self.chars.next();
                        self.out.push_str("--");
                        self.class()?;
                    }
                    Some(']') | None => self.out.push_str("\\-"),
                    Some(_) if is_first => self.out.push_str("\\-"),
                    Some(_) => self.out.push('-'),
                },
                '[' | ']' | '&' | '~' | '^' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                _ => self.out.push(c),
            }
            is_first = false;
        }
    }

    /// What follows an opening parenthesis.
    fn group(&mut self) -> Result<(), PatternFault> {
        if self.chars.next_if_eq(&'?').is_none() {
            self.out.push('(');
            return Ok(());
        }
        match self.chars.peek().copied() {
            Some('=' | '!') => Err(PatternFault::Unsupported("look-ahead")),
            Some('>') => Err(PatternFault::Unsupported("atomic groups")),
            Some('(') => Err(PatternFault::Unsupported("conditions")),
            Some('#') => {
                self.chars.by_ref().find(|c| *c == ')');
                Ok(())
            }
            Some(open @ ('<' | '\'')) => {
                self.chars.next();
                if matches!(self.chars.peek(), Some('=' | '!')) {
                    return Err(PatternFault::Unsupported("look-behind"));
                }
                self.name(if open == '<' { '>' } else { '\'' })
            }
            _ => {
                self.out.push_str("(?");
                // Flags up to the colon or the end of the group.
                while let Some(c) = self.chars.next_if(|c| !matches!(c, ':' | ')')) {
                    match c {
                        'i' | 'm' | 's' | 'x' | '-' => self.out.push(c),
                        'n' => return Err(PatternFault::Unsupported("the option n")),
                        _ => return Err(PatternFault::Syntax),
                    }
                }
                self.out.extend(self.chars.next());
                Ok(())
            }
        }
    }

    fn name(&mut self, close: char) -> Result<(), PatternFault> {
        let mut name = String::new();
        loop {
            match self.chars.next() {
                Some(c) if c == close => break,
                Some('-') => return Err(PatternFault::Unsupported("balancing groups")),
                Some(c) if c.is_alphanumeric() || c == '_' => name.push(c),
                _ => return Err(PatternFault::Syntax),
            }
        }
        if name.starts_with(|c: char| c.is_numeric()) {
            return Err(PatternFault::Unsupported("numbered group names"));
        }
        self.out.push_str("(?<");
        self.out.push_str(&name);
        self.out.push('>');
        Ok(())
    }

    /// `{2,5}` repeats; any other brace is a plain character in .NET.
    fn brace(&mut self) {
        let ahead: String = self
            .chars
            .clone()
            .take_while(|c| *c != '}')
            .take(24)
            .collect();
        let (from, to) = ahead.split_once(',').unwrap_or((&ahead, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let closed = self.chars.clone().nth(ahead.chars().count()) == Some('}');
        if closed && !from.is_empty() && digits(from) && digits(to) {
            self.repeats += 2;
            self.out.push('{');
            self.out.push_str(&ahead);
            self.out.push('}');
            // Past the digits and the closing brace.
            self.chars.nth(ahead.chars().count());
        } else {
            self.out.push_str("\\{");
        }
    }
}
