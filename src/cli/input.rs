//! Reading plans: files or standard input, never more than a plan can be.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::context::Context;
use crate::diag::{Problem, Report, Text};
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
            context.report.push(Problem::CannotRead { path: name, why: Text::of_io(&error) }, None);
            None
        }
    }
}

impl Input {
    /// The bytes of a plan that is, or would be, at a path.
    pub fn of(path: &Path, bytes: Vec<u8>) -> Self {
        let stdin = path.as_os_str() == "-";
        let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        let folder = match path.parent() {
            Some(parent) if !stdin && !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Self { bytes, name, folder }
    }
}

/// Reads a plan; `None` when the report says why not.
pub fn read(path: &Path, context: &mut Context) -> Option<Input> {
    plan(path, &mut context.report)
}

/// The same for a report of its own.
pub fn plan(path: &Path, report: &mut Report) -> Option<Input> {
    let stdin = path.as_os_str() == "-";
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
    let name = || Input::of(path, Vec::new()).name;
    match read {
        Ok(size) if bytes.len() as u64 == limit => {
            let bytes = size.unwrap_or(limit);
            report.push(Problem::TooLarge { bytes, limit: MAX_BYTES }, None);
            None
        }
        Ok(_) => Some(Input::of(path, bytes)),
        Err(error) => {
            report.push(Problem::CannotRead { path: name(), why: Text::of_io(&error) }, None);
            None
        }
    }
}

/// Whether a file is a PDF: by its first bytes, or by its name where it cannot be read.
pub fn is_pdf(path: &Path) -> bool {
    if path.as_os_str() == "-" {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    // A few bytes may stand before the mark (ISO 32000-1, annex H.3.4.1).
    let marked = head.windows(5).any(|some| some == b"%PDF-");
    marked || (read.is_err() || head.is_empty()) && has_extension(path, &["pdf"])
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|e| wanted.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// The plans and PDFs that are named, each once, and those in the folders that are named.
pub fn plans_and_pdfs(matches: &ArgMatches, context: &mut Context) -> Vec<PathBuf> {
    let (mut inputs, mut known) = (Vec::new(), HashSet::new());
    for path in matches.get_many::<PathBuf>("files").into_iter().flatten() {
        let found = if path.is_dir() {
            in_folder(path, &["yaml", "yml", "pdf"], context).unwrap_or_default()
        } else {
            vec![path.clone()]
        };
        inputs.extend(found.into_iter().filter(|path| known.insert(path.clone())));
    }
    inputs
}

/// The files that are named, and those in the folders that are named, in the order of the numbers in their names.
pub fn pdf_files(matches: &ArgMatches, context: &mut Context) -> Vec<PathBuf> {
    let mut inputs = Vec::new();
    for path in matches.get_many::<PathBuf>("files").into_iter().flatten() {
        if !path.is_dir() {
            inputs.push(path.clone());
            continue;
        }
        let Some(found) = in_folder(path, &["pdf"], context) else { continue };
        if found.is_empty() {
            context.report.push(Problem::MergeEmptyFolder { path: path.display().to_string() }, None);
        }
        inputs.extend(found);
    }
    inputs
}

/// The files of a folder with such extensions, in the order of the numbers in their names; `None` when the report says why not.
fn in_folder(folder: &Path, extensions: &[&str], context: &mut Context) -> Option<Vec<PathBuf>> {
    let files = || -> std::io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if has_extension(&path, extensions) && path.is_file() {
                found.push(path);
            }
        }
        found.sort_by(|a, b| by_numbers(&a.to_string_lossy(), &b.to_string_lossy()));
        Ok(found)
    };
    let fail = |error| Problem::CannotRead { path: folder.display().to_string(), why: Text::of_io(&error) };
    files().map_err(|error| context.report.push(fail(error), None)).ok()
}

/// `2-a.pdf` before `10-a.pdf`: digits are compared as numbers.
fn by_numbers(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (x, y) = (digits(a), digits(b));
        let order = if x > 0 && y > 0 {
            let (n, m) = (a[..x].trim_start_matches('0'), b[..y].trim_start_matches('0'));
            (a, b) = (&a[x..], &b[y..]);
            n.len().cmp(&m.len()).then_with(|| n.cmp(m))
        } else {
            let (mut c, mut d) = (a.chars(), b.chars());
            let pair = (c.next(), d.next());
            (a, b) = (c.as_str(), d.as_str());
            match pair {
                (None, None) => return Ordering::Equal,
                (x, y) => x.cmp(&y),
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_numbers() {
        let mut names = ["10-Bình.pdf", "2-An.pdf", "02-Ân.pdf", "a.pdf", "1.pdf", ""];
        names.sort_by(|a, b| by_numbers(a, b));
        assert_eq!(names, ["", "1.pdf", "2-An.pdf", "02-Ân.pdf", "10-Bình.pdf", "a.pdf"]);
    }
}
