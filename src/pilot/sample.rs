//! Sample users: a header of attribute names, and for each user a field behind each name.
//!
//! Sample users are personal data: nothing here prints a value.

use std::fmt;

use super::hidden::{HIDDEN, Hidden};
use crate::expr::Value;
use crate::model::Cardinality;

/// What separates the values of a multi-valued attribute in a single text.
pub const VALUE_SEPARATOR: char = '|';

/// One field of a sample user.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field<'s> {
    /// The file says nothing.
    Missing,
    /// One text; may be empty.
    Text(&'s str),
    /// Several texts, as only JSON can say it.
    List(&'s [String]),
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "Missing",
            Self::Text(_) | Self::List(_) => HIDDEN,
        })
    }
}

impl<'s> Field<'s> {
    /// The one text, if there is one that is not empty.
    pub fn text(self) -> Option<&'s str> {
        match self {
            Self::Text(text) => Some(text).filter(|text| !text.is_empty()),
            Self::Missing | Self::List(_) => None,
        }
    }

    /// The value that an expression sees.
    ///
    /// An empty text is no value: Entra ID stores none. The text of an attribute with several values is split.
    pub fn value(self, cardinality: Cardinality) -> Value<'s> {
        match self {
            Self::Missing | Self::Text("") | Self::List([]) => Value::Null,
            Self::Text(text)
                if cardinality == Cardinality::Multiple && text.contains(VALUE_SEPARATOR) =>
            {
                Value::Multi(
                    text.split(VALUE_SEPARATOR)
                        .map(str::trim)
                        .filter(|part| !part.is_empty())
                        .map(Into::into)
                        .collect(),
                )
            }
            Self::Text(text) => Value::text(text),
            Self::List([one]) => Value::text(one.as_str()),
            Self::List(texts) => {
                Value::Multi(texts.iter().map(|text| text.as_str().into()).collect())
            }
        }
    }
}

/// A user as a file gives it: a field behind each position of the header.
pub trait Sample {
    /// The field at a position of the header.
    fn field(&self, at: usize) -> Field<'_>;
}

impl Sample for csv::StringRecord {
    fn field(&self, at: usize) -> Field<'_> {
        self.get(at).map_or(Field::Missing, Field::Text)
    }
}

/// A field that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OwnedField {
    /// The file says nothing.
    #[default]
    Missing,
    /// One text.
    Text(Hidden<String>),
    /// Several texts.
    List(Hidden<Vec<String>>),
}

impl OwnedField {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Hidden(text.into()))
    }

    /// The field, borrowed.
    pub fn as_field(&self) -> Field<'_> {
        match self {
            Self::Missing => Field::Missing,
            Self::Text(text) => Field::Text(&text.0),
            Self::List(texts) => Field::List(&texts.0),
        }
    }
}

/// A user that is kept in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleUser {
    /// The line of the file that it begins on; 0 for a built-in one.
    pub line: u64,
    /// Why it is among the built-in users; empty for others.
    pub remark: String,
    /// A field for each name of the header; fewer if the file has fewer.
    pub fields: Vec<OwnedField>,
}

impl Sample for SampleUser {
    fn field(&self, at: usize) -> Field<'_> {
        self.fields
            .get(at)
            .map_or(Field::Missing, OwnedField::as_field)
    }
}

/// Sample users with the names their fields stand behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// Entra ID attribute names and lifecycle words, in the order of the file.
    pub header: Vec<String>,
    /// The users, in the order of the file.
    pub users: Vec<SampleUser>,
}

/// Another sample with some fields changed, to try what a change does.
#[derive(Debug)]
pub struct Changed<'s, S: ?Sized> {
    /// The user as it was.
    pub user: &'s S,
    /// Which position of the header has another field now.
    pub at: usize,
    /// That field.
    pub field: &'s OwnedField,
}

impl<S: Sample + ?Sized> Sample for Changed<'_, S> {
    fn field(&self, at: usize) -> Field<'_> {
        if at == self.at {
            self.field.as_field()
        } else {
            self.user.field(at)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_attributes_with_several_values_are_split() {
        let field = Field::Text("a | b|");
        assert_eq!(field.value(Cardinality::Single), Value::text("a | b|"));
        assert_eq!(
            field.value(Cardinality::Multiple),
            Value::Multi(vec!["a".into(), "b".into()])
        );
        assert_eq!(Field::Text("").value(Cardinality::Single), Value::Null);
        let list = ["x".to_owned(), "y|z".to_owned()];
        assert_eq!(
            Field::List(&list).value(Cardinality::Single),
            Value::Multi(vec!["x".into(), "y|z".into()])
        );
    }

    #[test]
    fn nothing_prints_a_value() {
        let user = SampleUser {
            line: 2,
            remark: String::new(),
            fields: vec![OwnedField::text("secret"), OwnedField::Missing],
        };
        let shown = format!("{user:?} {:?} {:?}", user.field(0), user.field(1));
        assert!(!shown.contains("secret"), "{shown}");
    }
}
