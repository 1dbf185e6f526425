//! The table of 100,000 rows: what a frame costs while it is scrolled, and how long its rows take to be sorted.
//!
//! To reach: 2 ms a frame; 150 ms from the press on a header until the rows are in order, beside the frames.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints and may panic"
)]

mod large;
mod print;
mod stage;

use std::time::{Duration, Instant};

use crosswalk::app::command::Commands;
use crosswalk::app::context::ViewContext;
use crosswalk::app::selection::Selection;
use crosswalk::app::table::{TableState, table_ui};
use crosswalk::catalog;
use crosswalk::editor::Editor;
use crosswalk::model::Resource;
use eframe::egui::{Event, Modifiers, PointerButton, Pos2, pos2};

use self::print::{print_line, print_machine};
use self::stage::{Frame, Stage, print_frames, turn, wheel};

const FRAMES: usize = 400;
/// The first frames lay out the fonts' letters.
const WARM_UP: usize = 20;

fn main() {
    print_machine();
    let editor = Editor::new(large::project(large::Size {
        attributes_per_column: 111_200,
        links_per_hop: 111_200,
    }));
    let num_rows = editor.derived().rows.of(Resource::User).len();
    println!("{num_rows} rows; processor time of a frame of 1600 x 1000 points, {FRAMES} frames");
    let mut table = Table::of(&editor, 1600.0);
    table.settle();
    let mut costs = Vec::new();
    for frame in 0..FRAMES + WARM_UP {
        let place = pos2(
            40.0 + (frame * 37 % 1520) as f32,
            120.0 + (frame * 13 % 800) as f32,
        );
        let events = vec![Event::PointerMoved(place), wheel(turn(frame))];
        let cost = table.frame(events).cost;
        if frame >= WARM_UP {
            costs.push(cost);
        }
    }
    print_frames("table, scrolling and hovering", costs, "to reach: 2 ms");

    let mut table = Table::of(&editor, 4000.0);
    table.stage.tell();
    table.settle();
    let headers = table.headers();
    let mut times: Vec<(Duration, String)> = headers
        .into_iter()
        .map(|(name, place)| (table.sort(place), name))
        .collect();
    times.sort();
    let middle = times.get(times.len() / 2).unwrap();
    let slowest = times.last().unwrap();
    let num_columns = times.len();
    print_line(
        &format!("sorting, median of {num_columns} columns"),
        middle.0,
        "to reach: 150 ms",
    );
    print_line(
        &format!("  the slowest, {:?}", slowest.1),
        slowest.0,
        "to reach: 150 ms",
    );
}

/// The table of an editor on a screen that nobody sees.
struct Table<'a> {
    editor: &'a Editor,
    state: TableState,
    selection: Selection,
    stage: Stage,
}

impl<'a> Table<'a> {
    fn of(editor: &'a Editor, width: f32) -> Self {
        Self {
            editor,
            state: TableState::default(),
            selection: Selection::default(),
            stage: Stage::new(width, 1000.0),
        }
    }

    fn frame(&mut self, events: Vec<Event>) -> Frame {
        let Self {
            editor,
            state,
            selection,
            stage,
        } = self;
        stage.frame(events, |ui| {
            let view = ViewContext {
                editor,
                catalog: catalog::reference(),
                selection,
                resource: Resource::User,
                author: "",
                now: jiff::Timestamp::UNIX_EPOCH,
            };
            table_ui(ui, view, state, &mut Commands::default());
        })
    }

    /// Draws whenever a frame is asked for, until nothing is on its way and nothing asks for one any more.
    fn settle(&mut self) {
        let mut wants_another = true;
        while wants_another || self.state.is_arranging() {
            if wants_another || self.stage.ctx.has_requested_repaint() {
                wants_another = self.frame(Vec::new()).wants_another;
            } else {
                std::thread::yield_now();
            }
        }
    }

    fn headers(&mut self) -> Vec<(String, Pos2)> {
        let buttons = self.frame(Vec::new()).buttons;
        buttons
            .into_iter()
            .filter(|(name, _)| name.starts_with("Sort by "))
            .collect()
    }

    /// From the press on a header until its order is there.
    fn sort(&mut self, place: Pos2) -> Duration {
        let button = |pressed| Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(place)]);
        self.frame(vec![button(true)]);
        self.settle();
        let start = Instant::now();
        // The press is seen in one frame, and the order asked for in the next.
        self.frame(vec![button(false)]);
        self.frame(Vec::new());
        assert!(self.state.is_arranging(), "a press on a header sorts");
        while self.state.is_arranging() {
            if self.stage.ctx.has_requested_repaint() {
                self.frame(Vec::new());
            } else {
                std::thread::yield_now();
            }
        }
        let time = start.elapsed();
        self.settle();
        time
    }
}
