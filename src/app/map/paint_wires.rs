//! Links as they look: calm at rest, accent and on top in the raised chain; badges and counts.

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

use super::drag::Gesture;
use super::findings;
use super::paint::{Brush, Raised};
use super::scene::{Scene, WirePath, edge_area, pos, rect};
use crate::app::theme::{Icon, Type, paint as paint_icon, scale};
use crate::model::{Column, Status};
use crate::picture::{Cubic, Edge, EdgeCount, Point, Side, dashes, whole};

/// How a line is broken: drawn points, and points left out.
type Dash = Option<(f32, f32)>;

/// Draws all links, raised ones last.
pub(super) fn links(brush: &Brush<'_>, scene: &Scene<'_>, raised: &Raised<'_>) {
    let painter = gutter_painter(brush, scene);
    let any_raised = !scene.content.marked.chain.is_empty() || !raised.hovered.is_empty();
    let strength = |path: &WirePath<'_>| {
        if path.wire.raised {
            Strength::Selected
        } else if raised.hovered.has_link(path.wire.link) {
            Strength::Hovered
        } else if any_raised {
            Strength::Dimmed
        } else {
            Strength::Rest
        }
    };
    for wanted in [
        Strength::Dimmed,
        Strength::Rest,
        Strength::Hovered,
        Strength::Selected,
    ] {
        for path in scene.wires.iter().filter(|path| strength(path) == wanted) {
            link(brush, &painter, scene, path, wanted);
        }
    }
    for path in &scene.wires {
        let strength = strength(path);
        badge(brush, &painter, path, strength);
    }
}

/// How much a link stands out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Dimmed,
    Rest,
    Hovered,
    Selected,
}

fn gutter_painter(brush: &Brush<'_>, scene: &Scene<'_>) -> Painter {
    let [first, _, last] = &scene.layout.columns;
    brush.ui.painter().with_clip_rect(Rect::from_min_max(
        pos2(first.card.right - 20.0, first.header.bottom - 14.0),
        pos2(last.card.left + 20.0, last.card.bottom + 14.0),
    ))
}

fn link(
    brush: &Brush<'_>,
    painter: &Painter,
    scene: &Scene<'_>,
    path: &WirePath<'_>,
    strength: Strength,
) {
    let tokens = brush.tokens;
    let color = match strength {
        Strength::Dimmed => tokens.wire.gamma_multiply(0.75),
        // The row at its end says it in words and with a shape.
        Strength::Rest if findings::is_wrong(scene.ctx, path.wire.link) => tokens.wire_error,
        Strength::Rest => tokens.wire,
        Strength::Hovered | Strength::Selected => tokens.wire_selected,
    };
    let width = match strength {
        Strength::Dimmed | Strength::Rest => scale::WIRE,
        Strength::Hovered => 1.75,
        Strength::Selected => scale::WIRE_SELECTED,
    };
    let dash = if path.wire.is_whole() {
        match path.link.status {
            Status::Agreed => None,
            Status::Proposed => Some((3.0, 3.5)),
            Status::Rejected => Some((1.5, 4.5)),
        }
    } else {
        Some((6.0, 4.0))
    };
    line(brush, painter, &path.line, Stroke::new(width, color), dash);
}

/// Draws a line of straight pieces, whole or broken.
fn line(brush: &Brush<'_>, painter: &Painter, points: &[Point], stroke: Stroke, dash: Dash) {
    let Some((on, off)) = dash else {
        let points: Vec<Pos2> = points.iter().copied().map(pos).collect();
        painter.add(Shape::line(points, stroke));
        return;
    };
    // One mesh for a whole line: a shape for every dash costs too much when all lines are dashed.
    let feather = 1.0 / brush.ui.ctx().pixels_per_point();
    let mut mesh = Mesh::default();
    let pieces = points.iter().zip(points.iter().skip(1));
    let length: f32 = pieces.map(|(from, to)| from.distance(*to)).sum();
    // A dash may go round a corner: then it is two.
    let most = whole(length / (on + off)) + points.len();
    mesh.reserve_vertices(most * 8);
    mesh.reserve_triangles(most * 6);
    dashes(points, on, off, |from, to| {
        push_dash(&mut mesh, pos(from), pos(to), stroke, feather);
    });
    painter.add(Shape::mesh(mesh));
}

/// Appends one straight dash with soft edges.
fn push_dash(mesh: &mut Mesh, from: Pos2, to: Pos2, stroke: Stroke, feather: f32) {
    let way = to - from;
    if way.length_sq() < 1e-6 {
        return;
    }
    let across = way.normalized().rot90();
    let half = (stroke.width - feather).max(0.0) / 2.0;
    let rows = [
        (-half - feather, Color32::TRANSPARENT),
        (-half, stroke.color),
        (half, stroke.color),
        (half + feather, Color32::TRANSPARENT),
    ];
    let first = mesh.vertices.len() as u32;
    for end in [from, to] {
        for (distance, color) in rows {
            mesh.vertices.push(Vertex {
                pos: end + across * distance,
                uv: WHITE_UV,
                color,
            });
        }
    }
    for row in 0..3 {
        let (a, b) = (first + row, first + row + 4);
        mesh.indices.extend([a, a + 1, b, a + 1, b + 1, b]);
    }
}

fn badge(brush: &Brush<'_>, painter: &Painter, path: &WirePath<'_>, strength: Strength) {
    let tokens = brush.tokens;
    let raised = matches!(strength, Strength::Hovered | Strength::Selected);
    let center = rect(path.handle).center();
    if !path.shows_badge() {
        return;
    }
    let rejected = path.is_rejected();
    let text = path.badge.as_deref().unwrap_or_default();
    let (border, color) = if raised {
        (Stroke::new(1.5, tokens.accent), tokens.accent)
    } else {
        (Stroke::new(1.25, tokens.wire), tokens.text_soft)
    };
    let readable = Brush {
        zoom: brush.zoom.max(1.0),
        ..*brush
    };
    let galley = readable.text(text, Type::SecondaryStrong, 60.0);
    let icon = if rejected { 16.0 } else { 0.0 };
    let width = (galley.size().x + icon + 14.0).max(if text.is_empty() { 22.0 } else { 30.0 });
    let pill = Rect::from_center_size(center, vec2(width, 22.0_f32.max(galley.size().y + 6.0)));
    painter.rect(
        pill,
        CornerRadius::same(11),
        tokens.raised,
        border,
        StrokeKind::Inside,
    );
    let mut left = center.x - 0.5 * (galley.size().x + icon);
    if rejected {
        let square = Rect::from_center_size(pos2(left + icon / 2.0, center.y), Vec2::splat(14.0));
        paint_icon(painter, square, Icon::Rejected, tokens.error);
        left += icon;
    }
    let top = (center.y - galley.size().y / 2.0).round();
    painter.galley(pos2(left, top), galley, color);
}

/// Draws how many links go on beyond the edges of the columns.
pub(super) fn edges(brush: &Brush<'_>, scene: &Scene<'_>) {
    for edge in &scene.edges {
        let area = rect(edge_area(scene, edge));
        let tokens = brush.tokens;
        let plain = Brush {
            zoom: 1.0,
            ..*brush
        };
        let arrow = match edge.edge {
            Edge::Above => "↑",
            Edge::Below => "↓",
        };
        let galley = plain.text(&format!("{arrow} {}", edge.count), Type::Small, 60.0);
        let painter = brush.ui.painter();
        painter.rect(
            area,
            CornerRadius::same(9),
            tokens.raised,
            Stroke::new(scale::HAIRLINE, tokens.border),
            StrokeKind::Inside,
        );
        painter.galley(
            area.center() - galley.size() / 2.0,
            galley,
            tokens.text_soft,
        );
    }
}

/// Draws the link that the gesture under way would make, to the pointer.
pub(super) fn preview(brush: &Brush<'_>, scene: &Scene<'_>, gesture: &Gesture, to: Pos2) {
    let (from, side) = match gesture {
        Gesture::Link { from, side, .. } => {
            // Drawn by the keyboard, it leaves on the side where it would end.
            let onwards = scene.frame(from.column).card.center().x < to.x;
            let towards = if onwards { Side::Right } else { Side::Left };
            (Some(from), side.unwrap_or(towards))
        }
        Gesture::MoveOrigin { destination, .. } => (Some(destination), Side::Left),
        Gesture::MoveDestination { origin, .. } => (origin.as_ref(), Side::Right),
        Gesture::None
        | Gesture::Frame { .. }
        | Gesture::Group { .. }
        | Gesture::Rows { .. }
        | Gesture::Scroll { .. } => {
            return;
        }
    };
    let Some(from) = from else {
        return;
    };
    let start = scene
        .index()
        .number(scene.ctx.project(), from)
        .and_then(|number| match scene.columns().place(number) {
            crate::picture::Place::Line(line) | crate::picture::Place::Folded(line) => Some(line),
            crate::picture::Place::Hidden => None,
        })
        .map(|line| {
            let frame = scene.frame(from.column);
            let port = frame.port(line, side);
            Point::new(port.x, port.y.clamp(frame.body.top, frame.body.bottom))
        });
    let Some(start) = start else {
        return;
    };
    let tokens = brush.tokens;
    let stroke = Stroke::new(scale::WIRE_SELECTED, tokens.accent);
    let curve = Cubic::between(start, Point::new(to.x, to.y)).polyline();
    line(brush, brush.ui.painter(), &curve, stroke, None);
    brush
        .ui
        .painter()
        .circle(pos(start), 5.0, tokens.panel, stroke);
    brush.ui.painter().circle_filled(to, 3.5, tokens.accent);
}

/// A count at an edge in words.
pub(super) fn edge_name(scene: &Scene<'_>, edge: &EdgeCount) -> String {
    let name = &scene.ctx.project().system(edge.column).name;
    let links = if edge.count == 1 { "link" } else { "links" };
    let way = match edge.edge {
        Edge::Above => "above",
        Edge::Below => "below",
    };
    let toward = match (edge.column, edge.side) {
        (Column::Protocol, Side::Left) => " from the left",
        (Column::Protocol, Side::Right) => " to the right",
        _ => "",
    };
    format!("{} more {links} {way} in {name}{toward}", edge.count)
}
