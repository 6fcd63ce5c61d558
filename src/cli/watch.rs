//! `vanthu watch PLAN`: renders again on every change of the plan, its profile, its images or the templates. The engine stays
//! warm, so that a change shows in milliseconds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use clap::ArgMatches;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::context::{Channel, Context};
use super::{Exit, args, output, render};
use crate::Engine;
use crate::diag::{Problem, Text};
use crate::export::Standards;
use crate::plan::Overrides;

/// Editors write a file in several steps: wait until it has been quiet this long.
const QUIET: Duration = Duration::from_millis(15);

/// Runs the command until it is interrupted.
pub fn run(matches: &ArgMatches, options: &Context) -> Exit {
    let Some(plan) = args::path(matches, "plan") else {
        return Exit::CouldNotRun;
    };
    let target = match args::path(matches, "output") {
        Some(path) if path.is_dir() => path.join(plan.file_stem().unwrap_or_default()).with_extension("pdf"),
        Some(path) => path.clone(),
        None => plan.with_extension("pdf"),
    };
    let (sender, receiver) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && !matches!(event.kind, EventKind::Access(_))
        {
            // The receiver lives as long as the loop below.
            drop(sender.send(event.paths));
        }
    });
    let mut watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            let mut context = options.fresh();
            let detail = Text::new(
                format!("không theo dõi được thay đổi của tệp: {error}"),
                format!("cannot watch files: {error}"),
            );
            context.report.push(Problem::Option { detail }, None);
            context.print_report(Channel::Err);
            return context.exit(false);
        }
    };
    let mut engine = None;
    let mut watched = Watched::default();
    // Saving by renaming makes a plan vanish for a moment: only one that was never there ends the watch.
    let mut seen = false;
    loop {
        let started = Instant::now();
        let mut context = options.fresh();
        if engine.is_none() {
            engine = context.engine();
        }
        let read = engine.as_ref().map_or_else(Vec::new, |engine| round(plan, &target, engine, &mut context));
        if !context.report.has_errors() {
            let took = started.elapsed().as_secs_f64() * 1000.0;
            let done = context.text("đã ghi", "wrote");
            context.say(&format!("{done} {} ({took:.0} ms)", target.display()));
        }
        context.print_report_if_any(Channel::Err);
        if context.exit(false) == Exit::CouldNotRun && engine.is_some() && !seen && !plan.exists() {
            return Exit::CouldNotRun;
        }
        seen = true;
        let templates = options.templates_folder().cloned();
        watched.set(&mut watcher, plan, &read, templates.as_deref());
        match wait(&receiver, &target) {
            None => return Exit::Fine,
            // A changed template needs a new engine; everything else keeps the warm one.
            Some(changed) if templates.is_some_and(|folder| changed.iter().any(|p| under(p, &folder))) => engine = None,
            Some(_) => {}
        }
    }
}

/// What a document may be read from: a log beside the plan does not make it anew.
const READ: &[&str] =
    &["yaml", "yml", "j2", "typ", "png", "jpg", "jpeg", "gif", "webp", "svg", "csv", "tsv", "xlsx", "ods", "pdf"];

/// Renders once; the other files that the plan was read from.
fn round(plan: &Path, target: &Path, engine: &Engine, context: &mut Context) -> Vec<PathBuf> {
    let Some(made) = render::typeset(plan, Overrides::default(), engine, context) else {
        return Vec::new();
    };
    let standards = match Standards::new(&[]) {
        Ok(standards) => standards,
        Err(problem) => {
            context.report.push(problem, None);
            return made.loaded.read;
        }
    };
    if let Some(bytes) = engine.pdf(&made, &standards, &mut context.report) {
        // A viewer may hold the file open (Windows): said, and tried again at the next change.
        output::write(target, &bytes, context);
    }
    made.loaded.read
}

/// The folders being watched. Folders, not files: editors replace files, and a watch on the old one would go silent.
#[derive(Default)]
struct Watched {
    folders: BTreeSet<PathBuf>,
}

impl Watched {
    fn set(&mut self, watcher: &mut RecommendedWatcher, plan: &Path, read: &[PathBuf], templates: Option<&Path>) {
        let folder = |path: &Path| match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let mut wanted: BTreeSet<PathBuf> = read.iter().map(|path| folder(path)).collect();
        wanted.insert(folder(plan));
        // A profile that could not be read is mended there.
        wanted.extend(["don-vi", "he"].map(|name| folder(plan).join(name)).into_iter().filter(|path| path.is_dir()));
        if let Some(templates) = templates {
            wanted.extend([templates.join("kinds"), templates.join("lib")]);
        }
        for new in wanted {
            if !self.folders.contains(&new) && watcher.watch(&new, RecursiveMode::NonRecursive).is_ok() {
                self.folders.insert(new);
            }
        }
    }
}

fn under(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => path.starts_with(folder),
    }
}

/// Waits for a change of something other than our own output; `None` when the watcher is gone.
fn wait(receiver: &Receiver<Vec<PathBuf>>, target: &Path) -> Option<Vec<PathBuf>> {
    let ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let read = path.extension().and_then(|e| e.to_str()).is_some_and(|e| READ.contains(&e.to_lowercase().as_str()));
        path.file_name() == target.file_name() || name.starts_with(".vanthu-") || !read
    };
    loop {
        let mut changed: Vec<PathBuf> = receiver.recv().ok()?;
        loop {
            match receiver.recv_timeout(QUIET) {
                Ok(more) => changed.extend(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        changed.retain(|path| !ours(path));
        if !changed.is_empty() {
            return Some(changed);
        }
    }
}
