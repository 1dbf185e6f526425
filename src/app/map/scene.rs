//! One frame of the map: layout, wires and what is under the pointer, read by painting and by reacting.

use std::collections::BTreeSet;

use egui::{Pos2, Rect, pos2};
use rustc_hash::FxHashMap;

use super::content::Content;
use crate::app::context::ViewContext;
use crate::app::theme::scale;
use crate::model::{Column, Link, LinkId, Status};
use crate::picture::{
    Area, ColumnFrame, Columns, Cubic, EdgeCount, Layout, Measures, Point, Side, Wire, edge_counts,
    rule_badge, wires,
};
use crate::rows::Index;

/// A wire with all that is needed to paint it and to react to it.
pub(super) struct WirePath<'a> {
    pub(super) wire: Wire,
    pub(super) id: &'a LinkId,
    pub(super) link: &'a Link,
    /// The way it takes.
    pub(super) line: Vec<Point>,
    /// Where it is taken hold of, and where its badge stands.
    pub(super) handle: Area,
    /// What its badge says.
    pub(super) badge: Option<String>,
}

/// One frame of the map.
pub(super) struct Scene<'a> {
    pub(super) ctx: ViewContext<'a>,
    pub(super) content: &'a Content,
    pub(super) layout: Layout,
    pub(super) wires: Vec<WirePath<'a>>,
    pub(super) edges: Vec<EdgeCount>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(ctx: ViewContext<'a>, content: &'a Content, layout: Layout) -> Self {
        let index = &ctx.editor.derived().index;
        let marked = &content.marked;
        let found = wires(index, &content.columns, &layout, |link| {
            marked.chain.has_link(link)
        });
        let mut scene = Self {
            ctx,
            content,
            edges: edge_counts(&content.columns, &layout),
            layout,
            wires: Vec::with_capacity(found.len()),
        };
        scene.place(found);
        scene
    }

    pub(super) fn index(&self) -> &'a Index {
        &self.ctx.editor.derived().index
    }

    pub(super) fn columns(&self) -> &'a Columns {
        &self.content.columns
    }

    pub(super) fn frame(&self, column: Column) -> &ColumnFrame {
        frame(&self.layout, column)
    }

    /// Gives each wire its curve and its badge, then each a handle that hides no other where there is room.
    fn place(&mut self, found: Vec<Wire>) {
        let index = self.index();
        let mut badged = BTreeSet::new();
        for wire in found {
            let (Some(id), Some(link)) = (index.link_id(wire.link), index.link(wire.link)) else {
                continue;
            };
            let badge = if wire.count > 1 {
                wire.is_whole().then(|| wire.count.to_string())
            } else if badged.insert(wire.link) {
                rule_badge(&link.rule)
            } else {
                None
            };
            self.wires.push(WirePath {
                wire,
                id,
                link,
                line: Cubic::between(wire.from, wire.to).polyline(),
                handle: Area::default(),
                badge,
            });
        }
        // What is drawn comes first: a badge gives way to other badges only.
        let mut taken = Taken::default();
        for edge in &self.edges {
            taken.add(edge_area(self, edge));
        }
        for is_drawn in [true, false] {
            for path in &mut self.wires {
                if path.shows_badge() != is_drawn {
                    continue;
                }
                let curve = Cubic::between(path.wire.from, path.wire.to);
                let width = if is_drawn { 30.0 } else { 24.0 };
                let spot = |part: f32| Area::around(curve.at(part), width, HANDLE);
                path.handle = [0.5, 0.38, 0.62, 0.27, 0.73, 0.16, 0.84]
                    .into_iter()
                    .map(spot)
                    .find(|spot| !taken.overlaps(*spot))
                    .unwrap_or_else(|| spot(0.5));
                taken.add(path.handle);
            }
        }
    }
}

/// How high a handle is, in points.
const HANDLE: f32 = 24.0;

/// What has its place so far, by the band of the map that its upper edge is in: a band is as high as a handle and
/// nothing is higher, so that one can overlap what is in its own band and in the two next to it only.
#[derive(Default)]
struct Taken {
    bands: FxHashMap<i32, Vec<Area>>,
}

impl Taken {
    fn band(area: Area) -> i32 {
        (area.top / HANDLE).floor() as i32
    }

    fn add(&mut self, area: Area) {
        self.bands.entry(Self::band(area)).or_default().push(area);
    }

    fn overlaps(&self, area: Area) -> bool {
        let band = Self::band(area);
        (band - 1..=band + 1)
            .filter_map(|band| self.bands.get(&band))
            .flatten()
            .any(|other| other.overlaps(area))
    }
}

impl WirePath<'_> {
    /// Whether it has a badge: a rule that changes the value, a rejection, or a count.
    ///
    /// A link that runs out of view shows it in the selected chain only: where many leave by one edge, badges would
    /// cover each other and the edge's count.
    pub(super) fn shows_badge(&self) -> bool {
        (self.badge.is_some() && (self.wire.is_in_view() || self.wire.raised)) || self.is_rejected()
    }

    /// Whether the link is rejected, which its line says by a cross.
    pub(super) fn is_rejected(&self) -> bool {
        self.link.status == Status::Rejected && self.wire.count == 1 && self.wire.is_whole()
    }
}

/// The frame of a column.
pub(super) fn frame(layout: &Layout, column: Column) -> &ColumnFrame {
    let [source, protocol, target] = &layout.columns;
    match column {
        Column::Source => source,
        Column::Protocol => protocol,
        Column::Target => target,
    }
}

/// The sizes of the map at a zoom.
pub(super) fn measures(zoom: f32) -> Measures {
    Measures {
        row: (scale::ROW * zoom).round(),
        header: 52.0,
        padding: scale::GAP,
        margin: scale::SECTION,
        column_min: scale::COLUMN_MIN,
        column_least: scale::COLUMN_LEAST,
        column_max: 420.0,
        gutter: scale::GUTTER,
        gutter_calm: scale::GUTTER_CALM,
        gutter_min: 40.0,
    }
}

/// Where the count at an edge stands: at the column's border, out in the gutter as far as its half has room.
pub(super) fn edge_area(scene: &Scene<'_>, edge: &EdgeCount) -> Area {
    let digits = edge.count.to_string().len() as f32;
    let width = 26.0 + 7.0 * digits;
    let [gutter, _] = scene.layout.gutters;
    let out = (width / 2.0 - 4.0).min((gutter.width() - width) / 2.0 - 1.0);
    let out = match edge.side {
        Side::Left => -out,
        Side::Right => out,
    };
    Area::around(Point::new(edge.at.x + out, edge.at.y), width, 18.0)
}

/// A point of the picture on screen.
pub(super) fn pos(point: Point) -> Pos2 {
    pos2(point.x, point.y)
}

/// A point on screen in the picture.
pub(super) fn point(pos: Pos2) -> Point {
    Point::new(pos.x, pos.y)
}

/// An area of the picture on screen.
pub(super) fn rect(area: Area) -> Rect {
    Rect::from_min_max(pos2(area.left, area.top), pos2(area.right, area.bottom))
}
