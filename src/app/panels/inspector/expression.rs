//! The field of an expression: its tokens coloured, its problems underlined and named, each certain fix a button.

use std::sync::Arc;

use egui::cache::{ComputerMut, FrameCache};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontSelection, Id, Stroke, TextBuffer, TextEdit, Ui};

use super::field;
use crate::app::command::{Command, Commands};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::expr::{self, Problem, Severity, Span, TokenKind};

/// How many problems are named under the field; one mistake often makes several.
const SHOWN: usize = 4;
/// A text of more bytes than this is shown plain: it is far over the length that the service takes.
const MAX_COLOURED: usize = 20_000;

/// What was asked for in the field.
pub(super) enum Edited {
    /// The text was typed.
    Typed(String),
    /// A fix was taken.
    Fixed(String),
}

/// What a stretch of the text is, as far as its look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Function,
    Attribute,
    Text,
    Number,
    Plain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    span: Span,
    ink: Ink,
    problem: Option<Severity>,
}

/// Draws the field with what is wrong below it.
pub(super) fn expression_ui(
    ui: &mut Ui,
    id: Id,
    value: &str,
    commands: &mut Commands,
) -> Option<Edited> {
    let mut text = value.to_owned();
    let tokens = Tokens::of(ui);
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| {
        let text = buffer.as_str();
        let job = job(text, &problems(ui, text), tokens, width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let response = ui.add(
        TextEdit::multiline(&mut text)
            .id(id)
            .font(FontSelection::FontId(Type::Name.font()))
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 6))
            .layouter(&mut layouter),
    );
    field::name(ui, &response, "Expression");
    if response.lost_focus() {
        commands.push(Command::CloseGesture);
    }
    let fixed = problems_ui(ui, value);
    if text != value {
        return Some(Edited::Typed(text));
    }
    fixed.map(Edited::Fixed)
}

/// What is wrong, worst first; the text with the fix that was taken.
fn problems_ui(ui: &mut Ui, text: &str) -> Option<String> {
    let problems = problems(ui, text);
    let errors = problems.iter().filter(|it| it.severity == Severity::Error);
    let warnings = problems
        .iter()
        .filter(|it| it.severity == Severity::Warning);
    let mut fixed = None;
    for (at, problem) in errors.chain(warnings).take(SHOWN).enumerate() {
        ui.push_id(at, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.add_space(scale::PAD);
                widgets::icon(ui, icon_of(problem.severity));
                let color = colour_of(problem.severity, Tokens::of(ui));
                let words = widgets::shown(&problem.message);
                ui.label(Type::Secondary.text(words).color(color));
                if let Some(fix) = &problem.fix
                    && widgets::quiet_button(ui, &fix.label).clicked()
                {
                    fixed = Some(fix.apply(text));
                }
            });
        });
    }
    fixed
}

fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
    }
}

fn colour_of(severity: Severity, tokens: &Tokens) -> Color32 {
    match severity {
        Severity::Error => tokens.error,
        Severity::Warning => tokens.warning,
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

fn job(text: &str, problems: &[Problem], tokens: &Tokens, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for stretch in stretches(text, problems) {
        let color = match stretch.ink {
            Ink::Function => tokens.accent,
            // Violet and green: here they tell kinds of words apart and nothing else.
            Ink::Attribute => tokens.system,
            Ink::Text => tokens.agreed,
            Ink::Number => tokens.hint,
            Ink::Plain => tokens.text,
        };
        let mut format = TextFormat::simple(Type::Name.font(), color);
        if let Some(severity) = stretch.problem {
            format.underline = Stroke::new(1.5, colour_of(severity, tokens));
        }
        job.append(text.get(stretch.span).unwrap_or_default(), 0.0, format);
    }
    job
}

/// The whole text in stretches of one look, in order, without gaps.
fn stretches(text: &str, problems: &[Problem]) -> Vec<Stretch> {
    let mut all = Vec::new();
    if text.is_empty() {
        return all;
    }
    let mut at = 0;
    if text.len() <= MAX_COLOURED {
        for token in expr::tokens(text) {
            push(&mut all, at..token.span.start, Ink::Plain, problems);
            let follows = text.get(token.span.end..).unwrap_or_default();
            let ink = match token.kind {
                TokenKind::Attribute => Ink::Attribute,
                TokenKind::Text => Ink::Text,
                TokenKind::Number => Ink::Number,
                TokenKind::Word if follows.trim_start().starts_with('(') => Ink::Function,
                _ => Ink::Plain,
            };
            at = token.span.end;
            push(&mut all, token.span, ink, problems);
        }
    }
    push(&mut all, at..text.len(), Ink::Plain, problems);
    all
}

/// Adds one stretch, or several where problems begin or end within.
fn push(all: &mut Vec<Stretch>, span: Span, ink: Ink, problems: &[Problem]) {
    let mut cuts = vec![span.start, span.end];
    for problem in problems {
        let ends = [problem.span.start, problem.span.end];
        cuts.extend(ends.into_iter().filter(|at| span.contains(at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let problem = problems
            .iter()
            .filter(|problem| problem.span.start < *end && *start < problem.span.end)
            .map(|problem| problem.severity)
            .max();
        all.push(Stretch {
            span: *start..*end,
            ink,
            problem,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Ink, Option<Severity>)]) {
        let all = stretches(text, &expr::parse(text).problems);
        let whole: String = all
            .iter()
            .filter_map(|it| text.get(it.span.clone()))
            .collect();
        assert_eq!(whole, text, "nothing is lost");
        let found: Vec<_> = all
            .iter()
            .map(|it| (text.get(it.span.clone()).unwrap(), it.ink, it.problem))
            .filter(|(words, ..)| !words.trim().is_empty())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_kind_of_word_has_its_ink() {
        check(
            "Left([mail], 3) ",
            &[
                ("Left", Ink::Function, None),
                ("(", Ink::Plain, None),
                ("[mail]", Ink::Attribute, None),
                (",", Ink::Plain, None),
                ("3", Ink::Number, None),
                (")", Ink::Plain, None),
            ],
        );
    }

    #[test]
    fn a_problem_is_underlined_where_it_is() {
        let error = Some(Severity::Error);
        let all = stretches("Nope([a])", &expr::parse("Nope([a])").problems);
        assert_eq!(all.first().map(|it| it.problem), Some(error));
        let text = "“é";
        let all = stretches(text, &expr::parse(text).problems);
        assert!(all.iter().any(|it| it.problem == error));
        assert_eq!(all.last().map(|it| it.span.end), Some(text.len()));
    }

    #[test]
    fn no_text_and_an_overlong_one_are_shown_plain() {
        assert_eq!(stretches("", &expr::parse("").problems), []);
        let long = "[a]".repeat(MAX_COLOURED);
        assert!(stretches(&long, &[]).iter().all(|it| it.ink == Ink::Plain));
    }
}
