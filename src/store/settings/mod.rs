//! What a person has chosen for this program, kept apart from every project.
//!
//! The file is read and written here alone. It holds no content of a project: of a file that was opened, its path.
//! A file that cannot be read is set aside, never deleted and never written over.

mod file;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use file::{LoadedSettings, SavedSettings, SetAside, Unreadable, load, save};

/// The most bytes that a settings file may have; no more are read.
pub const MAX_SIZE: u64 = 1024 * 1024;

/// How many recent files are kept.
pub const MAX_RECENT: usize = 12;

/// How small and how large everything may be drawn, in percent.
pub const SCALE: std::ops::RangeInclusive<u16> = 75..=300;

/// The most characters of a name for notes.
pub const MAX_AUTHOR: usize = 200;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light, as for projectors.
    Light,
    /// Dark.
    Dark,
}

/// Whether things may move on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Motion {
    /// Short animations.
    #[default]
    Full,
    /// None.
    Reduced,
}

/// What stands between the cells of a CSV file for spreadsheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
}

/// The size of the window in points at a scale of 100 percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WindowSize {
    /// Its width.
    pub width: u16,
    /// Its height.
    pub height: u16,
}

/// What a person has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// How large everything is drawn, in percent, within [`SCALE`].
    pub scale: u16,
    /// Whether things may move.
    pub motion: Motion,
    /// Who writes notes; may be empty, at most [`MAX_AUTHOR`] characters.
    pub author: String,
    /// What stands between the cells of a CSV file for spreadsheets.
    pub separator: Separator,
    /// The keys of actions whose keys were changed, by the action's name; an action may have none.
    ///
    /// Names and keys that this version does not know are kept for the version that does.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Project files, the one used last first, none twice, at most [`MAX_RECENT`].
    pub recent: Vec<PathBuf>,
    /// The window's size when it was closed last.
    pub window: Option<WindowSize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            scale: 100,
            motion: Motion::default(),
            author: String::new(),
            separator: Separator::default(),
            keys: BTreeMap::new(),
            recent: Vec::new(),
            window: None,
        }
    }
}

impl Settings {
    /// Puts a file first among the recent ones.
    ///
    /// A path that is no Unicode text cannot stand in the file and is not remembered.
    pub fn remember(&mut self, path: PathBuf) {
        if path.to_str().is_none() {
            return;
        }
        self.forget(&path);
        self.recent.insert(0, path);
        self.recent.truncate(MAX_RECENT);
    }

    /// Takes a file off the recent ones; says whether it stood there.
    pub fn forget(&mut self, path: &std::path::Path) -> bool {
        let before = self.recent.len();
        self.recent.retain(|other| other != path);
        self.recent.len() < before
    }
}
