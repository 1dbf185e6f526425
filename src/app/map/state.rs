//! What the map remembers that is no project: scrolling, folding, filters, the gesture under way.

use super::content::Content;
use super::drag::{Gesture, Way};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::selection::Item;
use crate::model::{AttributeId, Column, Resource};
use crate::picture::{Filters, Fold, Folded};

/// What the map remembers from frame to frame; nothing of it is saved or undone.
pub struct MapState {
    pub(super) folded: Folded,
    pub(super) filters: [Filters; 3],
    /// How far each column is scrolled, for users and for groups.
    scroll: [[f32; 3]; 2],
    /// How the columns share the width.
    pub(super) shares: [f32; 3],
    pub(super) zoom: f32,
    pub(super) gesture: Gesture,
    /// Where a range of rows begins that Shift extends.
    pub(super) anchor: Option<AttributeId>,
    /// The row that the keyboard acts on.
    pub(super) cursor: Option<AttributeId>,
    /// Whether the cursor's row shall get the focus.
    pub(super) wants_focus: bool,
    /// What shall be brought into view.
    pub(super) reveal: Option<AttributeId>,
    pub(super) content: Option<Content>,
}

impl Default for MapState {
    fn default() -> Self {
        Self {
            folded: Folded::new(),
            filters: Default::default(),
            scroll: Default::default(),
            shares: [1.0; 3],
            zoom: 1.0,
            gesture: Gesture::None,
            anchor: None,
            cursor: None,
            wants_focus: false,
            reveal: None,
            content: None,
        }
    }
}

impl MapState {
    /// The least and the greatest zoom.
    pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

    /// How large the map is drawn, 1 as designed.
    pub fn zoom(&self) -> f32 {
        self.zoom
    }

    /// Draws the map larger or smaller, within [`MapState::ZOOM`].
    pub fn set_zoom(&mut self, zoom: f32) {
        self.zoom = zoom.clamp(*Self::ZOOM.start(), *Self::ZOOM.end());
    }

    /// Brings an attribute into view in the next frame: opens its group and drops the filters that hide it.
    pub fn reveal(&mut self, id: AttributeId) {
        self.reveal = Some(id);
    }

    /// Gives up the gesture under way; says whether there was one.
    pub fn cancel(&mut self) -> bool {
        !matches!(std::mem::take(&mut self.gesture), Gesture::None)
    }

    /// Starts a link at the attribute selected last, or ends there the link that was started.
    pub fn link_here(&mut self, ctx: ViewContext<'_>, commands: &mut Commands) {
        let Some(Item::Attribute(here)) = ctx.selection.primary() else {
            return;
        };
        match std::mem::take(&mut self.gesture) {
            Gesture::Link { from, .. } if from == *here => {}
            Gesture::Link { from, .. } => commands.push(Command::Connect {
                from,
                to: here.clone(),
            }),
            _ => {
                self.gesture = Gesture::Link {
                    from: here.clone(),
                    side: None,
                    way: Way::Keys,
                };
            }
        }
    }

    /// Whether a group is open.
    pub fn fold_of(&self, column: Column, resource: Resource, group: &str) -> Fold {
        if self.folded.contains(&(column, resource, group.to_owned())) {
            Fold::Closed
        } else {
            Fold::Open
        }
    }

    /// Opens or closes a group, named as its heading reads.
    pub fn set_fold(&mut self, column: Column, resource: Resource, group: &str, fold: Fold) {
        let key = (column, resource, group.to_owned());
        match fold {
            Fold::Open => {
                self.folded.remove(&key);
            }
            Fold::Closed => {
                self.folded.insert(key);
            }
        }
    }

    /// Scrolls a column; beyond its end means to its end.
    pub(super) fn scroll_to(&mut self, resource: Resource, column: Column, offset: f32) {
        let [source, protocol, target] = self.offsets(resource);
        *match column {
            Column::Source => source,
            Column::Protocol => protocol,
            Column::Target => target,
        } = offset.max(0.0);
    }

    pub(super) fn offsets(&mut self, resource: Resource) -> &mut [f32; 3] {
        let [users, groups] = &mut self.scroll;
        match resource {
            Resource::User => users,
            Resource::Group => groups,
        }
    }
}
