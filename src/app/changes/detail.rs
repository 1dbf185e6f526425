//! One difference in full: each aspect before and after, and the way to its place.

use egui::{Frame, Label, Margin, ScrollArea, Ui};

use super::bar::title;
use super::state::{ChangesState, Side};
use crate::app::command::{Command, Commands, View};
use crate::app::context::ViewContext;
use crate::app::selection::{Item, Selection};
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::{self, Tone};
use crate::compare::{Aspect, Difference, DifferenceKind, Subject};

pub(super) fn detail_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &ChangesState,
    commands: &mut Commands,
) {
    let Some(difference) = state.current() else {
        return;
    };
    let other = match (state.side(), state.other()) {
        (Side::File, Some(other)) => other.name.as_str(),
        _ => "the reference",
    };
    ScrollArea::vertical()
        .id_salt("change detail")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - scale::GAP);
            ui.spacing_mut().item_spacing.y = scale::GAP;
            heading_ui(ui, difference, other);
            for aspect in &difference.aspects {
                aspect_ui(ui, aspect, difference.kind, other);
            }
            if difference.kind != DifferenceKind::Removed {
                ui.add_space(scale::PAD);
                to_place_ui(ui, ctx, difference, commands);
            }
        });
}

fn heading_ui(ui: &mut Ui, difference: &Difference, other: &str) {
    let soft = Tokens::of(ui).text_soft;
    ui.horizontal(|ui| {
        let tone = match difference.kind {
            DifferenceKind::Added => Tone::Agreed,
            DifferenceKind::Removed => Tone::Error,
            DifferenceKind::Changed => Tone::Warning,
        };
        widgets::pill(ui, title(difference.kind), tone);
        let mut words = difference.subject.word().to_owned();
        if !difference.place.is_empty() {
            words.push_str(" · ");
            words.push_str(&difference.place);
        }
        ui.add(Label::new(Type::Secondary.text(widgets::shown(&words)).color(soft)).truncate());
    });
    let name = Type::Selection.text(widgets::shown(&difference.name));
    ui.add(Label::new(name).wrap().selectable(true));
    let words = match difference.kind {
        DifferenceKind::Added => format!("In this project, not in {other}."),
        DifferenceKind::Removed => format!("In {other}, not in this project."),
        DifferenceKind::Changed => format!("Otherwise in {other}."),
    };
    let text = Type::Body.text(widgets::shown(&words)).color(soft);
    ui.add(Label::new(text).wrap());
}

fn aspect_ui(ui: &mut Ui, aspect: &Aspect, kind: DifferenceKind, other: &str) {
    widgets::section(ui, &capital(aspect.what));
    match kind {
        DifferenceKind::Changed => {
            side_ui(ui, other, aspect.before.as_deref());
            side_ui(ui, "this project", aspect.after.as_deref());
        }
        DifferenceKind::Added | DifferenceKind::Removed => {
            let value = aspect.after.as_deref().or(aspect.before.as_deref());
            value_ui(ui, value);
        }
    }
}

fn side_ui(ui: &mut Ui, whose: &str, value: Option<&str>) {
    let faint = Tokens::of(ui).text_soft;
    let text = Type::Small.text(widgets::shown(whose)).color(faint);
    ui.add(Label::new(text).truncate());
    value_ui(ui, value);
}

/// A value on its own ground, whole and to be copied.
fn value_ui(ui: &mut Ui, value: Option<&str>) {
    let tokens = Tokens::of(ui);
    Frame::new()
        .fill(tokens.canvas)
        .corner_radius(scale::RADIUS_INNER)
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = match value {
                Some(value) => Type::Name
                    .text(widgets::shown_lines(value))
                    .color(tokens.text),
                None => Type::Body.text("nothing").color(tokens.text_soft),
            };
            ui.add(Label::new(text).wrap().selectable(true));
        });
}

/// The way to what differs.
fn to_place_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    difference: &Difference,
    commands: &mut Commands,
) {
    let item = match &difference.subject {
        Subject::Link { id, .. } if ctx.project().link(id).is_some() => Item::Link(id.clone()),
        Subject::Attribute(id) if ctx.project().attribute(id).is_some() => {
            Item::Attribute(id.clone())
        }
        _ => return,
    };
    if widgets::action_button(ui, "Show on the map").clicked() {
        commands.push(Command::ShowView(View::Map));
        if let Some(id) = difference.subject.attribute() {
            commands.push(Command::ShowResource(id.resource));
        }
        commands.push(Command::Select(Selection::one(item)));
        if let Some(id) = difference.subject.attribute() {
            commands.push(Command::Reveal(id.clone()));
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
