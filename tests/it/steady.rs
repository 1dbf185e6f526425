//! Widgets keep their ids from frame to frame, whatever is scrolled, filtered or chosen: focus, drags and open menus stay
//! with what they belong to. egui draws a red frame where the same place had another id in the frame before.

use crosswalk::app::App;
use egui::accesskit::Role;
use egui::{
    Color32, Context, Event, FullOutput, Key, Modifiers, PointerButton, Pos2, Rect, Sense, Shape,
    WidgetInfo, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// A window whose every frame is looked at.
struct Watched {
    window: Harness<'static, App>,
    /// What is being done, and where a widget changed its id meanwhile.
    doing: &'static str,
    faults: Vec<(&'static str, Rect)>,
}

/// Lets egui draw them.
fn watch(ctx: &Context) {
    ctx.all_styles_mut(|style| style.debug.warn_if_rect_changes_id = true);
}

/// The red frames of a picture.
fn changed(output: &FullOutput) -> Vec<Rect> {
    let frames = output.shapes.iter().filter_map(|shape| match &shape.shape {
        Shape::Rect(frame) if frame.stroke.color == Color32::RED => Some(frame.rect),
        _ => None,
    });
    frames.collect()
}

impl Watched {
    fn new() -> Self {
        let text = include_str!("../../sample-data/founding-draft.crosswalk.json");
        let draft = crosswalk::store::read(text.as_bytes()).unwrap().project;
        let mut window = Harness::builder()
            .with_size(vec2(1440.0, 900.0))
            .build_eframe(|creation| App::new(&creation.egui_ctx).with_project(draft));
        watch(&window.ctx);
        window.run_steps(4);
        Self {
            window,
            doing: "start",
            faults: Vec::new(),
        }
    }

    fn doing(&mut self, what: &'static str) {
        self.doing = what;
    }

    /// Does something that puts other things in the place of those that are there: that changes ids, as it should.
    fn replacing(&mut self, act: impl FnOnce(&mut Self)) {
        let before = self.faults.len();
        act(self);
        self.faults.truncate(before);
    }

    /// One frame with this event, if there is one.
    fn frame(&mut self, event: Option<Event>) {
        self.window.input_mut().events.extend(event);
        self.window.step();
        let changed = changed(self.window.output());
        self.faults
            .extend(changed.into_iter().map(|place| (self.doing, place)));
    }

    fn settle(&mut self) {
        for _ in 0..4 {
            self.frame(None);
        }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.frame(Some(Event::ModifiersChanged(modifiers)));
        for pressed in [true, false] {
            self.frame(Some(Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            }));
        }
        self.frame(Some(Event::ModifiersChanged(Modifiers::NONE)));
        self.settle();
    }

    fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.frame(Some(Event::Text(letter.to_string())));
            self.frame(None);
        }
        self.settle();
    }

    fn click_at(&mut self, pos: Pos2) {
        self.frame(Some(Event::PointerMoved(pos)));
        for pressed in [true, false] {
            self.frame(Some(Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            }));
        }
        self.settle();
    }

    /// Presses the first control whose name begins so.
    fn click(&mut self, name: &str) {
        let place = self
            .window
            .root()
            .children_recursive()
            .find(|node| {
                let access = node.accesskit_node();
                access.role() != Role::Label
                    && access.label().is_some_and(|label| label.starts_with(name))
            })
            .unwrap_or_else(|| panic!("{name:?} is not there"))
            .rect();
        self.click_at(place.center());
    }

    /// Turns the wheel at a place, a few notches down and up again.
    fn scroll(&mut self, at: Pos2) {
        self.frame(Some(Event::PointerMoved(at)));
        for lines in [-32.0, -32.0, -96.0, -17.0, 17.0, 32.0, 128.0] {
            self.frame(Some(Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, lines),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            }));
            for _ in 0..6 {
                self.frame(None);
            }
        }
    }

    fn end(self) {
        let faults: Vec<String> = self
            .faults
            .iter()
            .map(|(doing, rect)| format!("{doing}: {rect:?}"))
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

const NONE: Modifiers = Modifiers::NONE;
const ALT: Modifiers = Modifiers::ALT;
const CTRL: Modifiers = Modifiers::COMMAND;

#[test]
fn an_id_that_changes_is_seen() {
    let mut harness = Harness::new_ui_state(
        |ui, shifts: &mut bool| {
            if *shifts {
                ui.skip_ahead_auto_ids(1);
            }
            for _ in 0..2 {
                let place = ui.allocate_response(vec2(20.0, 20.0), Sense::click());
                place.widget_info(|| WidgetInfo::labeled(Role::Button, true, "place"));
            }
        },
        false,
    );
    watch(&harness.ctx);
    harness.step();
    assert!(changed(harness.output()).is_empty());
    *harness.state_mut() = true;
    harness.step();
    assert!(!changed(harness.output()).is_empty());
}

#[test]
fn below_the_map() {
    let mut watched = Watched::new();
    let list = egui::pos2(500.0, 840.0);
    watched.replacing(|watched| {
        watched.click("Rename userPrincipleName");
        watched.press(CTRL, Key::Z);
    });
    watched.doing("scrolling the findings");
    watched.scroll(list);
    watched.doing("from finding to finding");
    for _ in 0..12 {
        watched.press(NONE, Key::F8);
    }
    for severity in ["8 hints", "9 hints", "10 hints", "11 hints"] {
        let node = watched.window.query_by_label(severity).is_some();
        if node {
            watched.doing("filtering the findings");
            watched.click(severity);
            watched.click(severity);
        }
    }
    watched.doing("accepting");
    watched.click("Accept…");
    watched.write("As agreed");
    watched.replacing(|watched| watched.click("Accept finding"));
    for tab in ["Suggestions", "Questions", "Decisions", "Findings"] {
        watched.doing(tab);
        watched.replacing(|watched| watched.click(tab));
        watched.scroll(list);
    }
    watched.end();
}

#[test]
fn the_map_and_the_inspector() {
    let mut watched = Watched::new();
    watched.doing("scrolling the map");
    watched.scroll(egui::pos2(480.0, 400.0));
    watched.doing("searching the map");
    watched.press(CTRL, Key::F);
    watched.write("mail");
    watched.press(NONE, Key::Enter);
    watched.press(NONE, Key::Escape);
    watched.doing("from row to row");
    for key in [
        Key::ArrowDown,
        Key::ArrowDown,
        Key::ArrowRight,
        Key::ArrowDown,
    ] {
        watched.press(NONE, key);
        watched.press(NONE, Key::Space);
    }
    watched.doing("marking");
    for key in [Key::R, Key::O, Key::S] {
        watched.press(NONE, key);
    }
    watched.doing("scrolling the inspector");
    watched.scroll(egui::pos2(1280.0, 500.0));
    watched.replacing(|watched| watched.press(ALT, Key::G));
    watched.doing("scrolling groups");
    watched.scroll(egui::pos2(480.0, 400.0));
    watched.end();
}

#[test]
fn the_table() {
    let mut watched = Watched::new();
    watched.doing("opening the table");
    watched.press(ALT, Key::Num2);
    watched.doing("scrolling the table");
    watched.scroll(egui::pos2(500.0, 500.0));
    watched.doing("moving in the table");
    for key in [
        Key::ArrowDown,
        Key::ArrowRight,
        Key::PageDown,
        Key::End,
        Key::Home,
    ] {
        watched.press(NONE, key);
    }
    watched.doing("sorting");
    watched.click("Sort by SCIM");
    watched.click("Sort by SCIM");
    watched.doing("filtering");
    for chip in ["Required", "Findings", "All"] {
        watched.click(chip);
    }
    watched.doing("typing in a cell");
    watched.press(NONE, Key::F2);
    watched.press(NONE, Key::Escape);
    watched.end();
}

#[test]
fn pilot_changes_and_pages() {
    let mut watched = Watched::new();
    for key in [Key::Num3, Key::Num4, Key::Num1] {
        watched.doing("another view");
        watched.press(ALT, key);
        watched.doing("scrolling a view");
        watched.scroll(egui::pos2(700.0, 500.0));
    }
    watched.doing("the palette");
    watched.press(CTRL, Key::K);
    watched.replacing(|watched| watched.write("mark re"));
    watched.press(NONE, Key::Escape);
    for key in [Key::Enter, Key::P] {
        watched.doing("a page");
        watched.press(ALT, key);
        watched.scroll(egui::pos2(700.0, 500.0));
        watched.press(NONE, Key::Escape);
    }
    watched.doing("settings");
    watched.press(CTRL, Key::Comma);
    watched.click("Keys");
    watched.scroll(egui::pos2(700.0, 500.0));
    watched.press(NONE, Key::Escape);
    watched.doing("export");
    watched.press(CTRL | Modifiers::SHIFT, Key::E);
    watched.click("Exact CSV");
    watched.press(NONE, Key::Escape);
    watched.end();
}
