//! Fields of the inspector and of pages: each change of a value is one edit, each stay in a field one step to undo.

use std::collections::HashMap;

use egui::{Color32, Id, Stroke, TextEdit, TextStyle, Ui};

use crate::app::command::{Command, Commands};
use crate::app::theme::Type;
use crate::app::widgets::{self, Tip as _, shown};

/// From how many characters on a value may not fit in its field and is told by the tooltip too.
const LONG: usize = 20;

/// Lets fields look like plain text until somebody comes to them: no frame, no ground, the size of a value.
///
/// Pressed or focused they have their frame; so what is said reads like a sentence and is edited where it stands.
pub(super) fn calm(ui: &mut Ui) {
    let style = ui.style_mut();
    for name in [TextStyle::Body, TextStyle::Button] {
        style.text_styles.insert(name, Type::SecondaryMedium.font());
    }
    style.spacing.button_padding.x = 8.0;
    style.visuals.text_edit_bg_color = Some(Color32::TRANSPARENT);
    let rest = &mut style.visuals.widgets.inactive;
    rest.weak_bg_fill = Color32::TRANSPARENT;
    rest.bg_stroke = Stroke::NONE;
}

/// A choice of a few words in the place of a value.
pub(super) fn choice(
    ui: &mut Ui,
    salt: &str,
    label: &str,
    current: &str,
    width: f32,
    choices: impl FnOnce(&mut Ui),
) {
    let response = widgets::list(salt)
        .width(width)
        .selected_text(current)
        .show_ui(ui, choices)
        .response;
    name(ui, &response, label);
}

/// A box to tick, with its frame also where fields have none.
pub(super) fn tick(ui: &mut Ui, value: &mut bool, words: &str) -> egui::Response {
    ui.scope(|ui| {
        ui.reset_style();
        ui.checkbox(value, words)
    })
    .inner
}

/// Texts that are no value yet, such as half a date, by field.
pub(in crate::app) type Drafts = HashMap<Id, String>;

/// A line of text; the new text if it changed.
pub(in crate::app) fn text(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    hint: &str,
    commands: &mut Commands,
) -> Option<String> {
    field(ui, id, label, value, hint, None, commands)
}

/// A line in the monospaced font; the new text if it changed.
pub(in crate::app) fn code(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    hint: &str,
    commands: &mut Commands,
) -> Option<String> {
    field(ui, id, label, value, hint, Some(Type::Name), commands)
}

fn field(
    ui: &mut Ui,
    id: Id,
    label: &str,
    value: &str,
    hint: &str,
    font: Option<Type>,
    commands: &mut Commands,
) -> Option<String> {
    let mut text = value.to_owned();
    let mut edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 5));
    if let Some(font) = font {
        edit = edit.font(font.font());
    }
    let mut response = ui.add(edit);
    name(ui, &response, label);
    if value.chars().count() > LONG && !response.has_focus() {
        response = response.tip(shown(value));
    }
    if response.lost_focus() {
        commands.push(Command::CloseGesture);
    }
    (text != value).then_some(text)
}

/// Several lines of text; the new text if it changed.
pub(in crate::app) fn multiline(
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

/// How many lines a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Lines {
    /// One.
    One,
    /// Several.
    Several,
}

/// A text that must not be blank: while it is, the field shows it so, and the value stays.
///
/// Left blank, it goes back to what it was when the person came to it.
#[expect(
    clippy::too_many_arguments,
    reason = "a field is all of this, and each caller names it once"
)]
pub(in crate::app) fn required(
    ui: &mut Ui,
    drafts: &mut Drafts,
    id: Id,
    label: &str,
    value: &str,
    font: Type,
    lines: Lines,
    commands: &mut Commands,
) -> Option<String> {
    let before = id.with("before");
    let mut text = drafts.get(&id).map_or(value, String::as_str).to_owned();
    let field = match lines {
        Lines::One => TextEdit::singleline(&mut text).margin(egui::Margin::symmetric(8, 5)),
        Lines::Several => TextEdit::multiline(&mut text)
            .desired_rows(2)
            .margin(egui::Margin::symmetric(8, 6)),
    };
    let response = ui.add(field.id(id).font(font.font()).desired_width(f32::INFINITY));
    name(ui, &response, label);
    if response.gained_focus() {
        drafts.insert(before, value.to_owned());
    }
    let mut new = None;
    if response.changed() {
        if !text.trim().is_empty() {
            new = Some(text.clone());
        }
        drafts.insert(id, text);
    }
    if response.lost_focus() {
        let was = drafts.remove(&before);
        let left_blank = drafts
            .remove(&id)
            .is_some_and(|text| text.trim().is_empty());
        if left_blank {
            new = was;
        } else if new.is_none() {
            commands.push(Command::CloseGesture);
        }
    }
    new.filter(|text| text != value)
}

/// The value that was typed; none for an empty text.
pub(in crate::app) struct Typed<T>(pub(in crate::app) Option<T>);

/// A line whose text stands for a value: kept as typed while it has focus, taken when it can be read.
///
/// Returns the value when it changed.
pub(in crate::app) fn parsed<T: PartialEq>(
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
pub(in crate::app) fn name(ui: &Ui, response: &egui::Response, label: &str) {
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(label));
}
