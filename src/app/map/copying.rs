//! What Ctrl+C copies on the map: the whole paths of what is selected, one a line, as they are typed elsewhere.

use egui::text_selection::LabelSelectionState;
use egui::{Context, Event, Ui};

use super::scene::Scene;
use crate::app::selection::Item;
use crate::app::widgets;

/// Copies the selection, unless something stands before the map or a text is marked somewhere.
pub(super) fn act(ui: &Ui, scene: &Scene<'_>) {
    let is_meant =
        !scene.ctx.selection.is_empty() && !widgets::is_covered(ui.ctx()) && !marks_text(ui.ctx());
    if !is_meant {
        return;
    }
    let is_asked = ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !matches!(event, Event::Copy));
        input.events.len() < before
    });
    if is_asked {
        let items = scene.ctx.selection.items();
        let lines: Vec<String> = items.iter().map(|item| line(scene, item)).collect();
        ui.copy_text(lines.join("\n"));
    }
}

/// Whether a part of some text is marked: then that is what is copied.
fn marks_text(ctx: &Context) -> bool {
    ctx.plugin::<LabelSelectionState>().lock().has_selection()
}

/// `jobTitle → title` for a link, the path for an attribute.
fn line(scene: &Scene<'_>, item: &Item) -> String {
    match item {
        Item::Attribute(id) => id.label().to_owned(),
        Item::Link(id) => {
            let Some(link) = scene.ctx.project().link(id) else {
                return String::new();
            };
            let index = scene.index();
            let origins = index
                .link_number(id)
                .map(|number| index.origins(number))
                .unwrap_or_default();
            let origins: Vec<&str> = origins
                .iter()
                .filter_map(|number| Some(index.attribute_id(*number)?.label()))
                .collect();
            format!("{} → {}", origins.join(", "), link.destination.label())
        }
    }
}
