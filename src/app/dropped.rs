//! Files that are dropped on the window: the one project among them is opened, or the person is told why not.
//!
//! Nothing here looks at the disk: that would make the frame wait. What a name cannot tell, opening will.

use std::path::{Path, PathBuf};

use egui::{Align2, Id, LayerId, Order, Stroke, StrokeKind};

use super::App;
use super::command::Command;
use super::theme::{Tokens, Type, scale};

impl App {
    /// Opens the project among the files that were dropped in this frame, if any were.
    pub(super) fn take_dropped(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            paint_invitation(ctx);
        }
        let paths: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        if paths.is_empty() {
            return;
        }
        match project_among(&paths) {
            _ if self.window.dialog.is_some() => {
                let text = "Not opened: answer the question first, then drop the file again";
                self.fail(text.to_owned());
            }
            Ok(path) => self.commands.push(Command::Open(path.to_owned())),
            Err(why) => self.fail(why),
        }
    }
}

/// Says, while files are held over the window, what letting go will do.
fn paint_invitation(ctx: &egui::Context) {
    let tokens = Tokens::of(&*ctx.style_of(ctx.theme()));
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop")));
    let area = ctx.content_rect();
    let shade = tokens.canvas.gamma_multiply(0.85);
    painter.rect_filled(area, 0.0, shade);
    let frame = area.shrink(scale::MARGIN);
    let stroke = Stroke::new(scale::FOCUS, tokens.accent);
    painter.rect_stroke(frame, scale::RADIUS_CARD, stroke, StrokeKind::Inside);
    let font = Type::PageTitle.font();
    let text = "Drop a project to open it";
    painter.text(
        area.center(),
        Align2::CENTER_CENTER,
        text,
        font,
        tokens.text,
    );
}

/// The project among dropped files.
///
/// # Errors
///
/// What to tell the person: there is no project among them, or more than one.
pub(super) fn project_among(paths: &[PathBuf]) -> Result<&Path, String> {
    for ending in [".crosswalk.json", ".json"] {
        let mut projects = paths.iter().filter(|path| ends_with(path, ending));
        match (projects.next(), projects.count()) {
            (None, _) => {}
            (Some(project), 0) => return Ok(project),
            (Some(_), others) => {
                return Err(format!(
                    "Not opened: {} projects were dropped at once; drop the one to open",
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
        "Not opened: {what}; drop a file whose name ends with \".json\", or choose Open… for one of another name"
    ))
}

fn ends_with(path: &Path, ending: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_lowercase().ends_with(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file that is opened, or part of what is said.
    fn check(names: &[&str], expected: Result<&str, &str>) {
        let paths: Vec<_> = names.iter().map(PathBuf::from).collect();
        match (project_among(&paths), expected) {
            (Ok(path), Ok(expected)) => assert_eq!(path, Path::new(expected)),
            (Err(said), Err(expected)) => assert!(said.contains(expected), "{said}"),
            (found, _) => panic!("{names:?}: {found:?}"),
        }
    }

    #[test]
    fn the_one_project_is_found_among_others() {
        check(&["/a/x.crosswalk.json"], Ok("/a/x.crosswalk.json"));
        check(&["/a/X.JSON"], Ok("/a/X.JSON"));
        check(
            &["p.png", "users.json", "x.crosswalk.json"],
            Ok("x.crosswalk.json"),
        );
        check(&["1.png", "2.png", "a.json"], Ok("a.json"));
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
