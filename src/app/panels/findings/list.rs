//! The list itself, one line a finding: what it says, and what can be done.

use egui::{Align, Label, Layout, ScrollArea, Sense, Ui, vec2};

use super::severity_icon;
use super::state::{Filter, FindingsState, jump, key_of};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::panels::inspector::field;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::check::{Finding, Severity, Spot};
use crate::editor::changes;
use crate::model::Column;
use crate::picture::short_name;

/// Draws the filters of the list, from right to left.
pub fn filters_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut FindingsState) {
    let findings = &ctx.editor.derived().findings;
    let filter = &mut state.filter;
    let counted = |severity: Severity| widgets::counted(findings.num(severity), severity.as_str());
    // What has no room beside the tabs is left out, the least needed first.
    match ui.available_width() {
        ..ONE_LIST => return,
        ..LISTS => return severity_ui(ui, filter, counted),
        _ => {}
    }
    let num_accepted = findings.spots().len() - findings.standing().len();
    if (num_accepted > 0 || filter.accepted)
        && widgets::filter_chip(ui, &format!("Accepted {num_accepted}"), filter.accepted).clicked()
    {
        filter.accepted = !filter.accepted;
    }
    let response = widgets::list("findings of rule")
        .selected_text(filter.code.unwrap_or("All rules"))
        .width(92.0)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut filter.code, None, "All rules");
            // Gathered only while the list is open.
            let mut codes: Vec<(&'static str, &'static str)> = findings
                .spots()
                .iter()
                .map(|spot| (spot.code(), spot.title()))
                .collect();
            codes.sort_unstable();
            codes.dedup();
            for (code, title) in codes {
                ui.selectable_value(&mut filter.code, Some(code), format!("{code}  {title}"));
            }
        })
        .response;
    field::name(ui, &response, "Findings of rule");
    let name = |column: Column| ctx.project().system(column).name.as_str();
    let response = widgets::list("findings of column")
        .selected_text(widgets::shown(filter.column.map_or("All columns", name)).into_owned())
        .width(104.0)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut filter.column, None, "All columns");
            for column in Column::ALL {
                ui.selectable_value(
                    &mut filter.column,
                    Some(column),
                    widgets::shown(name(column)).into_owned(),
                );
            }
        })
        .response;
    field::name(ui, &response, "Findings in column");
    if ui.available_width() < CHIPS {
        severity_ui(ui, filter, counted);
        return;
    }
    for severity in Severity::ALL.into_iter().rev() {
        let is_on = filter.severity == Some(severity);
        if widgets::filter_chip(ui, &counted(severity), is_on).clicked() {
            filter.severity = (!is_on).then_some(severity);
        }
    }
}

/// Room for a list of severities.
const ONE_LIST: f32 = 112.0;
/// Room for the lists of severities, columns and rules.
const LISTS: f32 = 340.0;
/// Room for a chip for each severity; narrower, they are a list.
const CHIPS: f32 = 320.0;

fn severity_ui(ui: &mut Ui, filter: &mut Filter, counted: impl Fn(Severity) -> String) {
    let now = filter.severity.map_or("All".to_owned(), &counted);
    let response = widgets::list("findings of severity")
        .selected_text(now)
        .width(92.0)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut filter.severity, None, "All");
            for severity in Severity::ALL {
                let text = counted(severity);
                ui.selectable_value(&mut filter.severity, Some(severity), text);
            }
        })
        .response;
    field::name(ui, &response, "Findings of severity");
}

/// Draws the list.
pub fn findings_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut FindingsState,
    commands: &mut Commands,
) {
    let spots = state.shown(ctx).to_vec();
    if spots.is_empty() {
        let soft = Tokens::of(ui).text_soft;
        let text = if ctx.editor.derived().findings.spots().is_empty() {
            "No findings: nothing in this mapping contradicts the documents, and nothing required is missing."
        } else {
            "No finding passes the filters above."
        };
        ui.add(Label::new(Type::Body.text(text).color(soft)).wrap());
        return;
    }
    let mut area = ScrollArea::vertical()
        .id_salt("findings list")
        .auto_shrink([false, false])
        .min_scrolled_height(0.0);
    if std::mem::take(&mut state.scroll_to)
        && let Some(current) = &state.current
        && let Some(at) = spots
            .iter()
            .position(|spot| key_of(ctx, spot).as_ref() == Some(current))
    {
        area = area.vertical_scroll_offset((at as f32 - 1.0).max(0.0) * scale::DRAWER_ROW);
    }
    area.show_rows(ui, scale::DRAWER_ROW, spots.len(), |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for spot in spots.get(range).unwrap_or_default() {
            if let Some(finding) = ctx.finding(spot) {
                line_ui(ui, ctx, state, spot, &finding, commands);
            }
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut FindingsState,
    spot: &Spot,
    finding: &Finding,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let label = finding
        .attribute
        .as_ref()
        .map_or_else(|| "the project".to_owned(), short_name);
    let size = vec2(ui.available_width(), scale::DRAWER_ROW);
    let key = finding.key();
    let is_current = state.current.as_ref() == Some(&key);
    // An expression may have several problems of one kind.
    let id = ui.make_persistent_id((&key, spot.severity, spot.detail));
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let name = format!(
            "{} {} on {label}: {}",
            finding.severity.as_str(),
            finding.code,
            finding.message
        );
        egui::WidgetInfo::labeled(egui::Role::Button, true, name)
    });
    if response.hovered() || is_current {
        let fill = if is_current {
            tokens.accent_fill
        } else {
            tokens.hover
        };
        ui.painter().rect_filled(rect, scale::RADIUS_INNER, fill);
    }
    ui.scope_builder(
        egui::UiBuilder::new()
            .scope_id(id.with("line"))
            .max_rect(rect.shrink2(vec2(4.0, 0.0)))
            .layout(Layout::left_to_right(Align::Center)),
        |ui| {
            widgets::icon(ui, severity_icon(finding.severity));
            fixed(ui, 44.0, Type::Name, finding.code, tokens.text_soft);
            fixed(ui, 180.0, Type::Name, &label, tokens.text);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons_ui(ui, ctx, state, finding, commands);
                let room = ui.available_width();
                fixed(ui, room, Type::Body, &finding.message, tokens.text);
            });
        },
    );
    if response.tip(widgets::shown(&finding.message)).clicked() {
        state.current = Some(key);
        jump(&finding.place, finding.attribute.clone(), commands);
    }
}

fn buttons_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut FindingsState,
    finding: &Finding,
    commands: &mut Commands,
) {
    if let Some(accepted) = &finding.accepted {
        if widgets::action_button(ui, "Let it stand again").clicked() {
            commands.change(changes::take_acceptance_back(ctx.project(), &finding.key()));
        }
        let by = if accepted.by.is_empty() {
            String::new()
        } else {
            format!("{}: ", accepted.by)
        };
        let soft = Tokens::of(ui).text_soft;
        fixed(
            ui,
            240.0,
            Type::Secondary,
            &format!("{by}{}", accepted.reason),
            soft,
        );
        return;
    }
    if widgets::quiet_button(ui, "Accept…")
        .tip("Accept this finding with a reason, which is kept for the handoff.")
        .clicked()
    {
        state.accept(finding);
    }
    if let Some(fix) = finding.fixes.first() {
        let name = if fix.name.chars().count() > 34 {
            format!("{}…", fix.name.chars().take(33).collect::<String>())
        } else {
            fix.name.clone()
        };
        if widgets::action_button(ui, &name)
            .tip(widgets::shown(&fix.name))
            .clicked()
        {
            commands.change(Some(changes::apply_fix(fix)));
        }
    }
}

/// Text in a box of its own width, cut where it is longer.
pub(in crate::app) fn fixed(ui: &mut Ui, width: f32, font: Type, text: &str, color: egui::Color32) {
    let size = vec2(width.max(0.0), scale::DRAWER_ROW);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.set_max_width(width);
        let line = text.replace(['\r', '\n'], " ");
        ui.add(Label::new(font.text(widgets::shown(&line)).color(color)).truncate());
    });
}
