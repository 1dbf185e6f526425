//! What the bar gives up as the window becomes narrow: what is needed least first, and never the views.

/// How wide the parts of the bar want to be, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    /// The views side by side.
    pub(super) views: f32,
    /// Users and groups side by side.
    pub(super) resources: f32,
    /// The button that exports, with all its words.
    pub(super) export: f32,
    /// The same in one word.
    pub(super) export_short: f32,
}

/// How the search stands in the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SearchFold {
    /// As an icon that opens it.
    Icon,
    /// As a field of this width, and the number of hits where there is room.
    Field {
        /// Width of the field.
        width: f32,
        /// Whether the number of hits stands beside it.
        hits: bool,
    },
}

/// How the bar is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each part is there or folded, independently"
)]
pub(super) struct Fold {
    /// Room for the title.
    pub(super) title: f32,
    /// The search.
    pub(super) search: SearchFold,
    /// Whether it says how far the project has got.
    pub(super) progress: bool,
    /// Whether the button that exports has all its words.
    pub(super) whole_export: bool,
    /// Whether users and groups stand side by side.
    pub(super) whole_resources: bool,
    /// Whether the views stand side by side.
    pub(super) whole_views: bool,
}

/// Width of what says how far the project has got.
pub(super) const PROGRESS: f32 = 160.0;
/// Width of a choice that is folded into one button.
const CHOICE: f32 = 96.0;
/// Least width of the field of the search.
const SEARCH: f32 = 150.0;
/// How much wider the field becomes where there is room.
const SEARCH_MORE: f32 = 50.0;
/// Width of the number of hits.
pub(super) const HITS: f32 = 64.0;
const ICON: f32 = 24.0;
/// Between two parts.
const GAP: f32 = 22.0;
const TITLE_LEAST: f32 = 72.0;
const TITLE_USUAL: f32 = 140.0;
const TITLE_MOST: f32 = 520.0;

impl Fold {
    /// Lays the bar out in `room` points, the button of the menu left out.
    pub(super) fn of(room: f32, widths: Widths) -> Self {
        let mut fold = Self {
            title: TITLE_USUAL,
            search: SearchFold::Field {
                width: SEARCH,
                hits: false,
            },
            progress: true,
            whole_export: true,
            whole_resources: true,
            whole_views: true,
        };
        let gives_up: [fn(&mut Self); 6] = [
            |fold| fold.search = SearchFold::Icon,
            |fold| fold.progress = false,
            |fold| fold.title = TITLE_LEAST,
            |fold| fold.whole_export = false,
            |fold| fold.whole_resources = false,
            |fold| fold.whole_views = false,
        ];
        for give_up in gives_up {
            if fold.width(widths) <= room {
                break;
            }
            give_up(&mut fold);
        }
        let mut spare = (room - fold.width(widths)).max(0.0);
        if let SearchFold::Field { width, hits } = &mut fold.search {
            *hits = spare > HITS + SEARCH_MORE;
            if *hits {
                spare -= HITS;
            }
            let more = (spare / 2.0).min(SEARCH_MORE);
            *width += more;
            spare -= more;
        }
        fold.title = (fold.title + spare).min(TITLE_MOST);
        fold
    }

    /// How wide it is at least.
    fn width(&self, widths: Widths) -> f32 {
        let one_of = |whole: bool, wide: f32, narrow: f32| if whole { wide } else { narrow };
        let search = match self.search {
            SearchFold::Icon => ICON + GAP,
            SearchFold::Field { width, hits } => width + GAP + one_of(hits, HITS, 0.0),
        };
        self.title
            + GAP
            + one_of(self.whole_views, widths.views, CHOICE)
            + GAP
            + one_of(self.whole_resources, widths.resources, CHOICE)
            + GAP
            + search
            + one_of(self.progress, PROGRESS + GAP, 0.0)
            + one_of(self.whole_export, widths.export, widths.export_short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTHS: Widths = Widths {
        views: 290.0,
        resources: 150.0,
        export: 126.0,
        export_short: 76.0,
    };

    #[test]
    fn nothing_is_wider_than_the_room_from_the_smallest_window_on() {
        let mut room = 560.0;
        while room < 4000.0 {
            let fold = Fold::of(room, WIDTHS);
            assert!(fold.width(WIDTHS) <= room, "{room}: {fold:?}");
            assert!(fold.title >= TITLE_LEAST);
            room += 1.0;
        }
    }

    #[test]
    fn a_wide_window_shows_everything_and_a_narrow_one_keeps_the_views() {
        let wide = Fold::of(1400.0, WIDTHS);
        assert!(wide.progress && wide.whole_export && wide.whole_resources);
        assert!(matches!(wide.search, SearchFold::Field { hits: true, .. }));
        let narrow = Fold::of(700.0, WIDTHS);
        assert!(narrow.whole_views && !narrow.progress);
        assert_eq!(narrow.search, SearchFold::Icon);
    }

    #[test]
    fn a_wider_window_never_shows_less() {
        let shown = |fold: Fold| {
            [
                fold.progress,
                fold.whole_export,
                fold.whole_resources,
                fold.whole_views,
                matches!(fold.search, SearchFold::Field { .. }),
            ]
            .map(u8::from)
        };
        let mut before = shown(Fold::of(400.0, WIDTHS));
        for room in 400..1600 {
            let now = shown(Fold::of(room as f32, WIDTHS));
            assert!(now.iter().zip(before).all(|(now, before)| *now >= before));
            before = now;
        }
    }
}
