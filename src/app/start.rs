//! Starting the window, or saying in one line why there is none.

use std::path::PathBuf;

use thiserror::Error;

use super::App;

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
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Crosswalk")
            .with_app_id("crosswalk")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([640.0, 400.0])
            .with_drag_and_drop(true),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "crosswalk",
        options,
        Box::new(move |creation| {
            let app = App::new(&creation.egui_ctx);
            Ok(Box::new(match file {
                Some(path) => app.with_file(path),
                None => app,
            }))
        }),
    )
    .map_err(|error| StartError::Window(error.to_string()))
}
