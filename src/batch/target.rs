//! Where documents go: a folder with a journal, or a stream. The reader of rows and the drivers of workers both speak to it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::progress::Progress;
use super::rows::Row;

/// A row on its way.
#[derive(Debug)]
pub struct Ticket {
    /// Its place among the rows that are made, from 0.
    pub index: usize,
    /// The row.
    pub row: Row,
    /// The hash of what its document is made from.
    pub inputs: String,
}

/// A finished document.
#[derive(Debug)]
pub struct Made {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u64,
    /// Files that it was made from, besides those that all rows share.
    pub read: Vec<String>,
    /// How long it took, ms.
    pub ms: u64,
}

/// What a run does with its documents. Called from several threads.
pub trait Target: Sync {
    /// Whether a row's document is there already, made from the same inputs.
    fn keeps(&self, ticket: &Ticket) -> bool;

    /// Takes a document.
    fn made(&self, ticket: Ticket, made: Made);

    /// Takes a row whose document could not be made; `told` when the reasons were told before.
    fn failed(&self, ticket: Ticket, reasons: Vec<String>, told: bool);

    /// Whether nothing more is wanted: the disk is full, the reader is gone, the first failure was one too many.
    fn stopped(&self) -> bool;

    /// Waits until the target wants the row at `index`: a stream in the order of the rows keeps but a few back.
    fn ready(&self, index: usize);

    /// The workers are gone: nothing more will come.
    fn abandon(&self);
}

/// So many reasons are kept.
const KEPT: usize = 1000;

/// A target for a run that only looks for what is wrong.
#[derive(Debug)]
pub struct Checked {
    progress: Progress,
    found: Mutex<(Counts, Vec<String>)>,
}

impl Checked {
    /// Counts what is right and wrong.
    pub fn new(progress: Progress) -> Self {
        Self { progress, found: Mutex::default() }
    }

    /// The counts, and what is wrong with the rows that nobody was told of.
    pub fn finish(self) -> (Counts, Vec<String>) {
        self.progress.end();
        self.found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn found(&self) -> MutexGuard<'_, (Counts, Vec<String>)> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Target for Checked {
    fn keeps(&self, _: &Ticket) -> bool {
        false
    }

    fn made(&self, _: Ticket, made: Made) {
        let mut found = self.found();
        found.0.made += 1;
        found.0.pages += made.pages;
        drop(found);
        self.progress.step();
    }

    fn failed(&self, _: Ticket, reasons: Vec<String>, told: bool) {
        // They are told together at the end.
        self.progress.failed(&reasons, true);
        let mut found = self.found();
        found.0.failed += 1;
        if !told && found.1.len() < KEPT {
            found.1.extend(reasons);
        }
    }

    fn stopped(&self) -> bool {
        false
    }

    fn ready(&self, _: usize) {}

    fn abandon(&self) {}
}

/// How a run went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents made.
    pub made: usize,
    /// Documents that were there already.
    pub kept: usize,
    /// Rows without a document.
    pub failed: usize,
    /// Pages made.
    pub pages: u64,
}
