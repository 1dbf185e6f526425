//! What the map remembers that is no project: scrolling, folding, filters, the gesture under way.

use super::content::Content;
use super::drag::{self, Gesture};
use crate::app::changes::Marks;
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::selection::{Item, Selection};
use crate::editor::changes::Change;
use crate::model::{AttributeId, Column, Resource};
use crate::picture::{self, Filters, Fold, Folded};

/// Which way to step through what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the next.
    On,
    /// To the one before.
    Back,
}

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
    /// The widget of the row that had the focus last.
    pub(super) focused_row: Option<egui::Id>,
    /// The heading that has the focus: its column and its group.
    pub(super) focused_heading: Option<(Column, String)>,
    /// What is searched for.
    pub(super) search: String,
    /// Which of the hits was stepped to last.
    search_at: Option<usize>,
    /// Whether the cursor's row shall get the focus.
    pub(super) wants_focus: bool,
    /// Whether it shall get it in the next frame.
    pub(super) focus_next: bool,
    /// The column that shall get the focus, at its cursor or its first row in view.
    pub(super) focus_column: Option<Column>,
    /// Where the columns are on screen, as drawn last.
    pub(super) cards: [egui::Rect; 3],
    /// What has the focus in this frame; its ring is painted above the columns.
    pub(super) ring: Option<egui::Rect>,
    /// What shall be brought into view.
    pub(super) reveal: Option<AttributeId>,
    /// How high the map was drawn last.
    pub(super) height: f32,
    /// The rows that differ from what the project is compared with.
    pub(super) marks: Option<Marks>,
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
            focused_row: None,
            focused_heading: None,
            search: String::new(),
            search_at: None,
            wants_focus: false,
            focus_next: false,
            focus_column: None,
            cards: [egui::Rect::NOTHING; 3],
            ring: None,
            reveal: None,
            height: 0.0,
            marks: None,
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

    /// Marks the rows that differ from what the project is compared with; none marks none.
    pub fn set_marks(&mut self, marks: Option<&Marks>) {
        let same = match (&self.marks, marks) {
            (Some(now), Some(new)) => now.same(new),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.marks = marks.cloned();
            // What rows say of it is read with them.
            if let Some(content) = &mut self.content {
                content.forget_rows();
            }
        }
    }

    /// Searches all columns for this; nothing ends the search.
    pub fn set_search(&mut self, query: &str) {
        if self.search != query {
            query.clone_into(&mut self.search);
            self.search_at = None;
        }
    }

    /// Which hit was stepped to last, counted from 1, and how many there are; none while nothing is searched for.
    ///
    /// Right from the frame on that follows [`MapState::set_search`].
    pub fn search_hits(&self) -> Option<(usize, usize)> {
        let hits = &self.content.as_ref()?.hits;
        (hits.is_searching() && hits.is_of(&self.search)).then(|| {
            let at = self.search_at.map_or(0, |at| at + 1);
            (at, hits.numbers().len())
        })
    }

    /// Selects the next hit, or the one before, and brings it into view; goes round at the ends.
    pub fn step_search(&mut self, ctx: ViewContext<'_>, way: Way, commands: &mut Commands) {
        let Some(content) = &self.content else {
            return;
        };
        let numbers = content.hits.numbers();
        let Some(last) = numbers.len().checked_sub(1) else {
            return;
        };
        let at = match (way, self.search_at) {
            (Way::On, None) => 0,
            (Way::On, Some(at)) if at >= last => 0,
            (Way::On, Some(at)) => at + 1,
            (Way::Back, None | Some(0)) => last,
            (Way::Back, Some(at)) => (at - 1).min(last),
        };
        let index = &ctx.editor.derived().index;
        if let Some(id) = numbers
            .get(at)
            .and_then(|number| index.attribute_id(*number))
        {
            commands.push(Command::Select(Selection::one(Item::Attribute(id.clone()))));
            self.cursor = Some(id.clone());
            self.reveal = Some(id.clone());
            self.search_at = Some(at);
        }
    }

    /// Asks to order the rows so that links cross least; does nothing if there is no better order.
    pub fn untangle(ctx: ViewContext<'_>, commands: &mut Commands) {
        let edit = picture::untangle(ctx.project(), &ctx.editor.derived().index, ctx.resource);
        commands.change(edit.map(|edit| Change {
            name: "Untangle".to_owned(),
            edit,
        }));
    }

    /// Gives a column the keyboard's focus in the next frame: its row that had it last, else the first in view.
    pub fn focus_column(&mut self, column: Column) {
        self.focus_column = Some(column);
    }

    /// Where a column is on screen, as drawn last.
    pub fn area_of(&self, column: Column) -> egui::Rect {
        let [source, protocol, target] = self.cards;
        match column {
            Column::Source => source,
            Column::Protocol => protocol,
            Column::Target => target,
        }
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
            gesture if gesture.may_end_at(here) => gesture.end_at(here.clone(), commands),
            _ => {
                self.gesture = Gesture::Link {
                    from: here.clone(),
                    side: None,
                    way: drag::Way::Keys,
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
