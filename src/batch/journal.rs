//! The journal of a batch, one JSON line for each event: what was made of which row from which inputs, so that a batch that was cut off
//! goes on where it was, and a changed input makes anew just what it touches.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::jsonl::{JsonLines, OpenError};

/// The journal's name in the folder of a batch.
pub const NAME: &str = "vanthu-batch.jsonl";

/// How often the journal is forced to the disk.
const SYNC: Duration = Duration::from_secs(5);

/// What is known of a row from earlier runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The hash of what its document was made from.
    pub inputs: String,
    /// The name of its file.
    pub file: String,
    /// The SHA-256 of its file; empty when the document could not be made.
    pub sha256: String,
    /// How many pages it has.
    pub pages: u64,
    /// The number that was given to it.
    pub number: Option<u32>,
    /// Other files that it was made from, with their hashes.
    pub read: Vec<(String, String)>,
}

/// What a run writes about one document.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The row in the table.
    pub row: usize,
    /// The row's key.
    pub key: &'a str,
    /// What is known of it now.
    pub known: &'a Known,
    /// Why it could not be made; none when it was.
    pub errors: &'a [String],
    /// How long it took, ms.
    pub ms: u64,
}

/// The journal of a folder, open for more.
#[derive(Debug)]
pub struct Journal {
    lines: JsonLines,
    synced: Instant,
}

impl Journal {
    /// Reads what is known and opens the journal for more.
    ///
    /// # Errors
    /// When the file cannot be read or written, or has a line that is not one of ours: to go on without it could give a number twice.
    pub fn open(folder: &Path) -> Result<(Self, HashMap<String, Known>), OpenError> {
        let mut known = HashMap::new();
        let lines = JsonLines::open(&folder.join(NAME), |line| {
            remember(&line, &mut known);
            true
        })?;
        Ok((Self { lines, synced: Instant::now() }, known))
    }

    /// Whether a folder has a journal with anything in it.
    pub fn exists(folder: &Path) -> bool {
        std::fs::metadata(folder.join(NAME)).is_ok_and(|m| m.len() > 0)
    }

    /// Writes how a run begins.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn begin(&mut self, plan: &str, table: &str) -> io::Result<()> {
        self.write(&json!({ "vanthu": env!("CARGO_PKG_VERSION"), "ke_hoach": plan, "bang": table }))
    }

    /// Writes the number that a row gets, before its document is made.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn give(&mut self, row: usize, key: &str, number: u32) -> io::Result<()> {
        self.write(&json!({ "dong": row, "khoa": key, "so": number, "trang_thai": "cap-so" }))
    }

    /// Writes what became of a document.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written.
    pub fn add(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let Entry { row, key, known, errors, ms } = entry;
        let mut line = json!({ "dong": row, "khoa": key });
        if let Some(number) = known.number {
            line["so"] = number.into();
        }
        line["trang_thai"] = if errors.is_empty() { "xong" } else { "loi" }.into();
        line["dau_vao"] = known.inputs.as_str().into();
        line["tep"] = known.file.as_str().into();
        if errors.is_empty() {
            line["sha256"] = known.sha256.as_str().into();
            line["trang"] = known.pages.into();
        } else {
            line["loi"] = json!(errors);
        }
        if !known.read.is_empty() {
            line["doc"] = json!(known.read);
        }
        line["ms"] = (*ms).into();
        self.write(&line)
    }

    /// Forces the journal to the disk.
    ///
    /// # Errors
    /// When the system cannot.
    pub fn sync(&mut self) -> io::Result<()> {
        self.synced = Instant::now();
        self.lines.sync()
    }

    fn write(&mut self, line: &Json) -> io::Result<()> {
        self.lines.write(line)?;
        if self.synced.elapsed() > SYNC {
            self.sync()?;
        }
        Ok(())
    }
}

fn remember(entry: &Json, known: &mut HashMap<String, Known>) {
    let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let Some(key) = entry["khoa"].as_str() else { return };
    let before = known.entry(key.to_owned()).or_default();
    let number = entry["so"].as_u64().and_then(|n| u32::try_from(n).ok()).or(before.number);
    if entry["trang_thai"] == "cap-so" {
        before.number = number;
        return;
    }
    let pair = |pair: &Json| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    *before = Known {
        inputs: text("dau_vao"),
        file: text("tep"),
        sha256: text("sha256"),
        pages: entry["trang"].as_u64().unwrap_or(0),
        number,
        read: entry["doc"].as_array().into_iter().flatten().filter_map(pair).collect(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_known_again_and_half_a_line_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let known = Known {
            inputs: "a".into(),
            file: "một.pdf".into(),
            sha256: "b".into(),
            pages: 2,
            number: Some(7),
            read: vec![("ảnh.png".into(), "c".into())],
        };
        {
            let (mut journal, nothing) = Journal::open(folder.path()).expect("opened");
            assert!(nothing.is_empty());
            journal.begin("kế hoạch", "bảng").expect("written");
            journal.give(2, "k", 7).expect("written");
            journal.add(&Entry { row: 2, key: "k", known: &known, errors: &[], ms: 3 }).expect("written");
            journal.give(3, "l", 8).expect("written");
        }
        let path = folder.path().join(NAME);
        let text = std::fs::read_to_string(&path).expect("read");
        std::fs::write(&path, text + "{\"khoa\":\"m\",\"so").expect("written");
        let (mut journal, found) = Journal::open(folder.path()).expect("opened");
        assert_eq!(found.get("k"), Some(&known));
        assert_eq!(found.get("l"), Some(&Known { number: Some(8), ..Known::default() }));
        assert!(!found.contains_key("m"));
        journal.give(4, "n", 9).expect("written");
        let (_, found) = Journal::open(folder.path()).expect("opened");
        assert_eq!(found.len(), 3);
        let text = std::fs::read_to_string(&path).expect("read");
        std::fs::write(&path, format!("\u{feff}{text}")).expect("written");
        assert_eq!(Journal::open(folder.path()).expect("an editor's mark").1.len(), 3);
        std::fs::write(&path, text.replacen("cap-so", "cap", 1).replacen('{', "", 2)).expect("written");
        assert!(Journal::open(folder.path()).is_err_and(|e| matches!(e, OpenError::Line(1))));
    }
}
