//! The links that touch the lines in view, as curves between ports.
//!
//! A link with one end out of view runs to the edge of the other column; links of one line that run to the same edge,
//! and links of a closed group that end at the same line, are gathered in one wire that says how many they are.
//! A link with both ends out of view is counted at the edges and not drawn.

use rustc_hash::FxHashMap;

use super::{ColumnContent, ColumnFrame, Columns, Layout, Line, Place, Point, Side};
use crate::model::{Column, Hop};
use crate::rows::{AttributeNumber, Index, LinkNumber};

/// How many link ends are followed for one line; an attribute with more is still counted.
const MOST_OF_LINE: usize = 4_096;
/// How many link ends are followed for one hop in one picture.
const MOST_OF_HOP: usize = 12_288;

/// The upper or the lower edge of a column's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edge {
    /// What is scrolled away upwards.
    Above,
    /// What is scrolled away downwards.
    Below,
}

/// Where a wire ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum End {
    /// At the port of an attribute's line.
    Row(usize),
    /// At the heading of a closed group.
    Group(usize),
    /// At an edge, since the attribute is scrolled away.
    Edge(Edge),
    /// Nowhere: a filter hides the attribute.
    Hidden,
    /// Nowhere: a constant has no origin.
    Nothing,
}

impl End {
    /// Whether the attribute, or the group it is in, is in view.
    pub fn is_in_view(self) -> bool {
        matches!(self, Self::Row(_) | Self::Group(_))
    }
}

/// One line between two columns: a link's way from one origin, or several links that run the same way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wire {
    /// Which of the two steps.
    pub hop: Hop,
    /// The link; if it stands for several, the first of them.
    pub link: LinkNumber,
    /// The origin that it comes from; none for a link without origins.
    pub origin: Option<AttributeNumber>,
    /// How many links it stands for, each by one of its origins.
    pub count: u32,
    /// What it starts at.
    pub start: End,
    /// What it ends at.
    pub end: End,
    /// Where it starts.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// Whether it belongs to the chain that is raised.
    pub raised: bool,
}

impl Wire {
    /// Whether no end of it is scrolled away; what a filter hides or a constant has not is no end.
    pub fn is_in_view(&self) -> bool {
        ![self.start, self.end]
            .iter()
            .any(|end| matches!(end, End::Edge(_)))
    }

    /// Whether both its ends are in view.
    pub fn is_whole(&self) -> bool {
        self.start.is_in_view() && (self.end.is_in_view())
    }
}

/// How many links go on beyond an edge of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeCount {
    /// The column.
    pub column: Column,
    /// On which side of it the links are.
    pub side: Side,
    /// Beyond which edge.
    pub edge: Edge,
    /// How many.
    pub count: u32,
    /// Where wires to this edge end.
    pub at: Point,
}

/// The wires of both hops; each links lines in view to something, none is listed twice.
///
/// Work depends on the links at the lines in view. `is_raised` says which links belong to the chain that is raised:
/// these are never gathered with others.
pub fn wires(
    index: &Index,
    columns: &Columns,
    layout: &Layout,
    is_raised: impl Fn(LinkNumber) -> bool,
) -> Vec<Wire> {
    let [source, protocol, target] = &layout.columns;
    let mut all = Vec::new();
    for (hop, start, end) in [
        (Hop::SourceToProtocol, source, protocol),
        (Hop::ProtocolToTarget, protocol, target),
    ] {
        let mut gather = Gather {
            index,
            columns,
            hop,
            start,
            end,
            left: MOST_OF_HOP,
            seen: FxHashMap::default(),
            wires: Vec::new(),
        };
        gather.follow_destinations(&is_raised);
        gather.follow_origins(&is_raised);
        all.append(&mut gather.wires);
    }
    all
}

/// The links beyond the edges of each column, those without any left out.
pub fn edge_counts(columns: &Columns, layout: &Layout) -> Vec<EdgeCount> {
    let mut counts = Vec::new();
    for (column, frame) in Column::ALL.into_iter().zip(&layout.columns) {
        let content = columns.column(column);
        let visible = frame.visible_lines();
        // A line whose port is cut off counts as out of view.
        let first = visible
            .clone()
            .find(|line| frame.shows_port(*line))
            .unwrap_or(visible.start);
        let last = visible
            .clone()
            .rev()
            .find(|line| frame.shows_port(*line))
            .map_or(first, |line| line + 1);
        let all = content.lines().len();
        let sides = [
            (
                Side::Left,
                ColumnContent::arriving_before as fn(&_, _) -> _,
                column.hop_in(),
            ),
            (Side::Right, ColumnContent::leaving_before, column.hop_out()),
        ];
        for (side, before, hop) in sides {
            if hop.is_none() {
                continue;
            }
            let above = before(content, first);
            let below = before(content, all) - before(content, last);
            for (edge, count) in [(Edge::Above, above), (Edge::Below, below)] {
                if count > 0 {
                    counts.push(EdgeCount {
                        column,
                        side,
                        edge,
                        count,
                        at: edge_point(frame, side, edge),
                    });
                }
            }
        }
    }
    counts
}

fn edge_point(frame: &ColumnFrame, side: Side, edge: Edge) -> Point {
    let x = match side {
        Side::Left => frame.card.left,
        Side::Right => frame.card.right,
    };
    let y = match edge {
        Edge::Above => frame.body.top - 12.0,
        Edge::Below => frame.body.bottom,
    };
    Point::new(x, y)
}

struct Gather<'a> {
    index: &'a Index,
    columns: &'a Columns,
    hop: Hop,
    start: &'a ColumnFrame,
    end: &'a ColumnFrame,
    left: usize,
    seen: FxHashMap<(End, End, bool), usize>,
    wires: Vec<Wire>,
}

impl Gather<'_> {
    /// Follows the links that arrive at lines in view.
    fn follow_destinations(&mut self, is_raised: &impl Fn(LinkNumber) -> bool) {
        let (index, columns) = (self.index, self.columns);
        let content = columns.column(self.hop.destination());
        for line in self.end.visible_lines() {
            if !self.end.shows_port(line) {
                continue;
            }
            let end = end_of_line(content, line);
            for attribute in members(content, line) {
                for link in index.links_into(*attribute).iter().take(MOST_OF_LINE) {
                    if self.left == 0 {
                        return;
                    }
                    let raised = is_raised(*link);
                    let origins = index.origins(*link);
                    if origins.is_empty() {
                        self.add(*link, None, End::Nothing, end, raised);
                    }
                    for origin in origins {
                        let start = self.end_at(self.start, *origin);
                        self.add(*link, Some(*origin), start, end, raised);
                    }
                }
            }
        }
    }

    /// Follows the links that leave lines in view for where no line in view has followed them.
    fn follow_origins(&mut self, is_raised: &impl Fn(LinkNumber) -> bool) {
        let (index, columns) = (self.index, self.columns);
        let content = columns.column(self.hop.origin());
        for line in self.start.visible_lines() {
            if !self.start.shows_port(line) {
                continue;
            }
            let start = end_of_line(content, line);
            for attribute in members(content, line) {
                for link in index.links_out(*attribute).iter().take(MOST_OF_LINE) {
                    if self.left == 0 {
                        return;
                    }
                    self.left -= 1;
                    let Some(destination) = index.destination(*link) else {
                        continue;
                    };
                    let end = self.end_at(self.end, destination);
                    if end.is_in_view() && self.was_followed(destination, *link) {
                        continue;
                    }
                    self.add(*link, Some(*attribute), start, end, is_raised(*link));
                }
            }
        }
    }

    fn was_followed(&self, destination: AttributeNumber, link: LinkNumber) -> bool {
        self.index
            .links_into(destination)
            .binary_search(&link)
            .is_ok_and(|place| place < MOST_OF_LINE)
    }

    /// What a wire to an attribute ends at in a column.
    fn end_at(&self, frame: &ColumnFrame, attribute: AttributeNumber) -> End {
        let (line, end): (usize, fn(usize) -> End) = match self.columns.place(attribute) {
            Place::Line(line) => (line, End::Row),
            Place::Folded(line) => (line, End::Group),
            Place::Hidden => return End::Hidden,
        };
        let y = frame.line_area(line).center().y;
        if y < frame.body.top {
            End::Edge(Edge::Above)
        } else if y > frame.body.bottom {
            End::Edge(Edge::Below)
        } else {
            end(line)
        }
    }

    fn add(
        &mut self,
        link: LinkNumber,
        origin: Option<AttributeNumber>,
        start: End,
        end: End,
        raised: bool,
    ) {
        self.left = self.left.saturating_sub(1);
        let next = self.wires.len();
        let place = *self.seen.entry((start, end, raised)).or_insert(next);
        if let Some(wire) = self.wires.get_mut(place) {
            wire.count += 1;
            return;
        }
        let mut from = port(self.start, start, Side::Right);
        let mut to = port(self.end, end, Side::Left);
        // What has no other end is a short piece at the end that it has.
        let stub = (self.end.card.left - self.start.card.right) * 0.4;
        match (from, to) {
            (None, Some(port)) => from = Some(Point::new(port.x - stub, port.y)),
            (Some(port), None) => to = Some(Point::new(port.x + stub, port.y)),
            (Some(_), Some(_)) | (None, None) => {}
        }
        if let (Some(from), Some(to)) = (from, to) {
            self.wires.push(Wire {
                hop: self.hop,
                link,
                origin,
                count: 1,
                start,
                end,
                from,
                to,
                raised,
            });
        }
    }
}

/// Where a wire meets its end; none for one that is not there.
fn port(frame: &ColumnFrame, end: End, side: Side) -> Option<Point> {
    match end {
        End::Row(line) | End::Group(line) => Some(frame.port(line, side)),
        End::Edge(edge) => Some(edge_point(frame, side, edge)),
        End::Hidden | End::Nothing => None,
    }
}

fn end_of_line(content: &ColumnContent, line: usize) -> End {
    match content.line(line) {
        Some(Line::Group(_)) => End::Group(line),
        Some(Line::Attribute(_)) | None => End::Row(line),
    }
}

/// The attributes whose links a line shows: its own, or those of the closed group.
fn members(content: &ColumnContent, line: usize) -> &[AttributeNumber] {
    match content.lines().get(line) {
        Some(Line::Attribute(number)) => std::slice::from_ref(number),
        Some(Line::Group(group)) => content
            .group(*group)
            .map_or(&[], |group| group.linked.as_slice()),
        None => &[],
    }
}
