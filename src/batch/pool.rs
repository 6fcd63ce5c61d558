//! Worker processes: as many as asked for, each replaced when it hangs or dies, the row that did it reported.
//!
//! Threads would be simpler, but a thread cannot be ended, and a stack overflow or a failed allocation takes the whole process.

use std::collections::VecDeque;
use std::io::{self, BufReader, BufWriter};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::frame;
use super::queue::{Queue, Taken};
use super::setup::Setup;

/// How many rows a worker is given ahead, so that it never waits for the next one.
const AHEAD: usize = 2;

/// Rows larger than this are not sent ahead: the pipe could fill up, and nobody would see that the worker hangs.
const SMALL: usize = 16_384;

/// How long a worker that closed its pipe may take to end.
const DYING: Duration = Duration::from_secs(2);

/// How long a worker may take to read the plan, its profile and the fonts.
const STARTING: Duration = Duration::from_mins(2);

/// How often the memory of a worker that works on one document is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// The hidden command that makes a process a worker.
pub const COMMAND: &str = "worker";

/// One document to make.
#[derive(Debug)]
pub struct Job<T> {
    /// What the caller wants back with the result.
    pub of: T,
    /// The row's cells, in the order of the variables.
    pub cells: Json,
    /// The number that the batch gives it.
    pub number: Option<u32>,
    /// The row as a person counts it.
    pub row: usize,
}

/// What became of a job.
#[derive(Debug)]
pub enum Outcome {
    /// The worker's reply: header and bytes.
    Reply(Json, Vec<u8>),
    /// It took longer than allowed.
    TimedOut,
    /// It took more memory than allowed.
    TooLarge,
    /// The worker died over it.
    Crashed(String),
}

/// The size of a pool and its patience.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many processes.
    pub workers: usize,
    /// The longest time for one document.
    pub timeout: Duration,
}

/// Makes all jobs of the queue; `done` is called from several threads, once for each. Ends when the queue is closed and empty.
///
/// # Errors
/// When no worker can be started.
pub fn work<T: Send>(
    setup: &Setup,
    limits: Limits,
    queue: &Queue<Job<T>>,
    done: &(dyn Fn(T, Outcome) + Sync),
) -> io::Result<()> {
    std::thread::scope(|scope| {
        let drivers: Vec<_> =
            (0..limits.workers.max(1)).map(|_| scope.spawn(|| drive(setup, limits.timeout, queue, done))).collect();
        let mut result = Ok(());
        for driver in drivers {
            let ended = driver.join().unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::Other)));
            if result.is_ok() {
                result = ended;
            }
        }
        result
    })
}

/// Keeps one worker busy.
fn drive<T: Send>(
    setup: &Setup,
    timeout: Duration,
    queue: &Queue<Job<T>>,
    done: &(dyn Fn(T, Outcome) + Sync),
) -> io::Result<()> {
    let mut worker: Option<Worker> = None;
    let mut flying: VecDeque<Job<T>> = VecDeque::new();
    let mut since = Instant::now();
    let mut closed = false;
    loop {
        while !closed && flying.len() < AHEAD && flying.iter().all(|job| size(job) < SMALL) {
            match queue.take(flying.is_empty()) {
                Taken::Item(job) => {
                    let sent = size(&job) < SMALL || flying.is_empty();
                    flying.push_back(job);
                    if flying.len() == 1 {
                        since = Instant::now();
                    }
                    if worker.is_none() {
                        // A worker that cannot start ends the batch: all workers would fail alike.
                        worker = Some(Worker::start(setup).inspect_err(|_| queue.abandon())?);
                    }
                    if let (true, Some(worker), Some(job)) = (sent, worker.as_mut(), flying.back()) {
                        worker.send(job);
                    }
                    if !sent {
                        break;
                    }
                }
                Taken::Nothing => break,
                Taken::Closed => closed = true,
            }
        }
        let (Some(busy), Some(_)) = (worker.as_mut(), flying.front()) else {
            if closed {
                return Ok(());
            }
            continue;
        };
        let outcome = busy.wait(since, timeout, setup.memory);
        let outcome = match (outcome, worker.take()) {
            (reply @ Outcome::Reply(..), alive) => {
                worker = alive;
                reply
            }
            (Outcome::Crashed(_), Some(dead)) => Outcome::Crashed(dead.end(DYING)),
            (other, dead) => {
                drop(dead.map(|dead| dead.end(Duration::ZERO)));
                other
            }
        };
        if let Some(job) = flying.pop_front() {
            done(job.of, outcome);
        }
        since = Instant::now();
        // What was sent ahead to a worker that is gone, or was held back, goes out again.
        if let Some(next) = flying.front() {
            if worker.is_none() {
                let mut fresh = Worker::start(setup).inspect_err(|_| queue.abandon())?;
                for job in &flying {
                    fresh.send(job);
                }
                worker = Some(fresh);
            } else if size(next) >= SMALL
                && let Some(worker) = worker.as_mut()
            {
                worker.send(next);
            }
        }
    }
}

/// About how many bytes a job takes on its way.
fn size<T>(job: &Job<T>) -> usize {
    let cells = job.cells.as_array().map_or(&[][..], Vec::as_slice);
    cells.iter().map(|cell| cell.as_str().map_or(8, str::len)).sum()
}

/// One process.
struct Worker {
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    replies: Receiver<(Json, Vec<u8>)>,
    reader: Option<JoinHandle<()>>,
}

impl Worker {
    fn start(setup: &Setup) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some(secret) = &setup.secret {
            command.env_remove(secret);
        }
        apart(&mut command);
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        };
        let (sender, replies) = channel();
        let reader = std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(Some(message)) = frame::read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut input = BufWriter::new(input);
        let (header, plan) = setup.message();
        // A worker that died at once is seen when its first message fails to come.
        drop(frame::write(&mut input, &header, plan));
        if replies.recv_timeout(STARTING).is_err() {
            drop(child.kill());
            drop(child.wait());
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        Ok(Self { child, input: Some(input), replies, reader: Some(reader) })
    }

    fn send<T>(&mut self, job: &Job<T>) {
        if let Some(input) = self.input.as_mut() {
            // A broken pipe shows as the end of the replies.
            drop(frame::write(input, &json!({ "row": job.row, "cells": job.cells, "number": job.number }), &[]));
        }
    }

    /// Waits for the reply to the job that was begun at `since`.
    fn wait(&self, since: Instant, timeout: Duration, memory: u64) -> Outcome {
        loop {
            let left = timeout.saturating_sub(since.elapsed());
            match self.replies.recv_timeout(left.min(LOOK)) {
                Ok((header, bytes)) => return Outcome::Reply(header, bytes),
                Err(RecvTimeoutError::Disconnected) => return Outcome::Crashed(String::new()),
                Err(RecvTimeoutError::Timeout) if left <= LOOK => return Outcome::TimedOut,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if resident(self.child.id()).is_some_and(|bytes| bytes > memory) {
                return Outcome::TooLarge;
            }
        }
    }

    /// Ends the process; how it ended, by itself if it does so soon.
    fn end(mut self, patience: Duration) -> String {
        let since = Instant::now();
        while since.elapsed() < patience && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(5));
        }
        drop(self.child.kill());
        self.child.wait().map(|status| status.to_string()).unwrap_or_default()
    }
}

/// The memory that a process holds, where the system tells it without a library of its own.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb * 1024)
}

/// Ctrl-C is for the program, which lets its workers finish what they have begun.
fn apart(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    {
        const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
        std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without input it ends by itself; one that hangs is ended.
        drop(self.input.take());
        drop(self.child.kill());
        drop(self.child.wait());
        if let Some(reader) = self.reader.take() {
            drop(reader.join());
        }
    }
}
