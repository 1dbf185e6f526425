//! What is said of the file, beside the preview: what it is, how its text is read, what counts where it contradicts.

use egui::{Label, Ui, Vec2};

use super::names;
use super::state::Draft;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::pages::parts::{check, choice};
use crate::app::panels::inspector::field;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::{self, Fit, Segment, section, segmented};
use crate::import::table::{Delimiter, Reading};
use crate::import::{Charset, Extent, Kind, OnConflict};
use crate::model::{Column, Resource};

/// Draws all of it; each change asks for another plan by itself.
pub(super) fn aside_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut Draft,
    commands: &mut Commands,
) {
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.add_enabled_ui(!draft.is_importing(), |ui| {
        let Some(ready) = draft.ready() else { return };
        let kind = ready.examined.plan.kind;
        let reading = ready
            .examined
            .sheet
            .as_ref()
            .and_then(|sheet| sheet.reading);
        kind_ui(ui, draft, kind);
        sheet_ui(ui, draft);
        if let Some(reading) = reading {
            reading_ui(ui, draft, reading);
        }
        if kind == Some(Kind::Table) {
            columns_ui(ui, draft);
            names::names_ui(ui, ctx, draft, commands);
        }
        if matches!(kind, Some(Kind::Attributes | Kind::Genesys)) {
            column_ui(ui, ctx, draft);
        }
        if !matches!(kind, Some(Kind::EntraSchema | Kind::Genesys) | None) {
            resource_ui(ui, draft);
        }
        if matches!(
            kind,
            Some(Kind::Attributes | Kind::ScimSchemas | Kind::Genesys)
        ) {
            extent_ui(ui, draft);
        }
        conflict_ui(ui, draft);
        if draft.is_blank {
            section(ui, "A new project");
            let about = "To see what the file lacks beside it.";
            let title = "Add what the reference lists";
            if check(ui, draft.completes, title, about) {
                draft.completes = !draft.completes;
            }
        }
        remarks_ui(ui, draft);
    });
}

fn kind_ui(ui: &mut Ui, draft: &mut Draft, kind: Option<Kind>) {
    section(ui, "What it is");
    let kinds: Vec<_> = Kind::ALL.map(|one| (Some(one), one.label())).to_vec();
    if let Some(kind) = chooser(ui, "Kind of file", kind, "Not recognised", &kinds) {
        draft.told.options.kind = kind;
        draft.forget_columns();
    }
}

/// Which sheet of a workbook is read, if it has several.
fn sheet_ui(ui: &mut Ui, draft: &mut Draft) {
    let book = draft.ready().and_then(|ready| ready.examined.book.clone());
    let Some(book) = book.filter(|book| book.sheets.len() > 1) else {
        return;
    };
    section(ui, "Sheet");
    let sheets: Vec<_> = (0..)
        .map(Some)
        .zip(book.sheets.iter().map(String::as_str))
        .collect();
    let chosen = chooser(ui, "Sheet", book.read, "None was read", &sheets).flatten();
    if let Some(sheet) = chosen.and_then(|at: usize| book.sheets.get(at)) {
        draft.told.sheet = Some(sheet.clone());
        draft.forget_columns();
    }
}

fn reading_ui(ui: &mut Ui, draft: &mut Draft, reading: Reading) {
    section(ui, "Encoding");
    let charsets: Vec<_> = Charset::ALL.map(|one| (one, one.label())).to_vec();
    if let Some(charset) = chooser(ui, "Encoding", reading.charset, "", &charsets) {
        draft.told.reading = Some(Reading { charset, ..reading });
    }
    section(ui, "Between the cells");
    let delimiters: Vec<_> = Delimiter::ALL.map(|one| (one, one.label())).to_vec();
    if let Some(delimiter) = chooser(ui, "Delimiter", reading.delimiter, "", &delimiters) {
        draft.told.reading = Some(Reading {
            delimiter,
            ..reading
        });
        // Other cells are other columns.
        draft.forget_columns();
    }
}

/// What is said of the columns as a whole; each column's meaning stands above it.
fn columns_ui(ui: &mut Ui, draft: &mut Draft) {
    let columns = draft
        .ready()
        .and_then(|ready| ready.examined.sheet.as_ref())
        .and_then(|sheet| sheet.columns.clone());
    let Some(mut columns) = columns else { return };
    ui.add_space(scale::GAP);
    if check(ui, columns.has_header, "The first row is a header", "") {
        columns.has_header = !columns.has_header;
        draft.told.columns = Some(columns);
    }
    let about = "Where one sole attribute is near; else they stand as written.";
    if check(ui, draft.told.options.fix, "Correct misspelt names", about) {
        draft.told.options.fix = !draft.told.options.fix;
    }
}

/// Which column of the project a list is for.
fn column_ui(ui: &mut Ui, ctx: ViewContext<'_>, draft: &mut Draft) {
    section(ui, "Column of the project");
    let name = |column: Column| ctx.project().system(column).name.as_str();
    let mut columns = vec![(None, "As its names tell")];
    columns.extend(Column::ALL.map(|column| (Some(column), name(column))));
    let current = draft.told.options.column;
    if let Some(column) = chooser(ui, "Column of the project", current, "", &columns) {
        draft.told.options.column = column;
    }
}

fn resource_ui(ui: &mut Ui, draft: &mut Draft) {
    section(ui, "Where the file does not say it");
    let current = draft.told.options.resource.unwrap_or(Resource::User);
    let segments = [
        Segment::new(Resource::User, "Of users"),
        Segment::new(Resource::Group, "Of groups"),
    ];
    if let Some(resource) = segmented(ui, "Resource of the file", current, &segments, Fit::Equal) {
        draft.told.options.resource = Some(resource);
        draft.forget_columns();
    }
}

fn extent_ui(ui: &mut Ui, draft: &mut Draft) {
    ui.add_space(scale::GAP);
    let replaces = draft.told.options.extent == Extent::Replace;
    let about = "What it does not list goes, or is called unsupported where a link hangs on it.";
    if check(ui, replaces, "It lists all that there is", about) {
        draft.told.options.extent = if replaces {
            Extent::Extend
        } else {
            Extent::Replace
        };
    }
}

fn conflict_ui(ui: &mut Ui, draft: &mut Draft) {
    section(ui, "Where the project says otherwise");
    let current = draft.on_conflict();
    for (value, title, about) in [
        (
            OnConflict::Keep,
            "Keep the project's",
            "The file fills gaps.",
        ),
        (
            OnConflict::Replace,
            "Take the file's",
            "It replaces what the project says.",
        ),
    ] {
        if choice(ui, current == value, title, about) {
            draft.set_on_conflict(value);
        }
    }
}

/// How the file was read, and what of it counts for nothing.
fn remarks_ui(ui: &mut Ui, draft: &Draft) {
    let Some(ready) = draft.ready() else { return };
    let remarks = &ready.examined.plan.remarks;
    if remarks.is_empty() {
        return;
    }
    section(ui, "How it was read");
    let soft = Tokens::of(ui).text_soft;
    ui.spacing_mut().item_spacing.y = scale::GAP;
    for remark in remarks {
        let text = Type::Secondary.text(widgets::shown(&sentence(remark)));
        ui.add(Label::new(text.color(soft)).wrap());
    }
}

/// A remark with a capital at its beginning.
fn sentence(remark: &str) -> String {
    let mut chars = remark.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// One of several words in a button as wide as its place; the value that was just chosen, if another one was.
pub(super) fn chooser<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    current: T,
    other: &str,
    choices: &[(T, &str)],
) -> Option<T> {
    let word = choices
        .iter()
        .find(|(value, _)| *value == current)
        .map_or(other, |(_, word)| word);
    let mut chosen = None;
    let response = widgets::list(label)
        .width(ui.available_width())
        .height(420.0)
        .truncate()
        .selected_text(widgets::shown(word).into_owned())
        .icon(|ui, rect, _, _| {
            let square = egui::Rect::from_center_size(rect.center(), Vec2::splat(12.0));
            paint(
                ui.painter(),
                square,
                Icon::ChevronDown,
                Tokens::of(ui).text_soft,
            );
        })
        .show_ui(ui, |ui| {
            for (value, word) in choices {
                let is_current = *value == current;
                let word = widgets::shown(word).into_owned();
                if ui.selectable_label(is_current, word).clicked() && !is_current {
                    chosen = Some(*value);
                }
            }
        })
        .response;
    field::name(ui, &response, label);
    chosen
}
