//! What the table remembers between frames: what is shown, where the cursor stands, what is being typed.

use std::sync::Arc;

use egui::{Id, Rect, Vec2};

use super::arrange::{Filter, Sort, Wanted};
use super::arranger::Arranger;
use super::columns::Columns;
use crate::app::context::ViewContext;
use crate::app::selection::Selection;
use crate::model::AttributeId;
use crate::rows::{AttributeNumber, Row, TableColumn};

/// A row by its source attribute, SCIM attribute and target field: for as long as these are what joins it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowKey([Option<AttributeId>; 3]);

impl RowKey {
    pub(super) fn of(ctx: ViewContext<'_>, row: &Row) -> Self {
        let id = |number: Option<AttributeNumber>| ctx.index().attribute_id(number?).cloned();
        Self([row.source, row.protocol, row.target].map(id))
    }

    /// The same as numbers of this revision; none if an attribute is not there any more.
    fn numbers(&self, ctx: ViewContext<'_>) -> Option<[Option<AttributeNumber>; 3]> {
        let mut numbers = [None; 3];
        for (number, id) in numbers.iter_mut().zip(&self.0) {
            if let Some(id) = id {
                *number = Some(ctx.index().number(ctx.project(), id)?);
            }
        }
        Some(numbers)
    }
}

/// A cell: a line of what is shown, and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellPlace {
    pub(super) line: usize,
    pub(super) column: TableColumn,
}

/// A text that is being typed into the cell under the cursor.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) text: String,
    /// What the cell held: typing that again changes nothing.
    pub(super) before: String,
    /// Whether arrows leave the cell: they do where typing replaced what was there.
    pub(super) replaces: bool,
    /// Whether the field has yet to take the keyboard, with its cursor at the end.
    pub(super) is_new: bool,
}

/// What the keys do.
#[derive(Clone, Debug, Default)]
pub(super) enum Mode {
    /// They move the cursor.
    #[default]
    Moving,
    /// They write.
    Typing(Draft),
    /// They choose one of the words of the cell, by place.
    Choosing(usize),
}

/// How far something is that a key opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opened {
    /// It is not, or the pointer opened it.
    #[default]
    No,
    /// It is to be drawn open.
    Asked,
    /// It is drawn, and is yet to take the keyboard.
    Drawn,
    /// It has the keyboard, and gives it back when it is closed.
    HasKeys,
}

/// What the table remembers.
#[derive(Debug)]
pub struct TableState {
    pub(super) filter: Filter,
    /// What the rows that are shown hold; all rows if it is empty.
    pub(super) query: Arc<str>,
    pub(super) sort: Option<Sort>,
    pub(super) columns: Columns,
    pub(super) arranger: Arranger,
    /// The cell that keys act on.
    pub(super) cursor: CellPlace,
    /// The other corner of the selected cells.
    pub(super) anchor: CellPlace,
    /// Whose row the cursor is in, so that it stays there when the order changes.
    pub(super) cursor_row: Option<RowKey>,
    pub(super) mode: Mode,
    /// Why the cell under the cursor did not take what it was given.
    pub(super) refusal: Option<String>,
    /// How far the body is scrolled.
    pub(super) offset: Vec2,
    /// Where the body was drawn last.
    pub(super) body: Rect,
    /// Whether the cursor is to be scrolled into view.
    pub(super) reveal: bool,
    /// The selection of the window as it was seen last.
    pub(super) seen: Selection,
    /// The cell that was told to the window as its selection.
    pub(super) told: Option<(Option<RowKey>, TableColumn)>,
    /// Whether the press that is going on is on the cell that was under the cursor already.
    pub(super) pressed_again: bool,
    /// How far the findings of the row under the cursor have been opened by key.
    pub(super) findings: Opened,
    /// Where the field stands that a cell is typed in.
    pub(super) field: Option<Rect>,
    /// Whether the keys are the table's.
    has_keys: bool,
    /// The pass in which the table was drawn last: when it appears it takes the keyboard if nobody has it.
    pub(super) was_drawn: Option<u64>,
}

impl Default for TableState {
    fn default() -> Self {
        let first = CellPlace {
            line: 0,
            column: TableColumn::Source,
        };
        Self {
            filter: Filter::default(),
            query: Arc::default(),
            sort: None,
            columns: Columns::default(),
            arranger: Arranger::default(),
            cursor: first,
            anchor: first,
            cursor_row: None,
            mode: Mode::default(),
            refusal: None,
            offset: Vec2::ZERO,
            body: Rect::ZERO,
            reveal: false,
            seen: Selection::default(),
            told: None,
            pressed_again: false,
            findings: Opened::No,
            field: None,
            has_keys: false,
            was_drawn: None,
        }
    }
}

impl TableState {
    /// Whether the table has the keyboard: letters then are typed into cells, and mean no action of the window.
    pub fn wants_keys(&self) -> bool {
        self.has_keys
    }

    /// Whether another order of the rows is on its way; the one before is shown until it is there.
    pub fn is_arranging(&self) -> bool {
        self.arranger.is_working()
    }

    pub(super) fn set_has_keys(&mut self, has_keys: bool) {
        self.has_keys = has_keys;
    }

    /// What has the keyboard's focus for egui; screen readers are told of the cell under the cursor.
    pub(super) fn grid_id() -> Id {
        Id::unique("table grid")
    }

    /// The field that a cell is typed in.
    pub(super) fn field_id() -> Id {
        Id::unique("table cell editor")
    }

    pub(super) fn is_typing(&self) -> bool {
        matches!(self.mode, Mode::Typing(_))
    }

    /// How many lines are shown.
    pub(super) fn num_lines(&self) -> usize {
        self.arranger.shown().order.len()
    }

    /// The row on a line.
    pub(super) fn row<'a>(&self, ctx: ViewContext<'a>, line: usize) -> Option<&'a Row> {
        let place = self.arranger.shown().order.get(line)?;
        ctx.rows().of(ctx.resource).get(*place as usize)
    }

    /// The lines and the places of columns between the cursor and the anchor, both included.
    pub(super) fn selected(
        &self,
    ) -> (
        std::ops::RangeInclusive<usize>,
        std::ops::RangeInclusive<usize>,
    ) {
        let column = |cell: CellPlace| self.columns.place(cell.column).unwrap_or(0);
        let (a, b) = (self.cursor, self.anchor);
        let last = self.num_lines().saturating_sub(1);
        let anchor = b.line.min(last);
        (
            a.line.min(anchor)..=a.line.max(anchor),
            column(a).min(column(b))..=column(a).max(column(b)),
        )
    }

    /// Whether more than the cell under the cursor is selected.
    pub(super) fn has_range(&self) -> bool {
        self.cursor != self.anchor
    }

    /// Puts the cursor on a cell; `extend` leaves the other corner where it is.
    pub(super) fn go(&mut self, ctx: ViewContext<'_>, cell: CellPlace, extend: bool) {
        self.cursor = CellPlace {
            line: cell.line.min(self.num_lines().saturating_sub(1)),
            column: cell.column,
        };
        if !extend {
            self.anchor = self.cursor;
        }
        self.cursor_row = self
            .row(ctx, self.cursor.line)
            .map(|row| RowKey::of(ctx, row));
        self.refusal = None;
        self.reveal = true;
    }

    /// Brings what is shown up to date and keeps the cursor on its row.
    pub(super) fn refresh(&mut self, egui: &egui::Context, ctx: ViewContext<'_>) {
        let wanted = Wanted {
            resource: ctx.resource,
            filter: self.filter,
            query: Arc::clone(&self.query),
            sort: self.sort,
        };
        if !self.columns.is_shown(self.cursor.column)
            && let Some(first) = self.columns.shown().first()
        {
            self.cursor.column = *first;
            self.anchor = self.cursor;
        }
        if !self.arranger.refresh(egui, ctx, &wanted) {
            return;
        }
        let numbers = self.cursor_row.as_ref().and_then(|key| key.numbers(ctx));
        let rows = ctx.rows().of(ctx.resource);
        let found = numbers.and_then(|numbers| {
            self.arranger.shown().order.iter().position(|place| {
                rows.get(*place as usize)
                    .is_some_and(|row| [row.source, row.protocol, row.target] == numbers)
            })
        });
        if let Some(line) = found {
            if line != self.cursor.line {
                let moved = !self.has_range();
                self.cursor.line = line;
                if moved {
                    self.anchor = self.cursor;
                }
                self.reveal = true;
            }
        } else {
            // The row is gone: what was begun in it has no place any more.
            let last = self.num_lines().saturating_sub(1);
            self.cursor.line = self.cursor.line.min(last);
            self.anchor = self.cursor;
            self.mode = Mode::Moving;
            self.cursor_row = self
                .row(ctx, self.cursor.line)
                .map(|row| RowKey::of(ctx, row));
        }
    }
}
