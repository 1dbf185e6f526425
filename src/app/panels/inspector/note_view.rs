//! A note as it is read: its text, who and when, the answer; what can be done with it comes under the pointer.

use egui::{
    Id, Rect, Response, Role, Sense, Stroke, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

use super::InspectorState;
use super::begun::{self, Writer};
use super::note_fields::note_fields_ui;
use super::notes::NoteDraft;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::editor::changes;
use crate::model::{Audience, Note, NoteId, NoteKind};

pub(super) fn note_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &NoteId,
    commands: &mut Commands,
) {
    let Some(note) = ctx.project().note(id) else {
        return;
    };
    let scope = ui.make_persistent_id(id.as_str());
    let place = UiBuilder::new().scope_id(scope).sense(Sense::hover());
    ui.scope_builder(place, |ui| {
        // Where the pointer or the keyboard is, what can be done is seen; the room for it is always there.
        let is_used = ui.response().contains_pointer() || state.note.used.as_ref() == Some(id);
        ui.horizontal_top(|ui| {
            let icon = match &note.kind {
                NoteKind::Comment => Icon::Comment,
                NoteKind::Decision { .. } => Icon::Decision,
                NoteKind::Question { .. } => Icon::Question,
            };
            widgets::badge(ui, icon, "");
            ui.vertical(|ui| {
                if state.note.editing.as_ref() == Some(id) {
                    ui.spacing_mut().item_spacing.y = scale::GAP;
                    note_fields_ui(ui, ctx, &mut state.fields, id, note, commands);
                    if widgets::action_button(ui, "Done").clicked() {
                        state.note.editing = None;
                    }
                    return;
                }
                ui.spacing_mut().item_spacing.y = 2.0;
                let font = match note.kind {
                    NoteKind::Decision { .. } => Type::BodyStrong,
                    _ => Type::Body,
                };
                ui.add(
                    egui::Label::new(font.text(widgets::shown_lines(&note.text)))
                        .wrap()
                        .selectable(true),
                );
                about_ui(ui, ctx, &mut state.note, (id, note), is_used, commands);
                answer_ui(ui, ctx, &mut state.note, id, note, commands);
            });
        });
    });
}

/// Who and when, and behind it what can be done with the note.
fn about_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut NoteDraft,
    (id, note): (&NoteId, &Note),
    is_used: bool,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let room = (ui.available_width() - 2.0 * scale::TARGET).max(40.0);
        ui.allocate_ui(vec2(room, scale::TARGET), |ui| {
            ui.set_width(room);
            let about = Type::Small
                .text(widgets::shown(&about(note)))
                .color(tokens.text_faint);
            ui.add(egui::Label::new(about).wrap());
        });
        if !is_used {
            ui.set_opacity(0.0);
        }
        let edit = pencil_button(ui, "Edit note");
        let delete = widgets::icon_button(ui, Icon::Close, "Delete note");
        if edit.has_focus() || delete.has_focus() {
            draft.used = Some(id.clone());
        } else if draft.used.as_ref() == Some(id) {
            draft.used = None;
        }
        if edit.clicked() {
            draft.editing = Some(id.clone());
        }
        if delete.clicked() {
            commands.change(changes::remove_note(ctx.project(), id));
        }
    });
}

/// A button with a pencil.
fn pencil_button(ui: &mut Ui, name: &str) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(scale::TARGET), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let mut color = tokens.text_soft;
    if response.hovered() {
        color = tokens.text;
        ui.painter()
            .rect_filled(rect, scale::RADIUS_INNER, tokens.hover);
    }
    let square = Rect::from_center_size(rect.center(), Vec2::splat(11.0));
    let at = |x: f32, y: f32| square.left_top() + vec2(x, y) * square.width();
    let shaft = [
        at(0.0, 1.0),
        at(0.06, 0.68),
        at(0.72, 0.02),
        at(0.98, 0.28),
        at(0.32, 0.94),
        at(0.0, 1.0),
    ];
    ui.painter()
        .add(egui::Shape::line(shaft.to_vec(), Stroke::new(1.25, color)));
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, scale::RADIUS_INNER, tokens);
    }
    response.tip(name)
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
    if draft.answering.as_ref() == Some(id) {
        let mut text = draft.answer(id).to_owned();
        let response = ui.add(
            TextEdit::singleline(&mut text)
                .id(Id::unique((id, "answer")))
                .hint_text("Answer, then Enter")
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 5)),
        );
        super::field::name(ui, &response, "Answer");
        if response.changed() {
            draft.set_answer(id, text.clone());
        }
        if response.lost_focus() {
            let by_key = ui.input(|input| input.key_pressed(egui::Key::Enter));
            let writer = Writer {
                author: ctx.author,
                now: ctx.now,
            };
            let change = begun::answer(ctx.project(), writer, id, &text);
            if by_key && change.is_some() {
                commands.change(change);
                draft.set_answer(id, String::new());
            }
            // What was not entered stays, for the next time that somebody answers.
            draft.answering = None;
        } else if !response.has_focus() {
            response.request_focus();
        }
    } else if note.is_open_question() {
        let text = if draft.answer(id).is_empty() {
            "Answer…"
        } else {
            "Go on answering…"
        };
        if widgets::quiet_button(ui, text).clicked() {
            draft.answering = Some(id.clone());
        }
    }
}
