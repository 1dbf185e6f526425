//! Opening, saving and exporting: what is asked, what is started, and what is said of the outcome.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use super::command::{Action, Command, View};
use super::dialogs::Answer;
use super::jobs::{DesktopDialog, JobEvent, SaveOnto};
use super::pages::import::Ask as ImportAsk;
use super::pilot::ReportAsked;
use super::safety::Ask;
use super::state::{AfterUnsaved, Dialog, Message, MessageKind, PathPurpose, ProjectFile};
use crate::catalog::reference_project;
use crate::editor::{Editor, empty_project};
use crate::export::{Format, Request};
use crate::model::Project;
use crate::store::{Holder, Lock, Outcome, Overwrite, WriteError};

impl App {
    /// Says that something was done.
    pub(super) fn done(&mut self, text: String) {
        self.window.message = Some(Message {
            kind: MessageKind::Done,
            text,
        });
    }

    /// Says that something could not be done.
    pub(super) fn fail(&mut self, text: String) {
        self.window.message = Some(Message {
            kind: MessageKind::Failed,
            text,
        });
    }

    /// What the project is called, for questions and file names.
    pub(super) fn project_name(&self) -> String {
        if let Some(file) = &self.file {
            return file_name(&file.path);
        }
        let title = &self.editor.project().heading().title;
        if title.trim().is_empty() {
            "The mapping".to_owned()
        } else {
            title.clone()
        }
    }

    /// Asks for a path for the pilot, which is shown so that what was chosen is seen.
    pub(super) fn ask_for_pilot(&mut self, purpose: PathPurpose) {
        self.show_view(View::Pilot);
        self.ask_path(purpose);
    }

    /// Asks for a path in the desktop's dialog.
    pub(super) fn ask_path(&mut self, purpose: PathPurpose) {
        if self.window.dialog.is_some() {
            return;
        }
        let stem = self
            .file
            .as_ref()
            .map_or_else(|| "mapping".to_owned(), |file| stem_of(&file.path));
        let name = match purpose {
            PathPurpose::Open
            | PathPurpose::Import
            | PathPurpose::Compare
            | PathPurpose::Answer
            | PathPurpose::Users
            | PathPurpose::Target => String::new(),
            PathPurpose::Save if self.suggests_copy() => format!("{stem} (copy).crosswalk.json"),
            PathPurpose::Save => format!("{stem}.crosswalk.json"),
            PathPurpose::Export(request) => match request.format {
                Format::Markdown => format!("{stem}.md"),
                Format::Csv | Format::CsvSafe(_) => format!("{stem}.csv"),
            },
            PathPurpose::PilotReport(asked) => format!("{stem} pilot.{}", asked.format.ending()),
        };
        let directory = self
            .file
            .as_ref()
            .and_then(|file| file.path.parent().map(Path::to_owned));
        self.jobs.pick(purpose, directory.as_deref(), &name);
        self.suggested_name = directory
            .map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name))
            .display()
            .to_string();
    }

    pub(super) fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        self.window.dialog = None;
        match answer {
            Answer::Cancel => self.window.after_save = None,
            Answer::Path(purpose, path) => self.use_path(ctx, purpose, path),
            Answer::Overwrite(PathPurpose::Export(request), path) => {
                self.start_export(request, path, Overwrite::Replace);
            }
            Answer::Overwrite(PathPurpose::PilotReport(asked), path) => {
                self.start_report(asked, path, Overwrite::Replace);
            }
            Answer::Overwrite(_, path) => self.start_save(path, SaveOnto::Whatever),
            Answer::SaveThen(then) => {
                self.window.after_save = Some(then);
                self.save();
            }
            Answer::Discard(then) => self.go_on(ctx, then),
        }
    }

    fn use_path(&mut self, ctx: &egui::Context, purpose: PathPurpose, path: PathBuf) {
        let command = match purpose {
            PathPurpose::PilotReport(asked) => {
                self.start_report(asked, path, Overwrite::Refuse);
                return;
            }
            PathPurpose::Open => Command::Open(path),
            PathPurpose::Import => Command::Import(ImportAsk::File(path)),
            PathPurpose::Compare => Command::CompareWith(path),
            PathPurpose::Answer => Command::ReadAnswer(path),
            PathPurpose::Save => Command::SaveTo(path),
            PathPurpose::Export(request) => Command::Export { request, path },
            PathPurpose::Users => Command::ReadUsers(path),
            PathPurpose::Target => Command::ReadTarget(path),
        };
        self.dispatch(ctx, vec![command]);
    }

    /// Does what replaces the project, at once or after asking what becomes of unsaved work.
    pub(super) fn unless_unsaved(&mut self, then: AfterUnsaved) {
        if self.waits_for_save(&then) {
            return;
        }
        self.enter_begun();
        if self.editor.is_modified() {
            self.window.dialog = Some(Dialog::Unsaved {
                then: Box::new(then),
            });
        } else {
            self.pending = Some(then);
        }
    }

    pub(super) fn open_unless_unsaved(&mut self, path: PathBuf) {
        self.unless_unsaved(AfterUnsaved::Command(Command::Open(path)));
    }

    /// Goes on with what unsaved work stood in the way of.
    pub(super) fn go_on(&mut self, ctx: &egui::Context, then: AfterUnsaved) {
        match then {
            AfterUnsaved::Quit => {
                self.window.quitting = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            AfterUnsaved::Command(Command::Open(path)) => {
                self.jobs.open(path, self.safety.lock());
            }
            AfterUnsaved::Command(Command::Safety(Ask::Recover(number))) => self.recover(number),
            AfterUnsaved::Command(Command::Act(Action::NewEmpty)) => {
                self.show(empty_project(), None);
            }
            AfterUnsaved::Command(_) => self.show(reference_project(), None),
        }
    }

    /// Shows another project from now on.
    pub(super) fn show(&mut self, project: Project, file: Option<ProjectFile>) {
        self.show_under(project, file, None);
    }

    /// The same, with the right to save the file.
    pub(super) fn show_under(
        &mut self,
        project: Project,
        file: Option<ProjectFile>,
        lock: Option<Arc<Lock>>,
    ) {
        self.next_document();
        self.place(project, file, lock);
    }

    /// Puts another project in the place of the one before, whatever becomes of what was kept of that.
    pub(super) fn place(
        &mut self,
        project: Project,
        file: Option<ProjectFile>,
        lock: Option<Arc<Lock>>,
    ) {
        self.guard_document(file.as_ref(), lock);
        self.pilot.show_project(&project);
        self.editor = Editor::new(project);
        self.file = file;
        self.window.selection = super::selection::Selection::default();
        self.window.message = None;
        self.map = super::map::MapState::default();
        self.inspector = super::panels::inspector::InspectorState::default();
        // A text typed into a cell was for the project before.
        self.table.give_up();
        self.visits = super::visits::Visits::default();
        self.pages = super::pages::PagesState::default();
        self.changes = super::changes::ChangesState::default();
        self.window.page = None;
    }

    pub(super) fn save(&mut self) {
        match &self.file {
            Some(ProjectFile {
                read_only: Some(why),
                ..
            }) => self.fail(format!("Not saved: {why}")),
            Some(ProjectFile {
                held_by: Some(by), ..
            }) => self.fail(format!(
                "Not saved: {by} has the file open; save a copy with Save as…"
            )),
            Some(file) => {
                let (path, stamp) = (file.path.clone(), file.stamp.clone());
                self.start_save(path, SaveOnto::Same(stamp));
            }
            None => self.ask_path(PathPurpose::Save),
        }
    }

    /// Saves to a path that a person named; what stands there is replaced only after a question.
    pub(super) fn save_to(&mut self, path: PathBuf) {
        let read_only = self.file.as_ref().and_then(|file| file.read_only.clone());
        if let Some(why) = read_only {
            self.fail(format!("Not saved: {why}"));
            return;
        }
        let onto = match &self.file {
            Some(file) if file.path == path && file.held_by.is_none() => {
                SaveOnto::Same(file.stamp.clone())
            }
            _ => SaveOnto::New,
        };
        self.start_save(path, onto);
    }

    /// Writes an export to a path that a person named; what stands there is replaced only after a question.
    pub(super) fn export_to(&mut self, request: Request, path: PathBuf) {
        self.start_export(request, path, Overwrite::Refuse);
    }

    fn start_export(&mut self, request: Request, path: PathBuf, overwrite: Overwrite) {
        self.last_export = Some(PathPurpose::Export(request));
        let project = self.editor.snapshot();
        self.jobs.export(path, project, request, overwrite);
    }

    fn start_report(&mut self, asked: ReportAsked, path: PathBuf, overwrite: Overwrite) {
        self.last_export = Some(PathPurpose::PilotReport(asked));
        let title = self.editor.project().heading().title.clone();
        match self.pilot.report(&title, asked) {
            Some(report) => self.jobs.export_report(path, report, overwrite),
            None => self.fail("Not exported: no user has been run yet".to_owned()),
        }
    }

    /// Takes in what a job has to say.
    pub(super) fn take_in(&mut self, ctx: &egui::Context, event: JobEvent) {
        match event {
            JobEvent::Picked {
                purpose,
                path: None,
                desktop: DesktopDialog::Missing,
            } => {
                let text = match purpose {
                    PathPurpose::Open
                    | PathPurpose::Import
                    | PathPurpose::Compare
                    | PathPurpose::Answer
                    | PathPurpose::Users
                    | PathPurpose::Target => String::new(),
                    PathPurpose::Save | PathPurpose::Export(_) | PathPurpose::PilotReport(_) => {
                        self.suggested_name.clone()
                    }
                };
                self.window.dialog = Some(Dialog::Path { purpose, text });
            }
            JobEvent::Picked { path: None, .. } => self.window.after_save = None,
            JobEvent::Picked {
                purpose,
                path: Some(path),
                ..
            } => self.use_path(ctx, purpose, path),
            JobEvent::Opened {
                path,
                result,
                lock,
                held_by,
            } => self.opened(ctx, &path, *result, lock, held_by),
            JobEvent::Saved(done) => self.saved(ctx, *done),
            JobEvent::Locked { path, locking } => self.locked(&path, locking),
            JobEvent::DiskCompared(comparison) => self.compared(*comparison),
            JobEvent::Broke { job, defect } => self.job_broke(&job, &defect),
            JobEvent::SettingsSaved(saved) => self.settings.take_in(ctx, &saved),
            JobEvent::Exported { path, outcome } => self.exported(&path, outcome),
            JobEvent::UsersRead(Ok(read)) => {
                // What was said of a file before is said no more.
                self.window.message = None;
                self.pilot.take_samples(read);
            }
            JobEvent::TargetRead(Ok(bytes)) => {
                self.window.message = None;
                self.pilot.take_target(bytes);
            }
            JobEvent::UsersRead(Err(why)) | JobEvent::TargetRead(Err(why)) => self.fail(why),
            JobEvent::Compared(of, differences) => self.changes.take_in(of, differences),
            JobEvent::AnswerRead(run) => self.answer_read(*run),
            JobEvent::Found(command) => self.commands.push(command),
            JobEvent::Fixed(fixed) => self.fixed(*fixed),
            JobEvent::Import(done) => self.import_done(*done),
            JobEvent::OtherRead(other) => self.other_read(*other),
            JobEvent::Previewed { of, preview } => self.pages.export.take_in(of, preview),
        }
    }

    fn opened(
        &mut self,
        ctx: &egui::Context,
        path: &Path,
        result: Result<crate::store::OpenedFile, crate::store::OpenError>,
        lock: Option<Arc<Lock>>,
        held_by: Option<Holder>,
    ) {
        match result {
            Ok(file) => {
                self.settings.remember(ctx, path);
                let read_only = file.opened.read_only.map(|why| why.to_string());
                let problems = file.opened.problems;
                self.show_under(
                    file.opened.project,
                    Some(ProjectFile {
                        path: path.to_owned(),
                        stamp: file.stamp,
                        read_only,
                        held_by,
                    }),
                    lock,
                );
                if let Some(first) = problems.first() {
                    let more = match problems.len() {
                        1 => String::new(),
                        number => format!(" (and {} more)", number - 1),
                    };
                    self.fail(format!("{}: {first}{more}", file_name(path)));
                }
            }
            Err(error) => {
                let is_gone = error.reason.is_not_found();
                let forgotten = is_gone && self.settings.forget(ctx, path);
                let more = if forgotten {
                    "; it was taken off the recent files"
                } else {
                    ""
                };
                self.fail(format!("Not opened: {error}{more}"));
            }
        }
    }

    fn exported(&mut self, path: &Path, outcome: std::io::Result<Outcome>) {
        let name = file_name(path);
        match outcome {
            Ok(Outcome::Saved(_)) => self.done(format!("Exported {name}")),
            Ok(Outcome::NotSaved(WriteError::Exists(_))) => {
                if let Some(purpose) = self.last_export {
                    self.window.dialog = Some(Dialog::Overwrite {
                        purpose,
                        path: path.to_owned(),
                    });
                }
            }
            Ok(other) => self.fail(format!("{name}: {other}")),
            Err(error) => self.fail(format!("{name}: not exported: {error}")),
        }
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// `customer` of `customer.crosswalk.json`.
fn stem_of(path: &Path) -> String {
    let name = file_name(path);
    name.strip_suffix(".crosswalk.json")
        .or(name.strip_suffix(".json"))
        .unwrap_or(&name)
        .to_owned()
}
