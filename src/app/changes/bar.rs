//! Above the list: what the project is compared with, and what of the differences is shown.

use egui::{Align, Layout, Ui};

use super::state::{ChangesState, Side};
use crate::app::command::{Action, Commands};
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, Fit, Segment, segmented};
use crate::compare::DifferenceKind;

pub(super) fn bar_ui(ui: &mut Ui, state: &mut ChangesState, commands: &mut Commands) {
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
    ui.add_space(scale::SECTION);
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
    if state.is_stale {
        state.filter();
    }
}

/// The kind's word at the start of a line.
pub(super) fn title(kind: DifferenceKind) -> &'static str {
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
