//! What is under a point: ports first, then badges, links, and rows.

use super::scene::Scene;
use crate::model::Column;
use crate::picture::{Area, Line, Point, Side, distance_to_polyline};
use crate::rows::AttributeNumber;

/// How near a pointer must come to a link, in points.
const NEAR: f32 = 6.0;
/// How far a port reaches into its column, in points.
const PORT_IN: f32 = 10.0;
/// How far a port reaches out of its column, in points: 24 and more together.
const PORT_OUT: f32 = 16.0;

/// What is under a point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Hit {
    /// Nothing that reacts.
    #[default]
    Nothing,
    /// A column's heading of a group.
    Group {
        column: Column,
        /// Its number in the column.
        group: usize,
    },
    /// An attribute's row.
    Row {
        column: Column,
        line: usize,
        number: AttributeNumber,
    },
    /// A port of an attribute.
    Port {
        column: Column,
        line: usize,
        number: AttributeNumber,
        side: Side,
    },
    /// A link, by its place among the wires.
    Wire(usize),
}

impl Hit {
    /// The attribute whose row or port it is.
    pub(super) fn attribute(self) -> Option<AttributeNumber> {
        match self {
            Self::Row { number, .. } | Self::Port { number, .. } => Some(number),
            Self::Nothing | Self::Group { .. } | Self::Wire(_) => None,
        }
    }
}

/// The sides of a column that have ports.
pub(super) fn sides(column: Column) -> &'static [Side] {
    match column {
        Column::Source => &[Side::Right],
        Column::Protocol => &[Side::Left, Side::Right],
        Column::Target => &[Side::Left],
    }
}

/// What reacts to the pointer as the port of a line.
pub(super) fn port_area(scene: &Scene<'_>, column: Column, line: usize, side: Side) -> Area {
    let frame = scene.frame(column);
    let (center, row) = (frame.port(line, side), frame.line_area(line));
    let (left, right) = match side {
        Side::Left => (center.x - PORT_OUT, center.x + PORT_IN),
        Side::Right => (center.x - PORT_IN, center.x + PORT_OUT),
    };
    Area {
        left,
        right,
        top: row.top.max(frame.body.top),
        bottom: row.bottom.min(frame.body.bottom),
    }
}

/// What is under a point.
pub(super) fn hit(scene: &Scene<'_>, at: Point) -> Hit {
    for column in Column::ALL {
        let frame = scene.frame(column);
        if at.x < frame.card.left - PORT_OUT || at.x > frame.card.right + PORT_OUT {
            continue;
        }
        let Some(line) = frame.line_at(at.y) else {
            continue;
        };
        match scene.columns().column(column).line(line) {
            Some(Line::Attribute(number)) => {
                for side in sides(column) {
                    if frame.shows_port(line) && port_area(scene, column, line, *side).contains(at)
                    {
                        return Hit::Port {
                            column,
                            line,
                            number,
                            side: *side,
                        };
                    }
                }
                if frame.body.contains(at) {
                    return Hit::Row {
                        column,
                        line,
                        number,
                    };
                }
            }
            Some(Line::Group(group)) if frame.body.contains(at) => {
                return Hit::Group { column, group };
            }
            Some(Line::Group(_)) | None => {}
        }
    }
    wire_at(scene, at).map_or(Hit::Nothing, Hit::Wire)
}

/// What a link that is drawn would end at: rows are met from beside their column too.
pub(super) fn drop_at(scene: &Scene<'_>, at: Point) -> Hit {
    match hit(scene, at) {
        Hit::Nothing => {}
        found => return found,
    }
    for column in Column::ALL {
        let frame = scene.frame(column);
        let beside = frame.card.left - 28.0..=frame.card.right + 28.0;
        if beside.contains(&at.x)
            && let Some(line) = frame.line_at(at.y)
            && let Some(Line::Attribute(number)) = scene.columns().column(column).line(line)
        {
            return Hit::Row {
                column,
                line,
                number,
            };
        }
    }
    Hit::Nothing
}

/// The link nearest to a point, if it is near enough; badges count as their links.
fn wire_at(scene: &Scene<'_>, at: Point) -> Option<usize> {
    let badge = scene
        .wires
        .iter()
        .position(|path| path.shows_badge() && path.handle.contains(at));
    if badge.is_some() {
        return badge;
    }
    let in_gutter = scene
        .layout
        .gutters
        .iter()
        .any(|gutter| (gutter.left..=gutter.right).contains(&at.x));
    if !in_gutter {
        return None;
    }
    scene
        .wires
        .iter()
        .enumerate()
        .filter(|(_, path)| {
            let wire = &path.wire;
            let (top, bottom) = (wire.from.y.min(wire.to.y), wire.from.y.max(wire.to.y));
            (top - NEAR..=bottom + NEAR).contains(&at.y)
                && (wire.from.x - NEAR..=wire.to.x + NEAR).contains(&at.x)
        })
        .map(|(place, path)| (place, distance_to_polyline(at, &path.line)))
        .filter(|(_, distance)| *distance <= NEAR)
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(place, _)| place)
}
