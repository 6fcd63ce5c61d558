//! A folder of documents with its journal: files appear whole, and every run knows what earlier ones made.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failures::Failures;
use super::journal::{self, Entry, Journal, Known};
use super::progress::Progress;
use super::target::{Counts, Made, Target, Ticket};
use crate::diag::{Problem, Text};
use crate::files::{hash_of, sha256};
use crate::jsonl::OpenError;

/// The lock of a folder.
const LOCK: &str = ".vanthu-batch.lock";
/// The failed rows, for Excel.
pub const FAILURES: &str = "loi.csv";
/// How temporary files begin.
const TEMPORARY: &str = ".vanthu-tam-";

/// The folder of a batch.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held until the end.
    _lock: File,
    /// What earlier runs made, by row key.
    pub known: HashMap<String, Known>,
    state: Mutex<State>,
    progress: Progress,
    fail_fast: bool,
}

#[derive(Debug)]
struct State {
    journal: Journal,
    failures: Failures,
    /// The names of the finished files with the places of their rows.
    names: Option<Vec<(usize, String)>>,
    counts: Counts,
    error: Option<Problem>,
    /// Hashes of files that rows named: asked for once.
    hashes: HashMap<String, String>,
    /// The rows of earlier runs that were met again.
    met: HashSet<String>,
    /// The names of the documents of this run, where an earlier one left some.
    made: HashSet<String>,
}

/// What a run made.
#[derive(Debug)]
pub struct Finished {
    /// How it went.
    pub counts: Counts,
    /// Documents a second.
    pub rate: f64,
    /// What ended it early.
    pub error: Option<Problem>,
    /// The files in the order of their rows, if they were asked for.
    pub files: Vec<PathBuf>,
    /// The table of failed rows, if there are any.
    pub failures: Option<PathBuf>,
    /// Documents of earlier runs whose rows are no longer in the table.
    pub left: Vec<String>,
    /// Reasons of failed rows that nobody was told of.
    pub untold: Vec<String>,
}

impl Folder {
    /// Locks a folder and reads what is in it.
    ///
    /// # Errors
    /// When it is in use, cannot be written, or holds something and is not to be gone on with.
    pub fn open(
        path: &Path,
        resume: bool,
        failures: Failures,
        progress: Progress,
        fail_fast: bool,
    ) -> Result<Self, Problem> {
        let shown = || path.display().to_string();
        let cannot = |error: io::Error| Problem::CannotWrite { path: shown(), why: Text::of_io(&error) };
        std::fs::create_dir_all(path).map_err(cannot)?;
        let lock = File::options().write(true).create(true).truncate(false).open(path.join(LOCK)).map_err(cannot)?;
        if let Err(std::fs::TryLockError::WouldBlock) = lock.try_lock() {
            let detail = Text::new(
                format!("một lượt in hàng loạt khác đang ghi vào `{}`; đợi nó xong hoặc chọn thư mục khác", shown()),
                format!("another batch is writing to `{}`; wait for it or choose another folder", shown()),
            );
            return Err(Problem::Option { detail });
        }
        let mut others = 0;
        for entry in std::fs::read_dir(path).map_err(cannot)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(TEMPORARY) {
                // Of a run that was cut off.
                drop(std::fs::remove_file(entry.path()));
            } else if name != LOCK && name != FAILURES && name != journal::NAME {
                others += 1;
            }
        }
        let earlier = Journal::exists(path);
        if (earlier && !resume) || (!earlier && others > 0) {
            let detail = if earlier {
                Text::new(
                    format!(
                        "`{}` đã có kết quả của lượt trước: thêm --resume để làm tiếp, hoặc chọn thư mục khác",
                        shown()
                    ),
                    format!(
                        "`{}` has the results of an earlier run: add --resume to go on, or choose another folder",
                        shown()
                    ),
                )
            } else {
                Text::new(
                    format!("thư mục `{}` đã có {others} tệp khác; chọn thư mục trống", shown()),
                    format!("the folder `{}` holds {others} other files; choose an empty one", shown()),
                )
            };
            return Err(Problem::Option { detail });
        }
        let (journal, known) = Journal::open(path).map_err(|error| match error {
            OpenError::Io(error) => cannot(error),
            // The folder itself is locked.
            OpenError::Locked => cannot(io::ErrorKind::WouldBlock.into()),
            OpenError::Line(line) => {
                let detail = Text::new(
                    format!(
                        "nhật ký `{}` hỏng ở dòng {line}: lấy lại bản sao lưu, hoặc dùng thư mục kết quả khác",
                        journal::NAME
                    ),
                    format!(
                        "the journal `{}` is damaged at line {line}: bring back a copy, or use another folder",
                        journal::NAME
                    ),
                );
                Problem::Option { detail }
            }
        })?;
        let state = State {
            journal,
            failures,
            names: None,
            counts: Counts::default(),
            error: None,
            hashes: HashMap::new(),
            met: HashSet::new(),
            made: HashSet::new(),
        };
        Ok(Self { path: path.to_owned(), _lock: lock, known, state: Mutex::new(state), progress, fail_fast })
    }

    /// Remembers the names of all documents, in the order of their rows.
    pub fn collect_names(&self) {
        self.state().names = Some(Vec::new());
    }

    /// Writes how the run begins.
    pub fn begin(&self, plan: &str, table: &str) {
        let mut state = self.state();
        let result = state.journal.begin(plan, table);
        self.note(&mut state, result);
    }

    /// Writes the numbers that rows get, before any document is made.
    ///
    /// # Errors
    /// When they cannot be written: then none counts as given.
    pub fn give_numbers(&self, given: &[(usize, String, u32)]) -> Result<(), Problem> {
        let mut state = self.state();
        let written = given.iter().try_for_each(|(row, key, number)| state.journal.give(*row, key, *number));
        written
            .and_then(|()| state.journal.sync())
            .map_err(|error| Problem::CannotWrite { path: self.path.display().to_string(), why: Text::of_io(&error) })
    }

    /// The documents of earlier runs: their names without extension, and the keys of their rows.
    pub fn made(&self) -> impl Iterator<Item = (&str, &str)> {
        let made = self.known.iter().filter(|(_, known)| !known.sha256.is_empty());
        made.filter_map(|(key, known)| Some((known.file.strip_suffix(".pdf")?, key.as_str())))
    }

    /// The progress of the run.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Writes the failed rows and ends. `whole` says that all rows of the table were done; `source` is the table, which is never
    /// replaced by less than what is still to do.
    pub fn finish(self, whole: bool, source: &Path) -> Finished {
        self.progress.end();
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let path = self.path.join(FAILURES);
        let is_source = path.canonicalize().is_ok_and(|path| source.canonicalize().is_ok_and(|source| source == path));
        let may = whole && state.error.is_none();
        // What is being mended there is not replaced by less.
        let free = !is_source && !path.exists();
        let mut failures = None;
        let written = match (state.failures.is_empty(), may || free) {
            (false, true) => {
                failures = Some(path.clone());
                state.failures.bytes().and_then(|bytes| crate::files::replace(&path, &bytes))
            }
            // What an earlier run left is mended now.
            (true, _) if may => {
                drop(std::fs::remove_file(&path));
                Ok(())
            }
            _ => Ok(()),
        };
        let result = written.and_then(|()| state.journal.sync());
        if let (Err(error), None) = (result, &state.error) {
            state.error = Some(Problem::CannotWrite { path: path.display().to_string(), why: Text::of_io(&error) });
        }
        let mut names = state.names.unwrap_or_default();
        names.sort();
        let files = names.into_iter().map(|(_, name)| self.path.join(name)).collect();
        // Documents of rows that are no longer in the table; a table of failed rows has but a few of them.
        let mut left: Vec<String> = Vec::new();
        if may && !is_source {
            let gone = self.known.iter().filter(|(key, known)| !known.sha256.is_empty() && !state.met.contains(*key));
            left.extend(gone.map(|(_, known)| known.file.clone()).filter(|name| self.path.join(name).exists()));
            left.retain(|name| !state.made.contains(name));
            left.sort();
        }
        let rate = self.progress.rate();
        Finished {
            counts: state.counts,
            rate,
            error: state.error,
            files,
            failures,
            left,
            untold: self.progress.untold(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the first error of the disk, which ends the run.
    fn note(&self, state: &mut State, result: io::Result<()>) {
        self.note_at(state, journal::NAME, result);
    }

    fn note_at(&self, state: &mut State, name: &str, result: io::Result<()>) {
        if let (Err(error), None) = (result, &state.error) {
            let path = self.path.join(name).display().to_string();
            state.error = Some(Problem::CannotWrite { path, why: Text::of_io(&error) });
        }
    }

    /// Takes away the file that an earlier run made of this row under another name, or of what the row said then.
    fn retire(&self, key: &str, name: &str) {
        if let Some(known) = self.known.get(key).filter(|known| !known.sha256.is_empty() && known.file != name) {
            let old = self.path.join(&known.file);
            // Another row may have taken the name meanwhile.
            if hash_of(&old).is_ok_and(|hash| hash == known.sha256) {
                drop(std::fs::remove_file(old));
            }
        }
    }

    /// Writes a file under a name of its own and renames it.
    fn write(&self, index: usize, name: &str, bytes: &[u8]) -> io::Result<()> {
        let temporary = self.path.join(format!("{TEMPORARY}{index}"));
        let written = File::create(&temporary).and_then(|mut file| file.write_all(bytes));
        let renamed = written.and_then(|()| std::fs::rename(&temporary, self.path.join(name)));
        if renamed.is_err() {
            drop(std::fs::remove_file(&temporary));
        }
        renamed
    }

    /// Whether the files that a row named are the same as they were.
    fn same_read(&self, known: &Known) -> bool {
        let mut state = self.state();
        known.read.iter().all(|(path, hash)| {
            let now = state.hashes.entry(path.clone()).or_insert_with(|| hash_of(Path::new(path)).unwrap_or_default());
            now == hash
        })
    }
}

impl Target for Folder {
    fn keeps(&self, ticket: &Ticket) -> bool {
        let Some(known) = self.known.get(&ticket.row.key) else { return false };
        self.state().met.insert(ticket.row.key.clone());
        let name = format!("{}.pdf", ticket.row.name);
        let same = known.inputs == ticket.inputs
            && known.file == name
            && !known.sha256.is_empty()
            && self.same_read(known)
            // A power cut can leave an empty file behind a journal that says it is done.
            && hash_of(&self.path.join(&name)).is_ok_and(|hash| hash == known.sha256);
        if same {
            let mut state = self.state();
            state.counts.kept += 1;
            if let Some(names) = &mut state.names {
                names.push((ticket.index, name));
            }
            self.progress.step();
        }
        same
    }

    fn made(&self, ticket: Ticket, made: Made) {
        if self.stopped() {
            return;
        }
        let name = format!("{}.pdf", ticket.row.name);
        let sha256 = sha256(&made.bytes);
        let written = self.write(ticket.index, &name, &made.bytes);
        let mut state = self.state();
        if let Err(error) = written {
            self.note_at(&mut state, &name, Err(error));
            return;
        }
        self.retire(&ticket.row.key, &name);
        let mut read = Vec::new();
        for path in made.read {
            let hash =
                state.hashes.entry(path.clone()).or_insert_with(|| hash_of(Path::new(&path)).unwrap_or_default());
            read.push((path, hash.clone()));
        }
        let known =
            Known { inputs: ticket.inputs, file: name, sha256, pages: made.pages, number: ticket.row.number, read };
        let entry = Entry { row: ticket.row.row, key: &ticket.row.key, known: &known, errors: &[], ms: made.ms };
        let result = state.journal.add(&entry);
        self.note(&mut state, result);
        state.counts.made += 1;
        state.counts.pages += made.pages;
        if !self.known.is_empty() {
            state.made.insert(known.file.clone());
        }
        if let Some(names) = &mut state.names {
            names.push((ticket.index, known.file));
        }
        drop(state);
        self.progress.step();
    }

    fn failed(&self, ticket: Ticket, reasons: Vec<String>, told: bool) {
        let mut state = self.state();
        if state.error.is_some() {
            return;
        }
        state.met.insert(ticket.row.key.clone());
        let file = if ticket.row.name.is_empty() { String::new() } else { format!("{}.pdf", ticket.row.name) };
        self.retire(&ticket.row.key, "");
        let known = Known { inputs: ticket.inputs, file, number: ticket.row.number, ..Known::default() };
        let entry = Entry { row: ticket.row.row, key: &ticket.row.key, known: &known, errors: &reasons, ms: 0 };
        let result = state.journal.add(&entry);
        self.note(&mut state, result);
        state.counts.failed += 1;
        drop(state);
        self.progress.failed(&reasons, told);
        self.state().failures.add(ticket.row, reasons);
    }

    fn stopped(&self) -> bool {
        let state = self.state();
        state.error.is_some() || (self.fail_fast && state.counts.failed > 0)
    }

    fn ready(&self, _: usize) {}

    fn abandon(&self) {}
}
