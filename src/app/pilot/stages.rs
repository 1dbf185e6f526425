//! The three stages side by side: what Entra ID has, what is sent, what Genesys Cloud holds before and after.
//!
//! One line is one chain, so that the three line up; what is sent, skipped or changed is told by shape and words.

use egui::{
    Align2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::state::PilotState;
use crate::app::command::{Command, Commands, View};
use crate::app::context::ViewContext;
use crate::app::selection::{Item, Selection};
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, elided, focus_ring};
use crate::model::{LinkId, ScimPath};
use crate::pilot::{FieldChange, Sending, Story};

const HEADER: f32 = 44.0;
const LINE: f32 = 50.0;
const GAP: f32 = 18.0;
const INSET: f32 = 16.0;

/// One line over the three stages.
struct Line {
    source: Vec<(String, Option<String>)>,
    sent: Option<(String, String, Sent)>,
    field: Option<(String, Option<String>, Option<String>)>,
    link: Option<LinkId>,
}

/// How the middle stage tells what becomes of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Value,
    Not,
    Failed,
}

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
    let last = story
        .requests
        .iter()
        .rev()
        .find(|request| request.method != "GET");
    let notes = [
        "computed from the sample".to_owned(),
        last.map_or_else(
            || "nothing is sent".to_owned(),
            |request| {
                format!(
                    "{} {}",
                    request.method,
                    request.path.trim_start_matches('/')
                )
            },
        ),
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
    let lines = lines(state, story);
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
                    line_ui(ui, ctx, at, line, rect, cells, commands);
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

/// What happens along each chain, then source values that nothing reads and fields that nothing fills.
fn lines(state: &PilotState, story: &Story) -> Vec<Line> {
    let field_of = |protocol: usize| {
        story
            .fields
            .iter()
            .find(|field| field.protocol == Some(protocol))
    };
    let mut lines: Vec<Line> = story
        .attributes
        .iter()
        .map(|trace| Line {
            source: trace
                .sources
                .iter()
                .map(|source| (source.attribute.clone(), source.value.0.clone()))
                .collect(),
            sent: Some(sent(trace)),
            field: field_of(trace.protocol).map(field_cell),
            link: Some(trace.link.clone()),
        })
        .collect();
    let is_fed = |field: &FieldChange| {
        story
            .attributes
            .iter()
            .any(|trace| Some(trace.protocol) == field.protocol)
    };
    for field in &story.fields {
        if !is_fed(field) && (field.before.0.is_some() || field.after.0.is_some()) {
            lines.push(Line {
                source: Vec::new(),
                sent: None,
                field: Some(field_cell(field)),
                link: None,
            });
        }
    }
    // What the sample holds and the mapping does not read.
    if let (Some(prepared), Some(user)) = (state.prepared(), state.samples.users.get(state.chosen))
    {
        let read: Vec<&str> = prepared.plan.attributes().collect();
        for (at, name) in state.samples.header.iter().enumerate() {
            let is_lifecycle = crate::pilot::LIFECYCLE_WORDS
                .iter()
                .any(|word| word.eq_ignore_ascii_case(name));
            if read.contains(&name.as_str()) || is_lifecycle {
                continue;
            }
            use crate::pilot::Sample as _;
            if let Some(value) = user.field(at).text() {
                lines.push(Line {
                    source: vec![(name.clone(), Some(value.to_owned()))],
                    sent: None,
                    field: None,
                    link: None,
                });
            }
        }
    }
    lines
}

fn sent(trace: &crate::pilot::AttributeTrace) -> (String, String, Sent) {
    let name =
        ScimPath::parse(&trace.target).map_or_else(|| trace.target.clone(), |path| path.short());
    let value = trace.result.0.as_ref().map(|value| match value {
        crate::expr::Value::Null => String::new(),
        crate::expr::Value::Text(text) => text.clone().into_owned(),
        crate::expr::Value::Multi(texts) => texts.join("; "),
    });
    let words = match trace.sending {
        Sending::Sent => value.unwrap_or_default(),
        Sending::Default => "the default value".to_owned(),
        Sending::Later => format!("{} (in a second request)", value.unwrap_or_default()),
        Sending::Unchanged => "unchanged".to_owned(),
        Sending::Null => "not sent: empty".to_owned(),
        Sending::Failed => trace.failure.clone().unwrap_or_default(),
        other => format!("not sent: {}", other.reason().unwrap_or_default()),
    };
    let how = match trace.sending {
        sending if sending.is_sent() => Sent::Value,
        Sending::Failed => Sent::Failed,
        _ => Sent::Not,
    };
    (name, words, how)
}

fn field_cell(field: &FieldChange) -> (String, Option<String>, Option<String>) {
    (
        short_field(&field.field),
        field.before.0.clone(),
        field.after.0.clone(),
    )
}

/// A field without what all fields begin with.
fn short_field(name: &str) -> String {
    let name = name.strip_prefix("UserProfile.").unwrap_or(name);
    let name = name.strip_prefix("contactInfo.").unwrap_or(name);
    name.trim_start_matches("[0].")
        .replace(".[0].value.number", "")
        .replace(".[0].value", "")
}

fn line_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    at: usize,
    line: &Line,
    rect: Rect,
    cells: [Rect; 3],
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
    let is_changed = line
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
    response.tip(widgets::shown(&spoken));
    if let Some(link) = &line.link
        && clicked
    {
        commands.push(Command::ShowView(View::Map));
        commands.push(Command::Select(Selection::one(Item::Link(link.clone()))));
        if let Some(link) = ctx.project().link(link) {
            commands.push(Command::Reveal(link.destination.clone()));
        }
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

/// The line as a screen reader says it.
fn spoken(line: &Line) -> String {
    let mut parts: Vec<String> = line
        .source
        .iter()
        .map(|(name, value)| format!("{name} {}", value.as_deref().unwrap_or("empty")))
        .collect();
    match &line.sent {
        Some((name, words, Sent::Value)) => parts.push(format!("{name} sent: {words}")),
        Some((name, words, _)) => parts.push(format!("{name} {words}")),
        None => parts.push("not mapped".to_owned()),
    }
    if let Some((name, before, after)) = &line.field {
        let after = after.as_deref().unwrap_or("empty");
        parts.push(match before.as_deref() {
            before if before == Some(after) => format!("{name} stays {after}"),
            None => format!("{name} {after}"),
            Some(before) => format!("{name} {after}, was {before}"),
        });
    }
    parts.join("; ")
}
