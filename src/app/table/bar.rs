//! Above the table what is shown of it and what can be done with it; below it what one sees.

use egui::{Align, Layout, Popup, PopupCloseBehavior, Rect, Ui, UiBuilder, pos2};

use super::arrange::{Direction, Filter, Sort};
use super::state::{Mode, TableState};
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::rows::TableColumn;

/// Height of the bar where chips and tools stand on one line.
const LINE: f32 = 44.0;
/// Narrower than this, the tools stand below the chips.
const ONE_LINE: f32 = 920.0;
/// Height of the line below the table.
pub(super) const STATUS: f32 = 34.0;

/// How high the bar is in a window of this width.
pub(super) fn height(width: f32) -> f32 {
    if width < ONE_LINE {
        2.0 * LINE - 8.0
    } else {
        LINE
    }
}

/// Draws the chips that filter, and the tools.
pub(super) fn bar_ui(ui: &mut Ui, rect: Rect, ctx: ViewContext<'_>, state: &mut TableState) {
    let inner = rect.shrink2(egui::vec2(scale::MARGIN, 0.0));
    let (chips, tools) = if rect.width() < ONE_LINE {
        let middle = inner.top() + LINE - 4.0;
        (
            Rect::from_min_max(inner.min, pos2(inner.right(), middle)),
            Rect::from_min_max(pos2(inner.left() - scale::PAD, middle), inner.max),
        )
    } else {
        (inner, inner)
    };
    let left_to_right = Layout::left_to_right(Align::Center);
    let builder = UiBuilder::new().max_rect(chips).layout(left_to_right);
    ui.scope_builder(builder.id_salt("table filters"), |ui| {
        chips_ui(ui, state);
    });
    let layout = if rect.width() < ONE_LINE {
        left_to_right
    } else {
        Layout::right_to_left(Align::Center)
    };
    let builder = UiBuilder::new().max_rect(tools).layout(layout);
    ui.scope_builder(builder.id_salt("table tools"), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        sort_ui(ui, ctx, state);
        copy_ui(ui, ctx, state);
        columns_ui(ui, ctx, state);
    });
}

fn chips_ui(ui: &mut Ui, state: &mut TableState) {
    for (at, filter) in Filter::ALL.into_iter().enumerate() {
        let count = state.arranger.shown().counts;
        let text = match count.and_then(|counts| counts.get(at).copied()) {
            Some(number) => format!("{} {number}", filter.label()),
            None => filter.label().to_owned(),
        };
        if widgets::filter_chip(ui, &text, filter == state.filter).clicked() {
            state.filter = filter;
            state.reveal = true;
        }
    }
}

fn columns_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut TableState) {
    let number = state.columns.shown().len();
    let all = TableColumn::ALL.len();
    let response = widgets::quiet_button(ui, &format!("Columns {number} of {all}"));
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            for column in TableColumn::ALL {
                let mut shown = state.columns.is_shown(column);
                let header = match column {
                    TableColumn::Number => "Number",
                    column => column.header(ctx.project()),
                };
                if widgets::check_item(ui, &mut shown, header).clicked() {
                    state.columns.toggle(column);
                }
            }
        });
}

fn copy_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &TableState) {
    let response = widgets::quiet_button(ui, "Copy");
    Popup::menu(&response).show(|ui| {
        let rows = match state.num_lines() {
            1 => "row".to_owned(),
            number => format!("{number} rows"),
        };
        let item = |ui: &mut Ui, text: &str, keys: &str, copy: &dyn Fn() -> String| {
            if ui
                .add(egui::Button::new(text).shortcut_text(keys))
                .clicked()
            {
                ui.copy_text(copy());
                ui.close();
            }
        };
        item(ui, "Selected cells", "Ctrl+C", &|| state.copied(ctx));
        item(ui, &format!("All {rows} for a spreadsheet"), "", &|| {
            state.all_copied(ctx)
        });
        item(
            ui,
            &format!("All {rows} as Markdown"),
            "Ctrl+Shift+C",
            &|| state.copied_as_markdown(ctx),
        );
    });
}

fn sort_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut TableState) {
    let text = match state.sort {
        None => "Sort".to_owned(),
        Some(sort) => format!("Sorted by {}", in_sentence(ctx, sort.column)),
    };
    let response = widgets::quiet_button(ui, &text);
    Popup::menu(&response).show(|ui| {
        if ui
            .selectable_label(state.sort.is_none(), "The table's own order")
            .clicked()
        {
            state.sort = None;
            ui.close();
        }
        for column in state.columns.shown().to_vec() {
            let now = state.sort.filter(|sort| sort.column == column);
            let way = match now.map(|sort| sort.direction) {
                None => "",
                Some(Direction::Ascending) => " ↑",
                Some(Direction::Descending) => " ↓",
            };
            let text = format!("{}{way}", column.header(ctx.project()));
            if ui
                .selectable_label(now.is_some(), widgets::shown(&text))
                .clicked()
            {
                state.sort = Sort::pressed(state.sort, column);
                ui.close();
            }
        }
    });
}

/// A column's name inside a sentence: our own words begin small, names of systems stay as they are.
pub(super) fn in_sentence(ctx: ViewContext<'_>, column: TableColumn) -> String {
    let header = column.header(ctx.project());
    match column {
        TableColumn::Number => "number".to_owned(),
        TableColumn::Source | TableColumn::Protocol | TableColumn::Target => header.to_owned(),
        _ => header.to_lowercase(),
    }
}

/// Draws the line below the table.
pub(super) fn status_ui(ui: &mut Ui, rect: Rect, ctx: ViewContext<'_>, state: &TableState) {
    let tokens = Tokens::of(ui);
    ui.painter()
        .rect_filled(rect, egui::CornerRadius::ZERO, tokens.panel);
    ui.painter().hline(
        rect.x_range(),
        rect.top(),
        egui::Stroke::new(scale::HAIRLINE, tokens.border),
    );
    let inner = rect.shrink2(egui::vec2(scale::MARGIN, 0.0));
    let layout = Layout::right_to_left(Align::Center);
    let builder = UiBuilder::new().max_rect(inner).layout(layout);
    ui.scope_builder(builder.id_salt("table status"), |ui| {
        let keys = Type::Secondary
            .text(key_hint(state))
            .color(tokens.text_soft);
        if inner.width() > 640.0 {
            ui.label(keys);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = Type::Secondary
                .text(status(ctx, state))
                .color(tokens.text_soft);
            ui.add(egui::Label::new(text).truncate());
        });
    });
}

fn key_hint(state: &TableState) -> &'static str {
    match state.mode {
        Mode::Typing(_) => "Enter or Tab to keep · Esc to give up",
        Mode::Choosing(_) => "↑ ↓ or a letter · Enter to choose · Esc to give up",
        Mode::Moving => "Enter edit · Ctrl D fill down · Ctrl C copy as table · Ctrl . findings",
    }
}

/// How many rows of how many are shown, how many cells are selected, and how this compares with what is exported.
fn status(ctx: ViewContext<'_>, state: &TableState) -> String {
    let all = ctx.rows().of(ctx.resource).len();
    let shown = state.num_lines();
    let mut text = match (shown, all) {
        (1, 1) => "1 row".to_owned(),
        (shown, all) if shown == all => format!("{all} rows"),
        (shown, all) => format!("{shown} of {all} rows"),
    };
    if !state.query.is_empty() {
        text.extend([" with “", &state.query, "”"]);
    }
    if state.has_range() {
        let (lines, columns) = state.selected();
        let cells = lines.count() * columns.count();
        text.extend([" · ", &cells.to_string(), " cells selected"]);
    }
    if let Some(sort) = state.sort {
        text.extend([" · sorted by ", &in_sentence(ctx, sort.column)]);
    }
    text.push_str(if state.arranger.is_working() {
        " · sorting…"
    } else if shown == all && state.sort.is_none() {
        " · the exported table is exactly this"
    } else {
        " · the export has every row, in the table's own order"
    });
    text
}
