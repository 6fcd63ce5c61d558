//! Looking for a job of which no answer came: in the printer's lists, by the mark in its name.

use super::super::job::{self, Job, Listing};
use super::super::journal::Known;
use super::super::printer::Condition;
use super::super::transport::Fault;
use super::{Run, rest};
use crate::diag::Text;

/// How often a list is read before a job counts as absent: a printer may still be reading what it got.
const LOOKS: u32 = 3;

/// What the printer knows of a job.
#[derive(Debug)]
pub(super) enum Fate {
    /// It is there.
    Found(Job),
    /// It never arrived: the printer lists older jobs, and not this one.
    Absent,
    /// It cannot be known.
    Unknown,
    /// The printer does not answer.
    Away(Text),
}

/// A job that this run has just sent and got no answer for.
pub(super) fn seek_new(run: &Run<'_>, token: &str) -> Fate {
    let mut last = Listing::default();
    for look in 0..LOOKS {
        match listing(run) {
            Ok(list) => match list.find(token) {
                Some(job) => return Fate::Found(job.clone()),
                None => last = list,
            },
            Err(fate) => return fate,
        }
        rest(run.options.patience.pause(look));
    }
    let running = Condition::ask(run.connection, &run.options.user, run.options.patience.answer)
        .is_ok_and(|now| run.printer.still_runs(&now));
    // Never switched off since, and it shows its jobs: then this one is not among them because it did not arrive.
    if (running && last.tells_something()) || proved_absent(run, &last, token) { Fate::Absent } else { Fate::Unknown }
}

/// A job that an earlier run sent.
pub(super) fn seek_old(run: &Run<'_>, known: &Known) -> Fate {
    if let Some(id) = known.job {
        match patiently(run, |run| job::look(run.connection, &run.options.user, id, run.options.patience.answer)) {
            Ok(Some(job)) if job.is(&known.token) => return Fate::Found(job),
            // Gone, another job under the same number, or a printer that does not tell: perhaps the lists know.
            Ok(_) | Err(Fault::Refused(_)) => {}
            Err(fault) => return Fate::Away(fault.why().clone()),
        }
    }
    match listing(run) {
        Ok(list) => match list.find(&known.token) {
            Some(job) => Fate::Found(job.clone()),
            // A job that had a number did arrive.
            None if known.job.is_none() && proved_absent(run, &list, &known.token) => Fate::Absent,
            None => Fate::Unknown,
        },
        Err(fate) => fate,
    }
}

/// The printer still lists a job of ours that is older: its memory reaches back far enough.
fn proved_absent(run: &Run<'_>, list: &Listing, token: &str) -> bool {
    list.has_any(&run.journal.confirmed_before(token, run.connection.address().as_str()))
}

fn listing(run: &Run<'_>) -> Result<Listing, Fate> {
    patiently(run, |run| Listing::ask(run.connection, &run.options.user, run.options.patience.answer)).map_err(
        |fault| match fault {
            Fault::Refused(_) => Fate::Unknown,
            _ => Fate::Away(fault.why().clone()),
        },
    )
}

fn patiently<T>(run: &Run<'_>, ask: impl Fn(&Run<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
    let mut failures = 0;
    loop {
        match ask(run) {
            Err(fault) if fault.passes() && failures < run.options.patience.retries => {
                rest(run.options.patience.pause(failures));
                failures += 1;
            }
            other => return other,
        }
    }
}
