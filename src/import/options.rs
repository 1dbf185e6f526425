//! What an importer is given.

use jiff::Timestamp;

use super::column::Extent;
use super::item::OnConflict;
use super::kind::Kind;
use crate::model::{Column, Resource};

/// A file, or what was pasted.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name without folders, for evidence and the name of the undo step.
    pub name: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

/// What the project was before the import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Start {
    /// It is somebody's work: what a file leaves empty is left as it is.
    #[default]
    Existing,
    /// It was made for this import: a mark that a file leaves empty is not set yet.
    New,
}

/// How an import is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// What the file is; none to work it out.
    pub kind: Option<Kind>,
    /// What counts where project and file contradict each other.
    pub on_conflict: OnConflict,
    /// Whether a misspelt name with one sole near name is taken for that.
    pub fix: bool,
    /// The project that it goes into.
    pub start: Start,
    /// The column that a list of attributes is for; none to work it out.
    pub column: Option<Column>,
    /// What the file is about where it does not say; none to work it out, users first.
    pub resource: Option<Resource>,
    /// Whether a list of attributes is all that its column has.
    pub extent: Extent,
    /// The time that notes of the file get.
    pub now: Timestamp,
}
