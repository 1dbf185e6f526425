//! The whole chain of something: all that feeds it and all that it feeds, over the three columns.

use std::collections::BTreeSet;

use crate::rows::{AttributeNumber, Index, LinkNumber};

/// How many links a chain follows at most; one attribute that feeds everything must not stall the picture.
const MOST: usize = 2_000;

/// Links and attributes that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    links: BTreeSet<LinkNumber>,
    attributes: BTreeSet<AttributeNumber>,
}

impl Chain {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.links.is_empty()
    }

    /// Whether a link is part of it.
    pub fn has_link(&self, link: LinkNumber) -> bool {
        self.links.contains(&link)
    }

    /// Whether any of these links, which are in order, is part of it.
    pub fn has_any_link(&self, links: &[LinkNumber]) -> bool {
        if links.len() <= self.links.len() {
            links.iter().any(|link| self.has_link(*link))
        } else {
            self.links
                .iter()
                .any(|link| links.binary_search(link).is_ok())
        }
    }

    /// Whether an attribute is part of it.
    pub fn has_attribute(&self, attribute: AttributeNumber) -> bool {
        self.attributes.contains(&attribute)
    }

    /// Its links in id order.
    pub fn links(&self) -> impl Iterator<Item = LinkNumber> {
        self.links.iter().copied()
    }

    /// Adds an attribute with what feeds it and what it feeds.
    pub fn add_attribute(&mut self, index: &Index, attribute: AttributeNumber) {
        self.follow_back(index, attribute);
        self.follow_on(index, attribute);
    }

    /// Adds a link with what feeds its origins and what its destination feeds.
    pub fn add_link(&mut self, index: &Index, link: LinkNumber) {
        self.links.insert(link);
        for origin in index.origins(link) {
            self.follow_back(index, *origin);
        }
        if let Some(destination) = index.destination(link) {
            self.follow_on(index, destination);
        }
    }

    fn follow_back(&mut self, index: &Index, attribute: AttributeNumber) {
        self.attributes.insert(attribute);
        for link in index.links_into(attribute) {
            if self.links.len() >= MOST {
                return;
            }
            if self.links.insert(*link) {
                for origin in index.origins(*link) {
                    self.follow_back(index, *origin);
                }
            }
        }
    }

    fn follow_on(&mut self, index: &Index, attribute: AttributeNumber) {
        self.attributes.insert(attribute);
        for link in index.links_out(attribute) {
            if self.links.len() >= MOST {
                return;
            }
            if self.links.insert(*link) {
                self.attributes.extend(index.origins(*link));
                if let Some(destination) = index.destination(*link) {
                    self.follow_on(index, destination);
                }
            }
        }
    }
}
