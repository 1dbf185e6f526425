//! What the checks say of a row: a shape and a number at the right of its SCIM cell, and on a press each of them with
//! the way to its place.
//!
//! By keyboard the badge belongs to the row under the cursor: Ctrl and the full stop open it, as editors show what can be
//! mended; Esc leads back.

use egui::{
    Align2, Id, Popup, Rect, Response, Role, Sense, SetOpenCommand, Ui, Vec2, WidgetInfo, pos2,
};

use super::keys::take_focus;
use super::state::{CellPlace, Opened, TableState};
use crate::app::command::{Command, Commands, View};
use crate::app::context::ViewContext;
use crate::app::panels::findings::{jump, severity_icon};
use crate::app::theme::{Tokens, Type, paint, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::check::{Severity, Spot, standing_on_row, worst_on_row};
use crate::editor::changes;
use crate::rows::{Row, Table, TableColumn};

/// Room for the shape and the number.
pub(super) const WIDTH: f32 = 34.0;
const ICON: f32 = 13.0;
/// How many findings a row tells at length; the list below the map tells them all.
const TOLD: usize = 8;

/// The column whose cells carry the badge: the SCIM attribute's, else the first that is no number.
pub(super) fn column(shown: &[TableColumn]) -> Option<TableColumn> {
    let protocol = shown.contains(&TableColumn::Protocol);
    let other = || {
        let mut columns = shown.iter().copied();
        columns.find(|column| *column != TableColumn::Number)
    };
    protocol.then_some(TableColumn::Protocol).or_else(other)
}

/// Whether anything stands on a row.
pub(super) fn has_any(ctx: ViewContext<'_>, row: &Row) -> bool {
    let worst = ctx.editor.derived().findings.worst();
    worst_on_row(worst, ctx.index(), ctx.rows(), row).is_some()
}

/// Opens what the checks say of the row under the cursor, which goes to the cell with the badge.
pub(super) fn open(ctx: ViewContext<'_>, state: &mut TableState) {
    let line = state.cursor.line;
    let Some(column) = column(state.columns.shown()) else {
        return;
    };
    if state.row(ctx, line).is_some_and(|row| has_any(ctx, row)) {
        state.go(ctx, CellPlace { line, column }, false);
        state.findings = Opened::Asked;
    } else {
        state.refusal = Some("The checks say nothing of this row".to_owned());
    }
}

/// Draws the badge of a row that has one, in `rect`; a press tells what it stands for.
///
/// `cell` is the cell it belongs to, `by_key` how far a key has opened it if the cursor is in its row.
pub(super) fn badge_ui(
    ui: &mut Ui,
    rect: Rect,
    ctx: ViewContext<'_>,
    (table, row, cell): (&Table<'_>, &Row, Id),
    by_key: Option<&mut Opened>,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let findings = &ctx.editor.derived().findings;
    let spots = standing_on_row(findings, ctx.index(), ctx.rows(), row);
    let Some(first) = spots.first() else {
        return;
    };
    let id = egui::Id::unique(("table findings", row.number));
    let response = ui.interact(rect, id, Sense::CLICK);
    let name = name(&spots, super::cell::row_name(table, row));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_keyboard_shortcut("Control+Period"));
    ui.ctx()
        .accesskit_node_builder(cell, |node| node.set_description(name.as_str()));
    let ground = rect.shrink2(egui::vec2(0.0, 6.0));
    if response.hovered() {
        ui.painter()
            .rect_filled(ground, scale::RADIUS_INNER, tokens.hover);
    }
    // Hints are many and weigh little: their shape is there, its colour is not.
    let icon = severity_icon(first.severity);
    let color = match first.severity {
        Severity::Hint => tokens.text_soft,
        Severity::Error | Severity::Warning => icon.color(tokens),
    };
    let center = pos2(rect.left() + 4.0 + ICON / 2.0, rect.center().y);
    paint(
        ui.painter(),
        Rect::from_center_size(center, Vec2::splat(ICON)),
        icon,
        color,
    );
    ui.painter().text(
        pos2(center.x + ICON / 2.0 + 3.0, rect.center().y),
        Align2::LEFT_CENTER,
        spots.len().min(99),
        Type::Small.font(),
        tokens.text_soft,
    );
    let mut unused = Opened::No;
    let by_key = by_key.unwrap_or(&mut unused);
    let opens = *by_key == Opened::Asked;
    if opens {
        *by_key = Opened::Drawn;
    }
    let mut popup = Popup::menu(&response).width(420.0);
    if opens {
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
    }
    let shown = popup.show(|ui| {
        for (place, spot) in spots.iter().take(TOLD).enumerate() {
            let Some(first) = line_ui(ui, ctx, spot, commands) else {
                continue;
            };
            if place == 0 && *by_key == Opened::Drawn {
                first.request_focus();
                if first.has_focus() {
                    *by_key = Opened::HasKeys;
                }
            }
        }
        if let Some(more) = spots.len().checked_sub(TOLD).filter(|more| *more > 0) {
            let text = format!("{more} more in the list of findings below the map");
            ui.label(Type::Secondary.text(text).color(tokens.text_soft));
        }
    });
    if shown.is_none() && std::mem::take(by_key) == Opened::HasKeys {
        take_focus(ui);
    }
    response.tip(name);
}

/// One finding with its fixes and the way to its place on the map; the answer is that of its first button.
fn line_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    spot: &Spot,
    commands: &mut Commands,
) -> Option<Response> {
    let finding = ctx.finding(spot)?;
    let mut first = None;
    ui.horizontal_top(|ui| {
        ui.add_space(scale::GAP);
        widgets::icon(ui, severity_icon(finding.severity));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let title = format!("{} · {}", finding.code, spot.title());
            ui.add(egui::Label::new(Type::SecondaryMedium.text(title)).wrap());
            let message = widgets::shown(&finding.message);
            ui.add(egui::Label::new(Type::Secondary.text(message)).wrap());
            ui.horizontal_wrapped(|ui| {
                for fix in finding.fixes.iter().take(2) {
                    let button = widgets::action_button(ui, &fix.name);
                    if button.clicked() {
                        commands.change(Some(changes::apply_fix(fix)));
                        ui.close();
                    }
                    first.get_or_insert(button);
                }
                let button = widgets::quiet_button(ui, "Show on the map");
                if button.clicked() {
                    commands.push(Command::ShowView(View::Map));
                    jump(&finding.place, finding.attribute.clone(), commands);
                    ui.close();
                }
                first.get_or_insert(button);
            });
        });
    });
    ui.add_space(scale::GAP);
    first
}

/// `3 findings on userName: 1 error, 2 hints`.
fn name(spots: &[Spot], row: &str) -> String {
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .filter_map(|severity| {
            let number = spots
                .iter()
                .filter(|spot| spot.severity == severity)
                .count();
            (number > 0).then(|| widgets::counted(number, severity.as_str()))
        })
        .collect();
    format!(
        "{} on {row}: {}",
        widgets::counted(spots.len(), "finding"),
        counts.join(", ")
    )
}
