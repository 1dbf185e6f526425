//! Everything that is only read: chips, badges, headings, lines of key and value.

use std::sync::Arc;

use egui::{
    Align, Color32, CornerRadius, Galley, Layout, Pos2, Rect, Response, RichText, Role, Sense, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::shown;
use super::surface::{elided, paint_left};
use super::tip::Tip as _;
use crate::app::theme::{Icon, Tokens, Type, paint, paint_badge, scale};

/// What a pill says by its colour, beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Agreed, succeeded.
    Agreed,
    /// Proposed, selected.
    Accent,
    /// Rejected, failed.
    Error,
    /// In doubt.
    Warning,
    /// Nothing of these.
    Neutral,
}

/// A filled pill, as the status *Agreed*.
pub fn pill(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let tokens = Tokens::of(ui);
    let (fill, color) = match tone {
        Tone::Agreed => (tokens.agreed, tokens.on_status),
        Tone::Accent => (tokens.accent_fill, tokens.accent),
        Tone::Error => (tokens.error, tokens.on_status),
        Tone::Warning => (tokens.warning_fill, tokens.warning),
        Tone::Neutral => (tokens.canvas, tokens.text_soft),
    };
    let galley = elided(ui, text, Type::SmallStrong, color, f32::INFINITY);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 12.0, 22.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(11), fill);
    paint_left(ui, rect, rect.left() + 6.0, galley);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, text));
    response
}

/// An icon by itself in its own colour, 16 square, told to screen readers and on hover by its label.
pub fn icon(ui: &mut Ui, icon: Icon) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(scale::ICON), Sense::hover());
    paint(ui.painter(), rect, icon, icon.color(tokens));
    named(ui, response, icon.label())
}

/// A badge at the right of a row: an icon on its small ground, `text` on hover.
pub fn badge(ui: &mut Ui, icon: Icon, text: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(scale::ICON), Sense::hover());
    paint_badge(ui.painter(), rect, icon, Tokens::of(ui));
    let name = format!("{}: {text}", icon.label());
    named(
        ui,
        response,
        if text.is_empty() { icon.label() } else { &name },
    )
}

fn named(ui: &Ui, response: Response, name: &str) -> Response {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, enabled, name));
    response.tip(shown(name))
}

/// An icon and what it stands for, as a mark or a status in a table.
pub fn icon_text(ui: &mut Ui, icon: Icon, text: &str, font: Type) -> Response {
    let tokens = Tokens::of(ui);
    let color = match icon {
        Icon::Unsupported | Icon::Proposed | Icon::Dash => tokens.text_soft,
        _ => tokens.text,
    };
    let room = (ui.available_width() - scale::ICON - scale::GAP).max(scale::ICON);
    let galley = elided(ui, text, font, color, room);
    let size = vec2(scale::ICON + scale::GAP + galley.size().x, scale::TARGET);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let square = Rect::from_center_size(
        pos2(rect.left() + scale::ICON / 2.0, rect.center().y),
        Vec2::splat(14.0),
    );
    paint(ui.painter(), square, icon, icon.color(tokens));
    paint_left(ui, rect, rect.left() + scale::ICON + scale::GAP, galley);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, text));
    response
}

/// A number in a small round ground, in the accent where it belongs to what is active.
pub fn count(ui: &mut Ui, number: usize, active: bool) -> Response {
    let badge = CountBadge::new(ui, number, active);
    let (rect, response) = ui.allocate_exact_size(badge.size(), Sense::hover());
    badge.paint(ui, rect.left_center());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, number));
    response
}

/// A laid out number and its ground.
pub(super) struct CountBadge {
    galley: Arc<Galley>,
    fill: Color32,
}

impl CountBadge {
    pub(super) fn new(ui: &Ui, number: usize, active: bool) -> Self {
        let tokens = Tokens::of(ui);
        let (fill, color) = if active {
            (tokens.accent_fill, tokens.accent)
        } else {
            (tokens.canvas, tokens.text_soft)
        };
        Self {
            galley: elided(
                ui,
                &number.to_string(),
                Type::SmallStrong,
                color,
                f32::INFINITY,
            ),
            fill,
        }
    }

    pub(super) fn size(&self) -> Vec2 {
        vec2((self.galley.size().x + 12.0).max(20.0), 20.0)
    }

    /// Paints it with the middle of its left edge at `left`.
    pub(super) fn paint(self, ui: &Ui, left: Pos2) {
        let rect = Rect::from_min_size(left - vec2(0.0, 10.0), self.size());
        ui.painter()
            .rect_filled(rect, CornerRadius::same(10), self.fill);
        let text = rect.center().x - self.galley.size().x / 2.0;
        paint_left(ui, rect, text, self.galley);
    }
}

/// The heading of a section in the inspector, as *Fed by*.
pub fn section(ui: &mut Ui, text: &str) -> Response {
    let color = Tokens::of(ui).text_soft;
    ui.add_space(scale::GAP);
    ui.label(Type::SecondaryStrong.text(text).color(color))
}

/// A line of the inspector: a key in soft text, and whatever `value` adds beside it.
pub fn key_line<R>(ui: &mut Ui, key: &str, value: impl FnOnce(&mut Ui) -> R) -> R {
    key_row(ui, key, scale::TARGET, value)
}

fn key_row<R>(ui: &mut Ui, key: &str, height: f32, value: impl FnOnce(&mut Ui) -> R) -> R {
    /// Where all values begin, so that they stand in one column.
    const KEY_WIDTH: f32 = 112.0;
    let color = Tokens::of(ui).text_soft;
    let size = vec2(ui.available_width(), height);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_ui_with_layout(vec2(KEY_WIDTH, height), layout, |ui| {
            ui.set_min_width(KEY_WIDTH);
            ui.add(egui::Label::new(Type::Secondary.text(key).color(color)).truncate());
        });
        ui.spacing_mut().item_spacing.x = scale::GAP;
        value(ui)
    })
    .inner
}

/// A [`key_line`] whose value is text.
pub fn key_value(ui: &mut Ui, key: &str, value: &str) -> Response {
    let text = Type::SecondaryMedium.text(shown(value));
    // Lower than a target, since there is nothing to press: lines of text stand closer.
    key_row(ui, key, 19.0, |ui| {
        ui.spacing_mut().interact_size.y = 19.0;
        ui.add(egui::Label::new(text).truncate())
    })
}

/// A full-width line on the ground of a conflict, as *The sources disagree*.
pub fn banner(ui: &mut Ui, icon: Icon, text: &str) -> Response {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let galley = elided(
        ui,
        text,
        Type::SecondaryStrong,
        tokens.warning,
        width - 42.0,
    );
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
    ui.painter()
        .rect_filled(rect, scale::RADIUS_INNER, tokens.warning_fill);
    let square =
        Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), Vec2::splat(14.0));
    paint(ui.painter(), square, icon, tokens.warning);
    paint_left(ui, rect, rect.left() + 30.0, galley);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, text));
    response
}

/// What a source says, behind a bar that is green where it supports and amber where it contradicts.
pub fn evidence(ui: &mut Ui, claim: &str, source: &str, tone: Tone) -> Response {
    let tokens = Tokens::of(ui);
    let bar = match tone {
        Tone::Agreed => tokens.agreed,
        Tone::Warning => tokens.warning,
        Tone::Error => tokens.error,
        Tone::Accent => tokens.accent,
        Tone::Neutral => tokens.border,
    };
    let inner = ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let claim = Type::SecondaryMedium.text(shown(claim));
            ui.add(egui::Label::new(claim).wrap());
            let source: RichText = Type::Small.text(shown(source)).color(tokens.text_soft);
            ui.add(egui::Label::new(source).wrap());
        });
    });
    let mut rect = inner.response.rect;
    rect.set_width(3.0);
    ui.painter().rect_filled(rect, CornerRadius::same(1), bar);
    inner.response
}

/// A number as people read it: `182,935`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 4 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 row`, `3 rows`: for nouns whose plural ends in s.
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}
