//! What a second click offers on rows, links and headings: the same actions as menus, keys and palette.

use egui::{Button, Response, Ui};

use super::order::shift_group;
use super::state::MapState;
use crate::app::command::{Action, Commands};
use crate::app::context::ViewContext;
use crate::model::Column;
use crate::picture::{Fold, Group, Shift};

const OF_ROW: &[&[Action]] = &[
    &[Action::LinkHere, Action::LinkByName, Action::NextLink],
    &[
        Action::MarkRequired,
        Action::MarkSystemGenerated,
        Action::MarkOptional,
        Action::MarkNone,
        Action::NoCounterpart,
    ],
    &[Action::AddNote],
    &[Action::MoveUp, Action::MoveDown],
    &[Action::Delete],
];

const OF_LINK: &[&[Action]] = &[
    &[Action::Agree, Action::Propose, Action::Reject],
    &[Action::SetOwner, Action::TenantCheck, Action::AddNote],
    &[Action::Delete],
];

/// The menu of a row.
pub(super) fn of_row(response: &Response, commands: &mut Commands) {
    response.context_menu(|ui| actions(ui, OF_ROW, commands));
}

/// The menu of a link.
pub(super) fn of_link(response: &Response, commands: &mut Commands) {
    response.context_menu(|ui| actions(ui, OF_LINK, commands));
}

fn actions(ui: &mut Ui, parts: &[&[Action]], commands: &mut Commands) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            ui.separator();
        }
        for action in *part {
            if item(ui, action.name()) {
                commands.act(*action);
            }
        }
    }
}

/// The menu of a group's heading.
pub(super) fn of_heading(
    response: &Response,
    ctx: ViewContext<'_>,
    state: &mut MapState,
    (column, group): (Column, &Group),
    commands: &mut Commands,
) {
    response.context_menu(|ui| {
        if !group.missing {
            for (words, shift) in [
                ("Move group up", Shift::Up),
                ("Move group down", Shift::Down),
            ] {
                if item(ui, words) {
                    shift_group(ctx, column, &group.name, shift, commands);
                }
            }
            ui.separator();
        }
        let (words, fold) = match group.fold {
            Fold::Open => ("Collapse group", Fold::Closed),
            Fold::Closed => ("Expand group", Fold::Open),
        };
        if item(ui, words) {
            state.set_fold(column, ctx.resource, group.label(), fold);
        }
        for action in [Action::CollapseAll, Action::ExpandAll] {
            if item(ui, action.name()) {
                commands.act(action);
            }
        }
    });
}

fn item(ui: &mut Ui, words: &str) -> bool {
    let is_clicked = ui
        .add(Button::new(words).frame_when_inactive(false))
        .clicked();
    if is_clicked {
        ui.close();
    }
    is_clicked
}
