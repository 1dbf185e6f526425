//! The beginning of the table as it was read, with what each column means above it, to be corrected there.

use egui::{Rect, ScrollArea, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::aside::chooser;
use super::state::Draft;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::elided;
use crate::import::table::Meaning;
use crate::import::{Fact, Sheet};

/// Height of a record.
const ROW: f32 = 26.0;
/// Height of what stands above the records.
const MEANINGS: f32 = 38.0;
/// Room below the records for the bar that scrolls them.
const FOOT: f32 = 10.0;
/// Least and greatest width of a column.
const WIDTHS: std::ops::RangeInclusive<f32> = 184.0..=300.0;
/// Records that are shown at most: enough to tell what a column means.
const RECORDS: usize = 6;

/// The height that the sheet takes of this much, margins included.
pub(super) fn height(room: f32, sheet: Option<&Sheet>) -> f32 {
    let Some(sheet) = sheet else { return 0.0 };
    let records = num_records(room, sheet) as f32;
    let meanings = if has_meanings(sheet) { MEANINGS } else { 0.0 };
    meanings + records * ROW + FOOT + 2.0 + 2.0 * scale::SECTION
}

/// Whether something is said of each column.
fn has_meanings(sheet: &Sheet) -> bool {
    sheet.columns.is_some() || sheet.facts.is_some()
}

/// What a column was just said to hold.
#[derive(Clone, Copy)]
enum Given {
    Meaning(Meaning),
    Fact(Option<Fact>),
}

/// How many records there is room for: the list below is what counts.
fn num_records(room: f32, sheet: &Sheet) -> usize {
    let fitting = whole((room * 0.36 - MEANINGS - 2.0 * scale::SECTION) / ROW);
    fitting.clamp(2, RECORDS).min(sheet.head.len())
}

/// How many wholes there are in a number; none in a negative one.
fn whole(number: f32) -> usize {
    #[expect(clippy::cast_sign_loss, reason = "what is negative is none")]
    let whole = number.max(0.0) as usize;
    whole
}

/// Draws it.
pub(super) fn sheet_ui(ui: &mut Ui, draft: &mut Draft) {
    let is_enabled = !draft.is_importing();
    let Some(ready) = draft.ready() else { return };
    let Some(sheet) = &ready.examined.sheet else {
        return;
    };
    let tokens = Tokens::of(ui);
    let card = ui.max_rect();
    ui.painter().rect(
        card,
        scale::RADIUS_CARD,
        tokens.panel,
        Stroke::new(scale::HAIRLINE, tokens.border),
        StrokeKind::Inside,
    );
    let num_columns = sheet
        .columns
        .as_ref()
        .map_or(sheet.num_columns, |columns| columns.meanings.len());
    let inside = card.shrink(1.0);
    let width = (inside.width() / num_columns.max(1) as f32).clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut given = None;
    ui.scope_builder(UiBuilder::new().max_rect(inside).id_salt("cells"), |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ScrollArea::horizontal()
            .id_salt("import sheet")
            .auto_shrink([false, false])
            .show_viewport(ui, |ui, seen| {
                let all = vec2(width * num_columns as f32, inside.height());
                let (_, place) = ui.allocate_space(all);
                let first = whole(seen.left() / width);
                let last = whole((seen.right() / width).ceil());
                for at in first..last.min(num_columns) {
                    let left = place.left() + at as f32 * width;
                    let column = Rect::from_min_size(pos2(left, place.top()), vec2(width, all.y));
                    if at > 0 {
                        let line = Stroke::new(scale::HAIRLINE, tokens.hairline);
                        ui.painter().vline(left, column.y_range(), line);
                    }
                    if let Some(meaning) = column_ui(ui, sheet, at, column, is_enabled) {
                        given = Some((at, meaning));
                    }
                }
            });
    });
    match (given, sheet.columns.clone(), sheet.facts.clone()) {
        (Some((at, Given::Meaning(meaning))), Some(mut columns), _) => {
            columns.give(at, meaning);
            draft.told.columns = Some(columns);
        }
        (Some((at, Given::Fact(fact))), _, Some(mut facts)) => {
            facts.give(at, fact);
            draft.told.facts = Some(facts);
        }
        _ => {}
    }
}

/// Draws a column; what was just said of it.
fn column_ui(ui: &mut Ui, sheet: &Sheet, at: usize, rect: Rect, is_enabled: bool) -> Option<Given> {
    let tokens = Tokens::of(ui);
    let mut given = None;
    let mut top = rect.top();
    let meaning = sheet
        .columns
        .as_ref()
        .and_then(|columns| columns.meanings.get(at).copied());
    let has_header = sheet
        .columns
        .as_ref()
        .is_none_or(|columns| columns.has_header);
    let fact = sheet
        .facts
        .as_ref()
        .map(|facts| facts.0.get(at).copied().flatten());
    let title = sheet.head.first().map_or("", |record| record.cell(at));
    if meaning.is_some() || fact.is_some() {
        let place = Rect::from_min_size(rect.min, vec2(rect.width(), MEANINGS));
        let builder = UiBuilder::new()
            .max_rect(place.shrink2(vec2(5.0, 6.0)))
            .id_salt(("meaning", at));
        ui.scope_builder(builder, |ui| {
            if !is_enabled {
                ui.disable();
            }
            let name = if has_header && !title.is_empty() {
                format!("Meaning of column {}, {title}", at + 1)
            } else {
                format!("Meaning of column {}", at + 1)
            };
            if let Some(meaning) = meaning {
                let choices = Meaning::ALL.map(|one| (one, one.label()));
                given = chooser(ui, &name, meaning, "", &choices).map(Given::Meaning);
            } else if let Some(fact) = fact {
                let mut choices = vec![(None, Meaning::Ignored.label())];
                choices.extend(Fact::ALL.map(|one| (Some(one), one.label())));
                given = chooser(ui, &name, fact, "", &choices).map(Given::Fact);
            }
        });
        top += MEANINGS;
    }
    let is_ignored = meaning == Some(Meaning::Ignored) || fact == Some(None);
    let room = whole((rect.bottom() - FOOT - top) / ROW + 0.1);
    for (number, record) in sheet.head.iter().enumerate().take(room) {
        let line = Rect::from_min_size(
            pos2(rect.left(), top + number as f32 * ROW),
            vec2(rect.width(), ROW),
        );
        ui.painter().hline(
            line.x_range(),
            line.top(),
            Stroke::new(scale::HAIRLINE, tokens.hairline),
        );
        let is_header = has_header && number == 0;
        let font = if is_header {
            Type::SecondaryStrong
        } else {
            Type::NameSmall
        };
        let color = match (is_ignored, is_header) {
            (true, _) => tokens.text_faint,
            (false, true) => tokens.text_soft,
            (false, false) => tokens.text,
        };
        let text = record.cell(at).replace(['\r', '\n'], " ");
        let galley = elided(ui, &text, font, color, rect.width() - 2.0 * 13.0);
        let y = (line.center().y - galley.size().y / 2.0).round();
        ui.painter()
            .galley(pos2(line.left() + 13.0, y), galley, color);
    }
    given
}
