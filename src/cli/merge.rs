//! `vanthu merge`: the print run of finished PDFs. One volume is in memory at a time; nothing appears before all of them are made.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::output::{self, Staged};
use super::{Exit, args, input};
use crate::diag::{Problem, Text};
use crate::printrun::{MAX_PAGES, Options, PrintError, Printrun};

/// How a print run is made and where it goes.
pub(super) struct Settings {
    /// The file, or the beginning of the names of its volumes.
    pub target: PathBuf,
    /// How many documents one file holds.
    pub volume: Option<usize>,
    /// Copies of every document, instead of those that it states.
    pub copies: Option<u32>,
    /// Whether each copy begins on a front side.
    pub two_sided: bool,
    /// Whether copies are bundled by recipient.
    pub covers: bool,
}

impl Settings {
    /// Those of the command line; `target` is the file.
    pub fn new(target: PathBuf, matches: &ArgMatches) -> Self {
        let number = |name: &str| matches.try_get_one::<u32>(name).ok().flatten().copied();
        Self {
            target,
            volume: number("volume").map(|n| n as usize),
            copies: number("copies"),
            two_sided: !matches.get_flag("one-sided"),
            covers: matches.get_flag("covers"),
        }
    }
}

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    if let Some(target) = args::path(matches, "output") {
        let inputs = input::pdf_files(matches, context);
        write(&inputs, &Settings::new(target.clone(), matches), context);
    }
    context.print_report(Channel::Err);
    context.exit(false)
}

/// Makes the print run of these files; what is wrong goes to the report, and then nothing is written.
pub(super) fn write(inputs: &[PathBuf], settings: &Settings, context: &mut Context) {
    let Some(files) = prepare(inputs, settings, context).filter(|_| !context.report.has_errors()) else { return };
    let mut written = false;
    for file in files {
        let shown = file.path().display().to_string();
        if !file.publish(context) {
            break;
        }
        written = true;
        if shown != "-" {
            let done = context.text("đã ghi", "wrote");
            context.say(&format!("{done} {shown}"));
        }
    }
    if written {
        context.say(context.text(
            "tệp ghép chỉ để in, không thay bản gốc: chữ ký số trong đó chỉ còn là hình",
            "for printing only, no original: digital signatures in it are pictures",
        ));
    }
}

fn prepare(inputs: &[PathBuf], settings: &Settings, context: &mut Context) -> Option<Vec<Staged>> {
    let Settings { target, volume, .. } = settings;
    let paths = outputs(target, inputs.len(), *volume);
    check(target, &paths, inputs, volume.is_some(), context);
    let engine = if settings.covers { Some(context.engine()?) } else { None };
    let options = Options { copies: settings.copies, two_sided: settings.two_sided, covers: engine.as_ref() };
    let mut staged = Vec::new();
    for (inputs, path) in inputs.chunks(volume.unwrap_or(usize::MAX)).zip(&paths) {
        let mut run = Printrun::new(options);
        for input in inputs {
            add(&mut run, input, context);
        }
        // Once something is wrong, the rest is only read, to report all that is wrong.
        if context.report.has_errors() {
            continue;
        }
        match run.finish() {
            Ok(bytes) => staged.extend(output::stage(path, bytes, context)),
            Err(error) => report(path, &error, context),
        }
    }
    Some(staged)
}

/// `in.pdf`, or `in-001.pdf`, `in-002.pdf` … for volumes.
fn outputs(target: &Path, documents: usize, volume: Option<usize>) -> Vec<PathBuf> {
    let Some(volume) = volume else { return vec![target.to_owned()] };
    (1..=documents.div_ceil(volume)).map(|number| numbered(target, number)).collect()
}

fn numbered(target: &Path, number: usize) -> PathBuf {
    let mut name = target.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number:03}"));
    if let Some(extension) = target.extension() {
        name.push(".");
        name.push(extension);
    }
    target.with_file_name(name)
}

/// Whether the files may be written where they go.
fn check(target: &Path, paths: &[PathBuf], inputs: &[PathBuf], volumes: bool, context: &mut Context) {
    let real: Vec<PathBuf> = inputs.iter().filter_map(|path| path.canonicalize().ok()).collect();
    for path in paths {
        if path.canonicalize().is_ok_and(|path| real.contains(&path)) {
            context.report.push(Problem::MergeOverInput { path: path.display().to_string() }, None);
        }
    }
    if !volumes {
        return;
    }
    if target.as_os_str() == "-" {
        let detail = Text::new(
            "--volume tạo nhiều tệp, không ghi ra đầu ra chuẩn được; dùng -o TỆP.pdf",
            "--volume makes several files, which cannot go to standard output; use -o FILE.pdf",
        );
        context.report.push(Problem::Option { detail }, None);
    }
    let next = numbered(target, paths.len() + 1);
    if next.exists() {
        context.report.push(Problem::MergeLeftOver { path: next.display().to_string() }, None);
    }
}

fn add(run: &mut Printrun<'_>, path: &Path, context: &mut Context) {
    let Some(bytes) = input::read_file(path, context) else { return };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    if let Err(error) = run.add(&name, &bytes) {
        report(path, &error, context);
    }
}

fn report(path: &Path, error: &PrintError, context: &mut Context) {
    let path = path.display().to_string();
    let problem = match error {
        PrintError::Pdf(error) => Problem::MergeInput { path, why: error.wording() },
        PrintError::TooLong { pages } => Problem::MergeTooLong { path, pages: *pages, limit: MAX_PAGES },
        PrintError::Cover(detail) => Problem::Internal { detail: detail.clone() },
    };
    context.report.push(problem, None);
}
