//! What keeps the field where it is while somebody types in it or presses something beside it.

use egui::{Mesh, Rect, Ui, UiBuilder, vec2};

use super::ExpressionState;
use crate::app::theme::Tokens;

impl ExpressionState {
    /// Draws what stands above the field: while somebody types in it, with the height that it had before, so that the
    /// field stays where it is.
    pub(in crate::app::panels::inspector) fn still_ui(
        &mut self,
        ui: &mut Ui,
        contents: impl FnOnce(&mut Ui),
    ) {
        let id = ui.scope_id().with("above the expression");
        let focused = ui.memory(egui::Memory::focused);
        if focused != self.typed_in && !is_pressed(ui) {
            self.typed_in = None;
        }
        let height = ui.data(|data| data.get_temp::<f32>(id));
        let Some(height) = height.filter(|_| self.typed_in.is_some()) else {
            let height = ui.scope(contents).response.rect.height();
            ui.data_mut(|data| data.insert_temp(id, height));
            return;
        };
        let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
        let mut still = ui.new_child(UiBuilder::new().max_rect(rect));
        still.shrink_clip_rect(rect);
        contents(&mut still);
        if still.min_rect().height() > height + 1.0 {
            fade(&still, rect);
        }
        ui.advance_cursor_after_rect(rect);
    }
}

/// Lets what is cut off at the lower end of `rect` fade into the panel.
fn fade(ui: &Ui, rect: Rect) {
    let panel = Tokens::of(ui).panel;
    let band = rect.with_min_y(rect.bottom() - 24.0);
    let mut mesh = Mesh::default();
    for (corner, color) in [
        (band.left_top(), panel.gamma_multiply(0.0)),
        (band.right_top(), panel.gamma_multiply(0.0)),
        (band.right_bottom(), panel),
        (band.left_bottom(), panel),
    ] {
        mesh.colored_vertex(corner, color);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    ui.painter().add(mesh);
}

/// Whether the pointer is down, or was in this frame.
pub(super) fn is_pressed(ui: &Ui) -> bool {
    ui.input(|input| input.pointer.any_down() || input.pointer.any_released())
}
