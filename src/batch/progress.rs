//! How far a batch is: a bar on a terminal, a line now and then elsewhere, nothing when asked.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diag::Lang;

/// How often a line is written where there is no terminal.
const EVERY: Duration = Duration::from_secs(10);

/// So many failures are told one by one.
const TOLD: usize = 20;

/// So many reasons are kept to be told at the end.
const KEPT: usize = 200;

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A bar.
    Bar,
    /// Plain lines.
    Lines,
    /// Nothing.
    Nothing,
}

/// The progress of a run.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    shown: Shown,
    lang: Lang,
    done: AtomicUsize,
    failed: AtomicUsize,
    total: AtomicUsize,
    started: Instant,
    said: Mutex<Instant>,
    /// Reasons of failed rows that nobody was told of, since nothing is shown.
    untold: Mutex<Vec<String>>,
}

impl Progress {
    /// Progress of a run that begins now.
    pub fn new(shown: Shown, lang: Lang) -> Self {
        let target = if shown == Shown::Bar { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let now = Instant::now();
        Self {
            bar: ProgressBar::with_draw_target(None, target),
            shown,
            lang,
            done: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            started: now,
            said: Mutex::new(now),
            untold: Mutex::default(),
        }
    }

    /// How many documents there will be, once that is known.
    pub fn expect(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
        let template = match self.lang {
            Lang::Vi => "{bar:30} {pos}/{len} văn bản · {per_sec} · còn {eta} {msg}",
            Lang::En => "{bar:30} {pos}/{len} documents · {per_sec} · {eta} left {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let style = style.with_key("per_sec", |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
                // Writing to a terminal's buffer cannot fail.
                let _ = write!(out, "{:.0}/s", state.per_sec());
            });
            self.bar.set_style(style.progress_chars("█▉░"));
        }
        // After the style: the first bar that is drawn has it.
        self.bar.set_length(total as u64);
    }

    /// One row without a document; `told` when the reasons were told before.
    pub fn failed(&self, reasons: &[String], told: bool) {
        let count = self.failed.fetch_add(1, Ordering::Relaxed) + 1;
        let message = match self.lang {
            Lang::Vi => format!("· {count} lỗi"),
            Lang::En => format!("· {count} failed"),
        };
        self.bar.set_message(message);
        if !told && self.shown == Shown::Nothing {
            let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
            let room = KEPT.saturating_sub(untold.len());
            untold.extend(reasons.iter().take(room).cloned());
        } else if !told && count <= TOLD {
            for reason in reasons {
                self.say(reason);
            }
            if count == TOLD {
                self.say(match self.lang {
                    Lang::Vi => "… các lỗi sau chỉ ghi vào nhật ký và loi.csv",
                    Lang::En => "… further failures are in the journal and loi.csv only",
                });
            }
        }
        self.step();
    }

    /// Writes a line above the bar.
    pub fn say(&self, line: &str) {
        match self.shown {
            Shown::Bar => self.bar.suspend(|| written(line)),
            Shown::Lines => written(line),
            Shown::Nothing => {}
        }
    }

    /// The reasons of failed rows that nobody was told of.
    pub fn untold(&self) -> Vec<String> {
        std::mem::take(&mut self.untold.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Documents a second so far.
    pub fn rate(&self) -> f64 {
        let seconds = self.started.elapsed().as_secs_f64().max(1e-3);
        self.done.load(Ordering::Relaxed) as f64 / seconds
    }

    /// One more row that is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.inc(1);
        if self.shown != Shown::Lines {
            return;
        }
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.elapsed() < EVERY {
            return;
        }
        *said = Instant::now();
        drop(said);
        let (failed, rate) = (self.failed.load(Ordering::Relaxed), self.rate());
        let total = match self.total.load(Ordering::Relaxed) {
            0 => String::new(),
            total => format!("/{total}"),
        };
        self.say(&match self.lang {
            Lang::Vi => format!("{done}{total} văn bản, {failed} lỗi, {rate:.0}/s"),
            Lang::En => format!("{done}{total} documents, {failed} failed, {rate:.0}/s"),
        });
    }
}

/// A line on the terminal; one that cannot be written is lost, the work goes on.
fn written(line: &str) {
    drop(writeln!(anstream::stderr(), "{line}"));
}
