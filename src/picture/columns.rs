//! What each column shows: group headings and attributes in order, folded and filtered.
//!
//! Built once for a revision and a set of filters, never for a frame: a frame reads the lines in view by number.

use std::collections::HashMap;

use super::filter::{Concerns, Facts, Filters, is_linked, is_required, open_questions, passes};
use super::group::{Fold, Folded, Group, open_or_closed};
use super::row::Concern;
use crate::model::{Attribute, Column, Project, Resource};
use crate::rows::{AttributeNumber, Index};

/// One line of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A group's heading, by its number in [`ColumnContent::groups`].
    Group(usize),
    /// An attribute.
    Attribute(AttributeNumber),
}

/// Where an attribute is found on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a line of its own.
    Line(usize),
    /// In a closed group, whose heading is this line.
    Folded(usize),
    /// Nowhere: a filter hides it, or it is of the other resource.
    Hidden,
}

/// The lines of one column.
#[derive(Clone, Debug, Default)]
pub struct ColumnContent {
    lines: Vec<Line>,
    groups: Vec<Group>,
    /// How many links arrive before each line, and after the last one.
    arriving_before: Vec<u32>,
    /// How many links leave before each line, and after the last one.
    leaving_before: Vec<u32>,
    /// How many attributes of the resource the column has.
    attributes: usize,
    /// How many of them have a link.
    linked: usize,
    /// How many pass the filters.
    shown: usize,
}

impl ColumnContent {
    /// Its lines from top to bottom.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The line with this number.
    pub fn line(&self, number: usize) -> Option<Line> {
        self.lines.get(number).copied()
    }

    /// Its groups from top to bottom; none if no attribute has a group.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group with this number.
    pub fn group(&self, number: usize) -> Option<&Group> {
        self.groups.get(number)
    }

    /// How many attributes of the resource the column has.
    pub fn num_attributes(&self) -> usize {
        self.attributes
    }

    /// How many attributes have a link.
    pub fn num_linked(&self) -> usize {
        self.linked
    }

    /// How many attributes pass the filters, those in closed groups included.
    pub fn num_shown(&self) -> usize {
        self.shown
    }

    /// How many links arrive on the lines before this one.
    pub fn arriving_before(&self, line: usize) -> u32 {
        upto(&self.arriving_before, line)
    }

    /// How many links leave from the lines before this one.
    pub fn leaving_before(&self, line: usize) -> u32 {
        upto(&self.leaving_before, line)
    }
}

fn upto(sums: &[u32], line: usize) -> u32 {
    sums.get(line.min(sums.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0)
}

/// The lines of all three columns, and where each attribute is found.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    columns: [ColumnContent; 3],
    places: Vec<Place>,
}

impl Columns {
    /// Lists what is shown of one resource.
    ///
    /// Groups stand in the order of their first attribute; attributes that links name and no column has come last,
    /// so that no link ends nowhere.
    pub fn build(
        project: &Project,
        index: &Index,
        resource: Resource,
        folded: &Folded,
        filters: &[Filters; 3],
        concerns: Concerns<'_>,
    ) -> Self {
        let facts = Facts {
            project,
            index,
            concerns,
        };
        let mut built = Self::default();
        for ((column, filters), place) in Column::ALL.into_iter().zip(filters).zip(0..) {
            let content = built.build_column(&facts, resource, column, folded, filters);
            if let Some(slot) = built.columns.get_mut::<usize>(place) {
                *slot = content;
            }
        }
        built
    }

    /// The lines of a column.
    pub fn column(&self, column: Column) -> &ColumnContent {
        let [source, protocol, target] = &self.columns;
        match column {
            Column::Source => source,
            Column::Protocol => protocol,
            Column::Target => target,
        }
    }

    /// Where an attribute is found.
    pub fn place(&self, attribute: AttributeNumber) -> Place {
        self.places
            .get(attribute.position())
            .copied()
            .unwrap_or(Place::Hidden)
    }

    fn build_column(
        &mut self,
        facts: &Facts<'_>,
        resource: Resource,
        column: Column,
        folded: &Folded,
        filters: &Filters,
    ) -> ColumnContent {
        let index = facts.index;
        let mut content = ColumnContent::default();
        let mut members: Vec<Vec<AttributeNumber>> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let listed = index
            .column(column)
            .filter_map(|number| Some((number, index.attribute(number)?)))
            .filter(|(_, attribute)| attribute.id.resource == resource);
        let mut last: Option<(&str, usize)> = None;
        for (number, attribute) in listed {
            let name = attribute.group.as_str();
            let group = match last {
                Some((same, group)) if same == name => group,
                _ => *numbers.entry(name).or_insert_with(|| {
                    members.push(Vec::new());
                    content
                        .groups
                        .push(open_or_closed(name, false, column, resource, folded));
                    members.len() - 1
                }),
            };
            last = Some((name, group));
            content.count(facts, number, Some(attribute), group);
            if passes(facts, number, Some(attribute), filters)
                && let Some(members) = members.get_mut(group)
            {
                members.push(number);
            }
        }
        let missing = index
            .dangling(column)
            .filter(|(_, id)| id.resource == resource);
        let mut group_of_missing = None;
        for (number, _) in missing {
            let group = *group_of_missing.get_or_insert_with(|| {
                members.push(Vec::new());
                content
                    .groups
                    .push(open_or_closed("", true, column, resource, folded));
                members.len() - 1
            });
            content.count(facts, number, None, group);
            if passes(facts, number, None, filters)
                && let Some(members) = members.get_mut(group)
            {
                members.push(number);
            }
        }
        // A column without any group needs no heading.
        let bare =
            matches!(content.groups.as_slice(), [only] if only.name.is_empty() && !only.missing);
        for (group, members) in members.into_iter().enumerate() {
            self.list_group(&mut content, facts, group, members, bare);
        }
        content.sum_links(facts);
        content
    }

    fn list_group(
        &mut self,
        content: &mut ColumnContent,
        facts: &Facts<'_>,
        number: usize,
        members: Vec<AttributeNumber>,
        bare: bool,
    ) {
        let Some(group) = content.groups.get_mut(number) else {
            return;
        };
        group.shown = members.len() as u32;
        content.shown += members.len();
        if members.is_empty() {
            return;
        }
        if !bare {
            content.lines.push(Line::Group(number));
        }
        if group.fold == Fold::Closed && !bare {
            let line = content.lines.len() - 1;
            for member in &members {
                self.set_place(*member, Place::Folded(line));
            }
            group.linked = members
                .into_iter()
                .filter(|member| is_linked(facts.index, *member))
                .collect();
            return;
        }
        for member in members {
            self.set_place(member, Place::Line(content.lines.len()));
            content.lines.push(Line::Attribute(member));
        }
    }

    fn set_place(&mut self, attribute: AttributeNumber, place: Place) {
        let position = attribute.position();
        if self.places.len() <= position {
            self.places.resize(position + 1, Place::Hidden);
        }
        if let Some(slot) = self.places.get_mut(position) {
            *slot = place;
        }
    }
}

impl ColumnContent {
    fn count(
        &mut self,
        facts: &Facts<'_>,
        number: AttributeNumber,
        attribute: Option<&Attribute>,
        group: usize,
    ) {
        self.attributes += usize::from(attribute.is_some());
        self.linked += usize::from(is_linked(facts.index, number));
        if let Some(group) = self.groups.get_mut(group) {
            group.attributes += 1;
            group.required += u32::from(attribute.is_some_and(is_required));
            group.open_questions += open_questions(facts.project, facts.index, number);
            match (facts.concerns)(number) {
                Some(Concern::Error) => group.errors += 1,
                Some(Concern::Warning) => group.warnings += 1,
                Some(Concern::Hint) | None => {}
            }
        }
    }

    fn sum_links(&mut self, facts: &Facts<'_>) {
        let (mut arriving, mut leaving) = (0_u32, 0_u32);
        self.arriving_before.reserve(self.lines.len() + 1);
        self.leaving_before.reserve(self.lines.len() + 1);
        for line in &self.lines {
            self.arriving_before.push(arriving);
            self.leaving_before.push(leaving);
            let mut add = |number: AttributeNumber| {
                arriving += facts.index.links_into(number).len() as u32;
                leaving += facts.index.links_out(number).len() as u32;
            };
            match line {
                Line::Attribute(number) => add(*number),
                Line::Group(group) => {
                    if let Some(group) = self.groups.get(*group) {
                        group.linked.iter().copied().for_each(add);
                    }
                }
            }
        }
        self.arriving_before.push(arriving);
        self.leaving_before.push(leaving);
    }
}
