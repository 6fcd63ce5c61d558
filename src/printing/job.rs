//! Jobs as the printer tells of them: one by its number, or one found by its mark in the lists.

use std::time::Duration;

use ipp::prelude::{DelimiterTag, IppAttributeGroup};

use super::answer::{list, number, status, text};
use super::request;
use super::transport::{Connection, Fault};
use crate::diag::Text;

const WANTED: &[&str] = &[
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
    "job-media-sheets-completed",
];

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// In the queue.
    Waiting,
    /// Held until somebody releases it.
    Held,
    /// Being printed.
    Printing,
    /// Begun, and something keeps it up.
    Stopped,
    /// Ended by somebody.
    Cancelled,
    /// Ended by the printer.
    Aborted,
    /// Printed.
    Completed,
}

impl Stage {
    fn of(state: Option<i32>) -> Option<Self> {
        Some(match state? {
            3 => Self::Waiting,
            4 => Self::Held,
            5 => Self::Printing,
            6 => Self::Stopped,
            7 => Self::Cancelled,
            8 => Self::Aborted,
            9 => Self::Completed,
            _ => return None,
        })
    }

    /// Whether nothing more will come of it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Cancelled | Self::Aborted | Self::Completed)
    }
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number at the printer.
    pub id: i32,
    /// Its name; some printers show it to nobody.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// Why, in IPP's words.
    pub reasons: Vec<String>,
    /// How many pages, or sheets where it counts only those, are out.
    pub pages: Option<i32>,
}

impl Job {
    fn read(group: &IppAttributeGroup) -> Option<Self> {
        Some(Self {
            id: number(group, "job-id")?,
            name: text(group, "job-name").unwrap_or_default(),
            stage: Stage::of(number(group, "job-state"))?,
            reasons: list(group, "job-state-reasons"),
            pages: number(group, "job-impressions-completed")
                .filter(|pages| *pages > 0)
                .or_else(|| number(group, "job-media-sheets-completed").filter(|sheets| *sheets > 0)),
        })
    }

    /// Whether it is the job with this mark: numbers begin anew when a printer is switched on.
    pub fn is(&self, token: &str) -> bool {
        self.name.contains(token)
    }
}

/// Asks for one job; `None` when the printer does not know it.
///
/// # Errors
/// When the printer does not answer.
pub fn look(connection: &Connection, user: &str, id: i32, limit: Duration) -> Result<Option<Job>, Fault> {
    let request = request::job_attributes(connection.address(), user, id, WANTED)?;
    let answer = connection.ask(&request, &[], limit)?;
    match answer.code() {
        status::NOT_FOUND | status::GONE => Ok(None),
        _ if answer.is_fine() => {
            let found = answer.first(DelimiterTag::JobAttributes).and_then(Job::read);
            found.map(Some).ok_or_else(|| {
                Fault::Refused(Text::new(
                    "máy in không cho biết tình trạng của lệnh in",
                    "the printer does not tell the state of the job",
                ))
            })
        }
        code if status::PASSING.contains(&code) => Err(Fault::NotSent(answer.reason())),
        _ => Err(Fault::Refused(answer.reason())),
    }
}

/// All jobs that a printer lists.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    jobs: Vec<Job>,
}

impl Listing {
    /// Asks for the unfinished jobs, then for the finished: a job that ends in between is in the second list.
    ///
    /// # Errors
    /// When the printer does not answer or has no lists.
    pub fn ask(connection: &Connection, user: &str, limit: Duration) -> Result<Self, Fault> {
        let mut jobs = Vec::new();
        for finished in [false, true] {
            let request = request::jobs(connection.address(), user, finished, WANTED)?;
            let answer = connection.ask(&request, &[], limit)?;
            if !answer.is_fine() && answer.code() != status::NOT_FOUND {
                let why = answer.reason();
                return Err(if status::PASSING.contains(&answer.code()) {
                    Fault::NotSent(why)
                } else {
                    Fault::Refused(why)
                });
            }
            jobs.extend(answer.all(DelimiterTag::JobAttributes).filter_map(Job::read));
        }
        Ok(Self { jobs })
    }

    /// The job with a mark.
    pub fn find(&self, token: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.is(token))
    }

    /// Whether one of these marks is there.
    pub fn has_any(&self, tokens: &[&str]) -> bool {
        tokens.iter().any(|token| self.find(token).is_some())
    }

    /// Whether the printer shows what it has done or is doing: one that lists nothing, or jobs
    /// without names, proves nothing.
    pub fn tells_something(&self) -> bool {
        self.jobs.iter().any(|job| !job.name.is_empty() && (job.stage.is_over() || job.stage == Stage::Printing))
    }
}
