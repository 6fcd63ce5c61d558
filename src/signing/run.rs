//! Many files signed with one key: in parallel, each file whole or not at all, and what was signed not signed again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::journal::Journal;
use super::{Job, SigningError};
use crate::diag::Text;
use crate::files::{hash_of, hold, publish, sha256, stage_as, sweep};

/// How the names of signed files begin until they take their places.
const STAGED: &str = ".vanthu-ky-";

/// A file to sign and where the result goes; the same path for a file that is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The file.
    pub input: PathBuf,
    /// The result.
    pub output: PathBuf,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Signed now.
    Signed {
        /// The SHA-256 of the result.
        sha256: String,
    },
    /// Signed by an earlier run, as the journal says.
    Earlier {
        /// The SHA-256 of the file.
        sha256: String,
    },
    /// Not signed; the file is as it was.
    Failed(Text),
    /// Not tried: the key or a service failed before, or the run was interrupted.
    NotTried,
}

/// Signs the files on so many threads, until it is interrupted; `done` hears of each as it is finished.
///
/// A key or a service that fails stops the run: a token that is asked again with a wrong PIN locks itself, and a service that is away
/// would be waited for at every file.
pub fn run(
    items: &[Item],
    job: &Job<'_>,
    journal: Option<Journal>,
    threads: usize,
    interrupted: &AtomicBool,
    done: &(dyn Fn(&Item, &Outcome) + Sync),
) -> Vec<Outcome> {
    if journal.is_some() {
        // The journal is locked: what is left of an earlier run of it belongs to nobody.
        let folders: BTreeSet<&Path> = items.iter().filter_map(|item| item.output.parent()).collect();
        for folder in folders {
            sweep(STAGED, if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        }
    }
    let journal = journal.map(Mutex::new);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let outcomes = Mutex::new(vec![Outcome::NotTried; items.len()]);
    let work = || {
        while !stop.load(Ordering::Relaxed) && !interrupted.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            let outcome = match one(item, job, journal.as_ref()) {
                Ok(outcome) => outcome,
                Err(Failure { why, stops }) => {
                    stop.fetch_or(stops, Ordering::Relaxed);
                    Outcome::Failed(why)
                }
            };
            done(item, &outcome);
            if let Some(place) = outcomes.lock().unwrap_or_else(PoisonError::into_inner).get_mut(index) {
                *place = outcome;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.clamp(1, items.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    outcomes.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn lock(journal: &Mutex<Journal>) -> MutexGuard<'_, Journal> {
    journal.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Failure {
    why: Text,
    stops: bool,
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self { why: Text::of_io(&error), stops: false }
    }
}

fn one(item: &Item, job: &Job<'_>, journal: Option<&Mutex<Journal>>) -> Result<Outcome, Failure> {
    if let Some(journal) = journal
        && let Ok(now) = hash_of(&item.output)
    {
        let input = if item.input == item.output { None } else { Some(hash_of(&item.input)?) };
        if lock(journal).is_signed(&item.output, &job.seat(), &now, input.as_deref()) {
            return Ok(Outcome::Earlier { sha256: now });
        }
    }
    let signed = sign(item, job, journal).inspect_err(|failure| {
        if let Some(journal) = journal {
            // That it failed is also reported; a journal that cannot be written is found when a file is signed.
            drop(lock(journal).failed(&item.output, &job.seat(), &failure.why.vi));
        }
    });
    signed.map(|sha256| Outcome::Signed { sha256 })
}

fn sign(item: &Item, job: &Job<'_>, journal: Option<&Mutex<Journal>>) -> Result<String, Failure> {
    // Two commands on one file would both succeed, and one signature be lost.
    let held = hold(&item.input)?;
    let pdf = std::fs::read(&item.input)?;
    let signed = super::sign(&pdf, job).map_err(|error| {
        let stops = error.is_of_all();
        Failure { why: error.wording(), stops }
    })?;
    let (before, after) = (sha256(&pdf), sha256(&signed));
    if item.output != item.input && !replaceable(item, job, journal, &pdf) {
        return Err(Failure { why: SigningError::OutputTaken.wording(), stops: false });
    }
    let file = stage_as(STAGED, &item.output, &signed)?;
    unchanged(&item.input, &before)?;
    if let Some(journal) = journal {
        lock(journal).will_publish(&item.output, &job.seat(), &before, &after)?;
        // The journal may have been waited for.
        unchanged(&item.input, &before)?;
    }
    if cfg!(windows) {
        // There a file that is open cannot be replaced.
        drop(held);
    }
    match file {
        Some(file) => publish(file, &item.output)?,
        None => std::fs::write(&item.output, &signed)?,
    }
    Ok(after)
}

/// Whether a result may be written over: an earlier one of this file, or one that the journal knows.
fn replaceable(item: &Item, job: &Job<'_>, journal: Option<&Mutex<Journal>>, pdf: &[u8]) -> bool {
    let Ok(there) = std::fs::read(&item.output) else { return !item.output.exists() };
    let known = || journal.is_some_and(|journal| lock(journal).made(&item.output, &job.seat(), &sha256(&there)));
    there.starts_with(pdf) || known()
}

/// What somebody else wrote meanwhile is not lost.
fn unchanged(input: &Path, before: &str) -> Result<(), Failure> {
    if is_unchanged(input, before)? {
        return Ok(());
    }
    let why = SigningError::Changed.wording();
    Err(Failure { why, stops: false })
}

/// Whether a file still has the SHA-256 that it had when it was read.
///
/// # Errors
/// When it cannot be read.
pub fn is_unchanged(input: &Path, before: &str) -> std::io::Result<bool> {
    Ok(hash_of(input)? == before)
}
