//! Everything that is pressed: buttons, chips that filter or choose, tabs.
//!
//! A frame is drawn only where something is done; quiet buttons show one under the pointer.

use egui::{
    Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::shown;
use super::surface::{elided, focus_ring, paint_left};
use super::tip::Tip as _;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};

/// How a pressed thing looks in one state.
struct Face {
    fill: Color32,
    border: Color32,
    text: Color32,
}

/// What is pressed, apart from its colours.
struct Shape<'a> {
    text: &'a str,
    font: Type,
    height: f32,
    padding: f32,
    radius: CornerRadius,
}

/// The one button of a page that does its main work, as *Export handoff*.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let shape = Shape {
        text,
        font: Type::BodyStrong,
        height: scale::CONTROL,
        padding: 15.0,
        radius: scale::RADIUS_CONTROL,
    };
    pressed(ui, &shape, None, |tokens, hovered| Face {
        fill: if hovered {
            tokens.accent_hover
        } else {
            tokens.accent
        },
        border: Color32::TRANSPARENT,
        text: tokens.on_accent,
    })
}

/// A framed button that acts on the row or the card it stands in, as *Accept with reason*.
pub fn action_button(ui: &mut Ui, text: &str) -> Response {
    let shape = Shape {
        text,
        font: Type::SecondaryMedium,
        height: scale::TARGET,
        padding: 16.0,
        radius: scale::RADIUS_CONTROL,
    };
    pressed(ui, &shape, None, |tokens, hovered| Face {
        fill: if hovered {
            tokens.accent_fill
        } else {
            tokens.panel
        },
        border: tokens.outline,
        text: tokens.accent,
    })
}

/// A button without a frame, as *Copy* or *Sort by mark*.
pub fn quiet_button(ui: &mut Ui, text: &str) -> Response {
    let shape = Shape {
        text,
        font: Type::Body,
        height: scale::TARGET,
        padding: scale::PAD,
        radius: scale::RADIUS_INNER,
    };
    pressed(ui, &shape, None, |tokens, hovered| Face {
        fill: if hovered {
            tokens.hover
        } else {
            Color32::TRANSPARENT
        },
        border: Color32::TRANSPARENT,
        text: if hovered {
            tokens.text
        } else {
            tokens.text_soft
        },
    })
}

/// A rounded chip that turns a filter on and off, as *Required 3*.
pub fn filter_chip(ui: &mut Ui, text: &str, selected: bool) -> Response {
    chosen(ui, text, selected, CornerRadius::same(14), 16.0)
}

/// One of a row of things to try, as *Soft-delete*.
pub fn option_button(ui: &mut Ui, text: &str, selected: bool) -> Response {
    chosen(ui, text, selected, scale::RADIUS_CONTROL, 14.0)
}

fn chosen(ui: &mut Ui, text: &str, selected: bool, radius: CornerRadius, padding: f32) -> Response {
    let shape = Shape {
        text,
        font: if selected {
            Type::BodyStrong
        } else {
            Type::Body
        },
        height: 28.0,
        padding,
        radius,
    };
    pressed(ui, &shape, Some(selected), |tokens, hovered| {
        if selected {
            Face {
                fill: tokens.accent_fill,
                border: tokens.accent,
                text: tokens.accent,
            }
        } else {
            Face {
                fill: if hovered {
                    tokens.accent_fill
                } else {
                    tokens.panel
                },
                border: tokens.outline,
                text: tokens.text,
            }
        }
    })
}

fn pressed(
    ui: &mut Ui,
    shape: &Shape<'_>,
    selected: Option<bool>,
    face: impl FnOnce(&Tokens, bool) -> Face,
) -> Response {
    let tokens = Tokens::of(ui);
    let room = (ui.available_width() - 2.0 * shape.padding).max(scale::TARGET);
    let galley = elided(ui, shape.text, shape.font, Color32::PLACEHOLDER, room);
    let cut = galley.elided;
    let size = vec2(galley.size().x + 2.0 * shape.padding, shape.height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| match selected {
        Some(selected) => WidgetInfo::selected(Role::Button, enabled, selected, shape.text),
        None => WidgetInfo::labeled(Role::Button, enabled, shape.text),
    });
    if ui.is_rect_visible(rect) {
        let face = face(tokens, response.hovered() && enabled);
        ui.painter().rect(
            rect,
            shape.radius,
            face.fill,
            Stroke::new(scale::HAIRLINE, face.border),
            StrokeKind::Inside,
        );
        let top = (rect.center().y - galley.size().y / 2.0).round();
        ui.painter().galley(
            egui::pos2(rect.left() + shape.padding, top),
            galley,
            face.text,
        );
        if response.has_focus() {
            focus_ring(ui.painter(), rect, shape.radius, tokens);
        }
    }
    if cut {
        response.tip(shape.text)
    } else {
        response
    }
}

/// A button that is an icon alone; `name` is its tooltip and what a screen reader says.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(scale::TARGET, scale::TARGET), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let mut color = tokens.text_soft;
        if response.hovered() && enabled {
            color = tokens.text;
            ui.painter()
                .rect_filled(rect, scale::RADIUS_INNER, tokens.hover);
        }
        let square = Rect::from_center_size(rect.center(), vec2(scale::ICON, scale::ICON));
        paint(ui.painter(), square, icon, color);
        if response.has_focus() {
            focus_ring(ui.painter(), rect, scale::RADIUS_INNER, tokens);
        }
    }
    response.tip(name)
}

/// A tab of the drawer with the number of things in it; the active one is underlined.
pub fn tab(ui: &mut Ui, text: &str, number: Option<usize>, active: bool) -> Response {
    let tokens = Tokens::of(ui);
    let (font, color) = if active {
        (Type::BodyStrong, tokens.text)
    } else {
        (Type::BodyMedium, tokens.text_soft)
    };
    let title = elided(ui, text, font, color, f32::INFINITY);
    let badge = number.map(|number| super::label::CountBadge::new(ui, number, active));
    let for_badge = badge
        .as_ref()
        .map_or(0.0, |badge| scale::PAD + badge.size().x);
    let width = title.size().x + for_badge;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 36.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let name = number.map_or_else(|| text.to_owned(), |number| format!("{text} {number}"));
        WidgetInfo::selected(Role::Tab, enabled, active, name)
    });
    if ui.is_rect_visible(rect) {
        let after = rect.left() + title.size().x + scale::PAD;
        paint_left(ui, rect, rect.left(), title);
        if let Some(badge) = badge {
            badge.paint(ui, egui::pos2(after, rect.center().y));
        }
        if active {
            let mut line = rect;
            line.set_top(rect.bottom() - 2.0);
            ui.painter()
                .rect_filled(line, CornerRadius::ZERO, tokens.accent);
        } else if response.hovered() {
            let mut line = rect;
            line.set_top(rect.bottom() - 2.0);
            ui.painter()
                .rect_filled(line, CornerRadius::ZERO, tokens.border);
        }
        if response.has_focus() {
            focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
        }
    }
    response
}

/// A box to tick in a menu: egui draws menus without outlines, which a box and the focus cannot do without.
pub fn check_item(ui: &mut Ui, is_ticked: &mut bool, text: &str) -> Response {
    let response = ui
        .scope(|ui| {
            let style = ui.ctx().style_of(ui.ctx().theme());
            ui.visuals_mut().widgets = style.visuals.widgets.clone();
            ui.checkbox(is_ticked, shown(text))
        })
        .inner;
    if response.has_focus() {
        focus_ring(
            ui.painter(),
            response.rect.expand2(vec2(3.0, 0.0)),
            scale::RADIUS_INNER,
            Tokens::of(ui),
        );
    }
    response
}
