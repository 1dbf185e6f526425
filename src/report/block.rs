//! The pieces that a report is made of. Texts are raw: each exporter escapes them in its own way.

use crate::model::Resource;

/// One piece of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is the title of the whole.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Its text.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// A list without order.
    List(Vec<Item>),
    /// A small table.
    Table(TableBlock),
    /// The rows of a resource, all 17 columns; read from the completed table, not copied.
    Rows(Resource),
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is about; may be empty.
    pub term: String,
    /// What is said.
    pub text: String,
}

impl Item {
    /// An entry that says `text` of `term`.
    pub fn new(term: &str, text: impl Into<String>) -> Self {
        Self {
            term: term.to_owned(),
            text: text.into(),
        }
    }
}

/// A small table. Every row has as many cells as there are headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableBlock {
    /// The headers.
    pub headers: Vec<&'static str>,
    /// The rows; never empty.
    pub rows: Vec<Vec<Content>>,
}

/// What a cell of a small table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text.
    Text(String),
    /// The address of a document; an exporter links it only if that is safe.
    Address(String),
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
