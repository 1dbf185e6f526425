//! Work off the frame: file dialogs, reading, saving, exports.
//!
//! A job gets all it needs when it starts and answers with one event; the window asks for events once a frame.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::changes::{Asked, Other};
use super::command::Command;
use super::fixing::Fixed;
use super::pages::import::ImportDone;
use super::pilot::{ReadSamples, Report, ReportFormat, holds_target, read_samples, read_target};
use super::real_run::RealRun;
use super::safety::{Comparison, Defect, Safety, SaveDone, caught};
use super::settings::SettingsSave;
use super::state::PathPurpose;
use crate::catalog::reference;
use crate::compare::Difference;
use crate::export::{self, Format, Preview, Request};
use crate::model::{Project, Revision};
use crate::store;

/// What a job has to say when it is done.
#[derive(Debug)]
pub enum JobEvent {
    /// A person chose a path in the desktop's dialog, or none.
    Picked {
        /// What for.
        purpose: PathPurpose,
        /// The path; none if the dialog was cancelled.
        path: Option<PathBuf>,
        /// Whether the desktop has a dialog at all.
        desktop: DesktopDialog,
    },
    /// A project file was read.
    Opened {
        /// Where it is.
        path: PathBuf,
        /// What came of it.
        result: Box<Result<store::OpenedFile, store::OpenError>>,
        /// The right to save it; none if nothing can be locked there, or it must not be saved anyway.
        lock: Option<Arc<store::Lock>>,
        /// Who else has it open.
        held_by: Option<store::Holder>,
    },
    /// The project was saved, or not.
    Saved(Box<SaveDone>),
    /// The lock of a file was asked for.
    Locked {
        /// The file.
        path: PathBuf,
        /// What came of it.
        locking: store::Locking,
    },
    /// The open file was compared with what is on disk.
    DiskCompared(Box<Comparison>),
    /// A job panicked.
    Broke {
        /// Which one.
        job: String,
        /// What of it may be told.
        defect: Defect,
    },
    /// Settings were saved, or not.
    SettingsSaved(Box<store::settings::SavedSettings>),
    /// An export was written, or not.
    Exported {
        /// Where.
        path: PathBuf,
        /// What came of it.
        outcome: std::io::Result<store::Outcome>,
    },
    /// Sample users were read, or not.
    UsersRead(Result<ReadSamples, String>),
    /// What the target holds was read, or not.
    TargetRead(Result<Vec<u8>, String>),
    /// Two states were compared.
    Compared(Asked, Vec<Difference>),
    /// A file to compare with was read, or not.
    OtherRead(Box<Result<Other, String>>),
    /// What a file is, and so what is to be done with it.
    Found(Command),
    /// Every certain fix is ready.
    Fixed(Box<Fixed>),
    /// A file was looked at for an import, or the import's edit was made.
    Import(Box<ImportDone>),
    /// The answer of a provisioning run was read, or not.
    AnswerRead(Box<Result<RealRun, String>>),
    /// The preview of an export is there.
    Previewed {
        /// What it shows.
        of: Previewed,
        /// How the export begins.
        preview: std::io::Result<Preview>,
    },
}

impl JobEvent {
    fn broke(job: &str, defect: Defect) -> Self {
        Self::Broke {
            job: job.to_owned(),
            defect,
        }
    }
}

/// The lock of this file: the one that is held if it is that, else a new one; and who has it if another does.
fn lock(
    path: &Path,
    held: Option<Arc<store::Lock>>,
) -> (Option<Arc<store::Lock>>, Option<store::Holder>) {
    if let Some(held) = held.filter(|held| held.is_of(path)) {
        return (Some(held), None);
    }
    match store::Lock::acquire(path, &Safety::holder()) {
        store::Locking::Held(lock) => (Some(Arc::new(lock)), None),
        store::Locking::Taken(by) => (None, Some(by)),
        // What is on disk is looked at before every save all the same.
        store::Locking::Impossible(_) => (None, None),
    }
}

/// What a preview shows: an export of one state of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Previewed {
    /// The state.
    pub revision: Revision,
    /// The export.
    pub request: Request,
}

/// What is to be found where the project is saved.
#[derive(Clone, Debug)]
pub enum SaveOnto {
    /// No file.
    New,
    /// The file as it was read or saved last.
    Same(store::FileStamp),
    /// Whatever the person has agreed to replace.
    Whatever,
}

/// Whether the desktop showed a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesktopDialog {
    /// It did.
    Shown,
    /// It answered before a person could: there is neither a portal nor `zenity`.
    Missing,
}

/// Less than this, and no person was asked.
const NO_PERSON: Duration = Duration::from_millis(250);

/// Starts jobs and collects their events.
#[derive(Debug)]
pub struct Jobs {
    sender: Sender<JobEvent>,
    receiver: Receiver<JobEvent>,
    running: usize,
    context: egui::Context,
}

impl Jobs {
    /// Jobs that wake this context when they are done.
    pub fn new(context: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            running: 0,
            context,
        }
    }

    /// Whether any job is under way.
    pub fn is_busy(&self) -> bool {
        self.running > 0
    }

    /// The event of a job that is done, if there is one.
    pub fn next_event(&mut self) -> Option<JobEvent> {
        let event = self.receiver.try_recv().ok()?;
        self.running = self.running.saturating_sub(1);
        Some(event)
    }

    /// Asks the desktop for a path.
    ///
    /// The dialog is made here, on the main thread, as macOS wants it, and waited for elsewhere.
    pub fn pick(&mut self, purpose: PathPurpose, directory: Option<&Path>, file_name: &str) {
        let mut dialog = rfd::AsyncFileDialog::new().set_file_name(file_name);
        if let Some(directory) = directory {
            dialog = dialog.set_directory(directory);
        }
        let dialog = match purpose {
            PathPurpose::Open | PathPurpose::Save => {
                dialog.add_filter("Crosswalk project", &["json"])
            }
            PathPurpose::Users | PathPurpose::Target => {
                dialog.add_filter("CSV or JSON", &["csv", "tsv", "json"])
            }
            PathPurpose::Import => dialog.add_filter(
                "Table, schema or list",
                &["csv", "tsv", "tab", "txt", "md", "xlsx", "xlsm", "json"],
            ),
            PathPurpose::Answer => dialog.add_filter("JSON", &["json"]),
            PathPurpose::Compare => dialog.add_filter("Project or schema", &["json"]),
            PathPurpose::Export(request) => match request.format {
                Format::Csv | Format::CsvSafe(_) => dialog.add_filter("CSV", &["csv"]),
                Format::Markdown => dialog.add_filter("Markdown", &["md"]),
            },
            PathPurpose::PilotReport(asked) => match asked.format {
                ReportFormat::Csv => dialog.add_filter("CSV", &["csv"]),
                ReportFormat::Markdown => dialog.add_filter("Markdown", &["md"]),
            },
        };
        let asked = Instant::now();
        let event = move |handle: Option<rfd::FileHandle>| JobEvent::Picked {
            purpose,
            desktop: if handle.is_none() && asked.elapsed() < NO_PERSON {
                DesktopDialog::Missing
            } else {
                DesktopDialog::Shown
            },
            path: handle.map(|handle| handle.path().to_owned()),
        };
        if matches!(
            purpose,
            PathPurpose::Open
                | PathPurpose::Import
                | PathPurpose::Compare
                | PathPurpose::Answer
                | PathPurpose::Users
                | PathPurpose::Target
        ) {
            let answer = dialog.pick_file();
            self.start("file dialog", move || event(pollster::block_on(answer)));
        } else {
            let answer = dialog.save_file();
            self.start("file dialog", move || event(pollster::block_on(answer)));
        }
    }

    /// What is woken when a job is done.
    pub(super) fn context(&self) -> &egui::Context {
        &self.context
    }

    /// Reads a project file, and holds its lock from then on unless somebody else does.
    ///
    /// `held` is the lock of the file that is open now, which may be the same.
    pub fn open(&mut self, path: PathBuf, held: Option<Arc<store::Lock>>) {
        self.start("open", move || {
            // The lock comes first: what is read under it is what will be saved over.
            let (lock, held_by) = lock(&path, held);
            let result = store::open(&path);
            let may_save = matches!(&result, Ok(file) if file.opened.read_only.is_none());
            if may_save && lock.is_some() {
                store::clean_beside(&path);
            }
            JobEvent::Opened {
                result: Box::new(result),
                path,
                lock: lock.filter(|_| may_save),
                held_by: held_by.filter(|_| may_save),
            }
        });
    }

    /// Asks for the lock of a file.
    pub fn lock(&mut self, path: PathBuf) {
        self.start("lock", move || JobEvent::Locked {
            locking: store::Lock::acquire(&path, &Safety::holder()),
            path,
        });
    }

    /// Reads sample users.
    pub fn read_users(&mut self, path: PathBuf) {
        self.start("read users", move || {
            JobEvent::UsersRead(read_samples(&path))
        });
    }

    /// Reads sample users, or what the target holds if that is what the file is.
    pub fn read_for_pilot(&mut self, path: PathBuf) {
        self.start("read users", move || match read_samples(&path) {
            Err(_) if holds_target(&path) => JobEvent::TargetRead(read_target(&path)),
            users => JobEvent::UsersRead(users),
        });
    }

    /// Reads what the target holds.
    pub fn read_target(&mut self, path: PathBuf) {
        self.start("read target", move || {
            JobEvent::TargetRead(read_target(&path))
        });
    }

    /// Saves a snapshot of the project; none if it was not edited since it was read from this very file.
    ///
    /// `held` is the lock of the file that is open now, which may be another.
    pub fn save(
        &mut self,
        path: PathBuf,
        project: Option<Arc<Project>>,
        revision: Revision,
        onto: SaveOnto,
        held: Option<Arc<store::Lock>>,
    ) {
        self.start("save", move || {
            let expectation = match &onto {
                SaveOnto::New => store::Expectation::Nothing,
                SaveOnto::Same(stamp) => store::Expectation::Unchanged(stamp),
                SaveOnto::Whatever => store::Expectation::Anything,
            };
            let outcome = match (&project, &onto) {
                (None, SaveOnto::Same(stamp)) => store::save_unedited(&path, stamp),
                (None, _) => {
                    return JobEvent::broke("save", Defect::at("a save without a project"));
                }
                (Some(project), _) => {
                    store::save_under(held.as_deref(), &path, project, expectation)
                }
            };
            let lock = match outcome.stamp() {
                Some(_) => lock(&path, held).0,
                None => held,
            };
            JobEvent::Saved(Box::new(SaveDone {
                path,
                revision,
                outcome,
                lock,
            }))
        });
    }

    /// Saves settings.
    pub fn save_settings(&mut self, save: SettingsSave) {
        self.start("save settings", move || {
            JobEvent::SettingsSaved(Box::new(save.run()))
        });
    }

    /// Writes an export of a snapshot of the project.
    pub fn export(
        &mut self,
        path: PathBuf,
        project: Arc<Project>,
        request: Request,
        overwrite: store::Overwrite,
    ) {
        self.start("export", move || {
            let mut bytes = Vec::new();
            let outcome = export::write(&project, request, reference(), &mut bytes)
                .map(|_| store::write_atomic(&path, &bytes, overwrite, store::Backup::None));
            JobEvent::Exported { path, outcome }
        });
    }

    /// Writes what the pilot came to.
    pub fn export_report(&mut self, path: PathBuf, report: Report, overwrite: store::Overwrite) {
        self.start("pilot report", move || {
            let mut bytes = Vec::new();
            let outcome = report
                .write(&mut bytes)
                .map(|()| store::write_atomic(&path, &bytes, overwrite, store::Backup::None));
            JobEvent::Exported { path, outcome }
        });
    }

    /// Makes the preview of an export of a snapshot of the project.
    pub fn preview(&mut self, project: Arc<Project>, of: Previewed, num_lines: usize) {
        self.start("preview", move || JobEvent::Previewed {
            preview: export::preview(&project, of.request, reference(), num_lines),
            of,
        });
    }

    /// Starts a job on a thread of this name; a panic in it is an event like any other.
    pub(super) fn start(&mut self, name: &str, job: impl FnOnce() -> JobEvent + Send + 'static) {
        let (sender, context) = (self.sender.clone(), self.context.clone());
        let job_name = name.to_owned();
        let started = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                // The window may be gone by now; then nobody waits for the event.
                let event = caught(job).unwrap_or_else(|defect| JobEvent::broke(&job_name, defect));
                drop(sender.send(event));
                context.request_repaint();
            });
        if started.is_ok() {
            self.running += 1;
        }
    }
}
