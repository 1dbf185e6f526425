//! The export dialog: as what, for whom, which columns, and how it begins, before a path is asked for.

use egui::{Align, Frame, Label, Layout, Margin, ScrollArea, Ui, vec2};

use super::parts::{check, choice};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::dialogs::modal;
use crate::app::jobs::Previewed;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, section, segmented};
use crate::export::csv::{Delimiter, Written};
use crate::export::{Columns, Format, Preview, Request};
use crate::model::Audience;
use crate::rows::TableColumn;

/// How many lines a preview has at most.
pub(super) const NUM_LINES: usize = 40;

/// Width of the choices, left of the preview.
const CHOICES: f32 = 316.0;

/// The kinds of export, apart from the delimiter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Markdown,
    Spreadsheet,
    Exact,
}

/// What is chosen for an export, and how it would begin.
#[derive(Debug, Default)]
pub struct ExportState {
    is_open: bool,
    kind: Kind,
    delimiter: Delimiter,
    audience: Audience,
    columns: Columns,
    with_findings: bool,
    /// The preview that is there, and of what.
    preview: Option<(Previewed, Preview)>,
    /// That a preview is being made.
    is_waiting: bool,
}

impl ExportState {
    /// Shows the dialog with what was chosen last.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// Whether the dialog is shown.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What is chosen.
    pub fn request(&self) -> Request {
        Request {
            format: match self.kind {
                Kind::Markdown => Format::Markdown,
                Kind::Spreadsheet => Format::CsvSafe(self.delimiter),
                Kind::Exact => Format::Csv,
            },
            audience: self.audience,
            columns: match self.kind {
                Kind::Markdown => Columns::default(),
                Kind::Spreadsheet | Kind::Exact => self.columns,
            },
            with_findings: self.with_findings,
        }
    }

    /// Takes a preview in that a job has made.
    pub fn take_in(&mut self, of: Previewed, preview: std::io::Result<Preview>) {
        self.is_waiting = false;
        // Writing into memory does not fail; if it ever did, the next frame would ask again.
        self.preview = preview.ok().map(|preview| (of, preview));
    }
}

/// Draws the dialog while it is open.
pub(super) fn export_ui(
    egui: &egui::Context,
    ctx: ViewContext<'_>,
    state: &mut ExportState,
    commands: &mut Commands,
) {
    if !state.is_open {
        return;
    }
    let wanted = Previewed {
        revision: ctx.editor.revision(),
        request: state.request(),
    };
    let has_it = state.preview.as_ref().is_some_and(|(of, _)| *of == wanted);
    if !has_it && !state.is_waiting {
        state.is_waiting = true;
        commands.push(Command::Preview(wanted.request));
    }
    let screen = egui.content_rect().size();
    let width = (screen.x - 96.0).clamp(320.0, 1120.0);
    let height = (screen.y - 104.0).clamp(220.0, 640.0);
    let mut is_done = false;
    let response = modal(egui, "export").show(egui, |ui| {
        ui.set_width(width);
        ui.label(Type::PageTitle.text("Export handoff"));
        ui.add_space(scale::PAD);
        let body = height - 96.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = scale::MARGIN;
            let choices = CHOICES.min(width * 0.5);
            ui.allocate_ui_with_layout(vec2(choices, body), Layout::top_down(Align::Min), |ui| {
                ScrollArea::vertical()
                    .id_salt("choices")
                    .auto_shrink([false, false])
                    .max_height(body)
                    .show(ui, |ui| {
                        ui.set_width(choices - 2.0 * scale::PAD);
                        ui.spacing_mut().item_spacing.y = 2.0;
                        // Room for the ring around the first choice.
                        ui.add_space(1.0);
                        choices_ui(ui, ctx, state);
                    });
            });
            let rest = width - choices - scale::MARGIN;
            ui.allocate_ui_with_layout(vec2(rest, body), Layout::top_down(Align::Min), |ui| {
                ui.set_width(rest);
                preview_ui(ui, state, body);
            });
        });
        ui.add_space(scale::SECTION);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if widgets::primary_button(ui, "Export…").clicked() {
                commands.push(Command::ExportAs(state.request()));
                is_done = true;
            }
            is_done |= widgets::quiet_button(ui, "Cancel").clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                counts_ui(ui, state, has_it);
            });
        });
    });
    if is_done || response.should_close() {
        state.is_open = false;
    }
}

fn choices_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut ExportState) {
    let soft = Tokens::of(ui).text_soft;
    for (kind, title, about) in [
        (
            Kind::Markdown,
            "Handoff as Markdown",
            "Table, gaps, questions and decisions.",
        ),
        (
            Kind::Spreadsheet,
            "CSV for a spreadsheet",
            "The table; no cell can run as a formula.",
        ),
        (
            Kind::Exact,
            "Exact CSV",
            "The table for programs: every cell as it is.",
        ),
    ] {
        if choice(ui, state.kind == kind, title, about) {
            state.kind = kind;
        }
    }
    if state.kind == Kind::Spreadsheet {
        section(ui, "Between the cells");
        let delimiters = [
            Segment::new(Delimiter::Comma, "Comma"),
            Segment::new(Delimiter::Semicolon, "Semicolon"),
            Segment::new(Delimiter::Tab, "Tab"),
        ];
        if let Some(delimiter) =
            segmented(ui, "Delimiter", state.delimiter, &delimiters, Fit::Equal)
        {
            state.delimiter = delimiter;
        }
    }
    section(ui, "Notes and findings");
    let internal = state.audience == Audience::Internal;
    let about = "For colleagues: not what a customer gets.";
    if check(ui, internal, "Include internal notes", about) {
        state.audience = if internal {
            Audience::Customer
        } else {
            Audience::Internal
        };
    }
    let about = match state.kind {
        Kind::Markdown => "A section with what the checks say.",
        Kind::Spreadsheet | Kind::Exact => "A last column with what the checks say of the row.",
    };
    if check(ui, state.with_findings, "Include findings", about) {
        state.with_findings = !state.with_findings;
    }
    if state.kind == Kind::Markdown {
        return;
    }
    ui.add_space(scale::GAP);
    let line = vec2(ui.available_width(), scale::TARGET);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        if !state.columns.is_all() && widgets::quiet_button(ui, "All columns").clicked() {
            state.columns = Columns::default();
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (chosen, all) = (state.columns.num_chosen(), TableColumn::ALL.len());
            let title = format!("Columns {chosen} of {all}");
            ui.label(Type::SecondaryStrong.text(title).color(soft));
        });
    });
    // In two columns, read downwards as the table is read to the right.
    let half = TableColumn::ALL.len().div_ceil(2);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let width = ui.available_width() / 2.0;
        for columns in TableColumn::ALL.chunks(half) {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                for column in columns {
                    column_ui(ui, ctx, state, *column);
                }
            });
        }
    });
    if state.columns.num_chosen() == 1 {
        let text = "One column stays: a table without any is none.";
        ui.label(Type::Small.text(text).color(soft));
    }
}

fn column_ui(ui: &mut Ui, ctx: ViewContext<'_>, state: &mut ExportState, column: TableColumn) {
    let header = match column {
        TableColumn::Number => "# (row number)",
        _ => column.header(ctx.project()),
    };
    let is_chosen = state.columns.contains(column);
    if check(ui, is_chosen, header, "") {
        state.columns = if is_chosen {
            state.columns.without(column)
        } else {
            state.columns.with(column)
        };
    }
}

/// The first lines, as they will stand in the file.
fn preview_ui(ui: &mut Ui, state: &ExportState, height: f32) {
    let tokens = Tokens::of(ui);
    Frame::new()
        .fill(tokens.canvas)
        .corner_radius(scale::RADIUS_CARD)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_height(height - 20.0);
            let Some((_, preview)) = &state.preview else {
                ui.label(
                    Type::Secondary
                        .text("The preview is being made…")
                        .color(tokens.text_soft),
                );
                return;
            };
            let about = if preview.goes_on {
                format!(
                    "How the file begins: its first {} lines",
                    preview.lines.len()
                )
            } else {
                "The whole file".to_owned()
            };
            ui.label(Type::Small.text(about).color(tokens.text_soft));
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.add_space(scale::GAP);
            let row = ui.fonts_mut(|fonts| fonts.row_height(&Type::NameSmall.font())) + 3.0;
            ScrollArea::both()
                .id_salt("preview")
                .auto_shrink([false, false])
                .show_rows(ui, row, preview.lines.len(), |ui, range| {
                    for line in preview.lines.get(range).unwrap_or_default() {
                        let text = Type::NameSmall.text(widgets::shown(line));
                        ui.horizontal(|ui| {
                            ui.set_height(row);
                            ui.add(Label::new(text).extend().selectable(true));
                        });
                    }
                });
        });
}

/// What there is to say of the whole export.
fn counts_ui(ui: &mut Ui, state: &ExportState, is_current: bool) {
    let tokens = Tokens::of(ui);
    let Some((of, preview)) = &state.preview else {
        return;
    };
    let color = if is_current {
        tokens.text_soft
    } else {
        tokens.text_faint
    };
    let said = counts(of.request.format, preview);
    if said.needs_care {
        widgets::icon(ui, Icon::Warning);
    }
    ui.add(Label::new(Type::Secondary.text(said.text).color(color)).truncate());
}

/// The sentence below the preview, and whether it tells something to be careful about.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    text: String,
    needs_care: bool,
}

fn counts(format: Format, preview: &Preview) -> Said {
    let Written {
        num_rows,
        num_formula_like,
        changed,
    } = &preview.written;
    let rows = widgets::counted(*num_rows, "row");
    let size = match preview.num_bytes {
        bytes @ 0..10_000 => widgets::counted(bytes, "byte"),
        bytes => format!("{} KB", bytes.div_ceil(1000)),
    };
    let (cells, needs_care) = match format {
        Format::Markdown => (String::new(), false),
        Format::Csv if *num_formula_like > 0 => {
            let verb = if *num_formula_like == 1 {
                "looks"
            } else {
                "look"
            };
            let cells = widgets::counted(*num_formula_like, "cell");
            (
                format!(" · {cells} {verb} like a formula to a spreadsheet"),
                true,
            )
        }
        Format::Csv => (" · no cell looks like a formula".to_owned(), false),
        Format::CsvSafe(_) if changed.is_empty() => {
            (" · every cell stands as it is".to_owned(), false)
        }
        Format::CsvSafe(_) => {
            let cells = widgets::counted(changed.len(), "cell");
            (
                format!(" · {cells} with an apostrophe before, so that none runs as a formula"),
                false,
            )
        }
    };
    Said {
        text: format!("{rows} · {size}{cells}"),
        needs_care,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::csv::CellPlace;

    #[test]
    fn says_what_a_spreadsheet_would_make_of_it() {
        let check = |format, formula_like, num_changed, expected: &str, needs_care| {
            let place = CellPlace {
                row: 1,
                column: TableColumn::Notes,
            };
            let preview = Preview {
                num_bytes: 12_345,
                written: Written {
                    num_rows: 2,
                    num_formula_like: formula_like,
                    changed: vec![place; num_changed],
                },
                ..Preview::default()
            };
            let text = format!("2 rows · 13 KB{expected}");
            assert_eq!(counts(format, &preview), Said { text, needs_care });
        };
        let safe = Format::CsvSafe(Delimiter::Comma);
        check(Format::Markdown, 3, 0, "", false);
        check(Format::Csv, 0, 0, " · no cell looks like a formula", false);
        check(
            Format::Csv,
            1,
            0,
            " · 1 cell looks like a formula to a spreadsheet",
            true,
        );
        check(safe, 0, 0, " · every cell stands as it is", false);
        check(
            safe,
            2,
            2,
            " · 2 cells with an apostrophe before, so that none runs as a formula",
            false,
        );
    }

    #[test]
    fn markdown_has_all_columns_whatever_was_chosen_for_csv() {
        let mut state = ExportState {
            kind: Kind::Exact,
            columns: Columns::default().without(TableColumn::Rule),
            ..ExportState::default()
        };
        assert!(!state.request().columns.is_all());
        state.kind = Kind::Markdown;
        assert!(state.request().columns.is_all());
    }
}
