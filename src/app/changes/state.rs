//! What the Changes view remembers: the two sides, what differs between them, and what of it is shown.

use std::sync::Arc;

use super::marks::Marks;
use crate::compare::{Difference, DifferenceKind, Scope};
use crate::model::{Project, Revision};

/// What the project is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// The shipped reference.
    #[default]
    Reference,
    /// A file that a person chose.
    File,
}

/// A file to compare with.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its name.
    pub name: String,
    /// What it holds: a project, or a schema as one.
    pub project: Arc<Project>,
    /// How much of it counts.
    pub scope: Scope,
}

/// One comparison: a state of the project with a state of the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The state of the project.
    pub revision: Revision,
    /// What it is compared with.
    pub side: Side,
    /// Which file, counted from the first that was chosen.
    pub file: u32,
}

/// What differs.
#[derive(Debug)]
pub(super) struct Compared {
    of: Asked,
    pub(super) differences: Vec<Difference>,
}

/// What the view remembers.
#[derive(Debug, Default)]
pub struct ChangesState {
    side: Side,
    other: Option<Other>,
    num_files: u32,
    asked: Option<Asked>,
    compared: Option<Compared>,
    /// The kind that is shown; all if none.
    pub(super) kind: Option<DifferenceKind>,
    /// What is searched for.
    pub(super) query: String,
    /// The differences that are shown, as places in the whole list.
    shown: Vec<usize>,
    /// The place of the one that is told in full.
    pub(super) selected: Option<usize>,
    /// Whether the map shows which rows differ.
    pub(super) on_map: bool,
    marks: Marks,
    /// That the query or the kind is another one since the list was filtered.
    pub(super) is_stale: bool,
}

impl ChangesState {
    /// What is compared with.
    pub fn side(&self) -> Side {
        self.side
    }

    /// The file to compare with, if one was chosen.
    pub fn other(&self) -> Option<&Other> {
        self.other.as_ref()
    }

    /// Compares with the reference or with the file from now on.
    pub fn choose(&mut self, side: Side) {
        self.side = side;
        self.selected = None;
    }

    /// Compares with another file from now on.
    pub fn take_file(&mut self, other: Other) {
        self.other = Some(other);
        self.num_files += 1;
        self.choose(Side::File);
    }

    /// The comparison that is missing for this state of the project, once.
    pub(super) fn missing(&mut self, revision: Revision) -> Option<Asked> {
        let asked = Asked {
            revision,
            side: self.side,
            file: self.num_files,
        };
        (self.asked != Some(asked)).then(|| {
            self.asked = Some(asked);
            asked
        })
    }

    /// The other side of a comparison: none for the reference.
    pub(in crate::app) fn other_of(&self, asked: Asked) -> Option<&Other> {
        self.other.as_ref().filter(|_| asked.side == Side::File)
    }

    /// Takes in what differs, unless something else was asked since.
    pub(in crate::app) fn take_in(&mut self, of: Asked, differences: Vec<Difference>) {
        if self.asked != Some(of) {
            return;
        }
        if self
            .compared
            .as_ref()
            .is_some_and(|old| old.of.side != of.side)
        {
            self.selected = None;
        }
        let name = self.other_of(of).map(|other| other.name.as_str());
        self.marks = Marks::of(&differences, name.unwrap_or("the reference"));
        self.compared = Some(Compared { of, differences });
        self.filter();
    }

    /// What differs, as far as it is known for the side that is chosen; an older state stands until the new one is there.
    pub(super) fn compared(&self) -> Option<&Compared> {
        self.compared
            .as_ref()
            .filter(|compared| compared.of.side == self.side && compared.of.file == self.num_files)
    }

    /// The rows that differ, where the map is to show them.
    pub(in crate::app) fn marks(&self) -> Option<&Marks> {
        (self.on_map && self.compared().is_some()).then_some(&self.marks)
    }

    /// All differences, for tests.
    pub fn differences(&self) -> &[Difference] {
        self.compared()
            .map_or(&[], |compared| &compared.differences)
    }

    /// How many there are of a kind.
    pub(super) fn number_of(&self, kind: DifferenceKind) -> usize {
        let all = self.differences().iter();
        all.filter(|difference| difference.kind == kind).count()
    }

    /// How many are shown.
    pub(super) fn num_shown(&self) -> usize {
        self.shown.len()
    }

    /// The difference at this place of the list, and its place in the whole.
    pub(super) fn shown_at(&self, at: usize) -> Option<(usize, &Difference)> {
        let place = *self.shown.get(at)?;
        Some((place, self.differences().get(place)?))
    }

    /// The one that is told in full: the selected one, else the first that is shown.
    pub(super) fn current(&self) -> Option<&Difference> {
        let first = self.shown.first().copied();
        let place = self.selected.filter(|place| self.shown.contains(place));
        self.differences().get(place.or(first)?)
    }

    /// Whether the one at this place of the whole is the current one.
    pub(super) fn is_current(&self, place: usize) -> bool {
        match self.selected.filter(|place| self.shown.contains(place)) {
            Some(selected) => selected == place,
            None => self.shown.first() == Some(&place),
        }
    }

    /// Works out what is shown, after the query or the kind changed.
    pub(super) fn filter(&mut self) {
        self.is_stale = false;
        let query = self.query.trim().to_lowercase();
        let kind = self.kind;
        self.shown = self
            .differences()
            .iter()
            .enumerate()
            .filter(|(_, one)| kind.is_none_or(|kind| one.kind == kind))
            .filter(|(_, one)| query.is_empty() || one.sentence().to_lowercase().contains(&query))
            .map(|(place, _)| place)
            .collect();
    }

    /// What to say where nothing differs.
    pub(super) fn nothing(&self) -> (&'static str, &'static str) {
        match self.side {
            Side::Reference => (
                "No change against the reference",
                "Choose a file to compare with an earlier state, or with the schema that Entra ID exports.",
            ),
            Side::File => ("No difference", "The project says the same as this file."),
        }
    }
}
