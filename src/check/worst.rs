//! The heaviest that stands on each attribute and link: what maps and long tables ask of the findings.

use std::sync::Arc;

use super::finding::Severity;
use super::findings::Where;
use crate::rows::{AttributeNumber, LinkNumber};

/// How much the heaviest standing finding on each attribute and link weighs; handed on without a copy.
#[derive(Clone, Debug)]
pub struct Worst {
    attributes: Arc<[Option<Severity>]>,
    links: Arc<[Option<Severity>]>,
}

impl Default for Worst {
    fn default() -> Self {
        Self::of(0, 0, [])
    }
}

impl Worst {
    /// Of so many attributes and links, on which these findings stand.
    pub(crate) fn of(
        num_attributes: usize,
        num_links: usize,
        standing: impl IntoIterator<Item = (Where, Severity)>,
    ) -> Self {
        let mut attributes = vec![None; num_attributes];
        let mut links = vec![None; num_links];
        for (place, severity) in standing {
            let worst = match place {
                Where::Project => None,
                Where::Attribute(number) => attributes.get_mut(number.position()),
                Where::Link(number) => links.get_mut(number.position()),
            };
            if let Some(worst) = worst {
                // The heaviest is the least.
                *worst = worst.map_or(Some(severity), |known: Severity| Some(known.min(severity)));
            }
        }
        Self {
            attributes: attributes.into(),
            links: links.into(),
        }
    }

    /// The heaviest standing finding on an attribute.
    pub fn of_attribute(&self, number: AttributeNumber) -> Option<Severity> {
        self.attributes.get(number.position()).copied().flatten()
    }

    /// The heaviest standing finding on a link.
    pub fn of_link(&self, number: LinkNumber) -> Option<Severity> {
        self.links.get(number.position()).copied().flatten()
    }
}
