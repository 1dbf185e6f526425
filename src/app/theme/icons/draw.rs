//! Draws the icons: each is a few strokes of one pen on a grid of 16.

use std::f32::consts::{PI, TAU};

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::Icon;
use crate::app::theme::Tokens;

/// Draws `icon` into the middle of `rect`, as large as its shorter side, in `color`.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let side = rect.width().min(rect.height());
    let pen = Pen {
        painter,
        origin: rect.center() - Vec2::splat(side / 2.0),
        unit: side / 16.0,
        color,
    };
    match icon {
        Icon::Required => pen.fill(&[(8.0, 2.4), (13.6, 8.0), (8.0, 13.6), (2.4, 8.0)]),
        Icon::SystemGenerated => pen.gear(),
        Icon::Optional => pen.ring(4.6),
        Icon::Unsupported => {
            pen.ring(4.8);
            pen.line(&[(4.8, 11.2), (11.2, 4.8)]);
        }
        Icon::Unclear => {
            pen.arc((8.0, 8.0), 4.8, -0.3 * PI, 0.3 * PI);
            pen.arc((8.0, 8.0), 4.8, 0.7 * PI, 1.3 * PI);
        }
        Icon::Agreed => {
            pen.disc((8.0, 8.0), 6.4);
            pen.cut().line(&[(5.3, 8.3), (7.2, 10.2), (10.8, 6.2)]);
        }
        Icon::Proposed => pen.dotted_ring(),
        Icon::Rejected => {
            pen.ring(5.6);
            pen.cross(2.2);
        }
        Icon::Error => {
            pen.disc((8.0, 8.0), 6.8);
            pen.cut().cross(2.5);
        }
        Icon::Warning => pen.triangle(),
        Icon::Hint => {
            pen.ring(6.1);
            pen.line(&[(8.0, 7.6), (8.0, 11.2)]);
            pen.disc((8.0, 5.2), 0.95);
        }
        Icon::Question => pen.question(),
        Icon::Comment => pen.bubble(),
        Icon::Decision => pen.line(&[(4.2, 8.4), (6.9, 11.1), (11.9, 5.5)]),
        Icon::Conflict => {
            pen.line(&[(4.3, 6.2), (11.7, 6.2)]);
            pen.line(&[(4.3, 9.8), (11.7, 9.8)]);
            pen.line(&[(9.9, 3.6), (6.1, 12.4)]);
        }
        Icon::ChevronRight => pen.line(&[(6.2, 3.8), (10.4, 8.0), (6.2, 12.2)]),
        Icon::ChevronDown => pen.line(&[(3.8, 6.0), (8.0, 10.2), (12.2, 6.0)]),
        Icon::Filter => pen.outline(&[
            (1.8, 2.4),
            (14.2, 2.4),
            (9.6, 8.3),
            (9.6, 12.6),
            (6.4, 14.2),
            (6.4, 8.3),
        ]),
        Icon::Menu => {
            pen.line(&[(2.4, 4.2), (13.6, 4.2)]);
            pen.line(&[(2.4, 8.0), (13.6, 8.0)]);
            pen.line(&[(2.4, 11.8), (13.6, 11.8)]);
        }
        Icon::Search => {
            pen.circle((6.9, 6.9), 4.7);
            pen.line(&[(10.4, 10.4), (14.0, 14.0)]);
        }
        Icon::Close => pen.cross(3.8),
        Icon::Plus => {
            pen.line(&[(8.0, 3.2), (8.0, 12.8)]);
            pen.line(&[(3.2, 8.0), (12.8, 8.0)]);
        }
        Icon::Dash => pen.line(&[(3.4, 8.0), (12.6, 8.0)]),
        Icon::Arrow => {
            pen.line(&[(2.4, 8.0), (13.2, 8.0)]);
            pen.line(&[(8.9, 3.7), (13.2, 8.0), (8.9, 12.3)]);
        }
        Icon::Undo => pen.turn(1.0),
        Icon::Redo => pen.turn(-1.0),
        Icon::Anchor => {
            pen.line(&[(8.0, 9.4), (8.0, 14.4)]);
            pen.circle((8.0, 5.6), 3.6);
        }
    }
}

/// Draws in grid units: 16 to the side of the icon.
#[derive(Clone, Copy)]
struct Pen<'a> {
    painter: &'a Painter,
    origin: Pos2,
    unit: f32,
    color: Color32,
}

type Point = (f32, f32);

impl Pen<'_> {
    fn at(&self, (x, y): Point) -> Pos2 {
        self.origin + vec2(x, y) * self.unit
    }

    fn all(&self, points: &[Point]) -> Vec<Pos2> {
        points.iter().map(|point| self.at(*point)).collect()
    }

    fn stroke(&self) -> Stroke {
        Stroke::new((1.6 * self.unit).max(1.2), self.color)
    }

    /// The same pen for what is cut out of a filled shape.
    fn cut(self) -> Self {
        Self {
            color: Tokens::cut_out(self.color),
            ..self
        }
    }

    fn line(&self, points: &[Point]) {
        self.painter
            .add(Shape::line(self.all(points), self.stroke()));
    }

    fn outline(&self, points: &[Point]) {
        self.painter
            .add(Shape::closed_line(self.all(points), self.stroke()));
    }

    fn fill(&self, points: &[Point]) {
        self.painter.add(Shape::convex_polygon(
            self.all(points),
            self.color,
            Stroke::NONE,
        ));
    }

    fn disc(&self, center: Point, radius: f32) {
        self.painter
            .circle_filled(self.at(center), radius * self.unit, self.color);
    }

    fn circle(&self, center: Point, radius: f32) {
        self.painter
            .circle_stroke(self.at(center), radius * self.unit, self.stroke());
    }

    fn ring(&self, radius: f32) {
        self.circle((8.0, 8.0), radius);
    }

    fn cross(&self, half: f32) {
        let (low, high) = (8.0 - half, 8.0 + half);
        self.line(&[(low, low), (high, high)]);
        self.line(&[(low, high), (high, low)]);
    }

    /// An arc from angle `from` to `to`, clockwise from the right.
    fn arc_points(center: Point, radius: f32, from: f32, to: f32) -> Vec<Point> {
        let steps = 14;
        (0..=steps)
            .map(|step| {
                let angle = from + (to - from) * step as f32 / steps as f32;
                (
                    center.0 + radius * angle.cos(),
                    center.1 + radius * angle.sin(),
                )
            })
            .collect()
    }

    fn arc(&self, center: Point, radius: f32, from: f32, to: f32) {
        self.line(&Self::arc_points(center, radius, from, to));
    }

    fn gear(&self) {
        let ring = Stroke::new(2.3 * self.unit, self.color);
        let tooth = Stroke::new(2.4 * self.unit, self.color);
        let center = self.at((8.0, 8.0));
        self.painter.circle_stroke(center, 3.7 * self.unit, ring);
        for step in 0..8 {
            let way = Vec2::angled(TAU * step as f32 / 8.0) * self.unit;
            self.painter
                .line_segment([center + way * 4.3, center + way * 6.7], tooth);
        }
    }

    fn dotted_ring(&self) {
        // As heavy as the ring of Optional, so that the two differ by their gaps and not by weight.
        for step in 0..8 {
            let start = TAU * step as f32 / 8.0;
            let points = [0.0, 0.2, 0.4].map(|ahead| {
                let way = Vec2::angled(start + ahead) * 5.4;
                (8.0 + way.x, 8.0 + way.y)
            });
            self.line(&points);
        }
    }

    fn triangle(&self) {
        let corners = [(8.0, 2.2), (14.2, 13.2), (1.8, 13.2)];
        self.fill(&corners);
        // The outline rounds the corners off.
        let round = Stroke::new(1.4 * self.unit, self.color);
        self.painter
            .add(Shape::closed_line(self.all(&corners), round));
        for corner in corners {
            self.disc(corner, 0.7);
        }
        let cut = self.cut();
        cut.line(&[(8.0, 5.6), (8.0, 9.2)]);
        cut.disc((8.0, 11.4), 0.95);
    }

    fn question(&self) {
        let mut hook = Self::arc_points((8.0, 5.9), 2.6, -PI, 0.28 * PI);
        hook.push((8.0, 8.6));
        hook.push((8.0, 9.8));
        self.line(&hook);
        self.disc((8.0, 12.4), 1.05);
    }

    fn bubble(&self) {
        let body = Rect::from_min_max(self.at((2.2, 2.8)), self.at((13.8, 11.4)));
        let mut points = Vec::new();
        let radius = 2.2 * self.unit;
        let corners = [
            (pos2(body.right() - radius, body.top() + radius), -0.5 * PI),
            (pos2(body.right() - radius, body.bottom() - radius), 0.0),
            (pos2(body.left() + radius, body.bottom() - radius), 0.5 * PI),
            (pos2(body.left() + radius, body.top() + radius), PI),
        ];
        for (index, (center, from)) in corners.into_iter().enumerate() {
            for step in 0..=4 {
                let angle = from + 0.5 * PI * step as f32 / 4.0;
                points.push(center + Vec2::angled(angle) * radius);
            }
            if index == 1 {
                points.extend([(8.4, 11.4), (5.6, 14.0), (5.6, 11.4)].map(|p| self.at(p)));
            }
        }
        self.painter.add(Shape::closed_line(points, self.stroke()));
    }

    /// An arrow that turns back to the left (`way` 1) or to the right (-1).
    fn turn(&self, way: f32) {
        let flip = |(x, y): Point| (8.0 + (x - 8.0) * way, y);
        let head = [(6.0, 2.6), (2.8, 5.8), (6.0, 9.0)].map(flip);
        self.line(&head);
        let mut tail = vec![(2.8, 5.8), (9.4, 5.8)];
        tail.extend(Self::arc_points((9.4, 9.4), 3.6, -0.5 * PI, 0.5 * PI));
        tail.push((6.4, 13.0));
        let tail: Vec<Point> = tail.into_iter().map(flip).collect();
        self.line(&tail);
    }
}
