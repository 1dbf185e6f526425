//! The differences, a line each.

use std::borrow::Cow;

use egui::{Align, Color32, Key, Label, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

use super::bar::title;
use super::state::ChangesState;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets;
use crate::compare::{Difference, DifferenceKind, Subject};
use crate::picture::short_name;

/// Draws the lines in view; a click chooses the one that is told in full, the arrow keys go on from there.
pub(super) fn list_ui(ui: &mut Ui, state: &mut ChangesState) {
    let mut chosen = None;
    let total = state.num_shown();
    ScrollArea::vertical()
        .id_salt("changes")
        .auto_shrink([false, false])
        .show_rows(ui, scale::TABLE_ROW, total, |ui, range| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for at in range {
                let Some((place, difference)) = state.shown_at(at) else {
                    continue;
                };
                let is_current = state.is_current(place);
                if line_ui(ui, place, difference, is_current) {
                    chosen = Some(place);
                }
            }
        });
    if chosen.is_some() {
        state.selected = chosen;
    }
}

/// The icon of a kind: a plus, a dash, an arrow that turns.
pub(in crate::app) fn icon_of(kind: DifferenceKind) -> Icon {
    match kind {
        DifferenceKind::Added => Icon::Plus,
        DifferenceKind::Removed => Icon::Dash,
        DifferenceKind::Changed => Icon::Conflict,
    }
}

/// The colour of a kind, which never stands without its icon.
pub(in crate::app) fn color_of(kind: DifferenceKind, tokens: &Tokens) -> Color32 {
    match kind {
        DifferenceKind::Added => tokens.agreed,
        DifferenceKind::Removed => tokens.error,
        DifferenceKind::Changed => tokens.warning,
    }
}

/// Whether it was chosen.
fn line_ui(ui: &mut Ui, place: usize, difference: &Difference, is_current: bool) -> bool {
    let tokens = Tokens::of(ui);
    let size = vec2(ui.available_width(), scale::TABLE_ROW);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // The list is what a comparison found: a place in it names a line for as long as it stands.
    let response = ui.interact(
        rect,
        ui.scope_id().with(("difference", place)),
        Sense::click(),
    );
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::Role::ListBoxOption,
            true,
            is_current,
            difference.sentence(),
        )
    });
    let line = rect.shrink2(vec2(scale::PAD, 1.0));
    if is_current {
        ui.painter()
            .rect_filled(line, scale::RADIUS_INNER, tokens.selection);
    } else if response.hovered() {
        ui.painter()
            .rect_filled(line, scale::RADIUS_INNER, tokens.hover);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), line, scale::RADIUS_INNER, tokens);
    }
    let color = color_of(difference.kind, tokens);
    let inner = line.shrink2(vec2(10.0, 0.0));
    let square = Rect::from_center_size(
        inner.left_center() + vec2(scale::ICON / 2.0, 0.0),
        vec2(scale::ICON, scale::ICON),
    );
    paint(ui.painter(), square, icon_of(difference.kind), color);
    let builder = UiBuilder::new()
        .scope_id(response.id.with("line"))
        .max_rect(inner.with_min_x(square.right() + scale::PAD))
        .layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        let wide = ui.available_width();
        cell(ui, 62.0, Type::Secondary, title(difference.kind), color);
        cell(
            ui,
            74.0,
            Type::Secondary,
            difference.subject.word(),
            tokens.text_soft,
        );
        let name_width = (wide * 0.34).clamp(140.0, 320.0);
        let name_width = name_width.min(ui.available_width());
        let font = match difference.subject {
            Subject::Attribute(_) | Subject::Link { .. } => Type::Name,
            _ => Type::BodyMedium,
        };
        cell(ui, name_width, font, &name_of(difference), tokens.text);
        let rest = ui.available_width();
        cell(ui, rest, Type::Body, &difference.about(), tokens.text_soft);
    });
    let by_key = response.has_focus() && ui.input(|input| input.key_pressed(Key::Space));
    response.clicked() || by_key
}

/// The name in few letters: whole paths stand beside the list, and in what a screen reader hears.
pub(in crate::app) fn name_of(difference: &Difference) -> Cow<'_, str> {
    match &difference.subject {
        Subject::Attribute(id)
        | Subject::Link {
            destination: id, ..
        } => Cow::Owned(short_name(id)),
        _ => Cow::Borrowed(&difference.name),
    }
}

/// Text in a box of its own width, cut where it is longer.
fn cell(ui: &mut Ui, width: f32, font: Type, text: &str, color: Color32) {
    let size = vec2(width, scale::TABLE_ROW - 2.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.set_max_width(width);
        let line = text.replace(['\r', '\n'], " ");
        let text = font.text(widgets::shown(&line)).color(color);
        ui.add(Label::new(text).truncate().selectable(false));
    });
}
