//! The funnel of a column: which of its attributes are shown.

use egui::{Id, Popup, PopupCloseBehavior, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::scene::{Scene, rect};
use super::state::MapState;
use super::widths::Width;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{focus_ring, quiet_button};
use crate::model::Column;
use crate::picture::{Filter, Filters};

/// Draws the funnel of each column and, while one is open, what can be asked for.
pub(super) fn funnels(ui: &Ui, scene: &Scene<'_>, state: &mut MapState, base: Id) {
    let mut wanted = None;
    for (column, filters) in Column::ALL.into_iter().zip(&mut state.filters) {
        let width = funnel(ui, scene, column, filters, base);
        wanted = wanted.or(width.map(|width| (column, width)));
    }
    if let Some((column, width)) = wanted {
        state.set_width(scene, column, width);
        ui.ctx().request_repaint();
    }
}

/// Answers with what was asked for the width of the column.
fn funnel(
    ui: &Ui,
    scene: &Scene<'_>,
    column: Column,
    filters: &mut Filters,
    base: Id,
) -> Option<Width> {
    let tokens = Tokens::of(ui);
    let header = rect(scene.frame(column).header);
    let name = &scene.ctx.project().system(column).name;
    let center = pos2(header.right() - 26.0, header.center().y);
    let area = Rect::from_center_size(center, vec2(28.0, 28.0));
    let id = base.with(("filter", column.as_str()));
    let response = ui.interact(area, id, Sense::click());
    let active = !filters.is_empty();
    response.widget_info(|| {
        let words = if active {
            format!("Filter {name}, {} chosen", filters.len())
        } else {
            format!("Filter {name}")
        };
        WidgetInfo::labeled(Role::Button, true, words)
    });
    let color = if active {
        tokens.accent
    } else if response.hovered() {
        tokens.text
    } else {
        tokens.text_soft
    };
    if response.hovered() || active {
        let ground = if active {
            tokens.accent_fill
        } else {
            tokens.hover
        };
        ui.painter().rect_filled(area, scale::RADIUS_INNER, ground);
    }
    let square = Rect::from_center_size(center, vec2(scale::ICON, scale::ICON));
    paint(ui.painter(), square, Icon::Filter, color);
    if response.has_focus() {
        focus_ring(ui.painter(), area, scale::RADIUS_INNER, tokens);
    }
    let popup = Popup::from_toggle_button_response(&response)
        .accessible_name(format!("Filter {name}"))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| choices(ui, scene, column, filters));
    response.tip(format!("Filter {name}"));
    popup.and_then(|popup| popup.inner)
}

fn choices(ui: &mut Ui, scene: &Scene<'_>, column: Column, filters: &mut Filters) -> Option<Width> {
    ui.set_min_width(200.0);
    ui.label(
        Type::SecondaryStrong
            .text("Show only")
            .color(Tokens::of(ui).text_soft),
    );
    for filter in Filter::ALL {
        let mut chosen = filters.contains(&filter);
        if ui.checkbox(&mut chosen, filter.label()).changed() {
            if chosen {
                filters.insert(filter);
                // These two together would show nothing.
                match filter {
                    Filter::Mapped => filters.remove(&Filter::Unmapped),
                    Filter::Unmapped => filters.remove(&Filter::Mapped),
                    _ => false,
                };
            } else {
                filters.remove(&filter);
            }
            ui.ctx().request_repaint();
        }
    }
    ui.separator();
    let content = scene.columns().column(column);
    let count = format!(
        "{} of {} shown",
        content.num_shown(),
        content.num_attributes()
    );
    ui.label(Type::Small.text(count).color(Tokens::of(ui).text_soft));
    if ui
        .add_enabled_ui(!filters.is_empty(), |ui| quiet_button(ui, "Show all"))
        .inner
        .clicked()
    {
        filters.clear();
        ui.ctx().request_repaint();
    }
    ui.separator();
    ui.horizontal(|ui| {
        let mut wanted = None;
        for (words, width) in [
            ("Wider", Width::Wider),
            ("Narrower", Width::Narrower),
            ("Equal widths", Width::Equal),
        ] {
            if quiet_button(ui, words).clicked() {
                wanted = Some(width);
            }
        }
        wanted
    })
    .inner
}
