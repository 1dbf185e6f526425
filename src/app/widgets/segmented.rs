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
const ICON: f32 = 15.0;

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
    let padding = match fit {
        Fit::Equal => 15.0,
        Fit::Contents => 8.0,
    };
    let galleys: Vec<Arc<Galley>> = segments
        .iter()
        .map(|segment| {
            let font = if segment.value == current {
                Type::BodyStrong
            } else {
                Type::BodyMedium
            };
            elided(ui, segment.text, font, Color32::PLACEHOLDER, f32::INFINITY)
        })
        .collect();
    let natural = |segment: &Segment<'_, T>, galley: &Galley| {
        let icon = if segment.icon.is_some() {
            ICON + 5.0
        } else {
            0.0
        };
        galley.size().x + icon + 2.0 * padding
    };
    let widest = segments
        .iter()
        .zip(&galleys)
        .map(|(segment, galley)| natural(segment, galley))
        .fold(scale::TARGET, f32::max);
    let width_of = |segment: &Segment<'_, T>, galley: &Galley| match fit {
        Fit::Equal => widest,
        Fit::Contents => natural(segment, galley),
    };
    let total: f32 = segments
        .iter()
        .zip(&galleys)
        .map(|(segment, galley)| width_of(segment, galley))
        .sum();

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
    for (index, (segment, galley)) in segments.iter().zip(galleys).enumerate() {
        let width = width_of(segment, &galley);
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
                Stroke::new(scale::HAIRLINE, tokens.border),
                StrokeKind::Inside,
            );
            tokens.text
        } else if response.hovered() {
            tokens.text
        } else {
            tokens.text_soft
        };
        paint_segment(ui, rect, segment.icon, galley, color);
        if response.has_focus() {
            focus_ring(ui.painter(), rect, scale::RADIUS_INNER, tokens);
        }
        if response.clicked() && !selected {
            chosen = Some(segment.value);
        }
    }
    chosen
}

fn paint_segment(ui: &Ui, rect: Rect, icon: Option<Icon>, galley: Arc<Galley>, color: Color32) {
    let icon_width = if icon.is_some() { ICON + 5.0 } else { 0.0 };
    let mut left = rect.center().x - f32::midpoint(galley.size().x, icon_width);
    if let Some(icon) = icon {
        let center = pos2(left + ICON / 2.0, rect.center().y);
        let square = Rect::from_center_size(center, Vec2::splat(ICON));
        paint(ui.painter(), square, icon, icon.color(Tokens::of(ui)));
        left += icon_width;
    }
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(left, top), galley, color);
}
