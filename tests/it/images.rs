//! A few small images, compared pixel by pixel with those in `tests/snapshots`: what no name tells.
//!
//! They are drawn in memory, with the program's own fonts, so that they are the same everywhere. Where one differs,
//! `NAME.new.png` and `NAME.diff.png` are put beside it; `UPDATE_SNAPSHOTS=1` writes those that differ anew. Look at
//! them before they are kept.

mod compare;
mod raster;

use std::time::{Duration, Instant};

use compare::compare;
use crosswalk::app::App;
use crosswalk::app::theme::{Motion, set_motion};
use egui::{Event, Key, Modifiers, Theme, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use raster::Raster;

use crate::window::select;

type Window = Harness<'static, App>;

/// A part of the window: left, top, width, height.
type Part = [u32; 4];

/// Compares a part of the window after `act`, or all of it, in both themes.
fn check(name: &str, size: Vec2, part: Option<Part>, act: impl Fn(&mut Window)) {
    let mut faults = Vec::new();
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let raster = Raster::default();
        let mut window: Window = Harness::builder()
            .with_size(size)
            .with_max_steps(64)
            .renderer(raster.clone())
            .build_eframe(|creation| App::new(&creation.egui_ctx));
        window.ctx.set_theme(theme);
        set_motion(&window.ctx, Motion::Reduced);
        window.run_steps(3);
        act(&mut window);
        window.event(Event::PointerGone);
        window.run_steps(3);
        let mut image = raster.draw(&window.ctx, window.output()).unwrap();
        if let Some([left, top, width, height]) = part {
            image = image::imageops::crop_imm(&image, left, top, width, height).to_image();
        }
        faults.extend(compare(&format!("{name}_{word}"), &image).err());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

#[test]
fn the_map_is_drawn_as_before() {
    let part = [0, 48, 776, 412];
    check("map", vec2(1100.0, 560.0), Some(part), |window| {
        select(window, "userName");
    });
}

#[test]
fn the_table_is_drawn_as_before() {
    check("table", vec2(860.0, 300.0), None, |window| {
        press(window, Modifiers::ALT, Key::Num2);
        press(window, Modifiers::NONE, Key::ArrowDown);
    });
}

#[test]
fn the_inspector_is_drawn_as_before() {
    let part = [956, 48, 324, 672];
    check("inspector", vec2(1280.0, 720.0), Some(part), |window| {
        select(window, "active");
    });
}

#[test]
fn the_export_is_drawn_as_before() {
    let part = [24, 36, 672, 410];
    check("export", vec2(720.0, 480.0), Some(part), |window| {
        press(window, Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
        // The preview is made beside the frames.
        let deadline = Instant::now() + Duration::from_secs(20);
        while window.query_by_label_contains("KB").is_none() {
            assert!(Instant::now() < deadline, "no preview");
            window.step();
            std::thread::yield_now();
        }
    });
}

#[test]
fn the_palette_is_drawn_as_before() {
    let part = [60, 0, 600, 330];
    check("palette", vec2(720.0, 420.0), Some(part), |window| {
        press(window, Modifiers::COMMAND, Key::K);
        window.get_by_label("Command").type_text("mark");
        window.run_steps(3);
    });
}
