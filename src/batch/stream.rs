//! A stream of documents in the order of their rows: a tar, or JSON lines. So the program is a filter that other engines can run.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::failures::Failures;
use super::folder::FAILURES;
use super::progress::Progress;
use super::rows::Row;
use super::target::{Counts, Made, Target, Ticket};
use crate::diag::{Problem, Text};
use crate::files::sha256;

/// So many documents may wait for an earlier one.
const WINDOW: usize = 64;

/// The form of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A tar archive; the failed rows are its last file.
    Tar,
    /// A JSON object for each row.
    JsonLines,
}

/// How a stream ended.
#[derive(Debug)]
pub struct Ended {
    /// How it went.
    pub counts: Counts,
    /// Documents a second.
    pub rate: f64,
    /// What ended it early.
    pub error: Option<Problem>,
    /// Reasons of failed rows that nobody was told of.
    pub untold: Vec<String>,
}

/// A stream of documents.
#[derive(Debug)]
pub struct Stream<W> {
    state: Mutex<State<W>>,
    moved: Condvar,
    progress: Progress,
    fail_fast: bool,
}

#[derive(Debug)]
struct State<W> {
    out: W,
    form: Form,
    waiting: BTreeMap<usize, (Row, Result<Made, Vec<String>>)>,
    next: usize,
    failures: Failures,
    counts: Counts,
    error: Option<Problem>,
    /// Whether the workers are gone.
    abandoned: bool,
}

impl<W: Write + Send> Stream<W> {
    /// A stream to `out`.
    pub fn new(out: W, form: Form, failures: Failures, progress: Progress, fail_fast: bool) -> Self {
        let state = State {
            out,
            form,
            waiting: BTreeMap::new(),
            next: 0,
            failures,
            counts: Counts::default(),
            error: None,
            abandoned: false,
        };
        Self { state: Mutex::new(state), moved: Condvar::new(), progress, fail_fast }
    }

    /// Writes the end of the stream, if all rows were done: an archive without its end is seen to be cut off.
    pub fn finish(self, whole: bool) -> Ended {
        self.progress.end();
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if whole && state.form == Form::Tar && state.error.is_none() {
            let failures = if state.failures.is_empty() { Ok(Vec::new()) } else { state.failures.bytes() };
            let ended = failures.and_then(|bytes| {
                if !bytes.is_empty() {
                    append(&mut state.out, FAILURES, &bytes)?;
                }
                // Two empty blocks end an archive.
                state.out.write_all(&[0; 1024])
            });
            let flushed = ended.and_then(|()| state.out.flush());
            state.note(flushed);
        }
        Ended { counts: state.counts, rate: self.progress.rate(), error: state.error, untold: self.progress.untold() }
    }

    fn take(&self, ticket: Ticket, result: Result<Made, Vec<String>>, told: bool) {
        match &result {
            Ok(_) => self.progress.step(),
            Err(reasons) => self.progress.failed(reasons, told),
        }
        let mut state = self.lock();
        state.waiting.insert(ticket.index, (ticket.row, result));
        while let Some((row, result)) = {
            let next = state.next;
            state.waiting.remove(&next)
        } {
            state.next += 1;
            if state.error.is_none() {
                let written = state.write(row, result);
                state.note(written);
            }
        }
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write> State<W> {
    fn write(&mut self, row: Row, result: Result<Made, Vec<String>>) -> io::Result<()> {
        match (&result, self.form) {
            (Ok(made), Form::Tar) => append(&mut self.out, &format!("{}.pdf", row.name), &made.bytes)?,
            (Err(_), Form::Tar) => {}
            (Ok(made), Form::JsonLines) => {
                let mut line = json!({
                    "dong": row.row,
                    "khoa": row.key,
                    "tep": format!("{}.pdf", row.name),
                    "sha256": sha256(&made.bytes),
                    "trang": made.pages,
                    "pdf": STANDARD.encode(&made.bytes),
                })
                .to_string();
                line.push('\n');
                self.out.write_all(line.as_bytes())?;
            }
            (Err(reasons), Form::JsonLines) => {
                let mut line = json!({ "dong": row.row, "khoa": row.key, "loi": reasons }).to_string();
                line.push('\n');
                self.out.write_all(line.as_bytes())?;
            }
        }
        match result {
            Ok(made) => {
                self.counts.made += 1;
                self.counts.pages += made.pages;
            }
            Err(reasons) => {
                self.counts.failed += 1;
                // An endless stream has said it already.
                if self.form == Form::Tar {
                    self.failures.add(row, reasons);
                }
            }
        }
        self.out.flush()
    }

    fn note(&mut self, result: io::Result<()>) {
        if let (Err(error), None) = (result, &self.error) {
            self.error = Some(Problem::CannotWrite { path: "-".to_owned(), why: Text::of_io(&error) });
        }
    }
}

/// One file of an archive. Nothing in it depends on the day or the user.
fn append(out: &mut impl Write, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(&mut header, name, bytes)?;
    // The archive's own end comes once, after all files.
    let whole = builder.into_inner()?;
    out.write_all(&whole[..whole.len() - 1024])
}

impl<W: Write + Send> Target for Stream<W> {
    fn keeps(&self, _: &Ticket) -> bool {
        false
    }

    fn made(&self, ticket: Ticket, made: Made) {
        self.take(ticket, Ok(made), false);
    }

    fn failed(&self, ticket: Ticket, reasons: Vec<String>, told: bool) {
        self.take(ticket, Err(reasons), told);
    }

    fn stopped(&self) -> bool {
        let state = self.lock();
        state.error.is_some() || state.abandoned || (self.fail_fast && state.counts.failed > 0)
    }

    fn abandon(&self) {
        let mut state = self.lock();
        state.abandoned = true;
        drop(state);
        self.moved.notify_all();
    }

    fn ready(&self, index: usize) {
        let mut state = self.lock();
        while index >= state.next + WINDOW && state.error.is_none() && !state.abandoned {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
