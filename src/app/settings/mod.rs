//! What a person has chosen for this program: kept in memory, applied to the window, saved beside the frames.
//!
//! The file is read and written by [`store::settings`](crate::store::settings); without a folder nothing is saved.

mod folder;
mod key_list;
mod keymap;
mod page;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{KeyboardShortcut, ThemePreference};

use super::command::Action;
use super::theme::{self, set_motion};
use crate::export::csv::Delimiter;
use crate::store::settings::{
    self as stored, MAX_AUTHOR, Motion, SCALE, Separator, Settings, Theme, WindowSize,
};

pub use folder::settings_folder;
pub use keymap::Keymap;
pub use page::SettingsPage;

/// How long after a choice it is saved, so that ten choices are one save.
const PAUSE: Duration = Duration::from_millis(800);

/// The scales that are stepped through, in percent.
const SCALES: [u16; 10] = [75, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Light or dark.
    Theme(Theme),
    /// How large everything is drawn, in percent.
    Scale(u16),
    /// Whether things move.
    Motion(Motion),
    /// Who writes notes.
    Author(String),
    /// What stands between the cells of a CSV file.
    Separator(Separator),
    /// The keys of an action; none means the table's.
    Keys(Action, Option<Vec<KeyboardShortcut>>),
    /// The table's keys for all actions.
    ResetKeys,
    /// No recent files.
    ForgetRecent,
}

/// A step between scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next larger one.
    Larger,
    /// The next smaller one.
    Smaller,
}

/// What a person has chosen, and whether it is saved.
#[derive(Debug)]
pub struct UserSettings {
    now: Settings,
    /// What is known to be on disk.
    saved: Settings,
    file: Option<PathBuf>,
    keymap: Keymap,
    /// When the last choice was made that is not saved yet.
    changed: Option<Instant>,
    /// What is being saved.
    saving: Option<Settings>,
    /// What is to be told as soon as nothing else is.
    notice: Option<String>,
    /// That a save has failed, which is told once.
    failed: bool,
}

impl Default for UserSettings {
    fn default() -> Self {
        Self::new(Settings::default(), None, None)
    }
}

/// A save to be done beside the frames.
#[derive(Debug)]
pub struct SettingsSave {
    /// The file.
    pub path: PathBuf,
    /// What is on disk as far as is known.
    pub before: Settings,
    /// What is to be there.
    pub now: Settings,
}

impl SettingsSave {
    /// Saves, in as long as the disk takes.
    pub fn run(&self) -> stored::SavedSettings {
        stored::save(&self.path, &self.before, &self.now)
    }
}

impl UserSettings {
    fn new(settings: Settings, file: Option<PathBuf>, notice: Option<String>) -> Self {
        Self {
            keymap: Keymap::new(&settings.keys),
            saved: settings.clone(),
            now: settings,
            file,
            changed: None,
            saving: None,
            notice,
            failed: false,
        }
    }

    /// Reads `settings.json` in a folder, or has the defaults and something to say.
    pub fn load(folder: &Path) -> Self {
        let path = folder.join("settings.json");
        let loaded = stored::load(&path);
        let file = loaded.may_save().then_some(path);
        let notice = loaded.set_aside.as_ref().map(sentence);
        Self::new(loaded.settings, file, notice)
    }

    /// What is chosen now.
    pub fn now(&self) -> &Settings {
        &self.now
    }

    /// The keys of every action.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// What stands between the cells of a CSV file for spreadsheets.
    pub fn delimiter(&self) -> Delimiter {
        match self.now.separator {
            Separator::Comma => Delimiter::Comma,
            Separator::Semicolon => Delimiter::Semicolon,
            Separator::Tab => Delimiter::Tab,
        }
    }

    /// The file that choices are saved to, if they are.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether the keys of an action differ from the table's.
    pub fn has_own_keys(&self, action: Action) -> bool {
        self.now.keys.contains_key(&keymap::name_of(action))
    }

    /// Takes what is to be told.
    pub(super) fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Makes the window look and move as chosen.
    pub(super) fn apply(&self, ctx: &egui::Context) {
        // Larger and smaller are actions of ours, with keys that can be changed.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.set_theme(match self.now.theme {
            Theme::System => ThemePreference::System,
            Theme::Light => ThemePreference::Light,
            Theme::Dark => ThemePreference::Dark,
        });
        ctx.set_zoom_factor(f32::from(self.now.scale) / 100.0);
        let motion = match self.now.motion {
            Motion::Full => theme::Motion::Full,
            Motion::Reduced => theme::Motion::Reduced,
        };
        set_motion(ctx, motion);
    }

    /// Takes a choice, applies it, and has it saved after a pause.
    pub(super) fn choose(&mut self, ctx: &egui::Context, choice: Choice) {
        match choice {
            Choice::Theme(theme) => self.now.theme = theme,
            Choice::Scale(scale) => self.now.scale = scale.clamp(*SCALE.start(), *SCALE.end()),
            Choice::Motion(motion) => self.now.motion = motion,
            Choice::Author(name) => {
                let one_line = name.chars().filter(|letter| !letter.is_control());
                self.now.author = one_line.take(MAX_AUTHOR).collect();
            }
            Choice::Separator(separator) => self.now.separator = separator,
            Choice::Keys(action, keys) => {
                let name = keymap::name_of(action);
                match keys {
                    Some(keys) if keys != action.entry().keys => {
                        let texts = keys.into_iter().map(keymap::text_of_chord).collect();
                        self.now.keys.insert(name, texts);
                    }
                    _ => {
                        self.now.keys.remove(&name);
                    }
                }
            }
            Choice::ResetKeys => self.now.keys.clear(),
            Choice::ForgetRecent => self.now.recent.clear(),
        }
        self.keymap = Keymap::new(&self.now.keys);
        self.apply(ctx);
        self.note_change(ctx);
    }

    /// Draws everything one step larger or smaller.
    pub(super) fn step_scale(&mut self, ctx: &egui::Context, step: Step) {
        self.choose(ctx, Choice::Scale(stepped(self.now.scale, step)));
    }

    /// Puts a file first among the recent ones.
    pub(super) fn remember(&mut self, ctx: &egui::Context, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.now.remember(path);
        self.note_change(ctx);
    }

    /// Takes a file off the recent ones; says whether it stood there.
    pub(super) fn forget(&mut self, ctx: &egui::Context, path: &Path) -> bool {
        let forgotten = self.now.forget(path);
        self.note_change(ctx);
        forgotten
    }

    /// Remembers how large the window is, unless it fills the screen.
    pub(super) fn watch_window(&mut self, ctx: &egui::Context) {
        if self.file.is_none() {
            return;
        }
        let zoom = ctx.zoom_factor();
        let size = ctx.input(|input| {
            let window = input.viewport();
            let fills = window.maximized == Some(true)
                || window.fullscreen == Some(true)
                || window.minimized == Some(true);
            window.inner_rect.filter(|_| !fills)
        });
        let Some(size) = size.map(|rect| rect.size() * zoom) else {
            return;
        };
        let side = |points: f32| u16::try_from(points.round() as i32).ok();
        let (Some(width), Some(height)) = (side(size.x), side(size.y)) else {
            return;
        };
        let size = WindowSize { width, height };
        if self.now.window != Some(size) {
            self.now.window = Some(size);
            self.note_change(ctx);
        }
    }

    fn note_change(&mut self, ctx: &egui::Context) {
        if self.file.is_some() && self.now != self.saved {
            self.changed = Some(Instant::now());
            ctx.request_repaint_after(PAUSE);
        }
    }

    /// A save to start now: something was chosen, a pause ago, and no save is under way.
    pub(super) fn due(&mut self, ctx: &egui::Context) -> Option<SettingsSave> {
        let since = self.changed?.elapsed();
        if self.saving.is_some() {
            return None;
        }
        if let Some(rest) = PAUSE.checked_sub(since).filter(|rest| !rest.is_zero()) {
            ctx.request_repaint_after(rest);
            return None;
        }
        self.unsaved()
    }

    /// What is not saved yet, to be saved whatever the time.
    pub(super) fn unsaved(&mut self) -> Option<SettingsSave> {
        self.changed = None;
        let path = self.file.clone()?;
        if self.now == self.saved {
            return None;
        }
        self.saving = Some(self.now.clone());
        Some(SettingsSave {
            path,
            before: self.saved.clone(),
            now: self.now.clone(),
        })
    }

    /// Takes in how a save ended; a failure is told once.
    pub(super) fn take_in(&mut self, ctx: &egui::Context, saved: &stored::SavedSettings) {
        let was = self.saving.take();
        self.notice = saved
            .set_aside
            .as_ref()
            .map(sentence)
            .or(self.notice.take());
        if saved.outcome.stamp().is_some() {
            self.saved = was.unwrap_or_else(|| self.saved.clone());
            self.failed = false;
        } else if !std::mem::replace(&mut self.failed, true) {
            self.notice = Some(format!("Settings {}", saved.outcome));
        }
        if self.changed.is_some() {
            ctx.request_repaint_after(PAUSE);
        }
    }
}

/// The next larger or smaller scale.
fn stepped(scale: u16, step: Step) -> u16 {
    let mut scales = SCALES.into_iter();
    match step {
        Step::Larger => scales.find(|other| *other > scale),
        Step::Smaller => scales.rfind(|other| *other < scale),
    }
    .unwrap_or(scale)
}

/// What became of a broken file, as a message.
fn sentence(aside: &stored::SetAside) -> String {
    let text = aside.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_stepped_through_to_both_ends() {
        assert_eq!(stepped(100, Step::Larger), 110);
        assert_eq!(stepped(100, Step::Smaller), 90);
        assert_eq!(stepped(105, Step::Larger), 110);
        assert_eq!(stepped(300, Step::Larger), 300);
        assert_eq!(stepped(75, Step::Smaller), 75);
    }

    #[test]
    fn without_a_folder_nothing_is_ever_saved() {
        let ctx = egui::Context::default();
        let mut settings = UserSettings::default();
        settings.choose(&ctx, Choice::Theme(Theme::Dark));
        settings.remember(&ctx, Path::new("/a.json"));
        assert!(settings.due(&ctx).is_none());
        assert!(settings.unsaved().is_none());
    }

    #[test]
    fn going_back_to_the_tables_keys_leaves_no_trace() {
        let ctx = egui::Context::default();
        let mut settings = UserSettings::default();
        let keys = vec![keymap::chord(egui::Key::F9, egui::Modifiers::NONE)];
        settings.choose(&ctx, Choice::Keys(Action::Save, Some(keys.clone())));
        assert!(settings.has_own_keys(Action::Save));
        assert_eq!(settings.keymap().keys_of(Action::Save), keys);
        let table = Action::Save.entry().keys;
        settings.choose(&ctx, Choice::Keys(Action::Save, Some(table.to_vec())));
        assert_eq!(settings.now(), &Settings::default());
        assert_eq!(settings.keymap().keys_of(Action::Save), table);
    }

    #[test]
    fn a_name_is_one_line_of_limited_length() {
        let ctx = egui::Context::default();
        let mut settings = UserSettings::default();
        let name = format!("Ada\nLovelace{}", "x".repeat(100_000));
        settings.choose(&ctx, Choice::Author(name));
        assert!(settings.now().author.starts_with("AdaLovelace"));
        assert_eq!(settings.now().author.chars().count(), MAX_AUTHOR);
    }
}
