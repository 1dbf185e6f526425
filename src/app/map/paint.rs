//! The columns as they look: cards, titles, ports.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Galley, Painter, Pos2, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::drag::Gesture;
use super::hit::{Hit, sides};
use super::paint_rows::{Look, attribute, ground_of, heading};
use super::scene::{Scene, pos, rect};
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::shown;
use crate::model::{AttributeId, Column};
use crate::picture::{Chain, ColumnContent, Filter, Fold, Line, RowContent, Side};

/// What is drawn with: a painter, the colours, the size.
pub(super) struct Brush<'a> {
    pub(super) ui: &'a Ui,
    pub(super) tokens: &'static Tokens,
    pub(super) zoom: f32,
}

/// What stands out in this frame.
pub(super) struct Raised<'a> {
    /// What is under the pointer.
    pub(super) hit: Hit,
    /// The chain of what is under the pointer.
    pub(super) hovered: &'a Chain,
    /// The gesture under way.
    pub(super) gesture: &'a Gesture,
    /// The row that the keyboard acts on.
    pub(super) focus: Option<&'a AttributeId>,
}

impl Brush<'_> {
    /// Lays one line of text out, cut with `…` at `width`; its colour is given when it is painted.
    pub(super) fn text(&self, text: &str, role: Type, width: f32) -> Arc<Galley> {
        let mut font = role.font();
        font.size *= self.zoom;
        let mut job =
            LayoutJob::simple_singleline(shown(text).into_owned(), font, Color32::PLACEHOLDER);
        job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
        self.ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// Draws the three columns with their rows, without ports.
pub(super) fn columns(brush: &Brush<'_>, scene: &Scene<'_>, raised: &Raised<'_>) {
    for column in Column::ALL {
        card(brush, scene, column);
        let frame = scene.frame(column);
        let body = rect(frame.body).shrink2(vec2(scale::HAIRLINE, 0.0));
        let painter = brush.ui.painter().with_clip_rect(body);
        let content = scene.columns().column(column);
        let shows_hints = scene.content.asks(column, Filter::Findings);
        for line in frame.visible_lines() {
            let area = rect(frame.line_area(line));
            match content.line(line) {
                Some(Line::Group(number)) => {
                    if let Some(group) = content.group(number) {
                        let hovered = raised.hit
                            == Hit::Group {
                                column,
                                group: number,
                            };
                        let found = scene.content.hits.in_closed_group(column, line);
                        heading(brush, &painter, area, group, hovered, found);
                    }
                }
                Some(Line::Attribute(number)) => {
                    if let Some(row) = scene.content.row(number) {
                        let hits = &scene.content.hits;
                        let look = Look {
                            shows_hints,
                            ground: ground_of(scene, raised, number, row),
                            focused: raised.focus == Some(&row.id),
                            found: hits.is_searching().then(|| hits.has(number)),
                        };
                        attribute(brush, &painter, area, row, look);
                    }
                }
                None => {}
            }
        }
        if content.lines().is_empty() {
            empty(brush, &painter, scene, column);
        }
    }
}

fn card(brush: &Brush<'_>, scene: &Scene<'_>, column: Column) {
    let tokens = brush.tokens;
    let frame = scene.frame(column);
    let (card, header) = (rect(frame.card), rect(frame.header));
    let painter = brush.ui.painter();
    painter.add(
        egui::Shadow {
            offset: [0, 1],
            blur: 4,
            spread: 0,
            color: tokens.shadow.gamma_multiply(0.5),
        }
        .as_shape(card, scale::RADIUS_CARD),
    );
    painter.rect(
        card,
        scale::RADIUS_CARD,
        tokens.panel,
        Stroke::new(scale::HAIRLINE, tokens.border),
        StrokeKind::Inside,
    );
    painter.hline(
        card.x_range(),
        header.bottom(),
        Stroke::new(scale::HAIRLINE, tokens.hairline),
    );
    let plain = Brush {
        zoom: 1.0,
        ..*brush
    };
    let room = header.width() - 66.0;
    let title = plain.text(&scene.ctx.project().system(column).name, Type::Title, room);
    let count = plain.text(&counts(scene, column), Type::Small, room);
    let left = header.left() + 16.0;
    painter.galley(pos2(left, header.top() + 8.0), title, tokens.text);
    painter.galley(pos2(left, header.top() + 29.0), count, tokens.text_soft);
}

/// `63 attributes · 9 linked`, and how many are shown if a filter hides any.
fn counts(scene: &Scene<'_>, column: Column) -> String {
    let content = scene.columns().column(column);
    let (all, shown) = (content.num_attributes(), content.num_shown());
    let noun = match (column, all) {
        (Column::Target, 1) => "field",
        (Column::Target, _) => "fields",
        (_, 1) => "attribute",
        _ => "attributes",
    };
    let linked = content.num_linked();
    if shown < all {
        format!("{shown} of {all} {noun} shown · {linked} linked")
    } else {
        format!("{all} {noun} · {linked} linked")
    }
}

fn empty(brush: &Brush<'_>, painter: &Painter, scene: &Scene<'_>, column: Column) {
    let body = rect(scene.frame(column).body);
    let text = if scene.columns().column(column).num_attributes() == 0 {
        "No attribute yet. Paste a table here with Ctrl+V, drop a file on the window, or add one with Add attribute…"
    } else {
        "No attribute passes the filter. Clear it at the funnel above."
    };
    let galley = painter.layout(
        text.to_owned(),
        Type::Secondary.font(),
        brush.tokens.text_soft,
        body.width() - 48.0,
    );
    painter.galley(
        body.left_top() + vec2(24.0, 20.0),
        galley,
        brush.tokens.text_soft,
    );
}

/// Draws the ports of the lines in view: rings on the columns' borders, stronger where there is a link.
pub(super) fn ports(brush: &Brush<'_>, scene: &Scene<'_>, raised: &Raised<'_>) {
    let (tokens, index) = (brush.tokens, scene.index());
    for column in Column::ALL {
        let frame = scene.frame(column);
        let content = scene.columns().column(column);
        for line in frame.visible_lines() {
            if !frame.shows_port(line) {
                continue;
            }
            for side in sides(column) {
                let links_of = |number| match side {
                    Side::Left => index.links_into(number),
                    Side::Right => index.links_out(number),
                };
                let center = pos(frame.port(line, *side));
                let number = match content.line(line) {
                    Some(Line::Attribute(number)) => number,
                    Some(Line::Group(group)) => {
                        let before = match side {
                            Side::Left => ColumnContent::arriving_before,
                            Side::Right => ColumnContent::leaving_before,
                        };
                        let gathered = before(content, line + 1) > before(content, line)
                            && content
                                .group(group)
                                .is_some_and(|group| group.fold == Fold::Closed);
                        if gathered {
                            ring(brush, center, 3.5, Stroke::new(1.5, tokens.wire));
                        }
                        continue;
                    }
                    None => continue,
                };
                let links = links_of(number);
                let in_chain = scene.content.marked.chain.has_any_link(links);
                let hovered = matches!(raised.hit, Hit::Port { number: at, side: on, .. }
                    if at == number && on == *side);
                let wanted = raised.gesture.wanted_side(column) == Some(*side)
                    && scene
                        .content
                        .row(number)
                        .is_some_and(|row| raised.gesture.may_end_at(&row.id));
                let is_closed = links.is_empty()
                    && !hovered
                    && !wanted
                    && scene
                        .content
                        .row(number)
                        .is_some_and(RowContent::is_left_out);
                if is_closed {
                    closed(brush, center);
                    continue;
                }
                let (radius, stroke) = if hovered {
                    (6.0, Stroke::new(2.0, tokens.accent))
                } else if in_chain {
                    (5.0, Stroke::new(scale::WIRE_SELECTED, tokens.accent))
                } else if wanted {
                    (4.5, Stroke::new(1.5, tokens.accent))
                } else if links.is_empty() {
                    (3.0, Stroke::new(1.0, tokens.port_idle))
                } else {
                    (4.0, Stroke::new(1.5, tokens.wire))
                };
                ring(brush, center, radius, stroke);
            }
        }
    }
}

/// The port of an attribute that is left unmapped on purpose: a bar instead of a ring.
fn closed(brush: &Brush<'_>, center: Pos2) {
    let half = 5.0 * brush.zoom.clamp(0.7, 1.5);
    brush.ui.painter().vline(
        center.x,
        center.y - half..=center.y + half,
        Stroke::new(2.5, brush.tokens.wire),
    );
}

fn ring(brush: &Brush<'_>, center: Pos2, radius: f32, stroke: Stroke) {
    brush
        .ui
        .painter()
        .add(Shape::Circle(egui::epaint::CircleShape {
            center,
            radius: radius * brush.zoom.clamp(0.7, 1.5),
            fill: brush.tokens.panel,
            stroke,
        }));
}
