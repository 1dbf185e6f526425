//! The field of an expression: coloured, completed, its problems underlined and named, and what it gives for a user.

mod completion;
mod ink;
mod live;
mod problems;
mod still;

use std::sync::Arc;

use egui::cache::{ComputerMut, FrameCache};
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::text_edit::TextEditOutput;
use egui::{
    Event, EventFilter, FontSelection, Id, Key, Label, Stroke, StrokeKind, TextBuffer, TextEdit, Ui,
};

use super::field;
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::expr::{self, Problem, Span};
use crate::model::LinkId;

pub use live::ChosenSample;

/// What the field remembers.
#[derive(Debug, Default)]
pub(super) struct ExpressionState {
    popup: completion::Popup,
    live: live::Live,
    /// Where the cursor of a link's field stood when it last had one.
    cursor: Option<(LinkId, usize)>,
    /// The field that had the keyboard when it was drawn last.
    typed_in: Option<Id>,
    /// The sample user that expressions are tried on.
    pub(super) sample: Option<ChosenSample>,
}

impl ExpressionState {
    /// The cursor, kept while the pointer is pressed elsewhere: what is shown for it must not go, and move what is
    /// pressed away, before the pointer is let go.
    fn steady(&mut self, ui: &Ui, link: &LinkId, cursor: Option<usize>) -> Option<usize> {
        let is_pressed = still::is_pressed(ui);
        let kept = self
            .cursor
            .take()
            .filter(|(of, _)| is_pressed && of == link)
            .map(|(_, cursor)| cursor);
        let cursor = cursor.or(kept);
        self.cursor = cursor.map(|cursor| (link.clone(), cursor));
        cursor
    }
}

/// What was asked for in the field.
pub(super) enum Edited {
    /// The text was typed.
    Typed(String),
    /// A fix was taken.
    Fixed(String),
}

/// Draws the field, and below it what is wrong and what it gives.
pub(super) fn expression_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut ExpressionState,
    (link, value): (&LinkId, &str),
    commands: &mut Commands,
) -> Option<Edited> {
    let id = Id::unique((link, "expression"));
    let keys = state.popup.take_keys(ui, id);
    let letters = typed_letters(ui);
    let mut text = value.to_owned();
    let known = ctx.editor.derived().findings.expression_problems(link);
    let known = known.unwrap_or_default();
    let output = field_ui(ui, id, &mut text, (value, known), state.popup.is_open());
    let response = &output.response.response;
    field::name(ui, response, "Expression");
    if response.lost_focus() {
        commands.push(Command::CloseGesture);
    }
    if response.has_focus() {
        state.typed_in = Some(id);
    }
    let mut cursor = cursor_of(&output, &text);
    if text != value
        && let Some((paired, at)) = cursor.and_then(|cursor| match letters.as_deref() {
            Some(letters) => expr::pair_each(value, &text, cursor, letters),
            None => expr::pair(value, &text, cursor),
        })
    {
        text = paired;
        place_cursor(ui, id, &output, (&text, at));
        cursor = Some(at);
    }
    state
        .popup
        .follow(ctx, response, link, (&text, cursor), &keys);
    if let Some((completed, at)) = state.popup.ui(ui, ctx, link, &output, &text) {
        place_cursor(ui, id, &output, (&completed, at));
        response.request_focus();
        text = completed;
    }
    let cursor = state.steady(ui, link, cursor);
    if text != value {
        return Some(Edited::Typed(text));
    }
    if let Some(cursor) = cursor {
        bracket_ui(ui, &output, value, cursor);
        call_ui(ui, value, cursor);
    }
    state.live.refresh(ctx, link, value, state.sample.as_ref());
    hover_ui(&output, value, known, &state.live);
    let fixed = problems::problems_ui(ui, ctx, (link, value), known, commands);
    live::live_ui(ui, &state.live, (value, cursor), commands);
    fixed.map(Edited::Fixed)
}

fn field_ui(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    (value, known): (&str, &[Problem]),
    keeps_keys: bool,
) -> TextEditOutput {
    let tokens = Tokens::of(ui);
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| {
        let text = buffer.as_str();
        let job = if text == value {
            ink::job(text, known, tokens, width)
        } else {
            // Typed in this frame: what the mapping has to say of it comes with the next.
            ink::job(text, &problems(ui, text), tokens, width)
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    TextEdit::multiline(text)
        .id(id)
        .font(FontSelection::FontId(Type::Name.font()))
        .desired_rows(2)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 6))
        .event_filter(EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            // The list of what could be meant takes these.
            tab: keeps_keys,
            escape: keeps_keys,
        })
        .layouter(&mut layouter)
        .show(ui)
}

/// What was typed letter by letter since the last frame; none where more than that came in, as from the clipboard.
fn typed_letters(ui: &Ui) -> Option<String> {
    ui.input(|input| {
        let mut letters = String::new();
        for event in &input.events {
            match event {
                Event::Text(text) if text.chars().count() == 1 => letters.push_str(text),
                Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_) => return None,
                Event::Key {
                    key, pressed: true, ..
                } if EDITS.contains(key) => return None,
                _ => {}
            }
        }
        (!letters.is_empty()).then_some(letters)
    })
}

/// Keys that change the text or move in it without a letter.
const EDITS: [Key; 8] = [
    Key::Backspace,
    Key::Delete,
    Key::Enter,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
];

/// Puts the cursor at a byte of the text.
fn place_cursor(ui: &Ui, id: Id, output: &TextEditOutput, (text, at): (&str, usize)) {
    let letters = text.get(..at).unwrap_or_default().chars().count();
    let mut edit = output.state.clone();
    let range = CCursorRange::one(CCursor::new(letters));
    edit.cursor.set_char_range(Some(range));
    edit.store(ui.ctx(), id);
}

/// Where the cursor stands, in bytes of the text; none where something is selected or the field has no focus.
fn cursor_of(output: &TextEditOutput, text: &str) -> Option<usize> {
    let range = output.cursor_range.filter(CCursorRange::is_empty)?;
    output.response.has_focus().then_some(())?;
    Some(byte_of(text, range.primary.index.0))
}

/// The byte at which a letter begins, counted from 0; the end of the text where there are fewer.
fn byte_of(text: &str, letter: usize) -> usize {
    text.char_indices()
        .nth(letter)
        .map_or(text.len(), |(byte, _)| byte)
}

/// The rectangle of a stretch of the text on the screen, if it is on one line.
fn rect_of(output: &TextEditOutput, text: &str, span: &Span) -> Option<egui::Rect> {
    let letters = |byte| Some(text.get(..byte)?.chars().count());
    let at = |byte| {
        let cursor = CCursor::new(letters(byte)?);
        Some(output.galley.pos_from_cursor(cursor))
    };
    let (start, end) = (at(span.start)?, at(span.end)?);
    let is_on_one_line = (start.top() - end.top()).abs() < 1.0;
    let rect = egui::Rect::from_min_max(start.left_top(), end.right_bottom());
    is_on_one_line.then(|| rect.translate(output.galley_pos.to_vec2()))
}

/// Frames the bracket at the cursor and its counterpart; one that has none in the colour of an error.
fn bracket_ui(ui: &Ui, output: &TextEditOutput, text: &str, cursor: usize) {
    let Some(bracket) = expr::bracket_at(text, cursor) else {
        return;
    };
    let tokens = Tokens::of(ui);
    let color = match bracket.counterpart {
        Some(_) => tokens.accent,
        None => tokens.error,
    };
    let painter = ui.painter().with_clip_rect(output.text_clip_rect);
    for span in std::iter::once(bracket.span).chain(bracket.counterpart) {
        if let Some(rect) = rect_of(output, text, &span) {
            let stroke = Stroke::new(scale::HAIRLINE, color);
            painter.rect_stroke(
                rect.shrink2(egui::vec2(0.0, 1.0)),
                2.0,
                stroke,
                StrokeKind::Outside,
            );
        }
    }
}

/// How the function around the cursor is called, with the argument that the cursor is in.
fn call_ui(ui: &mut Ui, text: &str, cursor: usize) {
    let Some((function, argument)) = expr::call_at(text, cursor) else {
        return;
    };
    let tokens = Tokens::of(ui);
    let mut job = LayoutJob::default();
    let plain = TextFormat::simple(Type::NameSmall.font(), tokens.text_soft);
    let mut here = plain.clone();
    here.color = tokens.text;
    here.underline = Stroke::new(scale::HAIRLINE, tokens.accent);
    let signature = function.signature();
    let (name, arguments) = signature.split_once('(').unwrap_or((&signature, ""));
    job.append(&format!("{name}("), 0.0, plain.clone());
    let arguments = arguments.trim_end_matches(')');
    // A repeating parameter takes all arguments from its own on.
    let last = function.parameters.len().saturating_sub(1);
    let repeats = function
        .parameters
        .last()
        .is_some_and(|last| last.repeating);
    let argument = if repeats {
        argument.min(last)
    } else {
        argument
    };
    for (at, name) in arguments.split(", ").enumerate() {
        if at > 0 {
            job.append(", ", 0.0, plain.clone());
        }
        let format = if at == argument { &here } else { &plain };
        job.append(name, 0.0, format.clone());
    }
    job.append(")", 0.0, plain);
    ui.horizontal_top(|ui| {
        ui.add_space(scale::PAD);
        ui.vertical(|ui| {
            ui.add(Label::new(job).wrap())
                .tip(widgets::shown(&function.description));
        });
    });
}

/// What is under the pointer: the problem there, and the value of the part there.
fn hover_ui(output: &TextEditOutput, text: &str, known: &[Problem], live: &live::Live) {
    let response = &output.response.response;
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let letter = output.galley.cursor_from_pos(pointer - output.galley_pos);
    let byte = byte_of(text, letter.index.0);
    let mut lines: Vec<String> = known
        .iter()
        .filter(|problem| problem.span.contains(&byte))
        .map(|problem| widgets::shown(&problem.message).into_owned())
        .collect();
    lines.extend(live.words_at(text, byte));
    if !lines.is_empty() {
        response.clone().tip_at_pointer(lines.join("\n"));
    }
}

/// The problems of a text, found once for as long as it is shown.
fn problems(ui: &Ui, text: &str) -> Arc<Vec<Problem>> {
    ui.memory_mut(|memory| Arc::clone(memory.caches.cache::<Found>().get(text)))
}

#[derive(Default)]
struct Find;

type Found = FrameCache<Arc<Vec<Problem>>, Find>;

impl ComputerMut<&str, Arc<Vec<Problem>>> for Find {
    fn compute(&mut self, text: &str) -> Arc<Vec<Problem>> {
        Arc::new(expr::parse(text).problems)
    }
}
