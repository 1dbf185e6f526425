//! What lies over the cell under the cursor: the field it is typed in, the words to choose from, why it was refused.

use egui::text::{CCursor, CCursorRange};
use egui::{
    Align2, Area, EventFilter, Frame, Id, Order, Pos2, Rect, Role, Sense, Stroke, StrokeKind,
    TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::editing::choices;
use super::keys::take_focus;
use super::state::{Mode, TableState};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets;
use crate::rows::TableColumn;

/// The widest a field grows for a long text.
const WIDEST: f32 = 520.0;
/// Height of a word to choose.
const CHOICE: f32 = 28.0;

/// Draws what belongs to the present mode over `cell`.
pub(super) fn overlay_ui(
    ui: &mut Ui,
    cell: Rect,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    commands: &mut Commands,
) {
    state.field = None;
    match state.mode {
        Mode::Moving => {}
        Mode::Typing(_) => field_ui(ui, cell, ctx, state, commands),
        Mode::Choosing(_) => choice_ui(ui, cell, ctx, state, commands),
    }
    if let Some(refusal) = &state.refusal {
        let icon = if state.is_typing() {
            Icon::Error
        } else {
            Icon::Hint
        };
        refusal_ui(ui, state.field.unwrap_or(cell), state.body, icon, refusal);
    }
}

fn field_ui(
    ui: &mut Ui,
    cell: Rect,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let refused = state.refusal.is_some();
    let body = state.body;
    let column = state.cursor.column;
    let label = {
        let header = column.header(ctx.project());
        let row = state.row(ctx, state.cursor.line);
        let table = super::editing::table(ctx);
        let name = row.map_or("", |row| super::cell::row_name(&table, row));
        format!("Edit {header} of {name}")
    };
    let Mode::Typing(draft) = &mut state.mode else {
        return;
    };
    let font = match column {
        TableColumn::Owner | TableColumn::Notes => Type::Body,
        _ => Type::Name,
    };
    let text = widgets::elided(ui, &draft.text, font, tokens.text, f32::INFINITY);
    let width = (text.size().x + 2.0 * scale::PAD + 12.0)
        .min(WIDEST)
        .max(cell.width())
        .min((body.width() - 2.0 * scale::PAD).max(cell.width()));
    let left = cell.left().min(body.right() - width).max(body.left());
    let frame = Rect::from_min_size(pos2(left, cell.top()), vec2(width, cell.height()));
    state.field = Some(frame);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(frame).id_salt("table field"));
    ui.set_clip_rect(body.intersect(ui.clip_rect()));
    let stroke = Stroke::new(
        scale::FOCUS,
        if refused { tokens.error } else { tokens.focus },
    );
    ui.painter().rect(
        frame.shrink(0.5),
        scale::RADIUS_INNER,
        tokens.panel,
        stroke,
        StrokeKind::Inside,
    );
    let inner = frame.shrink2(vec2(scale::PAD, 4.0));
    let hint = if column == TableColumn::Notes {
        "Add a comment"
    } else {
        ""
    };
    let id = TableState::field_id();
    let is_new = std::mem::take(&mut draft.is_new);
    let end = draft.text.chars().count();
    let edit = TextEdit::singleline(&mut draft.text)
        .id(id)
        .font(font.font())
        .frame(Frame::NONE)
        .hint_text(hint)
        .align(Align2::LEFT_CENTER)
        .min_size(inner.size())
        .desired_width(inner.width())
        .event_filter(EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        });
    if is_new {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let mut output = ui
        .scope_builder(UiBuilder::new().max_rect(inner), |ui| edit.show(ui))
        .inner;
    if is_new {
        let range = CCursorRange::one(CCursor::new(end));
        output.state.cursor.set_char_range(Some(range));
        output.state.store(ui.ctx(), id);
        // The second click of two begins the edit: egui takes the focus from what was not under the pointer before.
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_label(label));
    if output.response.changed() {
        state.refusal = None;
    }
    // Somebody pressed elsewhere: what was typed is put in, or stays here until it can be.
    if output.response.lost_focus() && !is_new && !state.finish(ctx, commands) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn choice_ui(
    ui: &Ui,
    cell: Rect,
    ctx: ViewContext<'_>,
    state: &mut TableState,
    commands: &mut Commands,
) {
    let column = state.cursor.column;
    let Mode::Choosing(at) = state.mode else {
        return;
    };
    let words = state
        .row(ctx, state.cursor.line)
        .and_then(|row| choices(ctx, row, column));
    let Some((words, _)) = words else {
        state.give_up();
        return;
    };
    let mut chosen = None;
    let height = CHOICE * words.len() as f32 + 12.0;
    let width = cell.width().max(180.0);
    let inner = anchored(ui, "table choice", cell, height, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ui.set_width(width);
        for (place, word) in words.iter().enumerate() {
            let (rect, response) =
                ui.allocate_exact_size(vec2(width, CHOICE), Sense::CLICK | Sense::HOVER);
            one_choice_ui(ui, rect, &response, column, word, place == at);
            if response.hovered() && ui.input(|input| input.pointer.is_moving()) && place != at {
                chosen = Some((place, false));
            }
            if response.clicked() {
                chosen = Some((place, true));
            }
        }
    });
    if let Some((place, finished)) = chosen {
        state.mode = Mode::Choosing(place);
        if finished {
            state.finish(ctx, commands);
            take_focus(ui);
        }
    } else {
        let pressed = ui.input(|input| {
            let pointer = &input.pointer;
            pointer.any_pressed().then(|| pointer.interact_pos())
        });
        let elsewhere = |pos: Pos2| !inner.contains(pos) && !cell.contains(pos);
        if pressed.flatten().is_some_and(elsewhere) {
            state.give_up();
        }
    }
}

fn one_choice_ui(
    ui: &Ui,
    rect: Rect,
    response: &egui::Response,
    column: TableColumn,
    word: &str,
    is_lit: bool,
) {
    let tokens = Tokens::of(ui);
    let shown = if word.is_empty() { "unmarked" } else { word };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_lit, shown));
    if is_lit {
        ui.painter()
            .rect_filled(rect, scale::RADIUS_INNER, tokens.accent_fill);
        if ui.ctx().has_accesskit_node(response.id) {
            ui.ctx()
                .accesskit_node_builder(TableState::grid_id(), |node| {
                    node.set_active_descendant(response.id.accesskit_id());
                });
        }
    }
    let mut left = rect.left() + scale::PAD;
    if let Some(icon) = icon_of(column, word) {
        let center = pos2(left + 7.0, rect.center().y);
        let square = Rect::from_center_size(center, Vec2::splat(14.0));
        paint(ui.painter(), square, icon, icon.color(tokens));
    }
    if column != TableColumn::Apply {
        left += 14.0 + scale::GAP;
    }
    let font = if is_lit { Type::BodyMedium } else { Type::Body };
    let color = if is_lit { tokens.accent } else { tokens.text };
    let room = rect.right() - scale::PAD - left;
    let galley = widgets::elided(ui, shown, font, color, room);
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(left, top), galley, color);
}

fn icon_of(column: TableColumn, word: &str) -> Option<Icon> {
    match (column, word) {
        (TableColumn::Mark, "required") => Some(Icon::Required),
        (TableColumn::Mark, "system-generated") => Some(Icon::SystemGenerated),
        (TableColumn::Mark, "optional") => Some(Icon::Optional),
        (TableColumn::Mark, _) => Some(Icon::Dash),
        (TableColumn::Status, "proposed") => Some(Icon::Proposed),
        (TableColumn::Status, "agreed") => Some(Icon::Agreed),
        (TableColumn::Status, "rejected") => Some(Icon::Rejected),
        _ => None,
    }
}

/// Says near the cell why it did not take what it was given.
fn refusal_ui(ui: &Ui, cell: Rect, body: Rect, icon: Icon, refusal: &str) {
    let cell = cell.intersect(body);
    anchored(ui, "table refusal", cell, 44.0, |ui| {
        let tokens = Tokens::of(ui);
        ui.set_max_width(340.0);
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(scale::ICON), Sense::HOVER);
            paint(ui.painter(), rect, icon, icon.color(tokens));
            let text = Type::Body
                .text(widgets::shown(&sentence(refusal)))
                .color(tokens.text);
            let response = ui.add(egui::Label::new(text).wrap());
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_live(egui::accesskit::Live::Assertive);
            });
        });
    });
}

/// A message that begins a chain of others, as a sentence by itself.
fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(rest)
        .collect()
}

/// A small card below a cell, or above where there is no room below; returns where it stands.
fn anchored(ui: &Ui, name: &str, cell: Rect, height: f32, contents: impl FnOnce(&mut Ui)) -> Rect {
    let tokens = Tokens::of(ui);
    let below = cell.bottom() + 4.0 + height < ui.ctx().content_rect().bottom();
    let (pivot, pos) = if below {
        (Align2::LEFT_TOP, cell.left_bottom() + vec2(0.0, 4.0))
    } else {
        (Align2::LEFT_BOTTOM, cell.left_top() - vec2(0.0, 4.0))
    };
    let frame = Frame::popup(ui.style())
        .fill(tokens.raised)
        .stroke(Stroke::new(scale::HAIRLINE, tokens.border))
        .inner_margin(6);
    Area::new(Id::unique(name))
        .order(Order::Foreground)
        .pivot(pivot)
        .fixed_pos(pos)
        .constrain(true)
        .show(ui.ctx(), |ui| frame.show(ui, contents))
        .response
        .rect
}

/// What stands where there are no rows.
pub(super) fn empty_ui(ui: &mut Ui, body: Rect, words: &str, what_next: &str) {
    let tokens = Tokens::of(ui);
    for (text, font, color, below) in [
        (words, Type::Title, tokens.text, -14.0),
        (what_next, Type::Body, tokens.text_soft, 12.0),
    ] {
        let room = (body.width() - 2.0 * scale::MARGIN).max(0.0);
        let galley = widgets::elided(ui, text, font, color, room);
        let center = body.center() + vec2(0.0, below);
        let rect = Rect::from_center_size(center, galley.size());
        ui.painter().galley(rect.min, galley, color);
        let id = ui.scope_id().with(font);
        let response = ui.interact(rect, id, Sense::HOVER);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    }
}
