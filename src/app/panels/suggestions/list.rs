//! The list itself, one line a suggestion: what to link, why, and what can be done.

use egui::{Align, Label, Layout, ScrollArea, Sense, Ui, vec2};

use super::state::{Progress, SuggestionsState, is_documented, pair_of};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::panels::findings::{fixed, jump};
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::editor::changes;
use crate::model::Place;
use crate::picture::short_name;
use crate::suggest::{Reason, Suggestion};

/// Draws what can be done with the whole list, from right to left.
pub(in crate::app) fn tools_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut SuggestionsState,
    commands: &mut Commands,
) {
    if state.found.is_empty() {
        return;
    }
    let accepted = state.accepted();
    let text = match accepted.len() {
        0 => "Accept chosen".to_owned(),
        number => format!("Accept {number} chosen"),
    };
    let button = ui.add_enabled_ui(!accepted.is_empty(), |ui| widgets::action_button(ui, &text));
    if button.inner.clicked() {
        commands.change(changes::accept_suggestions(ctx.project(), &accepted));
        state.chosen.clear();
    }
    if ui.available_width() < 250.0 {
        return;
    }
    let number = state.num_documented;
    if number > 0 && widgets::quiet_button(ui, &format!("Choose documented {number}")).clicked() {
        let documented = state.found.iter().filter(|one| is_documented(one));
        state.chosen.extend(documented.map(pair_of));
    }
    let all = state.chosen.len() == state.found.len();
    let text = if all { "Choose none" } else { "Choose all" };
    if widgets::quiet_button(ui, text).clicked() {
        if all {
            state.chosen.clear();
        } else {
            state.chosen = state.found.iter().map(pair_of).collect();
        }
    }
}

/// Draws the list.
pub fn suggestions_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut SuggestionsState,
    commands: &mut Commands,
) {
    state.refresh(ui.ctx(), ctx);
    let text = match state.progress {
        Progress::Looking => "Names are being compared…",
        Progress::TooMany => {
            "There are too many attributes to compare them all. Select one: the inspector suggests what it may be linked with."
        }
        Progress::Found if state.found.is_empty() => {
            "Nothing to suggest: what is not linked has no counterpart that its name, its type or the documents speak for."
        }
        Progress::Found => "",
    };
    if !text.is_empty() {
        let soft = Tokens::of(ui).text_soft;
        ui.add(Label::new(Type::Body.text(text).color(soft)).wrap());
        return;
    }
    let found = std::mem::take(&mut state.found);
    ScrollArea::vertical()
        .id_salt("suggestions list")
        .auto_shrink([false, false])
        .min_scrolled_height(0.0)
        .show_rows(ui, scale::DRAWER_ROW, found.len(), |ui, range| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for one in found.get(range).unwrap_or_default() {
                line_ui(ui, ctx, state, one, commands);
            }
        });
    state.found = found;
}

fn line_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut SuggestionsState,
    one: &Suggestion,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let pair = pair_of(one);
    let name = format!(
        "{} to {}",
        short_name(&one.origin),
        short_name(&one.destination)
    );
    let reasons: Vec<String> = one.reasons.iter().map(Reason::text).collect();
    let reasons = reasons.join("; ");
    let size = vec2(ui.available_width(), scale::DRAWER_ROW);
    let (_, rect) = ui.allocate_space(size);
    let id = ui.make_persistent_id(("suggestion", &pair));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let said = format!("Suggestion {name}, {} of 100: {reasons}", one.score);
        egui::WidgetInfo::labeled(egui::Role::Button, true, said)
    });
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, scale::RADIUS_INNER, tokens.hover);
    }
    ui.scope_builder(
        egui::UiBuilder::new()
            .scope_id(id.with("line"))
            .max_rect(rect.shrink2(vec2(4.0, 0.0)))
            .layout(Layout::left_to_right(Align::Center)),
        |ui| {
            let mut chosen = state.chosen.contains(&pair);
            let tick = ui.checkbox(&mut chosen, "");
            ui.ctx().accesskit_node_builder(tick.id, |node| {
                node.set_label(format!("Choose {name}"));
            });
            if tick.changed() && !state.chosen.remove(&pair) {
                state.chosen.insert(pair.clone());
            }
            let names = (ui.available_width() * 0.36).clamp(180.0, 460.0);
            let shown = format!(
                "{} → {}",
                short_name(&one.origin),
                short_name(&one.destination)
            );
            fixed(ui, names, Type::Name, &shown, tokens.text);
            fixed(
                ui,
                26.0,
                Type::Small,
                &one.score.to_string(),
                tokens.text_soft,
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::quiet_button(ui, "Dismiss").clicked() {
                    commands.push(Command::Dismiss(pair.clone()));
                }
                if widgets::action_button(ui, "Accept").clicked() {
                    let accepted = std::slice::from_ref(one);
                    commands.change(changes::accept_suggestions(ctx.project(), accepted));
                }
                let room = ui.available_width();
                fixed(ui, room, Type::Secondary, &reasons, tokens.text_soft);
            });
        },
    );
    let whole = format!(
        "{} → {}\n{reasons}",
        one.origin.label(),
        one.destination.label()
    );
    if response.tip(widgets::shown_lines(&whole)).clicked() {
        let id = one.destination.clone();
        jump(&Place::Attribute(id.clone()), Some(id), commands);
    }
}
