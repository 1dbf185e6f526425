//! What a person says of names that only come near one that is known.

use std::collections::BTreeMap;

use crate::model::{Column, Resource};

/// What to do with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// It stands as it was written.
    AsWritten,
    /// It means this one. While that is empty, it stands as it was written.
    For(String),
}

/// What a person says of names, each by its column and as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections(BTreeMap<(Column, String), Correction>);

impl Corrections {
    /// Says what a name in a column means.
    pub fn say(&mut self, column: Column, name: &str, correction: Correction) {
        self.0.insert((column, name.to_owned()), correction);
    }

    /// What was said of a name.
    pub fn of(&self, column: Column, name: &str) -> Option<&Correction> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(column, name.to_owned()))
    }
}

/// A name in a table that nobody knows, and what it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearName {
    /// The column that it is for.
    pub column: Column,
    /// What it is an attribute of.
    pub resource: Resource,
    /// As it was typed.
    pub name: String,
    /// The names that are near, best first; never empty unless a person said what it means.
    pub near: Vec<String>,
    /// Why they are near.
    pub about: &'static str,
    /// The line where it stands first.
    pub line: u32,
    /// How many rows name it.
    pub num_rows: usize,
    /// The name that it is taken for; none if it stands as written.
    pub taken_for: Option<String>,
}
