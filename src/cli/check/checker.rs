//! Checking files: each by itself, on all cores, in their order.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::super::context::Context;
use super::super::input;
use crate::diag::{FileId, Problem, Report, Sources, Text};
use crate::export::Standards;
use crate::lint::{Examined, Ignores, Meta, Outcome, Subject, examine, examine_pages};
use crate::page::{self, PageFacts};
use crate::plan::{Loaded, Overrides};
use crate::{Engine, Typeset, typeset};

/// What all files of a run share.
pub struct Checker {
    pub engine: Engine,
    pub standards: Standards,
    pub overrides: Overrides,
    /// The beginnings of the codes that are asked; all if there is none.
    pub select: Vec<String>,
    /// The beginnings of the codes that are not asked.
    pub ignore: Vec<String>,
}

/// One file, checked.
#[derive(Default)]
pub struct Checked {
    /// The texts that were read; the first is the file itself.
    pub sources: Sources,
    /// What is said of it.
    pub report: Report,
    /// What became of the rules.
    pub outcomes: Vec<(&'static Meta, Outcome)>,
    /// The plan's text, if it is a plan that could be read.
    pub text: Option<String>,
}

impl Checked {
    /// Puts what was found into the report of the run.
    pub fn hand_over(self, context: &mut Context) {
        let by = context.sources.append(self.sources);
        context.report.append_shifted(self.report, by);
    }
}

impl Checker {
    /// Whether a rule is asked.
    fn wants(&self, code: &str) -> bool {
        let among = |list: &[String]| list.iter().any(|prefix| code.starts_with(prefix.as_str()));
        (self.select.is_empty() || among(&self.select)) && !among(&self.ignore)
    }

    /// All files, each on one of the machine's cores, in their order.
    pub fn all(&self, files: &[PathBuf]) -> Vec<Checked> {
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Checked)>> = Mutex::new(Vec::new());
        let work = || {
            while let Some((index, path)) = {
                let index = next.fetch_add(1, Ordering::Relaxed);
                files.get(index).map(|path| (index, path))
            } {
                let checked = self.one(path);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((index, checked));
            }
        };
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(files.len());
        if cores < 2 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..cores {
                    scope.spawn(move || typeset::alone(work));
                }
            });
        }
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, checked)| checked).collect()
    }

    /// One file: a PDF by its first bytes, else a plan.
    pub fn one(&self, path: &Path) -> Checked {
        let mut checked = Checked::default();
        if input::is_pdf(path) {
            self.pdf(path, &mut checked);
        } else if let Some(read) = input::plan(path, &mut checked.report) {
            checked.text = String::from_utf8(read.bytes.clone()).ok();
            self.plan(read, &mut checked);
        }
        // What has no place is about the file all the same.
        let name = || input::Input::of(path, Vec::new()).name;
        let file = checked.sources.first().unwrap_or_else(|| checked.sources.add(name(), ""));
        checked.report.about(file);
        checked
    }

    /// A plan: what its reading, building, layout and export say, and the rules over all of it that there is.
    pub fn plan(&self, read: input::Input, checked: &mut Checked) {
        let Checked { sources, report, .. } = checked;
        match self.engine.attempt(read.bytes, &read.name, &read.folder, self.overrides, sources, report) {
            Ok(made) => {
                let facts = self.facts(&made, report);
                let subject = Subject::of_plan(&made.loaded, Some(&made.document), facts.as_ref());
                self.ask(&subject, &made.loaded, checked);
            }
            // The words of a plan can be judged before it makes a document.
            Err(Some(unfinished)) => {
                let subject = Subject::of_plan(&unfinished.loaded, unfinished.document.as_ref(), None);
                self.ask(&subject, &unfinished.loaded, checked);
            }
            Err(None) => {}
        }
    }

    /// What stands on the pages of a document, if they are pages at all.
    fn facts(&self, made: &Typeset, report: &mut Report) -> Option<PageFacts> {
        // What only the export refuses is said even if no rule looks at pages; it takes a third of the time.
        let bytes =
            if self.engine.surely_exports(made) { None } else { self.engine.pdf(made, &self.standards, report) };
        if made.document.kind.is_copy() {
            // The strip of a copy is no page.
            return None;
        }
        if made.document.appendices.iter().all(|appendix| appendix.pdf.is_none()) {
            return Some(typeset::facts(&made.pages));
        }
        // Pages of other PDFs come with the export.
        let read = page::read(&bytes?).map_err(|error| {
            report.push(Problem::Internal { detail: error.wording().en }, None);
        });
        read.ok()
    }

    fn ask(&self, subject: &Subject<'_>, loaded: &Loaded, checked: &mut Checked) {
        let Checked { sources, report, outcomes, .. } = checked;
        let mut examined = examine(subject, |meta| self.wants(&meta.code.to_string()));
        for finding in &mut examined.findings {
            // Fixes are made in the plan alone; what stands in its profile is mended there.
            finding.fix.take_if(|fix| fix.edits.iter().any(|edit| edit.span.file != loaded.file));
        }
        if !loaded.broken.is_empty() {
            // Where a value could not be read, that something is missing is no news.
            examined.findings.retain(|finding| finding.span.is_some() || finding.page.is_some());
        }
        let everywhere = loaded.plan.ignored.as_deref().unwrap_or_default();
        let mut ignores = Ignores::read(loaded.file, sources, everywhere, report);
        *outcomes = settle(examined, &mut ignores, loaded.file, report);
        ignores.unused(|code| self.wants(code), report);
    }

    /// A PDF, whoever made it: the rules of the page.
    fn pdf(&self, path: &Path, checked: &mut Checked) {
        let Checked { sources, report, outcomes, .. } = checked;
        let shown = path.display().to_string();
        let fail = |why: Text, report: &mut Report| {
            report.push(Problem::CannotRead { path: shown.clone(), why }, None);
        };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return fail(Text::of_io(&error), report),
        };
        let facts = match page::read(&bytes) {
            Ok(facts) => facts,
            Err(error) => return fail(error.wording(), report),
        };
        let examined = examine_pages(facts, |meta| self.wants(&meta.code.to_string()));
        // It has a name, and no text that could be shown.
        let file = sources.add(shown, "");
        *outcomes = settle(examined, &mut Ignores::default(), file, report);
    }
}

/// Puts what was found and is not passed over into the report.
fn settle(
    examined: Examined,
    ignores: &mut Ignores,
    file: FileId,
    report: &mut Report,
) -> Vec<(&'static Meta, Outcome)> {
    let mut shown = Vec::new();
    for finding in examined.findings {
        if !ignores.covers(finding.meta, finding.span) {
            shown.push(finding.meta.code);
            report.add(finding.diagnostic(file));
        }
    }
    let settled = examined.outcomes.into_iter().map(|(meta, outcome)| match outcome {
        Outcome::Failed if !shown.contains(&meta.code) => (meta, Outcome::Ignored),
        _ => (meta, outcome),
    });
    settled.collect()
}
