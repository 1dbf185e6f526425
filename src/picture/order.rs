//! The order of a column by hand: groups and attributes moved among their neighbours.

use std::collections::HashMap;

use crate::model::{AttributeId, Column, Edit, Project, Resource};

/// Which way something is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// The edit that moves a group before another one, or to the end; none if that changes nothing.
///
/// Groups are named as their attributes name them. Attributes of the other resource keep their places.
pub fn move_group(
    project: &Project,
    column: Column,
    resource: Resource,
    group: &str,
    before: Option<&str>,
) -> Option<Edit> {
    let mut groups = groups(project, column, resource);
    let from = groups.iter().position(|(name, _)| name == group)?;
    let moved = groups.remove(from);
    let to = match before {
        Some(before) if before == group => return None,
        Some(before) => groups.iter().position(|(name, _)| name == before)?,
        None => groups.len(),
    };
    groups.insert(to, moved);
    order(project, column, resource, groups)
}

/// The edit that moves a group one place; none at the end of the column.
pub fn shift_group(
    project: &Project,
    column: Column,
    resource: Resource,
    group: &str,
    shift: Shift,
) -> Option<Edit> {
    let mut groups = groups(project, column, resource);
    let from = groups.iter().position(|(name, _)| name == group)?;
    let to = match shift {
        Shift::Up => from.checked_sub(1)?,
        Shift::Down => from + 1,
    };
    if to >= groups.len() {
        return None;
    }
    groups.swap(from, to);
    order(project, column, resource, groups)
}

/// The edit that moves attributes of the group of `grabbed` before another of that group, or to its end, in the order
/// they have; none if that changes nothing. Those of other groups stay where they are.
pub fn move_attributes(
    project: &Project,
    ids: &[AttributeId],
    grabbed: &AttributeId,
    before: Option<&AttributeId>,
) -> Option<Edit> {
    let mut groups = groups(project, grabbed.column, grabbed.resource);
    let (_, members) = groups
        .iter_mut()
        .find(|(_, members)| members.contains(grabbed))?;
    // What moves with it says nothing of where it goes: the next one that stays does.
    let mut behind = members.iter().skip_while(|id| Some(*id) != before);
    let anchor = behind.find(|id| !ids.contains(id)).cloned();
    let (moved, mut rest): (Vec<_>, Vec<_>) =
        members.iter().cloned().partition(|id| ids.contains(id));
    let to = anchor
        .and_then(|anchor| rest.iter().position(|id| *id == anchor))
        .unwrap_or(rest.len());
    rest.splice(to..to, moved);
    let is_same = *members == rest;
    *members = rest;
    if is_same {
        return None;
    }
    order(project, grabbed.column, grabbed.resource, groups)
}

/// The edit that moves attributes one place within their groups; none if none of them can be moved.
///
/// Neighbours move together; what stands at the end of its group stays.
pub fn shift_attributes(project: &Project, ids: &[AttributeId], shift: Shift) -> Option<Edit> {
    let mut edits = Vec::new();
    for column in Column::ALL {
        for resource in [Resource::User, Resource::Group] {
            let is_moved = |id: &AttributeId| id.column == column && id.resource == resource;
            if ids.iter().any(is_moved) {
                let mut groups = groups(project, column, resource);
                let before = groups.clone();
                for (_, members) in &mut groups {
                    shift_members(members, ids, shift);
                }
                if groups != before {
                    edits.extend(order(project, column, resource, groups));
                }
            }
        }
    }
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        _ => Some(Edit::Batch(edits)),
    }
}

fn shift_members(members: &mut [AttributeId], ids: &[AttributeId], shift: Shift) {
    let pairs: Vec<usize> = match shift {
        Shift::Up => (1..members.len()).collect(),
        Shift::Down => (1..members.len()).rev().collect(),
    };
    for below in pairs {
        let Some([one, other]) = members.get_mut(below - 1..=below) else {
            continue;
        };
        let (mover, neighbour) = match shift {
            Shift::Up => (&*other, &*one),
            Shift::Down => (&*one, &*other),
        };
        if ids.contains(mover) && !ids.contains(neighbour) {
            std::mem::swap(one, other);
        }
    }
}

type Groups = Vec<(String, Vec<AttributeId>)>;

/// The attributes of a column by groups, in the order of the map.
fn groups(project: &Project, column: Column, resource: Resource) -> Groups {
    let mut groups: Groups = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let attributes = project.system(column).attributes();
    for attribute in attributes.filter(|attribute| attribute.id.resource == resource) {
        let place = *places.entry(&attribute.group).or_insert_with(|| {
            groups.push((attribute.group.clone(), Vec::new()));
            groups.len() - 1
        });
        if let Some((_, members)) = groups.get_mut(place) {
            members.push(attribute.id.clone());
        }
    }
    groups
}

fn order(project: &Project, column: Column, resource: Resource, groups: Groups) -> Option<Edit> {
    let mut ordered = groups.into_iter().flat_map(|(_, members)| members);
    let mut order: Vec<AttributeId> = Vec::new();
    for attribute in project.system(column).attributes() {
        if attribute.id.resource == resource {
            order.push(ordered.next()?);
        } else {
            order.push(attribute.id.clone());
        }
    }
    let same = order
        .iter()
        .eq(project.system(column).attributes().map(|found| &found.id));
    (!same).then_some(Edit::OrderAttributes { column, order })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attribute, Heading, System};

    fn id(name: &str) -> AttributeId {
        AttributeId::source(Resource::User, name)
    }

    /// Three groups: `one` with a and b, `two` with c, `three` with d and e; a group's attribute in between.
    fn project() -> Project {
        let rows = [
            ("one", "a"),
            ("two", "c"),
            ("one", "b"),
            ("three", "d"),
            ("three", "e"),
        ];
        let mut attributes: Vec<_> = rows
            .iter()
            .map(|(group, name)| {
                let mut attribute = Attribute::custom(id(name));
                (*group).clone_into(&mut attribute.group);
                attribute
            })
            .collect();
        attributes.insert(
            1,
            Attribute::custom(AttributeId::source(Resource::Group, "g")),
        );
        Project::new(
            Heading::default(),
            System::default().with_attributes(attributes).0,
            System::default(),
            System::default(),
        )
    }

    fn check(edit: Option<Edit>, expected: &[&str]) {
        let before = project();
        let mut after = before.clone();
        let inverse = after.apply(edit.unwrap()).unwrap();
        let names: Vec<_> = after
            .system(Column::Source)
            .attributes()
            .map(|attribute| attribute.id.label())
            .collect();
        assert_eq!(names, expected);
        after.apply(inverse).unwrap();
        assert_eq!(after, before);
    }

    #[test]
    fn groups_are_moved_whole_and_the_other_resource_stays() {
        let (column, user) = (Column::Source, Resource::User);
        let project = project();
        let to = |group, before| move_group(&project, column, user, group, before);
        check(to("three", Some("one")), &["d", "g", "e", "a", "b", "c"]);
        check(to("one", None), &["c", "g", "d", "e", "a", "b"]);
        assert_eq!(to("one", Some("nowhere")), None);
        assert_eq!(to("one", Some("one")), None);
        let shift = |group, way| shift_group(&project, column, user, group, way);
        check(shift("two", Shift::Up), &["c", "g", "a", "b", "d", "e"]);
        check(shift("two", Shift::Down), &["a", "g", "b", "d", "e", "c"]);
        assert_eq!(shift("one", Shift::Up), None);
        assert_eq!(shift("three", Shift::Down), None);
    }

    #[test]
    fn attributes_are_dropped_before_another_of_their_group() {
        let project = project();
        let to = |names: &[&str], grabbed: &str, before: Option<&str>| {
            let ids: Vec<_> = names.iter().map(|name| id(name)).collect();
            let before = before.map(id);
            move_attributes(&project, &ids, &id(grabbed), before.as_ref())
        };
        check(to(&["b"], "b", Some("a")), &["b", "g", "a", "c", "d", "e"]);
        check(to(&["a"], "a", None), &["b", "g", "a", "c", "d", "e"]);
        // What is selected in another group does not move along.
        check(
            to(&["c", "e"], "e", Some("d")),
            &["a", "g", "b", "c", "e", "d"],
        );
        assert_eq!(to(&["a"], "a", Some("a")), None);
        assert_eq!(to(&["a"], "a", Some("b")), None);
        assert_eq!(to(&["a", "b"], "b", Some("a")), None);
        assert_eq!(to(&["b"], "b", Some("nowhere")), None);
        assert_eq!(to(&["x"], "x", None), None);
    }

    #[test]
    fn attributes_are_moved_within_their_group() {
        let project = project();
        let shift = |names: &[&str], way| {
            let ids: Vec<_> = names.iter().map(|name| id(name)).collect();
            shift_attributes(&project, &ids, way)
        };
        check(shift(&["b"], Shift::Up), &["b", "g", "a", "c", "d", "e"]);
        check(
            shift(&["a", "d"], Shift::Down),
            &["b", "g", "a", "c", "e", "d"],
        );
        assert_eq!(shift(&["a"], Shift::Up), None);
        assert_eq!(shift(&["d", "e"], Shift::Down), None);
    }
}
