//! Notes: listed, answered, written.

use egui::{Id, TextEdit, Ui};

use super::InspectorState;
use super::note_view::note_ui;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, scale};
use crate::app::widgets::{self, Fit, Segment, section, segmented};
use crate::editor::changes::{self, Change};
use crate::model::{Audience, Edit, Note, NoteId, NoteKind, Place, UnknownMembers};

/// What a note being written shall be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Comment,
    Decision,
    Question,
}

/// The note that is being written, and the answer.
#[derive(Debug, Default)]
pub struct NoteDraft {
    kind: Kind,
    audience: Audience,
    text: String,
    places: Vec<Place>,
    pub(super) answer: Option<(NoteId, String)>,
    /// The note whose fields are shown.
    pub(super) editing: Option<NoteId>,
    /// The note one of whose buttons has the keyboard.
    pub(super) used: Option<NoteId>,
    /// That the field shall have the keyboard as soon as it is drawn.
    pub wants_focus: bool,
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
    if draft.places != places {
        // What was begun elsewhere stays there: a note must not move to another attribute unseen.
        draft.places = places.to_vec();
        draft.text.clear();
    }
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
        TextEdit::multiline(&mut draft.text)
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
    if draft.text.is_empty() && !response.has_focus() {
        return;
    }
    let choices = [
        Segment::with_icon(Kind::Comment, "Comment", Icon::Comment),
        Segment::with_icon(Kind::Decision, "Decision", Icon::Decision),
        Segment::with_icon(Kind::Question, "Question", Icon::Question),
    ];
    if let Some(kind) = segmented(ui, "Kind of note", draft.kind, &choices, Fit::Contents) {
        draft.kind = kind;
    }
    let mut internal = draft.audience == Audience::Internal;
    ui.checkbox(&mut internal, "Internal: not in what the customer gets");
    draft.audience = if internal {
        Audience::Internal
    } else {
        Audience::Customer
    };
    let by_key = response.has_focus()
        && ui.input(|input| input.key_pressed(egui::Key::Enter) && !input.modifiers.shift);
    let button = widgets::primary_button(ui, "Add note");
    if response.changed() || response.gained_focus() {
        // What can be done with the text comes into view with it.
        button.scroll_to_me(None);
    }
    let by_button = button.clicked();
    if by_key || by_button {
        let change = draft.change(ctx, places);
        if change.is_some() {
            draft.text.clear();
        }
        commands.change(change);
    }
}

impl NoteDraft {
    /// The note on every place, as one step.
    fn change(&self, ctx: ViewContext<'_>, places: &[Place]) -> Option<Change> {
        let notes = places
            .iter()
            .filter_map(|place| changes::add_note(ctx.project(), self.note(ctx, place)));
        let mut notes: Vec<Change> = notes.collect();
        let last = notes.pop()?;
        if notes.is_empty() {
            return Some(last);
        }
        let name = format!("{} to {} places", last.name, notes.len() + 1);
        notes.push(last);
        let edits = notes.into_iter().map(|change| change.edit).collect();
        Some(Change {
            name,
            edit: Edit::Batch(edits),
        })
    }

    fn note(&self, ctx: ViewContext<'_>, place: &Place) -> Note {
        let kind = match self.kind {
            Kind::Comment => NoteKind::Comment,
            Kind::Decision => NoteKind::Decision {
                by: ctx.author.to_owned(),
                date: Some(ctx.today()),
                why: String::new(),
            },
            Kind::Question => NoteKind::Question {
                owner: None,
                due: None,
                answer: None,
            },
        };
        Note {
            place: place.clone(),
            kind,
            text: self.text.trim().to_owned(),
            author: ctx.author.to_owned(),
            created: ctx.now,
            audience: self.audience,
            unknown: UnknownMembers::default(),
        }
    }
}
