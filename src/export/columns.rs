//! Which columns of the completed table are written.

use crate::rows::TableColumn;

/// A choice of the columns, always written from left to right; all of them unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Columns {
    /// Bit `n` for the `n`th column of [`TableColumn::ALL`].
    chosen: u32,
}

impl Default for Columns {
    fn default() -> Self {
        TableColumn::ALL
            .into_iter()
            .fold(Self { chosen: 0 }, Self::with)
    }
}

impl Columns {
    /// Whether a column is chosen.
    pub fn contains(self, column: TableColumn) -> bool {
        self.chosen & bit(column) != 0
    }

    /// The same with this column.
    #[must_use]
    pub fn with(self, column: TableColumn) -> Self {
        Self {
            chosen: self.chosen | bit(column),
        }
    }

    /// The same without this column; the last one stays, since a table without columns is none.
    #[must_use]
    pub fn without(self, column: TableColumn) -> Self {
        let chosen = self.chosen & !bit(column);
        if chosen == 0 { self } else { Self { chosen } }
    }

    /// The chosen columns, from left to right; never empty.
    pub fn iter(self) -> impl Iterator<Item = TableColumn> {
        TableColumn::ALL
            .into_iter()
            .filter(move |column| self.contains(*column))
    }

    /// How many are chosen.
    pub fn num_chosen(self) -> usize {
        self.chosen.count_ones() as usize
    }

    /// Whether all are chosen.
    pub fn is_all(self) -> bool {
        self == Self::default()
    }
}

fn bit(column: TableColumn) -> u32 {
    1 << column as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_chosen_until_one_is_left_out() {
        let all = Columns::default();
        assert_eq!(all.num_chosen(), TableColumn::ALL.len());
        let fewer = all.without(TableColumn::Rule);
        assert!(!fewer.contains(TableColumn::Rule) && !fewer.is_all());
        assert_eq!(fewer.with(TableColumn::Rule), all);
    }

    #[test]
    fn the_last_one_stays() {
        let none = TableColumn::ALL
            .into_iter()
            .fold(Columns::default(), Columns::without);
        assert_eq!(none.iter().collect::<Vec<_>>(), [TableColumn::Evidence]);
    }
}
