//! The small menu that a second line into a direct rule opens: the ready-made ways to make one value of two.

use egui::{
    Align2, Area, Context, EventFilter, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Response,
    Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::App;
use super::command::{Command, Commands};
use super::context::ViewContext;
use super::theme::{Tokens, Type, scale};
use super::widgets::{elided, focus_ring, shown};
use crate::app::widgets::Tip as _;
use crate::editor::changes::{self, Change, Combination, LinkRefusal};
use crate::model::{AttributeId, LinkId, Rule};

const WIDTH: f32 = 400.0;
const LINE: f32 = 46.0;

/// A line that was drawn and waits for what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Combining {
    /// The link that it leads into.
    link: LinkId,
    /// What it comes from.
    origin: AttributeId,
    /// Whether the line ended on an attribute, so that a link of its own is possible too.
    may_stand_alone: bool,
    chosen: usize,
    /// Where the pointer ended the line; none if it was the keyboard.
    at: Option<Pos2>,
    /// What had the keyboard before.
    before: Option<Id>,
}

impl Combining {
    /// Waits for the choice.
    pub(super) fn new(ctx: &Context, link: LinkId, origin: AttributeId, alone: Alone) -> Self {
        let before = ctx.memory(egui::Memory::focused);
        // From now on the keys are for the menu, though it is drawn in the next frame.
        ctx.memory_mut(|memory| memory.request_focus(line_id(0)));
        let at = ctx.input(|input| {
            let pointer = &input.pointer;
            (pointer.any_released() || pointer.any_down()).then(|| pointer.interact_pos())?
        });
        Self {
            link,
            origin,
            may_stand_alone: alone == Alone::Possible,
            chosen: 0,
            at,
            before,
        }
    }
}

/// Whether a link of its own is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    Possible,
    Not,
}

/// One line of the menu.
struct Choice {
    name: &'static str,
    about: String,
    /// The rule as text; empty where it is no expression.
    rule: String,
    change: Result<Change, LinkRefusal>,
}

impl App {
    /// Links two attributes; asks what becomes of both values where a direct rule would get a second origin.
    pub(super) fn connect(&mut self, ctx: &Context, from: &AttributeId, to: &AttributeId) {
        let project = self.editor.project();
        let link = changes::link_to_combine(project, from, to).cloned();
        let origin = changes::ends(from, to).map(|(origin, ..)| origin.clone());
        match (link, origin) {
            (Some(link), Ok(origin)) => {
                self.window.combining = Some(Combining::new(ctx, link, origin, Alone::Possible));
            }
            _ => self.commit_link(changes::connect(project, from, to)),
        }
    }

    /// Lets an attribute feed a link too; asks how where its rule is direct.
    pub(super) fn add_origin(&mut self, ctx: &Context, link: &LinkId, origin: &AttributeId) {
        let project = self.editor.project();
        if changes::combinations(project, link, origin).is_empty() {
            self.commit_link(changes::add_origin(project, link, origin));
        } else {
            let combining = Combining::new(ctx, link.clone(), origin.clone(), Alone::Not);
            self.window.combining = Some(combining);
        }
    }
}

impl Combining {
    /// Draws the menu; itself as long as it stays open.
    #[must_use]
    pub(super) fn show(
        mut self,
        ui: &Ui,
        view: ViewContext<'_>,
        commands: &mut Commands,
    ) -> Option<Self> {
        let choices = choices(view, &self);
        let last = choices.len().checked_sub(1)?;
        let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if key(Key::Escape) {
            self.give_focus_back(ui);
            return None;
        }
        if key(Key::ArrowDown) || key(Key::Tab) {
            self.chosen = if self.chosen >= last {
                0
            } else {
                self.chosen + 1
            };
        }
        if key(Key::ArrowUp) {
            self.chosen = self.chosen.checked_sub(1).unwrap_or(last);
        }
        let mut picked = (key(Key::Enter) || key(Key::Space)).then_some(self.chosen);
        let tokens = Tokens::of(ui);
        let screen = ui.ctx().content_rect().shrink(scale::PAD);
        let area = Area::new(Id::unique("combine"))
            .order(Order::Foreground)
            .constrain_to(screen);
        let area = match self.at {
            Some(at) => area.fixed_pos(at + Vec2::splat(scale::GAP)),
            None => area.anchor(Align2::CENTER_CENTER, Vec2::ZERO),
        };
        let response = area
            .show(ui.ctx(), |ui| {
                Frame::new()
                    .fill(tokens.raised)
                    .stroke(Stroke::new(scale::HAIRLINE, tokens.border))
                    .corner_radius(scale::RADIUS_CARD)
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(Margin::same(6))
                    .show(ui, |ui| {
                        ui.set_width(WIDTH.min(screen.width() - 12.0));
                        ui.spacing_mut().item_spacing.y = 0.0;
                        heading_ui(ui, view, &self);
                        for (at, choice) in choices.iter().enumerate() {
                            if line_ui(ui, (at, choice), at == self.chosen).clicked() {
                                picked = Some(at);
                            }
                        }
                    });
            })
            .response;
        let Some(choice) = picked.and_then(|at| choices.into_iter().nth(at)) else {
            return (!response.clicked_elsewhere()).then_some(self);
        };
        self.give_focus_back(ui);
        commands.push(match choice.change {
            Ok(change) => Command::Change {
                change,
                gesture: None,
            },
            Err(refusal) => Command::Refuse(format!("Not linked: {refusal}")),
        });
        None
    }

    fn give_focus_back(&self, ui: &Ui) {
        ui.memory_mut(|memory| match self.before {
            Some(before) => memory.request_focus(before),
            None => memory.stop_text_input(),
        });
    }
}

/// What names a line of the menu.
fn line_id(at: usize) -> Id {
    Id::unique(("combine", at))
}

fn choices(view: ViewContext<'_>, combining: &Combining) -> Vec<Choice> {
    let project = view.project();
    let (link, origin) = (&combining.link, &combining.origin);
    let all = changes::combinations(project, link, origin);
    if all.is_empty() {
        return Vec::new();
    }
    let mut choices: Vec<Choice> = all
        .into_iter()
        .map(|one| Choice {
            change: changes::combine(project, link, origin, &one),
            rule: text_of(&one),
            name: one.name,
            about: one.about,
        })
        .collect();
    if combining.may_stand_alone
        && let Some(destination) = project.link(link).map(|link| &link.destination)
    {
        choices.push(Choice {
            name: "A second link",
            about: "both feed it, which the checks report".to_owned(),
            rule: String::new(),
            change: changes::connect(project, origin, destination),
        });
    }
    choices
}

fn text_of(combination: &Combination) -> String {
    match &combination.rule {
        Rule::Expression { text } => text.clone(),
        Rule::Direct { .. } | Rule::Constant { .. } | Rule::Translation { .. } => String::new(),
    }
}

fn heading_ui(ui: &mut Ui, view: ViewContext<'_>, combining: &Combining) {
    let destination = view.project().link(&combining.link);
    let destination = destination.map_or("", |link| link.destination.label());
    let words = format!(
        "{} into {destination}, which is fed already",
        combining.origin.label()
    );
    let tokens = Tokens::of(ui);
    Frame::new()
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            let words = Type::Secondary.text(shown(&words)).color(tokens.text_soft);
            ui.add(egui::Label::new(words).truncate());
        });
}

fn line_ui(ui: &mut Ui, (at, choice): (usize, &Choice), is_chosen: bool) -> Response {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    let id = line_id(at);
    let response = ui.interact(rect, id, Sense::click());
    let spoken = format!("{}: {}", choice.name, choice.about);
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, is_chosen, &spoken));
    if is_chosen {
        // Said aloud as the arrows go through the list, and the keys go nowhere else.
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| {
            memory.request_focus(id);
            memory.set_focus_lock_filter(id, filter);
        });
    }
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => Some(tokens.accent_fill),
        (false, true) => Some(tokens.hover),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, scale::RADIUS_INNER, fill);
    }
    let inner = rect.shrink2(vec2(scale::PAD, 0.0));
    let room = inner.width();
    let name = elided(ui, choice.name, Type::BodyMedium, tokens.text, room);
    let after = name.size().x + scale::SECTION;
    let about_room = (room - after).max(0.0);
    let second_line = if choice.rule.is_empty() {
        &choice.about
    } else {
        &choice.rule
    };
    let second_font = if choice.rule.is_empty() {
        Type::Small
    } else {
        Type::NameSmall
    };
    ui.painter()
        .galley(pos2(inner.left(), rect.top() + 6.0), name, tokens.text);
    if !choice.rule.is_empty() {
        let about = elided(ui, &choice.about, Type::Small, tokens.text_soft, about_room);
        let left = inner.right() - about.size().x;
        ui.painter()
            .galley(pos2(left, rect.top() + 8.0), about, tokens.text_soft);
    }
    let second = elided(ui, second_line, second_font, tokens.text_soft, room);
    ui.painter().galley(
        pos2(inner.left(), rect.top() + 25.0),
        second,
        tokens.text_soft,
    );
    if response.has_focus() {
        focus_ring(ui.painter(), rect.shrink(1.0), scale::RADIUS_INNER, tokens);
    }
    response.tip(shown(&spoken))
}
