//! What the window remembers that is no project: views, selection, dialogs, messages.

use std::path::PathBuf;
use std::sync::LazyLock;

use super::combine::Combining;
use super::command::{Command, View};
use super::context::ViewContext;
use super::pilot::ReportAsked;
use super::selection::Selection;
use super::settings::UserSettings;
use crate::catalog::Catalog;
use crate::editor::Editor;
use crate::export::Request;
use crate::model::Resource;
use crate::store::{FileStamp, Holder};

/// The file that the project was read from or saved to.
#[derive(Clone, Debug)]
pub struct ProjectFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it held when it was last read or saved.
    pub stamp: FileStamp,
    /// Why it must not be saved over, if so.
    pub read_only: Option<String>,
    /// Who else has it open, so that it can be saved here under another name only.
    pub held_by: Option<Holder>,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Something was done.
    Done,
    /// Something is being done.
    Doing,
    /// Something could not be done.
    Failed,
}

/// One message to the person, shown until the next or until dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub kind: MessageKind,
    /// What happened and what to do.
    pub text: String,
}

/// A page that stands in the place of the views until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// What the project is called, its systems and its people.
    Project,
    /// What Entra ID does with users, or with groups, as a whole.
    Resource,
    /// What a file would do in the project.
    Import,
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// To open a project.
    Open,
    /// To import a table, a schema or a list.
    Import,
    /// To compare with a project or a schema.
    Compare,
    /// To show the answer of a provisioning run.
    Answer,
    /// To save the project.
    Save,
    /// To write an export.
    Export(Request),
    /// To read sample users.
    Users,
    /// To read what the target holds.
    Target,
    /// To write what the pilot came to.
    PilotReport(ReportAsked),
}

/// A question that stands before everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Where a file is, where the desktop has no dialog of its own.
    Path {
        /// What for.
        purpose: PathPurpose,
        /// The path typed so far.
        text: String,
    },
    /// A file of that name is there.
    Overwrite {
        /// What was to be written.
        purpose: PathPurpose,
        /// Where.
        path: PathBuf,
    },
    /// Which version this is.
    About,
    /// What becomes of unsaved work before this is done.
    Unsaved {
        /// What comes then.
        then: Box<AfterUnsaved>,
    },
}

/// What waits for the answer on unsaved work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterUnsaved {
    /// Closing the window.
    Quit,
    /// A command that replaces the project.
    Command(Command),
}

/// What the window remembers.
#[derive(Debug)]
pub struct WindowState {
    /// The view that is shown.
    pub view: View,
    /// The page that stands in its place.
    pub page: Option<Page>,
    /// Users or groups.
    pub resource: Resource,
    /// What is selected.
    pub selection: Selection,
    /// The question that stands before everything else.
    pub dialog: Option<Dialog>,
    /// A line that was drawn and waits for what becomes of it.
    pub combining: Option<Combining>,
    /// The last message.
    pub message: Option<Message>,
    /// What to do once a save that is under way has succeeded.
    pub after_save: Option<AfterUnsaved>,
    /// That the page of keys is shown.
    pub key_help: bool,
    /// That the person has decided to close the window.
    pub quitting: bool,
}

impl WindowState {
    /// What draw code may read, with what is selected now; on a page or the list of changes nothing is, so that
    /// no key changes it unseen.
    pub(super) fn context<'a>(
        &'a self,
        editor: &'a Editor,
        catalog: &'a Catalog,
        settings: &'a UserSettings,
    ) -> ViewContext<'a> {
        static NOTHING: LazyLock<Selection> = LazyLock::new(Selection::default);
        let selection = match self.page {
            Some(_) => &*NOTHING,
            None if self.view == View::Changes => &*NOTHING,
            None => &self.selection,
        };
        ViewContext {
            editor,
            catalog,
            selection,
            resource: self.resource,
            author: &settings.now().author,
            now: jiff::Timestamp::now(),
        }
    }
}

impl Default for WindowState {
    fn default() -> Self {
        Self {
            view: View::default(),
            page: None,
            resource: Resource::User,
            selection: Selection::default(),
            dialog: None,
            combining: None,
            message: None,
            after_save: None,
            key_help: false,
            quitting: false,
        }
    }
}
