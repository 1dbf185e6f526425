//! Rows and headings as they react: selecting, folding, taking the keyboard.

use egui::{Rect, Role, Sense, WidgetInfo};

use super::begin::begin_drag;
use super::hit::Hit;
use super::interact::React;
use super::menu;
use super::scene::{Scene, rect};
use super::state::MapState;
use crate::app::command::Command;
use crate::app::selection::{Item, Selection};
use crate::app::widgets::Tip as _;
use crate::app::widgets::shown_lines;
use crate::model::{AttributeId, Column};
use crate::picture::{Fold, Line, Place, RowContent};
use crate::rows::AttributeNumber;

impl React<'_, '_> {
    pub(super) fn lines(&mut self, state: &mut MapState, column: Column) {
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
                            if state.focus_column == Some(column) {
                                state.focus_column = None;
                                state.cursor = Some(row.id.clone());
                                state.wants_focus = true;
                            }
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
            // The arrows are this row's from the next frame on only.
            self.ui.ctx().request_repaint();
        }
        if response.has_focus() {
            state.focused_row = Some(id);
            if response.gained_focus() && !state.focus_next {
                state.cursor = Some(row.id.clone());
            }
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
        if response.secondary_clicked() && !selected {
            self.select_row(state, &row.id);
        }
        menu::of_row(&response, self.commands);
        response.tip_ui(|ui| {
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
            range(self.scene, &anchor, id)
        } else {
            Selection::one(item)
        };
        if !modifiers.shift {
            state.anchor = Some(id.clone());
        }
        state.cursor = Some(id.clone());
        self.commands.push(Command::Select(selection));
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
        let heading = self.ui.interact(area, id, Sense::CLICK | Sense::DRAG);
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
        if heading.drag_started() {
            begin_drag(self.ui, self.scene, state);
        }
        menu::of_heading(
            &heading,
            self.scene.ctx,
            state,
            (column, group),
            self.commands,
        );
        if chevron.has_focus() {
            if !group.missing {
                state.focused_heading = Some((column, group.name.clone()));
            }
            state.ring = Some(chevron.rect.shrink(4.0));
        }
        if chevron.clicked() || heading.double_clicked() {
            let fold = match group.fold {
                Fold::Open => Fold::Closed,
                Fold::Closed => Fold::Open,
            };
            state.set_fold(column, resource, label, fold);
            self.ui.ctx().request_repaint();
        }
        if !group.missing {
            heading.on_hover_cursor(egui::CursorIcon::Grab);
        }
    }
}

/// The rows from one to another of the same column, the second one last.
pub(super) fn range(scene: &Scene<'_>, from: &AttributeId, to: &AttributeId) -> Selection {
    let (project, index) = (scene.ctx.project(), scene.index());
    let line = |id| match scene.columns().place(index.number(project, id)?) {
        Place::Line(line) => Some(line),
        Place::Folded(_) | Place::Hidden => None,
    };
    let ends = (line(from), line(to));
    let ((Some(start), Some(end)), true) = (ends, from.column == to.column) else {
        return Selection::one(Item::Attribute(to.clone()));
    };
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
