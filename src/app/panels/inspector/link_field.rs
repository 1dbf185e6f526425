//! A link by typing the name of its other end: suggestions below the field, chosen by arrows and Enter or by a click.

use egui::{Id, Key, Modifiers, Response, Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::candidates::{Candidate, candidates, column_at};
use super::field;
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{elided, focus_ring, shown};
use crate::model::{AttributeId, Revision, Status};
use crate::picture::Side;

/// Height of a suggestion: two lines of text.
const LINE: f32 = 38.0;

/// What is typed to find the other end of a link.
#[derive(Debug, Default)]
pub(super) struct LinkDraft {
    /// The attribute whose field is open, and its side.
    at: Option<(AttributeId, Side)>,
    text: String,
    chosen: usize,
    /// What was found, for which text and revision.
    found: Option<(String, Revision, Vec<Candidate>)>,
}

impl LinkDraft {
    fn is_at(&self, id: &AttributeId, side: Side) -> bool {
        matches!(&self.at, Some((at, on)) if at == id && *on == side)
    }

    fn begin(&mut self, id: &AttributeId, side: Side) {
        *self = Self {
            at: Some((id.clone(), side)),
            ..Self::default()
        };
    }

    /// Looks for candidates again if the text or the project is another one.
    fn refresh(&mut self, ctx: ViewContext<'_>, id: &AttributeId, side: Side) {
        let revision = ctx.editor.revision();
        let holds =
            matches!(&self.found, Some((text, at, _)) if *text == self.text && *at == revision);
        if !holds {
            let found = candidates(ctx, id, side, &self.text);
            self.found = Some((self.text.clone(), revision, found));
        }
    }

    fn candidates(&self) -> &[Candidate] {
        self.found.as_ref().map_or(&[], |(_, _, found)| found)
    }
}

/// The field of one side of an attribute, and below it, while it is used, what could be meant.
pub(super) fn link_field_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut LinkDraft,
    (id, side): (&AttributeId, Side),
    wants_focus: bool,
    commands: &mut Commands,
) {
    let (label, hint) = match side {
        Side::Left => ("Link from", "Type a name to feed it from…"),
        Side::Right => ("Link to", "Type a name for it to feed…"),
    };
    let field_id = Id::unique(("link by name", id, side));
    let is_open = draft.is_at(id, side);
    let mut picked = None;
    let mut moved = false;
    if is_open && ui.memory(|memory| memory.has_focus(field_id)) {
        let last = draft.candidates().len().saturating_sub(1);
        let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if key(Key::ArrowDown) {
            draft.chosen = (draft.chosen + 1).min(last);
            moved = true;
        }
        if key(Key::ArrowUp) {
            draft.chosen = draft.chosen.saturating_sub(1);
            moved = true;
        }
        if key(Key::Enter) {
            picked = Some(draft.chosen);
        }
    }
    let mut text = if is_open {
        draft.text.clone()
    } else {
        String::new()
    };
    let response = ui.add(
        TextEdit::singleline(&mut text)
            .id(field_id)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5)),
    );
    field::name(ui, &response, label);
    if wants_focus {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.has_focus() && !is_open {
        draft.begin(id, side);
    }
    if !draft.is_at(id, side) {
        return;
    }
    if response.changed() {
        draft.text = text;
        draft.chosen = 0;
        moved = true;
    }
    draft.refresh(ctx, id, side);
    let mut in_list = false;
    let list = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if draft.candidates().is_empty() {
            nothing_ui(ui, ctx, id, side, &draft.text);
        }
        for (at, candidate) in draft.candidates().iter().enumerate() {
            let line = candidate_ui(ui, candidate, at == draft.chosen);
            if at == draft.chosen && moved {
                line.scroll_to_me(None);
            }
            in_list |= line.has_focus();
            if line.clicked() {
                picked = Some(at);
            }
        }
    });
    if let Some(candidate) = picked.and_then(|at| draft.candidates().get(at)) {
        commands.push(link(ctx, id, &candidate.id, side));
        response.surrender_focus();
        *draft = LinkDraft::default();
    } else if !response.has_focus() && !in_list && !ui.rect_contains_pointer(list.response.rect) {
        *draft = LinkDraft::default();
    }
}

/// The command that links the two: what has a link already gets a further origin, not a second link.
fn link(ctx: ViewContext<'_>, id: &AttributeId, other: &AttributeId, side: Side) -> Command {
    let index = ctx.index();
    let there = index.number(ctx.project(), id).and_then(|number| {
        let links = index.links_into(number).iter();
        let mut alive = links.filter(|link| {
            let link = index.link(**link);
            link.is_some_and(|link| link.status != Status::Rejected)
        });
        index.link_id(*alive.next()?)
    });
    match (side, there) {
        (Side::Left, Some(link)) => Command::AddOrigin {
            link: link.clone(),
            origin: other.clone(),
        },
        _ => Command::Connect {
            from: id.clone(),
            to: other.clone(),
        },
    }
}

fn nothing_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &AttributeId, side: Side, query: &str) {
    let column = column_at(id.column, side).map(|column| &ctx.project().system(column).name);
    let system = column.map_or("", String::as_str);
    let words = if query.trim().is_empty() {
        format!("Type a few letters of a name in {system}.")
    } else {
        format!("Nothing in {system} has these letters.")
    };
    let soft = Tokens::of(ui).text_soft;
    ui.label(Type::Secondary.text(shown(&words)).color(soft));
}

/// One suggestion: the name; below it group, type and why it is offered.
fn candidate_ui(ui: &mut Ui, candidate: &Candidate, is_chosen: bool) -> Response {
    let tokens = Tokens::of(ui);
    let size = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let mut about = candidate.about.clone();
    if !candidate.why.is_empty() {
        about = format!("{} · {about}", candidate.why);
    }
    response.widget_info(|| {
        let words = format!("{}, {about}", candidate.name);
        WidgetInfo::selected(Role::Button, true, is_chosen, words)
    });
    let ground = if is_chosen {
        Some(tokens.accent_fill)
    } else if response.hovered() {
        Some(tokens.hover)
    } else {
        None
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, scale::RADIUS_INNER, ground);
    }
    let room = rect.width() - 2.0 * scale::PAD;
    let name = elided(ui, &candidate.name, Type::Name, tokens.text, room);
    let about = elided(ui, &about, Type::Small, tokens.text_soft, room);
    let left = rect.left() + scale::PAD;
    let line = |top: f32, text| {
        ui.painter()
            .galley(pos2(left, rect.top() + top), text, tokens.text);
    };
    line(4.0, name);
    line(20.0, about);
    if response.has_focus() {
        focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
    }
    response.tip(shown(candidate.id.label()))
}
