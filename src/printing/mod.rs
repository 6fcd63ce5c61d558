//! Printing finished PDFs over IPP: CUPS and driverless printers, one job for each document, with a journal.
//!
//! ```text
//! address    where a printer answers
//! transport  one request over HTTP; what a failure means for the document
//! request    what is sent            answer    what comes back
//! printer    what it can do          ticket    how to print: what was asked for, held against that
//! job        jobs and their lists    reasons   the printer's words → a clerk's
//! files      the documents           journal   what is known of each
//! run        the documents, one after another: send, wait, seek
//! list       the printers of a CUPS server
//! ```
//!
//! Two things are never done: a document that the printer confirmed is not printed again, and a document that may have been printed is
//! not sent again unless the printer's own lists show that it never arrived. What stays unclear is left to the clerk, who can look into
//! the tray.

mod address;
mod answer;
mod files;
mod job;
mod journal;
pub mod list;
mod printer;
mod reasons;
mod request;
mod run;
mod ticket;
mod transport;

use std::path::PathBuf;
use std::time::Duration;

pub use address::Address;
pub use journal::{Journal, NAME as JOURNAL_NAME};
pub use run::{Ending, print};
pub use ticket::Sides;

/// A document to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The PDF.
    pub path: PathBuf,
    /// How many copies.
    pub copies: u32,
    /// The name of the job.
    pub title: String,
}

/// What a person found in the tray about documents that are unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// They are there: do not print them.
    Printed,
    /// They are not: print them.
    Reprint,
}

/// How to print.
#[derive(Debug, Clone)]
pub struct Options {
    /// The sides; none for both sides where the printer can.
    pub sides: Option<Sides>,
    /// The tray.
    pub tray: Option<String>,
    /// Who prints.
    pub user: String,
    /// Print also what the journal says is printed.
    pub again: bool,
    /// What is known about unclear documents.
    pub unclear: Option<Unclear>,
    /// How long to wait for what.
    pub patience: Patience,
}

/// How long to wait for what, and how often to try.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How many more times a request is tried.
    pub retries: u32,
    /// The pause before the second try; each further one is twice as long.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// The pause between two looks at a job.
    pub poll: Duration,
    /// The limit of one question.
    pub answer: Duration,
    /// How long a job may stand without any change; also the limit for handing over a document.
    pub stall: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retries: 8,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            poll: Duration::from_secs(1),
            answer: Duration::from_secs(30),
            stall: Duration::from_mins(10),
        }
    }
}

impl Patience {
    /// The pause after the given number of failures.
    fn pause(&self, failures: u32) -> Duration {
        self.first_pause.saturating_mul(2_u32.saturating_pow(failures)).min(self.longest_pause)
    }
}
