//! Groups and rows put in another order: by dragging a heading or selected rows, from a menu, by keys; and all groups
//! folded at once.

use egui::Stroke;

use super::drag::Gesture;
use super::paint::Brush;
use super::scene::{Scene, rect};
use super::state::MapState;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::scale;
use crate::editor::changes::Change;
use crate::model::{AttributeId, Column};
use crate::picture::{self, Fold, Group, Line, Shift};

/// A place between two groups, or two rows, where what is dragged can be let go.
#[derive(Clone, Debug, PartialEq)]
struct Gap<T> {
    /// Its height on screen.
    y: f32,
    /// What is below it; none at the end.
    before: Option<T>,
}

/// The gap nearest to a height.
fn nearest<T>(gaps: Vec<Gap<T>>, y: f32) -> Option<Gap<T>> {
    gaps.into_iter()
        .min_by(|one, other| (one.y - y).abs().total_cmp(&(other.y - y).abs()))
}

impl MapState {
    /// Asks to move the heading that has the focus, else the selected attributes, one place.
    pub fn shift(&self, ctx: ViewContext<'_>, shift: Shift, commands: &mut Commands) {
        if let Some((column, group)) = &self.focused_heading {
            shift_group(ctx, *column, group, shift, commands);
            return;
        }
        let ids: Vec<_> = ctx.selection.attributes().cloned().collect();
        let what = several(&ids);
        let edit = picture::shift_attributes(ctx.project(), &ids, shift);
        commands.change(edit.map(|edit| Change {
            name: format!("Move {what} {}", word(shift)),
            edit,
        }));
    }

    /// Opens or closes all groups of all columns.
    pub fn fold_all(&mut self, ctx: ViewContext<'_>, fold: Fold) {
        let Some(content) = &self.content else {
            return;
        };
        let mut labels: Vec<(Column, String)> = Vec::new();
        for column in Column::ALL {
            let groups = content.columns.column(column).groups().iter();
            labels.extend(groups.map(|group| (column, group.label().to_owned())));
        }
        for (column, label) in labels {
            self.set_fold(column, ctx.resource, &label, fold);
        }
    }
}

/// Asks to move a group one place.
pub(super) fn shift_group(
    ctx: ViewContext<'_>,
    column: Column,
    group: &str,
    shift: Shift,
    commands: &mut Commands,
) {
    let edit = picture::shift_group(ctx.project(), column, ctx.resource, group, shift);
    commands.change(edit.map(|edit| Change {
        name: format!("Move group {} {}", shown_name(group), word(shift)),
        edit,
    }));
}

fn shown_name(group: &str) -> &str {
    if group.is_empty() { "Other" } else { group }
}

fn word(shift: Shift) -> &'static str {
    match shift {
        Shift::Up => "up",
        Shift::Down => "down",
    }
}

/// The gap nearest to a height, among the headings in view.
fn group_gap(scene: &Scene<'_>, column: Column, y: f32) -> Option<Gap<String>> {
    let frame = scene.frame(column);
    let content = scene.columns().column(column);
    let lines = frame.visible_lines();
    let heading = |line: usize| match content.line(line) {
        Some(Line::Group(number)) => content.group(number),
        _ => None,
    };
    let of_group = |group: &Group| (!group.missing).then(|| group.name.clone());
    let mut gaps: Vec<Gap<String>> = lines
        .clone()
        .filter_map(|line| {
            let before = of_group(heading(line)?);
            Some(Gap {
                y: frame.line_area(line).top,
                before,
            })
        })
        .collect();
    let all = content.lines().len();
    if lines.end == all && all > 0 {
        gaps.push(Gap {
            y: frame.line_area(all - 1).bottom,
            before: None,
        });
    }
    nearest(gaps, y)
}

/// The gap nearest to a height, among the rows in view of the group that a row is in.
fn row_gap(scene: &Scene<'_>, grabbed: &AttributeId, y: f32) -> Option<Gap<AttributeId>> {
    let frame = scene.frame(grabbed.column);
    let content = scene.columns().column(grabbed.column);
    let index = scene.index();
    let number = index.number(scene.ctx.project(), grabbed)?;
    let group = &index.attribute(number)?.group;
    let member = |line: usize| match content.line(line) {
        Some(Line::Attribute(number)) => index
            .attribute(number)
            .filter(|attribute| attribute.group == *group),
        _ => None,
    };
    let mut gaps = Vec::new();
    for line in frame.visible_lines() {
        let Some(attribute) = member(line) else {
            continue;
        };
        let area = frame.line_area(line);
        gaps.push(Gap {
            y: area.top,
            before: Some(attribute.id.clone()),
        });
        if member(line + 1).is_none() {
            gaps.push(Gap {
                y: area.bottom,
                before: None,
            });
        }
    }
    nearest(gaps, y)
}

/// Ends the drag of a heading or of rows at a height.
pub(super) fn drop_moved(scene: &Scene<'_>, gesture: &Gesture, y: f32, commands: &mut Commands) {
    let (project, resource) = (scene.ctx.project(), scene.ctx.resource);
    let (name, edit) = match gesture {
        Gesture::Group { column, group } => {
            let Some(gap) = group_gap(scene, *column, y) else {
                return;
            };
            let before = gap.before.as_deref();
            let edit = picture::move_group(project, *column, resource, group, before);
            (format!("Move group {}", shown_name(group)), edit)
        }
        Gesture::Rows { grabbed } => {
            let Some(gap) = row_gap(scene, grabbed, y) else {
                return;
            };
            let ids: Vec<_> = scene.ctx.selection.attributes().cloned().collect();
            let edit = picture::move_attributes(project, &ids, grabbed, gap.before.as_ref());
            (format!("Move {}", several(&ids)), edit)
        }
        _ => return,
    };
    commands.change(edit.map(|edit| Change { name, edit }));
}

/// `mail`, or how many there are.
fn several(ids: &[AttributeId]) -> String {
    match ids {
        [only] => only.label().to_owned(),
        many => format!("{} attributes", many.len()),
    }
}

/// Draws where what is dragged would come to stand.
pub(super) fn paint_gap(brush: &Brush<'_>, scene: &Scene<'_>, gesture: &Gesture, y: f32) {
    let (column, gap) = match gesture {
        Gesture::Group { column, .. } => (*column, group_gap(scene, *column, y).map(|gap| gap.y)),
        Gesture::Rows { grabbed } => (grabbed.column, row_gap(scene, grabbed, y).map(|gap| gap.y)),
        _ => return,
    };
    if let Some(gap) = gap {
        let body = rect(scene.frame(column).body);
        let y = gap.clamp(body.top() + 1.0, body.bottom() - 1.0);
        let stroke = Stroke::new(scale::WIRE_SELECTED, brush.tokens.accent);
        brush
            .ui
            .painter()
            .hline(body.shrink(6.0).x_range(), y, stroke);
    }
}
