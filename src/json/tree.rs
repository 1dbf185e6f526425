//! The tree of a JSON text: every value with its span, so that a message can name a place and a writer can change one
//! value and leave every other byte alone.

use std::borrow::Cow;
use std::ops::Range;

use thiserror::Error;

use super::fault::{Fallible, Fault, FaultKind};
use super::position::Position;
use super::reader::JsonReader;

/// How deep a foreign text may be nested: an expression written as a tree needs three levels for each function.
const MAX_DEPTH: usize = 128;

/// Where a value stands in its text: byte offsets, on character boundaries.
pub type Span = Range<usize>;

/// Why a text is no JSON, with the place and a remedy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JsonError {
    /// There is nothing but blanks.
    #[error("the file is empty; export it again")]
    Empty,
    /// It ends in the middle.
    #[error("{0}: the file is cut off here; export or copy it again, whole")]
    CutOff(Position),
    /// It is not JSON.
    #[error(
        "{position}: this is not JSON: expected {expected}; export it again or mend it in a text editor"
    )]
    NotJson {
        /// Where.
        position: Position,
        /// What should stand there.
        expected: String,
    },
    /// Objects and lists are nested too deep.
    #[error("{position}: objects and lists are nested more than {limit} deep, which no schema is")]
    TooDeep {
        /// Where the cap is passed.
        position: Position,
        /// The cap.
        limit: usize,
    },
    /// One object has two members of the same name: which one counts is not to be guessed.
    #[error(
        "{position}: there is already a member {name:?} in this object; delete one of the two in a text editor"
    )]
    DuplicateMember {
        /// Where the second stands.
        position: Position,
        /// Its name.
        name: String,
    },
}

impl JsonError {
    fn of(fault: Fault, text: &str) -> Self {
        let position = Position::of(text.as_bytes(), fault.at);
        match *fault.kind {
            FaultKind::Syntax(_) if text.trim().is_empty() => Self::Empty,
            FaultKind::Syntax(_) if fault.at >= text.len() => Self::CutOff(position),
            FaultKind::Syntax(expected) => Self::NotJson {
                position,
                expected: expected.to_owned(),
            },
            FaultKind::TooDeep(limit) => Self::TooDeep { position, limit },
            FaultKind::Duplicate(name) => Self::DuplicateMember { position, name },
            FaultKind::Wrong { expected, .. } => Self::NotJson { position, expected },
            FaultKind::Missing(name) | FaultKind::Misplaced { name, .. } => Self::NotJson {
                position,
                expected: name.to_owned(),
            },
        }
    }
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonTree<'a> {
    /// The value.
    pub value: JsonValue<'a>,
    /// Where it stands, without blanks around it.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonValue<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number as it is spelled.
    Number(&'a str),
    /// A text, unescaped.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<JsonTree<'a>>),
    /// An object's members in order; no name is there twice.
    Object(Vec<JsonMember<'a>>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonMember<'a> {
    /// Its name, unescaped.
    pub name: Cow<'a, str>,
    /// Where the name starts.
    pub at: usize,
    /// Its value.
    pub tree: JsonTree<'a>,
}

impl<'a> JsonTree<'a> {
    /// Reads a whole text.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place if it is no JSON, is nested too deep, or names one member twice.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        let mut reader = JsonReader::new(text, 0).with_max_depth(MAX_DEPTH);
        let tree = read(&mut reader).and_then(|tree| reader.end().map(|()| tree));
        tree.map_err(|fault| JsonError::of(fault, text))
    }

    /// The members, if it is an object.
    pub fn members(&self) -> &[JsonMember<'a>] {
        match &self.value {
            JsonValue::Object(members) => members,
            _ => &[],
        }
    }

    /// The items, if it is a list.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            JsonValue::List(items) => items,
            _ => &[],
        }
    }

    /// The member of this name.
    pub fn member(&self, name: &str) -> Option<&Self> {
        self.members()
            .iter()
            .find(|member| member.name == name)
            .map(|member| &member.tree)
    }

    /// The member of this name; if none is spelled so, the first that is but for letter case: vendors differ in it.
    pub fn member_like(&self, name: &str) -> Option<&Self> {
        self.member(name).or_else(|| {
            self.members()
                .iter()
                .find(|member| member.name.eq_ignore_ascii_case(name))
                .map(|member| &member.tree)
        })
    }

    /// The text of a member, whatever the letter case of its name.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.member_like(name).and_then(Self::text)
    }

    /// The items of a member that is a list, whatever the letter case of its name; none if it is not.
    pub fn items_of(&self, name: &str) -> &[Self] {
        self.member_like(name).map_or(&[], Self::items)
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            JsonValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Yes or no, if it is that; a text that says so counts, since some programs write it that way.
    pub fn boolean(&self) -> Option<bool> {
        match &self.value {
            JsonValue::Boolean(value) => Some(*value),
            JsonValue::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            JsonValue::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The whole number from 0 to 4294967295, if it is one.
    pub fn whole_number(&self) -> Option<u32> {
        match &self.value {
            JsonValue::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.value == JsonValue::Null
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.value, JsonValue::Object(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.value, JsonValue::List(_))
    }

    /// What it is, for a message: `null`, `a number`, `a text`, …
    pub fn kind(&self) -> &'static str {
        match self.value {
            JsonValue::Null => "null",
            JsonValue::Boolean(_) => "true or false",
            JsonValue::Number(_) => "a number",
            JsonValue::Text(_) => "a text",
            JsonValue::List(_) => "a list",
            JsonValue::Object(_) => "an object",
        }
    }
}

fn read<'a>(reader: &mut JsonReader<'a>) -> Fallible<JsonTree<'a>> {
    let start = reader.offset();
    let value = if reader.is_at_object() {
        let mut members = Vec::new();
        reader.members(|reader, name, at| {
            let tree = read(reader)?;
            members.push(JsonMember { name, at, tree });
            Ok(())
        })?;
        JsonValue::Object(members)
    } else if reader.is_at_list() {
        let mut items = Vec::new();
        reader.list(|reader| {
            items.push(read(reader)?);
            Ok(())
        })?;
        JsonValue::List(items)
    } else if reader.is_at_text() {
        JsonValue::Text(reader.string()?)
    } else {
        match reader.raw()? {
            "null" => JsonValue::Null,
            "true" => JsonValue::Boolean(true),
            "false" => JsonValue::Boolean(false),
            number => JsonValue::Number(number),
        }
    };
    let span = start..reader.end_of_last();
    Ok(JsonTree { value, span })
}

/// Appends a text as JSON writes it, in double quotes.
pub fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => {
                out.push_str("\\u00");
                for digit in [u32::from(c) >> 4, u32::from(c) & 0xF] {
                    out.extend(char::from_digit(digit, 16));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(error: &str, text: &str) {
        let found = JsonTree::parse(text).unwrap_err().to_string();
        assert!(found.starts_with(error), "{found}");
    }

    #[test]
    fn every_value_has_its_span() {
        let text = "{ \"a\" : [1.50, \"x\\u00e9\", null ] , \"b\":true}";
        let tree = JsonTree::parse(text).unwrap();
        let spelled = |tree: &JsonTree<'_>| text.get(tree.span.clone()).unwrap().to_owned();
        let list = tree.member("a").unwrap();
        assert_eq!(spelled(list), "[1.50, \"x\\u00e9\", null ]");
        assert_eq!(spelled(&list.items()[0]), "1.50");
        assert_eq!(list.items()[1].text(), Some("x\u{e9}"));
        assert_eq!(spelled(&list.items()[1]), "\"x\\u00e9\"");
        assert_eq!(spelled(tree.member("b").unwrap()), "true");
        assert_eq!(spelled(&tree), text);
    }

    #[test]
    fn what_is_no_json_is_named_with_its_place() {
        shown("the file is empty", " \n");
        shown("line 1, column 6: the file is cut off", "{\"a\":");
        shown(
            "line 2, column 1: there is already a member \"a\"",
            "{\"a\":1,\n\"a\":2}",
        );
        shown("line 1, column 4: this is not JSON", "[1 2]");
        shown("line 1, column 2: this is not JSON", "[\"\\ud800\"]");
        let deep = "[".repeat(200);
        shown("line 1, column 129: objects and lists are nested", &deep);
    }

    proptest! {
        #[test]
        fn a_written_text_is_read_back(text in any::<String>()) {
            let mut json = String::new();
            write_text(&mut json, &text);
            let tree = JsonTree::parse(&json).unwrap();
            prop_assert_eq!(tree.text(), Some(text.as_str()));
        }

        #[test]
        fn no_input_panics(text in any::<String>()) {
            drop(JsonTree::parse(&text));
        }
    }
}
