//! What a drag begins: it is decided by where the button was pressed.
//!
//! egui tells of the widget that is under the pointer at the end of the frame; after a quick first move that is a
//! neighbour of the one that was pressed.

use egui::Ui;

use super::drag::{Gesture, Way};
use super::hit::{Hit, hit};
use super::scene::{Scene, point};
use super::state::MapState;
use crate::model::AttributeId;
use crate::picture::Side;
use crate::rows::AttributeNumber;

/// Begins what a drag from where the button was pressed means.
pub(super) fn begin_drag(ui: &Ui, scene: &Scene<'_>, state: &mut MapState) {
    let Some(origin) = ui.input(|input| input.pointer.press_origin()) else {
        return;
    };
    match hit(scene, point(origin)) {
        Hit::Port { number, side, .. } => {
            if let Some(id) = scene.index().attribute_id(number) {
                state.gesture = from_port(scene, number, id, side, Way::Drag);
            }
        }
        Hit::Group { column, group } => {
            if let Some(group) = scene.columns().column(column).group(group)
                && !group.missing
            {
                state.gesture = Gesture::Group {
                    column,
                    group: group.name.clone(),
                };
            }
        }
        // As in lists of files: what is selected is moved, from anywhere else a frame is drawn.
        Hit::Row { number, .. } if moves_rows(ui, scene, state, number) => {
            if let Some(grabbed) = scene.index().attribute_id(number).cloned() {
                state.gesture = Gesture::Rows { grabbed };
            }
        }
        Hit::Row { .. } | Hit::Wire(_) | Hit::Nothing => {
            if state.gesture == Gesture::None {
                let (x, y) = (origin.x, origin.y);
                state.gesture = Gesture::Frame { x, y };
            }
        }
    }
}

fn moves_rows(ui: &Ui, scene: &Scene<'_>, state: &MapState, number: AttributeNumber) -> bool {
    state.gesture == Gesture::None
        && scene.content.marked.has_attribute(number)
        && ui.input(|input| input.modifiers.is_none())
}

/// What a drag or a click begins at a port: moving the end of the selected link that is there, else a new link.
pub(super) fn from_port(
    scene: &Scene<'_>,
    number: AttributeNumber,
    id: &AttributeId,
    side: Side,
    way: Way,
) -> Gesture {
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
                way,
            };
        }
        if side == Side::Right && origins.contains(&number) {
            return Gesture::MoveOrigin {
                link: link.clone(),
                from: id.clone(),
                destination: destination.clone(),
                way,
            };
        }
    }
    Gesture::Link {
        from: id.clone(),
        side: Some(side),
        way,
    }
}
