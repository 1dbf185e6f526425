//! What of the table goes to the clipboard: cells as they are, whole rows for a spreadsheet or as Markdown.

use super::clipboard;
use super::editing::table;
use super::state::TableState;
use crate::app::context::ViewContext;
use crate::rows::{Row, TableColumn};

impl TableState {
    /// The selected cells as tab-separated text; whole rows with their headers, safe for a spreadsheet.
    pub(super) fn copied(&self, ctx: ViewContext<'_>) -> String {
        let columns = self.selected_columns();
        let rows = texts(ctx, self.selected_rows(ctx).iter(), &columns);
        if columns.len() == self.columns.shown().len() {
            clipboard::write_sheet(headers(ctx, &columns), rows)
        } else {
            clipboard::write_tsv(&rows)
        }
    }

    /// The selected rows as a Markdown table, if more than one cell is selected; else all that are shown.
    pub(super) fn copied_as_markdown(&self, ctx: ViewContext<'_>) -> String {
        let rows: Vec<&Row> = if self.has_range() {
            let (lines, _) = self.selected();
            lines.filter_map(|line| self.row(ctx, line)).collect()
        } else {
            self.all_rows(ctx)
        };
        let columns = self.columns.shown();
        clipboard::write_markdown(&headers(ctx, columns), &texts(ctx, rows, columns))
    }

    /// All rows that are shown, with headers, safe for a spreadsheet.
    pub(super) fn all_copied(&self, ctx: ViewContext<'_>) -> String {
        let columns = self.columns.shown();
        let rows = self.all_rows(ctx);
        clipboard::write_sheet(headers(ctx, columns), texts(ctx, rows, columns))
    }

    fn all_rows<'a>(&self, ctx: ViewContext<'a>) -> Vec<&'a Row> {
        (0..self.num_lines())
            .filter_map(|line| self.row(ctx, line))
            .collect()
    }
}

fn headers(ctx: ViewContext<'_>, columns: &[TableColumn]) -> Vec<String> {
    columns
        .iter()
        .map(|column| column.header(ctx.project()).to_owned())
        .collect()
}

fn texts<'a>(
    ctx: ViewContext<'_>,
    rows: impl IntoIterator<Item = &'a Row>,
    columns: &[TableColumn],
) -> Vec<Vec<String>> {
    let table = table(ctx);
    rows.into_iter()
        .map(|row| {
            columns
                .iter()
                .map(|column| table.cell(row, *column))
                .collect()
        })
        .collect()
}
