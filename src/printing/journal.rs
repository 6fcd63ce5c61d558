//! The journal of a print run: one JSON line for each change, written before anything that depends on it, so that a run that was cut
//! off never prints again what is known to be printed, and asks the printer about what is not.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::jsonl::{JsonLines, OpenError};

/// The journal's name beside the first document.
pub const NAME: &str = "vanthu-print.jsonl";

/// What a document is known by: its bytes, not its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The SHA-256 of its file.
    pub sha256: String,
    /// The printer.
    pub printer: String,
    /// How many copies.
    pub copies: u32,
    /// Which of several documents with the same bytes in one run, from 1.
    pub nth: u32,
}

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Sent, or about to be: not yet known to be printed.
    Sent,
    /// The printer says it is printed.
    Done,
    /// The printer gave it up or never took it.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
    /// Sent, and the printer no longer knows of it.
    Unclear,
}

impl State {
    const ALL: [Self; 5] = [Self::Sent, Self::Done, Self::Failed, Self::Cancelled, Self::Unclear];

    /// The word in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "gui",
            Self::Done => "xong",
            Self::Failed => "loi",
            Self::Cancelled => "huy",
            Self::Unclear => "khong-ro",
        }
    }
}

/// What is known of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// How far it is.
    pub state: State,
    /// The printer's number for the job, once it gave one.
    pub job: Option<i32>,
    /// The mark in the job's name.
    pub token: String,
}

/// A change to be written.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The document.
    pub key: &'a Key,
    /// Its file, for people.
    pub file: &'a Path,
    /// What is known of it now.
    pub known: Known,
    /// How many pages the printer counted.
    pub pages: Option<i32>,
    /// Whether a person said so, not the printer.
    pub by_person: bool,
}

/// The journal, locked for this process.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    lines: JsonLines,
    known: HashMap<Key, Known>,
    tokens: Vec<(String, Key)>,
}

impl Journal {
    /// Opens and locks the journal.
    ///
    /// # Errors
    /// When it is in use, damaged, or cannot be read and written.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let (mut known, mut tokens) = (HashMap::new(), Vec::new());
        let lines = JsonLines::open_locked(path, |line| {
            let Some((key, of_key)) = read(&line) else { return false };
            remember(&mut known, &mut tokens, key, of_key);
            true
        })?;
        Ok(Self { path: path.to_owned(), lines, known, tokens })
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is known of a document.
    pub fn known(&self, key: &Key) -> Option<&Known> {
        self.known.get(key)
    }

    /// The marks of jobs that the printer confirmed and that were sent before the job with this mark. A printer that still lists one
    /// of them would list a later job, too.
    pub fn confirmed_before(&self, token: &str, printer: &str) -> Vec<&str> {
        self.tokens
            .iter()
            .take_while(|(other, _)| other != token)
            .filter(|(other, key)| {
                key.printer == printer
                    && self.known.get(key).is_some_and(|known| known.state == State::Done && known.token == *other)
            })
            .map(|(other, _)| other.as_str())
            .collect()
    }

    /// Writes a change and forces it to the disk.
    ///
    /// # Errors
    /// When that fails; half a line is not left behind.
    pub fn write(&mut self, change: Change<'_>) -> io::Result<()> {
        let Change { key, file, known, pages, by_person } = change;
        let mut line = json!({
            "tep": file.display().to_string(),
            "sha256": key.sha256,
            "ban": key.copies,
            "may_in": key.printer,
            "ma": known.token,
            "job": known.job,
            "trang_thai": known.state.word(),
        });
        if key.nth > 1 {
            line["lan"] = key.nth.into();
        }
        if let Some(pages) = pages {
            line["trang"] = pages.into();
        }
        if by_person {
            line["nguoi"] = true.into();
        }
        self.lines.write(&line)?;
        self.lines.sync()?;
        remember(&mut self.known, &mut self.tokens, key.clone(), known);
        Ok(())
    }
}

fn remember(all: &mut HashMap<Key, Known>, tokens: &mut Vec<(String, Key)>, key: Key, known: Known) {
    if !tokens.iter().any(|(token, _)| *token == known.token) {
        tokens.push((known.token.clone(), key.clone()));
    }
    all.insert(key, known);
}

fn read(line: &Json) -> Option<(Key, Known)> {
    let text = |name: &str| line[name].as_str().map(str::to_owned);
    let count = |name: &str| line[name].as_u64().and_then(|n| u32::try_from(n).ok());
    let word = line["trang_thai"].as_str()?;
    let key = Key {
        sha256: text("sha256")?,
        printer: text("may_in")?,
        copies: count("ban")?,
        nth: if line["lan"].is_null() { 1 } else { count("lan")? },
    };
    let known = Known {
        state: State::ALL.into_iter().find(|state| state.word() == word)?,
        job: line["job"].as_i64().and_then(|id| i32::try_from(id).ok()),
        token: text("ma")?,
    };
    Some((key, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(sha256: &str) -> Key {
        Key { sha256: sha256.into(), printer: "ipp://p:631/".into(), copies: 2, nth: 1 }
    }

    fn change<'a>(key: &'a Key, state: State, token: &str) -> Change<'a> {
        let known = Known { state, job: Some(7), token: token.into() };
        Change { key, file: Path::new("một.pdf"), known, pages: Some(3), by_person: false }
    }

    #[test]
    fn what_is_written_is_known_again_and_half_a_line_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(NAME);
        let (a, b) = (key("a"), Key { nth: 2, ..key("b") });
        {
            let mut journal = Journal::open(&path).expect("opened");
            journal.write(change(&a, State::Sent, "vt-1")).expect("written");
            journal.write(change(&a, State::Done, "vt-1")).expect("written");
            journal.write(change(&b, State::Sent, "vt-2")).expect("written");
        }
        let mut half = std::fs::read(&path).expect("read");
        half.extend(b"{\"tep\":\"c");
        std::fs::write(&path, half).expect("written");
        let mut journal = Journal::open(&path).expect("opened");
        assert_eq!(journal.known(&a).map(|k| k.state), Some(State::Done));
        assert_eq!(journal.known(&b).map(|k| (k.state, k.job)), Some((State::Sent, Some(7))));
        assert_eq!(journal.confirmed_before("vt-2", &a.printer), ["vt-1"]);
        assert!(journal.confirmed_before("vt-1", &a.printer).is_empty());
        journal.write(change(&b, State::Unclear, "vt-2")).expect("written");
        drop(journal);
        assert_eq!(std::fs::read_to_string(&path).expect("text").lines().count(), 4);
    }

    #[test]
    fn two_runs_cannot_share_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(NAME);
        let _first = Journal::open(&path).expect("opened");
        assert!(matches!(Journal::open(&path), Err(OpenError::Locked)));
    }

    #[test]
    fn a_damaged_line_is_not_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(NAME);
        std::fs::write(&path, "\n{\"trang_thai\":\"xong\"}\n").expect("written");
        assert!(matches!(Journal::open(&path), Err(OpenError::Line(2))));
    }
}
