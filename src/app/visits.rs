//! Where a person was before a jump: back there, and on again.

use super::App;
use super::selection::{Item, Selection};
use crate::model::Resource;

/// How many places are remembered.
const MOST: usize = 100;

/// What was selected, and of which resource.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Visit {
    resource: Resource,
    selection: Selection,
}

/// The places that were jumped from, and those that were gone back from.
///
/// Moving over neighbouring rows is no jump: only what brings something into view is.
#[derive(Debug, Default)]
pub(super) struct Visits {
    /// What was selected before what is selected now.
    left: Option<Visit>,
    before: Vec<Visit>,
    after: Vec<Visit>,
}

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To where the last jump began.
    Back,
    /// To where it led.
    On,
}

impl Visits {
    /// Remembers what is selected no longer; nothing selected is no place.
    pub(super) fn leave(&mut self, resource: Resource, selection: &Selection) {
        if !selection.is_empty() {
            self.left = Some(Visit {
                resource,
                selection: selection.clone(),
            });
        }
    }

    /// What was left last was left by a jump.
    pub(super) fn jump(&mut self) {
        let Some(visit) = self.left.take() else {
            return;
        };
        self.after.clear();
        if self.before.last() != Some(&visit) {
            self.before.push(visit);
        }
        if self.before.len() > MOST {
            self.before.remove(0);
        }
    }
}

impl App {
    /// Selects again what was selected where the last jump began, or led; places that are no more are left out.
    pub(super) fn revisit(&mut self, way: Way) {
        let (project, index) = (self.editor.project(), &self.editor.derived().index);
        let is_there = |item: &Item| match item {
            Item::Attribute(id) => index.number(project, id).is_some(),
            Item::Link(id) => project.link(id).is_some(),
        };
        let here = Visit {
            resource: self.window.resource,
            selection: self.window.selection.clone(),
        };
        let visits = &mut self.visits;
        let (from, to) = match way {
            Way::Back => (&mut visits.before, &mut visits.after),
            Way::On => (&mut visits.after, &mut visits.before),
        };
        let found = loop {
            let Some(visit) = from.pop() else {
                return;
            };
            if visit != here && visit.selection.items().iter().all(is_there) {
                break visit;
            }
        };
        if !here.selection.is_empty() {
            to.push(here);
        }
        visits.left = None;
        self.editor.close_gesture();
        self.window.resource = found.resource;
        self.window.selection = found.selection;
        let place = match self.window.selection.primary() {
            Some(Item::Attribute(id)) => Some(id.clone()),
            Some(Item::Link(id)) => {
                let link = self.editor.project().link(id);
                link.map(|link| link.destination.clone())
            }
            None => None,
        };
        if let Some(id) = place {
            self.map.reveal(id);
        }
    }
}
