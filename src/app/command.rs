//! What a person asks the window to do.
//!
//! Draw code pushes commands; `dispatch` carries them out after the pass. Nothing changes in between.

mod action;

use std::path::PathBuf;

pub use action::{Action, ActionEntry, Needs};

use super::changes::Asked;
use super::pages::import::Ask as ImportAsk;
use super::panels::suggestions::Pair;
use super::safety::Ask;
use super::selection::Selection;
use super::settings::Choice;
use super::state::PathPurpose;
use crate::editor::changes::Change;
use crate::export::Request;
use crate::model::{AttributeId, Gesture, LinkId, Resource};

/// One of the views of a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The three columns.
    #[default]
    Map,
    /// The completed table.
    Table,
    /// Sample users through the mapping.
    Pilot,
    /// What differs from another state.
    Changes,
}

/// What a person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// An action of the table: what menus, keys and the palette offer.
    Act(Action),
    /// Select this and nothing else.
    Select(Selection),
    /// Link two attributes, whichever way it was drawn.
    Connect {
        /// Where the gesture began.
        from: AttributeId,
        /// Where it ended.
        to: AttributeId,
    },
    /// Let an attribute feed a link too.
    AddOrigin {
        /// The link.
        link: LinkId,
        /// The attribute.
        origin: AttributeId,
    },
    /// Move the origin end of a link.
    RetargetOrigin {
        /// The link.
        link: LinkId,
        /// What fed it.
        from: AttributeId,
        /// What shall feed it.
        to: AttributeId,
    },
    /// Move the destination end of a link.
    RetargetDestination {
        /// The link.
        link: LinkId,
        /// What it shall fill.
        to: AttributeId,
    },
    /// Change the project; edits of one gesture are one step.
    Change {
        /// The edit and its name.
        change: Change,
        /// The gesture it belongs to.
        gesture: Option<Gesture>,
    },
    /// The gesture is over: the next change is a step of its own.
    CloseGesture,
    /// Show users or groups.
    ShowResource(Resource),
    /// Show another view.
    ShowView(View),
    /// Bring what is selected into view on the map.
    Reveal(AttributeId),
    /// Open a project file, after asking what becomes of unsaved work.
    Open(PathBuf),
    /// Change a setting.
    Choose(Choice),
    /// Save to this file from now on.
    SaveTo(PathBuf),
    /// Write an export.
    Export {
        /// What of it.
        request: Request,
        /// Where.
        path: PathBuf,
    },
    /// Ask where an export shall go, then write it.
    ExportAs(Request),
    /// Ask for a path, then do with it what it was asked for.
    AskPath(PathPurpose),
    /// Read sample users from a file.
    ReadUsers(PathBuf),
    /// Read what the target holds from a file.
    ReadTarget(PathBuf),
    /// Read a file that was dropped on the pilot: sample users, or what the target holds if it is a list of that.
    ReadForPilot(PathBuf),
    /// Choose the next sample user.
    NextSample,
    /// Compare this state of the project with the other side of the Changes view.
    Compare(Asked),
    /// Compare with this file from now on.
    CompareWith(PathBuf),
    /// Go one step of the way of an import.
    Import(ImportAsk),
    /// Show the answer of a real provisioning run beside the mapping.
    ReadAnswer(PathBuf),
    /// Make the preview of an export.
    Preview(Request),
    /// Close the page that stands in the place of the views.
    ClosePage,
    /// Something about the safety of the work.
    Safety(Ask),
    /// Show a suggestion no more.
    Dismiss(Pair),
    /// Say why something was not done.
    Refuse(String),
}

/// What was asked for in one frame, in order.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Asks for something.
    pub fn push(&mut self, command: Command) {
        self.0.push(command);
    }

    /// Asks for a change of the project, if there is one.
    pub fn change(&mut self, change: Option<Change>) {
        if let Some(change) = change {
            self.push(Command::Change {
                change,
                gesture: None,
            });
        }
    }

    /// Asks for a change that belongs to a gesture, such as typing in one field.
    pub fn change_in(&mut self, gesture: &str, change: Option<Change>) {
        if let Some(change) = change {
            let gesture = Some(Gesture(gesture.to_owned()));
            self.push(Command::Change { change, gesture });
        }
    }

    /// Asks for an action of the table.
    pub fn act(&mut self, action: Action) {
        self.push(Command::Act(action));
    }

    /// Takes all that was asked for.
    #[must_use]
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }

    /// What was asked for so far.
    pub fn as_slice(&self) -> &[Command] {
        &self.0
    }
}
