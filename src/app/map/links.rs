//! Ports, links and the counts at the edges as they react: drawing, selecting, moving ends.

use egui::{CursorIcon, Response, Role, Sense, WidgetInfo};

use super::begin::{begin_drag, from_port};
use super::drag::{Gesture, Way};
use super::hit::{Hit, port_area, sides};
use super::interact::React;
use super::menu;
use super::paint_wires::edge_name;
use super::scene::{Scene, WirePath, edge_area, rect};
use super::state::MapState;
use crate::app::command::Command;
use crate::app::selection::{Item, Selection};
use crate::app::widgets::Tip as _;
use crate::app::widgets::shown;
use crate::model::Column;
use crate::picture::{Edge, End, Fold, Group, Line, RowContent, Side, link_name, short_name};
use crate::rows::AttributeNumber;

impl React<'_, '_> {
    pub(super) fn ports(&mut self, state: &mut MapState, column: Column) {
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
                let id = self.row_id(&row.id).with(("port", *side));
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
            begin_drag(self.ui, self.scene, state);
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
            state.gesture = from_port(self.scene, number, &row.id, side, Way::Clicks);
        }
    }

    pub(super) fn wire(&mut self, state: &mut MapState, place: usize, path: &WirePath<'_>) {
        let scene = self.scene;
        let index = scene.index();
        let origin = path
            .wire
            .origin
            .and_then(|number| index.attribute_id(number));
        let id = self.base.with(("link", path.id, origin));
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
        if path.wire.count == 1 {
            if response.secondary_clicked() && !selected {
                let item = Item::Link(path.id.clone());
                self.commands.push(Command::Select(Selection::one(item)));
            }
            menu::of_link(&response, self.commands);
        }
        response.tip(shown(&wire_name(scene, path)));
    }

    pub(super) fn click_wire(&mut self, state: &mut MapState, place: usize) {
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

    pub(super) fn edges(&mut self, state: &mut MapState) {
        let scene = self.scene;
        for edge in &scene.edges {
            let id = self
                .base
                .with(("edge", edge.column.as_str(), edge.side, edge.edge));
            let area = rect(edge_area(scene, edge)).expand2(egui::vec2(0.0, 3.0));
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
            response.tip(edge_name(scene, edge));
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
