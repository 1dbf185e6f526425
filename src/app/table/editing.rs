//! What is done to cells: typed, chosen, filled down, cleared, copied and pasted; each is one step to undo.

use super::clipboard;
use super::state::{CellPlace, Draft, Mode, TableState};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::editor::changes::{
    CellContext, CellKind, CellText, Change, edit_cell, edit_cells, keep_refused,
};
use crate::model::Audience;
use crate::rows::{Row, Table, TableColumn};

/// More cells than this are not changed at once: a clipboard that holds so many was not meant for a cell.
const MOST_CELLS: usize = 20_000;

/// The table as all see it who design the mapping.
pub(super) fn table(ctx: ViewContext<'_>) -> Table<'_> {
    Table::new(
        ctx.project(),
        ctx.index(),
        ctx.rows(),
        ctx.catalog,
        Audience::Internal,
    )
}

fn cell_context(ctx: ViewContext<'_>) -> CellContext<'_> {
    CellContext {
        project: ctx.project(),
        index: ctx.index(),
        rows: ctx.rows(),
        author: ctx.author,
        now: ctx.now,
    }
}

/// The words of a choice cell and the one it holds, by place.
pub(super) fn choices(
    ctx: ViewContext<'_>,
    row: &Row,
    column: TableColumn,
) -> Option<(&'static [&'static str], usize)> {
    let CellKind::Choice(words) = CellKind::of(column) else {
        return None;
    };
    let now = table(ctx).cell(row, column);
    let holds = |word: &&str| !word.is_empty() && now.starts_with(word);
    let holds_now = words.iter().rposition(holds);
    let empty = words.iter().position(|word| word.is_empty());
    Some((words, holds_now.or(empty).unwrap_or(0)))
}

impl TableState {
    /// Starts an edit of the cell under the cursor: with what was typed in place of what it holds, or with that.
    pub(super) fn begin(&mut self, ctx: ViewContext<'_>, typed: Option<&str>) {
        let Some(row) = self.row(ctx, self.cursor.line) else {
            return;
        };
        let column = self.cursor.column;
        // Whether it would take anything at all is said before somebody types, not after.
        let probe = match CellKind::of(column) {
            CellKind::Choice(words) => words.first().copied().unwrap_or_default(),
            CellKind::Text | CellKind::ReadOnly => match column {
                TableColumn::TargetRule => "direct",
                TableColumn::Rule => "constant \"\"",
                _ => "",
            },
        };
        self.anchor = self.cursor;
        self.reveal = true;
        self.refusal = None;
        if let Err(refusal) = edit_cell(cell_context(ctx), row, column, probe) {
            self.refusal = Some(refusal.to_string());
            return;
        }
        if let Some((words, now)) = choices(ctx, row, column) {
            let begun = typed.and_then(|typed| next_word(words, None, typed));
            self.mode = Mode::Choosing(begun.unwrap_or(now));
            return;
        }
        let before = if column == TableColumn::Notes {
            // A note is added; those that are there are changed in the inspector.
            String::new()
        } else {
            table(ctx).cell(row, column)
        };
        self.mode = Mode::Typing(Draft {
            text: typed.map_or_else(|| before.clone(), str::to_owned),
            before,
            replaces: typed.is_some(),
            is_new: true,
        });
    }

    /// Moves the choice to the next word that begins so.
    pub(super) fn choose_by_letter(&mut self, ctx: ViewContext<'_>, typed: &str) {
        if let Mode::Choosing(now) = self.mode
            && let Some(row) = self.row(ctx, self.cursor.line)
            && let Some((words, _)) = choices(ctx, row, self.cursor.column)
            && let Some(next) = next_word(words, Some(now), typed)
        {
            self.mode = Mode::Choosing(next);
        }
    }

    /// Ends the edit by putting what was typed or chosen into the cell; false if the cell refused it.
    pub(super) fn finish(&mut self, ctx: ViewContext<'_>, commands: &mut Commands) -> bool {
        let Some(row) = self.row(ctx, self.cursor.line) else {
            self.mode = Mode::Moving;
            return true;
        };
        let text = match &self.mode {
            Mode::Moving => return true,
            Mode::Typing(draft) if draft.text == draft.before => {
                self.mode = Mode::Moving;
                self.refusal = None;
                return true;
            }
            Mode::Typing(draft) => draft.text.clone(),
            Mode::Choosing(at) => choices(ctx, row, self.cursor.column)
                .and_then(|(words, _)| words.get(*at).copied())
                .unwrap_or_default()
                .to_owned(),
        };
        match edit_cell(cell_context(ctx), row, self.cursor.column, &text) {
            Ok(change) => {
                commands.change(change);
                self.mode = Mode::Moving;
                self.refusal = None;
                true
            }
            Err(refusal) => {
                self.refusal = Some(refusal.to_string());
                false
            }
        }
    }

    /// What is being typed into a cell and what entering it would do: where the cell refuses it, a comment that keeps
    /// it. None if nothing is typed.
    pub(in crate::app) fn begun(&self, ctx: ViewContext<'_>) -> Option<(&str, Change)> {
        let Mode::Typing(draft) = &self.mode else {
            return None;
        };
        if draft.text == draft.before {
            return None;
        }
        let row = self.row(ctx, self.cursor.line)?;
        let column = self.cursor.column;
        let entered = edit_cell(cell_context(ctx), row, column, &draft.text);
        let change = entered.unwrap_or_else(|_refusal| {
            let header = column.header(ctx.project());
            keep_refused(cell_context(ctx), row, header, &draft.text)
        });
        Some((&draft.text, change?))
    }

    /// Gives the edit up.
    pub(in crate::app) fn give_up(&mut self) {
        self.mode = Mode::Moving;
        self.refusal = None;
    }

    /// Puts texts into cells as one step, and says what was refused.
    fn put(
        &mut self,
        ctx: ViewContext<'_>,
        cells: &[CellText],
        name: impl FnOnce(usize) -> String,
        commands: &mut Commands,
    ) {
        self.refusal = None;
        if cells.len() > MOST_CELLS {
            self.refusal = Some(format!(
                "{} cells are too many to change at once: {MOST_CELLS} at most; nothing was changed",
                cells.len()
            ));
            return;
        }
        let edits = edit_cells(cell_context(ctx), cells, name);
        if let Some((_, refusal)) = edits.refused.first() {
            self.refusal = Some(match cells.len() {
                1 => refusal.to_string(),
                all => format!(
                    "{} of {all} cells did not take it: {refusal}",
                    edits.refused.len()
                ),
            });
        }
        commands.change(edits.change);
    }

    /// The rows of the selected lines.
    pub(super) fn selected_rows(&self, ctx: ViewContext<'_>) -> Vec<Row> {
        let (lines, _) = self.selected();
        lines
            .filter_map(|line| self.row(ctx, line).cloned())
            .collect()
    }

    pub(super) fn selected_columns(&self) -> Vec<TableColumn> {
        let (_, columns) = self.selected();
        self.columns
            .shown()
            .get(columns)
            .unwrap_or_default()
            .to_vec()
    }

    /// Fills the selected cells with what stands in the topmost; of one cell, with what stands above it.
    pub(super) fn fill_down(&mut self, ctx: ViewContext<'_>, commands: &mut Commands) {
        let mut rows = self.selected_rows(ctx);
        if rows.len() == 1
            && let Some(above) = self.cursor.line.checked_sub(1)
            && let Some(above) = self.row(ctx, above)
        {
            rows.insert(0, above.clone());
        }
        let Some((first, rest)) = rows.split_first() else {
            return;
        };
        let columns = self.selected_columns();
        let table = table(ctx);
        let mut cells = Vec::new();
        for column in &columns {
            let text = table.cell(first, *column);
            cells.extend(rest.iter().map(|row| CellText {
                row: row.clone(),
                column: *column,
                text: text.clone(),
            }));
        }
        let what = match columns.as_slice() {
            [column] => column.header(ctx.project()).to_owned(),
            several => format!("{} columns", several.len()),
        };
        let number = rest.len();
        let rows = if number == 1 { "row" } else { "rows" };
        self.put(
            ctx,
            &cells,
            |_| format!("Fill {what} down {number} {rows}"),
            commands,
        );
    }

    /// Empties the selected cells, as far as they can be empty.
    pub(super) fn clear(&mut self, ctx: ViewContext<'_>, commands: &mut Commands) {
        let columns = self.selected_columns();
        let cells: Vec<CellText> = self
            .selected_rows(ctx)
            .into_iter()
            .flat_map(|row| {
                columns.iter().map(move |column| CellText {
                    row: row.clone(),
                    column: *column,
                    text: String::new(),
                })
            })
            .collect();
        self.put(
            ctx,
            &cells,
            |number| format!("Clear {}", cells_of(number)),
            commands,
        );
    }

    /// Puts tab-separated cells in from the top left of the selection on; one alone fills the selection.
    pub(super) fn paste(&mut self, ctx: ViewContext<'_>, text: &str, commands: &mut Commands) {
        let (lines, columns) = self.selected();
        let shown = self.columns.shown().to_vec();
        let from = shown.get(*columns.start()..).unwrap_or_default();
        let headers: Vec<String> = from
            .iter()
            .map(|column| column.header(ctx.project()).to_owned())
            .collect();
        let pasted = clipboard::without_headers(clipboard::parse_tsv(text), &headers);
        let mut cells = Vec::new();
        if let [only] = pasted.as_slice()
            && let [text] = only.as_slice()
        {
            for row in self.selected_rows(ctx) {
                cells.extend(self.selected_columns().into_iter().map(|column| CellText {
                    row: row.clone(),
                    column,
                    text: text.clone(),
                }));
            }
        } else {
            let room = self.num_lines() - *lines.start();
            if pasted.len() > room {
                self.refusal = Some(format!(
                    "the clipboard holds {} rows, and there are {room} from here on; nothing was changed",
                    pasted.len()
                ));
                return;
            }
            for (line, texts) in (*lines.start()..).zip(pasted) {
                let Some(row) = self.row(ctx, line) else {
                    break;
                };
                for (column, text) in from.iter().zip(texts) {
                    // What a row is named by, and what follows from the rest, may be in what is pasted: it is passed over.
                    if CellKind::of(*column) != CellKind::ReadOnly || from.len() == 1 {
                        let row = row.clone();
                        cells.push(CellText {
                            row,
                            column: *column,
                            text,
                        });
                    }
                }
            }
        }
        let table = table(ctx);
        // A cell that holds the text already need not be able to take it.
        cells.retain(|cell| table.cell(&cell.row, cell.column) != cell.text);
        self.put(
            ctx,
            &cells,
            |number| format!("Paste {}", cells_of(number)),
            commands,
        );
    }

    /// Selects whole rows: those of the selection, or all.
    pub(super) fn select_rows(
        &mut self,
        ctx: ViewContext<'_>,
        lines: std::ops::RangeInclusive<usize>,
    ) {
        let (Some(first), Some(last)) = (self.columns.shown().first(), self.columns.shown().last())
        else {
            return;
        };
        let (first, last) = (*first, *last);
        self.go(
            ctx,
            CellPlace {
                line: *lines.start(),
                column: first,
            },
            false,
        );
        self.anchor = CellPlace {
            line: *lines.end(),
            column: last,
        };
    }
}

fn cells_of(number: usize) -> String {
    match number {
        1 => "1 cell".to_owned(),
        number => format!("{number} cells"),
    }
}

/// The next word that begins with what was typed, behind `now`, from the start again if there is none.
fn next_word(words: &[&str], now: Option<usize>, typed: &str) -> Option<usize> {
    let typed = typed.to_lowercase();
    let begins = |at: &usize| words.get(*at).is_some_and(|word| word.starts_with(&typed));
    let behind = now.map_or(0, |now| now + 1);
    (behind..words.len()).chain(0..behind).find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_on_to_the_next_word_that_begins_so() {
        let words = [
            "always",
            "only during creation",
            "add values only",
            "never remove",
        ];
        assert_eq!(next_word(&words, None, "a"), Some(0));
        assert_eq!(next_word(&words, Some(0), "A"), Some(2));
        assert_eq!(next_word(&words, Some(2), "a"), Some(0));
        assert_eq!(next_word(&words, Some(2), "x"), None);
    }
}
