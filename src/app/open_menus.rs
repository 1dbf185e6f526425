//! The keyboard where a menu or a list is open: Tab goes round in it, and Esc gives the keyboard back to what opened it.
//!
//! By itself egui goes round in a menu with the arrows alone: Tab would go on in the window behind it, from its very
//! first control if the menu was opened by the pointer.

use egui::{Context, FocusDirection, Id, Key, LayerId, Memory, Modifiers, Popup};

/// What is remembered of the menu that is open.
#[derive(Debug, Default)]
pub(super) struct OpenMenus {
    was_open: bool,
    /// What had the focus before the menu opened.
    before: Option<Id>,
    /// What gets the focus when Esc closes the menu.
    opener: Option<Id>,
    /// Whether Esc was pressed in it.
    is_left: bool,
}

/// Which way the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    On,
    Back,
}

impl OpenMenus {
    /// Takes the keys that mean something to an open menu, before anything is drawn.
    pub(super) fn read(&mut self, ctx: &Context) {
        let focused = ctx.memory(Memory::focused);
        if !Popup::is_any_open(ctx) {
            if self.is_left
                && focused.is_none()
                && let Some(opener) = self.opener
            {
                ctx.memory_mut(|memory| memory.request_focus(opener));
            }
            *self = Self {
                before: ctx.memory(Memory::focused),
                ..Self::default()
            };
            return;
        }
        let layers = layers(ctx);
        if !self.was_open {
            self.was_open = true;
            self.opener = button_of(ctx, &layers).or(self.before);
        }
        if ctx.input(|input| input.key_pressed(Key::Escape)) {
            self.is_left = true;
            ctx.request_repaint();
        }
        let within = layers
            .iter()
            .find(|layer| focused.is_some_and(|id| is_in(ctx, id, **layer)));
        let Some(layer) = within.or(layers.last()) else {
            return;
        };
        // Where nothing or its button has the focus, egui itself lets the arrows go into the menu.
        let is_kept = |id| self.opener != Some(id) || !is_button(ctx, id);
        let takes_arrows =
            within.is_none() && focused.is_some_and(is_kept) && !ctx.text_edit_focused();
        let Some(way) = pressed(ctx, takes_arrows) else {
            return;
        };
        let next = next(&focusable(ctx, *layer), focused, way);
        ctx.memory_mut(|memory| {
            memory.move_focus(FocusDirection::None);
            if let Some(next) = next {
                memory.request_focus(next);
            }
        });
        ctx.request_repaint();
    }
}

fn pressed(ctx: &Context, takes_arrows: bool) -> Option<Way> {
    ctx.input_mut(|input| {
        let mut key = |modifiers, key| input.consume_key(modifiers, key);
        if key(Modifiers::SHIFT, Key::Tab) || (takes_arrows && key(Modifiers::NONE, Key::ArrowUp)) {
            Some(Way::Back)
        } else if key(Modifiers::NONE, Key::Tab)
            || (takes_arrows && key(Modifiers::NONE, Key::ArrowDown))
        {
            Some(Way::On)
        } else {
            None
        }
    })
}

/// The layers of what is open, a menu before the menus that open from it.
fn layers(ctx: &Context) -> Vec<LayerId> {
    let open = |layer: &LayerId| {
        ctx.viewport(|window| {
            let mut layers = window.prev_pass.layers.values();
            layers.any(|state| state.open_popups.contains(&layer.id))
        })
    };
    let all: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
    all.into_iter().filter(open).collect()
}

/// The button that opened one of the menus; one that is opened by a key or by the other button of the pointer may have
/// none.
fn button_of(ctx: &Context, layers: &[LayerId]) -> Option<Id> {
    ctx.viewport(|window| {
        let widgets = window
            .prev_pass
            .widgets
            .layers()
            .flat_map(|(_, rects)| rects);
        widgets
            .filter(|widget| widget.enabled && widget.sense.is_focusable())
            .map(|widget| widget.id)
            .find(|id| layers.iter().any(|layer| layer.id == id.with("popup")))
    })
}

/// Whether it can be pressed: the cells of the table, which keep the arrows for themselves, cannot.
fn is_button(ctx: &Context, id: Id) -> bool {
    ctx.viewport(|window| {
        let widget = window.prev_pass.widgets.get(id);
        widget.is_some_and(|widget| widget.sense.senses_click())
    })
}

fn is_in(ctx: &Context, id: Id, layer: LayerId) -> bool {
    ctx.viewport(|window| {
        let widget = window.prev_pass.widgets.get(id);
        widget.is_some_and(|widget| widget.layer_id == layer)
    })
}

/// What can have the focus in a menu, in the order in which it is drawn.
fn focusable(ctx: &Context, layer: LayerId) -> Vec<Id> {
    ctx.viewport(|window| {
        let widgets = window.prev_pass.widgets.get_layer(layer);
        let can = widgets.filter(|widget| widget.enabled && widget.sense.is_focusable());
        can.map(|widget| widget.id).collect()
    })
}

/// The one after, or before, what has the focus, once round; the first, or the last, if none of them has it.
fn next(all: &[Id], focused: Option<Id>, way: Way) -> Option<Id> {
    let at = all.iter().position(|id| Some(*id) == focused);
    let next = match (way, at) {
        (Way::On, None) => 0,
        (Way::On, Some(at)) => at + 1,
        (Way::Back, None | Some(0)) => all.len().checked_sub(1)?,
        (Way::Back, Some(at)) => at - 1,
    };
    all.get(next).or(all.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_goes_round() {
        let all = ["a", "b", "c"].map(Id::unique);
        let step = |from: Option<usize>, way| {
            let to = next(&all, from.map(|at| all[at]), way).unwrap();
            all.iter().position(|id| *id == to).unwrap()
        };
        assert_eq!(
            [None, Some(0), Some(2)].map(|at| step(at, Way::On)),
            [0, 1, 0]
        );
        assert_eq!(
            [None, Some(2), Some(0)].map(|at| step(at, Way::Back)),
            [2, 1, 2]
        );
        assert_eq!(next(&[], None, Way::Back), None);
    }
}
