//! Ordering rows so that links cross least.

use std::collections::{BTreeMap, HashMap};

use crate::model::{AttributeId, Column, Edit, Project, Resource};
use crate::rows::{AttributeNumber, Index};

/// How often the columns are gone through, back and forth.
const SWEEPS: usize = 6;

/// The edit that orders a resource's attributes so that links cross least; none if no better order was found.
///
/// Groups stay together and are moved as a whole; what has no link stays behind its neighbours of the group.
/// Attributes of the other resource keep their places.
pub fn untangle(project: &Project, index: &Index, resource: Resource) -> Option<Edit> {
    let start = Orders::read(project, index, resource);
    let before = start.crossings(index);
    let mut best = (before, start.clone());
    let mut orders = start;
    for sweep in 0..SWEEPS {
        // The protocol lies between the others: it is ordered by both of them last in each sweep.
        for column in [Column::Target, Column::Source, Column::Protocol] {
            if sweep == 0 && column == Column::Protocol {
                continue;
            }
            orders.order(index, column);
            let crossings = orders.crossings(index);
            if crossings < best.0 {
                best = (crossings, orders.clone());
            }
        }
    }
    let (after, best) = best;
    if after >= before {
        return None;
    }
    let edits = Column::ALL
        .into_iter()
        .filter_map(|column| best.edit(project, index, resource, column))
        .collect();
    Some(Edit::Batch(edits))
}

/// The attributes of each column by groups, in order.
#[derive(Clone)]
struct Orders {
    columns: [Vec<Vec<AttributeNumber>>; 3],
}

impl Orders {
    fn read(project: &Project, index: &Index, resource: Resource) -> Self {
        let columns = Column::ALL.map(|column| {
            let mut groups: Vec<Vec<AttributeNumber>> = Vec::new();
            let mut places: HashMap<&str, usize> = HashMap::new();
            for (number, attribute) in index
                .column(column)
                .zip(project.system(column).attributes())
            {
                if attribute.id.resource != resource {
                    continue;
                }
                let place = *places.entry(&attribute.group).or_insert_with(|| {
                    groups.push(Vec::new());
                    groups.len() - 1
                });
                if let Some(group) = groups.get_mut(place) {
                    group.push(number);
                }
            }
            groups
        });
        Self { columns }
    }

    fn column(&self, column: Column) -> &[Vec<AttributeNumber>] {
        let [source, protocol, target] = &self.columns;
        match column {
            Column::Source => source,
            Column::Protocol => protocol,
            Column::Target => target,
        }
    }

    /// Where each attribute of a column stands, headings counted.
    fn heights(&self, column: Column) -> BTreeMap<AttributeNumber, f64> {
        let mut heights = BTreeMap::new();
        let mut line = 0.0;
        for group in self.column(column) {
            line += 1.0;
            for number in group {
                heights.insert(*number, line);
                line += 1.0;
            }
        }
        heights
    }

    /// Orders a column by the mean height of what each attribute is linked to.
    fn order(&mut self, index: &Index, column: Column) {
        let mut neighbours: BTreeMap<AttributeNumber, f64> = BTreeMap::new();
        if let Some(hop) = column.hop_in() {
            neighbours.extend(self.heights(hop.origin()));
        }
        if let Some(hop) = column.hop_out() {
            neighbours.extend(self.heights(hop.destination()));
        }
        let mean = |number: AttributeNumber| {
            let origins = index
                .links_into(number)
                .iter()
                .flat_map(|link| index.origins(*link).iter().copied());
            let destinations = index
                .links_out(number)
                .iter()
                .filter_map(|link| index.destination(*link));
            let heights: Vec<f64> = origins
                .chain(destinations)
                .filter_map(|other| neighbours.get(&other).copied())
                .collect();
            let sum: f64 = heights.iter().sum();
            (!heights.is_empty()).then(|| sum / heights.len() as f64)
        };
        let [source, protocol, target] = &mut self.columns;
        let groups = match column {
            Column::Source => source,
            Column::Protocol => protocol,
            Column::Target => target,
        };
        let mut keyed: Vec<_> = std::mem::take(groups)
            .into_iter()
            .map(|group| {
                let mut members: Vec<_> = group
                    .into_iter()
                    .map(|number| (mean(number).unwrap_or(f64::INFINITY), number))
                    .collect();
                members.sort_by(|(one, _), (other, _)| one.total_cmp(other));
                let linked: Vec<f64> = members
                    .iter()
                    .map(|(height, _)| *height)
                    .filter(|height| height.is_finite())
                    .collect();
                let sum: f64 = linked.iter().sum();
                let height = if linked.is_empty() {
                    f64::INFINITY
                } else {
                    sum / linked.len() as f64
                };
                let members: Vec<_> = members.into_iter().map(|(_, number)| number).collect();
                (height, members)
            })
            .collect();
        keyed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        *groups = keyed.into_iter().map(|(_, group)| group).collect();
    }

    /// How many pairs of links cross.
    fn crossings(&self, index: &Index) -> u64 {
        [Column::Protocol, Column::Target]
            .into_iter()
            .filter_map(|column| Some((column.hop_in()?.origin(), column)))
            .map(|(from, to)| {
                let (from, to) = (self.heights(from), self.heights(to));
                let mut ends: Vec<(f64, f64)> = Vec::new();
                for (number, end) in &to {
                    for link in index.links_into(*number) {
                        let starts = index.origins(*link).iter();
                        ends.extend(starts.filter_map(|origin| Some((*from.get(origin)?, *end))));
                    }
                }
                ends.sort_by(|one, other| {
                    one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
                });
                let ends: Vec<f64> = ends.into_iter().map(|(_, end)| end).collect();
                inversions(ends).1
            })
            .sum()
    }

    /// The edit that orders a column this way; none if it has this order.
    fn edit(
        &self,
        project: &Project,
        index: &Index,
        resource: Resource,
        column: Column,
    ) -> Option<Edit> {
        let mut ordered = self.column(column).iter().flatten();
        let mut order: Vec<AttributeId> = Vec::new();
        for attribute in project.system(column).attributes() {
            if attribute.id.resource == resource {
                let number = ordered.next()?;
                order.push(index.attribute_id(*number)?.clone());
            } else {
                order.push(attribute.id.clone());
            }
        }
        let same = order
            .iter()
            .eq(project.system(column).attributes().map(|found| &found.id));
        (!same).then_some(Edit::OrderAttributes { column, order })
    }
}

/// The numbers in order, and how many pairs of them stood the wrong way round.
fn inversions(mut numbers: Vec<f64>) -> (Vec<f64>, u64) {
    if numbers.len() < 2 {
        return (numbers, 0);
    }
    let right = numbers.split_off(numbers.len() / 2);
    let (left, left_count) = inversions(numbers);
    let (right, right_count) = inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut count = left_count + right_count;
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        if one <= other {
            merged.extend(left.next());
        } else {
            count += left.len() as u64;
            merged.extend(right.next());
        }
    }
    merged.extend(left);
    merged.extend(right);
    (merged, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attribute, AttributePath, Heading, Link, Rule, System};

    fn project(source: &[(&str, &str)], protocol: &[&str], links: &[(&str, &str)]) -> Project {
        let source = source.iter().map(|(group, name)| {
            let mut attribute = Attribute::custom(AttributeId::source(Resource::User, name));
            (*group).clone_into(&mut attribute.group);
            attribute
        });
        let protocol = protocol
            .iter()
            .map(|name| Attribute::custom(AttributeId::protocol(Resource::User, name)));
        let mut project = Project::new(
            Heading::default(),
            System::default().with_attributes(source).0,
            System::default().with_attributes(protocol).0,
            System::default(),
        );
        for (from, to) in links {
            let rule = Rule::direct(AttributePath::new(Column::Source, from));
            let link = Link::new(AttributeId::protocol(Resource::User, to), rule);
            let id = project.next_link_id(&link.destination);
            let link = link.into();
            project.apply(Edit::AddLink { id, link }).unwrap();
        }
        project
    }

    fn names(project: &Project, column: Column) -> Vec<&str> {
        let attributes = project.system(column).attributes();
        attributes.map(|attribute| attribute.id.label()).collect()
    }

    #[test]
    fn crossed_links_are_put_side_by_side_and_back_by_undo() {
        let mut project = project(
            &[("g", "c"), ("g", "b"), ("g", "a"), ("g", "free")],
            &["x", "y", "z"],
            &[("a", "x"), ("b", "y"), ("c", "z")],
        );
        let before = project.clone();
        let edit = untangle(&project, &Index::derive(&project), Resource::User).unwrap();
        let inverse = project.apply(edit).unwrap();
        assert_eq!(names(&project, Column::Source), ["a", "b", "c", "free"]);
        assert_eq!(names(&project, Column::Protocol), ["x", "y", "z"]);
        project.apply(inverse).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn groups_are_moved_whole() {
        let mut project = project(
            &[("one", "a"), ("two", "b"), ("one", "c"), ("two", "d")],
            &["x", "y", "z", "w"],
            &[("b", "x"), ("d", "y"), ("a", "z"), ("c", "w")],
        );
        let edit = untangle(&project, &Index::derive(&project), Resource::User).unwrap();
        project.apply(edit).unwrap();
        assert_eq!(names(&project, Column::Source), ["b", "d", "a", "c"]);
    }

    #[test]
    fn what_does_not_cross_stays() {
        let project = project(&[("g", "a"), ("g", "b")], &["x", "y"], &[("a", "x")]);
        let index = Index::derive(&project);
        assert_eq!(untangle(&project, &index, Resource::User), None);
    }

    #[test]
    fn inversions_are_counted() {
        let count = |numbers: &[f64]| inversions(numbers.to_vec()).1;
        assert_eq!(count(&[1.0, 2.0, 3.0]), 0);
        assert_eq!(count(&[3.0, 2.0, 1.0]), 3);
        assert_eq!(count(&[2.0, 2.0, 1.0]), 2);
    }
}
