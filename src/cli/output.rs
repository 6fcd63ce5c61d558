//! Writing results: whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::context::Context;
use crate::diag::{Problem, Text};
use crate::files;

/// A result that is complete but not yet under its name: a command with several of them shows all or none.
pub struct Staged {
    path: PathBuf,
    bytes: Bytes,
}

enum Bytes {
    /// In a temporary file beside the place where they go.
    File(TempPath),
    /// For standard output, devices and pipes, which cannot be replaced by renaming.
    Direct(Vec<u8>),
}

/// Writes `bytes` to `path` through a temporary file beside it; an old file stays as it is when that fails. `-` is standard output.
pub fn write(path: &Path, bytes: &[u8], context: &mut Context) -> bool {
    let result = prepare(path, bytes).and_then(|file| match file {
        Some(file) => files::publish(file, path),
        None => direct(path, bytes),
    });
    report(path, result, context).is_some()
}

/// Writes `bytes` into a temporary file beside `path`; `None` when the report says why not.
pub fn stage(path: &Path, bytes: Vec<u8>, context: &mut Context) -> Option<Staged> {
    let file = report(path, prepare(path, &bytes), context)?;
    Some(Staged { path: path.to_owned(), bytes: file.map_or(Bytes::Direct(bytes), Bytes::File) })
}

impl Staged {
    /// Where it goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it there; `false` when the report says why not.
    pub fn publish(self, context: &mut Context) -> bool {
        let result = match self.bytes {
            Bytes::File(file) => files::publish(file, &self.path),
            Bytes::Direct(bytes) => direct(&self.path, &bytes),
        };
        report(&self.path, result, context).is_some()
    }
}

fn report<T>(path: &Path, result: std::io::Result<T>, context: &mut Context) -> Option<T> {
    let path = path.display().to_string();
    result.map_err(|error| context.report.push(Problem::CannotWrite { path, why: Text::of_io(&error) }, None)).ok()
}

fn direct(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.as_os_str() == "-" {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush())
    } else {
        std::fs::write(path, bytes)
    }
}

/// The bytes in a temporary file; none where they must be written directly.
fn prepare(path: &Path, bytes: &[u8]) -> std::io::Result<Option<TempPath>> {
    if path.as_os_str() == "-" { Ok(None) } else { files::stage(path, bytes) }
}
