//! One choice of a few, side by side on a track: the views, the resources, the marks.

use std::sync::Arc;

use egui::{
    Color32, Galley, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::surface::{elided, focus_ring};
use crate::app::theme::{Icon, Tokens, Type, paint, scale};

/// One of the choices.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a, T> {
    /// What is chosen.
    pub value: T,
    /// Its word on screen and for screen readers.
    pub text: &'a str,
    /// Drawn before the word.
    pub icon: Option<Icon>,
}

impl<'a, T> Segment<'a, T> {
    /// A choice that is a word.
    pub fn new(value: T, text: &'a str) -> Self {
        Self {
            value,
            text,
            icon: None,
        }
    }

    /// A choice that is a word behind an icon.
    pub fn with_icon(value: T, text: &'a str, icon: Icon) -> Self {
        Self {
            value,
            text,
            icon: Some(icon),
        }
    }
}

/// How the segments share the track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All as wide as the widest.
    Equal,
    /// Each as wide as its contents.
    Contents,
}

/// Padding between the track and its segments.
const INSET: f32 = 3.0;
/// Padding left and right of a segment's contents, where there is room.
const PADDING: f32 = 11.0;
const PADDING_LEAST: f32 = 5.0;
const ICON: f32 = 15.0;
const ICON_GAP: f32 = 4.0;

/// Draws the control and returns the value that was just chosen, if another one was.
///
/// `name` tells screen readers what is chosen, as "View". Each segment is a radio button of that name's group;
/// Tab reaches them, Space or Enter chooses.
#[must_use = "the control changes nothing by itself"]
pub fn segmented<T: PartialEq + Copy>(
    ui: &mut Ui,
    name: &str,
    current: T,
    segments: &[Segment<'_, T>],
    fit: Fit,
) -> Option<T> {
    let tokens = Tokens::of(ui);
    let room = ui.available_width() - 2.0 * INSET;
    let wide = laid_out(ui, current, segments, [Type::BodyStrong, Type::BodyMedium]);
    // In a narrow panel the words give way before the control is wider than its place.
    let parts = if contents_width(&wide) + least_padding(segments) > room {
        let narrow = [Type::SecondaryStrong, Type::SecondaryMedium];
        laid_out(ui, current, segments, narrow)
    } else {
        wide
    };
    let spare = (room - contents_width(&parts)) / (2.0 * segments.len().max(1) as f32);
    let padding = spare.clamp(PADDING_LEAST, PADDING);
    let widest = parts.iter().map(|part| part.width).fold(0.0, f32::max);
    let width_of = |part: &Part| match fit {
        Fit::Equal => widest.max(scale::TARGET) + 2.0 * padding,
        Fit::Contents => part.width.max(scale::TARGET - 2.0 * padding) + 2.0 * padding,
    };
    let total: f32 = parts.iter().map(width_of).sum();

    let size = vec2(total + 2.0 * INSET, scale::CONTROL);
    let (track, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter()
        .rect_filled(track, scale::RADIUS_CONTROL, tokens.canvas);

    let mut chosen = None;
    let ui = &mut ui.new_child(UiBuilder::new().id_salt(name).max_rect(track));
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::RadioGroup);
        node.set_label(name);
    });
    let mut left = track.left() + INSET;
    for (index, (segment, part)) in segments.iter().zip(parts).enumerate() {
        let width = width_of(&part);
        let rect = Rect::from_min_size(
            pos2(left, track.top() + INSET),
            vec2(width, scale::CONTROL - 2.0 * INSET),
        );
        left += width;
        // The choices are fixed by the program, so their place names them.
        let response = ui.interact(rect, ui.scope_id().with(index), Sense::click());
        let selected = segment.value == current;
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            WidgetInfo::selected(Role::RadioButton, enabled, selected, segment.text)
        });
        let color = if selected {
            ui.painter().rect(
                rect,
                scale::RADIUS_INNER,
                tokens.raised,
                Stroke::new(scale::HAIRLINE, tokens.outline),
                StrokeKind::Inside,
            );
            tokens.text
        } else if response.hovered() {
            tokens.text
        } else {
            tokens.text_soft
        };
        paint_segment(ui, rect, segment.icon, part, color);
        if response.has_focus() {
            focus_ring(ui.painter(), rect, scale::RADIUS_INNER, tokens);
        }
        if response.clicked() && !selected {
            chosen = Some(segment.value);
        }
    }
    chosen
}

/// How wide the control is where it has all the room it wants.
pub fn segmented_width<T: PartialEq + Copy>(
    ui: &Ui,
    current: T,
    segments: &[Segment<'_, T>],
    fit: Fit,
) -> f32 {
    let parts = laid_out(ui, current, segments, [Type::BodyStrong, Type::BodyMedium]);
    let widest = parts.iter().map(|part| part.width).fold(0.0, f32::max);
    let contents = match fit {
        Fit::Equal => widest.max(scale::TARGET) * parts.len() as f32,
        Fit::Contents => contents_width(&parts),
    };
    contents + 2.0 * PADDING * parts.len() as f32 + 2.0 * INSET
}

/// The word of a segment, laid out, and how wide it is with its icon.
struct Part {
    galley: Arc<Galley>,
    width: f32,
}

/// Lays out the words: the current one in the first font, the others in the second.
fn laid_out<T: PartialEq + Copy>(
    ui: &Ui,
    current: T,
    segments: &[Segment<'_, T>],
    [strong, medium]: [Type; 2],
) -> Vec<Part> {
    segments
        .iter()
        .map(|segment| {
            let font = if segment.value == current {
                strong
            } else {
                medium
            };
            let galley = elided(ui, segment.text, font, Color32::PLACEHOLDER, f32::INFINITY);
            let width = galley.size().x + segment.icon.map_or(0.0, |_| ICON + ICON_GAP);
            Part { galley, width }
        })
        .collect()
}

fn contents_width(parts: &[Part]) -> f32 {
    parts.iter().map(|part| part.width).sum()
}

fn least_padding<T>(segments: &[Segment<'_, T>]) -> f32 {
    2.0 * PADDING_LEAST * segments.len() as f32
}

fn paint_segment(ui: &Ui, rect: Rect, icon: Option<Icon>, part: Part, color: Color32) {
    let mut left = rect.center().x - part.width / 2.0;
    if let Some(icon) = icon {
        let center = pos2(left + ICON / 2.0, rect.center().y);
        let square = Rect::from_center_size(center, Vec2::splat(ICON));
        paint(ui.painter(), square, icon, icon.color(Tokens::of(ui)));
        left += ICON + ICON_GAP;
    }
    let top = (rect.center().y - part.galley.size().y / 2.0).round();
    ui.painter().galley(pos2(left, top), part.galley, color);
}
