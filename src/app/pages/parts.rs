//! What pages are made of: sections, and choices that say in a sentence what they do.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, CursorIcon, Galley, Label, Layout, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{elided, focus_ring, hairline, shown};
use crate::model::Column;

/// Width of what stands left of a section's content, where there is room for both.
const ASIDE: f32 = 232.0;
/// From here on a section's title stands above its content.
const NARROW: f32 = 640.0;

/// A section of a page: its title and what it is about on the left, its content on the right.
pub(super) fn section(ui: &mut Ui, title: &str, about: &str, content: impl FnOnce(&mut Ui)) {
    let tokens = Tokens::of(ui);
    hairline(ui, tokens.hairline);
    ui.add_space(scale::MARGIN);
    let head = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(Type::BodyStrong.text(title));
        let about = Type::Secondary.text(about).color(tokens.text_soft);
        ui.add(Label::new(about).wrap());
    };
    let width = ui.available_width();
    if width < NARROW {
        ui.vertical(head);
        ui.add_space(scale::SECTION);
        ui.vertical(content);
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.allocate_ui_with_layout(
                vec2(ASIDE - 32.0, 0.0),
                Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_width(ASIDE - 32.0);
                    head(ui);
                },
            );
            ui.add_space(32.0);
            ui.vertical(|ui| {
                ui.set_width(width - ASIDE);
                ui.spacing_mut().item_spacing = vec2(scale::PAD, scale::GAP);
                content(ui);
            });
        });
    }
    ui.add_space(scale::MARGIN);
}

/// The name of a system inside a sentence: a long one is cut, since a page says it many times.
pub(super) fn system_name(ctx: ViewContext<'_>, column: Column) -> String {
    const MOST: usize = 32;
    let name = &ctx.project().system(column).name;
    let Some((end, _)) = name.char_indices().nth(MOST) else {
        return shown(name).into_owned();
    };
    let begin = name.get(..end).unwrap_or(name);
    format!("{}…", shown(begin.trim_end()))
}

/// A label in soft text above a field.
pub(super) fn labelled<R>(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    let soft = Tokens::of(ui).text_soft;
    let inner = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(Type::Secondary.text(label).color(soft));
        content(ui)
    });
    ui.add_space(scale::GAP);
    inner.inner
}

/// How a choice is drawn and what screen readers call it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Radio,
    Check,
}

/// One of several that exclude each other, with a sentence on what it means; true if it was chosen just now.
pub(super) fn choice(ui: &mut Ui, selected: bool, title: &str, about: &str) -> bool {
    row(ui, Kind::Radio, selected, title, about).clicked() && !selected
}

/// Something that is so or not, with a sentence on what it means; true if it was turned just now.
pub(super) fn check(ui: &mut Ui, checked: bool, title: &str, about: &str) -> bool {
    row(ui, Kind::Check, checked, title, about).clicked()
}

fn row(ui: &mut Ui, kind: Kind, selected: bool, title: &str, about: &str) -> Response {
    const INDENT: f32 = 26.0;
    const PADDING: f32 = 4.0;
    let tokens = Tokens::of(ui);
    let room = (ui.available_width() - INDENT).max(40.0);
    let font = if about.is_empty() {
        Type::Body
    } else {
        Type::BodyMedium
    };
    let title_line = elided(ui, title, font, tokens.text, room);
    let about_lines: Option<Arc<Galley>> = (!about.is_empty()).then(|| {
        let text = about.to_owned();
        ui.painter()
            .layout(text, Type::Secondary.font(), tokens.text_soft, room)
    });
    let about_height = about_lines
        .as_ref()
        .map_or(0.0, |lines| lines.size().y + 2.0);
    let height = (title_line.size().y + about_height + 2.0 * PADDING).max(scale::TARGET);
    let width = about_lines
        .as_ref()
        .map_or(title_line.size().x + INDENT, |_| ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let (enabled, role) = (
        ui.is_enabled(),
        match kind {
            Kind::Radio => Role::RadioButton,
            Kind::Check => Role::CheckBox,
        },
    );
    response.widget_info(|| WidgetInfo::selected(role, enabled, selected, title));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(about));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let middle = rect.top() + PADDING + title_line.size().y / 2.0;
    let middle = if about_lines.is_none() {
        rect.center().y
    } else {
        middle
    };
    let mark = Rect::from_center_size(pos2(rect.left() + 8.0, middle), Vec2::splat(15.0));
    let outline = if response.hovered() {
        tokens.accent
    } else {
        tokens.wire
    };
    paint_mark(ui, mark, kind, selected, outline);
    let left = rect.left() + INDENT;
    let top = (middle - title_line.size().y / 2.0).round();
    let below = top + title_line.size().y + 2.0;
    ui.painter()
        .galley(pos2(left, top), title_line, tokens.text);
    if let Some(lines) = about_lines {
        ui.painter()
            .galley(pos2(left, below), lines, tokens.text_soft);
    }
    if response.has_focus() {
        focus_ring(ui.painter(), rect, scale::RADIUS_INNER, tokens);
    }
    response
}

fn paint_mark(ui: &Ui, rect: Rect, kind: Kind, selected: bool, outline: Color32) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter();
    let radius = match kind {
        Kind::Radio => CornerRadius::same(8),
        Kind::Check => CornerRadius::same(4),
    };
    if !selected {
        let stroke = Stroke::new(1.5, outline);
        painter.rect(rect, radius, tokens.panel, stroke, StrokeKind::Inside);
        return;
    }
    painter.rect_filled(rect, radius, tokens.accent);
    match kind {
        Kind::Radio => {
            painter.circle_filled(rect.center(), 3.0, tokens.on_accent);
        }
        Kind::Check => {
            let at = |x: f32, y: f32| rect.min + vec2(x, y);
            let stroke = Stroke::new(1.75, tokens.on_accent);
            painter.line(vec![at(3.6, 7.8), at(6.4, 10.5), at(11.4, 4.8)], stroke);
        }
    }
}

/// Which way an [`arrow_button`] points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// A small arrow that moves what stands beside it; `name` is its tooltip and what a screen reader says.
pub(super) fn arrow_button(ui: &mut Ui, way: Way, name: &str, enabled: bool) -> Response {
    let tokens = Tokens::of(ui);
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(scale::TARGET), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let color = match (enabled, response.hovered()) {
        (false, _) => tokens.border,
        (true, true) => tokens.text,
        (true, false) => tokens.text_soft,
    };
    if enabled && response.hovered() {
        ui.painter()
            .rect_filled(rect, scale::RADIUS_INNER, tokens.hover);
    }
    let rise = match way {
        Way::Up => -2.5,
        Way::Down => 2.5,
    };
    let center = rect.center();
    let points = vec![
        center + vec2(-5.0, -rise),
        center + vec2(0.0, rise),
        center + vec2(5.0, -rise),
    ];
    ui.painter().line(points, Stroke::new(1.5, color));
    if response.has_focus() {
        focus_ring(ui.painter(), rect, scale::RADIUS_INNER, tokens);
    }
    response.tip(name)
}

/// Something to be careful about, in one sentence under what it is about.
pub(super) fn caution(ui: &mut Ui, text: &str) {
    let tokens = Tokens::of(ui);
    ui.horizontal_top(|ui| {
        crate::app::widgets::icon(ui, crate::app::theme::Icon::Warning);
        let text = Type::Secondary.text(text).color(tokens.warning);
        ui.add(Label::new(text).wrap());
    });
}
