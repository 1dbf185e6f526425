//! The three stages side by side: what Entra ID has, what is sent, what Genesys Cloud holds before and after.
//!
//! One line is one chain, so that the three line up; what is sent, skipped or changed is told by shape and words.

use egui::{
    Align2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::blame::go_to_link;
use super::chain::{Line, Sent, lines, spoken};
use super::state::PilotState;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, elided, focus_ring};
use crate::pilot::{Request, Story};

const HEADER: f32 = 44.0;
const LINE: f32 = 50.0;
const GAP: f32 = 18.0;
const INSET: f32 = 16.0;

pub(super) fn stages_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &PilotState,
    story: &Story,
    height: f32,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let width = (area.width() - 2.0 * GAP) / 3.0;
    let stage = |at: usize| {
        let left = area.left() + (width + GAP) * at as f32;
        Rect::from_min_size(pos2(left, area.top()), vec2(width, area.height()))
    };
    let names = [
        crate::model::Column::Source,
        crate::model::Column::Protocol,
        crate::model::Column::Target,
    ]
    .map(|column| ctx.project().system(column).name.clone());
    let sent: Vec<&Request> = story
        .requests
        .iter()
        .filter(|request| request.method != "GET")
        .collect();
    let notes = [
        "computed from the sample".to_owned(),
        match sent.as_slice() {
            [] => "nothing is sent".to_owned(),
            [only] => in_short(only),
            [first, rest @ ..] => {
                let then: Vec<&str> = rest.iter().map(|request| request.method).collect();
                format!("{}, then {}", in_short(first), then.join(", "))
            }
        },
        match (story.is_there_before, story.is_there_after) {
            (true, true) => "before and after",
            (true, false) => "deleted",
            (false, true) => "new",
            (false, false) => "not there",
        }
        .to_owned(),
    ];
    let titles = [
        names[0].clone(),
        format!("{} request", names[1]),
        names[2].clone(),
    ];
    for (at, (title, note)) in titles.iter().zip(&notes).enumerate() {
        header_ui(ui, stage(at), title, note);
    }
    let lines = lines(ctx, state, story);
    let body = area.with_min_y(area.top() + HEADER);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(body.shrink2(vec2(0.0, 1.0))));
    child.set_clip_rect(body.shrink2(vec2(-2.0, 1.0)).intersect(ui.clip_rect()));
    child.spacing_mut().item_spacing = Vec2::ZERO;
    ScrollArea::vertical()
        .id_salt("stages")
        .auto_shrink([false, false])
        .show_rows(&mut child, LINE, lines.len(), |ui, range| {
            for at in range {
                let (_, rect) = ui.allocate_space(vec2(area.width(), LINE));
                if let Some(line) = lines.get(at) {
                    let cells = [0, 1, 2].map(|at| {
                        let stage = stage(at);
                        Rect::from_x_y_ranges(stage.x_range(), rect.y_range())
                    });
                    let is_new = !story.is_there_before;
                    line_ui(ui, ctx, (at, line, is_new), (rect, cells), commands);
                }
            }
        });
    if lines.is_empty() {
        ui.painter().text(
            stage(1).center(),
            Align2::CENTER_CENTER,
            "Nothing is mapped yet: link attributes on the map",
            Type::Body.font(),
            tokens.text_soft,
        );
    }
    ui.allocate_rect(area, Sense::hover());
}

/// The method and the path of a request.
fn in_short(request: &Request) -> String {
    let path = request.path.trim_start_matches('/');
    format!("{} {path}", request.method)
}

fn header_ui(ui: &Ui, stage: Rect, title: &str, note: &str) {
    let tokens = Tokens::of(ui);
    ui.painter().rect(
        stage,
        scale::RADIUS_CARD,
        tokens.panel,
        Stroke::new(scale::HAIRLINE, tokens.border),
        StrokeKind::Inside,
    );
    // Where both have no room, the title has it.
    const NOTE: f32 = 56.0;
    let whole = stage.width() - 2.0 * INSET;
    let most = if whole < 220.0 { whole } else { whole * 0.65 };
    let title = elided(ui, title, Type::Title, tokens.text, most);
    let after = stage.left() + INSET + title.size().x + scale::SECTION;
    ui.painter()
        .galley(stage.min + vec2(INSET, 13.0), title, tokens.text);
    let room = stage.right() - INSET - after;
    if room >= NOTE {
        let note = elided(ui, note, Type::Small, tokens.text_soft, room);
        let left = stage.right() - INSET - note.size().x;
        ui.painter()
            .galley(pos2(left, stage.top() + 15.0), note, tokens.text_soft);
    }
    let y = stage.top() + HEADER;
    let stroke = Stroke::new(scale::HAIRLINE, tokens.hairline);
    ui.painter().hline(stage.x_range(), y, stroke);
}

fn line_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    (at, line, is_new): (usize, &Line, bool),
    (rect, cells): (Rect, [Rect; 3]),
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.scope_id().with("line").with(at), Sense::click());
    let spoken = spoken(line);
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let role = if line.link.is_some() {
            Role::Button
        } else {
            Role::Label
        };
        WidgetInfo::labeled(role, enabled, &spoken)
    });
    // Of a new account everything is another value than before: then nothing stands out.
    let is_changed = !is_new
        && line
            .field
            .as_ref()
            .is_some_and(|(_, before, after)| before != after);
    let [source, middle, target] = cells;
    for cell in cells {
        let inner = cell.shrink2(vec2(1.0, 0.0));
        if is_changed {
            ui.painter().rect_filled(inner, 0.0, tokens.accent_fill);
        } else if response.hovered() && line.link.is_some() {
            ui.painter().rect_filled(inner, 0.0, tokens.hover);
        }
        let stroke = Stroke::new(scale::HAIRLINE, tokens.hairline);
        let y = cell.bottom() - 0.5;
        ui.painter()
            .hline(cell.left() + INSET..=cell.right() - INSET, y, stroke);
    }
    source_cell(ui, source, line);
    match &line.sent {
        None => cell_text(ui, middle, "", "not mapped", Type::Body, tokens.text_soft),
        Some((name, words, how)) => {
            let (font, color) = match how {
                Sent::Value => (Type::Name, tokens.text),
                Sent::Not => (Type::Body, tokens.text_soft),
                Sent::Failed => (Type::Body, tokens.error),
            };
            cell_text(ui, middle, name, words, font, color);
            let icon = match how {
                Sent::Value => Icon::Arrow,
                Sent::Not => Icon::Dash,
                Sent::Failed => Icon::Error,
            };
            if words != "unchanged" {
                let center = pos2(middle.right() - INSET - 8.0, middle.center().y);
                let color = if *how == Sent::Value {
                    tokens.accent
                } else {
                    icon.color(tokens)
                };
                let square = Rect::from_center_size(center, Vec2::splat(15.0));
                paint(ui.painter(), square, icon, color);
            }
        }
    }
    if let Some((name, before, after)) = &line.field {
        field_ui(ui, target, name, before.as_deref(), after.as_deref());
    }
    if response.has_focus() {
        focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
    }
    let clicked = response.clicked();
    if line.about.is_empty() {
        response.tip(widgets::shown(&spoken));
    } else {
        let words = format!("{spoken}\n{}", line.about);
        response.tip(widgets::shown_lines(&words));
    }
    if let Some(link) = &line.link
        && clicked
    {
        go_to_link(link, ctx, commands);
    }
}

fn source_cell(ui: &Ui, cell: Rect, line: &Line) {
    let tokens = Tokens::of(ui);
    match line.source.as_slice() {
        [] if line.link.is_some() => {
            cell_text(ui, cell, "", "a constant", Type::Body, tokens.text_soft);
        }
        [] => {}
        [(name, value)] => {
            let (font, color) = match value {
                Some(_) => (Type::Name, tokens.text),
                None => (Type::Name, tokens.text_soft),
            };
            cell_text(
                ui,
                cell,
                name,
                value.as_deref().unwrap_or("(empty)"),
                font,
                color,
            );
        }
        several => {
            let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            let values: Vec<&str> = several
                .iter()
                .map(|(_, value)| value.as_deref().unwrap_or("(empty)"))
                .collect();
            cell_text(
                ui,
                cell,
                &names.join(" · "),
                &values.join(" · "),
                Type::Name,
                tokens.text,
            );
        }
    }
}

fn cell_text(ui: &Ui, cell: Rect, name: &str, value: &str, font: Type, color: egui::Color32) {
    let tokens = Tokens::of(ui);
    let room = cell.width() - 2.0 * INSET - 22.0;
    let name = elided(ui, name, Type::NameSmall, tokens.text_soft, room);
    ui.painter()
        .galley(cell.min + vec2(INSET, 8.0), name, tokens.text_soft);
    let value = elided(ui, value, font, color, room);
    ui.painter()
        .galley(cell.min + vec2(INSET, 25.0), value, color);
}

/// A field with what it holds afterwards, and struck what it held before.
fn field_ui(ui: &Ui, cell: Rect, name: &str, before: Option<&str>, after: Option<&str>) {
    let tokens = Tokens::of(ui);
    let now = after.unwrap_or("(empty)");
    let color = if after.is_some() {
        tokens.text
    } else {
        tokens.text_soft
    };
    let font = if before == after {
        Type::Name
    } else {
        Type::NameStrong
    };
    cell_text(ui, cell, name, now, font, color);
    if before == after {
        return;
    }
    let room = cell.width() - 2.0 * INSET;
    let used = elided(ui, now, font, color, room).size().x + scale::PAD;
    let Some(before) = before else {
        return;
    };
    if room - used < 40.0 {
        return;
    }
    let was = elided(
        ui,
        &format!("was {before}"),
        Type::NameSmall,
        tokens.text_soft,
        room - used,
    );
    let left = cell.left() + INSET + used;
    let y = cell.top() + 26.0;
    let strike = Stroke::new(scale::HAIRLINE, tokens.text_soft);
    let middle = y + was.size().y / 2.0;
    let width = was.size().x;
    ui.painter().galley(pos2(left, y), was, tokens.text_soft);
    ui.painter().hline(left..=left + width, middle, strike);
}
