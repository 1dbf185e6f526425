//! A plan as lines of a list: items and problems in the order of the file, filtered, and counted.

use crate::import::{Change, Effect, Plan};

/// What of a plan is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    /// All of it.
    #[default]
    All,
    /// One kind of change.
    Change(Change),
    /// What the project says otherwise.
    Conflict,
    /// What was not understood.
    LeftOut,
    /// What is taken over but needs a look.
    LookAt,
}

/// One line, by its place in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Item(usize),
    Problem(usize),
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Items of each change, and how many are chosen: added, changed, removed.
    changes: [(usize, usize); 3],
    pub(super) conflicts: usize,
    pub(super) left_out: usize,
    pub(super) look_at: usize,
}

impl Counts {
    /// Items of a change, and how many of them are chosen.
    pub(super) fn of(&self, change: Change) -> (usize, usize) {
        let [added, changed, removed] = self.changes;
        match change {
            Change::Add => added,
            Change::Change => changed,
            Change::Remove => removed,
        }
    }

    /// How many items are chosen.
    pub(super) fn num_chosen(&self) -> usize {
        self.changes.iter().map(|(_, chosen)| chosen).sum()
    }

    /// How many lines a filter lets through.
    pub(super) fn under(&self, filter: Filter) -> usize {
        match filter {
            Filter::All => {
                let items: usize = self.changes.iter().map(|(all, _)| all).sum();
                items + self.left_out + self.look_at
            }
            Filter::Change(change) => self.of(change).0,
            Filter::Conflict => self.conflicts,
            Filter::LeftOut => self.left_out,
            Filter::LookAt => self.look_at,
        }
    }
}

/// The lines that are shown.
#[derive(Debug, Default)]
pub(super) struct Listing {
    filter: Filter,
    lines: Vec<Line>,
    pub(super) counts: Counts,
}

impl Listing {
    /// The lines of a plan that the filter lets through; all of them if it lets none.
    pub(super) fn of(plan: &Plan, filter: Filter) -> Self {
        let mut listing = Self {
            filter,
            ..Self::default()
        };
        listing.count(plan);
        if listing.counts.under(filter) == 0 {
            listing.filter = Filter::All;
        }
        listing.lines = merged(plan, listing.filter);
        listing
    }

    /// Counts anew: something else is chosen.
    pub(super) fn count(&mut self, plan: &Plan) {
        let left_out = plan
            .problems
            .iter()
            .filter(|problem| problem.effect == Effect::LeftOut)
            .count();
        self.counts = Counts {
            changes: [Change::Add, Change::Change, Change::Remove].map(|one| plan.count(one)),
            conflicts: plan.items.iter().filter(|item| item.is_conflict).count(),
            left_out,
            look_at: plan.problems.len() - left_out,
        };
    }

    pub(super) fn filter(&self) -> Filter {
        self.filter
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn line(&self, at: usize) -> Option<Line> {
        self.lines.get(at).copied()
    }

    /// The items among the lines, by their places in the plan.
    pub(super) fn items(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().filter_map(|line| match line {
            Line::Item(at) => Some(*at),
            Line::Problem(_) => None,
        })
    }
}

/// Items and problems side by side, as they stand in the file; what is of the file as a whole comes first.
fn merged(plan: &Plan, filter: Filter) -> Vec<Line> {
    let items = plan
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| match filter {
            Filter::All => true,
            Filter::Change(change) => item.change == change,
            Filter::Conflict => item.is_conflict,
            Filter::LeftOut | Filter::LookAt => false,
        });
    let problems = plan
        .problems
        .iter()
        .enumerate()
        .filter(|(_, problem)| match filter {
            Filter::All => true,
            Filter::LeftOut => problem.effect == Effect::LeftOut,
            Filter::LookAt => problem.effect == Effect::Kept,
            Filter::Change(_) | Filter::Conflict => false,
        });
    let mut lines: Vec<_> = problems
        .map(|(at, problem)| (problem.line, Line::Problem(at)))
        .chain(items.map(|(at, item)| (item.line, Line::Item(at))))
        .collect();
    // Stable: what stands in one line keeps its order, the problem before what it is about.
    lines.sort_by_key(|(line, _)| *line);
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Item, Kind, Problem, Subject};

    fn plan() -> Plan {
        let item = |change, line| Item::new(change, Subject::Row, "row", Vec::new()).at(line);
        Plan {
            items: vec![
                item(Change::Add, 2),
                item(Change::Change, 2).against_project(crate::import::OnConflict::Keep),
                item(Change::Add, 5),
            ],
            problems: vec![
                Problem::of_file("odd bytes"),
                Problem::left_out(4, None, "x", "what"),
                Problem::kept(5, None, "y", "near"),
            ],
            ..Plan::new(Kind::Table)
        }
    }

    #[test]
    fn lines_stand_as_in_the_file() {
        let listing = Listing::of(&plan(), Filter::All);
        let expected = [
            Line::Problem(0),
            Line::Item(0),
            Line::Item(1),
            Line::Problem(1),
            Line::Problem(2),
            Line::Item(2),
        ];
        assert_eq!(listing.lines, expected);
        assert_eq!(listing.items().collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn each_filter_lets_through_as_many_as_it_counts() {
        let mut plan = plan();
        for (filter, number) in [
            (Filter::All, 6),
            (Filter::Change(Change::Add), 2),
            (Filter::Change(Change::Change), 1),
            (Filter::Conflict, 1),
            (Filter::LeftOut, 2),
            (Filter::LookAt, 1),
        ] {
            let listing = Listing::of(&plan, filter);
            assert_eq!(listing.len(), number, "{filter:?}");
            assert_eq!(listing.counts.under(filter), number, "{filter:?}");
            assert_eq!(listing.counts.num_chosen(), 2);
        }
        // Where a filter lets nothing through any more, all is shown.
        plan.problems.clear();
        assert_eq!(Listing::of(&plan, Filter::LeftOut).filter(), Filter::All);
    }
}
