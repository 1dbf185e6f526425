//! The program that the fault scripts let fail: it opens, edits and saves as the window does, driven by its arguments.
//!
//! `saver FILE STEP...`: the steps are done one after another, a line is printed for each, and after the first that
//! fails the rest is left out. It ends with 0 if all was saved, 2 if something was not, 3 if it may not last.
//!
//! | step | what it does |
//! | --- | --- |
//! | `new` | starts from a project of its own; it expects no file |
//! | `open` | reads the file |
//! | `edit` | makes the next generation: its number stands at the beginning and at the end of the file |
//! | `generation=N` | makes this one |
//! | `title=TEXT` | gives the project this title |
//! | `save` | saves as what was opened or saved last |
//! | `try-save` | the same, and goes on whatever comes of it, as a person does |
//! | `careless` | saves as no program should, in place: what finds no fault in this finds none at all |
//! | `over` | saves over whatever is there, as after a question |
//! | `as=PATH` | goes on with another file, which must not be there |
//! | `lock` | takes the right to save, which another saver may have |
//! | `keep=FOLDER` | keeps unsaved work in this folder |
//! | `find=FOLDER` | prints the title of each work that was left in this folder |
//! | `wait` | prints `waiting` and waits for a line on standard input |
//! | `forever` | edits and saves without an end; `forever=careless` in place |
//! | `settings=TEXT` | loads the file as settings, takes TEXT for the author's name, saves |
//! | `load-settings` | loads the file as settings and prints what is to be said of it |

use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crosswalk::editor::empty_project;
use crosswalk::model::{Attachment, Edit, Project, UnknownMembers};
use crosswalk::store::recovery::{self, Slot};
use crosswalk::store::{self, Expectation, FileStamp, Holder, Lock, Locking, Outcome};

/// How a step ended.
enum Ended {
    Well,
    NotDurable,
    Failed,
}

/// What a window holds between two steps.
struct Session {
    path: PathBuf,
    project: Project,
    /// None for a file that is yet to be made.
    stamp: Option<FileStamp>,
    generation: u32,
    lock: Option<Lock>,
    recovery: Option<(recovery::Session, Slot)>,
}

/// Prints a line at once; a reader that is gone ends the run.
fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn complain(line: &str) {
    drop(writeln!(io::stderr(), "{line}"));
}

impl Session {
    fn apply(&mut self, edit: Edit) {
        if let Err(error) = self.project.apply(edit) {
            complain(&format!("cannot edit: {error}"));
        }
    }

    /// Generation N has N in its title and, behind as many dots as make its size its own, at its end.
    fn set_generation(&mut self, generation: u32) {
        self.generation = generation;
        let mut heading = self.project.heading().clone();
        heading.title = format!("generation {generation:06}");
        self.apply(Edit::SetHeading(heading));
        let dots = ".".repeat(8192 + 64 * (generation as usize % 97));
        self.apply(Edit::SetAttachment {
            name: "generation".to_owned(),
            attachment: Some(Box::new(Attachment {
                kind: "filling".to_owned(),
                text: format!("{dots} {generation:06}"),
                unknown: UnknownMembers::default(),
            })),
        });
    }

    fn open(&mut self) -> Ended {
        match store::open(&self.path) {
            Ok(file) => {
                if let Some(why) = file.opened.read_only {
                    complain(&format!("{why}: {:?}", self.path));
                }
                let title = &file.opened.project.heading().title;
                let number = title.strip_prefix("generation ").unwrap_or_default();
                self.generation = number.parse().unwrap_or(0);
                self.project = file.opened.project;
                self.stamp = Some(file.stamp);
                Ended::Well
            }
            Err(error) => {
                complain(&error.to_string());
                Ended::Failed
            }
        }
    }

    fn saved(&mut self, outcome: &Outcome) -> Ended {
        if let Some(stamp) = outcome.stamp() {
            self.stamp = Some(stamp.clone());
        }
        told(outcome)
    }

    fn save(&mut self) -> Ended {
        let expectation = match &self.stamp {
            Some(stamp) => Expectation::Unchanged(stamp),
            None => Expectation::Nothing,
        };
        let outcome = store::save_under(self.lock.as_ref(), &self.path, &self.project, expectation);
        self.saved(&outcome)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "what the scripts must find fault with"
    )]
    fn careless(&self) -> Ended {
        match std::fs::write(&self.path, store::write(&self.project)) {
            Ok(()) => Ended::Well,
            Err(error) => {
                complain(&format!("not saved: {error}: {:?}", self.path));
                Ended::Failed
            }
        }
    }

    fn step(&mut self, step: &str) -> io::Result<Ended> {
        let (name, value) = step.split_once('=').unwrap_or((step, ""));
        let ended = match name {
            "new" => {
                self.project = empty_project();
                self.stamp = None;
                self.set_generation(0);
                Ended::Well
            }
            "open" => self.open(),
            "edit" => {
                self.set_generation(self.generation + 1);
                Ended::Well
            }
            "title" => {
                let mut heading = self.project.heading().clone();
                value.clone_into(&mut heading.title);
                self.apply(Edit::SetHeading(heading));
                Ended::Well
            }
            "generation" => {
                self.set_generation(value.parse().unwrap_or(0));
                Ended::Well
            }
            "lock" => self.lock(),
            "keep" => self.keep(value),
            "find" => return self.find(value),
            "save" => self.save(),
            "try-save" => match self.save() {
                Ended::Failed => return Ok(Ended::Well),
                other => other,
            },
            "careless" => self.careless(),
            "over" => {
                let outcome = store::save_under(
                    self.lock.as_ref(),
                    &self.path,
                    &self.project,
                    Expectation::Anything,
                );
                self.saved(&outcome)
            }
            "as" => {
                self.path = PathBuf::from(value);
                self.stamp = None;
                Ended::Well
            }
            "wait" => {
                say("waiting")?;
                io::stdin().lock().read_line(&mut String::new())?;
                return Ok(Ended::Well);
            }
            "forever" => loop {
                self.set_generation(self.generation + 1);
                let ended = match value {
                    "careless" => self.careless(),
                    _ => self.save(),
                };
                match ended {
                    Ended::Well => say(&self.generation.to_string())?,
                    other => return Ok(other),
                }
            },
            "settings" | "load-settings" => return self.settings(name, value),
            _ => {
                complain(&format!("no such step: {step:?}"));
                Ended::Failed
            }
        };
        if matches!(ended, Ended::Well) {
            say(step)?;
        }
        Ok(ended)
    }

    fn lock(&mut self) -> Ended {
        let holder = Holder {
            user: "saver".to_owned(),
            pid: std::process::id(),
            ..Holder::default()
        };
        match Lock::acquire(&self.path, &holder) {
            Locking::Held(lock) => {
                self.lock = Some(lock);
                Ended::Well
            }
            Locking::Taken(holder) => {
                complain(&format!("held by {holder}"));
                Ended::Failed
            }
            Locking::Impossible(error) => {
                complain(&format!("nothing can be locked: {error}"));
                Ended::Failed
            }
        }
    }

    /// The run that keeps unsaved work in this folder, and the place of the work at hand.
    fn recovery(&mut self, folder: &str) -> io::Result<&(recovery::Session, Slot)> {
        let recovery = if let Some(recovery) = self.recovery.take() {
            recovery
        } else {
            let mut session = recovery::Session::begin(Path::new(folder))?;
            let slot = session.slot(None);
            (session, slot)
        };
        Ok(self.recovery.insert(recovery))
    }

    fn keep(&mut self, folder: &str) -> Ended {
        let project = self.project.clone();
        match self.recovery(folder) {
            Ok((_, slot)) => {
                let written = jiff::Timestamp::UNIX_EPOCH;
                told(&recovery::Session::keep(slot, &project, None, written))
            }
            Err(error) => {
                complain(&format!("not kept: {error}: {folder:?}"));
                Ended::Failed
            }
        }
    }

    fn find(&mut self, folder: &str) -> io::Result<Ended> {
        let (session, slot) = self.recovery(folder)?;
        let found = session.find(Some(slot));
        for aside in found.aside {
            complain(&format!("{}: {:?}", aside.reason, aside.path));
        }
        for kept in found.kept {
            say(&kept.project.heading().title)?;
        }
        Ok(Ended::Well)
    }

    fn settings(&self, name: &str, author: &str) -> io::Result<Ended> {
        let loaded = store::settings::load(&self.path);
        if let Some(aside) = &loaded.set_aside {
            complain(&aside.to_string());
        }
        if name == "load-settings" {
            say(&loaded.settings.author)?;
            return Ok(Ended::Well);
        }
        if !loaded.may_save() {
            return Ok(Ended::Failed);
        }
        let mut now = loaded.settings.clone();
        author.clone_into(&mut now.author);
        let saved = store::settings::save(&self.path, &loaded.settings, &now);
        if let Some(aside) = &saved.set_aside {
            complain(&aside.to_string());
        }
        Ok(told(&saved.outcome))
    }
}

fn told(outcome: &Outcome) -> Ended {
    match outcome {
        Outcome::Saved(_) => return Ended::Well,
        Outcome::SavedNotDurable { .. } => complain(&outcome.to_string()),
        Outcome::NotSaved(_) => {
            complain(&outcome.to_string());
            return Ended::Failed;
        }
    }
    Ended::NotDurable
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut session = Session {
        path: arguments.next().map(PathBuf::from).unwrap_or_default(),
        project: empty_project(),
        stamp: None,
        generation: 0,
        lock: None,
        recovery: None,
    };
    for step in arguments {
        match session.step(&step) {
            Ok(Ended::Well) => {}
            Ok(Ended::NotDurable) => return ExitCode::from(3),
            Ok(Ended::Failed) | Err(_) => return ExitCode::from(2),
        }
    }
    ExitCode::SUCCESS
}
