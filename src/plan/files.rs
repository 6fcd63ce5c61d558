//! Files that a plan names: inside the plan's folder only.

use std::path::{Component, Path, PathBuf};

/// Why a file cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// It does not exist.
    Missing,
    /// It lies outside the plan's folder, be it through a link.
    Outside,
}

/// The real path of a file that a plan names.
///
/// # Errors
/// When it does not exist, or lies outside the folder.
pub fn inside(path: &str, folder: &Path) -> Result<PathBuf, NotTaken> {
    let relative = Path::new(path);
    let plain = relative.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    if !plain || path.contains('\\') {
        return Err(NotTaken::Outside);
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = folder.join(relative).canonicalize().map_err(|_| NotTaken::Missing)?;
    // A link inside the folder may still lead out of it.
    if folder.canonicalize().is_ok_and(|root| real.starts_with(root)) { Ok(real) } else { Err(NotTaken::Outside) }
}
