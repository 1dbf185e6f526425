//! Frames without a window: `run_ui` and tessellation, timed by the processor time of the thread that draws.
//!
//! What else the machine does costs a frame no processor time, so the figures hold on a busy one too.

use std::time::Duration;

use crosswalk::app::theme;
use eframe::egui::{self, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, Ui, Vec2, vec2};

use super::print::print_line;

/// A screen that nobody sees.
pub(crate) struct Stage {
    pub(crate) ctx: egui::Context,
    /// In points.
    size: Vec2,
    num_frames: usize,
}

/// What a frame cost, and what it asked for.
pub(crate) struct Frame {
    /// Processor time of this thread.
    pub(crate) cost: Duration,
    /// Whether it asked for another frame, now or later.
    pub(crate) wants_another: bool,
    /// What a screen reader is told of buttons, and where their centres are; nothing unless all is told.
    pub(crate) buttons: Vec<(String, Pos2)>,
}

impl Stage {
    /// A screen of this many points.
    pub(crate) fn new(width: f32, height: f32) -> Self {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        Self {
            ctx,
            size: vec2(width, height),
            num_frames: 0,
        }
    }

    /// Tells a screen reader all from now on.
    pub(crate) fn tell(&self) {
        self.ctx.enable_accesskit();
    }

    /// Draws a frame; `draw` does what the window does with what was asked for, too.
    pub(crate) fn frame(&mut self, events: Vec<Event>, draw: impl FnMut(&mut Ui)) -> Frame {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.num_frames as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        self.num_frames += 1;
        let start = processor_time();
        let mut output = self.ctx.run_ui(input, draw);
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.ctx.tessellate(shapes, output.pixels_per_point);
        let cost = processor_time().saturating_sub(start);
        assert!(!meshes.is_empty());
        let wants_another = output
            .viewport_output
            .values()
            .any(|viewport| viewport.repaint_delay < Duration::MAX);
        let told = output.platform_output.accesskit_update.take();
        output.drop_without_applying_deltas();
        Frame {
            cost,
            wants_another,
            buttons: told.iter().flat_map(buttons).collect(),
        }
    }
}

fn buttons(update: &egui::accesskit::TreeUpdate) -> impl Iterator<Item = (String, Pos2)> {
    update.nodes.iter().filter_map(|(_, node)| {
        let bounds = node.bounds()?;
        let center = Pos2::new(
            (bounds.x0 + bounds.x1) as f32 / 2.0,
            (bounds.y0 + bounds.y1) as f32 / 2.0,
        );
        let is_button = node.role() == egui::accesskit::Role::Button;
        is_button.then_some((node.label()?.to_owned(), center))
    })
}

/// A turn of the wheel, in points.
pub(crate) fn wheel(down: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Trackpad,
        modifiers: Modifiers::NONE,
    }
}

/// How far the wheel is turned in a frame: a little, far at times; down for a while, then half of the way up.
pub(crate) fn turn(frame: usize) -> f32 {
    let far = if frame.is_multiple_of(50) {
        4_000.0
    } else {
        23.0
    };
    if (frame / 100).is_multiple_of(2) {
        far
    } else {
        far * -0.5
    }
}

/// Prints median and 99th percentile; answers with the median.
pub(crate) fn print_frames(what: &str, mut costs: Vec<Duration>, reach: &str) -> Duration {
    costs.sort_unstable();
    let at = |part: usize| {
        costs
            .get(costs.len() * part / 100)
            .copied()
            .unwrap_or_default()
    };
    let p99 = at(99).as_secs_f64() * 1e3;
    print_line(what, at(50), &format!("p99 {p99:>6.2} ms   {reach}"));
    at(50)
}

/// Of this thread; where it is not known, the time of the day stands for it.
#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
