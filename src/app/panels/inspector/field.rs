//! Fields of the inspector: each change of a value is one edit, each stay in a field one step to undo.

use std::collections::HashMap;

use egui::{Id, TextEdit, Ui};

use crate::app::command::{Command, Commands};
use crate::app::theme::Type;

/// Texts that are no value yet, such as half a date, by field.
pub(super) type Drafts = HashMap<Id, String>;

/// A line of text; the new text if it changed.
pub(super) fn text(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    hint: &str,
    commands: &mut Commands,
) -> Option<String> {
    field(ui, id, label, value, hint, Type::Body, commands)
}

/// A line in the monospaced font; the new text if it changed.
pub(super) fn code(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    hint: &str,
    commands: &mut Commands,
) -> Option<String> {
    field(ui, id, label, value, hint, Type::Name, commands)
}

fn field(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    hint: &str,
    font: Type,
    commands: &mut Commands,
) -> Option<String> {
    let mut text = value.to_owned();
    let response = ui.add(
        TextEdit::singleline(&mut text)
            .id(id)
            .hint_text(hint)
            .font(font.font())
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5)),
    );
    name(ui, &response, label);
    if response.lost_focus() {
        commands.push(Command::CloseGesture);
    }
    (text != value).then_some(text)
}

/// Several lines of text; the new text if it changed.
pub(super) fn multiline(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    font: Type,
    commands: &mut Commands,
) -> Option<String> {
    let mut text = value.to_owned();
    let response = ui.add(
        TextEdit::multiline(&mut text)
            .id(id)
            .font(font.font())
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 6)),
    );
    name(ui, &response, label);
    if response.lost_focus() {
        commands.push(Command::CloseGesture);
    }
    (text != value).then_some(text)
}

/// The value that was typed; none for an empty text.
pub(super) struct Typed<T>(pub(super) Option<T>);

/// A line whose text stands for a value: kept as typed while it has focus, taken when it can be read.
///
/// Returns the value when it changed.
pub(super) fn parsed<T: PartialEq>(
    ui: &mut Ui,
    drafts: &mut Drafts,
    id: Id,
    label: &str,
    value: Option<&T>,
    hint: &str,
    (print, parse): (impl Fn(&T) -> String, impl Fn(&str) -> Option<T>),
) -> Option<Typed<T>> {
    let printed = value.map(print).unwrap_or_default();
    let mut text = drafts.get(&id).cloned().unwrap_or(printed);
    let response = ui.add(
        TextEdit::singleline(&mut text)
            .id(id)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5)),
    );
    name(ui, &response, label);
    if response.changed() {
        drafts.insert(id, text.clone());
    }
    if response.lost_focus() {
        drafts.remove(&id);
        let typed = text.trim();
        let new = if typed.is_empty() {
            None
        } else {
            Some(parse(typed)?)
        };
        return (new.as_ref() != value).then_some(Typed(new));
    }
    None
}

/// Says what a field is for to those who cannot see where it stands.
pub(super) fn name(ui: &Ui, response: &egui::Response, label: &str) {
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(label));
}
