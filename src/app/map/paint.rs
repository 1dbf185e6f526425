//! The columns as they look: cards, titles, headings, rows, ports.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::drag::Gesture;
use super::hit::{Hit, sides};
use super::scene::{Scene, pos, rect};
use crate::app::theme::{Icon, Tokens, Type, paint as paint_icon, paint_badge, scale};
use crate::app::widgets::shown;
use crate::model::{AttributeId, Column, Mark, Support};
use crate::picture::{Badge, Chain, Fold, Group, Line, RowContent, Side, cut, whole};
use crate::rows::AttributeNumber;

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

/// Paints text with its left edge at `left`, half-way down `area`.
fn text_left(painter: &Painter, area: Rect, left: f32, text: Arc<Galley>, color: Color32) {
    let top = (area.center().y - text.size().y / 2.0).round();
    painter.galley(pos2(left, top), text, color);
}

/// Paints text with its right edge at `right`; answers with its left edge.
fn text_right(painter: &Painter, area: Rect, right: f32, text: Arc<Galley>, color: Color32) -> f32 {
    let left = (right - text.size().x).round();
    text_left(painter, area, left, text, color);
    left
}

/// Draws the three columns with their rows, without ports.
pub(super) fn columns(brush: &Brush<'_>, scene: &Scene<'_>, raised: &Raised<'_>) {
    for column in Column::ALL {
        card(brush, scene, column);
        let frame = scene.frame(column);
        let body = rect(frame.body).shrink2(vec2(scale::HAIRLINE, 0.0));
        let painter = brush.ui.painter().with_clip_rect(body);
        let content = scene.columns().column(column);
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
        "No attribute yet. Add one in the inspector or open a project."
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

fn heading(
    brush: &Brush<'_>,
    painter: &Painter,
    area: Rect,
    group: &Group,
    hovered: bool,
    found: u32,
) {
    let (tokens, zoom) = (brush.tokens, brush.zoom);
    let icon = match group.fold {
        Fold::Open => Icon::ChevronDown,
        Fold::Closed => Icon::ChevronRight,
    };
    let color = if hovered {
        tokens.text
    } else {
        tokens.text_soft
    };
    let square = Rect::from_center_size(
        pos2(area.left() + 18.0, area.center().y),
        Vec2::splat(12.0 * zoom),
    );
    paint_icon(painter, square, icon, color);
    let count = if group.shown < group.attributes {
        format!("{} of {}", group.shown, group.attributes)
    } else {
        group.attributes.to_string()
    };
    let count = brush.text(&count, Type::Small, f32::INFINITY);
    let mut right = text_right(painter, area, area.right() - 18.0, count, tokens.text_faint);
    if group.fold == Fold::Closed {
        // A closed group says what must not be overlooked in it.
        let size = Vec2::splat(14.0 * zoom);
        let inside = [
            (group.open_questions, Icon::Question),
            (group.required, Icon::Required),
        ];
        for (number, icon) in inside.into_iter().filter(|(number, _)| *number > 0) {
            let text = brush.text(&number.to_string(), Type::Small, f32::INFINITY);
            right = text_right(painter, area, right - 12.0, text, tokens.text_soft);
            right -= 4.0 + size.x;
            let square = Rect::from_center_size(pos2(right + size.x / 2.0, area.center().y), size);
            paint_badge(painter, square, icon, tokens);
        }
    }
    if found > 0 {
        let words = if found == 1 { "hit" } else { "hits" };
        let text = brush.text(
            &format!("{found} {words}"),
            Type::SmallStrong,
            f32::INFINITY,
        );
        right = text_right(painter, area, right - 12.0, text, tokens.warning);
    }
    let left = area.left() + 30.0;
    let name = brush.text(group.label(), Type::SecondaryStrong, right - 10.0 - left);
    text_left(painter, area, left, name, color);
}

/// How a row looks.
#[derive(Clone, Copy)]
struct Look {
    ground: Ground,
    /// Whether the keyboard acts on it.
    focused: bool,
    /// Whether it was found; none while nothing is searched for.
    found: Option<bool>,
}

/// How a row stands out.
#[derive(Clone, Copy, PartialEq)]
enum Ground {
    Plain,
    Hovered,
    InChain,
    Selected,
    Target,
}

fn ground_of(
    scene: &Scene<'_>,
    raised: &Raised<'_>,
    number: AttributeNumber,
    row: &RowContent,
) -> Ground {
    let marked = &scene.content.marked;
    let under_pointer = raised.hit.attribute() == Some(number);
    if raised.gesture.seeks_attribute() && under_pointer && raised.gesture.may_end_at(&row.id) {
        Ground::Target
    } else if marked.has_attribute(number) {
        Ground::Selected
    } else if marked.chain.has_attribute(number) {
        Ground::InChain
    } else if under_pointer || raised.hovered.has_attribute(number) {
        Ground::Hovered
    } else {
        Ground::Plain
    }
}

fn attribute(brush: &Brush<'_>, painter: &Painter, area: Rect, row: &RowContent, look: Look) {
    let (tokens, zoom) = (brush.tokens, brush.zoom);
    let ground = match look.ground {
        Ground::Plain => None,
        Ground::Hovered => Some(tokens.hover),
        Ground::InChain | Ground::Selected | Ground::Target => Some(tokens.accent_fill),
    };
    if let Some(ground) = ground {
        painter.rect_filled(area, 0.0, ground);
    }
    if look.focused || matches!(look.ground, Ground::Selected | Ground::Target) {
        painter.rect_stroke(
            area.shrink(0.5),
            scale::RADIUS_INNER,
            Stroke::new(scale::FOCUS, tokens.accent),
            StrokeKind::Inside,
        );
    }
    let quiet = if ground.is_some() {
        tokens.text_soft
    } else {
        tokens.text_faint
    };
    let left = area.left() + 42.0 + 8.0 * (zoom - 1.0);
    let size = Vec2::splat(14.0 * zoom);
    let badges = || {
        row.badges
            .iter()
            .filter(|badge| is_shown(row, badge))
            .rev()
            .take(3)
    };
    let for_badges = badges().count() as f32 * (8.0 + size.x) + 12.0;
    let uncut = brush.text(&row.name, Type::Name, f32::INFINITY);
    let mut end = area.right() - 20.0;
    if !row.type_name.is_empty() {
        let kind = brush.text(&row.type_name, Type::Small, area.width() * 0.3);
        // A name goes before its type, which the tooltip tells too.
        if left + uncut.size().x + for_badges + kind.size().x <= end || kind.size().x < 8.0 {
            end = text_right(painter, area, end, kind, quiet);
        }
    }
    for badge in badges() {
        end -= 8.0 + size.x;
        let square = Rect::from_center_size(pos2(end + size.x / 2.0, area.center().y), size);
        paint_badge(painter, square, badge_icon(badge), tokens);
    }
    let mark = Rect::from_center_size(
        pos2(area.left() + 25.0, area.center().y),
        Vec2::splat(14.0 * zoom),
    );
    match mark_icon(row) {
        Some(icon) => paint_icon(painter, mark, icon, icon.color(tokens)),
        // Not marked yet.
        None => {
            painter.circle_filled(mark.center(), 1.75 * zoom, tokens.text_faint);
        }
    }
    let room = end - 12.0 - left;
    let name = if uncut.size().x <= room {
        uncut
    } else {
        let each = uncut.size().x / row.name.chars().count().max(1) as f32;
        brush.text(&cut(&row.name, whole(room / each)), Type::Name, room)
    };
    // What its column has not, and what the target does not take, cannot carry a value.
    let struck = row.missing || row.support == Support::Unsupported;
    let color = if struck || look.found == Some(false) {
        quiet
    } else {
        tokens.text
    };
    if look.found == Some(true) {
        let found = Rect::from_min_size(
            pos2(left - 3.0, area.center().y - 10.0 * zoom),
            vec2(name.size().x + 6.0, 20.0 * zoom),
        );
        painter.rect_filled(found, 4.0, tokens.warning_fill);
    }
    let width = name.size().x;
    text_left(painter, area, left, name, color);
    if struck {
        painter.hline(
            left..=left + width,
            area.center().y.round() + 0.5,
            Stroke::new(1.0, color),
        );
    }
}

/// Whether a row shows a badge: a struck name says by itself that there is no counterpart.
fn is_shown(row: &RowContent, badge: &Badge) -> bool {
    !(row.support == Support::Unsupported && matches!(badge, Badge::NoCounterpart(_)))
}

fn mark_icon(row: &RowContent) -> Option<Icon> {
    match (row.support, row.mark) {
        _ if row.missing => Some(Icon::Warning),
        (Support::Unsupported, _) => Some(Icon::Unsupported),
        (_, Some(Mark::Required)) => Some(Icon::Required),
        (_, Some(Mark::SystemGenerated)) => Some(Icon::SystemGenerated),
        (_, Some(Mark::Optional)) => Some(Icon::Optional),
        (Support::Unclear, None) => Some(Icon::Unclear),
        (_, None) => None,
    }
}

fn badge_icon(badge: &Badge) -> Icon {
    match badge {
        Badge::Question(_) => Icon::Question,
        Badge::Decision(_) => Icon::Decision,
        Badge::Comment(_) => Icon::Comment,
        Badge::Conflict(_) => Icon::Conflict,
        Badge::NoCounterpart(_) => Icon::Dash,
    }
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
                        let gathered = content.group(group).is_some_and(|group| {
                            group.linked.iter().any(|n| !links_of(*n).is_empty())
                        });
                        if gathered {
                            ring(brush, center, 3.5, Stroke::new(1.5, tokens.wire));
                        }
                        continue;
                    }
                    None => continue,
                };
                let links = links_of(number);
                let in_chain = links
                    .iter()
                    .take(64)
                    .any(|link| scene.content.marked.chain.has_link(*link));
                let hovered = matches!(raised.hit, Hit::Port { number: at, side: on, .. }
                    if at == number && on == *side);
                let wanted = raised.gesture.wanted_side(column) == Some(*side)
                    && scene
                        .content
                        .row(number)
                        .is_some_and(|row| raised.gesture.may_end_at(&row.id));
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
