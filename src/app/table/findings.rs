//! What the checks say of a row: a shape and a number at the right of its SCIM cell, and on a press each of them with
//! the way to its place.

use egui::{Align2, Popup, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

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

/// Draws the badge of a row that has one, in `rect`; a press tells what it stands for.
pub(super) fn badge_ui(
    ui: &mut Ui,
    rect: Rect,
    ctx: ViewContext<'_>,
    (table, row): (&Table<'_>, &Row),
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
    Popup::menu(&response).width(420.0).show(|ui| {
        for spot in spots.iter().take(TOLD) {
            line_ui(ui, ctx, spot, commands);
        }
        if let Some(more) = spots.len().checked_sub(TOLD).filter(|more| *more > 0) {
            let text = format!("{more} more in the list of findings below the map");
            ui.label(Type::Secondary.text(text).color(tokens.text_soft));
        }
    });
    response.tip(name);
}

/// One finding with its fixes; a press on it goes to its place on the map.
fn line_ui(ui: &mut Ui, ctx: ViewContext<'_>, spot: &Spot, commands: &mut Commands) {
    let Some(finding) = ctx.finding(spot) else {
        return;
    };
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
                    if widgets::action_button(ui, &fix.name).clicked() {
                        commands.change(Some(changes::apply_fix(fix)));
                        ui.close();
                    }
                }
                if widgets::quiet_button(ui, "Show on the map").clicked() {
                    commands.push(Command::ShowView(View::Map));
                    jump(&finding.place, finding.attribute.clone(), commands);
                    ui.close();
                }
            });
        });
    });
    ui.add_space(scale::GAP);
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
