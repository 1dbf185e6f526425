//! Files that are dropped on the window or named when it starts: the one project among them is opened, a table or
//! schema is looked at, or the person is told why not.
//!
//! Nothing here looks at the disk: that would make the frame wait. What a name cannot tell, opening will.

use std::path::{Path, PathBuf};

use egui::{Align2, Id, LayerId, Order, Stroke, StrokeKind};

use super::App;
use super::command::{Command, View};
use super::pages::import::Ask;
use super::theme::{Tokens, Type, scale};

impl App {
    /// Opens the project or looks at the table among the files that were dropped in this frame, if any were.
    pub(super) fn take_dropped(&mut self, ctx: &egui::Context) {
        let is_pilot = self.window.view == View::Pilot && self.window.page.is_none();
        let (kinds, invitation) = if is_pilot {
            (PILOT_KINDS, PILOT_INVITATION)
        } else {
            (KINDS, INVITATION)
        };
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            paint_invitation(ctx, invitation);
        }
        let paths: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        if paths.is_empty() {
            return;
        }
        match meant_by(&paths, kinds) {
            _ if self.is_covered() => {
                let text = "Not opened: answer the question first, then drop the file again";
                self.fail(text.to_owned());
            }
            Ok(command) => self.commands.push(command),
            Err(why) => self.fail(why),
        }
    }
}

/// Says, while files are held over the window, what letting go will do.
fn paint_invitation(ctx: &egui::Context, text: &str) {
    let tokens = Tokens::of(&*ctx.style_of(ctx.theme()));
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop")));
    let area = ctx.content_rect();
    let shade = tokens.canvas.gamma_multiply(0.85);
    painter.rect_filled(area, 0.0, shade);
    let frame = area.shrink(scale::MARGIN);
    let stroke = Stroke::new(scale::FOCUS, tokens.accent);
    painter.rect_stroke(frame, scale::RADIUS_CARD, stroke, StrokeKind::Inside);
    let font = Type::PageTitle.font();
    painter.text(
        area.center(),
        Align2::CENTER_CENTER,
        text,
        font,
        tokens.text,
    );
}

const INVITATION: &str = "Drop a project to open it, a table or schema to import it";
const PILOT_INVITATION: &str =
    "Drop sample users or what Genesys Cloud holds to run them, a project to open it";

/// Endings of names, and what is meant by dropping a file of such a name.
type Kind = (&'static [&'static str], fn(PathBuf) -> Command);

/// What may be dropped: the first kind of which there is one counts.
const KINDS: &[Kind] = &[
    (&[".crosswalk.json"], Command::Open),
    // A project under another name, or a schema: its content tells.
    (&[".json"], |path| Command::Import(Ask::FileOrProject(path))),
    (
        &[
            ".csv", ".tsv", ".tab", ".txt", ".md", ".xlsx", ".xlsm", ".xls", ".ods",
        ],
        |path| Command::Import(Ask::File(path)),
    ),
];

/// What may be dropped on the pilot.
const PILOT_KINDS: &[Kind] = &[
    (&[".crosswalk.json"], Command::Open),
    (
        &[".csv", ".tsv", ".tab", ".txt", ".json"],
        Command::ReadForPilot,
    ),
];

/// What is meant by naming a file when the program starts: as if it had been dropped, but of a file whose name tells
/// nothing its content does.
pub(super) fn meant_at_start(path: PathBuf) -> Command {
    let of_name = KINDS.iter().find(|(endings, _)| ends_with(&path, endings));
    match of_name {
        Some((_, command)) => command(path),
        None => Command::Import(Ask::FileOrProject(path)),
    }
}

/// What is meant by dropping these files.
///
/// # Errors
///
/// What to tell the person: there is nothing for this program among them, or more than one.
fn meant_by(paths: &[PathBuf], kinds: &[Kind]) -> Result<Command, String> {
    for (endings, command) in kinds {
        let mut of_kind = paths.iter().filter(|path| ends_with(path, endings));
        match (of_kind.next(), of_kind.count()) {
            (None, _) => {}
            (Some(one), 0) => return Ok(command(one.clone())),
            (Some(_), others) => {
                let (what, rest) = if endings.contains(&".csv") {
                    (
                        "tables",
                        "drop one after the other, to look at what each would do",
                    )
                } else {
                    ("projects", "drop the one to open")
                };
                return Err(format!(
                    "Not opened: {} {what} were dropped at once; {rest}",
                    others + 1
                ));
            }
        }
    }
    let what = match paths {
        [path] => format!("{:?} is no project", super::files::file_name(path)),
        _ => format!("there is no project among the {} files", paths.len()),
    };
    Err(format!(
        "Not opened: {what} and no table; drop a project or schema (.json) or a table (.csv, .tsv, .xlsx), or choose Open… \
         or Import… for one of another name"
    ))
}

fn ends_with(path: &Path, endings: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is asked for, or part of what is said.
    fn check(names: &[&str], expected: Result<Command, &str>) {
        let paths: Vec<_> = names.iter().map(PathBuf::from).collect();
        match (meant_by(&paths, KINDS), expected) {
            (Ok(command), Ok(expected)) => assert_eq!(command, expected),
            (Err(said), Err(expected)) => assert!(said.contains(expected), "{said}"),
            (found, _) => panic!("{names:?}: {found:?}"),
        }
    }

    fn open(path: &str) -> Command {
        Command::Open(PathBuf::from(path))
    }

    fn look_at(path: &str) -> Command {
        Command::Import(Ask::FileOrProject(PathBuf::from(path)))
    }

    fn import(path: &str) -> Command {
        Command::Import(Ask::File(PathBuf::from(path)))
    }

    #[test]
    fn the_one_project_is_found_among_others() {
        check(&["/a/x.crosswalk.json"], Ok(open("/a/x.crosswalk.json")));
        check(&["/a/X.JSON"], Ok(look_at("/a/X.JSON")));
        check(
            &["p.png", "users.json", "x.crosswalk.json"],
            Ok(open("x.crosswalk.json")),
        );
        check(&["1.png", "2.csv", "a.json"], Ok(look_at("a.json")));
    }

    #[test]
    fn a_table_is_imported() {
        check(&["/a/Draft.CSV"], Ok(import("/a/Draft.CSV")));
        check(&["x.png", "x.xlsx"], Ok(import("x.xlsx")));
        check(&["old.xls"], Ok(import("old.xls")));
        check(&["Mapping.md"], Ok(import("Mapping.md")));
        check(&["a.csv", "b.tsv"], Err("2 tables"));
    }

    #[test]
    fn a_file_named_at_the_start_means_what_it_means_when_dropped_and_else_its_content_tells() {
        let meant = |path: &str| meant_at_start(PathBuf::from(path));
        assert_eq!(meant("x.crosswalk.json"), open("x.crosswalk.json"));
        assert_eq!(meant("/a/Draft.XLSX"), import("/a/Draft.XLSX"));
        assert_eq!(meant("/a/schema.json"), look_at("/a/schema.json"));
        assert_eq!(meant("/a/draft"), look_at("/a/draft"));
    }

    #[test]
    fn on_the_pilot_a_table_is_one_of_users() {
        let meant = |path: &str| meant_by(&[PathBuf::from(path)], PILOT_KINDS);
        for path in ["/a/users.csv", "/a/Users.JSON", "x.tsv"] {
            let expected = Command::ReadForPilot(PathBuf::from(path));
            assert_eq!(meant(path), Ok(expected));
        }
        assert_eq!(meant("x.crosswalk.json"), Ok(open("x.crosswalk.json")));
        assert!(meant("x.png").is_err());
    }

    #[test]
    fn anything_else_is_told() {
        check(&["/photos/me.png"], Err("\"me.png\" is no project"));
        check(&["/photos"], Err("\"photos\" is no project"));
        check(&["1.png"; 10], Err("among the 10 files"));
        check(&["a.json", "b.json"], Err("2 projects"));
        check(
            &["a.crosswalk.json", "b.crosswalk.json", "c.json"],
            Err("2 projects"),
        );
    }
}
