//! Waiting until a job is over, and saying meanwhile what keeps it up.

use std::time::Instant;

use super::super::job::{self, Job, Stage};
use super::super::journal::{Known, State};
use super::super::printer::Condition;
use super::super::reasons;
use super::super::transport::Fault;
use super::seek::{Fate, seek_old};
use super::{Document, Run, Step, rest, unclear};
use crate::diag::{Problem, Text};

/// What is looked at: while it changes, the job gets on.
type Sight = (Stage, Option<i32>, Vec<String>, Condition);

/// Waits for a job that the printer has.
pub(super) fn wait(run: &mut Run<'_>, document: &Document<'_>, known: &Known) -> Result<Step, Step> {
    let Some(id) = known.job else { return Err(Step::Stop) };
    let patience = run.options.patience;
    let user = run.options.user.clone();
    let mut failures = 0;
    let mut marked = false;
    let mut before: Option<Sight> = None;
    let mut changed = Instant::now();
    let mut said: Option<Text> = None;
    // Short jobs are over soon; later looks are a whole pause apart.
    let mut pause = patience.poll / 4;
    loop {
        rest(pause);
        pause = patience.poll;
        let job = match job::look(run.connection, &user, id, patience.answer) {
            // Another job under this number, where the first look saw ours: the printer began anew.
            Ok(Some(job)) if marked && !job.is(&known.token) => None,
            Ok(job) => job,
            Err(fault) if fault.passes() && failures < patience.retries => {
                if failures == 0 {
                    let why = fault.why();
                    run.say(document, &format!("{}; đang hỏi lại", why.vi), &format!("{}; asking again", why.en));
                }
                rest(patience.pause(failures));
                failures += 1;
                continue;
            }
            Err(fault) => return Err(away(run, document, id, &fault)),
        };
        failures = 0;
        let Some(job) = job else { return vanished(run, document, known) };
        marked |= job.is(&known.token);
        if job.stage.is_over() {
            return over(run, document, known, &job);
        }
        let condition = Condition::ask(run.connection, &user, patience.answer).unwrap_or_default();
        let words = progress(&job, &condition);
        if words.is_some() && words != said {
            if let Some(text) = &words {
                run.say(document, &text.vi, &text.en);
            }
            said = words;
        }
        let sight = (job.stage, job.pages, job.reasons, condition.without_clock());
        if before.as_ref() != Some(&sight) {
            changed = Instant::now();
            before = Some(sight);
        } else if changed.elapsed() >= patience.stall {
            let why = said.unwrap_or_else(|| Text::new("máy in không báo gì", "the printer says nothing"));
            let seconds = patience.stall.as_secs();
            run.report.push(Problem::PrintStuck { file: document.file(), job: id, seconds, why }, None);
            return Err(Step::Stop);
        }
    }
}

/// A line about where the job stands.
fn progress(job: &Job, condition: &Condition) -> Option<Text> {
    let why = reasons::words(&[job.reasons.clone(), condition.reasons.clone()].concat());
    let pages = job.pages.map(|n| Text::new(format!("đang in, đã ra {n} trang"), format!("printing, pages out: {n}")));
    let stage = match job.stage {
        Stage::Held => Some(Text::new("máy in giữ lệnh lại", "the printer holds the job")),
        Stage::Stopped => Some(Text::new("máy in đang dừng", "the printer has stopped")),
        _ if condition.stopped => Some(Text::new("máy in đang dừng", "the printer has stopped")),
        Stage::Printing => pages,
        _ => None,
    };
    match (stage, why) {
        (Some(stage), Some(why)) => {
            Some(Text::new(format!("{}; {}", stage.vi, why.vi), format!("{}; {}", stage.en, why.en)))
        }
        (stage, why) => stage.or(why),
    }
}

fn over(run: &mut Run<'_>, document: &Document<'_>, known: &Known, job: &Job) -> Result<Step, Step> {
    let why = || {
        reasons::words(&job.reasons)
            .unwrap_or_else(|| Text::new("máy in không nói lý do", "the printer does not say why"))
    };
    let note = |state| Known { state, ..known.clone() };
    match job.stage {
        Stage::Completed => {
            run.note(document, note(State::Done), job.pages, false)?;
            match job.pages {
                Some(n) => run.say(document, &format!("in xong, {n} trang"), &format!("printed, pages: {n}")),
                None => run.say(document, "in xong", "printed"),
            }
            if job.reasons.iter().any(|reason| reason == "job-completed-with-errors") {
                run.report.push(Problem::PrintedWithErrors { file: document.file(), job: job.id }, None);
            }
            Ok(Step::Printed)
        }
        Stage::Cancelled => {
            run.note(document, note(State::Cancelled), job.pages, false)?;
            let why = why();
            run.say(document, &format!("đã bị hủy: {}", why.vi), &format!("cancelled: {}", why.en));
            run.report.push(Problem::PrintCancelled { file: document.file(), why }, None);
            // Whoever cancels at the printer does not want the next document to come out.
            Err(Step::Stop)
        }
        _ => {
            run.note(document, note(State::Failed), job.pages, false)?;
            let why = why();
            run.say(document, &format!("lỗi: {}", why.vi), &format!("failed: {}", why.en));
            run.report.push(Problem::PrintFailed { file: document.file(), why }, None);
            Ok(Step::Failed)
        }
    }
}

/// The printer took the job and no longer knows its number.
fn vanished(run: &mut Run<'_>, document: &Document<'_>, known: &Known) -> Result<Step, Step> {
    match seek_old(run, known) {
        Fate::Found(job) if job.stage.is_over() => over(run, document, known, &job),
        Fate::Found(job) if Some(job.id) != known.job => {
            let known = Known { job: Some(job.id), ..known.clone() };
            run.note(document, known.clone(), None, false)?;
            wait(run, document, &known)
        }
        Fate::Away(why) => Err(away(run, document, known.job.unwrap_or_default(), &Fault::NotSent(why))),
        _ => {
            unclear(run, document, known)?;
            Err(Step::Stop)
        }
    }
}

/// The printer does not answer any more. The journal keeps the document as sent: the next run asks for the job.
fn away(run: &mut Run<'_>, document: &Document<'_>, job: i32, fault: &Fault) -> Step {
    let why = fault.why().clone();
    run.say(document, &why.vi, &why.en);
    run.report.push(Problem::PrinterLost { file: document.file(), job, why }, None);
    Step::Stop
}
