//! One pass over the map: refresh what is kept, lay out, react, paint.

use egui::{Pos2, Rect, Sense, Stroke, Ui};

use super::content::Content;
use super::drag::Gesture;
use super::hit::Hit;
use super::interact::{pointer_over, react};
use super::order::paint_gap;
use super::paint::{self, Brush, Raised};
use super::scene::{Scene, frame, measures, pos};
use super::state::MapState;
use super::{filter, keys, paint_wires, scroll, widths};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, scale};
use crate::model::{AttributeId, Column, Resource};
use crate::picture::{Area, Chain, Fold, Layout, Place};

/// Draws the three columns and the links between them into all the room there is.
///
/// Reads `ctx`, changes nothing of the project, asks through `commands`.
pub fn map_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut MapState, commands: &mut Commands) {
    let area = ui.available_rect_before_wrap();
    let tokens = Tokens::of(ui);
    let background = ui.allocate_rect(area, Sense::CLICK | Sense::DRAG);
    if !area.is_positive() {
        return;
    }
    let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(area));
    ui.set_clip_rect(ui.clip_rect().intersect(area));
    ui.painter().rect_filled(area, 0.0, tokens.canvas);

    state.wants_focus |= std::mem::take(&mut state.focus_next);
    let opened = state.reveal.take();
    if let Some(id) = &opened {
        open_way_to(state, ctx, id);
    }
    let mut content = Content::refresh(
        state.content.take(),
        ctx,
        &state.folded,
        &state.filters,
        &state.search,
    );
    if let Some(id) = &opened {
        scroll_to(state, ctx, &content, area, id);
    }
    keep_in_view(state, ctx, &content, area);
    let at = pointer_over(ui, area);
    let before = lay_out(state, ctx.resource, &content, area);
    if let Some(at) = at {
        scroll::by_pinch(ui, state, ctx.resource, &before, at);
        scroll::by_wheel(ui, state, ctx.resource, &before, at);
        scroll::by_drag(ui, state, ctx.resource, &before, at);
    }
    let layout = lay_out(state, ctx.resource, &content, area);
    let ends = layout.columns.map(|frame| frame.offset);
    *state.offsets(ctx.resource) = ends;
    state.cards = layout.columns.map(|frame| super::scene::rect(frame.card));
    content.read_rows(ctx, &layout, state.marks.as_ref());

    let scene = Scene::new(ctx, &content, layout);
    keys::act(ui, &scene, state, commands);
    let hit = react(ui, &scene, state, &background, at, commands);
    let base = ui.scope_id().with("map");
    scroll::by_bar(ui, &scene, state, base);
    let hovered = hovered_chain(&scene, &state.gesture, hit);
    let gesture = state.gesture.clone();
    let has_focus =
        state.focused_row.is_some() && ui.memory(egui::Memory::focused) == state.focused_row;
    let focus = state.cursor.clone().filter(|_| has_focus);
    let raised = Raised {
        hit,
        hovered: &hovered,
        gesture: &gesture,
        focus: focus.as_ref(),
    };
    let brush = Brush {
        ui,
        tokens,
        zoom: state.zoom,
    };
    paint::columns(&brush, &scene, &raised);
    scroll::paint(ui, &scene, state, at);
    filter::funnels(ui, &scene, state, base);
    widths::react(ui, &scene, state, base);
    paint_wires::links(&brush, &scene, &raised);
    paint::ports(&brush, &scene, &raised);
    paint_wires::edges(&brush, &scene);
    if let Some(ring) = state.ring.take() {
        crate::app::widgets::focus_ring(ui.painter(), ring, scale::RADIUS_INNER, tokens);
    }
    let end = if state.gesture.is_by_keys() {
        end_at_cursor(&scene, state)
    } else {
        ui.input(|input| input.pointer.latest_pos())
    };
    if let Some(end) = end {
        paint_wires::preview(&brush, &scene, &state.gesture, end);
    }
    if let Some(at) = ui.input(|input| input.pointer.latest_pos()) {
        paint_gap(&brush, &scene, &gesture, at.y);
    }
    if let Gesture::Frame { x, y } = state.gesture
        && let Some(at) = ui.input(|input| input.pointer.latest_pos())
    {
        let frame = Rect::from_two_pos(egui::pos2(x, y), at);
        ui.painter().rect(
            frame,
            2.0,
            tokens.accent_fill.gamma_multiply(0.5),
            Stroke::new(1.0, tokens.accent),
            egui::StrokeKind::Inside,
        );
    }
    drop(scene);
    state.content = Some(content);
}

fn lay_out(state: &mut MapState, resource: Resource, content: &Content, area: Rect) -> Layout {
    let lines = Column::ALL.map(|column| content.columns.column(column).lines().len());
    let offsets = *state.offsets(resource);
    let area = Area::new(area.left(), area.top(), area.right(), area.bottom());
    Layout::new(area, &measures(state.zoom), lines, offsets, state.shares)
}

/// The port of the cursor's row, if a link that is drawn by the keyboard may end there.
fn end_at_cursor(scene: &Scene<'_>, state: &MapState) -> Option<Pos2> {
    let cursor = state.cursor.as_ref()?;
    if !state.gesture.may_end_at(cursor) {
        return None;
    }
    let side = state.gesture.wanted_side(cursor.column)?;
    let number = scene.index().number(scene.ctx.project(), cursor)?;
    match scene.columns().place(number) {
        Place::Line(line) => Some(pos(scene.frame(cursor.column).port(line, side))),
        Place::Folded(_) | Place::Hidden => None,
    }
}

/// The chain of what is under the pointer; none while something is drawn or dragged.
fn hovered_chain(scene: &Scene<'_>, gesture: &Gesture, hit: Hit) -> Chain {
    let mut chain = Chain::default();
    if *gesture != Gesture::None {
        return chain;
    }
    let index = scene.index();
    match hit {
        Hit::Row { number, .. } | Hit::Port { number, .. } => chain.add_attribute(index, number),
        Hit::Wire(place) => {
            if let Some(path) = scene.wires.get(place)
                && path.wire.count == 1
            {
                chain.add_link(index, path.wire.link);
            }
        }
        Hit::Group { .. } | Hit::Nothing => {}
    }
    chain
}

/// Opens the group of an attribute and drops the filters that hide it.
fn open_way_to(state: &mut MapState, ctx: ViewContext<'_>, id: &AttributeId) {
    let index = &ctx.editor.derived().index;
    let Some(number) = index.number(ctx.project(), id) else {
        return;
    };
    let group = match index.attribute(number) {
        None => "Not in this column",
        Some(attribute) if attribute.group.is_empty() => "Other",
        Some(attribute) => &attribute.group,
    };
    state.set_fold(id.column, id.resource, group, Fold::Open);
    let hidden = state
        .content
        .as_ref()
        .is_some_and(|content| content.columns.place(number) == Place::Hidden);
    for (column, filters) in Column::ALL.into_iter().zip(&mut state.filters) {
        if hidden && column == id.column {
            filters.clear();
        }
    }
}

/// Where the map gets lower, as when the inspector opens below it, what is selected stays in view if it was.
fn keep_in_view(state: &mut MapState, ctx: ViewContext<'_>, content: &Content, area: Rect) {
    let before = std::mem::replace(&mut state.height, area.height());
    if area.height() + 1.0 > before {
        return;
    }
    let was = area.with_max_y(area.top() + before);
    let was = lay_out(state, ctx.resource, content, was);
    let index = ctx.index();
    let link = content.marked.only_link();
    let of_link = link.into_iter().flat_map(|link| {
        let origins = index.origins(link).first().copied();
        origins.into_iter().chain(index.destination(link))
    });
    let selected = ctx.selection.attributes();
    let selected = selected.filter_map(|id| index.number(ctx.project(), id));
    for number in selected.chain(of_link) {
        if let Some(id) = index.attribute_id(number)
            && let Place::Line(line) = content.columns.place(number)
            && frame(&was, id.column).visible_lines().contains(&line)
        {
            scroll_to(state, ctx, content, area, id);
        }
    }
}

fn scroll_to(
    state: &mut MapState,
    ctx: ViewContext<'_>,
    content: &Content,
    area: Rect,
    id: &AttributeId,
) {
    let number = ctx.editor.derived().index.number(ctx.project(), id);
    let Some(Place::Line(line)) = number.map(|number| content.columns.place(number)) else {
        return;
    };
    let layout = lay_out(state, ctx.resource, content, area);
    let offset = frame(&layout, id.column).offset_to_show(line);
    state.scroll_to(ctx.resource, id.column, offset);
}
