//! One family of icons, drawn as shapes on a grid of 16 with one stroke: crisp at any size, in any colour.
//!
//! An icon is told from the others by its shape, so that a print without colour loses nothing.

use std::f32::consts::{PI, TAU};

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::Tokens;

/// What can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Icon {
    /// Mark: a filled diamond.
    Required,
    /// Mark: a gear.
    SystemGenerated,
    /// Mark: a ring.
    Optional,
    /// Support: a struck ring.
    Unsupported,
    /// Support: a ring with gaps above and below, not known.
    Unclear,
    /// Status: a disc with a check.
    Agreed,
    /// Status: a dotted ring.
    Proposed,
    /// Status: a ring with a cross.
    Rejected,
    /// Severity: a disc with a cross.
    Error,
    /// Severity: a triangle with an exclamation mark.
    Warning,
    /// Severity: a ring with an i.
    Hint,
    /// Badge: a question mark.
    Question,
    /// Badge: a speech bubble.
    Comment,
    /// Badge: a check.
    Decision,
    /// Badge: a not-equal sign.
    Conflict,
    /// A group that is closed; a menu that goes on.
    ChevronRight,
    /// A group that is open; a list to choose from.
    ChevronDown,
    /// A funnel.
    Filter,
    /// A magnifier.
    Search,
    /// A cross.
    Close,
    /// A plus.
    Plus,
    /// A dash: nothing here, or made by the other side.
    Dash,
    /// An arrow to the right: sent.
    Arrow,
    /// An arrow that turns back.
    Undo,
    /// An arrow that turns forward.
    Redo,
    /// A pin: the far end of a link that is scrolled away.
    Anchor,
}

impl Icon {
    /// Every icon, in the order of the enum.
    pub const ALL: [Self; 26] = [
        Self::Required,
        Self::SystemGenerated,
        Self::Optional,
        Self::Unsupported,
        Self::Unclear,
        Self::Agreed,
        Self::Proposed,
        Self::Rejected,
        Self::Error,
        Self::Warning,
        Self::Hint,
        Self::Question,
        Self::Comment,
        Self::Decision,
        Self::Conflict,
        Self::ChevronRight,
        Self::ChevronDown,
        Self::Filter,
        Self::Search,
        Self::Close,
        Self::Plus,
        Self::Dash,
        Self::Arrow,
        Self::Undo,
        Self::Redo,
        Self::Anchor,
    ];

    /// What it stands for, in a word or two: tooltips and screen readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Required => "Required",
            Self::SystemGenerated => "System-generated",
            Self::Optional => "Optional",
            Self::Unsupported => "Unsupported",
            Self::Unclear => "Unclear support",
            Self::Agreed => "Agreed",
            Self::Proposed => "Proposed",
            Self::Rejected => "Rejected",
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Hint => "Hint",
            Self::Question => "Open question",
            Self::Comment => "Comment",
            Self::Decision => "Decision",
            Self::Conflict => "Sources disagree",
            Self::ChevronRight => "Expand",
            Self::ChevronDown => "Collapse",
            Self::Filter => "Filter",
            Self::Search => "Search",
            Self::Close => "Close",
            Self::Plus => "Add",
            Self::Dash => "None",
            Self::Arrow => "Sent",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Anchor => "Out of view",
        }
    }

    /// The colour it has where nothing else is said.
    pub fn color(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Required => tokens.text,
            Self::SystemGenerated => tokens.system,
            Self::Agreed => tokens.agreed,
            Self::Rejected | Self::Error => tokens.error,
            Self::Warning | Self::Conflict => tokens.warning,
            Self::Hint => tokens.hint,
            Self::Proposed | Self::Question | Self::Decision | Self::Arrow => tokens.accent,
            _ => tokens.text_soft,
        }
    }
}

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

/// Draws a badge: `icon` on its small filled ground, or bare where it has none.
///
/// The ground of a question is a disc, that of a decision and a conflict a rounded square.
pub fn paint_badge(painter: &Painter, rect: Rect, icon: Icon, tokens: &Tokens) {
    let square =
        Rect::from_center_size(rect.center(), Vec2::splat(rect.width().min(rect.height())));
    let ground = match icon {
        Icon::Question => Some((tokens.accent_fill, square.width() / 2.0)),
        Icon::Decision => Some((tokens.accent_fill, square.width() * 0.25)),
        Icon::Conflict => Some((tokens.warning_fill, square.width() * 0.25)),
        _ => None,
    };
    match ground {
        Some((fill, radius)) => {
            painter.rect_filled(square, radius, fill);
            paint(
                painter,
                square.shrink(square.width() * 0.12),
                icon,
                icon.color(tokens),
            );
        }
        None => paint(painter, square, icon, icon.color(tokens)),
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
        let ring = Stroke::new(1.9 * self.unit, self.color);
        let tooth = Stroke::new(2.3 * self.unit, self.color);
        let center = self.at((8.0, 8.0));
        self.painter.circle_stroke(center, 3.9 * self.unit, ring);
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The shapes of one icon at 16 points.
    fn shapes(icon: Icon) -> Vec<Shape> {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let rect = Rect::from_min_size(Pos2::ZERO, Vec2::splat(16.0));
            paint(ui.painter(), rect, icon, Color32::WHITE);
        });
        let shapes = std::mem::take(&mut output.shapes);
        output.drop_without_applying_deltas();
        shapes.into_iter().map(|clipped| clipped.shape).collect()
    }

    #[test]
    fn each_icon_has_its_own_name_and_shape() {
        let names: BTreeSet<&str> = Icon::ALL.iter().map(|icon| icon.label()).collect();
        assert_eq!(names.len(), Icon::ALL.len());
        let drawn: BTreeSet<String> = Icon::ALL
            .iter()
            .map(|icon| format!("{:?}", shapes(*icon)))
            .collect();
        assert_eq!(drawn.len(), Icon::ALL.len());
    }

    #[test]
    fn icons_stay_within_their_square() {
        let square = Rect::from_min_size(Pos2::ZERO, Vec2::splat(16.0)).expand(0.5);
        for icon in Icon::ALL {
            for shape in shapes(icon) {
                let bounds = shape.visual_bounding_rect();
                if bounds.is_positive() {
                    assert!(square.contains_rect(bounds), "{icon:?}: {bounds:?}");
                }
            }
        }
    }
}
