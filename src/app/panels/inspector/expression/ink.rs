//! The look of an expression's text: each kind of word its colour, each problem its line below.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Stroke};

use crate::app::theme::{Tokens, Type};
use crate::expr::{self, Problem, Severity, Span, TokenKind};

/// A text of more bytes than this is shown plain: it is far over the length that the service takes.
const MAX_COLOURED: usize = 20_000;

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

/// The colour that a problem of that weight has.
pub(super) fn colour_of(severity: Severity, tokens: &Tokens) -> Color32 {
    match severity {
        Severity::Error => tokens.error,
        Severity::Warning => tokens.warning,
    }
}

/// Lays out the text, to be wrapped at `width`.
pub(super) fn job(text: &str, problems: &[Problem], tokens: &Tokens, width: f32) -> LayoutJob {
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
