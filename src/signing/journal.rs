//! The journal of signing: a file that was signed is not signed again, whenever the run was cut off.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::Role;
use crate::jsonl::{JsonLines, OpenError};

/// The journal, locked for this process.
#[derive(Debug)]
pub struct Journal {
    lines: JsonLines,
    /// The SHA-256 of what was signed last, by output and role; none where that failed.
    signed: HashMap<(String, String), Option<String>>,
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

    /// Whether a file was signed in this role: `now` is the SHA-256 of what stands at the output. A file that was replaced by another
    /// is signed again.
    pub fn is_signed(&self, output: &Path, role: Role, now: &str) -> bool {
        matches!(self.signed.get(&key(output, role)), Some(Some(hash)) if hash == now)
    }

    /// Writes, and forces to the disk, that a signed file is about to take its place. If the run ends between this and the renaming, the
    /// hash of the file tells which of the two it is.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn will_publish(&mut self, output: &Path, role: Role, before: &str, after: &str) -> io::Result<()> {
        let line = json!({
            "tep": shown(output), "vai_tro": role.word(), "trang_thai": "ky", "truoc": before, "sau": after,
        });
        self.lines.write(&line)?;
        self.lines.sync()?;
        self.signed.insert(key(output, role), Some(after.to_owned()));
        Ok(())
    }

    /// Writes why a file could not be signed.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn failed(&mut self, output: &Path, role: Role, why: &str) -> io::Result<()> {
        self.lines.write(&json!({ "tep": shown(output), "vai_tro": role.word(), "trang_thai": "loi", "loi": why }))
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn key(output: &Path, role: Role) -> (String, String) {
    (shown(output), role.word().to_owned())
}

fn read(line: &Json) -> Option<((String, String), Option<String>)> {
    let text = |name: &str| line[name].as_str().map(str::to_owned);
    let hash = match line["trang_thai"].as_str()? {
        "ky" => Some(text("sau")?),
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
            journal.will_publish(file, Role::Signer, "a", "b").expect("written");
            journal.failed(Path::new("hai.pdf"), Role::Signer, "hỏng").expect("written");
        }
        let journal = Journal::open(&path).expect("opened");
        assert!(journal.is_signed(file, Role::Signer, "b"));
        assert!(!journal.is_signed(file, Role::Signer, "a"), "the run ended before the file took its place");
        assert!(!journal.is_signed(file, Role::Agency, "b"));
        assert!(!journal.is_signed(Path::new("hai.pdf"), Role::Signer, ""));
        drop(journal);
        std::fs::write(&path, "{\"trang_thai\":\"in\"}\n").expect("written");
        assert!(matches!(Journal::open(&path), Err(OpenError::Line(1))));
    }
}
