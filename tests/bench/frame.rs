//! What a frame of the map costs: `run_ui` and tessellation, without a window, while scrolling and hovering.
//!
//! To reach at 3 x 100,000 attributes and 100,000 links: 2 ms median, 4 ms p99, at most 1.3 times 3 x 100;
//! 3 ms median with both ends of every link random.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, may panic and asks what machine it runs on"
)]

use std::time::{Duration, Instant};

use crosswalk::app::command::{Command, Commands};
use crosswalk::app::context::ViewContext;
use crosswalk::app::map::{MapState, map_ui};
use crosswalk::app::selection::{Item, Selection};
use crosswalk::app::theme;
use crosswalk::catalog;
use crosswalk::editor::Editor;
use crosswalk::model::{
    Attribute, AttributeId, AttributePath, Edit, Heading, Link, Mark, Project, Resource, Rule,
    Status, System,
};
use eframe::egui::{self, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, pos2, vec2};

const FRAMES: usize = 400;

/// Where the links of a benchmark go.
#[derive(Clone, Copy)]
enum Ends {
    /// To the attribute of the same place, now and then to a neighbour.
    Near,
    /// Anywhere.
    Random,
}

fn main() {
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("machine: {processor}, {cores} cores; 1600 x 1000 points, {FRAMES} frames each");
    let small = measure("3 x 100, 100 links", 100, Ends::Near, Doing::Browsing);
    let large = measure(
        "3 x 100,000, 100,000 links",
        100_000,
        Ends::Near,
        Doing::Browsing,
    );
    println!(
        "  ratio of the medians {:.2} (to reach: 1.3)",
        large.as_secs_f64() / small.as_secs_f64()
    );
    measure(
        "  the same, both ends random",
        100_000,
        Ends::Random,
        Doing::Browsing,
    );
    measure(
        "  the same, drawing a link",
        100_000,
        Ends::Near,
        Doing::Drawing,
    );
    measure(
        "  the same, told to a screen reader",
        100_000,
        Ends::Near,
        Doing::Telling,
    );
}

/// What goes on during the frames.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Browsing,
    Drawing,
    Telling,
}

/// Prints median and p99 of a frame and answers with the median.
fn measure(what: &str, number: usize, ends: Ends, doing: Doing) -> Duration {
    let editor = Editor::new(project(number, ends));
    let mut map = MapState::default();
    let mut selection = Selection::one(Item::Attribute(protocol(3)));
    let ctx = egui::Context::default();
    theme::install(&ctx);
    if doing == Doing::Telling {
        ctx.enable_accesskit();
    }
    let screen = Rect::from_min_size(Pos2::ZERO, vec2(1600.0, 1000.0));
    let mut times = Vec::with_capacity(FRAMES);
    for frame in 0..FRAMES + 20 {
        let mut input = RawInput {
            screen_rect: Some(screen),
            time: Some(frame as f64 / 60.0),
            ..RawInput::default()
        };
        input.events = events(frame, doing);
        let start = Instant::now();
        let mut output = ctx.run_ui(input, |ui| {
            let view = ViewContext {
                editor: &editor,
                catalog: catalog::reference(),
                selection: &selection,
                resource: Resource::User,
                author: "",
                now: jiff::Timestamp::UNIX_EPOCH,
            };
            let mut commands = Commands::default();
            map_ui(ui, view, &mut map, &mut commands);
            for command in commands.take() {
                if let Command::Select(selected) = command {
                    selection = selected;
                }
            }
        });
        let shapes = std::mem::take(&mut output.shapes);
        let pixels_per_point = output.pixels_per_point;
        let meshes = ctx.tessellate(shapes, pixels_per_point);
        let time = start.elapsed();
        assert!(!meshes.is_empty());
        output.drop_without_applying_deltas();
        // The first frames lay out the fonts' letters and list the lines.
        if frame >= 20 {
            times.push(time);
        }
    }
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap();
    println!(
        "{what:<40} median {:>6.2} ms   p99 {:>6.2} ms",
        at(50).as_secs_f64() * 1e3,
        at(99).as_secs_f64() * 1e3
    );
    at(50)
}

/// The pointer wanders over all columns; the wheel turns, far at times.
fn events(frame: usize, doing: Doing) -> Vec<Event> {
    let x = 40.0 + (frame * 37 % 1520) as f32;
    let y = 80.0 + (frame * 13 % 880) as f32;
    let mut events = vec![Event::PointerMoved(pos2(x, y))];
    if doing == Doing::Drawing && frame == 2 {
        events = vec![Event::PointerMoved(pos2(444.0, 135.0))];
    }
    if doing == Doing::Drawing && frame == 3 {
        events = vec![
            Event::PointerMoved(pos2(444.0, 165.0)),
            Event::PointerButton {
                pos: pos2(444.0, 165.0),
                button: egui::PointerButton::Primary,
                pressed: true,
                modifiers: Modifiers::NONE,
            },
        ];
    }
    if doing != Doing::Drawing {
        let far = if frame.is_multiple_of(50) {
            4_000.0
        } else {
            23.0
        };
        let turn = if (frame / 100).is_multiple_of(2) {
            -far
        } else {
            far * 0.5
        };
        events.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, turn),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Trackpad,
            modifiers: Modifiers::NONE,
        });
    }
    events
}

fn source(place: usize) -> AttributeId {
    AttributeId::source(Resource::User, &format!("sourceAttribute{place}"))
}

fn protocol(place: usize) -> AttributeId {
    let path = match place % 3 {
        0 => format!("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:field{place}"),
        1 => format!("phoneNumbers[type eq \"type{place}\"].value"),
        _ => format!("scimAttribute{place}"),
    };
    AttributeId::protocol(Resource::User, &path)
}

fn target(place: usize) -> AttributeId {
    let path = format!("UserProfile.section.field{place}.[0].value");
    AttributeId::target(Resource::User, &path, None)
}

fn project(number: usize, ends: Ends) -> Project {
    let system = |name: &str, id: fn(usize) -> AttributeId| {
        let attributes = (0..number).map(|place| {
            let mut attribute = Attribute::custom(id(place));
            attribute.group = format!("Section {}", place / 50);
            attribute.mark = Mark::ALL.get(place % 4).copied();
            attribute
        });
        System::new(name).with_attributes(attributes).0
    };
    let mut project = Project::new(
        Heading::default(),
        system("Entra ID", source),
        system("SCIM", protocol),
        system("Genesys Cloud", target),
    );
    let mut dice = 0x5EED_u64;
    let mut other = |place: usize| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let random = (dice >> 33) as usize;
        match ends {
            Ends::Near if random.is_multiple_of(4) => (place + random % 7) % number,
            Ends::Near => place,
            Ends::Random => random % number,
        }
    };
    for place in 0..number / 2 {
        let place = place * 2;
        let (from, to) = (other(place), other(place));
        let links = [
            (protocol(place), source(from).path),
            (target(to), protocol(place).path),
        ];
        for (destination, origin) in links {
            let rule = if place % 16 == 4 {
                Rule::Translation {
                    origins: vec![AttributePath::clone(&origin)],
                    pairs: Vec::new(),
                }
            } else {
                Rule::direct(origin)
            };
            let mut link = Link::new(destination, rule);
            link.status = if place.is_multiple_of(3) {
                Status::Proposed
            } else {
                Status::Agreed
            };
            let id = project.next_link_id(&link.destination);
            let link = link.into();
            project.apply(Edit::AddLink { id, link }).unwrap();
        }
    }
    project
}
