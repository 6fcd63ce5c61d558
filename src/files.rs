//! Files that appear whole or not at all.

use std::io::{Error, ErrorKind, Write};
use std::path::Path;

use tempfile::TempPath;

/// Writes bytes into a temporary file beside `path`; `None` where they must be written directly: into a device or a pipe, which cannot
/// be replaced by renaming.
///
/// # Errors
/// A folder of that name; a place that cannot be written.
pub fn stage(path: &Path, bytes: &[u8]) -> std::io::Result<Option<TempPath>> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match std::fs::metadata(path) {
        Ok(known) if known.is_dir() => return Err(Error::from(ErrorKind::IsADirectory)),
        Ok(known) if !known.is_file() => return Ok(None),
        _ => {}
    }
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vanthu-");
    #[cfg(unix)]
    {
        // A temporary file is private by default; a document is as readable as any other file the user makes.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    // Without its handle: there may be more volumes than files that may be open.
    Ok(Some(file.into_temp_path()))
}

/// Gives a staged file its name.
///
/// # Errors
/// An old file that is held open (Windows), a place that cannot be written.
pub fn publish(file: TempPath, path: &Path) -> std::io::Result<()> {
    // What exists keeps its permissions.
    if let Ok(known) = std::fs::metadata(path) {
        std::fs::set_permissions(&file, known.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)
}

/// Writes a file whole; an old one stays as it is when that fails.
///
/// # Errors
/// As [`stage`] and [`publish`].
pub fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    match stage(path, bytes)? {
        Some(file) => publish(file, path),
        None => std::fs::write(path, bytes),
    }
}
