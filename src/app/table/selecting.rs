//! One selection with the rest of the window: the cursor selects what its row is about, and goes where another view selects.

use super::editing::table;
use super::state::{CellPlace, TableState};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::selection::{Item, Selection};
use crate::rows::{Row, TableColumn};

/// What a cell is about: its link, else its attribute.
fn item(ctx: ViewContext<'_>, row: &Row, column: TableColumn) -> Option<Item> {
    let table = table(ctx);
    let link = match column {
        TableColumn::Source
        | TableColumn::Rule
        | TableColumn::DefaultIfNull
        | TableColumn::Apply
        | TableColumn::Match
        | TableColumn::Status
        | TableColumn::Owner => table.source_links(row).next(),
        TableColumn::TargetRule => table.target_links(row).next(),
        _ => None,
    };
    if let Some(id) = link.and_then(|(number, _)| ctx.index().link_id(number)) {
        return Some(Item::Link(id.clone()));
    }
    let attributes = match column {
        TableColumn::Target | TableColumn::Mark => [row.target, row.protocol, row.source],
        _ => [row.protocol, row.target, row.source],
    };
    attributes
        .into_iter()
        .flatten()
        .find_map(|number| table.attribute_id(number))
        .map(|id| Item::Attribute(id.clone()))
}

/// Goes to the row of what another view selected.
pub(super) fn follow(ctx: ViewContext<'_>, state: &mut TableState) {
    if *ctx.selection == state.seen {
        return;
    }
    state.seen = ctx.selection.clone();
    let (attribute, link) = match ctx.selection.primary() {
        None => return,
        Some(Item::Attribute(id)) => (ctx.index().number(ctx.project(), id), None),
        Some(Item::Link(id)) => (None, ctx.index().link_number(id)),
    };
    let is_about = |row: &Row| {
        let named =
            attribute.is_some() && [row.source, row.protocol, row.target].contains(&attribute);
        let linked = link.is_some_and(|link| {
            let into = row.protocol.map(|number| ctx.index().links_into(number));
            into.is_some_and(|links| links.contains(&link))
                || ctx.rows().target_links(row).contains(&link)
        });
        named || linked
    };
    // The row under the cursor is as good as any other.
    if state.row(ctx, state.cursor.line).is_some_and(is_about) && state.cursor_row.is_some() {
        return;
    }
    let line = (0..state.num_lines()).find(|line| state.row(ctx, *line).is_some_and(is_about));
    if let Some(line) = line {
        let column = state.cursor.column;
        state.give_up();
        state.go(ctx, CellPlace { line, column }, false);
    }
}

/// Selects what the cell under the cursor is about, once somebody has put the cursor there.
pub(super) fn tell(ctx: ViewContext<'_>, state: &mut TableState, commands: &mut Commands) {
    let about = (state.cursor_row.clone(), state.cursor.column);
    if !state.wants_keys() || state.told.as_ref() == Some(&about) {
        return;
    }
    let row = state.row(ctx, state.cursor.line);
    let item = row.and_then(|row| item(ctx, row, state.cursor.column));
    if let Some(item) = item {
        let selection = Selection::one(item);
        if *ctx.selection != selection {
            state.seen = selection.clone();
            commands.push(Command::Select(selection));
        }
    }
    state.told = Some(about);
}
