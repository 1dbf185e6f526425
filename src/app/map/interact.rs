//! What reacts on the map: each row, port, link and heading in view has a place, a name and a role, and asks by command.

use egui::{Id, Key, Modifiers, Pos2, Rect, Response, Ui};

use super::begin::begin_drag;
use super::drag::Gesture;
use super::hit::{Hit, drop_at, hit};
use super::order::drop_moved;
use super::scene::{Scene, point, rect};
use super::state::MapState;
use crate::app::command::{Command, Commands};
use crate::app::selection::{Item, Selection};
use crate::model::{AttributeId, Column};
use crate::picture::Line;

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
    state.focused_heading = None;
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

/// What everything that reacts needs.
pub(super) struct React<'a, 's> {
    pub(super) ui: &'a Ui,
    pub(super) scene: &'a Scene<'s>,
    pub(super) base: Id,
    /// What is under the pointer.
    pub(super) found: Hit,
    pub(super) commands: &'a mut Commands,
}

impl React<'_, '_> {
    pub(super) fn row_id(&self, id: &AttributeId) -> Id {
        self.base.with(("row", id))
    }

    fn background(&mut self, state: &mut MapState, background: &Response) {
        if background.drag_started() {
            begin_drag(self.ui, self.scene, state);
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
        if matches!(state.gesture, Gesture::Group { .. } | Gesture::Rows { .. })
            && !self.ui.input(|input| input.pointer.any_down())
        {
            let gesture = std::mem::take(&mut state.gesture);
            if let Some(at) = self.ui.input(|input| input.pointer.latest_pos()) {
                drop_moved(self.scene, &gesture, at.y, self.commands);
            }
        }
        if state.gesture.is_dragged() && !self.ui.input(|input| input.pointer.any_down()) {
            let gesture = std::mem::take(&mut state.gesture);
            gesture.finish(self.scene, self.found, self.commands);
        }
    }
}
