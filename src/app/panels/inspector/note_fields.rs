//! A note edited in place: its text, who may read it, and what its kind has besides.

use egui::{Id, Ui};
use jiff::civil::Date;

use super::field::{self, Drafts, Lines, Typed};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type};
use crate::app::widgets::{self, key_line};
use crate::editor::changes;
use crate::model::{Answer, Audience, Note, NoteId, NoteKind};

/// The note that is edited, and where its changes go.
struct Place<'a> {
    ctx: ViewContext<'a>,
    id: &'a NoteId,
    drafts: &'a mut Drafts,
    commands: &'a mut Commands,
}

impl Place<'_> {
    fn field_id(&self, name: &str) -> Id {
        Id::unique((self.id, name))
    }

    /// Changes the note; what is typed in one field is one step.
    fn change(&mut self, what: &str, change: impl FnOnce(&mut Note)) {
        let gesture = format!("{what} {}", self.id.as_str());
        let change = changes::change_note(self.ctx.project(), self.id, change);
        self.commands.change_in(&gesture, change);
    }

    /// A line of text with its key before it; the new text if it changed.
    fn text(&mut self, ui: &mut Ui, key: &str, label: &str, value: &str) -> Option<String> {
        let id = self.field_id(label);
        key_line(ui, key, |ui| {
            field::text(ui, id, label, value, "", self.commands)
        })
    }

    /// Several lines of text below their key; the new text if it changed.
    fn lines(&mut self, ui: &mut Ui, key: &str, value: &str) -> Option<String> {
        let soft = Tokens::of(ui).text_soft;
        ui.label(Type::Secondary.text(key).color(soft));
        let id = self.field_id(key);
        field::multiline(ui, id, key, value, Type::Body, self.commands)
    }

    /// A line with a day.
    fn date(
        &mut self,
        ui: &mut Ui,
        key: &str,
        label: &str,
        value: Option<Date>,
    ) -> Option<Typed<Date>> {
        let id = self.field_id(label);
        key_line(ui, key, |ui| {
            date_ui(ui, self.drafts, id, label, value, self.commands)
        })
    }
}

/// The fields of a note; each change is made at once.
pub(super) fn note_fields_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    drafts: &mut Drafts,
    id: &NoteId,
    note: &Note,
    commands: &mut Commands,
) {
    let place = &mut Place {
        ctx,
        id,
        drafts,
        commands,
    };
    let new = field::required(
        ui,
        place.drafts,
        place.field_id("text"),
        "Text of note",
        &note.text,
        Type::Body,
        Lines::Several,
        place.commands,
    );
    if let Some(text) = new {
        place.change("text", |note| note.text = text);
    }
    match &note.kind {
        NoteKind::Comment => {}
        NoteKind::Decision { by, date, why } => decision_ui(ui, place, by, *date, why),
        NoteKind::Question { owner, due, answer } => {
            let owner = owner.as_deref().unwrap_or_default();
            question_ui(ui, place, owner, *due, answer.as_ref());
        }
    }
    let mut internal = note.audience == Audience::Internal;
    let words = "Internal, not for the customer";
    if field::tick(ui, &mut internal, words).changed() {
        let audience = if internal {
            Audience::Internal
        } else {
            Audience::Customer
        };
        let change = changes::change_note(ctx.project(), id, |note| note.audience = audience);
        place.commands.change(change);
    }
}

fn decision_ui(ui: &mut Ui, place: &mut Place<'_>, by: &str, date: Option<Date>, why: &str) {
    if let Some(new) = place.text(ui, "Decided by", "Decided by", by) {
        place.change("by", |note| {
            if let NoteKind::Decision { by, .. } = &mut note.kind {
                *by = new;
            }
        });
    }
    if let Some(Typed(new)) = place.date(ui, "Date", "Date of decision", date) {
        place.change("date", |note| {
            if let NoteKind::Decision { date, .. } = &mut note.kind {
                *date = new;
            }
        });
    }
    if let Some(new) = place.lines(ui, "Why", why) {
        place.change("why", |note| {
            if let NoteKind::Decision { why, .. } = &mut note.kind {
                *why = new;
            }
        });
    }
}

fn question_ui(
    ui: &mut Ui,
    place: &mut Place<'_>,
    owner: &str,
    due: Option<Date>,
    answer: Option<&Answer>,
) {
    if let Some(new) = place.text(ui, "Owner", "Owner of question", owner) {
        place.change("owner", |note| {
            if let NoteKind::Question { owner, .. } = &mut note.kind {
                *owner = (!new.is_empty()).then_some(new);
            }
        });
    }
    if let Some(Typed(new)) = place.date(ui, "Due", "Due date", due) {
        place.change("due", |note| {
            if let NoteKind::Question { due, .. } = &mut note.kind {
                *due = new;
            }
        });
    }
    let Some(answer) = answer else { return };
    if let Some(new) = place.lines(ui, "Answer", &answer.text) {
        place.change("answer", |note| {
            if let NoteKind::Question {
                answer: Some(answer),
                ..
            } = &mut note.kind
            {
                answer.text = new;
            }
        });
    }
    if widgets::quiet_button(ui, "Open question again").clicked() {
        let change = changes::answer_question(place.ctx.project(), place.id, None);
        place.commands.change(change);
    }
}

/// A day as `2026-11-30`; the new one when it changed, and a word where what was typed is none.
fn date_ui(
    ui: &mut Ui,
    drafts: &mut Drafts,
    id: Id,
    label: &str,
    value: Option<Date>,
    commands: &mut Commands,
) -> Option<Typed<Date>> {
    let typed = drafts.get(&id).cloned();
    let parse = |text: &str| text.parse::<Date>().ok();
    let new = field::parsed(
        ui,
        drafts,
        id,
        label,
        value.as_ref(),
        "YYYY-MM-DD",
        (Date::to_string, parse),
    );
    if let Some(typed) = typed
        && !drafts.contains_key(&id)
        && !typed.trim().is_empty()
        && parse(typed.trim()).is_none()
    {
        let why = format!("{typed:?} is no day: write year, month and day, as 2026-11-30");
        commands.push(Command::Refuse(why));
    }
    new
}
