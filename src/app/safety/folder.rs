//! Where the system keeps what a program has under way.

use std::path::PathBuf;

/// The folder of unsaved work; none if the system names none.
///
/// Not among temporary files, which a restart removes. `XDG_STATE_HOME` counts only if it is absolute.
/// Source: XDG Base Directory Specification 0.8, "Environment variables", read 2026-11-23.
pub fn recovery_folder() -> Option<PathBuf> {
    let folder = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    if cfg!(windows) {
        folder("LOCALAPPDATA").map(|path| path.join("Crosswalk").join("Recovery"))
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|path| path.join("Library/Application Support/Crosswalk/Recovery"))
    } else {
        folder("XDG_STATE_HOME")
            .or_else(|| folder("HOME").map(|path| path.join(".local/state")))
            .map(|path| path.join("crosswalk/recovery"))
    }
}
