//! What is selected: attributes and links.

use std::collections::HashSet;

use crate::model::{AttributeId, LinkId, Project};
use crate::rows::Index;

/// One thing that can be selected.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// An attribute, in whichever column.
    Attribute(AttributeId),
    /// A link.
    Link(LinkId),
}

/// What is selected, in the order it was selected; the last one is what the inspector shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    items: Vec<Item>,
}

impl Selection {
    /// One thing alone.
    pub fn one(item: Item) -> Self {
        Self { items: vec![item] }
    }

    /// These things; a repeated one counts once.
    pub fn new(items: impl IntoIterator<Item = Item>) -> Self {
        // A column has many rows: none is looked for among all before it.
        let mut seen = HashSet::new();
        let items = items.into_iter();
        Self {
            items: items.filter(|item| seen.insert(item.clone())).collect(),
        }
    }

    /// All of them, in the order they were selected.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The one selected last: what the inspector shows.
    pub fn primary(&self) -> Option<&Item> {
        self.items.last()
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether this one is selected.
    pub fn contains(&self, item: &Item) -> bool {
        self.items.contains(item)
    }

    /// Whether this attribute is selected.
    pub fn contains_attribute(&self, id: &AttributeId) -> bool {
        self.attributes().any(|selected| selected == id)
    }

    /// Whether this link is selected.
    pub fn contains_link(&self, id: &LinkId) -> bool {
        self.links().any(|selected| selected == id)
    }

    /// The same with one more, or one less if it was selected.
    #[must_use]
    pub fn toggled(&self, item: &Item) -> Self {
        let mut toggled = self.clone();
        match toggled.items.iter().position(|other| other == item) {
            Some(at) => {
                toggled.items.remove(at);
            }
            None => toggled.items.push(item.clone()),
        }
        toggled
    }

    /// The selected attributes.
    pub fn attributes(&self) -> impl Iterator<Item = &AttributeId> {
        self.items.iter().filter_map(|item| match item {
            Item::Attribute(id) => Some(id),
            Item::Link(_) => None,
        })
    }

    /// The links that a status or an owner is meant for: the selected ones, and of each selected attribute those into it,
    /// or out of it where none goes in.
    pub fn links_meant(&self, project: &Project, index: &Index) -> Vec<LinkId> {
        let mut ids: Vec<LinkId> = self.links().cloned().collect();
        let mut known: HashSet<LinkId> = ids.iter().cloned().collect();
        for id in self.attributes() {
            let Some(number) = index.number(project, id) else {
                continue;
            };
            let mut links = index.links_into(number);
            if links.is_empty() {
                links = index.links_out(number);
            }
            for link in links.iter().filter_map(|link| index.link_id(*link)) {
                if known.insert(link.clone()) {
                    ids.push(link.clone());
                }
            }
        }
        ids
    }

    /// The selected links.
    pub fn links(&self) -> impl Iterator<Item = &LinkId> {
        self.items.iter().filter_map(|item| match item {
            Item::Link(id) => Some(id),
            Item::Attribute(_) => None,
        })
    }
}
