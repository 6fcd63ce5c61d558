//! The documents of a run: looked at before the first sheet, read when their turn comes.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Item;
use crate::diag::{Problem, Report, Text};
use crate::files::sha256;

/// A PDF may have something before its mark, but not more than this.
const HEAD: u64 = 1024;

/// Whether all documents are there and are PDFs, each named once.
pub fn check(items: &[Item], report: &mut Report) -> bool {
    let mut seen = BTreeSet::new();
    let mut fine = true;
    for item in items {
        let path = item.path.display().to_string();
        let mut head = Vec::new();
        let problem = match File::open(&item.path).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
            Err(error) => Problem::CannotRead { path, why: Text::of_io(&error) },
            Ok(_) if !head.windows(5).any(|five| five == b"%PDF-") => Problem::NotAPdf { path },
            // Twice the same file is a slip of a pattern on the command line far more often than a wish.
            Ok(_) if !seen.insert(item.path.canonicalize().unwrap_or_else(|_| item.path.clone())) => {
                Problem::NamedTwice { path }
            }
            Ok(_) => continue,
        };
        report.push(problem, None);
        fine = false;
    }
    fine
}

/// A document's bytes and their SHA-256.
pub fn read(path: &Path) -> std::io::Result<(Vec<u8>, String)> {
    let bytes = std::fs::read(path)?;
    let hash = sha256(&bytes);
    Ok((bytes, hash))
}
