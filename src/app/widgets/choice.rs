//! One choice of a few, folded into one button: for where a row of segments has no room.

use egui::{ComboBox, Popup, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::segmented::Segment;
use super::surface::{elided, focus_ring, paint_left};
use crate::app::theme::{Icon, Tokens, Type, paint, scale};

/// Side of the arrow that says that there is more to choose from.
const CHEVRON: f32 = 12.0;

/// A list that opens below its field, with our arrow.
pub fn list<'a>(salt: impl egui::AsIdSalt) -> ComboBox<'a> {
    ComboBox::from_id_salt(salt).icon(|ui, rect, _, _| {
        let square = Rect::from_center_size(rect.center(), Vec2::splat(CHEVRON));
        paint(
            ui.painter(),
            square,
            Icon::ChevronDown,
            Tokens::of(ui).text_soft,
        );
    })
}

/// Draws the button with the word of the current choice; returns the value that was just chosen, if another one was.
///
/// `name` tells screen readers what is chosen, as "View".
#[must_use = "the control changes nothing by itself"]
pub fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    name: &str,
    current: T,
    segments: &[Segment<'_, T>],
) -> Option<T> {
    let word = segments
        .iter()
        .find(|segment| segment.value == current)
        .map_or(name, |segment| segment.text);
    let response = button(ui, name, word);
    let mut chosen = None;
    Popup::menu(&response).show(|ui| {
        for segment in segments {
            let is_current = segment.value == current;
            if ui.selectable_label(is_current, segment.text).clicked() {
                chosen = (!is_current).then_some(segment.value);
                ui.close();
            }
        }
    });
    chosen
}

fn button(ui: &mut Ui, name: &str, word: &str) -> Response {
    let tokens = Tokens::of(ui);
    let text = elided(ui, word, Type::BodyStrong, tokens.text, 96.0);
    let width = text.size().x + scale::GAP + CHEVRON + 2.0 * scale::PAD;
    let (rect, response) = ui.allocate_exact_size(vec2(width, scale::CONTROL), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(word.to_owned()),
        ..WidgetInfo::labeled(Role::ComboBox, enabled, name)
    });
    let fill = if response.hovered() {
        tokens.hover
    } else {
        tokens.canvas
    };
    ui.painter().rect_filled(rect, scale::RADIUS_CONTROL, fill);
    paint_left(ui, rect, rect.left() + scale::PAD, text);
    let center = pos2(rect.right() - scale::PAD - CHEVRON / 2.0, rect.center().y);
    let square = Rect::from_center_size(center, Vec2::splat(CHEVRON));
    paint(ui.painter(), square, Icon::ChevronDown, tokens.text_soft);
    if response.has_focus() {
        focus_ring(ui.painter(), rect, scale::RADIUS_CONTROL, tokens);
    }
    response
}
