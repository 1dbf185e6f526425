//! Writes objects with their members in the order called, and unknown members back at the place where they stood.

use crate::json::first_special;
use crate::model::{UnknownMember, UnknownMembers};

/// How an object is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// All members on one line, without blanks.
    Line,
    /// A line each, this many blanks in.
    Lines(usize),
}

/// An object that is being written.
pub(super) struct Object<'w> {
    out: &'w mut Vec<u8>,
    layout: Layout,
    unknown: &'w [UnknownMember],
    /// The members that were named so far; filled only where there are unknown members to place.
    named: Vec<&'static str>,
    is_empty: bool,
}

impl<'w> Object<'w> {
    /// Opens an object.
    pub(super) fn open(out: &'w mut Vec<u8>, layout: Layout, unknown: &'w UnknownMembers) -> Self {
        out.push(b'{');
        let mut object = Self {
            out,
            layout,
            unknown: unknown.as_slice(),
            named: Vec::new(),
            is_empty: true,
        };
        for member in object.unknown {
            if member.after.is_none() {
                object.unknown_member(member);
            }
        }
        object
    }

    /// Writes a member with the value that `value` writes.
    pub(super) fn member(&mut self, name: &'static str, value: impl FnOnce(&mut Vec<u8>)) {
        self.name(name);
        value(self.out);
        self.absent(name);
    }

    /// Says that a member is left out, so that what stood behind it finds its place.
    pub(super) fn absent(&mut self, name: &'static str) {
        if self.unknown.is_empty() {
            return;
        }
        self.named.push(name);
        for member in self.unknown {
            if member.after.as_deref() == Some(name) {
                self.unknown_member(member);
            }
        }
    }

    /// Writes a member if `is_present`.
    pub(super) fn member_if(
        &mut self,
        is_present: bool,
        name: &'static str,
        value: impl FnOnce(&mut Vec<u8>),
    ) {
        if is_present {
            self.member(name, value);
        } else {
            self.absent(name);
        }
    }

    /// Writes a text.
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.member(name, |out| write_string(out, text));
    }

    /// Writes a text unless it is empty.
    pub(super) fn text_unless_empty(&mut self, name: &'static str, text: &str) {
        self.member_if(!text.is_empty(), name, |out| write_string(out, text));
    }

    /// Writes a text, which may be empty, if there is one.
    pub(super) fn optional_text(&mut self, name: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.absent(name),
        }
    }

    /// Writes what prints as a text without quotes and control characters: a date, a number of a version.
    pub(super) fn optional_display(
        &mut self,
        name: &'static str,
        value: Option<impl std::fmt::Display>,
    ) {
        let text = value.map(|value| value.to_string());
        self.optional_text(name, text.as_deref());
    }

    /// Writes a whole number if there is one.
    pub(super) fn optional_number(&mut self, name: &'static str, number: Option<u32>) {
        match number {
            Some(number) => {
                self.member(name, |out| {
                    out.extend_from_slice(number.to_string().as_bytes());
                });
            }
            None => self.absent(name),
        }
    }

    /// Writes `true` where the default is false.
    pub(super) fn true_if(&mut self, name: &'static str, is_true: bool) {
        self.member_if(is_true, name, |out| out.extend_from_slice(b"true"));
    }

    /// Writes `false` where the default is true.
    pub(super) fn false_if(&mut self, name: &'static str, is_false: bool) {
        self.member_if(is_false, name, |out| out.extend_from_slice(b"false"));
    }

    /// Writes a list of texts on the line, unless it is empty.
    pub(super) fn texts<'t>(
        &mut self,
        name: &'static str,
        texts: impl ExactSizeIterator<Item = &'t str>,
    ) {
        self.list(name, Layout::Line, texts, write_string);
    }

    /// Writes a list unless it is empty; `Lines` gives each item a line of its own.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        layout: Layout,
        items: impl ExactSizeIterator<Item = T>,
        mut write: impl FnMut(&mut Vec<u8>, T),
    ) {
        self.member_if(items.len() > 0, name, |out| {
            out.push(b'[');
            for (number, item) in items.enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                if let Layout::Lines(indent) = layout {
                    new_line(out, indent);
                }
                write(out, item);
            }
            if let Layout::Lines(indent) = layout {
                new_line(out, indent.saturating_sub(INDENT));
            }
            out.push(b']');
        });
    }

    /// Closes the object, with the unknown members whose place is not known any more.
    pub(super) fn close(mut self) {
        for member in self.unknown {
            let is_written = member
                .after
                .as_deref()
                .is_none_or(|after| self.named.contains(&after));
            if !is_written {
                self.unknown_member(member);
            }
        }
        if let Layout::Lines(indent) = self.layout {
            new_line(self.out, indent.saturating_sub(INDENT));
        }
        self.out.push(b'}');
    }

    fn unknown_member(&mut self, member: &UnknownMember) {
        self.name(&member.name);
        self.out.extend_from_slice(member.json.as_bytes());
    }

    fn name(&mut self, name: &str) {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        if let Layout::Lines(indent) = self.layout {
            new_line(self.out, indent);
        }
        write_string(self.out, name);
        self.out.push(b':');
        if let Layout::Lines(_) = self.layout {
            self.out.push(b' ');
        }
    }
}

/// How far each level of lines goes in.
pub(super) const INDENT: usize = 2;

fn new_line(out: &mut Vec<u8>, indent: usize) {
    out.push(b'\n');
    out.resize(out.len() + indent, b' ');
}

/// Writes a JSON string: quotes, backslashes and control characters escaped, all else as it is.
pub(super) fn write_string(out: &mut Vec<u8>, text: &str) {
    const HEX: [u8; 16] = *b"0123456789abcdef";
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = first_special(rest)
        && let Some((plain, [special, tail @ ..])) = rest.split_at_checked(at)
    {
        out.extend_from_slice(plain);
        let short = match special {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            b'"' | b'\\' => *special,
            _ => b'u',
        };
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            let digit = |value: u8| HEX.get(usize::from(value & 15)).copied().unwrap_or(b'0');
            out.extend_from_slice(&[b'0', b'0', digit(special >> 4), digit(*special)]);
        }
        rest = tail;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}
