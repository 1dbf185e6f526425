//! Above the list: what the project is compared with, and what of the differences is shown.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use super::state::{ChangesState, Side};
use crate::app::command::{Action, Commands};
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, Fit, Segment, segmented};
use crate::compare::DifferenceKind;

/// Height of one line of the bar.
const LINE: f32 = 52.0;
/// Narrower than this, the chips stand below what is compared with.
const ONE_LINE: f32 = 1000.0;

/// How high the bar is in a view of this width.
pub(super) fn height(width: f32) -> f32 {
    if width < ONE_LINE {
        2.0 * LINE - 12.0
    } else {
        LINE
    }
}

pub(super) fn bar_ui(ui: &mut Ui, bar: Rect, state: &mut ChangesState, commands: &mut Commands) {
    let inner = bar.shrink2(vec2(scale::MARGIN, 0.0));
    let layout = Layout::left_to_right(Align::Center);
    let (first, second) = inner.split_top_bottom_at_y(inner.top() + LINE.min(inner.height()));
    let builder = UiBuilder::new().max_rect(first).layout(layout);
    ui.scope_builder(builder.id_salt("changes bar"), |ui| {
        sides_ui(ui, state, commands);
        if second.height() < 1.0 {
            ui.add_space(scale::SECTION);
            chips_ui(ui, state);
        }
        search_ui(ui, state);
    });
    if second.height() >= 1.0 {
        // On their own line there is nothing between it and the one above.
        let second = second.with_max_y(second.bottom() - 8.0);
        let builder = UiBuilder::new().max_rect(second).layout(layout);
        ui.scope_builder(builder.id_salt("changes chips"), |ui| {
            chips_ui(ui, state);
        });
    }
    if state.is_stale {
        state.filter();
    }
}

fn sides_ui(ui: &mut Ui, state: &mut ChangesState, commands: &mut Commands) {
    let soft = Tokens::of(ui).text_soft;
    ui.label(Type::Body.text("Compared with").color(soft));
    let name = state.other().map(|other| short(&other.name));
    let mut sides = vec![Segment::new(Side::Reference, "Reference")];
    if let Some(name) = &name {
        sides.push(Segment::new(Side::File, name));
    }
    if let Some(side) = segmented(ui, "Compared with", state.side(), &sides, Fit::Contents) {
        state.choose(side);
    }
    let choose = widgets::quiet_button(ui, "Choose file…");
    if choose.tip(Action::CompareWithFile.help()).clicked() {
        commands.act(Action::CompareWithFile);
    }
}

fn chips_ui(ui: &mut Ui, state: &mut ChangesState) {
    let all = format!("All {}", state.differences().len());
    if widgets::filter_chip(ui, &all, state.kind.is_none()).clicked() {
        state.kind = None;
        state.is_stale = true;
    }
    for kind in DifferenceKind::ALL {
        let text = format!("{} {}", title(kind), state.number_of(kind));
        if widgets::filter_chip(ui, &text, state.kind == Some(kind)).clicked() {
            state.kind = Some(kind);
            state.is_stale = true;
        }
    }
    ui.add_space(scale::GAP);
    let on_map = widgets::filter_chip(ui, "Mark on the map", state.on_map);
    let help = "Mark the rows of the map that differ, with a sign and a bar at their left.";
    if on_map.tip(help).clicked() {
        state.on_map = !state.on_map;
    }
}

fn search_ui(ui: &mut Ui, state: &mut ChangesState) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let width = ui.available_width().min(220.0);
        if width < 90.0 {
            return;
        }
        let id = egui::Id::unique("changes search");
        let before = state.query.clone();
        widgets::search_field(ui, id, &mut state.query, "Find change", "", width);
        if state.query != before {
            state.is_stale = true;
        }
    });
}

/// The kind's word at the start of a line.
pub(in crate::app) fn title(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Added => "Added",
        DifferenceKind::Removed => "Removed",
        DifferenceKind::Changed => "Changed",
    }
}

/// A file's name, cut in its middle: beginning and ending tell files apart.
fn short(name: &str) -> String {
    const MOST: usize = 26;
    let length = name.chars().count();
    if length <= MOST {
        return name.to_owned();
    }
    let head: String = name.chars().take(MOST / 2).collect();
    let tail: String = name.chars().skip(length - MOST / 2 + 1).collect();
    format!("{head}…{tail}")
}
