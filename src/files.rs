//! Files that appear whole or not at all, and what they are known by.

use std::fs::File;
use std::io::{self, Error, ErrorKind, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::TempPath;

/// A file that this process works on: another one that wants to is told, until this is dropped.
///
/// # Errors
/// `WouldBlock` when another process has it; what the system says when it cannot be read.
pub fn hold(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(ErrorKind::WouldBlock.into()),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Writes bytes into a temporary file beside `path`; `None` where they must be written directly: into a device or a pipe, which cannot
/// be replaced by renaming.
///
/// # Errors
/// A folder of that name; a place that cannot be written.
pub fn stage(path: &Path, bytes: &[u8]) -> std::io::Result<Option<TempPath>> {
    stage_as(".vanthu-", path, bytes)
}

/// The same under a name that begins in a certain way, so that [`sweep`] finds what a run that was cut off has left.
///
/// # Errors
/// As [`stage`].
pub fn stage_as(prefix: &str, path: &Path, bytes: &[u8]) -> std::io::Result<Option<TempPath>> {
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
    builder.prefix(prefix);
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

/// Takes away the staged files of a folder that a run which was cut off has left. Only for whoever knows that no other run is at work
/// there.
pub fn sweep(prefix: &str, folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            // What cannot be taken away is nobody's result, and does no harm.
            drop(std::fs::remove_file(entry.path()));
        }
    }
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

/// The SHA-256 of bytes, as digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-1 of bytes: only where a standard names things by it (OCSP, validation data of PDFs), never as proof of anything.
pub fn sha1_name(bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

/// The SHA-256 of a file, read piece by piece.
///
/// # Errors
/// When it cannot be read.
pub fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; 64 * 1024];
    loop {
        match file.read(&mut block)? {
            0 => return Ok(hex(&hasher.finalize())),
            len => hasher.update(&block[..len]),
        }
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
