//! A reader of JSON text that hands out one value after another, straight into the caller's variables.
//!
//! Not serde: every fault has its exact place, unknown members are kept as the text they were,
//! double members and deep nesting are refused inside them too, and strings are borrowed.
//! That it accepts what JSON is, and nothing else, is tested against `serde_json`.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::fault::{Fallible, Fault, FaultKind};
use crate::model::{AttributePath, Column, UnknownMember, UnknownMembers};

/// How deep objects and lists may be nested, unless the caller allows more; no project file of any version needs more.
const MAX_DEPTH: usize = 64;

/// From this many members on, an object's names are looked up in a set.
const MANY_MEMBERS: usize = 24;

/// What a caller made of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    /// It read the value.
    Known,
    /// It does not know the name and left the value unread.
    Unknown,
}

/// A place in a JSON text.
pub(crate) struct JsonReader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
    max_depth: usize,
    /// The names met so far in every open object, innermost last.
    names: Vec<Cow<'a, str>>,
    /// The paths met so far: an attribute and the links that name it share one.
    paths: HashMap<(Column, Cow<'a, str>), AttributePath>,
}

impl<'a> JsonReader<'a> {
    /// A reader at byte `at` of `text`.
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        Self {
            text,
            at,
            depth: 0,
            max_depth: MAX_DEPTH,
            names: Vec::new(),
            paths: HashMap::new(),
        }
    }

    /// The same reader with another cap on how deep objects and lists may be nested.
    pub(crate) fn with_max_depth(mut self, max_depth: usize) -> Self {
        self.max_depth = max_depth;
        self
    }

    /// The byte offset of the next value or sign, past blanks.
    pub(crate) fn offset(&mut self) -> usize {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.at
    }

    /// Whether an object comes next.
    pub(crate) fn is_at_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    /// Whether a list comes next.
    pub(crate) fn is_at_list(&mut self) -> bool {
        self.peek() == Some(b'[')
    }

    /// Whether a text comes next.
    pub(crate) fn is_at_text(&mut self) -> bool {
        self.peek() == Some(b'"')
    }

    /// The byte offset behind what was read last.
    pub(crate) fn end_of_last(&self) -> usize {
        self.at
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn peek(&mut self) -> Option<u8> {
        self.offset();
        self.byte()
    }

    pub(super) fn slice(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    pub(super) fn syntax(&self, expected: &'static str) -> Fault {
        Fault::new(self.at, FaultKind::Syntax(expected))
    }

    /// The fault for the value that comes next: a syntax fault if it is none, else that it is not what is `expected`.
    pub(crate) fn wrong(&mut self, expected: &str) -> Fault {
        let at = self.offset();
        match self.raw() {
            Ok(raw) => wrong_value(at, expected, raw),
            Err(fault) => fault,
        }
    }

    /// Nothing but blanks up to the end.
    pub(crate) fn end(&mut self) -> Fallible<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.syntax("the end of the file")),
        }
    }

    fn enter(&mut self) -> Fallible<()> {
        if self.depth == self.max_depth {
            return Err(Fault::new(self.at, FaultKind::TooDeep(self.max_depth)));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Enters an object; true if it has a member, whose name comes next.
    pub(crate) fn enter_object(&mut self) -> Fallible<bool> {
        if self.peek() != Some(b'{') {
            return Err(self.wrong("an object"));
        }
        self.enter()?;
        Ok(!self.leave_at(b'}'))
    }

    fn leave_at(&mut self, close: u8) -> bool {
        let leaves = self.peek() == Some(close);
        if leaves {
            self.at += 1;
            self.depth -= 1;
        }
        leaves
    }

    /// Reads a member's name and the colon; the value comes next.
    pub(crate) fn name(&mut self) -> Fallible<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return Err(self.syntax("the name of a member in double quotes"));
        }
        let name = self.string()?;
        if self.peek() != Some(b':') {
            return Err(self.syntax("a colon"));
        }
        self.at += 1;
        Ok(name)
    }

    /// After a member: true if another one comes, false if the object ended.
    pub(crate) fn more_members(&mut self) -> Fallible<bool> {
        self.more(b'}', "a comma or a closing brace")
    }

    fn more(&mut self, close: u8, expected: &'static str) -> Fallible<bool> {
        if self.leave_at(close) {
            return Ok(false);
        }
        if self.peek() != Some(b',') {
            return Err(self.syntax(expected));
        }
        self.at += 1;
        Ok(true)
    }

    /// Reads an object: `member` is called for each name and reads its value, or says that it does not know it.
    ///
    /// Returns what it does not know, as text.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, &str) -> Fallible<Member>,
    ) -> Fallible<UnknownMembers> {
        let first_name = self.names.len();
        let mut many = None;
        let mut unknown = Vec::new();
        let mut after = None;
        let mut more = self.enter_object()?;
        while more {
            let at = self.offset();
            let name = self.name()?;
            self.remember(first_name, &mut many, name.clone(), at)?;
            match member(self, &name) {
                Ok(Member::Known) => after = Some(name),
                Ok(Member::Unknown) => {
                    let json = self.raw()?.to_owned();
                    let after = after.as_deref().map(ToOwned::to_owned);
                    let name = name.into_owned();
                    unknown.push(UnknownMember { name, json, after });
                }
                Err(mut fault) => {
                    if let FaultKind::Wrong { member, .. } = fault.kind.as_mut() {
                        member.get_or_insert_with(|| name.into_owned());
                    }
                    return Err(fault);
                }
            }
            more = self.more_members()?;
        }
        self.names.truncate(first_name);
        Ok(UnknownMembers::new(unknown))
    }

    /// Reads an object whose names are all wanted: `member` is called with each name and its place, and reads the value.
    pub(crate) fn members(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'a, str>, usize) -> Fallible<()>,
    ) -> Fallible<()> {
        let first_name = self.names.len();
        let mut many = None;
        let mut more = self.enter_object()?;
        while more {
            let at = self.offset();
            let name = self.name()?;
            self.remember(first_name, &mut many, name.clone(), at)?;
            member(self, name, at)?;
            more = self.more_members()?;
        }
        self.names.truncate(first_name);
        Ok(())
    }

    /// Notes a name of the present object, whose names start at `first_name`; refuses it if it was there before.
    fn remember(
        &mut self,
        first_name: usize,
        many: &mut Option<HashSet<Cow<'a, str>>>,
        name: Cow<'a, str>,
        at: usize,
    ) -> Fallible<()> {
        let names = self.names.get(first_name..).unwrap_or_default();
        let is_new = if names.len() < MANY_MEMBERS {
            !names.contains(&name)
        } else {
            many.get_or_insert_with(|| names.iter().cloned().collect())
                .insert(name.clone())
        };
        if !is_new {
            let kind = FaultKind::Duplicate(name.into_owned());
            return Err(Fault::new(at, kind));
        }
        if names.len() < MANY_MEMBERS {
            self.names.push(name);
        }
        Ok(())
    }

    /// Reads a list: `item` is called where each item starts and reads it.
    pub(crate) fn list(&mut self, mut item: impl FnMut(&mut Self) -> Fallible<()>) -> Fallible<()> {
        if self.peek() != Some(b'[') {
            return Err(self.wrong("a list"));
        }
        self.enter()?;
        let mut more = !self.leave_at(b']');
        while more {
            item(self)?;
            more = self.more(b']', "a comma or a closing bracket")?;
        }
        Ok(())
    }

    /// Reads a string as a path of this column.
    pub(crate) fn path(&mut self, column: Column) -> Fallible<AttributePath> {
        let text = self.string()?;
        Ok(self.path_of(column, text))
    }

    /// The path of this column that is spelled so.
    pub(crate) fn path_of(&mut self, column: Column, text: Cow<'a, str>) -> AttributePath {
        match self.paths.entry((column, text)) {
            Entry::Occupied(entry) => entry.get().clone(),
            Entry::Vacant(entry) => {
                let path = AttributePath::new(column, &entry.key().1);
                entry.insert(path).clone()
            }
        }
    }

    /// Reads `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Fallible<bool> {
        let expected = "true or false";
        match self.peek() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => Err(self.wrong(expected)),
        }
    }

    /// Reads a whole number from 0 to 4294967295.
    pub(crate) fn whole_number(&mut self) -> Fallible<u32> {
        let at = self.offset();
        let raw = self.raw()?;
        let is_plain = raw.bytes().all(|byte| byte.is_ascii_digit());
        match raw.parse() {
            Ok(number) if is_plain => Ok(number),
            _ => {
                let expected = "a whole number from 0 to 4294967295";
                Err(wrong_value(at, expected, raw))
            }
        }
    }

    /// Reads any value and returns its text as it is spelled.
    pub(crate) fn raw(&mut self) -> Fallible<&'a str> {
        let start = self.offset();
        self.skip_value()?;
        Ok(self.slice(start))
    }

    fn skip_value(&mut self) -> Fallible<()> {
        match self.peek() {
            Some(b'{') => self
                .object(|reader, _| {
                    reader.skip_value()?;
                    Ok(Member::Known)
                })
                .map(|_| ()),
            Some(b'[') => self.list(Self::skip_value),
            Some(b'"') => self.skip_string(),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            _ => Err(self.syntax("a value")),
        }
    }

    fn literal(&mut self, word: &'static str) -> Fallible<()> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return Err(self.syntax(word));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn skip_number(&mut self) -> Fallible<()> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Fallible<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.syntax("a digit"));
        }
        Ok(())
    }
}

/// The fault for a value that is JSON, but not what it should be.
pub(crate) fn wrong_value(at: usize, expected: &str, raw: &str) -> Fault {
    const SHOWN: usize = 60;
    let mut found: String = raw.chars().take(SHOWN).collect();
    if found.len() < raw.len() {
        found.push('…');
    }
    let kind = FaultKind::Wrong {
        member: None,
        expected: expected.to_owned(),
        found,
    };
    Fault::new(at, kind)
}
