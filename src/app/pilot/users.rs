//! The list of sample users: what happens to each, failures findable at once.

use egui::{
    Align, Label, Layout, Rect, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::counts::{filter_ui, notes_ui, progress_ui, why_ui};
use super::keep;
use super::report::report_ui;
use super::shown::Page;
use super::state::PilotState;
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::state::PathPurpose;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, elided, focus_ring, grouped};
use crate::pilot::Action;

/// How wide the list is where there is room.
pub(super) const WIDTH: f32 = 300.0;
/// Narrower than this, the list's buttons stand below its title.
const NARROW: f32 = 270.0;
/// Height of a line.
const LINE: f32 = 46.0;
/// Height of the line for all users.
const ALL: f32 = 36.0;

pub(super) fn users_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    commands: &mut Commands,
) {
    let margin = scale::MARGIN;
    ui.spacing_mut().item_spacing = vec2(scale::PAD, 0.0);
    ui.add_space(scale::SECTION);
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.add_space(margin);
        ui.label(Type::Title.text("Sample users"));
        if !is_narrow {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(scale::SECTION);
                files_ui(ui, ctx, state, commands);
                report_ui(ui, state, commands);
            });
        }
    });
    let soft = Tokens::of(ui).text_soft;
    ui.horizontal(|ui| {
        ui.add_space(margin);
        let count = grouped(state.samples.users.len());
        let words = if state.is_builtin {
            format!("{count} built in, all made up")
        } else if keep::is_kept(ctx, state) {
            format!("{count} kept with the project")
        } else {
            format!("{count} from a file, in memory only")
        };
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - scale::SECTION);
            ui.add(Label::new(Type::Secondary.text(words).color(soft)).truncate());
        });
    });
    ui.add_space(scale::PAD);
    if is_narrow {
        ui.horizontal(|ui| {
            ui.add_space(margin);
            files_ui(ui, ctx, state, commands);
            report_ui(ui, state, commands);
        });
        ui.add_space(scale::PAD);
    }
    filter_ui(ui, state);
    progress_ui(ui, state);
    notes_ui(ui, state);
    why_ui(ui, state);
    widgets::hairline(ui, Tokens::of(ui).hairline);
    if state.samples.users.is_empty() {
        ui.add_space(scale::SECTION);
        ui.horizontal_wrapped(|ui| {
            ui.add_space(margin);
            ui.label(
                Type::Body
                    .text("The file holds no users below its first line.")
                    .color(soft),
            );
        });
        return;
    }
    let num_lines = state.lines().len();
    if num_lines == 0 && state.progress().is_none() {
        ui.add_space(scale::SECTION);
        ui.horizontal(|ui| {
            ui.add_space(margin);
            ui.label(
                Type::Body
                    .text("Nobody is under this. Press All.")
                    .color(soft),
            );
        });
        return;
    }
    if state.samples.users.len() > 1 {
        all_ui(ui, state);
    }
    move_by_keys(ui, state);
    ScrollArea::vertical()
        .id_salt("sample users list")
        .auto_shrink([false, false])
        .show_rows(ui, LINE, num_lines, |ui, range| {
            for position in range {
                if let Some(user) = state.lines().get(position).copied() {
                    line_ui(ui, state, user);
                }
            }
        });
}

/// Opening files and going back to the built-in users.
fn files_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut PilotState, commands: &mut Commands) {
    ui.menu_button("Open…", |ui| {
        if ui
            .button("Users…")
            .tip("CSV with Entra ID attribute names in its first line, or JSON")
            .clicked()
        {
            commands.push(Command::AskPath(PathPurpose::Users));
            ui.close();
        }
        if ui
            .button("What Genesys Cloud holds…")
            .tip("A SCIM list response as JSON, or CSV by SCIM path")
            .clicked()
        {
            commands.push(Command::AskPath(PathPurpose::Target));
            ui.close();
        }
        if ui
            .button("A real run’s answer…")
            .tip("What provision on demand answered: shown beside its user")
            .clicked()
        {
            commands.push(Command::AskPath(PathPurpose::Answer));
            ui.close();
        }
        keep::keep_ui(ui, ctx, state, commands);
        if !state.is_builtin && ui.button("Built-in users").clicked() {
            state.take_builtin();
            ui.close();
        }
    });
}

/// Up and down walk through the list while one of its lines has the focus.
fn move_by_keys(ui: &Ui, state: &mut PilotState) {
    if !ui.memory(|memory| memory.has_focus(line_id(state.chosen))) {
        return;
    }
    let Some(at) = state.lines().iter().position(|user| *user == state.chosen) else {
        return;
    };
    let step = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        if input.consume_key(none, egui::Key::ArrowDown) {
            1
        } else if input.consume_key(none, egui::Key::ArrowUp) {
            -1
        } else {
            0
        }
    });
    let next = at.saturating_add_signed(step);
    if step != 0
        && let Some(user) = state.lines().get(next)
    {
        state.show_user(*user);
        ui.memory_mut(|memory| memory.request_focus(line_id(state.chosen)));
    }
}

fn line_id(user: usize) -> egui::Id {
    egui::Id::unique("sample user").with(user)
}

/// The first line of the list: what came of all users.
fn all_ui(ui: &mut Ui, state: &mut PilotState) {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ALL));
    let id = egui::Id::unique("outcome of all users");
    let response = ui.interact(rect, id, Sense::click());
    let selected = state.page == Page::Outcome;
    let name = format!("Outcome of all {}", grouped(state.samples.users.len()));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, selected, &name));
    back_ui(ui, &response, selected);
    let font = if selected {
        Type::BodyStrong
    } else {
        Type::BodyMedium
    };
    let left = rect.left() + scale::MARGIN;
    let right = rect.right() - scale::SECTION;
    let title = elided(ui, &name, font, tokens.text, right - left - scale::MARGIN);
    let top = rect.center().y - title.size().y / 2.0;
    ui.painter().galley(pos2(left, top), title, tokens.text);
    let square = Rect::from_center_size(pos2(right - 7.0, rect.center().y), Vec2::splat(14.0));
    paint(
        ui.painter(),
        square,
        Icon::ChevronRight,
        Icon::ChevronRight.color(tokens),
    );
    let stroke = egui::Stroke::new(scale::HAIRLINE, tokens.hairline);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
    if response.has_focus() {
        focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
    }
    if response
        .tip("Counts by what is done and why, with the rule behind it")
        .clicked()
    {
        state.page = Page::Outcome;
    }
}

/// What is behind a line of the list.
fn back_ui(ui: &Ui, line: &Response, selected: bool) {
    let rect = line.rect;
    let tokens = Tokens::of(ui);
    let fill = if selected {
        tokens.accent_fill
    } else if line.hovered() {
        tokens.hover
    } else {
        tokens.panel
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    if selected {
        let mut mark = rect;
        mark.set_width(3.0);
        ui.painter().rect_filled(mark, 0.0, tokens.accent);
    }
}

fn line_ui(ui: &mut Ui, state: &mut PilotState, user: usize) {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    let response = ui.interact(rect, line_id(user), Sense::click());
    let selected = state.chosen == user && state.page != Page::Outcome;
    let name = state.name_of(user);
    let Some(outcome) = state.outcome(user) else {
        return;
    };
    let prepared = state.prepared();
    let action = outcome.action.as_str();
    let reason = prepared
        .as_ref()
        .map(|prepared| prepared.plan.words(outcome.reason))
        .unwrap_or_default();
    let warning = prepared.as_ref().and_then(|prepared| {
        let first = outcome.warnings.first()?;
        Some(prepared.plan.warning_words(*first))
    });
    let remark = state
        .samples
        .users
        .get(user)
        .map(|user| user.remark.clone())
        .filter(|remark| !remark.is_empty());
    let icon = match (outcome.action, &warning) {
        (Action::Fail, _) => Some(Icon::Error),
        (_, Some(_)) => Some(Icon::Warning),
        _ => None,
    };
    let about = remark.unwrap_or_else(|| match &warning {
        Some(warning) if outcome.action != Action::Fail => warning.clone(),
        _ => reason.clone(),
    });
    let spoken = [
        Some(name.clone()),
        Some(action.to_owned()),
        Some(reason),
        warning,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ");
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, selected, &spoken));
    back_ui(ui, &response, selected);
    let right = rect.right() - scale::SECTION;
    let action = elided(ui, action, Type::Secondary, tokens.text_soft, 90.0);
    let action_left = right - action.size().x;
    ui.painter().galley(
        pos2(action_left, rect.top() + 7.0),
        action,
        tokens.text_soft,
    );
    let left = rect.left() + scale::MARGIN;
    let font = if selected {
        Type::BodyStrong
    } else {
        Type::BodyMedium
    };
    let title = elided(
        ui,
        &name,
        font,
        tokens.text,
        action_left - left - scale::PAD,
    );
    ui.painter()
        .galley(pos2(left, rect.top() + 6.0), title, tokens.text);
    let room = right - left - scale::ICON - scale::GAP;
    let line = elided(ui, &about, Type::Small, tokens.text_soft, room);
    ui.painter()
        .galley(pos2(left, rect.top() + 25.0), line, tokens.text_soft);
    if let Some(icon) = icon {
        let center = pos2(right - 7.0, rect.top() + 32.0);
        let square = Rect::from_center_size(center, Vec2::splat(14.0));
        paint(ui.painter(), square, icon, icon.color(tokens));
    }
    if response.has_focus() {
        // Up and down walk through the list, not to whatever stands above or below it.
        let filter = egui::EventFilter {
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
    }
    if response.tip(widgets::shown(&spoken)).clicked() {
        state.show_user(user);
        ui.memory_mut(|memory| memory.request_focus(line_id(user)));
    }
}
