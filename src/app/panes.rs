//! The parts of the window that F6 goes through: the bar, the columns of the map or the table, inspector and drawer.

use std::collections::BTreeMap;

use egui::{Context, Id, LayerId, Rect};

use super::App;
use crate::model::Column;

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pane {
    /// The bar at the top.
    Bar,
    /// A column of the map.
    Column(Column),
    /// What is shown in place of the map.
    View,
    /// The inspector.
    Inspector,
    /// The drawer.
    Drawer,
}

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To the next pane.
    Next,
    /// To the one before.
    Previous,
}

/// Where the panes of this frame are, and what had the focus in each.
#[derive(Debug, Default)]
pub(super) struct Panes {
    areas: BTreeMap<Pane, Rect>,
    last: BTreeMap<Pane, Id>,
    /// Whether a text field had the keyboard at the end of the frame before.
    pub(super) typed_before: bool,
    /// What was typed for a field that is there in the next frame.
    pub(super) held: super::keys::Held,
}

impl Panes {
    /// Forgets where panes were; they are named again as they are drawn.
    pub(super) fn begin(&mut self) {
        self.areas.clear();
    }

    /// Names a pane of this frame.
    pub(super) fn place(&mut self, pane: Pane, area: Rect) {
        if area.is_positive() {
            self.areas.insert(pane, area);
        }
    }

    /// The pane that has the focus.
    pub(super) fn focused(&self, ctx: &Context) -> Option<Pane> {
        let id = ctx.memory(egui::Memory::focused)?;
        let area = ctx.viewport(|window| {
            let widgets = &window.this_pass.widgets;
            let widget = widgets.get(id).or_else(|| window.prev_pass.widgets.get(id));
            widget.map(|widget| widget.rect)
        })?;
        self.pane_at(area)
    }

    fn pane_at(&self, area: Rect) -> Option<Pane> {
        self.areas
            .iter()
            .find(|(_, pane)| pane.contains(area.center()))
            .map(|(pane, _)| *pane)
    }

    /// What can have the focus in a pane: what had it last, else the first thing in reading order of the code.
    fn entry(&self, ctx: &Context, pane: Pane) -> Option<Id> {
        let area = self.areas.get(&pane)?;
        let last = self.last.get(&pane);
        ctx.viewport(|window| {
            let mut can = window
                .this_pass
                .widgets
                .get_layer(LayerId::background())
                .filter(|widget| widget.enabled && widget.sense.is_focusable())
                .filter(|widget| {
                    widget.interact_rect.is_positive() && area.contains(widget.rect.center())
                })
                .map(|widget| widget.id);
            let first = can.next()?;
            let is_there = |last: &&Id| first == **last || can.any(|id| id == **last);
            Some(last.filter(is_there).copied().unwrap_or(first))
        })
    }

    /// The panes from the one after `from`, once round.
    fn round(&self, from: Option<Pane>, way: Way) -> Vec<Pane> {
        let mut panes: Vec<Pane> = self.areas.keys().copied().collect();
        if way == Way::Previous {
            panes.reverse();
        }
        if let Some(at) = panes.iter().position(|pane| Some(*pane) == from) {
            panes.rotate_left(at + 1);
        }
        panes
    }
}

impl App {
    /// Gives the focus to the next pane, where it was there before.
    pub(super) fn step_pane(&mut self, ctx: &Context, way: Way) {
        let from = self.panes.focused(ctx);
        if let (Some(pane), Some(id)) = (from, ctx.memory(egui::Memory::focused)) {
            self.panes.last.insert(pane, id);
        }
        for pane in self.panes.round(from, way) {
            if let Pane::Column(column) = pane {
                if let Some(id) = ctx.memory(egui::Memory::focused) {
                    ctx.memory_mut(|memory| memory.surrender_focus(id));
                }
                self.map.focus_column(column);
                return;
            }
            if let Some(id) = self.panes.entry(ctx, pane) {
                ctx.memory_mut(|memory| memory.request_focus(id));
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    #[test]
    fn f6_goes_round_in_reading_order_and_back() {
        let mut panes = Panes::default();
        let order = [
            Pane::Bar,
            Pane::Column(Column::Source),
            Pane::Column(Column::Protocol),
            Pane::Column(Column::Target),
            Pane::Inspector,
            Pane::Drawer,
        ];
        for (at, pane) in order.into_iter().enumerate() {
            let corner = pos2(10.0 * at as f32, 0.0);
            panes.place(pane, Rect::from_min_size(corner, vec2(10.0, 10.0)));
        }
        assert_eq!(panes.round(None, Way::Next), order);
        assert_eq!(panes.round(Some(Pane::Drawer), Way::Next), order);
        let back = panes.round(Some(Pane::Bar), Way::Previous);
        assert_eq!(back.first(), Some(&Pane::Drawer));
        let next = panes.round(Some(Pane::Bar), Way::Next);
        assert_eq!(next.first(), Some(&Pane::Column(Column::Source)));
    }
}
