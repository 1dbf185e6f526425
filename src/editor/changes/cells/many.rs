//! Texts for many cells as one step: filled down, cleared, pasted.

use std::collections::{BTreeMap, BTreeSet};

use super::{CellContext, CellRefusal, edit_cell};
use crate::editor::changes::Change;
use crate::model::{Edit, Project};
use crate::rows::{AttributeNumber, Index, Row, Rows, TableColumn};

/// A text for a cell.
#[derive(Clone, Debug)]
pub struct CellText {
    /// The cell's row.
    pub row: Row,
    /// The cell's column.
    pub column: TableColumn,
    /// What to put there.
    pub text: String,
}

/// What came of putting texts into many cells.
#[derive(Clone, Debug, Default)]
pub struct CellEdits {
    /// All that could be done, as one step; none if nothing would change.
    pub change: Option<Change>,
    /// How many cells it changes.
    pub num_changed: usize,
    /// The cells that did not take their text, by place in the list, and why.
    pub refused: Vec<(usize, CellRefusal)>,
}

/// Puts texts into many cells as one step; `name` names it from the number of cells that change.
///
/// Sources are put in first, since they may make the links that the other cells of their row are about.
pub fn edit_cells(
    ctx: CellContext<'_>,
    cells: &[CellText],
    name: impl FnOnce(usize) -> String,
) -> CellEdits {
    let mut scratch = ctx.project.clone();
    let mut done = CellEdits::default();
    let mut edits = Vec::new();
    let mut fed = BTreeSet::new();
    let is_source = |cell: &CellText| cell.column == TableColumn::Source;
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| is_source(cell)) {
        // Rows of one SCIM attribute share their sources: the first such cell speaks for all.
        if cell.row.protocol.is_none_or(|number| fed.insert(number)) {
            put(
                ctx,
                &mut scratch,
                at,
                cell,
                &cell.row,
                &mut edits,
                &mut done,
            );
        }
    }
    let (index, rows);
    let mut ctx = ctx;
    let mut places = BTreeMap::new();
    if !edits.is_empty() && !cells.iter().all(is_source) {
        index = Index::derive(&scratch);
        rows = Rows::derive(&index);
        places = rows
            .all()
            .iter()
            .map(|row| (ends_of(row), row.clone()))
            .collect();
        ctx = CellContext {
            index: &index,
            rows: &rows,
            ..ctx
        };
    }
    for (at, cell) in cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !is_source(cell))
    {
        let row = places.get(&ends_of(&cell.row)).unwrap_or(&cell.row);
        put(ctx, &mut scratch, at, cell, row, &mut edits, &mut done);
    }
    done.refused.sort_by_key(|(at, _)| *at);
    done.change = Change::new(name(done.num_changed), edits);
    done
}

fn ends_of(row: &Row) -> [Option<AttributeNumber>; 3] {
    [row.source, row.protocol, row.target]
}

fn put(
    ctx: CellContext<'_>,
    scratch: &mut Project,
    at: usize,
    cell: &CellText,
    row: &Row,
    edits: &mut Vec<Edit>,
    done: &mut CellEdits,
) {
    let now = CellContext {
        project: scratch,
        ..ctx
    };
    match edit_cell(now, row, cell.column, &cell.text) {
        Ok(None) => {}
        Ok(Some(change)) => {
            if scratch.apply(change.edit.clone()).is_ok() {
                edits.push(change.edit);
                done.num_changed += 1;
            }
        }
        Err(refusal) => done.refused.push((at, refusal)),
    }
}
