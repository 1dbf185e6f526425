//! Notes: listed, answered, written.

use egui::{Id, TextEdit, Ui};

use super::InspectorState;
use super::note_fields::note_fields_ui;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, section, segmented};
use crate::editor::changes;
use crate::model::{Answer, Audience, Note, NoteId, NoteKind, Place, UnknownMembers};

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
    place: Option<Place>,
    answer: Option<(NoteId, String)>,
    /// The note whose fields are shown.
    editing: Option<NoteId>,
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
    write_ui(ui, ctx, &mut state.note, place, commands);
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

fn note_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &NoteId,
    commands: &mut Commands,
) {
    let Some(note) = ctx.project().note(id) else {
        return;
    };
    let tokens = Tokens::of(ui);
    ui.push_id(id.as_str(), |ui| {
        ui.horizontal_top(|ui| {
            let icon = match &note.kind {
                NoteKind::Comment => Icon::Comment,
                NoteKind::Decision { .. } => Icon::Decision,
                NoteKind::Question { .. } => Icon::Question,
            };
            widgets::badge(ui, icon, "");
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                if state.note.editing.as_ref() == Some(id) {
                    ui.spacing_mut().item_spacing.y = scale::GAP;
                    note_fields_ui(ui, ctx, &mut state.fields, id, note, commands);
                    if widgets::action_button(ui, "Done").clicked() {
                        state.note.editing = None;
                    }
                    return;
                }
                let font = match note.kind {
                    NoteKind::Decision { .. } => Type::BodyStrong,
                    _ => Type::Body,
                };
                ui.add(
                    egui::Label::new(font.text(widgets::shown_lines(&note.text)))
                        .wrap()
                        .selectable(true),
                );
                let about = Type::Small
                    .text(widgets::shown(&about(note)))
                    .color(tokens.text_faint);
                ui.add(egui::Label::new(about).wrap());
                answer_ui(ui, ctx, &mut state.note, id, note, commands);
            });
        });
    });
}

/// `Decision · identity team · 18 Nov`, as far as it is known.
fn about(note: &Note) -> String {
    let mut parts = Vec::new();
    match &note.kind {
        NoteKind::Comment => {
            parts.push("Comment".to_owned());
            parts.push(note.author.clone());
            parts.push(note.created.strftime("%Y-%m-%d").to_string());
        }
        NoteKind::Decision { by, date, why } => {
            parts.push("Decision".to_owned());
            parts.push(if by.is_empty() {
                note.author.clone()
            } else {
                by.clone()
            });
            parts.push(date.map_or_else(
                || note.created.strftime("%Y-%m-%d").to_string(),
                |date| date.to_string(),
            ));
            parts.push(why.clone());
        }
        NoteKind::Question { owner, due, answer } => {
            parts.push(if answer.is_some() {
                "Answered".to_owned()
            } else {
                "Open question".to_owned()
            });
            parts.extend(owner.clone());
            parts.extend(due.map(|due| format!("due {due}")));
        }
    }
    if note.audience == Audience::Internal {
        parts.push("internal".to_owned());
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn answer_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut NoteDraft,
    id: &NoteId,
    note: &Note,
    commands: &mut Commands,
) {
    if let NoteKind::Question {
        answer: Some(answer),
        ..
    } = &note.kind
    {
        ui.add(egui::Label::new(Type::Body.text(widgets::shown_lines(&answer.text))).wrap());
    }
    let typing = draft.answer.as_ref().is_some_and(|(about, _)| about == id);
    if typing && let Some((_, text)) = &mut draft.answer {
        let response = ui.add(
            TextEdit::singleline(text)
                .id(Id::unique((id, "answer")))
                .hint_text("Answer, then Enter")
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 5)),
        );
        super::field::name(ui, &response, "Answer");
        if response.lost_focus() {
            if ui.input(|input| input.key_pressed(egui::Key::Enter)) && !text.trim().is_empty() {
                let answer = Answer {
                    text: text.trim().to_owned(),
                    by: ctx.author.to_owned(),
                    date: Some(ctx.today()),
                    unknown: UnknownMembers::default(),
                };
                let change = changes::answer_question(ctx.project(), id, Some(answer));
                commands.change(change);
            }
            draft.answer = None;
        } else if !response.has_focus() {
            response.request_focus();
        }
    } else {
        ui.horizontal(|ui| {
            if note.is_open_question() && widgets::quiet_button(ui, "Answer…").clicked() {
                draft.answer = Some((id.clone(), String::new()));
            }
            if widgets::quiet_button(ui, "Edit note").clicked() {
                draft.editing = Some(id.clone());
            }
            if widgets::quiet_button(ui, "Delete note").clicked() {
                commands.change(changes::remove_note(ctx.project(), id));
            }
        });
    }
}

/// A field to write another note.
pub(super) fn write_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut NoteDraft,
    place: &Place,
    commands: &mut Commands,
) {
    if draft.place.as_ref() != Some(place) {
        // What was begun elsewhere stays there: a note must not move to another attribute unseen.
        draft.place = Some(place.clone());
        draft.text.clear();
    }
    ui.add_space(scale::GAP);
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
        let change = changes::add_note(ctx.project(), draft.note(ctx, place));
        if change.is_some() {
            draft.text.clear();
        }
        commands.change(change);
    }
}

impl NoteDraft {
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
