//! Handing a document over, once: with retries as long as it surely did not arrive, and never when it may have.

use std::hash::{BuildHasher, Hasher, RandomState};

use super::super::answer::{self, Answer, status};
use super::super::journal::{Known, State};
use super::super::request::{self, JobName};
use super::super::transport::Fault;
use super::seek::{Fate, seek_new};
use super::{Document, Run, Step, rest, unclear};
use crate::diag::{Problem, Text};
use ipp::prelude::DelimiterTag;

/// What one try came to.
enum Try {
    /// The printer has it, under this number.
    Taken(i32),
    /// It did not arrive; it may next time.
    Again(Text),
    /// It will never take it.
    Never(Text),
    /// It may have arrived.
    Unclear,
}

/// Sends a document; what is known of it then is already in the journal.
pub(super) fn send(run: &mut Run<'_>, document: &Document<'_>) -> Result<Known, Step> {
    let mut known = Known { state: State::Sent, job: None, token: token() };
    // Before the first byte leaves: a run that is killed from here on has something to ask the printer about.
    run.note(document, known.clone(), None, false)?;
    let copies = document.item.copies;
    run.say(document, &format!("gửi {copies} bản"), &format!("sending, copies: {copies}"));
    let mut failures = 0;
    let mut said = String::new();
    loop {
        let why = match try_once(run, document, &known.token) {
            Try::Taken(id) => {
                known.job = Some(id);
                run.note(document, known.clone(), None, false)?;
                return Ok(known);
            }
            Try::Unclear => {
                unclear(run, document, &known)?;
                return Err(Step::Stop);
            }
            Try::Never(why) => {
                run.note(document, Known { state: State::Failed, ..known }, None, false)?;
                run.say(document, &why.vi, &why.en);
                run.report.push(Problem::PrintFailed { file: document.file(), why }, None);
                return Err(Step::Failed);
            }
            Try::Again(why) => why,
        };
        if failures >= run.options.patience.retries {
            run.note(document, Known { state: State::Failed, ..known }, None, false)?;
            let printer = run.connection.address().as_str().to_owned();
            run.report.push(Problem::PrinterAway { printer, why }, None);
            return Err(Step::Stop);
        }
        if why.en != said {
            run.say(document, &format!("{}; đang thử lại", why.vi), &format!("{}; trying again", why.en));
            said.clone_from(&why.en);
        }
        rest(run.options.patience.pause(failures));
        failures += 1;
    }
}

fn try_once(run: &mut Run<'_>, document: &Document<'_>, token: &str) -> Try {
    let name = JobName { title: &document.item.title, token, user: &run.options.user };
    let copies = i32::try_from(document.item.copies).unwrap_or(i32::MAX);
    let request = match request::print_job(run.connection.address(), name, copies, run.ticket) {
        Ok(request) => request,
        Err(error) => return Try::Never(Fault::from(error).why().clone()),
    };
    match run.connection.ask(&request, &document.bytes, run.options.patience.stall) {
        Ok(answer) if answer.is_fine() => match id_of(&answer) {
            Some(id) => {
                if answer.code() == status::SUBSTITUTED {
                    let names = answer.unsupported().join(", ");
                    run.report.push(Problem::PrintedOtherwise { file: document.file(), names }, None);
                }
                Try::Taken(id)
            }
            None => looked_up(run, token, None),
        },
        Ok(answer) if status::PASSING.contains(&answer.code()) => Try::Again(answer.reason()),
        Ok(answer) => Try::Never(answer.reason()),
        Err(Fault::NotSent(why)) => Try::Again(why),
        Err(Fault::Refused(why)) => Try::Never(why),
        // A printer that was too slow to answer may still come round to the document.
        Err(Fault::Lost { timed_out: true, .. }) => looked_up(run, token, None),
        Err(Fault::Lost { why, timed_out: false }) => looked_up(run, token, Some(why)),
    }
}

/// Nothing is known of a job that went out: the printer's lists decide. `again` is why it may be tried again if it did not arrive.
fn looked_up(run: &Run<'_>, token: &str, again: Option<Text>) -> Try {
    match (seek_new(run, token), again) {
        (Fate::Found(job), _) => Try::Taken(job.id),
        (Fate::Absent, Some(why)) => Try::Again(why),
        _ => Try::Unclear,
    }
}

fn id_of(answer: &Answer) -> Option<i32> {
    answer.first(DelimiterTag::JobAttributes).and_then(|group| answer::number(group, "job-id"))
}

/// A mark that no other job has: the hash keys of the standard library are random.
fn token() -> String {
    format!("vt-{:010x}", RandomState::new().build_hasher().finish() & 0xff_ffff_ffff)
}
