//! `import`: foreign files into a project, shown first if asked, and never a file lost to one bad row.

use std::path::Path;

use super::args::{Format, Import};
use super::{CliError, Outcome, Streams, import_text};
use crate::catalog::reference;
use crate::editor::empty_project;
use crate::import::table::Book;
use crate::import::{
    self, Correction, Corrections, Limit, OnConflict, Options, Order, Plan, Source, Start, Told,
    Verdict, Watch,
};
use crate::model::{Column, Edit, EditError, Project};
use crate::store::{self, Expectation, FileStamp};

/// What became of one file.
pub(super) struct Imported<'a> {
    pub(super) name: &'a str,
    pub(super) plan: Plan,
    /// The sheets of a workbook.
    pub(super) book: Option<Book>,
}

pub(super) fn run(arguments: &Import, streams: &mut Streams<'_>) -> Result<Outcome, CliError> {
    let (mut project, stamp) = start(arguments, streams)?;
    let before = project.clone();
    let told = told(arguments);
    let mut files = Vec::new();
    for path in &arguments.files {
        let name = name_of(path);
        let (mut plan, book) = read(path, &project, &told)?;
        if let Some(edit) = plan.take_edit(&project) {
            make(&mut project, edit)?;
        }
        if told.sheet.is_some() && book.is_none() && plan.num_read > 0 {
            streams.tell(&format!(
                "{name:?} has no sheets: --sheet changes nothing here"
            ));
        }
        files.push(Imported { name, plan, book });
    }
    let verdict = verdict(&files);
    if arguments.new.is_some() && verdict != Verdict::Nothing {
        complete(&mut project, &files)?;
    }
    let is_written = verdict != Verdict::Nothing && !arguments.dry_run && project != before;
    // What is asked for is done whatever becomes of the output, and told of even if it could not be done.
    let mut saved = Ok(());
    if is_written {
        saved = save(arguments, &project, stamp.as_ref(), streams);
    } else if arguments.dry_run {
        streams.tell("nothing was written, as asked (--dry-run)");
    } else {
        streams.tell("nothing to change: nothing was written");
    }
    match arguments.format {
        Format::Text => import_text::text(&files, streams)?,
        Format::Json => import_text::json(&files, streams)?,
    }
    saved?;
    Ok(match verdict {
        Verdict::All => Outcome::Fine,
        Verdict::Some => Outcome::Findings,
        Verdict::Nothing => Outcome::Failed,
    })
}

/// What a file would do; its bytes are gone before it is done.
fn read(path: &Path, project: &Project, told: &Told) -> Result<(Plan, Option<Book>), CliError> {
    let bytes = store::read_input(path, Limit::File.most())?;
    let source = Source {
        name: name_of(path),
        bytes: &bytes,
    };
    let read = import::examine(project, reference(), source, told, Watch::nobody())?;
    Ok((read.plan, read.book))
}

fn name_of(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("the file")
}

/// The project that the files go into, and what its file was.
fn start(
    arguments: &Import,
    streams: &mut Streams<'_>,
) -> Result<(Project, Option<FileStamp>), CliError> {
    let Some(path) = &arguments.into else {
        return Ok((empty_project(), None));
    };
    let file = store::open(path)?;
    if let Some(why) = file.opened.read_only {
        return Err(CliError::Unfit(format!("{why}: {path:?}")));
    }
    for problem in &file.opened.problems {
        streams.tell(&format!("{problem}: {path:?}"));
    }
    Ok((file.opened.project, Some(file.stamp)))
}

/// What is said of the files.
fn told(arguments: &Import) -> Told {
    let mut corrections = Corrections::default();
    for (typed, name) in &arguments.name {
        for column in Column::ALL {
            let correction = if name.is_empty() {
                Correction::AsWritten
            } else {
                Correction::For(name.clone())
            };
            corrections.say(column, typed, correction);
        }
    }
    Told {
        options: options(arguments),
        sheet: arguments.sheet.clone(),
        corrections,
        ..Told::default()
    }
}

fn options(arguments: &Import) -> Options {
    Options {
        kind: arguments.kind.map(Into::into),
        on_conflict: match arguments.on_conflict {
            super::args::Conflict::Keep => OnConflict::Keep,
            super::args::Conflict::Replace => OnConflict::Replace,
        },
        fix: arguments.fix,
        start: if arguments.new.is_some() {
            Start::New
        } else {
            Start::Existing
        },
        column: arguments.column.map(Into::into),
        resource: arguments.resource.map(Into::into),
        extent: arguments.extent.into(),
        now: jiff::Timestamp::now(),
    }
}

/// Makes a change that nobody takes back: one part after the other, so that what would lead back is never there as a
/// whole.
fn make(project: &mut Project, edit: Edit) -> Result<(), EditError> {
    match edit {
        Edit::Batch(edits) => edits.into_iter().try_for_each(|edit| make(project, edit)),
        edit => project.apply(edit).map(drop),
    }
}

/// One verdict for all files: all read, or nothing at all, else some.
fn verdict(files: &[Imported<'_>]) -> Verdict {
    let all = |wanted| files.iter().all(|file| file.plan.verdict() == wanted);
    if all(Verdict::All) {
        Verdict::All
    } else if all(Verdict::Nothing) {
        Verdict::Nothing
    } else {
        Verdict::Some
    }
}

/// Gives a new project its title, and what the reference lists beside what the files named.
fn complete(project: &mut Project, files: &[Imported<'_>]) -> Result<(), CliError> {
    let name = files.first().map(|file| file.name);
    let order = match files {
        [file] => Order::of(&file.plan),
        _ => Order::default(),
    };
    if let Some(edit) = import::completion(project, reference(), name, order) {
        make(project, edit)?;
    }
    Ok(())
}

fn save(
    arguments: &Import,
    project: &Project,
    stamp: Option<&FileStamp>,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let (path, expectation) = match (&arguments.into, &arguments.new, stamp) {
        (Some(path), _, Some(stamp)) => (path, Expectation::Unchanged(stamp)),
        (_, Some(path), _) | (Some(path), ..) => (path, Expectation::Nothing),
        (None, None, _) => return Ok(()),
    };
    match store::save(path, project, expectation) {
        store::Outcome::Saved(_) => {
            streams.tell(&format!("wrote {path:?}"));
            Ok(())
        }
        store::Outcome::NotSaved(error) => Err(error.into()),
        outcome @ store::Outcome::SavedNotDurable { .. } => {
            Err(CliError::NotDurable(outcome.to_string()))
        }
    }
}
