//! `vanthu check`: everything that `render` would say, and what the rules find in plans and on pages. Warnings count as findings.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use clap::ArgMatches;
use similar::TextDiff;

use super::context::{Channel, Context};
use super::{Exit, input, output};
use crate::Engine;
use crate::diag::{FileId, Fix, Problem, Report, Safety, Severity, Sources, Text, mended};
use crate::export::Standards;
use crate::lint::{Examined, Ignores, Meta, Outcome, Subject, examine, examine_pages};
use crate::page;
use crate::plan::Overrides;
use crate::typeset;

/// A fix may uncover another one; after so many rounds something is wrong with the rules.
const ROUNDS: usize = 10;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let files: Vec<PathBuf> = matches.get_many("files").into_iter().flatten().cloned().collect();
    let (Some(engine), Ok(standards)) = (context.engine(), Standards::new(&[])) else {
        context.print_report(Channel::Out);
        return context.exit(true);
    };
    let checker = Checker {
        engine,
        standards,
        overrides: Overrides { newer_rules: matches.get_flag("he-cu"), ..Overrides::default() },
        select: codes(matches, "select"),
        ignore: codes(matches, "ignore"),
    };
    warn_unknown(&checker, context);
    let mut tally = Tally::default();
    if matches.get_flag("fix") || matches.get_flag("diff") {
        for path in &files {
            mend(path, &checker, matches, context, &mut tally);
        }
    } else {
        for checked in checker.all(&files) {
            tally.add(&checked);
            checked.hand_over(context);
        }
    }
    context.print_report(Channel::Out);
    tally.tell(files.len(), context);
    context.exit(true)
}

/// What all files of a run share.
struct Checker {
    engine: Engine,
    standards: Standards,
    overrides: Overrides,
    select: Vec<String>,
    ignore: Vec<String>,
}

/// One file, checked.
#[derive(Default)]
struct Checked {
    sources: Sources,
    report: Report,
    outcomes: Vec<(&'static Meta, Outcome)>,
    /// The plan's text, if it is a plan that could be read.
    text: Option<String>,
}

impl Checked {
    fn hand_over(self, context: &mut Context) {
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
    fn all(&self, files: &[PathBuf]) -> Vec<Checked> {
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
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        std::thread::scope(|scope| {
            for _ in 1..cores.min(files.len()) {
                // Nested tables need more than a thread's usual stack.
                drop(std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work));
            }
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, checked)| checked).collect()
    }

    fn one(&self, path: &Path) -> Checked {
        let mut checked = Checked::default();
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
            self.pdf(path, &mut checked);
        } else if let Some(read) = input::plan(path, &mut checked.report) {
            checked.text = String::from_utf8(read.bytes.clone()).ok();
            self.plan(read, &mut checked);
        }
        checked
    }

    /// A plan: what its reading, building, layout and export say, and the rules over all of it.
    fn plan(&self, read: input::Input, checked: &mut Checked) {
        let Checked { sources, report, outcomes, .. } = checked;
        let (name, folder) = (read.name, read.folder);
        let Some(made) = self.engine.typeset(read.bytes, &name, &folder, self.overrides, sources, report) else {
            return;
        };
        // What only the export refuses (PDF/A, PDF/UA).
        let Some(bytes) = self.engine.pdf(&made, &self.standards, report) else { return };
        let facts = if made.document.kind.is_copy() {
            // The strip of a copy is no page.
            None
        } else if made.document.appendices.iter().any(|appendix| appendix.pdf.is_some()) {
            // Pages of other PDFs come with the export.
            page::read(&bytes).ok()
        } else {
            Some(typeset::facts(&made.pages))
        };
        let subject = Subject::of_plan(&made.loaded, Some(&made.document), facts.as_ref());
        let examined = examine(&subject, |meta| self.wants(&meta.code.to_string()));
        let everywhere = made.loaded.plan.ignored.as_deref().unwrap_or_default();
        let mut ignores = Ignores::read(made.loaded.file, sources, everywhere, report);
        *outcomes = settle(examined, &mut ignores, made.loaded.file, sources, report);
        ignores.unused(|code| self.wants(code), report);
    }

    /// A PDF, whoever made it: the rules of the page.
    fn pdf(&self, path: &Path, checked: &mut Checked) {
        let shown = path.display().to_string();
        let fail = |why: Text, report: &mut Report| {
            report.push(Problem::CannotRead { path: shown.clone(), why }, None);
        };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return fail(Text::of_io(&error), &mut checked.report),
        };
        let facts = match page::read(&bytes) {
            Ok(facts) => facts,
            Err(error) => return fail(Text::new(error.to_string(), format!("{error:?}")), &mut checked.report),
        };
        let examined = examine_pages(facts, |meta| self.wants(&meta.code.to_string()));
        let Checked { sources, report, outcomes, .. } = checked;
        // It has a name, and no text that could be shown.
        let file = sources.add(shown, "");
        *outcomes = settle(examined, &mut Ignores::default(), file, sources, report);
    }
}

/// The stack of a thread that lays out documents.
const STACK: usize = 64 << 20;

/// Puts what was found and is not passed over into the report.
fn settle(
    examined: Examined,
    ignores: &mut Ignores,
    file: FileId,
    sources: &Sources,
    report: &mut Report,
) -> Vec<(&'static Meta, Outcome)> {
    for finding in examined.findings {
        let code = finding.meta.code.to_string();
        if !ignores.covers(&code, finding.span, sources) {
            report.add(finding.diagnostic(file));
        }
    }
    examined.outcomes
}

/// Mends a file, or shows how it would be mended, and reports what is left.
fn mend(path: &Path, checker: &Checker, matches: &ArgMatches, context: &mut Context, tally: &mut Tally) {
    let unsafe_too = matches.get_flag("unsafe-fixes");
    let mut checked = checker.one(path);
    let (Some(before), false) = (checked.text.clone(), path.as_os_str() == "-") else {
        tally.add(&checked);
        return checked.hand_over(context);
    };
    let mut text = before.clone();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let Some(file) = checked.sources.first() else { break };
        let wanted = |fix: &&Fix| unsafe_too || fix.safety == Safety::Safe;
        let list = checked.report.sorted();
        let fixes: Vec<&Fix> = list.iter().filter_map(|item| item.fix.as_ref()).filter(wanted).collect();
        let (next, made) = mended(&text, file, fixes);
        if made == 0 || next == text {
            break;
        }
        count += made;
        text = next;
        let mut again = Checked { text: Some(text.clone()), ..Checked::default() };
        checker.plan(input::Input::of(path, text.clone().into_bytes()), &mut again);
        checked = again;
    }
    if matches.get_flag("diff") {
        let name = path.display().to_string();
        let diff = TextDiff::from_lines(&before, &text);
        let shown = diff.unified_diff().context_radius(2).header(&name, &name).to_string();
        drop(std::io::Write::write_all(&mut std::io::stdout(), shown.as_bytes()));
        // What is left stands in the mended text, which nobody has.
        checked = checker.one(path);
    } else if text != before && output::write(path, text.as_bytes(), context) {
        let line = match context.lang {
            crate::diag::Lang::Vi => format!("đã sửa {count} chỗ trong {}", path.display()),
            crate::diag::Lang::En => format!("mended {count} places in {}", path.display()),
        };
        context.say(&line);
    }
    tally.add(&checked);
    checked.hand_over(context);
}

fn codes(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().map(|code| code.trim().to_uppercase()).collect()
}

/// Codes of the command line that no rule has.
fn warn_unknown(checker: &Checker, context: &mut Context) {
    for code in checker.select.iter().chain(&checker.ignore) {
        if !crate::lint::all().iter().any(|rule| rule.meta().code.to_string().starts_with(code.as_str())) {
            context.report.push(Problem::UnknownRule { code: code.clone() }, None);
        }
    }
}

/// What became of the rules, over all files.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    not_evaluated: usize,
    /// Files whose rules could not be asked, since something more basic is wrong with them.
    not_asked: usize,
}

impl Tally {
    fn add(&mut self, checked: &Checked) {
        for (_, outcome) in &checked.outcomes {
            match outcome {
                Outcome::Passed => self.passed += 1,
                Outcome::Failed => self.failed += 1,
                Outcome::NotEvaluated => self.not_evaluated += 1,
            }
        }
        if checked.outcomes.is_empty() {
            self.not_asked += 1;
        }
    }

    /// Says what was looked at, and what was not: a clean run is no certificate.
    fn tell(&self, files: usize, context: &Context) {
        let Self { passed, failed, not_evaluated, not_asked } = self;
        let nothing = !context.report.sorted().iter().any(|item| item.severity() != Severity::Note);
        let mut line = match context.lang {
            crate::diag::Lang::Vi => {
                format!("{files} tệp; quy tắc: {passed} đạt, {failed} có phát hiện, {not_evaluated} chưa đánh giá được")
            }
            crate::diag::Lang::En => {
                format!(
                    "files: {files}; rules: {passed} passed, {failed} found something, {not_evaluated} not evaluated"
                )
            }
        };
        if *not_asked > 0 {
            line += &match context.lang {
                crate::diag::Lang::Vi => format!("; {not_asked} tệp chưa xét quy tắc nào vì còn lỗi khác"),
                crate::diag::Lang::En => format!("; {not_asked} files with other errors: no rule was asked"),
            };
        }
        if nothing && *not_asked == 0 {
            line +=
                context.text("; không thấy gì sai trong những điều đã xét", "; nothing wrong in what was looked at");
        }
        context.say(&line);
    }
}
