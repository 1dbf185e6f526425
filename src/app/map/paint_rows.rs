//! Headings and rows as they look: names, marks, badges, types.

use std::sync::Arc;

use egui::{Color32, Galley, Painter, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::paint::{Brush, Raised};
use super::scene::Scene;
use crate::app::theme::{Icon, Type, paint as paint_icon, paint_badge, scale};
use crate::model::{Mark, Support};
use crate::picture::{Badge, Change, Concern, Fold, Group, RowContent, cut, whole};
use crate::rows::AttributeNumber;

/// Width that is kept for the type of an attribute, so that badges stand one below the other; in points at zoom 1.
const TYPE: f32 = 54.0;

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

/// Draws the heading of a group; a closed one says what must not be overlooked in it, and how much was found.
pub(super) fn heading(
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
    let mut right = text_right(painter, area, area.right() - 20.0, count, tokens.text_faint);
    if group.fold == Fold::Closed {
        // A closed group says what must not be overlooked in it.
        let size = Vec2::splat(14.0 * zoom);
        let inside = [
            (group.errors, Icon::Error),
            (group.warnings, Icon::Warning),
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
pub(super) struct Look {
    pub(super) ground: Ground,
    /// Whether the keyboard acts on it.
    pub(super) focused: bool,
    /// Whether a hint is drawn too, since findings are asked for.
    pub(super) shows_hints: bool,
    /// Whether it was found; none while nothing is searched for.
    pub(super) found: Option<bool>,
}

/// How a row stands out.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ground {
    Plain,
    Hovered,
    InChain,
    Selected,
    Target,
}

/// How a row stands out in this frame.
pub(super) fn ground_of(
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

/// Draws the row of an attribute.
pub(super) fn attribute(
    brush: &Brush<'_>,
    painter: &Painter,
    area: Rect,
    row: &RowContent,
    look: Look,
) {
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
    let uncut = brush.text(&row.name, Type::Name, f32::INFINITY);
    let is_calm = look.ground == Ground::Plain && !look.focused;
    let end = right_part(
        brush,
        painter,
        area,
        row,
        (left + uncut.size().x, is_calm, look.shows_hints),
        quiet,
    );
    if let Some(change) = row.change {
        change_sign(brush, painter, area, change);
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
    let room = end - left;
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
    } else if row.unpublished || row.is_left_out() {
        tokens.text_soft
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

/// Draws type and badges at the right end of a row; answers with where the name must end.
///
/// Badges of all rows stand one below the other, before the type. A name that needs the room (it ends at `name_end`)
/// goes before the type, which the tooltip tells too.
fn right_part(
    brush: &Brush<'_>,
    painter: &Painter,
    area: Rect,
    row: &RowContent,
    (name_end, is_calm, shows_hints): (f32, bool, bool),
    quiet: Color32,
) -> f32 {
    let zoom = brush.zoom;
    let right = area.right() - 20.0;
    let size = Vec2::splat(14.0 * zoom);
    // That there is no counterpart is said by the closed ports and the softer name.
    let badges = || {
        let shown = row.badges.iter().filter(|badge| match badge {
            Badge::NoCounterpart(_) => false,
            Badge::Finding(Concern::Hint, _) => shows_hints,
            _ => true,
        });
        shown.rev().take(3)
    };
    let for_badges = badges().count() as f32 * (8.0 + size.x);
    let word = if row.unpublished {
        "not published"
    } else {
        &row.type_name
    };
    let mut end = right + 8.0;
    if !word.is_empty() {
        let kind = brush.text(word, Type::Small, area.width() * 0.4);
        let slot = kind.size().x.max(TYPE * zoom);
        let needed = if for_badges > 0.0 {
            slot
        } else {
            kind.size().x
        };
        if name_end + 12.0 + for_badges + needed <= right {
            let left = text_right(painter, area, right, kind, quiet);
            end = if for_badges > 0.0 { right - slot } else { left };
        }
    }
    for badge in badges() {
        end -= 8.0 + size.x;
        let square = Rect::from_center_size(pos2(end + size.x / 2.0, area.center().y), size);
        match badge {
            // Documents disagree about so many attributes that the rows are calm only if this is.
            Badge::Conflict(_) if is_calm => {
                let square = square.shrink(size.x * 0.12);
                paint_icon(painter, square, Icon::Conflict, brush.tokens.text_faint);
            }
            badge => paint_badge(painter, square, badge_icon(badge), brush.tokens),
        }
    }
    end - 10.0
}

/// Draws a bar at the left edge of a row that differs from what the project is compared with, and what kind it is.
fn change_sign(brush: &Brush<'_>, painter: &Painter, area: Rect, change: Change) {
    let color = brush.tokens.accent;
    let mut bar = area.shrink2(vec2(0.0, 3.0));
    bar.set_width(3.0);
    painter.rect_filled(bar, 1.5, color);
    let sign = match change {
        Change::New => "+",
        Change::Differs => "Δ",
    };
    let sign = brush.text(sign, Type::SmallStrong, f32::INFINITY);
    let left = area.left() + 11.0 - sign.size().x / 2.0;
    text_left(painter, area, left, sign, color);
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
        Badge::Conflict(_) | Badge::Disputed(_) => Icon::Conflict,
        Badge::Finding(Concern::Error, _) => Icon::Error,
        Badge::Finding(Concern::Warning, _) => Icon::Warning,
        Badge::Finding(Concern::Hint, _) => Icon::Hint,
        Badge::NoCounterpart(_) => Icon::Dash,
    }
}
