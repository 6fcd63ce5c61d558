//! The journal of signing: a file that was signed is not signed again, whenever the run was cut off.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::jsonl::{JsonLines, OpenError};

/// The journal, locked for this process.
#[derive(Debug)]
pub struct Journal {
    lines: JsonLines,
    /// The SHA-256 of what was signed last, before and after, by output and seat; none where that failed.
    signed: HashMap<(String, String), Option<(String, String)>>,
}

impl Journal {
    /// Opens and locks the journal.
    ///
    /// # Errors
    /// When it is in use, damaged, or cannot be read and written.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let mut signed = HashMap::new();
        let lines = JsonLines::open_locked(path, |line| match read(&line) {
            Some((key, hash)) => {
                signed.insert(key, hash);
                true
            }
            None => false,
        })?;
        Ok(Self { lines, signed })
    }

    /// Whether a file was signed at this seat: `now` is the SHA-256 of what stands at the output, `input` that of the file it was made
    /// from, where that is another one. A file that was replaced, or made anew, is signed again.
    pub fn is_signed(&self, output: &Path, seat: &str, now: &str, input: Option<&str>) -> bool {
        let known = self.signed.get(&key(output, seat)).and_then(Option::as_ref);
        known.is_some_and(|(before, after)| after == now && input.is_none_or(|input| input == before))
    }

    /// Whether what stands at the output, by its SHA-256, was made at this seat by an earlier run.
    pub fn made(&self, output: &Path, seat: &str, now: &str) -> bool {
        matches!(self.signed.get(&key(output, seat)), Some(Some((_, after))) if after == now)
    }

    /// Writes, and forces to the disk, that a signed file is about to take its place. If the run ends between this and the renaming, the
    /// hash of the file tells which of the two it is.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn will_publish(&mut self, output: &Path, seat: &str, before: &str, after: &str) -> io::Result<()> {
        let line = json!({
            "tep": shown(output), "vai_tro": seat, "trang_thai": "ky", "truoc": before, "sau": after,
        });
        self.lines.write(&line)?;
        self.lines.sync()?;
        self.signed.insert(key(output, seat), Some((before.to_owned(), after.to_owned())));
        Ok(())
    }

    /// Writes why a file could not be signed.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn failed(&mut self, output: &Path, seat: &str, why: &str) -> io::Result<()> {
        self.lines.write(&json!({ "tep": shown(output), "vai_tro": seat, "trang_thai": "loi", "loi": why }))
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn key(output: &Path, seat: &str) -> (String, String) {
    (shown(output), seat.to_owned())
}

/// One line: the key, and the hashes before and after where it was signed.
type Line = ((String, String), Option<(String, String)>);

fn read(line: &Json) -> Option<Line> {
    let text = |name: &str| line[name].as_str().map(str::to_owned);
    let hash = match line["trang_thai"].as_str()? {
        "ky" => Some((text("truoc")?, text("sau")?)),
        "loi" => None,
        _ => return None,
    };
    Some(((text("tep")?, text("vai_tro")?), hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_is_known_by_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ký.jsonl");
        let file = Path::new("một.pdf");
        {
            let mut journal = Journal::open(&path).expect("opened");
            assert!(matches!(Journal::open(&path), Err(OpenError::Locked)));
            journal.will_publish(file, "nguoi-ky", "a", "b").expect("written");
            journal.failed(Path::new("hai.pdf"), "nguoi-ky", "hỏng").expect("written");
        }
        let journal = Journal::open(&path).expect("opened");
        assert!(journal.is_signed(file, "nguoi-ky", "b", None));
        assert!(journal.is_signed(file, "nguoi-ky", "b", Some("a")));
        assert!(!journal.is_signed(file, "nguoi-ky", "b", Some("c")), "the document was made anew");
        assert!(!journal.is_signed(file, "nguoi-ky", "a", None), "the run ended before the file took its place");
        assert!(!journal.is_signed(file, "nguoi-ky-2", "b", None) && !journal.is_signed(file, "co-quan", "b", None));
        assert!(!journal.is_signed(Path::new("hai.pdf"), "nguoi-ky", "", None));
        drop(journal);
        std::fs::write(&path, "{\"trang_thai\":\"in\"}\n").expect("written");
        assert!(matches!(Journal::open(&path), Err(OpenError::Line(1))));
    }
}
