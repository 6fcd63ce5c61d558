//! Writing results: whole or not at all.

use std::io::Write;
use std::path::Path;

use super::context::Context;
use crate::diag::Problem;

/// Writes `bytes` to `path` through a temporary file beside it; an old file stays as it is when that fails. `-` is standard output.
pub fn write(path: &Path, bytes: &[u8], context: &mut Context) -> bool {
    let result = if path.as_os_str() == "-" {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush())
    } else {
        replace(path, bytes)
    };
    match result {
        Ok(()) => true,
        Err(error) => {
            let why = crate::diag::Text::of_io(&error);
            context.report.push(Problem::CannotWrite { path: path.display().to_string(), why }, None);
            false
        }
    }
}

fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Devices and pipes cannot be replaced by renaming: write into them.
    match std::fs::metadata(path) {
        Ok(known) if known.is_dir() => return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory)),
        Ok(known) if !known.is_file() => return std::fs::write(path, bytes),
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
    // What exists keeps its permissions.
    if let Ok(known) = std::fs::metadata(path) {
        std::fs::set_permissions(file.path(), known.permissions())?;
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}
