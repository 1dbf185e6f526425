//! Notes: listed, answered, written.

use egui::{Id, TextEdit, Ui};

use super::InspectorState;
use super::begun::{Begun, Elsewhere, Kind, Writer, Writing};
use super::note_view::note_ui;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, scale};
use crate::app::widgets::{self, Fit, Segment, section, segmented};
use crate::model::{Audience, NoteId, Place};

/// The notes and answers that are being written.
#[derive(Debug, Default)]
pub struct NoteDraft {
    writing: Writing,
    places: Vec<Place>,
    elsewhere: Elsewhere,
    /// The question whose answer is being typed.
    pub(super) answering: Option<NoteId>,
    /// Counts what is typed, so that one state of it can be told from another.
    typed: u64,
    /// The note whose fields are shown.
    pub(super) editing: Option<NoteId>,
    /// The note one of whose buttons has the keyboard.
    pub(super) used: Option<NoteId>,
    /// That the field shall have the keyboard as soon as it is drawn.
    pub wants_focus: bool,
}

impl NoteDraft {
    /// Whether anything is begun and not entered yet.
    pub(in crate::app) fn is_begun(&self) -> bool {
        let answers = &self.elsewhere.answers;
        !self.writing.is_blank() || !self.elsewhere.notes.is_empty() || !answers.is_empty()
    }

    /// Tells one state of what is begun from another; 0 if nothing is.
    pub(in crate::app) fn version(&self) -> u64 {
        if self.is_begun() { self.typed } else { 0 }
    }

    /// All that is begun.
    pub(in crate::app) fn begun(&self, writer: Writer<'_>) -> Begun {
        let here = (!self.writing.is_blank()).then(|| (self.places.clone(), self.writing.clone()));
        let notes = self.elsewhere.notes.clone().into_iter().chain(here);
        let answers = self.elsewhere.answers.clone().into_iter();
        Begun::new(notes.collect(), answers.collect(), writer)
    }

    /// Nothing is begun any more: it was entered.
    pub(in crate::app) fn clear(&mut self) {
        self.writing.text.clear();
        self.elsewhere = Elsewhere::default();
        self.answering = None;
    }

    /// What is typed as the answer to a question.
    pub(super) fn answer(&self, id: &NoteId) -> &str {
        self.elsewhere.answers.get(id).map_or("", String::as_str)
    }

    /// Keeps what is typed as the answer to a question; nothing if it is blank.
    pub(super) fn set_answer(&mut self, id: &NoteId, text: String) {
        self.typed += 1;
        if text.trim().is_empty() {
            self.elsewhere.answers.remove(id);
        } else {
            self.elsewhere.answers.insert(id.clone(), text);
        }
    }

    /// Goes to other places: what was begun stays where it was begun, since a note must not move unseen.
    fn go_to(&mut self, places: &[Place]) {
        if self.places == places {
            return;
        }
        let before = std::mem::replace(&mut self.places, places.to_vec());
        let begun = self.elsewhere.notes.remove(places);
        let here = begun.unwrap_or_else(|| Writing {
            text: String::new(),
            ..self.writing.clone()
        });
        let left = std::mem::replace(&mut self.writing, here);
        if !left.is_blank() {
            self.elsewhere.notes.insert(before, left);
        }
    }
}

/// The notes of one place and a field to write another.
pub(super) fn notes_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    place: &Place,
    title: &str,
    commands: &mut Commands,
) {
    section(ui, title);
    for id in ids_at(ctx, place) {
        note_ui(ui, ctx, state, &id, commands);
    }
    write_ui(
        ui,
        ctx,
        &mut state.note,
        std::slice::from_ref(place),
        commands,
    );
}

/// The notes of one place without a field to write another.
pub(super) fn list_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    place: &Place,
    commands: &mut Commands,
) {
    let ids = ids_at(ctx, place);
    if !ids.is_empty() {
        section(ui, "Notes on the link");
    }
    for id in ids {
        note_ui(ui, ctx, state, &id, commands);
    }
}

fn ids_at(ctx: ViewContext<'_>, place: &Place) -> Vec<NoteId> {
    let index = ctx.index();
    let numbers = match place {
        Place::Project => index.project_notes(),
        Place::Attribute(id) => index
            .number(ctx.project(), id)
            .map_or(&[][..], |number| index.attribute_notes(number)),
        Place::Link(id) => index
            .link_number(id)
            .map_or(&[][..], |number| index.link_notes(number)),
    };
    numbers
        .iter()
        .filter_map(|number| index.note_id(*number).cloned())
        .collect()
}

/// A field to write another note: on one place, or the same on several.
pub(super) fn write_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut NoteDraft,
    places: &[Place],
    commands: &mut Commands,
) {
    draft.go_to(places);
    ui.add_space(scale::GAP);
    ui.scope(|ui| {
        // This one looks like a field: there is no value that shows where to press.
        ui.reset_style();
        note_field_ui(ui, ctx, draft, places, commands);
    });
}

fn note_field_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut NoteDraft,
    places: &[Place],
    commands: &mut Commands,
) {
    let response = ui.add(
        TextEdit::multiline(&mut draft.writing.text)
            .id(Id::unique("new note"))
            .hint_text("Add comment, decision or question")
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(10, 8))
            .return_key(egui::KeyboardShortcut::new(
                egui::Modifiers::SHIFT,
                egui::Key::Enter,
            )),
    );
    super::field::name(ui, &response, "New note");
    if std::mem::take(&mut draft.wants_focus) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if draft.writing.text.is_empty() && !response.has_focus() {
        return;
    }
    let choices = [
        Segment::with_icon(Kind::Comment, "Comment", Icon::Comment),
        Segment::with_icon(Kind::Decision, "Decision", Icon::Decision),
        Segment::with_icon(Kind::Question, "Question", Icon::Question),
    ];
    let before = draft.writing.clone();
    let writing = &mut draft.writing;
    if let Some(kind) = segmented(ui, "Kind of note", writing.kind, &choices, Fit::Contents) {
        writing.kind = kind;
    }
    let mut internal = writing.audience == Audience::Internal;
    ui.checkbox(&mut internal, "Internal: not in what the customer gets");
    writing.audience = if internal {
        Audience::Internal
    } else {
        Audience::Customer
    };
    if *writing != before || response.changed() {
        draft.typed += 1;
    }
    let by_key = response.has_focus()
        && ui.input(|input| input.key_pressed(egui::Key::Enter) && !input.modifiers.shift);
    let button = widgets::primary_button(ui, "Add note");
    if response.changed() || response.gained_focus() {
        // What can be done with the text comes into view with it.
        button.scroll_to_me(None);
    }
    let by_button = button.clicked();
    if by_key || by_button {
        let writer = Writer {
            author: ctx.author,
            now: ctx.now,
        };
        let change = draft.writing.change(ctx.project(), writer, places);
        if change.is_some() {
            draft.writing.text.clear();
        }
        commands.change(change);
    }
}
