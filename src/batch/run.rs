//! A batch from the first row to the last: every row is read and checked, sent to a worker, and its document handed to the target.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use super::numbers::Numbers;
use super::pool::{self, Job, Limits, Outcome};
use super::queue::Queue;
use super::rows::{Reader, Row};
use super::select::{Selection, sampled};
use super::setup::Setup;
use super::target::{Made, Target, Ticket};
use crate::diag::{Lang, Problem, Text};
use crate::files::hex;
use crate::sheet::Table;

/// Everything that a pass over the rows needs.
pub struct Pass<'a> {
    /// The rows.
    pub table: &'a Table,
    /// Makes rows of records.
    pub reader: Reader<'a>,
    /// Which of them are wanted.
    pub selection: &'a Selection,
    /// `--limit`.
    pub limit: Option<usize>,
    /// `--sample`, and the number of rows that it is taken from.
    pub sample: Option<(usize, usize)>,
    /// Gives numbers.
    pub numbers: Option<Numbers>,
    /// The language of messages.
    pub lang: Lang,
    /// Set by Ctrl-C.
    pub interrupted: &'a AtomicBool,
}

impl Pass<'_> {
    /// Reads all wanted rows in order; `each` gets them with their place among the wanted ones.
    ///
    /// # Errors
    /// What makes the table or the condition unusable.
    pub fn each(mut self, mut each: impl FnMut(usize, Row) -> ControlFlow<()>) -> Result<(), Problem> {
        let mut problem = None;
        let (mut wanted, mut taken) = (0, 0);
        let table = self.table;
        let result = table.each(&mut |record| {
            if self.interrupted.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            let step = self.row(record, &mut wanted);
            let row = match step {
                Ok(Some(row)) => row,
                Ok(None) => return ControlFlow::Continue(()),
                Err(found) => {
                    problem = Some(found);
                    return ControlFlow::Break(());
                }
            };
            let index = taken;
            taken += 1;
            if each(index, row).is_break() || self.limit.is_some_and(|limit| taken >= limit) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        match (problem, result) {
            (Some(problem), _) => Err(problem),
            (None, Err(why)) => Err(Problem::DataFile { path: table.name(), why }),
            (None, Ok(())) => Ok(()),
        }
    }

    /// A row, if it is wanted.
    fn row(&mut self, record: crate::sheet::Record, wanted: &mut usize) -> Result<Option<Row>, Problem> {
        if self.limit == Some(0) {
            return Ok(None);
        }
        let mut row = self.reader.read(record)?;
        if !self.selection.takes(&row)? {
            return Ok(None);
        }
        let index = *wanted;
        *wanted += 1;
        if self.sample.is_some_and(|(count, total)| !sampled(index, total, count)) {
            return Ok(None);
        }
        if let Some(numbers) = &mut self.numbers
            && row.faults.is_empty()
        {
            match numbers.give(&row.key, row.number) {
                Ok(number) => row.number = Some(number),
                Err(what) => {
                    let at = Text::new(format!("dòng {}", row.row), format!("row {}", row.row));
                    row.faults.push((at, what));
                }
            }
        }
        self.reader.name(&mut row, self.lang);
        Ok(Some(row))
    }
}

/// What a first pass over all rows found.
#[derive(Debug, Default)]
pub struct Survey {
    /// How many rows are wanted.
    pub rows: usize,
    /// How many there are before a sample is taken.
    pub total: usize,
    /// How many of them cannot be made.
    pub faulty: usize,
    /// What is wrong with the first of them.
    pub faults: Vec<(Text, Text)>,
    /// The numbers that rows get: row, key, number, name.
    pub numbers: Vec<(usize, String, u32, String)>,
}

/// At most so many faults are kept; the others are said when their rows are made.
const KEPT: usize = 1000;

/// Reads and checks all rows.
///
/// # Errors
/// What makes the table or the condition unusable.
pub fn survey(pass: Pass<'_>) -> Result<Survey, Problem> {
    let mut survey = Survey::default();
    let numbered = pass.numbers.is_some();
    pass.each(|_, row| {
        survey.rows += 1;
        if !row.faults.is_empty() {
            survey.faulty += 1;
            let room = KEPT - survey.faults.len();
            survey.faults.extend(row.faults.into_iter().take(room));
        } else if let (true, Some(number)) = (numbered, row.number) {
            survey.numbers.push((row.row, row.key, number, row.name));
        }
        ControlFlow::Continue(())
    })?;
    survey.total = survey.rows;
    Ok(survey)
}

/// How documents are made.
pub struct Making<'a> {
    /// What workers are told.
    pub setup: &'a Setup,
    /// How many workers, and how long they may take.
    pub limits: Limits,
    /// The hash of what all documents are made from.
    pub common: &'a str,
    /// Whether the documents say which row they are of.
    pub counted: bool,
    /// The language of reasons.
    pub lang: Lang,
    /// Whether a survey has told the faults of rows.
    pub told: bool,
}

/// Makes the documents of all rows.
///
/// # Errors
/// What makes the table unusable, or the workers.
pub fn make(pass: Pass<'_>, making: &Making<'_>, target: &dyn Target) -> Result<(), Problem> {
    let queue: Queue<Job<Ticket>> = Queue::new(making.limits.workers * 4);
    let interrupted = pass.interrupted;
    let lang = making.lang;
    let done = |ticket: Ticket, outcome: Outcome| settle(ticket, outcome, lang, target);
    std::thread::scope(|scope| {
        let workers = scope.spawn(|| {
            let ended = pool::work(making.setup, making.limits, &queue, &done);
            queue.abandon();
            target.abandon();
            ended
        });
        let read = pass.each(|index, mut row| {
            if target.stopped() {
                return ControlFlow::Break(());
            }
            target.ready(index);
            let faults = std::mem::take(&mut row.faults);
            let inputs = inputs(making, &row);
            let ticket = Ticket { index, row, inputs };
            if !faults.is_empty() {
                let reasons = faults.iter().map(|(at, what)| format!("{}: {}", at.get(lang), what.get(lang)));
                target.failed(ticket, reasons.collect(), making.told);
                return ControlFlow::Continue(());
            }
            if target.keeps(&ticket) {
                return ControlFlow::Continue(());
            }
            let (cells, number, row) = (ticket.row.cells.clone(), ticket.row.number, ticket.row.index);
            if queue.give(Job { of: ticket, cells, number, row }) {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        if interrupted.load(Ordering::Relaxed) || target.stopped() || read.is_err() {
            // What is under way is finished, what waits is left for the next time.
            queue.abandon();
        } else {
            queue.close();
        }
        let ended = workers.join().unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()));
        read?;
        ended.map_err(|error| Problem::WorkerLost { why: Text::of_io(&error) })
    })
}

/// The hash of everything that a row's document is made from.
fn inputs(making: &Making<'_>, row: &Row) -> String {
    let mut hasher = Sha256::new();
    let index = if making.counted { row.index.to_string() } else { String::new() };
    for part in [making.common, &row.cells.to_string(), &format!("{:?}", row.number), &row.name, &index] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hex(&hasher.finalize()[..16])
}

/// Hands an outcome to the target.
fn settle(ticket: Ticket, outcome: Outcome, lang: Lang, target: &dyn Target) {
    let at = |vi: String, en: String| {
        let row = ticket.row.row;
        match lang {
            Lang::Vi => format!("dòng {row}: {vi}"),
            Lang::En => format!("row {row}: {en}"),
        }
    };
    match outcome {
        Outcome::Reply(header, bytes) if header["ok"] == true => {
            let read = header["read"].as_array().into_iter().flatten();
            let made = Made {
                bytes,
                pages: header["pages"].as_u64().unwrap_or(0),
                read: read.filter_map(|path| path.as_str().map(str::to_owned)).collect(),
                ms: header["ms"].as_u64().unwrap_or(0),
            };
            target.made(ticket, made);
        }
        Outcome::Reply(header, _) => {
            let findings = header["findings"].as_array().into_iter().flatten().filter(|f| f["severity"] == "error");
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let reasons = findings.map(|finding| {
                let (code, message) = (text(&finding["code"]), text(&finding["message"]));
                let line = finding["place"]["start"]["line"].as_u64();
                let file = text(&finding["place"]["file"]);
                let place = line.map(|line| format!(" ({file}:{line})")).unwrap_or_default();
                // An expression that fails most often meets a cell that may be empty.
                let empty: Vec<&str> = match code.as_str() {
                    "VT209" => ticket.row.values.iter().filter(|(_, v)| v.is_none()).map(|(n, _)| n.as_str()).collect(),
                    _ => Vec::new(),
                };
                let (vi, en) = match empty.join(", ") {
                    none if none.is_empty() => (String::new(), String::new()),
                    list => (format!("; ô để trống: {list}"), format!("; empty cells: {list}")),
                };
                at(format!("[{code}] {message}{place}{vi}"), format!("[{code}] {message}{place}{en}"))
            });
            let reasons = reasons.collect();
            target.failed(ticket, reasons, false);
        }
        Outcome::TimedOut => {
            let reason = at(
                "quá thời gian cho một văn bản; xem lại dòng này hoặc tăng --timeout".to_owned(),
                "it took longer than one document may; look at this row or raise --timeout".to_owned(),
            );
            target.failed(ticket, vec![reason], false);
        }
        Outcome::TooLarge => {
            let reason = at(
                "cần quá nhiều bộ nhớ; xem lại dòng này và mẫu, hoặc tăng --memory".to_owned(),
                "it takes too much memory; look at this row and the templates, or raise --memory".to_owned(),
            );
            target.failed(ticket, vec![reason], false);
        }
        Outcome::Crashed(how) => {
            let reason = at(
                format!(
                    "tiến trình làm văn bản này bị dừng ({how}); chạy lại với --resume, nếu vẫn vậy thì xem lại dòng này và mẫu"
                ),
                format!(
                    "the process that made it died ({how}); run again with --resume, and if it does so again look at this row and the templates"
                ),
            );
            target.failed(ticket, vec![reason], false);
        }
    }
}
