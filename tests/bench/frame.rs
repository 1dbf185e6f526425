//! What a frame of the map costs: `run_ui` and tessellation, without a window.
//!
//! To reach at 3 x 100,000 attributes and 100,000 links: 2 ms median and 4 ms p99 while scrolling and hovering, at most
//! 1.3 times 3 x 100; 3 ms median with both ends of every link random; 2 ms while a link is drawn; 16 ms for a keystroke
//! in the search; no frame without input.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, may panic and asks what machine it runs on"
)]

mod print;
mod stage;

use std::time::Duration;

use crosswalk::app::command::{Command, Commands};
use crosswalk::app::context::ViewContext;
use crosswalk::app::map::{MapState, map_ui};
use crosswalk::app::selection::{Item, Selection};
use crosswalk::catalog;
use crosswalk::editor::Editor;
use crosswalk::model::{
    Attribute, AttributeId, AttributePath, Edit, Heading, Link, Mark, Project, Resource, Rule,
    Status, System,
};
use eframe::egui::{self, Event, Modifiers, pos2};

use self::print::print_machine;
use self::stage::{Stage, print_frames, turn, wheel};

const FRAMES: usize = 400;
/// The first frames lay out the fonts' letters and list the lines.
const WARM_UP: usize = 20;

/// Where the links of a benchmark go.
#[derive(Clone, Copy)]
enum Ends {
    /// To the attribute of the same place, now and then to a neighbour.
    Near,
    /// Anywhere.
    Random,
}

/// What goes on during the frames.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Browsing,
    Drawing,
    Telling,
}

fn main() {
    print_machine();
    println!("processor time of a frame of 1600 x 1000 points, {FRAMES} frames each");
    let small = Editor::new(project(100, Ends::Near));
    let large = Editor::new(project(100_000, Ends::Near));
    let random = Editor::new(project(100_000, Ends::Random));
    let browse = |what, editor, reach| {
        let costs = Map::of(editor).costs(Doing::Browsing);
        print_frames(what, costs, reach)
    };
    let few = browse("map, 3 x 100, scrolling and hovering", &small, "");
    let many = browse(
        "map, 3 x 100,000 and 100,000 links",
        &large,
        "to reach: 2 ms, p99 4 ms",
    );
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    println!("  ratio of the medians {ratio:.2} (to reach: 1.3)");
    browse("  both ends random", &random, "to reach: 3 ms");
    print_frames(
        "  drawing a link over it",
        Map::of(&large).costs(Doing::Drawing),
        "to reach: 2 ms",
    );
    print_frames(
        "  told to a screen reader",
        Map::of(&large).costs(Doing::Telling),
        "",
    );
    print_frames(
        "  a keystroke in the search over 300,000 names",
        Map::of(&large).costs_of_typing(),
        "to reach: 16 ms, p99 too",
    );
    let asked = Map::of(&large).frames_asked_for_while_idle();
    println!("  frames asked for without input: {asked} (to reach: 0)");
    assert_eq!(asked, 0, "an idle map asks for no frame");
}

/// The map of an editor on a screen that nobody sees.
struct Map<'a> {
    editor: &'a Editor,
    state: MapState,
    selection: Selection,
    stage: Stage,
}

impl<'a> Map<'a> {
    fn of(editor: &'a Editor) -> Self {
        Self {
            editor,
            state: MapState::default(),
            selection: Selection::one(Item::Attribute(protocol(3))),
            stage: Stage::new(1600.0, 1000.0),
        }
    }

    fn frame(&mut self, events: Vec<Event>) -> stage::Frame {
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
            let mut commands = Commands::default();
            map_ui(ui, view, state, &mut commands);
            for command in commands.take() {
                if let Command::Select(selected) = command {
                    *selection = selected;
                }
            }
        })
    }

    fn costs(mut self, doing: Doing) -> Vec<Duration> {
        if doing == Doing::Telling {
            self.stage.tell();
        }
        let frames = 0..FRAMES + WARM_UP;
        let costs = frames.map(|frame| {
            let drawn = self.frame(events(frame, doing));
            assert_eq!(drawn.buttons.is_empty(), doing != Doing::Telling);
            drawn.cost
        });
        let costs: Vec<_> = costs.collect();
        costs.get(WARM_UP..).unwrap().to_vec()
    }

    /// A keystroke is the frame that searches: words are typed letter by letter and cleared before the next.
    fn costs_of_typing(mut self) -> Vec<Duration> {
        for frame in 0..WARM_UP {
            self.frame(events(frame, Doing::Browsing));
        }
        let words = [
            "field12",
            "enterprise",
            "e",
            "Attribute99",
            "type eq \"type7",
            "nowhere",
            "[type4",
            "section",
        ];
        let mut costs = Vec::new();
        for word in words {
            for (end, letter) in word.char_indices() {
                self.state
                    .set_search(word.get(..end + letter.len_utf8()).unwrap());
                costs.push(self.frame(Vec::new()).cost);
            }
            self.state.set_search("");
            self.frame(Vec::new());
        }
        costs
    }

    /// The pointer came to rest over a row some time ago.
    fn frames_asked_for_while_idle(mut self) -> usize {
        self.frame(vec![Event::PointerMoved(pos2(700.0, 400.0))]);
        for _ in 0..120 {
            self.frame(Vec::new());
        }
        (0..30)
            .filter(|_| self.frame(Vec::new()).wants_another)
            .count()
    }
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
        events.push(wheel(turn(frame)));
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
