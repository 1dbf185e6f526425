//! What can be tried on the chosen user: one row of buttons, and what came of it in a sentence.

use egui::{Label, Ui};

use super::assumptions::assumptions_ui;
use super::state::PilotState;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::model::Confidence;
use crate::pilot::{Hidden, Left, Sending, Story, Transition};

/// How much room the buttons and the sentence below take.
pub(super) fn height(ui: &Ui, state: &PilotState) -> f32 {
    let rows = if ui.available_width() < 880.0 {
        2.0
    } else {
        1.0
    };
    let field = if is_with_attribute(state) { 38.0 } else { 0.0 };
    scale::SECTION + rows * 36.0 + field + 34.0
}

fn is_with_attribute(state: &PilotState) -> bool {
    matches!(
        state.trying,
        Some(Transition::Change { .. } | Transition::Clear { .. })
    )
}

pub(super) fn trying_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut PilotState, story: &Story) {
    ui.add_space(scale::SECTION);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(scale::PAD, scale::GAP);
        let soft = Tokens::of(ui).text_soft;
        let word = Label::new(Type::SecondaryStrong.text("Try").color(soft));
        ui.add_sized([32.0, 28.0], word);
        let mut options: Vec<Transition> = Transition::SIMPLE.to_vec();
        options.push(Transition::Change {
            attribute: state.attribute.clone(),
            value: state.draft.clone(),
        });
        options.push(Transition::Clear {
            attribute: state.attribute.clone(),
        });
        for option in options {
            let selected = state
                .trying
                .as_ref()
                .is_some_and(|trying| trying.word() == option.word());
            if widgets::option_button(ui, option.label(), selected).clicked() {
                state.trying = if selected { None } else { Some(option) };
                if matches!(state.trying, Some(Transition::Change { .. })) {
                    // What is there is changed, so that nothing happens before something is typed.
                    begin_change(state);
                }
            }
        }
        assumptions_ui(ui, state);
    });
    if is_with_attribute(state) {
        attribute_ui(ui, state);
    }
    ui.add_space(scale::GAP);
    let (icon, words) = lesson(ctx, state, story);
    ui.horizontal(|ui| {
        if let Some(icon) = icon {
            widgets::icon(ui, icon);
        }
        let soft = Tokens::of(ui).text_soft;
        ui.add(Label::new(Type::Body.text(widgets::shown(&words)).color(soft)).truncate())
            .tip(widgets::shown(&words));
    });
}

/// Puts the value that the chosen user has into the field, and the keyboard with it.
fn begin_change(state: &mut PilotState) {
    state.draft = Hidden(state.value_of_chosen(&state.attribute).unwrap_or_default());
    state.trying = Some(Transition::Change {
        attribute: state.attribute.clone(),
        value: state.draft.clone(),
    });
    state.wants_value = true;
}

/// Which attribute is changed, and to what.
fn attribute_ui(ui: &mut Ui, state: &mut PilotState) {
    ui.add_space(scale::GAP);
    ui.horizontal(|ui| {
        let prepared = state.prepared();
        let header = prepared
            .as_ref()
            .map_or(&[][..], |prepared| prepared.header.as_slice());
        let before = (state.attribute.clone(), state.draft.clone());
        widgets::list("attribute to change")
            .selected_text(Type::Name.text(state.attribute.as_str()))
            .show_ui(ui, |ui| {
                for name in header {
                    let text = Type::Name.text(name.as_str());
                    ui.selectable_value(&mut state.attribute, name.clone(), text);
                }
            })
            .response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Attribute"));
        let is_change = matches!(state.trying, Some(Transition::Change { .. }));
        if is_change && before.0 != state.attribute {
            begin_change(state);
        }
        if is_change {
            let field = egui::TextEdit::singleline(&mut state.draft.0)
                .font(egui::FontSelection::FontId(Type::Name.font()))
                .hint_text("New value")
                .desired_width(220.0);
            let response = ui.add(field);
            if std::mem::take(&mut state.wants_value) {
                response.request_focus();
            }
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, "New value")
            });
        }
        if before != (state.attribute.clone(), state.draft.clone()) {
            state.trying = Some(if is_change {
                Transition::Change {
                    attribute: state.attribute.clone(),
                    value: Hidden(state.draft.0.clone()),
                }
            } else {
                Transition::Clear {
                    attribute: state.attribute.clone(),
                }
            });
        }
    });
}

/// The most useful sentence about this user: what to look at, else what surprises people.
fn lesson(ctx: ViewContext<'_>, state: &PilotState, story: &Story) -> (Option<Icon>, String) {
    let Some(prepared) = state.prepared() else {
        return (None, String::new());
    };
    if let Some(failure) = &prepared.target_failure {
        return (Some(Icon::Error), failure.clone());
    }
    if let Some(problem) = prepared.target_problems.first() {
        return (
            Some(Icon::Warning),
            format!(
                "what Genesys Cloud holds, {}: {}",
                problem.place, problem.reason
            ),
        );
    }
    if let Some(problem) = prepared.plan.problems().first() {
        return (Some(Icon::Warning), problem.clone());
    }
    if let Some(warning) = story.warnings.first() {
        let words = prepared.plan.warning_words(*warning);
        return (
            Some(Icon::Warning),
            format!("{words}.{}", basis(ctx, warning.rule())),
        );
    }
    if matches!(story.left(), Some(Left::FilteredOut)) {
        let [_, scope, ..] = &story.steps;
        return (
            None,
            format!("{}.{}", scope.detail, basis(ctx, Some("scoping"))),
        );
    }
    let kept = story.attributes.iter().find_map(|trace| {
        let field = story
            .fields
            .iter()
            .find(|field| field.protocol == Some(trace.protocol))?;
        (trace.sending == Sending::Null)
            .then(|| field.before.0.clone())
            .flatten()
    });
    let is_status_alone = story
        .attributes
        .iter()
        .any(|trace| trace.sending == Sending::StatusAlone);
    match kept {
        Some(value) => (
            None,
            format!(
                "Empty values are never sent, so Genesys Cloud keeps “{value}”.{}",
                basis(ctx, Some("null-keeps"))
            ),
        ),
        None if is_status_alone => (
            None,
            format!(
                "Only the status is sent.{}",
                basis(ctx, Sending::StatusAlone.rule())
            ),
        ),
        None if story.reason.rule().is_some() => {
            let rule = story
                .reason
                .rule()
                .and_then(|id| ctx.catalog.pilot_rule(id));
            let statement = rule.map(|rule| rule.statement.clone()).unwrap_or_default();
            (
                None,
                format!("{statement}{}", basis(ctx, story.reason.rule())),
            )
        }
        None if state.trying.is_some() => (
            None,
            "The user was run as it is first; what is shown is what the change does then."
                .to_owned(),
        ),
        None => (None, String::new()),
    }
}

/// What a rule rests on, as the end of a line: read in a document, or inferred from one.
fn basis(ctx: ViewContext<'_>, rule: Option<&str>) -> String {
    let Some(rule) = rule.and_then(|id| ctx.catalog.pilot_rule(id)) else {
        return String::new();
    };
    let sources = rule.sources.iter().filter_map(|id| ctx.catalog.source(id));
    let Some(source) = sources.into_iter().next() else {
        return String::new();
    };
    let from = match rule.confidence {
        Confidence::Inferred => "Inferred from ",
        Confidence::Unknown => "Not settled by ",
        Confidence::Verified | Confidence::Reported => "",
    };
    format!(" {from}{}: {}.", source.publisher, source.title)
}
