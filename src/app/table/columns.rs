//! The columns of the table: which are shown, how wide they are, where each stands.

use crate::app::theme::scale;
use crate::rows::TableColumn;

/// The least width of a column that is made narrower.
pub(super) const LEAST_WIDTH: f32 = 48.0;
/// Where the first column's cells begin, and what stays free behind the last: their text stands at the margin of a panel.
const LEAD: f32 = scale::MARGIN - scale::PAD;

/// Which columns stay when the others are scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Freeze {
    /// The number and the source, which say whose row it is.
    #[default]
    Usual,
    /// All from the left to this one.
    UpTo(TableColumn),
    /// None.
    Nothing,
}

/// Which columns are shown and which of them stay, and their widths where they were changed.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    shown: Vec<TableColumn>,
    widths: Vec<(TableColumn, f32)>,
    pub(super) freeze: Freeze,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            shown: TableColumn::ALL
                .into_iter()
                .filter(|column| is_usual(*column))
                .collect(),
            widths: Vec::new(),
            freeze: Freeze::default(),
        }
    }
}

impl Columns {
    /// Those that are shown, from left to right; never none.
    pub(super) fn shown(&self) -> &[TableColumn] {
        &self.shown
    }

    pub(super) fn is_shown(&self, column: TableColumn) -> bool {
        self.shown.contains(&column)
    }

    /// Where a column stands among those shown.
    pub(super) fn place(&self, column: TableColumn) -> Option<usize> {
        self.shown.iter().position(|other| *other == column)
    }

    /// Shows a column in its place, or hides it unless it is the last one.
    pub(super) fn toggle(&mut self, column: TableColumn) {
        if self.is_shown(column) {
            if self.shown.len() > 1 {
                self.shown.retain(|other| *other != column);
            }
        } else {
            self.shown.push(column);
            self.shown.sort_unstable();
        }
    }

    /// Makes a column wider or narrower.
    pub(super) fn set_width(&mut self, column: TableColumn, width: f32) {
        let width = width.max(LEAST_WIDTH);
        match self.widths.iter_mut().find(|(other, _)| *other == column) {
            Some((_, changed)) => *changed = width,
            None => self.widths.push((column, width)),
        }
    }

    /// Gives a column its own width back.
    pub(super) fn reset_width(&mut self, column: TableColumn) {
        self.widths.retain(|(other, _)| *other != column);
    }

    fn width(&self, column: TableColumn, largest: u32) -> f32 {
        self.widths
            .iter()
            .find(|(other, _)| *other == column)
            .map_or_else(|| usual_width(column, largest), |(_, width)| *width)
    }

    /// Places the columns in a body `room` wide for row numbers up to `largest`.
    pub(super) fn layout(&self, room: f32, largest: u32) -> Layout {
        let usual = |column: &TableColumn| self.width(*column, largest);
        let all: f32 = self.shown.iter().map(usual).sum();
        // What a person has set stays; of the others those that cut what they hold grow first.
        let is_set = |column: &TableColumn| self.widths.iter().any(|(set, _)| set == column);
        let wish = |column: &TableColumn| {
            if is_set(column) { 0.0 } else { wished(*column) }
        };
        let wishes: f32 = self.shown.iter().map(wish).sum();
        let given = ((room - 2.0 * LEAD - all) / wishes.max(1.0)).clamp(0.0, 1.0);
        let mut left = LEAD;
        let mut cells = Vec::with_capacity(self.shown.len());
        for column in &self.shown {
            let width = usual(column) + (given * wish(column)).floor();
            cells.push(Place {
                column: *column,
                left,
                width,
            });
            left += width;
        }
        // The last one takes the room that is left over; behind it stays as much as before the first.
        let spare = room - LEAD - left;
        if let Some(last) = cells.last_mut()
            && spare > 0.0
        {
            last.width += spare;
            left += spare;
        }
        let last_frozen = match self.freeze {
            Freeze::Usual => cells.iter().rposition(|place| {
                matches!(place.column, TableColumn::Number | TableColumn::Source)
            }),
            Freeze::UpTo(column) => self.place(column),
            Freeze::Nothing => None,
        };
        let mut num_frozen = last_frozen.map_or(0, |last| last + 1);
        let end = |frozen: usize| {
            frozen
                .checked_sub(1)
                .and_then(|last| cells.get(last))
                .map_or(0.0, Place::right)
        };
        // In a narrow window they would leave no room for the others; what a person has asked for may take more.
        let most = match self.freeze {
            Freeze::UpTo(_) => 0.75,
            Freeze::Usual | Freeze::Nothing => 0.5,
        };
        if end(num_frozen) > room * most {
            num_frozen = 0;
        }
        Layout {
            frozen_width: end(num_frozen),
            num_frozen,
            width: left + LEAD,
            cells,
        }
    }
}

/// Where one column stands, in points from the left edge of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) column: TableColumn,
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Place {
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }
}

/// Where all columns stand; the first `num_frozen` stay when the others are scrolled.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) cells: Vec<Place>,
    pub(super) num_frozen: usize,
    pub(super) frozen_width: f32,
    pub(super) width: f32,
}

/// The 11 columns of the drawing.
fn is_usual(column: TableColumn) -> bool {
    !matches!(
        column,
        TableColumn::Resource
            | TableColumn::Type
            | TableColumn::DefaultIfNull
            | TableColumn::Apply
            | TableColumn::Match
            | TableColumn::Evidence
    )
}

fn usual_width(column: TableColumn, largest: u32) -> f32 {
    match column {
        TableColumn::Number => 21.0 + 7.5 * (largest.max(10).ilog10() + 1) as f32,
        TableColumn::Resource => 80.0,
        TableColumn::Source => 156.0,
        TableColumn::Rule => 128.0,
        TableColumn::Protocol => 236.0,
        TableColumn::TargetRule => 116.0,
        TableColumn::Target => 176.0,
        TableColumn::Mark => 118.0,
        TableColumn::Used => 104.0,
        TableColumn::Type => 96.0,
        TableColumn::DefaultIfNull => 120.0,
        TableColumn::Apply => 140.0,
        TableColumn::Match => 64.0,
        TableColumn::Status | TableColumn::Owner => 108.0,
        TableColumn::Notes => 130.0,
        TableColumn::Evidence => 220.0,
    }
}

/// How much wider a column is where there is room for what it holds.
fn wished(column: TableColumn) -> f32 {
    match column {
        TableColumn::Source | TableColumn::Evidence => 120.0,
        TableColumn::Rule => 220.0,
        TableColumn::Protocol => 80.0,
        TableColumn::TargetRule => 100.0,
        TableColumn::Target => 140.0,
        TableColumn::Notes => 200.0,
        TableColumn::Owner => 30.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_s_columns_fill_the_drawing_s_width() {
        let layout = Columns::default().layout(1440.0, 51);
        assert_eq!(layout.cells.len(), 11);
        assert!((layout.width - 1440.0).abs() < 0.1, "{}", layout.width);
        let source = layout.cells[1];
        assert!((source.left + scale::PAD - 56.0).abs() <= 1.0, "{source:?}");
        assert_eq!(layout.num_frozen, 2);
    }

    #[test]
    fn what_stays_can_be_chosen_and_leaves_room_for_the_others() {
        let mut columns = Columns {
            freeze: Freeze::UpTo(TableColumn::Protocol),
            ..Columns::default()
        };
        assert_eq!(columns.layout(1440.0, 51).num_frozen, 4);
        assert_eq!(columns.layout(600.0, 51).num_frozen, 0);
        columns.toggle(TableColumn::Protocol);
        assert_eq!(columns.layout(1440.0, 51).num_frozen, 0);
        columns.freeze = Freeze::Nothing;
        assert_eq!(columns.layout(1440.0, 51).num_frozen, 0);
    }

    #[test]
    fn a_wide_window_gives_room_to_what_is_cut() {
        let mut columns = Columns::default();
        columns.set_width(TableColumn::Source, 160.0);
        let width = |columns: &Columns, room, column| {
            columns.layout(room, 51).cells[columns.place(column).unwrap()].width
        };
        for room in [1440.0, 1600.0, 1920.0, 3840.0] {
            let layout = columns.layout(room, 51);
            assert!(
                (layout.width - room.max(1444.0)).abs() < 1.0,
                "{room}: {}",
                layout.width
            );
            assert!((width(&columns, room, TableColumn::Source) - 160.0).abs() < 0.1);
            assert!((width(&columns, room, TableColumn::Mark) - 118.0).abs() < 0.1);
        }
        let rule = |room| width(&columns, room, TableColumn::Rule);
        assert!(rule(1440.0) < rule(1920.0) && rule(1920.0) < rule(3840.0));
        assert!((rule(3840.0) - 348.0).abs() < 1.0);
    }

    #[test]
    fn a_narrow_window_scrolls_and_a_tiny_one_freezes_nothing() {
        let columns = Columns::default();
        let narrow = columns.layout(900.0, 51);
        assert!(narrow.width > 1_000.0 && narrow.num_frozen == 2);
        assert_eq!(columns.layout(300.0, 51).num_frozen, 0);
    }

    #[test]
    fn columns_come_back_in_their_place_and_one_always_stays() {
        let mut columns = Columns::default();
        let before = columns.shown().to_vec();
        columns.toggle(TableColumn::Mark);
        assert!(!columns.is_shown(TableColumn::Mark));
        columns.toggle(TableColumn::Mark);
        assert_eq!(columns.shown(), before);
        for column in TableColumn::ALL {
            if columns.is_shown(column) {
                columns.toggle(column);
            }
        }
        assert_eq!(columns.shown().len(), 1);
    }

    #[test]
    fn a_changed_width_stays_until_it_is_reset() {
        let mut columns = Columns::default();
        columns.set_width(TableColumn::Rule, 300.0);
        columns.set_width(TableColumn::Mark, 1.0);
        let width = |columns: &Columns, column| {
            let layout = columns.layout(100.0, 51);
            layout.cells[columns.place(column).unwrap()].width
        };
        assert!((width(&columns, TableColumn::Rule) - 300.0).abs() < 0.1);
        assert!((width(&columns, TableColumn::Mark) - LEAST_WIDTH).abs() < 0.1);
        columns.reset_width(TableColumn::Rule);
        assert!((width(&columns, TableColumn::Rule) - 128.0).abs() < 0.1);
    }
}
