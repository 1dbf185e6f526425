//! What reacts on the map: each row, port, link and heading in view has a place, a name and a role, and asks by command.

use egui::{CursorIcon, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::drag::{Gesture, Way};
use super::hit::{Hit, drop_at, hit, port_area, sides};
use super::paint_wires::{edge_area, edge_name};
use super::scene::{Scene, WirePath, point, rect};
use super::state::MapState;
use crate::app::command::{Command, Commands};
use crate::app::selection::{Item, Selection};
use crate::app::theme::scale;
use crate::app::widgets::{shown, shown_lines};
use crate::model::{AttributeId, Column};
use crate::picture::{Edge, End, Fold, Group, Line, RowContent, Side, link_name, short_name};
use crate::rows::AttributeNumber;

/// Where the pointer is, if it is over the map and nothing covers it there.
pub(super) fn pointer_over(ui: &Ui, area: Rect) -> Option<Pos2> {
    let at = ui.input(|input| input.pointer.latest_pos())?;
    let on_top = ui.ctx().layer_id_at(at) == Some(ui.layer_id());
    (area.contains(at) && on_top).then_some(at)
}

/// Lets everything in view react; answers with what is under the pointer.
pub(super) fn react(
    ui: &Ui,
    scene: &Scene<'_>,
    state: &mut MapState,
    background: &Response,
    at: Option<Pos2>,
    commands: &mut Commands,
) -> Hit {
    let base = ui.scope_id().with("map");
    let seeks = state.gesture.seeks_attribute();
    let found = match at {
        Some(at) if seeks => drop_at(scene, point(at)),
        Some(at) => hit(scene, point(at)),
        None => Hit::Nothing,
    };
    let mut react = React {
        ui,
        scene,
        base,
        found,
        commands,
    };
    for column in Column::ALL {
        react.lines(state, column);
    }
    for (place, path) in scene.wires.iter().enumerate() {
        react.wire(state, place, path);
    }
    for column in Column::ALL {
        react.ports(state, column);
    }
    react.edges(state);
    react.background(state, background);
    react.end_of_drag(state);
    if ui.input_mut(|input| {
        state.gesture != Gesture::None && input.consume_key(Modifiers::NONE, Key::Escape)
    }) {
        state.cancel();
    }
    found
}

struct React<'a, 's> {
    ui: &'a Ui,
    scene: &'a Scene<'s>,
    base: Id,
    found: Hit,
    commands: &'a mut Commands,
}

impl React<'_, '_> {
    fn row_id(&self, id: &AttributeId) -> Id {
        self.base.with(("row", id))
    }

    fn lines(&mut self, state: &mut MapState, column: Column) {
        let scene = self.scene;
        let frame = scene.frame(column);
        let content = scene.columns().column(column);
        let mut tab_stop = None;
        for line in frame.visible_lines() {
            let mut area = frame.line_area(line);
            area.top = area.top.max(frame.body.top);
            area.bottom = area.bottom.min(frame.body.bottom);
            match content.line(line) {
                Some(Line::Group(group)) => self.heading(state, column, group, rect(area)),
                Some(Line::Attribute(number)) => {
                    if let Some(row) = scene.content.row(number) {
                        // One row of a column can be reached by Tab, the arrows lead on from there.
                        let is_stop = match &state.cursor {
                            Some(cursor) if cursor.column == column => *cursor == row.id,
                            _ => tab_stop.is_none(),
                        };
                        if is_stop {
                            tab_stop = Some(line);
                        }
                        self.row(state, number, row, rect(area), is_stop);
                    }
                }
                None => {}
            }
        }
    }

    fn row(
        &mut self,
        state: &mut MapState,
        number: AttributeNumber,
        row: &RowContent,
        area: Rect,
        is_stop: bool,
    ) {
        let id = self.row_id(&row.id);
        let sense = if is_stop {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = self.ui.interact(area, id, sense);
        let selected = self.scene.content.marked.has_attribute(number);
        response
            .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &row.spoken));
        if state.wants_focus && state.cursor.as_ref() == Some(&row.id) {
            state.wants_focus = false;
            self.ui.memory_mut(|memory| memory.request_focus(id));
        }
        if response.has_focus() {
            self.ui.memory_mut(|memory| {
                memory.set_focus_lock_filter(
                    id,
                    egui::EventFilter {
                        tab: false,
                        horizontal_arrows: true,
                        vertical_arrows: true,
                        escape: false,
                    },
                );
            });
            let ring = area.shrink(1.0);
            crate::app::widgets::focus_ring(
                self.ui.painter(),
                ring.shrink(scale::FOCUS),
                scale::RADIUS_INNER,
                crate::app::theme::Tokens::of(self.ui),
            );
        }
        if response.clicked() {
            if state.gesture.seeks_attribute() {
                let gesture = std::mem::take(&mut state.gesture);
                let here = Hit::Row {
                    column: row.id.column,
                    line: 0,
                    number,
                };
                gesture.finish(self.scene, here, self.commands);
            } else {
                self.select_row(state, &row.id);
                state.wants_focus = true;
            }
        }
        response.on_hover_ui(|ui| {
            ui.set_max_width(420.0);
            ui.label(shown_lines(&row.tooltip));
        });
    }

    fn select_row(&mut self, state: &mut MapState, id: &AttributeId) {
        let modifiers = self.ui.input(|input| input.modifiers);
        let item = Item::Attribute(id.clone());
        let selection = if modifiers.command {
            self.scene.ctx.selection.toggled(&item)
        } else if modifiers.shift
            && let Some(anchor) = state.anchor.clone()
        {
            self.range(&anchor, id)
        } else {
            Selection::one(item)
        };
        if !modifiers.shift {
            state.anchor = Some(id.clone());
        }
        state.cursor = Some(id.clone());
        self.commands.push(Command::Select(selection));
    }

    /// The rows from one to another of the same column, the second one last.
    fn range(&self, from: &AttributeId, to: &AttributeId) -> Selection {
        let scene = self.scene;
        let (project, index) = (scene.ctx.project(), scene.index());
        let line = |id| match scene.columns().place(index.number(project, id)?) {
            crate::picture::Place::Line(line) => Some(line),
            crate::picture::Place::Folded(_) | crate::picture::Place::Hidden => None,
        };
        let one = || Selection::one(Item::Attribute(to.clone()));
        let (Some(start), Some(end)) = (line(from), line(to)) else {
            return one();
        };
        if from.column != to.column {
            return one();
        }
        let lines = scene.columns().column(to.column).lines();
        let picked = lines.get(start.min(end)..=start.max(end)).unwrap_or(&[]);
        let mut items: Vec<_> = picked
            .iter()
            .filter_map(|line| match line {
                Line::Attribute(number) => index.attribute_id(*number),
                Line::Group(_) => None,
            })
            .map(|id| Item::Attribute(id.clone()))
            .collect();
        if end < start {
            items.reverse();
        }
        Selection::new(items)
    }

    fn heading(&mut self, state: &mut MapState, column: Column, number: usize, area: Rect) {
        let resource = self.scene.ctx.resource;
        let Some(group) = self.scene.columns().column(column).group(number) else {
            return;
        };
        let label = group.label();
        let id = self
            .base
            .with(("group", column.as_str(), resource.as_str(), label));
        let heading = self.ui.interact(area, id, Sense::CLICK);
        heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, group.in_words()));
        let mut chevron = area;
        chevron.set_left(area.left() + 4.0);
        chevron.set_width(28.0);
        let chevron = self
            .ui
            .interact(chevron, id.with("chevron"), Sense::click());
        let system = &self.scene.ctx.project().system(column).name;
        chevron.widget_info(|| {
            let verb = match group.fold {
                Fold::Open => "Collapse",
                Fold::Closed => "Expand",
            };
            WidgetInfo::labeled(Role::Button, true, format!("{verb} {label} in {system}"))
        });
        if chevron.has_focus() {
            crate::app::widgets::focus_ring(
                self.ui.painter(),
                chevron.rect.shrink(4.0),
                scale::RADIUS_INNER,
                crate::app::theme::Tokens::of(self.ui),
            );
        }
        if chevron.clicked() || heading.double_clicked() {
            let fold = match group.fold {
                Fold::Open => Fold::Closed,
                Fold::Closed => Fold::Open,
            };
            state.set_fold(column, resource, label, fold);
            self.ui.ctx().request_repaint();
        }
    }

    fn ports(&mut self, state: &mut MapState, column: Column) {
        let scene = self.scene;
        let frame = scene.frame(column);
        let content = scene.columns().column(column);
        let system = &scene.ctx.project().system(column).name;
        for line in frame.visible_lines().filter(|line| frame.shows_port(*line)) {
            let Some(Line::Attribute(number)) = content.line(line) else {
                continue;
            };
            let Some(row) = scene.content.row(number) else {
                continue;
            };
            for side in sides(column) {
                let area = rect(port_area(scene, column, line, *side));
                let id = self.row_id(&row.id).with(*side);
                let response = self.ui.interact(area, id, Sense::CLICK | Sense::DRAG);
                response.widget_info(|| {
                    let which = match side {
                        Side::Left => "destination",
                        Side::Right => "source",
                    };
                    let words = format!("{which} port of {} in {system}", row.name);
                    WidgetInfo::labeled(Role::Button, true, words)
                });
                self.port(state, &response, number, row, *side);
                response.on_hover_cursor(CursorIcon::Crosshair);
            }
        }
    }

    fn port(
        &mut self,
        state: &mut MapState,
        response: &Response,
        number: AttributeNumber,
        row: &RowContent,
        side: Side,
    ) {
        if response.drag_started() {
            state.gesture = self.gesture_from(number, &row.id, side);
        } else if response.clicked() {
            let here = Hit::Row {
                column: row.id.column,
                line: 0,
                number,
            };
            if state.gesture.seeks_attribute() {
                let gesture = std::mem::take(&mut state.gesture);
                if gesture.finish(self.scene, here, self.commands) {
                    return;
                }
                if matches!(&gesture, Gesture::Link { from, .. } if *from == row.id) {
                    return;
                }
            }
            state.gesture = Gesture::Link {
                from: row.id.clone(),
                side: Some(side),
                way: Way::Clicks,
            };
        }
    }

    /// What a drag from a port begins: moving the end of the selected link that is there, else a new link.
    fn gesture_from(&self, number: AttributeNumber, id: &AttributeId, side: Side) -> Gesture {
        let scene = self.scene;
        let index = scene.index();
        if let Some(selected) = scene.content.marked.only_link()
            && let Some(link) = index.link_id(selected)
            && let Some(destination) = index
                .destination(selected)
                .and_then(|number| index.attribute_id(number))
        {
            let origins = index.origins(selected);
            if side == Side::Left && destination == id {
                let origin = origins
                    .first()
                    .and_then(|origin| index.attribute_id(*origin));
                return Gesture::MoveDestination {
                    link: link.clone(),
                    origin: origin.cloned(),
                    from: id.clone(),
                };
            }
            if side == Side::Right && origins.contains(&number) {
                return Gesture::MoveOrigin {
                    link: link.clone(),
                    from: id.clone(),
                    destination: destination.clone(),
                };
            }
        }
        Gesture::Link {
            from: id.clone(),
            side: Some(side),
            way: Way::Drag,
        }
    }

    fn wire(&mut self, state: &mut MapState, place: usize, path: &WirePath<'_>) {
        let scene = self.scene;
        let index = scene.index();
        let origin = path
            .wire
            .origin
            .and_then(|number| index.attribute_id(number));
        let id = self.base.with(("link", path.id, origin, path.wire.raised));
        let response = self.ui.interact(rect(path.handle), id, Sense::CLICK);
        let selected = scene.content.marked.has_link(path.wire.link);
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, true, selected, wire_name(scene, path))
        });
        if response.clicked() {
            // Handles of neighbours may overlap: the link nearest to the pointer is meant.
            let meant = match self.found {
                Hit::Wire(nearest) => nearest,
                _ => place,
            };
            self.click_wire(state, meant);
        }
        response.on_hover_text(shown(&wire_name(scene, path)));
    }

    fn click_wire(&mut self, state: &mut MapState, place: usize) {
        let Some(path) = self.scene.wires.get(place) else {
            return;
        };
        if state.gesture.seeks_attribute() {
            let gesture = std::mem::take(&mut state.gesture);
            gesture.finish(self.scene, Hit::Wire(place), self.commands);
            return;
        }
        if path.wire.count > 1 {
            self.open_ends(state, path);
            return;
        }
        let item = Item::Link(path.id.clone());
        let toggles = self.ui.input(|input| input.modifiers.command);
        self.commands.push(Command::Select(if toggles {
            self.scene.ctx.selection.toggled(&item)
        } else {
            Selection::one(item)
        }));
    }

    /// Opens the closed groups that a gathered wire ends at, or scrolls to where it leads.
    fn open_ends(&self, state: &mut MapState, path: &WirePath<'_>) {
        let wire = &path.wire;
        let ends = [
            (wire.hop.origin(), wire.start),
            (wire.hop.destination(), wire.end),
        ];
        for (column, end) in ends {
            let content = self.scene.columns().column(column);
            if let End::Group(line) = end
                && let Some(Line::Group(group)) = content.line(line)
                && let Some(group) = content.group(group)
            {
                state.set_fold(column, self.scene.ctx.resource, group.label(), Fold::Open);
            }
        }
        let index = self.scene.index();
        let beyond = if wire.start.is_in_view() {
            index.destination(wire.link)
        } else {
            wire.origin
        };
        if !wire.is_whole()
            && let Some(id) = beyond.and_then(|number| index.attribute_id(number))
        {
            state.reveal(id.clone());
        }
        self.ui.ctx().request_repaint();
    }

    fn edges(&mut self, state: &mut MapState) {
        let scene = self.scene;
        for edge in &scene.edges {
            let id = self
                .base
                .with(("edge", edge.column.as_str(), edge.side, edge.edge));
            let area = edge_area(scene, edge).expand2(egui::vec2(0.0, 3.0));
            let response = self.ui.interact(area, id, Sense::CLICK);
            response
                .widget_info(|| WidgetInfo::labeled(Role::Button, true, edge_name(scene, edge)));
            if response.clicked() {
                let frame = *scene.frame(edge.column);
                let page = frame.body.height() * 0.8;
                let moved = match edge.edge {
                    Edge::Above => frame.offset - page,
                    Edge::Below => frame.offset + page,
                };
                state.scroll_to(scene.ctx.resource, edge.column, moved);
                self.ui.ctx().request_repaint();
            }
            response.on_hover_text(edge_name(scene, edge));
        }
    }

    fn background(&mut self, state: &mut MapState, background: &Response) {
        if background.drag_started()
            && state.gesture == Gesture::None
            && let Some(at) = self.ui.input(|input| input.pointer.press_origin())
        {
            state.gesture = Gesture::Frame { x: at.x, y: at.y };
        }
        if !background.clicked() {
            return;
        }
        match self.found {
            Hit::Wire(place) => self.click_wire(state, place),
            _ if state.gesture.seeks_attribute() => {
                let gesture = std::mem::take(&mut state.gesture);
                gesture.finish(self.scene, self.found, self.commands);
            }
            _ => self.commands.push(Command::Select(Selection::default())),
        }
    }

    /// The rows and links in view that a frame touches, added to the selection while the command key is held.
    fn select_framed(&mut self, frame: Rect) {
        let scene = self.scene;
        let mut items = Vec::new();
        if self.ui.input(|input| input.modifiers.command) {
            items.extend_from_slice(scene.ctx.selection.items());
        }
        for column in Column::ALL {
            let place = scene.frame(column);
            let content = scene.columns().column(column);
            for line in place.visible_lines() {
                if let Some(Line::Attribute(number)) = content.line(line)
                    && rect(place.line_area(line)).intersects(frame)
                    && let Some(row) = scene.content.row(number)
                {
                    items.push(Item::Attribute(row.id.clone()));
                }
            }
        }
        let links = scene
            .wires
            .iter()
            .filter(|path| path.wire.count == 1 && frame.contains(rect(path.handle).center()));
        items.extend(links.map(|path| Item::Link(path.id.clone())));
        self.commands.push(Command::Select(Selection::new(items)));
    }

    /// Ends what was dragged when the button is let go.
    fn end_of_drag(&mut self, state: &mut MapState) {
        if let Gesture::Frame { x, y } = state.gesture
            && !self.ui.input(|input| input.pointer.any_down())
        {
            state.gesture = Gesture::None;
            if let Some(at) = self.ui.input(|input| input.pointer.latest_pos()) {
                self.select_framed(Rect::from_two_pos(Pos2::new(x, y), at));
            }
        }
        let dragging = match &state.gesture {
            Gesture::Link { way, .. } => *way == Way::Drag,
            Gesture::MoveOrigin { .. } | Gesture::MoveDestination { .. } => true,
            Gesture::None | Gesture::Frame { .. } | Gesture::Scroll { .. } => false,
        };
        if dragging && !self.ui.input(|input| input.pointer.any_down()) {
            let gesture = std::mem::take(&mut state.gesture);
            gesture.finish(self.scene, self.found, self.commands);
        }
    }
}

/// What a wire stands for, in words.
fn wire_name(scene: &Scene<'_>, path: &WirePath<'_>) -> String {
    let index = scene.index();
    let wire = &path.wire;
    let name = |number| index.attribute_id(number).map(short_name);
    let destination = index.destination(wire.link).and_then(name);
    let destination = destination.unwrap_or_else(|| path.link.destination.label().to_owned());
    if wire.count > 1 {
        let group = |column, end| match end {
            End::Group(line) => {
                let content = scene.columns().column(column);
                match content.line(line) {
                    Some(Line::Group(group)) => content.group(group).map(Group::label),
                    _ => None,
                }
            }
            _ => None,
        };
        let from = group(wire.hop.origin(), wire.start).map(str::to_owned);
        let from = from.or_else(|| {
            matches!(wire.start, End::Row(_))
                .then(|| wire.origin.and_then(name))
                .flatten()
        });
        let to = group(wire.hop.destination(), wire.end).map(str::to_owned);
        let to = to.or_else(|| matches!(wire.end, End::Row(_)).then_some(destination));
        return match (from, to) {
            (Some(from), Some(to)) => format!("{} links {from} to {to}", wire.count),
            (Some(from), None) => format!("{} links from {from} out of view", wire.count),
            (None, Some(to)) => format!("{} links into {to} out of view", wire.count),
            (None, None) => format!("{} links", wire.count),
        };
    }
    let origins: Vec<_> = index
        .origins(wire.link)
        .iter()
        .take(8)
        .filter_map(|number| name(*number))
        .collect();
    link_name(path.link, &origins, &destination)
}
