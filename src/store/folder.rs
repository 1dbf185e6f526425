//! Folders of this person alone.

use std::fs::DirBuilder;
use std::io;
use std::path::Path;

use super::outcome::uninterrupted;

/// Makes a folder, and those above it that are not there, for this person alone.
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    uninterrupted(|| builder.create(folder))
}

/// The same, and closes the folder to others where it was open to them.
pub(super) fn make_closed(folder: &Path) -> io::Result<()> {
    make_private(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let metadata = uninterrupted(|| std::fs::metadata(folder))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            let closed = std::fs::Permissions::from_mode(0o700);
            uninterrupted(|| std::fs::set_permissions(folder, closed.clone()))?;
        }
    }
    Ok(())
}
