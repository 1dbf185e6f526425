//! Where the system keeps what a program has under way.

use std::path::PathBuf;

/// The folder of unsaved work; none if the system names none.
pub fn recovery_folder() -> Option<PathBuf> {
    let name = if cfg!(any(windows, target_os = "macos")) {
        "Recovery"
    } else {
        "recovery"
    };
    state_folder().map(|folder| folder.join(name))
}

/// The log of defects; none if the system names no place for it.
pub fn defect_log() -> Option<PathBuf> {
    state_folder().map(|folder| folder.join("defects.log"))
}

/// What a program has under way and no person made: not among temporary files, which a restart removes.
///
/// `XDG_STATE_HOME` counts only if it is absolute.
/// Source: XDG Base Directory Specification 0.8, "Environment variables", read 2026-11-23.
fn state_folder() -> Option<PathBuf> {
    let folder = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    if cfg!(windows) {
        folder("LOCALAPPDATA").map(|path| path.join("Crosswalk"))
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|path| path.join("Library/Application Support/Crosswalk"))
    } else {
        folder("XDG_STATE_HOME")
            .or_else(|| folder("HOME").map(|path| path.join(".local/state")))
            .map(|path| path.join("crosswalk"))
    }
}
