//! Edits made up for tests, many of which fit a project; that each has an exact inverse.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::arbitrary::*;
use super::*;

/// The key at an index of a map, if it has any.
fn pick<K: Clone, V>(map: &BTreeMap<K, V>, index: Index) -> Option<K> {
    (!map.is_empty()).then(|| map.keys().nth(index.index(map.len())).unwrap().clone())
}

/// The id at an index of a column, if it has any.
fn pick_attribute(project: &Project, column: Column, index: Index) -> Option<AttributeId> {
    let attributes = &project.system(column).attributes;
    (!attributes.is_empty()).then(|| {
        let at = index.index(attributes.len());
        attributes.get_index(at).unwrap().0.clone()
    })
}

/// Edits that touch one column, of things that are there and of things that are not.
fn attribute_edit(project: &Project) -> BoxedStrategy<Edit> {
    let project = project.clone();
    (column(), any::<Index>(), any::<bool>())
        .prop_flat_map(move |(column, index, is_there)| {
            let there = pick_attribute(&project, column, index).filter(|_| is_there);
            let order: Vec<_> = project.system(column).attributes.keys().cloned().collect();
            let id = match there {
                Some(id) => Just(id).boxed(),
                None => attribute_id(column),
            };
            // Replacing by an attribute of another column is refused; it is tried too.
            let other = select(Column::ALL.to_vec()).prop_flat_map(attribute);
            prop_oneof![
                (0_usize..8, attribute(column)).prop_map(|(position, attribute)| {
                    let attribute = Arc::new(attribute);
                    Edit::AddAttribute {
                        position,
                        attribute,
                    }
                }),
                id.clone().prop_map(|id| Edit::RemoveAttribute { id }),
                (id, prop_oneof![3 => attribute(column), 1 => other]).prop_map(
                    |(id, attribute)| {
                        let attribute = Arc::new(attribute);
                        Edit::ReplaceAttribute { id, attribute }
                    }
                ),
                (Just(order).prop_shuffle(), any::<bool>()).prop_map(
                    move |(mut order, is_whole)| {
                        if !is_whole {
                            order.pop();
                        }
                        Edit::OrderAttributes { column, order }
                    }
                ),
            ]
        })
        .boxed()
}

/// Edits of links and notes, of things that are there and of things that are not.
fn link_or_note_edit(project: &Project) -> BoxedStrategy<Edit> {
    let project = project.clone();
    (any::<Index>(), any::<bool>(), text())
        .prop_flat_map(move |(index, is_there, text)| {
            let link_id = pick(&project.links, index).filter(|_| is_there);
            let link_id = link_id.unwrap_or_else(|| LinkId::new(&text));
            let note_id = pick(&project.notes, index).filter(|_| is_there);
            let note_id = note_id.unwrap_or_else(|| NoteId::new(&text));
            let link_ids = || Just(link_id.clone());
            let note_ids = || Just(note_id.clone());
            let links = || link().prop_map(Arc::new);
            let notes = || note().prop_map(Arc::new);
            prop_oneof![
                (link_ids(), links()).prop_map(|(id, link)| Edit::AddLink { id, link }),
                link_ids().prop_map(|id| Edit::RemoveLink { id }),
                (link_ids(), links()).prop_map(|(id, link)| Edit::ReplaceLink { id, link }),
                (note_ids(), notes()).prop_map(|(id, note)| Edit::AddNote { id, note }),
                note_ids().prop_map(|id| Edit::RemoveNote { id }),
                (note_ids(), notes()).prop_map(|(id, note)| Edit::ReplaceNote { id, note }),
            ]
        })
        .boxed()
}

/// Edits of acceptances, of those that are there too, under a key that may be spelled in another way.
fn acceptance_edit(project: &Project) -> BoxedStrategy<Edit> {
    let project = project.clone();
    let acceptance = option::of(acceptance().prop_map(Box::new));
    (any::<Index>(), any::<bool>(), finding_key(), acceptance)
        .prop_map(move |(index, is_there, other, acceptance)| {
            let there = pick(&project.accepted_findings, index).filter(|_| is_there);
            let mut key = there.unwrap_or(other);
            if let Place::Attribute(id) = &mut key.place {
                let upper = AttributePath::new(id.column, &id.label().to_uppercase());
                if upper == id.path {
                    id.path = upper;
                }
            }
            Edit::SetAcceptance { key, acceptance }
        })
        .boxed()
}

/// Edits of everything else.
fn other_edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        heading().prop_map(Edit::SetHeading),
        (column(), text()).prop_map(|(column, name)| Edit::RenameSystem { column, name }),
        (column(), text()).prop_map(|(column, catalog)| Edit::SetCatalog { column, catalog }),
        (resource(), resource_settings()).prop_map(|(resource, settings)| {
            let settings = Box::new(settings);
            Edit::SetResourceSettings { resource, settings }
        }),
        people().prop_map(Edit::SetPeople),
        versions().prop_map(Edit::SetVersions),
        workshops().prop_map(Edit::SetWorkshops),
        (text(), option::of(attachment().prop_map(Box::new)))
            .prop_map(|(name, attachment)| Edit::SetAttachment { name, attachment }),
    ]
    .boxed()
}

/// Edits of every kind, many of which fit `project`, batches among them.
pub(crate) fn edit(project: &Project) -> BoxedStrategy<Edit> {
    let single = prop_oneof![
        attribute_edit(project),
        link_or_note_edit(project),
        acceptance_edit(project),
        other_edit(),
    ]
    .boxed();
    prop_oneof![
        4 => single.clone(),
        1 => vec(single, 0..5).prop_map(Edit::Batch),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_and_its_inverse_change_nothing(
        (before, edit) in project().prop_flat_map(|project| {
            let edits = edit(&project);
            (Just(project), edits)
        })
    ) {
        let mut project = before.clone();
        // Equality goes by what is meant; the printed form shows the spelling too.
        let printed = format!("{before:?}");
        match project.apply(edit) {
            Err(_) => {}
            Ok(inverse) => {
                let after = format!("{project:?}");
                let again = project.apply(inverse).unwrap();
                prop_assert_eq!(&project, &before);
                prop_assert_eq!(&format!("{project:?}"), &printed);
                project.apply(again).unwrap();
                prop_assert_eq!(&format!("{project:?}"), &after);
                return Ok(());
            }
        }
        prop_assert_eq!(&project, &before);
        prop_assert_eq!(&format!("{project:?}"), &printed);
    }
}
