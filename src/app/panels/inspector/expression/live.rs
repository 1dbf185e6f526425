//! What an expression gives for a sample user: the whole, the part at the cursor, the part under the pointer.

use std::sync::Arc;

use egui::{Label, Ui};

use crate::app::command::{Command, Commands};
use crate::app::context::{Moment, ViewContext};
use crate::app::pilot::Assumptions;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::expr::{Mark, Node, Outcome, Parsed, Span, Taken, Traced, Value, parse};
use crate::model::LinkId;
use crate::pilot::{Attempt, Samples, Trier};

/// The most letters of a part's text that are quoted.
const QUOTED: usize = 60;

/// The sample user that is chosen in the pilot.
#[derive(Clone, Debug)]
pub struct ChosenSample {
    /// All of them.
    pub samples: Arc<Samples>,
    /// Which of them, by its place.
    pub user: usize,
    /// What is taken for granted where only the service knows.
    pub assumptions: Assumptions,
}

/// What was tried last.
#[derive(Debug, Default)]
pub(super) struct Live {
    made_for: Option<Key>,
    tried: Option<Tried>,
}

/// What a result depends on.
#[derive(Clone, Debug)]
struct Key {
    moment: Moment,
    link: LinkId,
    sample: ChosenSample,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.moment == other.moment
            && self.link == other.link
            && self.sample.user == other.sample.user
            && self.sample.assumptions == other.sample.assumptions
            && Arc::ptr_eq(&self.sample.samples, &other.sample.samples)
    }
}

#[derive(Debug)]
struct Tried {
    parsed: Parsed,
    attempt: Attempt,
    who: String,
}

impl Live {
    /// Tries the expression again if it, the project or the user is another one.
    pub(super) fn refresh(
        &mut self,
        ctx: ViewContext<'_>,
        link: &LinkId,
        text: &str,
        sample: Option<&ChosenSample>,
    ) {
        let Some(sample) = sample else {
            *self = Self::default();
            return;
        };
        let key = Key {
            moment: ctx.moment(),
            link: link.clone(),
            sample: sample.clone(),
        };
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        self.tried = tried(ctx, link, text, sample);
        self.made_for = Some(key);
    }

    /// The part at a byte of the text and its value, in words.
    pub(super) fn words_at(&self, text: &str, byte: usize) -> Option<String> {
        let tried = self.tried.as_ref()?;
        Some(tried.words_of(text, tried.parsed.tree.at(byte)?))
    }
}

impl Tried {
    fn words_of(&self, text: &str, node: &Node) -> String {
        let part = quoted(text, &node.span);
        let value = match self.attempt.part(&node.span) {
            Some(traced) => words(traced).0,
            None => "not evaluated for this user".to_owned(),
        };
        format!("{part} = {value}")
    }
}

fn tried(ctx: ViewContext<'_>, link: &LinkId, text: &str, sample: &ChosenSample) -> Option<Tried> {
    let user = sample.samples.users.get(sample.user)?;
    let trier = Trier::new(ctx.project(), link, &sample.samples.header)?;
    let settings = sample.assumptions.settings(ctx.now, Taken::default());
    let attempt = trier.attempt(user, &settings);
    let name = attempt.name.0.as_deref();
    let who = name.map_or_else(|| format!("row {}", sample.user + 1), str::to_owned);
    Some(Tried {
        parsed: parse(text),
        attempt,
        who,
    })
}

/// The user, what the whole gives, what that rests on, and the part at the cursor.
pub(super) fn live_ui(
    ui: &mut Ui,
    live: &Live,
    (text, cursor): (&str, Option<usize>),
    commands: &mut Commands,
) {
    let Some(tried) = &live.tried else {
        return;
    };
    let Some(whole) = tried.attempt.whole() else {
        return;
    };
    let tokens = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(scale::PAD);
        let who = Label::new(
            Type::Secondary
                .text(widgets::shown(&format!("For {}", tried.who)))
                .color(tokens.text_soft),
        );
        let room = ui.available_width() - scale::TARGET - scale::GAP;
        ui.scope(|ui| {
            ui.set_max_width(room);
            ui.add(who.truncate());
        });
        ui.add_space(scale::GAP);
        if widgets::icon_button(ui, Icon::ChevronRight, "Next sample user").clicked() {
            commands.push(Command::NextSample);
        }
    });
    let (words, is_value) = self::words(whole);
    let icon = match whole.result {
        Ok(_) => Icon::Arrow,
        Err(_) => Icon::Error,
    };
    line_ui(ui, Some(icon), |ui| {
        let color = match (is_value, &whole.result) {
            (true, _) => tokens.text,
            (false, Err(_)) => tokens.error,
            (false, Ok(_)) => tokens.text_soft,
        };
        let font = if is_value {
            Type::NameStrong
        } else {
            Type::Body
        };
        let words = font.text(widgets::shown(&words)).color(color);
        ui.add(Label::new(words).wrap().selectable(true));
    });
    let marks: Vec<_> = whole.marks.iter().map(Mark::words).collect();
    if !marks.is_empty() {
        line_ui(ui, None, |ui| {
            let words = marks.join("; ");
            ui.add(Label::new(Type::Small.text(words).color(tokens.text_soft)).wrap());
        });
    }
    // What the pointer shows on hover, the keyboard shows here.
    let part = cursor.and_then(|cursor| {
        let tree = &tried.parsed.tree;
        let node = tree
            .at(cursor)
            .or_else(|| tree.at(cursor.checked_sub(1)?))?;
        (node.span != tree.span).then(|| tried.words_of(text, node))
    });
    if let Some(part) = part {
        line_ui(ui, None, |ui| {
            let words = Type::NameSmall.text(widgets::shown(&part));
            ui.add(Label::new(words.color(tokens.text_soft)).wrap());
        });
    }
}

fn line_ui(ui: &mut Ui, icon: Option<Icon>, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.add_space(scale::PAD);
        if let Some(icon) = icon {
            widgets::icon(ui, icon);
        }
        ui.vertical(contents);
    });
}

/// What a part gives, and whether that is a value.
fn words(traced: &Traced) -> (String, bool) {
    match &traced.result {
        Ok(Outcome::Value(Value::Null)) => ("(no value)".to_owned(), false),
        Ok(Outcome::Value(Value::Text(text))) if text.is_empty() => {
            ("(empty text)".to_owned(), false)
        }
        Ok(Outcome::Value(Value::Text(text))) => (text.clone().into_owned(), true),
        Ok(Outcome::Value(Value::Multi(texts))) if texts.is_empty() => {
            ("(no value)".to_owned(), false)
        }
        Ok(Outcome::Value(Value::Multi(texts))) => (texts.join(" | "), true),
        Ok(Outcome::Flow(flow)) => (format!("nothing is written ({})", flow.as_str()), false),
        Err(failure) => (failure.to_string(), false),
    }
}

fn quoted(text: &str, span: &Span) -> String {
    let part = text.get(span.clone()).unwrap_or_default();
    if part.chars().count() <= QUOTED {
        return part.to_owned();
    }
    let start: String = part.chars().take(QUOTED).collect();
    format!("{start}…")
}
