//! Comparing off the frame: what is started, and what is made of the outcome.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::{Asked, Other};
use crate::app::App;
use crate::app::command::View;
use crate::app::files::file_name;
use crate::app::jobs::JobEvent;
use crate::catalog::reference_project;
use crate::compare::{Scope, compare};
use crate::entra::as_project;
use crate::model::Project;
use crate::store;

impl App {
    /// Starts the comparison of the present state with the reference or with the file that was chosen.
    pub(in crate::app) fn start_compare(&mut self, asked: Asked) {
        let project = self.editor.snapshot();
        let other = self.changes.other_of(asked);
        let other = other.map(|other| (other.project.clone(), other.scope));
        self.jobs.start("compare", move || {
            let differences = match other {
                Some((other, scope)) => compare(&other, &project, scope),
                None => compare(&reference_project(), &project, Scope::Mapping),
            };
            JobEvent::Compared(asked, differences)
        });
    }

    /// Starts reading a file to compare with.
    pub(in crate::app) fn compare_with(&mut self, path: PathBuf) {
        let base = self.editor.snapshot();
        self.jobs.start("read other side", move || {
            JobEvent::OtherRead(Box::new(other(&path, &base)))
        });
    }

    /// Takes in a file to compare with, and shows the comparison.
    pub(in crate::app) fn other_read(&mut self, other: Result<Other, String>) {
        match other {
            Ok(other) => {
                self.changes.take_file(other);
                self.window.page = None;
                self.show_view(View::Changes);
            }
            Err(why) => self.fail(format!("Not compared: {why}")),
        }
    }
}

/// A project file, or a provisioning schema as a project.
fn other(path: &Path, base: &Arc<Project>) -> Result<Other, String> {
    let bytes = store::read_input(path, store::MAX_FILE_SIZE).map_err(|error| error.to_string())?;
    let name = file_name(path);
    let not_a_project = match store::read(&bytes) {
        Ok(opened) => {
            return Ok(Other {
                name,
                project: Arc::new(opened.project),
                scope: Scope::Everything,
            });
        }
        Err(error) => error,
    };
    let schema = match str::from_utf8(&bytes) {
        Ok(text) => as_project(text, base).map_err(|error| error.to_string()),
        Err(_) => Err("it is not UTF-8 text".to_owned()),
    };
    match schema {
        Ok(project) => Ok(Other {
            name,
            project: Arc::new(project),
            scope: Scope::EntraSchema,
        }),
        Err(schema) => Err(format!(
            "{name} is neither a project ({not_a_project}) nor a provisioning schema ({schema})"
        )),
    }
}
