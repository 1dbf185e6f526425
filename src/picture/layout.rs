//! Where columns, rows and ports lie.

use std::ops::Range;

use super::{Area, Point, Side, whole};

/// The sizes that a layout is made with, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Height of every line.
    pub row: f32,
    /// Height of a column's title.
    pub header: f32,
    /// Room above the first and below the last line.
    pub padding: f32,
    /// Room around the columns.
    pub margin: f32,
    /// Width below which a column goes only to keep the gutters wide enough to be read.
    pub column_min: f32,
    /// Least width of a column, while the window has room for it.
    pub column_least: f32,
    /// Greatest width that a column takes by itself.
    pub column_max: f32,
    /// Usual width of a gutter.
    pub gutter: f32,
    /// Width below which links run steeply: columns get narrower first.
    pub gutter_calm: f32,
    /// Least width of a gutter.
    pub gutter_min: f32,
}

/// One column on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ColumnFrame {
    /// All of it.
    pub card: Area,
    /// Its title.
    pub header: Area,
    /// What its lines are seen through.
    pub body: Area,
    /// How far it is scrolled, from 0 to [`ColumnFrame::furthest`].
    pub offset: f32,
    row: f32,
    padding: f32,
    lines: usize,
}

/// The columns of a map, left to right, and what lies between them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Layout {
    /// The columns.
    pub columns: [ColumnFrame; 3],
    /// The gutters that the links run through.
    pub gutters: [Area; 2],
}

impl Layout {
    /// Lays three columns of so many lines out in an area.
    ///
    /// Columns share the width that is there by their `shares` (1 each, until a person has moved an edge). Where it gets
    /// narrow gutters give way as far as links stay calm, then columns as far as names stay readable, then gutters again;
    /// in the end columns get narrower than their least width rather than being cut off.
    /// An offset beyond the end of a column becomes its end.
    pub fn new(
        area: Area,
        measures: &Measures,
        lines: [usize; 3],
        offsets: [f32; 3],
        shares: [f32; 3],
    ) -> Self {
        let room = (area.width() - 2.0 * measures.margin).max(0.0);
        let (column, gutter) = widths(room, measures);
        let used = 3.0 * column + 2.0 * gutter;
        let sum: f32 = shares.iter().sum();
        let mut left = area.left + measures.margin + ((room - used) / 2.0).max(0.0);
        let (top, bottom) = (area.top + measures.margin, area.bottom - measures.margin);
        let mut layout = Self::default();
        let placed = layout.columns.iter_mut().zip(lines).zip(offsets);
        for ((frame, (lines, offset)), share) in placed
            .map(|((frame, lines), offset)| (frame, (lines, offset)))
            .zip(shares)
        {
            let width = 3.0 * column * share / sum;
            let card = Area::new(left, top, left + width, bottom.max(top));
            let split = (card.top + measures.header).min(card.bottom);
            *frame = ColumnFrame {
                card,
                header: Area {
                    bottom: split,
                    ..card
                },
                body: Area { top: split, ..card },
                offset: 0.0,
                row: measures.row,
                padding: measures.padding,
                lines,
            };
            frame.offset = offset.clamp(0.0, frame.furthest());
            left += width + gutter;
        }
        let [first, second, third] = &layout.columns;
        layout.gutters = [(first, second), (second, third)].map(|(before, after)| Area {
            left: before.card.right,
            right: after.card.left,
            ..before.body
        });
        layout
    }
}

/// The width of a column and of a gutter, given the room for three and two of them.
fn widths(room: f32, measures: &Measures) -> (f32, f32) {
    let column = (room - 2.0 * measures.gutter) / 3.0;
    if column > measures.column_max {
        let gutter = ((room - 3.0 * measures.column_max) / 2.0).min(measures.gutter * 2.5);
        return (measures.column_max, gutter);
    }
    if column >= measures.column_min {
        return (column, measures.gutter);
    }
    let gutter = (room - 3.0 * measures.column_min) / 2.0;
    if gutter >= measures.gutter_calm {
        return (measures.column_min, gutter);
    }
    let column = (room - 2.0 * measures.gutter_calm) / 3.0;
    if column >= measures.column_least {
        return (column, measures.gutter_calm);
    }
    let gutter = ((room - 3.0 * measures.column_least) / 2.0).max(measures.gutter_min);
    (((room - 2.0 * gutter) / 3.0).max(1.0), gutter)
}

impl ColumnFrame {
    /// How high its lines are together.
    pub fn content_height(&self) -> f32 {
        self.lines as f32 * self.row + 2.0 * self.padding
    }

    /// How far it can be scrolled.
    pub fn furthest(&self) -> f32 {
        (self.content_height() - self.body.height()).max(0.0)
    }

    /// The numbers of the lines that are in view, if only in part.
    pub fn visible_lines(&self) -> Range<usize> {
        let before = whole((self.offset - self.padding) / self.row);
        let after = whole(((self.offset + self.body.height() - self.padding) / self.row).ceil());
        before.min(self.lines)..after.min(self.lines)
    }

    /// Where a line lies; above or below the body if it is scrolled away.
    pub fn line_area(&self, line: usize) -> Area {
        let top = self.body.top + self.padding + line as f32 * self.row - self.offset;
        Area {
            top,
            bottom: top + self.row,
            ..self.body
        }
    }

    /// The line at this height, if the body shows one there.
    pub fn line_at(&self, y: f32) -> Option<usize> {
        if !(self.body.top..=self.body.bottom).contains(&y) {
            return None;
        }
        let place = (y - self.body.top - self.padding + self.offset) / self.row;
        (place >= 0.0 && whole(place) < self.lines).then(|| whole(place))
    }

    /// The port of a line: on the column's border, half-way down the line.
    pub fn port(&self, line: usize, side: Side) -> Point {
        let x = match side {
            Side::Left => self.card.left,
            Side::Right => self.card.right,
        };
        Point::new(x, self.line_area(line).center().y)
    }

    /// Whether a line's middle is in view, so that its port can be seen.
    pub fn shows_port(&self, line: usize) -> bool {
        let y = self.line_area(line).center().y;
        (self.body.top..=self.body.bottom).contains(&y)
    }

    /// The offset nearest to the present one that brings a line wholly into view, with a line of room around it where
    /// the body is high enough.
    pub fn offset_to_show(&self, line: usize) -> f32 {
        let top = line as f32 * self.row;
        let bottom = top + self.row + 2.0 * self.padding;
        let spare = self.body.height() - self.row - 2.0 * self.padding;
        let room = self.row.min((spare / 2.0).max(0.0));
        let latest = (top - room).max(0.0);
        let earliest = bottom + room - self.body.height();
        self.offset
            .min(latest)
            .max(earliest)
            .clamp(0.0, self.furthest())
    }

    /// How many lines fit into the body.
    pub fn lines_per_page(&self) -> usize {
        whole(self.body.height() / self.row).max(1)
    }

    /// The part of the lines that is in view, from 0 to 1, or none if all are.
    pub fn shown_part(&self) -> Option<(f32, f32)> {
        let height = self.content_height();
        (self.furthest() > 0.0).then(|| {
            (
                self.offset / height,
                (self.offset + self.body.height()) / height,
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURES: Measures = Measures {
        row: 30.0,
        header: 52.0,
        padding: 6.0,
        margin: 14.0,
        column_min: 282.0,
        column_least: 232.0,
        column_max: 420.0,
        gutter: 120.0,
        gutter_calm: 92.0,
        gutter_min: 40.0,
    };

    fn layout(width: f32, lines: usize, offset: f32) -> Layout {
        Layout::new(
            Area::new(0.0, 0.0, width, 600.0),
            &MEASURES,
            [lines; 3],
            [offset; 3],
            [1.0; 3],
        )
    }

    #[test]
    fn the_width_of_the_drawing_gives_the_columns_of_the_drawing() {
        let layout = layout(1116.0, 10, 0.0);
        for frame in layout.columns {
            assert!((frame.card.width() - 282.0).abs() < 1.0, "{frame:?}");
        }
        assert!((layout.gutters[0].width() - 120.0).abs() < 2.0);
    }

    #[test]
    fn nothing_is_cut_off_at_any_width() {
        for width in [100.0, 612.0, 956.0, 1116.0, 1600.0, 3840.0] {
            let layout = layout(width, 10, 0.0);
            let [first, _, last] = layout.columns;
            assert!(
                first.card.left >= 13.9 && last.card.right <= width.max(127.0) - 13.9,
                "{width}"
            );
            assert!(layout.gutters[0].width() >= 39.9, "{width}");
        }
    }

    #[test]
    fn gutters_stay_wide_enough_to_be_read_while_names_have_room() {
        let check = |width: f32, column: f32, gutter: f32| {
            let layout = layout(width, 10, 0.0);
            let found = (layout.columns[0].card.width(), layout.gutters[0].width());
            assert!(
                (found.0 - column).abs() < 1.0 && (found.1 - gutter).abs() < 1.0,
                "{found:?}"
            );
        };
        check(1074.0, 282.0, 100.0);
        check(964.0, 250.7, 92.0);
        check(824.0, 232.0, 50.0);
        check(628.0, 173.3, 40.0);
    }

    #[test]
    fn only_lines_in_view_are_visible() {
        let frame = layout(1116.0, 100_000, 3_000.0).columns[0];
        let visible = frame.visible_lines();
        assert_eq!(visible.start, 99);
        assert!(visible.len() <= 20, "{visible:?}");
        let middle = frame.line_area(105).center().y;
        assert_eq!(frame.line_at(middle), Some(105));
        assert_eq!(frame.line_at(frame.body.top - 1.0), None);
    }

    #[test]
    fn an_offset_beyond_the_end_is_the_end() {
        let frame = layout(1116.0, 100, 1e9).columns[2];
        assert_eq!(frame.visible_lines().end, 100);
        let last = frame.line_area(99);
        assert!((frame.body.bottom - last.bottom - 6.0).abs() < 0.01);
        assert!(layout(1116.0, 3, 50.0).columns[0].offset < 0.1);
    }

    #[test]
    fn scrolling_to_a_line_shows_it_and_moves_no_more_than_needed() {
        let mut frame = layout(1116.0, 100, 0.0).columns[0];
        assert!(frame.offset_to_show(3) < 0.1);
        for line in [50, 20, 99, 0] {
            frame.offset = frame.offset_to_show(line);
            let area = frame.line_area(line);
            assert!(area.top >= frame.body.top && area.bottom <= frame.body.bottom);
        }
    }
}
