//! The list of what could be meant at the cursor, below it: walked by arrows, taken by Enter or Tab, left by Esc.

use egui::text::CCursor;
use egui::text_edit::TextEditOutput;
use egui::{
    Area, Frame, Id, Key, Label, Margin, Modifiers, Order, Pos2, Rect, Response, Role, ScrollArea,
    Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::{elided, shown};
use crate::expr::{self, Candidate, CandidateKind, Completion};
use crate::model::{Attribute, AttributeId, Column, LinkId};
use crate::picture::type_name;

const WIDTH: f32 = 340.0;
const LINE: f32 = 26.0;
/// How many candidates are seen at once.
const SEEN: usize = 7;

/// The list, as long as it is open.
#[derive(Debug, Default)]
pub(super) struct Popup {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    /// What it was made for.
    text: String,
    cursor: usize,
    completion: Completion,
    chosen: usize,
    /// Whether the chosen one has to be brought into view.
    moved: bool,
    /// Where it was drawn: a click on it must not close it.
    area: Rect,
    /// Whether one of its lines has the keyboard, as a screen reader may give it.
    has_focus: bool,
    /// The candidate that was taken by a key.
    taken: bool,
}

/// A key that was meant for the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    Down,
    Up,
    Take,
    Leave,
    /// The list was asked for.
    Ask,
}

/// Why candidates are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Asked,
    Typed,
    /// The cursor went elsewhere.
    Moved,
}

impl Popup {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Takes the keys of the list away from the field, before it is drawn.
    pub(super) fn take_keys(&self, ui: &Ui, field: Id) -> Vec<Press> {
        if !ui.memory(|memory| memory.has_focus(field)) {
            return Vec::new();
        }
        let mut keys = vec![
            (Press::Ask, Modifiers::COMMAND, Key::Space),
            (Press::Ask, Modifiers::CTRL, Key::Space),
        ];
        if self.is_open() {
            keys.extend([
                (Press::Down, Modifiers::NONE, Key::ArrowDown),
                (Press::Up, Modifiers::NONE, Key::ArrowUp),
                (Press::Take, Modifiers::NONE, Key::Enter),
                (Press::Take, Modifiers::NONE, Key::Tab),
                (Press::Leave, Modifiers::NONE, Key::Escape),
            ]);
        }
        ui.input_mut(|input| {
            keys.retain(|(_, modifiers, key)| input.consume_key(*modifiers, *key));
        });
        keys.into_iter().map(|(press, ..)| press).collect()
    }

    /// Opens, fits or closes the list by what was typed and where the cursor is.
    pub(super) fn follow(
        &mut self,
        ctx: ViewContext<'_>,
        field: &Response,
        link: &LinkId,
        (text, cursor): (&str, Option<usize>),
        keys: &[Press],
    ) {
        let pointer = field.ctx.pointer_interact_pos();
        let is_used = self.open.as_ref().is_some_and(|open| {
            open.has_focus || pointer.is_some_and(|pointer| open.area.contains(pointer))
        });
        if keys.contains(&Press::Leave) || (cursor.is_none() && !is_used) {
            self.open = None;
            return;
        }
        let Some(cursor) = cursor else {
            return;
        };
        let has_moved = self
            .open
            .as_ref()
            .is_some_and(|open| open.text != text || open.cursor != cursor);
        let why = if keys.contains(&Press::Ask) {
            Some(Why::Asked)
        } else if field.changed() {
            Some(Why::Typed)
        } else {
            has_moved.then_some(Why::Moved)
        };
        if let Some(why) = why {
            self.look(ctx, link, (text, cursor), why);
        }
        if let Some(open) = &mut self.open {
            let last = open.completion.candidates.len().saturating_sub(1);
            for press in keys {
                match press {
                    Press::Down if open.chosen == last => open.chosen = 0,
                    Press::Down => open.chosen += 1,
                    Press::Up => open.chosen = open.chosen.checked_sub(1).unwrap_or(last),
                    Press::Take => open.taken = true,
                    Press::Leave | Press::Ask => {}
                }
                open.moved = true;
            }
        }
    }

    fn look(
        &mut self,
        ctx: ViewContext<'_>,
        link: &LinkId,
        (text, cursor): (&str, usize),
        why: Why,
    ) {
        let before = self.open.take();
        let Some(link) = ctx.project().link(link) else {
            return;
        };
        let of_link = |attribute: &&Attribute| attribute.id.resource == link.resource();
        let attributes = ctx.project().system(link.hop().origin()).attributes();
        let names = attributes
            .filter(of_link)
            .map(|attribute| attribute.id.path.as_str());
        let Some(completion) = expr::complete(text, cursor, names) else {
            return;
        };
        let is_started = !completion.query.is_empty() || completion.is_attribute;
        let stays = before
            .as_ref()
            .is_some_and(|open| open.completion.replaces.start == completion.replaces.start);
        let is_wanted = why == Why::Asked || (why == Why::Typed && is_started) || stays;
        // What is typed in full already needs no list.
        let is_done = why != Why::Asked
            && matches!(completion.candidates.as_slice(), [only]
                if text.get(completion.replaces.clone()) == Some(only.text.as_str()));
        if !is_wanted || is_done || completion.candidates.is_empty() {
            return;
        }
        self.open = Some(Open {
            text: text.to_owned(),
            cursor,
            completion,
            chosen: 0,
            moved: true,
            area: before.map_or(Rect::NOTHING, |open| open.area),
            has_focus: false,
            taken: false,
        });
    }

    /// Draws the list; the text and the place of the cursor if a candidate was taken.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        ctx: ViewContext<'_>,
        link: &LinkId,
        output: &TextEditOutput,
        text: &str,
    ) -> Option<(String, usize)> {
        let open = self.open.as_mut()?;
        let letters = text
            .get(..open.completion.replaces.start)
            .unwrap_or_default()
            .chars()
            .count();
        let at = output.galley.pos_from_cursor(CCursor::new(letters));
        let at = output.galley_pos + at.left_bottom().to_vec2() + vec2(-scale::PAD, scale::GAP);
        let clicked = open.list_ui(ui, ctx, link, at);
        let taken = clicked.or(open.taken.then_some(open.chosen))?;
        let candidate = open.completion.candidates.get(taken)?;
        let applied = open.completion.apply(text, candidate);
        self.open = None;
        Some(applied)
    }
}

impl Open {
    fn list_ui(&mut self, ui: &Ui, ctx: ViewContext<'_>, link: &LinkId, at: Pos2) -> Option<usize> {
        let (mut clicked, mut has_focus) = (None, false);
        let screen = ui.ctx().content_rect().shrink(scale::PAD);
        let width = WIDTH.min(screen.width());
        let id = Id::unique("expression completion");
        let tokens = Tokens::of(ui);
        let area = Area::new(id)
            .order(Order::Foreground)
            .fixed_pos(at)
            .constrain_to(screen)
            .show(ui.ctx(), |ui| {
                Frame::new()
                    .fill(tokens.raised)
                    .stroke(Stroke::new(scale::HAIRLINE, tokens.border))
                    .corner_radius(scale::RADIUS_CONTROL)
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(Margin::same(4))
                    .show(ui, |ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.y = 0.0;
                        let count = self.completion.candidates.len();
                        let height = LINE * count.min(SEEN) as f32;
                        ScrollArea::vertical()
                            .max_height(height)
                            .min_scrolled_height(height)
                            .auto_shrink([false, true])
                            .show(ui, |ui| {
                                for (at, candidate) in self.completion.candidates.iter().enumerate()
                                {
                                    let is_chosen = at == self.chosen;
                                    let about = about(ctx, link, candidate);
                                    let line = line_ui(ui, candidate, &about, is_chosen);
                                    if is_chosen && self.moved {
                                        line.scroll_to_me(None);
                                    }
                                    has_focus |= line.has_focus();
                                    if line.clicked() {
                                        clicked = Some(at);
                                    }
                                }
                            });
                        if let Some(chosen) = self.completion.candidates.get(self.chosen) {
                            help_ui(ui, ctx, link, chosen);
                        }
                    });
            });
        self.moved = false;
        self.has_focus = has_focus;
        self.area = area.response.rect;
        clicked
    }
}

/// One candidate: its name, and at the right what it is.
fn line_ui(ui: &mut Ui, candidate: &Candidate, about: &str, is_chosen: bool) -> Response {
    let tokens = Tokens::of(ui);
    let size = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let words = format!("{}, {about}", candidate.name);
        WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, words)
    });
    if is_chosen || response.hovered() {
        let fill = if is_chosen {
            tokens.accent_fill
        } else {
            tokens.hover
        };
        ui.painter().rect_filled(rect, scale::RADIUS_INNER, fill);
    }
    let inner = rect.shrink2(vec2(scale::PAD, 0.0));
    let color = match candidate.kind {
        CandidateKind::Function(_) => tokens.accent,
        CandidateKind::Attribute => tokens.system,
        CandidateKind::Word => tokens.text,
    };
    // What it is gives way to a long name, as those of extension attributes are.
    let whole = elided(ui, &candidate.name, Type::Name, color, f32::INFINITY);
    let left = inner.width() - whole.size().x - scale::SECTION;
    let room = left.clamp(inner.width() * 0.18, inner.width() * 0.45);
    let about = elided(ui, about, Type::Small, tokens.text_soft, room);
    let room = inner.width() - about.size().x - scale::SECTION;
    let name = elided(ui, &candidate.name, Type::Name, color, room);
    let middle = |height: f32| inner.center().y - height / 2.0;
    let right = inner.right() - about.size().x;
    let (name_top, about_top) = (middle(name.size().y), middle(about.size().y));
    ui.painter()
        .galley(pos2(inner.left(), name_top), name, color);
    ui.painter()
        .galley(pos2(right, about_top), about, tokens.text_soft);
    response
}

/// What the chosen candidate is for.
fn help_ui(ui: &mut Ui, ctx: ViewContext<'_>, link: &LinkId, chosen: &Candidate) {
    let tokens = Tokens::of(ui);
    let (head, body) = match chosen.kind {
        CandidateKind::Function(function) => (function.signature(), function.description.clone()),
        CandidateKind::Attribute => {
            let description = attribute(ctx, link, &chosen.name)
                .map(|attribute| attribute.description.clone())
                .unwrap_or_default();
            (chosen.text.clone(), description)
        }
        CandidateKind::Word => (
            chosen.text.clone(),
            "a word of the language: written as it is, without quotes".to_owned(),
        ),
    };
    ui.add_space(4.0);
    crate::app::widgets::hairline(ui, tokens.hairline);
    Frame::new()
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let head = Type::NameSmall.text(shown(&head)).color(tokens.text);
            ui.add(Label::new(head).wrap());
            if !body.is_empty() {
                ui.add_space(2.0);
                let body = Type::Small.text(shown(&body)).color(tokens.text_soft);
                ui.add(Label::new(body).wrap());
            }
        });
}

/// What a candidate is, in a few words.
fn about(ctx: ViewContext<'_>, link: &LinkId, candidate: &Candidate) -> String {
    match candidate.kind {
        CandidateKind::Function(_) => "function".to_owned(),
        CandidateKind::Word => "word".to_owned(),
        CandidateKind::Attribute => {
            let Some(attribute) = attribute(ctx, link, &candidate.name) else {
                return "attribute".to_owned();
            };
            let kind = type_name(attribute.id.column, &attribute.value_type);
            if attribute.group.is_empty() {
                kind
            } else {
                format!("{} · {kind}", attribute.group)
            }
        }
    }
}

fn attribute<'a>(ctx: ViewContext<'a>, link: &LinkId, name: &str) -> Option<&'a Attribute> {
    let link = ctx.project().link(link)?;
    let id = match link.hop().origin() {
        Column::Source => AttributeId::source(link.resource(), name),
        Column::Protocol | Column::Target => AttributeId::protocol(link.resource(), name),
    };
    ctx.project().attribute(&id)
}
