//! Where the system keeps a program's settings.

use std::path::PathBuf;

/// The folder of this program's settings; none if the system names none.
///
/// `XDG_CONFIG_HOME` counts only if it is absolute.
/// Source: XDG Base Directory Specification 0.8, "Environment variables", read 2026-11-23.
pub fn settings_folder() -> Option<PathBuf> {
    let folder = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    if cfg!(windows) {
        folder("APPDATA").map(|path| path.join("Crosswalk"))
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|path| path.join("Library/Application Support/Crosswalk"))
    } else {
        folder("XDG_CONFIG_HOME")
            .or_else(|| folder("HOME").map(|path| path.join(".config")))
            .map(|path| path.join("crosswalk"))
    }
}
