//! What the file would do, a line each, with a box to tick; and what of it was not understood.

use std::borrow::Cow;

use egui::{
    Align, Align2, Color32, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::lines::{Filter, Line};
use super::state::Draft;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, elided};
use crate::import::{Change, Effect, Item, Problem};

/// Height of a line.
const ROW: f32 = scale::DRAWER_ROW;
/// Width of what becomes of what: "Changed attribute".
const WORDS: f32 = 122.0;
/// Side of a box to tick.
const BOX: f32 = 15.0;

/// Draws the filters, and what ticks all that they let through.
pub(super) fn bar_ui(ui: &mut Ui, draft: &mut Draft) {
    let Some(ready) = draft.ready() else { return };
    let (counts, current) = (ready.listing.counts, ready.listing.filter());
    let has_items = ready.listing.items().next().is_some();
    let filters = [
        (Filter::All, "All"),
        (Filter::Change(Change::Add), "Added"),
        (Filter::Change(Change::Change), "Changed"),
        (Filter::Change(Change::Remove), "Removed"),
        (Filter::Conflict, "In conflict"),
        (Filter::LeftOut, "Not understood"),
        (Filter::LookAt, "To look at"),
    ];
    let mut chosen = None;
    let mut ticked = None;
    if draft.is_importing() {
        ui.disable();
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if has_items {
            if widgets::quiet_button(ui, "Untick all").clicked() {
                ticked = Some(false);
            }
            if widgets::quiet_button(ui, "Tick all").clicked() {
                ticked = Some(true);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ScrollArea::horizontal()
                .id_salt("import filters")
                .show(ui, |ui| {
                    for (filter, word) in filters {
                        let number = counts.under(filter);
                        if number == 0 && filter != Filter::All {
                            continue;
                        }
                        let text = format!("{word} {number}");
                        if widgets::filter_chip(ui, &text, filter == current).clicked() {
                            chosen = Some(filter);
                        }
                    }
                });
        });
    });
    if let Some(filter) = chosen {
        draft.show(filter);
    }
    if let Some(is_chosen) = ticked {
        draft.turn_shown(is_chosen);
    }
}

/// Draws the lines in view.
pub(super) fn list_ui(ui: &mut Ui, draft: &mut Draft) {
    let is_importing = draft.is_importing();
    let Some(ready) = draft.ready() else { return };
    let plan = &ready.examined.plan;
    if ready.listing.len() == 0 {
        let (title, text) = super::nothing(ready);
        return hint(ui, title, text);
    }
    let mut turned = None;
    ScrollArea::vertical()
        .id_salt("import list")
        .auto_shrink([false, false])
        .show_rows(ui, ROW, ready.listing.len(), |ui, range| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if is_importing {
                ui.disable();
            }
            for at in range {
                let size = vec2(ui.available_width(), ROW);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let line = Stroke::new(scale::HAIRLINE, Tokens::of(ui).hairline);
                let across = rect.shrink2(vec2(scale::MARGIN, 0.0)).x_range();
                ui.painter().hline(across, rect.bottom() - 0.5, line);
                match ready.listing.line(at) {
                    Some(Line::Item(place)) => {
                        if let Some(item) = plan.items.get(place)
                            && item_ui(ui, rect, place, item)
                        {
                            turned = Some((place, !item.is_chosen));
                        }
                    }
                    Some(Line::Problem(place)) => {
                        if let Some(problem) = plan.problems.get(place) {
                            problem_ui(ui, rect, place, problem);
                        }
                    }
                    None => {}
                }
            }
        });
    if let Some((place, is_chosen)) = turned {
        draft.turn([place], is_chosen);
    }
}

/// The places of the cells of a line.
struct Cells {
    mark: Rect,
    icon: Rect,
    word: Rect,
    name: Rect,
    about: Rect,
    place: Rect,
}

impl Cells {
    fn of(rect: Rect) -> Self {
        let inner = rect.shrink2(vec2(scale::MARGIN + 2.0, 0.0));
        let mut left = inner.left();
        let place_width = 64.0;
        let room = (inner.width() - 2.0 * (BOX + scale::PAD) - WORDS - place_width).max(120.0);
        let mut next = |width: f32| {
            let cell = Rect::from_x_y_ranges(left..=left + width, inner.y_range());
            left += width;
            cell
        };
        let mark = next(BOX + scale::PAD + 2.0);
        let icon = next(BOX + scale::PAD - 2.0);
        let word = next(WORDS);
        let name = next(room * 0.56);
        let about = next(room * 0.44);
        let place = next(place_width);
        Self {
            mark,
            icon,
            word,
            name,
            about,
            place,
        }
    }
}

/// Draws an item; whether it was ticked or unticked.
fn item_ui(ui: &mut Ui, rect: Rect, place: usize, item: &Item) -> bool {
    let tokens = Tokens::of(ui);
    // A plan stays as it is while it is shown, so a place in it names an item.
    let id = ui.scope_id().with(("import item", place));
    let response = ui.interact(rect, id, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, enabled, item.is_chosen, sentence(item))
    });
    let line = rect.shrink2(vec2(scale::PAD + 4.0, 0.0));
    if response.hovered() {
        ui.painter()
            .rect_filled(line, scale::RADIUS_INNER, tokens.hover);
    }
    if response.has_focus() {
        let ring = line.shrink(scale::FOCUS);
        widgets::focus_ring(ui.painter(), ring, scale::RADIUS_INNER, tokens);
    }
    let cells = Cells::of(rect);
    box_ui(ui, cells.mark, item.is_chosen);
    let (icon, color) = match item.change {
        Change::Add => (Icon::Plus, tokens.agreed),
        Change::Change => (Icon::Conflict, tokens.warning),
        Change::Remove => (Icon::Dash, tokens.error),
    };
    icon_at(ui, cells.icon, icon, color);
    let word = format!("{} {}", title(item.change), item.subject.as_str());
    text_at(ui, cells.word, &word, Type::Secondary, color);
    let is_faint = !item.is_chosen;
    let (strong, soft) = if is_faint {
        (tokens.text_faint, tokens.text_faint)
    } else {
        (tokens.text, tokens.text_soft)
    };
    text_at(ui, cells.name, &item.label, Type::Name, strong);
    text_at(ui, cells.about, &about(item), Type::Body, soft);
    place_at(ui, cells.place, item.line, tokens.text_faint);
    let clicked = response.clicked();
    response.tip_ui(|ui| hover_ui(ui, item));
    clicked
}

/// All of an item, where a line has no room.
fn hover_ui(ui: &mut Ui, item: &Item) {
    ui.set_max_width(520.0);
    ui.label(Type::Name.text(widgets::shown(&item.label)));
    let soft = Tokens::of(ui).text_soft;
    let mut lines = vec![item.about.clone()];
    lines.extend(item.details.iter().map(detail));
    if item.is_conflict {
        lines.push("The project says something else today.".to_owned());
    }
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        let text = Type::Secondary.text(widgets::shown(&line)).color(soft);
        ui.add(egui::Label::new(text).wrap());
    }
}

fn problem_ui(ui: &mut Ui, rect: Rect, place: usize, problem: &Problem) {
    let tokens = Tokens::of(ui);
    let id = ui.scope_id().with(("import problem", place));
    let response = ui.interact(rect, id, Sense::click());
    let (word, icon, color) = match problem.effect {
        Effect::LeftOut => ("Left out", Icon::Error, tokens.error),
        Effect::Kept => ("Look at", Icon::Warning, tokens.warning),
    };
    let enabled = ui.is_enabled();
    let said = format!("{word}: {problem}");
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, enabled, &said));
    if response.has_focus() {
        let ring = rect.shrink2(vec2(scale::PAD + 6.0, scale::FOCUS));
        widgets::focus_ring(ui.painter(), ring, scale::RADIUS_INNER, tokens);
    }
    let cells = Cells::of(rect);
    icon_at(ui, cells.icon, icon, color);
    text_at(ui, cells.word, word, Type::Secondary, color);
    // The reason is what matters: it gets the room that the text leaves.
    let quoted = one_line(&problem.text);
    let words = cells.name.with_max_x(cells.about.right());
    let galley = elided(ui, &quoted, Type::Name, tokens.text, words.width() * 0.34);
    let width = galley.size().x;
    galley_at(ui, words, galley, tokens.text);
    let gap = if quoted.is_empty() { 0.0 } else { 12.0 };
    let reason = words.with_min_x(words.left() + width + gap);
    let text = capital(&problem.reason);
    text_at(ui, reason, &text, Type::Body, tokens.text_soft);
    let at = problem.line.map(|line| match problem.column {
        Some(column) => format!("{line}:{column}"),
        None => line.to_string(),
    });
    if let Some(at) = at {
        right_at(ui, cells.place, &at, tokens.text_faint);
    }
    response.tip(widgets::shown(&problem.to_string()));
}

fn title(change: Change) -> &'static str {
    match change {
        Change::Add => "Added",
        Change::Change => "Changed",
        Change::Remove => "Removed",
    }
}

/// What an item says, in one line.
fn about(item: &Item) -> String {
    if item.details.is_empty() {
        return item.about.clone();
    }
    let details: Vec<_> = item.details.iter().map(detail).collect();
    details.join("; ")
}

fn detail(detail: &crate::import::Detail) -> String {
    let or_nothing = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => one_line(text).into_owned(),
    };
    format!(
        "{}: {} → {}",
        detail.field,
        or_nothing(&detail.before),
        or_nothing(&detail.after)
    )
}

/// An item in words, for those who cannot see the line.
fn sentence(item: &Item) -> String {
    let mut words = format!(
        "{} {}: {}",
        title(item.change),
        item.subject.as_str(),
        item.label
    );
    let about = about(item);
    if !about.is_empty() {
        words = format!("{words}, {about}");
    }
    if item.is_conflict {
        words.push_str(", in conflict with the project");
    }
    if let Some(line) = item.line {
        words = format!("{words}, line {line}");
    }
    words
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\r', '\n', '\t']) {
        Cow::Owned(text.replace(['\r', '\n', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn box_ui(ui: &Ui, cell: Rect, is_ticked: bool) {
    let tokens = Tokens::of(ui);
    let square = Rect::from_center_size(
        pos2(cell.left() + BOX / 2.0, cell.center().y),
        Vec2::splat(BOX),
    );
    let painter = ui.painter();
    if is_ticked {
        painter.rect_filled(square, 4, tokens.accent);
        let at = |x: f32, y: f32| square.min + vec2(x, y);
        let stroke = Stroke::new(1.75, tokens.on_accent);
        painter.line(vec![at(3.6, 7.8), at(6.4, 10.5), at(11.4, 4.8)], stroke);
    } else {
        let stroke = Stroke::new(1.5, tokens.wire);
        painter.rect(square, 4, tokens.panel, stroke, StrokeKind::Inside);
    }
}

fn icon_at(ui: &Ui, cell: Rect, icon: Icon, color: Color32) {
    let square = Rect::from_center_size(
        pos2(cell.left() + BOX / 2.0, cell.center().y),
        Vec2::splat(BOX),
    );
    paint(ui.painter(), square, icon, color);
}

fn text_at(ui: &Ui, cell: Rect, text: &str, font: Type, color: Color32) {
    let galley = elided(ui, &one_line(text), font, color, cell.width() - 12.0);
    galley_at(ui, cell, galley, color);
}

fn galley_at(ui: &Ui, cell: Rect, galley: std::sync::Arc<egui::Galley>, color: Color32) {
    let top = (cell.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(cell.left(), top), galley, color);
}

fn place_at(ui: &Ui, cell: Rect, line: Option<u32>, color: Color32) {
    if let Some(line) = line {
        right_at(ui, cell, &line.to_string(), color);
    }
}

/// A place in the file, at the right end of a line.
fn right_at(ui: &Ui, cell: Rect, text: &str, color: Color32) {
    let galley = elided(ui, text, Type::Small, color, cell.width());
    let top = (cell.center().y - galley.size().y / 2.0).round();
    let left = cell.right() - galley.size().x;
    ui.painter().galley(pos2(left, top), galley, color);
}

/// A word in the middle of an empty list, and what to do next.
fn hint(ui: &Ui, title: &str, text: &str) {
    let tokens = Tokens::of(ui);
    let center = ui.max_rect().center();
    let at = center - vec2(0.0, 12.0);
    let font = Type::Title.font();
    ui.painter()
        .text(at, Align2::CENTER_CENTER, title, font, tokens.text);
    let width = ui.max_rect().width() - 40.0;
    let galley = elided(ui, text, Type::Body, tokens.text_soft, width);
    let at = center + vec2(0.0, 14.0) - galley.size() / 2.0;
    ui.painter().galley(at, galley, tokens.text_soft);
}
