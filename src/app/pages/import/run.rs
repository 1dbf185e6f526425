//! The way of an import: a file is chosen, dropped or pasted, looked at, and done as one step.

use std::path::Path;
use std::sync::Arc;

use super::Ask;
use super::job::{Besides, Content, ImportDone, Outcome, Planning, is_for_import, prepare, start};
use super::state::Work;
use crate::app::App;
use crate::app::command::Command;
use crate::app::files::file_name;
use crate::app::jobs::JobEvent;
use crate::app::state::Page;
use crate::editor::Prepared;
use crate::import::{Change, Start};
use crate::model::EditError;

/// What a pasted table is called.
const PASTED: &str = "pasted table";

impl App {
    /// Goes one step of the way.
    pub(in crate::app) fn import_by(&mut self, ask: Ask) {
        match ask {
            Ask::File(path) => {
                let name = file_name(&path);
                self.begin_import(name, Content::File(path));
            }
            Ask::FileOrProject(path) => self.jobs.start("look at a file", move || {
                JobEvent::Found(if is_for_import(&path) {
                    Command::Import(Ask::File(path))
                } else {
                    Command::Open(path)
                })
            }),
            Ask::Text(text) => {
                let bytes = Arc::from(text.into_bytes());
                self.begin_import(PASTED.to_owned(), Content::Bytes(bytes));
            }
            Ask::Examine => self.examine_import(),
            Ask::Import => self.prepare_import(),
            Ask::Close => self.close_import(),
        }
    }

    fn begin_import(&mut self, name: String, content: Content) {
        self.editor.close_gesture();
        self.window.message = None;
        self.pages.import.begin(name, content);
        self.window.page = Some(Page::Import);
    }

    fn close_import(&mut self) {
        self.pages.import.put_away();
        if self.window.page == Some(Page::Import) {
            self.window.page = None;
        }
    }

    /// Starts a plan for what is said now; one for what was said before is given up.
    fn examine_import(&mut self) {
        let (project, revision) = (self.editor.snapshot(), self.editor.revision());
        let Some(draft) = self.pages.import.draft_mut() else {
            return;
        };
        draft.is_blank = start(&project) == Start::New;
        let of = draft.wanted(revision);
        let work = Work::new(Some(of.clone()));
        let number = work.number;
        let planning = Planning {
            name: draft.name().to_owned(),
            content: draft.content.clone(),
            of,
            project,
            progress: work.progress.clone(),
            context: self.jobs.context().clone(),
        };
        draft.work = Some(work);
        self.jobs
            .start("import", move || done(number, planning.run()));
    }

    /// Starts making the edit of what is chosen.
    fn prepare_import(&mut self) {
        let (project, revision) = (self.editor.snapshot(), self.editor.revision());
        let today = self.editor.today();
        let Some(draft) = self.pages.import.draft_mut() else {
            return;
        };
        if !draft.can_import(revision) {
            return;
        }
        let Some(examined) = draft.ready().map(|ready| ready.examined.clone()) else {
            return;
        };
        let besides = if draft.is_blank && draft.completes {
            Besides::Reference((draft.name() != PASTED).then(|| draft.name().to_owned()))
        } else {
            Besides::Nothing
        };
        let work = Work::new(None);
        let number = work.number;
        draft.work = Some(work);
        self.jobs.start("import", move || {
            done(number, prepare(&project, &examined, besides, today))
        });
    }

    /// Takes in what a job has to say, unless nobody waits for it any more.
    pub(in crate::app) fn import_done(&mut self, event: ImportDone) {
        let ImportDone { number, outcome } = event;
        let Some(draft) = self.pages.import.draft_mut() else {
            return;
        };
        if draft.work.as_ref().is_none_or(|work| work.number != number) {
            return;
        }
        draft.work = None;
        match outcome {
            Outcome::Planned {
                of,
                bytes,
                examined,
            } => {
                draft.content = Content::Bytes(bytes);
                draft.take(of, *examined);
            }
            Outcome::Answer(run) => {
                self.close_import();
                self.answer_read(Ok(run));
            }
            Outcome::Project(path) => self.is_a_project(&path),
            Outcome::Failed(why) => {
                self.close_import();
                self.fail(format!("Not imported: {why}"));
            }
            Outcome::Prepared(prepared) => self.finish_import(prepared),
            Outcome::Cancelled => {}
        }
    }

    /// A defect stopped a job: the page must not wait for it.
    pub(in crate::app) fn import_broke(&mut self) {
        self.close_import();
    }

    fn is_a_project(&mut self, path: &Path) {
        self.close_import();
        self.fail(format!(
            "Not imported: {:?} is a project; choose Open… for it, or Compare with a file… to see what differs",
            file_name(path)
        ));
    }

    fn finish_import(&mut self, prepared: Result<Option<Box<Prepared>>, EditError>) {
        let Some(draft) = self.pages.import.draft() else {
            return;
        };
        let name = format!("Import {}", draft.name());
        let counts = draft.ready().map(|ready| ready.listing.counts);
        match prepared {
            Ok(None) => self.done("Nothing to import: nothing would change".to_owned()),
            // The project was changed in between: the page plans anew, and the person looks again.
            Ok(Some(prepared)) if !self.editor.is_for_this(&prepared) => {}
            Ok(Some(prepared)) => match self.editor.commit_prepared(&name, *prepared) {
                Ok(()) => {
                    self.close_import();
                    let changes = [Change::Add, Change::Change, Change::Remove];
                    let words: Vec<_> = changes
                        .into_iter()
                        .map(|change| (counts.map_or(0, |all| all.of(change).1), change.as_str()))
                        .filter(|(number, _)| *number > 0)
                        .map(|(number, word)| format!("{number} {word}"))
                        .collect();
                    self.done(format!("{name}: {}; Undo takes it back", words.join(", ")));
                }
                Err(error) => self.fail(format!("{name}: {error}")),
            },
            Err(error) => self.fail(format!("{name}: {error}")),
        }
    }
}

fn done(number: u64, outcome: Outcome) -> JobEvent {
    JobEvent::Import(Box::new(ImportDone { number, outcome }))
}
