//! Reading plans: files or standard input, never more than a plan can be.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::context::Context;
use crate::diag::Problem;
use crate::yaml::MAX_BYTES;

/// A plan's bytes, the name messages show, and the folder its paths start from.
pub struct Input {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The shown name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
}

/// The bytes of another file that a command works on; `None` when the report says why not.
pub fn read_file(path: &Path, context: &mut Context) -> Option<Vec<u8>> {
    match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let name = path.display().to_string();
            context.report.push(Problem::CannotRead { path: name, why: crate::diag::Text::of_io(&error) }, None);
            None
        }
    }
}

/// Reads a plan; `None` when the report says why not.
pub fn read(path: &Path, context: &mut Context) -> Option<Input> {
    let stdin = path.as_os_str() == "-";
    let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large without reading all of it.
    let limit = MAX_BYTES + 1;
    let read = if stdin {
        std::io::stdin().take(limit).read_to_end(&mut bytes).map(|_| None)
    } else {
        File::open(path).and_then(|file| {
            let size = file.metadata().map(|m| m.len()).ok();
            file.take(limit).read_to_end(&mut bytes).map(|_| size)
        })
    };
    match read {
        Ok(size) if bytes.len() as u64 == limit => {
            let bytes = size.unwrap_or(limit);
            context.report.push(Problem::TooLarge { bytes, limit: MAX_BYTES }, None);
            None
        }
        Ok(_) => {
            let folder = match path.parent() {
                Some(parent) if !stdin && !parent.as_os_str().is_empty() => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            Some(Input { bytes, name, folder })
        }
        Err(error) => {
            context.report.push(Problem::CannotRead { path: name, why: crate::diag::Text::of_io(&error) }, None);
            None
        }
    }
}
