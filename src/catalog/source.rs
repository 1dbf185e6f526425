//! The documents behind the facts.

/// A public document, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The id that evidence names it by: `ms-genesys-tutorial`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// The date it carries: a year, a month or a day; none if it carries none.
    pub date: Option<String>,
    /// How much of it was read: `full`, `partial` or `reference`.
    pub extent_read: String,
    /// The day it was read for this reference.
    pub read_on: jiff::civil::Date,
    /// What to know about it; may be empty.
    pub note: String,
}
