//! The gesture under way: a link being drawn or an end of one being moved, and what it asks for when it ends.

use super::hit::Hit;
use super::scene::Scene;
use crate::app::command::{Command, Commands};
use crate::model::{AttributeId, Column, Hop, LinkId};
use crate::picture::Side;

/// How a gesture is carried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With the button held down; ends when it is let go.
    Drag,
    /// By one click and another.
    Clicks,
    /// By the keyboard.
    Keys,
}

/// A gesture that is not over yet; the project knows nothing of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    /// None.
    #[default]
    None,
    /// A new link.
    Link {
        /// Where it began.
        from: AttributeId,
        /// At which port; none if by the keyboard, which may go either way.
        side: Option<Side>,
        way: Way,
    },
    /// The origin end of a link is moved.
    MoveOrigin {
        link: LinkId,
        from: AttributeId,
        destination: AttributeId,
        way: Way,
    },
    /// The destination end of a link is moved; its origin stays.
    MoveDestination {
        link: LinkId,
        origin: Option<AttributeId>,
        from: AttributeId,
        way: Way,
    },
    /// A frame is drawn around what shall be selected, from this point.
    Frame { x: f32, y: f32 },
    /// The heading of a group is moved to another place of its column.
    Group { column: Column, group: String },
    /// The selected rows of a group are moved to another place of it, taken hold of at this one.
    Rows { grabbed: AttributeId },
    /// A scroll bar is moved: the column, and how far below the bar's top it was taken.
    Scroll { column: Column, grip: f32 },
}

impl Gesture {
    /// Whether the keyboard carries it on.
    pub(super) fn is_by_keys(&self) -> bool {
        matches!(
            self,
            Self::Link { way, .. } | Self::MoveOrigin { way, .. } | Self::MoveDestination { way, .. }
                if *way == Way::Keys
        )
    }

    /// Whether it ends at an attribute or a link when the button is let go.
    pub(super) fn is_dragged(&self) -> bool {
        matches!(
            self,
            Self::Link { way, .. } | Self::MoveOrigin { way, .. } | Self::MoveDestination { way, .. }
                if *way == Way::Drag
        )
    }

    /// Whether it ends at an attribute.
    pub(super) fn seeks_attribute(&self) -> bool {
        matches!(
            self,
            Self::Link { .. } | Self::MoveOrigin { .. } | Self::MoveDestination { .. }
        )
    }

    /// Whether it could end at this attribute, so that its port is shown ready.
    pub(super) fn may_end_at(&self, id: &AttributeId) -> bool {
        let resource = match self {
            Self::Link { from, .. }
            | Self::MoveOrigin { from, .. }
            | Self::MoveDestination { from, .. } => from.resource,
            Self::None
            | Self::Frame { .. }
            | Self::Group { .. }
            | Self::Rows { .. }
            | Self::Scroll { .. } => {
                return false;
            }
        };
        id.resource == resource && self.may_end_in(id.column)
    }

    /// Whether it could end in this column.
    pub(super) fn may_end_in(&self, column: Column) -> bool {
        match self {
            Self::Link { from, side, .. } => {
                (*side != Some(Side::Left) && next_column(from.column) == Some(column))
                    || (*side != Some(Side::Right) && previous_column(from.column) == Some(column))
            }
            Self::MoveOrigin { from, .. } | Self::MoveDestination { from, .. } => {
                from.column == column
            }
            Self::None
            | Self::Frame { .. }
            | Self::Group { .. }
            | Self::Rows { .. }
            | Self::Scroll { .. } => false,
        }
    }

    /// Whether it could end on a link of this hop, as a further origin.
    pub(super) fn may_feed(&self, hop: Hop) -> bool {
        matches!(self, Self::Link { from, side, .. }
            if from.column == hop.origin() && *side != Some(Side::Left))
    }

    /// Which side of the column the ports are on that it may end at.
    pub(super) fn wanted_side(&self, column: Column) -> Option<Side> {
        if !self.may_end_in(column) {
            return None;
        }
        match self {
            Self::Link { from, .. } if column < from.column => Some(Side::Right),
            Self::Link { .. } | Self::MoveDestination { .. } => Some(Side::Left),
            Self::MoveOrigin { .. } => Some(Side::Right),
            Self::None
            | Self::Frame { .. }
            | Self::Group { .. }
            | Self::Rows { .. }
            | Self::Scroll { .. } => None,
        }
    }

    /// Asks for what the gesture comes to at `hit`; says whether it ended anywhere.
    pub(super) fn finish(&self, scene: &Scene<'_>, hit: Hit, commands: &mut Commands) -> bool {
        if let Hit::Wire(place) = hit
            && let Self::Link { from, .. } = self
            && let Some(path) = scene.wires.get(place)
            && self.may_feed(path.wire.hop)
            && path.wire.count == 1
        {
            commands.push(Command::AddOrigin {
                link: path.id.clone(),
                origin: from.clone(),
            });
            return true;
        }
        let Some(to) = hit
            .attribute()
            .and_then(|number| scene.content.row(number))
            .map(|row| row.id.clone())
            .filter(|id| self.may_end_at(id))
        else {
            return false;
        };
        self.end_at(to, commands);
        true
    }

    /// Asks for what the gesture comes to at an attribute that it may end at.
    pub(super) fn end_at(&self, to: AttributeId, commands: &mut Commands) {
        match self {
            Self::Link { from, .. } => commands.push(Command::Connect {
                from: from.clone(),
                to,
            }),
            Self::MoveOrigin { link, from, .. } if *from != to => {
                commands.push(Command::RetargetOrigin {
                    link: link.clone(),
                    from: from.clone(),
                    to,
                });
            }
            Self::MoveDestination { link, from, .. } if *from != to => {
                commands.push(Command::RetargetDestination {
                    link: link.clone(),
                    to,
                });
            }
            _ => {}
        }
    }
}

fn next_column(column: Column) -> Option<Column> {
    column.hop_out().map(Hop::destination)
}

fn previous_column(column: Column) -> Option<Column> {
    column.hop_in().map(Hop::origin)
}
