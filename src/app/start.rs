//! Starting the window, or saying in one line why there is none.

use std::path::PathBuf;

use thiserror::Error;

use super::App;
use super::safety::{defect_log, recovery_folder, tell_panics_by_place};
use super::settings::{UserSettings, settings_folder};

/// Why there is no window.
#[derive(Debug, Error)]
pub enum StartError {
    /// There is no display to show it on.
    #[error(
        "crosswalk: there is no display for the window; crosswalk-cli does the same work without one"
    )]
    NoDisplay,
    /// The window could not be made.
    #[error(
        "crosswalk: the window could not be opened ({0}); crosswalk-cli does the same work without one"
    )]
    Window(String),
}

/// The smallest window, in points.
const MIN_WIDTH: u16 = 640;
const MIN_HEIGHT: u16 = 400;

/// Opens the window on the reference project, or on the file that the command line names.
///
/// # Errors
///
/// [`StartError`] if there is no display, or no window can be made on it.
pub fn run() -> Result<(), StartError> {
    if cfg!(all(unix, not(target_os = "macos")))
        && ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .iter()
            .all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty()))
    {
        return Err(StartError::NoDisplay);
    }
    tell_panics_by_place(defect_log());
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let settings =
        settings_folder().map_or_else(UserSettings::default, |folder| UserSettings::load(&folder));
    let size = settings.now().window.map_or([1440.0, 900.0], |size| {
        // A size of another screen, or one that was written by hand, still shows a window.
        let width = f32::from(size.width.clamp(MIN_WIDTH, 7680));
        [width, f32::from(size.height.clamp(MIN_HEIGHT, 4320))]
    });
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Crosswalk")
            .with_app_id("crosswalk")
            .with_inner_size(size)
            .with_min_inner_size([MIN_WIDTH, MIN_HEIGHT].map(f32::from))
            .with_drag_and_drop(true),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "crosswalk",
        options,
        Box::new(move |creation| {
            let mut app = App::new(&creation.egui_ctx).with_settings(&creation.egui_ctx, settings);
            if let Some(folder) = recovery_folder() {
                app = app.with_recovery(&creation.egui_ctx, folder);
            }
            Ok(Box::new(match file {
                Some(path) => app.with_file(path),
                None => app,
            }))
        }),
    )
    .map_err(|error| StartError::Window(error.to_string()))
}
