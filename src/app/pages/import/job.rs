//! Reading, planning and making the edit, off the frame: what a job gets, and what it has to say.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::state::Wanted;
use crate::app::real_run::RealRun;
use crate::catalog::reference;
use crate::editor::Prepared;
use crate::entra::ProvisionAnswer;
use crate::import::{
    Cancelled, Container, Examined, Limit, Order, Source, Start, Told, Watch, completion, examine,
};
use crate::model::{Edit, EditError, Project};
use crate::store;

/// Where the bytes of an import are.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// On disk, still to be read.
    File(PathBuf),
    /// In memory.
    Bytes(Arc<[u8]>),
}

/// What a job and the window tell each other while it is under way.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The bits of a number from 0 to 1.
    part: AtomicU32,
    is_cancelled: AtomicBool,
}

impl Progress {
    /// How far it has got, from 0 to 1.
    pub(super) fn part(&self) -> f32 {
        f32::from_bits(self.part.load(Ordering::Relaxed))
    }

    /// Asks the job to end.
    pub(super) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Takes note of how far it has got, wakes the window if that can be seen, and says whether to go on.
    fn hear(&self, part: f32, context: &egui::Context) -> ControlFlow<()> {
        const SEEN: f32 = 0.01;
        let part = part.clamp(0.0, 1.0);
        if (part - self.part()).abs() >= SEEN {
            self.part.store(part.to_bits(), Ordering::Relaxed);
            context.request_repaint();
        }
        if self.is_cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// What a job has to say.
#[derive(Debug)]
pub struct ImportDone {
    /// Which job it was.
    pub(super) number: u64,
    pub(super) outcome: Outcome,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The file was read and planned.
    Planned {
        of: Wanted,
        bytes: Arc<[u8]>,
        examined: Box<Examined>,
    },
    /// It is the answer of a provisioning run, which is shown and not imported.
    Answer(RealRun),
    /// It is a project, which is opened and not imported.
    Project(PathBuf),
    /// It could not be read.
    Failed(String),
    /// The edit is made; none if nothing would change.
    Prepared(Result<Option<Box<Prepared>>, EditError>),
    /// Somebody asked it to end.
    Cancelled,
}

/// All that a job needs to make a plan.
pub(super) struct Planning {
    pub(super) name: String,
    pub(super) content: Content,
    pub(super) of: Wanted,
    pub(super) project: Arc<Project>,
    pub(super) progress: Arc<Progress>,
    pub(super) context: egui::Context,
}

impl Planning {
    /// Reads and plans.
    pub(super) fn run(self) -> Outcome {
        let bytes = match &self.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::File(path) => match store::read_input(path, Limit::File.most()) {
                Ok(bytes) => Arc::from(bytes),
                Err(error) => return Outcome::Failed(error.to_string()),
            },
        };
        if let Content::File(path) = &self.content
            && store::is_project(&bytes)
        {
            return Outcome::Project(path.clone());
        }
        let told = Told {
            options: crate::import::Options {
                start: start(&self.project),
                now: jiff::Timestamp::now(),
                ..self.of.told.options
            },
            ..self.of.told.clone()
        };
        let source = Source {
            name: &self.name,
            bytes: &bytes,
        };
        let hear = |part| self.progress.hear(part, &self.context);
        let watch = Watch::new(&hear);
        let examined = match examine(&self.project, reference(), source, &told, watch) {
            Ok(examined) => examined,
            Err(Cancelled) => return Outcome::Cancelled,
        };
        if examined.plan.kind.is_none()
            && let Some(run) = answer(&self.name, &bytes)
        {
            return Outcome::Answer(run);
        }
        Outcome::Planned {
            of: self.of,
            bytes,
            examined: Box::new(examined),
        }
    }
}

/// Whether a project is somebody's work, or was made for the import.
pub(super) fn start(project: &Project) -> Start {
    let is_blank = project.links().len() == 0
        && crate::model::Column::ALL
            .into_iter()
            .all(|column| project.system(column).attributes().next().is_none());
    if is_blank {
        Start::New
    } else {
        Start::Existing
    }
}

fn answer(name: &str, bytes: &[u8]) -> Option<RealRun> {
    let answer = ProvisionAnswer::read(str::from_utf8(bytes).ok()?).ok()?;
    Some(RealRun {
        name: name.to_owned(),
        answer,
    })
}

/// What the project gets besides, where there was nothing before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Besides {
    /// Nothing.
    Nothing,
    /// A title, if the file has a name, and what the reference lists.
    Reference(Option<String>),
}

/// Makes the edit of what is chosen, and derives what follows from it.
pub(super) fn prepare(
    project: &Arc<Project>,
    examined: &Examined,
    besides: Besides,
    today: Option<jiff::civil::Date>,
) -> Outcome {
    let Some(edit) = examined.plan.edit(project) else {
        return Outcome::Prepared(Ok(None));
    };
    let whole = match besides {
        Besides::Nothing => Ok(edit),
        Besides::Reference(name) => {
            with_reference(project, edit, name.as_deref(), Order::of(&examined.plan))
        }
    };
    let prepared = whole.and_then(|edit| Prepared::new(project.clone(), edit, today));
    Outcome::Prepared(prepared.map(|prepared| Some(Box::new(prepared))))
}

fn with_reference(
    project: &Project,
    edit: Edit,
    name: Option<&str>,
    order: Order,
) -> Result<Edit, EditError> {
    let mut after = project.clone();
    after.apply(edit.clone())?;
    Ok(match completion(&after, reference(), name, order) {
        Some(more) => Edit::Batch(vec![edit, more]),
        None => edit,
    })
}

/// What to do with a file whose name does not say: its beginning tells whether it may be a table or schema. JSON by its
/// name that begins otherwise is a broken project, and opening it says where.
pub(super) fn is_for_import(path: &std::path::Path) -> bool {
    const LOOKED_AT: u64 = 64 * 1024;
    let Ok(head) = store::read_beginning(path, LOOKED_AT) else {
        return false;
    };
    let is_named_json = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let may_be = match Container::of(&head) {
        Container::Json => true,
        Container::Text | Container::Zip | Container::OldOffice => !is_named_json,
        Container::Foreign(_) => false,
    };
    may_be && !store::is_project(&head)
}
