//! `vanthu batch`: one plan, a table of rows, a document for each.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::ArgMatches;
use sha2::{Digest, Sha256};

use super::context::{Channel, Context};
use super::{Exit, args, input, merge, render};
use crate::batch;
use crate::batch::{
    Checked, Counts, Failures, Folder, Limits, Making, Naming, Numbers, Pass, Progress, Reader, Register, Registered,
    Selection, Series, Setup, Shard, Shown, Stream, Survey, hash_of, hex, make, survey,
};
use crate::diag::{Lang, Problem, Report, Text};
use crate::export::Standards;
use crate::model::Document;
use crate::plan::{Variable, Variables, read};
use crate::sheet::{Form, Table};
use crate::vi::text::as_name;

/// At most so many faults of rows are printed; all of them are in `loi.csv`.
const TOLD: usize = 200;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let exit = match Batch::prepare(matches, context) {
        Some(batch) => batch.run(context),
        None => Exit::Fine,
    };
    context.print_report_if_any(Channel::Err);
    match (exit, context.exit(false)) {
        (_, Exit::CouldNotRun) | (Exit::CouldNotRun, _) => Exit::CouldNotRun,
        (Exit::Fine, other) => other,
        (other, _) => other,
    }
}

/// A batch whose plan is right.
struct Batch<'a> {
    matches: &'a ArgMatches,
    setup: Setup,
    variables: Variables,
    naming: Naming,
    table: Table,
    /// The hash of what all documents are made from.
    common: String,
    series: Option<Series>,
    selection: Selection,
    interrupted: Arc<AtomicBool>,
}

impl<'a> Batch<'a> {
    /// Reads the plan and lays it out with its examples; `None` when the report says why not.
    fn prepare(matches: &'a ArgMatches, context: &mut Context) -> Option<Self> {
        let path = args::path(matches, "plan")?;
        let overrides = render::overrides(matches, context)?;
        let standards: Vec<String> = matches.get_many("standard").into_iter().flatten().cloned().collect();
        if let Err(problem) = Standards::new(&standards) {
            context.report.push(problem, None);
            return None;
        }
        let data = args::path(matches, "data")?;
        let table = match Table::new(data, matches.get_one::<String>("sheet").map(String::as_str)) {
            Ok(table) => table,
            Err(why) => {
                context.report.push(Problem::DataFile { path: data.display().to_string(), why }, None);
                return None;
            }
        };
        check_options(matches, &table, context)?;
        let input = input::read(path, context)?;
        let engine = context.engine()?;
        let mut own = Report::default();
        let tree = read(input.bytes.clone(), &input.name, &input.folder, overrides, &mut context.sources, &mut own);
        let made = tree.as_ref().and_then(|tree| engine.typeset_row(tree, None, &mut context.sources, &mut own));
        own.retain(|problem| !matches!(problem, Problem::ExamplesUsed));
        let fine = !own.has_errors();
        context.report.append(own);
        let tree = tree.filter(|_| fine)?;
        let made = made?;
        let variables = match &tree.variables {
            Some(variables) => variables.clone(),
            None => {
                context.report.push(Problem::NoVariables { suggestion: suggestion(&table) }, None);
                return None;
            }
        };
        if made.document.kind.is_copy() {
            let detail =
                Text::new("bản sao không làm hàng loạt bằng bảng dữ liệu", "copies cannot be made from a table");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let setup = Setup {
            plan: input.bytes,
            name: input.name,
            folder: input.folder,
            templates: args::path(matches, "templates").cloned(),
            fonts: args::path(matches, "font-path").cloned(),
            standards,
            overrides,
            lang: context.lang,
            check: false,
            memory: matches.get_one::<u64>("memory").copied().unwrap_or(2048) << 20,
        };
        let common = common(&setup, &made.read)?;
        Some(Self {
            matches,
            naming: Naming::new(tree.output().as_deref(), &stem),
            series: series(&made.document),
            setup,
            variables,
            table,
            common,
            selection: selection(matches, context)?,
            interrupted: interruption(),
        })
    }

    fn run(&self, context: &mut Context) -> Exit {
        match self.try_run(context) {
            Ok(exit) => exit,
            Err(problem) => {
                context.report.push(problem, None);
                Exit::Findings
            }
        }
    }

    fn try_run(&self, context: &mut Context) -> Result<Exit, Problem> {
        if self.matches.get_flag("dry-run") {
            return self.dry_run(context);
        }
        match args::path(self.matches, "out") {
            Some(out) if out.as_os_str() == "-" => self.to_stream(context),
            Some(out) => self.to_folder(out, context),
            None => Ok(Exit::CouldNotRun),
        }
    }

    /// Checks every row, laid out as it would be.
    fn dry_run(&self, context: &mut Context) -> Result<Exit, Problem> {
        let survey = self.survey(None, context)?;
        let counts = self.check(None, &survey, context)?;
        let (good, bad) = (counts.made, counts.failed);
        let line = match context.lang {
            Lang::Vi => format!("{good} dòng đúng, {bad} dòng lỗi; chưa ghi gì"),
            Lang::En => format!("{good} rows are right, {bad} are not; nothing was written"),
        };
        context.say(&line);
        Ok(if bad > 0 { Exit::Findings } else { Exit::Fine })
    }

    /// Documents to standard output.
    fn to_stream(&self, context: &mut Context) -> Result<Exit, Problem> {
        let survey = if self.table.is_stream() { None } else { Some(self.survey(None, context)?) };
        let form =
            if args::word(self.matches, "format") == "jsonl" { batch::Form::JsonLines } else { batch::Form::Tar };
        let out = std::io::BufWriter::new(std::io::stdout());
        let target = Stream::new(
            out,
            form,
            self.failures(),
            self.progress(survey.as_ref().map(|s| s.rows), context),
            self.matches.get_flag("fail-fast"),
        );
        let made = make(self.pass(None, survey.map(|s| s.total)), &self.making(&self.setup), &target);
        let (counts, rate, error) = target.finish();
        made?;
        if let Some(error) = error {
            return Err(error);
        }
        Ok(self.end(counts, rate, None, context))
    }

    /// Documents to a folder.
    fn to_folder(&self, out: &Path, context: &mut Context) -> Result<Exit, Problem> {
        let progress = self.progress(None, context);
        let fail_fast = self.matches.get_flag("fail-fast");
        let folder = Folder::open(out, self.matches.get_flag("resume"), self.failures(), progress, fail_fast)?;
        let mut register = match args::path(self.matches, "so-file") {
            Some(path) => Some(Register::open(path)?),
            None => None,
        };
        let numbers = self.numbers(&folder, register.as_ref())?;
        let merged = args::path(self.matches, "merge");
        if merged.is_some() {
            folder.collect_names();
        }
        let survey = self.survey(numbers.clone(), context)?;
        folder.progress().expect(survey.rows);
        folder.begin(&self.setup.name, &self.table.name());
        if numbers.is_some() {
            if survey.faulty > 0 {
                // A register has no gaps: nothing is numbered while any row is wrong.
                return Ok(Exit::Findings);
            }
            if self.check(numbers.clone(), &survey, context)?.failed > 0 || self.interrupted.load(Ordering::Relaxed) {
                return Ok(Exit::Findings);
            }
            let given: Vec<_> =
                survey.numbers.iter().map(|(row, key, number, _)| (*row, key.clone(), *number)).collect();
            folder.give_numbers(&given);
            if let (Some(register), Some(series)) = (&mut register, &self.series) {
                let given: Vec<Registered> = survey
                    .numbers
                    .iter()
                    .map(|(_, _, number, name)| Registered { number: *number, file: format!("{name}.pdf") })
                    .collect();
                let shown = args::path(self.matches, "so-file").map(|p| p.display().to_string()).unwrap_or_default();
                register.add(series, &given).map_err(|e| Problem::CannotWrite { path: shown, why: Text::of_io(&e) })?;
            }
        }
        let made = make(self.pass(numbers, Some(survey.total)), &self.making(&self.setup), &folder);
        let finished = folder.finish();
        made?;
        if let Some(error) = finished.error {
            how_to_go_on(out, context);
            return Err(error);
        }
        let exit = self.end(finished.counts, finished.rate, finished.failures.as_deref(), context);
        if self.interrupted.load(Ordering::Relaxed) {
            how_to_go_on(out, context);
        } else if let Some(path) = merged.filter(|_| !finished.files.is_empty()) {
            merge::write(&finished.files, &merge::Settings::new(path.clone(), self.matches), context);
        }
        Ok(exit)
    }

    /// The rows, from the start; `total` is how many there are, for a sample of them.
    fn pass(&self, numbers: Option<Numbers>, total: Option<usize>) -> Pass<'_> {
        Pass {
            table: &self.table,
            reader: Reader::new(&self.variables, &self.naming, &self.table),
            selection: &self.selection,
            limit: self.count("limit"),
            sample: self.count("sample").zip(total),
            numbers,
            lang: self.setup.lang,
            interrupted: &self.interrupted,
        }
    }

    fn count(&self, name: &str) -> Option<usize> {
        self.matches.get_one::<u64>(name).and_then(|n| usize::try_from(*n).ok())
    }

    /// Reads and checks all rows; what is wrong with them goes to the report.
    fn survey(&self, numbers: Option<Numbers>, context: &mut Context) -> Result<Survey, Problem> {
        let mut found = survey(self.pass(numbers.clone(), None))?;
        if self.count("sample").is_some() {
            found = Survey { total: found.rows, ..survey(self.pass(numbers, Some(found.rows)))? };
        }
        for (at, what) in found.faults.iter().take(TOLD) {
            context.report.push(Problem::RowFault { at: at.clone(), what: what.clone() }, None);
        }
        if found.faults.len() > TOLD {
            let (rows, faulty) = (found.rows, found.faulty);
            context.say(&match context.lang {
                Lang::Vi => format!("{faulty} trong {rows} dòng có lỗi; chỉ hiện {TOLD} lỗi đầu"),
                Lang::En => format!("{faulty} of {rows} rows are wrong; only the first {TOLD} faults are shown"),
            });
        }
        // Said before the first document is made.
        context.print_report_if_any(Channel::Err);
        context.report = Report::default();
        Ok(found)
    }

    /// Lays out every row without writing anything; rows that cannot be made are told.
    fn check(&self, numbers: Option<Numbers>, survey: &Survey, context: &Context) -> Result<Counts, Problem> {
        let setup = Setup { check: true, ..self.setup.clone() };
        let target = Checked::new(self.progress(Some(survey.rows), context));
        make(self.pass(numbers, Some(survey.total)), &self.making(&setup), &target)?;
        Ok(target.finish())
    }

    fn making<'b>(&'b self, setup: &'b Setup) -> Making<'b> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let limits = Limits {
            workers: self.count("jobs").filter(|n| *n > 0).unwrap_or(cores),
            timeout: Duration::from_secs(self.count("timeout").unwrap_or(60).max(1) as u64),
        };
        Making { setup, limits, common: &self.common, lang: setup.lang, told: !self.table.is_stream() }
    }

    /// The table of failed rows: JSON rows have no heads of their own.
    fn failures(&self) -> Failures {
        let tabular = matches!(self.table.form(), Form::Csv | Form::Workbook);
        let name = |v: &Variable| v.column.as_ref().map_or(&v.name, |column| &column.value).clone();
        Failures::new((!tabular).then(|| self.variables.items.iter().map(name).collect()))
    }

    fn progress(&self, total: Option<usize>, context: &Context) -> Progress {
        let shown = match (self.matches.get_flag("quiet") || !context.is_human(), std::io::stderr().is_terminal()) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar,
            (false, false) => Shown::Lines,
        };
        let progress = Progress::new(shown, context.lang);
        if let Some(total) = total {
            progress.expect(total);
        }
        progress
    }

    /// The numbers that `--so` asks for, or that an earlier run gave.
    fn numbers(&self, folder: &Folder, register: Option<&Register>) -> Result<Option<Numbers>, Problem> {
        let wrong = |vi: &str, en: &str| Problem::Option { detail: Text::new(vi, en) };
        let Some(text) = self.matches.get_one::<String>("so") else {
            if folder.known.values().any(|known| known.number.is_some()) {
                return Err(wrong(
                    "lượt trước đã cấp số: thêm --so như lượt trước để làm tiếp",
                    "the earlier run gave numbers: add its --so to go on",
                ));
            }
            return Ok(None);
        };
        let start = text.strip_suffix("..").unwrap_or(text).parse().ok().filter(|n| (1..=99_999).contains(n));
        let Some(start) = start else {
            return Err(wrong("--so: viết số đầu tiên, như 125..", "--so: write the first number, such as 125.."));
        };
        let Some(series) = &self.series else {
            return Err(wrong("loại văn bản này không có số", "this kind of document has no number"));
        };
        let earlier = folder.known.values().any(|known| known.number.is_some());
        if let Some(register) = register.filter(|_| !earlier) {
            register.check(series, start)?;
        }
        Ok(Some(Numbers::new(start, &folder.known)))
    }

    /// How it went; the exit code.
    fn end(&self, counts: Counts, rate: f64, failures: Option<&Path>, context: &Context) -> Exit {
        let Counts { made, kept, failed, pages } = counts;
        let (mut vi, mut en) =
            (format!("xong {made} văn bản ({pages} trang)"), format!("made {made} documents ({pages} pages)"));
        if kept > 0 {
            vi += &format!(", {kept} đã có từ trước");
            en += &format!(", {kept} were there already");
        }
        if failed > 0 {
            vi += &format!(", {failed} dòng lỗi");
            en += &format!(", {failed} rows failed");
            if let Some(path) = failures {
                vi += &format!(": sửa trong {} rồi dùng tệp đó làm --data với --resume", path.display());
                en += &format!(": mend them in {} and use it as --data with --resume", path.display());
            }
        }
        if made > 1 {
            vi += &format!("; {rate:.0} văn bản/giây");
            en += &format!("; {rate:.0} a second");
        }
        if !self.matches.get_flag("quiet") {
            context.say(context.text(&vi, &en));
        }
        if failed > 0 { Exit::Findings } else { Exit::Fine }
    }
}

/// What to do after a run that was cut off.
fn how_to_go_on(out: &Path, context: &Context) {
    let out = out.display();
    context.say(&match context.lang {
        Lang::Vi => {
            format!("dừng giữa chừng; những văn bản đã xong nằm trong {out}. Làm tiếp: chạy lại lệnh này với --resume")
        }
        Lang::En => {
            format!("stopped early; the finished documents are in {out}. To go on: run the same command with --resume")
        }
    });
}

/// Options that do not go together.
fn check_options(matches: &ArgMatches, table: &Table, context: &mut Context) -> Option<()> {
    let to_stream = args::path(matches, "out").is_some_and(|out| out.as_os_str() == "-");
    let flag = |name: &str| matches.get_flag(name);
    let given = |name: &str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    let refused: [(bool, &str, &str); 5] = [
        (
            table.is_stream() && (flag("resume") || given("so") || given("sample") || flag("dry-run")),
            "luồng từ đầu vào chuẩn chỉ đọc được một lần: không dùng với --resume, --so, --sample, --dry-run",
            "a stream from standard input is read once: not with --resume, --so, --sample, --dry-run",
        ),
        (
            to_stream && (flag("resume") || given("so")),
            "--out - không có nhật ký: không dùng với --resume, --so",
            "--out - keeps no journal: not with --resume, --so",
        ),
        (
            table.is_stream() && !to_stream,
            "luồng từ đầu vào chuẩn chỉ đưa ra đầu ra chuẩn: dùng --out -",
            "a stream from standard input goes to standard output only: use --out -",
        ),
        (
            to_stream && given("merge"),
            "--merge cần một thư mục kết quả: --out THƯ_MỤC",
            "--merge needs a folder of results: --out DIR",
        ),
        (given("format") && !to_stream, "--format chỉ dùng với --out -", "--format goes with --out - only"),
    ];
    let wrong = refused.iter().find(|(wrong, ..)| *wrong);
    if let Some((_, vi, en)) = wrong {
        context.report.push(Problem::Option { detail: Text::new(*vi, *en) }, None);
    }
    wrong.is_none().then_some(())
}

/// The rows that `--where` and `--shard` want.
fn selection(matches: &ArgMatches, context: &mut Context) -> Option<Selection> {
    let shard = match matches.get_one::<String>("shard").map(|text| Shard::parse(text)) {
        Some(None) => {
            let detail = Text::new("--shard: viết K/N, như 2/5", "--shard: write K/N, such as 2/5");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        other => other.flatten(),
    };
    let selection = Selection::new(matches.get_one::<String>("where").map(String::as_str), shard);
    selection.map_err(|problem| context.report.push(problem, None)).ok()
}

/// The hash of what all documents are made from; `None` when a file that was just read is gone.
fn common(setup: &Setup, read: &[PathBuf]) -> Option<String> {
    let mut hasher = Sha256::new();
    let (header, plan) = setup.message();
    hasher.update(env!("CARGO_PKG_VERSION"));
    hasher.update(header.to_string());
    hasher.update(plan);
    let mut files: Vec<PathBuf> = read.to_vec();
    for folder in setup.templates.iter().flat_map(|t| [t.join("kinds"), t.join("lib")]).chain(setup.fonts.clone()) {
        files.extend(std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    files.sort();
    for path in files.iter().filter(|path| path.is_file()) {
        hasher.update(path.to_string_lossy().as_bytes());
        hasher.update(hash_of(path).ok()?);
    }
    Some(hex(&hasher.finalize()))
}

/// The series that the documents' numbers are counted in.
fn series(document: &Document) -> Option<Series> {
    let line = document.number.as_ref()?;
    Some(Series { symbol: line.symbol.trim_start_matches('/').to_owned(), year: document.date.year() })
}

/// `bien` for the columns of a table, ready to be copied.
fn suggestion(table: &Table) -> String {
    let mut lines = vec!["bien:".to_owned()];
    let head = table.each(&mut |record| {
        for (name, cell) in record.head.iter().zip(&record.cells).filter(|(name, _)| !as_name(name).is_empty()) {
            let example = match cell {
                crate::sheet::Cell::Text(text) => text.clone(),
                crate::sheet::Cell::Number(n) => n.to_string(),
            };
            let quoted = serde_json::to_string(&example).unwrap_or_default();
            lines.push(format!("  {}: {{ kieu: chu, vi_du: {quoted} }}", as_name(name)));
        }
        std::ops::ControlFlow::Break(())
    });
    if head.is_err() || lines.len() == 1 {
        lines.push("  ho_ten: { kieu: chu, vi_du: \"Nguyễn Văn Mẫu\" }".to_owned());
    }
    lines.join("\n")
}

/// Ctrl-C asks for an end after the documents under way; a second one ends at once.
fn interruption() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let seen = flag.clone();
    // Without a handler Ctrl-C ends the program at once, and --resume goes on all the same.
    drop(ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    }));
    flag
}
