//! A worker: a process of its own that makes one document after another. What goes wrong with one costs this process at most.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value as Json, json};

use super::frame;
use super::setup::Setup;
use crate::Engine;
use crate::diag::{Report, Sources, json};
use crate::export::Standards;
use crate::plan::{Row, Tree, Variables, read};
use crate::sheet::Cell;

/// Serves rows from `input` until it ends; results go to `output`. At the end of `input` the process ends, in the middle of a document,
/// too: whoever wanted it is gone. Documents are made on the caller's thread (see [`crate::typeset::alone`]).
///
/// # Errors
/// A broken pipe, or a set-up that cannot be used: the plan was read and found good before workers are started.
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let Some((header, plan)) = frame::read(&mut input)? else { return Ok(()) };
    let setup = Setup::read(&header, plan);
    let (sender, jobs) = channel();
    std::thread::spawn(move || {
        while let Ok(Some((job, _))) = frame::read(&mut input) {
            if sender.send(job).is_err() {
                break;
            }
        }
        std::process::exit(0);
    });
    run(&setup, &jobs, &mut BufWriter::new(output))
}

fn run(setup: &Setup, jobs: &Receiver<Json>, output: &mut impl Write) -> io::Result<()> {
    let unusable = || io::Error::other("the plan cannot be used");
    let standards = Standards::new(&setup.standards).map_err(|_| unusable())?;
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let engine = Engine::open(setup.templates.as_deref(), setup.fonts.as_deref(), &mut sources, &mut report);
    let engine = engine.ok_or_else(unusable)?;
    let tree = read(setup.plan.clone(), &setup.name, &setup.folder, setup.overrides, &mut sources, &mut report);
    let tree = tree.ok_or_else(unusable)?;
    let variables = tree.variables.clone().ok_or_else(unusable)?;
    // The first message says that documents can be made.
    frame::write(output, &json!({ "ready": true }), &[])?;
    while let Ok(job) = jobs.recv() {
        let (reply, bytes) = document(&job, setup, &engine, &standards, &tree, &variables, &sources);
        frame::write(output, &reply, &bytes)?;
    }
    Ok(())
}

/// One document: its header, and its bytes if it could be made.
fn document(
    job: &Json,
    setup: &Setup,
    engine: &Engine,
    standards: &Standards,
    tree: &Tree,
    variables: &Variables,
    shared: &Sources,
) -> (Json, Vec<u8>) {
    let started = std::time::Instant::now();
    let mut sources = shared.clone();
    let mut report = Report::default();
    let row = row(job, variables);
    let made = engine.typeset_row(tree, Some(&row), &mut sources, &mut report);
    let mut reply = json!({});
    let mut bytes = Vec::new();
    if let Some(made) = made {
        let known: Vec<_> = made.loaded.read.iter().filter(|path| !tree.read.contains(path)).collect();
        reply["read"] = known.iter().map(|path| path.to_string_lossy()).collect();
        reply["pages"] = made.pages.pages().len().into();
        if !setup.check
            && let Some(pdf) = engine.pdf(&made, standards, &mut report)
        {
            bytes = pdf;
        }
    }
    reply["ok"] = (!report.has_errors()).into();
    if !report.is_empty() {
        reply["findings"] = serde_json::from_str(&json::render(&report, &sources, setup.lang)).unwrap_or_default();
    }
    reply["ms"] = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX).into();
    (reply, bytes)
}

/// The values of a row, which was checked before it was sent.
fn row(job: &Json, variables: &Variables) -> Row {
    let cells = job["cells"].as_array().map_or(&[][..], Vec::as_slice);
    let values = variables.items.iter().zip(cells).map(|(variable, cell)| {
        let value = variable.read(&cell_of(cell)).unwrap_or_default();
        (variable.name.clone(), value)
    });
    let index = job["row"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    Row { values: values.collect(), index, number: job["number"].as_u64().and_then(|n| u32::try_from(n).ok()) }
}

/// A cell as it is sent.
pub fn cell_json(cell: &Cell) -> Json {
    match cell {
        Cell::Text(text) => Json::from(text.as_str()),
        Cell::Number(n) => Json::from(*n),
    }
}

fn cell_of(json: &Json) -> Cell {
    match json.as_f64() {
        Some(n) => Cell::Number(n),
        None => Cell::Text(json.as_str().unwrap_or_default().to_owned()),
    }
}
